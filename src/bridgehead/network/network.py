"""The network: a record's entries seen through a lens on a day.

Nothing here touches a store or a screen. Positions are an implementation matter: whoever leaves this package speaks of
actor ids, names and entries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar

import numpy as np

from bridgehead.errors import NotFoundError, RefusedError
from bridgehead.network.actors import Actors
from bridgehead.network.asks import LoggedAsk, count_asked_lately, find_asks, learn
from bridgehead.network.assembly import World, build_world
from bridgehead.network.graph import Graph, build_graph
from bridgehead.network.lens import Lens
from bridgehead.network.passing_on import Chances, PassingOn
from bridgehead.network.strength import Observed
from bridgehead.network.ties import KIND_NUMBER, Bools, Ints, TieArrays, pair_key
from bridgehead.record.collecting import collecting_paused
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Actor, Assessment, Entry, Evidence
from bridgehead.record.record import Record
from bridgehead.record.terms import EXPLOITATION_KINDS, RECOGNITION_KINDS

E = TypeVar("E", bound=Entry)
Purpose = Literal["all", "recognition", "exploitation"]
Bound = Literal["value", "low", "high"]
GroupBy = Literal["market", "field", "both"]


class NoFirmError(NotFoundError):
    """The record does not say whose it is."""

    def __init__(self, record: str) -> None:
        """Args: record: its name."""
        self.record = record
        super().__init__(
            f"{record} does not say which firm it is about. Name one with --firm (its id or name), or set it once with "
            "'bridgehead edit --firm NAME'."
        )


class NothingKnownError(NotFoundError):
    """Nothing had been recorded by the day up to which the record was to be seen."""

    def __init__(self, record: str, day: date) -> None:
        """Args: record: its name; day: the last day of which records were wanted."""
        self.record, self.day = record, day
        super().__init__(
            f"By {day} nothing had been recorded in {record}. Ask with a later --as-known-on, or without one for all "
            "that is known now."
        )


class LaterDayError(RefusedError):
    """A network was asked for a day after its own."""

    def __init__(self, asked: date, own: date) -> None:
        """Args: asked: the day wanted; own: the network's day."""
        self.asked, self.own = asked, own
        super().__init__(
            f"The network is as of {own} and may not look ahead to {asked}. Ask again with --as-of {asked}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Actors sorted into markets, fields or both.

    Attributes:
        keys: (market code, field) of each group; "" where the grouping does not use it.
        of_actor: group of each actor, shape (n_actors,); -1 where its market or field is unknown.
    """

    keys: tuple[tuple[str, str], ...]
    of_actor: Ints


@dataclass(frozen=True)
class Network:
    """A record seen through a lens.

    Attributes:
        record: where the entries come from. lens: how they are looked at. day: the day it is true for.
        others: library networks that may be compared with this one, by name.
        world: actors, ties and strengths as arrays.
    """

    record: Record
    lens: Lens
    day: date
    world: World
    others: Mapping[str, Network] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record, lens: Lens | None = None, *, others: Mapping[str, Network] | None = None) -> Network:
        """The network of a record through a lens.

        Args:
            record: any record. lens: how to look; None means today, everything.
            others: library networks to compare with.

        Raises:
            ActorNotFoundError: the lens names an actor who is not there. LensError: it imagines the firm itself away.
        """
        lens = lens or Lens()
        day = lens.as_of or date.today()  # noqa: DTZ011 - a user's today is the day on their own wall
        with collecting_paused():
            world = build_world(record, lens, day)
        return cls(record=record, lens=lens, day=day, world=world, others=others or {})

    def on(self, day: date) -> Network:
        """The same network on an earlier day.

        Raises:
            LaterDayError: the day lies after this network's.
        """
        if day > self.day:
            raise LaterDayError(day, self.day)
        return Network.of(self.record, replace(self.lens, as_of=day), others=self.others)

    def through(self, **options: object) -> Network:
        """The same record on the same day with some lens options changed, as in `through(without=("kasemo",))`."""
        return Network.of(self.record, replace(self.lens, as_of=self.day, **options), others=self.others)  # type: ignore[arg-type]

    @cached_property
    def beside(self) -> Mapping[str, Network]:
        """The library networks on this network's day and through its lens, but for the actors and ties it names."""
        lens = replace(self.lens, as_of=self.day, as_known_on=None, firm=None, without=(), with_ties=())
        return {name: Network.of(other.record, lens) for name, other in self.others.items()}

    def holder_of(self, id_: str) -> Network:
        """The network an entry stands in: this one, or the library network whose name its id begins with."""
        if id_ in self.world.entry_by_id:
            return self
        return self.others.get(id_.partition(":")[0], self)

    @cached_property
    def worked_out(self) -> dict[object, object]:
        """What was worked out of this network once, by what worked it out, for whoever asks it again."""
        return {}

    # actors

    @property
    def actors(self) -> Actors:
        """The actors by position."""
        return self.world.actors

    @property
    def firm(self) -> int | None:
        """Position of the firm asked for; None where neither lens nor record names one."""
        return self.world.firm

    def get_firm(self) -> int:
        """Position of the firm asked for.

        Raises:
            NoFirmError: neither lens nor record names one. NothingKnownError: nothing was recorded by then.
        """
        if self.world.firm is None:
            if self.lens.as_known_on is not None and not self.world.held:
                raise NothingKnownError(self.record.name, self.lens.as_known_on)
            raise NoFirmError(self.record.name)
        return self.world.firm

    @cached_property
    def own_people(self) -> Ints:
        """Positions of the people who belong to the firm on the day, shape (n,)."""
        if self.world.firm is None:
            return np.zeros(0, dtype=np.int64)
        ties = self.world.ties
        steps = ties.take(self.world.free)
        with_firm = np.concatenate(
            [steps.receiver[steps.sender == self.world.firm], steps.sender[steps.receiver == self.world.firm]]
        )
        return np.unique(with_firm[self.actors.is_person[with_firm]])

    @cached_property
    def starts(self) -> Ints:
        """Positions of the firm and its own people, shape (n,). Raises NoFirmError where no firm is named."""
        return np.unique(np.append(self.own_people, self.get_firm()))

    @cached_property
    def is_own(self) -> Bools:
        """Whether each actor is the firm or one of its people, shape (n_actors,)."""
        own = np.zeros(len(self.actors), dtype=np.bool_)
        own[self.starts] = True
        return own

    @property
    def home(self) -> str | None:
        """The firm's own market."""
        return self.actors.held[self.get_firm()].market

    def actor(self, position: int) -> Actor:
        """The actor at a position."""
        return self.actors.held[position]

    def grouping(self, by: GroupBy = "market") -> Grouping:
        """Actors sorted by market, by field, or by both; sorted once for each."""
        if by not in self._groupings:
            self._groupings[by] = self._sort_actors(by)
        return self._groupings[by]

    @cached_property
    def _groupings(self) -> dict[GroupBy, Grouping]:
        return {}

    def _sort_actors(self, by: GroupBy) -> Grouping:
        keys_of_actors = [
            (actor.market or "" if by != "field" else "", actor.field if by != "market" else "")
            for actor in self.actors.held
        ]
        wanted = [
            all(part for part, used in zip(key, (by != "field", by != "market"), strict=True) if used)
            for key in keys_of_actors
        ]
        keys = tuple(sorted({key for key, known in zip(keys_of_actors, wanted, strict=True) if known}))
        number = {key: position for position, key in enumerate(keys)}
        of_actor = [number[key] if known else -1 for key, known in zip(keys_of_actors, wanted, strict=True)]
        return Grouping(keys=keys, of_actor=np.array(of_actor, dtype=np.int64))

    # ties

    @property
    def ties(self) -> TieArrays:
        """The ties in force through the lens."""
        return self.world.ties

    def source(self, tie: int) -> Entry | None:
        """The entry a tie was read from; None for an imagined one."""
        source = self.world.sources[int(self.world.ties.source[tie])]
        return source if isinstance(source, Entry) else None

    @cached_property
    def _by_pair(self) -> tuple[Ints, Ints]:
        keys = pair_key(self.ties.sender, self.ties.receiver, len(self.actors))
        order = np.argsort(keys, kind="stable")
        return keys[order], order

    def ties_between(self, first: int, second: int) -> Ints:
        """Positions of the ties between two actors, shape (n,)."""
        keys, order = self._by_pair
        low, high = sorted((first, second))
        wanted = low * len(self.actors) + high
        return order[np.searchsorted(keys, wanted) : np.searchsorted(keys, wanted, side="right")]

    @cached_property
    def ties_of(self) -> Mapping[int, Ints]:
        """Ties of each own actor (the firm and its people): position -> tie positions."""
        return {
            int(own): np.flatnonzero((self.ties.sender == own) | (self.ties.receiver == own)) for own in self.starts
        }

    @cached_property
    def ties_with(self) -> Mapping[int, Ints]:
        """Our ties by the actor outside the firm at their other end, affiliation steps included."""
        ours = np.flatnonzero(self.is_own[self.ties.sender] != self.is_own[self.ties.receiver])
        sender, receiver = self.ties.sender[ours], self.ties.receiver[ours]
        other = np.where(self.is_own[sender], receiver, sender)
        order = np.argsort(other, kind="stable")
        partners, begins = np.unique(other[order], return_index=True)
        return dict(zip(partners.tolist(), np.split(ours[order], begins[1:]), strict=True)) if len(ours) else {}

    def observed_between(self, first: int, second: int) -> Observed | None:
        """What contacts show of two actors; None where there were none."""
        return self.world.contacts.get((min(first, second), max(first, second)))

    @cached_property
    def purposes(self) -> Mapping[Purpose, Bools]:
        """Which ties count for each purpose, each of shape (n_ties,); affiliation steps count for all.

        Source: social ties recognise opportunities, business ties exploit them (Vasilchenko & Morrish 2011).
        """
        kind, free = self.ties.kind, self.world.free
        recognition = np.isin(kind, [KIND_NUMBER[word] for word in RECOGNITION_KINDS])
        exploitation = np.isin(kind, [KIND_NUMBER[word] for word in EXPLOITATION_KINDS]) | self.ties.formal
        return {
            "all": np.ones(len(kind), dtype=np.bool_),
            "recognition": recognition | free,
            "exploitation": exploitation | free,
        }

    # chances

    @cached_property
    def asks(self) -> tuple[LoggedAsk, ...]:
        """The asks logged by the day, oldest first, each with the strength of its tie on its own day."""
        own = frozenset() if self.firm is None else frozenset(self.starts.tolist())
        return find_asks(self.world, self.lens, own)

    @cached_property
    def asked_lately(self) -> Counter[int] | None:
        """How often each actor was asked lately, by position; None where the record logs no asks at all."""
        return count_asked_lately(self.world)

    @cached_property
    def passing_on(self) -> PassingOn:
        """How chances are made from strengths: assumed, or learned from the asks logged by the day."""
        return learn(self.asks)

    @cached_property
    def chances(self) -> Chances:
        """Passing-on chances of the ties, each of shape (n_ties,)."""
        return self.passing_on.chances(self.world.used)

    def graph(self, purpose: Purpose = "all", bound: Bound = "value") -> Graph:
        """The graph introductions travel on; built once per purpose and bound.

        Args:
            purpose: which ties count. bound: which chance: the value or one of its bounds.
        """
        if (purpose, bound) not in self._graphs:
            if bound == "value":
                self._graphs[purpose, bound] = self._build_graph(purpose)
            else:
                graph = self.graph(purpose)
                chance = getattr(self.chances, bound)[self._kept(purpose)[graph.tie_of_pair]]
                self._graphs[purpose, bound] = replace(graph, chance=np.where(graph.free, 1.0, chance))
        return self._graphs[purpose, bound]

    def _kept(self, purpose: Purpose) -> Ints:
        return np.flatnonzero(self.purposes[purpose])

    def _build_graph(self, purpose: Purpose) -> Graph:
        kept = self._kept(purpose)
        if purpose != "all" and len(kept) == len(self.ties):
            return self.graph()
        ties = self.ties.take(kept)
        return build_graph(
            len(self.actors),
            ties.sender,
            ties.receiver,
            self.chances.value[kept],
            free=self.world.free[kept],
            one_way=ties.one_way,
        )

    @cached_property
    def _graphs(self) -> dict[tuple[Purpose, Bound], Graph]:
        return {}

    # entries

    def entries(self, kind: type[E]) -> tuple[E, ...]:
        """The entries of a type that hold, or have happened, by the day; those of actors imagined away are left out."""
        return self.world.entries_by_type(kind)

    def entries_so_far(self, kind: type[E]) -> tuple[E, ...]:
        """The entries of a type that had begun, or may have, by the day, ended ones included, none imagined away."""
        return self.world.begun_by_type(kind)

    @cached_property
    def assessed(self) -> Mapping[str, tuple[Assessment, ...]]:
        """The assessments of `entries`, by the id or market they are of."""
        held: dict[str, list[Assessment]] = {}
        for assessment in self.entries(Assessment):
            held.setdefault(assessment.subject, []).append(assessment)
        return {subject: tuple(found) for subject, found in held.items()}

    def status(self, entry: Entry) -> InForce:
        """Whether an entry certainly, possibly or not holds on the day."""
        return self.world.standing.of(entry)

    def get_entry(self, id_: str) -> Entry | None:
        """The entry of an id, whether or not it holds on the day; None where there is none."""
        return self.world.entry_by_id.get(id_)

    def is_inferred(self, entry: Entry) -> bool:
        """Whether any of an entry's evidence is inference: then nobody stated it outright."""
        found = [self.world.entry_by_id.get(id_) for id_ in entry.evidence]
        bases = [item.basis for item in found if isinstance(item, Evidence)]
        return "inferred" in bases
