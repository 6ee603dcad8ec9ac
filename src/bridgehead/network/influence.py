"""Credibility reach: how many target actors hear of us when the chosen ones pass the word on.

The word travels as an independent cascade (Kempe, Kleinberg & Tardos 2003): whoever hears it passes it on along each of
their ties once, with the tie's passing-on chance. A *set* holds those who could have passed the word on to one target
in one such world, found backwards from the target (Borgs et al. 2014); the share of sets that hold a chosen actor
estimates how many targets are reached. A tie both ends share is one coin or two without a difference: a search from one
target looks at it once to any effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bridgehead.network import kernels
from bridgehead.network.graph import Floats, Graph, Indices, Offsets, TieArrayError, check_actors

_PILOT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade:
    """Ties as the word travels them backwards.

    Attributes:
        indptr: (n_actors + 1,) where the arcs that lead to each actor begin. indices: (n_arcs,) where they come from.
        chance: (n_arcs,) falling within each actor. scale: (n_arcs,) 1 / log(1 - chance), at most 0.
        place: (n_actors,) number of a candidate, -1 for none, -2 for one who has the word already.
        n_candidates: how many.
    """

    indptr: Offsets
    indices: Indices
    chance: Floats
    scale: Floats
    place: Indices
    n_candidates: int

    @classmethod
    def of(
        cls, graph: Graph, candidates: ArrayLike, *, held: Iterable[int] = (), barred: Iterable[int] = ()
    ) -> Cascade:
        """The cascade of a graph.

        Args:
            graph: who can pass the word on to whom. candidates: (n_candidates,) different actors who may be chosen.
            held: actors who have the word already; what they reach is nobody's gain.
            barred: actors who pass nothing on.

        Raises:
            TieArrayError: one of them is no actor, or a candidate stands twice.
        """
        chosen = np.asarray(candidates, dtype=np.int64).ravel()
        if len(check_actors("candidates", chosen, graph.n_actors)) != len(chosen):
            raise TieArrayError("candidates", "an actor twice", "each actor once")
        place = np.full(graph.n_actors, -1, dtype=np.int32)
        place[chosen] = np.arange(len(chosen))
        place[check_actors("held", list(held), graph.n_actors)] = -2
        is_barred = np.zeros(graph.n_actors, dtype=np.bool_)
        is_barred[check_actors("barred", list(barred), graph.n_actors)] = True
        chance = np.where(is_barred[graph.incoming_indices], 0.0, graph.chance[graph.incoming_pairs])
        order = _order_arcs(graph.incoming_indptr, chance)
        chance = chance[order]
        with np.errstate(divide="ignore"):
            scale = 1.0 / np.log1p(-np.minimum(chance, 1.0))
        return cls(
            indptr=graph.incoming_indptr,
            indices=graph.incoming_indices[order],
            chance=chance,
            scale=scale,
            place=place,
            n_candidates=len(chosen),
        )


@dataclass(frozen=True)
class Sample:
    """Reverse-reachable sets, each as the candidates in it.

    Attributes:
        offsets: (n_sets + 1,) where each set begins in `members`. members: numbers of candidates.
        roots: (n_sets,) the target a set was drawn for.
        weight: (n_sets,) what a set stands for; the weights of all sets add up to that of all targets.
        n_candidates: how many there are. visits: how many actors were looked at.
    """

    offsets: Offsets
    members: Indices
    roots: Indices
    weight: Floats
    n_candidates: int
    visits: int

    @property
    def n_sets(self) -> int:
        """How many sets."""
        return len(self.roots)

    @property
    def step(self) -> float:
        """The largest weight of a set; 0 where there is none."""
        return float(self.weight.max()) if self.n_sets else 0.0

    @property
    def total(self) -> float:
        """The weight of all targets."""
        return float(self.weight.sum())

    @cached_property
    def index(self) -> tuple[Offsets, Indices]:
        """The sets of each candidate: (n_candidates + 1,) where they begin, and their numbers."""
        indptr, sets = kernels.influence.index_sets(self.offsets, self.members, self.n_candidates)
        return indptr, sets

    def sets_of(self, candidate: int) -> Indices:
        """The numbers of the sets a candidate is in."""
        indptr, sets = self.index
        return sets[indptr[candidate] : indptr[candidate + 1]]

    def covered(self, chosen: Iterable[int]) -> NDArray[np.bool_]:
        """Which sets hold one of the chosen candidates: (n_sets,)."""
        is_covered = np.zeros(self.n_sets, dtype=np.bool_)
        for candidate in chosen:
            is_covered[self.sets_of(candidate)] = True
        return is_covered

    def spread(self, chosen: Iterable[int]) -> float:
        """The weighted number of targets that chosen candidates are estimated to reach."""
        return float(self.weight[self.covered(chosen)].sum())

    def spreads(self) -> Floats:
        """The reach of each candidate alone: (n_candidates,)."""
        gains: Floats = kernels.influence.add_weights(self.offsets, self.members, self.weight, self.n_candidates)
        return gains

    def reweighted(self, factor: Floats) -> Sample:
        """The same sets with their weights multiplied, as a resample does."""
        return replace(self, weight=self.weight * factor)


def draw_sample(
    cascade: Cascade, weight: ArrayLike, n_sets: int, rng: np.random.Generator, *, most_visits: int = 10_000_000
) -> Sample:
    """Sets for targets, each target as often as its weight asks, and at least once while sets suffice for all.

    Where there are at least as many sets as targets, no target is left to chance, so that what is certain is estimated
    without error; otherwise targets are drawn.

    Args:
        cascade: how the word travels. weight: (n_actors,) what reaching each actor is worth; 0 is no target.
        n_sets: how many sets, or a few more. rng: gives every random number used.
        most_visits: actors to look at, roughly; where the word travels far, fewer sets are drawn.

    Raises:
        TieArrayError: weights of another length, or below zero.

    References:
        Borgs, Brautbar, Chayes & Lucier 2014, doi 10.1137/1.9781611973402.70 (the sets). Guo, Wang, Wei & Chen 2020,
        doi 10.1145/3318464.3389740 (skipping along arcs sorted by chance).

    >>> from bridgehead.network.graph import build_graph
    >>> cascade = Cascade.of(build_graph(3, [0, 1], [1, 2], [1.0, 0.0]), [0, 2])
    >>> sample = draw_sample(cascade, [1.0, 1.0, 1.0], 30, np.random.default_rng(1))
    >>> round(sample.spread([0]), 9), round(sample.spread([0, 1]), 9)
    (2.0, 3.0)
    """
    worth = _check_weight(weight, len(cascade.place))
    targets = np.flatnonzero(worth > 0).astype(np.int32)
    if not len(targets) or not cascade.n_candidates:
        return _draw(cascade, targets[:0], np.zeros(0), rng)
    share = worth[targets] / worth[targets].sum()
    pilot = _draw(cascade, rng.choice(targets, _PILOT, p=share), np.zeros(_PILOT), rng)
    affordable = max(int(most_visits / max(pilot.visits / _PILOT, 1.0)), _PILOT)
    n_drawn = min(n_sets, affordable)
    if n_drawn < len(targets) <= affordable:
        n_drawn = len(targets)
    if n_drawn < len(targets):
        roots = np.sort(rng.choice(targets, n_drawn, p=share))
        return _draw(cascade, roots, np.full(n_drawn, worth.sum() / n_drawn), rng)
    # a target of a whole share must not be given one set more because its share was rounded
    counts = np.maximum(np.ceil(share * n_drawn - 1e-9), 1).astype(np.int64)
    return _draw(cascade, np.repeat(targets, counts), np.repeat(worth[targets] / counts, counts), rng)


def lower_bound(sample: Sample, spread: float, risk: float) -> float:
    """What the true reach of a choice exceeds but for a risk, by an estimate from a sample it was not made on.

    Args:
        sample: the sample. spread: the estimate. risk: the chance that the bound fails.

    References:
        Tang, Tang, Xiao & Yuan 2018, doi 10.1145/3183713.3183749. Their inequality is Bernstein's and holds as well for
        the sum of independent sets of unequal chances and weights of at most one step, as here.
    """
    if not sample.step:
        return 0.0
    count, nats = spread / sample.step, -np.log(risk)
    root = np.sqrt(count + 2 * nats / 9) - np.sqrt(nats / 2)
    return float(max(root * root - nats / 18, 0.0) * sample.step) if root > 0 else 0.0


def upper_bound(sample: Sample, spread: float, risk: float) -> float:
    """What the true reach of the best choice stays below but for a risk.

    Args:
        sample: the sample. spread: at least what the best choice reaches in it. risk: the chance that the bound fails.

    References:
        As `lower_bound`; Chernoff's inequality for the lower tail.
    """
    if not sample.step:
        return 0.0
    count, nats = spread / sample.step, -np.log(risk)
    root = np.sqrt(count + nats / 2) + np.sqrt(nats / 2)
    return float(min(root * root * sample.step, sample.total))


def _draw(cascade: Cascade, roots: Indices, weight: Floats, rng: np.random.Generator) -> Sample:
    """The sets of some roots; room is made as they come."""
    roots = roots.astype(np.int32)
    seed = np.uint64(rng.integers(0, 2**63))
    offsets = np.zeros(len(roots) + 1, dtype=np.int64)
    members = np.empty(4 * len(roots) + 2 * cascade.n_candidates, dtype=np.int32)
    done = visits = 0
    while True:
        done, more = kernels.influence.draw_sets(
            cascade.indptr, cascade.indices, cascade.chance, cascade.scale, cascade.place,
            roots, seed, done, offsets, members,
        )  # fmt: skip
        visits += more
        if done == len(roots):
            return Sample(
                offsets=offsets, members=members[: offsets[-1]], roots=roots, weight=weight,
                n_candidates=cascade.n_candidates, visits=visits,
            )  # fmt: skip
        wanted = max(2 * len(members), int(1.1 * offsets[done] / max(done, 1) * len(roots)))
        members = np.concatenate([members, np.empty(wanted - len(members), dtype=np.int32)])


def _order_arcs(indptr: Offsets, chance: Floats) -> NDArray[np.int64]:
    """The arcs of each actor by falling chance."""
    if len(chance) < 2:
        return np.arange(len(chance))
    owner = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    is_rising = (np.diff(chance) > 0) & (np.diff(owner) == 0)
    return np.lexsort((-chance, owner)) if is_rising.any() else np.arange(len(chance))


def _check_weight(weight: ArrayLike, n_actors: int) -> Floats:
    worth = np.asarray(weight, dtype=np.float64).ravel()
    if len(worth) != n_actors:
        raise TieArrayError("weight", f"{len(worth)} rows", f"one for each of the {n_actors} actors")
    if not (np.isfinite(worth) & (worth >= 0)).all():
        raise TieArrayError("weight", worth[~(worth >= 0)][:1], "weights of zero and more")
    return worth
