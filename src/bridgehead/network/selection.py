"""Choosing the set that covers most, within limits: greedily, then by exchanging one for another; exactly where small.

The weight of the sets covered is monotone and submodular in the candidates chosen, so greedy choice does well and every
stage of it bounds what any choice could do: whoever is chosen adds to a stage no more than the sum of the gains each
would have there, and the largest such sum within the limits is a linear program (Leskovec et al. 2007,
doi 10.1145/1281192.1281239, online bound).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bridgehead.network import kernels
from bridgehead.network.graph import Flags, Floats, Indices
from bridgehead.network.influence import Sample
from bridgehead.network.limits import Limits, Options

#: gains closer than this share of the whole are equal; the earlier option goes first
_TIE = 1e-9
_PASSES, _REPAIRS, _FAILURES, _STAGES = 20, 3, 100, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A chosen set.

    Attributes:
        options: in the order chosen. gains: (n,) what each added to those before it, in the sample.
        spread: weight of the sets covered. most: no choice within the limits covers more, in this sample.
    """

    options: tuple[int, ...]
    gains: tuple[float, ...]
    spread: float
    most: float


@dataclass(slots=True)
class Cover:
    """Which sets are covered so far.

    Attributes:
        sample: the sets. gains: (n_candidates,) weight of the uncovered sets each candidate is in.
        times: (n_sets,) by how many chosen ones each is covered. spread: weight of the covered sets.
    """

    sample: Sample
    gains: Floats = field(init=False)
    times: Indices = field(init=False)
    spread: float = 0.0

    def __post_init__(self) -> None:
        self.gains = self.sample.spreads()
        self.times = np.zeros(self.sample.n_sets, dtype=np.int32)

    def add(self, candidate: int) -> float:
        """Choose a candidate; returns the weight it adds."""
        return self._change(kernels.influence.cover, candidate, 1)

    def remove(self, candidate: int) -> float:
        """Give a candidate up; returns the weight it takes away."""
        return self._change(kernels.influence.uncover, candidate, -1)

    def _change(self, kernel: Callable[..., float], candidate: int, sign: int) -> float:
        sample = self.sample
        weight = float(
            kernel(
                sample.offsets, sample.members, sample.weight, sample.sets_of(candidate), self.times, self.gains
            )
        )  # fmt: skip
        self.spread += sign * weight
        return weight


@dataclass(slots=True)
class _Growth:
    """A choice that grows and can always be completed to one that meets every floor.

    Attributes:
        witness: options that would complete it. chosen: options so far. used: (n_limits,) sums so far.
        failures: options that did not go with it since the last addition.
        is_open: (n_options,) which may still be added.
    """

    limits: Limits
    witness: Options
    chosen: list[int] = field(default_factory=list)
    failures: int = 0
    used: Floats = field(init=False)
    is_open: Flags = field(init=False)

    def __post_init__(self) -> None:
        self.used = np.zeros(len(self.limits.held))
        self.is_open = self.limits.fits(self.used)

    def add(self, option: int) -> bool:
        """Choose an option if the choice can still be completed with it; it is closed if not, then and later."""
        limits = self.limits
        same = limits.candidate[self.witness] == limits.candidate[option]
        rest = self.witness[~same]
        now = np.array([*self.chosen, option], dtype=np.int64)
        if not limits.keeps(np.concatenate([now, rest])):
            completion = self._repair(now, rest)
            if completion is None:
                self.is_open[option] = False
                return False
            rest = completion
        self.witness = rest
        self.chosen.append(option)
        self.failures = 0
        self.used = self.used + limits.counts[:, option]
        self.is_open &= limits.candidate != limits.candidate[option]
        for row in np.flatnonzero(limits.counts[:, option]):
            self.is_open &= limits.counts[row] <= limits.high[row] - self.used[row] + _TIE
        return True

    def _repair(self, now: Options, rest: Options) -> Options | None:
        """What completes a choice that does not go with the witness: those of it still needed, or a new one.

        Few new ones are looked for between additions, and after many failures nobody is tried but the witness;
        exchanges find what is missed thereby.
        """
        limits = self.limits
        used = limits.counts[:, np.concatenate([now, rest])].sum(axis=1)
        kept = []
        for option in rest:
            if (used - limits.counts[:, option] >= limits.low - _TIE).all():
                used -= limits.counts[:, option]
            else:
                kept.append(option)
        if limits.keeps(pruned := np.concatenate([now, np.array(kept, dtype=np.int64)])):
            return pruned[len(now) :]
        self.failures += 1
        if self.failures > _FAILURES:
            self.is_open &= np.isin(np.arange(limits.n_options), self.witness)
        return limits.complete(now) if self.failures <= _REPAIRS else None

    def best(self, scores: Floats) -> int:
        """The open option of the highest score, the first of equals; -1 where none is open."""
        among = np.flatnonzero(self.is_open)
        if not len(among):
            return -1
        found = scores[among]
        return int(among[np.argmax(found >= found.max() - _TIE * max(abs(float(found.max())), 1e-300))])


