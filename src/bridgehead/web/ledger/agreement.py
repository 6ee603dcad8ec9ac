"""One agreement with all that belongs to it, and the list of all: what either side owes, deliveries, old terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bridgehead.firm.agreement_errors import UnknownAgreementError
from bridgehead.firm.templates import name_term
from bridgehead.network.network import Network
from bridgehead.questions._owed import Owed
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Agreement, Entry, EntryId, Evidence, Interaction, Obligation
from bridgehead.record.ledger import ObligationState, get_state
from bridgehead.record.terms import get_form
from bridgehead.web.ledger.owed import get_standing
from bridgehead.web.snapshot import Snapshot

#: what the list of agreements can be sorted by
ORDERS = ("begin", "end", "renewal", "form", "overdue")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """One term of an agreement as it stands on the day.

    Attributes:
        name: what it is called there. state: how it stands. standing: a word of `ledger_owed.STANDINGS`.
        is_ours: we owe it. has_ended: other terms took its place, or it ended, by the day. is_to_come: it begins later.
    """

    name: str
    state: ObligationState
    standing: str
    is_ours: bool
    has_ended: bool
    is_to_come: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSheet:
    """One agreement on the day.

    Attributes:
        agreement: the entry. in_force: whether it holds. form, direction: words of its form; equity: whether it is one
            of equity. ours: ids of the parties that are ours. ours_owed, theirs_owed: terms that hold or held, the
            current first. between: terms neither side of which is ours. evidence: what it and its terms rest on.
    """

    agreement: Agreement
    in_force: InForce
    direction: str
    equity: bool
    ours: frozenset[EntryId]
    ours_owed: tuple[TermLine, ...]
    theirs_owed: tuple[TermLine, ...]
    between: tuple[TermLine, ...]
    evidence: tuple[Evidence, ...]

    @property
    def terms(self) -> tuple[TermLine, ...]:
        """All terms."""
        return (*self.ours_owed, *self.theirs_owed, *self.between)


def build_sheet(snapshot: Snapshot, network: Network, id_: EntryId, own: frozenset[EntryId]) -> AgreementSheet:
    """One agreement on the day of the lens; one that begins later is shown as well.

    Args:
        snapshot: the record. network: it through the lens. id_: of the agreement. own: ids of the firm and its people.

    Raises:
        UnknownAgreementError: there is no such agreement.
    """
    agreement = snapshot.by_id.get(id_)
    if not isinstance(agreement, Agreement):
        raise UnknownAgreementError(id_, [entry.id for entry in snapshot.find(Agreement)])
    owed = [entry for entry in snapshot.find_naming(id_) if isinstance(entry, Obligation) and entry.agreement == id_]
    lines = sorted((_read_term(snapshot, agreement, one, network.day, own) for one in owed), key=_order)
    is_others = {line.name: not {line.state.obligation.debtor, line.state.obligation.creditor} & own for line in lines}
    form = get_form(agreement.form)
    return AgreementSheet(
        agreement=agreement,
        in_force=network.status(agreement),
        direction=form.direction,
        equity=form.equity,
        ours=frozenset(party for party, _ in agreement.parties if party in own),
        ours_owed=tuple(line for line in lines if line.is_ours),
        theirs_owed=tuple(line for line in lines if not line.is_ours and not is_others[line.name]),
        between=tuple(line for line in lines if is_others[line.name]),
        evidence=tuple(_find_evidence(snapshot, [agreement, *owed])),
    )


def _read_term(
    snapshot: Snapshot, agreement: Agreement, owed: Obligation, day: date, own: frozenset[EntryId]
) -> TermLine:
    named = [entry for entry in snapshot.find_naming(owed.id) if isinstance(entry, Interaction)]
    state = get_state(owed, [one for one in named if one.fulfils == owed.id], day, agreement)
    return TermLine(
        name=name_term(agreement.id, owed.id),
        state=state,
        standing=get_standing(state),
        is_ours=owed.debtor in own,
        has_ended=owed.end.latest is not None and owed.end.latest <= day,
        is_to_come=owed.begin.earliest is not None and owed.begin.earliest > day,
    )


def _order(line: TermLine) -> tuple[object, ...]:
    """What holds first, then by the day it is due."""
    due = line.state.obligation.due
    return (line.has_ended, due.earliest or due.latest or date.max, line.name)


def _find_evidence(snapshot: Snapshot, entries: Iterable[Entry]) -> Iterator[Evidence]:
    for id_ in dict.fromkeys(id_ for entry in entries for id_ in entry.evidence):
        found = snapshot.by_id.get(id_)
        if isinstance(found, Evidence):
            yield found


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """One agreement in the list.

    Attributes:
        agreement: the entry. others: ids of the parties that are not ours. is_ours: we are a party.
        in_force: whether it holds on the day. ours, theirs: (obligations, certainly overdue ones) on either side.
    """

    agreement: Agreement
    others: tuple[EntryId, ...]
    is_ours: bool
    in_force: InForce
    ours: tuple[int, int]
    theirs: tuple[int, int]


def list_agreements(network: Network, owed: Sequence[Owed], own: frozenset[EntryId]) -> tuple[AgreementLine, ...]:
    """Every agreement that had begun, or may have, by the day, ended ones included.

    Args:
        network: through the lens. owed: all that is owed. own: ids of the firm and its people.
    """
    by_agreement: defaultdict[EntryId, list[Owed]] = defaultdict(list)
    for one in owed:
        by_agreement[one.state.obligation.agreement].append(one)
    return tuple(_build_line(network, agreement, by_agreement, own) for agreement in network.entries_so_far(Agreement))


def _build_line(
    network: Network, agreement: Agreement, owed: Mapping[EntryId, Sequence[Owed]], own: frozenset[EntryId]
) -> AgreementLine:
    parties = [party for party, _ in agreement.parties]

    def count(side: str) -> tuple[int, int]:
        held = [one for one in owed.get(agreement.id, ()) if one.side == side]
        return len(held), sum(one.state.overdue == "certain" for one in held)

    return AgreementLine(
        agreement=agreement,
        others=tuple(party for party in parties if party not in own),
        is_ours=any(party in own for party in parties),
        in_force=network.status(agreement),
        ours=count("we owe"),
        theirs=count("owed to us"),
    )


def sort_agreements(lines: Iterable[AgreementLine], order: str, *, is_down: bool) -> list[AgreementLine]:
    """Agreements in an order; what has no such day comes last either way.

    Args:
        lines: to sort. order: one of `ORDERS`; any other word sorts by begin. is_down: the latest or most first.
    """
    ordered = sorted(lines, key=lambda line: line.agreement.id)
    if order == "form":
        return sorted(ordered, key=lambda line: line.agreement.form, reverse=is_down)
    if order == "overdue":
        return sorted(ordered, key=lambda line: line.ours[1] + line.theirs[1], reverse=is_down)
    days = {line.agreement.id: _get_day(line.agreement, order) for line in ordered}
    known = [line for line in ordered if days[line.agreement.id]]
    known.sort(key=lambda line: days[line.agreement.id] or date.max, reverse=is_down)
    return [*known, *(line for line in ordered if not days[line.agreement.id])]


def _get_day(agreement: Agreement, order: str) -> date | None:
    when = {"end": agreement.end, "renewal": agreement.renewal}.get(order, agreement.begin)
    return when.earliest or when.latest
