"""Shares from few cases: the interval, and what chance would give."""

from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bridgehead.network.proportions import (
    ProportionError,
    expected_share,
    jeffreys_interval,
    poisson_binomial,
)

chances = st.lists(st.floats(0, 1), min_size=1, max_size=7)


def enumerate_hits(held):
    """Chance of each number of hits by going through every outcome."""
    found = np.zeros(len(held) + 1)
    for outcome in product([0, 1], repeat=len(held)):
        found[sum(outcome)] += prod(p if hit else 1 - p for p, hit in zip(held, outcome, strict=True))
    return found


@given(chances)
def test_the_distribution_is_that_of_going_through_every_outcome(held):
    """Brute force on up to seven cases; rounding alone may differ."""
    assert enumerate_hits(held) == pytest.approx(poisson_binomial(held), abs=1e-12)


@pytest.mark.parametrize(("cases", "chance"), [(1, 0.3), (10, 0.5), (40, 0.05)])
def test_equal_chances_give_the_binomial(cases, chance):
    """The closed form where every case has the same chance."""
    expected = stats.binom.pmf(np.arange(cases + 1), cases, chance)

    assert expected == pytest.approx(poisson_binomial([chance] * cases), abs=1e-12)


@given(chances, st.sampled_from([0.5, 0.9, 0.95]))
def test_the_range_holds_the_level_and_is_not_wider_than_it_must_be(held, level):
    """At least the level lies inside, at most half of the rest beyond either end; the mean is the expected share."""
    share, reach = expected_share(held, level)
    hits, exact = np.arange(len(held) + 1) / len(held), enumerate_hits(held)

    assert sum(held) / len(held) == pytest.approx(share)
    assert level - 1e-9 <= exact[(hits >= reach.low - 1e-12) & (hits <= reach.high + 1e-12)].sum()
    assert (1 - level) / 2 + 1e-9 >= exact[hits < reach.low - 1e-12].sum()
    assert (1 - level) / 2 + 1e-9 >= exact[hits > reach.high + 1e-12].sum()


@pytest.mark.parametrize(("hits", "cases"), [(1, 5), (3, 7), (20, 50)])
def test_the_interval_is_the_middle_of_the_beta_posterior(hits, cases):
    """Jeffreys: quantiles of Beta(hits + 1/2, misses + 1/2), as scipy has them."""
    found = jeffreys_interval(hits, cases, 0.95)

    expected = stats.beta.ppf([0.025, 0.975], hits + 0.5, cases - hits + 0.5)
    assert list(expected) == pytest.approx([found.low, found.high])


def test_no_hits_or_hits_alone_reach_the_end():
    """Brown, Cai & DasGupta 2001: the end is 0 without hits and 1 without misses; the two mirror each other."""
    none, every = jeffreys_interval(0, 4, 0.95), jeffreys_interval(4, 4, 0.95)

    assert (0.0, 1.0) == (none.low, every.high)
    assert 1 - every.low == pytest.approx(none.high)


def test_more_cases_narrow_the_interval():
    """The same share from ten times the cases is told more closely."""
    few, many = jeffreys_interval(2, 4, 0.95), jeffreys_interval(20, 40, 0.95)

    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: jeffreys_interval(1, 0, 0.95),
        lambda: jeffreys_interval(3, 2, 0.95),
        lambda: jeffreys_interval(1, 2, 1.0),
        lambda: poisson_binomial([0.5, 1.2]),
        lambda: expected_share([], 0.95),
        lambda: expected_share([0.5], 0.0),
    ],
)
def test_what_no_share_can_come_from_is_refused(wrong):
    """No cases, more hits than cases, a level or a chance outside 0..1; the message says what would do."""
    with pytest.raises(ProportionError, match="cannot be computed from"):
        wrong()
