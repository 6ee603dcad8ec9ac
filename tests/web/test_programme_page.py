"""The programme's pages: whom to recruit, two settings side by side, the members board, what it brought."""

from datetime import date
from urllib.parse import quote, unquote

import pytest

from bridgehead.record.dates import read_when
from bridgehead.record.entries import Actor, Agreement, Assessment, Evidence, Interaction, Obligation, Programme, Tie
from bridgehead.record.record import OWN_FIRM
from bridgehead.web.programme.board import build_boards
from bridgehead.web.programme.choice import build_choice_sheet, compare, keep_fields, read_kept

SINCE = read_when("2020")


def make(own, *, candidates=True):
    """A programme of two tiers, three candidates with what they cost and whom they know, one of them a member."""
    yield Evidence(id="e", reference="a list of candidates", on=SINCE)
    for name, market in (("berg", "DE"), ("ito", "JP"), ("cole", "US")):
        yield Actor(id=name, kind="person", name=name.capitalize(), market=market, field="optics", evidence=("e",))
        if candidates:
            for item, value in (("publications", 10.0), ("cost", {"berg": 5.0, "ito": 9.0, "cole": 4.0}[name])):
                yield Assessment(
                    id=f"{name}-{item}", subject=name, instrument="candidate", item=item, value=value,
                    begin=SINCE, evidence=("e",),
                )  # fmt: skip
        for number in range(3):
            friend = f"{name}-{number}"
            yield Actor(id=friend, kind="person", name=f"Friend {number} of {name}", market=market, evidence=("e",))
            yield Tie(
                id=f"t-{friend}", sender=name, receiver=friend, kind="social", strength="strong", begin=SINCE,
                end=read_when("open"), evidence=("e",),
            )  # fmt: skip
    yield Programme(
        id="circle", name="The Circle", owner=own, tiers=(("inner_circle", 1, 1), ("outer", None, None)),
        offer=("support",), expectation=("a talk",), begin=SINCE, evidence=("e",),
    )  # fmt: skip
    yield Agreement(
        id="seat", parties=((own, None), ("cole", None)), form="membership", programme="circle", tier="inner_circle",
        begin=SINCE, end=read_when("open"), evidence=("e",),
    )  # fmt: skip
    yield Obligation(
        id="seat/talk", agreement="seat", debtor="cole", creditor=own, deliverable="a talk", due=read_when("2021"),
        evidence=("e",),
    )  # fmt: skip
    yield Obligation(
        id="seat/support", agreement="seat", debtor=own, creditor="cole", deliverable="support", quantity=1.0,
        evidence=("e",),
    )  # fmt: skip
    yield Interaction(
        id="help", kind="support", participants=((own, ""), ("cole", "")), begin=read_when("2021-02"),
        fulfils="seat/support", quantity=1.0, evidence=("e",),
    )  # fmt: skip


@pytest.fixture
def browser(serve):
    made = serve()
    made.workspace.firm.put(*make(made.workspace.see().own_firm.id))
    return made


def get_links(shown):
    return [unquote(str(link["href"])) for link in shown.find("a[href]")]


# whom to recruit


def test_the_choice_comes_after_the_form(browser):
    """The page paints at once and names the address of the choice; once it is known it stands on the page."""
    first = browser.get("/programme?members=1")
    [piece] = first.find("[data-island=later]")

    choice = browser.get(piece["data-source"])
    second = browser.get("/programme?members=1")

    assert piece.find("noscript")
    assert "Expected reach" not in first.text
    assert "Expected reach" in choice.tree.get_text()
    assert "Expected reach" in second.text


def test_without_script_the_whole_page_can_be_waited_for(browser):
    """The link for browsers without script gives form and choice at once; what cannot be chosen is said there."""
    [link] = browser.get("/programme?members=1").find("noscript a")

    shown = browser.get(str(link["href"]))
    refused = browser.get("/programme?members=-1&patient=true")

    assert "Expected reach" in shown.text
    assert shown.find("form.programme-limits")
    assert 400 == refused.status
    assert "It cannot lie below zero" in refused.text


