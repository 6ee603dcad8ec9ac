"""The days a recurring event falls on: RRULE, RDATE and EXDATE of RFC 5545, bounded whatever a file says.

Only days count, so rules within a day are not followed. Neither are rules that may never come true again, since the
search for their next day has no bound: a rule by month or day of the month is followed where the event's first day
keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from dateutil import rrule

MOST_OCCURRENCES = 1_000
_FREQUENCIES: dict[str, Any] = {
    "YEARLY": rrule.YEARLY,
    "MONTHLY": rrule.MONTHLY,
    "WEEKLY": rrule.WEEKLY,
    "DAILY": rrule.DAILY,
}
#: parts of a rule -> the names the library has for them; what is within a day is left out
_LISTS = {"BYSETPOS": "bysetpos", "BYMONTH": "bymonth", "BYMONTHDAY": "bymonthday"}
_WITHIN_A_DAY = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
_PLAIN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_LISTS, *_WITHIN_A_DAY})
_WEEKDAYS = {day: getattr(rrule, day) for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")}


class OddRecurrenceError(ValueError):
    """A rule of recurrence that is not followed."""


def local_day(value: date, start: date) -> date:
    """The day of a moment in the time zone an event begins in.

    Args:
        value: a day or a moment. start: when the event begins.
    """
    if not isinstance(value, datetime):
        return value
    if isinstance(start, datetime) and start.tzinfo and value.tzinfo:
        value = value.astimezone(start.tzinfo)
    return value.date()


def find_days(event: Any, start: date, until: date | None) -> tuple[date, ...]:  # noqa: ANN401 - the library's event
    """The days an event is held on up to a day, in order: one more than `MOST_OCCURRENCES` at most.

    Args:
        event: with its properties. start: when it begins. until: the last day wanted; None wants all.

    Raises:
        OddRecurrenceError: it has a rule that is not followed, or several.
    """
    days = {local_day(start, start)}
    rule = event.get("RRULE")
    if rule is not None:
        days.update(_find_by_rule(rule, start, until))
    days.update(_find_listed(event.get("RDATE"), start))
    days -= set(_find_listed(event.get("EXDATE"), start))
    return tuple(sorted(days)[: MOST_OCCURRENCES + 1])


def _find_listed(value: Any, start: date) -> list[date]:  # noqa: ANN401 - one list of the library's, or several
    found = []
    for dates in value if isinstance(value, list) else [value]:
        for item in getattr(dates, "dts", []):
            moment = item.dt[0] if isinstance(item.dt, tuple) else item.dt
            if isinstance(moment, date):
                found.append(local_day(moment, start))
    return found


def _find_by_rule(rule: Any, start: date, until: date | None) -> list[date]:  # noqa: ANN401 - the library's rule
    if not isinstance(rule, dict):
        raise OddRecurrenceError("it has several rules, or one that cannot be read")
    parts = {str(name).upper(): values for name, values in rule.items()}
    first = start if isinstance(start, datetime) else datetime.combine(start, time())
    frequency = _FREQUENCIES.get(str(parts["FREQ"][0]) if parts.get("FREQ") else "")
    interval = int(parts.get("INTERVAL", [1])[0])
    if frequency is None or not 1 <= interval <= MOST_OCCURRENCES or not set(parts) <= _PLAIN:
        raise OddRecurrenceError("its frequency, interval or parts are not followed")
    _check_comes_true(parts, first, frequency)
    options: dict[str, Any] = {
        _LISTS[name]: [int(value) for value in values] for name, values in parts.items() if name in _LISTS
    }
    options["count"] = min(int(parts["COUNT"][0]), MOST_OCCURRENCES + 1) if "COUNT" in parts else None
    options["until"] = None if "COUNT" in parts else _find_end(parts, first)
    options["wkst"] = _WEEKDAYS.get(str(parts.get("WKST", ["MO"])[0]))
    options["byweekday"] = _find_weekdays(parts) or None
    return _take(rrule.rrule(frequency, dtstart=first, interval=interval, **options), until)


def _take(moments: Iterable[datetime], until: date | None) -> list[date]:
    """The days up to one more than may be, and up to the first beyond the last wanted, so that both are seen."""
    kept: list[date] = []
    for moment in islice(moments, MOST_OCCURRENCES + 1):
        kept.append(moment.date())
        if until is not None and kept[-1] > until:
            break
    return kept


def _check_comes_true(parts: dict[str, list[Any]], first: datetime, frequency: int) -> None:
    """Refuse a rule whose next day may never come: the search for it would go on to the end of the calendar."""
    months = [int(month) for month in parts.get("BYMONTH", [])]
    days = [int(day) for day in parts.get("BYMONTHDAY", [])]
    places = [abs(int(place)) for place in parts.get("BYSETPOS", [])]
    weekdays = [_split_weekday(word) for word in parts.get("BYDAY", [])]
    nths = [abs(nth) for nth, _ in weekdays if nth]
    if months and first.month not in months:
        raise OddRecurrenceError("its first day is in none of its months")
    if days and first.day not in days and not any(-28 <= day < 0 for day in days):
        raise OddRecurrenceError("its first day is none of its days of the month")
    if (places or nths) and (frequency not in {rrule.MONTHLY, rrule.YEARLY} or max(*places, *nths, 0, 0) > 5):
        raise OddRecurrenceError("it counts weekdays in another way than within a month")
    if places and (days or nths or not weekdays):
        raise OddRecurrenceError("it takes places among days that may be too few")
    if nths and (days or len(nths) < len(weekdays)):
        raise OddRecurrenceError("it counts some of its days in another way than others")
    if int(parts.get("COUNT", [1])[0]) < 1:
        raise OddRecurrenceError("it never happens")
    if weekdays and frequency == rrule.DAILY and first.weekday() not in {_WEEKDAYS[day].weekday for _, day in weekdays}:
        raise OddRecurrenceError("its first day is none of its weekdays")


def _find_end(parts: dict[str, list[Any]], first: datetime) -> datetime | None:
    """The last moment of a rule, with a time zone just where the first has one."""
    if "UNTIL" not in parts:
        return None
    end = parts["UNTIL"][0]
    if not isinstance(end, datetime):
        end = datetime.combine(end, time(23, 59, 59))
    if first.tzinfo is None:
        return end.replace(tzinfo=None)
    return end if end.tzinfo else end.replace(tzinfo=first.tzinfo)


def _find_weekdays(parts: dict[str, list[Any]]) -> list[Any]:
    found = []
    for word in parts.get("BYDAY", []):
        nth, name = _split_weekday(word)
        found.append(_WEEKDAYS[name](nth) if nth else _WEEKDAYS[name])
    return found


def _split_weekday(word: Any) -> tuple[int, str]:  # noqa: ANN401 - the library's weekday
    """-1FR as (-1, "FR"), FR as (0, "FR")."""
    text = str(word).upper()
    return int(text[:-2] or 0), text[-2:]
