"""Logged asks: whom we asked, what came of it, and how strong the tie was on the day of the ask.

Conventions, stated once:

- An ask counts from its last possible day on; one that may lie after the day asked about, or has no day, is left out.
- An ask repeated to the same person for the same thing is one ask: it counts once, with the last outcome it was given.
- The strength is that of the strongest tie between our side and those asked on the day of the ask, from what was known
  of the two without the ask itself. Counterfactuals and filters of the lens do not change what was asked then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

import numpy as np

from bridgehead.network.actors import Actors
from bridgehead.network.assembly import World, build_world
from bridgehead.network.lens import Lens
from bridgehead.network.passing_on import BANDS, PassingOn, band_of
from bridgehead.record.entries import Actor, Agreement, Entry, Interaction, Judgement, Tie, referred_ids
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import MemoryRecord, find_entries

GRANTED = "yes"
_REFUSED = frozenset({"no", "no_answer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedAsk:
    """One ask of somebody outside the firm.

    Attributes:
        first: as logged first. entry: as it was last answered, else as logged last. repeats: ids of all but `entry`.
        asked: positions of those who were asked.
        strength: of the tie it went along, on its day, 0..1; None where unknown.
    """

    first: Interaction
    entry: Interaction
    repeats: tuple[str, ...]
    asked: tuple[int, ...]
    strength: float | None

    @property
    def day(self) -> date:
        """The last day that its first logging can mean."""
        assert self.first.begin.latest is not None, "asks without a day are left out"
        return self.first.begin.latest

    @property
    def band(self) -> int:
        """Position in `BANDS` of the tie's strength on the day of the ask."""
        return _find_band(self.strength)

    @property
    def is_granted(self) -> bool | None:
        """Whether it was granted; silence counts as a refusal; None while it is pending or nobody said."""
        if self.entry.outcome == GRANTED:
            return True
        return False if self.entry.outcome in _REFUSED else None


@lru_cache(maxsize=10_000)
def _find_band(strength: float | None) -> int:
    return int(band_of(np.array([np.nan if strength is None else strength]))[0])


def find_asks(world: World, lens: Lens, own: frozenset[int]) -> tuple[LoggedAsk, ...]:
    """Every ask of somebody outside the firm that certainly happened by the day, oldest first.

    Args:
        world: where they are logged. lens: its rule of strength, and whether the certain alone counts, hold for each.
        own: positions of the firm and its people.
    """
    logged = [entry for entry in world.entries_by_type(Interaction) if entry.kind == "ask" and _has_come(world, entry)]
    groups: dict[object, list[tuple[Interaction, tuple[int, ...]]]] = {}
    for entry in sorted(logged, key=_order):
        asked = find_asked(world.actors, entry)
        if not own.issuperset(asked):
            groups.setdefault(_same(world.actors, entry, asked), []).append((entry, asked))
    history = _History(world, lens, own, [asked for group in groups.values() for _, asked in group])
    return tuple(sorted((_settle(history, group) for group in groups.values()), key=lambda ask: _order(ask.first)))


def learn(asks: Iterable[LoggedAsk]) -> PassingOn:
    """How chances are made once these asks are known; those without an outcome teach nothing."""
    granted, refused = [0] * len(BANDS), [0] * len(BANDS)
    for ask in asks:
        if ask.is_granted is not None:
            (granted if ask.is_granted else refused)[ask.band] += 1
    return PassingOn(granted=(granted[0], granted[1], granted[2]), refused=(refused[0], refused[1], refused[2]))


def count_asked_lately(world: World) -> Counter[int] | None:
    """How often each actor was asked lately, by position; None where the record logs no asks at all.

    An ask counts where it may have happened within the last `asked_lately_days` (`parameters/reach.yaml`) or, however
    old, while its answer is pending. Every one that was logged counts, repeated ones too: each takes somebody's time.
    """
    asks = [entry for entry in world.entries_by_type(Interaction) if entry.kind == "ask"]
    since = world.day - timedelta(days=int(get_parameter("reach", "asked_lately_days")))
    lately = [ask for ask in asks if ask.outcome == "pending" or (ask.begin.latest or date.min) >= since]
    return Counter(position for ask in lately for position in find_asked(world.actors, ask)) if asks else None


def find_asked(actors: Actors, ask: Interaction) -> tuple[int, ...]:
    """Positions of those an ask went to.

    Where nobody is marked as asked, they are all who are neither marked as asking nor as the one to be reached.
    """
    parts, others = get_parameter("passing_on", "asked_parts"), get_parameter("passing_on", "other_parts")
    marked = [actor for actor, part in ask.participants if part in parts]
    named = marked or [actor for actor, part in ask.participants if part not in others]
    return tuple(sorted({actors.position_by_id[actor] for actor in named if actor in actors.position_by_id}))


def _has_come(world: World, ask: Interaction) -> bool:
    return ask.begin.latest is not None and ask.begin.latest <= world.day


def _order(ask: Interaction) -> tuple[date, str]:
    return ask.begin.latest or date.min, ask.id


def _same(actors: Actors, ask: Interaction, asked: tuple[int, ...]) -> object:
    """What makes two asks one: the same people asked, for the same thing; an ask for nothing named stands alone."""
    targets = tuple(
        sorted(actors.position_by_id.get(actor, -1) for actor, part in ask.participants if part == "target")
    )
    return (asked, ask.about, ask.topic, targets) if ask.about or ask.topic or targets else ask.id


