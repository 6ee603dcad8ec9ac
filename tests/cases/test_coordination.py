"""Coordination across the eight firms of the study reproduces its figure 2, and the flows it tells of."""

from importlib.resources import files

import pytest
import yaml

from bridgehead import firm
from bridgehead.firm.library import find_case_names

FIGURE = yaml.safe_load((files("bridgehead") / "cases" / "figure-2.yaml").read_text(encoding="utf-8"))
FIRMS = tuple(FIGURE["firms"])


@pytest.fixture(scope="module")
def answer():
    """The eight firms asked together, as `bridgehead ask coordination --cases 001` asks them."""
    return firm.open_cases("001")[0].ask("coordination").answer


def read_figure(name, column):
    return frozenset(FIGURE["firms"][name].get(column, {}).get("mechanisms", ()))


def test_the_study_is_these_eight_firms(answer):
    """Each stands once in the matrix, in the order of the library."""
    shown = [row.values["firm"].id.partition(":")[0] for row in answer.part("by_firm").rows]

    assert sorted(FIRMS) == sorted(find_case_names("001"))
    assert list(find_case_names("001")) == shown


@pytest.mark.parametrize("name", FIRMS)
def test_figure_2_is_reproduced_cell_by_cell(answer, name):
    """Seven columns, mechanism by mechanism; nothing is left out and nothing added."""
    [row] = [row for row in answer.part("by_firm").rows if row.values["firm"].id.startswith(f"{name}:")]

    expected = {column: read_figure(name, column) for column in FIGURE["columns"]}
    assert expected == {column: frozenset(row.values[column]) for column in FIGURE["columns"]}


def test_every_cell_is_one_interaction(answer):
    """As many interactions as the figure has mechanisms in cells, each of a firm that the part beside names."""
    for count, who in zip(answer.part("by_mechanism").rows, answer.part("firms_by_mechanism").rows, strict=True):
        for column in FIGURE["columns"]:
            users = [name for name in FIRMS if count.values["mechanism"] in read_figure(name, column)]
            assert len(users) == count.values[column] == len(who.values[column])


def test_knowledge_flows_as_the_study_tells(answer):
    """From firms to customers, from customers to firms and between customers; suppliers are secondary each time."""
    sent = {row.values["sender"]: row.values for row in answer.part("flows_together").rows}

    assert sent["The firms"]["customers"] > 3 * sent["The firms"]["suppliers"]
    assert sent["Customers"]["us"] > sent["Suppliers"]["us"]
    assert sent["Customers"]["customers"] > 3 * sent["Suppliers"]["suppliers"]
    assert 1 == sent["Customers"]["suppliers"] == sent["Suppliers"]["customers"]


def test_knowledge_comes_round_in_every_firm_that_decides_with_customers(answer):
    """Only Digit has no joint decision; the study gives no dates, so nobody can tell the order."""
    rows = answer.part("cycles").rows

    closed = {row.values["firm"].name for row in rows if row.values["closed"]}
    assert {"Digit"} == {row.values["firm"].name for row in rows} - closed
    assert all(row.values["in_order"] is None for row in rows)


def test_undated_interactions_are_possible_and_said_to_be(answer):
    """Every one of them; a lens of certainties leaves nothing."""
    certain = firm.open_cases("001")[0].ask("coordination", certain_only=True).answer

    number = sum(len(row.evidence) for row in answer.part("by_firm").rows)
    assert any(caveat.startswith(f"{number} of the {number} interactions") for caveat in answer.caveats)
    assert () == certain.part("by_firm").rows


def test_every_cell_leads_to_a_place_in_the_paper(answer):
    """What a row cites rests on evidence with a locator."""
    told = {item.id: item for item in answer.evidence}

    for row in answer.part("by_firm").rows:
        for id_ in row.evidence:
            assert any(told[source].locator for source in told[id_].rests_on), id_
