"""Names and ids in forms: people see and type names, entries hold ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bridgehead.firm.adding import NobodyError, SeveralError, fold_name, get_actor
from bridgehead.record.entries import Actor, Agreement, Entry, EntryId, Evidence, Obligation, Programme
from bridgehead.record.markets import find_markets, find_regions, is_market, label, read_market
from bridgehead.sources._values import ValueTextError
from bridgehead.web.entries.words import TYPES
from bridgehead.web.snapshot import Snapshot

#: fields that name actors; every other field of ids names entries of the type below, or of any type
ACTOR_FIELDS = frozenset({
    "actor", "creditor", "debtor", "introduced_by", "left", "owner", "participants", "parties", "profit_shares",
    "receiver", "right", "sender",
})  # fmt: skip
#: fields that name an actor, a market or any entry
_ANYTHING = frozenset({"about", "subject"})
_TYPE_BY_FIELD: Mapping[str, type[Entry]] = {
    "agreement": Agreement,
    "evidence": Evidence,
    "fulfils": Obligation,
    "programme": Programme,
}
#: fields by which people tell entries apart
_TELLING = ("reference", "paraphrase", "name", "deliverable")
#: names offered while one types
MOST_OFFERED = 20


@dataclass(frozen=True)
class Names:
    """Reads and writes the names of one state of the record.

    Attributes:
        snapshot: the record as it stands.
    """

    snapshot: Snapshot

    @cached_property
    def _bearers(self) -> Counter[str]:
        """How many actors answer to each name or alias."""
        actors = self.snapshot.find(Actor)
        return Counter(name for actor in actors for name in {fold_name(own) for own in (actor.name, *actor.aliases)})

    def write(self, id_: EntryId) -> str:
        """What stands in a form for an id: an actor's name where it can mean nothing else, else the id."""
        entry = self.snapshot.by_id.get(id_)
        if not isinstance(entry, Actor):
            return id_
        name = entry.name.strip()
        # a form reads ids and codes of markets first, and "unknown" as nothing
        means_else = name in self.snapshot.by_id or is_market(name) or fold_name(name) in {"", "unknown"}
        return id_ if means_else or self._bearers[fold_name(name)] != 1 else name

    def read(self, field: str, text: str) -> EntryId:
        """The id that a text in a field stands for.

        Raises:
            ValueTextError: it stands for nothing, or for several.
        """
        held = self.snapshot.by_id.get(text)
        if field in ACTOR_FIELDS or (field in _ANYTHING and held is None):
            return self._read_actor(text, may_be_market=field in _ANYTHING)
        wanted = _TYPE_BY_FIELD.get(field)
        if held is None or (wanted is not None and not isinstance(held, wanted)):
            what = "entry" if wanted is None else TYPES[wanted.__name__.lower()].lower()
            raise ValueTextError("unknown-entry", text, f"The record has no {what} with the id {text!r}.")
        return text

    def _read_actor(self, text: str, *, may_be_market: bool) -> EntryId:
        try:
            return get_actor(self.snapshot.find(Actor), text).id
        except SeveralError as error:
            raise ValueTextError("several", text, str(error)) from None
        except NobodyError as error:
            market = read_market(text).code if may_be_market else None
            if market is None:
                near = str(error).partition(" 'bridgehead show")[0]
                raise ValueTextError("nobody", text, f"{near} Add them first, or mend the name.") from None
            return market

    def offer(self, typed: str) -> Iterator[tuple[str, str]]:
        """Actors whose name holds what was typed, those that begin with it first: (what to write, who that is)."""
        wanted = typed.casefold().strip()
        found = [actor for actor in self.snapshot.find(Actor) if wanted in actor.name.casefold()]
        found.sort(key=lambda actor: (not actor.name.casefold().startswith(wanted), actor.name.casefold(), actor.id))
        for actor in found[:MOST_OFFERED]:
            where = label(actor.market) if actor.market else ""
            yield self.write(actor.id), ", ".join(part for part in (actor.name, actor.kind, where) if part)

    def offer_entries(self, typed: str, kind: type[Entry]) -> Iterator[tuple[str, str]]:
        """Entries of a type that hold what was typed in their id or source: (id, what it is)."""
        wanted = typed.casefold().strip()
        offered = 0
        for entry in self.snapshot.find(kind):
            words = " ".join(str(getattr(entry, name, "")) for name in _TELLING).strip()
            if wanted in f"{entry.id} {words}".casefold():
                yield entry.id, words
                offered += 1
            if offered == MOST_OFFERED:
                return


def get_named_type(field: str) -> type[Entry]:
    """The type of entry that a field of ids names; `Entry` where it is any."""
    return Actor if field in ACTOR_FIELDS | _ANYTHING else _TYPE_BY_FIELD.get(field, Entry)


def write_market(code: str) -> str:
    """What stands in a form for a market: its name where that is read as the same market again, else its code."""
    name = label(code)
    return name if read_market(name).code == code else code


def list_market_names() -> tuple[str, ...]:
    """Names of countries, then of regions, as forms offer them."""
    return (*sorted(map(write_market, find_markets())), *sorted(map(write_market, find_regions())))
