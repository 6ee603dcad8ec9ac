"""A line typed in, as it would be understood: before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bridgehead import firm as firms
from bridgehead.errors import BridgeheadError
from bridgehead.firm import Firm
from bridgehead.firm.adding import get_actor
from bridgehead.firm.telling import start_adding
from bridgehead.firm.terse import describe_line
from bridgehead.record.entries import Actor, Entry, EntryId, Evidence, Tie, get_type_word
from bridgehead.record.markets import label
from bridgehead.web.snapshot import Snapshot
from bridgehead.web.words import N_

#: what would become of an entry
FATES = {"new": N_("new"), "changed": N_("changed"), "same": N_("known already")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An entry that a line would make: its type word, what it says, and a key of `FATES`."""

    type: str
    text: str
    fate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a line was understood to say.

    Attributes:
        words: in a few words; "" where it was not understood. why_not: why it was not, and what would do.
        made: the entries it would make, evidence left out.
    """

    words: str = ""
    why_not: str = ""
    made: tuple[Made, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the record says all of it already."""
        return bool(self.made) and all(one.fate == "same" for one in self.made)


def understand(firm: Firm, snapshot: Snapshot, line: str, contact_of: str = "") -> Understood:
    """What a line would make of a record; nothing is written.

    Args:
        firm: the record. snapshot: as it stands. line: as typed. contact_of: whose contact it is; "" means ours.
    """
    if not line.strip():
        return Understood()
    try:
        whose = get_actor(snapshot.held, contact_of).id if contact_of.strip() else None
        held = tuple(snapshot.held)
        adding = start_adding(held, by=firm.by, on=firms.today(), record=firm.name, whose=whose)
        read = adding.read(line)
        change = firm.store.compare(adding.made.values())
    except BridgeheadError as error:
        return Understood(why_not=str(error))
    fates = dict.fromkeys(change.created, "new") | dict.fromkeys(change.updated, "changed")
    kept = [entry for entry in adding.made.values() if not isinstance(entry, Evidence)]
    kept = [*_find_met(kept, snapshot, whose), *kept]
    names = {entry.id: entry for entry in kept if isinstance(entry, Actor)}
    return Understood(
        words=describe_line(read),
        made=tuple(
            Made(type=get_type_word(entry), text=_tell(entry, names, snapshot), fate=fates.get(entry.id, "same"))
            for entry in kept
        ),
    )


def _find_met(made: Sequence[Entry], snapshot: Snapshot, whose: EntryId | None) -> Iterator[Actor]:
    """Those a line names who are known already and stay as they are; who tells of them is left out."""
    own = whose or (snapshot.own_firm.id if snapshot.own_firm else "")
    ids = dict.fromkeys(id_ for entry in made if isinstance(entry, Tie) for id_ in (entry.sender, entry.receiver))
    taken = {entry.id for entry in made}
    for id_ in ids:
        held = snapshot.by_id.get(id_)
        if isinstance(held, Actor) and id_ not in taken and id_ != own:
            yield held


def _tell(entry: Entry, made: dict[EntryId, Actor], snapshot: Snapshot) -> str:
    def name(id_: EntryId) -> str:
        return made[id_].name if id_ in made else snapshot.get_name(id_)

    if isinstance(entry, Actor):
        return ", ".join(part for part in (entry.name, entry.kind, label(entry.market) if entry.market else "") if part)
    assert isinstance(entry, Tie)
    words = [entry.kind, entry.role, entry.formality, "" if entry.strength is None else str(entry.strength)]
    said = ", ".join(word.replace("_", " ") for word in words if word)
    return f"{name(entry.sender)} \N{EN DASH} {name(entry.receiver)}: {said}"
