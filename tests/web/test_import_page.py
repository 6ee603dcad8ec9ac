"""The Import page: files are handed over, looked at, and kept; nothing is kept unseen, nothing is lost."""

import threading
from pathlib import Path

import pytest

from bridgehead import firm as firms
from bridgehead.record.entries import Actor, Tie
from bridgehead.web.importing import reading as import_reading
from bridgehead.web.importing.saved_mappings import SavedMappings
from bridgehead.web.importing.uploads import get_uploads

CONTACTS = (
    b"Full name,Company,Land,Reach,Since\n"
    b"Anna Berg,Berg GmbH,Germany,anna@berg.example,2019\n"
    b"Bo Ek,Ek AB,Swedden,bo@ek.example,12/03/2021\n"
)
CARDS = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kenji Tanaka\r\nN:Tanaka;Kenji;;;\r\nEND:VCARD\r\n"
VISITORS = b"Besucher,Woher\nAnna,Norway\nBo,Wales\n"


def hand_over(browser, *files, field="files"):
    return wait(browser, browser.post("/import", files=[(field, file) for file in files]))


def wait(browser, shown):
    """The page as it is once the work is done."""
    for _ in range(100):
        if not shown.find("meta[http-equiv=refresh]"):
            return shown
        shown = browser.get(shown.address)
    raise AssertionError(shown.text)


def import_(browser, shown):
    """What the button Import of a preview leads to."""
    [form] = [form for form in shown.find("form[method=post]") if "Import" in form.get_text(" ").split()]
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
    return wait(browser, browser.post(str(form["action"]), **fields))


def names(browser):
    return {actor.name for actor in browser.workspace.see().find(Actor)}


def tiles(shown):
    return dict(zip(shown.words(".tile .label"), shown.words(".tile .value"), strict=True))


def test_from_nothing_to_the_first_map_takes_few_clicks_on_what_can_be_seen(serve):
    """A person who follows the labels alone gets from an empty machine to the markets in at most 12 clicks."""
    browser = serve(firm=None)
    clicks = ["the name", "the market", "its choice", "Make the record"]
    browser.post("/start", name="Acme", market="SE")
    clicks += ["Choose Files", "the file"]
    shown = hand_over(browser, ("contacts.csv", CONTACTS))
    clicks.append("Import")
    shown = import_(browser, shown)
    clicks.append("See which markets you can reach")
    [link] = [link for link in shown.find("a.button") if link.get_text(strip=True) == clicks[-1]]

    reached = browser.get(str(link["href"]))

    assert 200 == reached.status
    assert "Germany" in reached.text
    assert 12 >= len(clicks)


def test_a_file_is_looked_at_before_anything_is_kept(serve):
    """The preview says what is new and shows the first of it; the record is as it was."""
    browser = serve()
    before = names(browser)

    shown = hand_over(browser, ("contacts.csv", CONTACTS))

    assert "0" == tiles(shown)["Changed"]
    assert 0 < int(tiles(shown)["New entries"])
    assert any(row.startswith("Acme") and row.endswith("Anna Berg") for row in shown.words("th:has(bdi)"))
    assert before == names(browser)


def test_every_odd_row_is_named_with_its_place_and_remedy(serve):
    """Row, column, what was found and what to do stand beside each other; levels can be kept apart."""
    browser = serve()
    shown = hand_over(browser, ("contacts.csv", CONTACTS))

    rows = [" ".join(row.split()) for row in shown.words("section[aria-labelledby=findings] tbody tr")]
    assert any("row 3" in row and "Land" in row and "Did you mean 'Sweden' (SE)?" in row for row in rows)
    assert any("Reach" in row and "was not read" in row for row in rows)

    notes = browser.get(f"{shown.address}?only=note")
    assert {"note"} == set(notes.words("section[aria-labelledby=findings] .badge"))


def test_importing_is_one_change_that_is_called_by_its_file_and_can_be_undone(serve):
    """The history names the file, not where it lay; its button takes all of it back."""
    browser = serve()
    shown = import_(browser, hand_over(browser, ("contacts.csv", CONTACTS)))

    [change, *_] = browser.workspace.firm.transactions()
    assert ("import", "contacts.csv") == (change.action, change.source)
    assert {"Anna Berg", "Bo Ek"} <= names(browser)

    [form] = shown.find("form[action='/changes/undo']")
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
    undone = browser.post("/changes/undo", **fields)
    assert "/import" == undone.address
    assert {"Acme"} == names(browser)

    again = browser.get(shown.address)
    assert "This was taken back" in again.text
    assert [] == again.find(".import-go form[action='/changes/undo']")


