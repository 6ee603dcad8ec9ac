"""Shortest routes from chosen actors, and how much passes through everybody else."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def sum_dependencies(
    indptr: NDArray[np.int64], indices: NDArray[np.int32], sources: NDArray[np.int32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum and sum of squares, over the sources, of each actor's share of their shortest routes (Brandes 2001)."""
    n_actors = len(indptr) - 1
    total = np.zeros(n_actors)
    squares = np.zeros(n_actors)
    depth = np.full(n_actors, -1, np.int32)
    routes = np.zeros(n_actors)
    share = np.zeros(n_actors)
    queue = np.empty(n_actors, np.int32)
    for source in sources:
        depth[source] = 0
        routes[source] = 1.0
        queue[0] = source
        end, place = 1, 0
        while place < end:
            actor = queue[place]
            place += 1
            for arc in range(indptr[actor], indptr[actor + 1]):
                other = indices[arc]
                if depth[other] < 0:
                    depth[other] = depth[actor] + 1
                    queue[end] = other
                    end += 1
                if depth[other] == depth[actor] + 1:
                    routes[other] += routes[actor]
        for place in range(end - 1, 0, -1):
            actor = queue[place]
            for arc in range(indptr[actor], indptr[actor + 1]):
                other = indices[arc]
                if depth[other] == depth[actor] + 1:
                    share[actor] += routes[actor] / routes[other] * (1.0 + share[other])
            total[actor] += share[actor]
            squares[actor] += share[actor] ** 2
        for place in range(end):
            actor = queue[place]
            depth[actor] = -1
            routes[actor] = 0.0
            share[actor] = 0.0
    return total, squares
