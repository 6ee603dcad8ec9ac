"""The chance that at least one introduction route works: hop-limited reliability over live ties.

Each pair is one coin: the person asked passes us on or does not, whichever route asks. A group of targets is reached in
a world if some route of at most `max_ties` ties is live in it; with a direct route it is reached in all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bridgehead.errors import RefusedError
from bridgehead.network import kernels
from bridgehead.network.graph import Flags, Floats, Graph, Indices, Offsets, check_actors, check_groups

_WORD = 64
#: enumerating more coins than this takes longer than anyone waits
MOST_COINS = 20


class TooManyCoinsError(RefusedError):
    """More uncertain ties lie on the routes than can be enumerated."""

    def __init__(self, coins: int, most: int) -> None:
        """Args: uncertain ties on the routes; most: how many can be enumerated."""
        self.coins, self.most = coins, most
        super().__init__(
            f"An exact chance was asked for, but {coins} uncertain ties lie on the routes and at most {most} can be "
            "enumerated. Ask for the sampled chance instead."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachChance:
    """The chance that at least one route to a group works.

    Attributes:
        chance: (n_groups,) 0..1. standard_error: (n_groups,) of sampling, as one standard deviation; 0 where nothing
            was sampled: a direct route, no route at all, or every world enumerated.
        worlds: how many were sampled, or enumerated. is_exact: whether all worlds were enumerated.
    """

    chance: Floats
    standard_error: Floats
    worlds: int
    is_exact: bool


def reach_chance(
    graph: Graph,
    starts: ArrayLike,
    group_of_actor: ArrayLike,
    n_groups: int,
    max_ties: int,
    worlds: int,
    rng: np.random.Generator,
) -> ReachChance:
    """The chance to reach each group, from sampled worlds, or from all of them where they are no more.

    Only pairs on some route to a group without a direct one are looked at. A pair's coin depends on one draw from
    `rng`, on its two actors and on the world, never on its chance: with an equally seeded generator a larger chance, a
    further tie or a further actor at the end of the list changes no coin, so bounds can be compared world by world.

    Args:
        graph: the network. starts: the start set. max_ties: ties a route may have, introductions plus one.
        group_of_actor: (n_actors,) group of each target, from 0; -1 is no target. Starts are no targets.
        n_groups: how many groups. worlds: how many to sample, rounded up to full words of 64.
        rng: gives the one random number used.

    Raises:
        TieArrayError: a start or a group is out of range.

    References:
        Ke, Khan & Lim 2019, arXiv:1904.05300, compare samplers for two-terminal reliability; this one answers all
        groups in one forward pass over 64 worlds at a time and draws a coin only where it can matter.

    >>> from bridgehead.network.graph import build_graph
    >>> graph = build_graph(4, [0, 0, 1, 2], [1, 2, 3, 3], [0.5, 0.5, 1.0, 0.5])
    >>> found = reach_chance(graph, [0], [-1, -1, -1, 0], 1, 2, 4096, np.random.default_rng(1))
    >>> found.chance.tolist(), found.is_exact
    ([0.625], True)
    """
    problem = _Problem.of(graph, starts, group_of_actor, n_groups, max_ties)
    seed = np.uint64(rng.integers(0, 2**63))
    if 2 ** len(problem.coins) <= max(worlds, _WORD):
        return _enumerate(problem)
    keys, thresholds = kernels.worlds.make_coins(seed, graph.first, graph.second, graph.chance)
    n_words = -(-worlds // _WORD)
    unused = np.zeros((0, n_words), dtype=np.uint64)
    hits = problem.reach(keys[problem.pairs], thresholds[problem.pairs], unused)
    sampled = n_words * _WORD
    count = np.bitwise_count(hits).sum(axis=1, dtype=np.int64)
    # one world added on either side, so that no group without certainty is said to have no error
    smoothed = (count + 1) / (sampled + 2)
    error = np.where(problem.is_open, np.sqrt(smoothed * (1 - smoothed) / sampled), 0.0)
    return ReachChance(
        chance=np.where(problem.is_certain, 1.0, count / sampled),
        standard_error=error,
        worlds=sampled,
        is_exact=False,
    )


def reach_chance_exact(
    graph: Graph, starts: ArrayLike, group_of_actor: ArrayLike, n_groups: int, max_ties: int
) -> ReachChance:
    """The chance to reach each group, by enumerating every world; for small networks.

    Raises:
        TooManyCoinsError: more than 20 uncertain pairs lie on the routes.
        TieArrayError: a start or a group is out of range.

    >>> from bridgehead.network.graph import build_graph
    >>> graph = build_graph(3, [0, 1], [1, 2], [0.5, 0.5])
    >>> reach_chance_exact(graph, [0], [-1, 0, 1], 2, 2).chance.tolist()
    [1.0, 0.25]
    """
    problem = _Problem.of(graph, starts, group_of_actor, n_groups, max_ties)
    if len(problem.coins) > MOST_COINS:
        raise TooManyCoinsError(len(problem.coins), MOST_COINS)
    return _enumerate(problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    """What is left to decide by coins: groups without a direct route, and the arcs on routes to them.

    Actors are those on routes and have numbers of their own here; pairs keep theirs.
    """

    graph: Graph
    sources: Indices
    group: NDArray[np.uint32]
    n_groups: int
    max_ties: int
    is_certain: Flags
    is_open: Flags
    indptr: Offsets
    indices: Indices
    pairs: Indices
    coins: Indices
    behind: NDArray[np.int16]

    @classmethod
    def of(cls, graph: Graph, starts: ArrayLike, group_of_actor: ArrayLike, n_groups: int, max_ties: int) -> _Problem:
        sources = check_actors("starts", starts, graph.n_actors)
        groups = check_groups(group_of_actor, n_groups, graph.n_actors)
        groups[sources] = -1
        ahead = kernels.levels.count_levels(graph.indptr, graph.indices, graph.pairs, graph.free, sources, max_ties)
        is_certain = _has_member(groups, (ahead == 0) | (ahead == 1), n_groups)
        groups[np.isin(groups, np.flatnonzero(is_certain))] = -1
        goals = np.flatnonzero((groups >= 0) & (ahead >= 0)).astype(np.int32)
        behind = kernels.levels.count_levels(
            graph.incoming_indptr, graph.incoming_indices, graph.incoming_pairs, graph.free, goals, max_ties
        )
        indptr, indices, pairs = kernels.levels.keep_useful_arcs(
            graph.indptr, graph.indices, graph.pairs, graph.free, ahead, behind, max_ties
        )
        is_uncertain = np.zeros(graph.n_pairs, dtype=np.bool_)
        is_uncertain[pairs] = True
        is_uncertain &= (graph.chance > 0) & (graph.chance < 1)
        is_on_route = np.zeros(graph.n_actors, dtype=np.bool_)
        is_on_route[sources] = is_on_route[indices] = True
        actors = np.flatnonzero(is_on_route)
        number = np.cumsum(is_on_route, dtype=np.int32) - 1
        return cls(
            graph=graph, sources=number[sources], n_groups=n_groups, max_ties=max_ties,
            group=np.where(groups < 0, n_groups, groups)[actors].astype(np.uint32),
            is_certain=is_certain, is_open=_has_member(groups, ahead >= 0, n_groups),
            # no arc begins at any other actor, so that rows of these follow each other
            indptr=np.append(indptr[actors], indptr[-1]), indices=number[indices], pairs=pairs,
            coins=np.flatnonzero(is_uncertain).astype(np.int32), behind=behind[actors],
        )  # fmt: skip

    def reach(
        self, keys: NDArray[np.uint64], thresholds: NDArray[np.uint64], masks: NDArray[np.uint64]
    ) -> NDArray[np.uint64]:
        """The worlds in which each group is reached: (n_groups, n_words); keys and thresholds are of each arc."""
        hits: NDArray[np.uint64] = kernels.worlds.reach_groups(
            self.indptr.view(np.uint64), self.indices.view(np.uint32), self.pairs.view(np.uint32),
            self.graph.free[self.pairs], keys, thresholds, masks, self.sources.view(np.uint32),
            self.group, self.behind, self.n_groups, masks.shape[1], self.max_ties,
        )  # fmt: skip
        return hits


def _has_member(groups: Indices, counts: Flags, n_groups: int) -> Flags:
    """Which groups have a member that counts: (n_groups,)."""
    has = np.zeros(n_groups, dtype=np.bool_)
    has[groups[(groups >= 0) & counts]] = True
    return has


def _enumerate(problem: _Problem) -> ReachChance:
    """Every world once: world w has coin c live where bit c of w is set."""
    chance = problem.graph.chance
    n_worlds = 2 ** len(problem.coins)
    world = np.arange(max(n_worlds, _WORD))
    masks = np.zeros((problem.graph.n_pairs, len(world) // _WORD), dtype=np.uint64)
    masks[chance == 1] = ~np.uint64(0)
    weight = (world < n_worlds).astype(np.float64)
    for place, pair in enumerate(problem.coins.tolist()):
        is_live = (world >> place) & 1 == 1
        masks[pair] = np.packbits(is_live, bitorder="little").view("<u8")
        weight *= np.where(is_live, chance[pair], 1 - chance[pair])
    unused = np.zeros(0, dtype=np.uint64)
    hits = problem.reach(unused, unused, masks)
    is_reached = np.unpackbits(hits.astype("<u8").view(np.uint8), axis=1, bitorder="little")
    found = is_reached @ weight if problem.n_groups else np.zeros(0)
    return ReachChance(
        chance=np.where(problem.is_certain, 1.0, np.minimum(found, 1.0)),
        standard_error=np.zeros(problem.n_groups),
        worlds=n_worlds,
        is_exact=True,
    )