def test_what_was_imported_is_gone_from_the_private_folder(serve):
    """Files are removed once they stand in the record, and never lie beside it."""
    browser = serve()
    shown = hand_over(browser, ("contacts.csv", CONTACTS))
    [batch] = get_uploads(browser.client).list_open()
    assert batch.uploads[0].path.is_file()
    assert Path(browser.workspace.place).parent not in batch.uploads[0].path.parents

    import_(browser, shown)

    assert not batch.uploads[0].path.exists()
    assert () == get_uploads(browser.client).list_open()


def test_what_stands_already_is_not_imported_twice(serve):
    """The same file again gives nothing new and offers no import."""
    browser = serve()
    import_(browser, hand_over(browser, ("contacts.csv", CONTACTS)))

    shown = hand_over(browser, ("contacts.csv", CONTACTS))

    assert "The record says all of this already" in shown.text
    assert "0" == tiles(shown)["New entries"]


def test_days_that_can_be_read_in_two_ways_are_settled_by_one_click(serve):
    """The choice is in the address, and the import reads by it."""
    browser = serve()
    shown = hand_over(browser, ("contacts.csv", CONTACTS))
    [link] = [link for link in shown.find("a") if link.get_text(strip=True) == "The day comes first"]

    settled = wait(browser, browser.get(str(link["href"])))
    assert "two ways" not in settled.text

    import_(browser, settled)
    assert "2021-03-12" in {str(tie.begin) for tie in browser.workspace.see().find(Tie)}


def test_words_nobody_knew_are_explained_and_remembered(serve):
    """A table in another language is read with what its words mean, and so is the next one."""
    browser = serve()
    table = b"Name,Country,Role,Strength\nAnna,Germany,Kunde,stark\nBo,Swedden,Kunde,weak\n"
    shown = hand_over(browser, ("kontakte.csv", table))
    assert "3 words in the table mean nothing known" in shown.text
    [link] = [link for link in shown.find("a") if link.get_text(strip=True) == "Say what they mean"]

    asked = browser.get(str(link["href"]))
    assert {"Kunde", "stark", "Swedden"} == set(asked.words("tbody th"))
    assert "2" in asked.words("tbody td.number")
    read = wait(
        browser,
        browser.post(
            f"{shown.address}/words",
            meaning=["role", "strength", "market", "role"],
            text=["Kunde", "stark", "Swedden", "Freund"],
            word=["customer", "strong", "SE", "nonsense"],
            save="true",
        ),
    )
    assert "mean nothing known" not in read.text
    import_(browser, read)
    ties = {tie.role: tie.strength for tie in browser.workspace.see().find(Tie) if tie.strength == "strong"}
    assert {"customer": "strong"} == ties
    assert {"DE", "SE"} <= {actor.market for actor in browser.workspace.see().find(Actor)}

    again = hand_over(browser, ("kontakte.csv", table.replace(b"Bo", b"Cia")))
    assert "mean nothing known" not in again.text


def test_where_every_word_is_known_nothing_is_asked(serve):
    """The page says so; what is no table has no words."""
    browser = serve()
    table = hand_over(browser, ("contacts.csv", b"name,market\nAnna,DE\n"))
    cards = hand_over(browser, ("cards.vcf", CARDS))

    assert "Every word is known" in browser.get(f"{table.address}/words").text
    assert 404 == browser.get(f"{cards.address}/words").status


def test_whose_mail_it_is_is_asked_where_it_matters(serve):
    """Without the own addresses nobody is tied to the firm; with them everybody who wrote is."""
    browser = serve()
    mail = b"From bo@ek.example Mon May  6 10:00:00 2024\nFrom: Bo Ek <bo@ek.example>\nTo: Ada <ada@acme.example>\n"
    mail += b"Date: Mon, 06 May 2024 10:00:00 +0000\nMessage-ID: <1@ek.example>\nSubject: Private\n\nVery private.\n"

    shown = hand_over(browser, ("in.mbox", mail))
    [field] = shown.find("#own-addresses")
    [form] = [form for form in shown.find("form[method=get]") if field in form.select("input")]
    read = wait(browser, browser.get(f"{form['action']}?source=mail&own=acme.example"))

    assert [] == read.find("#own-addresses")
    import_(browser, read)
    assert "Bo Ek" in names(browser)
    assert "Very private" not in str(browser.workspace.see().held)


