"""Coordination's pages: the matrix and its cells, flows by mechanism, gaps, and firms beside ours."""

from urllib.parse import unquote

import pytest

from bridgehead.record.dates import read_when
from bridgehead.record.entries import Actor, Evidence, Interaction, Tie
from bridgehead.record.terms import MECHANISMS
from bridgehead.web.coordination.matrix import build_matrix, choose_logs, find_items, read_logs

SINCE = read_when("2020")


@pytest.fixture
def browser(serve):
    """A customer educated at a seminar, a decision with them of unknown day, and a meeting nobody classified."""
    made = serve()
    own = made.workspace.see().own_firm.id
    coded = {
        "talk": ("seminar", ("education",), read_when("2021-03-04"), "A talk <b>about</b> optics"),
        "trial": ("product", ("joint_decision",), read_when("2021..2040"), ""),
        "lunch": ("", (), read_when("2021-05-06"), "Lunch"),
    }
    made.workspace.firm.put(
        Evidence(id="e", reference="a calendar", on=read_when("2022")),
        Actor(id="berg", kind="organisation", name="Berg", market="DE", evidence=("e",)),
        Tie(
            id="t", sender=own, receiver="berg", kind="business", role="customer", begin=SINCE, end=read_when("open"),
            evidence=("e",),
        ),
        *(
            Interaction(
                id=id_, kind="meeting", participants=((own, ""), ("berg", "")), mechanism=mechanism, forms=forms,
                begin=day, topic=topic, evidence=("e",),
            )
            for id_, (mechanism, forms, day, topic) in coded.items()
        ),
    )  # fmt: skip
    return made


def get_links(shown):
    return [unquote(str(link["href"])) for link in shown.find("main a[href]")]


def test_the_matrix_has_a_cell_for_each_mechanism_form_and_group(browser):
    """Ten mechanisms by seven columns; what stands in none is said to be none."""
    shown = browser.get("/coordination")

    cells = shown.words(".coordination-matrix td")
    assert 7 * len(MECHANISMS.words) == len(cells)
    assert 2 == sum(cell.startswith(("seminar", "product")) for cell in cells)
    assert "none in the record" in cells[0]


def test_a_cell_opens_to_what_stands_in_it(browser):
    """A click lists the interactions with day, partners and the way to the entry."""
    link = next(link for link in get_links(browser.get("/coordination")) if "mechanism=seminar" in link)

    shown = browser.get(link.partition("#")[0])

    assert "Seminar: education of customers" in shown.words("#cell h2")
    assert "2021-03-04" in shown.text
    assert "/entries/talk" in get_links(shown)
    assert any(link.startswith("/actors/berg") for link in get_links(shown))
    assert "<b>about</b>" not in shown.response.text


def test_what_only_possibly_happened_is_marked(browser):
    """A day that may be to come is possible, and a missing title is said to be missing."""
    shown = browser.get("/coordination?mechanism=product&column=joint_decision_customers")

    row = shown.words("#cell tbody tr")[0]
    assert "2021..2040 possible no title" in row


def test_a_whole_mechanism_can_be_opened_and_an_unknown_one_opens_nothing(browser):
    """Without a column all its cells are listed, each interaction once."""
    whole = browser.get("/coordination?mechanism=seminar")

    assert ["Seminar"] == whole.words("#cell h2")
    assert 1 == len(whole.find("#cell tbody tr"))
    assert not browser.get("/coordination?mechanism=nonsense").find("#cell")
    assert "Nothing of the firms shown stands in this cell." in browser.get("/coordination?mechanism=course").text


def test_a_day_before_leaves_out_what_came_later(browser):
    """Of what certainly happened later nothing stands in a cell."""
    shown = browser.get("/coordination?as_of=2021-01-31&certain_only=true")

    assert "No interaction says yet how we coordinate partners" in shown.text


def test_firms_of_the_library_stand_beside_ours(browser):
    """Chips add and take away; a cell then tells how many firms, and each leads into its own case."""
    shown = browser.get("/coordination?beside=air,beat&mechanism=product&column=joint_decision_customers")

    assert "3 firms, ours too" in shown.text
    links = get_links(shown)
    assert any(link.startswith("/actors/air:air?case=air") for link in links)
    assert any(link.startswith("/entries/beat:") and link.endswith("case=beat") for link in links)
    assert any(link.startswith("/coordination?") and "beside=beat" in link and "air" not in link for link in links)


def test_all_firms_can_be_shown_and_by_firm(library):
    """The eight firms of the study by firm, as its figure has them."""
    shown = library.get("/coordination?case=air&beside=all&rows=firm")

    firms = [words.split()[0] for words in shown.words(".matrix tbody th")]
    assert ["Air", "Beat", "Cell", "Digit", "Exhale", "Flow", "Gene", "Heal"] == firms
    assert "ours too" in library.get("/coordination?case=air&beside=all").text


def test_ours_alone_is_shown_unasked(library):
    """Comparing is a choice, and stands in the address."""
    shown = library.get("/coordination?case=air&rows=firm")

    assert ["Air"] == [words.split()[0] for words in shown.words(".matrix tbody th")]
    assert ["Ours alone"] == shown.words(".chip.on")


def test_an_empty_record_teaches_and_shows_the_library(serve):
    """What is missing, one thing to do, and firms to look at meanwhile."""
    shown = serve().get("/coordination")

    assert "No interaction says yet how we coordinate partners" in shown.text
    assert "/review/mechanisms" in get_links(shown)
    assert "The firms of the library can be looked at meanwhile:" in shown.text
    assert 200 == serve().get("/coordination/gaps").status


def test_flows_are_drawn_through_all_mechanisms_or_one(browser):
    """The figure with its table; a mechanism narrows it."""
    every = browser.get("/coordination/flows")
    one = browser.get("/coordination/flows?mechanism=seminar")

    assert every.find("figure svg")
    assert ["All mechanisms", "seminar", "product"] == [
        word for word in every.words(".coordination-turn .chip") if word in {"All mechanisms", "seminar", "product"}
    ]
    assert [["Acme", "0", "1"], ["Customers", "0", "0"]] == [row.split()[:3] for row in one.words(".matrix tbody tr")][
        :2
    ]
    assert [["Acme", "0", "1"], ["Customers", "1", "0"]] == [
        row.split()[:3] for row in every.words(".matrix tbody tr")
    ][:2]


def test_without_any_flow_the_page_says_what_flows_are_drawn_from(serve):
    """Nothing is known yet."""
    assert "No flow is known yet" in serve().get("/coordination/flows").text


def test_gaps_tell_unused_mechanisms_of_similar_firms(library):
    """With the firms that use them, their names leading into their cases."""
    shown = library.get("/coordination/gaps?case=air")

    assert "Mechanisms similar firms use and we are not known to" in shown.text
    assert any(link.startswith("/actors/cell:cell?case=cell") for link in get_links(shown))
    assert ["Air"] == [
        words.split()[0] for words in shown.words("section:has(h2:-soup-contains('From firm')) tbody th")
    ]


def test_the_matrix_counts_what_its_cells_list(browser):
    """A figure is the number of interactions that open behind it."""
    logs = read_logs(browser.workspace.firm.network())
    shown = choose_logs(logs, {"air", "gene", "nobody"})

    for row in build_matrix(shown):
        for cell in row.cells:
            items = list(find_items(shown, row.mechanism, cell.column))
            assert cell.count == len(items)
            assert cell.possible == sum(not item.is_certain for item in items)
            assert bool(cell.shade) == bool(items)
    assert 3 == len(shown)
