"""The ledger's pages: what is owed, agreements, the calendar; signing, amending and logging."""

from datetime import date, timedelta
from urllib.parse import quote, unquote

import pytest

from bridgehead import firm as firms
from bridgehead.firm.agreeing import Contract
from bridgehead.record.dates import read_when
from bridgehead.record.entries import Actor, Agreement, Evidence, Interaction, Obligation, Programme
from bridgehead.record.ledger import build_ledger

BERG = "Berg GmbH, distributor, organisation, DE"
DEAL = "agreed:distribution--berg-gmbh"
TODAY = firms.today()
LATE = (TODAY - timedelta(days=40)).isoformat()
SOON = (TODAY + timedelta(days=20)).isoformat()


@pytest.fixture
def browser(serve):
    """A record with a distributor who owes orders that are late and a report that is to come; we owe training."""
    made = serve(BERG, "Yuki Ito, customer, person, JP")
    made.workspace.firm.agree(
        Contract(
            partner="Berg GmbH",
            template="distribution",
            begin="2020-01-01",
            end="open",
            changes=(
                "orders.quantity=40", "orders.unit=pieces", f"orders.due={LATE}", "orders.recurrence=",
                "orders.value=4000", "orders.currency=EUR", f"report.due={SOON}", "report.recurrence=",
                "review.recurrence=continuous", "training.due=before 2021",
            ),
        )
    )  # fmt: skip
    return made


def get_state(browser, term, on=TODAY):
    states = {state.obligation.id: state for state in build_ledger(browser.workspace.firm.entries(), on)}
    return states[f"{DEAL}/{term}"]


def get_links(shown):
    """The addresses that the page itself leads to, as people would read them."""
    return [unquote(str(link["href"])) for link in shown.find("main a[href]")]


# what is owed


def test_two_columns_tell_what_either_side_owes(browser):
    """Each obligation stands on its side with its standing, its partner and what was delivered."""
    shown = browser.get("/ledger")

    ours, theirs = shown.words(".ledger-column")
    assert "training of the sales staff" in ours
    assert "least orders of the year overdue Berg GmbH · 40 pieces" in theirs
    assert f"since {(date.fromisoformat(LATE) + timedelta(days=1)).isoformat()}" in theirs
    assert "0 of 40 delivered" in theirs
    assert "open: 4,000 EUR" in theirs
    assert f"due {SOON}" in theirs


def test_what_falls_due_on_the_very_day_is_due_and_not_overdue(browser):
    """Overdue begins on the day after."""
    shown = browser.get(f"/ledger?as_of={LATE}&q=orders")

    assert "least orders of the year due Berg GmbH" in shown.words(".ledger-column")[1]


def test_figures_lead_to_the_lines_behind_them(browser):
    """The tile of what is overdue opens the list of it."""
    shown = browser.get("/ledger")
    link = next(link for link in get_links(shown) if "standing=overdue" in link)

    lines = browser.get(link).words(".ledger-what")

    assert "1" == shown.words(".tile .value")[1]
    assert {"training of the sales staff", "least orders of the year"} == set(lines)


def test_the_list_is_narrowed_by_words_and_standing(browser):
    """A name or a deliverable narrows it; nothing found is said."""
    assert 6 == len(browser.get("/ledger?q=berg").find(".ledger-what"))
    assert ["least orders of the year"] == browser.get("/ledger?q=orders").words(".ledger-what")
    assert "Nothing here fits what you look for." in browser.get("/ledger?q=nothing-like-it").text
    assert 6 == len(browser.get("/ledger?standing=nonsense").find(".ledger-what"))


def test_links_of_the_ledger_keep_the_lens(browser):
    """Day and what is imagined away go along to every page."""
    shown = browser.get("/ledger?as_of=2020-06-30&certain_only=true")

    links = [link for link in get_links(shown) if link.startswith(("/ledger", "/entries", "/actors"))]
    assert links
    assert all("as_of=2020-06-30" in link and "certain_only=true" in link for link in links)


def test_a_day_before_everything_owes_nothing(browser):
    """Nothing is owed that was agreed later; the page teaches what to do."""
    shown = browser.get("/ledger?as_of=2019-06-30")

    assert "Nothing is owed on this day" in shown.text
    assert not shown.find(".ledger-what")


