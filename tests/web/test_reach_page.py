"""The reach page and the pages of markets."""

import re

import pytest

from bridgehead.record.dates import OPEN, read_when
from bridgehead.record.entries import Actor, Tie
from bridgehead.web import patience

CASE = "case=q-sense&as_of=2003-06-30"
LASTING = {"begin": read_when("2020"), "end": OPEN}


@pytest.fixture
def two_steps(serve):
    """Acme knows Berg of Germany, who knows Costa of Portugal and Dupont of France."""
    known = {"berg": ("Berg GmbH", "DE"), "costa": ("Costa", "PT"), "dupont": ("Dupont", "FR")}
    actors = (Actor(id=id_, kind="organisation", name=name, market=code) for id_, (name, code) in known.items())
    ties = (
        Tie(id=f"berg-{other}", sender="berg", receiver=other, kind="business", strength="strong", **LASTING)
        for other in ("costa", "dupont")
    )
    return serve("Berg GmbH, distributor, DE, strong, since 2020", entries=(*actors, *ties))


def find_rank(shown):
    """The markets of the ranking, in its order."""
    return shown.words("#ranking tbody.rows tr > th")


def test_every_column_of_reach_stands_in_the_ranking_and_sorts_it(library):
    """A click on a head sorts by it, a second one turns the order round; the address says so."""
    shown = library.get(f"/reach?{CASE}")

    heads = {re.search(r"sort=(\w+)", str(link["href"]))[1]: link["href"] for link in shown.find("#ranking th a.sort")}
    assert {"market", "standing", "targets", "direct", "chance", "best", "introductions", "disjoint"} <= set(heads)
    assert {"recognition", "exploitation", "newest", "distance_km", "common_language"} <= set(heads)
    near = library.get(heads["distance_km"].partition("#")[0])
    assert "Finland" == find_rank(near)[0]
    turned = library.get(near.find("#ranking th[aria-sort] a")[0]["href"].partition("#")[0])
    assert find_rank(near) == find_rank(turned)[::-1]
    assert "descending" == turned.find("#ranking th[aria-sort]")[0]["aria-sort"]


def test_the_ranking_is_narrowed_by_words_and_by_standing(library):
    """Both are in the address; what fits nothing offers everything again."""
    every = library.get(f"/reach?{CASE}")
    insiders = library.get(f"/reach?{CASE}&standing=insider")

    assert ["Finland"] == find_rank(library.get(f"/reach?{CASE}&q=finl"))
    assert ["United States"] == find_rank(insiders)
    assert ["Insider 1"] == insiders.words("#ranking .tabs [aria-current]")
    nothing = library.get(f"/reach?{CASE}&q=nothing-like-it")
    assert f"Show all {len(find_rank(every))}" in nothing.text


def test_every_link_keeps_case_and_day(library):
    """Whoever goes on looks at the same record on the same day."""
    shown = library.get(f"/reach?{CASE}")

    inside = [link["href"] for link in shown.find("main a[href^='/']")]
    assert len(inside) > 50
    assert all("case=q-sense" in link and "as_of=2003-06-30" in link for link in inside)


def test_the_map_leads_to_markets_and_is_told_as_a_table(library):
    """Each country is a link, each market spoken of says our standing, and the table beside says the same."""
    shown = library.get(f"/reach?{CASE}")

    places = {link["aria-label"] for link in shown.find(".world svg a.place")}
    assert {"Sweden", "United States: insider", "Finland: acquainted"} <= places
    assert any(link["href"].startswith("/reach/BR") for link in shown.find(".world svg a[tabindex='-1']"))
    assert "Finland acquainted" in " ".join(shown.words(".world details.same tr"))
    assert ["Colour: Standing"] == shown.words(".world [popovertarget=colour-by]")


def test_the_map_can_be_filled_by_any_figure(library):
    """What it shows is in the address."""
    shown = library.get(f"/reach?{CASE}&colour=targets")

    assert ["Map: Targets"] == [element["aria-label"] for element in shown.find(".world .canvas")]
    assert ["Targets"] == [link.contents[0] for link in shown.find("#colour-by a[aria-current]")]


