"""Credibility reach: closed forms, simulation, and the bounds of an estimate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgehead.network.graph import TieArrayError, build_graph
from bridgehead.network.influence import Cascade, draw_sample, lower_bound, upper_bound

SETS = 20_000
#: four standard errors of a share of that many sets
ERROR = 4 * 0.5 / SETS**0.5


def sample_of(graph, candidates, *, weight=None, sets=SETS, seed=1, **options):
    cascade = Cascade.of(graph, candidates, **options)
    weight = np.ones(graph.n_actors) if weight is None else weight
    return draw_sample(cascade, weight, sets, np.random.default_rng(seed))


def simulate(graph, seeds, worlds, rng):
    """Mean number of actors reached when the word is passed on, world by world."""
    reached = 0
    for _ in range(worlds):
        told, queue = set(seeds), list(seeds)
        while queue:
            actor = queue.pop()
            for arc in range(graph.indptr[actor], graph.indptr[actor + 1]):
                other = int(graph.indices[arc])
                if other not in told and rng.random() < graph.chance[graph.pairs[arc]]:
                    told.add(other)
                    queue.append(other)
        reached += len(told)
    return reached / worlds


def make_graph(rng, n_actors=30, n_ties=80):
    ends = rng.integers(0, n_actors, (2, n_ties))
    return build_graph(n_actors, *ends, rng.choice([0.05, 0.15, 0.4, 0.9], n_ties))


def test_a_star_is_reached_by_its_centre_at_the_tie_s_chance():
    """The centre reaches itself and each of nine others with chance 0.3; an outer one the others by way of it."""
    star = build_graph(10, [0] * 9, range(1, 10), [0.3] * 9)
    sample = sample_of(star, [0, 1])

    assert pytest.approx(1 + 9 * 0.3, abs=10 * ERROR) == sample.spread([0])
    assert pytest.approx(1 + 0.3 * (1 + 8 * 0.3), abs=10 * ERROR) == sample.spread([1])


@pytest.mark.parametrize("chance", [0.1, 0.7])
def test_along_a_path_the_word_fades_as_the_powers_of_the_chance(chance):
    """Five actors in a row: 1 + p + p^2 + p^3 + p^4 from the first, for chances that are skipped and that are tried."""
    path = build_graph(5, range(4), range(1, 5), [chance] * 4)

    assert pytest.approx(sum(chance**step for step in range(5)), abs=5 * ERROR) == sample_of(path, [0]).spread([0])


def test_what_is_certain_is_estimated_without_error():
    """Free steps and chances of zero leave nothing to chance, whatever the number of sets."""
    graph = build_graph(7, [0, 1, 3], [1, 2, 4], [1.0, 0.5, 0.0], free=[False, True, False])
    sample = sample_of(graph, [0, 3, 5], sets=50)

    assert [3.0, 1.0, 1.0] == pytest.approx([sample.spread([place]) for place in range(3)])
    assert pytest.approx(5.0) == sample.spread([0, 1, 2])


def test_weights_are_what_is_added_up():
    """Reaching an actor is worth its weight; one of weight zero is no target."""
    graph = build_graph(4, [0, 0, 0], [1, 2, 3], [1.0, 1.0, 1.0])
    sample = sample_of(graph, [0, 1], weight=[0.0, 2.5, 0.5, 0.0], sets=10)

    assert pytest.approx(3.0) == sample.spread([0])
    assert pytest.approx(3.0) == sample.total
    assert {1, 2} == set(sample.roots.tolist())


def test_one_way_ties_are_walked_forwards_only():
    """The word travels from sender to receiver."""
    graph = build_graph(2, [0], [1], [1.0], one_way=[True])
    sample = sample_of(graph, [0, 1], sets=10)

    assert (2.0, 1.0) == pytest.approx((sample.spread([0]), sample.spread([1])))


def test_who_has_the_word_already_makes_nobody_s_gain():
    """What a holder reaches is left out; who is barred passes nothing on."""
    path = build_graph(5, range(4), range(1, 5), [1.0] * 4)

    assert 0.0 == sample_of(path, [0], held=[2], sets=10).spread([0])
    assert pytest.approx(2.0) == sample_of(path, [0], barred=[2], sets=10).spread([0]) - 1.0
    assert pytest.approx(2.0) == sample_of(path, [4], barred=[2], sets=10).spread([0]) - 1.0


@pytest.mark.parametrize("seed", range(4))
def test_the_estimate_agrees_with_a_simulated_cascade(seed):
    """On random networks of mixed chances, within four standard errors of both."""
    rng = np.random.default_rng(seed)
    graph = make_graph(rng)
    chosen = rng.choice(30, 3, replace=False).tolist()
    worlds = 4000
    simulated = simulate(graph, chosen, worlds, rng)

    assert pytest.approx(simulated, abs=30 * (ERROR + 2 / worlds**0.5)) == sample_of(graph, range(30)).spread(chosen)


def test_few_sets_draw_targets_by_their_weight():
    """With fewer sets than targets the estimate is still that of the whole."""
    cascade = Cascade.of(build_graph(2000, [0] * 1999, range(1, 2000), [0.5] * 1999), [0])
    sample = draw_sample(cascade, np.ones(2000), SETS, np.random.default_rng(1), most_visits=400_000)

    assert 600 <= sample.n_sets < 1200
    assert pytest.approx(2000.0) == sample.total
    assert pytest.approx(1000.0, abs=2000 * 4 * 0.5 / sample.n_sets**0.5) == sample.spread([0])


def test_fewer_sets_are_drawn_where_the_word_travels_far():
    """A ring in which everybody hears everything costs many visits a set."""
    ring = build_graph(500, range(500), [*range(1, 500), 0], [1.0] * 500)
    cascade = Cascade.of(ring, [0])
    sample = draw_sample(cascade, np.ones(500), SETS, np.random.default_rng(1), most_visits=100_000)

    assert 200 == sample.n_sets
    assert pytest.approx(500.0) == sample.spread([0])


def test_without_targets_or_candidates_nothing_is_reached():
    """There are no sets, and bounds of nothing are nothing."""
    graph = build_graph(3, [0], [1], [0.5])
    empty = sample_of(graph, [0], weight=np.zeros(3))

    assert (0, 0.0, 0.0, 0.0) == (empty.n_sets, empty.spread([0]), empty.step, empty.total)
    assert 0 == sample_of(graph, []).n_sets
    assert (0.0, 0.0) == (lower_bound(empty, 0.0, 0.01), upper_bound(empty, 0.0, 0.01))


def test_the_same_seed_draws_the_same_sets():
    """Another seed draws others."""
    graph = make_graph(np.random.default_rng(3))
    first, again, other = (sample_of(graph, range(30), seed=seed) for seed in (1, 1, 2))

    assert np.array_equal(first.members, again.members)
    assert not np.array_equal(first.members, other.members)


def test_bounds_hold_as_often_as_they_promise():
    """Of 200 samples of a known reach, the bounds of risk 0.05 each fail no more than chance allows."""
    path = build_graph(5, range(4), range(1, 5), [0.5] * 4)
    truth, cascade, rng = 1.9375, Cascade.of(path, [0]), np.random.default_rng(9)
    samples = [draw_sample(cascade, np.ones(5), 300, rng) for _ in range(200)]
    too_high = sum(lower_bound(one, one.spread([0]), 0.05) > truth for one in samples)
    too_low = sum(upper_bound(one, one.spread([0]), 0.05) < truth for one in samples)

    # 200 * 0.05 and three standard deviations
    assert too_high <= 19
    assert too_low <= 19
    assert all(lower_bound(one, one.spread([0]), 0.05) < one.spread([0]) for one in samples)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 6))
def test_reach_is_monotone_and_submodular_in_a_sample(seed, size):
    """One more never takes away, and adds no more to many than to few."""
    rng = np.random.default_rng(seed)
    sample = sample_of(make_graph(rng), range(30), sets=300, seed=seed)
    few = rng.choice(29, size, replace=False).tolist()
    many = sorted({*few, *rng.choice(29, 3).tolist()})
    gain_of_few = sample.spread([*few, 29]) - sample.spread(few)
    gain_of_many = sample.spread([*many, 29]) - sample.spread(many)

    assert sample.spread(few) <= sample.spread(many) + 1e-9
    assert -1e-9 <= gain_of_many <= gain_of_few + 1e-9


@pytest.mark.parametrize(
    ("candidates", "weight", "array"),
    [([0, 0], [1.0, 1.0], "candidates"), ([5], [1.0, 1.0], "candidates"), ([0], [1.0], "weight"),
     ([0], [1.0, -1.0], "weight"), ([0], [1.0, float("nan")], "weight")],
)  # fmt: skip
def test_arrays_that_do_not_fit_are_refused(candidates, weight, array):
    """By name, saying what was expected."""
    graph = build_graph(2, [0], [1], [0.5])

    with pytest.raises(TieArrayError, match=array):
        draw_sample(Cascade.of(graph, candidates), weight, 10, np.random.default_rng(1))
