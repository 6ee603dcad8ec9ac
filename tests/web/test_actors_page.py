"""The actors: a list to search, sort and filter, and profiles that take every strength apart."""

import json
from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.record.dates import OPEN, read_when
from bridgehead.record.entries import (
    Actor,
    Agreement,
    Assessment,
    Evidence,
    Interaction,
    Judgement,
    Obligation,
    Tie,
)
from bridgehead.web.actors.choices import SORTS, choose, read_choices
from bridgehead.web.actors.dealings import build_timeline, find_owed
from bridgehead.web.actors.profile import Profile, see_known
from bridgehead.web.actors.rows import build_actor_rows
from bridgehead.web.actors.strength import take_apart

ANNA = "typed:anna-berg"
LINES = (
    "Anna Berg, distributor, DE, strong, since 2021, at Nordlicht GmbH",
    "Zenith GmbH, customer, AT, formal",
    "Bo Ek, friend, FI, weak",
)


def meet(id_, day, *people, kind="meeting", **fields):
    return Interaction(
        id=id_, kind=kind, begin=read_when(day), participants=tuple((person, "") for person in people), **fields
    )


@pytest.fixture
def browser(serve):
    browser = serve(*LINES)
    browser.workspace.firm.put(
        meet("m1", "2024-03-01", "typed:acme", ANNA, topic="prices"),
        meet("m2", "2023-05-01", "typed:acme", ANNA, kind="joint_work"),
        meet("m3", "2020", "typed:acme", "typed:zenith-gmbh"),
        meet("m4", "2024-05-01", ANNA, "typed:bo-ek"),
    )
    return browser


def names(shown):
    return [name.removesuffix(" us") for name in shown.words(".actors tbody th")]


# the list


def test_everybody_is_listed_with_what_ties_us(browser):
    """Kind, market, ties, strength and how it is known, last contact and evidence of each."""
    shown = browser.get("/actors")

    cells = {row.th.get_text(" ", strip=True): [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
             for row in shown.find(".actors tbody tr")}  # fmt: skip
    assert ["person", "Germany", "", "business distributor", "strong stated", "2024-03-01", "1"] == cells["Anna Berg"]
    assert ["person", "Finland", "", "social friend", "weak stated", "none known", "1"] == cells["Bo Ek"]
    assert "one of us" in cells["Acme us"]
    assert "unknown" == cells["Nordlicht GmbH"][1]


def test_a_contact_without_a_day_is_no_last_contact(browser):
    """What has no date is never counted as known to have been."""
    browser.workspace.firm.put(meet("m5", "unknown", "typed:acme", "typed:bo-ek"))

    rows = build_actor_rows(Network.of(browser.workspace.see(), Lens()))

    assert [None] == [row.last for row in rows if row.actor.name == "Bo Ek"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=BERG", ["Anna Berg"]),
        ("kind=organisation", ["Acme", "Nordlicht GmbH", "Zenith GmbH"]),
        ("market=DE", ["Anna Berg"]),
        ("market=unknown", ["Nordlicht GmbH"]),
        ("tie=social", ["Bo Ek"]),
        ("role=customer", ["Zenith GmbH"]),
        ("band=strong", ["Anna Berg"]),
        ("band=none", ["Nordlicht GmbH"]),
        ("contact=year&as_of=2024-06-01", ["Anna Berg"]),
        ("contact=month&as_of=2024-06-01", []),
        ("contact=older&as_of=2024-06-01", ["Zenith GmbH"]),
        ("contact=none", ["Bo Ek", "Nordlicht GmbH"]),
        ("tie=social&role=customer", []),
        ("field=optics", []),
    ],
)
def test_filters_leave_those_who_pass(browser, query, expected):
    """Each filter stands in the address and works together with the others."""
    shown = browser.get(f"/actors?{query}")

    assert expected == names(shown)
    assert expected or "Nobody fits" in shown.text


@pytest.mark.parametrize("column", list(SORTS))
def test_columns_sort_either_way_and_the_unknown_stands_last(browser, column):
    """A head turns the order; what is unknown never comes first."""
    rows = build_actor_rows(Network.of(browser.workspace.see(), Lens()))

    upwards = choose(rows, read_choices({"sort": column}), date(2024, 6, 1))
    downwards = choose(rows, read_choices({"sort": f"-{column}"}), date(2024, 6, 1))

    known = [SORTS[column](row) for row in upwards if SORTS[column](row) is not None]
    assert (
        sorted(known) == known == [SORTS[column](row) for row in reversed(downwards) if SORTS[column](row) is not None]
    )
    for order in (upwards, downwards):
        unknown = [SORTS[column](row) is None for row in order]
        assert sorted(unknown) == unknown