def test_direct_contacts_alone_are_a_call_to_ask_them(library, two_steps):
    """A record of our own contacts says so and names those worth asking; one with theirs does not."""
    asked = library.get(f"/reach?{CASE}")

    assert "Ask these contacts whom they know" in asked.text
    assert 0 < len(asked.find(".ask-first li")) <= 10
    assert not asked.find(".ask-first a.button")
    assert not two_steps.get("/reach").find(".ask-first")


def test_chances_are_words_with_a_range(two_steps):
    """The number stands only where it is taken apart."""
    shown = two_steps.get("/reach")

    cells = shown.words("#ranking tbody .chance")
    assert "direct" in cells
    assert any(re.fullmatch(r"(likely|possible|long shot) \(\d+% to \d+%\)", cell) for cell in cells)


def test_the_form_has_a_control_for_every_field_but_the_one_the_heads_replace(two_steps):
    """What is chosen is asked; the choices of the page go along."""
    shown = two_steps.get("/reach?max_introductions=0&sort=targets&colour=chance")

    names = {control.get("name") for control in shown.find("#ranking form [name]")}
    assert {"by", "role", "max_introductions", "routes_each", "home", "q", "sort", "colour"} == names
    assert {"Germany"} == set(find_rank(shown)) - {"Portugal", "France"}
    assert "0" == shown.find("#field-max_introductions")[0]["value"]


@pytest.mark.parametrize("by", ["field", "both"])
def test_fields_are_ranked_like_markets(library, by):
    """The map shows markets all the same."""
    shown = library.get(f"/reach?{CASE}&by={by}")

    assert 200 == shown.status
    assert any("polymer research" in row for row in shown.words("#ranking tbody tr"))
    assert shown.find(".world svg")


def test_an_empty_record_is_told_what_to_do(serve):
    """No map and no table of nothing: a sentence and a way on."""
    shown = serve().get("/reach")

    assert "No market abroad is known yet" in shown.text
    assert "/import" in shown.links()


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/reach?sort=weather", 400, "no column 'weather'"),
        ("/reach?colour=weather", 400, "no column 'weather'"),
        ("/reach?max_introductions=many", 400, "max_introductions"),
        ("/reach?as_of=soon", 400, "Cannot read 'soon' as a date"),
        ("/reach/Germny", 404, "Did you mean 'Germany' (DE)"),
        ("/reach/DE?routes=0", 400, "at least one route"),
    ],
)
def test_what_cannot_be_shown_says_why(two_steps, address, status, words):
    """Bad addresses are pages with a sentence, not failures."""
    shown = two_steps.get(address)

    assert status == shown.status
    assert words in shown.text


def test_names_are_text_wherever_they_stand(serve):
    """A name that looks like markup stays a name, on the map, in tables and in data."""
    browser = serve("<script>alert(1)</script>, distributor, DE, strong")

    for address in ("/reach", "/reach/DE"):
        response = browser.get(address).response.text
        assert "<script>alert" not in response
        assert "&lt;script&gt;alert" in response


@pytest.mark.parametrize("address", ["/reach?sort=targets", "/reach/DE", "/journey"])
def test_a_large_record_is_shown_before_it_is_worked_out(two_steps, monkeypatch, address):
    """The page comes at once and asks for the rest; without script a link does; the next time it is whole at once."""
    monkeypatch.setattr(patience, "MANY_ENTRIES", 0)
    inside = "#ranking, .market, .journey"

    first = two_steps.get(address)
    later = first.find("[data-island=later]")[0]["data-source"]
    piece = two_steps.get(later, accept="application/json, text/html")

    assert not first.find(inside)
    assert piece.find(inside)
    assert not piece.find("html")
    assert two_steps.get(address).find(inside)


