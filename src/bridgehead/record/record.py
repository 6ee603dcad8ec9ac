"""What a record is to its readers: entries, with the time each version was recorded.

The store keeps a record on disk; `MemoryRecord` keeps one in memory, for case folders and examples. Readers see the
same few members on both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from bridgehead.record.entries import Assessment, Entry

E = TypeVar("E", bound=Entry)

#: the assessment that names a record's own firm: subject = the firm's id
OWN_FIRM = ("record", "focal_firm")
#: the assessment that holds a market nobody stated: subject = the actor's id
INFERRED_MARKET = ("inferred", "market")
#: the assessment that remembers a proposed mechanism somebody refused: subject = the interaction's id
REFUSED_MECHANISM = ("coordination", "refused_mechanism")


class Record(Protocol):
    """The entries of one firm, or of many, as known on a day."""

    @property
    def name(self) -> str:
        """What the record is called on screen: a file name or a case name."""
        ...

    def entries(self, *, known_on: date | None = None) -> Sequence[Entry]:
        """The standing entries in a stable order (by type, then id).

        Args:
            known_on: leave out what was recorded after this day, corrections included; None means all.
        """
        ...


@dataclass(frozen=True, slots=True)
class MemoryRecord:
    """A record held in memory; everything in it counts as always known.

    Attributes:
        name: what it is called.
        held: its entries.
        recorded: when it was made, where that matters; None means known on any day.
    """

    name: str
    held: tuple[Entry, ...]
    recorded: datetime | None = None

    def entries(self, *, known_on: date | None = None) -> Sequence[Entry]:
        """All entries; none where the record was made after `known_on`."""
        if known_on is not None and self.recorded is not None and self.recorded.date() > known_on:
            return ()
        return self.held


def find_entries(entries: Iterable[Entry], kind: type[E]) -> tuple[E, ...]:
    """The entries of one type, in order.

    Args:
        entries: any entries.
        kind: the type wanted.
    """
    return tuple(entry for entry in entries if isinstance(entry, kind))


def find_own_firm(entries: Iterable[Entry]) -> str | None:
    """The id of the firm whose record this is, as the record says itself; None where it does not."""
    for entry in entries:
        if isinstance(entry, Assessment) and (entry.instrument, entry.item) == OWN_FIRM and entry.value is not False:
            return entry.subject
    return None
