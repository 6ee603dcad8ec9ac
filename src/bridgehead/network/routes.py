"""Introduction routes: how far, how likely, and which ones.

A route is a simple chain of actors from the *start set* (a firm and its own people) to a target. A route of n ties
needs n - 1 introductions; affiliation steps cost nothing, may come anywhere and in any number. Its chance is the
product of the chances of its ties, except that a route of one tie or none is direct: it needs no introduction and has
chance 1.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bridgehead.network import kernels
from bridgehead.network.graph import Flags, Floats, Graph, Indices, Offsets, check_actors, check_groups

Distinct = Literal["any", "introducers"]

#: costs are whole numbers of this fraction of a natural logarithm, so that sums are exact and equal routes tie
_COST_UNIT = 2.0**-40
#: the cost of a tie that never passes us on: beyond that of every positive chance
_NEVER = np.int64(2**52)


@dataclass(frozen=True, slots=True, kw_only=True)
class BestChances:
    """The best single route to each actor.

    Attributes:
        chance: (n_actors,) of the best route, 0..1; 1 where direct or in the start set, 0 where there is none.
        ties: (n_actors,) ties of that route, the fewest where several are best; -1 where there is none.
    """

    chance: Floats
    ties: NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One introduction route.

    Attributes:
        actors: from one of the start set to the target. pairs: (len(actors) - 1,) the pair of each step.
        chance: that everyone asked passes us on, 0..1; 1 where direct. ties: steps that are not free.
    """

    actors: tuple[int, ...]
    pairs: tuple[int, ...]
    chance: float
    ties: int


def count_ties(graph: Graph, starts: ArrayLike, max_ties: int) -> NDArray[np.int16]:
    """Fewest ties to each actor: (n_actors,), 0 for the start set, -1 beyond `max_ties`.

    Raises:
        TieArrayError: a start is not an actor of the graph.

    >>> from bridgehead.network.graph import build_graph
    >>> count_ties(build_graph(4, [0, 1, 2], [1, 2, 3], [0.5, 0.5, 0.5]), [0], 2).tolist()
    [0, 1, 2, -1]
    """
    sources = check_actors("starts", starts, graph.n_actors)
    found: NDArray[np.int16] = kernels.levels.count_levels(
        graph.indptr, graph.indices, graph.pairs, graph.free, sources, max_ties
    )
    return found


def best_chances(graph: Graph, starts: ArrayLike, max_ties: int) -> BestChances:
    """The chance of the best single route to each actor.

    Raises:
        TieArrayError: a start is not an actor of the graph.

    >>> from bridgehead.network.graph import build_graph
    >>> best_chances(build_graph(3, [0, 1], [1, 2], [0.5, 0.8]), [0], 2).chance.tolist()
    [1.0, 1.0, 0.4]
    """
    # only who is tied directly is asked here, which one layer tells
    fewest = count_ties(graph, starts, min(max_ties, 1))
    sources = check_actors("starts", starts, graph.n_actors)
    chance, ties = kernels.levels.best_products(
        graph.indptr, graph.indices, graph.pairs, graph.free, graph.chance, sources, max_ties
    )
    is_direct = (fewest == 0) | (fewest == 1)
    return BestChances(chance=np.where(is_direct, 1.0, np.maximum(chance, 0.0)), ties=np.where(is_direct, fewest, ties))


def best_routes(
    graph: Graph,
    starts: ArrayLike,
    targets: ArrayLike,
    k: int,
    max_ties: int,
    *,
    distinct: Distinct = "any",
) -> tuple[Route, ...]:
    """The k best distinct routes from the start set to any of the targets.

    They come by falling chance, then fewer ties, fewer steps, and lower actor numbers; of routes of chance 0 those with
    fewer ties that never pass on come first. No route visits a second actor
    of the start set, and a target stands only at its end.

    Args:
        graph: the network. starts: the start set. targets: where to; those in the start set are left out.
        k: how many at most. max_ties: ties a route may have, introductions plus one.
        distinct: "any" other chain of actors counts, or only one with other "introducers": of the routes through the
            same actors in between only the best is given, and one direct route for each target.

    Raises:
        TieArrayError: a start or target is not an actor of the graph.

    References:
        Yen 1971, doi:10.1287/mnsc.17.11.712. Differences from the paper: the same k routes in the same order are
        found best first under an exact bound from one backward pass per number of ties, instead of one search for
        each deviation; there are many starts and ends; the number of ties is limited.

    >>> from bridgehead.network.graph import build_graph
    >>> graph = build_graph(4, [0, 0, 1, 2], [1, 2, 3, 3], [0.5, 0.9, 0.5, 0.5])
    >>> [route.actors for route in best_routes(graph, [0], [3], k=2, max_ties=2)]
    [(0, 2, 3), (0, 1, 3)]
    """
    start = _Start.of(graph, starts, max_ties)
    goals = np.setdiff1d(check_actors("targets", targets, graph.n_actors), start.sources)
    return start.find_best(goals, k, distinct=distinct)


