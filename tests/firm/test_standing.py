"""Imports over what stands: the first day is kept, knowledge is filled in, corrections stay."""

import datetime as dt
import json

import pytest

import bridgehead as bh
from bridgehead.firm import facade
from bridgehead.firm.importing import NothingToImportError
from bridgehead.firm.standing import fill
from bridgehead.record.codec import encode
from bridgehead.record.entries import Actor, Evidence, get_type_word
from bridgehead.sources import SourceFileError

CONTACTS = "name,market,role,email\nMaria Rossi,IT,customer,maria@rossi.it\nJan Novak,CZ,supplier,\n"
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Anna,Berg,https://www.linkedin.com/in/anna-b,,Polar Works,Buyer,12 Mar 2024\n"
)
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Eva Holm\r\nUID:eva-1\r\nORG:Holm AB\r\nEND:VCARD\r\n"
MAIL = """From ada@acme.se Thu Jan  4 10:00:00 2024
From: Ada <ada@acme.se>
To: {to}
Date: Thu, 4 Jan 2024 10:00:00 +0100
Message-ID: <1@acme.se>
Subject: Hello

Body.

From maria@rossi.it Fri Jan  5 10:00:00 2024
From: {to}
To: Ada <ada@acme.se>
Date: Fri, 5 Jan 2024 10:00:00 +0100
Message-ID: <2@rossi.it>
Subject: Re: Hello

Body.
"""


@pytest.fixture
def firm(tmp_path):
    """Acme, with nobody in its record."""
    with bh.init(tmp_path / "acme.bridgehead", "Acme", "SE", by="Ada") as made:
        yield made


@pytest.fixture
def on(monkeypatch):
    """Sets the day on the wall."""
    return lambda day: monkeypatch.setattr(facade, "today", lambda: dt.date.fromisoformat(day))


