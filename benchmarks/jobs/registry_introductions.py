"""The ten best introductions of a firm of the registry to one actor three ties away."""

from __future__ import annotations

import itertools

import igraph
import networkx as nx
import numpy as np

import bridgehead
from bridgehead.network.network import Network
from bridgehead.network.routes import count_ties
from bridgehead.questions import ask
from bridgehead.questions.introductions import Introductions
from job import Contender, Job, Work
from records import import_registry

NAME, DAY, ROUTES = "AERTEC SOLUTIONS SL", "2018-06-30", 10


def open_network() -> tuple[Network, int]:
    """The firm's network, its graph built, and the first actor three ties away."""
    with bridgehead.open(import_registry()) as firm:
        network = firm.network(firm=NAME, as_of=DAY)
    return network, int(np.flatnonzero(count_ties(network.graph(), network.starts, 3) == 3)[0])


def prepare_ours(_network: str) -> Work:
    """The whole answer, to one actor."""
    network, target = open_network()
    question = Introductions(to=network.actor(target).id, routes=ROUTES)
    return lambda: len(ask(network, question).parts[0].shape.rows)


def prepare_market(_network: str) -> Work:
    """The whole answer, to a market."""
    network, _ = open_network()
    return lambda: len(ask(network, Introductions(to="JP", routes=ROUTES)).parts[0].shape.rows)


def prepare_igraph(_network: str) -> Work:
    """Yen's method."""
    network, target = open_network()
    graph, firm = network.graph(), network.get_firm()
    ties = igraph.Graph(n=graph.n_actors, edges=np.column_stack([graph.first, graph.second]))
    costs = (-np.log(graph.chance)).tolist()
    return lambda: len(ties.get_k_shortest_paths(firm, target, k=ROUTES, weights=costs))


def prepare_networkx(_network: str) -> Work:
    """Yen's method."""
    network, target = open_network()
    graph, firm = network.graph(), network.get_firm()
    ties = nx.Graph()
    rows = zip(graph.first.tolist(), graph.second.tolist(), (-np.log(graph.chance)).tolist(), strict=True)
    ties.add_weighted_edges_from(rows)
    return lambda: len(list(itertools.islice(nx.shortest_simple_paths(ties, firm, target, weight="weight"), ROUTES)))


JOB = Job(
    title="Ten best introductions for Aertec, 30 June 2018",
    networks=("registry",),
    contenders=(
        Contender(
            name="bridgehead",
            prepare=prepare_ours,
            does="the whole answer to one actor: at most 3 ties, steps with their ties, evidence and asks",
            goal=0.2,
        ),
        Contender(name="bridgehead, market", prepare=prepare_market, does="the same to all of Japan", goal=0.2),
        Contender(name="igraph k shortest", prepare=prepare_igraph, does="ten chains of actors, any number of ties"),
        Contender(name="networkx simple paths", prepare=prepare_networkx, does="as igraph"),
    ),
    returns="routes",
)
