"""Who took part in what, and who is thereby tied."""

import itertools
from collections import defaultdict

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.graph import TieArrayError
from bridgehead.network.projection import project

participations = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 8)), max_size=40)


@given(participations, st.sampled_from((None, 2, 4)))
def test_each_event_adds_its_share_to_each_of_its_pairs(rows, largest):
    """Against every pair of every event."""
    members = defaultdict(set)
    for event, actor in rows:
        members[event].add(actor)
    allowed = [group for group in members.values() if largest is None or len(group) <= largest]
    strength, events = defaultdict(float), defaultdict(int)
    for group in allowed:
        for pair in itertools.combinations(sorted(group), 2):
            strength[pair] += 1 / (len(group) - 1)
            events[pair] += 1

    found = project([row[0] for row in rows], [row[1] for row in rows], largest=largest)

    pairs = list(zip(found.first.tolist(), found.second.tolist(), strict=True))
    assert sorted(strength) == pairs
    assert [events[pair] for pair in pairs] == found.events.tolist()
    # sums of at most seven shares in another order
    np.testing.assert_allclose([strength[pair] for pair in pairs], found.strength, rtol=1e-12)
    assert len(members) - len(allowed) == found.left_out


def test_it_is_the_collaboration_network_of_networkx():
    """Newman's weights, as a peer computes them."""
    rng = np.random.default_rng(6)
    event, actor = rng.integers(0, 30, 150), rng.integers(0, 25, 150)
    two_mode = nx.Graph((("actor", int(one)), ("event", int(other))) for one, other in zip(actor, event, strict=True))
    actors = [node for node in two_mode if node[0] == "actor"]
    expected = nx.bipartite.collaboration_weighted_projected_graph(two_mode, actors)

    found = project(event, actor)

    assert expected.number_of_edges() == len(found.first)
    for first, second, strength in zip(found.first, found.second, found.strength, strict=True):
        weight = expected["actor", int(first)]["actor", int(second)]["weight"]
        assert weight == pytest.approx(strength, rel=1e-12)  # a few shares in another order


@given(participations, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(rows, random):
    """To the last digit."""
    shuffled = rows[:]
    random.shuffle(shuffled)

    one, other = (project([row[0] for row in order], [row[1] for row in order]) for order in (rows, shuffled))

    assert one.strength.tolist() == other.strength.tolist()


@pytest.mark.parametrize(("array", "arguments"), [("actor", ([0], [])), ("event", ([-1], [0])), ("actor", ([0], [-2]))])
def test_what_is_no_participation_is_refused(array, arguments):
    """The error names the array at fault."""
    with pytest.raises(TieArrayError) as refused:
        project(*arguments)

    assert array == refused.value.array
