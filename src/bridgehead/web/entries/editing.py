"""Changing an entry that others may be changing too: nobody's words are lost, and who comes second is told.

A form carries the number of the version it was made from. Only fields that differ from that version count as changed.
Where another version stands by now, nothing is written: the two are set side by side, field by field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from bridgehead.firm import Firm
from bridgehead.firm.editing import revise_entry
from bridgehead.record.entries import Entry, EntryId, get_type_word
from bridgehead.record.store_errors import ConflictError
from bridgehead.record.versions import Change, Version
from bridgehead.sources._fields import Written
from bridgehead.web.entries.facts import Teller
from bridgehead.web.entries.fields import split_item, write_shown
from bridgehead.web.entries.history import find_differences, find_version, say_changes
from bridgehead.web.entries.names import Names
from bridgehead.web.entries.words import get_label

Changed = Literal["both", "same", "mine", "theirs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One field that somebody changed.

    Attributes:
        name: of the field. label: to be translated. base: as it was when the form was made. theirs, mine: as it is, and
            as it would be. changed: by both of us, by both in the same way, or by one.
    """

    name: str
    label: str
    base: str
    theirs: str
    mine: str
    changed: Changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two changes of one entry.

    Attributes:
        latest: the version that stands. clashes: every field either changed. mine: what was sent of the changed ones.
    """

    latest: Version
    clashes: tuple[Clash, ...]
    mine: Mapping[str, Written]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What somebody wants an entry to be.

    Attributes:
        id: of the entry. expected: the version the form was made from. sent: the fields as the form shows them.
        theirs: names of fields where the version that stands is preferred.
    """

    id: EntryId
    expected: int
    sent: Mapping[str, Written]
    theirs: frozenset[str] = frozenset()


def save_edit(firm: Firm, edit: Edit, teller: Teller) -> Change | Conflict:
    """Write a change, or set it beside the one that came first.

    Args:
        firm: the record to write to. edit: what is wanted. teller: says what fields hold.

    Raises:
        FieldsError: fields cannot be read or do not fit. UnknownEntryError: there never was such an entry.
    """
    versions = firm.history(edit.id)
    names, latest = Names(teller.snapshot), versions[-1]
    base = (find_version(versions, edit.expected) or versions[0]).entry
    changed = {
        name: written for name, written in find_changed(base, edit.sent, names).items() if name not in edit.theirs
    }
    wanted = revise_entry(latest.entry, split_item(changed), names.read)
    if latest.number == edit.expected:
        try:
            summary = say_changes(list(find_differences(latest.entry, wanted, teller)))
            return firm.put(wanted, summary=summary, expected={edit.id: edit.expected}, edit=True)
        except ConflictError:
            latest = firm.history(edit.id)[-1]
    mine = revise_entry(base, split_item(changed), names.read)
    return Conflict(latest=latest, clashes=_find_clashes(base, latest.entry, mine, teller), mine=changed)


def find_changed(base: Entry, sent: Mapping[str, Written], names: Names) -> dict[str, Written]:
    """What was sent otherwise than the form showed it."""
    shown = write_shown(base, names)
    return {name: written for name, written in sent.items() if shown.get(name) != written}


def _find_clashes(base: Entry, theirs: Entry, mine: Entry, teller: Teller) -> tuple[Clash, ...]:
    by_them = {change.name for change in find_differences(base, theirs, teller)}
    by_me = {change.name for change in find_differences(base, mine, teller)}
    word = get_type_word(base)
    clashes = []
    for item in fields(base):
        if item.name not in by_them | by_me:
            continue
        was, is_, would_be = (getattr(entry, item.name) for entry in (base, theirs, mine))
        clashes.append(
            Clash(
                name=item.name,
                label=get_label(word, item.name),
                base=teller.write_field(word, item.name, was),
                theirs=teller.write_field(word, item.name, is_),
                mine=teller.write_field(word, item.name, would_be),
                changed=_tell_who(is_mine=item.name in by_me, is_theirs=item.name in by_them, is_same=is_ == would_be),
            )
        )
    return tuple(clashes)


def _tell_who(*, is_mine: bool, is_theirs: bool, is_same: bool) -> Changed:
    if is_mine and is_theirs:
        return "same" if is_same else "both"
    return "mine" if is_mine else "theirs"


def flatten(written: Mapping[str, Written]) -> Sequence[tuple[str, str]]:
    """What was sent as the fields of a form that sends the same again.

    >>> flatten({"name": "Ada", "parties": [["a", "0.5"], ["b", ""]], "aliases": []})
    [('name', 'Ada'), ('parties.0', 'a'), ('parties.1', '0.5'), ('parties.0', 'b'), ('parties.1', ''), ('aliases', '')]
    """
    pairs: list[tuple[str, str]] = []
    for name, value in written.items():
        if isinstance(value, str):
            pairs.append((name, value))
            continue
        for item in value or ("",):
            parts = [item] if isinstance(item, str) else item
            pairs += (
                [(name, parts[0])]
                if isinstance(item, str)
                else [(f"{name}.{at}", part) for at, part in enumerate(parts)]
            )
    return pairs