def test_long_sides_come_in_pages(serve):
    """A page beyond the end is the last one; nonsense is the first."""
    browser = serve()
    own = browser.workspace.see().own_firm.id
    browser.workspace.firm.put(
        Evidence(id="e", reference="a contract", on=read_when("2020")),
        Actor(id="b", kind="organisation", name="Berg", evidence=("e",)),
        Agreement(id="g", parties=((own, None), ("b", None)), form="supply", begin=read_when("2020"), evidence=("e",)),
        *(
            Obligation(
                id=f"o{n:02}", agreement="g", debtor="b", creditor=own, deliverable=f"thing {n}", evidence=("e",)
            )
            for n in range(40)
        ),
    )

    first, last = browser.get("/ledger"), browser.get("/ledger?page=99")

    assert 15 == len(first.find(".ledger-what"))
    assert "1 to 15 of 40" in first.text
    assert 10 == len(last.find(".ledger-what"))
    assert "31 to 40 of 40" in last.text
    assert 15 == len(browser.get("/ledger?page=minus").find(".ledger-what"))
    assert any("page=2" in link for link in get_links(first))


def test_what_is_between_others_has_a_column_of_its_own(serve):
    """Neither side is ours."""
    browser = serve()
    browser.workspace.firm.put(
        Evidence(id="e", reference="a contract", on=read_when("2020")),
        Actor(id="b", kind="organisation", name="Berg", evidence=("e",)),
        Actor(id="c", kind="organisation", name="Cato", evidence=("e",)),
        Agreement(id="g", parties=(("b", None), ("c", None)), form="supply", begin=read_when("2020"), evidence=("e",)),
        Obligation(id="g/x", agreement="g", debtor="b", creditor="c", deliverable="a thing", evidence=("e",)),
    )

    shown = browser.get("/ledger")

    assert ["We owe", "They owe us", "Between others"] == shown.words(".ledger-column h2")
    assert "no day set" in shown.text
    assert "without us" in browser.get("/ledger/agreements").text
    assert "What others owe each other" in browser.get("/ledger/g").text


def test_names_cannot_bring_script_along(serve):
    """What people are called is text, whatever it says."""
    browser = serve("Eve <script>alert(1)</script> AS, distributor, organisation, NO")
    partner = "Eve <script>alert(1)</script> AS"
    browser.workspace.firm.agree(Contract(partner=partner, template="research", begin="2020"))

    for address in ("/ledger", "/ledger/agreements", "/ledger/calendar", "/ledger/new?template=research"):
        shown = browser.get(address)
        assert 200 == shown.status
        assert "<script>alert" not in shown.response.text


def test_an_empty_ledger_teaches_how_to_begin(serve):
    """Without agreements, and with agreements that name nothing, it says what is missing."""
    empty = serve().get("/ledger")
    silent = serve(BERG)
    silent.workspace.firm.agree(Contract(partner="Berg GmbH", form="supply", begin="2020"))

    assert "Nothing is owed on this day" in empty.text
    assert "/ledger/new" in get_links(empty)
    assert "No agreement says what is owed" in silent.get("/ledger").text


# agreements


def test_agreements_are_listed_sorted_and_narrowed(browser):
    """Forms and days decide; each leads to its page."""
    browser.workspace.firm.agree(Contract(partner="Berg GmbH", template="research", begin="2010", end="2012"))

    shown = browser.get("/ledger/agreements?sort=begin&direction=up")

    assert ["Research", "Distribution"] == [words.split()[0] for words in shown.words("tbody th")]
    assert f"/ledger/{DEAL}" in get_links(shown)
    assert ["Distribution"] == browser.get("/ledger/agreements?q=berg&form=distribution").words("tbody th")
    assert ["Research"] == browser.get("/ledger/agreements?holding=ended").words("tbody th")
    assert ["Distribution"] == browser.get("/ledger/agreements?holding=in_force").words("tbody th")
    assert "No agreement fits" in browser.get("/ledger/agreements?q=nobody").text


@pytest.mark.parametrize("order", ["begin", "end", "renewal", "form", "overdue", "nonsense"])
def test_every_order_lists_all(browser, order):
    """What has no such day comes last; an unknown order is that of the begin."""
    browser.workspace.firm.agree(Contract(partner="Berg GmbH", template="research", begin="2010", end="2012"))

    assert 2 == len(browser.get(f"/ledger/agreements?sort={order}").find("tbody tr"))


