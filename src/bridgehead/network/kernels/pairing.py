"""All pairs of actors that took part in the same events."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def write_pairs(
    bounds: NDArray[np.int64], actor: NDArray[np.int64], label: NDArray[np.int64], n_actors: int, bits: int
) -> NDArray[np.int64]:
    """One key for each pair in each event: (n_pairs,) lower actor * n_actors + higher actor, then the event's label.

    Args: bounds: (n_events + 1,) where each event's actors begin, ascending within it; label: (n_events,) -1 to leave
    the event out, else a number of at most `bits` bits.
    """
    total = 0
    for event in range(len(label)):
        size = bounds[event + 1] - bounds[event]
        if label[event] >= 0:
            total += size * (size - 1) // 2
    keys = np.empty(total, np.int64)
    place = 0
    for event in range(len(label)):
        if label[event] < 0:
            continue
        for one in range(bounds[event], bounds[event + 1]):
            for other in range(one + 1, bounds[event + 1]):
                keys[place] = (actor[one] * n_actors + actor[other]) << bits | label[event]
                place += 1
    return keys
