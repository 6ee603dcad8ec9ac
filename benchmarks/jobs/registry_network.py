"""Opening the registry's record and building a firm's network of a day, against building the graph from the rows."""

from __future__ import annotations

import itertools
from datetime import date

import igraph
import networkx as nx

import bridgehead
from job import Contender, Job, Work
from records import consortia, import_registry, read_rows

AERTEC, CARBURES = ("AERTEC SOLUTIONS SL", date(2018, 6, 30)), ("CARBURES EUROPE SA", date(2017, 6, 30))


def prepare_ours(name: str, day: date) -> Work:
    """From the file on disk to the graph introductions travel on."""
    path = import_registry()

    def work() -> int:
        with bridgehead.open(path) as firm:
            return len(firm.network(firm=name, as_of=day).graph().first)

    return work


def prepare_igraph(day: date) -> Work:
    """From the rows to a weighted graph, parallel pairs joined."""

    def work() -> int:
        pairs, weights = [], []
        for parties in consortia(read_rows(), day):
            found = list(itertools.combinations(parties, 2))
            pairs.extend(found)
            weights.extend([1 / max(len(parties) - 1, 1)] * len(found))
        ties = igraph.Graph.TupleList(
            ((*pair, weight) for pair, weight in zip(pairs, weights, strict=True)), weights=True
        )
        return int(ties.simplify(combine_edges="sum").ecount())

    return work


def prepare_networkx(day: date) -> Work:
    """From the rows to a weighted graph."""

    def work() -> int:
        ties = nx.Graph()
        for parties in consortia(read_rows(), day):
            for one, other in itertools.combinations(parties, 2):
                before = ties[one][other]["weight"] if ties.has_edge(one, other) else 0.0
                ties.add_edge(one, other, weight=before + 1 / (len(parties) - 1))
        return ties.number_of_edges()

    return work


def contenders(name: str, day: date) -> tuple[Contender, ...]:
    """Ours and the peers for one firm."""
    label = f"{name.split(maxsplit=1)[0].title()}, {day}"
    ours = f"bridgehead, {label}"
    return (
        Contender(
            name=ours,
            prepare=lambda _: prepare_ours(name, day),
            beside=ours,
            goal=5.0,
            does="from the record on disk; every tie keeps its entry, dates and evidence",
        ),
        Contender(
            name=f"igraph, {day}",
            prepare=lambda _: prepare_igraph(day),
            beside=ours,
            does="from the compressed rows; pairs and weights only",
        ),
        Contender(
            name=f"networkx, {day}",
            prepare=lambda _: prepare_networkx(day),
            beside=ours,
            does="from the compressed rows; pairs and weights only",
        ),
    )


JOB = Job(
    title="Open the registry's record and build a firm's network of a day",
    networks=("registry",),
    contenders=(*contenders(*AERTEC), *contenders(*CARBURES)),
    note="All leave out consortia of more than 60 and those not in force on the day; they find the same pairs.",
    returns="tied pairs",
)
