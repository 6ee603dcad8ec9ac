"""What a choice must keep to: budget, seats, floors and ceilings, all of them sums over the options chosen.

An option is one way to choose a candidate, as in a seat of one tier; of a candidate's options one at most is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bridgehead.errors import RefusedError
from bridgehead.network.graph import Flags, Floats

Options = NDArray[np.int64]
#: sums of costs may miss a limit by rounding alone
_SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One thing a choice must keep to.

    Attributes:
        label: as people read it. counts: (n_options,) what each option adds, zero or more.
        low: the least the sum may be. high: the most.
    """

    label: str
    counts: Floats
    low: float = 0.0
    high: float = np.inf

    def used(self, chosen: Options) -> float:
        """The sum over chosen options."""
        return float(self.counts[chosen].sum())

    def is_bound(self, chosen: Options) -> bool:
        """Whether the sum stands at its floor or ceiling, so that one more, or one less, would break it."""
        used = self.used(chosen)
        most = float(self.counts.max(initial=0.0))
        step = float(self.counts[self.counts > 0].min(initial=most)) if most else 0.0
        return used + step > self.high + _SLACK or (self.low > 0 and used - step < self.low - _SLACK)


class UnkeptLimitsError(RefusedError):
    """No choice keeps to all limits."""

    def __init__(self, labels: Sequence[str], options: int) -> None:
        """Args: labels of limits that cannot all be kept, none of which can be spared; options: how many there are."""
        self.labels, self.options = tuple(labels), options
        what = "This alone" if len(labels) == 1 else f"These {len(labels)} together"
        super().__init__(
            f"No choice among {options} candidates keeps to all limits. {what} cannot be kept: {'; '.join(labels)}. "
            "Loosen one of them, or add candidates."
        )