def test_the_chosen_stand_with_their_reasons(browser):
    """Who adds what, why, and what kept the others out; each with sources and links."""
    text = " ".join(browser.get("/programme/choice?members=1&budget=8").tree.get_text(" ").split())

    assert "Berg" in text
    assert "a budget of 8" in text
    assert "Already in the programme" in text
    assert "What one more would buy" in text
    assert "Beside simpler ways to choose" in text


def test_every_name_in_the_choice_leads_on(browser):
    """Candidates lead to their profiles, markets to reach, sources to entries."""
    links = get_links(browser.get("/programme/choice?members=1&as_of=2022-06-30"))

    assert any(link.startswith("/actors/berg") for link in links)
    assert any(link.startswith("/reach/DE") for link in links)
    assert any(link.startswith("/entries/berg-cost") for link in links)
    assert all("as_of=2022-06-30" in link for link in links if link.startswith(("/actors", "/reach", "/entries")))


def test_two_settings_stand_side_by_side(browser):
    """A setting is kept in the address; what differs, whom both choose and whom only one does is told."""
    kept = next(link for link in get_links(browser.get("/programme/choice?members=1")) if "beside=" in link)
    assert "members=1" in kept

    shown = browser.get(f"/programme/choice?members=2&beside={quote('members=1')}")
    text = " ".join(shown.tree.get_text(" ").split())

    assert "Two settings side by side" in text
    assert "Members 1 2" in text
    assert "Only here nobody" in text
    swapped = next(link for link in get_links(shown) if link.startswith("/programme?members=1"))
    assert "beside=members=2" in swapped


def test_the_same_setting_twice_says_so(browser):
    """Nothing differs before a limit is changed."""
    shown = browser.get(f"/programme/choice?members=1&beside={quote('members=1')}")

    assert "Both settings are the same so far" in shown.tree.get_text()


def test_a_limit_that_makes_no_sense_is_said_beside_the_form(browser):
    """The form stays as it was filled in."""
    shown = browser.get("/programme?members=many")

    assert 400 == shown.status
    assert "many" == shown.find("input[name=members]")[0]["value"]
    assert shown.find(".message.bad")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("members=-1", "It cannot lie below zero"),
        ("include=Nobody", "Nobody"),
        ("market_least=US%3D1&members=0", "limit"),
        ("programme=nonsense", "No programme 'nonsense'"),
        ("members=1&beside=members%3Dmany", "many"),
    ],
)
def test_what_cannot_be_chosen_is_said_in_the_place_of_the_choice(browser, query, words):
    """The reason comes as a piece of the page."""
    shown = browser.get(f"/programme/choice?{query}")

    assert 200 == shown.status
    assert words in shown.tree.get_text()
    assert not shown.find("table")


def test_nobody_assessed_teaches_what_candidates_are(serve):
    """The files that are needed, and the roles that could be taken instead."""
    shown = serve("Anna Berg, opinion leader, person, DE").get("/programme/choice")

    assert "Nobody is assessed as a candidate yet" in shown.tree.get_text()
    assert "bridgehead example" not in shown.tree.get_text()
    assert "/programme?candidate_role=opinion_leader" in get_links(shown)


def test_further_limits_stay_folded_until_one_is_set(browser):
    """What a form sends along unchanged changes nothing."""
    plain = browser.get("/programme?seed=1&weigh_by=actors&members=")
    changed = browser.get("/programme?seed=2")

    assert not plain.find("form details[open]")
    assert changed.find("form details[open]")
    assert ["-", "The Circle"] == plain.words("select[name=programme] option")


def test_a_choice_without_reach_cannot_be_told(library):
    """All candidates sit in the programme already: nobody is chosen and nothing is claimed."""
    shown = library.get("/programme/choice?case=q-sense&as_of=2002-06-30")

    text = shown.tree.get_text()
    assert "Nobody is chosen." in text
    assert "10 candidates could not be chosen" in text


def test_a_sheet_is_read_off_the_answer(browser):
    """Cost is that of all chosen together, and unknown where one of them is."""
    firm = browser.workspace.firm
    known = build_choice_sheet(firm.ask("recruitment", members=2, budget=20.0).answer)
    firm.withdraw("ito-cost")
    unknown = build_choice_sheet(firm.ask("recruitment", members=2).answer)

    assert (14.0, 2) == (known.cost, len(known.chosen))
    assert unknown.cost is None
    assert known.best_adds > 0
    assert known.has_candidates


