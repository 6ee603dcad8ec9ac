"""The calendar of the ledger: a month as weeks of days with what comes up on each, and the same as a list."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bridgehead.network.network import Network
from bridgehead.record.dates import read_when
from bridgehead.record.entries import Agreement, Interaction, Obligation
from bridgehead.record.schedule import add_days, shift_day
from bridgehead.record.upcoming import Upcoming, find_upcoming

#: days a list of what comes up can look ahead; the first is what it does unasked
HORIZONS: tuple[int, ...] = (90, 365, 1096)
#: of one day of a month, as many as a cell holds
_IN_A_CELL = 3
#: a century: no contract looks further ahead
_MOST_DAYS = 36_525


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a month.

    Attributes:
        day: the day. is_of_month: it is one of the month's own. is_lens_day: it is the day of the lens.
        events: what comes up on it, as many as fit. more: how many others do.
    """

    day: date
    is_of_month: bool
    is_lens_day: bool
    events: tuple[Upcoming, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month as weeks from Monday to Sunday.

    Attributes:
        first: its first day. weeks: seven days each. unplaced: what comes up on some day of a span that is longer
            than a day and reaches into the month. previous, next: first days of the months beside it; None where
            nothing could come up, before the month of the lens.
    """

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    unplaced: tuple[Upcoming, ...]
    previous: date | None
    next: date


def read_month(text: str, day: date) -> date:
    """The first day of a month as an address names it, not before that of the lens nor a century after it.

    Raises:
        DateError: it is no date.
    """
    asked = read_when(text).earliest if text.strip() else None
    return min(max(asked or day, day), add_days(day, _MOST_DAYS)).replace(day=1)


def find_coming(network: Network, until: date) -> tuple[Upcoming, ...]:
    """What comes up from the day of the lens to another, both included, in order.

    Args:
        network: through the lens. until: the last day.
    """
    obligations = network.entries(Obligation)
    bounds = {entry.id: entry for entry in map(network.get_entry, {one.agreement for one in obligations}) if entry}
    held = bounds | {entry.id: entry for entry in network.entries(Agreement)}
    shown = {entry.id for entry in (*obligations, *network.entries(Agreement))}
    found = find_upcoming((*held.values(), *obligations, *network.entries(Interaction)), network.day, until)
    return tuple(one for one in found if one.entry.id in shown)


def build_month(network: Network, first: date, known: Sequence[Upcoming] = ()) -> Month:
    """A month with what comes up in it.

    Args:
        network: through the lens. first: the month's first day. known: what comes up within the longest horizon, where
            it was looked for already; months beyond it are looked for here.
    """
    following = shift_day(first, 1)
    last = following - timedelta(days=1)
    is_near = known and last <= add_days(network.day, HORIZONS[-1])
    coming = known if is_near else find_coming(network, last)
    found = [one for one in coming if one.first <= last and (one.last is None or one.last >= first)]
    by_day: defaultdict[date, list[Upcoming]] = defaultdict(list)
    for one in found:
        if one.first == one.last:
            by_day[one.first].append(one)
    return Month(
        first=first,
        weeks=tuple(
            tuple(_build_day(day, first, network.day, by_day) for day in week)
            for week in Calendar().monthdatescalendar(first.year, first.month)
        ),
        unplaced=tuple(one for one in found if one.first != one.last),
        previous=shift_day(first, -1) if first > network.day else None,
        next=following,
    )


def _build_day(day: date, first: date, lens_day: date, by_day: Mapping[date, Sequence[Upcoming]]) -> Day:
    events = by_day.get(day, ())
    return Day(
        day=day,
        is_of_month=day.month == first.month,
        is_lens_day=day == lens_day,
        events=tuple(events[:_IN_A_CELL]),
        more=max(len(events) - _IN_A_CELL, 0),
    )


def find_far(network: Network) -> tuple[Upcoming, ...]:
    """What comes up as far ahead as the list ever looks."""
    return find_coming(network, add_days(network.day, HORIZONS[-1]))
