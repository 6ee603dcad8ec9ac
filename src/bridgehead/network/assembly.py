"""From entries to a world of arrays: lens, day, level, counterfactuals and strengths applied in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

import numpy as np

from bridgehead.network.actors import Actors
from bridgehead.network.inferred import find_inferred_markets
from bridgehead.network.lens import Lens, LensError, Level, WithTie
from bridgehead.network.strength import Observed, find_contacts, observe, observed_of_ties, used_strength
from bridgehead.network.ties import (
    AFFILIATION,
    KIND_NUMBER,
    Bools,
    Floats,
    Ints,
    Standing,
    TieArrays,
    TieCollector,
)
from bridgehead.record.dates import InForce
from bridgehead.record.entries import (
    Actor,
    Agreement,
    Assessment,
    Entry,
    Evidence,
    Interaction,
    Judgement,
    Obligation,
    Presence,
    Programme,
    Tie,
    referred_ids,
)
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import Record, find_entries, find_own_firm

E = TypeVar("E", bound=Entry)
#: entries that do not hold over a time but simply are there
_TIMELESS = (Evidence, Judgement, Actor, Programme)


@dataclass(frozen=True)
class World:
    """A record's entries through a lens, as arrays; arrays over ties have shape (n_ties,).

    Attributes:
        actors: who stands where. firm: position of the firm asked for, or None.
        ties: the ties that count. sources: the entry behind each.
        free: affiliation steps between a person and an organisation. observed, used: strengths, NaN = unknown.
        contacts: what contacts show of pairs, by (lower, higher) position.
        left_out: reason -> number of tie-giving entries that gave none. seen: number of tie-giving entries.
        standing: who holds on the day. held: the record's entries. gone: ids imagined away.
        day: the day it is true for. certain_only: leave out ties, agreements and presences that only possibly hold.
    """

    actors: Actors
    firm: int | None
    ties: TieArrays
    sources: tuple[Entry | WithTie, ...]
    free: Bools
    observed: Floats
    used: Floats
    contacts: dict[tuple[int, int], Observed]
    left_out: dict[str, int]
    seen: int
    standing: Standing
    held: tuple[Entry, ...]
    gone: frozenset[str]
    day: date
    certain_only: bool

    @cached_property
    def entry_by_id(self) -> dict[str, Entry]:
        """Every entry of the record by id."""
        return {entry.id: entry for entry in self.held}

    @cached_property
    def _by_type(self) -> dict[type[Entry], tuple[Entry, ...]]:
        return {}

    def entries_by_type(self, kind: type[E]) -> tuple[E, ...]:
        """Entries of a type that hold or have happened by the day, none of them imagined away."""
        if kind not in self._by_type:
            self._by_type[kind] = tuple(entry for entry in self._held_by_type.get(kind, ()) if self._is_seen(entry))
        return self._by_type[kind]  # type: ignore[return-value]

    @cached_property
    def _held_by_type(self) -> dict[type[Entry], list[Entry]]:
        held: dict[type[Entry], list[Entry]] = {}
        for entry in self.held:
            held.setdefault(type(entry), []).append(entry)
        return held

    @cached_property
    def _begun_by_type(self) -> dict[type[Entry], tuple[Entry, ...]]:
        return {}

    def begun_by_type(self, kind: type[E]) -> tuple[E, ...]:
        """Entries of a type that had begun, or may have, by the day, none imagined away; in the record's order."""
        if kind not in self._begun_by_type:
            self._begun_by_type[kind] = tuple(
                entry
                for entry in self._held_by_type.get(kind, ())
                if ((first := entry.begin.earliest) is None or first <= self.day)
                and not (self.gone and self._speaks_of_gone(entry))
            )
        return self._begun_by_type[kind]  # type: ignore[return-value]

    def _speaks_of_gone(self, entry: Entry) -> bool:
        """Whether an entry is, names or judges something imagined away."""
        judged = (entry.subject, entry.about) if isinstance(entry, Assessment) else ()
        return not self.gone.isdisjoint((entry.id, *judged, *(target for _, target in referred_ids(entry))))

    def _is_seen(self, entry: Entry) -> bool:
        if self.gone and self._speaks_of_gone(entry):
            return False
        if isinstance(entry, _TIMELESS):
            return True
        if isinstance(entry, Interaction):
            return entry.begin.earliest is None or entry.begin.earliest <= self.day
        if isinstance(entry, Obligation):
            agreement = self.entry_by_id.get(entry.agreement)
            if agreement and self._is_too_uncertain(agreement):
                return False
            begins = (held.begin.earliest for held in (entry, agreement) if held)
            return all(begin is None or begin <= self.day for begin in begins)
        return self.standing.of(entry) is not InForce.NOT and not self._is_too_uncertain(entry)

    def _is_too_uncertain(self, entry: Entry) -> bool:
        """Whether an entry only possibly holds while what is certain was asked for; an assessment stands as said."""
        is_dated = isinstance(entry, Tie | Agreement | Presence)
        return self.certain_only and is_dated and self.standing.of(entry) is InForce.POSSIBLE


