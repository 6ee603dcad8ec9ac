"""Routes that share no introducer: how many ways in would survive the loss of any one of them.

Two routes are disjoint when no actor stands between the start set and a target on both; the firm's own people and the
targets themselves may be shared, and an actor passed by an affiliation step stands between as any other. A target next
to the start set is one route, whoever knows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bridgehead.network import kernels
from bridgehead.network.graph import Flags, Graph, Indices, check_actors, check_groups
from bridgehead.network.routes import Route, count_ties, make_route


@dataclass(frozen=True, slots=True, kw_only=True)
class DisjointRoutes:
    """A largest set of routes that share no introducer.

    Attributes:
        count: how many. is_exact: whether no larger set can exist; otherwise the count is a lower bound.
        routes: one such set, the fewest ties first.
    """

    count: int
    is_exact: bool
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisjointCounts:
    """How many routes to each group share no introducer.

    Attributes:
        count: (n_groups,) routes. is_exact: (n_groups,) whether no more can exist; otherwise a lower bound.
    """

    count: NDArray[np.int64]
    is_exact: Flags


def disjoint_routes(graph: Graph, starts: ArrayLike, targets: ArrayLike, max_ties: int) -> DisjointRoutes:
    """The largest number of routes to the targets that share no introducer, and such routes.

    Args:
        graph: the network. starts: the start set. max_ties: ties a route may have, introductions plus one.
        targets: where to; those in the start set are left out. A target stands only at the end of a route.

    Raises:
        TieArrayError: a start or target is not an actor of the graph.

    References:
        Itai, Perl & Shiloach 1982, *Networks* 12, show that disjoint routes of limited length are hard to count but
        for small limits. With at most three ties and no affiliation steps the layered flow used here is exact; any
        other count is exact where it meets the number of disjoint routes of any length.

    >>> from bridgehead.network.graph import build_graph
    >>> graph = build_graph(5, [0, 0, 1, 2, 2], [1, 2, 4, 4, 3], [0.5] * 5)
    >>> disjoint_routes(graph, [0], [4], 2).count
    2
    """
    sources = check_actors("starts", starts, graph.n_actors)
    goals = np.setdiff1d(check_actors("targets", targets, graph.n_actors), sources)
    flow = _flow(graph, sources, goals, count_ties(graph, sources, max_ties), max_ties)
    chains = _chains(sources, flow)
    routes = sorted((make_route(graph, chain) for chain in chains), key=lambda route: (route.ties, route.actors))
    return DisjointRoutes(count=len(routes), is_exact=flow.is_exact, routes=tuple(routes))


def disjoint_counts(
    graph: Graph, starts: ArrayLike, group_of_actor: ArrayLike, n_groups: int, max_ties: int
) -> DisjointCounts:
    """For each group of targets, the largest number of routes that share no introducer, as `disjoint_routes`.

    Args:
        graph: the network. starts: the start set. max_ties: ties a route may have, introductions plus one.
        group_of_actor: (n_actors,) group of each target, from 0; -1 is no target. Starts are no targets.
        n_groups: how many groups.

    Raises:
        TieArrayError: a start or a group is out of range.
    """
    sources = check_actors("starts", starts, graph.n_actors)
    groups = check_groups(group_of_actor, n_groups, graph.n_actors)
    groups[sources] = -1
    ahead = count_ties(graph, sources, max_ties)
    order = np.argsort(groups, kind="stable").astype(np.int32)
    ends = np.searchsorted(groups[order], np.arange(n_groups + 1))
    found = [_flow(graph, sources, order[begin:end], ahead, max_ties) for begin, end in pairwise(ends.tolist())]
    return DisjointCounts(
        count=np.array([flow.count for flow in found], dtype=np.int64),
        is_exact=np.array([flow.is_exact for flow in found], dtype=np.bool_),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flow:
    """Steps straight to a target, and for each actor between the previous and the following one (-1: not in use)."""

    knower: Indices
    known: Indices
    previous: Indices
    following: Indices
    count: int
    is_exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    """One group of targets, and the actors that may stand between."""

    graph: Graph
    sources: Indices
    goals: Indices
    ahead: NDArray[np.int16]
    is_between: Flags
    enough: int
    max_ties: int

    def solve(self, *, is_layered: bool) -> tuple[Indices, Indices, int]:
        """For each actor the previous and the following one, and the number of routes.

        Layered, every tie leads farther from the start set, which keeps routes within `max_ties`; otherwise routes of
        any length count, which bounds the number from above.
        """
        graph = self.graph
        indptr, indices, goal_of_actor = kernels.flows.keep_flow_arcs(
            graph.incoming_indptr, graph.incoming_indices, graph.incoming_pairs, graph.free,
            self.goals, self.ahead, self.is_between, self.max_ties, is_layered,
        )  # fmt: skip
        source, first, pairs = _arcs_of(graph, self.sources)
        may = self.is_between[first]
        if is_layered:
            may &= self.ahead[first] >= ~graph.free[pairs]
        firsts, place = np.unique(first[may], return_index=True)
        previous, following = kernels.flows.route_disjointly(
            indptr, indices, goal_of_actor, firsts, source[may][place], self.enough
        )
        return previous, following, int((previous[firsts] == source[may][place]).sum())


def _flow(graph: Graph, sources: Indices, goals: Indices, ahead: NDArray[np.int16], max_ties: int) -> _Flow:
    is_goal = np.zeros(graph.n_actors, dtype=np.bool_)
    is_goal[goals] = True
    is_simple = max_ties <= 3 and not graph.free.any()
    # without affiliation steps the arcs of an actor one tie away show by themselves whether it leads anywhere
    depth = max(max_ties - 2, 1) if is_simple else max_ties
    behind = kernels.levels.count_levels(
        graph.incoming_indptr, graph.incoming_indices, graph.incoming_pairs, graph.free, goals, depth
    )
    is_between = (ahead >= 0) & (behind >= 0) & (ahead + behind <= max_ties)
    if is_simple:
        is_between |= ahead == 1
    is_between &= ~is_goal
    is_between[sources] = False
    # every route ends at an actor next to a target
    enough = int((is_between & ((behind == 0) | (behind == 1))).sum())
    problem = _Problem(
        graph=graph, sources=sources, goals=goals, ahead=ahead, is_between=is_between, enough=enough, max_ties=max_ties
    )
    previous, following, count = problem.solve(is_layered=True)
    is_exact = is_simple or count == problem.solve(is_layered=False)[2]
    knower, known = _direct_steps(graph, sources, is_goal, max_ties)
    return _Flow(
        knower=knower, known=known, previous=previous, following=following, count=len(known) + count, is_exact=is_exact
    )


def _arcs_of(graph: Graph, actors: Indices) -> tuple[Indices, Indices, Indices]:
    """The arcs of some actors: from, to and pair."""
    lengths = np.diff(graph.indptr)[actors]
    arcs = np.repeat(graph.indptr[actors] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    return np.repeat(actors, lengths), graph.indices[arcs], graph.pairs[arcs]


def _direct_steps(graph: Graph, sources: Indices, is_goal: Flags, max_ties: int) -> tuple[Indices, Indices]:
    """Targets next to the start set, and of it for each the first that knows it."""
    source, other, pairs = _arcs_of(graph, sources)
    may = is_goal[other] & (graph.free[pairs] | (max_ties > 0))
    goals, place = np.unique(other[may], return_index=True)
    return source[may][place], goals


def _chains(sources: Indices, flow: _Flow) -> list[list[int]]:
    chains = [[source, goal] for source, goal in zip(flow.knower.tolist(), flow.known.tolist(), strict=True)]
    for first in np.flatnonzero((flow.previous >= 0) & np.isin(flow.previous, sources)).tolist():
        chain = [int(flow.previous[first]), first]
        while flow.following[chain[-1]] >= 0:
            chain.append(int(flow.following[chain[-1]]))
        chains.append(chain)
    return chains
