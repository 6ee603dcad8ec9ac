"""Shares from few cases: an interval for one, and what a share would be by chance where every case has its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from bridgehead.errors import MisuseError
from bridgehead.network.graph import Floats


class ProportionError(MisuseError):
    """Counts, chances or a level that nothing can have."""

    def __init__(self, found: object, remedy: str) -> None:
        """Args: found: the offending value; remedy: what would do, as a sentence."""
        self.found = found
        super().__init__(f"A proportion cannot be computed from {found}. {remedy}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval for a share.

    Attributes:
        low: lower end, 0..1. high: upper end, 0..1.
    """

    low: float
    high: float


def jeffreys_interval(hits: int, cases: int, level: float) -> Interval:
    """The equal-tailed Jeffreys interval of a binomial share, fit for small numbers.

    Args:
        hits: cases that have it, 0..cases. cases: all cases, 1 or more. level: coverage, as in 0.95.

    Raises:
        ProportionError: there are no cases, more hits than cases, or a level outside 0..1.

    References:
        Brown, Cai & DasGupta 2001, *Interval estimation for a binomial proportion*: with no hits the lower end is 0,
        with hits alone the upper end is 1.

    >>> found = jeffreys_interval(4, 4, 0.95)
    >>> round(found.low, 3), found.high
    (0.555, 1.0)
    """
    if not 0 <= hits <= cases or cases < 1 or not 0 < level < 1:
        raise ProportionError(
            f"{hits} of {cases} at level {level:g}", "Give hits among one case or more, and a level between 0 and 1."
        )
    tail = (1 - level) / 2
    shape = hits + 0.5, cases - hits + 0.5
    return Interval(
        low=float(betaincinv(*shape, tail)) if hits else 0.0,
        high=float(betaincinv(*shape, 1 - tail)) if hits < cases else 1.0,
    )


def poisson_binomial(chances: ArrayLike) -> Floats:
    """How likely each number of hits is where every case has its own chance, exactly.

    Args:
        chances: of each case, 0..1, shape (n,).

    Returns:
        Chance of 0, 1, ... n hits, shape (n + 1,).

    Raises:
        ProportionError: a chance lies outside 0..1.

    References:
        Hong 2013, doi:10.1016/j.csda.2012.10.006, for the distribution; computed here by adding one case at a time.

    >>> poisson_binomial([0.5, 0.5]).tolist()
    [0.25, 0.5, 0.25]
    """
    held = np.asarray(chances, dtype=np.float64)
    is_wrong = ~((held >= 0) & (held <= 1))
    if is_wrong.any():
        raise ProportionError(float(held[is_wrong][0]), "A chance lies between 0 and 1.")
    found: Floats = np.zeros(len(held) + 1)
    found[0] = 1.0
    for number, chance in enumerate(held.tolist(), start=1):
        found[1 : number + 1] = found[1 : number + 1] * (1 - chance) + found[:number] * chance
        found[0] *= 1 - chance
    return found


def expected_share(chances: ArrayLike, level: float) -> tuple[float, Interval]:
    """The share of hits to expect where every case has its own chance, and the range it falls in.

    Args:
        chances: of each case, 0..1, shape (n,), one or more. level: least chance that the share falls in the range.

    Returns:
        The expected share, and the range from which at most half of 1 - level is cut at either end.

    Raises:
        ProportionError: there are no cases, a chance lies outside 0..1, or a level outside 0..1.

    >>> expected_share([0.5, 0.5], 0.5)
    (0.5, Interval(low=0.5, high=0.5))
    """
    held = np.asarray(chances, dtype=np.float64)
    if not len(held) or not 0 < level < 1:
        raise ProportionError(f"{len(held)} cases at level {level:g}", "Give a case or more, and a level in 0 to 1.")
    tail = (1 - level) / 2
    up_to = np.cumsum(poisson_binomial(held))
    low, high = np.searchsorted(up_to, tail, side="right"), np.searchsorted(up_to, 1 - tail, side="left")
    cases = len(held)
    share = float(held.sum()) / cases
    return share, Interval(low=min(int(low), cases) / cases, high=min(int(high), cases) / cases)
