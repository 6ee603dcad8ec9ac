"""Sixty-four worlds a word: which groups are reached over live ties, each pair's coin drawn when first looked at."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_NONE = np.uint64(0)
_ONE = np.uint64(1)
_STEP = np.uint64(0x9E3779B97F4A7C15)
#: chances are compared to 53 binary places, as many as a float64 holds; so many of 64 are not used
_UNUSED = np.uint64(11)


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
    places = threshold << _UNUSED
    counter = word << np.uint64(6)
    while wanted and places:
        counter += _ONE
        draws = _mix(key + counter * _STEP)
        # the first place in all 64: a branch on it would be foreseen wrong half the time
        first = np.uint64(np.int64(places) >> np.int64(63))
        live |= wanted & ~draws & first
        wanted &= draws ^ ~first
        places <<= _ONE
    return live


@njit(cache=True, nogil=True)
def _spread_free(
    indptr: NDArray[np.uint64],
    indices: NDArray[np.uint32],
    free: NDArray[np.bool_],
    has_free: NDArray[np.bool_],
    now: list[np.uint32],
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
            other = indices[arc]
            added = fresh[actor] & ~reached[other]
            if free[arc] and added:
                reached[other] |= added
                fresh[other] |= added
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
    group_of_actor: NDArray[np.int32],
    behind: NDArray[np.int16],
    n_groups: int,
    n_words: int,
    most: int,
) -> NDArray[np.uint64]:
    """The worlds in which a group is reached by at most `most` live ties: (n_groups, n_words), a bit a world.

    Args: free, keys, thresholds: (n_arcs,) of each arc's pair; masks: (n_pairs, n_words) live worlds of each pair, or
    no rows, and then coins are drawn from their keys; behind: (n_actors,) fewest ties to a group, so that nobody is
    told who could not tell a group in time.
    """
    n_actors = len(indptr) - 1
    hits = np.zeros((n_groups, n_words), np.uint64)
    # the last stands for no group, and nobody reads it
    told = np.empty(n_groups + 1, np.uint64)
    group = np.where(group_of_actor >= 0, group_of_actor, n_groups).astype(np.uint32)
    reached = np.zeros(n_actors, np.uint64)
    fresh = np.zeros(n_actors, np.uint64)
    coming = np.zeros(n_actors, np.uint64)
    has_free = np.zeros(n_actors, np.bool_)
    for actor in range(np.uint64(n_actors)):
        for arc in range(indptr[actor], indptr[actor + _ONE]):
            has_free[actor] |= free[arc]
    draws_coins = masks.shape[0] == 0
    for word in range(n_words):
        reached[:] = _NONE
        told[:] = _NONE
        now = [np.uint32(source) for source in sources]
        for source in now:
            reached[source] = _ALL
            fresh[source] = _ALL
        for depth in range(most + 1):
            _spread_free(indptr, indices, free, has_free, now, fresh, reached)
            is_last, left = depth == most - 1, most - depth - 1
            later = [np.uint32(0) for _ in range(0)]
            for member in now:
                worlds = fresh[member]
                fresh[member] = _NONE
                told[group[member]] |= worlds
                if depth == most or not worlds:
                    continue
                for arc in range(indptr[member], indptr[member + _ONE]):
                    other = indices[arc]
                    if behind[other] > left:
                        continue
                    ends_here = is_last and not has_free[other]
                    # looked at first, for there are few groups, and most are told of early
                    wanted = worlds & ~told[group[other]] if ends_here else worlds
                    if not wanted or not wanted & ~reached[other] or free[arc]:
                        continue
                    wanted &= ~reached[other]
                    if draws_coins:
                        wanted = _live(wanted, thresholds[arc], keys[arc], np.uint64(word))
                    else:
                        wanted &= masks[pairs[arc], word]
                    if ends_here:
                        told[group[other]] |= wanted
                    elif wanted:
                        if not coming[other]:
                            later.append(other)
                        coming[other] |= wanted
                        reached[other] |= wanted
            now = later
            for gained in now:
                fresh[gained] = coming[gained]
                coming[gained] = _NONE
        hits[:, word] = told[:n_groups]
    return hits