def best_routes_by_group(
    graph: Graph, starts: ArrayLike, group_of_actor: ArrayLike, n_groups: int, k: int, max_ties: int
) -> tuple[tuple[Route, ...], ...]:
    """For each group of targets, the k best distinct routes to any of them, as `best_routes`.

    Args:
        graph: the network. starts: the start set. k: how many at most. max_ties: ties a route may have.
        group_of_actor: (n_actors,) group of each target, from 0; -1 is no target. Starts are no targets.
        n_groups: how many groups.

    Raises:
        TieArrayError: a start or a group is out of range.
    """
    start = _Start.of(graph, starts, max_ties)
    groups = check_groups(group_of_actor, n_groups, graph.n_actors)
    groups[start.sources] = -1
    order = np.argsort(groups, kind="stable").astype(np.int32)
    ends = np.searchsorted(groups[order], np.arange(n_groups + 1)).tolist()
    return tuple(start.find_best(order[begin:end], k) for begin, end in pairwise(ends))


def make_route(graph: Graph, actors: Sequence[int]) -> Route:
    """The route along a chain of actors, each next to the one before.

    >>> from bridgehead.network.graph import build_graph
    >>> make_route(build_graph(3, [0, 1], [1, 2], [0.5, 0.5]), [0, 1, 2]).chance
    0.25
    """
    pairs = []
    for actor, other in pairwise(actors):
        arcs = slice(graph.indptr[actor], graph.indptr[actor + 1])
        place = int(np.searchsorted(graph.indices[arcs], other))
        pairs.append(int(graph.pairs[arcs][place]))
    ties = int((~graph.free[pairs]).sum())
    chance = float(np.prod(graph.chance[pairs])) if ties > 1 else 1.0
    return Route(actors=tuple(actors), pairs=tuple(pairs), chance=chance, ties=ties)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Partial:
    """The beginning of a route, with what it costs so far and the ties it still must have."""

    actors: tuple[int, ...]
    cost: int
    ties: int
    ties_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extensions:
    """The ways to lengthen a beginning by one step, best first; each array (n_extensions,)."""

    parent: _Partial
    bounds: Offsets
    steps: Offsets
    actors: Indices
    pairs: Indices


