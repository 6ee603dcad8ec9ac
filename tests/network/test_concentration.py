"""How concentrated a portfolio is."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.concentration import herfindahl
from bridgehead.network.variety import CountError, blau

amounts = st.lists(st.just(0.0) | st.floats(1e-6, 1e9), min_size=1, max_size=8)


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_equal_shares_give_one_over_their_number(size):
    """The closed form: n equal ones are as concentrated as n."""
    found = herfindahl([3.5] * size)

    assert 1 / size == pytest.approx(found.index)
    assert size == pytest.approx(found.equivalent)


def test_nothing_has_no_concentration():
    """Neither an empty portfolio nor one of nothings is spread or concentrated."""
    assert all(math.isnan(herfindahl(empty).index) for empty in ([], [0, 0]))
    assert math.isnan(herfindahl([]).equivalent)


@pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf])
def test_amounts_nobody_can_have_are_refused(wrong):
    """A negative amount, none at all as a number, or an endless one."""
    with pytest.raises(CountError):
        herfindahl([1.0, wrong])


@given(amounts.filter(lambda held: sum(held) > 0), st.floats(1e-3, 1e3))
def test_the_index_lies_between_equal_and_all_in_one_and_knows_no_unit(held, factor):
    """Between 1/n and 1; counting in other units, in another order or with an empty one beside changes nothing."""
    found = herfindahl(held)

    assert 1 / len(held) - 1e-12 <= found.index <= 1 + 1e-12
    # rounding alone: sums of eight squares of doubles
    assert found.index == pytest.approx(herfindahl([factor * one for one in reversed(held)] + [0]).index, rel=1e-6)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6).filter(any))
def test_it_is_what_blaus_index_leaves_of_one(counts):
    """Blau's index is the chance of drawing two different ones, Herfindahl's of drawing the same."""
    assert 1 - float(blau(counts).index) == pytest.approx(herfindahl(counts).index)
