"""From who took part in what to who is tied to whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bridgehead.network import kernels
from bridgehead.network.graph import Floats, Offsets, TieArrayError


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
    # what an event adds depends on its size alone, so pairs are sorted with the size and not with the event
    sizes, label = np.unique(np.diff(bounds), return_inverse=True)
    is_left_out = sizes > (np.inf if largest is None else largest)
    bits = len(sizes).bit_length()
    kept = np.where(is_left_out[label], -1, label)
    keys = np.sort(kernels.pairing.write_pairs(bounds, actors, kept, 0, n_actors, n_actors, bits))
    pairs = keys >> bits
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    added = 1 / np.maximum(sizes - 1, 1)[keys & (2**bits - 1)]
    pair = pairs[starts]
    return Projection(
        first=pair // max(n_actors, 1),
        second=pair % max(n_actors, 1),
        strength=np.add.reduceat(added, starts) if len(starts) else np.zeros(0),
        events=np.diff(starts, append=len(keys)),
        left_out=int(is_left_out[label].sum()),
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
