"""Who is two ties away: the walks against brute force and networkx, on random networks and every small shape."""

import networkx as nx
import numpy as np
import pytest

from bridgehead.network.kernels import partners

SHAPES = {
    "empty": nx.empty_graph(1),
    "isolates": nx.empty_graph(4),
    "pair": nx.path_graph(2),
    "path": nx.path_graph(5),
    "star": nx.star_graph(5),
    "clique": nx.complete_graph(5),
    "apart": nx.disjoint_union(nx.cycle_graph(4), nx.path_graph(3)),
    **{f"random {seed}": nx.gnp_random_graph(24, 0.15, seed=seed) for seed in range(6)},
}


class Arrays:
    """A graph with random strengths as the kernels take it."""

    def __init__(self, graph, seed=0):
        generator = np.random.default_rng(seed)
        self.graph, n = graph, graph.number_of_nodes()
        strength, recent, fresh = np.zeros((n, n)), np.zeros((n, n)), np.zeros((n, n), bool)
        for one, other in graph.edges:
            strength[one, other] = strength[other, one] = generator.uniform(0.1, 3)
            recent[one, other] = recent[other, one] = generator.uniform(0.1, 1)
            fresh[one, other] = fresh[other, one] = generator.random() < 0.5
        self.dense = strength, recent, fresh
        rows, self.other = np.nonzero(strength)
        self.other = self.other.astype(np.int32)
        self.ptr = np.searchsorted(rows, np.arange(n + 1)).astype(np.int64)
        self.strength, self.recent, self.fresh = (each[strength > 0] for each in self.dense)
        self.total, self.total_recent = strength.sum(axis=1), recent.sum(axis=1)
        self.asked = np.arange(n, dtype=np.int32)

    def walk(self, column=1, most=100, extra=None, nudge=0.0):
        n = len(self.asked)
        lists = extra or [[] for _ in range(n)]
        ptr = np.concatenate([[0], np.cumsum([len(each) for each in lists])]).astype(np.int64)
        who = np.array([far for each in lists for far in each], dtype=np.int32)
        return partners.walk(
            self.ptr, self.other, self.strength, self.recent, self.fresh, self.total, self.total_recent,
            self.asked, ptr, who, column, np.full(n, nudge), most,
        )  # fmt: skip

    def found(self, **options):
        """(asked, listed) -> the nine sums."""
        ptr, who, sums = self.walk(**options)
        asker = np.repeat(self.asked, np.diff(ptr))
        return {(one, far): row for one, far, row in zip(asker.tolist(), who.tolist(), sums, strict=True)}


def reckon(arrays, one, far):
    """The nine sums of a pair by their definitions."""
    strength, recent, fresh = arrays.dense
    sums = np.zeros(9)
    for middle in nx.common_neighbors(arrays.graph, one, far):
        degree = arrays.graph.degree[middle]
        by_total = 1 / np.log1p(arrays.total[middle])
        product = recent[one, middle] * recent[middle, far]
        sums += [
            1,
            1 / np.log(max(degree, 2)),
            (strength[one, middle] + strength[middle, far]) * by_total,
            (recent[one, middle] + recent[middle, far]) * by_total,
            1 / degree,
            recent[one, middle] / arrays.total_recent[one] * recent[middle, far] / arrays.total_recent[middle],
            by_total * fresh[middle, far],
            product**0.5 * by_total,
            product**0.25 / np.log(max(degree, 2)),
        ]
    return sums


@pytest.mark.parametrize("shape", SHAPES)
def test_sums_over_partners_in_common_are_those_of_their_definitions(shape):
    """For each pair two ties apart and for no other."""
    arrays = Arrays(SHAPES[shape])
    apart = {
        (one, far)
        for one, far in nx.non_edges(arrays.graph)
        if any(True for _ in nx.common_neighbors(arrays.graph, one, far))
    }
    found = arrays.found()

    assert apart | {(far, one) for one, far in apart} == set(found)
    for pair, sums in found.items():
        np.testing.assert_allclose(reckon(arrays, *pair), sums, rtol=1e-12)


def test_adamic_adar_and_resource_allocation_are_those_of_networkx():
    """The reference implementation gives the same numbers."""
    arrays = Arrays(nx.gnp_random_graph(40, 0.2, seed=9))
    found = arrays.found()
    for column, reference in ((1, nx.adamic_adar_index), (4, nx.resource_allocation_index)):
        for one, far, expected in reference(arrays.graph, list(found)):
            assert expected == pytest.approx(found[one, far][column], rel=1e-12)


@pytest.mark.parametrize("column", [0, 2])
def test_only_the_best_are_listed(column):
    """Of many, those that lead by the column; the rest of their sums stays as it was."""
    arrays = Arrays(nx.gnp_random_graph(40, 0.2, seed=3))
    whole, few = arrays.found(column=column), arrays.found(column=column, most=4)
    for one in range(40):
        mine = sorted((sums[column] for (asked, _), sums in whole.items() if asked == one), reverse=True)
        kept = sorted((sums[column] for (asked, _), sums in few.items() if asked == one), reverse=True)
        assert mine[:4] == kept
    assert all((whole[pair] == sums).all() for pair, sums in few.items())


def test_those_named_besides_are_listed_once_with_their_sums_and_never_a_partner():
    """On a path 0-1-2-3-4, 0 is asked: itself and 1 are left out, 2 is there anyway, 4 has nothing in common."""
    found = Arrays(nx.path_graph(5)).found(extra=[[0, 1, 2, 4, 4], [], [], [], []])

    assert {2, 4} == {far for one, far in found if one == 0}
    assert found[0, 2][0] == 1
    assert not found[0, 4].any()


