"""Today: what is overdue, coming up, going cold and newly reachable."""

from dataclasses import replace
from datetime import date, timedelta

from bridgehead.record.dates import UNKNOWN, on_day
from bridgehead.record.entries import Actor, Agreement, Interaction, Obligation, Tie

TODAY = date.today()  # noqa: DTZ011 - the pages' own today
AGO = TODAY - timedelta(days=40)


def owe(id_, debtor, creditor, what, due):
    return Obligation(id=id_, agreement="g", debtor=debtor, creditor=creditor, deliverable=what, due=on_day(due))


def build_partner():
    begin = on_day(TODAY - timedelta(days=400))
    return (
        Actor(id="nord", kind="organisation", name="Nord <b>AG</b>", market="DE"),
        Tie(id="t", sender="acme", receiver="nord", kind="business", formality="formal", begin=begin),
        Agreement(id="g", parties=(("acme", None), ("nord", None)), form="distribution", begin=begin),
        owe("late", "acme", "nord", "a price list", AGO),
        owe("theirs", "nord", "acme", "a forecast", AGO - timedelta(days=5)),
        owe("soon", "acme", "nord", "samples", TODAY + timedelta(days=10)),
    )


def own_id(browser):
    return browser.workspace.see().own_firm.id


def as_ours(browser, entries):
    """The entries with the record's own firm in the place of acme."""
    own = own_id(browser)
    ends = {"acme": own, "nord": "nord"}

    def swap(entry):
        if isinstance(entry, Tie):
            return replace(entry, sender=own)
        if isinstance(entry, Agreement):
            return replace(entry, parties=((own, None), ("nord", None)))
        if isinstance(entry, Obligation):
            return replace(entry, debtor=ends[entry.debtor], creditor=ends[entry.creditor])
        return entry

    return [swap(entry) for entry in entries]


def test_what_is_overdue_stands_first_with_what_to_do(serve):
    """Ours come before theirs, each with its day and an action that leads to the agreement."""
    browser = serve()
    browser.workspace.firm.put(*as_ours(browser, build_partner()))

    shown = browser.get("/today")

    lines = shown.words("section[aria-labelledby=overdue] li")
    assert 2 == len(lines)
    assert (
        f"We owe Nord <b>AG</b> (DE) : a price list since {AGO + timedelta(days=1)}" in lines[0]
        or "price list" in lines[0]
    )
    assert "owes us: a forecast" in lines[1]
    assert "/ledger/g" in shown.find("section[aria-labelledby=overdue] a.button")[0]["href"]
    assert 1 == len(shown.words("section[aria-labelledby=soon] li"))
    assert "samples" in shown.text
    assert "<b>AG" not in shown.response.text


def test_a_market_that_came_into_reach_is_named(serve):
    """A tie that began after the day looked back to opens its market; one from before does not."""
    browser = serve("Anna Berg, distributor, DE, strong, since 2010")
    new = Actor(id="kim", kind="person", name="Kim", market="KR")
    tie = Tie(id="k", sender=own_id(browser), receiver="kim", kind="social", begin=on_day(TODAY - timedelta(days=3)))
    browser.workspace.firm.put(new, tie)

    shown = browser.get("/today/opened")

    assert ["South Korea , directly direct See the way in"] == shown.words("li")


def test_a_friend_who_fell_silent_is_named(serve):
    """A pair that met often and then no more goes cold; the line leads to the profile."""
    browser = serve("Anna Berg, distributor, DE, strong, since 2010")
    own = own_id(browser)
    anna = next(actor.id for actor in browser.workspace.see().find(Actor) if actor.name == "Anna Berg")
    days = [TODAY - timedelta(days=900 + 7 * week) for week in range(60)]
    browser.workspace.firm.put(
        *(
            Interaction(
                id=f"m{number}", kind="meeting", participants=((own, ""), (anna, "")), begin=on_day(day), end=UNKNOWN,
                forms=("joint_decision",),
            )
            for number, day in enumerate(days)
        )
    )  # fmt: skip

    shown = browser.get("/today")

    lines = shown.words("section[aria-labelledby=cooling] li")
    assert any("Anna Berg" in line for line in lines)


def test_a_record_without_ties_teaches_what_to_do(serve):
    """The empty page has one action, and another way for who has no file at hand."""
    shown = serve().get("/today")

    assert "Nobody is in the record yet" in shown.text
    assert "/import" in shown.links()


def test_without_a_record_one_is_led_to_the_start(serve):
    """Nothing to show yet: the page that makes a record."""
    browser = serve(firm=None)

    assert "/start" == browser.client.get("/", follow_redirects=False).headers["location"]
    assert "/start" == browser.client.get("/today", follow_redirects=False).headers["location"]


def test_the_day_of_the_address_decides(library):
    """The same page of another day shows another state."""
    early, late = (library.get(f"/today?case=q-sense&as_of={day}") for day in ("1999-06-30", "2003-06-30"))

    assert early.words(".tile .value") != late.words(".tile .value")
    assert all("as_of=2003-06-30" in link for link in late.links() if link.startswith("/actors/"))


def test_a_record_that_names_no_firm_asks_whose_it_is(serve):
    """One of its organisations is named, every page speaks of it from then on, and a wrong name is told."""
    browser = serve(firm="", entries=(Actor(id="nord", kind="organisation", name="Nord AG", market="DE"),))

    asked = browser.get("/today")
    wrong = browser.post("/today/firm", firm="Sued AG")
    right = browser.post("/today/firm", firm="Nord AG")

    assert "Whose record is this?" in asked.text
    assert 404 == wrong.status
    assert "Sued AG" in wrong.text
    assert "The record is Nord AG's now." in right.text
    assert "Nord AG" == browser.workspace.see().own_firm.name


def test_who_knows_more_than_their_own_contacts_is_not_asked_for_more(serve):
    """Where a route leads beyond our contacts nobody is named as worth asking, and the page stands."""
    ties = (
        Actor(id="berg", kind="organisation", name="Berg", market="DE"),
        Actor(id="costa", kind="organisation", name="Costa", market="PT"),
        Tie(id="known", sender="berg", receiver="costa", kind="business", begin=on_day(date(2020, 1, 1)), end=UNKNOWN),
    )

    shown = serve("Berg, distributor, DE, strong, since 2020", entries=ties).get("/today")

    assert 200 == shown.status
