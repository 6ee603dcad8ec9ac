"""A whole record put in the place of another, in a file and on a server alike."""

import pytest

from bridgehead.record.entries import Actor
from bridgehead.record.lines import LineError
from bridgehead.record.store import Store
from bridgehead.record.store_errors import AlreadyThereError, ReadOnlyError

ADA, BO = (Actor(id=name, kind="person", name=name) for name in ("ada", "bo"))


def write(store, entry):
    return store.put([entry], action="add", by="ada")


def test_one_record_takes_the_place_of_another(new_target, tmp_path, clock):
    """What stood before is in the copy; the number and the moment of the change follow those of both records."""
    with Store.create(new_target(), by="ada", clock=clock) as store:
        write(store, ADA)
        lines = list(store.write_lines())
        clock.move(days=1)
        write(store, BO)
        last = store.last_transaction
        clock.move(days=-9)

        number = store.replace_all(lines, kept=tmp_path / "kept.bridgehead", by="bo", summary="put back")

        newest = store.transactions()[0]
        assert last + 1 == number == store.last_transaction == newest.id
        assert ("restore", "bo", "put back") == (newest.action, newest.by, newest.summary)
        assert (ADA,) == store.entries()
        assert max(change.recorded_at for change in store.transactions()) == newest.recorded_at
    with Store.open(tmp_path / "kept.bridgehead") as kept:
        assert (ADA, BO) == kept.entries()


def test_a_copy_is_never_written_over_another_file(new_target, tmp_path):
    """Where the record cannot be put aside, it stays."""
    taken = tmp_path / "taken.txt"
    taken.write_text("mine")
    with Store.create(new_target(), by="ada") as store:
        write(store, ADA)
        lines = list(store.write_lines())[:2]

        with pytest.raises(AlreadyThereError):
            store.replace_all(lines, kept=taken, by="bo")

        assert (ADA,) == store.entries()
        assert "mine" == taken.read_text()


def test_a_header_alone_is_no_record(new_target, tmp_path):
    """A file that lost everything but its first line empties nothing."""
    with Store.create(new_target(), by="ada") as store:
        write(store, ADA)

        with pytest.raises(LineError, match="at least the transaction"):
            store.replace_all(list(store.write_lines())[:1], kept=tmp_path / "kept.bridgehead", by="bo")

        assert (ADA,) == store.entries()


def test_a_record_open_for_reading_is_not_replaced(tmp_path):
    """Nothing is put aside for nothing."""
    Store.create(tmp_path / "record.bridgehead", by="ada").close()
    with Store.open(tmp_path / "record.bridgehead", read_only=True) as store:
        lines = list(store.write_lines())

        with pytest.raises(ReadOnlyError):
            store.replace_all(lines, kept=tmp_path / "kept.bridgehead", by="bo")

    assert not (tmp_path / "kept.bridgehead").exists()