@pytest.mark.parametrize("shape", SHAPES)
def test_three_steps_and_full_events_are_those_of_their_definitions(shape):
    """The walk's chance by powers of a matrix, the events by counting."""
    arrays = Arrays(SHAPES[shape])
    n = len(arrays.asked)
    generator = np.random.default_rng(1)
    events = [sorted(generator.choice(n, size=min(n, size), replace=False).tolist()) for size in (1, 2, 3, 4)]
    weight = np.array([1.0, 0.5, 0.25, 0.8])
    event_ptr = np.concatenate([[0], np.cumsum([len(each) for each in events])]).astype(np.int64)
    held = [[number for number, each in enumerate(events) if actor in each] for actor in range(n)]
    actor_ptr = np.concatenate([[0], np.cumsum([len(each) for each in held])]).astype(np.int64)
    actor_event = np.array([event for each in held for event in each], dtype=np.int32)
    ptr, who, _ = arrays.walk()

    values = partners.walk_further(
        arrays.ptr, arrays.other, arrays.recent, arrays.total_recent, event_ptr, actor_ptr, actor_event, weight,
        arrays.asked, ptr, who,
    )  # fmt: skip

    step = arrays.dense[1] / np.maximum(arrays.total_recent, 1e-300)[:, None]
    cube = step @ step @ step
    asker = np.repeat(arrays.asked, np.diff(ptr))
    for one, far, (chance, full, many) in zip(asker.tolist(), who.tolist(), values, strict=True):
        counts = {event: len(set(events[event]) & set(arrays.graph[one])) for event in held[far]}
        assert cube[one, far] == pytest.approx(chance, abs=1e-12)
        assert sum(
            weight[event] * count**2 / (len(events[event]) - 1)
            for event, count in counts.items()
            if len(events[event]) > 1
        ) == pytest.approx(full)
        assert sum(weight[event] * count for event, count in counts.items() if count > 1) == pytest.approx(many)


def test_walks_end_where_personalised_pagerank_says():
    """Pushed far enough, the order and the chances are those of networkx."""
    arrays = Arrays(nx.connected_watts_strogatz_graph(30, 4, 0.3, seed=2))
    graph = arrays.graph.copy()
    nx.set_edge_attributes(graph, {(a, b): arrays.dense[1][a, b] for a, b in graph.edges}, "weight")
    best, chances = partners.push_walks(
        arrays.ptr, arrays.other, arrays.recent, arrays.total_recent, arrays.asked, 0.5, 1e-12, 5
    )
    for one in range(30):
        exact = nx.pagerank(graph, alpha=0.5, personalization={one: 1.0}, tol=1e-12)
        free = sorted((far for far in exact if far != one and far not in graph[one]), key=lambda far: -exact[far])[:5]

        # pushing stops at 1e-12 per arc, so both agree to about nine digits
        assert free == best[one].tolist()
        np.testing.assert_allclose([exact[far] for far in free], chances[one], rtol=1e-6)


def test_a_walk_that_reaches_few_lists_few():
    """A pair has nobody else, and an isolate reaches nobody."""
    arrays = Arrays(nx.disjoint_union(nx.path_graph(2), nx.empty_graph(1)))
    best, chances = partners.push_walks(
        arrays.ptr, arrays.other, arrays.recent, arrays.total_recent, arrays.asked, 0.5, 1e-6, 3
    )

    assert (best == -1).all()
    assert not chances.any()


@pytest.mark.parametrize("shape", SHAPES)
def test_those_between_two_are_the_partners_in_common_that_bind_them_most(shape):
    """Their number, and the three of the largest sum of recent strengths over the log of all of the partner's."""
    arrays = Arrays(SHAPES[shape])
    n = len(arrays.asked)
    one, far = (each.ravel().astype(np.int32) for each in np.meshgrid(arrays.asked, arrays.asked))
    count, best = partners.find_between(arrays.ptr, arrays.other, arrays.recent, arrays.total, one, far, 3)
    recent = arrays.dense[1]
    for place in range(n * n):
        common = set(arrays.graph[one[place]]) & set(arrays.graph[far[place]])
        order = sorted(
            common,
            key=lambda z, p=place: -(recent[one[p], z] + recent[z, far[p]]) / np.log1p(arrays.total[z]),
        )
        assert len(common) == count[place]
        assert order[:3] == [actor for actor in best[place].tolist() if actor >= 0]


def test_a_precedent_is_the_newest_partner_of_the_same_market_and_kind():
    """Of a star's centre's partners, the newest like the one asked; the one asked itself is none."""
    arrays = Arrays(nx.star_graph(4))
    market, kind = np.array([0, 1, 1, 1, 2], np.int16), np.array([0, 0, 0, 1, 0], np.int16)
    first = np.zeros(len(arrays.other), np.int32)
    first[:4] = [9, 5, 8, 7]
    one, far = np.array([1, 2, 3, 4], np.int32), np.zeros(4, np.int32)

    found = partners.find_precedents(arrays.ptr, arrays.other, first, market, kind, one, far)

    assert [2, 1, -1, -1] == [int(arrays.other[arc]) if arc >= 0 else -1 for arc in found]


def test_without_a_market_or_kind_nobody_is_alike():
    """Unknown is not the same as unknown."""
    arrays = Arrays(nx.path_graph(3))
    unknown, known = np.full(3, -1, np.int16), np.zeros(3, np.int16)
    one, far = np.array([0], np.int32), np.array([1], np.int32)
    first = np.zeros(len(arrays.other), np.int32)
    for market, kind in ((unknown, known), (known, unknown)):
        assert [-1] == partners.find_precedents(arrays.ptr, arrays.other, first, market, kind, one, far).tolist()
