"""The Review page: what the record cannot know is asked, and each answer is one change that can be undone."""

import pytest

from bridgehead.record.dates import read_when
from bridgehead.record.entries import Actor, Assessment, Interaction, Judgement, Tie
from bridgehead.web.review.state import get_review_state

LINES = (
    "Anna Berg, friend, strong, at Polar Works",
    "Bo Ek, customer, weak, at Polar Works",
    "Cia Dahl, customer, at Polar Work",
    "Dan Falk, supplier, FI, at Aurora",
)
PAIRS = "/review?now=yes"


def meeting(number, title):
    return Interaction(
        id=f"m:{number}",
        kind="meeting",
        participants=(("typed:acme", "attendee"), ("typed:anna-berg", "attendee")),
        topic=title,
        begin=read_when(f"2024-05-0{number}"),
    )


@pytest.fixture
def browser(serve):
    return serve(*LINES)


def judgements(browser):
    return [judged for judged in browser.workspace.see().find(Judgement) if judged.by == "ada"]


def send(browser, shown, **changes):
    """What a form of the page sends, with some fields filled in."""
    form = shown.find("main form[method=post]:not([action='/changes/undo'])")[0]
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
    return browser.post(str(form["action"]), **fields | changes)


def undo(browser, shown):
    form = shown.find(".messages form")[0]
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
    return browser.post("/changes/undo", **fields)


def test_a_large_search_never_keeps_the_page_waiting(browser):
    """The page paints at once and asks for the pairs by itself; once they are known they are on the page."""
    first = browser.get("/review")

    [island] = first.find("[data-island=later]")
    part = browser.get(str(island["data-source"]))
    assert "Polar Works" in part.response.text
    assert [] == part.find("nav.sidebar")
    assert [] == browser.get("/review").find("[data-island=later]")


def test_two_that_may_be_one_stand_side_by_side_with_the_reasons(browser):
    """What is known of either, what is alike, and why they are asked about."""
    shown = browser.get(PAIRS)

    assert {"Polar Work", "Polar Works"} == set(shown.words("thead th.review-name"))
    assert "1 of 1" in shown.text
    assert ["Kind"] == [row for row in shown.words("tr.chosen th") if row == "Kind"]
    assert ["y", "n", "u"] == [str(button["data-key"]) for button in shown.find("button[name=verdict]")]


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_each_verdict_closes_the_pair_and_is_undone_by_one_button(browser, verdict):
    """The judgement stands under the person's name; undone, the pair is asked about again."""
    done = send(browser, browser.get(PAIRS), verdict=verdict)

    assert [verdict] == [judged.verdict for judged in judgements(browser)]
    assert "Nobody stands here twice" in done.text

    undo(browser, done)
    assert [] == judgements(browser)
    assert "Polar Works" in browser.get(PAIRS).text


def test_after_a_judgement_nothing_is_compared_anew(browser, monkeypatch):
    """Only what changed is looked at; a new actor makes the search begin again."""
    browser.get(PAIRS)
    monkeypatch.setattr("bridgehead.web.review.state.find_open_candidates", lambda _: pytest.fail("compared anew"))

    send(browser, browser.get(PAIRS), verdict="different")

    state = get_review_state(browser.client)
    assert state.has_pairs("", browser.workspace.see())
    browser.workspace.firm.add("Eva Falk, friend")
    assert not state.has_pairs("", browser.workspace.see())


def test_a_pair_that_was_judged_meanwhile_is_not_judged_again(browser):
    """Two windows on one record: the second is told, and nothing is written."""
    shown = browser.get(PAIRS)
    send(browser, shown, verdict="same")

    told = send(browser, shown, verdict="different")

    assert "are no open pair any more" in told.text
    assert ["same"] == [judged.verdict for judged in judgements(browser)]


def test_a_verdict_that_is_none_is_refused(browser):
    """A form sent by hand writes nothing."""
    told = send(browser, browser.get(PAIRS), verdict="perhaps")

    assert told.find(".message.bad")
    assert [] == judgements(browser)


def test_pairs_beyond_the_last_lead_to_the_last(browser):
    """An address from before a judgement still shows a pair."""
    assert "1 of 1" in browser.get(f"{PAIRS}&at=77").text
    assert "1 of 1" in browser.get(f"{PAIRS}&at=x").text


def test_an_employer_is_placed_and_its_people_with_it(browser):
    """The market is stated for the employer and inferred for who works there; undo takes both back."""
    shown = browser.get("/review/markets")
    assert ["Polar Works", "Polar Work"] == shown.words(".review-asked a")

    done = send(browser, shown, market="Norway")

    inferred = {entry.subject for entry in browser.workspace.see().find(Assessment) if entry.instrument == "inferred"}
    assert "NO" == browser.workspace.see().by_id["typed:polar-works"].market
    assert {"typed:anna-berg", "typed:bo-ek"} <= inferred
    assert "Polar Works is in Norway." in done.text

    undo(browser, done)
    assert browser.workspace.see().by_id["typed:polar-works"].market is None


