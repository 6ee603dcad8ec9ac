"""The ten best routes of one firm to one actor."""

from __future__ import annotations

import itertools

import igraph
import networkx as nx
import numpy as np

from bridgehead.network.graph import build_graph
from bridgehead.network.routes import best_routes, count_ties
from job import Contender, Job, Work
from networks import BenchmarkNetwork, load


def choose_target(one: BenchmarkNetwork) -> int:
    """The first actor three ties away."""
    graph = build_graph(one.n_actors, one.first, one.second, one.chance)
    return int(np.flatnonzero(count_ties(graph, [one.firm], 3) == 3)[0])


def prepare_ours(network: str) -> Work:
    """At most three ties."""
    one = load(network)
    graph, target = build_graph(one.n_actors, one.first, one.second, one.chance), choose_target(one)
    return lambda: best_routes(graph, [one.firm], [target], 10, 3)[0].chance


def prepare_market(network: str) -> Work:
    """To any actor of the first market."""
    one = load(network)
    graph = build_graph(one.n_actors, one.first, one.second, one.chance)
    targets = np.flatnonzero(one.group == one.group[choose_target(one)])
    return lambda: best_routes(graph, [one.firm], targets, 10, 3)[0].chance


def prepare_igraph(network: str) -> Work:
    """Yen's method."""
    one = load(network)
    ties = igraph.Graph(n=one.n_actors, edges=np.column_stack([one.first, one.second]))
    costs, target = (-np.log(one.chance)).tolist(), choose_target(one)
    return lambda: len(ties.get_k_shortest_paths(one.firm, target, k=10, weights=costs))


def prepare_networkx(network: str) -> Work:
    """Yen's method."""
    one = load(network)
    ties, target = nx.Graph(), choose_target(one)
    rows = zip(one.first.tolist(), one.second.tolist(), (-np.log(one.chance)).tolist(), strict=True)
    ties.add_weighted_edges_from(rows)
    return lambda: len(list(itertools.islice(nx.shortest_simple_paths(ties, one.firm, target, weight="weight"), 10)))


JOB = Job(
    title="Ten best routes from one firm",
    networks=("registry", "made"),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="to one actor, at most 3 ties"),
        Contender(name="bridgehead, market", prepare=prepare_market, does="to a whole market, at most 3 ties"),
        Contender(name="igraph k shortest", prepare=prepare_igraph, does="to one actor, any number of ties"),
        Contender(name="networkx simple paths", prepare=prepare_networkx, does="to one actor, any number of ties"),
    ),
    note="The peers know no limit on ties, so their routes may be longer; ours are the ten best within the limit.",
)
