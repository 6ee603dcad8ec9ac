"""Who is two ties away, and how strongly: everything a suggestion rests on, in one walk for each organisation."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

#: columns of `walk`: what is summed over the partners in common
COMMON, ADAMIC_ADAR, WEIGHTED, RECENT, ALLOCATED, CHANCE, FRESH, BOTH_RECENT, BOTH_DAMPED = range(9)


@njit(cache=True, nogil=True)
def walk(
    ptr: NDArray[np.int64],
    other: NDArray[np.int32],
    strength: NDArray[np.float64],
    recent: NDArray[np.float64],
    is_fresh: NDArray[np.bool_],
    total: NDArray[np.float64],
    total_recent: NDArray[np.float64],
    asked: NDArray[np.int32],
    extra_ptr: NDArray[np.int64],
    extra: NDArray[np.int32],
    column: int,
    nudge: NDArray[np.float64],
    most: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """For each organisation asked: those to consider, and nine sums over the partners in common with each.

    Considered are the `most` two ties away that lead by one column plus their `nudge`, and those listed for it besides
    (`extra`), without itself and its partners. Returns where each one's list begins (n_asked + 1,), the listed,
    ascending, and (n_listed, 9).
    """
    n = len(ptr) - 1
    sums = np.zeros((n, 9))
    state = np.zeros(n, np.int8)
    touched = np.empty(n, np.int32)
    found_ptr = np.zeros(len(asked) + 1, np.int64)
    room = len(asked) * most + len(extra)
    found, values = np.empty(room, np.int32), np.empty((room, 9))
    at = 0
    for place in range(len(asked)):
        one = asked[place]
        state[one] = 2
        for arc in range(ptr[one], ptr[one + 1]):
            state[other[arc]] = 2
        n_touched = 0
        for arc in range(ptr[one], ptr[one + 1]):
            middle = other[arc]
            by_degree = 1 / np.log(max(ptr[middle + 1] - ptr[middle], 2))
            by_total = 1 / np.log1p(total[middle])
            share = 1 / (ptr[middle + 1] - ptr[middle])
            step = recent[arc] / total_recent[one] / total_recent[middle]
            for onward in range(ptr[middle], ptr[middle + 1]):
                far = other[onward]
                if state[far] == 2:
                    continue
                if state[far] == 0:
                    state[far] = 1
                    touched[n_touched] = far
                    n_touched += 1
                row = sums[far]
                row[COMMON] += 1
                row[ADAMIC_ADAR] += by_degree
                row[WEIGHTED] += (strength[arc] + strength[onward]) * by_total
                row[RECENT] += (recent[arc] + recent[onward]) * by_total
                row[ALLOCATED] += share
                row[CHANCE] += step * recent[onward]
                if is_fresh[onward]:
                    row[FRESH] += by_total
                both = np.sqrt(recent[arc] * recent[onward])
                row[BOTH_RECENT] += both * by_total
                row[BOTH_DAMPED] += np.sqrt(both) * by_degree
        keys = np.empty(n_touched)
        for number in range(n_touched):
            keys[number] = sums[touched[number], column] + nudge[touched[number]]
        chosen = touched[:n_touched]
        if n_touched > most:
            # the last that is let in; of several equally good ones, those met first
            bar = np.partition(keys, n_touched - most)[n_touched - most]
            left = most - (keys > bar).sum()
            count = 0
            chosen = np.empty(most, np.int32)
            for number in range(n_touched):
                if keys[number] > bar or (keys[number] == bar and left > 0):
                    left -= keys[number] == bar
                    chosen[count] = touched[number]
                    count += 1
        begin = at
        for far in chosen:
            found[at] = far
            state[far] = 3
            at += 1
        for number in range(extra_ptr[place], extra_ptr[place + 1]):
            far = extra[number]
            if state[far] < 2:
                if state[far] == 0:
                    touched[n_touched] = far
                    n_touched += 1
                found[at] = far
                state[far] = 3
                at += 1
        found[begin:at].sort()
        for number in range(begin, at):
            values[number] = sums[found[number]]
        found_ptr[place + 1] = at
        for number in range(n_touched):
            sums[touched[number]] = 0
            state[touched[number]] = 0
        state[one] = 0
        for arc in range(ptr[one], ptr[one + 1]):
            state[other[arc]] = 0
    return found_ptr, found[:at], values[:at]


@njit(cache=True, nogil=True)
def walk_further(
    ptr: NDArray[np.int64],
    other: NDArray[np.int32],
    recent: NDArray[np.float64],
    total_recent: NDArray[np.float64],
    event_ptr: NDArray[np.int64],
    actor_ptr: NDArray[np.int64],
    actor_event: NDArray[np.int32],
    event_weight: NDArray[np.float64],
    asked: NDArray[np.int32],
    found_ptr: NDArray[np.int64],
    found: NDArray[np.int32],
) -> NDArray[np.float64]:
    """For each listed: chance of a random walk of three steps to it, and how far its events are full of our partners.

    A walk goes from partner to partner in proportion to `recent`. An event of weight w and n participants, m of them
    partners of the one asked, gives w * m * m / (n - 1) to the second column, and w * m to the third where m > 1.
    Returns (n_listed, 3).
    """
    n = len(ptr) - 1
    values = np.zeros((len(found), 3))
    chance, touched = np.zeros(n), np.empty(n, np.int32)
    partners, met = np.zeros(len(event_ptr) - 1, np.int32), np.empty(len(event_ptr) - 1, np.int32)
    for place in range(len(asked)):
        one = asked[place]
        n_touched = n_met = 0
        for arc in range(ptr[one], ptr[one + 1]):
            middle = other[arc]
            step = recent[arc] / total_recent[one] / total_recent[middle]
            for onward in range(ptr[middle], ptr[middle + 1]):
                if chance[other[onward]] == 0:
                    touched[n_touched] = other[onward]
                    n_touched += 1
                chance[other[onward]] += step * recent[onward]
            for number in range(actor_ptr[middle], actor_ptr[middle + 1]):
                event = actor_event[number]
                if partners[event] == 0:
                    met[n_met] = event
                    n_met += 1
                partners[event] += 1
        for number in range(found_ptr[place], found_ptr[place + 1]):
            far = found[number]
            for arc in range(ptr[far], ptr[far + 1]):
                if total_recent[other[arc]] > 0:
                    values[number, 0] += chance[other[arc]] * recent[arc] / total_recent[other[arc]]
            for held in range(actor_ptr[far], actor_ptr[far + 1]):
                event = actor_event[held]
                many, size = partners[event], event_ptr[event + 1] - event_ptr[event]
                if many > 0 and size > 1:
                    values[number, 1] += event_weight[event] * many * many / (size - 1)
                if many > 1:
                    values[number, 2] += event_weight[event] * many
        for number in range(n_touched):
            chance[touched[number]] = 0
        for number in range(n_met):
            partners[met[number]] = 0
    return values


@njit(cache=True, nogil=True)
def push_walks(
    ptr: NDArray[np.int64],
    other: NDArray[np.int32],
    recent: NDArray[np.float64],
    total_recent: NDArray[np.float64],
    asked: NDArray[np.int32],
    stop: float,
    least: float,
    most: int,
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The organisations where random walks from each one asked end most often, without itself and its partners.

    A walk ends at each step with chance `stop`. Walks are pushed on until every organisation holds less than `least`
    times its share of arcs. Returns (n_asked, most) with -1 where fewer were reached, and the chances.
    """
    n = len(ptr) - 1
    ended, waiting = np.zeros(n), np.zeros(n)
    is_tied, is_queued = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    queue, touched = np.empty(n, np.int32), np.empty(n, np.int32)
    best, chances = np.full((len(asked), most), -1, np.int32), np.zeros((len(asked), most))
    for place in range(len(asked)):
        one = asked[place]
        waiting[one] = 1.0
        queue[0], touched[0] = one, one
        is_queued[one] = True
        begin, length, n_touched = 0, 1, 1
        while length > 0:
            actor = queue[begin]
            begin = (begin + 1) % n
            length -= 1
            is_queued[actor] = False
            held = waiting[actor]
            waiting[actor] = 0.0
            ended[actor] += stop * held
            if total_recent[actor] <= 0:
                continue
            onward = (1 - stop) * held / total_recent[actor]
            for arc in range(ptr[actor], ptr[actor + 1]):
                far = other[arc]
                given = onward * recent[arc]
                if given > 0 and waiting[far] == 0 and ended[far] == 0:
                    touched[n_touched] = far
                    n_touched += 1
                waiting[far] += given
                if not is_queued[far] and waiting[far] > least * (ptr[far + 1] - ptr[far]):
                    queue[(begin + length) % n] = far
                    is_queued[far] = True
                    length += 1
        for arc in range(ptr[one], ptr[one + 1]):
            is_tied[other[arc]] = True
        is_tied[one] = True
        keys = np.empty(n_touched)
        for number in range(n_touched):
            actor = touched[number]
            # of what still waits, this much would end here before it is walked on
            keys[number] = 0.0 if is_tied[actor] else -(ended[actor] + stop * waiting[actor])
        order = np.argsort(keys, kind="mergesort")
        for rank in range(min(most, n_touched)):
            if keys[order[rank]] < 0:
                best[place, rank] = touched[order[rank]]
                chances[place, rank] = -keys[order[rank]]
        for number in range(n_touched):
            ended[touched[number]] = waiting[touched[number]] = 0.0
        for arc in range(ptr[one], ptr[one + 1]):
            is_tied[other[arc]] = False
        is_tied[one] = False
    return best, chances


