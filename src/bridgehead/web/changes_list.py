"""Changes of a record: kept by who, what and words, a page at a time; and what one of them did, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bridgehead.record.codec import to_plain
from bridgehead.record.entries import Entry, get_type_word
from bridgehead.record.versions import Altered, Transaction
from bridgehead.web.paging import Paging, read_paging

PER_PAGE = 50
#: actions that the first transaction and erasures stand for; nothing takes them back
_LASTING = frozenset({"init", "erase"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """Changes on one page.

    Attributes:
        shown: newest first. paging: which page of those kept.
        people, actions: that there are among all changes.
    """

    shown: tuple[Transaction, ...]
    paging: Paging
    people: tuple[str, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlteredField:
    """A field that changed; before or after is "" where it was not there."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlteredEntry:
    """What a change did to one entry.

    Attributes:
        id: of the entry. word: its type. name: for people. what: made, changed, withdrawn or brought back.
        fields: those that differ, for one that changed.
    """

    id: str
    word: str
    name: str
    what: str
    fields: tuple[AlteredField, ...]


def may_undo(change: Transaction) -> bool:
    """Whether a change could be taken back: it stands, and it is one that can be."""
    return change.undone_by is None and change.action not in _LASTING


def page_changes(changes: Sequence[Transaction], choices: Mapping[str, str]) -> ChangesPage:
    """One page of changes.

    Args:
        changes: newest first. choices: `q` words in summary or file, `by` who, `action` what, `page` its number; what
            is empty keeps all.
    """
    words = choices.get("q", "").casefold().split()
    kept = [
        change
        for change in changes
        if choices.get("by", "") in {"", change.by}
        and choices.get("action", "") in {"", change.action}
        and all(word in f"{change.id} {change.summary} {change.source}".casefold() for word in words)
    ]
    paging = read_paging(choices, PER_PAGE).of(len(kept))
    return ChangesPage(
        shown=tuple(kept[paging.skip : paging.last]),
        paging=paging,
        people=tuple(sorted({change.by for change in changes})),
        actions=tuple(sorted({change.action for change in changes})),
    )


def tell_altered(altered: Sequence[Altered], names: Mapping[str, str]) -> Iterator[AlteredEntry]:
    """What a change did, for people.

    Args:
        altered: of each entry. names: of actors, by id.
    """
    for one in altered:
        entry = one.after or one.before
        if entry is None:
            # withdrawn before and after: only an undo of an undo leaves such a trace
            continue
        yield AlteredEntry(
            id=one.id,
            word=get_type_word(entry),
            name=_name(entry, names),
            what="made" if one.before is None else "withdrawn" if one.after is None else "changed",
            fields=tuple(_find_changed(one.before, one.after)) if one.before and one.after else (),
        )


def _name(entry: Entry, names: Mapping[str, str]) -> str:
    """What an entry is called: its name, whom it joins, or its id."""
    if name := getattr(entry, "name", ""):
        return str(name)
    ends = [
        getattr(entry, field, "") for field in ("sender", "receiver", "subject", "debtor", "creditor", "left", "right")
    ]
    joined = ", ".join(names.get(end, end) for end in ends if end)
    return joined or str(getattr(entry, "reference", "")) or entry.id


def _find_changed(before: Entry, after: Entry) -> Iterator[AlteredField]:
    old, new = to_plain(before), to_plain(after)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield AlteredField(name=name.replace("_", " "), before=_say(old.get(name)), after=_say(new.get(name)))


def _say(value: Any) -> str:  # noqa: ANN401 - any field
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(_say(item) for item in value)
    return str(value)