@pytest.fixture
def bring(firm, tmp_path):
    """Imports entries, as a file of JSON lines would bring them."""

    def bring(*entries):
        lines = [json.dumps({"type": get_type_word(entry), **json.loads(encode(entry))}) for entry in entries]
        (tmp_path / "lines.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return firm.import_(tmp_path / "lines.jsonl", source="jsonl")

    return bring


@pytest.mark.parametrize(
    ("name", "text"),
    [("contacts.csv", CONTACTS), ("Connections.csv", CONNECTIONS), ("eva.vcf", CARD)],
)
def test_the_same_file_on_another_day_changes_nothing(firm, on, tmp_path, name, text):
    """Evidence keeps the day on which the file was read first."""
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    on("2024-05-01")
    first = firm.import_(tmp_path / name)
    on("2025-06-30")

    second = firm.import_(tmp_path / name)

    assert first.created
    assert ((), (), None) == (second.created, second.updated, second.transaction)
    told = [entry for entry in map(firm.get, first.created) if isinstance(entry, Evidence)]
    assert "2024-05-01" in {entry.on.text for entry in told}
    assert "2025-06-30" not in {entry.on.text for entry in told}


def test_a_day_that_was_named_replaces_the_first(firm, on, tmp_path):
    """Only the day nobody named is kept."""
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    on("2024-05-01")
    firm.import_(tmp_path / "contacts.csv")

    report = firm.import_(tmp_path / "contacts.csv", on="2024-01-31")

    assert ["2024-01-31", "2024-01-31"] == [firm.get(id_).on.text for id_ in report.updated]


def test_a_changed_row_speaks_for_the_new_day(firm, on, tmp_path):
    """Its evidence says something else than before."""
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    on("2024-05-01")
    firm.import_(tmp_path / "contacts.csv")
    (tmp_path / "contacts.csv").write_text(
        CONTACTS.replace("name,", "name,told by,")
        .replace("Maria Rossi,", "Maria Rossi,Bo,")
        .replace("Jan Novak,", "Jan Novak,,"),
        encoding="utf-8",
    )
    on("2024-06-01")

    report = firm.import_(tmp_path / "contacts.csv")

    (evidence,) = [firm.get(id_) for id_ in report.updated]
    assert ("Bo", "2024-06-01") == (evidence.by, evidence.on.text)


def test_an_address_never_replaces_a_name(firm, tmp_path):
    """A later mailbox that knows only the address leaves the name, and importing either again changes nothing."""
    (tmp_path / "old.mbox").write_text(MAIL.format(to="Maria Rossi <maria@rossi.it>"), encoding="utf-8")
    (tmp_path / "new.mbox").write_text(
        MAIL.format(to="maria@rossi.it").replace("1@acme", "3@acme").replace("2@rossi", "4@rossi"), encoding="utf-8"
    )

    def names():
        return {entry.name for entry in firm.entries() if isinstance(entry, Actor) and entry.kind == "person"}

    firm.import_(tmp_path / "old.mbox", own="ada@acme.se")
    before = names()
    firm.import_(tmp_path / "new.mbox", own="ada@acme.se")

    assert "Maria Rossi" in before
    assert before == names()
    actors = {entry for entry in firm.entries() if isinstance(entry, Actor)}
    firm.import_(tmp_path / "old.mbox", own="ada@acme.se")
    assert actors == {entry for entry in firm.entries() if isinstance(entry, Actor)}


def test_an_empty_field_never_replaces_a_filled_one():
    """Market, field and identifiers of other schemes stay; what is new replaces."""
    before = Actor(
        id="x:a", kind="person", name="Ada", market="GB", field="polymers", identifiers=(("email", "a@b.uk"),)
    )
    entry = Actor(id="x:a", kind="person", name="Ada Lovelace", field="engines", identifiers=(("orcid", "1"),))

    filled = fill(before, entry)

    assert ("Ada Lovelace", "GB", "engines") == (filled.name, filled.market, filled.field)
    assert (("email", "a@b.uk"), ("orcid", "1")) == filled.identifiers


def test_new_words_are_counted_as_updated(bring, firm):
    """Whatever is neither empty nor an address replaces what stood."""
    bring(Actor(id="x:a", kind="person", name="Ada", market="GB"))

    report = bring(Actor(id="x:a", kind="person", name="Ada", market="IE"))

    assert (("x:a",), "IE") == (report.updated, firm.get("x:a").market)


def test_what_other_documents_said_is_still_rested_on(bring, firm):
    """Evidence of another document stays; evidence of the same document gives way."""
    old, other = Evidence(id="x:old", reference="old list"), Evidence(id="x:row-9", reference="new list")
    bring(old, other, Actor(id="x:a", kind="person", name="Ada", evidence=("x:old", "x:row-9")))

    bring(
        Evidence(id="x:row-2", reference="new list"), Actor(id="x:a", kind="person", name="Ada", evidence=("x:row-2",))
    )

    assert ("x:old", "x:row-2") == firm.get("x:a").evidence


def test_a_users_edit_survives_the_same_import(bring, firm):
    """Again and again, also when another field of the source changed in between."""
    bring(Actor(id="x:a", kind="person", name="Ada", market="GB", field="engines"))
    firm.edit("x:a", "name=Ada Lovelace", "field=")

    same = bring(Actor(id="x:a", kind="person", name="Ada", market="GB", field="engines"))
    bring(Actor(id="x:a", kind="person", name="Ada", market="IE", field="engines"))
    again = bring(Actor(id="x:a", kind="person", name="Ada", market="IE", field="engines"))

    ada = firm.get("x:a")
    assert (None, None) == (same.transaction, again.transaction)
    assert ("Ada Lovelace", "IE", "") == (ada.name, ada.market, ada.field)


def test_a_source_that_says_something_new_replaces_an_edit(bring, firm):
    """The correction was of the old word, not of the new one."""
    bring(Actor(id="x:a", kind="person", name="Ada", market="GB"))
    firm.edit("x:a", "market=FR")

    bring(Actor(id="x:a", kind="person", name="Ada", market="IE"))

    assert "IE" == firm.get("x:a").market


def test_an_edit_that_was_undone_protects_nothing(bring, firm):
    """After the undo of an import the same file brings its words again."""
    bring(Actor(id="x:a", kind="person", name="Ada", market="GB"))
    firm.edit("x:a", "note=met in Turin")
    bring(Actor(id="x:a", kind="person", name="Ada", market="IE"))
    firm.undo()
    before = firm.get("x:a")

    bring(Actor(id="x:a", kind="person", name="Ada", market="IE"))

    after = firm.get("x:a")
    assert ("GB", "IE") == (before.market, after.market)
    assert "met in Turin" == after.note


def test_one_unreadable_file_of_a_folder_is_a_finding(firm, tmp_path):
    """The file and the reason are named; the other file is imported, and nothing of the bad one."""
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (folder / "empty.csv").write_text("name,market,role\n", encoding="utf-8")

    report = firm.import_(folder)

    (finding,) = [item for item in report.findings if item.code == "refused-file"]
    assert (str(folder / "empty.csv"),) == report.refused
    assert ("error", [str(folder / "contacts.csv")]) == (finding.level, [file for file, _ in report.files])
    assert "no rows below it" in finding.message
    assert "Maria Rossi" in {entry.name for entry in firm.entries() if isinstance(entry, Actor)}


def test_a_folder_of_unreadable_files_is_an_error(firm, tmp_path):
    """With the first reason; a file named by itself is refused in its own words."""
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "empty.csv").write_text("name,market,role\n", encoding="utf-8")

    with pytest.raises(NothingToImportError, match=r"none of its 1 files could be read; first: .*no rows below it"):
        firm.import_(folder)
    with pytest.raises(SourceFileError, match="no rows below it"):
        firm.import_(folder / "empty.csv")
