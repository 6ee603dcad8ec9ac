"""Structural holes and betweenness: reference packages, closed forms, brute force, and what must always hold."""

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.graph import TieArrayError
from bridgehead.network.measures import betweenness, burt

#: sums of a few hundred doubles in another order
ROUNDING = 1e-9


def random_ties(seed, *, directed, weighted):
    """A seeded network: its networkx form, and its arrays."""
    rng = np.random.default_rng(seed)
    n_actors = int(rng.integers(2, 20))
    ties = nx.gnp_random_graph(n_actors, rng.uniform(0.05, 0.6), seed=seed, directed=directed)
    for sender, receiver in ties.edges:
        ties[sender][receiver]["weight"] = float(rng.uniform(0.1, 5)) if weighted else 1.0
    rows = [(sender, receiver, ties[sender][receiver]["weight"]) for sender, receiver in ties.edges]
    sender, receiver, strength = np.array(rows).reshape(-1, 3).T
    return ties, n_actors, sender.astype(int), receiver.astype(int), strength


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
def test_constraint_is_that_of_igraph(seed, directed, weighted):
    """All actors, isolates undefined in both."""
    _, n_actors, sender, receiver, strength = random_ties(seed, directed=directed, weighted=weighted)
    ties = igraph.Graph(n=n_actors, edges=list(zip(sender, receiver, strict=True)), directed=directed)

    scores = burt(n_actors, sender, receiver, strength)

    np.testing.assert_allclose(ties.constraint(weights=strength.tolist()), scores.constraint, atol=ROUNDING)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
def test_effective_size_is_that_of_networkx(seed, directed, weighted):
    """Asked node by node, for asked at once networkx divides rows by the maxima of columns."""
    ties, n_actors, sender, receiver, strength = random_ties(seed, directed=directed, weighted=weighted)
    # networkx calls an actor isolated that only receives ties; we count ties in either direction
    sends = [actor for actor in ties if len(ties[actor]) > 0]
    expected = nx.effective_size(ties, nodes=list(ties), weight="weight")

    scores = burt(n_actors, sender, receiver, strength)

    np.testing.assert_allclose([expected[actor] for actor in sends], scores.effective_size[sends], atol=ROUNDING)


@pytest.mark.parametrize("seed", range(12))
def test_efficiency_and_hierarchy_follow_from_their_definitions(seed):
    """Efficiency is effective size a contact; hierarchy the disorder of networkx's local constraints."""
    ties, n_actors, sender, receiver, strength = random_ties(seed, directed=False, weighted=True)

    scores = burt(n_actors, sender, receiver, strength)

    for actor in ties:
        contacts = list(ties[actor])
        if len(contacts) < 2:
            assert np.isnan(scores.hierarchy[actor])
            continue
        local = np.array([nx.local_constraint(ties, actor, contact, weight="weight") for contact in contacts])
        ratio = local / local.mean()
        assert (ratio * np.log(ratio)).sum() / (len(contacts) * np.log(len(contacts))) == pytest.approx(
            scores.hierarchy[actor], abs=ROUNDING
        )
        assert scores.efficiency[actor] == pytest.approx(scores.effective_size[actor] / len(contacts), abs=ROUNDING)


@pytest.mark.parametrize("n_contacts", [2, 3, 10])
def test_a_star_is_all_holes_at_its_centre(n_contacts):
    """Constraint 1/n, no redundancy, no hierarchy; a leaf is fully constrained."""
    scores = burt(n_contacts + 1, [0] * n_contacts, range(1, n_contacts + 1))

    assert scores.constraint[0] == pytest.approx(1 / n_contacts, abs=ROUNDING)
    assert scores.effective_size[0] == pytest.approx(n_contacts, abs=ROUNDING)
    assert scores.hierarchy[0] == pytest.approx(0, abs=ROUNDING)
    assert (1.0, 1.0) == (scores.constraint[1], scores.efficiency[1])


@pytest.mark.parametrize("n_actors", [3, 4, 9])
def test_a_clique_has_no_hole(n_actors):
    """Effective size 1, and each contact adds (1 + (n-2)/(n-1))^2 / (n-1)^2 of constraint."""
    sender, receiver = np.triu_indices(n_actors, 1)
    n_contacts = n_actors - 1

    scores = burt(n_actors, sender, receiver)

    expected = n_contacts * ((1 + (n_actors - 2) / n_contacts) / n_contacts) ** 2
    np.testing.assert_allclose([expected] * n_actors, scores.constraint, atol=ROUNDING)
    np.testing.assert_allclose([1.0] * n_actors, scores.effective_size, atol=ROUNDING)
    np.testing.assert_allclose([0.0] * n_actors, scores.hierarchy, atol=ROUNDING)


