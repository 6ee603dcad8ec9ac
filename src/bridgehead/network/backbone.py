"""The backbone of a large network: what a drawing shows when it cannot show every tie."""

from __future__ import annotations

import numpy as np

from bridgehead.network.ties import Bools, Floats, Ints, pair_key


def find_backbone(n_actors: int, sender: Ints, receiver: Ints, strength: Floats, *, first: Bools, most: int) -> Bools:
    """Which ties to draw: some always, then every actor's strongest, as many as there is room for; shape (n_ties,).

    The ties of a pair are drawn together. Each actor's strongest pair goes before any actor's second strongest; of
    those, the stronger goes first. Pairs of unknown strength come after those of known strength.

    Args:
        n_actors: number of actors. sender, receiver: of shape (n_ties,). strength: (n_ties,), NaN = unknown.
        first: (n_ties,) ties that are drawn in any case. most: how many ties there is room for.

    >>> ends = np.array([0, 0, 0]), np.array([1, 2, 3])
    >>> find_backbone(4, *ends, np.array([0.2, 0.9, 0.5]), first=np.zeros(3, dtype=bool), most=2).tolist()
    [False, True, True]
    """
    if len(sender) <= most:
        return np.ones(len(sender), dtype=np.bool_)
    keys, pair_of_tie = np.unique(pair_key(sender, receiver, n_actors), return_inverse=True)
    of_pair = np.full(len(keys), -1.0)
    np.maximum.at(of_pair, pair_of_tie, np.nan_to_num(strength, nan=-1.0))
    size = np.bincount(pair_of_tie, minlength=len(keys))
    is_first = np.bincount(pair_of_tie, weights=first, minlength=len(keys)) > 0
    rank = np.where(is_first, -1, _rank_of_pairs(keys // n_actors, keys % n_actors, of_pair))
    order = np.lexsort((keys, -of_pair, rank))
    drawn = np.zeros(len(keys), dtype=np.bool_)
    drawn[order] = (np.cumsum(size[order]) <= most) | is_first[order]
    kept: Bools = drawn[pair_of_tie]
    return kept


def _rank_of_pairs(low: Ints, high: Ints, strength: Floats) -> Ints:
    """How many pairs of the same actor are stronger, for the end at which there are fewer; shape (n_pairs,)."""
    actors = np.concatenate([low, high])
    pairs = np.tile(np.arange(len(low)), 2)
    order = np.lexsort((pairs, -strength[pairs], actors))
    begins = np.flatnonzero(np.diff(actors[order], prepend=-1))
    place = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    rank = np.full(len(low), len(order), dtype=np.int64)
    np.minimum.at(rank, pairs[order], place)
    return rank
