"""The Kaplan-Meier median: published figures, then what must hold of any durations."""

import math

import numpy as np
import pytest

from bridgehead.network.survival import DurationError, median_time

#: weeks until relapse on 6-mercaptopurine, and whether it came; Freireich et al. 1963, Blood 21, 699-716
TREATED = (6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
RELAPSED = (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
#: the same without treatment: everybody relapsed
PLACEBO = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)


def test_freireich_1963_treated_patients_relapse_after_23_weeks_at_the_median():
    """The textbook figures for the treated group: median 23 weeks, log-log interval from 13 without upper limit."""
    found = median_time(TREATED, RELAPSED)

    assert (23, 13, None) == (found.median, found.low, found.high)
    assert (21, 9) == (found.n, found.events)


def test_freireich_1963_untreated_patients_relapse_after_8_weeks_at_the_median():
    """Without censoring the median is the sample's; the log-log interval runs from 4 to 11 weeks."""
    found = median_time(PLACEBO, [True] * len(PLACEBO))

    assert (8, 4, 11) == (found.median, found.low, found.high)


def test_without_events_no_median_is_known():
    """Whoever still waits tells nothing of when half will have had it."""
    found = median_time([1.0, 2.0], [False, False])

    assert (None, None, None, 2, 0) == (found.median, found.low, found.high, found.n, found.events)


def test_nothing_observed_gives_nothing():
    """No durations, no events."""
    assert (0, 0, None) == ((none := median_time([], [])).n, none.events, none.median)


def test_an_event_beyond_everything_observed_counts_as_one_still_awaited():
    """An infinite duration stays at risk throughout and never lowers the curve."""
    found = median_time([1.0, 2.0, math.inf, math.inf, math.inf], [True] * 5)

    assert (None, 5, 5) == (found.median, found.n, found.events)
    assert 2.0 == median_time([1.0, 2.0, math.inf], [True] * 3).median


def test_events_that_are_all_beyond_what_was_observed_give_no_median():
    """Then nothing finite is left to draw a curve from."""
    assert median_time([math.inf, math.inf], [True, True]).median is None


@pytest.mark.parametrize("seed", range(5))
def test_without_censoring_the_median_is_where_half_have_had_it(seed):
    """Brute force: the smallest duration that at least half do not exceed."""
    durations = np.random.default_rng(seed).exponential(size=7 + seed)

    expected = min(d for d in durations if (durations <= d).mean() >= 0.5)

    assert expected == median_time(durations, [True] * len(durations)).median


@pytest.mark.parametrize(
    ("durations", "ended", "why"),
    [
        ([1.0, 2.0], [True], "shapes"),
        ([-1.0], [True], "negative"),
        ([math.nan], [True], "no number"),
    ],
)
def test_durations_that_make_no_sense_are_refused(durations, ended, why):
    """Negative ones, those that are no number, and ones without a flag."""
    with pytest.raises(DurationError, match=why):
        median_time(durations, ended)
