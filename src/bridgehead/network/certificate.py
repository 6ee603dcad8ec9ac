"""A choice with what is certain of it: how much of the best possible it reaches at least, by a sample it never saw.

The first sample chooses and bounds the best choice from above, the second measures the choice from below; each bound
may fail with half the risk, divided among the rounds and, on the second sample, among the lists it is used to compare
(Tang et al. 2018, doi 10.1145/3183713.3183749). The bound on the first sample holds for whatever limits, since nothing
but a fixed best choice and a largest value in the sample enters it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bridgehead.network.graph import Floats
from bridgehead.network.influence import Cascade, Sample, draw_sample, lower_bound, upper_bound
from bridgehead.network.limits import Limits
from bridgehead.network.selection import Selection, choose, choose_exactly, choose_in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard to try.

    Attributes:
        sets: drawn for each of the two samples at least. rounds: how often they may be doubled.
        share: of the best possible that is enough. risk: the chance that what is certified fails.
        visits: actors looked at for a sample, roughly. exact: candidates up to which the choice is exact in its sample.
    """

    sets: int
    rounds: int
    share: float
    risk: float
    visits: int
    exact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A list of candidates as the second sample measures it.

    Attributes:
        options: chosen, in order. spread: the estimate. low, high: it lies between them but for the risk.
    """

    options: tuple[int, ...]
    spread: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """The choice made.

    Attributes:
        selection: as the first sample sees it. name: which list it is, "" where it is nobody's but ours.
        measured: the choice by the second sample. lists: every list by name, measured alike.
        share: of the best possible that it reaches at least, but for the risk. best: what the best reaches at most.
        is_exact: no choice covers more of the first sample.
        choosing, held_out: the two samples.
    """

    selection: Selection
    name: str
    measured: Measured
    lists: Mapping[str, Measured]
    share: float
    best: float
    is_exact: bool
    choosing: Sample
    held_out: Sample


def choose_certified(
    cascade: Cascade,
    weight: Floats,
    limits: Limits,
    effort: Effort,
    rng: np.random.Generator,
    *,
    cost: Floats | None = None,
    lists: Mapping[str, Floats] | None = None,
) -> Certified:
    """The choice within limits, never below the lists given, with its certificate.

    Args:
        cascade: how the word travels. weight: (n_actors,) what reaching each actor is worth.
        limits: what to keep to. effort: how hard to try. rng: gives every random number.
        cost: (n_options,) where a budget counts them.
        lists: name -> (n_options,) scores; those highest in a score are a choice to compare with.

    Raises:
        UnkeptLimitsError: no choice keeps to all limits.
    """
    n_sets = effort.sets
    for round_ in range(effort.rounds):
        choosing, held_out = (draw_sample(cascade, weight, n_sets, rng, most_visits=effort.visits) for _ in range(2))
        found = _certify(choosing, held_out, limits, effort, cost, lists or {})
        is_limited = choosing.n_sets < n_sets
        if found.share >= effort.share or is_limited or round_ == effort.rounds - 1:
            break
        n_sets *= 2
    return found


def _certify(
    choosing: Sample,
    held_out: Sample,
    limits: Limits,
    effort: Effort,
    cost: Floats | None,
    lists: Mapping[str, Floats],
) -> Certified:
    ours = choose(choosing, limits, cost=cost)
    is_exact = 0 < choosing.n_candidates <= effort.exact
    if is_exact:
        best = choose_exactly(choosing, limits)
        ours = max(
            _bounded(ours, best.spread), best, key=lambda one: one.spread - 1e-9 * choosing.total * (one is best)
        )
    others = {name: choose_in_order(choosing, limits, scores) for name, scores in lists.items()}
    risk = effort.risk / 2 / effort.rounds / (1 + len(others))
    measured = {name: _measure(held_out, limits, one, risk) for name, one in {"": ours, **others}.items()}
    name = max(measured, key=lambda one: (measured[one].spread, one == ""))
    selection = ours if name == "" else _bounded(others[name], ours.most)
    best_possible = upper_bound(choosing, ours.most, effort.risk / 2 / effort.rounds)
    share = min(measured[name].low / best_possible, 1.0) if best_possible else 1.0
    return Certified(
        selection=selection, name=name, measured=measured[name], lists=measured, share=share, best=best_possible,
        is_exact=is_exact and name == "", choosing=choosing, held_out=held_out,
    )  # fmt: skip


def _bounded(selection: Selection, most: float) -> Selection:
    return Selection(options=selection.options, gains=selection.gains, spread=selection.spread, most=most)


def _measure(sample: Sample, limits: Limits, selection: Selection, risk: float) -> Measured:
    spread = sample.spread(limits.candidate[list(selection.options)].tolist())
    return Measured(
        options=selection.options,
        spread=spread,
        low=lower_bound(sample, spread, risk),
        high=upper_bound(sample, spread, risk),
    )