def choose(sample: Sample, limits: Limits, *, cost: Floats | None = None) -> Selection:
    """A set that covers much within limits.

    Greedy by gain and, where costs are given, by gain for cost as well (the better is kept; Leskovec et al. 2007), then
    exchanges of one chosen option for one that is not, and of room left, until none helps.

    Args:
        sample: the sets. limits: what to keep to. cost: (n_options,) of each option, where a budget counts them.

    Raises:
        UnkeptLimitsError: no choice keeps to all limits.
    """
    witness = limits.check()
    rules = [np.ones(limits.n_options)] if cost is None else [np.ones(limits.n_options), _per_cost(cost)]
    found = [_grow(sample, limits, witness, rule) for rule in rules]
    cover, growth, most = max(found, key=lambda one: one[0].spread)
    _exchange(cover, growth)
    most = min(most, *(one[2] for one in found), cover.spread + limits.bound(_gains(cover, limits)), sample.total)
    return _tell(sample, limits, growth.chosen, max(most, cover.spread))


def choose_in_order(sample: Sample, limits: Limits, scores: Floats) -> Selection:
    """The first in order of a score that fit within the limits, until nobody else fits.

    Args:
        sample: the sets they are measured in. limits: what to keep to. scores: (n_options,) highest first.

    Raises:
        UnkeptLimitsError: no choice keeps to all limits.
    """
    growth = _Growth(limits, limits.check())
    while (option := growth.best(scores)) >= 0:
        growth.add(option)
    return _tell(sample, limits, growth.chosen, sample.total)


def choose_exactly(sample: Sample, limits: Limits) -> Selection:
    """The set that covers most within limits, as a mixed-integer program; for few candidates.

    Args:
        sample: the sets. limits: what to keep to.

    Raises:
        UnkeptLimitsError: no choice keeps to all limits.
    """
    from scipy import optimize, sparse  # noqa: PLC0415 - a quarter of a second that most questions do not need

    limits.check()
    is_member, weight = _distinct_sets(sample)
    n_sets, n_options = len(weight), limits.n_options
    holds = is_member[:, limits.candidate].astype(np.float64)
    once = sparse.csr_array(
        (np.ones(n_options), (limits.candidate, np.arange(n_options))), shape=(sample.n_candidates, n_options)
    )
    rows = sparse.block_array(
        [
            [sparse.csr_array(limits.counts), None],
            [once, None],
            [sparse.csr_array(holds), -sparse.eye_array(n_sets, format="csr")],
        ],
        format="csr",
        dtype=np.float64,
    )
    low = np.concatenate([limits.low, np.full(sample.n_candidates, -np.inf), np.zeros(n_sets)])
    high = np.concatenate([limits.high, np.ones(sample.n_candidates), np.full(n_sets, np.inf)])
    found = optimize.milp(
        np.concatenate([np.zeros(n_options), -weight]),
        constraints=optimize.LinearConstraint(rows, low, high),
        bounds=optimize.Bounds(0, 1),
        integrality=np.concatenate([np.ones(n_options), np.zeros(n_sets)]),
        options={"mip_rel_gap": 0.0},
    )
    # the limits were checked, so there is a solution
    assert found.x is not None
    chosen = np.flatnonzero(found.x[:n_options] > 0.5).tolist()
    spread = sample.spread(limits.candidate[chosen].tolist())
    return _tell(sample, limits, chosen, spread)


def swap_losses(sample: Sample, limits: Limits, chosen: Sequence[int]) -> tuple[Floats, Options]:
    """What the best exchange for each option would lose: (n_options,), and whom it would replace; inf and -1 for none.

    Args:
        sample: the sets. limits: what to keep to. chosen: options chosen.
    """
    cover = Cover(sample)
    for option in chosen:
        cover.add(int(limits.candidate[option]))
    loss, replaced = np.full(limits.n_options, np.inf), np.full(limits.n_options, -1)
    others = np.flatnonzero(~np.isin(limits.candidate, limits.candidate[list(chosen)]))
    for option in chosen:
        rest = np.array([one for one in chosen if one != option], dtype=np.int64)
        lost = cover.remove(int(limits.candidate[option]))
        among = others[_may_replace(limits, rest, others)]
        found = lost - cover.gains[limits.candidate[among]]
        better = found < loss[among]
        loss[among[better]], replaced[among[better]] = found[better], option
        cover.add(int(limits.candidate[option]))
    return loss, replaced