def test_heads_lead_to_the_other_order_and_keep_the_filters(browser):
    """What is on screen stays when the order is turned."""
    shown = browser.get("/actors?kind=organisation&sort=-ties&as_of=2024-06-01")

    (head,) = shown.find("th[aria-sort]")
    assert "descending" == head["aria-sort"]
    assert "/actors?kind=organisation&as_of=2024-06-01&sort=ties" == head.a["href"]


def test_an_unknown_order_is_the_first_one(browser):
    """A column that is none does not stop the page."""
    assert "Acme" == names(browser.get("/actors?sort=-luck"))[0]


def test_a_long_list_is_cut_into_pages(serve):
    """No page holds more than fifty; the next is one click away."""
    browser = serve(entries=tuple(Actor(id=f"a:{n:03}", kind="person", name=f"Ann {n:03}") for n in range(120)))

    first, last = browser.get("/actors?sort=name"), browser.get("/actors?page=3&sort=name")

    assert (50, 21) == (len(names(first)), len(names(last)))
    assert "1 to 50 of 121" in first.text
    assert [link["href"] for link in first.find(".pager a")] == ["/actors?sort=name&page=2"]


def test_before_anybody_is_known_the_page_says_what_to_do(serve):
    """An empty record teaches; one without a firm still lists whom it holds."""
    browser = serve("Anna Berg, DE")
    firm = browser.workspace.firm
    firm.withdraw(*(entry.id for entry in firm.entries()))
    empty = browser.get("/actors")
    firm.put(Actor(id="a", kind="person", name="Ann"))

    assert "Import contacts" in empty.text
    assert ["Ann"] == names(browser.get("/actors"))
    assert 200 == browser.get("/actors/a").status


def test_names_are_offered_while_one_types(browser):
    """Those that begin with what was typed come first, twenty at most, each with who that is."""
    offered = browser.get("/actors/names?q=e").response.json()

    assert {"value": "Anna Berg", "label": "Anna Berg, person, Germany"} in offered
    assert 404 == browser.get("/actors/names").status


def test_markets_that_were_inferred_are_marked(serve):
    """Nobody takes a conclusion for a statement."""
    browser = serve(
        entries=(
            Actor(id="ann", kind="person", name="Ann"),
            Evidence(id="e", reference="her address", basis="inferred", confidence=0.8),
            Assessment(id="s", subject="ann", instrument="inferred", item="market", value="DE", evidence=("e",)),
        )
    )

    assert "inferred" in browser.get("/actors").find(".actors tbody tr")[-1].get_text()
    shown = browser.get("/actors/ann")
    assert "Inferred, with confidence 0.80" in shown.text
    assert "/entries/s" in shown.links()


# the profile


def test_a_profile_takes_the_strength_apart(browser):
    """What was stated, what was observed, and what each contact adds on the day."""
    shown = browser.get(f"/actors/{ANNA}?as_of=2024-06-01")

    assert "person · Germany · at Nordlicht GmbH" in shown.text
    assert "Stated strength 0.75." in shown.words(".bond p")
    contacts = shown.words(".bond tbody tr")
    assert any("meeting: prices 2024-03-01 0.08 1.00" in contact for contact in contacts)
    assert any("joint work 2023-05-01 0.2 1.00" in contact for contact in contacts)


def test_what_the_contacts_add_makes_up_the_time_component(browser):
    """The parts listed are those of the sum behind it: 1 - exp(-sum)."""
    network = Network.of(browser.workspace.see(), Lens(as_of=date(2024, 6, 1)))

    (bond,) = take_apart(network, network.actors.find(ANNA))

    pair = network.observed_between(network.get_firm(), network.actors.find(ANNA))
    total = sum(one.part for one in bond.contacts)
    assert pair.time == pytest.approx(1 - 2.718281828459045**-total)
    assert [one.contact.id for one in bond.contacts] == ["m2", "m1"]


def test_nothing_later_than_the_day_is_told(browser):
    """On an earlier day the profile does not know what came after."""
    shown = browser.get(f"/actors/{ANNA}?as_of=2020-06-30")

    assert "No tie of ours with them is in force on the day." in shown.text
    assert "prices" not in shown.text


def test_what_was_not_known_then_is_not_told(browser):
    """Through a lens that knows only an earlier day nobody is there yet."""
    shown = browser.get(f"/actors/{ANNA}?as_known_on=2001-01-01")

    assert 404 == shown.status
    assert "By 2001-01-01 the record did not know" in shown.text