def test_another_source_and_its_options_are_chosen_by_address(serve):
    """A source that does not fit says so, with its own options beside."""
    browser = serve()
    shown = hand_over(browser, ("contacts.csv", CONTACTS))

    refused = wait(browser, browser.get(f"{shown.address}?source=vcard&on=2024-05-31"))

    assert "This cannot be read as it stands" in refused.text
    assert ["2024-05-31"] == [str(field["value"]) for field in refused.find("input[name=on]")]
    assert 404 == browser.get(f"{shown.address}?source=nonsense").status


def test_an_option_that_cannot_be_read_is_refused_with_its_form(serve):
    """A word where a number or a choice belongs is named; the settings stay open."""
    browser = serve()
    shown = hand_over(browser, ("contacts.csv", CONTACTS))

    refused = browser.get(f"{shown.address}?source=table&day_order=backwards")

    assert 400 == refused.status
    assert "The options of table cannot be read" in refused.text
    assert refused.find("details.import-settings[open]")


def test_a_file_that_is_no_text_is_not_taken_for_a_table(serve):
    """A picture is no list of columns to be explained; what would do is said, and it can still be read as something."""
    shown = hand_over(serve(), ("photo.jpg", b"\xff\xd8\xff\x00\x10JFIF" + bytes(range(256)) * 40))

    assert "This is nothing Bridgehead reads" in shown.text
    assert "Say what the columns mean" not in shown.text
    assert shown.find("select[name=source]")


def test_what_waits_can_be_let_go_of_from_the_list(serve):
    """A file handed over and not wanted needs no look to be gone."""
    browser = serve()
    hand_over(browser, ("visitors.csv", VISITORS))
    [form] = browser.get("/import").find(".import-waiting form")

    shown = browser.post(str(form["action"]))

    assert not shown.find(".import-waiting")
    assert "the record is as it was" in shown.text


def test_a_column_nobody_knew_is_given_a_meaning_and_remembered(serve):
    """The columns chosen read this table, and the next one with the same columns by itself."""
    browser = serve()
    shown = hand_over(browser, ("visitors.csv", VISITORS))
    assert "Nothing that can be read was recognised" in shown.text

    form = browser.get(f"{shown.address}/columns")
    assert ["Besucher", "Woher"] == form.words("tbody th")
    read = wait(
        browser,
        browser.post(f"{shown.address}/columns", rows="contact", meaning=["name", "market"], save="true"),
    )
    assert "Anna" in read.words("section[aria-labelledby=people] tbody th")
    import_(browser, read)
    assert {"Anna", "Bo"} <= names(browser)

    again = hand_over(browser, ("visitors.csv", VISITORS.replace(b"Bo", b"Cia")))
    assert "Columns as saved: visitors." in again.text
    assert "Cia" in again.words("section[aria-labelledby=people] tbody th")


def test_saved_columns_can_be_forgotten(serve):
    """Forgetting them leaves what was imported alone; the table is not recognised any more."""
    browser = serve()
    shown = hand_over(browser, ("visitors.csv", VISITORS))
    browser.post(f"{shown.address}/columns", rows="contact", meaning=["name", ""], save="true")
    assert "visitors" in browser.get("/import").text

    browser.post("/import/columns/visitors/forget")

    assert "Nothing that can be read" in hand_over(browser, ("visitors.csv", VISITORS)).text
    assert 404 == browser.post("/import/columns/visitors/forget").status


@pytest.mark.parametrize(
    ("rows", "meanings", "said"),
    [
        ("contact", ["name", "name"], "are both taken for name"),
        ("contact", ["market", ""], "Every row needs a column for name or first name"),
        ("contact", ["name", "colour"], "No column of such a table can mean 'colour'"),
        ("contact", ["name"], "The table has 2 columns and the form 1"),
        ("planet", ["name", ""], "A row cannot be 'planet'"),
    ],
)
def test_columns_that_make_no_sense_are_refused_with_a_reason(serve, rows, meanings, said):
    """The form comes back with what is wrong."""
    browser = serve()
    shown = hand_over(browser, ("visitors.csv", VISITORS))

    refused = browser.post(f"{shown.address}/columns", rows=rows, meaning=meanings)

    assert 400 == refused.status
    assert said in refused.text


