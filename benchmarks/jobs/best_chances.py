"""The best route of one firm to every actor."""

from __future__ import annotations

import igraph
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from bridgehead.network.graph import build_graph
from bridgehead.network.routes import best_chances
from job import Contender, Job, Work
from networks import load


def prepare_ours(network: str, max_ties: int = 3) -> Work:
    """At most three ties."""
    one = load(network)
    graph = build_graph(one.n_actors, one.first, one.second, one.chance)
    return lambda: int((best_chances(graph, [one.firm], max_ties).chance > 0).sum())


def prepare_scipy(network: str) -> Work:
    """Dijkstra over -log chance."""
    one = load(network)
    costs = csr_array((-np.log(one.chance), (one.first, one.second)), shape=(one.n_actors, one.n_actors))
    return lambda: int(np.isfinite(dijkstra(costs, directed=False, indices=one.firm)).sum())


def prepare_igraph(network: str) -> Work:
    """Dijkstra over -log chance."""
    one = load(network)
    ties = igraph.Graph(n=one.n_actors, edges=np.column_stack([one.first, one.second]))
    costs = (-np.log(one.chance)).tolist()
    return lambda: int(np.isfinite(ties.distances(one.firm, weights=costs)[0]).sum())


JOB = Job(
    title="Best chance from one firm to every actor",
    networks=("registry", "made"),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="at most 3 ties"),
        Contender(name="bridgehead, 8 ties", prepare=lambda name: prepare_ours(name, 8), does="at most 8 ties"),
        Contender(name="scipy dijkstra", prepare=prepare_scipy, does="any number of ties"),
        Contender(name="igraph distances", prepare=prepare_igraph, does="any number of ties"),
    ),
    note="A limit on ties is part of our question and none of theirs; with eight ties hardly a better route is left.",
)
