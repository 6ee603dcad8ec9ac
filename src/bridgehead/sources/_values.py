"""Single values as people write them: numbers, yes and no, strengths and days."""

from __future__ import annotations

import math
import re
from typing import Literal

from bridgehead.errors import MisuseError
from bridgehead.record.dates import DateError, When, read_when

DayOrder = Literal["", "day-month", "month-day"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AP]M)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_NAMED_MONTH = re.compile(r"(?:(\d{1,2})\.?[ -])?([a-z]{3,9})\.?[ -](\d{4})", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d[\d.,' ]*|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0"})


class ValueTextError(MisuseError):
    """A text is not a value of the kind that was wanted."""

    def __init__(self, code: str, found: str, why: str) -> None:
        """Args: code: short stable word for the kind of fault; found: the text; why: message with what to do."""
        self.code, self.found, self.why = code, found, why
        super().__init__(why)


def read_number(text: str, decimal: str = "") -> float:
    """A number with a decimal point or comma, thousands separators, or a per cent sign.

    Args:
        text: as found. decimal: "." or "," where the whole file uses it; "" decides for each value.

    Raises:
        ValueTextError: no number, or "1,234" while nothing says what its comma means.

    >>> read_number("211562,5"), read_number("1,234,567.8"), read_number("25 %")
    (211562.5, 1234567.8, 0.25)
    """
    bare = text.strip().replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    body = bare.removesuffix("%").rstrip()
    if not _NUMBER.fullmatch(body):
        raise ValueTextError("bad-number", text, f"{text!r} is no number. Write it like 1234.5.")
    if not decimal and _AMBIGUOUS.fullmatch(body):
        why = f"{text!r} can mean {body.replace(',', '')} or {body.replace(',', '.')}. Say which decimal sign is meant."
        raise ValueTextError("ambiguous-number", text, why)
    try:
        number = float(_with_point(body.replace(" ", "").replace("'", ""), decimal))
    except ValueError:
        raise ValueTextError("bad-number", text, f"{text!r} is no number. Write it like 1234.5.") from None
    if not math.isfinite(number):
        raise ValueTextError("bad-number", text, f"{text!r} is too large for a number.")
    return number / 100 if bare.endswith("%") else number


def _with_point(body: str, decimal: str) -> str:
    """The digits with a point as decimal sign and nothing between thousands."""
    if not decimal:
        comma, point = body.rfind(","), body.rfind(".")
        many = body.count(",") > 1 or (comma != -1 and point > comma)
        decimal = "." if comma == -1 or many else ","
        if comma == -1 and body.count(".") > 1:
            decimal = ","
    return body.replace(",", "") if decimal == "." else body.replace(".", "").replace(",", ".")


def read_yes_no(text: str) -> bool:
    """Yes or no in words, digits or a cross.

    Raises:
        ValueTextError: neither.

    >>> read_yes_no("True"), read_yes_no("no")
    (True, False)
    """
    word = text.strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueTextError("bad-yes-no", text, f"{text!r} is neither yes nor no. Write yes, no or unknown.")


def read_strength(text: str, decimal: str = "") -> float | Literal["weak", "strong"]:
    """A strength: weak, strong or a number.

    Raises:
        ValueTextError: none of these.
    """
    word = text.strip().lower()
    if word == "weak":
        return "weak"
    if word == "strong":
        return "strong"
    try:
        return read_number(text, decimal)
    except ValueTextError as error:
        if error.code == "ambiguous-number":
            raise
        why = f"A strength is weak, strong or a number between 0 and 1, not {text!r}."
        raise ValueTextError("bad-strength", text, why) from None


def read_day(text: str, order: DayOrder = "") -> When:
    """A date as tables write it, with the precision it was given in.

    Besides what `read_when` takes: 2021/03/12, 31.12.2020 (day first, as everywhere where dots are used), 12 Mar 2024,
    March 2024, Mar 12, 2024, a time of day after the day, and 12/03/2021 where one number is above 12 or `order` is
    given.

    Args:
        text: as found. order: what comes first in 12/03/2021.

    Raises:
        DateError: no date, or a day that does not exist. ValueTextError: day and month cannot be told apart.

    >>> read_day("31.12.2020").text, read_day("Mar 2024").text, read_day("2021-03-04T12:00:00Z").text
    ('2020-12-31', '2024-03', '2021-03-04')
    """
    words = _TIME.sub("", text.strip())
    if match := _YEAR_FIRST.fullmatch(words):
        return _exact(text, *match.groups())
    if match := _YEAR_LAST.fullmatch(words):
        return _read_year_last(text, match, order)
    match = _NAMED_MONTH.fullmatch(words)
    day, name, year = match.groups() if match else (None, "", "")
    if not match and (match := _NAMED_FIRST.fullmatch(words)):
        name, day, year = match.groups()
    if match and (month := _month(name)):
        return _exact(text, year, str(month), day)
    return read_when(words)


def _read_year_last(text: str, match: re.Match[str], order: DayOrder) -> When:
    first, sign, second, year = match.groups()
    day_first = order == "day-month" or sign == "." or int(first) > 12
    month_first = order == "month-day" or int(second) > 12
    if not day_first and not month_first and first != second:
        why = f"{text!r} can mean day-month or month-day. Write 2021-03-12, or say which order the file uses."
        raise ValueTextError("ambiguous-date", text, why)
    return _exact(
        text,
        year,
        first if month_first and not day_first else second,
        second if month_first and not day_first else first,
    )


def _exact(text: str, year: str, month: str, day: str | None) -> When:
    parts = [year, month] + ([day] if day else [])
    try:
        return read_when("-".join(parts))
    except DateError as error:
        raise DateError(text, str(error).partition(" (")[2].partition(").")[0]) from None


def _month(name: str) -> int:
    """1..12 for an English month or its beginning; 0 where it is none."""
    word = name.lower()
    if word in _MONTHS or word in _MONTH_NAMES or word == "sept":
        return _MONTHS.index(word[:3]) + 1
    return 0
