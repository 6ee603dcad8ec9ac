"""One pass over all triangles: every tie is looked at from its end of lower degree, so each triangle is met once."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def share_strength(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float64],
    total: NDArray[np.float64],
    largest: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What third actors add: to each tie, and to the redundancy of each actor's contacts.

    Args: indptr, indices: ties by their lower end; strength: of each tie; total, largest: of each actor's ties.
    Returns (n_ties,) sum over common contacts q of w_iq w_jq / total_q, and (n_actors,) sum over contacts j, q tied
    with each other of w_iq w_jq / largest_j.
    """
    n_actors = len(indptr) - 1
    shared = np.zeros(len(indices))
    redundant = np.zeros(n_actors)
    tie_to = np.full(n_actors, -1, np.int64)
    for low in range(n_actors):
        for tie in range(indptr[low], indptr[low + 1]):
            tie_to[indices[tie]] = tie
        for first in range(indptr[low], indptr[low + 1]):
            middle = indices[first]
            for third in range(indptr[middle], indptr[middle + 1]):
                high = indices[third]
                second = tie_to[high]
                if second < 0:
                    continue
                low_middle, low_high, middle_high = strength[first], strength[second], strength[third]
                via_high, via_middle, via_low = low_high * middle_high, low_middle * middle_high, low_middle * low_high
                shared[first] += via_high / total[high]
                shared[second] += via_middle / total[middle]
                shared[third] += via_low / total[low]
                redundant[low] += via_high / largest[middle] + via_middle / largest[high]
                redundant[middle] += via_high / largest[low] + via_low / largest[high]
                redundant[high] += via_middle / largest[low] + via_low / largest[middle]
        for tie in range(indptr[low], indptr[low + 1]):
            tie_to[indices[tie]] = -1
    return shared, redundant


#: role by (sender and broker alike) + 2 (broker and receiver alike) + 4 (sender and receiver alike): 0 coordinator,
#: 1 itinerant, 2 gatekeeper, 3 representative, 4 liaison; with 8 added one of the three is unknown, role 5
_ROLES = np.array([4, 3, 2, 5, 1, 5, 5, 0, 5, 5, 5, 5, 5, 5, 5, 5])


@njit(cache=True, nogil=True)
def _role(sender: int, broker: int, receiver: int) -> int:
    """The role of the broker, from the groups of the three."""
    unknown = sender < 0 or broker < 0 or receiver < 0
    place = (sender == broker) + 2 * (broker == receiver) + 4 * (sender == receiver) + 8 * unknown
    role: int = _ROLES[place]
    return role


@njit(cache=True, nogil=True)
def count_roles(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    upward: NDArray[np.bool_],
    downward: NDArray[np.bool_],
    group: NDArray[np.int32],
    n_groups: int,
) -> NDArray[np.int64]:
    """For each actor the open two-step chains through it, by role: (n_actors, 6), in the order of `_role`.

    Args: indptr, indices: ties by their lower end; upward, downward: whether a tie leads from the lower to the higher
    end, and back; group: of each actor, -1 unknown.
    """
    n_actors = len(indptr) - 1
    roles = np.zeros((n_actors, 6), np.int64)
    # column 0 counts the unknown, so that group -1 needs no case of its own
    coming = np.zeros((n_actors, n_groups + 1), np.int64)
    going = np.zeros((n_actors, n_groups + 1), np.int64)
    tie_to = np.full(n_actors, -1, np.int64)
    for low in range(n_actors):
        for tie in range(indptr[low], indptr[low + 1]):
            high = indices[tie]
            going[low, group[high] + 1] += upward[tie]
            coming[high, group[low] + 1] += upward[tie]
            coming[low, group[high] + 1] += downward[tie]
            going[high, group[low] + 1] += downward[tie]
            # a chain that returns to its sender is none
            if upward[tie] and downward[tie]:
                roles[low, _role(group[high], group[low], group[high])] -= 1
                roles[high, _role(group[low], group[high], group[low])] -= 1
    for actor in range(n_actors):
        own = group[actor] + 1
        known_coming, known_going = coming[actor, 1:].sum(), going[actor, 1:].sum()
        chains = (known_coming + coming[actor, 0]) * (known_going + going[actor, 0])
        if own == 0:
            roles[actor, 5] += chains
            continue
        same = coming[actor, own] * going[actor, own]
        alike = (coming[actor, 1:] * going[actor, 1:]).sum()
        from_own, to_own = coming[actor, own] * known_going, known_coming * going[actor, own]
        roles[actor, 0] += same
        roles[actor, 1] += alike - same
        roles[actor, 2] += to_own - same
        roles[actor, 3] += from_own - same
        roles[actor, 4] += known_coming * known_going - alike - to_own - from_own + 2 * same
        roles[actor, 5] += chains - known_coming * known_going
    for low in range(n_actors):
        for tie in range(indptr[low], indptr[low + 1]):
            tie_to[indices[tie]] = tie
        for first in range(indptr[low], indptr[low + 1]):
            middle = indices[first]
            for third in range(indptr[middle], indptr[middle + 1]):
                high = indices[third]
                second = tie_to[high]
                if second < 0:
                    continue
                up_1, up_2, up_3 = upward[first], upward[second], upward[third]
                down_1, down_2, down_3 = downward[first], downward[second], downward[third]
                in_low, in_middle, in_high = group[low], group[middle], group[high]
                roles[middle, _role(in_low, in_middle, in_high)] -= up_1 & up_3 & up_2
                roles[middle, _role(in_high, in_middle, in_low)] -= down_3 & down_1 & down_2
                roles[high, _role(in_low, in_high, in_middle)] -= up_2 & down_3 & up_1
                roles[high, _role(in_middle, in_high, in_low)] -= up_3 & down_2 & down_1
                roles[low, _role(in_middle, in_low, in_high)] -= down_1 & up_2 & up_3
                roles[low, _role(in_high, in_low, in_middle)] -= down_2 & up_1 & down_3
        for tie in range(indptr[low], indptr[low + 1]):
            tie_to[indices[tie]] = -1
    return roles
