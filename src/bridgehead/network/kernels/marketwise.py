"""Backwards from all actors of a market at once, eight markets side by side: a row of eight fills a cache line."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

#: markets side by side
LANES = 8


@njit(cache=True, nogil=True)
def take_step(
    ptr: NDArray[np.uint64],
    other: NDArray[np.uint32],
    chance: NDArray[np.float64],
    best: NDArray[np.float64],
    begin: int,
    end: int,
    longer: NDArray[np.float64],
    via: NDArray[np.int32],
) -> None:
    """For the actors begin..end the best chance with one tie more: that of their best contact, times the tie's.

    Args: best: (n_actors, LANES) with the ties so far; longer: the same with one more, where that is better; via:
    (n_actors, LANES) contact to begin with, changed where it is better. Of equal contacts the first counts.
    """
    for actor in range(begin, end):
        for lane in range(LANES):
            longer[actor, lane] = best[actor, lane]
        for arc in range(ptr[actor], ptr[actor + 1]):
            contact = other[arc]
            for lane in range(LANES):
                found = chance[arc] * best[contact, lane]
                if found > longer[actor, lane]:
                    longer[actor, lane] = found
                    via[actor, lane] = contact


@njit(cache=True, nogil=True)
def count_in_markets(
    ptr: NDArray[np.uint64],
    other: NDArray[np.uint32],
    strength: NDArray[np.float64],
    market: NDArray[np.int16],
    begin: int,
    end: int,
    tied: NDArray[np.int32],
    strongest: NDArray[np.float32],
) -> None:
    """For the actors begin..end and each market: contacts there, and strength of the strongest tie; -1 is no market."""
    for actor in range(begin, end):
        for arc in range(ptr[actor], ptr[actor + 1]):
            place = market[other[arc]]
            if place >= 0:
                tied[actor, place] += 1
                strongest[actor, place] = max(strongest[actor, place], strength[arc])
