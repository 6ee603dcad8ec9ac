"""Passing-on chances: assumed from strength, learned from asks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.passing_on import PassingOn, assumed, band_of, label


def test_the_assumption_is_linear_between_its_bounds():
    """Strength 0 gives p_min, 1 gives p_max, the middle gives the middle."""
    chances = assumed(np.array([0.0, 0.5, 1.0]))

    assert chances.value.tolist() == pytest.approx([0.1, 0.5, 0.9])
    assert chances.low.tolist() == [0.1, 0.1, 0.1]
    assert chances.high.tolist() == [0.9, 0.9, 0.9]


def test_an_unknown_strength_has_a_chance_of_its_own():
    """Unknown is neither weak nor zero."""
    assert assumed(np.array([np.nan])).value.tolist() == [0.3]


def test_strengths_fall_into_three_bands():
    """Weak below one half, strong from there on, unknown apart."""
    assert band_of(np.array([0.0, 0.49, 0.5, 1.0, np.nan])).tolist() == [0, 0, 1, 1, 2]


def test_logged_asks_move_the_chance_of_their_band_alone():
    """Three of four weak asks granted: Beta(4 * 0.3 + 3, 4 * 0.7 + 1) has mean 4.2 / 8; strong ties stay assumed."""
    chances = PassingOn(granted=(3, 0, 0), refused=(1, 0, 0)).chances(np.array([0.25, 0.75]))

    assert chances.value.tolist() == pytest.approx([4.2 / 8, 0.7])
    assert chances.low[0] < chances.value[0] < chances.high[0]
    assert (chances.low[1], chances.high[1]) == (0.1, 0.9)


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0, 1))
def test_a_learned_chance_lies_within_its_interval_and_grows_with_every_grant(yes, no, strength):
    """One more yes never lowers the chance; the interval holds the mean."""
    before = PassingOn(granted=(yes, yes, 0), refused=(no, no, 0)).chances(np.array([strength]))
    after = PassingOn(granted=(yes + 1, yes + 1, 0), refused=(no, no, 0)).chances(np.array([strength]))

    # 1e-12: sums of at most a hundred terms near one
    assert after.value[0] >= before.value[0] - 1e-12 or yes + no == 0
    assert before.low[0] <= before.value[0] <= before.high[0]


@pytest.mark.parametrize(
    ("chance", "word"),
    [(1.0, "certain"), (0.5, "likely"), (0.49, "possible"), (0.1, "possible"), (0.01, "long shot"), (0.0, "none")],
)
def test_people_see_a_word(chance, word):
    """Words change at the thresholds of the parameter file."""
    assert label(chance) == word
