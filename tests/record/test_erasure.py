"""Erasing a person: nothing that names the person is left, and every ledger and count stays true."""

import sqlite3
from datetime import date

import pytest

from bridgehead.record.dates import read_when
from bridgehead.record.entries import (
    Actor,
    Agreement,
    Assessment,
    Evidence,
    Interaction,
    Judgement,
    Obligation,
    Presence,
    Programme,
    Tie,
)
from bridgehead.record.ledger import build_ledger
from bridgehead.record.schema import PURGE_BY_DIALECT
from bridgehead.record.store import Store
from bridgehead.record.store_errors import NotAPersonError, UnknownEntryError

ANNA = Actor(
    id="typed:anna-berg",
    kind="person",
    name="Ännä Berg",
    aliases=("Berg, Ännä", "Nanna"),
    market="SE",
    identifiers=(("email", "anna.berg@acme.example"), ("linkedin", "aberg-77")),
    origin="FI",
    languages=("fi",),
    note="likes sailing",
)
ENTRIES = (
    ANNA,
    Actor(id="typed:acme", kind="organisation", name="Acme", note="founded by Ännä Berg"),
    Actor(id="typed:shop", kind="organisation", name="Anna Berg Design AB"),
    Actor(id="typed:bo", kind="person", name="Bo Ek"),
    Evidence(id="e1", reference="mail of anna_berg", paraphrase="Ännä Berg knows Bo", by="Anna Berg"),
    Evidence(id="e2", reference="report", paraphrase="Acme and Ännä Berg grew", by="Bo Ek"),
    Evidence(id="e3", reference="interview", paraphrase="she was in Oslo"),
    Tie(
        id="typed:anna-berg/typed:acme",
        sender="typed:anna-berg",
        receiver="typed:acme",
        kind="affiliation",
        note="Nanna's firm",
        evidence=("e1", "e3"),
    ),
    Tie(
        id="t2",
        sender="typed:acme",
        receiver="typed:bo",
        kind="business",
        introduced_by="typed:anna-berg",
        evidence=("e2",),
        begin=read_when("2001"),
    ),
    Tie(id="t3", sender="typed:acme", receiver="typed:bo", kind="social", evidence=("e2",)),
    Agreement(
        id="g",
        parties=(("typed:acme", None), ("typed:anna-berg", 0.5)),
        form="research",
        profit_shares=(("typed:anna-berg", 0.5, None),),
        scope="what Ännä Berg found",
        begin=read_when("2001"),
    ),
    Obligation(
        id="o",
        agreement="g",
        debtor="typed:anna-berg",
        creditor="typed:acme",
        deliverable="report",
        quantity=2.0,
        due=read_when("2001-06-01"),
    ),
    Interaction(
        id="i",
        kind="delivery",
        participants=(("typed:anna-berg", "sender"), ("typed:acme", "receiver")),
        fulfils="o",
        quantity=1.0,
        begin=read_when("2001-05-01"),
        topic="Nanna's draft",
        note="by mail",
    ),
    Interaction(id="i2", kind="meeting", participants=(("typed:bo", ""),), about="typed:anna-berg", topic="her"),
    Interaction(id="i3", kind="meeting", participants=(("typed:bo", ""),), topic="talk of Ännä Berg and Nanna"),
    Programme(id="p", name="Berg circle", owner="typed:acme", offer=("lectures by Anna Berg",)),
    Presence(id="pr", actor="typed:anna-berg", market="DE", note="her summers"),
    Assessment(
        id="a", subject="typed:anna-berg", instrument="firm", item="employees", value=1.0, by="Bo Ek", note="alone"
    ),
    Judgement(id="j", left="typed:bo", right="typed:anna-berg", verdict="different", reason="Anna is taller"),
)
SECRETS = ("Ännä", "anna.berg", "aberg-77", "sailing", "Nanna", "anna-berg", "anna_berg", "taller", "summers")


