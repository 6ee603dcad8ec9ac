"""Dates as they were said, and the bounds they allow.

A `When` keeps the words it was given ("2001", "2001-05", "before 1999", "open", "unknown") and knows the first and the
last day it can mean. Entries use two of them: `begin` is included, `end` is excluded. `OPEN` says that something still
holds; `UNKNOWN` says that nobody told us. The two are different values and neither is ever read as zero.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from bridgehead.errors import MisuseError

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ONE_DAY = timedelta(days=1)


class DateError(MisuseError):
    """A text is not a date we can read."""

    def __init__(self, text: str, why: str = "") -> None:
        """Args: text as found; why it cannot be a date, where that is known."""
        self.text = text
        reason = f" ({why})" if why else ""
        super().__init__(
            f"Cannot read {text!r} as a date{reason}. Write 2001, 2001-05, 2001-05-31, 'before 1999', 'after 1999', "
            "'2001..2003', 'open' (still holding) or 'unknown'."
        )


class When(str):
    """A date with the precision it was given in: the words, normalised ("2001-05", "before 1999", "unknown")."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The words as a plain string."""
        return str(self)

    @property
    def earliest(self) -> date | None:
        """The first day it can mean; None where nothing bounds it from below."""
        return _bounds(self)[0]

    @property
    def latest(self) -> date | None:
        """The last day it can mean; None where nothing bounds it from above."""
        return _bounds(self)[1]

    @property
    def is_known(self) -> bool:
        """Whether it bounds anything: a date, a range, before or after a date."""
        return self not in {"open", "unknown"}

    @property
    def is_day(self) -> bool:
        """Whether it is one exact day."""
        return self.is_known and self.earliest == self.latest


OPEN = When("open")
UNKNOWN = When("unknown")


@lru_cache(maxsize=200_000)
def read_when(text: str) -> When:
    """Read a date as people write it; the same text gives the same object.

    Args:
        text: an ISO day, month or year; "before D", "after D", "D..D", "open", "unknown".

    Raises:
        DateError: the text is none of these, or names a day that does not exist.

    >>> read_when("2001-05").latest
    datetime.date(2001, 5, 31)
    >>> read_when("before 1999").latest
    datetime.date(1998, 12, 31)
    """
    words = " ".join(text.strip().lower().split())
    if words in {"open", "unknown"}:
        return OPEN if words == "open" else UNKNOWN
    for prefix in ("before", "after"):
        if words.startswith(prefix + " "):
            first, last = _span(words.removeprefix(prefix).strip(), text)
            return When(f"{prefix} {_shortest(words.removeprefix(prefix).strip(), first, last)}")
    if ".." in words:
        left, _, right = words.partition("..")
        (first, _), (_, last) = _span(left.strip(), text), _span(right.strip(), text)
        if last < first:
            raise DateError(text, "it ends before it begins")
        return When(f"{left.strip()}..{right.strip()}")
    first, last = _span(words, text)
    return When(_shortest(words, first, last))


def read_day(text: str) -> date:
    """A day as an option takes it: of a month or a year its last day; "today" is today.

    Raises:
        DateError: it is no date.

    >>> read_day("2001-06")
    datetime.date(2001, 6, 30)
    """
    if text.strip().lower() == "today":
        return date.today()  # noqa: DTZ011 - the day on the user's own wall
    when = read_when(text)
    if when.latest is None:
        raise DateError(text, "a single day is needed here")
    return when.latest


def on_day(day: date) -> When:
    """The `When` of one exact day.

    >>> on_day(date(2000, 6, 30)).text
    '2000-06-30'
    """
    return read_when(day.isoformat())


def _shortest(words: str, first: date, last: date) -> str:
    """The normal form with its precision kept: 2001-5 becomes 2001-05."""
    parts = len(words.split("-"))
    return first.isoformat()[: {1: 4, 2: 7, 3: 10}[parts]] if first <= last else words


def _span(words: str, text: str) -> tuple[date, date]:
    """First and last day of one ISO day, month or year."""
    match = _DAY.fullmatch(words)
    if match is None:
        raise DateError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if not 1 <= year <= 9998:
        raise DateError(text, f"there is no year {year}")
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise DateError(text, f"there is no month {month}")
    days = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, days)
    if not 1 <= day <= days:
        raise DateError(text, f"{year}-{month:02d} has {days} days")
    return date(year, month, day), date(year, month, day)


@lru_cache(maxsize=200_000)
def _bounds(words: str) -> tuple[date | None, date | None]:
    """First and last day a normalised text can mean."""
    if words in {"open", "unknown"}:
        return None, None
    if words.startswith("before "):
        return None, _span(words.removeprefix("before "), words)[0] - _ONE_DAY
    if words.startswith("after "):
        return _span(words.removeprefix("after "), words)[1] + _ONE_DAY, None
    if ".." in words:
        left, _, right = words.partition("..")
        return _span(left, words)[0], _span(right, words)[1]
    return _span(words, words)


class InForce(StrEnum):
    """Whether something holds on a day, as far as its dates allow us to say."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NOT = "not"


def in_force(day: date, begin: When, end: When, seen: tuple[When, ...] = ()) -> InForce:
    """Whether an entry certainly, possibly or not holds on a day.

    Args:
        day: the day asked about.
        begin: first day (included).
        end: first day it no longer holds (excluded).
        seen: the days its evidence speaks for. An unknown begin lies at the latest on the first of them, an unknown
            end at the earliest after the last: on the day of the evidence the thing held.

    >>> in_force(date(2000, 6, 1), read_when("before 1996-12"), UNKNOWN).value
    'possible'
    >>> in_force(date(2000, 6, 1), UNKNOWN, OPEN, (read_when("2000-01-31"),)).value
    'certain'
    """
    begin_first, begin_last = begin.earliest, begin.latest
    end_first, end_last = end.earliest, end.latest
    known = [when for when in seen if when.is_known]
    if begin == UNKNOWN:
        begin_last = min((when.latest for when in known if when.latest), default=None)
    if end == UNKNOWN:
        end_first = max((when.earliest + _ONE_DAY for when in known if when.earliest), default=None)
    if begin_first is not None and day < begin_first:
        return InForce.NOT
    if end_last is not None and day >= end_last:
        return InForce.NOT
    has_begun = begin_last is not None and day >= begin_last
    still_holds = end == OPEN or (end_first is not None and day < end_first)
    return InForce.CERTAIN if has_begun and still_holds else InForce.POSSIBLE
