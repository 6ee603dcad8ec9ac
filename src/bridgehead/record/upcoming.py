"""What comes up: obligations that fall due, and agreements that must be renewed or end, between two days.

An occurrence is one event, on a day or on some day of a span. What was delivered in advance, or released, is set
against the occurrences in their order, so `left` says what of each is still owed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bridgehead.record.entries import Agreement, Entry, Interaction, Obligation
from bridgehead.record.ledger import ObligationState, build_ledger
from bridgehead.record.record import find_entries
from bridgehead.record.schedule import find_occurrences

#: sums of decimal quantities are compared as people would: a billionth is nothing
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """One thing that comes up.

    Attributes:
        kind: due, renewal (or notice), end.
        entry: the obligation that falls due, or the agreement. agreement: what an obligation follows from, where held.
        first, last: the first and last day it can be; last is None where nothing bounds it.
        is_certain: it comes up for sure; False where nobody said whether what recurs goes on until then.
        left: what of an occurrence is still owed, in the obligation's unit or in deliveries; None for an agreement.
        state: how the obligation stands on the first of the two days; None for an agreement.
    """

    kind: Literal["due", "renewal", "end"]
    entry: Obligation | Agreement
    agreement: Agreement | None
    first: date
    last: date | None
    is_certain: bool = True
    left: float | None = None
    state: ObligationState | None = None


def find_upcoming(entries: Iterable[Entry], after: date, until: date) -> tuple[Upcoming, ...]:
    """What comes up between two days, both included, in order; what is fully delivered already is left out.

    Args:
        entries: any; obligations, agreements and the interactions that name obligations are read.
        after: the first day, on which obligations are taken to stand as the ledger has them. until: the last day.

    >>> from bridgehead.record.dates import read_when
    >>> owed = Obligation(id="o", agreement="g", debtor="a", creditor="b", deliverable="x", due=read_when("2001-05"))
    >>> [one.last for one in find_upcoming([owed], date(2001, 1, 1), date(2001, 12, 31))]
    [datetime.date(2001, 5, 31)]
    """
    entries = tuple(entries)
    agreements = {one.id: one for one in find_entries(entries, Agreement)}
    relevant = (*agreements.values(), *find_entries(entries, Obligation), *find_entries(entries, Interaction))
    found: list[Upcoming] = []
    for state in build_ledger(relevant, after):
        found += _find_due(state, agreements.get(state.obligation.agreement), after, until)
    for agreement in agreements.values():
        found += _find_of_agreement(agreement, after, until)
    return tuple(sorted(found, key=lambda one: (one.first, one.last or date.max, one.entry.id)))


def _find_due(state: ObligationState, agreement: Agreement | None, after: date, until: date) -> Iterator[Upcoming]:
    owed = state.obligation
    each = owed.quantity or 1.0
    settled = state.delivered + state.released
    for one in find_occurrences(owed, after, until, agreement):
        left = min(each, each * (one.number + 1) - settled)
        if left > _NOTHING:
            yield Upcoming(
                kind="due",
                entry=owed,
                agreement=agreement,
                first=one.first,
                last=one.last,
                is_certain=one.is_certain,
                left=left,
                state=state,
            )


def _find_of_agreement(agreement: Agreement, after: date, until: date) -> Iterator[Upcoming]:
    """Its renewal and its end, unless it certainly ended before."""
    if agreement.end.latest is not None and agreement.end.latest < after:
        return
    kinds: tuple[tuple[Literal["renewal", "end"], date | None, date | None], ...] = (
        ("renewal", agreement.renewal.earliest, agreement.renewal.latest),
        ("end", agreement.end.earliest, agreement.end.latest),
    )
    for kind, first, last in kinds:
        if first is not None and first <= until and (last is None or last >= after):
            yield Upcoming(kind=kind, entry=agreement, agreement=agreement, first=first, last=last)