def test_a_lens_of_what_was_known_on_a_later_day_tells_the_same(browser):
    """What is known by now is known through that lens as well."""
    later = browser.get(f"/actors/{ANNA}?as_known_on=2099-01-01&as_of=2024-06-01")

    assert "Stated strength 0.75." in later.words(".bond p")


def test_our_own_people_show_their_ties_and_no_strength_with_us(library):
    """A founder's page tells whom he knows, not how well he knows himself."""
    shown = library.get("/actors/q-sense:kasemo?case=q-sense&as_of=2001-06-30")

    assert "one of us" in shown.text
    assert not shown.find(".bond")
    assert "possibly in force" in shown.words(".profile .badge")
    assert all("case=q-sense" in link for link in shown.links() if link.startswith(("/actors/", "/entries/")))


def test_everything_agreed_and_owed_stands_on_the_profile(serve):
    """Obligations both ways with what was delivered, and what is overdue since when."""
    agreement = Agreement(id="deal", form="distribution", parties=(("typed:acme", None), (ANNA, None)), end=OPEN,
                          begin=read_when("2022-01-01"), renewal=read_when("2023-06-01"))  # fmt: skip
    owed = {"agreement": "deal", "begin": read_when("2022-01-01")}
    browser = serve(*LINES)
    browser.workspace.firm.put(
        agreement,
        Obligation(
            id="o1", debtor=ANNA, creditor="typed:acme", deliverable="report", due=read_when("2023-02-01"), **owed
        ),
        Obligation(id="o2", debtor="typed:acme", creditor=ANNA, deliverable="samples", quantity=2, **owed),
        meet("d", "2022-05-01", "typed:acme", ANNA, kind="delivery", fulfils="o2", quantity=2.0, acceptance="met"),
    )

    shown = browser.get(f"/actors/{ANNA}?as_of=2024-01-01")

    rows = shown.words("#agreed ~ .table-box:last-of-type tbody tr")
    assert "report by them, to Acme 2023-02-01 0 of 1 overdue since 2023-02-02" in rows
    assert any(row.startswith("samples to them, by Acme no day set 2") and row.endswith("fulfilled") for row in rows)
    assert "renewal or notice due" in shown.text


def test_introductions_are_told_with_their_outcome(browser):
    """What they were asked for and what they gave, and ties that came through them."""
    firm = browser.workspace.firm
    firm.state(asks=["Anna Berg, AT, yes, 2024-03-05"])
    firm.add("Cy Dahl, customer, AT, through Anna Berg")
    firm.put(meet("ask-about", "2024-04-01", "typed:acme", "typed:bo-ek", kind="ask", about=ANNA))

    told = browser.get(f"/actors/{ANNA}").words("#introductions ~ ul li")

    assert 3 == len(told)
    assert any(line.endswith("yes") for line in told)
    assert any("Cy Dahl" in line for line in told)


def test_the_course_of_things_is_told_newest_first_with_doubts_marked(browser):
    """What need not have happened by the day is marked; what has no date stands apart."""
    network = Network.of(browser.workspace.see(), Lens(as_of=date(2021, 6, 30)))
    profile = Profile.of(network, see_known(network), ANNA)

    moments = build_timeline(profile)

    assert [("2021", True), ("unknown", True)] == [(str(one.when), one.is_possible) for one in moments]
    shown = browser.get(f"/actors/{ANNA}?as_of=2021-06-30")
    assert ["2021"] == shown.words(".timeline li.possible .when")
    assert "1 more without a date" in shown.text


def test_an_agreement_that_ended_is_told_as_ended(serve):
    """Begin and end are two moments."""
    browser = serve(*LINES)
    parties = (("typed:acme", None), (ANNA, None))
    browser.workspace.firm.put(
        Agreement(id="g", form="agency", parties=parties, begin=read_when("2019"), end=read_when("2020-02-01"))
    )

    shown = browser.get(f"/actors/{ANNA}")

    assert "ended" in shown.words("#agreed ~ .table-box .badge")
    assert ["2020-02-01", "2019"] == shown.words(".timeline .when")[1:]


def test_two_ids_judged_the_same_share_a_profile(browser):
    """What was said of either is told of both, and each id leads there."""
    firm = browser.workspace.firm
    firm.put(
        Actor(id="mail:anna", kind="person", name="A. Berg", languages=("de",)),
        Judgement(id="j", left="mail:anna", right=ANNA, verdict="same"),
        Tie(id="t", sender="typed:acme", receiver="mail:anna", kind="social", end=OPEN),
    )

    for id_ in ("mail:anna", ANNA):
        shown = browser.get(f"/actors/{id_}")
        assert "Judged to be the same:" in shown.text
        assert {"business", "social"} <= {word.split()[0] for word in shown.words(".profile .tie-kind")}


