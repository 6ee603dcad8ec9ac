"""Measures of all organisations: reference packages, closed forms, every small shape, and any number of threads."""

from dataclasses import fields

import igraph
import networkx as nx
import numpy as np
import pytest

from bridgehead.network import in_parts
from bridgehead.network.brokerage import ROLE_NAMES, brokerage
from bridgehead.network.graph import TieArrayError
from bridgehead.network.measures import burt
from bridgehead.network.variety import blau, e_i_index
from bridgehead.registry.arrays import Ties
from bridgehead.registry.measuring import MEASURES, measure_ties

#: sums of a few hundred doubles in another order
ROUNDING = 1e-9

SHAPES = {
    "empty": nx.empty_graph(0),
    "one alone": nx.empty_graph(1),
    "isolates": nx.empty_graph(4),
    "one tie": nx.path_graph(2),
    "path": nx.path_graph(6),
    "star": nx.star_graph(7),
    "clique": nx.complete_graph(6),
    "two apart": nx.disjoint_union(nx.complete_graph(4), nx.cycle_graph(5)),
    "hub over cliques": nx.windmill_graph(4, 4),
    **{f"random {seed}": nx.gnp_random_graph(40, 0.05 + 0.06 * seed, seed=seed) for seed in range(6)},
}


def make_ties(network, *, seed=1):
    """Ties in rows of either end, with seeded strengths; and the pairs they come from."""
    rng = np.random.default_rng(seed)
    pairs = np.array(sorted((min(pair), max(pair)) for pair in network.edges), dtype=np.int64).reshape(-1, 2)
    strength = rng.uniform(0.1, 3, len(pairs))
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    n = network.number_of_nodes()
    ptr = np.concatenate([[0], np.cumsum(np.bincount(ends[:, 0], minlength=n))]).astype(np.int64)
    nothing = np.zeros(len(ends), np.int32)
    ties = Ties(
        ptr=ptr,
        other=ends[order, 1].astype(np.int32),
        strength=np.tile(strength, 2)[order],
        shared=nothing,
        first=nothing,
        last=nothing,
    )
    return ties, pairs, strength