def test_no_agreement_yet_teaches_what_one_is(serve):
    """The list is empty and says how to fill it."""
    assert "No agreement is on record by this day" in serve().get("/ledger/agreements").text


def test_an_agreement_shows_terms_deliveries_and_what_it_rests_on(browser):
    """Both sides' terms with their standing; each delivery; the evidence and the history."""
    browser.post("/ledger/log", obligation=f"{DEAL}/orders", day=LATE, quantity="31", acceptance="below_standard")

    shown = browser.get(f"/ledger/{DEAL}")

    assert "Distribution with Berg GmbH" == shown.words("h1")[0]
    assert "in force" in shown.text
    assert "31, below standard" in shown.text.replace(" pieces", "")
    assert "typed in by ada" in shown.text
    assert "1 version in the history" in shown.text
    assert any("/ask/readiness" in link for link in get_links(shown))


def test_an_agreement_to_come_is_shown_as_not_in_force(browser):
    """It is in the record; on the day it does not hold."""
    shown = browser.get(f"/ledger/{DEAL}?as_of=2019-01-01")

    assert 200 == shown.status
    assert "not in force" in shown.text


def test_an_unknown_agreement_is_told_with_the_nearest(browser):
    """The page of refusals names what there is."""
    shown = browser.get(f"/ledger/{DEAL}x")

    assert 404 == shown.status
    assert f"Did you mean '{DEAL}'" in shown.text


def test_a_clash_stands_on_the_agreement_it_concerns(browser):
    """Exclusivity given to one and business with another in the same market."""
    firm = browser.workspace.firm
    firm.add("Rhein KG, distributor, organisation, DE")
    changes = ("markets=DE", "exclusivity=optics", "exclusive_markets=DE")
    firm.agree(Contract(partner="Rhein KG", form="distribution", begin="2021", id="rhein", changes=changes))
    firm.agree(
        Contract(
            partner="Berg GmbH", form="distribution", begin="2021", id="berg", changes=("markets=DE", "scope=optics")
        )
    )

    shown = browser.get("/ledger/rhein")

    assert "Where it clashes" in shown.text
    assert "Where it clashes" in shown.words("main h2")
    assert "Where it clashes" not in browser.get(f"/ledger/{DEAL}").text


def test_an_agreement_of_a_record_that_names_no_firm_is_shown_all_the_same(library):
    """A case of the library can be looked at and not changed."""
    shown = library.get("/ledger/q-sense:membership-chalmers?case=q-sense&as_of=2003-06-30")

    assert "Membership with Applied Physics" in shown.words("h1")[0]
    assert not shown.find("form[method=post]")
    assert "Amend" not in shown.words("main a")


# partners and calendar


def test_partners_are_told_with_signs_and_sources(browser):
    """The answers on reciprocity by partner, with their sources; signs of opportunism are pointed at."""
    browser.workspace.firm.state(assessments=("Berg GmbH, opportunism.apparent_cooperation, yes, 2021",))

    shown = browser.get("/ledger/partners")

    assert "What is owed, by partner" in shown.text
    assert "There is 1 sign of opportunism on record" in shown.text
    assert any(link.startswith("/ask/opportunism") for link in get_links(shown))


def test_a_month_shows_what_falls_due_on_its_days(browser):
    """The day holds a link to the agreement; the list below says the same."""
    month = SOON[:7]

    shown = browser.get(f"/ledger/calendar?month={month}")

    assert [f"/ledger/{DEAL}"] == [unquote(str(link["href"])) for link in shown.find(".month a.event")]
    assert "report on market and customers" in " ".join(shown.words(".month a.event"))
    assert SOON in shown.text
    assert "2 obligations are or may be overdue" in shown.text
    assert ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] == shown.words(".month thead th")


def test_the_calendar_begins_with_the_month_of_the_day(browser):
    """An earlier month is that of the day, as nothing comes up before it; a bad month is refused."""
    shown = browser.get("/ledger/calendar?as_of=2020-02-10&month=1999-01")

    assert ["February 2020", "What comes up"] == shown.words("main h2")
    assert not any("month=2020-01" in link for link in get_links(shown))
    assert any("month=2020-03" in link for link in get_links(shown))
    assert 400 == browser.get("/ledger/calendar?month=soon").status


