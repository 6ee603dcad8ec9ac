"""Fifty possible partners for each of a thousand organisations, and the numbers that a learned ranking reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
from scipy.sparse import csr_array, diags_array

from bridgehead.registry.building import build
from bridgehead.registry.candidates import list_candidates
from bridgehead.registry.features import Describer
from bridgehead.registry.past import Past, look_back
from bridgehead.registry.scoring import BASELINES
from job import Contender, Job, Work
from networks import REGISTRY
from registries import make_folder

DAY, ASKED, MOST = date(2018, 7, 1), 1000, 50
FIELDS = REGISTRY.with_name("h2020_programme_parts_to_2018-06.csv.gz")


def look(_network: str) -> tuple[Past, np.ndarray]:
    """What is known, and a thousand of those known at even distances."""
    built = build([REGISTRY, FIELDS], Path(make_folder().name) / "whole")
    past = look_back(built.registry, DAY)
    return past, past.known[:: max(len(past.known) // ASKED, 1)][:ASKED]


def prepare_ours(network: str) -> Work:
    """Lists of fifty."""
    past, asked = look(network)
    return lambda: len(BASELINES["adamic_adar"](past, asked, MOST))


def prepare_features(network: str) -> Work:
    """Some 330 candidates each, with the sixty-four numbers a learned ranking reads."""
    past, asked = look(network)
    describer = Describer(past)

    def work() -> int:
        describer.describe(list_candidates(past, asked))
        return len(asked)

    return work


def weigh(past: Past) -> tuple[csr_array, csr_array]:
    """Who is tied to whom, and the same with each contact weighed as Adamic and Adar do."""
    ties = past.registry.ties
    shape = (past.registry.n_organisations,) * 2
    graph = csr_array((np.ones(len(ties.other)), ties.other, ties.ptr), shape=shape)
    return graph, graph @ diags_array(1 / np.log(np.maximum(past.degree, 2)))


def prepare_scipy(network: str) -> Work:
    """The same lists from a product of matrices, row by row."""
    past, asked = look(network)
    graph, weighted = weigh(past)

    def work() -> int:
        for start in range(0, len(asked), 100):
            block = asked[start : start + 100]
            scores = (weighted[block] @ graph).toarray()
            scores[graph[block].nonzero()] = -1
            np.argpartition(-scores, MOST, axis=1)[:, :MOST]
        return len(asked)

    return work


def prepare_product(network: str) -> Work:
    """The scores of the same organisations from a product of matrices, no lists."""
    past, asked = look(network)
    graph, weighted = weigh(past)

    def work() -> int:
        scores = weighted[asked] @ graph
        return scores.shape[0]

    return work


def prepare_igraph(network: str) -> Work:
    """Scores of the same organisations with everybody, no lists."""
    past, asked = look(network)
    ties = past.registry.ties
    rows = np.repeat(np.arange(past.registry.n_organisations), past.degree)
    once = rows < ties.other
    graph = igraph.Graph(n=past.registry.n_organisations, edges=np.column_stack([rows[once], ties.other[once]]))

    def work() -> int:
        return len(graph.similarity_inverse_log_weighted(vertices=asked[:50].tolist()))

    return work


def prepare_networkx(network: str) -> Work:
    """Scores of the pairs two ties apart of ten of them, no lists."""
    past, asked = look(network)
    ties = past.registry.ties
    rows = np.repeat(np.arange(past.registry.n_organisations), past.degree)
    graph = nx.Graph(zip(rows.tolist(), ties.other.tolist(), strict=True))

    def work() -> int:
        few = [one for one in asked.tolist() if one in graph][:10]
        pairs = [
            (one, far) for one in few for far in {f for m in graph[one] for f in graph[m]} - set(graph[one]) - {one}
        ]
        return len(list(nx.adamic_adar_index(graph, pairs)))

    return work


JOB = Job(
    title="Fifty possible partners for each of 1,000 organisations",
    networks=("registry",),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="lists by Adamic-Adar"),
        Contender(name="bridgehead, features", prepare=prepare_features, does="330 candidates, 64 numbers each"),
        Contender(name="scipy product", prepare=prepare_scipy, does="the same lists"),
        Contender(name="scipy product alone", prepare=prepare_product, does="scores, partners among them; no lists"),
        Contender(name="igraph", prepare=prepare_igraph, scale=20, does="scores of 50 of them, no lists"),
        Contender(name="networkx", prepare=prepare_networkx, scale=100, does="scores of 10 of them, no lists"),
    ),
)
