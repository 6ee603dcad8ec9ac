"""Places on a drawing: near for those tied, apart for all, and the same every time."""

import numpy as np
import pytest

from bridgehead.network import kernels
from bridgehead.network.layout import Pairs, place_actors


def tie(n_actors, *pairs):
    """Pairs of equal strength."""
    first, second = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Pairs(n_actors=n_actors, first=first, second=second, strength=np.ones(len(pairs)))


def tie_groups(n_groups, size, rng):
    """Groups whose members have four ties inside and every tenth one outside."""
    inside = [
        (group * size + one, group * size + int(rng.integers(size)))
        for group in range(n_groups) for one in range(size) for _ in range(4)
    ]  # fmt: skip
    across = [(one, int(rng.integers(n_groups * size))) for one in range(0, n_groups * size, 10)]
    return tie(n_groups * size, *sorted({(min(pair), max(pair)) for pair in inside + across if pair[0] != pair[1]}))


def push_one_by_one(x, y, mass):
    """Every pair by itself, as the definition says."""
    away_x, away_y = x[:, None] - x, y[:, None] - y
    square = np.where((away_x**2 + away_y**2) > 0, away_x**2 + away_y**2, np.inf)
    force = mass[:, None] * mass / square
    return (away_x * force).sum(axis=1), (away_y * force).sum(axis=1)


@pytest.mark.parametrize("n_points", [1, 2, 8, 9, 33, 700])
def test_pushes_are_those_of_all_pairs(n_points):
    """Where no block may count as one, blocks change nothing; tolerance: sums in another order."""
    rng = np.random.default_rng(3)
    x, y, mass = rng.normal(size=n_points), rng.normal(size=n_points), rng.uniform(1, 9, size=n_points)

    np.testing.assert_allclose(
        push_one_by_one(x, y, mass), kernels.repulsion.push_apart(x, y, mass, 0.0), rtol=1e-9, atol=1e-9
    )


def test_blocks_taken_together_push_about_the_same():
    """Far blocks as one point err by a few hundredths of the whole push, as Barnes and Hut's approximation does."""
    rng = np.random.default_rng(5)
    x = np.sort(rng.normal(size=2000))
    y, mass = rng.normal(size=2000), rng.uniform(1, 9, size=2000)
    expected = np.array(push_one_by_one(x, y, mass))
    error = np.array(kernels.repulsion.push_apart(x, y, mass, 1.2)) - expected

    assert 0.1 > np.linalg.norm(error) / np.linalg.norm(expected)


def test_points_on_one_spot_do_not_break_the_push():
    """Two actors at the very same place push each other nowhere, and nothing is divided by zero."""
    x = np.zeros(20)

    assert 0.0 == np.abs(kernels.repulsion.push_apart(x, x, x + 1, 1.2)).max()


def test_the_same_ties_give_the_same_drawing():
    """Nothing is drawn by lot."""
    pairs = tie_groups(3, 40, np.random.default_rng(1))

    np.testing.assert_array_equal(place_actors(pairs), place_actors(pairs))


def test_groups_stand_together():
    """Members of a group stand nearer to its middle than to that of any other group."""
    places = place_actors(tie_groups(4, 50, np.random.default_rng(2)))
    middles = places.reshape(4, 50, 2).mean(axis=1)
    nearest = np.linalg.norm(places[:, None] - middles, axis=2).argmin(axis=1)

    assert 0.9 < np.mean(nearest == np.repeat(np.arange(4), 50))


def test_a_star_has_its_centre_in_the_middle():
    """Around a hub its contacts stand apart, none on another."""
    places = place_actors(tie(13, *((0, other) for other in range(1, 13))))
    distances = np.linalg.norm(places[:, None] - places, axis=2)[~np.eye(13, dtype=bool)]

    assert 0.2 > np.linalg.norm(places[0] - places[1:].mean(axis=0))
    assert 0.05 < distances.min()


@pytest.mark.parametrize(
    "pairs", [tie(0), tie(1), tie(2), tie(2, (0, 1)), tie(5, (0, 1), (2, 3)), tie(3, (0, 1), (1, 2))]
)
def test_small_networks_have_places_apart(pairs):
    """Nobody, one, two, or parts that are not tied: each actor has a place of its own, none is infinite."""
    places = place_actors(pairs)

    assert (pairs.n_actors, 2) == places.shape
    assert np.isfinite(places).all()
    assert pairs.n_actors == len({tuple(place) for place in places.round(6).tolist()})
