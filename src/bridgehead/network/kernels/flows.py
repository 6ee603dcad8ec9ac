"""Routes that share no actor in between: augmenting paths on the graph with every actor in between split in two."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def _apply(path: list[int], source: int, goal: int, previous: NDArray[np.int32], following: NDArray[np.int32]) -> None:
    """Send one more route along a path of states (2 * actor on entering it, 2 * actor + 1 on leaving it)."""
    for place in range(len(path) - 1):
        entered, left = path[place] >> 1, path[place + 1] >> 1
        if path[place] % 2 == 0 and entered != left:
            following[left] = -1
            previous[entered] = -1
    previous[path[0] >> 1] = source
    for place in range(len(path) - 1):
        left, entered = path[place] >> 1, path[place + 1] >> 1
        if path[place] % 2 == 1 and entered != left:
            following[left] = entered
            previous[entered] = left
    following[path[-1] >> 1] = goal


@njit(cache=True, nogil=True)
def keep_flow_arcs(
    incoming_indptr: NDArray[np.int64],
    incoming_indices: NDArray[np.int32],
    incoming_pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    goals: NDArray[np.int32],
    level: NDArray[np.int16],
    is_between: NDArray[np.bool_],
    most: int,
    is_layered: bool,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """The arcs among the actors in between, by actor, and for each of them one goal it is next to (-1: none).

    Layered, every arc must raise the level (fewest ties from the start) by its tie, so that no route exceeds `most`.
    """
    n_actors = len(incoming_indptr) - 1
    goal_of_actor = np.full(n_actors, -1, np.int32)
    for goal in goals:
        for arc in range(incoming_indptr[goal], incoming_indptr[goal + 1]):
            actor = incoming_indices[arc]
            height = level[actor] + (0 if free[incoming_pairs[arc]] else 1)
            if is_between[actor] and goal_of_actor[actor] < 0 and (height <= most or not is_layered):
                goal_of_actor[actor] = goal
    skips = 1 if is_layered and not free.any() else -1
    senders = [np.int32(0) for _ in range(0)]
    receivers = [np.int32(0) for _ in range(0)]
    offsets = np.zeros(n_actors + 1, np.int64)
    for other in range(n_actors):
        if not is_between[other] or level[other] <= skips:
            continue
        for arc in range(incoming_indptr[other], incoming_indptr[other + 1]):
            actor = incoming_indices[arc]
            height = level[actor] + (0 if free[incoming_pairs[arc]] else 1)
            if is_between[actor] and (level[other] >= height or not is_layered):
                senders.append(actor)
                receivers.append(np.int32(other))
                offsets[actor + 1] += 1
    for actor in range(n_actors):
        offsets[actor + 1] += offsets[actor]
    kept = np.empty(len(senders), np.int32)
    place = offsets.copy()
    for arc in range(len(senders)):
        kept[place[senders[arc]]] = receivers[arc]
        place[senders[arc]] += 1
    return offsets, kept, goal_of_actor


@njit(cache=True, nogil=True)
def route_disjointly(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    goal_of_actor: NDArray[np.int32],
    firsts: NDArray[np.int32],
    source_of_first: NDArray[np.int32],
    enough: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """A largest set of routes in which no actor in between occurs twice.

    Args: indptr, indices: arcs among the actors in between; goal_of_actor: a goal next to each, -1 none; firsts: the
    actors a route may begin with, after its source; enough: a number of routes that cannot be passed.
    Returns for each used actor the previous and the following one on its route, -1 where unused.
    """
    n_actors = len(indptr) - 1
    is_source = np.zeros(n_actors, np.bool_)
    is_source[source_of_first] = True
    previous = np.full(n_actors, -1, np.int32)
    following = np.full(n_actors, -1, np.int32)
    seen_in_phase = np.zeros(2 * n_actors, np.int32)
    came_from = np.empty(2 * n_actors, np.int32)
    next_arc = np.empty(n_actors, np.int64)
    phase, found, total = 0, 1, 0
    while found > 0 and total < enough:
        phase, found = phase + 1, 0
        for first, source in zip(firsts, source_of_first):
            if seen_in_phase[2 * first] == phase or (previous[first] >= 0 and is_source[previous[first]]):
                continue
            seen_in_phase[2 * first] = phase
            came_from[2 * first] = -1
            stack = [2 * first]
            while len(stack) > 0:
                state = stack[-1]
                actor = state >> 1
                step = -1
                if state % 2 == 0:
                    # an actor in use is entered only to take its route over from where that came
                    onward = actor if previous[actor] < 0 else previous[actor]
                    if not is_source[onward] and seen_in_phase[2 * onward + 1] != phase:
                        step = 2 * onward + 1
                        next_arc[onward] = indptr[onward]
                elif goal_of_actor[actor] >= 0 and following[actor] != goal_of_actor[actor]:
                    path = [state]
                    while came_from[path[-1]] >= 0:
                        path.append(came_from[path[-1]])
                    _apply(path[::-1], source, goal_of_actor[actor], previous, following)
                    found += 1
                    break
                else:
                    while next_arc[actor] < indptr[actor + 1] and step < 0:
                        other = indices[next_arc[actor]]
                        next_arc[actor] += 1
                        if other != following[actor] and seen_in_phase[2 * other] != phase:
                            step = 2 * other
                    if step < 0 and previous[actor] >= 0 and seen_in_phase[2 * actor] != phase:
                        step = 2 * actor
                if step < 0:
                    stack.pop()
                    continue
                seen_in_phase[step] = phase
                came_from[step] = state
                stack.append(step)
        total += found
    return previous, following
