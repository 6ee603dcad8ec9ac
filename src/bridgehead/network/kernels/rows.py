"""Row by row over all ties: turning them towards the higher degree, and what each actor's own ties add up to."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bridgehead.network.kernels.triangles import COUNT_BITS

_MASK = 2**COUNT_BITS - 1


@njit(cache=True, nogil=True)
def count_rising(
    ptr: NDArray[np.uint64],
    other: NDArray[np.uint32],
    rank: NDArray[np.int32],
    begin: int,
    end: int,
    rising: NDArray[np.int64],
) -> None:
    """For the actors begin..end, by rank: how many of their ties lead to an actor of higher rank."""
    for actor in range(begin, end):
        count = 0
        for arc in range(ptr[actor], ptr[actor + 1]):
            count += rank[other[arc]] > rank[actor]
        rising[rank[actor]] = count


@njit(cache=True, nogil=True)
def keep_rising(
    ptr: NDArray[np.uint64],
    other: NDArray[np.uint32],
    strength: NDArray[np.float64],
    rank: NDArray[np.int32],
    begin: int,
    end: int,
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    kept: NDArray[np.float64],
) -> None:
    """For the actors begin..end write the ties to actors of higher rank, and their strengths, into rows by rank."""
    for actor in range(begin, end):
        place = indptr[rank[actor]]
        for arc in range(ptr[actor], ptr[actor + 1]):
            if rank[other[arc]] > rank[actor]:
                indices[place] = rank[other[arc]]
                kept[place] = strength[arc]
                place += 1


@njit(cache=True, nogil=True)
def profile_rows(
    ptr: NDArray[np.uint64],
    other: NDArray[np.uint32],
    strength: NDArray[np.float64],
    group: NDArray[np.int16],
    unknown: int,
    begin: int,
    end: int,
    sums: NDArray[np.float64],
    counts: NDArray[np.int64],
) -> None:
    """What the ties of the actors begin..end add up to.

    Args: group: of each actor, `unknown` the highest; sums: (n_actors, 2) total and largest strength; counts:
    (n_actors, 4) contacts of a known group, of one's own, sum of squares over known groups, known groups.
    """
    in_group = np.zeros(unknown + 1, np.int64)
    for actor in range(begin, end):
        total, largest, squares, groups = 0.0, 0.0, 0, 0
        for arc in range(ptr[actor], ptr[actor + 1]):
            total += strength[arc]
            largest = max(largest, strength[arc])
            # a square grows by the odd number that follows
            squares += 2 * in_group[group[other[arc]]] + 1
            groups += in_group[group[other[arc]]] == 0
            in_group[group[other[arc]]] += 1
        without = in_group[unknown]
        sums[actor, 0], sums[actor, 1] = total, largest
        counts[actor, 0] = np.int64(ptr[actor + 1] - ptr[actor]) - without
        counts[actor, 1] = in_group[group[actor]]
        counts[actor, 2] = squares - without**2
        counts[actor, 3] = groups - (without > 0)
        for arc in range(ptr[actor], ptr[actor + 1]):
            in_group[group[other[arc]]] = 0


@njit(cache=True, nogil=True)
def _add_end(
    reached: float,
    log_reached: float,
    joint: float,
    common: int,
    like_one: int,
    like_two: int,
    of_one: NDArray[np.float64],
    of_two: NDArray[np.float64],
    alike: bool,
    knows_two: bool,
    sums: NDArray[np.float64],
    closed: NDArray[np.int64],
) -> None:
    """Add to one end of a tie what it gives there; see `add_ends`."""
    part = (reached * of_one[0]) * (reached * of_one[0])
    sums[0] += part
    sums[1] += part * 2.0 * (log_reached + of_one[1])
    sums[2] += joint * of_two[2]
    closed[0] += common == 0
    closed[1] += common
    closed[2] += like_one * alike
    other_known = knows_two and not alike
    closed[3] += like_one * other_known
    closed[4] += like_two * other_known
    closed[5] += common * (not knows_two)
    closed[6] += like_two * (not knows_two)


@njit(cache=True, nogil=True)
def add_ends(
    indptr: NDArray[np.uint64],
    indices: NDArray[np.uint32],
    reached: NDArray[np.float64],
    log_reached: NDArray[np.float64],
    joint: NDArray[np.float64],
    counts: NDArray[np.int64],
    of_actor: NDArray[np.float64],
    group: NDArray[np.int16],
    unknown: int,
    begin: int,
    end: int,
    sums: NDArray[np.float64],
    closed: NDArray[np.int64],
) -> None:
    """Add to each actor what its ties give, for the ties whose lower end lies in begin..end.

    Args: indptr, indices, joint, counts: as `add_common_contacts`; reached: strength and indirect strength of each tie,
    log_reached: its logarithm; of_actor: (n_actors, 3) 1 / total strength, its logarithm, 1 / largest strength; sums:
    (n_actors, 3) constraint, sum of c ln c over its parts c, redundancy times the total strength; closed: (n_actors, 7)
    ties without a common contact, then sums over the actor's ties: common contacts; of ties within the group, those of
    the group; of ties to a known other group, those of one's own, and those of the other's; of ties to an unknown
    group, common contacts, and those of unknown group too.
    """
    for low in range(np.uint64(begin), np.uint64(end)):
        for tie in range(indptr[low], indptr[low + np.uint64(1)]):
            high = indices[tie]
            common = counts[tie] & _MASK
            like_low, like_high = counts[tie] >> COUNT_BITS & _MASK, counts[tie] >> 2 * COUNT_BITS & _MASK
            alike = group[low] == group[high]
            _add_end(
                reached[tie], log_reached[tie], joint[tie], common, like_low, like_high,
                of_actor[low], of_actor[high], alike, group[high] != unknown, sums[low], closed[low],
            )  # fmt: skip
            _add_end(
                reached[tie], log_reached[tie], joint[tie], common, like_high, like_low,
                of_actor[high], of_actor[low], alike, group[low] != unknown, sums[high], closed[high],
            )  # fmt: skip
