"""The journey page."""

import pytest

CASE = "case=firm-b"


def find_story(shown):
    """(when, what, told) of each row of the story."""
    return [
        tuple(" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])[:3])
        for row in shown.find("main tbody.rows tr")
    ]


def test_the_way_abroad_is_one_timeline_with_the_same_as_a_table(library):
    """Presences, agreements, sales, stages and situations; every mark leads to its row."""
    shown = library.get(f"/journey?{CASE}")

    rows = find_story(shown)
    assert {"milestone", "first abroad", "presence", "agreement", "sale", "stage", "situation"} == {r[1] for r in rows}
    assert ("2001", "presence", "store in Paris") in rows
    assert ("2001", "first abroad", "first foreign business: year as stated") in rows
    marks = [mark["href"] for mark in shown.find(".drawing svg a")]
    assert len(rows) == len(marks)
    assert all(shown.find(mark) for mark in marks)


def test_what_source_and_record_say_of_stage_and_situation_stand_apart(library):
    """A stage is dated by what shows it; a source's word by the time it gives."""
    rows = find_story(library.get(f"/journey?{CASE}"))

    assert any(kind == "stage" and told.startswith("sales branches") for _, kind, told in rows)
    assert any("until then lonely international" == told for _, kind, told in rows if kind == "situation")


def test_relationships_that_turned_are_told_with_their_partner(library):
    """From social to organisational, with the day it is known to."""
    rows = find_story(library.get("/journey?case=q-sense"))

    turned = [told for _, kind, told in rows if kind == "relationship turns"]
    assert 9 == len(turned)
    assert any(told.startswith("Max Planck Institute of Polymer Research: social to organisational") for told in turned)


def test_lanes_are_kinds_or_markets(library):
    """The choice is in the address."""
    shown = library.get(f"/journey?{CASE}&lanes=market")

    lanes = set(shown.words(".drawing svg text[font-weight='600']"))
    assert {"the firm", "France", "Italy", "Spain"} <= lanes
    assert ["Market"] == shown.words(".journey-choices p:first-child .chip.on")


def test_one_market_alone(library):
    """The story, its chips and the answers behind it keep to the market of the address."""
    shown = library.get(f"/journey?{CASE}&market=FR")

    assert ["Our way into France"] == shown.words(".part h2")
    assert {"presence", "agreement", "sale"} == {row[1] for row in find_story(shown)}
    stages = library.get(f"/journey?{CASE}&market=FR&show=stages")
    assert "Spain" not in " ".join(stages.words(".part"))
    assert any("market=FR" in link and link.startswith("/journey") for link in shown.links())
    assert any(link.startswith("/reach/FR") for link in shown.links())


@pytest.mark.parametrize(
    ("view", "title"),
    [
        ("stages", "Our stage per market"),
        ("relationships", "How each relationship changed"),
        ("entry", "Which entry modes the record supports"),
    ],
)
def test_the_answers_behind_it_are_a_tab_away(library, view, title):
    """Each tab shows one answer whole."""
    shown = library.get(f"/journey?{CASE}&show={view}")

    assert title in shown.words(".part h2")
    assert 1 == len(shown.find(".tabs [aria-current]"))


def test_figures_at_the_top_say_where_the_firm_stands(library):
    """What cannot be told is unknown, never zero."""
    tiles = dict(
        zip(
            library.get(f"/journey?{CASE}").words(".tile .label"),
            library.get(f"/journey?{CASE}").words(".tile .value"),
            strict=True,
        )
    )

    assert ("sales branches", "21", "4") == (
        tiles["Stage, at least"],
        tiles["Years to going abroad"],
        tiles["Countries present in"],
    )
    assert "unknown" == tiles["International new venture"]


def test_nothing_of_later_days_is_told(library):
    """On a day of the year 2000 the firm had not gone abroad."""
    rows = find_story(library.get(f"/journey?{CASE}&as_of=2000-06-30"))

    assert {"1980", "1980..2001"} == {when for when, _, _ in rows}


def test_an_empty_record_is_told_what_a_journey_is_made_of(serve):
    """One sentence and one action."""
    shown = serve().get("/journey")

    assert "The way abroad is not told yet" in shown.text
    assert "/add" in shown.links()


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("show=weather", 400, "show cannot be 'weather'"),
        ("lanes=year", 400, "lanes cannot be 'year'"),
        ("market=Atlantis", 404, "No market 'Atlantis'"),
    ],
)
def test_an_address_that_makes_no_sense_says_so(library, query, status, words):
    """With what it could have been."""
    shown = library.get(f"/journey?{CASE}&{query}")

    assert status == shown.status
    assert words in shown.text