def test_a_table_of_other_things_than_contacts_is_read_by_its_fields(serve):
    """What a row is changes what columns can mean."""
    browser = serve()
    shown = hand_over(browser, ("visitors.csv", VISITORS))

    form = browser.get(f"{shown.address}/columns?rows=actor")

    assert "is multinational" in form.words("select[name=meaning] option")
    assert "introduced by - name or key" not in form.text


def test_what_was_saved_and_broken_since_fits_no_table(serve):
    """A file somebody edited badly is passed over; the table is asked about as before."""
    browser = serve()
    folder = Path(browser.workspace.place).with_suffix(".mappings")
    folder.mkdir()
    (folder / "visitors.yaml").write_text("rows: [", encoding="utf-8")

    assert "Nothing that can be read" in hand_over(browser, ("visitors.csv", VISITORS)).text
    assert "Nothing that can be read" in hand_over(browser, ("noise.bin", b"\x00\x01" * 40)).text


def test_a_record_in_a_database_saves_no_columns():
    """There is no folder beside it; the columns serve for the table at hand."""
    saved = SavedMappings("postgresql://somewhere/acme")

    assert (None, (), "") == (saved.folder, saved.list_names(), saved.find_fitting(Path("x.csv")))


def test_what_is_no_table_has_no_columns(serve):
    """The page says so and offers another file."""
    browser = serve()
    shown = hand_over(browser, ("noise.bin", b"\x00\x01\x02" * 40))

    refused = browser.get(f"{shown.address}/columns")

    assert 400 == refused.status
    assert [] == refused.find("select[name=meaning]")


def test_an_empty_file_says_that_it_is_empty(serve):
    """No source is blamed for a file of no bytes."""
    assert "The file is empty" in hand_over(serve(), ("nothing.csv", b"")).text


def test_several_files_are_listed_and_imported_each_as_a_change(serve):
    """What is recognised goes in with one click; what is not stays to be looked at."""
    browser = serve()
    shown = hand_over(browser, ("contacts.csv", CONTACTS), ("cards.vcf", CARDS), ("visitors.csv", VISITORS))
    assert ["table", "vcard", "not recognised"] == shown.words("tbody td:nth-of-type(1)")
    assert {"Acme"} == names(browser)

    done = wait(browser, browser.post(shown.address))

    assert ["imported", "imported", "to look at"] == done.words("tbody .badge")
    assert {"Anna Berg", "Kenji Tanaka"} <= names(browser)
    assert ["cards.vcf", "contacts.csv"] == [change.source for change in browser.workspace.firm.transactions()[:2]]
    assert "cards.vcf" in browser.get("/import").text


def test_a_folder_is_read_as_one(serve):
    """Its files go in together, in one change; hidden ones are left behind."""
    browser = serve()
    shown = hand_over(
        browser,
        ("export/contacts.csv", CONTACTS),
        ("export/cards.vcf", CARDS),
        ("export/.DS_Store", b"x"),
        field="folder",
    )
    assert ["export"] == shown.words("h1")
    assert ["export/cards.vcf (vcard)", "export/contacts.csv (table)"] == sorted(shown.words("details.drawer li"))

    import_(browser, shown)

    assert {"Anna Berg", "Kenji Tanaka"} <= names(browser)
    assert "export" == browser.workspace.firm.transactions()[0].source


def test_files_that_only_together_make_sense_are_read_together(serve):
    """Three tables of ego networks are one import, not three."""
    browser = serve()
    shown = hand_over(
        browser,
        ("egos.csv", b".egoID,country\n1,Sweden\n"),
        ("alters.csv", b".altID,.egoID,name\n1,1,Bo\n2,1,Cia\n"),
        ("aaties.csv", b".egoID,.srcID,.tgtID\n1,1,2\n"),
    )

    assert "Read as egonet." in shown.text
    assert {"Bo", "Cia"} <= set(shown.words("section[aria-labelledby=people] tbody th"))