def test_a_market_tells_ways_in_who_is_there_and_what_we_have(library):
    """Standing, phase, routes with whom to ask, actors, ties, presences and agreements, each with its sources."""
    shown = library.get(f"/reach/US?{CASE}")

    titles = shown.words(".part > h3")
    assert {"Routes to United States", "Whom the record knows there", "Who of ours knows it"} <= set(titles)
    assert {"Which entry modes the record supports", "Who is present there", "What we agreed there"} <= set(titles)
    assert ["insider"] == shown.words(".states .badge")
    assert "Ask: Q-Sense turns to" in shown.text
    assert shown.find(".cite")
    assert shown.find("a[href^='/journey?'][href*='market=US']")


def test_a_market_is_found_by_any_of_its_names(library):
    """One is sent to its code, choices kept."""
    shown = library.get(f"/reach/Deutschland?{CASE}&routes=2")

    assert "/reach/DE?" in shown.address
    assert "routes=2" in shown.address
    assert "as_of=2003-06-30" in shown.address


def test_losing_whom_we_rely_on_is_one_click_and_is_set_beside_what_was(two_steps):
    """The link imagines it through the lens; the figures say what they were without it."""
    shown = two_steps.get("/reach/PT")

    chips = {chip.get_text(strip=True): chip["href"] for chip in shown.find(".what-if a")}
    lost = two_steps.get(chips["Berg GmbH"])
    assert "without=" in lost.address
    assert "without the what-if: 1" in lost.text
    assert ["outsider (none known)"] == lost.words(".states .badge")


def test_a_tie_to_whom_we_do_not_know_is_one_click(two_steps):
    """Strangers there are offered; the imagined tie makes the market a direct one."""
    shown = two_steps.get("/reach/FR")

    url = next(chip["href"] for chip in shown.find(".what-if a") if chip.get_text(strip=True) == "Dupont")
    known = two_steps.get(url)
    assert "with_ties=" in known.address
    assert ["acquainted"] == known.words(".states .badge")


def test_the_home_market_is_not_entered(library):
    """It has its actors and ties; nobody asks how to go abroad there."""
    shown = library.get(f"/reach/SE?{CASE}")

    assert "Our home market." in shown.text
    assert "How we could enter" not in shown.text
    assert "Applied Physics, Chalmers University of Technology" in shown.text


def test_a_region_stays_a_region(library):
    """What the record says of Europe is not told of its countries."""
    shown = library.get(f"/reach/150?{CASE}")

    assert 200 == shown.status
    assert "A region, kept as the record says it" in shown.text


def test_a_market_nothing_is_known_of_says_so(library):
    """Nothing is made up and nothing fails."""
    shown = library.get(f"/reach/BR?{CASE}")

    assert ["outsider (none known)"] == shown.words(".states .badge")
    assert "The record knows nobody there." in shown.text
    assert ["0", "0", "unknown", "0", "unknown"] == shown.words(".tiles .value")


def test_a_market_of_many_begins_with_the_first_and_offers_all(serve):
    """What it draws is said, and one link draws the rest; every source of a row drawn stands in the list."""
    known = [Actor(id=f"a{number}", kind="organisation", name=f"Berg {number}", market="DE") for number in range(45)]
    ties = [
        Tie(id=f"t{actor.id}", sender="firm:acme", receiver=actor.id, kind="business", **LASTING) for actor in known
    ]
    browser = serve(entries=(*known, *ties))

    few = browser.get("/reach/DE")
    (more,) = (link["href"] for link in few.find("p.remark a") if "lines=all" in link["href"])
    whole = browser.get(more)

    assert "Whom the record knows there: the first 30 of 45 rows are drawn." in few.text
    assert (30, 45) == tuple(len(find_part(shown, "Whom the record knows there")) for shown in (few, whole))
    for shown in (few, whole):
        assert {link["href"][1:] for link in shown.find("a.cite")} <= {item["id"] for item in shown.find("#sources li")}


def find_part(shown, title):
    """The rows of the part of this title."""
    (part,) = (part for part in shown.find("section.part") if title in part.find(["h2", "h3"]).text)
    return part.select("tbody.rows tr")
