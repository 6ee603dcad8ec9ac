"""Routes: how far, how likely, which ones; against every route of small networks, and by what must always hold."""

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgehead.network import kernels
from bridgehead.network.graph import TieArrayError, build_graph
from bridgehead.network.routes import best_chances, best_routes, best_routes_by_group, count_ties
from bruteforce import all_routes, best_steps, cases


def promised_order(case):
    """The order `best_routes` promises, as a sorting key."""
    steps = best_steps(case)

    def key(route):
        actors, ties, _ = route
        chances = [steps[step][1] for step in itertools.pairwise(actors) if ties > 1]
        # chances are quarters, so every product is exact and equal routes are equal
        return chances.count(0.0), -math.prod(c for c in chances if c), ties, len(actors), actors

    return key


@settings(max_examples=300)
@given(cases())
def test_all_routes_come_in_the_promised_order(case):
    """By chance, ties, steps and actors, each once, none left out."""
    found = best_routes(case.graph, case.starts, case.targets, 10_000, case.max_ties)

    expected = sorted(all_routes(case), key=promised_order(case))
    assert expected == [(route.actors, route.ties, route.chance) for route in found]


@given(cases(), st.integers(0, 4))
def test_fewer_routes_are_the_first_of_more(case, k):
    """The k best are a beginning of all."""
    every = best_routes(case.graph, case.starts, case.targets, 10_000, case.max_ties)

    assert every[:k] == best_routes(case.graph, case.starts, case.targets, k, case.max_ties)


@given(cases())
def test_routes_by_other_introducers_are_the_best_of_each_kind(case):
    """Of the routes with the same actors in between only the first stays."""
    every = best_routes(case.graph, case.starts, case.targets, 10_000, case.max_ties)
    expected = {}
    for route in every:
        expected.setdefault(frozenset(route.actors[1:-1]) or route.actors[-1], route)

    found = best_routes(case.graph, case.starts, case.targets, 10_000, case.max_ties, distinct="introducers")

    assert tuple(expected.values()) == found


@settings(max_examples=300)
@given(cases())
def test_ties_and_chances_are_those_of_the_best_of_all_routes(case):
    """For every actor, against every route to it."""
    ties = count_ties(case.graph, case.starts, case.max_ties)
    best = best_chances(case.graph, case.starts, case.max_ties)

    for actor in range(case.n_actors):
        routes = all_routes(case, (actor,))
        if actor in case.starts:
            assert (0, 1.0, 0) == (ties[actor], best.chance[actor], best.ties[actor])
        elif not routes:
            assert (-1, 0.0, -1) == (ties[actor], best.chance[actor], best.ties[actor])
        else:
            chance = max(route[2] for route in routes)
            assert min(route[1] for route in routes) == ties[actor]
            assert chance == best.chance[actor]
            assert min(route[1] for route in routes if route[2] == chance) == best.ties[actor]


@given(cases(), st.randoms(use_true_random=False))
def test_renaming_actors_renames_chances(case, random):
    """No result depends on an actor's number."""
    names = list(range(case.n_actors))
    random.shuffle(names)
    sender, receiver, chance, free, one_way = (np.array([row[place] for row in case.rows]) for place in range(5))
    named = np.array(names)
    renamed = build_graph(
        case.n_actors,
        named[sender.astype(int)],
        named[receiver.astype(int)],
        chance,
        free=free,
        one_way=one_way,
    )

    found = best_chances(renamed, named[list(case.starts)], case.max_ties)

    assert best_chances(case.graph, case.starts, case.max_ties).chance.tolist() == found.chance[named].tolist()


@given(cases())
def test_an_isolate_changes_no_route(case):
    """A further actor without ties leaves every route as it is."""
    columns = [np.array([row[place] for row in case.rows]) for place in range(5)]
    larger = build_graph(case.n_actors + 1, *columns[:3], free=columns[3], one_way=columns[4])

    assert best_routes(case.graph, case.starts, case.targets, 9, case.max_ties) == best_routes(
        larger, case.starts, case.targets, 9, case.max_ties
    )


