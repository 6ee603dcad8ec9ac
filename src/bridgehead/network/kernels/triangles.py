"""One pass over all triangles: every tie is looked at from its end of lower degree, so each triangle is met once."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

#: bits of one of the three counts packed into a word
COUNT_BITS = 21


@njit(cache=True, nogil=True)
def add_common_contacts(
    indptr: NDArray[np.uint64],
    indices: NDArray[np.uint32],
    strength: NDArray[np.float64],
    share: NDArray[np.float64],
    group: NDArray[np.int16],
    begin: int,
    end: int,
    indirect: NDArray[np.float64],
    joint: NDArray[np.float64],
    counts: NDArray[np.int64],
) -> None:
    """Add to each tie what its common contacts q give, for the triangles whose lowest actor lies in begin..end.

    Numbers of actors and ties are unsigned, for signed ones would be tested for counting from the end at every step.

    Args: indptr, indices: ties by their lower end; strength: of each tie; share: of each actor
    1 / its total strength; group: of each actor; indirect: sum of w_iq w_jq / total_q; joint: sum of w_iq w_jq;
    counts: three counts of `COUNT_BITS` bits: the q, those of the lower end's group, those of the higher end's.
    """
    n_actors = len(indptr) - 1
    longest = np.int64(0)
    for actor in range(n_actors):
        longest = max(longest, np.int64(indptr[actor + 1] - indptr[actor]))
    # what the row at hand needs again and again, close together
    place_in_row = np.full(n_actors, -1, np.int32)
    row_strength, row_share = np.empty(longest), np.empty(longest)
    row_indirect, row_joint = np.empty(longest), np.empty(longest)
    row_group, row_counts = np.empty(longest, np.int64), np.empty(longest, np.int64)
    row_begin, row_end = np.empty(longest, np.uint64), np.empty(longest, np.uint64)
    row_first, last = np.empty(longest, np.uint32), np.uint64(len(indices) - 1)
    # written one past the last find, so that finding needs no branch
    found_tie, found_place = np.empty(longest + 1, np.uint32), np.empty(longest + 1, np.int32)
    for low in range(begin, end):
        first_tie = indptr[low]
        size = indptr[low + 1] - first_tie
        if size < 2:
            continue
        low_share, low_group = share[low], np.int64(group[low])
        for place in range(size):
            high = indices[first_tie + place]
            place_in_row[high] = np.int32(place)
            row_strength[place], row_share[place] = strength[first_tie + place], share[high]
            row_indirect[place], row_joint[place] = 0.0, 0.0
            row_group[place], row_counts[place] = group[high], 0
            row_begin[place], row_end[place] = indptr[high], indptr[high + np.uint32(1)]
        # read ahead: what no other read waits for is fetched together, and the rows below are then at hand
        for place in range(size):
            row_first[place] = indices[min(row_begin[place], last)]
        for place in range(size):
            middle_tie = row_begin[place]
            n_found = np.uint64(0)
            for tie in range(row_end[place] - middle_tie):
                here = place_in_row[indices[middle_tie + tie]]
                found_tie[n_found], found_place[n_found] = tie, here
                n_found += np.uint64(here >= 0)
            low_middle, middle_share, middle_group = row_strength[place], row_share[place], row_group[place]
            common = 1 + (np.int64(middle_group == low_group) << COUNT_BITS)
            indirect_here, joint_here, counts_here = 0.0, 0.0, np.int64(0)
            for find in range(n_found):
                third, second = middle_tie + found_tie[find], np.uint32(found_place[find])
                middle_high, low_high = strength[third], row_strength[second]
                low_is_high = np.int64(row_group[second] == low_group)
                middle_is_high = np.int64(row_group[second] == middle_group)
                product = low_high * middle_high
                joint_here += product
                indirect_here += product * row_share[second]
                counts_here += 1 + (low_is_high << COUNT_BITS) + (middle_is_high << 2 * COUNT_BITS)
                product = low_middle * middle_high
                row_joint[second] += product
                row_indirect[second] += product * middle_share
                row_counts[second] += common + (middle_is_high << 2 * COUNT_BITS)
                product = low_middle * low_high
                joint[third] += product
                indirect[third] += product * low_share
                counts[third] += common + (low_is_high << 2 * COUNT_BITS)
            row_indirect[place] += indirect_here
            row_joint[place] += joint_here
            row_counts[place] += counts_here
        for place in range(size):
            place_in_row[indices[first_tie + place]] = -1
            indirect[first_tie + place] += row_indirect[place]
            joint[first_tie + place] += row_joint[place]
            counts[first_tie + place] += row_counts[place]


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
