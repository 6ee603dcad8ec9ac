"""Adding in the browser: a line understood before it is written, and a form for every type of entry."""

import pytest

from bridgehead.record.entries import TYPE_BY_WORD, Actor, Evidence, Interaction, Tie
from bridgehead.web.entries import making

LINE = "Anna Berg, distributor, DE, strong, since 2021"
TIE = "typed:acme--anna-berg--business-distributor"


def find(browser, kind):
    return [entry for entry in browser.workspace.firm.entries() if isinstance(entry, kind)]


# one line


def test_a_line_is_understood_before_it_is_written(serve):
    """What would be new, changed or known already is told, and nothing is written."""
    browser = serve("Anna Berg, DE")

    shown = browser.get(f"/add/preview?line={LINE}")

    assert "Anna Berg, distributor in Germany, strong, since 2021" in shown.text
    assert ["known already", "new"] == shown.words(".understood .badge")
    assert 1 == len(find(browser, Tie))


def test_what_cannot_be_understood_says_what_would_do(serve):
    """A word without meaning is named, with the nearest that has one."""
    shown = serve().get("/add/preview?line=Anna Berg, distributer")

    assert "Did you mean 'distributor'" in shown.text


def test_a_line_without_anything_says_nothing(serve):
    """Before anything is typed there is nothing to tell."""
    assert not serve().get("/add/preview").find(".understood, .message")


def test_a_line_is_added_and_can_be_undone(serve):
    """The contact stands in the record with what was typed as its evidence."""
    browser = serve()

    shown = browser.post("/add", line=LINE)

    tie = browser.workspace.firm.get(TIE)
    statement = browser.workspace.firm.get(tie.evidence[0])
    assert f"Added: {LINE}" in shown.text
    assert LINE == statement.paraphrase
    browser.post("/changes/undo", transaction=shown.find("form input[name=transaction]")[0]["value"])
    assert not find(browser, Tie)


def test_a_line_told_again_says_so(serve):
    """What the record says already is not written twice."""
    browser = serve(LINE)

    assert "The record says so already." in browser.post("/add", line=LINE).text
    assert "The record says all of this already." in browser.get(f"/add/preview?line={LINE}").text


def test_contacts_of_a_contact_are_told_as_theirs(serve):
    """A second-hand contact is tied to who knows them; the page stays with that contact."""
    browser = serve(LINE)

    shown = browser.post("/add", line="Bo Ek, friend, FI", contact_of="Anna Berg")

    tie = next(tie for tie in find(browser, Tie) if tie.receiver == "typed:bo-ek")
    assert "typed:anna-berg" == tie.sender
    assert "Anna Berg" == shown.find("#field-contact_of")[0]["value"]
    assert "Anna Berg \N{EN DASH} Cy Dahl" in browser.get("/add/preview?line=Cy Dahl&contact_of=Anna Berg").text


@pytest.mark.parametrize(
    ("line", "contact_of", "status", "words"),
    [
        ("Anna, blue", "", 400, "'blue' means nothing here"),
        ("Anna, since never", "", 400, "Cannot read 'never' as a date"),
        ("Bo Ek", "Nobody", 404, "Nobody in the record is called 'Nobody'"),
        ("", "", 200, "Who, and what they are to you"),
    ],
)
def test_a_bad_line_comes_back_as_typed(serve, line, contact_of, status, words):
    """Nothing is lost of what was typed, and nothing is written."""
    browser = serve()

    shown = browser.post("/add", line=line, contact_of=contact_of)

    assert status == shown.status
    assert words in shown.text
    assert line == shown.find("#field-line")[0]["value"]
    assert not find(browser, Tie)


def test_a_case_cannot_be_added_to(library):
    """What is only read says so instead of offering forms."""
    for address in ("/add?case=q-sense", "/add/tie?case=q-sense"):
        shown = library.get(address)
        assert "This cannot be changed" in shown.text
        assert not shown.find("form[method=post]")
    assert not library.get("/add/preview?case=q-sense&line=Bo").find(".understood")
    assert 409 == library.post("/add?case=q-sense", line=LINE).status


# forms


@pytest.mark.parametrize("word", sorted(TYPE_BY_WORD))
def test_every_type_of_entry_has_a_form(serve, word):
    """Each field has a control with a label; markets and names are offered."""
    shown = serve().get(f"/add/{word}")

    assert 200 == shown.status
    labelled = {label["for"] for label in shown.find("form.entry-form label[for]")}
    for field in shown.find("form.entry-form :is(input, select, textarea)"):
        assert field.get("id") in labelled or field.get("aria-label") or field.get("type") == "hidden"


