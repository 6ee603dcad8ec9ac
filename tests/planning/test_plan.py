"""Plans: the cheapest and the most even against brute force, what is short, and what more capacity is worth."""

from dataclasses import fields, replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgehead.planning.model import Model
from bridgehead.planning.order import BadOrderError, Order
from bridgehead.planning.plan import UnsolvedError, find_shortage, plan_cheapest, plan_most_even
from bridgehead.planning.solver import Rows, solve
from bridgehead.planning.worth import find_bottlenecks, price_capacity


def make_order(capacity, unit_cost=None, **changes):
    """An order of 10 pieces a phase, all due in the last of enough weeks."""
    capacity = np.array(capacity, dtype=float)
    n_firms, n_phases = capacity.shape
    given = {
        "volume": np.full(n_phases, 10.0),
        "due": np.full(n_phases, 4 + n_phases),
        "capacity": capacity,
        "unit_cost": np.array(unit_cost if unit_cost is not None else np.ones((n_firms, n_phases)), dtype=float),
        "changeover_cost": np.zeros((n_firms, n_phases)),
    }
    return Order(**{**given, **changes})


def cheapest_by_trying(order, pieces):
    """The least cost of making whole pieces in one phase within one week, every way tried."""
    best = np.inf
    for split in product(range(pieces + 1), repeat=order.n_firms):
        made = np.array(split, dtype=float)
        if made.sum() == order.volume[0] and (made <= order.capacity[:, 0]).all():
            cost = (made * order.unit_cost[:, 0] + (made > 0) * order.changeover_cost[:, 0]).sum()
            best = min(best, cost)
    return best


@pytest.mark.parametrize("seed", range(12))
def test_the_cheapest_plan_is_the_cheapest_of_all(seed):
    """One phase, one week, three firms: every split of six pieces is tried.

    With whole capacities and volumes an optimum of the plan is whole, but for the solver's gap.
    """
    rng = np.random.default_rng(seed)
    order = make_order(
        rng.integers(1, 5, (3, 1)),
        rng.integers(1, 9, (3, 1)),
        volume=np.array([6.0]),
        due=np.array([1]),
        changeover_cost=rng.integers(0, 12, (3, 1)).astype(float),
    )
    expected = cheapest_by_trying(order, 6)

    plan = plan_cheapest(order, gap=1e-9)

    assert (plan is None) == np.isinf(expected)
    if plan is not None:
        assert expected == pytest.approx(plan.cost, abs=1e-6)
        assert plan.gap < 1e-6


def test_pieces_wait_for_the_phase_before():
    """Two phases, ten pieces, five a week: the second phase starts a week after the first and ends a week later."""
    order = make_order([[5, 0], [0, 5]], due=np.array([3, 3]))

    made = plan_cheapest(order).made.sum(axis=0)

    assert [[5, 5, 0], [0, 5, 5]] == np.round(made, 6).tolist()
    assert plan_cheapest(replace(order, due=np.array([2, 2]))) is None
    assert plan_cheapest(replace(order, due=np.array([2, 2]), lead=0)) is not None


def test_pieces_of_one_phase_can_make_several_of_the_next():
    """Twenty halves are cut from ten bars."""
    order = make_order([[10, 0], [0, 10]], volume=np.array([10.0, 20.0]), due=np.array([1, 3]))

    made = plan_cheapest(order).made.sum(axis=(0, 2))

    assert [10, 20] == pytest.approx(made.tolist())


def test_a_firm_shares_its_week_among_its_phases():
    """Ten pieces a week of either phase are five of both."""
    order = make_order([[10, 10]], due=np.array([2, 2]))

    assert plan_cheapest(order) is not None
    assert plan_cheapest(replace(order, due=np.array([1, 1]), lead=0)) is None
    assert plan_cheapest(
        replace(order, due=np.array([1, 1]), lead=0, volume=np.array([5.0, 5.0]))
    ).load == pytest.approx([1.0])


