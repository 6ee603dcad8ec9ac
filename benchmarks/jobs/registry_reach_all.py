"""Reach and standing of all organisations in all markets, against single routes of any length."""

from __future__ import annotations

from functools import partial

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from bridgehead.network.passing_on import assumed
from bridgehead.registry.reaching import find_reach, find_strength
from job import Contender, Job, Work
from registries import load_registry

_MARKETS = 10


def prepare_ours(network: str, threads: int = 1) -> Work:
    """Best chance within three ties, fewest ties, introducer, contacts, strongest tie, standing."""
    registry = load_registry(network)
    return lambda: int((find_reach(registry, threads=threads).ties > 0).sum())


def prepare_scipy(network: str) -> Work:
    """The best route of any length from anybody in a market, market by market."""
    registry = load_registry(network)
    ties, market = registry.ties, registry.organisations.market
    costs = csr_array((-np.log(assumed(find_strength(registry)).value), ties.other, ties.ptr))

    def work() -> int:
        found = 0
        for place in range(len(registry.organisations.markets)):
            inside = np.flatnonzero(market == place)
            found += int(np.isfinite(dijkstra(costs, indices=inside, min_only=True)).sum()) - len(inside)
        return found

    return work


def prepare_networkx(network: str) -> Work:
    """As scipy, for some markets."""
    registry = load_registry(network)
    ties, market = registry.ties, registry.organisations.market
    costs = csr_array((-np.log(assumed(find_strength(registry)).value), ties.other, ties.ptr))
    graph = nx.from_scipy_sparse_array(costs)

    def work() -> int:
        return sum(
            len(nx.multi_source_dijkstra_path_length(graph, set(np.flatnonzero(market == place).tolist())))
            for place in range(_MARKETS)
        )

    return work


JOB = Job(
    title="Reach and standing of all organisations in all markets",
    networks=("registry",),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, goal=5, does="at most 3 ties, with introducer and standing"),
        Contender(name="bridgehead, 2 threads", prepare=partial(prepare_ours, threads=2), goal=5, does="the same"),
        Contender(name="scipy dijkstra", prepare=prepare_scipy, does="any number of ties; chances only"),
        Contender(
            name="networkx dijkstra", prepare=prepare_networkx, scale=153 / _MARKETS,
            does="any number of ties; chances only; ten of 153 markets run, time scaled",
        ),
    ),
    note="A limit on ties is part of our question and none of theirs. Igraph searches from one actor at a time only.",
)  # fmt: skip
