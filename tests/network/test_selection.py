"""Choosing within limits: brute force, exact programs, properties, conflicts and certificates."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgehead.network.certificate import Effort, choose_certified
from bridgehead.network.graph import build_graph
from bridgehead.network.influence import Cascade, draw_sample
from bridgehead.network.limits import Limit, Limits, UnkeptLimitsError
from bridgehead.network.selection import choose, choose_exactly, choose_in_order, swap_losses


def count_in(n_options, options):
    """One for each option that counts: (n_options,)."""
    counts = np.zeros(n_options)
    counts[list(options)] = 1.0
    return counts


def make_sample(rng, n_actors=40, n_candidates=10, sets=200):
    ends = rng.integers(0, n_actors, (2, 3 * n_actors))
    graph = build_graph(n_actors, *ends, rng.choice([0.1, 0.3, 0.6], 3 * n_actors))
    cascade = Cascade.of(graph, np.arange(n_candidates))
    return draw_sample(cascade, np.ones(n_actors), sets, rng)


def make_limits(rng, n_candidates=10, *, tiers=1, floors=True):
    """Seats, a budget, ceilings and perhaps floors on three markets and two fields; satisfiable or not."""
    candidate = np.tile(np.arange(n_candidates), tiers)
    n_options = len(candidate)
    market = rng.integers(0, 3, n_candidates)[candidate]
    field = rng.integers(0, 2, n_candidates)[candidate]
    cost = rng.integers(1, 9, n_options).astype(float)
    held = [
        Limit(label="seats", counts=np.ones(n_options), high=float(rng.integers(2, 6))),
        Limit(label="budget", counts=cost, high=float(rng.integers(8, 25))),
        *(Limit(label=f"market {one} at most", counts=(market == one) * 1.0, high=2) for one in range(3)),
    ]
    if floors:
        held += [Limit(label=f"field {one} at least", counts=(field == one) * 1.0, low=1) for one in range(2)]
        held += [Limit(label="market 0 at least", counts=(market == 0) * 1.0, low=float(rng.integers(0, 3)))]
    return Limits(candidate, tuple(held)), cost


def best_by_force(sample, limits):
    """The largest reach of any choice of at most five within the limits; None where there is none."""
    found = [
        sample.spread(limits.candidate[list(options)].tolist())
        for size in range(6)
        for options in itertools.combinations(range(limits.n_options), size)
        if limits.keeps(np.array(options, dtype=np.int64))
    ]
    return max(found, default=None)


@pytest.mark.parametrize("seed", range(8))
def test_the_exact_choice_is_that_of_brute_force(seed):
    """And greedy choice with exchanges keeps to the limits, comes near, and never claims less than the best."""
    rng = np.random.default_rng(seed)
    sample, (limits, cost) = make_sample(rng), make_limits(rng)
    best = best_by_force(sample, limits)
    if best is None:
        with pytest.raises(UnkeptLimitsError):
            choose(sample, limits, cost=cost)
        return
    exact, found = choose_exactly(sample, limits), choose(sample, limits, cost=cost)

    assert pytest.approx(best) == exact.spread
    assert limits.keeps(np.array(exact.options))
    assert limits.keeps(np.array(found.options))
    assert 0.9 * best <= found.spread <= best + 1e-9 <= found.most + 2e-9


@pytest.mark.parametrize("seed", range(6))
def test_with_two_tiers_nobody_is_taken_twice(seed):
    """Each candidate may take one of two seats; the exact choice is that of brute force."""
    rng = np.random.default_rng(seed)
    sample, (limits, cost) = make_sample(rng, n_candidates=6), make_limits(rng, 6, tiers=2, floors=False)
    best, found = best_by_force(sample, limits), choose(sample, limits, cost=cost)

    assert pytest.approx(best) == choose_exactly(sample, limits).spread
    assert limits.keeps(np.array(found.options, dtype=np.int64))
    assert found.spread <= best + 1e-9 <= found.most + 2e-9


@settings(max_examples=20, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_more_budget_or_seats_never_lower_the_best(seed):
    """Of exact choices: what a wider limit allows contains what a narrow one did."""
    rng = np.random.default_rng(seed)
    sample, (limits, _) = make_sample(rng, sets=100), make_limits(rng, floors=False)
    narrow = choose_exactly(sample, limits).spread

    assert narrow <= choose_exactly(sample, limits.loosened("budget", 3)).spread + 1e-9
    assert narrow <= choose_exactly(sample, limits.loosened("seats")).spread + 1e-9


@settings(max_examples=20, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_a_choice_is_found_whenever_there_is_one(seed):
    """Floors are met wherever they can be, by greedy choice and by a list alike."""
    rng = np.random.default_rng(seed)
    sample, (limits, cost) = make_sample(rng, sets=60), make_limits(rng)
    try:
        limits.check()
    except UnkeptLimitsError:
        assert best_by_force(sample, limits) is None
        return

    assert limits.keeps(np.array(choose(sample, limits, cost=cost).options))
    assert limits.keeps(np.array(choose_in_order(sample, limits, rng.random(10)).options))


def test_gains_fall_and_add_up_to_the_reach():
    """In the order chosen, each to those before it."""
    rng = np.random.default_rng(5)
    sample = make_sample(rng)
    found = choose(sample, Limits(np.arange(10), (Limit(label="seats", counts=np.ones(10), high=4),)))

    assert sorted(found.gains, reverse=True) == list(found.gains)
    assert pytest.approx(found.spread) == sum(found.gains)
    assert 4 == len(found.options)


def test_nobody_is_taken_who_adds_nothing():
    """Two candidates for the same actors: the second is left out though there is a seat."""
    graph = build_graph(3, [0, 1, 0], [1, 0, 2], [1.0, 1.0, 1.0])
    sample = draw_sample(Cascade.of(graph, [0, 1]), np.ones(3), 30, np.random.default_rng(1))
    limits = Limits(np.arange(2), (Limit(label="seats", counts=np.ones(2), high=2),))

    assert (0,) == choose(sample, limits).options
    assert (0, 1) == choose_in_order(sample, limits, np.zeros(2)).options


def test_without_a_seat_nobody_is_taken():
    """Nor does anybody gain anything, so nothing is left to be reached."""
    graph = build_graph(2, [0], [1], [1.0])
    sample = draw_sample(Cascade.of(graph, [0, 1]), np.ones(2), 30, np.random.default_rng(1))
    found = choose(sample, Limits(np.arange(2), (Limit(label="seats", counts=np.ones(2), high=0),)))

    assert () == found.options
    assert 0 == found.spread


def test_a_conflict_names_limits_of_which_none_can_be_spared():
    """Two floors and two seats too few; the budget has nothing to do with it."""
    inside = count_in(6, [0, 1, 2])
    limits = Limits(
        np.arange(6),
        (
            Limit(label="2 seats", counts=np.ones(6), high=2),
            Limit(label="a budget", counts=np.ones(6), high=100),
            Limit(label="2 in DE", counts=inside, low=2),
            Limit(label="1 elsewhere", counts=1 - inside, low=1),
        ),
    )

    with pytest.raises(UnkeptLimitsError) as raised:
        limits.check()
    assert ("2 seats", "2 in DE", "1 elsewhere") == raised.value.labels
    assert "These 3 together cannot be kept: 2 seats; 2 in DE; 1 elsewhere" in str(raised.value)
    assert 3 == len(limits.without("2 seats").check())


def test_a_floor_without_anybody_is_a_conflict_by_itself():
    """The message says that it alone cannot be kept."""
    limits = Limits(np.arange(2), (Limit(label="1 in JP", counts=np.zeros(2), low=1),))

    with pytest.raises(UnkeptLimitsError, match="This alone cannot be kept: 1 in JP"):
        limits.check()


@pytest.mark.parametrize("seed", range(5))
def test_the_loss_of_an_exchange_is_that_of_the_best_one(seed):
    """Against trying every exchange."""
    rng = np.random.default_rng(seed)
    sample, (limits, _) = make_sample(rng), make_limits(rng, floors=False)
    chosen = list(choose(sample, limits).options)
    loss, _ = swap_losses(sample, limits, chosen)
    for option in set(range(10)) - set(chosen):
        tried = [[option if one == out else one for one in chosen] for out in chosen]
        kept = [sample.spread(one) for one in tried if limits.keeps(np.array(one))]

        assert pytest.approx(sample.spread(chosen) - max(kept, default=-np.inf)) == loss[option]


def certify(seed, *, lists=None, exact=12, seats=3, share=0.99):
    rng = np.random.default_rng(seed)
    ends = rng.integers(0, 60, (2, 150))
    cascade = Cascade.of(build_graph(60, *ends, [0.3] * 150), np.arange(20))
    limits = Limits(np.arange(20), (Limit(label="seats", counts=np.ones(20), high=seats),))
    effort = Effort(sets=1000, rounds=2, share=share, risk=0.01, visits=10_000_000, exact=exact)
    found = choose_certified(cascade, np.ones(60), limits, effort, np.random.default_rng(seed), lists=lists or {})
    return cascade, found


@pytest.mark.parametrize("seed", range(3))
def test_the_certificate_is_true(seed):
    """Against the best choice of an independent, much larger sample, found exactly."""
    cascade, found = certify(seed)
    truth = draw_sample(cascade, np.ones(60), 40_000, np.random.default_rng(99))
    limits = Limits(np.arange(20), (Limit(label="seats", counts=np.ones(20), high=3),))
    best = choose_exactly(draw_sample(cascade, np.ones(60), 600, np.random.default_rng(98)), limits)
    reached, possible = truth.spread(found.selection.options), truth.spread(best.options)

    assert found.measured.low <= reached <= found.measured.high
    assert possible <= found.best
    assert 0.5 < found.share <= reached / possible
    assert 2000 <= found.choosing.n_sets


def test_the_choice_is_never_below_a_list_given():
    """Measured on the same held-out sets, and every list is told beside it."""
    for seed in range(6):
        _, found = certify(seed, lists={"first": -np.arange(20.0), "last": np.arange(20.0)})

        assert found.measured.spread == max(one.spread for one in found.lists.values())
        assert {"", "first", "last"} == set(found.lists)
        assert found.selection.options == found.measured.options


def test_few_candidates_are_chosen_exactly():
    """No other choice covers more of the sample; many are not tried exactly."""
    assert not certify(1)[1].is_exact
    _, found = certify(1, exact=20, share=0.1)

    assert found.is_exact
    assert found.selection.most == pytest.approx(found.selection.spread)


def test_a_limit_is_bound_where_one_more_would_break_it():
    """A ceiling reached, a floor just met; not one with room to spare."""
    seats = Limit(label="seats", counts=np.ones(4), high=2)
    floor = Limit(label="floor", counts=count_in(4, [0, 1]), low=1)

    assert seats.is_bound(np.array([0, 1]))
    assert not seats.is_bound(np.array([0]))
    assert floor.is_bound(np.array([0, 2]))
    assert not floor.is_bound(np.array([0, 1]))
    assert not Limit(label="none", counts=np.zeros(4), high=1).is_bound(np.array([0]))
