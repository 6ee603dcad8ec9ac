"""The chance that at least one route works: every world, closed forms, simulation, and what must always hold."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgehead.network.graph import TieArrayError, build_graph
from bridgehead.network.reliability import TooManyCoinsError, reach_chance, reach_chance_exact
from bruteforce import cases, chance_of_any

#: sampled and exact differ by more than five standard errors once in two million
STANDARD_ERRORS = 5


def groups_of(case):
    """Targets in two groups, even and odd."""
    groups = np.full(case.n_actors, -1)
    groups[list(case.targets)] = np.array(case.targets, dtype=int) % 2
    return groups


@settings(max_examples=300)
@given(cases(most_rows=8))
def test_the_exact_chance_is_that_of_every_world(case):
    """Against living through all worlds with all routes."""
    found = reach_chance_exact(case.graph, case.starts, groups_of(case), 2, case.max_ties)

    for group in (0, 1):
        targets = [target for target in case.targets if target % 2 == group]
        # sums of at most 2^8 products of quarters, each exact to the last places of a double
        assert math.isclose(chance_of_any(case, targets), found.chance[group], abs_tol=1e-12)


@settings(max_examples=60)
@given(cases(most_actors=12, most_rows=14), st.integers(0, 2**32))
def test_the_sampled_chance_is_near_the_exact_one(case, seed):
    """Within five standard errors, one world being the least error counted."""
    exact = reach_chance_exact(case.graph, case.starts, groups_of(case), 2, case.max_ties)
    # one word of worlds at a time keeps small networks from being enumerated
    sampled = [
        reach_chance(case.graph, case.starts, groups_of(case), 2, case.max_ties, 64, np.random.default_rng(seed + turn))
        for turn in range(8)
    ]

    mean = np.mean([one.chance for one in sampled], axis=0)
    error = np.sqrt(exact.chance * (1 - exact.chance) / (8 * 64)) + 1 / (8 * 64)
    assert np.all(np.abs(mean - exact.chance) <= STANDARD_ERRORS * error + 1e-12)


def dense(n_between, chance=0.3):
    """A start, many actors in between in two layers, and one target: too many coins to enumerate."""
    first = [(0, 1 + actor) for actor in range(n_between)]
    second = [(1 + actor, 1 + n_between + other) for actor in range(n_between) for other in range(n_between)]
    third = [(1 + n_between + other, 1 + 2 * n_between) for other in range(n_between)]
    sender, receiver = np.array(first + second + third).T
    return build_graph(2 + 2 * n_between, sender, receiver, np.full(len(sender), chance))


def test_two_ties_have_a_closed_form():
    """Over n introducers of chances p and q the chance is 1 - (1 - pq)^n."""
    n_between = 40
    sender = [0] * n_between + list(range(1, n_between + 1))
    receiver = list(range(1, n_between + 1)) + [n_between + 1] * n_between
    graph = build_graph(n_between + 2, sender, receiver, [0.2] * n_between + [0.1] * n_between)
    groups = [-1] * (n_between + 1) + [0]

    found = reach_chance(graph, [0], groups, 1, 2, 2**16, np.random.default_rng(7))

    expected = 1 - (1 - 0.2 * 0.1) ** n_between
    assert not found.is_exact
    assert abs(expected - found.chance[0]) <= STANDARD_ERRORS * found.standard_error[0]


def test_three_ties_agree_with_a_plain_simulation():
    """Sixty-four worlds a word give what one world at a time gives."""
    graph = dense(8)
    rng = np.random.default_rng(11)
    worlds = 20_000
    first, second = rng.random((worlds, 8)) < 0.3, rng.random((worlds, 8, 8)) < 0.3
    third = rng.random((worlds, 8)) < 0.3
    plain = ((first[:, :, None] & second).any(axis=1) & third).any(axis=1).mean()

    found = reach_chance(graph, [0], [-1] * 17 + [0], 1, 3, worlds, np.random.default_rng(3))

    error = math.hypot(found.standard_error[0], math.sqrt(plain * (1 - plain) / worlds))
    assert abs(plain - found.chance[0]) <= STANDARD_ERRORS * error


def test_the_standard_error_is_that_seen_over_many_seeds():
    """The spread of a hundred estimates is what each of them says."""
    graph = dense(6)
    found = [reach_chance(graph, [0], [-1] * 13 + [0], 1, 3, 1024, np.random.default_rng(seed)) for seed in range(100)]

    spread = np.std([one.chance[0] for one in found], ddof=1)
    said = np.mean([one.standard_error[0] for one in found])
    # the spread of 100 draws is known to 1 / sqrt(200), so 0.7 to 1.3 is beyond four standard errors
    assert 0.7 < spread / said < 1.3


@given(st.integers(0, 2**40), st.floats(0.05, 0.95), st.floats(0, 0.05))
@settings(max_examples=40)
def test_a_larger_chance_never_loses_a_world(seed, chance, more):
    """With an equal seed low and high bounds share their worlds."""
    groups = [-1] * 11 + [0]

    low = reach_chance(dense(5, chance), [0], groups, 1, 3, 512, np.random.default_rng(seed))
    high = reach_chance(dense(5, chance + more), [0], groups, 1, 3, 512, np.random.default_rng(seed))

    assert low.chance[0] <= high.chance[0]


@given(st.integers(0, 2**40), st.integers(0, 11), st.integers(0, 11), st.floats(0, 1))
@settings(max_examples=40)
def test_a_further_tie_never_lowers_the_chance(seed, sender, receiver, chance):
    """World by world, with an equal seed."""
    graph, groups = dense(5), [-1] * 11 + [0]
    rows = graph.first.tolist(), graph.second.tolist(), graph.chance.tolist()
    larger = build_graph(12, [*rows[0], sender], [*rows[1], receiver], [*rows[2], chance])

    before = reach_chance(graph, [0], groups, 1, 3, 512, np.random.default_rng(seed))
    after = reach_chance(larger, [0], groups, 1, 3, 512, np.random.default_rng(seed))

    assert before.chance[0] <= after.chance[0]


def test_an_isolate_changes_no_world():
    """A further actor without ties leaves every coin as it fell."""
    graph = dense(5)
    larger = build_graph(13, graph.first, graph.second, graph.chance)

    one = reach_chance(graph, [0], [-1] * 11 + [0], 1, 3, 512, np.random.default_rng(2))
    other = reach_chance(larger, [0], [-1] * 11 + [0, -1], 1, 3, 512, np.random.default_rng(2))

    assert one.chance.tolist() == other.chance.tolist()


def test_groups_asked_together_get_what_each_gets_alone():
    """The coins do not depend on what else is asked."""
    graph = dense(6)
    both = [-1] * 12 + [1, 0]
    alone = [-1] * 13 + [0]

    together = reach_chance(graph, [0], both, 2, 3, 1024, np.random.default_rng(4))
    single = reach_chance(graph, [0], alone, 1, 3, 1024, np.random.default_rng(4))

    assert single.chance[0] == together.chance[0]


def test_direct_and_unreachable_groups_have_no_error():
    """Nothing is sampled where nothing is open."""
    graph = build_graph(4, [0, 1], [1, 2], [0.0, 0.5])

    found = reach_chance(graph, [0], [-1, 0, -1, 1], 2, 3, 64, np.random.default_rng(1))

    assert ([1.0, 0.0], [0.0, 0.0]) == (found.chance.tolist(), found.standard_error.tolist())


def test_a_start_is_no_target():
    """A firm in a market does not reach it by being there."""
    graph = build_graph(2, [0], [1], [0.5])

    assert [0.0] == reach_chance(graph, [0], [0, -1], 1, 3, 64, np.random.default_rng(1)).chance.tolist()


@pytest.mark.parametrize("n_actors", [0, 3])
def test_networks_without_ties_groups_or_starts_are_answered(n_actors):
    """Nothing asked, nothing to reach."""
    graph = build_graph(n_actors, [], [], [])

    assert [] == reach_chance(graph, [], [-1] * n_actors, 0, 3, 64, np.random.default_rng(1)).chance.tolist()
    assert [0.0] == reach_chance_exact(graph, [], [-1] * n_actors, 1, 3).chance.tolist()


def test_too_many_coins_are_refused_with_their_number():
    """The message says how many there are and what to do."""
    with pytest.raises(TooManyCoinsError) as refused:
        reach_chance_exact(dense(6), [0], [-1] * 13 + [0], 1, 3)

    assert (48, 20) == (refused.value.coins, refused.value.most)
    assert "Ask for the sampled chance" in str(refused.value)


def test_a_group_out_of_range_is_refused():
    """One group more than said."""
    with pytest.raises(TieArrayError):
        reach_chance(build_graph(2, [0], [1], [0.5]), [0], [-1, 1], 1, 2, 64, np.random.default_rng(1))
