"""Backups in the browser: made, looked into, and put back so that nothing is lost."""

import shutil

import pytest

from bridgehead import firm as firms


@pytest.fixture
def browser(serve):
    return serve("Anna Berg, customer, DE")


def take(browser, path, name=None):
    """Hand a file over as a backup."""
    return browser.post("/settings/backup/take", files={"file": (name or path.name, path.read_bytes())})


def find_names(browser):
    return {entry.name for entry in browser.workspace.firm.entries() if hasattr(entry, "name")}


def look_links(shown):
    return [link for link in shown.links() if link.startswith("/settings/backup/beside/")]


def test_a_backup_is_made_listed_and_put_back(browser):
    """A change made since goes out of the record, stays in the copy kept, and comes back with that."""
    made = browser.post("/settings/backup")
    browser.workspace.firm.add("Bo Ek, friend, NO")

    looked = browser.get(look_links(made)[0])
    back = browser.post(looked.address)

    assert "A backup was made: record-0-backup-" in made.text
    assert "1 change was made since" in looked.text
    assert "Bo Ek" not in find_names(browser)
    assert "What stood before is kept as record-0-before-restore-" in back.text
    [kept] = [link for link in look_links(back) if "before-restore" in link]
    assert "1 change that the record lacks comes back" in browser.get(kept).text
    browser.post(kept)
    assert "Bo Ek" in find_names(browser)


def test_pages_show_the_restored_record_at_once(browser):
    """What was worked out of the record before is not shown any more."""
    made = browser.post("/settings/backup")
    browser.workspace.firm.add("Bo Ek, friend, NO")
    assert "Bo Ek" in browser.get("/actors").text

    browser.post(look_links(made)[0])

    assert "Bo Ek" not in browser.get("/actors").text
    assert "backup put back" in browser.get("/changes").text


def test_a_restoring_is_not_undone_by_a_button(browser):
    """The list of changes offers none; the copy kept is the way back."""
    browser.post(look_links(browser.post("/settings/backup"))[0])

    changes = browser.get("/changes")

    newest = changes.find("tbody tr")[0]
    assert "put back" in newest.get_text()
    assert not newest.select("form")


def test_a_file_is_looked_into_before_anything_happens(browser, tmp_path):
    """Whose it is, how much it holds, and its last change; the record stays until it is confirmed."""
    browser.workspace.firm.backup(tmp_path / "copy.bridgehead")
    browser.workspace.firm.add("Bo Ek, friend, NO")

    looked = take(browser, tmp_path / "copy.bridgehead")

    assert "A backup: copy.bridgehead" in looked.text
    facts = dict(zip(looked.words("dl.facts dt"), looked.words("dl.facts dd"), strict=True))
    assert ("Acme", "ada") == (facts["Whose"], facts["Who"])
    assert "People and organisations" in looked.text
    assert "Bo Ek" in find_names(browser)
    assert 200 == browser.post(looked.address).status
    assert "Bo Ek" not in find_names(browser)


def test_what_stands_already_need_not_be_put_back(browser, tmp_path):
    """A backup of this very state offers nothing to do."""
    browser.workspace.firm.backup(tmp_path / "copy.bridgehead")

    looked = take(browser, tmp_path / "copy.bridgehead")

    assert "the record stands as in this backup already" in looked.text
    assert not looked.find("main form[action*=held]")


def test_another_firms_record_is_put_back_only_by_who_means_it(browser, tmp_path):
    """An adviser who takes the wrong client's file is told so, and has to say it."""
    with firms.init(tmp_path / "other.bridgehead", "Other Ltd", "DE", by="eve"):
        pass

    looked = take(browser, tmp_path / "other.bridgehead")
    hasty = browser.post(looked.address, other="true")

    assert "another record" in looked.text
    assert "Other Ltd" in looked.text
    assert "Say first that you mean it" in hasty.text
    assert "Acme" == browser.workspace.see().own_firm.name
    meant = browser.post(looked.address, other="true", sure="true")
    assert "is kept as record-0-before-restore-" in meant.text
    assert "Other Ltd" == browser.workspace.see().own_firm.name


