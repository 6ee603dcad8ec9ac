"""Ties as arrays: one arc per direction walked, one pair per decision to pass an introduction on.

Two actors may share several ties, but the person asked decides once, so parallel ties become one *pair* with one coin.
A *free* pair is an affiliation step (a person and their organisation): nobody is asked and nothing can fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bridgehead.errors import MisuseError

Indices = NDArray[np.int32]
Offsets = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class TieArrayError(MisuseError):
    """The arrays do not describe ties among the actors."""

    def __init__(self, array: str, found: object, expected: str) -> None:
        """Args: name of the array; found: the offending value; expected: what would do."""
        self.array, self.found, self.expected = array, found, expected
        super().__init__(f"The array {array!r} holds {found}, where {expected} is expected.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Who can pass an introduction to whom, in compressed sparse rows.

    Arc `a` of actor `i` (`indptr[i] <= a < indptr[i + 1]`) leads to `indices[a]` over pair `pairs[a]`; the three
    `incoming_` arrays hold the same arcs by the actor they lead to. Within an actor the neighbours ascend.

    Attributes:
        indptr: (n_actors + 1,) where each actor's arcs begin. indices: (n_arcs,) the actor an arc leads to.
        pairs: (n_arcs,) the pair behind an arc; both directions of a two-way tie share it.
        incoming_indptr: (n_actors + 1,). incoming_indices: (n_arcs,) the actor an arc comes from.
        incoming_pairs: (n_arcs,).
        first: (n_pairs,) one end of the pair; of a one-way pair the sender. second: (n_pairs,) the other end.
        chance: (n_pairs,) that the one asked passes us on, 0..1; 1 where free.
        free: (n_pairs,) whether it is an affiliation step.
        tie_of_pair: (n_pairs,) row of the tie that gave the chance, in the arrays handed in.
    """

    indptr: Offsets
    indices: Indices
    pairs: Indices
    incoming_indptr: Offsets
    incoming_indices: Indices
    incoming_pairs: Indices
    first: Indices
    second: Indices
    chance: Floats
    free: Flags
    tie_of_pair: Offsets

    @property
    def n_actors(self) -> int:
        """Number of actors, isolates included."""
        return len(self.indptr) - 1

    @property
    def n_pairs(self) -> int:
        """Number of pairs."""
        return len(self.chance)


def build_graph(
    n_actors: int,
    sender: ArrayLike,
    receiver: ArrayLike,
    chance: ArrayLike,
    *,
    free: ArrayLike | None = None,
    one_way: ArrayLike | None = None,
) -> Graph:
    """The graph of a list of ties.

    Of parallel ties a free one counts before all others, then the largest chance, then the first row. A tie of an
    actor with itself is dropped. Where a one-way tie makes the two directions of a pair differ, each direction is a
    pair of its own.

    Args:
        n_actors: how many actors there are; they are numbered from 0.
        sender: (n_ties,) actor. receiver: (n_ties,) actor. chance: (n_ties,) of passing on, 0..1.
        free: (n_ties,) whether the tie is an affiliation step; none is by default.
        one_way: (n_ties,) whether it is walked from sender to receiver only; none is by default.

    Raises:
        TieArrayError: arrays of different length, an actor or a chance out of range.

    >>> graph = build_graph(3, [0, 1, 0], [1, 2, 1], [0.2, 0.5, 0.9])
    >>> graph.chance.tolist(), graph.tie_of_pair.tolist()
    ([0.9, 0.5], [2, 1])
    """
    senders, receivers, chances = _check_ties(n_actors, sender, receiver, chance)
    is_free = _flags("free", free, len(senders))
    is_one_way = _flags("one_way", one_way, len(senders))
    arc_sender, arc_receiver, arc_tie = _directed(senders, receivers, is_one_way)
    arc_sender, arc_receiver, arc_tie = _best_ties(n_actors, arc_sender, arc_receiver, arc_tie, chances, is_free)
    transposed, reverse = _reverse_arcs(n_actors, arc_sender, arc_receiver)
    is_shared = (reverse >= 0) & (arc_tie[reverse] == arc_tie)
    owns = ~is_shared | (arc_sender < arc_receiver)
    pairs = np.cumsum(owns) - 1
    pairs = np.where(owns, pairs, pairs[reverse]).astype(np.int32)
    tie_of_pair = arc_tie[owns]
    free_pairs = is_free[tie_of_pair]
    return Graph(
        indptr=_offsets(n_actors, arc_sender),
        indices=arc_receiver.astype(np.int32),
        pairs=pairs,
        incoming_indptr=_offsets(n_actors, arc_receiver),
        incoming_indices=arc_sender[transposed].astype(np.int32),
        incoming_pairs=pairs[transposed],
        first=arc_sender[owns].astype(np.int32),
        second=arc_receiver[owns].astype(np.int32),
        chance=np.where(free_pairs, 1.0, chances[tie_of_pair]),
        free=free_pairs,
        tie_of_pair=tie_of_pair,
    )