def test_a_comparison_tells_words_numbers_and_yes_or_no(browser):
    """Each setting as a person would write it."""
    firm = browser.workspace.firm
    kept = firm.ask("recruitment", members=1, budget=7.5).answer
    now = firm.ask("recruitment", members=1, verified_only=True, exclude=("Berg", "Ito")).answer

    settings = compare(kept, now).settings

    assert (("budget", "7.5", ""), ("exclude", "", "Berg, Ito"), ("verified only", "no", "yes")) == settings


def test_an_address_keeps_what_differs_from_the_default():
    """Empty fields and defaults say nothing; what is no field of the question is dropped."""
    given = {"members": ["5"], "seed": ["1"], "budget": [" "], "as_of": ["2001"], "include": ["Anna", "Bo"]}

    assert {"members": ["5"], "include": ["Anna", "Bo"]} == keep_fields(given)
    assert {} == read_kept("")


# members


def test_the_board_tells_tiers_seats_and_what_is_owed(browser):
    """Places taken, whether certainly, and the standing of what is offered and expected."""
    shown = browser.get("/programme/members?as_of=2022-06-30")

    assert "The Circle" in shown.words("main h2")
    assert "1 of 1 places taken" in shown.text
    assert "full" in shown.text
    assert "No place left in: United States" in shown.text
    assert "1 overdue" in shown.text
    assert "1 delivered" in shown.text
    assert "1 not judged" in shown.text
    assert "/ledger/seat?as_of=2022-06-30" in get_links(shown)
    assert "Nobody sits here on this day." in shown.text


def test_the_board_of_an_earlier_day_knows_no_later_seat(browser):
    """What begins later is not there."""
    assert "No programme is on record by this day" in browser.get("/programme/members?as_of=2019-06-30").text


def test_an_ended_seat_is_free_and_folded_away(browser):
    """It stands apart from those held on the day."""
    browser.workspace.firm.edit("seat", "end=2021-06-01")

    [board] = build_boards(browser.workspace.firm.network(as_of=date(2022, 6, 30)))

    [inner, _] = board.tiers
    assert (0, 1, 1) == (len(inner.seats), len(inner.ended), inner.free)
    assert "1 seat not held on this day" in browser.get("/programme/members?as_of=2022-06-30").text


def test_a_seat_that_only_possibly_holds_is_told_as_such(browser):
    """Unknown dates make no certain member."""
    browser.workspace.firm.edit("seat", "end=unknown")

    shown = browser.get("/programme/members?as_of=2022-06-30")

    assert "1 of them only possibly" in shown.text
    assert "possibly in force" in shown.text


def test_one_of_several_programmes_can_be_chosen(browser):
    """Each by its name; an unknown one shows all."""
    own = browser.workspace.see().own_firm.id
    browser.workspace.firm.put(Programme(id="club", name="The Club", owner=own, begin=SINCE, evidence=("e",)))

    assert {"The Circle", "The Club"} <= set(browser.get("/programme/members").words("main h2"))
    assert ["The Club"] == browser.get("/programme/members?programme=club").words("main h2")
    assert 2 == len(browser.get("/programme/members?programme=nonsense").words("main h2"))


def test_a_tier_the_programme_does_not_name_is_shown_all_the_same(browser):
    """Seats of no known tier are not lost."""
    browser.workspace.firm.edit("seat", "tier=")

    assert "Of no tier 1 place taken, no limit set" in " ".join(browser.get("/programme/members").words("main h3"))


# what it brought


def test_effects_are_told_with_their_sources(library):
    """The whole answer, with the figure over time."""
    shown = library.get("/programme/effects?case=q-sense&as_of=2003-06-30")

    assert "What came" in shown.words("main h2")
    assert shown.find("figure svg")


def test_no_programme_brought_nothing_and_says_what_to_log(serve):
    """An empty record teaches."""
    shown = serve().get("/programme/effects")

    assert 200 == shown.status
    assert "Nothing is known to have come with a programme" in shown.text


def test_names_cannot_bring_script_along(browser):
    """What a candidate is called is text."""
    browser.workspace.firm.edit("berg", "name=<script>alert(1)</script>")

    for address in ("/programme/choice?members=2", "/programme/members"):
        assert "<script>alert" not in browser.get(address).response.text


