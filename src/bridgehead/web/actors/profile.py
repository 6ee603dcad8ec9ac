"""One actor as the record knows it on a day: who they are, and the ties they have, with us and with others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from bridgehead.errors import NotFoundError
from bridgehead.network.inferred import InferredMarket
from bridgehead.network.network import Network
from bridgehead.questions._once import once
from bridgehead.record.dates import InForce
from bridgehead.record.entries import (
    Actor,
    Agreement,
    Assessment,
    Entry,
    EntryId,
    Evidence,
    Interaction,
    Obligation,
    Presence,
    Programme,
    Tie,
)
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import MemoryRecord
from bridgehead.record.store_errors import UnknownEntryError
from bridgehead.web.snapshot import Snapshot
from bridgehead.web.words import N_

STANDINGS = {
    InForce.CERTAIN: N_("in force"),
    InForce.POSSIBLE: N_("possibly in force"),
    InForce.NOT: N_("ended"),
}


class NotKnownThenError(NotFoundError):
    """Nobody had told of an actor by the day up to which the record is seen."""

    def __init__(self, id_: EntryId, day: date) -> None:
        """Args: id_: of the actor. day: the last one of which records count."""
        self.id, self.day = id_, day
        super().__init__(f"By {day} the record did not know {id_!r}. Look at a later day, or at all that is known now.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A tie of somebody, told from their side.

    Attributes:
        tie: the entry. other: the actor at its other end; None where the record has none. other_id: its id.
        role: what the actor is to the other, "" where nobody said. other_role: what the other is to the actor.
        is_with_us: the other is the firm or one of its people. standing: whether it holds on the day.
        is_inferred: nobody stated it outright.
    """

    tie: Tie
    other: Actor | None
    other_id: EntryId
    role: str
    other_role: str
    is_with_us: bool
    standing: InForce
    is_inferred: bool


def see_known(network: Network) -> Snapshot:
    """What a network was made from, to look entries up in; what its lens does not know yet is not there."""
    record = MemoryRecord(name=network.record.name, held=network.world.held)
    return Snapshot(record=record, version=0, held=network.world.held)


@once
def find_seen(network: Network) -> frozenset[EntryId]:
    """Ids of the entries that had begun, or may have, by the day, ended ones included, none imagined away.

    An obligation has begun once its agreement has.
    """
    begun = (network.entries_so_far(kind) for kind in (Tie, Agreement, Interaction, Presence))
    rest = (network.entries(kind) for kind in (Obligation, Programme))
    return frozenset(entry.id for entry in chain(*begun, *rest))


@dataclass(frozen=True)
class Profile:
    """One actor seen through a lens on a day.

    Attributes:
        network: as it is looked at. known: what that network was made from. position: of the actor.
    """

    network: Network
    known: Snapshot
    position: int

    @classmethod
    def of(cls, network: Network, known: Snapshot, id_: EntryId) -> Profile:
        """The profile of an actor.

        Raises:
            UnknownEntryError: there is no such actor. NotKnownThenError: nobody had told of it by the lens's day.
        """
        position = network.actors.position_by_id.get(id_)
        if position is None and network.lens.as_known_on is not None:
            raise NotKnownThenError(id_, network.lens.as_known_on)
        if position is None:
            raise UnknownEntryError((id_,))
        return cls(network=network, known=known, position=position)

    @property
    def actor(self) -> Actor:
        """Who it is; all that was said under several ids taken together."""
        return self.network.actor(self.position)

    @cached_property
    def ids(self) -> tuple[EntryId, ...]:
        """Every id judged to be this actor's, the one it goes by first."""
        own = self.actor.id
        others = (id_ for id_, name in self.network.actors.canonical.items() if name == own and id_ != own)
        return (own, *sorted(others))

    @property
    def is_own(self) -> bool:
        """Whether it is the firm or one of its people."""
        return self.network.firm is not None and bool(self.network.is_own[self.position])

    @property
    def inferred(self) -> InferredMarket | None:
        """Why it is placed in its market, where nobody stated one."""
        return self.network.actors.inferred.get(self.actor.id)

    @cached_property
    def naming(self) -> tuple[Entry, ...]:
        """The entries that name the actor and had begun, or may have, by the day."""
        found = {entry.id: entry for id_ in self.ids for entry in self.known.find_naming(id_)}
        seen = find_seen(self.network)
        return tuple(entry for entry in found.values() if entry.id in seen)

    @cached_property
    def bounds(self) -> tuple[Bound, ...]:
        """The ties of the actor by the day, those in force first, then by name of the other."""
        order = list(STANDINGS)
        bounds = (self._build_bound(entry) for entry in self.naming if isinstance(entry, Tie) and self._is_end(entry))
        return tuple(
            sorted(bounds, key=lambda one: (order.index(one.standing), one.other.name if one.other else one.other_id))
        )

    def _is_end(self, tie: Tie) -> bool:
        return tie.sender in self.ids or tie.receiver in self.ids

    def _build_bound(self, tie: Tie) -> Bound:
        is_sender = tie.sender in self.ids
        other_id = tie.receiver if is_sender else tie.sender
        place = self.network.actors.position_by_id.get(other_id)
        turned = get_parameter("composition", "role_seen_from_us").get(tie.role, "")
        return Bound(
            tie=tie,
            other=None if place is None else self.network.actor(place),
            other_id=other_id,
            role=turned if is_sender else tie.role,
            other_role=tie.role if is_sender else turned,
            is_with_us=place is not None and self.network.firm is not None and bool(self.network.is_own[place]),
            standing=self.network.status(tie),
            is_inferred=self.network.is_inferred(tie),
        )

    @property
    def employers(self) -> tuple[Bound, ...]:
        """Of a person, the organisations they belong to on the day."""
        return tuple(
            one
            for one in self.bounds
            if one.tie.kind == "affiliation"
            and one.standing is not InForce.NOT
            and one.other is not None
            and one.other.kind == "organisation"
            and self.actor.kind == "person"
        )

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """What was judged of the actor by the day."""
        return tuple(found for id_ in self.ids for found in self.network.assessed.get(id_, ()))

    @cached_property
    def sources(self) -> tuple[Evidence, ...]:
        """The evidence behind the actor's own entries."""
        held = (self.known.by_id.get(id_) for id_ in self.ids)
        behind = dict.fromkeys(id_ for entry in held if entry is not None for id_ in entry.evidence)
        return tuple(entry for id_ in behind if isinstance(entry := self.known.by_id.get(id_), Evidence))
