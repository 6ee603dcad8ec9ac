"""What is due, delivered and overdue: obligations set against the interactions that fulfil them, on a day.

Conventions, stated once:

- When an obligation falls due is the business of `record.schedule`. Debts that fell due before its end stay owed after
  it, so what was owed under old terms is still seen when new ones have taken their place.
- What was delivered beyond all that falls due by the day is surplus: noted, and set against what falls due next.
- What was refused does not count; what was below standard counts and is flagged. An obligation that names no quantity
  counts deliveries, one per occurrence.
- Overdue begins on the day after the due day. What is owed continuously, or without a day, is never overdue.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bridgehead.record.entries import Agreement, Entry, Interaction, Obligation
from bridgehead.record.record import find_entries
from bridgehead.record.schedule import find_due_days

Overdue = Literal["no", "possible", "certain"]
#: no_day_set: never overdue for want of a day. end_unknown: later occurrences only possibly fall due.
#: below_standard, refused: some delivery was. quantity_unknown, date_unknown: some delivery names none.
Flag = Literal["no_day_set", "end_unknown", "below_standard", "refused", "quantity_unknown", "date_unknown"]

_ONE_DAY = timedelta(days=1)
#: sums of decimal quantities are compared as people would: a billionth is nothing
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationState:
    """How one obligation stands on a day.

    Attributes:
        obligation: the obligation.
        occurrences: how many times it certainly fell due up to the day, the day included.
        occurrences_possible: how many times it possibly did.
        quantity_due: what certainly fell due, in the obligation's unit, or in deliveries where it names no quantity;
            None where it is owed continuously or no day was set for it.
        delivered: what was certainly delivered up to the day, in the same unit.
        open: what of the quantity due was not delivered; None where that is None.
        is_fulfilled: nothing is owed any more or yet: all that fell due was delivered and, for one owed once, it was
            delivered whether or not its day has come. False for one owed continuously.
        overdue: no, possible or certain.
        since: the first day it was certainly, else possibly, overdue; None where it is not.
        last_delivery: the interaction that last delivered something, by its day, then id; None where nothing was.
        deliveries: the interactions counted, by their day, then id.
        flags: what to know about the figures.
    """

    obligation: Obligation
    occurrences: int = 0
    occurrences_possible: int = 0
    quantity_due: float | None = None
    delivered: float = 0.0
    open: float | None = None
    is_fulfilled: bool = False
    overdue: Overdue = "no"
    since: date | None = None
    last_delivery: Interaction | None = None
    deliveries: tuple[Interaction, ...] = ()
    flags: tuple[Flag, ...] = ()


def build_ledger(entries: Iterable[Entry], on: date) -> tuple[ObligationState, ...]:
    """How every obligation stands on a day, by id.

    Args:
        entries: any; obligations, their agreements and the interactions that name them are read.
        on: the day.
    """
    entries = tuple(entries)
    agreements = {agreement.id: agreement for agreement in find_entries(entries, Agreement)}
    deliveries: dict[str, list[Interaction]] = {}
    for interaction in find_entries(entries, Interaction):
        if interaction.fulfils:
            deliveries.setdefault(interaction.fulfils, []).append(interaction)
    return tuple(
        get_state(obligation, deliveries.get(obligation.id, ()), on, agreements.get(obligation.agreement))
        for obligation in sorted(find_entries(entries, Obligation), key=lambda obligation: obligation.id)
    )


def get_state(
    obligation: Obligation, deliveries: Sequence[Interaction], on: date, agreement: Agreement | None = None
) -> ObligationState:
    """How one obligation stands on a day.

    Args:
        obligation: the obligation. deliveries: the interactions that name it, in any order. on: the day.
        agreement: what it follows from; its end bounds a recurring obligation.

    >>> from bridgehead.record.dates import read_when
    >>> owed = Obligation(id="o", agreement="g", debtor="a", creditor="b", deliverable="report", due=read_when("2001"))
    >>> get_state(owed, (), date(2001, 6, 1)).overdue, get_state(owed, (), date(2002, 1, 1)).overdue
    ('possible', 'certain')
    """
    given = _Deliveries.of(obligation, deliveries, on)
    if obligation.recurrence == "continuous" or not obligation.due.is_known:
        no_day: tuple[Flag, ...] = () if obligation.recurrence == "continuous" else ("no_day_set",)
        once = obligation.recurrence == ""
        return ObligationState(
            obligation=obligation,
            delivered=given.least,
            is_fulfilled=once and given.least >= _each(obligation) - _NOTHING,
            last_delivery=given.last,
            deliveries=given.counted,
            flags=(*no_day, *given.flags),
        )
    days = find_due_days(obligation, on, agreement)
    certain, possible = days.certain, days.possible
    each = _each(obligation)
    quantity_due = len(certain) * each
    late, late_possible = bisect_left(certain, on) * each, bisect_left(possible, on) * each
    overdue: Overdue = "no"
    since = None
    if late > given.most + _NOTHING:
        overdue, since = "certain", certain[int((given.most + _NOTHING) // each)] + _ONE_DAY
    elif late_possible > given.least + _NOTHING:
        overdue, since = "possible", possible[int((given.least + _NOTHING) // each)] + _ONE_DAY
    owed = quantity_due if obligation.recurrence else each
    flags: tuple[Flag, ...] = ("end_unknown",) if days.is_end_unknown and len(possible) > len(certain) else ()
    return ObligationState(
        obligation=obligation,
        occurrences=len(certain),
        occurrences_possible=len(possible),
        quantity_due=quantity_due,
        delivered=given.least,
        open=max(0.0, quantity_due - given.least),
        is_fulfilled=given.least >= owed - _NOTHING,
        overdue=overdue,
        since=since,
        last_delivery=given.last,
        deliveries=given.counted,
        flags=(*flags, *given.flags),
    )


def _each(obligation: Obligation) -> float:
    """What one occurrence asks for; a quantity of zero asks for a delivery all the same."""
    return obligation.quantity or 1.0


@dataclass(frozen=True, slots=True)
class _Deliveries:
    """What was delivered up to a day: at least and at most, in the obligation's unit."""

    least: float
    most: float
    counted: tuple[Interaction, ...]
    flags: tuple[Flag, ...]

    @property
    def last(self) -> Interaction | None:
        return self.counted[-1] if self.counted else None

    @classmethod
    def of(cls, obligation: Obligation, deliveries: Iterable[Interaction], on: date) -> _Deliveries:
        least = most = 0.0
        counted: list[Interaction] = []
        flags: set[Flag] = set()
        for delivery in sorted(deliveries, key=_moment):
            first, last = delivery.begin.earliest, delivery.begin.latest
            if first is not None and first > on:
                continue
            if delivery.acceptance == "refused":
                flags.add("refused")
                continue
            counted.append(delivery)
            quantity = 1.0 if obligation.quantity is None else delivery.quantity
            most += _each(obligation) if quantity is None else quantity
            if last is not None and last <= on:
                least += quantity or 0.0
            flags |= _flags_of(delivery, is_quantity_unknown=quantity is None)
        return cls(least, most, tuple(counted), tuple(sorted(flags)))


def _flags_of(delivery: Interaction, *, is_quantity_unknown: bool) -> set[Flag]:
    flags: set[Flag] = {"below_standard"} if delivery.acceptance == "below_standard" else set()
    if is_quantity_unknown:
        flags.add("quantity_unknown")
    if not delivery.begin.is_known:
        flags.add("date_unknown")
    return flags


def _moment(interaction: Interaction) -> tuple[date, str]:
    return (interaction.begin.latest or interaction.begin.earliest or date.min, interaction.id)
