"""Lessons: pairs as they were known at an earlier time, with what became of them since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bridgehead.record.parameters import get_parameter
from bridgehead.registry.arrays import UNKNOWN_DAY, Registry, count_days
from bridgehead.registry.candidates import list_candidates
from bridgehead.registry.features import Describer
from bridgehead.registry.past import Actors, Floats, Ints, Past, look_back
from bridgehead.registry.projecting import project

_ASKED_AT_ONCE = 1024


def find_new_ties(registry: Registry, past: Past, until: date) -> tuple[Ints, Actors]:
    """New ties by organisation: where the new partners of each begin (n + 1,), and the partners, ascending.

    New is a tie of events that begin from the past's day on and before `until`, between two organisations known by
    then that were not tied. Events of too many participants tie nobody, as ever.

    Args:
        registry: with the events of that time. past: what was known before it.
    """
    begin, size = registry.events.begin, registry.event_size
    inside = (begin != UNKNOWN_DAY) & (begin >= past.day) & (begin < count_days(until))
    ptr = np.concatenate([[0], np.cumsum(size[inside])]).astype(np.int64)
    actors = registry.event_actor[np.repeat(inside, size)]
    n = registry.n_organisations
    ties = project(ptr, actors, begin[inside], n_organisations=n, largest=registry.largest)
    found = _key(ties.ptr, ties.other, n)
    old = past.registry.ties
    found = found[~np.isin(found, _key(old.ptr, old.other, n), assume_unique=True)]
    one, other = found // n, found % n
    both = past.is_known[one] & past.is_known[other]
    return np.searchsorted(one[both], np.arange(n + 1)).astype(np.int64), other[both].astype(np.int32)


def _key(ptr: Ints, other: Actors, n: int) -> Ints:
    return np.repeat(np.arange(n), np.diff(ptr)) * n + other


def is_among(new: tuple[Ints, Actors], one: Actors, other: Actors) -> NDArray[np.bool_]:
    """Whether each pair is among new ties; all of shape (n_pairs,)."""
    n = len(new[0]) - 1
    keys = _key(*new, n)
    wanted = one.astype(np.int64) * n + other
    place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    return keys[place] == wanted if len(keys) else np.zeros(len(wanted), dtype=np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lesson:
    """Described pairs with what became of them.

    Attributes:
        features: names, matrix: (n_pairs, n_features) their values. became: (n_pairs,) whether the two got tied.
        weight: (n_pairs,) how many pairs each stands for. asker: (n_pairs,) who was asked.
        sizes: (n_lists,) pairs of each list, in order; a list is of one asker at one time.
    """

    features: tuple[str, ...]
    matrix: NDArray[np.float32]
    became: NDArray[np.bool_]
    weight: Floats
    asker: Actors
    sizes: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taught:
    """What is learned from.

    Attributes:
        past: as it was known at the first lesson's time, by which `calibrate` is described.
        fit: of all lessons. calibrate: of the first alone, with organisations that nobody is fitted on.
    """

    past: Past
    fit: Lesson
    calibrate: Lesson


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Time:
    """A time pairs are described at, and what followed until the day."""

    past: Past
    new: tuple[Ints, Actors]
    describer: Describer


def teach(known: Registry, day: date, *, generator: np.random.Generator, threads: int) -> Taught | None:
    """Lessons of several times before the day, each on what followed until it; None where the first has too little.

    Args:
        known: as known before the day. day: as above. generator: of what is drawn. threads: how many work at once.
    """
    first, *others = (int(days) for days in get_parameter("next_partner", "lesson_days"))
    year = _go_back(known, day, first)
    if year is None:
        return None
    sample = get_parameter("next_partner", "sample")
    n_apart = max(int(len(year.past.known) * float(sample["held_out"])), int(sample["least_held_out"]))
    is_apart = np.zeros(known.n_organisations, dtype=np.bool_)
    is_apart[generator.permutation(year.past.known)[:n_apart]] = True
    times = [year, *(time for days in others if (time := _go_back(known, day, days)) is not None)]
    share = float(sample["share_of_others"])
    fits = [
        _prepare(time, asked, among=~is_apart, share=share, generator=generator, threads=threads)
        for time in times
        for asked in [_choose(time, is_apart, generator)]
    ]
    return Taught(
        past=year.past,
        fit=_join(fits),
        calibrate=_prepare_to_calibrate(year, is_apart, generator=generator, threads=threads),
    )


def _go_back(known: Registry, day: date, days: int) -> _Time | None:
    """What was known so many days before the day, and the new ties since; None where they are too few."""
    past = look_back(known, day - timedelta(days=days))
    new = find_new_ties(known, past, day)
    if len(new[1]) // 2 < int(get_parameter("next_partner", "least_new_ties")):
        return None
    return _Time(past=past, new=new, describer=Describer(past))


def _split_known(time: _Time) -> tuple[Actors, Actors]:
    """Those known that got a new partner, and those that did not."""
    is_new = np.diff(time.new[0])[time.past.known] > 0
    return time.past.known[is_new], time.past.known[~is_new]


def _choose(time: _Time, is_apart: NDArray[np.bool_], generator: np.random.Generator) -> Actors:
    """Whom to fit on: those with a new partner, for of the others no order is right; of many, as many as are drawn."""
    with_new, _ = _split_known(time)
    fitting = generator.permutation(with_new[~is_apart[with_new]])
    return fitting[: int(get_parameter("next_partner", "sample")["with_new"])]


def _prepare_to_calibrate(
    time: _Time, is_apart: NDArray[np.bool_], *, generator: np.random.Generator, threads: int
) -> Lesson:
    """Pairs of some of everybody, with and without a new partner, each for its share, with those kept apart.

    Who was listed before is known to the trees by how it fared in that very time; chances have to hold for others.
    """
    most = int(get_parameter("next_partner", "sample")["calibrating"])
    whole = _split_known(time)
    drawn = [generator.permutation(part)[:most] for part in whole]
    stands_for = [len(part) / max(len(few), 1) for part, few in zip(whole, drawn, strict=True)]
    weight = np.repeat(stands_for, [len(few) for few in drawn])
    return _prepare(time, np.concatenate(drawn), among=is_apart, weight=weight, generator=generator, threads=threads)


def _prepare(
    time: _Time,
    asked: Actors,
    *,
    among: NDArray[np.bool_],
    generator: np.random.Generator,
    threads: int,
    share: float = 1.0,
    weight: Floats | None = None,
) -> Lesson:
    """Described pairs of some organisations with some of those listed; of pairs that stayed apart a share is kept."""
    stands_for = np.ones(len(asked)) if weight is None else weight
    parts = []
    for start in range(0, max(len(asked), 1), _ASKED_AT_ONCE):
        block = slice(start, start + _ASKED_AT_ONCE)
        listed = list_candidates(time.past, asked[block], threads=threads)
        became = is_among(time.new, listed.asker, listed.who)
        kept = became | (generator.random(len(became)) < share)
        kept &= among[listed.who]
        described = time.describer.describe(listed)
        features = tuple(described)
        parts.append(
            Lesson(
                features=features,
                matrix=stack_features(described, features)[kept],
                became=became[kept],
                weight=np.repeat(stands_for[block], np.diff(listed.ptr))[kept],
                asker=listed.asker[kept],
                sizes=np.diff(np.concatenate([[0], np.cumsum(kept)])[listed.ptr]),
            )
        )
    return _join(parts)


def stack_features(described: Mapping[str, NDArray[np.float32]], features: Sequence[str]) -> NDArray[np.float32]:
    """(n_pairs, n_features) described pairs as a matrix."""
    return np.column_stack([described[name] for name in features])


def _join(lessons: Sequence[Lesson]) -> Lesson:
    """Lessons on the same features as one."""
    columns = ("matrix", "became", "weight", "asker", "sizes")
    joined = {name: np.concatenate([getattr(each, name) for each in lessons]) for name in columns}
    return Lesson(features=lessons[0].features, **joined)
