"""Breadth first and layer by layer: fewest ties, best completions, and the arcs that can matter."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

#: cost of what cannot be reached; sums of it stay within int64
UNREACHED = np.int64(2**60)


@njit(cache=True, nogil=True)
def count_levels(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    sources: NDArray[np.int32],
    most: int,
) -> NDArray[np.int16]:
    """Fewest ties from the sources to each actor, free steps not counted; -1 beyond `most`."""
    level = np.full(len(indptr) - 1, -1, np.int16)
    queue = np.empty(len(level), np.int32)
    has_free = free.any()
    begin, end = 0, 0
    for actor in sources:
        level[actor] = 0
        queue[end] = actor
        end += 1
    for depth in range(most + 1):
        place = begin if has_free else end
        while place < end:
            actor = queue[place]
            for arc in range(indptr[actor], indptr[actor + 1]):
                if free[pairs[arc]] and level[indices[arc]] < 0:
                    level[indices[arc]] = depth
                    queue[end] = indices[arc]
                    end += 1
            place += 1
        if depth == most:
            break
        last = end
        for place in range(begin, last):
            actor = queue[place]
            for arc in range(indptr[actor], indptr[actor + 1]):
                if level[indices[arc]] < 0:
                    level[indices[arc]] = depth + 1
                    queue[end] = indices[arc]
                    end += 1
        begin = last
    return level


@njit(cache=True, nogil=True)
def _improve(costs: NDArray[np.int64], steps: NDArray[np.int32], actor: int, cost: int, length: int) -> bool:
    """Whether an actor is now reached at less cost, or in fewer steps at the same."""
    is_better: bool = cost < costs[actor] or (cost == costs[actor] and length < steps[actor])
    if is_better:
        costs[actor] = cost
        steps[actor] = length
    return is_better


@njit(cache=True, nogil=True)
def _settle_free(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    may_enter: NDArray[np.bool_],
    ends_at: NDArray[np.bool_],
    costs: NDArray[np.int64],
    steps: NDArray[np.int32],
) -> None:
    """Spread costs over free steps until nothing improves."""
    is_waiting = costs < UNREACHED
    queue = [np.int32(actor) for actor in range(len(costs)) if is_waiting[actor]]
    place = 0
    while place < len(queue):
        actor = queue[place]
        place += 1
        is_waiting[actor] = False
        if ends_at[actor]:
            continue
        for arc in range(indptr[actor], indptr[actor + 1]):
            other = indices[arc]
            if (
                free[pairs[arc]]
                and may_enter[other]
                and _improve(costs, steps, other, costs[actor], steps[actor] + 1)
                and not is_waiting[other]
            ):
                is_waiting[other] = True
                queue.append(other)


@njit(cache=True, nogil=True)
def settle_layers(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    cost: NDArray[np.int64],
    anchors: NDArray[np.int32],
    ends_at: NDArray[np.bool_],
    level: NDArray[np.int16],
    most: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Least cost, then fewest steps, of a walk from an anchor with exactly e ties: two (most + 1, n_actors) tables.

    No walk returns to an anchor or goes on from an actor of `ends_at`, and an actor is left out of layer e where
    `level` (fewest ties from the other side, -1: none) and e together exceed `most`.
    """
    n_actors = len(indptr) - 1
    costs = np.full((most + 1, n_actors), UNREACHED, np.int64)
    steps = np.zeros((most + 1, n_actors), np.int32)
    is_anchor = np.zeros(n_actors, np.bool_)
    is_anchor[anchors] = True
    costs[0, anchors] = 0
    has_free = free.any()
    for layer in range(most + 1):
        may_enter = (level >= 0) & (level + layer <= most) & ~is_anchor
        if layer > 0:
            for actor in range(n_actors):
                if costs[layer - 1, actor] == UNREACHED or ends_at[actor]:
                    continue
                for arc in range(indptr[actor], indptr[actor + 1]):
                    other, pair = indices[arc], pairs[arc]
                    if may_enter[other] and not free[pair]:
                        total = costs[layer - 1, actor] + cost[pair]
                        _improve(costs[layer], steps[layer], other, total, steps[layer - 1, actor] + 1)
        if has_free:
            _settle_free(indptr, indices, pairs, free, may_enter, ends_at, costs[layer], steps[layer])
    return costs, steps


@njit(cache=True, nogil=True)
def keep_useful_arcs(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    ahead: NDArray[np.int16],
    behind: NDArray[np.int16],
    most: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """The arcs that lie on a walk of at most `most` ties, again in compressed sparse rows.

    Args: ahead: fewest ties from the start to each actor; behind: from each actor to its goal; -1 where none.
    """
    n_actors = len(indptr) - 1
    kept = np.empty(len(indices), np.int64)
    offsets = np.zeros(n_actors + 1, np.int64)
    count = 0
    for actor in range(n_actors):
        if ahead[actor] >= 0:
            for arc in range(indptr[actor], indptr[actor + 1]):
                goal, left = behind[indices[arc]], most - ahead[actor]
                if 0 <= goal < left or (goal == left and free[pairs[arc]]):
                    kept[count] = arc
                    count += 1
        offsets[actor + 1] = count
    kept = kept[:count]
    return offsets, indices[kept], pairs[kept]


@njit(cache=True, nogil=True)
def best_products(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    chance: NDArray[np.float64],
    sources: NDArray[np.int32],
    most: int,
) -> tuple[NDArray[np.float64], NDArray[np.int16]]:
    """Largest product of chances from the sources over at most `most` ties, and the fewest ties it takes (-1: none)."""
    n_actors = len(indptr) - 1
    best = np.full(n_actors, -1.0)
    ties = np.full(n_actors, -1, np.int16)
    has_free = free.any()
    fresh = [np.int32(actor) for actor in sources]
    for actor in sources:
        best[actor] = 1.0
        ties[actor] = 0
    for layer in range(most + 1):
        if has_free:
            place = 0
            while place < len(fresh):
                actor = fresh[place]
                place += 1
                for arc in range(indptr[actor], indptr[actor + 1]):
                    other = indices[arc]
                    if free[pairs[arc]] and best[actor] > best[other]:
                        best[other] = best[actor]
                        ties[other] = layer
                        fresh.append(other)
        if layer == most:
            break
        # the values of this layer only: what the next one finds must not feed it
        values = np.array([best[actor] for actor in fresh])
        reached = [np.int32(0) for _ in range(0)]
        for place in range(len(fresh)):
            actor = fresh[place]
            for arc in range(indptr[actor], indptr[actor + 1]):
                other = indices[arc]
                value = values[place] * chance[pairs[arc]]
                if value > best[other]:
                    if ties[other] != layer + 1:
                        reached.append(other)
                    best[other] = value
                    ties[other] = layer + 1
        fresh = reached
    return best, ties