def test_who_was_erased_since_is_said_to_come_back(browser):
    """A backup undoes erasures; the page says so before."""
    made = browser.post("/settings/backup")
    browser.workspace.firm.erase("Anna Berg")

    assert "1 person was erased since and comes back" in browser.get(look_links(made)[0]).text


def test_a_file_that_is_no_backup_is_refused_with_its_name(browser, tmp_path):
    """The refusal names the file as the person knows it, no folder of ours, and offers the field again."""
    path = tmp_path / "contacts.csv"
    path.write_text("name,market\nAnna,DE\n")

    looked = take(browser, path)

    assert 422 == looked.status
    [wrong] = looked.words("[role=alert] p")
    assert wrong.startswith("contacts.csv is no backup")
    assert "bridgehead-" not in wrong
    assert looked.find("input[type=file]")
    assert "contacts.csv is no backup" in browser.post(looked.address).text


def test_no_file_at_all_is_said(browser):
    """A form sent empty leads back with a word."""
    shown = browser.post("/settings/backup/take")

    assert "/settings/backup" == shown.address
    assert "Choose the file of a backup first" in shown.text


@pytest.mark.parametrize("address", ["held/nothing", "beside/other.bridgehead", "elsewhere/copy.bridgehead"])
def test_a_backup_that_is_gone_is_said_to_be(browser, address):
    """Neither guessed names nor those of other clients' records lead anywhere."""
    firms.init(browser.workspace.firm.store.place.replace("record-0", "other"), "Other", "DE").close()

    shown = browser.get(f"/settings/backup/{address}")

    assert 404 == shown.status
    assert "not here any more" in shown.text


def test_a_backup_whose_name_is_awkward_is_reached(browser, tmp_path):
    """Spaces, signs and other scripts in a name of a file do not break its link."""
    browser.workspace.firm.backup(tmp_path / "copy <b>50% & ü #1?.bridgehead")

    listed = browser.get("/settings/backup")

    assert "copy <b>50% & ü #1?.bridgehead" in listed.words(".settings-file")
    assert "stands as in this backup already" in browser.get(look_links(listed)[0]).text


def test_a_new_machine_begins_with_a_backup(serve, tmp_path):
    """Where there is no record yet, the start takes a backup, which becomes the record."""
    with firms.init(tmp_path / "old.bridgehead", "Acme", "SE", by="ada") as old:
        old.add("Anna Berg, customer, DE")
        changes = old.transactions()
    browser = serve(firm=None)

    start = browser.get("/start")
    looked = take(browser, tmp_path / "old.bridgehead")
    begun = browser.post(looked.address)

    assert start.find("form[action='/settings/backup/take']")
    assert "There is no record here yet" in looked.text
    assert "/today" == begun.address.partition("?")[0]
    assert changes == browser.workspace.firm.transactions()


def test_without_a_record_a_wrong_file_leads_back_to_the_start(serve, tmp_path):
    """Nothing is made of a file that is no backup."""
    browser = serve(firm=None)
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\x00" * 50)

    looked = take(browser, path)

    assert "photo.jpg is no backup" in looked.text
    assert "/start" in looked.links()
    assert "/start" == browser.post("/settings/backup/take").address
    assert not browser.workspace.has_record


def test_a_case_has_no_backups(browser, library):
    """The library stays as it is."""
    shown = library.get("/settings/backup?case=q-sense")

    assert "needs no backup" in shown.text
    assert not shown.find("main form")
    assert 409 == library.post("/settings/backup/take?case=q-sense").status


def test_a_record_that_can_only_be_read_is_not_replaced(browser, monkeypatch):
    """The page says why, and offers no field."""
    store = browser.workspace.firm.store
    monkeypatch.setattr(type(store), "is_read_only", property(lambda _: True))

    shown = browser.get("/settings/backup")

    assert "can only be read" in shown.text
    assert not shown.find("input[type=file]")


def test_many_copies_are_cut(browser, tmp_path):
    """The newest are listed; how many more there are is said."""
    browser.workspace.firm.backup(tmp_path / "copy-0.bridgehead")
    for number in range(1, 22):
        shutil.copy(tmp_path / "copy-0.bridgehead", tmp_path / f"copy-{number}.bridgehead")

    shown = browser.get("/settings/backup")

    assert 20 == len(look_links(shown))
    assert "2 older ones are not listed" in shown.text