def test_what_has_no_exact_day_stands_beside_the_month(serve):
    """An end some time in a year is told as a span, with the agreement it ends."""
    browser = serve(BERG)
    browser.workspace.firm.agree(Contract(partner="Berg GmbH", form="supply", begin="2020", end="2031", id="deal"))

    shown = browser.get("/ledger/calendar?as_of=2031-02-10")

    assert "Some day of this month, as far as we know" in shown.text
    assert "2031-01-01" in shown.text
    assert "2031-12-31" in shown.text
    assert not shown.find(".month a.event")


def test_many_events_of_one_day_are_counted(serve):
    """A cell holds three; the others are told by their number."""
    browser = serve(BERG)
    terms = tuple(f"t{n}=thing {n}" for n in range(5))
    days = tuple(f"t{n}.due=2031-03-05" for n in range(5))
    browser.workspace.firm.agree(
        Contract(partner="Berg GmbH", form="supply", begin="2020", we_owe=terms, changes=days, id="deal")
    )

    shown = browser.get("/ledger/calendar?as_of=2031-03-01&ahead=365")

    assert 3 == len(shown.find(".month a.event"))
    assert "and 2 more" in shown.text
    assert 5 == len(shown.find(".table-box tbody th[scope=row]"))


def test_the_calendar_comes_as_a_file(browser):
    """What falls due, for a calendar program."""
    response = browser.client.get("/ledger/calendar.ics?ahead=365")

    assert response.headers["content-type"].startswith("text/calendar")
    assert "report on market and customers" in response.text.replace("\r\n ", "")
    assert f'filename="ledger-{TODAY}.ics"' in response.headers["content-disposition"]


# signing


def test_templates_are_offered_with_their_terms(browser):
    """What ships with the program, programmes of the record, and nothing."""
    shown = browser.get("/ledger/new")

    assert {"Distribution", "Research", "Without a template"} <= set(shown.words(".template-cards h2"))
    assert "/ledger/new?template=distribution" in get_links(shown)


def test_an_agreement_is_looked_at_before_it_is_signed(browser):
    """The look shows parties, terms and gaps, and writes nothing."""
    before = browser.workspace.firm.store.last_transaction

    shown = browser.get(
        "/ledger/new?template=research&partner=Yuki+Ito&begin=2024-01-01&left_out=samples&results.quantity=3"
        "&results.unit=reports&we_owe=visit%3Da+visit"
    )

    assert "What signing writes" in shown.text
    assert "report on results" in shown.text
    assert "a visit" in shown.words("#look tbody th")
    assert "samples and access to equipment" not in shown.words("#look tbody th")
    assert "3 reports" in shown.text
    assert "2024-07-01" in shown.text
    assert before == browser.workspace.firm.store.last_transaction


def test_signing_writes_it_once_and_can_be_undone(browser):
    """After signing the agreement is shown, with an undo."""
    fields = {"template": "research", "partner": "Yuki Ito", "begin": "2024-01-01", "results.quantity": "3"}

    shown = browser.post("/ledger/new", **fields)
    again = browser.post("/ledger/new", **fields)

    assert "/ledger/agreed:research--yuki-ito" == unquote(shown.address)
    assert "The agreement is in the ledger." in shown.text
    assert shown.find("form[action='/changes/undo'] input[name=transaction]")
    owed = browser.workspace.firm.get("agreed:research--yuki-ito/results")
    assert (3.0, "2024-07-01") == (owed.quantity, owed.due)
    assert "Nothing changed" in again.text


def test_whole_fields_are_changed_by_their_names(browser):
    """Scope, markets and exclusivity of the agreement itself; several markets divided by semicolons."""
    browser.post(
        "/ledger/new", form="co_marketing", partner="Yuki Ito", begin="2024", id="deal", scope="a fair",
        markets="DE; Austria", exclusivity="optics", exclusive_markets="DE", source="contract 7",
    )  # fmt: skip

    made = browser.workspace.firm.get("deal")
    assert ("co_marketing", "a fair", ("DE", "AT"), "optics") == (made.form, made.scope, made.markets, made.exclusivity)
    assert "contract 7" == browser.workspace.firm.get(made.evidence[0]).reference


