"""Changes of a record: kept by who, what and words, a page at a time; and what one of them did, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bridgehead.record.entries import Entry, get_type_word
from bridgehead.record.versions import Altered, Transaction
from bridgehead.web.entries.facts import Teller
from bridgehead.web.entries.history import Difference, find_differences
from bridgehead.web.paging import Paging, read_paging
from bridgehead.web.snapshot import Snapshot

PER_PAGE = 50
#: what nothing takes back: the beginning, erasures, and a backup put back, which the copy kept then does
_LASTING = frozenset({"init", "erase", "restore"})
#: fields that say whom an entry without a name is about
_ENDS = ("sender", "receiver", "subject", "debtor", "creditor", "left", "right")


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
class AlteredEntry:
    """What a change did to one entry.

    Attributes:
        id: of the entry. word: its type. name: for people. what: made, changed or withdrawn.
        changes: the fields that differ, for one that changed.
    """

    id: str
    word: str
    name: str
    what: str
    changes: tuple[Difference, ...]


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


def tell_altered(altered: Sequence[Altered], teller: Teller) -> Iterator[AlteredEntry]:
    """What a change did, for people.

    Args:
        altered: of each entry. teller: says what fields hold.
    """
    for one in altered:
        entry = one.after or one.before
        if entry is None:
            # withdrawn before and after: only an undo of an undo leaves such a trace
            continue
        changes = find_differences(one.before, one.after, teller) if one.before and one.after else ()
        yield AlteredEntry(
            id=one.id,
            word=get_type_word(entry),
            name=_name(entry, teller.snapshot),
            what="made" if one.before is None else "withdrawn" if one.after is None else "changed",
            changes=tuple(changes),
        )


def _name(entry: Entry, snapshot: Snapshot) -> str:
    """What an entry is called, also one that does not stand any more: its name, whom it joins, or its id."""
    if name := getattr(entry, "name", ""):
        return str(name)
    ends = [getattr(entry, field, "") for field in _ENDS]
    joined = ", ".join(snapshot.get_name(end) for end in ends if end)
    return joined or str(getattr(entry, "reference", "")) or entry.id
