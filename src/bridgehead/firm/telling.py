"""Telling: relationships typed in one after the other, each stored at once, the last of them easily taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bridgehead.firm.adding import Adding, get_actor
from bridgehead.firm.terse import TerseLine
from bridgehead.network.network import NoFirmError
from bridgehead.record.entries import Actor, Entry, EntryId
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import find_entries, find_own_firm
from bridgehead.record.store import Store
from bridgehead.record.versions import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line that was understood.

    Attributes:
        line: as typed. read: what it said. change: what it changed; no transaction where the record said so already.
    """

    line: str
    read: TerseLine
    change: Change


class Telling:
    """Takes lines into an open record, each in a transaction of its own.

    The entries are read once and kept, so that a line costs no more in a large record than in a small one.

    Attributes:
        told: the lines that stand, in order.
    """

    def __init__(self, store: Store, *, by: str, on: date, contact_of: str = "") -> None:
        """Args: the record; by: who tells; on: when; contact_of: whose contacts they are, where not the firm's own.

        Raises:
            NoFirmError: the record does not say whose it is. NobodyError, SeveralError: as `get_actor`.
        """
        self._store, self._by, self._on = store, by, on
        self._held: dict[EntryId, Entry] = {entry.id: entry for entry in store.entries()}
        self._whose = get_actor(self._held.values(), contact_of).id if contact_of else None
        if self._whose is None and find_own_firm(self._held.values()) is None:
            raise NoFirmError(store.name)
        self.told: list[Told] = []

    @property
    def names(self) -> list[str]:
        """Names of everybody in the record."""
        return [actor.name for actor in find_entries(self._held.values(), Actor)]

    def tell(self, line: str) -> Told:
        """Add a line.

        Raises:
            TerseLineError, DateError: it cannot be understood. NobodyError, SeveralError: a name in it is nobody's, or
            that of several.
        """
        adding = start_adding(
            tuple(self._held.values()), by=self._by, on=self._on, record=self._store.name, whose=self._whose
        )
        read = adding.read(line)
        change = self._store.put(adding.made.values(), action="add", by=self._by, summary=line[:200])
        self._held.update(adding.made)
        told = Told(line=line, read=read, change=change)
        if change.transaction is not None:
            self.told.append(told)
        return told

    def undo(self) -> Told | None:
        """Take the last line back that stands; None where there is none.

        Raises:
            UndoRefusedError: somebody else has changed since what it said.
        """
        if not self.told:
            return None
        self._store.undo(self.told[-1].change.transaction, by=self._by)
        self._held = {entry.id: entry for entry in self._store.entries()}
        return self.told.pop()


def start_adding(held: tuple[Entry, ...], *, by: str, on: date, record: str, whose: EntryId | None = None) -> Adding:
    """What lines are read into: the firm's own contacts, or those of one of its contacts, which are second-hand.

    Args:
        held: the record's entries. by: who tells. on: when. record: its name. whose: id of the contact; None: the firm.
    """
    confidence = None if whose is None else get_parameter("matching", "second_hand_confidence")
    return Adding(held=held, by=by, on=on, record=record, whose=whose, confidence=confidence)
