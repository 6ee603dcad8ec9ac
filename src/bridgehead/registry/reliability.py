"""The chance that at least one route between two organisations works, for pairs one cares about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bridgehead.network.graph import build_graph
from bridgehead.network.passing_on import assumed
from bridgehead.network.reliability import reach_chance
from bridgehead.record.parameters import get_parameter
from bridgehead.registry.arrays import Registry
from bridgehead.registry.reaching import find_strength


@dataclass(frozen=True, slots=True, kw_only=True)
class PairChance:
    """The chance that one organisation is introduced to another over any route.

    Attributes:
        one, other: numbers of the two. chance: 0..1; 1 where they are tied. standard_error: of sampling, 0 where exact.
    """

    one: int
    other: int
    chance: float
    standard_error: float


def find_pair_chances(
    registry: Registry, pairs: Sequence[tuple[int, int]], *, max_ties: int = 3
) -> Iterator[PairChance]:
    """The chance over all routes, pair by pair, as `network.reliability` samples it.

    Args:
        registry: with its ties. pairs: numbers of two organisations each. max_ties: a route may have.
    """
    ties = registry.ties
    sender = np.repeat(np.arange(registry.n_organisations), np.diff(ties.ptr))
    once = sender < ties.other
    chances = assumed(find_strength(registry)[once]).value
    graph = build_graph(registry.n_organisations, sender[once], ties.other[once], chances)
    worlds, seed = int(get_parameter("reach", "worlds")), int(get_parameter("reach", "seed"))
    for one, other in pairs:
        group = np.full(registry.n_organisations, -1, dtype=np.int32)
        group[other] = 0
        found = reach_chance(graph, [one], group, 1, max_ties, worlds, np.random.default_rng(seed))
        yield PairChance(
            one=one, other=other, chance=float(found.chance[0]), standard_error=float(found.standard_error[0])
        )