def test_a_form_of_no_type_is_refused(serve):
    """An address of a type that is none names those there are."""
    browser = serve()

    assert 404 == browser.get("/add/friendship").status
    assert 404 == browser.post("/add/friendship").status


def test_a_new_entry_rests_on_the_statement_of_who_typed_it(serve):
    """Without evidence of its own an entry rests on what was typed in, by whom and when."""
    browser = serve(LINE)

    shown = browser.post(
        "/add/interaction", **{"kind": "meeting", "participants.0": ["Acme", "Anna Berg", ""], "begin": "2024-03",
                               "participants.1": ["", "host", ""], "topic": "prices"},
    )  # fmt: skip

    (meeting,) = find(browser, Interaction)
    statement = browser.workspace.firm.get(meeting.evidence[0])
    assert (("typed:acme", ""), ("typed:anna-berg", "host")) == meeting.participants
    assert ("statement", "ada", "interaction: Acme, Anna Berg, meeting") == (
        statement.kind, statement.by, statement.paraphrase,
    )  # fmt: skip
    assert "Added." in shown.text
    assert f"/entries/{meeting.id}" == shown.address.replace("%3A", ":")


def test_a_new_entry_keeps_the_evidence_it_names(serve):
    """Where a source is named no statement is made up."""
    browser = serve(LINE, entries=(Evidence(id="card", reference="Business card"),))

    browser.post("/add/tie", sender="Acme", receiver="Anna Berg", kind="social", evidence=["card", ""])

    tie = next(tie for tie in find(browser, Tie) if tie.kind == "social")
    assert ("card",) == tie.evidence


def test_evidence_rests_on_itself(serve):
    """A source needs no statement behind it."""
    browser = serve()

    browser.post("/add/evidence", reference="Annual report 2023", locator="page 4")

    made = next(one for one in find(browser, Evidence) if one.reference == "Annual report 2023")
    assert () == made.evidence


def test_a_new_actor_opens_on_its_profile(serve):
    """Who was added is shown at once."""
    browser = serve()

    shown = browser.post("/add/actor", kind="organisation", name="Fjord AS", market="Norway")

    assert "/actors/typed%3Afjord-as" == shown.address
    assert "NO" == browser.workspace.firm.get("typed:fjord-as").market


def test_the_same_name_twice_makes_two(serve):
    """Two of one name have two ids, also where the first was withdrawn."""
    browser = serve()
    for _ in range(2):
        browser.post("/add/actor", kind="person", name="Bo Ek")
    browser.workspace.firm.withdraw("typed:bo-ek")

    browser.post("/add/actor", kind="person", name="Bo Ek")

    assert {"typed:acme", "typed:bo-ek-2", "typed:bo-ek-3"} == {actor.id for actor in find(browser, Actor)}


def test_ids_are_not_tried_without_end(serve, monkeypatch):
    """Where every id an entry could have is taken the page says so."""
    browser = serve()
    browser.post("/add/actor", kind="person", name="Bo Ek")
    browser.workspace.firm.withdraw("typed:bo-ek")
    monkeypatch.setattr(making, "_MOST_TRIES", 1)

    shown = browser.post("/add/actor", kind="person", name="Bo Ek")

    assert 409 == shown.status
    assert "ids that begin with 'typed:bo-ek'" in shown.text


def test_what_is_missing_stands_beside_its_field(serve):
    """A form sent half empty comes back with what has to be said."""
    shown = serve().post("/add/tie", sender="Acme", receiver="", kind="")

    assert 400 == shown.status
    assert ["This has to be said."] * 2 == shown.words("#wrong-receiver, #wrong-kind")
    assert "Acme" == shown.find("#field-sender")[0]["value"]


def test_a_form_can_be_filled_in_by_its_address(serve):
    """Links fill in what is known: ids as names, markets by name, items of lists."""
    browser = serve(LINE)

    shown = browser.get(
        "/add/interaction?participants=typed:acme&participants=typed:anna-berg&kind=meeting&place=DE&id=x"
    )

    filled = [field["value"] for field in shown.find('input[name="participants.0"]')]
    assert ["Acme", "Anna Berg", "", ""] == filled
    assert "Germany" == shown.find("#field-place")[0]["value"]
    assert "meeting" == shown.find("#field-kind option[selected]")[0]["value"]
    assert (
        "privacy/lawful_basis"
        == (browser.get("/add/assessment?item=privacy/lawful_basis").find("#field-item option[selected]")[0]["value"])
    )


def test_a_form_of_an_earlier_run_writes_nothing(serve):
    """Without its secret no form is taken."""
    browser = serve()

    refused = browser.client.post("/add", data={"line": LINE})

    assert 403 == refused.status_code
    assert not find(browser, Tie)
