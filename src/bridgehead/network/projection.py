"""From who took part in what to who is tied to whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bridgehead.network.graph import Floats, Offsets, TieArrayError
from bridgehead.network.pairing import meet


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Pairs of actors that took part in the same events.

    Attributes:
        first: (n_pairs,) the lower actor of each pair. second: (n_pairs,) the higher; pairs ascend.
        strength: (n_pairs,) sum of 1 / (n - 1) over the shared events, n their number of actors.
        events: (n_pairs,) how many they share. left_out: events of more actors than allowed.
    """

    first: Offsets
    second: Offsets
    strength: Floats
    events: Offsets
    left_out: int


def project(event: ArrayLike, actor: ArrayLike, *, largest: int | None = None) -> Projection:
    """The ties that common events make, each event of n actors adding 1 / (n - 1) to each of its pairs.

    Args:
        event: (n_participations,) number of the event, from 0. actor: (n_participations,) number of the actor, from 0.
            Taking part twice in one event counts once.
        largest: events of more actors are left out and counted; all count by default.

    Raises:
        TieArrayError: arrays of different length, or a number below 0.

    References:
        Newman 2001, doi:10.1103/PhysRevE.64.016132.

    >>> found = project([0, 0, 1, 1, 1], [0, 1, 0, 1, 2])
    >>> found.strength.tolist(), found.events.tolist()
    ([1.5, 0.5, 0.5], [2, 1, 1])
    """
    events, actors = _check_participations(event, actor)
    n_actors = int(actors.max(initial=-1)) + 1
    taking_part = np.unique(events * n_actors + actors)
    events, actors = (taking_part // n_actors, taking_part % n_actors) if n_actors else (taking_part, taking_part)
    bounds = np.flatnonzero(np.diff(events, prepend=-1, append=events.max(initial=-1) + 1))
    if not len(events):
        bounds = np.zeros(1, dtype=np.int64)
    size = np.diff(bounds)
    most = int(size.max(initial=0)) if largest is None else min(largest, int(size.max(initial=0)))
    found = meet(
        bounds,
        actors.astype(np.int32),
        np.zeros(len(size), dtype=np.int32),
        1 / np.maximum(np.arange(most + 1) - 1, 1),
        n_actors=n_actors,
        both=False,
        unknown=-1,
    )
    return Projection(
        first=np.repeat(np.arange(n_actors), np.diff(found.ptr)),
        second=found.other.astype(np.int64),
        strength=found.strength,
        events=found.shared.astype(np.int64),
        left_out=0 if largest is None else int((size > largest).sum()),
    )


def _check_participations(event: ArrayLike, actor: ArrayLike) -> tuple[Offsets, Offsets]:
    events = np.asarray(event, dtype=np.int64).ravel()
    actors = np.asarray(actor, dtype=np.int64).ravel()
    if len(events) != len(actors):
        raise TieArrayError("actor", f"{len(actors)} rows", f"one for each of the {len(events)} participations")
    for name, numbers in (("event", events), ("actor", actors)):
        if numbers.min(initial=0) < 0:
            raise TieArrayError(name, numbers.min(), "a number from 0 on")
    return events, actors