def test_a_path_is_constrained_at_its_ends():
    """Inner actors have two unrelated contacts, the ends one."""
    assert [1.0, 0.5, 0.5, 1.0] == burt(4, [0, 1, 2], [1, 2, 3]).constraint.tolist()


def test_an_isolate_is_undefined_and_changes_nobody():
    """Without ties there are no holes to count."""
    scores = burt(4, [0, 1], [1, 2])

    assert np.isnan([scores.constraint[3], scores.effective_size[3], scores.efficiency[3], scores.hierarchy[3]]).all()
    np.testing.assert_array_equal(burt(3, [0, 1], [1, 2]).constraint, scores.constraint[:3])


@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_neither_names_nor_order_nor_direction_of_rows_matter(seed, random):
    """Actors renamed, rows shuffled and turned give the scores renamed."""
    _, n_actors, sender, receiver, strength = random_ties(seed, directed=False, weighted=True)
    names, rows = list(range(n_actors)), list(range(len(sender)))
    random.shuffle(names)
    random.shuffle(rows)
    named = np.array(names)

    renamed = burt(n_actors, named[receiver[rows]], named[sender[rows]], strength[rows])

    for measure in ("constraint", "effective_size", "efficiency", "hierarchy"):
        expected = getattr(burt(n_actors, sender, receiver, strength), measure)
        np.testing.assert_allclose(expected, getattr(renamed, measure)[named], atol=ROUNDING)


@given(st.integers(0, 10**6), st.floats(1e-3, 1e3))
def test_a_unit_of_strength_changes_no_score(seed, unit):
    """Only proportions count."""
    _, n_actors, sender, receiver, strength = random_ties(seed, directed=True, weighted=True)

    np.testing.assert_allclose(
        burt(n_actors, sender, receiver, strength).constraint,
        burt(n_actors, sender, receiver, strength * unit).constraint,
        rtol=1e-9,  # a unit rounds each strength once
    )


@pytest.mark.parametrize("seed", range(12))
def test_betweenness_from_all_sources_is_that_of_networkx(seed):
    """Exact, and said to be."""
    ties, n_actors, sender, receiver, _ = random_ties(seed, directed=False, weighted=False)

    found = betweenness(n_actors, sender, receiver, sources=n_actors, rng=np.random.default_rng(1))

    expected = nx.betweenness_centrality(ties, normalized=False)
    np.testing.assert_allclose([expected[actor] for actor in range(n_actors)], found.score, atol=ROUNDING)
    assert found.is_exact
    np.testing.assert_array_equal(np.zeros(n_actors), found.standard_error)


def test_sampled_betweenness_has_the_spread_it_says():
    """Over 200 seeds the mean is the exact score and the spread the standard error."""
    ties = nx.barabasi_albert_graph(60, 2, seed=3)
    sender, receiver = np.array(ties.edges).T
    exact = betweenness(60, sender, receiver, sources=60, rng=np.random.default_rng(1)).score

    found = [betweenness(60, sender, receiver, sources=20, rng=np.random.default_rng(seed)) for seed in range(200)]

    scores = np.array([one.score for one in found])
    spread, said = scores.std(axis=0, ddof=1), np.mean([one.standard_error for one in found], axis=0)
    central = np.argsort(exact)[-10:]
    ratio = spread[central] / said[central]
    # the mean of 200 draws lies within 4.5 of its standard errors for all ten but once in 15,000
    assert np.all(np.abs(scores.mean(axis=0) - exact)[central] < 4.5 * spread[central] / np.sqrt(200))
    # a spread from 200 draws is known to 5 %, its estimate is biased low by skewed scores
    assert np.all((ratio > 0.7) & (ratio < 1.4))


@pytest.mark.parametrize("n_actors", [0, 1, 3])
def test_networks_without_ties_are_answered(n_actors):
    """All undefined, or nothing between."""
    assert np.isnan(burt(n_actors, [], []).constraint).all()
    assert [0.0] * n_actors == betweenness(n_actors, [], [], sources=5, rng=np.random.default_rng(1)).score.tolist()


@pytest.mark.parametrize(
    ("array", "arguments"),
    [
        ("receiver", ([0], [0, 1])),
        ("sender", ([5], [0])),
        ("strength", ([0], [1], [1.0, 2.0])),
        ("strength", ([0], [1], [-1.0])),
        ("strength", ([0], [1], [float("nan")])),
    ],
)
def test_arrays_that_are_no_ties_are_refused_by_name(array, arguments):
    """The error names the array at fault."""
    with pytest.raises(TieArrayError) as refused:
        burt(2, *arguments)

    assert array == refused.value.array


def test_ties_of_no_strength_are_none():
    """Strength 0 says that there is no tie."""
    assert [1.0, 1.0] == burt(3, [0, 1], [1, 2], [1.0, 0.0]).constraint[:2].tolist()