def test_an_agreement_can_be_offered_to_somebody_else(browser):
    """Its terms are those of the agreement it is like."""
    shown = browser.get(f"/ledger/new?like={quote(DEAL)}&partner=Yuki+Ito&begin=2024-01-01")

    assert "least orders of the year" in shown.words("#look tbody th")


def test_a_programme_offers_its_tiers(serve):
    """A programme of the record is a template of its own, with its tiers to choose."""
    browser = serve()
    own = browser.workspace.see().own_firm.id
    browser.workspace.firm.put(*make_programme(own))

    cards = browser.get("/ledger/new").words(".template-cards h2")
    shown = browser.get("/ledger/new?programme=The+Circle")

    assert "The Circle" in cards
    assert ["as the template says", "inner circle"] == shown.words("select[name=tier] option")


def make_programme(own):
    return (
        Evidence(id="e", reference="a leaflet", on=read_when("2020")),
        Programme(id="circle", name="The Circle", owner=own, tiers=(("inner_circle", 2, None),), offer=("support",),
                  expectation=("a talk a year",), begin=read_when("2020"), evidence=("e",)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("template=/etc/passwd", 404, "No template '/etc/passwd'"),
        ("template=nonsense", 404, "No template 'nonsense'"),
        ("like=nonsense", 404, "No agreement 'nonsense'"),
        ("programme=nonsense", 404, "No programme 'nonsense'"),
        ("template=research&partner=Nobody", 404, "Nobody"),
        ("template=research&partner=Yuki+Ito&begin=soon", 400, "Cannot read 'soon' as a date"),
        ("template=research&partner=Yuki+Ito&results.quantity=many", 400, "many"),
    ],
)
def test_what_cannot_be_agreed_is_said(browser, query, status, words):
    """The form stays, with the reason above it; a page opens no files of this machine."""
    shown = browser.get(f"/ledger/new?{query}")

    assert status == shown.status
    assert words in shown.text


def test_signing_what_stands_already_otherwise_is_refused_on_the_form(browser):
    """The reason is shown and nothing is written."""
    shown = browser.post("/ledger/new", template="distribution", partner="Berg GmbH", begin="2024-01-01")

    assert 409 == shown.status
    assert "is in the record and says something else" in shown.text
    assert "Berg GmbH" == shown.find("input[name=partner]")[0]["value"]


def test_a_form_without_its_secret_is_refused(browser):
    """Another site's page cannot sign."""
    response = browser.client.post("/ledger/new", data={"template": "research", "partner": "Yuki Ito"})

    assert 403 == response.status_code


@pytest.mark.parametrize("address", ["/ledger/new", "/ledger/new?template=research&partner=Kasemo"])
def test_a_case_of_the_library_signs_nothing(library, address):
    """It stays as it is."""
    shown = library.get(f"{address}{'&' if '?' in address else '?'}case=q-sense")

    assert 409 == shown.status
    assert "stays as it is" in shown.text


# amending


def test_an_amendment_is_looked_at_and_signed(browser):
    """From a day on other terms hold; the old ones stay readable on the agreement's page."""
    begin = (TODAY + timedelta(days=1)).isoformat()
    look = browser.get(f"/ledger/amend?agreement={quote(DEAL)}&begin={begin}&report.quantity=2&left_out=leads")
    before = browser.workspace.firm.store.last_transaction

    shown = browser.post("/ledger/amend", agreement=DEAL, begin=begin, left_out="leads", **{"report.quantity": "2"})

    assert "What signing writes" in look.text
    assert before + 1 == browser.workspace.firm.store.last_transaction
    assert "The agreement is amended" in shown.text
    assert 2.0 == browser.workspace.firm.get(f"{DEAL}/report@{begin}").quantity
    later = browser.get(f"/ledger/{DEAL}?as_of={TODAY + timedelta(days=2)}")
    assert f"until {begin}" in later.text


def test_what_is_open_of_changed_terms_can_be_released(browser):
    """Both sides agree that it is owed no more."""
    browser.post("/ledger/amend", agreement=DEAL, begin=TODAY.isoformat(), release="true",
                 **{"orders.quantity": "10", "orders.due": SOON})  # fmt: skip

    assert 40.0 == get_state(browser, "orders").released
    assert "owed no more" in browser.get(f"/ledger/{DEAL}").text