def test_taking_a_phase_on_is_paid_once_and_avoided_where_it_does_not_pay():
    """A cheap second firm is left out when setting up costs more than it saves."""
    dear = make_order([[10], [10]], [[5], [4]], changeover_cost=np.array([[0.0], [11.0]]))
    worth_it = replace(dear, changeover_cost=np.array([[0.0], [9.0]]))

    assert (50, [True, False]) == (pytest.approx(plan_cheapest(dear).cost), plan_cheapest(dear).takes_on[:, 0].tolist())
    plan = plan_cheapest(worth_it)
    assert (40, 9, 0) == pytest.approx((plan.making, plan.changing, plan.moving))
    assert [False, True] == plan.takes_on[:, 0].tolist()


def test_transport_decides_between_firms_that_cost_the_same():
    """Whoever sits next door goes on with the piece; the sender pays."""
    order = make_order(
        [[10, 0], [0, 10], [0, 10]], transport_cost=np.array([[0.0, 1.0, 5.0], [1.0, 0.0, 2.0], [5.0, 2.0, 0.0]])
    )

    plan = plan_cheapest(order)

    assert [[True, False], [False, True], [False, False]] == plan.takes_on.tolist()
    assert 10 == pytest.approx(plan.moving)
    assert [20, 10, 0] == pytest.approx(plan.cost_by_firm.tolist())


def test_a_firm_goes_on_only_with_what_has_reached_it():
    """Who takes what on is settled for all weeks together; where single weeks make that dear, it is settled anew."""
    order = make_order(
        [[2, 2], [5, 2], [5, 4]],
        [[0, 2], [1, 2], [2, 2]],
        volume=np.array([12.0, 12.0]),
        due=np.array([4, 5]),
        changeover_cost=np.array([[5.0, 7], [3, 0], [6, 6]]),
        transport_cost=np.array([[0.0, 7, 2], [6, 0, 3], [7, 8, 0]]),
    )
    costs = {}
    for is_pooled in (True, False):
        model = Model(order, is_pooled=is_pooled)
        whole = np.isin(np.arange(model.n_columns), np.arange(model.n_columns)[model.blocks["taken"]])
        costs[is_pooled] = solve(model.cost, model.rows, model.upper, whole=whole, gap=1e-9).bound

    plan = plan_cheapest(order, gap=1e-9)

    assert costs[True] <= costs[False] + 1e-6
    assert costs[False] == pytest.approx(plan.cost)
    assert plan.gap < 1e-6


def test_the_most_even_plan_keeps_the_busiest_firm_least_busy():
    """Two equal firms share equally, whatever it costs; the cheaper of two as even ones is taken."""
    order = make_order([[10], [10]], [[1], [9]], due=np.array([1]))
    three = make_order([[10], [10], [10]], [[1], [9], [2]], due=np.array([1]), volume=np.array([15.0]))

    assert [1.0, 0.0] == pytest.approx(plan_cheapest(order).load.tolist())
    assert [0.5, 0.5] == pytest.approx(plan_most_even(order).load.tolist(), abs=1e-5)
    assert [0.5, 0.5, 0.5] == pytest.approx(plan_most_even(three).load.tolist(), abs=1e-5)
    assert plan_most_even(replace(order, volume=np.array([100.0]))) is None


def test_what_is_short_is_said_by_phase():
    """Three weeks of five make fifteen of forty, and only ten of these are in time for the next phase."""
    order = make_order([[5, 0], [0, 5]], volume=np.array([40.0, 40.0]), due=np.array([3, 3]))

    assert plan_cheapest(order) is None
    assert [25, 30] == pytest.approx(find_shortage(order).tolist())
    assert [0, 0] == find_shortage(replace(order, volume=np.array([10.0, 10.0]))).tolist()
    assert [10] == pytest.approx(find_shortage(make_order([[0]])).tolist())


def test_more_of_a_scarce_capacity_is_worth_what_it_saves():
    """A piece a week more of the cheap firm saves the difference to the dear one in every week."""
    order = make_order([[2], [10]], [[1], [4]], due=np.array([3]))
    plan = plan_cheapest(order)

    (first, *rest) = find_bottlenecks(order, plan)

    assert (0, 0, 3, 9, 9) == pytest.approx((first.firm, first.phase, first.full_weeks, first.price, first.saved))
    assert [] == rest
    assert [9, 0] == pytest.approx(price_capacity(order, plan).ravel().tolist())
    assert (None,) == tuple(one.saved for one in find_bottlenecks(order, plan, tried=0))


