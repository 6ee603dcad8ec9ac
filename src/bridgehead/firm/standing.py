"""What becomes of an entry that stands already when an import brings it again.

The same file on another day says nothing new, less knowledge never blanks more, and what a person corrected stays
corrected until the source itself says something else. Whatever else is new replaces what stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from typing import Any, TypeVar

from bridgehead.record.dates import When
from bridgehead.record.entries import Actor, Entry, EntryId, Evidence
from bridgehead.record.store import Store
from bridgehead.record.versions import Version

E = TypeVar("E", bound=Entry)
_ADDRESS = re.compile(r"\S+@\S+")


def settle(
    store: Store, held: Mapping[EntryId, Entry], entries: Iterable[Entry], *, usual_day: When | None
) -> list[Entry]:
    """Entries as they are to be written over those of the same id that stand.

    Args:
        store: the record, for its history. held: what stands, by id. entries: what an import brought.
        usual_day: the day evidence was given because nobody named one; None where somebody did.
    """
    brought = {entry.id: entry for entry in entries}
    again = [id_ for id_, entry in brought.items() if type(held.get(id_)) is type(entry) and held[id_] != entry]
    by_hand = store.find_changed_by_hand() if again else frozenset()
    for id_ in again:
        before, entry = held[id_], brought[id_]
        if id_ in by_hand:
            entry = keep_corrections(store.history(id_), entry)
        if isinstance(entry, Evidence) and isinstance(before, Evidence) and entry.on == usual_day:
            entry = before if replace(entry, on=before.on) == before else entry
        if isinstance(entry, Actor) and isinstance(before, Actor):
            entry = fill(before, entry)
            found = {name: brought.get(name) or held.get(name) for name in (*before.evidence, *entry.evidence)}
            entry = replace(entry, evidence=_join_evidence(before.evidence, entry.evidence, found))
        brought[id_] = entry
    return list(brought.values())


def keep_corrections(history: Sequence[Version], entry: E) -> E:
    """An entry with the fields a person changed, wherever the import says again what it said before that.

    Args:
        history: the versions of the entry, oldest first. entry: as an import brings it.
    """
    said, now = _find_said(history), history[-1].entry
    kept = {
        name: getattr(now, name)
        for name, value in said.items()
        if getattr(entry, name) == value and getattr(now, name) != value
    }
    return replace(entry, **kept) if kept else entry


def _find_said(history: Sequence[Version]) -> dict[str, Any]:
    """What imports last said, field by field; an undo brings back what they had said by the version it restores."""
    told: list[dict[str, Any]] = []
    for place, version in enumerate(history):
        said = dict(told[-1]) if told else {}
        names = [item.name for item in fields(version.entry)]
        if version.action == "undo":
            earlier = (n for n in reversed(range(place)) if history[n].entry == version.entry)
            said = told[next(earlier, place - 1)]
        elif version.action == "import":
            before = history[place - 1].entry if place else None
            said |= {
                name: getattr(version.entry, name)
                for name in names
                if before is None or getattr(before, name) != getattr(version.entry, name)
            }
        told.append(said)
    return told[-1]


def fill(before: Actor, entry: Actor) -> Actor:
    """An actor as brought, with what stood where it brings nothing: an empty field, an address in place of a name.

    >>> fill(Actor(id="a", kind="person", name="Ada", market="GB"), Actor(id="a", kind="person", name="a@b.uk")).name
    'Ada'
    """
    kept: dict[str, Any] = {
        item.name: getattr(before, item.name)
        for item in fields(entry)
        if item.default is not MISSING and getattr(entry, item.name) == item.default
    }
    if _ADDRESS.fullmatch(entry.name) and not _ADDRESS.fullmatch(before.name):
        kept["name"] = before.name
    schemes = {scheme for scheme, _ in entry.identifiers}
    standing = [pair for pair in before.identifiers if pair in entry.identifiers or pair[0] not in schemes]
    kept["identifiers"] = tuple(dict.fromkeys((*standing, *entry.identifiers)))
    return replace(entry, **kept)


def _join_evidence(
    before: Sequence[EntryId], brought: Sequence[EntryId], found: Mapping[EntryId, Entry | None]
) -> tuple[EntryId, ...]:
    """The evidence brought and, since it still holds, what other documents had said; the order stays."""
    reference = {id_: entry.reference for id_, entry in found.items() if isinstance(entry, Evidence)}
    told = {reference.get(id_) for id_ in brought}
    standing = [id_ for id_ in before if id_ in brought or (id_ in reference and reference[id_] not in told)]
    return tuple(dict.fromkeys((*standing, *brought)))