def test_an_end_is_amended_and_an_untouched_one_is_not(browser):
    """Only what the form changes is changed."""
    browser.post("/ledger/amend", agreement=DEAL, begin=TODAY.isoformat(), end="2035-01-01", renewal="")

    held = browser.workspace.firm.get(DEAL)
    assert ("2035-01-01", "unknown") == (held.end, held.renewal)


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"begin": "soon", "report.quantity": "2"}, 400, "Cannot read 'soon'"),
        ({"begin": "2024-01-01"}, 400, "Nothing would change"),
        ({"begin": "2031-01-01", "orders.quantity": "2"}, 409, "it would be owed twice"),
    ],
)
def test_what_cannot_be_amended_is_said_on_the_form(browser, fields, status, words):
    """The reason stands above the form, and nothing is written."""
    before = browser.workspace.firm.store.last_transaction

    sent = browser.post("/ledger/amend", agreement=DEAL, **fields)
    look = browser.get(f"/ledger/amend?agreement={quote(DEAL)}&" + "&".join(f"{k}={v}" for k, v in fields.items()))

    assert (status, status) == (sent.status, look.status)
    assert words in sent.text
    assert words in look.text
    assert before == browser.workspace.firm.store.last_transaction


def test_amending_an_unknown_agreement_is_refused(browser):
    """The page of refusals says so."""
    assert 404 == browser.get("/ledger/amend?agreement=nonsense").status
    assert 404 == browser.get("/ledger/amend").status


# logging


def test_a_delivery_is_logged_and_counts(browser):
    """The form, then the ledger with one delivery more; sent twice it is logged once."""
    form = browser.get(f"/ledger/log?obligation={quote(DEAL)}/orders")
    fields = {"obligation": f"{DEAL}/orders", "day": LATE, "quantity": "31", "acceptance": "met", "number": "1"}

    shown = browser.post("/ledger/log", **fields)
    again = browser.post("/ledger/log", **fields)

    assert "least orders of the year" in form.text
    assert f"/ledger/{DEAL}" == unquote(shown.address)
    assert "It is in the ledger." in shown.text
    assert "That is in the ledger already." in again.text
    assert (31.0, 9.0) == (get_state(browser, "orders").delivered, get_state(browser, "orders").open)


def test_a_release_is_logged_and_nothing_is_owed(browser):
    """Both sides agreed that it is owed no more."""
    browser.post("/ledger/log", obligation=f"{DEAL}/orders", day=LATE, quantity="40", what="released")

    state = get_state(browser, "orders")
    assert (0.0, 40.0, "no") == (state.delivered, state.released, state.overdue)


def test_a_delivery_that_nobody_judged_is_counted_as_such(browser):
    """The tile counts it, and the list can be narrowed to it."""
    browser.post("/ledger/log", obligation=f"{DEAL}/orders", day=LATE, quantity="1", number="none")

    shown = browser.get("/ledger?standing=not_judged")

    assert ["least orders of the year"] == shown.words(".ledger-what")
    assert "not judged" in shown.text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"day": ""}, 400, "Nothing says when it happened"),
        ({"day": "3000-01-01"}, 409, "nobody can say what was delivered"),
        ({"day": LATE, "quantity": "several"}, 400, "is no quantity"),
        ({"day": LATE, "acceptance": "fine"}, 400, "No acceptance 'fine'"),
    ],
)
def test_what_cannot_have_happened_is_said_on_the_form(browser, fields, status, words):
    """What was typed stays in the form."""
    shown = browser.post("/ledger/log", obligation=f"{DEAL}/orders", topic="a box", **fields)

    assert status == shown.status
    assert words in shown.text
    assert "a box" == shown.find("input[name=topic]")[0]["value"]


def test_an_unknown_obligation_cannot_be_logged(browser):
    """The page of refusals says so."""
    assert 404 == browser.get("/ledger/log?obligation=nonsense").status
    assert 404 == browser.post("/ledger/log", obligation="nonsense", day=LATE).status


def test_the_day_of_an_interaction_is_as_it_was_said(browser):
    """A month is as good as it is."""
    browser.post("/ledger/log", obligation=f"{DEAL}/orders", day="2020-05", quantity="1")

    made = browser.workspace.firm.get(f"{DEAL}/orders/delivered-2020-05")
    assert isinstance(made, Interaction)
    assert "2020-05" == made.begin