def test_names_of_files_and_people_are_shown_as_text(serve):
    """Markup in a file does nothing on the page."""
    browser = serve()
    shown = hand_over(browser, ("<b>x.csv", b"name,market\n<script>alert(1)</script>,DE\n"))

    assert "<script>alert(1)</script>" in shown.words("section[aria-labelledby=people] tbody th")
    assert [] == shown.find("main script, main b")


def test_while_work_goes_on_the_page_says_how_far_it_is(serve, monkeypatch):
    """A large file never keeps a page waiting; the page comes again by itself."""
    browser, may_end = serve(), threading.Event()

    def read_slowly(firm, upload, reading, options, tell, *, preview):
        tell(1234)
        may_end.wait(10)
        return read(firm, upload, reading, options, tell, preview=preview)

    read = import_reading.read_upload
    monkeypatch.setattr(import_reading, "read_upload", read_slowly)

    shown = browser.post("/import", files=[("files", ("contacts.csv", CONTACTS))])
    assert shown.find("meta[http-equiv=refresh]")
    assert "1234 rows read so far" in shown.text

    may_end.set()
    assert "Anna Berg" in wait(browser, shown).text


def test_an_import_that_is_refused_leaves_the_record_and_the_file(serve, monkeypatch):
    """The reason is said, and one click goes back to looking."""
    browser = serve()
    shown = hand_over(browser, ("contacts.csv", CONTACTS))

    def fail(*_, **__):
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("bridgehead.web.pages.import_.read_upload", fail)
    failed = import_(browser, shown)
    assert "RuntimeError: the disk is gone" in failed.text
    assert {"Acme"} == names(browser)
    monkeypatch.undo()

    again = wait(browser, browser.post(f"{failed.address}/again"))
    assert "Anna Berg" in again.text


def test_files_can_be_let_go(serve):
    """What is not imported is removed, and its address is a page that says so."""
    browser = serve()
    shown = hand_over(browser, ("contacts.csv", CONTACTS))
    batch = shown.address.split("/")[2]
    assert "Handed over, not imported yet" in browser.get("/import").text

    gone = browser.post(f"/import/{batch}/forget")

    assert "the record is as it was" in gone.text
    assert 404 == browser.get(shown.address).status
    assert "Hand them over again" in browser.get(shown.address).text


def test_a_file_that_is_not_there_is_a_page_that_says_so(serve):
    """A batch has as many files as it has."""
    browser = serve()
    shown = hand_over(browser, ("contacts.csv", CONTACTS))

    assert 404 == browser.get(shown.address.replace("/0", "/7")).status


def test_a_form_without_files_says_what_to_do(serve):
    """Nothing chosen is no error of the program's."""
    shown = serve().post("/import", files=[("files", ("", b""))])

    assert 404 == shown.status
    assert "No file was chosen" in shown.text


def test_a_case_of_the_library_takes_nothing_in(library):
    """The page says so, and a form sent all the same is refused."""
    shown = library.get("/import?case=q-sense")

    assert "A case of the library is not changed" in shown.text
    assert [] == shown.find("input[type=file]")
    assert 409 == library.post("/import?case=q-sense", files=[("files", ("a.csv", CONTACTS))]).status
    assert 409 == library.get("/import/any/0?case=q-sense").status


def test_a_record_that_can_only_be_read_says_so(serve, monkeypatch):
    """Nobody hands files over that could not be kept."""
    browser = serve()
    monkeypatch.setattr(type(browser.workspace.firm.store), "is_read_only", property(lambda _: True))

    shown = browser.get("/import")

    assert "This record can only be read" in shown.text
    assert [] == shown.find("input[type=file]")


def test_a_whole_record_comes_back_with_its_history(serve, tmp_path):
    """An export of everything, handed to a record that holds nothing yet, is restored."""
    with firms.init(tmp_path / "old.bridgehead", "Old", "DE", by="bo") as old:
        old.add("Anna Berg, customer, DE")
        lines = "\n".join(old.store.write_lines()).encode()
    with firms.init(tmp_path / "record-0.bridgehead", by="ada"):
        pass
    browser = serve(firm=None)

    done = import_(browser, hand_over(browser, ("old.jsonl", lines)))

    assert "The whole record is back, with its history." in done.text
    assert "bo" == browser.workspace.firm.transactions()[-1].by
