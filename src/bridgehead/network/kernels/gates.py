"""The loop behind gates: for every actor, those that every short enough route to it passes."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def _offer(
    gates: NDArray[np.int32],
    counts: NDArray[np.int64],
    reached: NDArray[np.bool_],
    actor: int,
    source_gates: NDArray[np.int32],
    n_source: int,
    source: int,
) -> bool:
    """Offer an actor the gates of its neighbour, and the neighbour unless it is -1; whether that changed anything."""
    if not reached[actor]:
        size = min(n_source, gates.shape[1] - 1)
        for place in range(size):
            gates[actor, place] = source_gates[place]
        if source >= 0:
            gates[actor, size] = source
            size += 1
        counts[actor] = size
        reached[actor] = True
        return True
    kept = 0
    for place in range(counts[actor]):
        gate = gates[actor, place]
        is_common = gate == source
        for other in range(n_source):
            is_common |= source_gates[other] == gate
        if is_common:
            gates[actor, kept] = gate
            kept += 1
    is_changed: bool = kept != counts[actor]
    gates[actor, kept : counts[actor]] = -1
    counts[actor] = kept
    return is_changed


@njit(cache=True, nogil=True)
def _settle_free(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    is_start: NDArray[np.bool_],
    firm: int,
    gates: NDArray[np.int32],
    counts: NDArray[np.int64],
    reached: NDArray[np.bool_],
) -> None:
    """Carry gates along affiliation steps until nothing changes."""
    is_changed = bool(free.any())
    while is_changed:
        is_changed = False
        for source in range(len(counts)):
            if not reached[source]:
                continue
            passed = -1 if source == firm else source
            for arc in range(indptr[source], indptr[source + 1]):
                actor = indices[arc]
                if free[pairs[arc]] and not is_start[actor]:
                    is_changed |= _offer(gates, counts, reached, actor, gates[source], counts[source], passed)


@njit(cache=True, nogil=True)
def find_gates(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    free: NDArray[np.bool_],
    sources: NDArray[np.int32],
    firm: int,
    max_ties: int,
    most: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.bool_]]:
    """Gates of every actor in rows of at most `most`, how many they are, and who is reached at all."""
    n_actors = len(indptr) - 1
    gates = np.full((n_actors, most), -1, np.int32)
    counts = np.zeros(n_actors, np.int64)
    reached = np.zeros(n_actors, np.bool_)
    is_start = np.zeros(n_actors, np.bool_)
    for start in sources:
        reached[start] = True
        is_start[start] = True
    _settle_free(indptr, indices, pairs, free, is_start, firm, gates, counts, reached)
    for _ in range(max_ties):
        before, n_before, was_reached = gates.copy(), counts.copy(), reached.copy()
        for source in range(n_actors):
            if not was_reached[source]:
                continue
            passed = -1 if source == firm else source
            for arc in range(indptr[source], indptr[source + 1]):
                actor = indices[arc]
                if not free[pairs[arc]] and not is_start[actor]:
                    _offer(gates, counts, reached, actor, before[source], n_before[source], passed)
        _settle_free(indptr, indices, pairs, free, is_start, firm, gates, counts, reached)
    return gates, counts, reached
