"""Who leads two ties away: the loops against networkx and against sorting everybody."""

import networkx as nx
import numpy as np
import pytest

from bridgehead.network.kernels import leaders

SHAPES = {
    "empty": nx.empty_graph(1),
    "pair": nx.path_graph(2),
    "path": nx.path_graph(5),
    "star": nx.star_graph(6),
    "clique": nx.complete_graph(5),
    **{f"random {seed}": nx.gnp_random_graph(40, 0.15, seed=seed) for seed in range(6)},
}


def list_leaders(graph, worth, most, *, strength=None):
    """The leaders of everybody; of those of equal sums the higher number comes first."""
    n = graph.number_of_nodes()
    dense = nx.to_numpy_array(graph) if strength is None else strength
    rows, other = np.nonzero(dense)
    return leaders.list_leaders(
        np.searchsorted(rows, np.arange(n + 1)).astype(np.uint64), other.astype(np.uint32), dense[dense > 0],
        worth, strength is not None, np.arange(n, dtype=np.int32)[::-1].copy(), np.arange(n, dtype=np.int32), most,
    )  # fmt: skip


def sort_all(sums_by_far, most):
    """The best of all, the best first."""
    found = sorted(sums_by_far, key=lambda far: (-sums_by_far[far], -far))[:most]
    return found + [-1] * (most - len(found))


@pytest.mark.parametrize("most", [1, 3, 50])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_leaders_are_the_first_of_all_sorted(shape, most):
    """By the number of partners in common, where many are equal."""
    graph = SHAPES[shape]
    best, sums = list_leaders(graph, np.ones(len(graph)), most)

    for one in graph:
        common = {far: len(list(nx.common_neighbors(graph, one, far))) for far in nx.non_neighbors(graph, one)}
        expected = sort_all({far: count for far, count in common.items() if count}, most)
        assert expected == best[one].tolist()
        assert [common.get(far, 0) for far in expected] == sums[one].tolist()


def test_their_sums_are_those_of_networkx():
    """Adamic and Adar's index."""
    graph = nx.gnp_random_graph(40, 0.2, seed=9)
    worth = 1 / np.log(np.maximum([graph.degree[one] for one in graph], 2))

    best, sums = list_leaders(graph, worth, 5)

    pairs = [(one, int(far)) for one in graph for far in best[one]]
    expected = [index for _, _, index in nx.adamic_adar_index(graph, pairs)]
    np.testing.assert_allclose(expected, sums.ravel(), rtol=1e-12)


def test_the_strength_of_both_ties_counts_where_it_is_asked_for():
    """On a square 0-1-2-3, 1 and 3 each tie 0 and 2."""
    strength = np.zeros((4, 4))
    for one, other, value in ((0, 1, 1.0), (1, 2, 2.0), (2, 3, 4.0), (0, 3, 8.0)):
        strength[one, other] = strength[other, one] = value

    best, sums = list_leaders(nx.cycle_graph(4), np.array([1.0, 10.0, 1.0, 1.0]), 1, strength=strength)

    assert [2, 3, 0, 1] == best[:, 0].tolist()
    assert [10 * 3 + 12, 9 + 6, 42, 15] == sums[:, 0].tolist()
