"""Who leads two ties away by one sum over the partners in common: found without keeping anybody else's sum."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True, inline="always")
def _is_worse(sums: NDArray[np.float64], place: NDArray[np.int32], one: np.uint32, other: np.uint32) -> bool:
    """Whether one comes after another."""
    comes_after: bool = sums[one] < sums[other] or (sums[one] == sums[other] and place[one] > place[other])
    return comes_after


@njit(cache=True, nogil=True)
def _sink(heap: NDArray[np.uint32], size: int, at: int, sums: NDArray[np.float64], place: NDArray[np.int32]) -> None:
    """Bring whoever stands at a place of a heap, the worst first, below those worse."""
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and _is_worse(sums, place, heap[child + 1], heap[child]):
            child += 1
        if not _is_worse(sums, place, heap[child], heap[at]):
            break
        heap[at], heap[child] = heap[child], heap[at]
        at = child


@njit(cache=True, nogil=True)
def _keep_best(
    found: NDArray[np.uint32],
    sums: NDArray[np.float64],
    place: NDArray[np.int32],
    heap: NDArray[np.uint32],
    best: NDArray[np.int32],
) -> None:
    """Write the best of those found whose sum is above 0, the best first; `heap` is as long as `best`, to work in."""
    size, bar = 0, 0.0
    for row in range(len(found)):
        one = found[row]
        if sums[one] <= 0 or sums[one] < bar:
            continue
        if size < len(heap):
            heap[size] = one
            size += 1
            if size == len(heap):
                for at in range(size // 2 - 1, -1, -1):
                    _sink(heap, size, at, sums, place)
                bar = sums[heap[0]]
        elif _is_worse(sums, place, heap[0], one):
            heap[0] = one
            _sink(heap, size, 0, sums, place)
            bar = sums[heap[0]]
    for at in range(size // 2 - 1, -1, -1):
        _sink(heap, size, at, sums, place)
    while size > 0:
        size -= 1
        best[size] = heap[0]
        heap[0] = heap[size]
        _sink(heap, size, 0, sums, place)


@njit(cache=True, nogil=True)
def list_leaders(
    ptr: NDArray[np.uint64],
    other: NDArray[np.uint32],
    strength: NDArray[np.float64],
    worth: NDArray[np.float64],
    by_strength: bool,
    place: NDArray[np.int32],
    asked: NDArray[np.int32],
    most: int,
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Those who lead by what partners in common are worth together, without the one asked and its partners.

    Args: worth: (n_actors,) of each partner, above 0; by_strength: whether it is multiplied by the sum of the strengths
    of both ties; place: (n_actors,) of those of equal sums the lower comes first; most: at least 1.

    Returns (n_asked, most), the best first and -1 where there are fewer, and their sums.
    """
    n = len(ptr) - 1
    sums, touched, heap = np.zeros(n), np.empty(n + 1, np.uint32), np.empty(most, np.uint32)
    best, best_sums = np.full((len(asked), most), -1, np.int32), np.zeros((len(asked), most))
    for number in range(len(asked)):
        one = np.uint64(asked[number])
        n_touched = np.uint64(0)
        for arc in range(ptr[one], ptr[one + np.uint64(1)]):
            middle = other[arc]
            for onward in range(ptr[middle], ptr[middle + np.uint64(1)]):
                far = other[onward]
                gain = worth[middle] * (strength[arc] + strength[onward]) if by_strength else worth[middle]
                # noted each time and counted the first: whether it is the first could not be foreseen
                touched[n_touched] = far
                n_touched += np.uint64(sums[far] == 0)
                sums[far] += gain
        for arc in range(ptr[one], ptr[one + np.uint64(1)]):
            sums[other[arc]] = 0
        sums[one] = 0
        _keep_best(touched[:n_touched], sums, place, heap, best[number])
        for rank in range(most):
            if best[number, rank] >= 0:
                best_sums[number, rank] = sums[best[number, rank]]
        for row in range(n_touched):
            sums[touched[row]] = 0
    return best, best_sums
