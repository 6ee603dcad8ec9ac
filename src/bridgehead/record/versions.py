"""What a store keeps beside entries: transactions, versions, and what a change did; all plain data, no SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bridgehead.errors import BridgeheadError
from bridgehead.record.codec import decode, encode
from bridgehead.record.entries import Entry, EntryId, get_type_word
from bridgehead.record.findings import Finding
from bridgehead.record.store_errors import ConflictError, DuplicateIdError, IdTakenError, InvalidEntryError
from bridgehead.record.validation import find_faults

#: a number in a payload, or what looks like one inside a text
_NUMBER = re.compile(rb"[:,\[]-?\d")
Action = Literal["init", "import", "add", "edit", "withdraw", "undo", "erase", "restore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One change of the record, made whole or not at all.

    Attributes:
        id: its number, counted up. recorded_at: when, in UTC. by: who.
        action: init, import, add, edit, withdraw, undo, erase or restore.
        summary: what was done, in a few words. source: the file it came from; "" where there was none.
        undone_by: the transaction that took it back; None while it stands.
        created: how many entries were new. updated: how many changed or came back. withdrawn: how many were withdrawn.
    """

    id: int
    recorded_at: datetime
    by: str
    action: str
    summary: str = ""
    source: str = ""
    undone_by: int | None = None
    created: int = 0
    updated: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state an entry was in.

    Attributes:
        number: counted from 1 for each entry. entry: the entry as it was.
        recorded_at: when, in UTC. by: who. action: by what kind of change. transaction: in which.
        withdrawn: the entry does not stand in this version.
    """

    number: int
    recorded_at: datetime
    by: str
    action: str
    transaction: int
    withdrawn: bool
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a change did, or would do.

    Attributes:
        created: ids new to the record. updated: ids that changed, or came back after they were withdrawn.
        unchanged: ids that stood as given already. withdrawn: ids that no longer stand.
        transaction: its number; None where nothing changed or nothing was written.
    """

    created: tuple[EntryId, ...] = ()
    updated: tuple[EntryId, ...] = ()
    unchanged: tuple[EntryId, ...] = ()
    withdrawn: tuple[EntryId, ...] = ()
    transaction: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """What one transaction did to one entry.

    Attributes:
        id: of the entry. before: as it stood before; None where it did not. after: likewise, afterwards.
    """

    id: EntryId
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What erasing a person did.

    Attributes:
        id: the neutral id that stands in the person's place. transaction: its number.
        versions: how many stored versions were rewritten.
        renamed: how many other entries had an id that named the person and have another now.
        mentions: ids of entries of others that still hold the name (a firm named after its founder).
        is_purged: the old text is gone from the file; False where another process held the file open, until
            the last process has closed it.
    """

    id: EntryId
    transaction: int
    versions: int
    renamed: int
    mentions: tuple[EntryId, ...]
    is_purged: bool


@dataclass(frozen=True, slots=True)
class State:
    """A state to be written or already held: type word, canonical payload, withdrawn or standing."""

    word: str
    payload: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """The newest version of an entry: its number and its state."""

    number: int
    state: State


def draft(entries: Iterable[Entry]) -> dict[EntryId, State]:
    """The states to write for entries, by id, each checked; an entry given twice is one.

    Raises:
        InvalidEntryError: entries with faults; all are named. DuplicateIdError: two different entries with one id.
    """
    drafts: dict[EntryId, State] = {}
    faults: list[Finding] = []
    for entry in entries:
        word = get_type_word(entry)
        try:
            found = [fault for fault in find_faults(entry) if fault.level == "error"]
            state = State(word, "" if found else _canonical(word, entry))
        except (BridgeheadError, UnicodeError, OverflowError, TypeError, AttributeError) as error:
            found = [Finding(level="error", code="not-an-entry", message=_sentence(error), entries=(str(entry.id),))]
        if found:
            faults.extend(found)
        elif drafts.setdefault(entry.id, state) != state:
            raise DuplicateIdError(entry.id, drafts[entry.id].word, drafts[entry.id].payload, word, state.payload)
    if faults:
        raise InvalidEntryError(tuple(faults))
    return drafts


def _canonical(word: str, entry: Entry) -> str:
    """The payload of an entry as it will read after it was stored: whole numbers become decimals where they must."""
    payload = encode(entry)
    stored = decode(word, payload)
    # only a number can be equal and yet written otherwise
    if _NUMBER.search(payload) or stored != entry:
        payload = encode(stored)
    return payload.decode("utf-8")


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, BridgeheadError) else f"It cannot be written: {error}."


def compare_drafts(
    drafts: Mapping[EntryId, State], held: Mapping[EntryId, Held], expected: Mapping[EntryId, int] | None = None
) -> Change:
    """What writing drafts over what is held would do.

    Args:
        drafts: the states to write. held: what the record holds under the same ids.
        expected: the version each entry had when the writer read it, 0 where it was not there.

    Raises:
        IdTakenError: an id is held by another type of entry. ConflictError: an entry is no longer as expected.
    """
    for id_, number in (expected or {}).items():
        found = held[id_].number if id_ in held else 0
        if found != number:
            raise ConflictError(id_, number, found)
    created: list[EntryId] = []
    updated: list[EntryId] = []
    unchanged: list[EntryId] = []
    for id_, state in drafts.items():
        before = held.get(id_)
        if before is None:
            created.append(id_)
        elif before.state.word != state.word:
            raise IdTakenError(id_, before.state.word, state.word)
        else:
            (unchanged if before.state == state else updated).append(id_)
    return Change(created=tuple(created), updated=tuple(updated), unchanged=tuple(unchanged))


def read_standing(state: State | None) -> Entry | None:
    """The entry of a state in which it stands; None where there is no state, or it was withdrawn."""
    return None if state is None or state.withdrawn else decode(state.word, state.payload)


def describe_states(states: Mapping[EntryId, State], held: Mapping[EntryId, Held]) -> Change:
    """What writing states did, by what became of each entry."""
    return Change(
        created=tuple(id_ for id_, state in states.items() if not state.withdrawn and id_ not in held),
        updated=tuple(id_ for id_, state in states.items() if not state.withdrawn and id_ in held),
        withdrawn=tuple(id_ for id_, state in states.items() if state.withdrawn),
    )


def name_few(ids: Sequence[EntryId], *, most: int = 5) -> str:
    """A few ids for a sentence, and how many more there are.

    >>> name_few(["a", "b", "c"], most=2)
    "'a', 'b' and 1 more"
    """
    named = ", ".join(repr(id_) for id_ in ids[:most])
    return named if len(ids) <= most else f"{named} and {len(ids) - most} more"
