"""All pairs of actors that took part in the same events, row by row, and pairs as rows of either end.

An actor's events are at hand, so going through the actors in order and handing each to everybody it met sorts what
everybody receives: rows come out in order without a sort. Rows are handed out in two steps, to a block of rows and
then, within the processor's cache, to the row, for writing to a million places at once would wait for memory.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

#: events looked up together, so that the processor waits for them at once and not one after the other
_AHEAD = 256


@njit(cache=True, nogil=True)
def count_meetings(
    bounds: NDArray[np.int64], actor: NDArray[np.int32], most: int, both: bool, counts: NDArray[np.int64]
) -> None:
    """Add to (n_actors, 2) the events of each actor where it is met, and those it met there, once for each event.

    Args: bounds: (n_events + 1,) where each event's actors begin, ascending within it; most: events of more actors are
    left out; both: whether everybody meets everybody, or the lower actor meets the higher.
    """
    for event in range(len(bounds) - 1):
        begin, end = bounds[event], bounds[event + 1]
        if 2 <= end - begin <= most:
            for place in range(begin, end):
                counts[actor[place], 0] += both or place > begin
                counts[actor[place], 1] += end - begin - 1 if both else end - place - 1


@njit(cache=True, nogil=True)
def list_events(
    bounds: NDArray[np.int64],
    actor: NDArray[np.int32],
    day: NDArray[np.int32],
    most: int,
    both: bool,
    free: NDArray[np.int64],
    events: NDArray[np.int32],
) -> None:
    """Write the events where each actor is met into its rows of (n, 4).

    A row says where those who meet the actor begin and end, how many take part, and the day.

    Args: most, both: as `count_meetings`; free: (n_actors,) where each actor's rows begin, moved on.
    """
    for event in range(len(bounds) - 1):
        begin, end = bounds[event], bounds[event + 1]
        if 2 <= end - begin <= most:
            for place in range(begin if both else begin + 1, end):
                row = free[actor[place]]
                events[row, 0], events[row, 1] = begin, end if both else place
                events[row, 2], events[row, 3] = end - begin, day[event]
                free[actor[place]] = row + 1


@njit(cache=True, nogil=True)
def hand_out(
    actor: NDArray[np.int32],
    ptr: NDArray[np.int64],
    events: NDArray[np.int32],
    lowest: int,
    low: int,
    high: int,
    shift: int,
    free: NDArray[np.int64],
    met: NDArray[np.uint32],
) -> int:
    """Tell the actors low..high - 1 whom they met: (n_met, 3) own number within the block and size, the other, the day.

    Args: ptr, events: of each actor, as `list_events`; lowest: the first who is met by any of them; shift: a block is
    2^shift actors, and a size has 32 - shift bits; free: (n_blocks,) where each block's rows begin, moved on.

    Returns a number without meaning, for which events are read ahead.
    """
    mask, seen, ahead = (1 << shift) - 1, 0, 0
    for other in range(lowest, len(ptr) - 1):
        for row in range(ptr[other], ptr[other + 1]):
            if row >= ahead:
                ahead = min(row + _AHEAD, len(events))
                for later in range(row, ahead):
                    seen += actor[events[later, 0]] + actor[events[later, 1] - 1]
            for place in range(events[row, 0], events[row, 1]):
                one = actor[place]
                if one >= high:
                    break
                if one >= low and one != other:
                    at = free[one >> shift]
                    met[at, 0], met[at, 1], met[at, 2] = (one & mask) | events[row, 2] << shift, other, events[row, 3]
                    free[one >> shift] = at + 1
    return seen


@njit(cache=True, nogil=True)
def sort_blocks(
    ptr: NDArray[np.int64],
    shift: int,
    low: int,
    high: int,
    held: NDArray[np.uint32],
    met: NDArray[np.uint32],
    counts: NDArray[np.int64],
) -> None:
    """Bring whom the actors low..high - 1 met from blocks into rows, without their own number; count the different.

    Args: ptr: (n_actors + 1,) where each actor's rows begin; low: the first of a block; held: as long as the longest
    block, to work in; met: as `hand_out` left it; counts: (n_actors,).
    """
    mask = (1 << shift) - 1
    for first in range(low, high, mask + 1):
        end = min(first + mask + 1, high)
        begin = ptr[first]
        free = ptr[first:end] - begin
        for row in range(begin, ptr[end]):
            one = met[row, 0] & mask
            at = free[one]
            held[at, 0], held[at, 1], held[at, 2] = met[row, 0] >> shift, met[row, 1], met[row, 2]
            free[one] = at + 1
        for one in range(first, end):
            different = 0
            for row in range(ptr[one], ptr[one + 1]):
                at = row - begin
                met[row, 0], met[row, 1], met[row, 2] = held[at, 0], held[at, 1], held[at, 2]
                different += row == ptr[one] or held[at, 1] != held[at - 1, 1]
            counts[one] = different


@njit(cache=True, nogil=True)
def sum_meetings(
    ptr: NDArray[np.int64],
    met: NDArray[np.uint32],
    given: NDArray[np.float64],
    unknown: int,
    low: int,
    high: int,
    begin: NDArray[np.int64],
    other: NDArray[np.int32],
    strength: NDArray[np.float64],
    shared: NDArray[np.int32],
    first: NDArray[np.int32],
    last: NDArray[np.int32],
) -> None:
    """Write the ties of the actors low..high - 1: what their meetings add up to.

    Args: ptr, met: as `sort_blocks` left them; given: strength that an event gives, by its size; unknown: the day of
    events that have none, before every other; begin: (n_actors + 1,) where each actor's ties begin.
    """
    for one in range(low, high):
        tie = begin[one] - 1
        for row in range(ptr[one], ptr[one + 1]):
            day = np.int32(met[row, 2])
            if row == ptr[one] or met[row, 1] != met[row - 1, 1]:
                tie += 1
                other[tie], strength[tie], shared[tie] = met[row, 1], given[met[row, 0]], 1
                first[tie] = last[tie] = day
            else:
                strength[tie] += given[met[row, 0]]
                shared[tie] += 1
                last[tie] = max(last[tie], day)
                if day != unknown and (first[tie] == unknown or day < first[tie]):
                    first[tie] = day


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
