"""Work split over threads so that the result does not depend on how many there are.

Sums of floating-point numbers depend on their order. Here the parts are always the same, each sums for itself, and the
sums are added in the order of the parts, whoever was ready first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: few parts for few items, for each part costs an addition of all sums
_ITEMS_OF_A_PART, _MOST_PARTS = 2**20, 6
Arrays = tuple[NDArray[Any], ...]


def run_in_blocks(work: Callable[[int, int], None], size: NDArray[Any], threads: int) -> None:
    """Call work(begin, end) for ranges that cover all items; each item's result must depend on itself alone.

    Args:
        size: (n_items,) how much work each is. threads: how many at once; as many as there are processors by default.
    """
    threads = threads or os.cpu_count() or 1
    bounds = _split(size, threads)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, bounds[:-1], bounds[1:]))


def add_in_parts(
    add: Callable[[int, int, Arrays], None],
    size: NDArray[Any],
    sums: Arrays,
    threads: int,
    touched_from: Callable[[int], int],
) -> None:
    """Call add(begin, end, sums) for ranges that cover all items, each with sums of its own, and add these up.

    Args:
        size: (n_items,) how much work each is. sums: arrays of zeros that receive the result.
        threads: how many at once; as many as there are processors by default.
        touched_from: the first row of the sums that a range beginning with an item adds to.
    """
    threads = threads or os.cpu_count() or 1
    bounds = _split(size, min(2 + sums[0].size // _ITEMS_OF_A_PART, _MOST_PARTS))
    parts = list(pairwise(bounds))
    # the first part may write where the result belongs, for zero and a sum is that sum
    spare = [tuple(np.zeros(each.shape, each.dtype) for each in sums) for _ in parts[1 : threads + 1]]
    with ThreadPoolExecutor(threads) as pool:
        for wave in _batched(parts, threads):
            own = [sums, *spare][: len(wave)] if wave[0][0] == 0 else spare[: len(wave)]
            list(pool.map(add, *zip(*wave, strict=True), own))
            for (begin, _), part in zip(wave, own, strict=True):
                if begin > 0:
                    _move(part, sums, touched_from(begin))


def _move(part: Arrays, sums: Arrays, begin: int) -> None:
    """Add one part's sums, from a row on, to those of all, and leave zeros."""
    for each, whole in zip(part, sums, strict=True):
        whole[begin:] += each[begin:]
        each[begin:] = 0


def _split(size: NDArray[Any], n_parts: int) -> list[int]:
    """Bounds of ranges of about equal work; fewer where there are fewer items."""
    done = np.cumsum(size, dtype=np.float64)
    if not len(done):
        return [0]
    inner = np.searchsorted(done, done[-1] * np.arange(1, n_parts) / n_parts) + 1
    bounds: list[int] = np.unique(np.concatenate([[0], np.minimum(inner, len(done)), [len(done)]])).tolist()
    return bounds


def _batched(parts: Sequence[tuple[int, int]], most: int) -> Iterable[Sequence[tuple[int, int]]]:
    return (parts[place : place + most] for place in range(0, len(parts), most))
