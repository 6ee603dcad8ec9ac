"""Relationships as structural holes need them: who is tied to whom, each dyad once, the firm and its people as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bridgehead.network.network import Network
from bridgehead.network.ties import Bools, Floats, Ints
from bridgehead.questions._our_ties import OurTie, find_our_ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyads:
    """Tied pairs of actors, each once; arrays of shape (n_dyads,).

    Attributes:
        n_actors: number of actors. firm: its position; its people stand at it as well.
        first: position of one end. second: of the other.
        strength: of the strongest tie of the two whose strength is known, 0..1; NaN where none is.
        our_ties: contact's position -> our ties with them, in the order of the network's.
    """

    n_actors: int
    firm: int
    first: Ints
    second: Ints
    strength: Floats
    our_ties: Mapping[int, Sequence[OurTie]]

    @property
    def is_ours(self) -> Bools:
        """Whether each dyad is one of ours, shape (n_dyads,)."""
        ours: Bools = (self.first == self.firm) | (self.second == self.firm)
        return ours


def find_dyads(network: Network) -> Dyads:
    """The dyads of a network, ties taken as two-way.

    Args:
        network: the network asked.

    Raises:
        NoFirmError: no firm is named.
    """
    firm, ties, is_own = network.get_firm(), network.ties, network.is_own
    ours = tuple(find_our_ties(network))
    among_others = np.flatnonzero(~is_own[ties.sender] & ~is_own[ties.receiver])
    kept = np.concatenate([among_others, np.array([tie.tie for tie in ours], dtype=np.int64)])
    one = np.where(is_own[ties.sender[kept]], firm, ties.sender[kept])
    other = np.where(is_own[ties.receiver[kept]], firm, ties.receiver[kept])
    n_actors = np.int64(len(network.actors))
    keys = np.minimum(one, other) * n_actors + np.maximum(one, other)
    keys, strengths = keys[one != other], network.world.used[kept][one != other]
    order = np.argsort(keys, kind="stable")
    keys, strengths = keys[order], strengths[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    our_ties: dict[int, list[OurTie]] = {}
    for tie in ours:
        our_ties.setdefault(tie.other, []).append(tie)
    return Dyads(
        n_actors=int(n_actors),
        firm=firm,
        first=keys[starts] // max(n_actors, 1),
        second=keys[starts] % max(n_actors, 1),
        strength=np.fmax.reduceat(strengths, starts) if len(starts) else strengths,
        our_ties=our_ties,
    )