@pytest.fixture
def firm(target):
    """A record in which Anna Berg has left many traces, some of them in the past."""
    with Store.create(target, by="Anna Berg") as store:
        store.put(ENTRIES, action="import", by="Ada", summary="Ännä Berg's contacts", source="anna-berg.vcf")
        store.put([Actor(id="typed:anna-berg", kind="person", name="Ännä Berg-Ek")], action="edit", by="Ada")
        store.put([Actor(id="typed:acme", kind="organisation", name="Acme")], action="edit", by="Ada")
        yield store


def test_the_personal_fields_go_from_every_version(firm):
    """Name, aliases, identifiers, origin, languages and note go; kind and market stay."""
    erased = firm.erase("typed:anna-berg", by="Ada")

    first, second = (version.entry for version in firm.history(erased.id))

    assert Actor(id="erased:1", kind="person", name="erased person", market="SE") == first
    assert Actor(id="erased:1", kind="person", name="erased person") == second
    with pytest.raises(UnknownEntryError):
        firm.history("typed:anna-berg")


def test_every_reference_follows_the_neutral_id(firm):
    """Ties, parties, debtors, participants and judgements name the neutral id; nothing dangles."""
    firm.erase("typed:anna-berg", by="Ada")
    held = {entry.id: entry for entry in firm.entries()}

    assert ("erased:1", "typed:acme") == (held["erased-1/typed:acme"].sender, held["erased-1/typed:acme"].receiver)
    assert "erased:1" == held["t2"].introduced_by
    assert (("typed:acme", None), ("erased:1", 0.5)) == held["g"].parties
    assert (("erased:1", 0.5, None),) == held["g"].profit_shares
    assert "erased:1" == held["o"].debtor
    assert ("erased:1", "sender") == held["i"].participants[0]
    assert "erased:1" == held["i2"].about
    assert ("erased:1", "erased:1", "erased:1") == (held["pr"].actor, held["a"].subject, held["j"].right)


def test_remarks_about_the_person_go_and_others_stay(firm):
    """What names the person is taken out; what others said of other things is left."""
    firm.erase("typed:anna-berg", by="Ada")
    held = {entry.id: entry for entry in firm.entries()}
    then = firm.history("typed:acme")[0].entry

    assert ("", "", "") == (held["e1"].paraphrase, held["e1"].by, held["i"].topic)
    assert "mail of erased person" == held["e1"].reference
    assert ("Acme and erased person grew", "Bo Ek") == (held["e2"].paraphrase, held["e2"].by)
    assert "she was in Oslo" == held["e3"].paraphrase
    assert "founded by erased person" == then.note
    assert "talk of erased person and Nanna" == held["i3"].topic
    assert ("lectures by erased person",) == held["p"].offer
    assert ("", "") == (held["pr"].note, held["j"].reason)


def test_ledger_and_counts_stay_true(firm):
    """What is due, delivered and overdue is as it was before."""

    def count():
        return [
            (state.quantity_due, state.delivered, state.open, state.overdue, state.since)
            for state in build_ledger(firm.entries(), date(2002, 1, 1))
        ]

    before = count()
    number = len(firm.entries())

    firm.erase("typed:anna-berg", by="Ada")

    assert before == count()
    assert number == len(firm.entries())


def test_the_audit_says_that_somebody_was_erased_and_not_who(firm):
    """The erasure is a transaction; no transaction names the person any more."""
    erased = firm.erase("typed:anna-berg", by="Ada")
    newest, *_, imported, init = firm.transactions()

    assert ("erase", erased.transaction) == (newest.action, newest.id)
    assert "erased the person now called erased:1" == newest.summary
    assert ("erased person's contacts", "erased person.vcf") == (imported.summary, imported.source)
    assert "erased person" == init.by


