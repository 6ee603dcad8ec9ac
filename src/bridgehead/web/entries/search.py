"""Entries by what they say: their own words, their id, and the names of those they name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bridgehead.errors import NotFoundError, suggest
from bridgehead.record.entries import TYPE_BY_WORD, Actor, Entry
from bridgehead.web.snapshot import Snapshot

E = TypeVar("E", bound=Entry)
#: fields in which an entry speaks for itself
_OWN_WORDS = (
    "name", "reference", "paraphrase", "excerpt", "topic", "scope", "deliverable", "item", "field", "role", "form",
    "kind", "note",
)  # fmt: skip


class UnknownTypeError(NotFoundError):
    """There is no type of entry of a name."""

    def __init__(self, word: str) -> None:
        """Args: word: as asked."""
        self.word = word
        super().__init__(
            f"No type of entry {word!r}.{suggest(word, TYPE_BY_WORD)} There are: {', '.join(TYPE_BY_WORD)}."
        )


def get_type(word: str) -> type[Entry]:
    """The type of entry of a word.

    Raises:
        UnknownTypeError: there is none.
    """
    if word not in TYPE_BY_WORD:
        raise UnknownTypeError(word)
    return TYPE_BY_WORD[word]


def find_holding(snapshot: Snapshot, kind: type[E], text: str) -> Sequence[E]:
    """The entries of a type that hold a text, in the order of the record; all where it is "".

    Args:
        snapshot: the record. kind: the type. text: any words; case does not matter.
    """
    entries = snapshot.find(kind)
    wanted = text.casefold()
    if not wanted:
        return entries
    named = {
        other.id
        for actor in snapshot.find(Actor)
        if wanted in actor.name.casefold()
        for other in snapshot.find_naming(actor.id)
    }
    return tuple(entry for entry in entries if entry.id in named or wanted in _write(entry))


def _write(entry: Entry) -> str:
    return " ".join((entry.id, *(str(getattr(entry, name, "")) for name in _OWN_WORDS))).casefold()
