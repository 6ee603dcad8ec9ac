"""How points of a drawing push each other apart, far ones taken together (Barnes & Hut 1986)."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

#: points of a lowest block, and blocks of a block above it
_POINTS, _BLOCKS = 8, 4


@njit(cache=True, nogil=True)
def count_blocks(n_points: int) -> int:
    """Blocks needed for some points, those of all levels together."""
    level = max((n_points + _POINTS - 1) // _POINTS, 1)
    total = level
    while level > 1:
        level = (level + _BLOCKS - 1) // _BLOCKS
        total += level
    return total


@njit(cache=True, nogil=True)
def push_apart(
    x: NDArray[np.float64], y: NDArray[np.float64], mass: NDArray[np.float64], openness: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum over the others of mass times mass over distance, away from each of them, for every point.

    Points stand in an order in which neighbours in the drawing are near each other; a block of them counts as one point
    where its width is less than `openness` times its distance.
    """
    n_points = len(x)
    push_x, push_y = np.zeros(n_points), np.zeros(n_points)
    n_blocks = count_blocks(n_points)
    at_x, at_y, weight, width = np.zeros(n_blocks), np.zeros(n_blocks), np.zeros(n_blocks), np.zeros(n_blocks)
    low_x, low_y = np.full(n_blocks, np.inf), np.full(n_blocks, np.inf)
    high_x, high_y = np.full(n_blocks, -np.inf), np.full(n_blocks, -np.inf)
    first_below = np.full(n_blocks, -1, np.int64)
    last_below = np.full(n_blocks, -1, np.int64)
    for point in range(n_points):
        block = point // _POINTS
        at_x[block] += x[point] * mass[point]
        at_y[block] += y[point] * mass[point]
        weight[block] += mass[point]
        low_x[block], high_x[block] = min(low_x[block], x[point]), max(high_x[block], x[point])
        low_y[block], high_y[block] = min(low_y[block], y[point]), max(high_y[block], y[point])
    begin, end = 0, max((n_points + _POINTS - 1) // _POINTS, 1)
    while end - begin > 1:
        above = end
        for block in range(begin, end):
            parent = above + (block - begin) // _BLOCKS
            if first_below[parent] < 0:
                first_below[parent] = block
            last_below[parent] = block
            at_x[parent] += at_x[block]
            at_y[parent] += at_y[block]
            weight[parent] += weight[block]
            low_x[parent], high_x[parent] = min(low_x[parent], low_x[block]), max(high_x[parent], high_x[block])
            low_y[parent], high_y[parent] = min(low_y[parent], low_y[block]), max(high_y[parent], high_y[block])
        begin, end = end, end + (end - begin + _BLOCKS - 1) // _BLOCKS
    for block in range(n_blocks):
        if weight[block] > 0:
            at_x[block] /= weight[block]
            at_y[block] /= weight[block]
            width[block] = max(high_x[block] - low_x[block], high_y[block] - low_y[block])
    stack = np.empty(n_blocks + 1, np.int64)
    for point in range(n_points):
        stack[0] = n_blocks - 1
        height = 1
        sum_x, sum_y = 0.0, 0.0
        while height > 0:
            height -= 1
            block = stack[height]
            away_x, away_y = x[point] - at_x[block], y[point] - at_y[block]
            square = away_x * away_x + away_y * away_y
            if width[block] * width[block] < openness * openness * square:
                sum_x += away_x * weight[block] / square
                sum_y += away_y * weight[block] / square
            elif first_below[block] >= 0:
                for below in range(first_below[block], last_below[block] + 1):
                    stack[height] = below
                    height += 1
            else:
                for other in range(block * _POINTS, min(block * _POINTS + _POINTS, n_points)):
                    away_x, away_y = x[point] - x[other], y[point] - y[other]
                    square = away_x * away_x + away_y * away_y
                    if square > 0.0:
                        sum_x += away_x * mass[other] / square
                        sum_y += away_y * mass[other] / square
        push_x[point] = sum_x * mass[point]
        push_y[point] = sum_y * mass[point]
    return push_x, push_y
