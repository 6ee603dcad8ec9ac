"""Ties with strengths, laid out so that every triangle is found once, from its actor of lowest degree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bridgehead.network.graph import Flags, Floats, Indices, Offsets, TieArrayError, check_actors


@dataclass(frozen=True, slots=True, kw_only=True)
class OrientedTies:
    """Each pair of tied actors once, by its end of lower degree; actors are numbered by rising degree.

    Attributes:
        rank: (n_actors,) the number of each actor here. indptr: (n_actors + 1,) where each actor's ties begin.
        lower: (n_pairs,) rank of the lower end. indices: (n_pairs,) rank of the higher end.
        strength: (n_pairs,) of all ties of the pair together, in both directions.
        upward: (n_pairs,) whether a tie leads from the lower end to the higher. downward: (n_pairs,) or back.
        contacts: (n_actors,) number of pairs of each actor, by rank.
    """

    rank: Indices
    indptr: Offsets
    lower: Indices
    indices: Indices
    strength: Floats
    upward: Flags
    downward: Flags
    contacts: Offsets


def orient_ties(
    n_actors: int, sender: ArrayLike, receiver: ArrayLike, strength: ArrayLike | None = None
) -> OrientedTies:
    """Add up the ties of each pair and turn every pair towards its end of higher degree.

    Args:
        n_actors: how many actors there are. sender: (n_ties,). receiver: (n_ties,).
        strength: (n_ties,) 0 or more; ties of strength 0 and of an actor with itself are dropped. 1 by default.

    Raises:
        TieArrayError: arrays of different length, an actor out of range, a negative or unknown strength.
    """
    senders, receivers = _check_ends(n_actors, sender, receiver)
    strengths = _check_strength(strength, len(senders))
    kept = (senders != receivers) & (strengths > 0)
    senders, receivers, strengths = senders[kept], receivers[kept], strengths[kept]
    low, high = np.minimum(senders, receivers), np.maximum(senders, receivers)
    pairs, pair_of_tie = np.unique(low * n_actors + high, return_inverse=True)
    first, second = (pairs // n_actors, pairs % n_actors) if n_actors else (pairs, pairs)
    contacts = np.bincount(first, minlength=n_actors) + np.bincount(second, minlength=n_actors)
    order = np.argsort(contacts, kind="stable")
    rank = np.empty(n_actors, dtype=np.int32)
    rank[order] = np.arange(n_actors, dtype=np.int32)
    together: Floats = np.bincount(pair_of_tie, weights=strengths, minlength=len(pairs)).astype(np.float64)
    forward = np.bincount(pair_of_tie, weights=senders < receivers, minlength=len(pairs)) > 0
    backward = np.bincount(pair_of_tie, weights=senders > receivers, minlength=len(pairs)) > 0
    is_rising = rank[first] < rank[second]
    lower = np.where(is_rising, rank[first], rank[second])
    higher = np.where(is_rising, rank[second], rank[first])
    turn = np.argsort(lower.astype(np.int64) * n_actors + higher)
    return OrientedTies(
        rank=rank,
        indptr=np.concatenate([[0], np.cumsum(np.bincount(lower, minlength=n_actors))]).astype(np.int64),
        lower=lower[turn],
        indices=higher[turn],
        strength=together[turn],
        upward=np.where(is_rising, forward, backward)[turn],
        downward=np.where(is_rising, backward, forward)[turn],
        contacts=contacts[order],
    )


def _check_ends(n_actors: int, sender: ArrayLike, receiver: ArrayLike) -> tuple[Offsets, Offsets]:
    senders = np.asarray(sender, dtype=np.int64).ravel()
    receivers = np.asarray(receiver, dtype=np.int64).ravel()
    if len(receivers) != len(senders):
        raise TieArrayError("receiver", f"{len(receivers)} rows", f"one for each of the {len(senders)} senders")
    for name, actors in (("sender", senders), ("receiver", receivers)):
        check_actors(name, [actors.min(), actors.max()] if len(actors) else [], n_actors)
    return senders, receivers


def _check_strength(strength: ArrayLike | None, n_ties: int) -> NDArray[np.float64]:
    if strength is None:
        return np.ones(n_ties)
    strengths = np.asarray(strength, dtype=np.float64).ravel()
    if len(strengths) != n_ties:
        raise TieArrayError("strength", f"{len(strengths)} rows", f"one for each of the {n_ties} ties")
    is_wrong = ~(np.isfinite(strengths) & (strengths >= 0))
    if is_wrong.any():
        raise TieArrayError("strength", strengths[is_wrong][0], "a strength of 0 or more")
    return strengths