def test_planning_anew_tells_where_the_price_of_a_small_change_misleads():
    """One more piece would be enough to do without the dear firm, and its change-over with it."""
    order = make_order([[9], [10]], [[1], [1]], due=np.array([1]), changeover_cost=np.array([[0.0], [50.0]]))

    (found,) = find_bottlenecks(order, plan_cheapest(order))

    assert (0, 1, 0, 50) == pytest.approx((found.firm, found.full_weeks, found.price, found.saved))
    assert 10 == pytest.approx(plan_cheapest(order.with_capacity(0, 0, 1.0)).cost)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"volume": np.array([0.0])}, "volume above 0"),
        ({"volume": np.array([np.nan])}, "volume above 0"),
        ({"due": np.array([0])}, "due week"),
        ({"due": np.array([1, 2])}, "due week"),
        ({"unit_cost": np.array([[-1.0]])}, "negative"),
        ({"capacity": np.array([[np.inf]])}, "not finite"),
        ({"changeover_cost": np.zeros((2, 1))}, "shape"),
        ({"transport_cost": np.zeros((2, 2))}, "firms x firms"),
        ({"lead": -1}, "before it is made"),
    ],
)
def test_arrays_that_describe_no_order_are_refused(changes, fault):
    """The fault is named."""
    with pytest.raises(BadOrderError, match=fault):
        Order(**{field.name: getattr(make_order([[1]]), field.name) for field in fields(Order)} | changes)


def test_a_solver_that_runs_out_of_time_says_so():
    """Neither a plan nor its impossibility: the sentence says how long it looked."""
    rng = np.random.default_rng(3)
    order = make_order(
        rng.uniform(1, 4, (12, 5)), rng.uniform(1, 5, (12, 5)), changeover_cost=rng.uniform(1, 9, (12, 5))
    )

    with pytest.raises(UnsolvedError, match="within 0 seconds"):
        plan_cheapest(order, seconds=0.0)


def test_a_program_without_a_solution_has_none():
    """One column that would have to be two things."""
    ones = np.ones(2)
    rows = Rows.of(np.array([0, 1]), np.array([0, 0]), ones, 2, np.array([1.0, 2.0]), np.array([1.0, 2.0]))

    assert solve(np.ones(1), rows, np.full(1, np.inf)) is None


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), has_transport=st.booleans())
def test_plans_keep_every_rule(seed, has_transport):
    """Volumes, due weeks, capacities and the order of phases hold; the cheapest costs no more than the most even."""
    rng = np.random.default_rng(seed)
    n_firms, n_phases = int(rng.integers(1, 5)), int(rng.integers(1, 4))
    order = Order(
        volume=rng.integers(1, 30, n_phases).astype(float),
        due=np.sort(rng.integers(2, 9, n_phases)),
        capacity=rng.integers(0, 15, (n_firms, n_phases)).astype(float),
        unit_cost=rng.integers(0, 9, (n_firms, n_phases)).astype(float),
        changeover_cost=rng.integers(0, 30, (n_firms, n_phases)).astype(float),
        transport_cost=rng.integers(0, 5, (n_firms, n_firms)).astype(float) if has_transport else None,
    )
    plan, even = plan_cheapest(order), plan_most_even(order)

    assert (plan is None) == (even is None) == bool(find_shortage(order).any())
    if plan is None or even is None:
        return
    for found in (plan, even):
        made = found.made.sum(axis=0)
        share = np.divide(found.made, order.capacity[:, :, None], out=np.zeros_like(found.made), where=found.made > 0)
        assert order.volume == pytest.approx(made.sum(axis=1), rel=1e-5)
        assert share.sum(axis=1).max() <= 1 + 1e-5
        assert all(made[phase, due:].sum() == 0 for phase, due in enumerate(order.due))
        done = (made / order.volume[:, None]).cumsum(axis=1)
        assert (done[1:, 1:] <= done[:-1, :-1] + 1e-5).all()
        assert found.cost == pytest.approx(found.cost_by_firm.sum())
    # within the gap of one in a thousand that both are solved to
    assert plan.cost <= even.cost * 1.001 + 1e-6
    assert even.load.max() <= plan.load.max() + 1e-5
