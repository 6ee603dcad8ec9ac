"""When something can have begun or ended, as bounds: what the dates and the evidence up to the day allow.

An unknown begin lies at the latest on the day of the first evidence, an unknown end at the earliest on the day of the
last; evidence dated after the network's day is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bridgehead.network.network import Network
from bridgehead.record.dates import OPEN, UNKNOWN, When
from bridgehead.record.entries import Entry, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days on which one thing can have come about.

    Attributes:
        earliest: the first of them; None where nothing bounds it from below.
        latest: the last; None where nothing bounds it from above.
    """

    earliest: date | None = None
    latest: date | None = None

    def is_before(self, other: Span) -> bool:
        """Whether the bounds prove that it came before something else."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def is_with(self, other: Span) -> bool:
        """Whether the bounds prove that both came on one day."""
        return self.earliest is not None and self == other and self.earliest == self.latest

    def has_come(self, day: date) -> bool:
        """Whether it has certainly come by a day."""
        return self.latest is not None and self.latest <= day


#: nothing is known of it
ANY_TIME = Span()


def find_first(spans: Iterable[Span]) -> Span:
    """When the first of several things can have come about; at least one is given."""
    held = list(spans)
    latest = [span.latest for span in held if span.latest is not None]
    earliest = [span.earliest for span in held]
    return Span(
        earliest=None if None in earliest else min(day for day in earliest if day is not None),
        latest=min(latest, default=None),
    )


def find_begin(network: Network, entry: Entry) -> Span:
    """When an entry can have begun.

    Args:
        network: the network asked. entry: anything with a begin.
    """
    if entry.begin != UNKNOWN:
        return Span(earliest=entry.begin.earliest, latest=entry.begin.latest)
    return Span(latest=min((when.latest for when in _seen(network, entry) if when.latest), default=None))


def find_end(network: Network, entry: Entry) -> Span:
    """Until when an entry can have held by the network's day, which bounds both ends.

    Args:
        network: the network asked. entry: anything with an end.
    """
    day = network.day
    if entry.end == OPEN:
        return Span(earliest=day, latest=day)
    if entry.end != UNKNOWN:
        earliest, latest = entry.end.earliest, entry.end.latest
        return Span(earliest=None if earliest is None else min(earliest, day), latest=min(latest or day, day))
    return Span(
        earliest=max((when.earliest for when in _seen(network, entry) if when.earliest), default=None), latest=day
    )


def _seen(network: Network, entry: Entry) -> list[When]:
    """The days an entry's evidence speaks for, none of them after the network's."""
    found = [network.get_entry(id_) for id_ in entry.evidence]
    days = [item.on for item in found if isinstance(item, Evidence) and item.on.is_known]
    return [when for when in days if when.latest is not None and when.latest <= network.day]
