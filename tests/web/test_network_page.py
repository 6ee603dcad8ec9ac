"""The network page: choices, the data of the drawing, the panel, and the same as a table."""

import json
from datetime import date

import pytest

from bridgehead.web.network.words import WORDS

CASE = "case=q-sense"


def test_the_page_shows_what_is_drawn_and_how_much_of_it(library):
    """The drawing has its data, its words, and a sentence that says how many ties of how many it shows."""
    shown = library.get(f"/network?{CASE}&as_of=2001-06-30")
    island = shown.find("[data-island=network]")[0]
    words = json.loads(island.select_one("script.words").string)

    assert 200 == shown.status
    assert f"/network/drawing.json?{CASE}&as_of=2001-06-30" == island["data-source"]
    assert set(WORDS) == set(words)
    assert "ties up to the day are drawn" in shown.text


def test_the_data_of_the_drawing_is_sent_packed_and_stays_behind_the_door(library):
    """Columns, packed where the browser takes it so; without the session nothing is sent."""
    packed = library.get(f"/network/drawing.json?{CASE}", **{"accept-encoding": "gzip"}).response
    plain = library.get(f"/network/drawing.json?{CASE}", **{"accept-encoding": "identity"}).response
    stranger = library.client.__class__(library.client.app, base_url=str(library.client.base_url))

    assert "gzip" == packed.headers["content-encoding"]
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert "actors" not in stranger.get(f"/network/drawing.json?{CASE}").text


def test_the_legend_speaks_the_language_of_the_page(serve):
    """Kinds of tie are named in it; the words they are known by stay."""
    browser = serve("Maria Rossi, friend, IT, strong, since 2019")
    browser.client.cookies.set("language", "de")
    kinds = {kind["word"]: kind["label"] for kind in browser.get("/network/drawing.json").response.json()["kinds"]}

    assert {"business": "geschäftlich", "social": "sozial"}.items() <= kinds.items()


def test_every_tie_of_the_day_stands_in_the_table(library):
    """What the drawing shows on a day is what the table lists, each with a link to its entry."""
    shown = library.get(f"/network?{CASE}&day=1999-06-30")
    data = library.get(f"/network/drawing.json?{CASE}").response.json()
    day = date(1999, 6, 30).toordinal()
    ties = data["ties"]
    held = sum(
        begin <= day and (end is None or day < end)
        for begin, end in zip(ties["possible_from"], ties["possible_until"], strict=True)
        if begin is not None
    )
    rows = shown.find("#network-table tbody tr")

    assert held == len(rows)
    assert all(row.select("a[href^='/entries/']") for row in rows)
    assert f"{held} ties hold on the day" in shown.text


def test_two_days_are_compared_in_words_and_rows(library):
    """Gained, lost and kept are counted, with what rests on what is only possible, and stand in a column."""
    shown = library.get(f"/network?{CASE}&day=2001-06-30&compare=1996-06-30")

    assert "Since 1996-06-30:" in shown.text
    assert "Change" in shown.words("#network-table th")
    assert {"gained", "kept"} <= {row.split()[0] for row in shown.words("#network-table tbody td") if row}


def test_one_in_focus_has_a_panel_and_its_ties_in_the_table(library):
    """The panel leads to the profile, names contacts and what each tie rests on; the table lists their ties alone."""
    shown = library.get(f"/network?{CASE}&focus=q-sense:kasemo")
    panel = shown.find(".network-panel-inside")[0]

    assert panel.select(f"a[href='/actors/q-sense%3Akasemo?{CASE}']") or panel.select("a[href^='/actors/']")
    assert "contacts on the day" in panel.get_text(" ")
    assert all("Kasemo" in row for row in shown.words("#network-table tbody tr"))


def test_two_actors_show_every_tie_of_theirs(library):
    """With a second actor the panel lists all ties of the two, on any day, with their sources."""
    shown = library.get(f"/network/panel?{CASE}&focus=Kasemo&with=Q-Sense")

    assert "Every tie with Q-Sense, on any day." in shown.response.text
    assert "network-sources" in shown.response.text


def test_actors_are_a_table_with_the_measure_chosen(library):
    """The second table lists every actor, its contacts and the measure that sizes stand for."""
    shown = library.get(f"/network?{CASE}&table=actors&size=constraint&sort=-contacts")
    heads = shown.words("#network-table th[scope=col]")

    assert ["Actor", "Kind", "Market", "Contacts", "Constraint"] == heads
    assert "descending" == shown.find("#network-table th")[3]["aria-sort"]


def test_links_keep_the_case_the_day_and_the_choices(library):
    """Sorting, paging and focusing change one thing and keep the rest."""
    shown = library.get(f"/network?{CASE}&as_of=2001-06-30&day=2000-01-01&colour=role")
    links = [link for link in shown.links() if link.startswith("/network?")]

    assert links
    sorts = [link for link in links if "sort=" in link]
    assert sorts
    assert all(part in link for link in sorts for part in (CASE, "as_of=2001-06-30", "day=2000-01-01", "colour=role"))