def test_an_id_that_is_no_actor_leads_to_its_entry(browser):
    """A tie's id, or somebody withdrawn, opens the entry; what never was is not found."""
    browser.workspace.firm.withdraw("typed:bo-ek")

    assert browser.get("/actors/typed:acme--anna-berg--business-distributor").address.startswith("/entries/")
    assert "was withdrawn" in browser.get("/actors/typed:bo-ek").text
    assert 404 == browser.get("/actors/nobody").status


def test_a_tie_to_somebody_who_is_not_there_is_told_by_id(browser):
    """A dangling end does not stop the page."""
    browser.workspace.firm.put(Tie(id="t", sender=ANNA, receiver="gone", kind="social", end=OPEN))

    assert "gone" in browser.get(f"/actors/{ANNA}").words("#others ~ .table-box tbody th")


def test_links_of_a_profile_lead_to_forms_filled_in(browser):
    """A meeting with them is two clicks away, both already named."""
    shown = browser.get(f"/actors/{ANNA}")

    (link,) = (link for link in shown.links() if link.startswith("/add/interaction"))
    form = browser.get(link)
    assert ["Acme", "Anna Berg"] == [field["value"] for field in form.find('input[name="participants.0"]')][:2]


def test_obligations_are_seen_with_their_deliveries(browser):
    """A profile's ledger counts what the record's does."""
    firm = browser.workspace.firm
    firm.put(Obligation(id="o", agreement="none", debtor=ANNA, creditor="typed:acme", deliverable="x", quantity=1))
    network = Network.of(browser.workspace.see(), Lens())

    (state,) = find_owed(Profile.of(network, see_known(network), ANNA))

    assert ("o", 0.0) == (state.obligation.id, state.delivered)


# privacy


def test_why_their_data_are_kept_is_said_or_can_be(browser):
    """Without a basis the page leads to the form that takes one."""
    shown = browser.get(f"/actors/{ANNA}")
    (link,) = (link for link in shown.links() if "lawful_basis" in link)
    browser.post(link, subject="Anna Berg", item="privacy/lawful_basis", value="consent", begin="2024-01-01")

    assert "not said" in shown.words("#privacy ~ dl dd")
    assert ["consent"] == browser.get(f"/actors/{ANNA}").words("#privacy ~ dl dd")


def test_all_that_is_held_of_a_person_can_be_downloaded(browser):
    """The file holds the person, what names them, and the evidence behind it."""
    response = browser.get(f"/actors/{ANNA}?download=json").response

    held = json.loads(response.text)
    assert "attachment" in response.headers["content-disposition"]
    assert {"actor", "tie", "evidence", "interaction"} == {entry["type"] for entry in held["entries"]}
    assert [ANNA] == held["ids"]
    assert 409 == browser.get("/actors/typed:zenith-gmbh?download=json").status


def test_erasing_says_first_what_goes_and_what_stays(browser):
    """Looking changes nothing; an erasure that was not confirmed is refused."""
    shown = browser.get(f"/actors/{ANNA}?erase=yes")

    assert "Ties: 2" in shown.text
    assert "stored versions are rewritten" in shown.text
    assert 409 == browser.post(f"/actors/{ANNA}").status
    assert 409 == browser.get("/actors/typed:zenith-gmbh?erase=yes").status
    assert "Anna Berg" == browser.workspace.firm.get(ANNA).name


def test_who_nobody_else_is_named_after_is_erased_without_a_rest(browser):
    """Where no name of others holds the person's, nothing is left to say."""
    assert "still hold the name" not in browser.post("/actors/typed:bo-ek", sure="yes").text


def test_a_person_is_erased_from_the_history_as_well(browser):
    """Afterwards the name is nowhere; who still holds it is named."""
    firm = browser.workspace.firm
    firm.put(Actor(id="firm", kind="organisation", name="Anna Berg GmbH"))

    asked = browser.get(f"/actors/{ANNA}?erase=yes")
    shown = browser.post(f"/actors/{ANNA}", sure="yes")

    assert "Names of others that hold the person's: Anna Berg GmbH" in asked.text
    assert "The person is erased" in shown.text
    assert "These entries of others still hold the name: firm." in shown.text
    assert "erased person" == shown.words("h1")[0]
    assert 404 == browser.get(f"/actors/{ANNA}").status
    assert 404 == browser.post(f"/actors/{ANNA}", sure="yes").status


def test_a_case_shows_no_way_to_change_it(library):
    """A case of the library is looked at."""
    shown = library.get("/actors/q-sense:kasemo?case=q-sense&erase=yes")

    assert not shown.find("main form")
    assert 409 == library.post("/actors/q-sense:kasemo?case=q-sense", sure="yes").status
