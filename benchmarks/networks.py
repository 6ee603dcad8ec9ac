"""The networks benchmarks run on: a real registry where it is at hand, and a made one of the size of one firm's."""

from __future__ import annotations

import csv
import gzip
import itertools
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bridgehead.registry import UNKNOWN_DAY
from bridgehead.registry.projecting import pair_up
from teams import make_teams

REGISTRY = Path(__file__).resolve().parents[2] / "shared/data/registry/h2020_participations_to_2018-06.csv.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkNetwork:
    """A network as arrays, one row a tied pair.

    Attributes:
        n_actors: how many. first, second: (n_pairs,) ends. strength: (n_pairs,) above 0.
        chance: (n_pairs,) of passing on, 0.05 to 0.5. group: (n_actors,) market. n_groups: how many markets.
    """

    n_actors: int
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    strength: NDArray[np.float64]
    chance: NDArray[np.float64]
    group: NDArray[np.int32]
    n_groups: int

    @property
    def degree(self) -> NDArray[np.int64]:
        """(n_actors,) contacts of each."""
        return np.bincount(np.concatenate([self.first, self.second]), minlength=self.n_actors)

    @property
    def firm(self) -> int:
        """A well connected one: nine of ten actors have fewer contacts."""
        return int(np.argsort(self.degree, kind="stable")[int(self.n_actors * 0.9)])

    def among(self, actors: NDArray[np.int64]) -> BenchmarkNetwork:
        """The network of some actors only, renumbered."""
        place = np.full(self.n_actors, -1)
        place[actors] = np.arange(len(actors))
        kept = (place[self.first] >= 0) & (place[self.second] >= 0)
        return BenchmarkNetwork(
            n_actors=len(actors),
            first=place[self.first[kept]],
            second=place[self.second[kept]],
            strength=self.strength[kept],
            chance=self.chance[kept],
            group=self.group[actors],
            n_groups=self.n_groups,
        )


def is_there(name: str) -> bool:
    """Whether a network can be loaded on this machine."""
    return not name.startswith("registry") or REGISTRY.is_file()


@cache
def load(name: str) -> BenchmarkNetwork:
    """A network by name: registry, registry-part (its 1,500 best connected organisations), made, or teams (large)."""
    if name == "made":
        return _make()
    if name == "teams":
        return _assemble()
    if name == "registry":
        return _project()
    whole = _project()
    return whole.among(np.sort(np.argsort(whole.degree)[-1500:]))


def participations() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.str_]]:
    """Project and organisation of each participation, both numbered from 0, and each organisation's country."""
    with gzip.open(REGISTRY, "rt", encoding="utf-8", newline="") as file:
        rows = [(row["rcn"], row["pic"], row["country"]) for row in csv.DictReader(file)]
    projects, organisations, countries = (np.array(column) for column in zip(*rows, strict=True))
    _, event = np.unique(projects, return_inverse=True)
    _, place, actor = np.unique(organisations, return_index=True, return_inverse=True)
    return event, actor, countries[place]


def _project() -> BenchmarkNetwork:
    """Organisations tied by projects, a project of n adding 1/(n - 1) to each pair (Newman 2001)."""
    event, actor, country = participations()
    order = np.unique(event * len(country) + actor)
    event, actor = order // len(country), order % len(country)
    bounds = np.flatnonzero(np.diff(event, prepend=-1, append=event[-1] + 1))
    keys, weights = [], []
    for begin, end in itertools.pairwise(bounds.tolist()):
        low, high = np.triu_indices(end - begin, 1)
        keys.append(actor[begin:end][low] * len(country) + actor[begin:end][high])
        weights.append(np.full(len(low), 1 / max(end - begin - 1, 1)))
    pairs, place = np.unique(np.concatenate(keys), return_inverse=True)
    groups, group = np.unique(country, return_inverse=True)
    return _network(pairs, np.bincount(place, np.concatenate(weights)), group, len(groups))


def _assemble(n_groups: int = 60) -> BenchmarkNetwork:
    """Members tied by teams, weighed as projects are; as many markets as there are countries with many firms."""
    event, actor = make_teams()
    n_actors, ptr = int(actor.max()) + 1, np.concatenate([[0], np.cumsum(np.bincount(event))])
    order = np.lexsort((actor, event))
    undated = np.full(len(ptr) - 1, UNKNOWN_DAY, dtype=np.int32)
    found = pair_up(ptr, actor[order], undated, n_organisations=n_actors, largest=n_actors)
    share = 1 / np.arange(1, n_groups + 1)
    group = np.random.default_rng(20).choice(n_groups, size=n_actors, p=share / share.sum())
    return _network(found.one.astype(np.int64) * n_actors + found.other, found.strength, group, n_groups)


def _make(n_actors: int = 10_000, n_pairs: int = 100_000, n_groups: int = 60) -> BenchmarkNetwork:
    """Seeded, with a few hubs: ends are drawn with probability falling as a power of the actor's number."""
    rng = np.random.default_rng(20)
    appeal = (np.arange(n_actors) + 20.0) ** -0.6
    pairs = np.zeros(0, dtype=np.int64)
    while len(pairs) < n_pairs:
        ends = np.sort(rng.choice(n_actors, size=(n_pairs, 2), p=appeal / appeal.sum()), axis=1)
        ends = ends[ends[:, 0] < ends[:, 1]]
        pairs = np.unique(np.concatenate([pairs, ends[:, 0] * n_actors + ends[:, 1]]))
    pairs = np.sort(rng.choice(pairs, size=n_pairs, replace=False))
    share = 1 / np.arange(1, n_groups + 1)
    group = rng.choice(n_groups, size=n_actors, p=share / share.sum())
    return _network(pairs, rng.exponential(size=n_pairs) + 0.01, group, n_groups)


def _network(
    pairs: NDArray[np.int64], strength: NDArray[np.float64], group: NDArray[np.int64], n_groups: int
) -> BenchmarkNetwork:
    return BenchmarkNetwork(
        n_actors=len(group),
        first=pairs // len(group),
        second=pairs % len(group),
        strength=strength,
        chance=0.05 + 0.45 * (1 - np.exp(-strength)),
        group=group.astype(np.int32),
        n_groups=n_groups,
    )
