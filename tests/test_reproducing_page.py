"""The page on reproducing the papers: the figures of its tables are those that the answers give."""

import re
from datetime import date
from pathlib import Path

import pytest

import bridgehead as bh

PAGE = Path(__file__).resolve().parent.parent / "docs" / "how-to" / "reproduce-the-papers.md"
DIFFERENCES = PAGE.parent.parent / "explanation" / "where-papers-and-answers-differ.md"


@pytest.fixture
def said():
    """What the row of the page says comes out, for the row that begins with some words."""
    rows = dict(re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))

    def find(beginning):
        [outcome] = [text for what, text in rows.items() if what.startswith(beginning)]
        return outcome

    return find


def ask(cases, question, part, **options):
    return bh.open_cases(cases)[0].ask(question, **options).records(part)


def test_what_the_page_says_of_figure_2_is_so(said):
    """34 filled cells and 59 mechanisms in them."""
    cells = [value for row in ask("001", "coordination", "by_firm") for value in row.values() if is_cell(value)]

    assert f"{len(cells)} filled cells, {sum(map(len, cells))} mechanisms" in said("figure 2")


def is_cell(value):
    """Whether a value of the matrix is a cell with mechanisms in it, and neither a firm nor what a row rests on."""
    return isinstance(value, list) and bool(value) and not any(":" in word for word in value)


def test_what_the_page_says_of_the_flows_is_so(said):
    """Figures 3 to 5: out to partners, in from them, and among them."""
    rows = {row["sender"]: row for row in ask("001", "coordination", "flows_together")}
    out, customers, suppliers = rows["The firms"], rows["Customers"], rows["Suppliers"]

    assert said("figure 3") == (
        f"{out['customers']} to customers, {out['customers_of_customers']} to their customers, "
        f"{out['suppliers']} to suppliers"
    )
    assert said("figure 4") == f"{customers['us']} from customers, {suppliers['us']} from suppliers"
    assert said("figure 5") == (
        f"{customers['customers']}, against {suppliers['suppliers']} among suppliers and {customers['suppliers']} "
        "between the two"
    )


def test_what_the_page_says_of_q_sense_is_so(said):
    """Markets through Kasemo, what each side owes, the footholds, and where the relationships came from."""
    before = ask("q-sense", "reach", "markets", as_of=date(2000, 6, 30))
    through = [row for row in before if "Kasemo" in str(row)]
    owed = ask("q-sense", "reciprocity", "by_actor", as_of=date(2002, 6, 30))
    [footholds] = [
        row
        for row in ask("q-sense", "programme_effects", "effects", as_of=date(2007, 12, 31))
        if row["effect"] == "footholds"
    ]

    assert (8, 7) == (len(before), len(through))
    assert said("Kasemo's contacts").startswith("eight markets, seven of them")
    assert {4, 6, 1} == {row["obligations"] for row in owed}
    assert said("four things offered").startswith("four and six obligations")
    assert 6 == footholds["names_it"]
    assert "the six footholds" in said("footholds in six")


@pytest.mark.parametrize(
    ("cases", "verdicts"),
    [("q-sense", {"deliberate"}), ("004", {"path_dependent", "deliberate", "mixed"})],
)
def test_what_the_page_says_of_strategies_is_so(said, cases, verdicts):
    """Three strategies in one study, and a deliberate one in another."""
    answered = [
        row["verdict"]
        for firm in bh.open_cases(cases)
        for row in firm.ask("path_dependence", as_of=date(2014, 12, 31)).records("verdict")
    ]
    row = said("built by plan" if cases == "q-sense" else "three strategies")

    assert verdicts == set(answered)
    assert all(f"*{verdict.replace('_', ' ')}*" in row for verdict in verdicts)


def test_what_the_page_says_of_advice_is_so(said):
    """As many items are asked as it says: of us, of a market, and of each partner."""
    options = {"market": "US", "as_of": date(2002, 6, 30)}
    items = {
        row["item"] for part in ("before_entry", "partnerships") for row in ask("q-sense", "readiness", part, **options)
    }

    assert said("fourteen pieces").startswith(f"{len(items)} items")


@pytest.mark.parametrize("paper", ["001", "004"])
def test_each_firm_told_of_in_two_ways_is_on_the_page(paper):
    """A firm of which the check notes statements that differ is named in a row of its study."""
    text = DIFFERENCES.read_text(encoding="utf-8").partition("## A study differs from itself")[2]
    rows = "".join(line for line in text.splitlines(keepends=True) if line.startswith(f"| {paper} |"))
    noted = [
        firm.name.capitalize()
        for firm in bh.open_cases(paper)
        if any(finding.code == "statements-differ" for finding in firm.check())
    ]

    assert noted
    assert [] == [name for name in noted if name not in rows]