def test_a_record_of_nobody_says_what_to_do(browser):
    """Whose seats they are cannot be told without a firm."""
    firm = browser.workspace.firm
    claims = [entry for entry in firm.entries() if isinstance(entry, Assessment) and entry.item == OWN_FIRM[1]]
    firm.withdraw(*(entry.id for entry in claims))

    shown = browser.get("/programme/members")

    assert 404 == shown.status
    assert "does not say which firm it is about" in shown.text


# making and changing programmes


def follow(browser, shown, text):
    """The page behind the link with these words."""
    [address] = [str(link["href"]) for link in shown.find("a[href]") if text in link.get_text()]
    return browser.get(address.partition("#")[0])


def test_a_tier_is_added_from_the_board_and_one_comes_back_to_it(browser):
    """The form opens with the tiers as they stand; saving leads back to the board as it was looked at."""
    board = browser.get("/programme/members?as_of=2021-06-30&programme=circle")
    form = follow(browser, board, "Add a tier")
    [action] = [str(one["action"]) for one in form.find("form.entry-form")]
    [tiers] = form.find("#field-tiers")

    saved = browser.post(action, **{
        "action": "save", "version": str(form.find("[name=version]")[0]["value"]),
        "tiers.0": ["inner_circle", "outer", "visitors"], "tiers.1": ["1", "", "3"], "tiers.2": ["1", "", ""],
    })  # fmt: skip

    assert "inner_circle" == tiers.find("input")["value"]
    assert "/programme/members?as_of=2021-06-30&programme=circle" == saved.address
    assert "Visitors 0 of 3 places taken" in saved.words("h3")
    assert "Saved." in saved.text


def test_a_programme_is_made_from_the_board_of_a_record_without_any(serve):
    """The empty board leads to the form with us as its owner; adding leads back to the board."""
    browser = serve()
    form = follow(browser, browser.get("/programme/members"), "New programme")
    [action] = [str(one["action"]) for one in form.find("form.entry-form")]

    made = browser.post(action, **{
        "name": "The Circle", "owner": str(form.find("#field-owner")[0]["value"]),
        "tiers.0": ["inner"], "tiers.1": ["2"], "tiers.2": [""], "begin": "2020",
    })  # fmt: skip

    assert "/programme/members" == made.address
    assert ["The Circle"] == made.words("h2[id^=programme]")
    assert "Inner 0 of 2 places taken" in made.words("h3")


def test_a_candidate_is_assessed_from_the_page_of_candidates(serve):
    """Where nobody is a candidate yet, a form is at hand with the right item chosen, and leads back."""
    empty = serve()
    choice = empty.get("/programme/choice")

    form = follow(empty, choice, "Assess a candidate")

    assert ["candidate/publications"] == [option["value"] for option in form.find("#field-item option[selected]")]
    assert "/programme" in [str(link["href"]) for link in form.find("form.entry-form a")]


def test_what_is_wrong_with_a_tier_stands_beside_it_and_the_way_back_stays(browser):
    """A refused form still comes back to the board once it is right."""
    form = follow(browser, browser.get("/programme/members"), "Edit the programme")
    [action] = [str(one["action"]) for one in form.find("form.entry-form")]

    refused = browser.post(action, **{
        "action": "save", "version": str(form.find("[name=version]")[0]["value"]),
        "tiers.0": ["inner_circle"], "tiers.1": ["many"], "tiers.2": [""],
    })  # fmt: skip

    assert 400 <= refused.status < 500
    assert refused.find("#field-tiers .wrong")
    assert [action] == [str(one["action"]) for one in refused.find("form.entry-form")]
    assert "/programme/members" in [str(link["href"]) for link in refused.find("form.entry-form a")]


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_no_form_comes_back_to_an_address_elsewhere(browser, address):
    """A way back that leaves the machine is no way back."""
    form = browser.get(f"/entries/circle?edit=yes&back={quote(address, safe='')}")

    assert "elsewhere" not in "".join(form.links())
    assert ["/entries/circle"] == [str(one["action"]) for one in form.find("form.entry-form")]


def test_a_case_offers_no_form(library):
    """What only can be read has no link to make or change a programme."""
    board = library.get("/programme/members?case=q-sense")

    assert "New programme" not in board.text
    assert "Add a tier" not in board.text
