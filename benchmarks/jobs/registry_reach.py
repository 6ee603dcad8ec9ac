"""One firm of the registry asks where it can get in, against what there is of the question in other packages."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np

import bridgehead
from bridgehead.answers import Chance
from bridgehead.network.network import Network
from bridgehead.questions import ask
from bridgehead.questions.reach import Reach
from job import Contender, Job, Work
from networks import BenchmarkNetwork
from plain import PLAIN_WORLDS, WORLDS, ReachQuestion
from records import import_registry

NAME, DAY = "AERTEC SOLUTIONS SL", "2018-06-30"


def open_network() -> Network:
    """The firm's network, its graph built."""
    with bridgehead.open(import_registry()) as firm:
        network = firm.network(firm=NAME, as_of=DAY)
    network.graph()
    return network


def prepare_ours(_network: str) -> Work:
    """The whole answer: chances for three purposes with bounds, best and separate routes, evidence, caveats."""
    network = open_network()

    def work() -> float:
        chances = [
            value
            for row in ask(network, Reach()).parts[0].shape.rows
            for value in row.values.values()
            if isinstance(value, Chance)
        ]
        return max(chance.standard_error or 0.0 for chance in chances)

    return work


def prepare_igraph(_network: str) -> Work:
    """The best single route to every actor."""
    network = open_network()
    graph = network.graph()
    ties = igraph.Graph(n=graph.n_actors, edges=np.column_stack([graph.first, graph.second]))
    costs, firm = (-np.log(graph.chance)).tolist(), network.get_firm()

    def work() -> None:
        ties.distances(firm, weights=costs)

    return work


def prepare_networkx(_network: str) -> Work:
    """The best single route to every actor."""
    network = open_network()
    graph, firm = network.graph(), network.get_firm()
    ties = nx.Graph()
    rows = zip(graph.first.tolist(), graph.second.tolist(), (-np.log(graph.chance)).tolist(), strict=True)
    ties.add_weighted_edges_from(rows)

    def work() -> None:
        nx.single_source_dijkstra_path_length(ties, firm)

    return work


def prepare_plain(_network: str) -> Work:
    """One chance for every market, without bounds, purposes or routes."""
    network = open_network()
    graph, grouping = network.graph(), network.grouping()
    one = BenchmarkNetwork(
        n_actors=graph.n_actors,
        first=graph.first.astype(np.int64),
        second=graph.second.astype(np.int64),
        strength=graph.chance,
        chance=graph.chance,
        group=grouping.of_actor.astype(np.int32),
        n_groups=len(grouping.keys),
    )
    asked = ReachQuestion(network=one, group=one.group, n_groups=one.n_groups, max_ties=3, start=network.get_firm())
    live_through_worlds = asked.plain(prunes=False)

    def work() -> None:
        live_through_worlds()

    return work


JOB = Job(
    title="Reach of Aertec over all markets, 30 June 2018",
    networks=("registry",),
    contenders=(
        Contender(
            name="bridgehead",
            prepare=prepare_ours,
            does="the whole answer: any route by purpose, best and separate routes, bounds, errors, evidence",
            goal=1.0,
        ),
        Contender(
            name="igraph distances",
            prepare=prepare_igraph,
            does="best single route to each actor, of any length; no chance of any route, no market, no evidence",
        ),
        Contender(name="networkx dijkstra", prepare=prepare_networkx, does="as igraph"),
        Contender(
            name="plain Monte Carlo",
            prepare=prepare_plain,
            scale=WORLDS / PLAIN_WORLDS,
            does=f"any route only, one purpose, no bounds; compiled; {PLAIN_WORLDS} worlds run, time scaled",
        ),
    ),
    note="The network stands; the first call is the first of its process, compiled code being on disk already.",
    returns="largest standard error",
)
