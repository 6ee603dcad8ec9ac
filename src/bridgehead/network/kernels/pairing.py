"""All pairs of actors that took part in the same events, and pairs as rows of either end."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def write_pairs(
    bounds: NDArray[np.int64],
    actor: NDArray[np.signedinteger],
    label: NDArray[np.int64],
    low: int,
    high: int,
    n_actors: int,
    bits: int,
) -> NDArray[np.int64]:
    """One key for each pair in each event: (n_pairs,) (lower actor - low) * n_actors + higher actor, then the label.

    Args: bounds: (n_events + 1,) where each event's actors begin, ascending within it; label: (n_events,) -1 to leave
    the event out, else a number of at most `bits` bits; low, high: pairs whose lower actor is from low to high - 1.
    """
    total = 0
    for event in range(len(label)):
        if label[event] < 0:
            continue
        for one in range(bounds[event], bounds[event + 1]):
            if low <= actor[one] < high:
                total += bounds[event + 1] - one - 1
    keys = np.empty(total, np.int64)
    place = 0
    for event in range(len(label)):
        if label[event] < 0:
            continue
        for one in range(bounds[event], bounds[event + 1]):
            if actor[one] >= high:
                break
            if actor[one] < low:
                continue
            for other in range(one + 1, bounds[event + 1]):
                keys[place] = ((actor[one] - low) * np.int64(n_actors) + actor[other]) << bits | label[event]
                place += 1
    return keys


@njit(cache=True, nogil=True)
def place_arcs(
    first: NDArray[np.int32], second: NDArray[np.int32], ptr: NDArray[np.int64], arc: NDArray[np.int64]
) -> None:
    """Write where each pair stands in the rows of its two ends: arc (n_pairs, 2), first end's row, second end's row.

    Args: first, second: (n_pairs,) the lower and the higher actor, ascending; ptr: (n_actors + 1,) where rows begin.
    """
    free = ptr[:-1].copy()
    # lower neighbours come first in a row: the pairs that end in an actor, by their lower actor
    for pair in range(len(first)):
        arc[pair, 1] = free[second[pair]]
        free[second[pair]] += 1
    for pair in range(len(first)):
        arc[pair, 0] = free[first[pair]]
        free[first[pair]] += 1
