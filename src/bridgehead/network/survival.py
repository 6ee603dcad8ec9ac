"""How long until something happens: the product-limit estimate of a median from durations, some still running."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bridgehead.errors import MisuseError

if TYPE_CHECKING:
    from scipy.stats._survival import EmpiricalDistributionFunction


class DurationError(MisuseError):
    """Durations that cannot be estimated from."""

    def __init__(self, found: str) -> None:
        """Args: found: what is wrong with them."""
        self.found = found
        super().__init__(f"Durations cannot be estimated from: {found}. Give one duration of 0 or more for each flag.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MedianTime:
    """The time by which half of all have had the event, in the unit of the durations.

    Attributes:
        median: None where the curve never falls to one half.
        low: lower limit of its interval. high: upper limit; each None where the curve does not allow to tell.
        n: durations. events: how many of them ended in the event.
    """

    median: float | None
    low: float | None
    high: float | None
    n: int
    events: int


def median_time(durations: ArrayLike, ended: ArrayLike, level: float = 0.95) -> MedianTime:
    """The Kaplan-Meier median of durations, with its interval.

    Args:
        durations: shape (n,), 0 or more in any unit; infinite where the event lies beyond everything observed.
        ended: shape (n,), whether the event ended the duration; False where it was still running when last seen.
        level: coverage of the interval.

    Returns:
        The first time at which the curve is at one half or below; the interval holds the times at which the log-log
        band around the curve includes one half.

    Raises:
        DurationError: shapes differ, or a duration is negative or no number.

    Source: Kaplan & Meier 1958, doi 10.1080/01621459.1958.10501452; the interval is Brookmeyer & Crowley's (1982).

    >>> median_time([1, 2, 3, 4], [True, True, True, False]).median
    2.0
    """
    # scipy.stats takes most of a second to load, which only this question should pay for
    from scipy.stats import CensoredData, ecdf  # noqa: PLC0415

    times, events = _read(durations, ended)
    if not events.any():
        return MedianTime(median=None, low=None, high=None, n=len(times), events=0)
    # an event beyond everything observed never lowers the curve within it, so it counts as still running
    seen = np.isfinite(times)
    times = np.where(seen, times, times[seen].max(initial=0.0) + 1.0)
    curve = ecdf(CensoredData.right_censored(times, ~(events & seen))).sf
    lower, upper = _band(curve, level)
    return MedianTime(
        median=_first_at_half(curve.quantiles, curve.probabilities),
        low=_first_at_half(curve.quantiles, lower),
        high=_first_at_half(curve.quantiles, upper),
        n=len(times),
        events=int(events.sum()),
    )


def _read(durations: ArrayLike, ended: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    times, events = np.asarray(durations, dtype=np.float64), np.asarray(ended, dtype=np.bool_)
    if times.ndim != 1 or times.shape != events.shape:
        raise DurationError(f"shapes {times.shape} and {events.shape}")
    if np.isnan(times).any() or (times < 0).any():
        raise DurationError("a negative duration, or one that is no number")
    return times, events


def _band(curve: EmpiricalDistributionFunction, level: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The log-log band, lower and upper; undefined, and so never at one half, where the curve is at one or nought."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The confidence interval is undefined", category=RuntimeWarning)
        # the limits are curves themselves, which the stubs of scipy do not know
        band: Any = curve.confidence_interval(level, method="log-log")
    return band.low.probabilities, band.high.probabilities


def _first_at_half(times: NDArray[np.float64], shares: NDArray[np.float64]) -> float | None:
    """The first time at which a share is at one half or below; None where it never is. Rounding does not count."""
    reached = np.flatnonzero(shares <= 0.5 + 1e-12)
    return float(times[reached[0]]) if len(reached) else None
