"""The page of an entry: its words, evidence and history; editing in the browser, alone and against others."""

import time
from zoneinfo import ZoneInfo

import pytest

from bridgehead import firm as firms
from bridgehead.record.entries import Actor, Evidence, Interaction, Tie

TIE = "typed:acme--anna-berg--business-distributor"
ANNA = "typed:anna-berg"
LINE = "Anna Berg, distributor, DE, strong, since 2021"


@pytest.fixture
def browser(serve):
    return serve(LINE, "Zenith GmbH, customer, DE")


def read_form(shown):
    """What a browser would send of the page's form, as it stands."""
    sent = {}
    for field in shown.find("form.entry-form [name]"):
        name = field["name"]
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            sent.setdefault(name, []).append(chosen["value"] if chosen else "")
        elif field.name == "textarea":
            sent.setdefault(name, []).append(field.get_text())
        elif field.get("type") != "checkbox" or field.has_attr("checked"):
            sent.setdefault(name, []).append(field.get("value", ""))
    sent.pop("csrf")
    sent.pop("action", None)
    return sent


def send(browser, address, shown, **changes):
    """Fill in some fields of the form shown and send it whole."""
    return browser.post(address, **{**read_form(shown), **changes})


# reading


def test_an_entry_is_told_in_words_with_what_it_rests_on(browser):
    """Names lead to profiles, markets to their page, terms explain themselves, evidence is quoted."""
    shown = browser.get(f"/entries/{TIE}")

    assert 200 == shown.status
    assert "Buys to resell in a market." in shown.words(".facts .tip")
    assert "/actors/typed%3Aanna-berg" in shown.links()
    assert LINE in " ".join(shown.words("ul.sources"))
    assert "Not said: Formality" in shown.text


def test_evidence_says_what_rests_on_it(browser):
    """From a source one comes back to everything that rests on it."""
    evidence = next(entry for entry in browser.workspace.firm.entries() if isinstance(entry, Evidence) and LINE in
                    entry.paraphrase)  # fmt: skip

    shown = browser.get(f"/entries/{evidence.id}")

    assert {
        "Anna Berg",
        "Acme and Anna Berg, business, distributor, strength strong (from 2021, still holding)",
    } <= set(shown.words("#named ~ .table-box tbody th"))


def test_the_history_tells_who_changed_what_and_when(browser):
    """Each version names its maker, and each changed field both values."""
    browser.workspace.firm.edit(TIE, "role=agent")

    shown = browser.get(f"/entries/{TIE}")

    steps = shown.words("#history ~ .timeline li > div > p")
    assert ["ada edited it version 2", "ada added it version 1"] == [step.partition(" · ")[0] for step in steps]
    assert ["distributor"] == shown.words(".changes del")
    assert ["agent"] == shown.words(".changes ins")


def test_a_programme_is_called_by_its_name_and_wants_what_it_needs(browser):
    """What must be filled in is marked; only the rows that hold something are marked as wrong."""
    form = browser.get("/add/programme")
    sent = {"name": "Club", "owner": "Acme", "tiers.0": ["Gold", ""], "tiers.1": ["9", ""], "tiers.2": ["", ""]}
    wrong = browser.post("/add/programme", **sent | {"tiers.1": ["x", ""]})
    made = browser.post("/add/programme", **sent)

    assert ["Name (needed)", "Run by (needed)"] == [
        text for text in form.words(".entry-form label") if "needed" in text
    ]
    assert {"field-tiers"} == {row.find_parent("fieldset")["id"] for row in wrong.find("[aria-invalid]")}
    assert 3 == len(wrong.find(".item-row [aria-invalid]"))
    assert ["Club"] == made.words("h1")


def test_times_are_those_of_the_users_own_clock(browser, monkeypatch):
    """The history of an entry tells the same time as the list of changes."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        listed = browser.get("/changes").words("tbody td.nowrap")
        [told] = browser.get(f"/entries/{TIE}").words("#history ~ .timeline .when")
        expected = browser.workspace.firm.history(TIE)[0].recorded_at.astimezone(ZoneInfo("Asia/Tokyo"))
    finally:
        monkeypatch.undo()
        time.tzset()

    assert f"{expected:%Y-%m-%d %H:%M}" == told
    assert told in listed


def test_a_case_of_the_library_is_read_and_never_changed(library):
    """Without a record of one's own there is no button and no form; a sent form is refused."""
    address = "/entries/q-sense:chalmers-kasemo?case=q-sense"

    shown = library.get(address + "&edit=yes")

    assert 200 == shown.status
    assert not shown.find("form[method=post]")
    assert 409 == library.post(address, version="1").status