def _settle(history: _History, group: Sequence[tuple[Interaction, tuple[int, ...]]]) -> LoggedAsk:
    """One ask of all the times it was logged: dated by the first, with the last outcome that somebody gave."""
    first, asked = group[0]
    day = first.begin.latest
    assert day is not None, "asks without a day were left out"
    decided = [entry for entry, _ in group if entry.outcome == GRANTED or entry.outcome in _REFUSED]
    entry = decided[-1] if decided else group[-1][0]
    return LoggedAsk(
        first=first,
        entry=entry,
        repeats=tuple(other.id for other, _ in group if other is not entry),
        asked=asked,
        strength=history.strength_on(day, asked, without={other.id for other, _ in group}),
    )


class _History:
    """What was known of our ties with those asked; for each ask, a record of them alone keeps looking back cheap."""

    def __init__(self, world: World, lens: Lens, inside: frozenset[int], asked: Iterable[tuple[int, ...]]) -> None:
        actors, self._inside = world.actors, inside
        positions = {position for group in asked for position in group} - inside
        own = {id_ for id_, position in actors.position_by_id.items() if position == world.firm}
        self._firm = min(own, default=None)
        self._lens = Lens(firm=self._firm, strength=lens.strength, certain_only=lens.certain_only)
        self._world = world
        bonds = [entry for entry in world.held if isinstance(entry, Tie | Agreement | Interaction)] if positions else []
        named = [[actors.position_by_id.get(target) for _, target in referred_ids(entry)] for entry in bonds]
        self._our_places = [
            entry
            for entry, places in zip(bonds, named, strict=True)
            if isinstance(entry, Tie) and entry.kind == "affiliation" and world.firm in places
        ]
        # whoever was ever with us: only ties between them and those asked can have borne an ask
        ours = {actors.position_by_id.get(end) for tie in self._our_places for end in (tie.sender, tie.receiver)}
        ours = (ours | {world.firm}) - {None}
        self._by_asked: dict[int, list[Entry]] = {position: [] for position in positions}
        for entry, places in zip(bonds, named, strict=True):
            if not ours.isdisjoint(places):
                for position in positions.intersection(places):
                    self._by_asked[position].append(entry)

    @cached_property
    def _ids_by_position(self) -> Mapping[int, Sequence[str]]:
        found: dict[int, list[str]] = {}
        for id_, position in self._world.actors.position_by_id.items():
            found.setdefault(position, []).append(id_)
        return found

    @cached_property
    def _judgements(self) -> Mapping[str, Sequence[Judgement]]:
        found: dict[str, list[Judgement]] = {}
        for entry in find_entries(self._world.held, Judgement):
            for id_ in {entry.left, entry.right}:
                found.setdefault(id_, []).append(entry)
        return found

    def strength_on(self, day: date, asked: tuple[int, ...], without: set[str]) -> float | None:
        """Strength of the strongest tie between our side and those asked; None where no tie or no strength is known.

        Our own people who were asked along with others are not those asked: ties with them bear no ask.
        """
        if self._firm is None:
            return None
        outside = tuple(position for position in asked if position not in self._inside)
        record = MemoryRecord(name="asks", held=tuple(self._find_bearing(outside, without)))
        world = build_world(record, self._lens, day)
        ours = _find_ours(world)
        theirs = {world.actors.position_by_id[self._world.actors.held[position].id] for position in outside}
        strengths = [
            float(world.used[tie])
            for tie, (sender, receiver) in enumerate(zip(world.ties.sender, world.ties.receiver, strict=True))
            if (sender in ours and receiver in theirs) or (receiver in ours and sender in theirs)
        ]
        return max((strength for strength in strengths if not np.isnan(strength)), default=None)

    def _find_bearing(self, asked: tuple[int, ...], without: set[str]) -> Iterator[Entry]:
        """What bears on our ties with those asked, with who is ours, who is who and what it rests on."""
        held, position_of = self._world.entry_by_id, self._world.actors.position_by_id
        bonds = [entry for position in asked for entry in self._by_asked[position] if entry.id not in without]
        ends = {position_of.get(target) for entry in bonds for _, target in referred_ids(entry)} | {self._world.firm}
        with_us = [
            one for one in self._our_places if {position_of.get(one.sender), position_of.get(one.receiver)} <= ends
        ]
        kept = {entry.id: entry for entry in (*with_us, *bonds)}
        resting = dict.fromkeys(id_ for entry in kept.values() for id_ in entry.evidence)
        yield from (held[id_] for id_ in resting if id_ in held)
        places = {position_of.get(target) for entry in kept.values() for _, target in referred_ids(entry)}
        places |= {*asked, self._world.firm}
        named = [
            id_ for position in sorted(p for p in places if p is not None) for id_ in self._ids_by_position[position]
        ]
        yield from (entry for id_ in named if isinstance(entry := held.get(id_), Actor))
        together = {entry.id: entry for id_ in named for entry in self._judgements.get(id_, ())}
        yield from (entry for entry in together.values() if {entry.left, entry.right} <= set(named))
        yield from kept.values()


def _find_ours(world: World) -> set[int]:
    """Positions of the firm and of its people on the world's day."""
    found = {-1 if world.firm is None else world.firm}
    for tie in np.flatnonzero(world.free):
        ends = {int(world.ties.sender[tie]), int(world.ties.receiver[tie])}
        if world.firm in ends:
            found |= {end for end in ends if world.actors.is_person[end]}
    return found