@dataclass(frozen=True)
class Limits:
    """All limits of a choice.

    Attributes:
        candidate: (n_options,) the candidate each option would choose. held: the limits.
    """

    candidate: Options
    held: tuple[Limit, ...]

    @property
    def n_options(self) -> int:
        """How many options there are."""
        return len(self.candidate)

    @cached_property
    def counts(self) -> Floats:
        """What each option adds to each limit: (n_limits, n_options)."""
        return np.array([limit.counts for limit in self.held]).reshape(len(self.held), self.n_options)

    @cached_property
    def low(self) -> Floats:
        """(n_limits,) least sums."""
        return np.array([limit.low for limit in self.held])

    @cached_property
    def high(self) -> Floats:
        """(n_limits,) largest sums."""
        return np.array([limit.high for limit in self.held])

    @cached_property
    def _twins(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Options of candidates who have several: a number for the candidate, and the option."""
        several = np.flatnonzero(np.bincount(self.candidate)[self.candidate] > 1)
        return np.unique(self.candidate[several], return_inverse=True)[1], several

    def without(self, label: str) -> Limits:
        """The same but for one limit."""
        return Limits(self.candidate, tuple(limit for limit in self.held if limit.label != label))

    def loosened(self, label: str, by: float = 1.0) -> Limits:
        """The same with one limit a step wider, its floor lowered or its ceiling raised."""
        return Limits(
            self.candidate,
            tuple(
                replace(limit, low=max(limit.low - by, 0.0), high=limit.high + by) if limit.label == label else limit
                for limit in self.held
            ),
        )

    def fits(self, used: Floats, among: Options | None = None) -> Flags:
        """Which options would break no ceiling, given what is used: (n_options,) or (n_among,)."""
        counts = self.counts if among is None else self.counts[:, among]
        room = (self.high - used)[:, None]
        return np.asarray((counts <= room + _SLACK).all(axis=0))

    def keeps(self, chosen: Options) -> bool:
        """Whether a choice keeps to every limit."""
        used = self.counts[:, chosen].sum(axis=1)
        once = len(np.unique(self.candidate[chosen])) == len(chosen)
        return bool(once and (used >= self.low - _SLACK).all() and (used <= self.high + _SLACK).all())

    def complete(self, chosen: Options) -> Options | None:
        """Further options that take a choice to all floors and leave much room; None where nothing does."""
        used = self.counts[:, chosen].sum(axis=1)
        if (used > self.high + _SLACK).any():
            return None
        if (used >= self.low - _SLACK).all():
            return np.zeros(0, dtype=np.int64)
        useful = self._representatives(chosen, used)
        if not len(useful):
            return None
        room = self.high - used
        is_ceiling = np.isfinite(room) & (room > 0)
        taken = (self.counts[is_ceiling][:, useful] / room[is_ceiling][:, None]).sum(axis=0)
        values = self._solve(1e-3 + taken, useful, self.low - used, room)
        return None if values is None else useful[values > 0.5]

    def bound(self, gains: Floats) -> float:
        """No choice adds up more gains than this: the linear relaxation's value.

        Args:
            gains: (n_options,) zero or more.
        """
        if len(self.held) == 1 and not len(self._twins[0]) and (self.counts == 1).all():
            room = int(min(self.high[0] + _SLACK, len(gains)))
            return float(np.partition(gains, len(gains) - room)[len(gains) - room :].sum()) if room else 0.0
        kept = np.flatnonzero((gains > 0) | (self.counts[self.low > 0] > 0).any(axis=0))
        if not len(kept):
            return 0.0
        values = self._solve(-gains[kept], kept, self.low, self.high, is_whole=False)
        return float(gains.sum()) if values is None else float(gains[kept] @ values)

    def check(self) -> Options:
        """Options that meet all floors.

        Raises:
            UnkeptLimitsError: there are none; it names limits of which none can be spared (deletion filter; Chinneck &
                Dravnieks 1991, doi 10.1287/ijoc.3.2.157).
        """
        witness = self.complete(np.zeros(0, dtype=np.int64))
        if witness is not None:
            return witness
        left = self
        for limit in self.held:
            fewer = left.without(limit.label)
            if fewer.complete(np.zeros(0, dtype=np.int64)) is None:
                left = fewer
        raise UnkeptLimitsError([limit.label for limit in left.held], len(np.unique(self.candidate)))

    @cached_property
    def _classes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Options sorted by what they count towards, then by what they use up; and the class of each."""
        is_plain = ((self.counts == 0) | (self.counts == 1)).all(axis=1)
        keys = np.random.default_rng(0).random(int(is_plain.sum())) @ self.counts[is_plain]
        _, kind = np.unique(keys, return_inverse=True)
        return np.lexsort((self.counts[~is_plain].sum(axis=0), kind)), kind

    def _representatives(self, chosen: Options, used: Floats) -> Options:
        """Enough options to meet the floors if any can: of those alike the cheapest, as many as floors may need."""
        order, kind = self._classes
        short = self.low > used + _SLACK
        # nobody alike is needed more often than the largest floor they count towards is short of
        wanted = ((self.counts[short] > 0) * (self.low - used)[short][:, None]).max(axis=0)
        wanted[np.isin(self.candidate, self.candidate[chosen]) | ~self.fits(used)] = 0.0
        order = order[wanted[order] > 0]
        starts = np.flatnonzero(np.diff(kind[order], prepend=-1))
        rank = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
        return np.asarray(order[rank < np.ceil(wanted[order]) * (2 if len(self._twins[0]) else 1)])

    def _solve(
        self, cost: Floats, useful: Options, low: Floats, high: Floats, *, is_whole: bool = True
    ) -> Floats | None:
        """Values of some options at least cost, each 0 or 1 where they must be whole; None where none will do."""
        from scipy import optimize, sparse  # noqa: PLC0415 - a quarter of a second that most questions do not need

        twin, option = self._twins
        place = np.full(self.n_options, -1)
        place[useful] = np.arange(len(useful))
        known = place[option] >= 0
        once = sparse.csr_array(
            (np.ones(int(known.sum())), (twin[known], place[option[known]])),
            shape=(int(twin.max(initial=-1)) + 1, len(useful)),
        )
        if not len(self.held) + once.shape[0]:
            return (cost < 0).astype(np.float64)
        rows = sparse.vstack([sparse.csr_array(self.counts[:, useful]), once], format="csr")
        ceilings = np.concatenate([high + _SLACK, np.ones(once.shape[0])])
        floors = np.concatenate([low - _SLACK, np.full(once.shape[0], -np.inf)])
        found = optimize.milp(
            cost,
            constraints=optimize.LinearConstraint(rows, floors, ceilings),
            bounds=optimize.Bounds(0, 1),
            integrality=np.full(len(cost), int(is_whole)),
        )
        return None if found.x is None else np.asarray(found.x)