def build_world(record: Record, lens: Lens, day: date) -> World:
    """Everything a network knows, in one pass over the entries.

    Args:
        record: where the entries come from. lens: how to look at them. day: the day asked about.

    Raises:
        ActorNotFoundError: the lens names an actor who is not there. LensError: it imagines the firm itself away.
    """
    # in the order of their ids, so that no answer depends on the order in which a record was written
    held = tuple(sorted(record.entries(known_on=lens.as_known_on), key=attrgetter("id")))
    standing = Standing(day, {entry.id: entry.on for entry in held if isinstance(entry, Evidence)})
    actors = Actors.of(find_entries(held, Actor), find_entries(held, Judgement), find_inferred_markets(held))
    firm = _find_firm(held, lens, actors)
    gone = _find_gone(held, lens, actors, firm)
    positions: dict[str, int | None] = {
        id_: None if id_ in gone else position for id_, position in actors.position_by_id.items()
    }
    collector = TieCollector(positions.get, standing, certain_only=lens.certain_only)
    for entry in held:
        if entry.id in gone:
            collector.leave_out("imagined away")
        elif isinstance(entry, Tie):
            collector.add_tie(entry)
        elif isinstance(entry, Agreement):
            collector.add_agreement(entry)
    for tie in lens.with_ties:
        collector.add_imagined(tie, actors.find(tie.sender), actors.find(tie.receiver))
    contacts = observe(find_contacts(find_entries(held, Interaction), positions, day), day)
    collector.add_contacts(_contact_ties(contacts, collector.dyads(len(actors)), len(actors)))
    assembled = collector.build()
    observed = observed_of_ties(assembled.ties, assembled.sources, contacts, len(actors))
    used = used_strength(assembled.ties.stated, observed, lens.strength)
    free = find_free_steps(assembled.ties, actors)
    left_out = dict(assembled.left_out)
    keep = find_kept(assembled.ties, used, free, lens, left_out)
    world = World(
        actors=actors,
        firm=firm,
        ties=assembled.ties.take(keep),
        sources=assembled.sources,
        free=free[keep],
        observed=observed[keep],
        used=used[keep],
        contacts=contacts,
        left_out=left_out,
        seen=assembled.seen,
        standing=standing,
        held=held,
        gone=gone,
        day=day,
        certain_only=lens.certain_only,
    )
    return world if lens.level == "both" else _at_level(world, lens.level)


def _find_firm(held: Sequence[Entry], lens: Lens, actors: Actors) -> int | None:
    if lens.firm is not None:
        return actors.find(lens.firm)
    own = find_own_firm(held)
    return None if own is None else actors.find(own)


def _find_gone(held: Sequence[Entry], lens: Lens, actors: Actors, firm: int | None) -> frozenset[str]:
    """Ids of actors (under all their merged ids), ties and agreements that the lens imagines away."""
    ids = {entry.id for entry in held if isinstance(entry, Tie | Agreement)}
    gone: set[str] = set()
    for text in lens.without:
        if text in ids:
            gone.add(text)
            continue
        position = actors.find(text)
        if position == firm:
            raise LensError("without", text, "A question needs its firm; imagine its people or partners away instead.")
        gone.update(id_ for id_, place in actors.position_by_id.items() if place == position)
    return frozenset(gone)