#: what orders the queue (bound on the cost, ties, bound on the steps, actors), then the beginning and its siblings
_Entry = tuple[int, int, int, tuple[int, ...], _Partial, "_Extensions | None", int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """What every search from one start set shares.

    Attributes:
        cost: (n_pairs,) integer log cost; 0 where free. is_source: (n_actors,) whether in the start set.
        fewest: (n_actors,) fewest ties from the start set.
    """

    graph: Graph
    sources: Indices
    max_ties: int
    cost: Offsets
    is_source: Flags
    fewest: NDArray[np.int16]

    @classmethod
    def of(cls, graph: Graph, starts: ArrayLike, max_ties: int) -> _Start:
        """Check the start set and prepare."""
        sources = check_actors("starts", starts, graph.n_actors)
        with np.errstate(divide="ignore"):
            costs = np.minimum(-np.log(graph.chance) / _COST_UNIT, float(_NEVER))
        is_source = np.zeros(graph.n_actors, dtype=np.bool_)
        is_source[sources] = True
        return cls(
            graph=graph,
            sources=sources,
            max_ties=max_ties,
            cost=np.where(graph.free, 0, np.rint(costs)).astype(np.int64),
            is_source=is_source,
            fewest=count_ties(graph, sources, max_ties),
        )

    def find_best(self, goals: Indices, k: int, *, distinct: Distinct = "any") -> tuple[Route, ...]:
        """The k best routes to any of some actors outside the start set."""
        routes: list[Route] = []
        seen: set[frozenset[int]] = set()
        if k < 1 or not len(goals) or not len(self.sources):
            return ()
        for route in _Enumeration(self, goals).by_chance():
            between = frozenset(route.actors[1:-1]) or frozenset(route.actors[-1:])
            if distinct == "any" or between not in seen:
                seen.add(between)
                routes.append(route)
            if len(routes) == k:
                break
        return tuple(routes)


class _Enumeration:
    """Best-first enumeration of routes: beginnings wait in a queue, ordered by the best route they can become."""

    def __init__(self, start: _Start, goals: Indices) -> None:
        graph = start.graph
        self._graph, self._sources, self._cost, self._is_source = graph, start.sources, start.cost, start.is_source
        self._costs_ahead, self._steps_ahead = kernels.levels.settle_layers(
            graph.incoming_indptr, graph.incoming_indices, graph.incoming_pairs, graph.free, start.cost, goals,
            start.is_source, start.fewest, start.max_ties,
        )  # fmt: skip

    def by_chance(self) -> Iterator[Route]:
        """All routes, best first."""
        queue = self._beginnings()
        heapq.heapify(queue)
        while queue:
            *_, partial, siblings, place = heapq.heappop(queue)
            if siblings is not None:
                self._push(queue, siblings, place + 1)
            if partial.ties_left == 0 and len(partial.actors) > 1 and self._is_goal(partial.actors[-1]):
                yield make_route(self._graph, partial.actors)
            else:
                self._push(queue, self._extend(partial), 0)

    def _beginnings(self) -> list[_Entry]:
        entries: list[_Entry] = []
        for source in self._sources.tolist():
            for ties, cost in enumerate(self._costs_ahead[:, source].tolist()):
                if cost < kernels.levels.UNREACHED:
                    partial = _Partial(actors=(source,), cost=0, ties=ties, ties_left=ties)
                    bound = cost if ties > 1 else 0
                    entries.append((bound, ties, int(self._steps_ahead[ties, source]), (source,), partial, None, 0))
        return entries

    def _is_goal(self, actor: int) -> bool:
        return bool(self._costs_ahead[0, actor] == 0 and self._steps_ahead[0, actor] == 0)

    def _extend(self, partial: _Partial) -> _Extensions:
        graph, last = self._graph, partial.actors[-1]
        arcs = slice(graph.indptr[last], graph.indptr[last + 1])
        actors, pairs = graph.indices[arcs], graph.pairs[arcs]
        left = partial.ties_left - ~graph.free[pairs]
        ahead = np.where(left >= 0, self._costs_ahead[left, actors], kernels.levels.UNREACHED)
        may = (ahead < kernels.levels.UNREACHED) & ~self._is_source[actors]
        for visited in partial.actors[1:]:
            may &= actors != visited
        kept = np.flatnonzero(may)
        actors, pairs, left = actors[kept], pairs[kept], left[kept]
        # a direct route costs nothing, whatever the chance of its one tie
        bounds = partial.cost + self._cost[pairs] + ahead[kept] if partial.ties > 1 else np.zeros(len(kept), np.int64)
        steps = len(partial.actors) + self._steps_ahead[left, actors].astype(np.int64)
        order = np.lexsort((actors, steps, bounds))
        return _Extensions(
            parent=partial, bounds=bounds[order], steps=steps[order], actors=actors[order], pairs=pairs[order]
        )

    def _push(self, queue: list[_Entry], extensions: _Extensions, place: int) -> None:
        if place >= len(extensions.actors):
            return
        parent, pair = extensions.parent, int(extensions.pairs[place])
        partial = _Partial(
            actors=(*parent.actors, int(extensions.actors[place])),
            cost=parent.cost + int(self._cost[pair]),
            ties=parent.ties,
            ties_left=parent.ties_left - int(not self._graph.free[pair]),
        )
        bound, steps = int(extensions.bounds[place]), int(extensions.steps[place])
        heapq.heappush(queue, (bound, partial.ties, steps, partial.actors, partial, extensions, place))
