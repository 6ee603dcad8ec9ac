"""Joint orders in a record: an agreement whose obligations are the phases, and assessments of what firms can do.

A phase is an obligation of the agreement: its deliverable is the phase, its quantity the volume, its due day the last
day of its last week. Phases follow each other by due day, then id. What firms can do is assessed with the instrument
`capacity`, each assessment saying in `about` which phase it speaks of or, for transport, which firm.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bridgehead.network.network import Network
from bridgehead.planning.order import Floats, Order
from bridgehead.questions import QuestionValueError
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Agreement, Assessment, Obligation
from bridgehead.record.parameters import get_parameter

CAPACITY = "capacity"
_BY_PHASE = ("capacity", "unit_cost", "changeover_cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOrder:
    """An order as the record tells it, ready to be planned.

    Attributes:
        agreement: with the customer. phases: its obligations, in order. firms: ids of those that can be planned.
        order: the same as arrays, firms and phases in these orders. begins: first day of the first week.
        currency: of its costs and its value; "" where nobody said.
        left_out: (firm's id, why) of those that say something about the order and cannot be planned.
        remarks: what had to be assumed, a sentence each.
        said: (firm's id, phase) -> ids of the assessments it rests on.
    """

    agreement: Agreement
    phases: tuple[Obligation, ...]
    firms: tuple[str, ...]
    order: Order
    begins: date
    currency: str
    left_out: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    said: Mapping[tuple[str, str], tuple[str, ...]]

    def week(self, number: int) -> date:
        """The first day of a week, the first being 0."""
        return self.begins + timedelta(weeks=number)


def find_agreement(network: Network, named: str) -> Agreement | None:
    """The agreement that is an order: the one named, else the only one whose phases somebody can do.

    Args:
        named: its id, or its scope; "" where the record may tell.

    Raises:
        QuestionValueError: there is no such order, or several it may be.
    """
    phases = _phases_by_agreement(network)
    orders = {
        agreement.id: agreement
        for agreement in network.entries(Agreement)
        if agreement.id in phases and network.status(agreement) is not InForce.NOT
    }
    if named:
        wanted = named.strip().casefold()
        found = [one for one in orders.values() if wanted in {one.id.casefold(), one.scope.casefold()}]
    else:
        done = {fold(item.about) for item in _find_capacities(network) if item.item in _BY_PHASE}
        found = [one for one in orders.values() if {fold(phase.deliverable) for phase in phases[one.id]} & done]
    if len(found) == 1:
        return found[0]
    if not found and not named:
        return None
    known = ", ".join(sorted(orders)) or "none"
    remedy = f"Name an agreement that has obligations, by id or scope. There are: {known}."
    raise QuestionValueError("joint_order", "order", named, remedy)


def read_order(network: Network, agreement: Agreement, begins: date) -> ReadOrder:
    """An order and the firms that may carry it out.

    Args:
        agreement: with the customer. begins: first day on which anybody may work on it.

    Raises:
        QuestionValueError: a phase has no volume or no due day after the beginning, or currencies differ.
    """
    phases = _order_phases(_phases_by_agreement(network)[agreement.id])
    due = _read_due(phases, begins)
    stated = _Stated.of(network, [phase.deliverable for phase in phases])
    firms, left_out = stated.sort_firms()
    transport, remarks = stated.price_transport(firms)
    value, currency = _read_value(phases)
    return ReadOrder(
        agreement=agreement,
        phases=phases,
        firms=tuple(firms),
        order=Order(
            volume=np.array([_read_volume(phase) for phase in phases]),
            due=np.array(due, dtype=np.int64),
            capacity=stated.table("capacity", firms),
            unit_cost=stated.table("unit_cost", firms),
            changeover_cost=stated.table("changeover_cost", firms),
            transport_cost=transport,
            lead=int(get_parameter("joint_order", "weeks_between_phases")),
            value=value,
        ),
        begins=begins,
        currency=currency,
        left_out=tuple(left_out),
        remarks=(*remarks, *stated.remark_changeovers(firms)),
        said=stated.said,
    )


def fold(text: str) -> str:
    """A phase's name as it is compared: blanks, underscores and capitals make no difference."""
    return " ".join(text.replace("_", " ").split()).casefold()


def _phases_by_agreement(network: Network) -> dict[str, list[Obligation]]:
    found: dict[str, list[Obligation]] = {}
    for obligation in network.entries(Obligation):
        found.setdefault(obligation.agreement, []).append(obligation)
    return found


def _order_phases(phases: Iterable[Obligation]) -> tuple[Obligation, ...]:
    return tuple(sorted(phases, key=lambda phase: (phase.due.latest or date.max, phase.id)))


def _find_capacities(network: Network) -> Sequence[Assessment]:
    """What is said of capacities, the newest last, so that it counts."""
    said = [item for item in network.entries(Assessment) if item.instrument == CAPACITY]
    return sorted(said, key=lambda item: (item.begin, item.id))


def _settle(network: Network, id_: str) -> str:
    """The id an actor goes by, where several were judged to be one."""
    position = network.actors.position_by_id.get(id_)
    return id_ if position is None else network.actor(position).id


def _read_volume(phase: Obligation) -> float:
    if phase.quantity is None or phase.quantity <= 0:
        remedy = f"The phase {phase.deliverable!r} ({phase.id}) needs a quantity above 0: how many pieces are wanted."
        raise QuestionValueError("joint_order", "order", phase.agreement, remedy)
    return phase.quantity


def _read_due(phases: Sequence[Obligation], begins: date) -> list[int]:
    """Whole weeks there are for each phase, the week of its due day included where it is over by then."""
    weeks: list[int] = []
    for phase in phases:
        last = phase.due.latest
        if last is None:
            remedy = f"The phase {phase.deliverable!r} ({phase.id}) needs a due day: phases follow each other by it."
            raise QuestionValueError("joint_order", "order", phase.agreement, remedy)
        weeks.append(((last - begins).days + 1) // 7)
        if weeks[-1] < 1:
            remedy = (
                f"The phase {phase.deliverable!r} ({phase.id}) is due on {phase.due}, less than a week after {begins}. "
                "Begin earlier with --begins, or edit the due day."
            )
            raise QuestionValueError("joint_order", "begins", begins.isoformat(), remedy)
    return weeks


def _read_value(phases: Sequence[Obligation]) -> tuple[float | None, str]:
    """What the customer pays for all phases together; None where nobody said of any."""
    valued = [phase for phase in phases if phase.value is not None]
    currencies = sorted({phase.currency for phase in valued if phase.currency})
    if len(currencies) > 1:
        remedy = f"Its phases have values in {' and '.join(currencies)}. Write them in one currency."
        raise QuestionValueError("joint_order", "order", phases[0].agreement, remedy)
    total = math.fsum(phase.value for phase in valued if phase.value is not None) if valued else None
    return total, currencies[0] if currencies else ""


@dataclass(frozen=True, slots=True)
class _Stated:
    """What is said of each firm.

    Attributes:
        phases: names of the phases as compared. by_phase: (item, firm, phase) -> value.
        transport: (firm, firm) -> money a piece. said: (firm, phase) -> ids of the assessments.
        unordered: (firm, phase) of what firms can do and no order of the record asks for.
    """

    phases: tuple[str, ...]
    by_phase: Mapping[tuple[str, str, str], float]
    transport: Mapping[tuple[str, str], float]
    said: Mapping[tuple[str, str], tuple[str, ...]]
    unordered: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, network: Network, deliverables: Sequence[str]) -> _Stated:
        phases = tuple(fold(name) for name in deliverables)
        by_phase: dict[tuple[str, str, str], float] = {}
        transport: dict[tuple[str, str], float] = {}
        said: dict[tuple[str, str], tuple[str, ...]] = {}
        unordered: dict[tuple[str, str], None] = {}
        ordered = {fold(obligation.deliverable) for obligation in network.entries(Obligation)}
        for item in _find_capacities(network):
            if isinstance(item.value, str | bool):
                continue
            phase, firm = fold(item.about), _settle(network, item.subject)
            if item.item in _BY_PHASE and phase in phases:
                by_phase[item.item, firm, phase] = item.value
                said[firm, phase] = (*said.get((firm, phase), ()), item.id)
            elif item.item in _BY_PHASE and phase not in ordered:
                unordered[firm, phase] = None
            elif item.item == "transport_cost":
                transport[firm, _settle(network, item.about)] = item.value
        return cls(phases, by_phase, transport, said, tuple(unordered))

    def sort_firms(self) -> tuple[list[str], list[tuple[str, str]]]:
        """Firms that can be planned, and those that say something and cannot, with the reason."""
        named = sorted({firm for _, firm, _ in self.by_phase} | {firm for firm, _ in self.unordered})
        able, left_out = [], []
        for firm in named:
            faults = [fault for phase in self.phases if (fault := self._find_fault(firm, phase))]
            faults += [f"{phase or 'no phase named'}: not ordered" for one, phase in self.unordered if one == firm]
            if any(self._can(firm, phase) for phase in self.phases):
                able.append(firm)
            if faults:
                left_out.append((firm, "; ".join(faults)))
        return able, left_out

    def _can(self, firm: str, phase: str) -> bool:
        return self.by_phase.get(("capacity", firm, phase), 0.0) > 0 and not self._find_fault(firm, phase)

    def _find_fault(self, firm: str, phase: str) -> str:
        """Why a firm that says something of a phase cannot be planned for it; "" where it can, or says nothing."""
        values = {item: self.by_phase.get((item, firm, phase)) for item in _BY_PHASE}
        if all(value is None for value in values.values()):
            return ""
        negative = [item for item, value in values.items() if value is not None and value < 0]
        if negative:
            return f"{phase}: {negative[0].replace('_', ' ')} is below 0"
        missing = [item for item in ("capacity", "unit_cost") if values[item] is None]
        return f"{phase}: {' and '.join(item.replace('_', ' ') for item in missing)} not said" if missing else ""

    def table(self, item: str, firms: Sequence[str]) -> Floats:
        """One item as (n_firms, n_phases); 0 where the firm cannot be planned for the phase."""
        return np.array(
            [
                [
                    self.by_phase.get((item, firm, phase), 0.0) if self._can(firm, phase) else 0.0
                    for phase in self.phases
                ]
                for firm in firms
            ],
            dtype=np.float64,
        ).reshape(len(firms), len(self.phases))

    def price_transport(self, firms: Sequence[str]) -> tuple[Floats | None, tuple[str, ...]]:
        """Money a piece between firms, (n_firms, n_firms), and what had to be assumed; None where nobody said any."""
        pairs = [(left, right) for left in firms for right in firms if left != right]
        told = {
            pair: cost
            for pair in pairs
            if (cost := self.transport.get(pair, self.transport.get(pair[::-1]))) is not None and cost >= 0
        }
        if not told:
            return None, ("Nobody says what transport between the firms costs, so it is left out of the plan.",)
        dearest = max(told.values())
        place = {firm: number for number, firm in enumerate(firms)}
        price: Floats = np.full((len(firms), len(firms)), dearest)
        np.fill_diagonal(price, 0.0)
        for (left, right), each in told.items():
            price[place[left], place[right]] = each
        missing = len(pairs) - len(told)
        if not missing:
            return price, ()
        remark = (
            f"Of {len(pairs)} ways between firms {missing} have no stated transport cost; they count as the dearest "
            f"stated one, {dearest:.15g} a piece."
        )
        return price, (remark,)

    def remark_changeovers(self, firms: Sequence[str]) -> tuple[str, ...]:
        """How often nobody said what taking a phase on costs."""
        unknown = sum(
            1
            for firm in firms
            for phase in self.phases
            if self._can(firm, phase) and ("changeover_cost", firm, phase) not in self.by_phase
        )
        if not unknown:
            return ()
        times = "one firm" if unknown == 1 else f"{unknown} firms and phases"
        return (f"For {times} nobody says what taking the phase on costs; the plan leaves it out.",)
