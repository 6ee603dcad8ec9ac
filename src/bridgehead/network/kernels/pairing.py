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
def count_runs(keys: NDArray[np.int64], bits: int) -> int:
    """Number of different pairs among ascending keys, as `write_pairs` makes them."""
    runs = 0
    for place in range(len(keys)):
        if place == 0 or keys[place] >> bits != keys[place - 1] >> bits:
            runs += 1
    return runs


@njit(cache=True, nogil=True)
def sum_runs(
    keys: NDArray[np.int64],
    bits: int,
    low: int,
    n_actors: int,
    given: NDArray[np.float64],
    day: NDArray[np.int32],
    one: NDArray[np.int32],
    other: NDArray[np.int32],
    strength: NDArray[np.float64],
    shared: NDArray[np.int32],
    first: NDArray[np.int32],
    last: NDArray[np.int32],
) -> None:
    """Write what the labels of each pair give, into arrays (n_runs,): the sum of `given`, how many, and their days.

    Args: keys: ascending; given, day: of each label, days ascending, unknown ones last and lower than every other.
    """
    pair = -1
    for place in range(len(keys)):
        label = keys[place] & ((1 << bits) - 1)
        if place == 0 or keys[place] >> bits != keys[place - 1] >> bits:
            pair += 1
            found = keys[place] >> bits
            one[pair], other[pair] = found // n_actors + low, found % n_actors
            strength[pair], shared[pair] = 0.0, 0
            first[pair] = last[pair] = day[label]
        strength[pair] += given[label]
        shared[pair] += 1
        last[pair] = max(last[pair], day[label])


@njit(cache=True, nogil=True)
def place_arcs(
    first: NDArray[np.int32], second: NDArray[np.int32], ptr: NDArray[np.int64], other: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Write each pair's ends into the rows of either: (n_arcs,) the pair that stands at each place.

    Args: first, second: (n_pairs,) the lower and the higher actor, ascending; ptr: (n_actors + 1,) where rows begin.
    """
    free = ptr[:-1].copy()
    pair_of_arc = np.empty(2 * len(first), np.int64)
    # lower neighbours come first in a row: the pairs that end in an actor, by their lower actor
    for pair in range(len(first)):
        place = free[second[pair]]
        other[place], pair_of_arc[place] = first[pair], pair
        free[second[pair]] = place + 1
    for pair in range(len(first)):
        place = free[first[pair]]
        other[place], pair_of_arc[place] = second[pair], pair
        free[first[pair]] = place + 1
    return pair_of_arc
