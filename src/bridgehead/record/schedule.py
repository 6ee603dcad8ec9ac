"""The days on which an obligation falls due: certainly and possibly, from its day, its rhythm and its end.

Conventions, stated once:

- An occurrence falls due on the obligation's `due` day, then every week, month, quarter, half year or year from it.
- It counts only where that day lies before the end: the obligation's own or, for a recurring one, its agreement's.
- A day given as a month, a year or a range is certain only as its last day and possible from its first. Where nobody
  said when a recurring obligation ends, only its first occurrence is certain.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bridgehead.record.dates import OPEN, UNKNOWN, When, on_day, read_when
from bridgehead.record.entries import Agreement, Obligation

_SHORTEST_MONTH = 28
#: the last day a date can be written for; what would lie beyond is taken to be on it
_LAST_DAY = date(9998, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The time from one occurrence to the next: so many months, or so many days instead."""

    months: int = 0
    days: int = 0

    def get_day(self, first: date, number: int) -> date:
        """The day of an occurrence; of a month that has no such day, its last.

        Args:
            first: day of the first occurrence. number: of the occurrence, the first being 0.

        >>> Rhythm(months=1).get_day(date(2001, 1, 31), 1)
        datetime.date(2001, 2, 28)
        """
        return add_days(first, self.days * number) if self.days else shift_day(first, self.months * number)


#: calendar arithmetic that the words themselves state; "" and continuous have no rhythm
RHYTHMS: dict[str, Rhythm] = {
    "yearly": Rhythm(months=12),
    "half_yearly": Rhythm(months=6),
    "quarterly": Rhythm(months=3),
    "monthly": Rhythm(months=1),
    "weekly": Rhythm(days=7),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDays:
    """When an obligation falls due up to some day.

    Attributes:
        certain, possible: the days, in order. The first certain and the first possible one are of one occurrence.
        is_end_unknown: it recurs, and nobody said until when.
    """

    certain: tuple[date, ...] = ()
    possible: tuple[date, ...] = ()
    is_end_unknown: bool = False


def find_due_days(obligation: Obligation, until: date, agreement: Agreement | None = None) -> DueDays:
    """The days an obligation certainly and possibly falls due; none for one without a day, or owed at any time.

    Args:
        obligation: the obligation. until: the last day looked at, included.
        agreement: what it follows from; its end bounds a recurring obligation.

    >>> owed = Obligation(id="o", agreement="g", debtor="a", creditor="b", deliverable="report", due=read_when("2001"))
    >>> find_due_days(owed, date(2001, 6, 1)).possible
    (datetime.date(2001, 1, 1),)
    """
    if obligation.recurrence == "continuous" or not obligation.due.is_known:
        return DueDays()
    rhythm = RHYTHMS.get(obligation.recurrence)
    end = obligation.end
    if end == UNKNOWN and rhythm and agreement is not None:
        end = agreement.end
    is_end_unknown = rhythm is not None and end == UNKNOWN
    due = obligation.due
    certain = _expand(due.latest, rhythm, until, _certain_end(end))
    possible = _expand(due.earliest or _first_day(obligation, agreement), rhythm, until, end.latest)
    return DueDays(certain=certain[:1] if is_end_unknown else certain, possible=possible, is_end_unknown=is_end_unknown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time at which an obligation falls due.

    Attributes:
        number: counted from 0. first, last: the first and last day it can be; last is None where nothing bounds it.
        is_certain: it falls due for sure, on whichever of its days.
    """

    number: int
    first: date
    last: date | None
    is_certain: bool


def find_occurrences(
    obligation: Obligation, after: date, until: date, agreement: Agreement | None = None
) -> Iterator[Occurrence]:
    """Every time an obligation possibly falls due between two days, each once with the days it can be.

    Args:
        obligation: the obligation. after: the first day looked at. until: the last; both are included.
        agreement: what it follows from.
    """
    rhythm, latest = RHYTHMS.get(obligation.recurrence, Rhythm()), obligation.due.latest
    possible = find_due_days(obligation, until, agreement).possible
    if latest is None:
        yield from (
            Occurrence(number=number, first=first, last=None, is_certain=False) for number, first in enumerate(possible)
        )
        return
    is_day = obligation.due.is_day
    lasts = possible if is_day else tuple(rhythm.get_day(latest, number) for number in range(len(possible)))
    # an occurrence that may begin by the day counts as a whole, also where it may come later
    certain = len(find_due_days(obligation, max(lasts, default=until), agreement).certain)
    for number in range(bisect_left(lasts, after), len(possible)):
        yield Occurrence(number=number, first=possible[number], last=lasts[number], is_certain=number < certain)


def shift_day(day: date, months: int) -> date:
    """The same day some months later or earlier, or the last day of that month where it has none such.

    >>> shift_day(date(2000, 2, 29), 12)
    datetime.date(2001, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > _LAST_DAY.year:
        return _LAST_DAY
    # every month has 28 days, and asking how many it has costs more than the rest
    last = day.day if day.day <= _SHORTEST_MONTH else monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_days(day: date, days: int) -> date:
    """The day so many days later.

    >>> add_days(date(2001, 12, 31), 1)
    datetime.date(2002, 1, 1)
    """
    return day + timedelta(days=days) if days <= (_LAST_DAY - day).days else _LAST_DAY


def shift_when(when: When, months: int) -> When:
    """A date some months later or earlier, with bounds as wide as they were; unknown where it is not bounded twice.

    >>> shift_when(read_when("2001"), 6).text
    '2001-07-01..2002-06-30'
    """
    if when.earliest is None or when.latest is None:
        return UNKNOWN
    first, last = shift_day(when.earliest, months), shift_day(when.latest, months)
    return on_day(first) if first == last else read_when(f"{first}..{last}")


def _certain_end(end: When) -> date | None:
    """The first day on which it may have ended; None where it has not."""
    if end in {OPEN, UNKNOWN}:
        return None
    return end.earliest or date.min


def _first_day(obligation: Obligation, agreement: Agreement | None) -> date:
    """Where a due day is only "before" something: not before the obligation or its agreement began."""
    begun = [entry.begin.earliest for entry in (obligation, agreement) if entry is not None and entry.begin.earliest]
    return max(begun, default=obligation.due.latest or date.min)


@lru_cache(maxsize=1024)
def _expand(first: date | None, rhythm: Rhythm | None, until: date, end: date | None) -> tuple[date, ...]:
    """The days from a first one on, in a rhythm, up to a day (included) and before an end."""
    days: list[date] = []
    day = first
    while day is not None and first is not None and day <= until and (end is None or day < end):
        days.append(day)
        later = rhythm.get_day(first, len(days)) if rhythm else day
        day = later if later > day else None
    return tuple(days)