def test_a_market_nobody_knows_is_refused_with_the_nearest(browser):
    """The message names what would do, and nothing changes."""
    told = send(browser, browser.get("/review/markets"), market="Norwayy")

    assert "Did you mean 'Norway' (NO)?" in told.text
    assert browser.workspace.see().by_id["typed:polar-works"].market is None


def test_a_proposed_mechanism_counts_only_once_it_is_confirmed(serve):
    """Confirmed, it stands in the interactions; undone, it is proposed again."""
    browser = serve(*LINES, entries=(meeting(1, "Training day"), meeting(2, "Training of sales staff")))
    shown = browser.get("/review/mechanisms")
    assert shown.find("section.panel")

    done = send(browser, shown, verdict="yes")
    assert 2 == sum(bool(one.mechanism) for one in browser.workspace.see().find(Interaction))
    assert "Nothing is proposed" in done.text

    undo(browser, done)
    assert browser.get("/review/mechanisms").find("section.panel")


def test_one_title_can_be_refused_by_itself(serve):
    """The others of its group stay open; what is refused is not proposed again."""
    browser = serve(*LINES, entries=(meeting(1, "Training day"), meeting(2, "Training of sales staff")))
    [group] = [str(field["value"]) for field in browser.get("/review/mechanisms").find("input[name=group]")][:1]

    done = browser.post("/review/mechanisms", group=group, title="Training day", verdict="no")

    assert ["Training of sales staff"] == done.words("tbody th")
    again = browser.post("/review/mechanisms", group=group, title="Training day", verdict="no")
    assert "Nothing is proposed for 'Training day' any more" in again.text
    assert (
        "No group of proposals 'nonsense'" in browser.post("/review/mechanisms", group="nonsense", verdict="yes").text
    )


def test_whom_a_contact_knows_is_added_at_second_hand_in_one_change(browser):
    """Several in one line are one change, and one undo takes them all back."""
    shown = browser.get("/review/second-hand")
    assert "Anna Berg" == shown.words(".review-asked a")[0]

    done = send(browser, shown, lines="Kenji Tanaka, JP; Maria Rossi, IT, friend")

    names = {actor.name for actor in browser.workspace.see().find(Actor)}
    assert {"Kenji Tanaka", "Maria Rossi"} <= names
    assert {"typed:anna-berg"} <= {tie.sender for tie in browser.workspace.see().find(Tie)}
    undo(browser, done)
    assert {"Kenji Tanaka", "Maria Rossi"}.isdisjoint(actor.name for actor in browser.workspace.see().find(Actor))


def test_a_line_that_makes_no_sense_adds_nobody(browser):
    """The reason is said on the same page."""
    before = len(browser.workspace.see().held)

    told = send(browser, browser.get("/review/second-hand"), lines="Kenji Tanaka, Atlantis-on-Sea")

    assert told.find(".message.bad")
    assert before == len(browser.workspace.see().held)


def test_what_is_odd_leads_to_the_entries(serve):
    """Each finding names its entries; levels can be kept apart."""
    browser = serve(entries=(Tie(id="t:1", sender="typed:acme", receiver="typed:nobody", kind="business"),))
    assert browser.get("/review/findings").find("[data-island=later]")

    part = browser.get("/review/findings?now=part")
    assert "typed:nobody" in part.response.text
    assert "/entries/t%3A1" in [link.partition("?")[0] for link in part.links()]

    shown = browser.get("/review/findings?only=error")
    assert {"error"} >= set(shown.words("tbody .badge"))
    assert any(row.startswith("What is odd") and row != "What is odd" for row in shown.words(".tabs a"))


def test_a_record_without_a_firm_says_what_is_missing(serve, tmp_path):
    """Mechanisms and second hand need to know whose record it is."""
    from_nobody = serve(firm="")

    assert "does not say which firm" in from_nobody.get("/review/mechanisms").text
    assert "does not say which firm" in from_nobody.get("/review/second-hand").text


def test_an_empty_record_teaches_what_each_part_is_for(serve):
    """No part is a blank page."""
    browser = serve()

    assert "Nobody stands here twice" in browser.get(PAIRS).text
    assert "No employer is left to be placed" in browser.get("/review/markets").text
    assert "Nothing is proposed" in browser.get("/review/mechanisms").text
    assert "No contacts yet" in browser.get("/review/second-hand").text
    assert "Nothing is odd" in browser.get("/review/findings?now=yes").text


def test_actors_without_a_market_lead_to_where_it_is_said(serve):
    """A finding that names something to do leads to the page where it is done."""
    shown = serve("Anna Berg, customer").get("/review/findings?now=yes")

    assert ["Say where they are"] == shown.words("td a[href='/review/markets']")


@pytest.mark.parametrize("part", ["", "/markets", "/mechanisms", "/second-hand", "/findings"])
def test_a_case_can_be_looked_at_and_not_answered(library, part):
    """No form is offered, every link stays in the case, and a form sent all the same is refused."""
    shown = library.get(f"/review{part}?case=q-sense&now=yes&as_of=2001-06-30")

    assert 200 == shown.status
    assert [] == shown.find("form[method=post]")
    assert all("case=q-sense" in str(tab["href"]) for tab in shown.find(".tabs a"))
    assert part == "/findings" or 409 == library.post(f"/review{part}?case=q-sense", verdict="same").status
