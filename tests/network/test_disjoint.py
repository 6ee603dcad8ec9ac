"""Routes that share no introducer, against every choice of routes and against the flow of a peer."""

import itertools

import networkx as nx
import numpy as np
from hypothesis import given, settings

from bridgehead.network.disjoint import disjoint_counts, disjoint_routes
from bridgehead.network.graph import build_graph
from bruteforce import all_routes, cases, most_disjoint


@settings(max_examples=300)
@given(cases(most_rows=9))
def test_the_count_is_the_largest_or_said_to_be_a_lower_bound(case):
    """Exact when it says so, and never too many."""
    found = disjoint_routes(case.graph, case.starts, case.targets, case.max_ties)

    largest = most_disjoint(all_routes(case))
    assert found.count <= largest
    assert found.count == largest or not found.is_exact


@settings(max_examples=200)
@given(cases(free=False, most_rows=9))
def test_up_to_three_ties_without_free_steps_it_is_always_exact(case):
    """The case of most questions needs no bound."""
    found = disjoint_routes(case.graph, case.starts, case.targets, min(case.max_ties, 3))

    assert found.is_exact


@settings(max_examples=200)
@given(cases())
def test_the_routes_given_are_routes_and_share_nobody(case):
    """What is counted can be shown."""
    found = disjoint_routes(case.graph, case.starts, case.targets, case.max_ties)

    possible = {actors for actors, _, _ in all_routes(case)}
    between = [actor for route in found.routes for actor in route.actors[1:-1]]
    assert found.count == len(found.routes) == len({route.actors for route in found.routes})
    assert all(route.actors in possible for route in found.routes)
    assert len(set(between)) == len(between)


@given(cases())
def test_counts_of_groups_are_those_of_each_group_alone(case):
    """All groups at once, or one by one."""
    group_of_actor = np.full(case.n_actors, -1)
    group_of_actor[list(case.targets)] = np.array(case.targets, dtype=int) % 2

    found = disjoint_counts(case.graph, case.starts, group_of_actor, 2, case.max_ties)

    alone = [
        disjoint_routes(case.graph, case.starts, np.flatnonzero(group_of_actor == group), case.max_ties)
        for group in (0, 1)
    ]
    assert [one.count for one in alone] == found.count.tolist()
    assert [one.is_exact for one in alone] == found.is_exact.tolist()


def test_on_larger_networks_it_is_the_flow_of_networkx():
    """Three ties, seeded networks: a maximum flow over the layers start, contacts, their contacts, targets."""
    for seed in range(8):
        ties = nx.gnm_random_graph(60, 110, seed=seed)
        sender, receiver = np.array(ties.edges).T
        targets = {50, 51, 52, 53}

        found = disjoint_routes(build_graph(60, sender, receiver, np.full(len(sender), 0.5)), [0], list(targets), 3)

        assert _layered_flow(ties, 0, targets) == found.count


def _layered_flow(ties, start, targets):
    """Count disjoint routes of at most three ties with the maximum flow of networkx."""
    near = set(ties[start]) - targets
    far = {other for actor in near for other in ties[actor]} - near - targets - {start}
    flow = nx.DiGraph()
    flow.add_nodes_from(["source", "sink"])
    for actor in near | far:
        flow.add_edge((actor, "in"), (actor, "out"), capacity=1)
        if targets & set(ties[actor]):
            flow.add_edge((actor, "out"), "sink")
    for actor in near:
        flow.add_edge("source", (actor, "in"))
    for actor, other in itertools.product(near, far):
        if ties.has_edge(actor, other):
            flow.add_edge((actor, "out"), (other, "in"))
    return nx.maximum_flow_value(flow, "source", "sink") + len(targets & set(ties[start]))


def test_two_routes_through_one_introducer_count_once():
    """Ten targets behind one contact are one way in."""
    graph = build_graph(12, [0] + [1] * 10, list(range(1, 12)), [0.5] * 11)

    assert 1 == disjoint_routes(graph, [0], list(range(2, 12)), 3).count


def test_a_detour_is_taken_where_greed_would_block():
    """The first contact could use the only introducer of the second; both routes are found all the same."""
    graph = build_graph(7, [0, 0, 1, 1, 2, 3, 4], [1, 2, 3, 4, 3, 5, 5], [0.5] * 7)

    found = disjoint_routes(graph, [0], [5], 3)

    assert {(0, 1, 4, 5), (0, 2, 3, 5)} == {route.actors for route in found.routes}


def test_without_targets_there_is_no_route():
    """Empty networks and groups are answered."""
    graph = build_graph(3, [], [], [])

    assert (0, True) == (disjoint_routes(graph, [0], [], 3).count, disjoint_routes(graph, [0], [], 3).is_exact)
    assert [0, 0] == disjoint_counts(graph, [], [-1, 0, 1], 2, 3).count.tolist()