def _grow(sample: Sample, limits: Limits, witness: Options, rule: Floats) -> tuple[Cover, _Growth, float]:
    """Greedy choice by gain times a rule, and the least bound found on the way."""
    cover, growth = Cover(sample), _Growth(limits, witness)
    room = int(limits.bound(np.ones(limits.n_options)) + _TIE)
    stages: list[tuple[float, float, Floats]] = []
    while True:
        gains = _gains(cover, limits)
        stages.append((cover.spread + _sum_largest(gains, room), cover.spread, gains))
        stages = sorted(stages, key=lambda stage: stage[0])[:_STAGES]
        if not _step(cover, growth, gains * rule):
            break
    return cover, growth, min(spread + limits.bound(gains) for _, spread, gains in stages)


def _step(cover: Cover, growth: _Growth, scores: Floats) -> bool:
    """Add the best option that gains anything, else one the floors still need; whether there was one."""
    candidate = growth.limits.candidate
    while (option := growth.best(scores)) >= 0 and scores[option] > _TIE * cover.sample.step:
        if growth.add(option):
            cover.add(int(candidate[option]))
            return True
    if len(growth.witness) and growth.add(int(growth.witness[0])):
        cover.add(int(candidate[growth.chosen[-1]]))
        return True
    return False


def _exchange(cover: Cover, growth: _Growth) -> None:
    """Exchange chosen options for better ones, and use the room that leaves, until nothing gains."""
    limits = growth.limits
    for _ in range(_PASSES):
        has_changed = False
        for place in range(len(growth.chosen)):
            option = growth.chosen[place]
            rest = np.array(growth.chosen[:place] + growth.chosen[place + 1 :], dtype=np.int64)
            lost = cover.remove(int(limits.candidate[option]))
            gains = _gains(cover, limits)
            among = np.flatnonzero(gains > lost + _TIE * max(cover.spread, cover.sample.step))
            among = among[_may_replace(limits, rest, among)]
            if len(among):
                option, has_changed = int(among[np.argmax(gains[among])]), True
            growth.chosen[place] = option
            cover.add(int(limits.candidate[option]))
        if not has_changed:
            return
        _reopen(growth)
        while _step(cover, growth, _gains(cover, limits)):
            pass


def _reopen(growth: _Growth) -> None:
    """What may be added to a choice that has changed."""
    limits, chosen = growth.limits, np.array(growth.chosen, dtype=np.int64)
    growth.used, growth.witness = limits.counts[:, chosen].sum(axis=1), np.zeros(0, dtype=np.int64)
    growth.is_open = limits.fits(growth.used) & ~np.isin(limits.candidate, limits.candidate[chosen])


def _may_replace(limits: Limits, rest: Options, among: Options) -> Flags:
    """Which options would make a choice without one of its own keep to every limit: (n_among,)."""
    used = limits.counts[:, rest].sum(axis=1)
    short = limits.low > used + _TIE
    meets = (limits.counts[short][:, among] + used[short][:, None] >= limits.low[short][:, None] - _TIE).all(axis=0)
    is_other = ~np.isin(limits.candidate[among], limits.candidate[rest])
    return np.asarray(meets & is_other & limits.fits(used, among))


def _tell(sample: Sample, limits: Limits, chosen: Sequence[int], most: float) -> Selection:
    """A choice with its options in the order of their gains, each to those before it."""
    cover, left = Cover(sample), list(chosen)
    order, gains = [], []
    while left:
        found = cover.gains[limits.candidate[left]]
        option = left.pop(int(np.argmax(found >= found.max() - _TIE * sample.total)))
        order.append(option)
        gains.append(cover.add(int(limits.candidate[option])))
    return Selection(options=tuple(order), gains=tuple(gains), spread=cover.spread, most=most)


def _distinct_sets(sample: Sample) -> tuple[Flags, Floats]:
    """The sets that differ, as members, and the weight of each; empty ones are left out."""
    is_member = np.zeros((sample.n_sets, sample.n_candidates), dtype=np.bool_)
    is_member[np.repeat(np.arange(sample.n_sets), np.diff(sample.offsets)), sample.members] = True
    packed = np.packbits(is_member, axis=1)
    _, first, place = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    weight = np.bincount(place.ravel(), sample.weight, minlength=len(first)).astype(np.float64)
    kept = is_member[first].any(axis=1)
    return is_member[first[kept]], weight[kept]


def _gains(cover: Cover, limits: Limits) -> Floats:
    """The gain of each option, never below zero for rounding."""
    return np.maximum(cover.gains, 0.0)[limits.candidate]


def _per_cost(cost: Floats) -> Floats:
    """Gain for cost; what costs nothing goes first."""
    least = float(cost[cost > 0].min(initial=1.0))
    return 1.0 / np.maximum(cost, least * _TIE)


def _sum_largest(gains: Floats, room: int) -> float:
    """The sum of the largest gains for which there is room, 0 where there is none."""
    left_out = len(gains) - max(room, 0)
    if left_out == len(gains):
        return 0.0
    return float(gains.sum() if left_out <= 0 else np.partition(gains, left_out)[left_out:].sum())