def test_names_of_others_are_theirs_and_are_reported(firm):
    """A firm named after its founder keeps its name; the report lists it, so that the user can decide."""
    erased = firm.erase("typed:anna-berg", by="Ada")

    assert ("typed:shop",) == erased.mentions
    assert 1 == erased.renamed
    assert erased.is_purged


def test_the_old_text_is_gone_from_the_file(tmp_path):
    """No byte of the file or of its log holds the name, an address or a remark."""
    place = tmp_path / "firm.bridgehead"
    with Store.create(place, by="Ada") as store:
        store.put([entry for entry in ENTRIES if entry.id not in {"typed:shop", "i3"}], action="add", by="Ada")
        for number in range(30):
            store.put([Actor(id="typed:anna-berg", kind="person", name=f"Ännä {number} Berg")], action="edit", by="A")
            store.put([ANNA], action="edit", by="Ada")
        assert [] == [word for word in SECRETS if word.encode() not in read_files(tmp_path)]

        store.erase("typed:anna-berg", by="Ada")

        assert [] == [word for word in SECRETS if word.encode() in read_files(tmp_path)]


def read_files(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_a_reader_that_holds_the_file_open_is_reported(tmp_path, monkeypatch):
    """Where another process still reads the old state, the old text may stay until it ends; the report says so."""
    monkeypatch.setattr("bridgehead.record.schema.BUSY_SECONDS", 0.1)
    place = tmp_path / "firm.bridgehead"
    with Store.create(place, by="Ada") as store:
        store.put(ENTRIES, action="add", by="Ada")
        reader = sqlite3.connect(place, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM versions").fetchone()

        erased = store.erase("typed:anna-berg", by="Ada")
        reader.close()

    assert not erased.is_purged


def test_a_writer_or_a_full_disk_keeps_the_erasure_and_is_reported(tmp_path, monkeypatch):
    """Once the erasure is written it stands; only the clearing of the file is left for later."""
    with Store.create(tmp_path / "firm.bridgehead", by="Ada") as store:
        store.put(ENTRIES, action="add", by="Ada")
        monkeypatch.setitem(PURGE_BY_DIALECT, "sqlite", ("PRAGMA max_page_count=1", "CREATE TABLE more (text)"))

        erased = store.erase("typed:anna-berg", by="Ada")

        assert not erased.is_purged
        assert "erased person" == store.get(erased.id).name


def test_only_persons_are_erased(firm):
    """Organisations, ties and unknown ids are refused, and nothing is changed."""
    with pytest.raises(NotAPersonError, match="an organisation; only a person"):
        firm.erase("typed:acme", by="Ada")
    with pytest.raises(NotAPersonError, match="a tie; only a person"):
        firm.erase("t2", by="Ada")
    with pytest.raises(UnknownEntryError):
        firm.erase("nobody", by="Ada")

    assert 4 == len(firm.transactions())


def test_several_people_get_different_ids(firm):
    """The second person erased does not become the first, and an id that would clash gets a number."""
    firm.put(
        [
            Tie(id="x-bo-ek", sender="typed:bo", receiver="typed:acme", kind="social"),
            Tie(id="x-bo_ek", sender="typed:bo", receiver="typed:shop", kind="social"),
        ],
        action="add",
        by="A",
    )
    firm.erase("typed:anna-berg", by="Ada")

    erased = firm.erase("typed:bo", by="Ada")

    assert "erased:2" == erased.id
    assert {"x-erased-2", "x-erased-2-2"} <= {entry.id for entry in firm.entries()}


def test_a_plan_says_what_would_go_and_changes_nothing(firm):
    """Before anything is erased one can see how much would be, and the record stays as it was."""
    before = list(firm.write_lines())

    plan = firm.plan_erasure("typed:anna-berg")
    after = list(firm.write_lines())

    done = firm.erase("typed:anna-berg", by="Ada")
    assert before == after
    assert (done.id, done.versions, done.renamed) == (plan.id, len(plan.rewrites), plan.renamed)
    assert done.mentions == plan.mentions
