"""What checks read, and how they say what they find; the checks themselves stand in `checks` and `ledger_checks`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bridgehead.record.dates import InForce, When, in_force
from bridgehead.record.entries import Actor, Entry, EntryId
from bridgehead.record.findings import Finding, Level
from bridgehead.record.ledger import ObligationState, build_ledger


@dataclass(frozen=True)
class Facts:
    """A record on a day, as checks read it.

    Attributes:
        entries: by type, then id. on: the day.
    """

    entries: tuple[Entry, ...]
    on: date

    @cached_property
    def by_id(self) -> Mapping[EntryId, Entry]:
        """Every entry by its id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def ledger(self) -> tuple[ObligationState, ...]:
        """How every obligation stands on the day."""
        return build_ledger(self.entries, self.on)

    def name(self, id_: EntryId) -> str:
        """An actor's name, or the id of anything else."""
        entry = self.by_id.get(id_)
        return entry.name if isinstance(entry, Actor) else id_

    def holds(self, entry: Entry) -> InForce:
        """Whether an entry is in force on the day."""
        return in_force(self.on, entry.begin, entry.end)


Check = Callable[[Facts], Iterator[Finding]]


def find(level: Level, code: str, message: str, entry: Entry, *, column: str = "", found: str = "") -> Finding:
    """A finding about one entry."""
    return Finding(level=level, code=code, message=message, column=column, found=found, entries=(entry.id,))


def is_before(left: When, right: When) -> bool:
    """Whether one day certainly lies before another."""
    return left.latest is not None and right.earliest is not None and left.latest < right.earliest


def overlap(left: Entry, right: Entry) -> bool:
    """Whether two entries certainly hold on some common day, or were said to hold for the very same time."""
    if (left.begin, left.end) == (right.begin, right.end):
        return True
    if left.begin.latest is None or right.begin.latest is None:
        return False
    day = max(left.begin.latest, right.begin.latest)
    return all(in_force(day, entry.begin, entry.end) == InForce.CERTAIN for entry in (left, right))
