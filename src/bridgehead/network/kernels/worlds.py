"""Sixty-four worlds a word: which groups are reached over live ties, each pair's coin drawn when first looked at.

Eight words are lived through at once. What stands beside each other in memory is then looked up once for all, and the
processor draws the coins of several words in one instruction.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_NONE = np.uint64(0)
_ONE = np.uint64(1)
_STEP = np.uint64(0x9E3779B97F4A7C15)
#: a word's coins are drawn from so many counters of its own
_WORD = _STEP << np.uint64(6)
#: chances are compared to 53 binary places, as many as a float64 holds; so many of 64 are not used
_UNUSED = np.uint64(11)
#: words lived through at once
_WIDE = 8
#: places of its coin that a world is drawn at once; of 256 worlds one is still undecided then
_PLACES = 8


@njit(cache=True, nogil=True, inline="always")
def _mix(value: np.uint64) -> np.uint64:
    """A bijective scramble of 64 bits: the finisher of SplitMix64 (Steele, Lea & Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@njit(cache=True, nogil=True)
def make_coins(
    seed: np.uint64, first: NDArray[np.int32], second: NDArray[np.int32], chance: NDArray[np.float64]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """For each pair the key of its coin, from the seed and its two actors, and its chance in 53 binary places."""
    keys = np.empty(len(first), np.uint64)
    thresholds = np.empty(len(first), np.uint64)
    for pair in range(len(first)):
        ends = (np.uint64(first[pair]) << np.uint64(32)) | np.uint64(second[pair])
        keys[pair] = _mix(seed ^ _mix(ends + _STEP))
        thresholds[pair] = np.uint64(np.round(chance[pair] * 2.0**53))
    return keys, thresholds


@njit(cache=True, nogil=True, inline="always")
def _draw(wanted: np.uint64, live: np.uint64, places: np.uint64, counter: np.uint64) -> tuple[np.uint64, np.uint64]:
    """One more place of a coin: the worlds undecided by now, and the live ones."""
    draws = _mix(counter)
    # the first place in all 64: a branch on it would be foreseen wrong half the time
    first = np.uint64(np.int64(places) >> np.int64(63))
    return wanted & (draws ^ ~first), live | (wanted & ~draws & first)


@njit(cache=True, nogil=True)
def _toss(
    threshold: np.uint64,
    key: np.uint64,
    word: int,
    lanes: int,
    wanted: NDArray[np.uint64],
    live: NDArray[np.uint64],
) -> None:
    """Write the worlds among `wanted` in which the coin lies below the threshold, from a word on; uses `wanted` up.

    A world's coin is a binary fraction, compared place by place while some world is undecided. The fraction does not
    depend on the threshold, so a larger chance keeps every live world.
    """
    if threshold > np.uint64(2**53 - 1):
        for lane in range(lanes):
            live[lane] = wanted[lane]
        return
    places = threshold << _UNUSED
    counter = key + np.uint64(word) * _WORD
    undecided = _NONE
    for lane in range(lanes):
        left, found = wanted[lane], _NONE
        for place in range(_PLACES):
            step = np.uint64(place)
            at = counter + np.uint64(lane) * _WORD + (step + _ONE) * _STEP
            left, found = _draw(left, found, places << step, at)
        wanted[lane], live[lane] = left, found
        undecided |= left
    if not undecided:
        return
    places <<= np.uint64(_PLACES)
    for lane in range(lanes):
        left, found, later = wanted[lane], live[lane], places
        at = counter + np.uint64(lane) * _WORD + np.uint64(_PLACES) * _STEP
        while left and later:
            at += _STEP
            left, found = _draw(left, found, later, at)
            later <<= _ONE
        live[lane] = found


@njit(cache=True, nogil=True)
def _spread_free(
    indptr: NDArray[np.uint64],
    indices: NDArray[np.uint32],
    free: NDArray[np.bool_],
    has_free: NDArray[np.bool_],
    now: list[np.uint32],
    lanes: int,
    fresh: NDArray[np.uint64],
    reached: NDArray[np.uint64],
) -> None:
    """Take the worlds of the actors of `now` over free steps; who gains worlds is appended, if need be again."""
    place = 0
    while place < len(now):
        actor = now[place]
        place += 1
        if not has_free[actor]:
            continue
        for arc in range(indptr[actor], indptr[actor + _ONE]):
            if not free[arc]:
                continue
            other, gained = indices[arc], _NONE
            for lane in range(lanes):
                added = fresh[actor, lane] & ~reached[other, lane]
                reached[other, lane] |= added
                fresh[other, lane] |= added
                gained |= added
            if gained:
                now.append(other)


@njit(cache=True, nogil=True)
def reach_groups(
    indptr: NDArray[np.uint64],
    indices: NDArray[np.uint32],
    pairs: NDArray[np.uint32],
    free: NDArray[np.bool_],
    keys: NDArray[np.uint64],
    thresholds: NDArray[np.uint64],
    masks: NDArray[np.uint64],
    sources: NDArray[np.uint32],
    group: NDArray[np.uint32],
    behind: NDArray[np.int16],
    n_groups: int,
    n_words: int,
    most: int,
) -> NDArray[np.uint64]:
    """The worlds in which a group is reached by at most `most` live ties: (n_groups, n_words), a bit a world.

    Args: free, keys, thresholds: (n_arcs,) of each arc's pair; masks: (n_pairs, n_words) live worlds of each pair, or
    no rows, and then coins are drawn from their keys; group: (n_actors,) `n_groups` for none; behind: (n_actors,)
    fewest ties to a group, so that nobody is told who could not tell a group in time.
    """
    n_actors = len(indptr) - 1
    hits = np.empty((n_groups, n_words), np.uint64)
    # the last but one stands for no group, and nobody reads it; the last is never told of anything
    told, never = np.empty((n_groups + 2, _WIDE), np.uint64), np.uint32(n_groups + 1)
    reached = np.empty((n_actors, _WIDE), np.uint64)
    fresh, coming = np.zeros((n_actors, _WIDE), np.uint64), np.zeros((n_actors, _WIDE), np.uint64)
    worlds, wanted, live = np.empty(_WIDE, np.uint64), np.empty(_WIDE, np.uint64), np.empty(_WIDE, np.uint64)
    is_coming, has_free = np.zeros(n_actors, np.bool_), np.zeros(n_actors, np.bool_)
    for actor in range(np.uint64(n_actors)):
        for arc in range(indptr[actor], indptr[actor + _ONE]):
            has_free[actor] |= free[arc]
    draws_coins = masks.shape[0] == 0
    for word in range(0, n_words, _WIDE):
        lanes = min(_WIDE, n_words - word)
        reached.fill(_NONE)
        told.fill(_NONE)
        now = [np.uint32(0) for _ in range(0)]
        for source in sources:
            now.append(source)
            for lane in range(lanes):
                reached[source, lane] = fresh[source, lane] = _ALL
        for depth in range(most + 1):
            _spread_free(indptr, indices, free, has_free, now, lanes, fresh, reached)
            is_last, left = depth == most - 1, most - depth - 1
            later = [np.uint32(0) for _ in range(0)]
            for member in now:
                for lane in range(lanes):
                    worlds[lane] = fresh[member, lane]
                    told[group[member], lane] |= worlds[lane]
                    fresh[member, lane] = _NONE
                if depth == most:
                    continue
                for arc in range(indptr[member], indptr[member + _ONE]):
                    other = indices[arc]
                    if behind[other] > left or free[arc]:
                        continue
                    ends_here = is_last and not has_free[other]
                    there = group[other] if ends_here else never
                    some = _NONE
                    # looked at first, for there are few groups, and most are told of early
                    for lane in range(lanes):
                        some |= worlds[lane] & ~told[there, lane]
                    if not some:
                        continue
                    some = _NONE
                    for lane in range(lanes):
                        wanted[lane] = worlds[lane] & ~told[there, lane] & ~reached[other, lane]
                        some |= wanted[lane]
                    if not some:
                        continue
                    if draws_coins:
                        _toss(thresholds[arc], keys[arc], word, lanes, wanted, live)
                    else:
                        for lane in range(lanes):
                            live[lane] = wanted[lane] & masks[pairs[arc], word + lane]
                    if ends_here:
                        for lane in range(lanes):
                            told[there, lane] |= live[lane]
                        continue
                    some = _NONE
                    for lane in range(lanes):
                        some |= live[lane]
                        reached[other, lane] |= live[lane]
                        coming[other, lane] |= live[lane]
                    if some and not is_coming[other]:
                        is_coming[other] = True
                        later.append(other)
            now = later
            for gained in now:
                is_coming[gained] = False
                for lane in range(lanes):
                    fresh[gained, lane], coming[gained, lane] = coming[gained, lane], _NONE
        for number in range(n_groups):
            for lane in range(lanes):
                hits[number, word + lane] = told[number, lane]
    return hits