def check_actors(name: str, actors: ArrayLike, n_actors: int) -> Indices:
    """A list of actors as a sorted array without repeats.

    Raises:
        TieArrayError: one of them is not an actor.
    """
    found = np.unique(np.asarray(actors, dtype=np.int64).ravel())
    if len(found) and not 0 <= found[0] <= found[-1] < n_actors:
        raise TieArrayError(name, f"actors {found[0]} to {found[-1]}", f"an actor from 0 to {n_actors - 1}")
    return found.astype(np.int32)


def check_groups(group_of_actor: ArrayLike, n_groups: int, n_actors: int) -> Indices:
    """A group for each actor, as an array of one's own.

    Raises:
        TieArrayError: another number of actors, or a group out of range; -1 is none.
    """
    groups = np.array(group_of_actor, dtype=np.int32).ravel()
    if len(groups) != n_actors:
        raise TieArrayError("group_of_actor", f"{len(groups)} rows", f"one for each of the {n_actors} actors")
    if len(groups) and not -1 <= groups.min() <= groups.max() < n_groups:
        raise TieArrayError(
            "group_of_actor", f"groups {groups.min()} to {groups.max()}", f"a group from -1 to {n_groups - 1}"
        )
    return groups


def _check_ties(
    n_actors: int, sender: ArrayLike, receiver: ArrayLike, chance: ArrayLike
) -> tuple[Offsets, Offsets, Floats]:
    senders = np.asarray(sender, dtype=np.int64).ravel()
    receivers = np.asarray(receiver, dtype=np.int64).ravel()
    chances = np.asarray(chance, dtype=np.float64).ravel()
    for name, array in (("receiver", receivers), ("chance", chances)):
        if len(array) != len(senders):
            raise TieArrayError(name, f"{len(array)} rows", f"one for each of the {len(senders)} senders")
    for name, actors in (("sender", senders), ("receiver", receivers)):
        check_actors(name, actors[[actors.argmin(), actors.argmax()]] if len(actors) else actors, n_actors)
    is_wrong = ~((chances >= 0) & (chances <= 1))
    if is_wrong.any():
        raise TieArrayError("chance", chances[is_wrong][0], "a chance from 0 to 1")
    return senders, receivers, chances


def _flags(name: str, flags: ArrayLike | None, n_ties: int) -> Flags:
    if flags is None:
        return np.zeros(n_ties, dtype=np.bool_)
    array = np.asarray(flags, dtype=np.bool_).ravel()
    if len(array) != n_ties:
        raise TieArrayError(name, f"{len(array)} rows", f"one for each of the {n_ties} senders")
    return array


def _directed(senders: Offsets, receivers: Offsets, is_one_way: Flags) -> tuple[Offsets, Offsets, Offsets]:
    """Each tie once in every direction it is walked: sender, receiver and row."""
    forward = np.flatnonzero(senders != receivers)
    backward = forward[~is_one_way[forward]]
    return (
        np.concatenate([senders[forward], receivers[backward]]),
        np.concatenate([receivers[forward], senders[backward]]),
        np.concatenate([forward, backward]),
    )


def _best_ties(
    n_actors: int, sender: Offsets, receiver: Offsets, tie: Offsets, chance: Floats, free: Flags
) -> tuple[Offsets, Offsets, Offsets]:
    """The arcs without parallels, by sender and receiver: sender, receiver and row of the tie that counts."""
    key = sender * n_actors + receiver
    order = np.argsort(key)
    key, tie = key[order], tie[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    if not len(starts):
        return sender, receiver, tie
    rank = np.where(free, 2.0, chance)[tie]
    is_best = rank == np.repeat(np.maximum.reduceat(rank, starts), np.diff(starts, append=len(rank)))
    best = np.minimum.reduceat(np.where(is_best, tie, len(chance)), starts)
    return key[starts] // n_actors, key[starts] % n_actors, best


def _reverse_arcs(n_actors: int, sender: Offsets, receiver: Offsets) -> tuple[Offsets, Offsets]:
    """The order of the arcs by receiver and sender, and for each arc the one that leads back (-1: none)."""
    key, back = sender * n_actors + receiver, receiver * n_actors + sender
    transposed = np.argsort(back)
    reverse = np.full(len(key), -1, dtype=np.int64)
    # sorted needles keep the search in cache
    found = np.minimum(np.searchsorted(key, back[transposed]), len(key) - 1)
    reverse[transposed] = np.where(key[found] == back[transposed], found, -1)
    return transposed, reverse


def _offsets(n_actors: int, actor: NDArray[Any]) -> Offsets:
    return np.concatenate([[0], np.cumsum(np.bincount(actor, minlength=n_actors))]).astype(np.int64)
