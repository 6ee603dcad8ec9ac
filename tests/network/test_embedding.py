"""Who could be reached in two steps on a day."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.embedding import DatedTies, find_tied, reach_in_two

DAY = date(2001, 6, 1)
US = 0

days = st.none() | st.dates(date(2000, 1, 1), date(2003, 1, 1))
steps = st.tuples(st.integers(1, 5), st.integers(1, 5), days, days, days, days).filter(lambda tie: tie[0] != tie[1])


def may_hold(tie):
    _, _, begin, _, _, end = tie
    return (begin is None or begin <= DAY) and (end is None or end > DAY)


@given(st.lists(steps, max_size=8), st.lists(steps, max_size=8))
def test_two_steps_are_those_of_going_through_every_pair(mine, theirs):
    """Brute force over pairs of ties, with bounds that are not known."""
    ours = [(US, tie[1], *tie[2:]) for tie in mine]
    tied = {tie[1] for tie in ours if may_hold(tie)}
    expected = {
        there for one, two, *rest in theirs if may_hold((one, two, *rest))
        for here, there in ((one, two), (two, one)) if here in tied
    }  # fmt: skip

    found = find_tied(6, DatedTies.of(ours), DAY)
    onward = DatedTies.of([*theirs, *((two, one, *rest) for one, two, *rest in theirs)])
    assert tied == set(np.flatnonzero(found).tolist())
    assert expected == set(np.flatnonzero(reach_in_two(found, onward, DAY)).tolist())


def test_a_tie_holds_from_its_begin_to_the_day_before_its_end():
    """The begin is included, the end is not."""
    first, last = date(2001, 1, 1), date(2002, 1, 1)
    tie = DatedTies.of([(0, 1, first, first, last, last)])

    assert [False, True, True, False] == [
        bool(tie.do_hold(day)[0]) for day in (date(2000, 12, 31), first, date(2001, 12, 31), last)
    ]


@given(st.lists(steps, max_size=8))
def test_what_certainly_holds_may_hold(held):
    """Bounds in order: whoever is certain is possible; what nothing bounds is possible and never certain."""
    ordered = [(one, two, *sorted_pair(*bounds[:2]), *sorted_pair(*bounds[2:])) for one, two, *bounds in held]
    ties = DatedTies.of(ordered)

    assert not (ties.do_hold(DAY) & ~ties.may_hold(DAY)).any()
    nothing = DatedTies.of([(0, 1, None, None, None, None)])
    assert (True, False) == (bool(nothing.may_hold(DAY)[0]), bool(nothing.do_hold(DAY)[0]))


def sorted_pair(one, two):
    return (one, two) if one is None or two is None else (min(one, two), max(one, two))


def test_no_ties_reach_nobody():
    """An empty list has its columns all the same."""
    none = DatedTies.of([])

    assert not find_tied(3, none, DAY).any()
    assert not reach_in_two(np.zeros(3, dtype=np.bool_), none, DAY).any()
