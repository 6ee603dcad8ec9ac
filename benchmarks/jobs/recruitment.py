"""Fifty organisations of the registry from whom the word reaches most."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

import numpy as np

from bridgehead.network.certificate import Certified, Effort, choose_certified
from bridgehead.network.graph import Graph, build_graph
from bridgehead.network.influence import Cascade, draw_sample
from bridgehead.network.limits import Limit, Limits
from bridgehead.network.selection import choose, choose_in_order
from job import Contender, Job, Work
from networks import BenchmarkNetwork, load

SEATS, SETS, JUDGING = 50, 50_000, 400_000
EFFORT = Effort(sets=SETS, rounds=1, share=0.632, risk=0.01, visits=10_000_000, exact=12)


def build(one: BenchmarkNetwork) -> Graph:
    """Weighted cascade: an actor of n contacts hears each of them with chance 1/n."""
    ends = np.concatenate([one.first, one.second]), np.concatenate([one.second, one.first])
    return build_graph(one.n_actors, *ends, 1 / one.degree[ends[1]], one_way=np.ones(len(ends[0]), dtype=np.bool_))


def seats(n_actors: int) -> Limits:
    """Fifty seats and nothing else."""
    return Limits(np.arange(n_actors), (Limit(label="seats", counts=np.ones(n_actors), high=SEATS),))


def all_limits(one: BenchmarkNetwork, seats: int = SEATS) -> tuple[Limits, np.ndarray]:
    """Seats, a budget, six at most in a market, two at least in large ones, one to eight in each of twelve fields."""
    rng, n_actors = np.random.default_rng(3), one.n_actors
    cost = np.round(rng.uniform(1, 10, n_actors) * (1 + one.degree / 200))
    field = rng.integers(0, 12, n_actors)
    sizes = np.bincount(one.group, minlength=one.n_groups)
    held = [
        Limit(label="seats", counts=np.ones(n_actors), high=seats),
        Limit(label="budget", counts=cost, high=16.0 * seats),
        *(
            Limit(
                label=f"market {place}",
                counts=(one.group == place).astype(float),
                high=6,
                low=2.0 * (size > n_actors / 32),
            )
            for place, size in enumerate(sizes)
        ),
        *(Limit(label=f"field {place}", counts=(field == place).astype(float), high=8, low=1) for place in range(12)),
    ]
    return Limits(np.arange(n_actors), tuple(held)), cost


@cache
def judge(network: str) -> object:
    """Sets by which every contender is measured, never those it chose on."""
    one = load(network)
    cascade = Cascade.of(build(one), np.arange(one.n_actors))
    return draw_sample(cascade, np.ones(one.n_actors), JUDGING, np.random.default_rng(77))


def measured(network: str, actors: object) -> int:
    """Actors reached."""
    return round(judge(network).spread(actors))


def certified(one: BenchmarkNetwork, graph: Graph, limits: Limits, cost: np.ndarray | None) -> Certified:
    """As the question does it: two samples, choice, certificate, and the list of most contacts beside."""
    cascade = Cascade.of(graph, np.arange(one.n_actors))
    lists = {"most contacts": one.degree.astype(float)}
    return choose_certified(
        cascade, np.ones(one.n_actors), limits, EFFORT, np.random.default_rng(1), cost=cost, lists=lists
    )


def prepare_ours(network: str) -> Work:
    """Fifty seats."""
    one = load(network)
    graph = build(one)
    judge(network)
    return lambda: measured(network, certified(one, graph, seats(one.n_actors), None).selection.options)


def prepare_limited(network: str) -> Work:
    """All limits."""
    one = load(network)
    graph = build(one)
    judge(network)

    def work() -> int:
        limits, cost = all_limits(one)
        return measured(network, certified(one, graph, limits, cost).selection.options)

    return work


def prepare_sets(network: str) -> Work:
    """A million sets, drawn only."""
    one = load(network)
    cascade = Cascade.of(build(one), np.arange(one.n_actors))
    return lambda: (
        draw_sample(cascade, np.ones(one.n_actors), 1_000_000, np.random.default_rng(5), most_visits=100_000_000).n_sets
    )


def prepare_million(network: str) -> Work:
    """Chosen on a million sets."""
    one = load(network)
    cascade = Cascade.of(build(one), np.arange(one.n_actors))
    judge(network)

    def work() -> int:
        sample = draw_sample(
            cascade, np.ones(one.n_actors), 1_000_000, np.random.default_rng(5), most_visits=100_000_000
        )
        return measured(network, choose(sample, seats(one.n_actors)).options)

    return work


def prepare_degree(network: str) -> Work:
    """The fifty of most contacts."""
    one = load(network)
    sample = judge(network)
    limits = seats(one.n_actors)
    return lambda: measured(network, choose_in_order(sample, limits, one.degree.astype(float)).options)


def prepare_few(network: str) -> Work:
    """Two hundred candidates, all limits, ten seats."""
    one = load(network)
    graph = build(one)
    best = np.sort(np.argsort(-one.degree, kind="stable")[:200])
    whole, cost = all_limits(one, seats=10)

    def work() -> int:
        held = tuple(Limit(label=limit.label, counts=limit.counts[best], high=limit.high) for limit in whole.held)
        cascade = Cascade.of(graph, best)
        found = choose_certified(
            cascade, np.ones(one.n_actors), Limits(np.arange(200), held), EFFORT, np.random.default_rng(1),
            cost=cost[best], lists={"most contacts": one.degree[best].astype(float)},
        )  # fmt: skip
        return measured(network, best[list(found.selection.options)])

    judge(network)
    return work


def prepare_pynetim(network: str) -> Work:
    """The installable peer: as many sets for each of its two samples as we draw."""
    import pynetim  # noqa: PLC0415 - only this contender needs it

    one = load(network)
    ends = np.concatenate([one.first, one.second]), np.concatenate([one.second, one.first])
    rows = list(zip(ends[0].tolist(), ends[1].tolist(), strict=True))
    graph = pynetim.IMGraph(rows, (1 / one.degree[ends[1]]).tolist(), renumber=False)
    judge(network)
    return lambda: measured(network, pynetim.OPIMAlgorithm(graph, "IC", 1).run(SEATS, SETS))


PEER = Contender(
    name="pynetim OPIM",
    prepare=prepare_pynetim,
    does="two samples of 50,000 sets and choice; seats are the only limit it knows",
)

JOB = Job(
    title="Fifty organisations from whom the word reaches most, weighted cascade",
    networks=("registry",),
    contenders=(
        Contender(
            name="bridgehead",
            prepare=prepare_ours,
            does="two samples of 50,000 sets, choice, exchanges, certificate, list of most contacts",
            goal=0.5,
        ),
        Contender(
            name="bridgehead, all limits",
            prepare=prepare_limited,
            does="budget, floors and ceilings on 40 markets and 12 fields as well",
            goal=10.0,
        ),
        Contender(name="bridgehead, 200 candidates", prepare=prepare_few, does="ten seats, all ceilings", goal=2.0),
        Contender(name="bridgehead, a million sets", prepare=prepare_million, does="chosen on a million sets"),
        Contender(name="bridgehead, drawing only", prepare=prepare_sets, does="a million sets; their number", goal=2.0),
        *([PEER] if find_spec("pynetim") else []),
        Contender(name="most contacts", prepare=prepare_degree, does="no choice at all: sorted by contacts"),
    ),
    note="pynetim is built from source for minutes, so it is timed only where it is installed.",
    returns="actors reached, on 400,000 sets that nobody chose on",
)
