"""A network's growth: every tie that has held up to a day, with the days it holds on.

Days are counted as `date.toordinal` does. A bound that nobody told is infinite: a tie of unknown beginning may always
have held, and is certain on no day before its evidence shows it. On the network's own day exactly the network's ties
hold; on earlier days those of `network.on(day)`, with two exceptions that keep a tie one thing over time: strengths are
those of the network's own day, and people stand with the organisation they belong to on that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

import numpy as np

from bridgehead.network.assembly import World, find_free_steps, find_kept, fold_people, place_at_level
from bridgehead.network.lens import WithTie
from bridgehead.network.network import Network
from bridgehead.network.strength import Contact, Sums, find_contacts
from bridgehead.network.ties import Bools, Floats, Standing, TieArrays, TieCollector, pair_key
from bridgehead.record.collecting import collecting_paused
from bridgehead.record.dates import OPEN, UNKNOWN, InForce
from bridgehead.record.entries import Agreement, Entry, Evidence, Interaction, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import find_entries

ALWAYS, NEVER = -np.inf, np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """The days something holds on, as day numbers.

    Attributes:
        possible_from: first day it may hold. certain_from: first day by which it has certainly begun.
        certain_until: first day from which it may have ended. possible_until: first day it certainly no longer holds.
    """

    possible_from: float = ALWAYS
    certain_from: float = ALWAYS
    certain_until: float = NEVER
    possible_until: float = NEVER

    @classmethod
    def of(cls, entry: Entry, seen: Sequence[tuple[date | None, date | None]]) -> Spell:
        """The spell of an entry, from its dates and the days its evidence speaks for.

        Args:
            entry: anything that holds over time. seen: first and last day each piece of evidence can speak for.
        """
        begun: date | None = entry.begin.latest
        ended: date | None = entry.end.earliest
        until = NEVER if entry.end == OPEN else _number(ended, ALWAYS)
        if entry.begin == UNKNOWN:
            begun = min((last for _, last in seen if last), default=None)
        if entry.end == UNKNOWN:
            # on the day of the evidence it held, so that it may have ended on the day after at the earliest
            until = max((first.toordinal() + 1.0 for first, _ in seen if first), default=ALWAYS)
        return cls(
            possible_from=_number(entry.begin.earliest, ALWAYS),
            certain_from=_number(begun, NEVER),
            certain_until=until,
            possible_until=_number(entry.end.latest, NEVER),
        )

    @property
    def only_certain(self) -> Spell:
        """The days on which it certainly holds, and no others."""
        begin = max(self.possible_from, self.certain_from)
        end = min(self.certain_until, self.possible_until)
        return Spell(possible_from=begin, certain_from=begin, certain_until=end, possible_until=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """All ties up to a day; arrays of shape (n_ties,).

    Attributes:
        ties: as in a network; `certain` tells of the network's own day.
        sources: the entry behind each position named in `ties.source`.
        used: strength on the network's own day, of ended ties as stated; NaN = unknown.
        possible_from, certain_from, certain_until, possible_until: see `Spell`.
    """

    ties: TieArrays
    sources: tuple[Entry | WithTie, ...]
    used: Floats
    possible_from: Floats
    certain_from: Floats
    certain_until: Floats
    possible_until: Floats

    def may_hold(self, day: date) -> Bools:
        """Which ties certainly or possibly hold on a day."""
        number = day.toordinal()
        held: Bools = (self.possible_from <= number) & (number < self.possible_until)
        return held

    def certainly_holds(self, day: date) -> Bools:
        """Which ties certainly hold on a day."""
        number = day.toordinal()
        held: Bools = self.may_hold(day) & (self.certain_from <= number) & (number < self.certain_until)
        return held


def trace_growth(network: Network) -> Growth:
    """Every tie that has held by the network's day, under its lens.

    Args:
        network: its day is the last of the growth.
    """
    both = network if network.lens.level == "both" else network.through(level="both")
    world = both.world
    with collecting_paused():
        ties, sources, spells = _collect(both)
    used = _find_strengths(ties, sources, world)
    free = find_free_steps(ties, world.actors)
    kept = find_kept(ties, used, free, network.lens, {})
    placed, at_level = place_at_level(world, ties, network.lens.level, fold_people(world))
    bounds = np.array([[getattr(spell, name) for name in Spell.__slots__] for spell in spells]).reshape(-1, 4)[
        ties.source
    ]
    kept &= at_level & (bounds[:, 0] < bounds[:, 3])
    held = dict(zip(Spell.__slots__, bounds[kept].T, strict=True))
    return Growth(ties=placed.take(kept), sources=sources, used=used[kept], **held)


def _collect(network: Network) -> tuple[TieArrays, tuple[Entry | WithTie, ...], tuple[Spell, ...]]:
    """Ties, the entry behind each, and the spell of each entry."""
    world, lens = network.world, network.lens
    spells = _SpellsOfEntries(world)
    positions = {id_: None if id_ in world.gone else position for id_, position in world.actors.position_by_id.items()}
    collector = TieCollector(positions.get, _SoFar(world.day, spells))
    for entry in world.held:
        if entry.id not in world.gone and isinstance(entry, Tie):
            collector.add_tie(entry)
        elif entry.id not in world.gone and isinstance(entry, Agreement):
            collector.add_agreement(entry)
    for tie in lens.with_ties:
        collector.add_imagined(tie, world.actors.find(tie.sender), world.actors.find(tie.receiver))
    told = collector.build()
    spells_told = tuple(spells.of(source) for source in told.sources)
    contacts = _find_contacts_by_pair(world, positions)
    taken = _find_spans(told.ties, spells_told, list(contacts), len(world.actors))
    met = [found for pair, held in sorted(contacts.items()) for found in _find_contact_ties(pair, held, taken)]
    if not met:
        return told.ties, told.sources, spells_told
    collector.add_contacts((first, second, kind, entry) for first, second, kind, entry, _ in met)
    built = collector.build()
    return built.ties, built.sources, (*spells_told, *(spell for *_, spell in met))


class _SpellsOfEntries:
    """The spell of each entry of a world; of an imagined tie, all days."""

    def __init__(self, world: World) -> None:
        self._bounds = {entry.id: (entry.on.earliest, entry.on.latest) for entry in find_entries(world.held, Evidence)}
        self._certain_only = world.certain_only
        self._worked_out: dict[str, Spell] = {}

    def of(self, source: Entry | WithTie) -> Spell:
        if isinstance(source, WithTie):
            return Spell()
        found = self._worked_out.get(source.id)
        if found is None:
            spell = Spell.of(source, [self._bounds[id_] for id_ in source.evidence if id_ in self._bounds])
            found = self._worked_out[source.id] = spell.only_certain if self._certain_only else spell
        return found


class _SoFar(Standing):
    """Whether entries may have held on any day up to one."""

    def __init__(self, day: date, spells: _SpellsOfEntries) -> None:
        super().__init__(day, {})
        self._last, self._spells = day.toordinal(), spells

    def of(self, entry: Entry) -> InForce:
        spell = self._spells.of(entry)
        has_held = spell.possible_from <= self._last and spell.possible_from < spell.possible_until
        return InForce.CERTAIN if has_held else InForce.NOT


def _find_contacts_by_pair(
    world: World, positions: dict[str, int | None]
) -> Mapping[tuple[int, int], Sequence[Contact]]:
    by_pair: dict[tuple[int, int], list[Contact]] = {}
    for contact in find_contacts(find_entries(world.held, Interaction), positions, world.day):
        by_pair.setdefault((contact.first, contact.second), []).append(contact)
    return by_pair


def _find_spans(
    ties: TieArrays, spells: Sequence[Spell], pairs: Sequence[tuple[int, int]], n_actors: int
) -> Mapping[tuple[int, int], Sequence[tuple[float, float]]]:
    """First and last bound of the days on which some pairs may be tied by what was told."""
    wanted = np.array([low * n_actors + high for low, high in pairs], dtype=np.int64)
    keys = pair_key(ties.sender, ties.receiver, n_actors)
    spans: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for place in np.flatnonzero(np.isin(keys, wanted)).tolist():
        spell = spells[int(ties.source[place])]
        pair = divmod(int(keys[place]), n_actors)
        spans.setdefault(pair, []).append((spell.possible_from, spell.possible_until))
    return spans


def _find_contact_ties(
    pair: tuple[int, int],
    contacts: Sequence[Contact],
    taken: Mapping[tuple[int, int], Sequence[tuple[float, float]]],
) -> Iterator[tuple[int, int, str, Entry, Spell]]:
    """When a pair is tied by nothing but contacts: (one, other, kind, newest contact, spell) for each time."""
    for begin, end, kind, newest in _spans_in_contact(contacts):
        for first, last in _cut(begin, end, taken.get(pair, ())):
            spell = Spell(possible_from=first, certain_from=first, certain_until=last, possible_until=last)
            yield *pair, kind, newest, spell


def _spans_in_contact(contacts: Sequence[Contact]) -> Iterator[tuple[float, float, str, Entry]]:
    """The days on which the contacts so far make a tie: not all one way, unless something was done together.

    The newest contact says of which kind, so that each change of kind begins a span: (first day, day after the last,
    kind, newest contact of the span).
    """
    kinds: Mapping[str, str] = get_parameter("tie_strength", "contact_tie_kinds")
    day_of = attrgetter("day")
    in_order = sorted(contacts, key=day_of)
    sums = Sums(newest=in_order[0])
    since, kind, newest = NEVER, "", in_order[0].entry
    for day, met in groupby(in_order, key=day_of):
        for contact in met:
            sums.add(contact)
        found = kinds.get(sums.newest.entry.kind, "business") if sums.is_tie else ""
        if found != kind:
            if kind:
                yield since, float(day.toordinal()), kind, newest
            since, kind = float(day.toordinal()), found
        newest = sums.newest.entry
    if kind:
        yield since, NEVER, kind, newest


def _cut(begin: float, end: float, taken: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """What some spans leave of one.

    >>> list(_cut(1.0, 9.0, [(3.0, 5.0)]))
    [(1.0, 3.0), (5.0, 9.0)]
    """
    for first, last in sorted(taken):
        if first < end and last > begin:
            if first > begin:
                yield begin, first
            begin = max(begin, last)
    if begin < end:
        yield begin, end


def _find_strengths(ties: TieArrays, sources: Sequence[Entry | WithTie], world: World) -> Floats:
    """Strengths of the network's day where a tie holds on it, else as stated, shape (n_ties,)."""
    used = ties.stated.copy()
    number: dict[object, int] = {_name(source): place for place, source in enumerate(sources)}
    of_source = np.array([number.get(_name(source), -1) for source in world.sources], dtype=np.int64)
    now = world.ties
    n_actors = np.int64(len(world.actors))
    own = (ties.source * n_actors + ties.sender) * n_actors + ties.receiver
    held = (of_source[now.source] * n_actors + now.sender) * n_actors + now.receiver if len(now) else own[:0]
    order = np.argsort(held)
    place = np.minimum(np.searchsorted(held[order], own), max(len(held) - 1, 0))
    if len(held):
        found = held[order][place] == own
        used[found] = world.used[order][place[found]]
    return used


def _name(source: Entry | WithTie) -> object:
    return source if isinstance(source, WithTie) else source.id


def _number(day: date | None, unbounded: float) -> float:
    return unbounded if day is None else float(day.toordinal())
