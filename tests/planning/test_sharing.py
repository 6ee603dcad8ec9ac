"""Sharing: the Shapley value against its definition and known games, the core, and groups worked out only once."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgehead.planning.order import Order
from bridgehead.planning.sharing import (
    Worths,
    find_all_worths,
    find_least_core,
    find_leaving,
    share_by_sampling,
    share_exactly,
)
from bridgehead.planning.surplus import NoValueError, build_worths, find_players


def shapley_by_definition(worth):
    """What each player adds, averaged over every order in which players may come."""
    n_players = len(worth).bit_length() - 1
    total = np.zeros(n_players)
    orders = list(permutations(range(n_players)))
    for order in orders:
        group = 0
        for player in order:
            total[player] += worth[group | 1 << player] - worth[group]
            group |= 1 << player
    return total / len(orders)


def tell(worth):
    """Worths looked up in a list; the whole group is used, so nothing follows from anything."""
    return Worths(lambda group: (float(worth[group]), group))


#: of 2 left gloves and 1 right one, a pair is worth 1: the right one gets two thirds (Shapley 1953's own arithmetic)
GLOVES = np.array([0, 0, 0, 0, 0, 1, 1, 1], dtype=float)
#: an airstrip of costs 1, 2 and 3 saves what the shorter ones need not build twice
SAVED = np.array([0, 0, 0, 1, 0, 1, 2, 3], dtype=float)


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        (GLOVES, [1 / 6, 1 / 6, 4 / 6]),
        # the airport's costs are shared 1/3, 1/3 + 1/2, 1/3 + 1/2 + 1 (Littlechild & Owen 1973)
        (SAVED, [1 - 1 / 3, 2 - 1 / 3 - 1 / 2, 3 - 1 / 3 - 1 / 2 - 1]),
        (np.array([0, 4.0]), [4]),
        (np.array([0, 3, 0, 3.0]), [3, 0]),
    ],
)
def test_known_games_are_shared_as_known(worth, expected):
    """Gloves, an airport, one player, and one who adds nothing."""
    shares = share_exactly(worth)

    assert expected == pytest.approx(shares.share.tolist())
    assert shares.is_exact
    assert [0] * len(expected) == shares.standard_error.tolist()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=2, max_size=31))
def test_shares_are_those_of_the_definition(steps):
    """Any game that grows with its groups, up to four players; all of it is shared."""
    n_players = min(4, max(1, len(steps).bit_length() - 1))
    worth = np.zeros(1 << n_players)
    for group in range(1, 1 << n_players):
        below = max(worth[group & ~(1 << player)] for player in range(n_players) if group >> player & 1)
        worth[group] = below + steps[group % len(steps)]

    shares = share_exactly(worth).share

    assert shapley_by_definition(worth) == pytest.approx(shares)
    assert worth[-1] == pytest.approx(shares.sum())


def test_sampled_shares_come_close_and_say_how_close():
    """Within four standard errors of the exact ones, and adding up exactly."""
    rng = np.random.default_rng(7)
    worth = np.maximum.accumulate(rng.integers(0, 9, 64).cumsum()).astype(float)
    worth[0] = 0.0
    exact = share_exactly(worth)

    sampled = share_by_sampling(6, tell(worth), 200, np.random.default_rng(1))

    assert not sampled.is_exact
    assert 400 == sampled.orders
    assert worth[-1] == pytest.approx(sampled.share.sum())
    assert (np.abs(sampled.share - exact.share) <= 4 * sampled.standard_error + 1e-9).all()


def test_sampling_leaves_out_groups_between_two_of_the_same_worth():
    """Nobody is worth anything, so two groups tell it all: nobody and everybody."""
    worths = tell(np.zeros(1 << 10))

    shares = share_by_sampling(10, worths, 5, np.random.default_rng(1))

    assert 1 == len(worths.known)
    assert [0] * 10 == shares.share.tolist()


def test_what_follows_from_a_larger_group_is_not_worked_out():
    """The best plan uses players 0 and 1: every group with both is worth as much, and no other anything."""

    def evaluate(group):
        return (5.0, 3) if group & 3 == 3 else (0.0, 0)

    worths = Worths(evaluate)

    found = find_all_worths(4, worths)

    assert [5.0 if group & 3 == 3 else 0.0 for group in range(16)] == found.tolist()
    assert len(worths.known) < 5
    assert (5.0, 0.0) == (worths(0b1011), worths(0b1010))


def test_a_group_that_earns_more_alone_is_named_with_its_gain():
    """Of the gloves, each left one with the right one could make the whole, the first two cannot."""
    found = find_leaving(share_exactly(GLOVES).share, GLOVES)

    assert [[True, False, True], [False, True, True]] == [one.group.tolist() for one in found]
    assert [1 / 6, 1 / 6] == pytest.approx([one.gain for one in found])
    assert () == find_leaving(np.array([0.0, 0.0, 1.0]), GLOVES)


def test_the_least_core_tells_whether_anybody_can_be_kept():
    """Gloves have a core; three of whom any two can do the work have none, and a third is always missing."""
    shares, gain = find_least_core(GLOVES)
    majority = np.array([0, 0, 0, 1, 0, 1, 1, 1], dtype=float)

    assert [0, 0, 1] == pytest.approx(shares.tolist(), abs=1e-6)
    assert gain <= 1e-9
    assert 1 / 3 == pytest.approx(find_least_core(majority)[1])


def make_order(value):
    return Order(
        volume=np.array([10.0, 10.0]),
        due=np.array([3, 4]),
        capacity=np.array([[10.0, 0], [0, 10], [10, 10], [0, 0]]),
        unit_cost=np.array([[1.0, 0], [0, 1], [3, 3], [0, 0]]),
        changeover_cost=np.zeros((4, 2)),
        value=value,
    )


def test_a_group_is_worth_what_the_order_leaves_it():
    """The specialists are cheap, the all-rounder dear: alone it leaves 10, with either 30; it is not needed."""
    order = make_order(70.0)
    players = find_players(order)

    worth = find_all_worths(3, build_worths(order, players))

    assert [0, 1, 2] == players.tolist()
    assert [0, 0, 0, 50, 10, 30, 30, 50] == pytest.approx(worth.tolist())
    assert shapley_by_definition(worth) == pytest.approx(share_exactly(worth).share)


def test_an_order_that_pays_too_little_is_worth_nothing():
    """Neither is one that nobody can deliver; one without a value cannot be told."""
    assert [0] * 8 == find_all_worths(3, build_worths(make_order(5.0), np.array([0, 1, 2]))).tolist()
    with pytest.raises(NoValueError, match="what the customer pays"):
        build_worths(make_order(None), np.array([0, 1, 2]))
