"""Routes that share no introducer, to every market."""

from __future__ import annotations

import networkx as nx
import numpy as np

from bridgehead.network.disjoint import disjoint_counts
from bridgehead.network.graph import build_graph
from job import Contender, Job, Work
from networks import load


def prepare_ours(network: str) -> Work:
    """Every market, at most three ties."""
    one = load(network)
    graph = build_graph(one.n_actors, one.first, one.second, one.chance)
    return lambda: int(disjoint_counts(graph, [one.firm], one.group, one.n_groups, 3).count.sum())


def prepare_networkx(network: str) -> Work:
    """One market, any number of ties: actors split in two, the market's actors joined to one sink."""
    one = load(network)
    flow = nx.DiGraph()
    for actor in range(one.n_actors):
        flow.add_edge((actor, 0), (actor, 1), capacity=1)
    for first, second in zip(one.first.tolist(), one.second.tolist(), strict=True):
        flow.add_edge((first, 1), (second, 0))
        flow.add_edge((second, 1), (first, 0))
    for actor in np.flatnonzero(one.group == 0).tolist():
        flow.add_edge((actor, 1), "sink")
    return lambda: int(nx.maximum_flow_value(flow, (one.firm, 1), "sink"))


JOB = Job(
    title="Routes that share no introducer, to every market",
    networks=("registry", "made"),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="every market, at most 3 ties"),
        Contender(
            name="networkx maximum flow",
            prepare=prepare_networkx,
            networks=("made",),
            does="one market only, any number of ties",
        ),
    ),
    note="No peer limits the number of ties; the maximum flow is shown for its cost, not for its answer.",
)
