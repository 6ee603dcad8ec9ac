"""Structural holes (Burt 1992) and betweenness, for all actors at once or for one ego in its own network.

Ties count by their mutual strength: all ties of a pair added up, in both directions. An actor without ties has no score
(NaN): its holes are undefined, not zero.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bridgehead.network import kernels
from bridgehead.network.graph import Floats, Indices, Offsets
from bridgehead.network.holes import Closure, RisingTies, close_triangles
from bridgehead.network.strengths import OrientedTies, orient_ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Burt:
    """Burt's four measures of structural holes.

    Attributes:
        constraint: (n_actors,) how far contacts close in on the actor; 0 is free, a single contact gives 1, and a few
            contacts closely tied can exceed it. More is fewer holes.
        effective_size: (n_actors,) contacts less their redundancy, 1 to the number of contacts. More is more holes.
        efficiency: (n_actors,) effective size over the number of contacts, 0..1.
        hierarchy: (n_actors,) how far constraint comes from one contact, 0 (evenly) to 1; NaN with a single contact.
    """

    constraint: Floats
    effective_size: Floats
    efficiency: Floats
    hierarchy: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Betweenness:
    """How many pairs of others each actor stands between.

    Attributes:
        score: (n_actors,) pairs of other actors, each counted by the share of its shortest routes that pass here.
        standard_error: (n_actors,) of sampling, as one standard deviation; 0 where exact.
        sources: how many actors' shortest routes were followed. is_exact: whether all were.
    """

    score: Floats
    standard_error: Floats
    sources: int
    is_exact: bool


def burt(n_actors: int, sender: ArrayLike, receiver: ArrayLike, strength: ArrayLike | None = None) -> Burt:
    """Burt's measures in the whole network: a contact's other ties count wherever they lead.

    Args:
        n_actors: how many actors there are. sender: (n_ties,). receiver: (n_ties,).
        strength: (n_ties,) 0 or more; 1 by default. Ties of the same pair are added up.

    Raises:
        TieArrayError: arrays of different length, an actor or a strength out of range.

    References:
        Burt 1992, *Structural Holes*, chapter 2: constraint is the sum over contacts j of (p_ij + sum_q p_iq p_qj)^2,
        effective size that of 1 - sum_q p_iq m_jq, hierarchy the Coleman-Theil disorder of the contacts' constraint.
        Differences: none in the definitions. As sum_q w_iq w_jq / w_q is the same from both ends of a tie, one pass
        over triangles gives all four.

    >>> burt(3, [0, 1, 0], [1, 2, 2]).constraint.tolist()
    [1.125, 1.125, 1.125]
    """
    ties = orient_ties(n_actors, sender, receiver, strength)
    largest = np.zeros(n_actors)
    np.maximum.at(largest, ties.lower, ties.strength)
    np.maximum.at(largest, ties.indices, ties.strength)
    rising = RisingTies(
        indptr=ties.indptr,
        indices=ties.indices,
        strength=ties.strength,
        total=_sum_ends(ties, ties.strength, ties.strength),
        largest=largest,
        contacts=ties.contacts,
        group=np.zeros(n_actors, dtype=np.int16),
    )
    return score_holes(close_triangles(rising, 1), ties.contacts, ties.rank)


def score_holes(closure: Closure, contacts: Offsets, rank: Indices) -> Burt:
    """Burt's measures from what the triangles gave.

    Args:
        closure: by rank. contacts: (n_actors,) of each, by rank. rank: (n_actors,) of each actor.
    """
    is_isolate = contacts == 0
    # isolates divide nothing by nothing, which is what undefined means
    with np.errstate(invalid="ignore", divide="ignore"):
        constraint = np.where(is_isolate, np.nan, closure.constraint)
        effective_size = np.where(is_isolate, np.nan, contacts - closure.redundancy)
        # with ratios r to the mean part, the sum of r ln r over the number of contacts
        disorder = closure.disorder / constraint + np.log(contacts / constraint)
        hierarchy = np.where(contacts < 2, np.nan, disorder / np.log(contacts))
        efficiency = effective_size / contacts
    return Burt(
        constraint=constraint[rank],
        effective_size=effective_size[rank],
        efficiency=efficiency[rank],
        hierarchy=hierarchy[rank],
    )


def betweenness(
    n_actors: int, sender: ArrayLike, receiver: ArrayLike, *, sources: int, rng: np.random.Generator
) -> Betweenness:
    """Betweenness over undirected ties, strengths aside, from the shortest routes of a random sample of actors.

    Args:
        n_actors: how many actors there are. sender: (n_ties,). receiver: (n_ties,).
        sources: how many actors' shortest routes to follow; with n_actors or more the scores are exact.
        rng: draws the sample.

    Raises:
        TieArrayError: arrays of different length or an actor out of range.

    References:
        Brandes 2001, doi:10.1080/0022250X.2001.9990249; Brandes & Pich 2007, doi:10.1142/S0218127407018403, for the
        sample, here without replacement.

    >>> betweenness(3, [0, 1], [1, 2], sources=3, rng=np.random.default_rng(1)).score.tolist()
    [0.0, 1.0, 0.0]
    """
    ties = orient_ties(n_actors, sender, receiver)
    indptr, indices = _rows(ties)
    followed = min(sources, n_actors)
    chosen = ties.rank[rng.permutation(n_actors)[:followed]]
    total, squares = kernels.geodesics.sum_dependencies(indptr, indices, chosen)
    mean = total / max(followed, 1)
    variance = np.maximum(squares / max(followed, 1) - mean**2, 0) * followed / max(followed - 1, 1)
    # the sample is drawn without replacement, and each pair is met from both its ends
    error = n_actors / 2 * np.sqrt(variance / max(followed, 1) * (1 - followed / max(n_actors, 1)))
    return Betweenness(
        score=(mean * n_actors / 2)[ties.rank],
        standard_error=error[ties.rank],
        sources=followed,
        is_exact=followed == n_actors,
    )


def _rows(ties: OrientedTies) -> tuple[Offsets, Indices]:
    """The ties of every actor, from both ends, in compressed sparse rows."""
    ends = np.concatenate([ties.lower, ties.indices])
    others = np.concatenate([ties.indices, ties.lower])
    order = np.argsort(ends, kind="stable")
    return np.concatenate([[0], np.cumsum(ties.contacts)]).astype(np.int64), others[order]


def _sum_ends(ties: OrientedTies, at_lower: Floats, at_higher: Floats) -> Floats:
    """For each actor the sum over its ties of a value that may differ between the two ends."""
    n_actors = len(ties.rank)
    lower = np.bincount(ties.lower, weights=at_lower, minlength=n_actors)
    return np.add(lower, np.bincount(ties.indices, weights=at_higher, minlength=n_actors), dtype=np.float64)