@njit(cache=True, nogil=True)
def find_between(
    ptr: NDArray[np.int64],
    other: NDArray[np.int32],
    recent: NDArray[np.float64],
    total: NDArray[np.float64],
    one: NDArray[np.int32],
    far: NDArray[np.int32],
    most: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For each pair, how many partners they have in common, and those that bind them most, (n, most), else -1."""
    count, best = np.zeros(len(one), np.int32), np.full((len(one), most), -1, np.int32)
    worth = np.zeros(most)
    for place in range(len(one)):
        worth[:] = 0
        left, right = ptr[one[place]], ptr[far[place]]
        while left < ptr[one[place] + 1] and right < ptr[far[place] + 1]:
            if other[left] < other[right]:
                left += 1
            elif other[left] > other[right]:
                right += 1
            else:
                count[place] += 1
                gain = (recent[left] + recent[right]) / np.log1p(total[other[left]])
                rank = most
                while rank > 0 and gain > worth[rank - 1]:
                    rank -= 1
                if rank < most:
                    for lower in range(most - 1, rank, -1):
                        worth[lower], best[place, lower] = worth[lower - 1], best[place, lower - 1]
                    worth[rank], best[place, rank] = gain, other[left]
                left += 1
                right += 1
    return count, best


@njit(cache=True, nogil=True)
def find_precedents(
    ptr: NDArray[np.int64],
    other: NDArray[np.int32],
    first: NDArray[np.int32],
    market: NDArray[np.int16],
    kind: NDArray[np.int16],
    one: NDArray[np.int32],
    far: NDArray[np.int32],
) -> NDArray[np.int64]:
    """For each pair, the arc of the second to its newest partner of the first's market and kind; -1 where none is."""
    found = np.full(len(one), -1, np.int64)
    for place in range(len(one)):
        us = one[place]
        if market[us] < 0 or kind[us] < 0:
            continue
        for arc in range(ptr[far[place]], ptr[far[place] + 1]):
            alike = market[other[arc]] == market[us] and kind[other[arc]] == kind[us] and other[arc] != us
            if alike and (found[place] < 0 or first[arc] > first[found[place]]):
                found[place] = arc
    return found