def _contact_ties(
    contacts: dict[tuple[int, int], Observed], tied: set[int], n_actors: int
) -> Iterable[tuple[int, int, str, Entry]]:
    """Pairs that are tied by nothing but their contacts."""
    kinds = get_parameter("tie_strength", "contact_tie_kinds")
    for (first, second), pair in sorted(contacts.items(), key=lambda item: item[0]):
        if first * n_actors + second in tied or not pair.is_tie:
            continue
        yield first, second, kinds.get(pair.newest.entry.kind, "business"), pair.newest.entry


def find_free_steps(ties: TieArrays, actors: Actors) -> Bools:
    """Steps between a person and an organisation they belong to."""
    people, organisations = actors.is_person, actors.is_organisation
    across = (people[ties.sender] & organisations[ties.receiver]) | (organisations[ties.sender] & people[ties.receiver])
    steps: Bools = (ties.kind == AFFILIATION) & across
    return steps


def find_kept(ties: TieArrays, used: Floats, free: Bools, lens: Lens, left_out: dict[str, int]) -> Bools:
    """Which ties the lens lets count; affiliation steps always do."""
    keep = np.ones(len(ties), dtype=np.bool_)
    rules: list[tuple[str, Bools]] = []
    if lens.kinds:
        rules.append(("of a kind not asked for", np.isin(ties.kind, [KIND_NUMBER[kind] for kind in lens.kinds])))
    if lens.formal_only:
        rules.append(("informal, or not known to be formal", ties.formal))
    if lens.minimum_strength is not None:
        strong = ~np.isnan(used) & (np.nan_to_num(used) >= lens.minimum_strength)
        rules.append(("weaker than asked for, or of unknown strength", strong))
    for reason, passed in rules:
        dropped = keep & ~passed & ~free
        if dropped.any():
            left_out[reason] = left_out.get(reason, 0) + len(np.unique(ties.source[dropped]))
        keep &= ~dropped
    return keep


def _at_level(world: World, level: Level) -> World:
    """The world with people alone, or with people folded into the organisation they belong to on the day."""
    ties, keep = place_at_level(world, world.ties, level, fold_people(world))
    left_out = dict(world.left_out)
    dropped = len(np.unique(ties.source[~keep & ~world.free]))
    if dropped:
        left_out[f"outside the level asked for ({level})"] = dropped
    return replace(
        world,
        ties=ties.take(keep),
        free=world.free[keep] if level == "people" else np.zeros(int(keep.sum()), dtype=np.bool_),
        observed=world.observed[keep],
        used=world.used[keep],
        left_out=left_out,
    )


def place_at_level(world: World, ties: TieArrays, level: Level, fold: Ints) -> tuple[TieArrays, Bools]:
    """Some ties with their ends at a level, and which of them are left there, shape (n_ties,).

    Args:
        world: whose actors they tie. ties: any. level: of the lens. fold: from `fold_people`.
    """
    if level == "both":
        return ties, np.ones(len(ties), dtype=np.bool_)
    if level == "people":
        people = world.actors.is_person | (np.arange(len(world.actors)) == (-1 if world.firm is None else world.firm))
        return ties, people[ties.sender] & people[ties.receiver]
    placed = replace(ties, sender=fold[ties.sender], receiver=fold[ties.receiver])
    return placed, placed.sender != placed.receiver


def fold_people(world: World) -> Ints:
    """The organisation each person is folded into, shape (n_actors,); others stay themselves.

    A person of several organisations goes to the firm asked for where it is one of them, else to one they certainly
    belong to, else to the first by id.
    """
    fold = np.arange(len(world.actors), dtype=np.int64)
    best: dict[int, tuple[bool, bool, int]] = {}
    for tie in np.flatnonzero(world.free):
        ends = int(world.ties.sender[tie]), int(world.ties.receiver[tie])
        person, organisation = ends if world.actors.is_person[ends[0]] else ends[::-1]
        rank = (organisation != world.firm, not bool(world.ties.certain[tie]), organisation)
        if person not in best or rank < best[person]:
            best[person] = rank
    for person, (_, _, organisation) in best.items():
        fold[person] = organisation
    return fold
