"""The Changes page: the trail of who did what, and the way back."""

import pytest

from bridgehead.web.changes_list import PER_PAGE

LINES = ("Anna Berg, customer, DE", "Bo Ek, friend, NO")


@pytest.fixture
def browser(serve):
    built = serve(*LINES)
    built.workspace.firm.edit("typed:anna-berg", "market=AT")
    return built


def numbers(shown):
    return [int(number) for number in shown.words("tbody th")]


def test_every_change_is_listed_newest_first_with_who_and_what(browser):
    """Making the record, adding and editing each stand in a row."""
    shown = browser.get("/changes")

    assert [4, 3, 2, 1] == numbers(shown)
    assert ["edited", "added", "added", "record made"] == shown.words("tbody td:nth-of-type(3)")
    assert {"ada"} == set(shown.words("tbody td:nth-of-type(4)"))


def test_changes_are_kept_by_words_person_and_kind(browser):
    """Each filter is in the address; what fits nothing says so."""
    assert [4] == numbers(browser.get("/changes?action=edit"))
    assert [3] == numbers(browser.get("/changes?q=bo+FRIEND"))
    assert [4, 3, 2, 1] == numbers(browser.get("/changes?by=ada&action=&q="))
    assert "No change fits" in browser.get("/changes?by=nobody").text


def test_many_changes_come_a_page_at_a_time(browser):
    """A page beyond the last is the last, and filters stay in the links."""
    for number in range(PER_PAGE):
        browser.workspace.firm.edit("typed:bo-ek", f"note={number}")

    first = browser.get("/changes?by=ada")
    assert PER_PAGE == len(numbers(first))
    [following] = first.find("a[rel=next]")
    assert "by=ada" in str(following["href"])
    assert [4, 3, 2, 1] == numbers(browser.get(str(following["href"])))
    assert [4, 3, 2, 1] == numbers(browser.get("/changes?page=99"))


def test_a_change_opens_to_what_it_did_to_each_entry(browser):
    """What was there before stands beside what is there now; each entry leads to its page."""
    shown = browser.get("/changes/4")

    assert ["Germany"] == shown.words("del")
    assert ["Austria"] == shown.words("ins")
    assert any(link.startswith("/entries/typed%3Aanna-berg") for link in shown.links())
    assert "made" in browser.get("/changes/3").words("tbody .badge")


def test_a_withdrawal_and_a_field_that_was_emptied_are_told(browser):
    """Neither is shown as if nothing had been there."""
    firm = browser.workspace.firm
    emptied = firm.edit("typed:anna-berg", "market=")
    gone = firm.withdraw("typed:bo-ek")

    assert ["\N{EM DASH}"] == browser.get(f"/changes/{emptied.transaction}").words("ins")
    assert ["withdrawn"] == browser.get(f"/changes/{gone.transaction}").words("tbody .badge")


def test_a_change_is_undone_whole_and_the_undo_can_be_undone(browser):
    """The list says by which change it was taken back; its message takes that back again."""
    undone = browser.post("/changes/undo", transaction="4", back="/changes?by=ada")

    assert "/changes?by=ada" == undone.address
    assert "Change 4 was taken back." in undone.text
    assert "taken back by 5" in undone.text
    assert "DE" == browser.workspace.see().by_id["typed:anna-berg"].market

    again = browser.post("/changes/undo", transaction=str(undone.find("input[name=transaction]")[0]["value"]))
    assert "AT" == browser.workspace.see().by_id["typed:anna-berg"].market
    assert "/changes" == again.address


def test_an_undo_without_a_number_takes_the_newest_back(browser):
    """As the command without a number does."""
    assert "It was taken back." in browser.post("/changes/undo").text
    assert "DE" == browser.workspace.see().by_id["typed:anna-berg"].market


def test_an_undo_that_is_refused_says_what_is_in_the_way(browser):
    """Later changes of the same entries come first; the page of the change says so."""
    shown = browser.post("/changes/undo", transaction="3")

    assert "/changes/3" == shown.address
    assert "Later changes touched 'typed:anna-berg'" in shown.text
    assert "AT" == browser.workspace.see().by_id["typed:anna-berg"].market


def test_a_change_nobody_made_is_a_page_that_says_so(browser):
    """To look at and to undo alike."""
    assert 404 == browser.get("/changes/99").status
    assert 404 == browser.post("/changes/undo", transaction="99").status
    assert 422 == browser.get("/changes/x").status


def test_after_an_undo_one_is_where_one_was(browser):
    """The button of a message says not where it is; the browser does, and no other site's word counts."""
    sent = {"csrf": browser.access.form, "transaction": "4"}
    own = browser.client.post("/changes/undo", data=sent, headers={"referer": "http://127.0.0.1:8765/import?a=b"})
    assert own.url.path == "/import"

    sent["transaction"] = "5"
    foreign = browser.client.post("/changes/undo", data=sent, headers={"referer": "http://evil.example/x"})
    assert foreign.url.path == "/changes"

    aimed = browser.post("/changes/undo", transaction="6", back="//evil.example")
    assert "/changes" == aimed.address


def test_a_change_of_many_entries_lists_the_first(serve):
    """The page stays short; the others are on its further pages."""
    browser = serve(*(f"Person {number}, friend" for number in range(30)))

    first, last = browser.get("/changes/3"), browser.get("/changes/3?page=9")

    assert 50 == len(first.find("tbody tr"))
    assert "1 to 50 of 90" in first.text
    assert 40 == len(last.find("tbody tr"))


def test_words_of_a_change_are_shown_as_text(serve):
    """What somebody typed does nothing on the page."""
    browser = serve("<script>alert(1)</script>, friend")

    shown = browser.get("/changes")

    assert [] == shown.find("main script")
    assert "<script>alert(1)</script>" in shown.text


def test_a_case_has_no_history(library):
    """The page says so; one of its changes is refused."""
    assert "A case of the library has no history" in library.get("/changes?case=q-sense").text
    assert 409 == library.get("/changes/1?case=q-sense").status
