"""Constraint and redundancy by contact."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.local_constraint import local_constraint

# the network by which Borgatti (1997) unpacks effective size: G is tied to A to F, of whom four pairs know each other
BORGATTI = ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]


def of_letters(dyads, ego):
    first, second = (np.array(["ABCDEFG".index(dyad[end]) for dyad in dyads]) for end in (0, 1))
    return local_constraint(7, first, second, np.ones(len(dyads)), "ABCDEFG".index(ego))


def test_borgatti_1997_effective_size():
    """Six contacts, of whom four pairs are tied, are worth 6 - 2 * 4 / 6 = 4.67."""
    found = of_letters(BORGATTI, "G")

    assert 14 / 3 == pytest.approx(6 - found.redundancy.sum())
    assert [3 / 6, 2 / 6, 0, 1 / 6, 1 / 6, 1 / 6] == pytest.approx(found.redundancy.tolist())


def test_a_contact_nobody_else_knows_constrains_by_its_own_share_alone():
    """C knows G only: what G invests in C, squared, is all of it."""
    found = of_letters(BORGATTI, "G")

    assert (1 / 6) ** 2 == pytest.approx(found.constraint[2])


def test_indirect_investment_counts_by_hand():
    """A is reached through B (A is one of B's three), E (one of two) and F (one of two) as well."""
    found = of_letters(BORGATTI, "G")

    assert (1 / 6 * (1 + 1 / 3 + 1 / 2 + 1 / 2)) ** 2 == pytest.approx(found.constraint[0])


def test_the_centre_of_a_star_has_no_redundant_contact():
    """In a star of n each contact constrains by 1 / n^2 and none is redundant."""
    found = of_letters(["AB", "AC", "AD", "AE"], "A")

    assert [1 / 16] * 4 == pytest.approx(found.constraint.tolist())
    assert [0.0] * 4 == found.redundancy.tolist()


def test_an_isolate_has_no_contacts_and_no_terms():
    """Nothing is computed for somebody without ties: the sums over no contacts are left to the caller."""
    found = of_letters(["AB"], "G")

    assert 0 == len(found.contacts) == len(found.investment) == len(found.constraint) == len(found.redundancy)


@given(st.integers(0, 10_000))
def test_the_sums_are_those_of_networkx(seed):
    """Constraint and effective size, weighted, as networkx has them when asked for one actor."""
    generator = np.random.default_rng(seed)
    graph = nx.gnm_random_graph(12, 25, seed=seed)
    for first, second in graph.edges:
        graph[first][second]["strength"] = float(generator.uniform(0.05, 1))
    dyads = np.array(graph.edges)
    strengths = np.array([graph[first][second]["strength"] for first, second in graph.edges])

    found = local_constraint(12, dyads[:, 0], dyads[:, 1], strengths, 0)

    if len(found.contacts):
        constraint = nx.constraint(graph, nodes=[0], weight="strength")[0]
        # the path for all actors at once is wrong on weighted graphs, so one is asked for
        effective_size = nx.effective_size(graph, nodes=[0], weight="strength")[0]
        # sums of a dozen products in another order
        assert constraint == pytest.approx(found.constraint.sum(), rel=1e-9)
        assert effective_size == pytest.approx(len(found.contacts) - found.redundancy.sum(), rel=1e-9)
        assert 1 == pytest.approx(found.investment.sum())
