"""Burt's measures of all actors."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np

from bridgehead.network.measures import burt
from job import Contender, Job, Work
from networks import load


def prepare_ours(network: str) -> Work:
    """All four measures."""
    one = load(network)
    return lambda: float(np.nansum(burt(one.n_actors, one.first, one.second, one.strength).constraint))


def prepare_igraph(network: str) -> Work:
    """Constraint alone: igraph has no other of the four."""
    one = load(network)
    ties = igraph.Graph(n=one.n_actors, edges=np.column_stack([one.first, one.second]))
    strengths = one.strength.tolist()
    return lambda: float(np.nansum(ties.constraint(weights=strengths)))


def prepare_networkx(network: str) -> Work:
    """Constraint alone."""
    one = load(network)
    ties = nx.Graph()
    ties.add_nodes_from(range(one.n_actors))
    ties.add_weighted_edges_from(zip(one.first.tolist(), one.second.tolist(), one.strength.tolist(), strict=True))
    return lambda: float(np.nansum(list(nx.constraint(ties, weight="weight").values())))


JOB = Job(
    title="Structural holes of all actors, weighted",
    networks=("registry", "registry-part", "made"),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="all four measures, from plain arrays"),
        Contender(name="igraph", prepare=prepare_igraph, does="constraint only; building its graph not timed"),
        Contender(
            name="networkx", prepare=prepare_networkx, networks=("registry-part", "made"), does="constraint only"
        ),
    ),
    same_answer=True,
    note="The sum of constraint agrees to nine digits between all contenders.",
)
