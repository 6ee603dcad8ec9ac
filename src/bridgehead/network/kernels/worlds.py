"""Sixty-four worlds a word: which groups are reached over live ties, each pair's coin drawn when first looked at."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_NONE = np.uint64(0)
_ONE = np.uint64(1)
_STEP = np.uint64(0x9E3779B97F4A7C15)
#: chances are compared to 53 binary places, as many as a float64 holds
_FIRST_PLACE = np.uint64(2**52)


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


@njit(cache=True, nogil=True)
def _live(wanted: np.uint64, threshold: np.uint64, key: np.uint64, word: np.uint64) -> np.uint64:
    """The worlds among `wanted` in which the coin lies below the threshold.

    A world's coin is a binary fraction, compared place by place and only while some world is undecided: some eight
    draws for 64 worlds. The fraction does not depend on the threshold, so a larger chance keeps every live world.
    """
    if threshold > np.uint64(2**53 - 1):
        return wanted
    live = _NONE
    place = _FIRST_PLACE
    counter = word << np.uint64(6)
    while wanted and threshold:
        counter += _ONE
        draws = _mix(key + counter * _STEP)
        if threshold & place:
            live |= wanted & ~draws
            wanted &= draws
            threshold ^= place
        else:
            wanted &= ~draws
        place >>= _ONE
    return live


@njit(cache=True, nogil=True)
def reach_groups(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    keys: NDArray[np.uint64],
    thresholds: NDArray[np.uint64],
    masks: NDArray[np.uint64],
    sources: NDArray[np.int32],
    group_of_actor: NDArray[np.int32],
    n_groups: int,
    n_words: int,
    most: int,
) -> NDArray[np.uint64]:
    """The worlds in which a group is reached by at most `most` live ties: (n_groups, n_words), a bit a world.

    Args: masks: (n_pairs, n_words) live worlds of each pair, or no rows, and then coins are drawn from their keys.
    """
    n_actors = len(indptr) - 1
    hits = np.zeros((n_groups, n_words), np.uint64)
    reached = np.zeros(n_actors, np.uint64)
    fresh = np.zeros(n_actors, np.uint64)
    coming = np.zeros(n_actors, np.uint64)
    has_free = np.zeros(n_actors, np.bool_)
    for actor in range(n_actors):
        for arc in range(indptr[actor], indptr[actor + 1]):
            has_free[actor] |= free[pairs[arc]]
    draws_coins = masks.shape[0] == 0
    for word in range(n_words):
        hit = hits[:, word]
        reached[:] = _NONE
        now = [np.int32(actor) for actor in sources]
        for actor in sources:
            reached[actor] = _ALL
            fresh[actor] = _ALL
        for depth in range(most + 1):
            place = 0
            while place < len(now):
                actor = now[place]
                place += 1
                if has_free[actor]:
                    for arc in range(indptr[actor], indptr[actor + 1]):
                        other = indices[arc]
                        added = fresh[actor] & ~reached[other]
                        if free[pairs[arc]] and added != _NONE:
                            # an actor may gain worlds twice in one closure: it then stands in the queue again
                            reached[other] |= added
                            fresh[other] |= added
                            now.append(other)
            for actor in now:
                if depth > 0 and group_of_actor[actor] >= 0:
                    hit[group_of_actor[actor]] |= fresh[actor]
            if depth == most:
                for actor in now:
                    fresh[actor] = _NONE
                break
            later = [np.int32(0) for _ in range(0)]
            for actor in now:
                worlds = fresh[actor]
                fresh[actor] = _NONE
                if worlds == _NONE:
                    continue
                for arc in range(indptr[actor], indptr[actor + 1]):
                    other, pair = indices[arc], pairs[arc]
                    if free[pair]:
                        continue
                    wanted = worlds & ~(reached[other] | coming[other])
                    ends_here = depth == most - 1 and not has_free[other]
                    if ends_here:
                        wanted &= ~hit[group_of_actor[other]] if group_of_actor[other] >= 0 else _NONE
                    if wanted == _NONE:
                        continue
                    if draws_coins:
                        wanted = _live(wanted, thresholds[pair], keys[pair], np.uint64(word))
                    else:
                        wanted &= masks[pair, word]
                    if ends_here:
                        hit[group_of_actor[other]] |= wanted
                    elif wanted != _NONE:
                        if coming[other] == _NONE:
                            later.append(other)
                        coming[other] |= wanted
            now = later
            for actor in now:
                fresh[actor] = coming[actor]
                reached[actor] |= coming[actor]
                coming[actor] = _NONE
    return hits
