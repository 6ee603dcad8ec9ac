"""Reverse-reachable sets: who could have passed the word on to a target; and the sets each chosen actor covers."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

_STEP = np.uint64(0x9E3779B97F4A7C15)
#: a draw's upper 53 bits make a fraction in [0, 1)
_FRACTION = 2.0**-53
#: from here on testing each arc costs less than the logarithm that skips several
_DENSE = 0.2


@njit(cache=True, nogil=True, inline="always")
def _mix(value: np.uint64) -> np.uint64:
    """A bijective scramble of 64 bits: the finisher of SplitMix64 (Steele, Lea & Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@njit(cache=True, nogil=True)
def draw_sets(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    chance: NDArray[np.float64],
    scale: NDArray[np.float64],
    place: NDArray[np.int32],
    roots: NDArray[np.int32],
    seed: np.uint64,
    first: int,
    offsets: NDArray[np.int64],
    members: NDArray[np.int32],
) -> tuple[int, int]:
    """Draw the sets of `roots[first:]` until the room in `members` is used up.

    An actor's arcs are tried with their chances falling: from an arc of chance p the next live one is a geometric step
    ahead, and is kept with its own chance over p. A set's coins depend on the seed and its number alone.

    Args:
        indptr, indices: arcs by the actor they lead to. chance: (n_arcs,) falling within each actor.
        scale: (n_arcs,) 1 / log(1 - chance). place: (n_actors,) number of a candidate, -1 for none, -2 for an actor
            who has the word already: a set that meets one is empty.
        offsets: (n_sets + 1,) and members: written from `offsets[first]` on.

    Returns:
        How many sets are drawn in all, and the actors visited for the new ones.
    """
    n_actors = len(indptr) - 1
    room = (place >= 0).sum()
    seen = np.full(n_actors, -1, np.int32)
    queue = np.empty(n_actors, np.int32)
    visits = 0
    for number in range(first, len(roots)):
        begin = offsets[number]
        if begin + room > len(members):
            return number, visits
        state = _mix(seed ^ _mix(np.uint64(number) * _STEP + _STEP))
        root = roots[number]
        queue[0] = root
        seen[root] = number
        length, ahead, end = 1, 0, begin
        while ahead < length:
            actor = queue[ahead]
            ahead += 1
            own = place[actor]
            if own == -2:
                end = begin
                break
            if own >= 0:
                members[end] = own
                end += 1
            arc, last = indptr[actor], indptr[actor + 1]
            while arc < last:
                most = chance[arc]
                if most <= 0.0:
                    break
                if most < _DENSE:
                    state += _STEP
                    draw = (np.float64(_mix(state) >> np.uint64(11)) + 0.5) * _FRACTION
                    step = np.log(draw) * scale[arc]
                    if step >= last - arc:
                        break
                    arc += np.int64(step)
                    keep = chance[arc] / most
                else:
                    keep = most
                if keep < 1.0:
                    state += _STEP
                    live = np.float64(_mix(state) >> np.uint64(11)) * _FRACTION < keep
                else:
                    live = True
                if live:
                    other = indices[arc]
                    if seen[other] != number:
                        seen[other] = number
                        queue[length] = other
                        length += 1
                arc += 1
        visits += ahead
        offsets[number + 1] = end
    return len(roots), visits


@njit(cache=True, nogil=True)
def index_sets(
    offsets: NDArray[np.int64], members: NDArray[np.int32], n_candidates: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The sets each candidate is in, in compressed sparse rows."""
    indptr = np.zeros(n_candidates + 1, np.int64)
    for entry in range(offsets[-1]):
        indptr[members[entry] + 1] += 1
    for candidate in range(n_candidates):
        indptr[candidate + 1] += indptr[candidate]
    fill = indptr[:-1].copy()
    sets = np.empty(offsets[-1], np.int32)
    for number in range(len(offsets) - 1):
        for entry in range(offsets[number], offsets[number + 1]):
            candidate = members[entry]
            sets[fill[candidate]] = number
            fill[candidate] += 1
    return indptr, sets


@njit(cache=True, nogil=True)
def add_weights(
    offsets: NDArray[np.int64], members: NDArray[np.int32], weight: NDArray[np.float64], n_candidates: int
) -> NDArray[np.float64]:
    """The weight of the sets each candidate is in: (n_candidates,)."""
    gains = np.zeros(n_candidates, np.float64)
    for number in range(len(offsets) - 1):
        for entry in range(offsets[number], offsets[number + 1]):
            gains[members[entry]] += weight[number]
    return gains


@njit(cache=True, nogil=True)
def cover(
    offsets: NDArray[np.int64],
    members: NDArray[np.int32],
    weight: NDArray[np.float64],
    sets: NDArray[np.int32],
    times: NDArray[np.int32],
    gains: NDArray[np.float64],
) -> float:
    """Cover a candidate's sets: counts in `times`, takes newly covered ones out of `gains`; returns their weight."""
    gained = 0.0
    for number in sets:
        if times[number] == 0:
            gained += weight[number]
            for entry in range(offsets[number], offsets[number + 1]):
                gains[members[entry]] -= weight[number]
        times[number] += 1
    return gained


@njit(cache=True, nogil=True)
def uncover(
    offsets: NDArray[np.int64],
    members: NDArray[np.int32],
    weight: NDArray[np.float64],
    sets: NDArray[np.int32],
    times: NDArray[np.int32],
    gains: NDArray[np.float64],
) -> float:
    """Undo `cover`; returns the weight of the sets that nobody covers any more."""
    lost = 0.0
    for number in sets:
        times[number] -= 1
        if times[number] == 0:
            lost += weight[number]
            for entry in range(offsets[number], offsets[number + 1]):
                gains[members[entry]] += weight[number]
    return lost