def make_markets(network, *, seed=2, n_markets=4, unknown=True):
    """A market for each, some of them unknown."""
    return (
        np.random.default_rng(seed)
        .integers(-1 if unknown else 0, n_markets, network.number_of_nodes())
        .astype(np.int16)
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_holes_are_those_of_any_other_way_in(shape):
    """Constraint as igraph has it, and all four as computed from a list of ties."""
    network = SHAPES[shape]
    ties, pairs, strength = make_ties(network)
    other = igraph.Graph(n=network.number_of_nodes(), edges=pairs.tolist())
    expected = burt(network.number_of_nodes(), *pairs.T, strength)

    found = measure_ties(ties, make_markets(network), 4)

    np.testing.assert_allclose(other.constraint(weights=strength.tolist()), found.constraint, atol=ROUNDING)
    for name in ("constraint", "effective_size", "efficiency", "hierarchy"):
        np.testing.assert_allclose(getattr(expected, name), getattr(found, name), atol=ROUNDING)


@pytest.mark.parametrize("shape", SHAPES)
def test_holes_are_those_of_networkx(shape):
    """Effective size asked actor by actor, for networkx asked for all divides rows by the maxima of columns."""
    network = SHAPES[shape]
    ties, pairs, strength = make_ties(network)
    weighted = nx.Graph()
    weighted.add_nodes_from(network)
    weighted.add_weighted_edges_from(zip(*pairs.T, strength, strict=True))
    expected = nx.effective_size(weighted, nodes=list(weighted), weight="weight")

    found = measure_ties(ties, make_markets(network), 4)

    np.testing.assert_allclose([expected[actor] for actor in network], found.effective_size, atol=ROUNDING)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("unknown", [False, True])
def test_roles_are_those_counted_chain_by_chain(shape, unknown):
    """As from directed ties that lead both ways, with unknown markets counted apart."""
    network = SHAPES[shape]
    ties, pairs, _ = make_ties(network)
    market = make_markets(network, unknown=unknown)
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    expected = brokerage(network.number_of_nodes(), *ends.T, market)

    found = measure_ties(ties, market, 4)

    for role in ROLE_NAMES:
        name = "unknown_role" if role == "unknown" else role
        np.testing.assert_array_equal(getattr(expected, role), getattr(found, name), err_msg=role)


@pytest.mark.parametrize("shape", SHAPES)
def test_variety_and_local_bridges_follow_from_their_definitions(shape):
    """Counted contact by contact."""
    network = SHAPES[shape]
    ties, _, _ = make_ties(network)
    market = make_markets(network)

    found = measure_ties(ties, market, 4)

    for actor in network:
        contacts = list(network[actor])
        known = [market[contact] for contact in contacts if market[contact] >= 0]
        counts = np.bincount(known, minlength=4)
        bridges = sum(not set(network[actor]) & set(network[contact]) for contact in contacts)
        assert len(contacts) == found.contacts[actor]
        assert bridges == found.local_bridges[actor]
        assert np.count_nonzero(counts) == found.markets[actor]
        assert float(blau(counts).index) == pytest.approx(found.blau_index[actor], nan_ok=True)
        at_home = counts[market[actor]] if market[actor] >= 0 else 0
        expected = e_i_index(at_home, len(known) - at_home) if market[actor] >= 0 else np.nan
        assert float(expected) == pytest.approx(found.e_i_index[actor], nan_ok=True)


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_no_digit_depends_on_the_number_of_threads(threads, monkeypatch):
    """Bit by bit, with as many parts as there can be."""
    monkeypatch.setattr(in_parts, "_ITEMS_OF_A_PART", 50)
    network = nx.powerlaw_cluster_graph(400, 6, 0.4, seed=3)
    ties, _, _ = make_ties(network)
    market = make_markets(network)

    alone, together = (measure_ties(ties, market, 4, threads=number) for number in (1, threads))

    for name in MEASURES:
        assert getattr(alone, name).tobytes() == getattr(together, name).tobytes(), name


def test_parts_change_the_order_of_sums_only(monkeypatch):
    """Two parts and six agree to the rounding of doubles."""
    ties, _, _ = make_ties(nx.powerlaw_cluster_graph(400, 6, 0.4, seed=3))
    market = np.zeros(400, np.int16)
    few = measure_ties(ties, market, 1)
    monkeypatch.setattr(in_parts, "_ITEMS_OF_A_PART", 50)

    many = measure_ties(ties, market, 1)

    for name in MEASURES:
        np.testing.assert_allclose(getattr(few, name), getattr(many, name), rtol=1e-12)


def test_what_is_undefined_is_not_a_number():
    """An organisation without ties has no holes, no variety and no outward look; its counts are zero."""
    ties, _, _ = make_ties(nx.empty_graph(2))

    found = measure_ties(ties, np.array([0, -1], np.int16), 1)

    for name in ("constraint", "effective_size", "efficiency", "hierarchy", "e_i_index", "blau_index"):
        assert np.isnan(getattr(found, name)).all(), name
    assert [0, 0] == found.contacts.tolist() == found.liaison.tolist()


def test_more_contacts_than_can_be_counted_are_refused(monkeypatch):
    """Counts of common contacts share a word."""
    monkeypatch.setattr("bridgehead.network.holes._MOST_CONTACTS", 3)
    ties, _, _ = make_ties(nx.star_graph(4))

    with pytest.raises(TieArrayError, match="4 contacts"):
        measure_ties(ties, np.zeros(5, np.int16), 1)


def test_every_measure_is_a_column():
    """The columns are the fields, in their order."""
    ties, _, _ = make_ties(nx.path_graph(3))

    found = measure_ties(ties, np.zeros(3, np.int16), 1)

    assert MEASURES == tuple(field.name for field in fields(found))
    assert {(3,)} == {getattr(found, name).shape for name in MEASURES}
