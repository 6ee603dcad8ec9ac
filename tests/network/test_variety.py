"""Heterogeneity and outward orientation: closed forms and limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.variety import CountError, blau, e_i_index

counts = st.lists(st.integers(0, 50), min_size=2, max_size=6)


@pytest.mark.parametrize("n_categories", [2, 3, 7])
def test_equal_shares_are_as_varied_as_can_be(n_categories):
    """1 - 1/k, normalised 1."""
    found = blau([4] * n_categories)

    assert found.index == pytest.approx(1 - 1 / n_categories, abs=1e-15)  # one rounding
    assert found.normalised == pytest.approx(1, abs=1e-15)


def test_one_category_only_is_not_varied():
    """All alike."""
    assert (0.0, 0.0, 5.0) == (blau([5, 0]).index, blau([5, 0]).normalised, blau([5, 0]).known)


@given(counts)
def test_it_is_the_chance_that_two_draws_differ(table):
    """Against all pairs of draws with replacement."""
    total = sum(table)
    found = blau(table)
    if total == 0:
        assert np.isnan(found.index)
        return

    differing = sum(one * (total - one) for one in table)
    assert found.index == pytest.approx(differing / total**2, abs=1e-12)  # a few roundings of numbers below 1


@given(counts, st.integers(1, 9))
def test_neither_order_nor_scale_of_counts_matters(table, factor):
    """Shares alone count."""
    scaled = [factor * count for count in reversed(table)]

    np.testing.assert_allclose(blau(table).index, blau(scaled).index, atol=1e-12)


def test_rows_are_indexed_one_by_one():
    """The last axis holds the categories."""
    found = blau([[1, 1], [2, 0], [0, 0]])

    np.testing.assert_array_equal([0.5, 0.0, np.nan], found.index)
    assert [2.0, 2.0, 0.0] == found.known.tolist()


def test_a_single_possible_category_cannot_vary():
    """Nothing to normalise by."""
    found = blau([3])

    assert 0.0 == found.index
    assert np.isnan(found.normalised)


def test_the_e_i_index_runs_from_all_within_to_all_outside():
    """-1, 0, 1, and undefined without ties."""
    np.testing.assert_array_equal([-1.0, 0.0, 1.0, np.nan], e_i_index([3, 2, 0, 0], [0, 2, 4, 0]))


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
def test_what_is_no_count_is_refused(wrong):
    """The value is named."""
    with pytest.raises(CountError, match="cannot be"):
        blau([1.0, wrong])
