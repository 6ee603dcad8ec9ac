"""A firm's interactions sorted into the cells of figure 2: mechanism by form by side, with the flows they stand for.

Education and joint decisions take the firm and a partner; direct contact takes two partners, or one community whose
members meet each other, with or without the firm. An interaction without mechanism or form, or of partners whose side
nobody knows, is in no cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from bridgehead.network.network import Network
from bridgehead.network.sides import CUSTOMERS, END_CUSTOMERS, SUPPLIERS, Present, SideFinder
from bridgehead.questions._once import once
from bridgehead.record.entries import EntryId, Interaction
from bridgehead.record.terms import MECHANISMS

US = "us"
EDUCATION, JOINT_DECISION, DIRECT_CONTACT = "education", "joint_decision", "direct_contact"
#: (column, form, the sides it holds) as figure 2 has them; customers of customers stand with customers
CELLS: tuple[tuple[str, str, str], ...] = (
    ("education_customers", EDUCATION, CUSTOMERS),
    ("education_suppliers", EDUCATION, SUPPLIERS),
    ("joint_decision_customers", JOINT_DECISION, CUSTOMERS),
    ("joint_decision_suppliers", JOINT_DECISION, SUPPLIERS),
    ("direct_contact_customers", DIRECT_CONTACT, CUSTOMERS),
    ("direct_contact_suppliers", DIRECT_CONTACT, SUPPLIERS),
    ("direct_contact_customers_with_suppliers", DIRECT_CONTACT, "customers_with_suppliers"),
)
COLUMNS: tuple[str, ...] = tuple(column for column, _, _ in CELLS)
_COLUMN_OF = {(form, side): column for column, form, side in CELLS}
_SIDE_IN_FIGURE = {CUSTOMERS: CUSTOMERS, END_CUSTOMERS: CUSTOMERS, SUPPLIERS: SUPPLIERS}

Flow = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An interaction that names its mechanism and form, with where it stands.

    Attributes:
        interaction: the entry. present: who took part. is_certain: it certainly happened by the day.
        sides: column -> the sides that took part in it. flows: (sender, receiver) of knowledge, sides or `US`.
        faults: why a form it names gives no cell, one reason a form.
    """

    interaction: Interaction
    present: Present
    is_certain: bool
    sides: Mapping[str, frozenset[str]]
    flows: frozenset[Flow]
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Log:
    """The interactions of one firm's network.

    Attributes:
        network: whose. finder: of sides. coded: those that name mechanism and form, by id.
        uncoded: those that do not, with partners among whoever took part.
        present: id of every interaction -> who took part. left_out: how many the lens leaves out as only possible.
    """

    network: Network
    finder: SideFinder
    coded: tuple[Coded, ...]
    uncoded: tuple[Interaction, ...]
    present: Mapping[EntryId, Present]
    left_out: int = 0

    @classmethod
    def of(cls, network: Network) -> Log:
        """The log of a network.

        Raises:
            NoFirmError: no firm is named.
        """
        finder = SideFinder(network)
        coded, uncoded = [], []
        everybody: dict[EntryId, Present] = {}
        left_out = 0
        for interaction in sorted(network.entries(Interaction), key=lambda entry: entry.id):
            is_certain = finder.is_certain(interaction)
            if network.lens.certain_only and not is_certain:
                left_out += 1
                continue
            present = everybody[interaction.id] = finder.find_present(interaction)
            if interaction.mechanism and interaction.forms:
                coded.append(code(network, interaction, present, is_certain=is_certain))
            elif present.sides:
                uncoded.append(interaction)
        return cls(
            network=network,
            finder=finder,
            coded=tuple(coded),
            uncoded=tuple(uncoded),
            present=everybody,
            left_out=left_out,
        )

    @cached_property
    def placed(self) -> tuple[Coded, ...]:
        """Those that stand in a cell."""
        return tuple(item for item in self.coded if item.sides)

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], tuple[Coded, ...]]:
        """(mechanism, column) -> what stands there, mechanisms in the order of the words."""
        found: dict[tuple[str, str], list[Coded]] = {
            (mechanism, column): [] for mechanism in MECHANISMS.words for column in COLUMNS
        }
        for item in self.placed:
            for column in item.sides:
                found[item.interaction.mechanism, column].append(item)
        return {cell: tuple(items) for cell, items in found.items() if items}

    @cached_property
    def customers_by_form(self) -> Mapping[tuple[str, int], tuple[Coded, ...]]:
        """(form, partner's position) -> interactions in which the partner was among our customers."""
        found: dict[tuple[str, int], list[Coded]] = {}
        for item in self.placed:
            for form in (EDUCATION, JOINT_DECISION):
                if _COLUMN_OF[form, CUSTOMERS] in item.sides:
                    for partner, sides in item.present.placed.items():
                        if sides & {CUSTOMERS, END_CUSTOMERS}:
                            found.setdefault((form, partner), []).append(item)
        return {key: tuple(items) for key, items in found.items()}


