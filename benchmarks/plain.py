"""Plain Monte Carlo, to compare with: one world after the other, a coin tossed when its pair is first met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bridgehead.network.graph import build_graph
from bridgehead.network.reliability import reach_chance
from job import Work
from networks import BenchmarkNetwork

WORLDS = 4096
#: what the plain loop is run for; its time is scaled up
PLAIN_WORLDS = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachQuestion:
    """One firm's reach: a network, the group of each target (-1 none), a limit on ties, and where to begin.

    Attributes:
        start: the firm; -1 means the network's own choice. worlds: how many we sample.
    """

    network: BenchmarkNetwork
    group: NDArray[np.int32]
    n_groups: int
    max_ties: int
    start: int = -1
    worlds: int = WORLDS

    @property
    def firm(self) -> int:
        """Where to begin."""
        return self.network.firm if self.start < 0 else self.start

    def ours(self) -> Work:
        """The sum of chances, all worlds."""
        graph = build_graph(self.network.n_actors, self.network.first, self.network.second, self.network.chance)

        def work() -> float:
            rng = np.random.default_rng(1)
            starts = [self.firm]
            return float(
                reach_chance(graph, starts, self.group, self.n_groups, self.max_ties, self.worlds, rng).chance.sum()
            )

        return work

    def plain(self, *, prunes: bool) -> Work:
        """The sum of chances, few worlds."""
        one = self.network
        graph = build_graph(one.n_actors, one.first, one.second, one.chance)
        contacts = graph.indices[graph.indptr[self.firm] : graph.indptr[self.firm + 1]]
        is_certain = np.zeros(self.n_groups + 1, dtype=np.bool_)
        is_certain[self.group[contacts]] = True
        is_certain[-1] = False
        fewest = self._fewest_to_open(is_certain) if prunes else np.zeros(one.n_actors, dtype=np.int64)
        return lambda: float(
            live_through(
                graph.indptr, graph.indices, graph.pairs, graph.chance, self.firm, self.group, is_certain, fewest,
                self.n_groups, self.max_ties, PLAIN_WORLDS,
            ).sum() / PLAIN_WORLDS
        )  # fmt: skip

    def _fewest_to_open(self, is_certain: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Fewest ties from each actor to a group that is not certain: what our own pruning knows."""
        is_open = (self.group >= 0) & ~is_certain[self.group]
        fewest = np.where(is_open, 0, self.max_ties + 1)
        for ties in range(1, self.max_ties + 1):
            for near, far in ((self.network.first, self.network.second), (self.network.second, self.network.first)):
                next_to = near[fewest[far] == ties - 1]
                fewest[next_to] = np.minimum(fewest[next_to], ties)
        return fewest


@njit
def live_through(  # noqa: PLR0913, PLR0917 - a compiled loop takes arrays and is not split
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    pairs: NDArray[np.int32],
    chance: NDArray[np.float64],
    start: int,
    group: NDArray[np.int32],
    is_certain: NDArray[np.bool_],
    fewest: NDArray[np.int64],
    n_groups: int,
    most: int,
    worlds: int,
) -> NDArray[np.int64]:
    """In how many worlds each group is reached; actors farther than `fewest` allows are passed by."""
    np.random.seed(1)  # noqa: NPY002 - Numba knows this generator only
    hits = np.zeros(n_groups, np.int64)
    tossed = np.zeros(len(chance), np.int64)
    is_live = np.zeros(len(chance), np.bool_)
    met = np.zeros(len(group), np.int64)
    reached = np.zeros(n_groups + 1, np.int64)
    for world in range(1, worlds + 1):
        met[start] = world
        front = [np.int64(start)]
        for depth in range(1, most + 1):
            later = [np.int64(0) for _ in range(0)]
            for actor in front:
                for arc in range(indptr[actor], indptr[actor + 1]):
                    other, pair = indices[arc], pairs[arc]
                    if met[other] == world or depth + fewest[other] > most:
                        continue
                    if tossed[pair] != world:
                        tossed[pair] = world
                        is_live[pair] = np.random.random() < chance[pair]  # noqa: NPY002 - as above
                    if is_live[pair]:
                        met[other] = world
                        later.append(np.int64(other))
                        reached[group[other]] = world
            front = later
        for number in range(n_groups):
            hits[number] += is_certain[number] or reached[number] == world
    return hits
