"""A record as it stands at one transaction, held in memory: pages of the same state share what they read of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from bridgehead.record.entries import TYPE_BY_WORD, Actor, Entry, EntryId, referred_ids
from bridgehead.record.record import Record, find_entries, find_own_firm
from bridgehead.record.store import Store
from bridgehead.record.versions import Altered

E = TypeVar("E", bound=Entry)
#: transactions, and entries of one, that are followed one by one
_FEW, _MANY = 12, 2_000
_RANK = {kind: rank for rank, kind in enumerate(TYPE_BY_WORD.values())}


@dataclass(frozen=True)
class Snapshot:
    """The standing entries at one transaction; satisfies `record.Record`.

    Attributes:
        record: where they come from. version: number of the transaction; 0 for a case of the library.
        held: the entries by type, then id.
    """

    record: Record
    version: int
    held: Sequence[Entry]

    @property
    def name(self) -> str:
        """What the record is called on screen."""
        return self.record.name

    def entries(self, *, known_on: date | None = None) -> Sequence[Entry]:
        """The entries; those known on a day are read anew."""
        return self.held if known_on is None else self.record.entries(known_on=known_on)

    @cached_property
    def by_id(self) -> Mapping[EntryId, Entry]:
        """Every entry by its id."""
        return {entry.id: entry for entry in self.held}

    @cached_property
    def own_firm(self) -> Actor | None:
        """Whose record it is, where it says so."""
        own = self.by_id.get(find_own_firm(self.held) or "")
        return own if isinstance(own, Actor) else None

    def find(self, kind: type[E]) -> tuple[E, ...]:
        """The entries of one type, by id."""
        if kind not in self._by_type:
            self._by_type[kind] = find_entries(self.held, kind)
        return self._by_type[kind]  # type: ignore[return-value]

    @cached_property
    def _by_type(self) -> dict[type[Entry], tuple[Entry, ...]]:
        return {}

    @cached_property
    def _naming(self) -> Mapping[EntryId, tuple[Entry, ...]]:
        naming: defaultdict[EntryId, dict[EntryId, Entry]] = defaultdict(dict)
        for entry in self.held:
            for id_ in _find_named(entry):
                naming[id_][entry.id] = entry
        return {id_: tuple(entries.values()) for id_, entries in naming.items()}

    def find_naming(self, id_: EntryId) -> tuple[Entry, ...]:
        """The entries that name an entry: of an actor its ties and agreements, of evidence what rests on it."""
        return self._naming.get(id_, ())

    def get_name(self, id_: EntryId) -> str:
        """The name of an actor or programme; the id of all else."""
        return str(getattr(self.by_id.get(id_), "name", "") or id_)

    def advance(self, store: Store, version: int) -> Snapshot | None:
        """The state at a later transaction, by what changed since; None where that takes longer than reading all.

        An erasure rewrites what it does not name, so it is read anew.
        """
        steps = range(self.version + 1, version + 1)
        if version <= self.version:
            return self
        if len(steps) > _FEW:
            return None
        held = list(self.held)
        for step in steps:
            altered = store.find_altered(step)
            if not 0 < len(altered) <= _MANY:
                return None
            for one in altered:
                _replace(held, one)
        return Snapshot(record=self.record, version=version, held=tuple(held))


def _replace(held: list[Entry], altered: Altered) -> None:
    """Put an entry as it stands now where it stood before, in order."""
    if altered.before is not None:
        held.pop(bisect_left(held, _get_place(altered.before), key=_get_place))
    if altered.after is not None:
        place = _get_place(altered.after)
        held.insert(bisect_left(held, place, key=_get_place), altered.after)


def _get_place(entry: Entry) -> tuple[int, EntryId]:
    return _RANK[type(entry)], entry.id


def _find_named(entry: Entry) -> Iterator[EntryId]:
    yield from (id_ for _, id_ in referred_ids(entry))
    yield from entry.evidence
