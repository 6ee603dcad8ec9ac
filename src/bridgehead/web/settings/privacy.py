"""Privacy: which people the record knows, from where, on what ground, and how much names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bridgehead.record.entries import Actor, Assessment, EntryId, Evidence
from bridgehead.web.paging import Paging, read_paging
from bridgehead.web.snapshot import Snapshot

PER_PAGE = 25
_BASIS = ("privacy", "lawful_basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPerson:
    """A person the record knows.

    Attributes:
        id, name: of the person. sources: from where. basis: ground on which the data are kept; "" where none is named.
        named_by: how many entries name the person.
    """

    id: EntryId
    name: str
    sources: tuple[str, ...]
    basis: str
    named_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """People on one page. without_basis: how many of all have no ground named. all: how many there are."""

    shown: tuple[KeptPerson, ...]
    paging: Paging
    without_basis: int
    all: int


def page_people(snapshot: Snapshot, choices: Mapping[str, str]) -> KeptPage:
    """One page of the people a record knows, by name.

    Args:
        snapshot: of the record. choices: `q` words of a name, `basis` "none" keeps those without one, `page` number.
    """
    basis = {
        entry.subject: str(entry.value)
        for entry in snapshot.find(Assessment)
        if (entry.instrument, entry.item) == _BASIS
    }
    people = [actor for actor in snapshot.find(Actor) if actor.kind == "person"]
    words, is_bare = choices.get("q", "").casefold().split(), choices.get("basis") == "none"
    kept = [
        actor
        for actor in people
        if all(word in actor.name.casefold() for word in words) and not (is_bare and actor.id in basis)
    ]
    kept.sort(key=lambda actor: (actor.name.casefold(), actor.id))
    paging = read_paging(choices, PER_PAGE).of(len(kept))
    return KeptPage(
        shown=tuple(_tell(snapshot, actor, basis) for actor in kept[paging.skip : paging.last]),
        paging=paging,
        without_basis=sum(1 for actor in people if actor.id not in basis),
        all=len(people),
    )


def _tell(snapshot: Snapshot, actor: Actor, basis: Mapping[EntryId, str]) -> KeptPerson:
    return KeptPerson(
        id=actor.id,
        name=actor.name,
        sources=_find_sources(snapshot, actor.evidence),
        basis=basis.get(actor.id, "").replace("_", " "),
        named_by=len(snapshot.find_naming(actor.id)),
    )


def _find_sources(snapshot: Snapshot, ids: Sequence[EntryId]) -> tuple[str, ...]:
    found = (snapshot.by_id.get(id_) for id_ in ids)
    return tuple(dict.fromkeys(entry.reference for entry in found if isinstance(entry, Evidence)))
