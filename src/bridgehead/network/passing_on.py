"""Passing on: the chance that someone who is asked passes us on along a tie.

Until introductions are logged this is an assumption, linear in strength between `p_min` and `p_max`
(`parameters/passing_on.yaml`). Logged asks replace it, per strength band, by the mean of a Beta posterior whose prior
carries the assumption: it weighs as much as `prior_asks` asks whose share of grants is the assumed chance. With n asks
logged in a band the chance is (prior_asks * assumed + granted) / (prior_asks + n), so that after as many asks as the
prior weighs the two count alike, and what was assumed fades from then on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bridgehead.network.ties import Floats, Ints
from bridgehead.record.parameters import get_parameter

BANDS = ("weak", "strong", "unknown")
#: what people see for a chance that is neither certain nor none, the best first
WORDS = ("likely", "possible", "long shot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """Passing-on chances, each array of shape (n,), 0..1.

    Attributes:
        value: the chance. low: its lower bound. high: its upper bound.
    """

    value: Floats
    low: Floats
    high: Floats


def band_of(strength: Floats) -> Ints:
    """The strength band of each tie.

    Args:
        strength: shape (n,), 0..1, NaN = unknown.

    Returns:
        Positions in `BANDS`, shape (n,).
    """
    strong = strength >= float(get_parameter("tie_strength", "strong_from"))
    return np.where(np.isnan(strength), 2, np.where(strong, 1, 0)).astype(np.int64)


def assumed(strength: Floats) -> Chances:
    """Chances as assumed: p_min + (p_max - p_min) * strength, p_unknown where strength is unknown.

    Args:
        strength: shape (n,), 0..1, NaN = unknown.

    Returns:
        Chances with the bounds p_min and p_max for every tie.

    >>> assumed(np.array([0.0, 1.0, np.nan])).value.tolist()
    [0.1, 0.9, 0.3]
    """
    least, most = (float(get_parameter("passing_on", name)) for name in ("p_min", "p_max"))
    value = np.where(
        np.isnan(strength), float(get_parameter("passing_on", "p_unknown")), least + (most - least) * strength
    )
    return Chances(value=value, low=np.full(len(strength), least), high=np.full(len(strength), most))


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingOn:
    """How chances are made from strengths.

    Attributes:
        granted: asks granted per band, in the order of `BANDS`. refused: asks refused or left unanswered.
    """

    granted: tuple[int, int, int] = (0, 0, 0)
    refused: tuple[int, int, int] = (0, 0, 0)

    @property
    def asks(self) -> int:
        """Logged asks with an answer, all bands together."""
        return sum(self.granted) + sum(self.refused)

    def asks_of(self, bands: Iterable[int]) -> int:
        """Logged asks with an answer of some bands, given by their position in `BANDS`; each band counts once."""
        return sum(self.granted[band] + self.refused[band] for band in set(bands))

    def chances(self, strength: Floats) -> Chances:
        """Chances of ties of these strengths.

        Args:
            strength: shape (n,), 0..1, NaN = unknown.

        Returns:
            The assumption, replaced by the posterior mean and its interval in bands with logged asks.
        """
        chances = assumed(strength)
        weight = float(get_parameter("passing_on", "prior_asks"))
        tail = (1.0 - float(get_parameter("passing_on", "interval"))) / 2.0
        if not self.asks:
            return chances
        from scipy.special import betaincinv  # noqa: PLC0415 - a quarter of a second that most records do not need

        bands = band_of(strength)
        value, low, high = chances.value.copy(), chances.low.copy(), chances.high.copy()
        for band, (yes, no) in enumerate(zip(self.granted, self.refused, strict=True)):
            inside = bands == band
            if yes + no == 0 or not inside.any():
                continue
            # strengths repeat, most of all the unknown one
            priors, place = np.unique(value[inside], return_inverse=True)
            alpha, beta = weight * priors + yes, weight * (1.0 - priors) + no
            value[inside] = (alpha / (alpha + beta))[place]
            low[inside], high[inside] = betaincinv(alpha, beta, tail)[place], betaincinv(alpha, beta, 1.0 - tail)[place]
        return Chances(value=value, low=low, high=high)


def label(chance: float) -> str:
    """The word people see for a chance.

    >>> label(0.2)
    'possible'
    """
    if chance >= 1.0:
        return "certain"
    if chance <= 0.0:
        return "none"
    if chance >= float(get_parameter("passing_on", "likely_from")):
        return WORDS[0]
    return WORDS[1] if chance >= float(get_parameter("passing_on", "possible_from")) else WORDS[2]