def test_routes_of_any_length_are_those_of_networkx():
    """Without a limit that binds, the k best are the k shortest by -log chance."""
    rng = np.random.default_rng(5)
    ties = nx.gnm_random_graph(12, 22, seed=5)
    sender, receiver = np.array(ties.edges).T
    chance = rng.uniform(0.1, 0.9, len(sender))
    for (one, other), value in zip(ties.edges, chance, strict=True):
        ties[one][other]["cost"] = -math.log(value)

    found = best_routes(build_graph(12, sender, receiver, chance), [0], [7], 30, 11)

    expected = [tuple(path) for path in nx.shortest_simple_paths(ties, 0, 7, weight="cost")]
    indirect = [route for route in expected if len(route) > 2][:25]
    assert indirect == [route.actors for route in found if route.ties > 1][:25]


def test_a_route_names_its_pairs_in_order():
    """Each pair of a route is the one between its actors."""
    graph = build_graph(4, [2, 1, 0], [3, 2, 1], [0.5, 0.5, 0.5])

    route = best_routes(graph, [0], [3], 1, 3)[0]

    ends = [{int(graph.first[pair]), int(graph.second[pair])} for pair in route.pairs]
    assert [{0, 1}, {1, 2}, {2, 3}] == ends


def test_an_affiliation_makes_a_colleague_direct():
    """Knowing the organisation is knowing its people: one tie and a free step."""
    graph = build_graph(3, [0, 1], [1, 2], [0.4, 1.0], free=[False, True])

    (route,) = best_routes(graph, [0], [2], 5, 1)

    assert (1, 1.0) == (route.ties, route.chance)


def test_one_introducer_to_many_targets_is_one_way_in():
    """By introducers only the best route of each chain stays, and each direct target its own."""
    graph = build_graph(5, [0, 1, 1, 0], [1, 2, 3, 4], [0.5, 0.6, 0.9, 0.1])

    found = best_routes(graph, [0], [2, 3, 4], 9, 3, distinct="introducers")

    assert [(0, 4), (0, 1, 3)] == [route.actors for route in found]


def test_loops_are_loaded_by_name_and_no_other_name_is_known():
    """Numba is imported with the first module of loops, and a wrong name says so."""
    assert "count_levels" in vars(kernels.levels)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kernels.nothing


def test_an_actor_better_reached_by_a_longer_way_still_leads_on_by_the_shorter():
    """The second actor is best reached over the first, but then the third is a tie too far."""
    graph = build_graph(4, [0, 0, 1, 2], [1, 2, 2, 3], [0.9, 0.1, 0.9, 0.5])

    found = best_chances(graph, [0], 2)

    assert 0.05 == pytest.approx(found.chance[3])
    assert 2 == found.ties[3]


@pytest.mark.parametrize(("n_actors", "starts", "targets"), [(0, [], []), (3, [], [1]), (3, [0], []), (3, [0], [0])])
def test_nothing_to_start_from_or_to_reach_gives_no_route(n_actors, starts, targets):
    """Empty networks, start sets and targets are answered, not refused."""
    graph = build_graph(n_actors, [], [], [])

    assert () == best_routes(graph, starts, targets, 3, 3)
    assert n_actors == len(count_ties(graph, starts, 3)) == len(best_chances(graph, starts, 3).chance)


def test_actors_that_are_none_are_refused():
    """A start beyond the last actor names the array at fault."""
    with pytest.raises(TieArrayError) as refused:
        best_routes(build_graph(2, [0], [1], [0.5]), [0], [2], 1, 1)

    assert "targets" == refused.value.array


@given(cases())
def test_the_best_routes_of_many_groups_are_those_of_each(case):
    """One preparation for all groups changes no route."""
    group_of_actor = np.full(case.graph.n_actors, -1)
    group_of_actor[list(case.targets)] = np.arange(len(case.targets)) % 2

    found = best_routes_by_group(case.graph, case.starts, group_of_actor, 2, 3, case.max_ties)

    assert found == tuple(
        best_routes(case.graph, case.starts, np.flatnonzero(group_of_actor == group), 3, case.max_ties)
        for group in range(2)
    )