def test_an_unknown_entry_is_a_page_that_says_so(browser):
    """What was never there is not found."""
    shown = browser.get("/entries/nothing:here")

    assert 404 == shown.status
    assert "nothing:here" in shown.text


def test_ids_with_odd_letters_lead_to_their_entry(serve):
    """Slashes, spaces, question marks and the words of our own addresses are part of an id."""
    ids = ["a/b c?d#e", "names", "x@2001-01-01/released-2002"]
    browser = serve(entries=tuple(Actor(id=id_, kind="person", name=f"Ann {id_}") for id_ in ids))

    for link in browser.get("/entries?type=actor").links():
        if link.startswith("/entries/"):
            assert 200 == browser.get(link).status


def test_words_of_the_record_are_shown_as_words(serve):
    """A name with markup in it stays a name."""
    browser = serve(entries=(Actor(id="evil", kind="person", name="<script>alert(1)</script>", note="<b>x</b>"),))

    shown = browser.get("/entries/evil")

    assert "<script>alert(1)</script>" in shown.text
    assert not shown.find("main script, main b")


# lists


def test_entries_are_listed_by_type_and_found_by_words(browser):
    """A tie is found by the name of either end."""
    assert 2 == len(browser.get("/entries?type=tie").find("tbody tr"))
    assert ["Acme and Zenith GmbH, business, customer (still holding)"] == browser.get(
        "/entries?type=tie&q=zenith"
    ).words("tbody th")
    assert "No entry of this type holds these words." in browser.get("/entries?type=tie&q=nobody").text
    assert "None yet Something two or more parties agreed." in browser.get("/entries?type=agreement").text


def test_an_unknown_type_names_those_there_are(browser):
    """A type that is none is refused with the nearest."""
    shown = browser.get("/entries?type=ties")

    assert 404 == shown.status
    assert "Did you mean 'tie'?" in shown.text


def test_entries_are_offered_while_one_types(browser):
    """Evidence is found by its words; an entry called "names" keeps its page."""
    offered = browser.get("/entries/names?type=evidence&q=zenith").response.json()

    assert ["typed in by ada Zenith GmbH, customer, DE"] == [one["label"] for one in offered]
    assert 404 == browser.get("/entries/names").status


# editing


def test_an_edit_is_saved_and_can_be_undone(browser):
    """What was changed stands, the rest stays, and the change can be taken back from its message."""
    address = f"/entries/{TIE}"

    shown = send(
        browser, address, browser.get(f"{address}?edit=yes"), role="agent", note="two\r\nlines", gives=["staff"]
    )

    tie = browser.workspace.firm.get(TIE)
    assert ("agent", "two\nlines", ("staff",), "strong") == (tie.role, tie.note, tie.gives, tie.strength)
    assert "Saved." in shown.text
    assert shown.find('form[action="/changes/undo"] input[name=transaction]')


@pytest.mark.parametrize("id_", [TIE, ANNA, "record:focal_firm"])
def test_a_form_sent_back_as_it_came_changes_nothing(browser, id_):
    """Nothing is altered by looking at it."""
    before = browser.workspace.firm.get(id_)

    shown = send(browser, f"/entries/{id_}", browser.get(f"/entries/{id_}?edit=yes"))

    assert before == browser.workspace.firm.get(id_)
    assert "Nothing was changed." in shown.text


