"""Backups: found beside a record, looked into, and put back so that nothing is lost."""

import shutil
import sqlite3

import pytest

from bridgehead import firm as firms
from bridgehead.errors import BridgeheadError
from bridgehead.firm.backups import (
    NotABackupError,
    find_backups,
    find_later,
    look_into,
    make_backup,
    name_copy,
    restore,
)
from bridgehead.record.store import Store
from bridgehead.record.store_errors import ReadOnlyError


@pytest.fixture
def firm(tmp_path):
    """A record with one friend in it."""
    with firms.init(tmp_path / "acme.bridgehead", "Acme", "SE", by="ada") as made:
        made.add("Anna Berg, friend, DE")
        yield made


def find_names(firm):
    return {entry.name for entry in firm.entries() if hasattr(entry, "name")}


def test_a_backup_put_back_brings_the_record_of_then(firm):
    """What was added since is gone from the record and stands in the copy that is kept, history and all."""
    copy = make_backup(firm.store)
    firm.add("Bo Ek, friend, NO")
    before = firm.transactions()

    restored = restore(firm.store.place, copy, by="bo")

    newest = firm.transactions()[0]
    assert ("restore", "bo", restored.transaction) == (newest.action, newest.by, newest.id)
    assert "Anna Berg" in find_names(firm)
    assert "Bo Ek" not in find_names(firm)
    with firms.open(restored.kept) as kept:
        assert before == kept.transactions()
        assert "Bo Ek" in find_names(kept)


def test_what_was_put_aside_can_be_put_back(firm):
    """A restoring is itself reversed by the copy it kept; numbers of changes grow all the while."""
    copy = make_backup(firm.store)
    firm.add("Bo Ek, friend, NO")
    first = restore(firm.store.place, copy, by="bo")

    second = restore(firm.store.place, first.kept, by="bo")

    assert "Bo Ek" in find_names(firm)
    assert second.transaction > first.transaction > 3
    assert len(find_backups(firm.store.place, firm.transactions())) == 3


def test_an_undo_passes_a_restoring_over(firm):
    """The newest change that can be taken back is one the backup holds."""
    restore(firm.store.place, make_backup(firm.store), by="bo")

    firm.undo()

    assert "Anna Berg" not in find_names(firm)


def test_a_record_goes_on_after_it_was_restored(firm):
    """Changes made afterwards follow, and the whole still goes through an export and back."""
    restore(firm.store.place, make_backup(firm.store), by="bo")
    firm.add("Cy Dahl, friend, FI")

    lines = list(firm.store.write_lines())
    with Store.restore(firm.store.place.replace("acme", "again"), lines) as again:
        assert lines == list(again.write_lines())


def test_an_export_of_lines_is_a_backup_too(firm, tmp_path):
    """JSON lines with their history hold the same as the file."""
    path = tmp_path / "acme.jsonl"
    firm.export("jsonl", path)
    firm.add("Bo Ek, friend, NO")

    restored = restore(firm.store.place, path, by="bo")

    assert "Bo Ek" not in find_names(firm)
    assert look_into(path).entries == look_into(make_backup(firm.store)).entries
    assert restored.kept.exists()


def test_where_there_is_no_record_yet_a_backup_becomes_it(firm, tmp_path):
    """On a new machine the record is exactly what the backup holds; nothing had to be put aside."""
    place = tmp_path / "new.bridgehead"

    restored = restore(place, make_backup(firm.store), by="bo")

    assert restored.kept is None
    with firms.open(place) as opened:
        assert firm.transactions() == opened.transactions()


def test_a_backup_tells_what_it_holds(firm):
    """Whose it is, how many entries of each type stand, and its changes, newest first."""
    held = look_into(make_backup(firm.store))

    assert "Acme" == held.firm_name
    assert len(firm.entries()) == held.entries
    assert ("actor", 2) in held.counts
    assert [change.id for change in firm.transactions()] == [change.id for change in held.changes]


