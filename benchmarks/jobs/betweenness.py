"""Betweenness of all actors, sampled."""

from __future__ import annotations

import random

import igraph
import networkx as nx
import numpy as np

from bridgehead.network.measures import betweenness
from job import Contender, Job, Work
from networks import load

SOURCES = 64


def prepare_ours(network: str, sources: int = SOURCES) -> Work:
    """Standard errors included."""
    one = load(network)
    return lambda: float(
        betweenness(one.n_actors, one.first, one.second, sources=sources, rng=np.random.default_rng(1)).score.sum()
    )


def prepare_networkx(network: str) -> Work:
    """As many sources."""
    one = load(network)
    ties = nx.Graph(zip(one.first.tolist(), one.second.tolist(), strict=True))
    return lambda: float(
        sum(nx.betweenness_centrality(ties, k=SOURCES, normalized=False, seed=random.Random(1)).values())  # noqa: S311 - a benchmark
    )


def prepare_igraph(network: str) -> Work:
    """All sources."""
    one = load(network)
    ties = igraph.Graph(n=one.n_actors, edges=np.column_stack([one.first, one.second]))
    return lambda: float(sum(ties.betweenness()))


JOB = Job(
    title=f"Betweenness from {SOURCES} sources",
    networks=("made",),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does=f"{SOURCES} sources, with standard errors"),
        Contender(name="networkx", prepare=prepare_networkx, does=f"{SOURCES} sources"),
        Contender(name="bridgehead, exact", prepare=lambda network: prepare_ours(network, 10**9), does="all sources"),
        Contender(name="igraph, exact", prepare=prepare_igraph, beside="bridgehead, exact", does="all sources"),
    ),
)