def test_people_are_named_by_their_names(browser):
    """A name becomes an id; items with parts are read row by row, empty rows dropped."""
    browser.workspace.firm.put(Interaction(id="i", kind="meeting", participants=((ANNA, "host"), ("typed:acme", ""))))
    shown = browser.get("/entries/i?edit=yes")

    assert ["Anna Berg", "Acme", "", ""] == read_form(shown)["participants.0"]
    send(browser, "/entries/i", shown, **{"participants.0": ["Anna Berg", "zenith gmbh", ""],
                                          "participants.1": ["host", "guest", ""]}, place="Austria")  # fmt: skip

    meeting = browser.workspace.firm.get("i")
    assert ((ANNA, "host"), ("typed:zenith-gmbh", "guest")) == meeting.participants
    assert "AT" == meeting.place


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(browser):
    """The form comes back with what was typed, each fault beside its field."""
    address = f"/entries/{TIE}"

    shown = send(
        browser, address, browser.get(f"{address}?edit=yes"), receiver="Ana Berg", begin="some day", evidence="x"
    )

    assert 400 == shown.status
    assert "Did you mean 'Anna Berg'?" in shown.words("#wrong-receiver")[0]
    assert "Cannot read 'some day' as a date" in shown.words("#wrong-begin")[0]
    assert "no evidence with the id 'x'" in shown.words("#wrong-evidence")[0]
    assert "some day" == shown.find("#field-begin")[0]["value"]
    assert "2021" == browser.workspace.firm.get(TIE).begin


def test_two_of_one_name_are_told_apart_by_id(serve):
    """Where a name is borne by two the form shows ids, and a typed name is refused."""
    twins = tuple(Actor(id=id_, kind="person", name="Bo Ek") for id_ in ("bo:1", "bo:2"))
    browser = serve(entries=(*twins, Tie(id="t", sender="bo:1", receiver="typed:acme", kind="social")))
    shown = browser.get("/entries/t?edit=yes")

    refused = send(browser, "/entries/t", shown, sender="Bo Ek")

    assert "bo:1" == shown.find("#field-sender")[0]["value"]
    assert "2 actors are called 'Bo Ek': bo:1, bo:2" in refused.words("#wrong-sender")[0]


def test_a_market_or_an_entry_can_be_what_is_judged(browser):
    """Who is judged is named by name, market or id."""
    for subject in ("Germany", "Anna Berg", TIE):
        assert (
            200 == browser.post("/add/assessment", subject=subject, item="privacy/lawful_basis", value="consent").status
        )

    made = [entry for entry in browser.workspace.firm.entries() if getattr(entry, "instrument", "") == "privacy"]
    assert {"DE", ANNA, TIE} == {entry.subject for entry in made}


# two at once


def change_elsewhere(browser, *changes):
    """Somebody else changes the tie, in another process."""
    with firms.open(browser.workspace.place, by="bea") as other:
        other.edit(TIE, *changes)


def test_who_saves_second_is_told_and_nothing_is_lost(browser):
    """Both versions stand side by side; nothing is written before somebody chose."""
    address = f"/entries/{TIE}"
    form = browser.get(f"{address}?edit=yes")
    change_elsewhere(browser, "role=agent", "formality=formal")

    shown = send(browser, address, form, role="customer", note="mine")

    assert 409 == shown.status
    assert "bea saved version 2" in shown.text
    rows = {row.th.get_text(): [cell.get_text(" ", strip=True) for cell in row.select("td")[:3]] for row in
            shown.find("tbody tr")}  # fmt: skip
    assert ["distributor", "agent", "customer"] == rows["Role of the other"]
    assert ["—", "—", "mine"] == rows["Note"]
    assert ["—", "formal", "—"] == rows["Formality"]
    assert ("agent", "") == (browser.workspace.firm.get(TIE).role, browser.workspace.firm.get(TIE).note)


@pytest.mark.parametrize(("whose", "role"), [("mine", "customer"), ("theirs", "agent")])
def test_a_conflict_is_settled_field_by_field(browser, whose, role):
    """What only one of us changed is kept either way; where both did, the choice counts."""
    address = f"/entries/{TIE}"
    form = browser.get(f"{address}?edit=yes")
    change_elsewhere(browser, "role=agent", "formality=formal")
    conflict = send(browser, address, form, role="customer", note="mine", provides=["", "channel"])
    mine = {}
    for field in conflict.find("main form input[type=hidden]"):
        mine.setdefault(field["name"], []).append(field["value"])
    mine.pop("csrf")

    browser.post(address, **mine, **{"keep.role": whose, "keep.note": "mine", "keep.provides": "mine"})

    tie = browser.workspace.firm.get(TIE)
    assert (role, "formal", "mine", ("channel",)) == (tie.role, tie.formality, tie.note, tie.provides)