def test_a_record_of_many_firms_has_no_name(tmp_path):
    """Nobody is named where the record does not say whose it is."""
    with firms.init(tmp_path / "all.bridgehead") as registry:
        assert "" == look_into(make_backup(registry.store)).firm_name


def test_copies_of_this_record_are_found_and_no_other_clients(firm, tmp_path):
    """Twelve clients' files lie in one folder; of another firm's record nothing shows."""
    firms.init(tmp_path / "other.bridgehead", "Other", "DE").close()
    (tmp_path / "notes.bridgehead").write_text("no record at all")
    by_hand = tmp_path / "acme copy.bridgehead"
    firm.backup(by_hand)
    firm.add("Bo Ek, friend, NO")
    made = make_backup(firm.store)

    found = find_backups(firm.store.place, firm.transactions())

    assert [made, by_hand] == [file.path for file in found]
    assert 1 == len(find_later(firm.transactions(), found[1].changes))
    assert [] == [path.name for path in tmp_path.iterdir() if path.name.startswith("acme copy") and path != by_hand]


def test_a_record_on_a_server_has_no_copies_beside_it(firm):
    """There is no folder to look into."""
    assert () == find_backups("postgresql://localhost/acme", firm.transactions())
    assert "backups" == name_copy("postgresql://localhost/acme", "backup").parent.name


def test_two_copies_of_one_second_have_two_names(firm):
    """No copy is ever overwritten."""
    copies = {make_backup(firm.store) for _ in range(3)}

    assert 3 == len(copies)


@pytest.mark.parametrize("content", [b"", b"name,market\nAnna,DE\n", b'{"type": "actor"}\n', b"\x00\x01\x02" * 99])
def test_what_is_no_backup_is_refused(firm, tmp_path, content):
    """The record stays, nothing is put aside, and the refusal names the file and what would do."""
    path = tmp_path / "contacts.csv"
    path.write_bytes(content)
    before = firm.transactions()

    with pytest.raises(NotABackupError, match="is no backup") as refused:
        restore(firm.store.place, path, by="bo")

    assert "contacts.csv" == refused.value.name
    assert "import" in str(refused.value)
    assert before == firm.transactions()
    assert [] == list((tmp_path / "backups").glob("*"))


def test_another_database_is_no_backup(firm, tmp_path):
    """A database of another program is not taken for a record."""
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE places (name TEXT)")
    connection.close()

    with pytest.raises(NotABackupError, match="something else"):
        look_into(path)


def test_a_damaged_backup_changes_nothing(firm, tmp_path):
    """A file cut short is refused before the record is touched."""
    for number in range(200):
        firm.add(f"Person {number}, friend, DE")
    whole, cut = make_backup(firm.store), tmp_path / "cut.bridgehead"
    cut.write_bytes(whole.read_bytes()[:-40_000])
    before = firm.transactions()

    with pytest.raises(BridgeheadError):
        restore(firm.store.place, cut, by="bo")

    assert before == firm.transactions()


def test_lines_cut_short_change_nothing(firm, tmp_path):
    """An export that lost a change is not taken for the whole."""
    lines = [*firm.store.write_lines()]
    path = tmp_path / "cut.jsonl"
    path.write_text("\n".join([*lines[:2], *lines[3:]]))

    with pytest.raises(BridgeheadError, match="missing"):
        restore(firm.store.place, path, by="bo")


def test_a_folder_that_takes_no_copy_is_named(firm, tmp_path):
    """Where nothing can be put aside, nothing is put back."""
    copy = shutil.copy(make_backup(firm.store), tmp_path / "copy.bridgehead")
    shutil.rmtree(tmp_path / "backups")
    (tmp_path / "backups").write_text("a file in the way")

    with pytest.raises(BridgeheadError):
        restore(firm.store.place, copy, by="bo")
    with pytest.raises(ReadOnlyError):
        make_backup(firm.store)

    assert "Anna Berg" in find_names(firm)
