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
def _spread_free(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    has_free: NDArray[np.bool_],
    now: list[np.int32],
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
        for arc in range(indptr[actor], indptr[actor + 1]):
            other = indices[arc]
            added = fresh[actor] & ~reached[other]
            if free[pairs[arc]] and added:
                reached[other] |= added
                fresh[other] |= added
                now.append(other)


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
    # the last row stands for no group, and nobody reads it
    hits = np.zeros((n_groups + 1, n_words), np.uint64)
    group = np.where(group_of_actor >= 0, group_of_actor, n_groups)
    reached = np.zeros(n_actors, np.uint64)
    fresh = np.zeros(n_actors, np.uint64)
    coming = np.zeros(n_actors, np.uint64)
    has_free = np.zeros(n_actors, np.bool_)
    for actor in range(n_actors):
        for arc in range(indptr[actor], indptr[actor + 1]):
            has_free[actor] |= free[pairs[arc]]
    draws_coins = masks.shape[0] == 0
    for word in range(n_words):
        reached[:] = _NONE
        now = [np.int32(source) for source in sources]
        for source in now:
            reached[source] = _ALL
            fresh[source] = _ALL
        for depth in range(most + 1):
            _spread_free(indptr, indices, pairs, free, has_free, now, fresh, reached)
            is_last = depth == most - 1
            later = [np.int32(0) for _ in range(0)]
            for member in now:
                worlds = fresh[member]
                fresh[member] = _NONE
                hits[group[member], word] |= worlds
                if depth == most or not worlds:
                    continue
                for arc in range(indptr[member], indptr[member + 1]):
                    other, pair = indices[arc], pairs[arc]
                    wanted = worlds & ~(reached[other] | coming[other])
                    ends_here = is_last and not has_free[other]
                    if ends_here:
                        wanted &= ~hits[group[other], word]
                    if free[pair] or not wanted:
                        continue
                    if draws_coins:
                        wanted = _live(wanted, thresholds[pair], keys[pair], np.uint64(word))
                    else:
                        wanted &= masks[pair, word]
                    if ends_here:
                        hits[group[other], word] |= wanted
                    elif wanted:
                        if not coming[other]:
                            later.append(other)
                        coming[other] |= wanted
            now = later
            for gained in now:
                fresh[gained] = coming[gained]
                reached[gained] |= coming[gained]
                coming[gained] = _NONE
    return hits[:n_groups]