def test_keeping_all_of_theirs_changes_nothing(browser):
    """Who gives way writes no version."""
    address = f"/entries/{TIE}"
    change_elsewhere(browser, "role=agent")

    shown = browser.post(address, version="2", role="customer", **{"keep.role": "theirs"})

    assert "Nothing was changed." in shown.text
    assert 2 == len(browser.workspace.firm.history(TIE))


def test_the_same_change_by_both_is_no_clash(browser):
    """Where both wrote the same, nobody is asked to choose."""
    form = browser.get(f"/entries/{TIE}?edit=yes")
    change_elsewhere(browser, "role=agent")

    shown = send(browser, f"/entries/{TIE}", form, role="agent", note="mine")

    assert not shown.find('input[name="keep.role"]')
    assert shown.find('input[name="keep.note"]')


def test_a_change_that_slips_in_between_is_seen_by_the_store(browser, monkeypatch):
    """The store has the last word: a version written between reading and writing is a conflict all the same."""
    form = browser.get(f"/entries/{TIE}?edit=yes")
    own = browser.workspace.firm
    put = own.put

    def put_late(*entries, **options):
        change_elsewhere(browser, "role=agent")
        return put(*entries, **options)

    monkeypatch.setattr(own, "put", put_late)
    shown = send(browser, f"/entries/{TIE}", form, role="customer")

    assert 409 == shown.status
    assert "agent" == own.get(TIE).role


def test_an_entry_withdrawn_meanwhile_comes_back_only_by_choice(browser):
    """The second is told that it was withdrawn; saving brings it back."""
    form = browser.get(f"/entries/{TIE}?edit=yes")
    browser.workspace.firm.withdraw(TIE)

    shown = send(browser, f"/entries/{TIE}", form, note="mine")
    browser.post(f"/entries/{TIE}", version="2", note="mine", **{"keep.note": "mine"})

    assert "Saving brings it back" in shown.text
    assert "mine" == browser.workspace.firm.get(TIE).note


def test_a_form_without_its_version_writes_nothing(browser):
    """A form that does not say what it was made from may not overwrite."""
    shown = browser.post(f"/entries/{TIE}", role="customer")

    assert 409 == shown.status
    assert "distributor" == browser.workspace.firm.get(TIE).role


# withdrawing


def test_withdrawing_asks_first_and_can_be_taken_back(browser):
    """What names the entry is told before; afterwards it stands in the history and can stand again."""
    asked = browser.get(f"/entries/{ANNA}?withdraw=yes")
    shown = browser.post(f"/entries/{ANNA}", action="withdraw", version="1", reason="left")

    assert "1 other entry names it" in asked.text
    assert "This entry was withdrawn" in shown.text
    assert shown.find('form[action="/changes/undo"]')
    assert ANNA not in {entry.id for entry in browser.workspace.firm.entries()}

    again = browser.post(f"/entries/{ANNA}", action="restore", version="2")

    assert "It stands again." in again.text
    assert "Anna Berg" == browser.workspace.firm.get(ANNA).name


def test_what_somebody_just_changed_is_not_withdrawn_unseen(browser):
    """Withdrawing is refused where another version stands than was looked at."""
    change_elsewhere(browser, "role=agent")

    shown = browser.post(f"/entries/{TIE}", action="withdraw", version="1")

    assert 409 == shown.status
    assert "agent" == browser.workspace.firm.get(TIE).role


def test_an_entry_named_by_many_lists_some_and_says_how_many(serve):
    """A page never holds thousands of rows."""
    others = tuple(Actor(id=f"a:{n}", kind="person", name=f"Ann {n}", evidence=("e",)) for n in range(40))
    browser = serve(entries=(Evidence(id="e", reference="A list"), *others))

    shown = browser.get("/entries/e")

    assert 30 == len(shown.find("#named ~ .table-box tbody tr"))
    assert "The first 30 of 40 are listed." in shown.text
