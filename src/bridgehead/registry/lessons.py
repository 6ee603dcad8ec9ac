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
    """

    features: tuple[str, ...]
    matrix: NDArray[np.float32]
    became: NDArray[np.bool_]
    weight: Floats
    asker: Actors

    def take(self, names: Sequence[str]) -> NDArray[np.float32]:
        """Some of the features."""
        return self.matrix[:, [self.features.index(name) for name in names]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taught:
    """Lessons of one time: to fit, to stop, to calibrate; of organisations that are in one of them only."""

    past: Past
    fit: Lesson
    stop: Lesson
    calibrate: Lesson


def teach(known: Registry, day: date, days: int, *, generator: np.random.Generator, threads: int) -> Taught | None:
    """What became of pairs in so many days before the day; None where too few became tied."""
    past = look_back(known, day - timedelta(days=days))
    new = find_new_ties(known, past, day)
    if len(new[1]) // 2 < int(get_parameter("next_partner", "least_new_ties")):
        return None
    drawn = _draw_asked(past, new, generator)
    describer = Describer(past)
    lessons = [
        _prepare(past, describer, new, *part, share=share, generator=generator, threads=threads)
        for part, share in zip(drawn, (_share_of_others(), _share_of_others(), 1.0), strict=True)
    ]
    return Taught(past=past, fit=lessons[0], stop=lessons[1], calibrate=lessons[2])


_Drawn = tuple[Actors, Floats]


def _draw_asked(past: Past, new: tuple[Ints, Actors], generator: np.random.Generator) -> tuple[_Drawn, _Drawn, _Drawn]:
    """Organisations to fit, to stop and to calibrate by, and how many each stands for.

    A ranking is fitted on those that got a new partner, for of the others no order is right; chances are for everybody,
    so that they are calibrated on both, each in its share.
    """
    sample = get_parameter("next_partner", "sample")
    is_new = np.diff(new[0])[past.known] > 0
    with_new, without = generator.permutation(past.known[is_new]), generator.permutation(past.known[~is_new])
    held_out = int(len(with_new) * float(sample["held_out"]))
    stop, calibrate, fit = np.split(with_new, [held_out, 2 * held_out])
    fit, idle = fit[: int(sample["with_new"])], without[: int(sample["without_new"])]
    weights = [len(with_new) / max(len(calibrate), 1), len(without) / max(len(idle), 1)]
    return (
        (fit, np.ones(len(fit))),
        (stop, np.ones(len(stop))),
        (np.concatenate([calibrate, idle]), np.repeat(weights, [len(calibrate), len(idle)])),
    )


def _share_of_others() -> float:
    return float(get_parameter("next_partner", "sample")["share_of_others"])


def _prepare(
    past: Past,
    describer: Describer,
    new: tuple[Ints, Actors],
    asked: Actors,
    weight: Floats,
    *,
    share: float,
    generator: np.random.Generator,
    threads: int,
) -> Lesson:
    """Described pairs of some organisations; of those that stayed apart only a share is kept."""
    features: tuple[str, ...] = ()
    matrices, labels, weights, askers = [], [], [], []
    for start in range(0, max(len(asked), 1), _ASKED_AT_ONCE):
        block = slice(start, start + _ASKED_AT_ONCE)
        listed = list_candidates(past, asked[block], threads=threads)
        became = is_among(new, listed.asker, listed.who)
        kept = became | (generator.random(len(became)) < share)
        described = describer.describe(listed)
        features = tuple(described)
        matrices.append(stack_features(described, features)[kept])
        labels.append(became[kept])
        weights.append(np.repeat(weight[block], np.diff(listed.ptr))[kept])
        askers.append(listed.asker[kept])
    return Lesson(
        features=features,
        matrix=np.concatenate(matrices),
        became=np.concatenate(labels),
        weight=np.concatenate(weights),
        asker=np.concatenate(askers),
    )


def stack_features(described: Mapping[str, NDArray[np.float32]], features: Sequence[str]) -> NDArray[np.float32]:
    """(n_pairs, n_features) described pairs as a matrix."""
    return np.column_stack([described[name] for name in features])


def join_lessons(one: Lesson, other: Lesson) -> Lesson:
    """Two lessons on the same features as one."""
    assert one.features == other.features
    return Lesson(
        features=one.features,
        matrix=np.concatenate([one.matrix, other.matrix]),
        became=np.concatenate([one.became, other.became]),
        weight=np.concatenate([one.weight, other.weight]),
        asker=np.concatenate([one.asker, other.asker]),
    )