def code(network: Network, interaction: Interaction, present: Present, *, is_certain: bool) -> Coded:
    """Where an interaction stands: the columns it is in and the flows it stands for."""
    sides: dict[str, frozenset[str]] = {}
    flows: set[Flow] = set()
    faults = []
    for form in dict.fromkeys(interaction.forms):
        found = _find_contacts(network, present) if form == DIRECT_CONTACT else _find_exchanges(form, present)
        fault = _explain(form, present) if not found else ""
        if fault:
            faults.append(fault)
        flows |= found
        for sender, receiver in found:
            column, held = _find_column(form, {sender, receiver} - {US})
            sides[column] = sides.get(column, frozenset()) | held
    return Coded(
        interaction=interaction, present=present, is_certain=is_certain, sides=sides, flows=frozenset(flows),
        faults=tuple(faults),
    )  # fmt: skip


def _find_exchanges(form: str, present: Present) -> set[Flow]:
    """Education flows from us to each side that took part, joint decision from each to us."""
    if not present.with_us:
        return set()
    found = {side for sides in present.placed.values() for side in sides}
    return {(US, side) if form == EDUCATION else (side, US) for side in found}


def _find_contacts(network: Network, present: Present) -> set[Flow]:
    """Between which sides partners met, both ways; one community alone is contact among its members."""
    placed = present.placed
    if len(placed) == 1:
        [(partner, sides)] = placed.items()
        # had others been there whose side nobody knows, it would be they whom the members met
        is_alone = len(present.sides) == 1 and not present.missing
        is_group = network.actor(partner).kind == "community"
        return {(side, side) for side in sides} if is_group and is_alone else set()
    by_side: dict[str, set[int]] = {}
    for partner, sides in placed.items():
        for side in sides:
            by_side.setdefault(side, set()).add(partner)
    return {
        (one, other)
        for one, other in product(by_side, repeat=2)
        if len(by_side[one] | by_side[other]) > 1 and (one != other or len(by_side[one]) > 1)
    }


def _find_column(form: str, sides: set[str]) -> tuple[str, frozenset[str]]:
    """The column of the sides at the ends of one flow, and these sides."""
    shown = {_SIDE_IN_FIGURE[side] for side in sides}
    side = "customers_with_suppliers" if len(shown) > 1 else next(iter(shown))
    return _COLUMN_OF[form, side], frozenset(sides)


def _explain(form: str, present: Present) -> str:
    """Why a form gives no cell; "" where the partners without a side say it already."""
    if not present.placed:
        return "" if present.sides else f"{form.replace('_', ' ')}, but no partner is named"
    if form == DIRECT_CONTACT:
        return "direct contact, but only one partner of known side is named"
    return f"{form.replace('_', ' ')}, but neither the firm nor any of its people is named"


def allowed_forms(network: Network, present: Present, forms: Iterable[str]) -> tuple[str, ...]:
    """Of some forms those that whoever took part allows, their sides not asked for."""
    alone = len(present.sides) == 1 and network.actor(next(iter(present.sides))).kind != "community"
    return tuple(
        form for form in forms if present.sides and ((not alone) if form == DIRECT_CONTACT else present.with_us)
    )


def find_logs(network: Network) -> Iterator[Log]:
    """The log of the firm asked, then of each firm beside it that has an interaction in a cell.

    Raises:
        NoFirmError: no firm is named.
    """
    yield read_log(network)
    for other in network.beside.values():
        if other.firm is not None and (log := read_log(other)).placed:
            yield log


@once
def read_log(network: Network) -> Log:
    """The log of a network. Raises NoFirmError where no firm is named."""
    return Log.of(network)


def cite(items: Iterable[Coded]) -> tuple[str, ...]:
    """The ids of interactions, each once, in order."""
    return tuple(dict.fromkeys(item.interaction.id for item in items))
