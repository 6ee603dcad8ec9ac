"""What is due, delivered and overdue: obligations set against the interactions that fulfil them, on a day.

Conventions, stated once:

- When an obligation falls due is the business of `record.schedule`. Debts that fell due before its end stay owed after
  it, so what was owed under old terms is still seen when new ones have taken their place.
- What was delivered beyond all that falls due by the day is surplus: noted, and set against what falls due next.
- What was refused does not count; what was below standard counts and is flagged. An obligation that names no quantity
  counts deliveries, one per occurrence.
- An interaction of the kind "negotiation" that names an obligation releases what it says: nothing was delivered, and so
  much is owed no more.
- Overdue begins on the day after the due day. What is owed continuously, or without a day, is never overdue.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from bridgehead.record.entries import Agreement, Entry, Interaction, Obligation
from bridgehead.record.record import find_entries
from bridgehead.record.schedule import DueDays, find_due_days

Overdue = Literal["no", "possible", "certain"]
#: no_day_set: never overdue for want of a day. end_unknown: later occurrences only possibly fall due.
#: below_standard, refused: some delivery was. quantity_unknown, date_unknown: some delivery names none.
#: released: part of it is owed no more. surplus: more was delivered than fell due.
Flag = Literal[
    "no_day_set", "end_unknown", "below_standard", "refused", "quantity_unknown", "date_unknown", "released", "surplus"
]

_FLAGS: tuple[Flag, ...] = get_args(Flag)
#: kind of interaction by which two sides agree that something is owed no more
_RELEASING = "negotiation"
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
        open: what of the quantity due was neither delivered nor released; None where that is None.
        released: what both sides agreed is owed no more, in the same unit.
        surplus: what was certainly delivered beyond all that possibly fell due and, of one owed once, beyond the whole;
            None where nobody said how much is owed.
        is_fulfilled: nothing is owed any more or yet: all that fell due was delivered or released and, for one owed
            once, whether or not its day has come. False for one owed continuously.
        overdue: no, possible or certain.
        since: the first day it was certainly, else possibly, overdue; None where it is not.
        last_delivery: the interaction that last delivered something, by its day, then id; None where nothing was.
        deliveries: the deliveries counted, by their day, then id. releases: what released some of it, likewise.
        flags: what to know about the figures.
    """

    obligation: Obligation
    occurrences: int = 0
    occurrences_possible: int = 0
    quantity_due: float | None = None
    delivered: float = 0.0
    open: float | None = None
    released: float = 0.0
    surplus: float | None = None
    is_fulfilled: bool = False
    overdue: Overdue = "no"
    since: date | None = None
    last_delivery: Interaction | None = None
    deliveries: tuple[Interaction, ...] = ()
    releases: tuple[Interaction, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def is_to_come(self) -> bool:
        """Whether nothing of it fell due, was delivered or was released so far."""
        return not (self.occurrences_possible or self.deliveries or self.releases)


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
    given = _Given.of(obligation, deliveries, on)
    days = find_due_days(obligation, on, agreement)
    each, has_day = _each(obligation), obligation.recurrence != "continuous" and obligation.due.is_known
    quantity_due = len(days.certain) * each
    owed = quantity_due if obligation.recurrence else each
    surplus = _find_surplus(obligation, given, len(days.possible))
    overdue, since = _find_overdue(days, given, each, on)
    flags: set[Flag] = set(given.flags)
    if not has_day and obligation.recurrence != "continuous":
        flags.add("no_day_set")
    if days.is_end_unknown and len(days.possible) > len(days.certain):
        flags.add("end_unknown")
    if surplus:
        flags.add("surplus")
    return ObligationState(
        obligation=obligation,
        occurrences=len(days.certain),
        occurrences_possible=len(days.possible),
        quantity_due=quantity_due if has_day else None,
        delivered=given.delivered,
        open=max(0.0, quantity_due - given.least) if has_day else None,
        released=given.released,
        surplus=surplus,
        is_fulfilled=(has_day or not obligation.recurrence) and given.least >= owed - _NOTHING,
        overdue=overdue,
        since=since,
        last_delivery=given.deliveries[-1] if given.deliveries else None,
        deliveries=given.deliveries,
        releases=given.releases,
        flags=tuple(sorted(flags, key=_FLAGS.index)),
    )


def is_release(interaction: Interaction) -> bool:
    """Whether an interaction releases what it names from being owed, instead of delivering it."""
    return interaction.kind == _RELEASING


def _find_overdue(days: DueDays, given: _Given, each: float, on: date) -> tuple[Overdue, date | None]:
    """Whether something is overdue, and since when."""
    late, late_possible = bisect_left(days.certain, on) * each, bisect_left(days.possible, on) * each
    if late > given.most + _NOTHING:
        return "certain", days.certain[int((given.most + _NOTHING) // each)] + _ONE_DAY
    if late_possible > given.least + _NOTHING:
        return "possible", days.possible[int((given.least + _NOTHING) // each)] + _ONE_DAY
    return "no", None


def _find_surplus(obligation: Obligation, given: _Given, occurrences_possible: int) -> float | None:
    """What was delivered beyond what was owed by the day; None where nobody said how much that is."""
    is_once = not obligation.recurrence
    if obligation.recurrence == "continuous" or (is_once and obligation.quantity is None):
        return None
    if not is_once and not obligation.due.is_known:
        return None
    surplus = given.least - _each(obligation) * (1 if is_once else occurrences_possible)
    return surplus if surplus > _NOTHING else 0.0


def _each(obligation: Obligation) -> float:
    """What one occurrence asks for; a quantity of zero asks for a delivery all the same."""
    return obligation.quantity or 1.0


@dataclass(frozen=True, slots=True)
class _Given:
    """What was delivered or released up to a day, in the obligation's unit.

    Attributes:
        delivered, released: what certainly was. most: both together, at most.
    """

    delivered: float
    released: float
    most: float
    deliveries: tuple[Interaction, ...]
    releases: tuple[Interaction, ...]
    flags: frozenset[Flag]

    @property
    def least(self) -> float:
        """What was certainly delivered or released."""
        return self.delivered + self.released

    @classmethod
    def of(cls, obligation: Obligation, named: Iterable[Interaction], on: date) -> _Given:
        least = {False: 0.0, True: 0.0}
        most = 0.0
        counted: dict[bool, list[Interaction]] = {False: [], True: []}
        flags: set[Flag] = set()
        for one in sorted(named, key=_moment):
            first, last = one.begin.earliest, one.begin.latest
            if first is not None and first > on:
                continue
            if one.acceptance == "refused":
                flags.add("refused")
                continue
            counted[is_release(one)].append(one)
            quantity = 1.0 if obligation.quantity is None and not is_release(one) else one.quantity
            most += _each(obligation) if quantity is None else quantity
            if last is not None and last <= on:
                least[is_release(one)] += quantity or 0.0
            flags |= _flags_of(one, is_quantity_unknown=quantity is None)
        return cls(least[False], least[True], most, tuple(counted[False]), tuple(counted[True]), frozenset(flags))


def _flags_of(delivery: Interaction, *, is_quantity_unknown: bool) -> set[Flag]:
    flags: set[Flag] = {"released"} if is_release(delivery) else set()
    if delivery.acceptance == "below_standard":
        flags.add("below_standard")
    if is_quantity_unknown:
        flags.add("quantity_unknown")
    if not delivery.begin.is_known:
        flags.add("date_unknown")
    return flags


def _moment(interaction: Interaction) -> tuple[date, str]:
    return (interaction.begin.latest or interaction.begin.earliest or date.min, interaction.id)
