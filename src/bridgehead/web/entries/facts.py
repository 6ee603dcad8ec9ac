"""An entry to be read: each field that says something, in words, with names that lead on and terms that explain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bridgehead.network.network import Network
from bridgehead.present.links import Links
from bridgehead.questions._saying import say_entry
from bridgehead.record.codec import to_plain
from bridgehead.record.dates import UNKNOWN
from bridgehead.record.entries import Actor, Assessment, Entry, EntryId, Programme, get_type_word
from bridgehead.record.instruments import UnknownItemError, get_item
from bridgehead.record.markets import is_market
from bridgehead.record.markets import label as market_label
from bridgehead.record.terms import VOCABULARY_BY_FIELD
from bridgehead.sources._fields import FieldShape, field_shapes
from bridgehead.web.entries.words import get_label, order_fields
from bridgehead.web.snapshot import Snapshot

#: shown elsewhere on the page
_APART = frozenset({"id", "evidence"})
_DASH = "\N{EM DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing a field says.

    Attributes:
        text: in words. url: where it leads, "" nowhere. meaning: what a controlled word means, "" of all else.
        more: what stands beside it, such as somebody's part or share; "" where nothing does.
    """

    text: str
    url: str = ""
    meaning: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field that says something: its name in the record, its label, to be translated, and what it says."""

    name: str
    label: str
    values: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says what fields hold.

    Attributes:
        snapshot: the record. links: where names lead. network: gives the network whose names entries are told by; it is
            built only where an entry is named that is no actor.
    """

    snapshot: Snapshot
    links: Links
    network: Callable[[], Network]

    def tell(self, entry: Entry) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
        """The fields of an entry that say something, and the labels of those nobody filled in, to be translated."""
        word = get_type_word(entry)
        facts, unsaid, given = [], [], to_plain(entry)
        for name in order_fields(word, field_shapes(word)):
            value = getattr(entry, name)
            if name in _APART or (value is False and name not in given):
                continue
            values = self.tell_field(word, name, value)
            if isinstance(entry, Assessment) and name == "item":
                values = (_tell_item(entry),)
            if values:
                facts.append(Fact(name=name, label=get_label(word, name), values=values))
            else:
                unsaid.append(get_label(word, name))
        return tuple(facts), tuple(unsaid)

    def tell_field(self, word: str, name: str, value: object) -> tuple[Said, ...]:
        """What one field says; () where nobody filled it in."""
        shape = field_shapes(word)[name]
        if value in (None, "", (), UNKNOWN):
            return ()
        if not shape.is_list:
            return (self._tell_one(word, name, shape.kinds[0], value),)
        assert isinstance(value, tuple)
        return tuple(self._tell_item(word, name, shape, item) for item in value)

    def write_field(self, word: str, name: str, value: object) -> str:
        """What one field says, in one line; a dash where nobody filled it in."""
        said = self.tell_field(word, name, value)
        return "; ".join(f"{item.text} ({item.more})" if item.more else item.text for item in said) or _DASH

    def describe(self, id_: EntryId) -> str:
        """Any entry in one line; its id where there is no such entry."""
        entry = self.snapshot.by_id.get(id_)
        if entry is None:
            return id_
        return entry.name if isinstance(entry, Actor | Programme) else say_entry(self.network(), entry).text

    def link(self, id_: EntryId) -> str:
        """Where an id leads: to a profile or to the entry; "" where there is no such entry."""
        entry = self.snapshot.by_id.get(id_)
        if entry is None:
            return ""
        return (self.links.actor if isinstance(entry, Actor) else self.links.entry)(id_) or ""

    def _tell_item(self, word: str, name: str, shape: FieldShape, item: object) -> Said:
        if not isinstance(item, tuple):
            return self._tell_one(word, name, shape.kinds[0], item)
        first, *rest = item
        told = self._tell_one(word, "", shape.kinds[0], first)
        words = [_DASH if part in (None, "") else _write(part) for part in rest]
        return Said(text=told.text, url=told.url, more=", ".join(words) if any(part != _DASH for part in words) else "")

    def _tell_one(self, word: str, name: str, kind: str, value: object) -> Said:
        text = _write(value)
        vocabulary = VOCABULARY_BY_FIELD.get((word, name))
        if vocabulary is not None and text in vocabulary.words:
            term = vocabulary.get(text)
            return Said(text=term.label, meaning=term.definition)
        if kind == "market" or (kind == "subject" and is_market(text)):
            return Said(text=market_label(text), url=self.links.market(text) or "")
        if kind in {"id", "subject"}:
            return Said(text=self.describe(text), url=self.link(text))
        return Said(text=text)


def _tell_item(entry: Assessment) -> Said:
    try:
        meaning = get_item(entry.instrument, entry.item).description
    except UnknownItemError:
        meaning = ""
    return Said(text=entry.item.replace("_", " "), meaning=meaning)


def _write(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
