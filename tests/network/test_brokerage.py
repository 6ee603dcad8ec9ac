"""Brokerage roles against every chain of three, and what must always hold."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.brokerage import ROLE_NAMES, brokerage
from bridgehead.network.graph import TieArrayError


@st.composite
def networks(draw):
    """Directed ties among a few actors, some of unknown group."""
    n_actors = draw(st.integers(1, 8))
    actor = st.integers(0, n_actors - 1)
    ties = draw(st.lists(st.tuples(actor, actor), max_size=25))
    groups = draw(st.lists(st.integers(-1, 2), min_size=n_actors, max_size=n_actors))
    return n_actors, ties, groups


def role_of(sender, broker, receiver):
    """Gould and Fernandez's definition, from three groups."""
    if -1 in {sender, broker, receiver}:
        return "unknown"
    if sender == broker == receiver:
        return "coordinator"
    if sender == receiver:
        return "itinerant"
    if broker == receiver:
        return "gatekeeper"
    return "representative" if sender == broker else "liaison"


@given(networks())
def test_every_open_chain_counts_once_in_its_role(network):
    """Against all ordered triples."""
    n_actors, ties, groups = network
    is_tied = set(ties)
    expected = {role: [0] * n_actors for role in ROLE_NAMES}
    for sender, broker, receiver in itertools.permutations(range(n_actors), 3):
        if (sender, broker) in is_tied and (broker, receiver) in is_tied and (sender, receiver) not in is_tied:
            expected[role_of(groups[sender], groups[broker], groups[receiver])][broker] += 1

    found = brokerage(n_actors, [tie[0] for tie in ties], [tie[1] for tie in ties], groups)

    assert expected == {role: getattr(found, role).tolist() for role in ROLE_NAMES}


@given(networks())
def test_turning_all_ties_swaps_gatekeepers_and_representatives(network):
    """What flows in flows out, all other roles stay."""
    n_actors, ties, groups = network
    sender, receiver = [tie[0] for tie in ties], [tie[1] for tie in ties]

    found, turned = brokerage(n_actors, sender, receiver, groups), brokerage(n_actors, receiver, sender, groups)

    assert found.gatekeeper.tolist() == turned.representative.tolist()
    assert found.representative.tolist() == turned.gatekeeper.tolist()
    assert found.coordinator.tolist() == turned.coordinator.tolist()
    assert found.liaison.tolist() == turned.liaison.tolist()


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ([0, 0, 0], "coordinator"),
        ([0, 1, 0], "itinerant"),
        ([0, 1, 1], "gatekeeper"),
        ([0, 0, 1], "representative"),
        ([0, 1, 2], "liaison"),
        ([0, -1, 0], "unknown"),
    ],
)
def test_each_role_by_its_definition(groups, role):
    """One chain, one role."""
    found = brokerage(3, [0, 1], [1, 2], groups)

    counted = {name: int(getattr(found, name)[1]) for name in ROLE_NAMES}
    assert {name: int(name == role) for name in ROLE_NAMES} == counted


def test_a_closed_chain_is_no_brokerage():
    """Who could go straight needs no broker."""
    found = brokerage(3, [0, 1, 0], [1, 2, 2], [0, 0, 0])

    assert [0, 0, 0] == found.coordinator.tolist()


def test_without_actors_nobody_brokers():
    """The empty network is answered."""
    assert 0 == len(brokerage(0, [], [], []).liaison)


def test_a_group_for_every_actor_is_asked_for():
    """Too few groups are refused."""
    with pytest.raises(TieArrayError) as refused:
        brokerage(3, [0], [1], [0])

    assert "group_of_actor" == refused.value.array


def test_a_large_network_has_as_many_chains_as_its_wedges_less_its_triangles():
    """On two-way ties: open chains = sum of d(d-1) - 6 triangles, whatever the groups."""
    rng = np.random.default_rng(2)
    tied = np.triu(rng.random((200, 200)) < 0.1, 1)
    tied |= tied.T
    sender, receiver = np.nonzero(tied)

    found = brokerage(200, sender, receiver, rng.integers(-1, 4, 200))

    matrix = tied.astype(int)
    degree = matrix.sum(axis=1)
    expected = (degree * (degree - 1)).sum() - np.trace(matrix @ matrix @ matrix)
    assert expected == sum(getattr(found, role).sum() for role in ROLE_NAMES)
