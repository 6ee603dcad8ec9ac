"""How ties become arcs and pairs."""

import numpy as np
import pytest
from hypothesis import given

from bridgehead.network.graph import TieArrayError, build_graph, check_groups
from bruteforce import best_steps, cases


def arcs_of(graph):
    """(sender, receiver) -> (free, chance), as the graph holds them."""
    return {
        (sender, int(graph.indices[arc])): (bool(graph.free[graph.pairs[arc]]), float(graph.chance[graph.pairs[arc]]))
        for sender in range(graph.n_actors)
        for arc in range(graph.indptr[sender], graph.indptr[sender + 1])
    }


@given(cases())
def test_every_direction_holds_the_tie_that_counts(case):
    """Free before all others, then the largest chance, each direction for itself."""
    assert best_steps(case) == arcs_of(case.graph)


@given(cases())
def test_incoming_arcs_are_the_same_arcs(case):
    """Rows by receiver hold what rows by sender hold."""
    graph = case.graph

    incoming = {
        (int(graph.incoming_indices[arc]), receiver, int(graph.incoming_pairs[arc]))
        for receiver in range(graph.n_actors)
        for arc in range(graph.incoming_indptr[receiver], graph.incoming_indptr[receiver + 1])
    }

    outgoing = {
        (sender, int(graph.indices[arc]), int(graph.pairs[arc]))
        for sender in range(graph.n_actors)
        for arc in range(graph.indptr[sender], graph.indptr[sender + 1])
    }
    assert outgoing == incoming


@given(cases(one_way=False))
def test_two_way_ties_give_one_pair_for_both_directions(case):
    """The person asked decides once."""
    graph = case.graph

    assert len(graph.indices) == 2 * graph.n_pairs


@given(cases())
def test_the_order_of_rows_is_irrelevant_but_for_the_row_named(case):
    """Reversed rows give the same arcs and chances."""
    columns = [np.array([row[place] for row in case.rows][::-1]) for place in range(5)]
    reversed_graph = build_graph(case.n_actors, *columns[:3], free=columns[3], one_way=columns[4])

    assert arcs_of(case.graph) == arcs_of(reversed_graph)


def test_a_pair_names_the_row_that_gave_its_chance():
    """The first of the best rows, counted in the arrays handed in."""
    graph = build_graph(3, [0, 0, 1, 1], [0, 1, 0, 2], [1.0, 0.3, 0.8, 0.8])

    assert [2, 3] == graph.tie_of_pair.tolist()


def test_a_stronger_one_way_tie_splits_a_pair():
    """Each direction then has a coin of its own."""
    graph = build_graph(2, [0, 0], [1, 1], [0.3, 0.9], one_way=[False, True])

    assert {(0, 1): (False, 0.9), (1, 0): (False, 0.3)} == arcs_of(graph)
    assert 2 == graph.n_pairs


def test_arrays_handed_in_stay_as_they_are():
    """Nothing is sorted or cleaned in place."""
    sender, receiver, chance = np.array([2, 0, 1]), np.array([0, 1, 1]), np.array([0.5, 0.1, 0.2])

    build_graph(3, sender, receiver, chance)

    assert ([2, 0, 1], [0, 1, 1], [0.5, 0.1, 0.2]) == (sender.tolist(), receiver.tolist(), chance.tolist())


@pytest.mark.parametrize(
    ("array", "arguments"),
    [
        ("receiver", ([0], [0, 1], [0.5])),
        ("chance", ([0], [1], [])),
        ("chance", ([0], [1], [1.5])),
        ("chance", ([0], [1], [float("nan")])),
        ("sender", ([2], [1], [0.5])),
        ("receiver", ([0], [-1], [0.5])),
    ],
)
def test_arrays_that_are_no_ties_are_refused_by_name(array, arguments):
    """The error names the array at fault."""
    with pytest.raises(TieArrayError) as refused:
        build_graph(2, *arguments)

    assert array == refused.value.array


def test_a_flag_for_each_tie_is_asked_for():
    """One flag too few is refused."""
    with pytest.raises(TieArrayError) as refused:
        build_graph(2, [0, 1], [1, 0], [0.5, 0.5], free=[True])

    assert "free" == refused.value.array
    assert "one for each of the 2 senders" in str(refused.value)


@pytest.mark.parametrize("groups", [[0], [0, 2], [-2, 0]])
def test_groups_out_of_range_are_refused(groups):
    """A group for every actor, from -1 on."""
    with pytest.raises(TieArrayError):
        check_groups(groups, 2, 2)
