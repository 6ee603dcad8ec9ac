"""Who stands between groups, and in which of Gould and Fernandez's five roles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bridgehead.network import kernels
from bridgehead.network.graph import Offsets, check_groups
from bridgehead.network.strengths import orient_ties

#: the roles, in the order of the fields of `Brokerage`
ROLE_NAMES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokerage:
    """How often each actor brokers: pairs (sender, receiver) tied through it and not to each other directly.

    Every array is (n_actors,) and counts ordered pairs, so over two-way ties each pair counts twice.

    Attributes:
        coordinator: all three of one group. itinerant: sender and receiver of one group, the broker of another.
        gatekeeper: broker and receiver of one group, the sender of another.
        representative: sender and broker of one group, the receiver of another. liaison: three different groups.
        unknown: the group of one of the three is not known.
    """

    coordinator: Offsets
    itinerant: Offsets
    gatekeeper: Offsets
    representative: Offsets
    liaison: Offsets
    unknown: Offsets


def brokerage(n_actors: int, sender: ArrayLike, receiver: ArrayLike, group_of_actor: ArrayLike) -> Brokerage:
    """Brokerage roles of all actors over directed ties; a two-way tie is given once in each direction.

    Args:
        n_actors: how many actors there are. sender: (n_ties,). receiver: (n_ties,).
        group_of_actor: (n_actors,) numbered from 0; -1 where not known, which is never guessed.

    Raises:
        TieArrayError: arrays of different length, an actor or a group out of range.

    References:
        Gould & Fernandez 1989, doi:10.2307/270949. Differences from the paper: chains with a member of unknown group
        are counted apart.

    >>> brokerage(3, [0, 1], [1, 2], [0, 1, 1]).gatekeeper.tolist()
    [0, 1, 0]
    """
    largest = int(np.max(np.asarray(group_of_actor), initial=-1))
    groups = check_groups(group_of_actor, largest + 1, n_actors)
    ties = orient_ties(n_actors, sender, receiver)
    by_rank = np.empty_like(groups)
    by_rank[ties.rank] = groups
    found = kernels.triangles.count_roles(ties.indptr, ties.indices, ties.upward, ties.downward, by_rank, largest + 1)
    return Brokerage(**dict(zip(ROLE_NAMES, found[ties.rank].T, strict=True)))