def test_long_tables_have_pages(serve):
    """Fifty rows a page; a page beyond the last is the last."""
    browser = serve(*(f"Contact {number}, customer, DE, since 2020" for number in range(120)))
    first, second, beyond = (browser.get(f"/network?rows_from={number}") for number in (1, 2, 9))

    assert [50, 50] == [len(one.find("#network-table tbody tr")) for one in (first, second)]
    assert "1 to 50 of" in first.text
    assert first.find("a[rel=next]")
    assert second.find("a[rel=prev]")
    assert beyond.find("a[rel=prev]")
    assert not beyond.find("a[rel=next]")


def test_a_record_without_ties_says_what_to_add(serve):
    """An empty drawing would teach nothing: the page says what is missing and offers one way."""
    shown = serve().get("/network")

    assert 200 == shown.status
    assert "No ties yet" in shown.text
    assert not shown.find("[data-island]")


def test_a_day_before_everything_has_an_empty_table(library):
    """A day on which nothing is known to hold says so."""
    shown = library.get(f"/network?{CASE}&day=1900-01-01&hide=social,scientific,affiliation,business")

    assert "No tie is known on this day" in shown.text
    assert (
        "The beginning of every tie is known."
        in library.get(f"/network?{CASE}&table=undated&hide=social,scientific,affiliation,business").text
    )


@pytest.mark.parametrize(("query", "status", "words"), [
    ("focus=nobody-of-this-name", 404, "No actor"),
    ("colour=taste", 400, "It is one of: market, kind, actor, role"),
    ("day=someday", 400, "Cannot read 'someday' as a date"),
    ("rows_from=-1", 400, "rows_from"),
], ids=str)  # fmt: skip
def test_a_bad_choice_is_a_page_that_says_what_would_do(library, query, status, words):
    """Nobody is left before an empty picture."""
    shown = library.get(f"/network?{CASE}&{query}")

    assert status == shown.status
    assert words in shown.text


def test_names_are_never_markup(serve):
    """A contact may be called anything; nothing of it becomes part of the page."""
    browser = serve("<script>alert(1)</script> AB, customer, DE, since 2020")
    pages = [browser.get(f"/network{query}") for query in ("", "?table=actors", "?focus=Acme")]

    assert all("<script>alert" not in shown.response.text for shown in pages)
    assert all("&lt;script&gt;" in shown.response.text for shown in pages)


def test_around_and_look_tell_of_the_one_in_focus(library):
    """All ties around an actor, with their number, and colours and sizes for whoever they bring along."""
    around = library.get(f"/network/around.json?{CASE}&focus=Kasemo&steps=2").response.json()
    nobody = library.get(f"/network/around.json?{CASE}").response.json()
    look = library.get(f"/network/look.json?{CASE}&focus=Kasemo&colour=role&size=strength").response.json()

    assert around["total"] == len(around["ties"]["number"])
    assert 0 == nobody["total"] == len(nobody["actors"]["id"])
    assert set(around["actors"]["id"]) <= set(look["id"])
    assert "Strength" == look["label"]


def test_parts_of_the_page_are_sent_alone(library):
    """The script fetches panel and table without the frame around them."""
    table = library.get(f"/network/table?{CASE}&table=undated").response.text

    assert "<html" not in table
    assert 'id="network-table"' in table


def test_what_if_is_drawn(library):
    """A lens that imagines an actor away takes its ties from the drawing, the day and the places stay."""
    whole = library.get(f"/network/drawing.json?{CASE}&as_of=2001-06-30").response.json()
    without = library.get(f"/network/drawing.json?{CASE}&as_of=2001-06-30&without=Kasemo").response.json()
    places = dict(zip(whole["actors"]["id"], zip(whole["actors"]["x"], whole["actors"]["y"], strict=True), strict=True))

    assert "q-sense:kasemo" not in without["actors"]["id"]
    assert len(without["ties"]["number"]) < len(whole["ties"]["number"])
    assert all(
        places[id_] == (x, y)
        for id_, x, y in zip(without["actors"]["id"], without["actors"]["x"], without["actors"]["y"], strict=True)
    )


def test_a_refusal_stays_in_the_case_and_leads_back_to_the_page(library):
    """What was chosen is not there: the page says so once, keeps the case in its links, and offers itself again."""
    shown = library.get("/network?case=q-sense&size=brokerage&as_of=2001-06-30")

    assert 400 == shown.status
    assert 1 == shown.text.count("That cannot be asked so")
    assert "/network?case=q-sense" in shown.links()
    assert any(link.startswith("/ledger?case=q-sense") for link in shown.links())
    assert 200 == library.get("/network?case=q-sense").status


def test_a_refusal_of_a_case_that_is_none_has_no_case(library):
    """A case that the library lacks is not looked at any further."""
    shown = library.get("/network?case=nobody")

    assert 404 == shown.status
    assert not any("case=nobody" in link for link in shown.links())
