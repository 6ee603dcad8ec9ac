"""Exports are found by themselves, and JSON lines lose nothing."""

import pytest

from bridgehead.exports import UnknownExportError, find_exports, get_export, write_text
from bridgehead.exports.jsonl import Jsonl
from bridgehead.network.lens import Lens
from bridgehead.record.entries import Actor, Evidence
from bridgehead.record.record import MemoryRecord
from bridgehead.record.store import Store
from bridgehead.record.store_errors import AlreadyThereError, NoFolderError

ADA = Actor(id="ada", kind="person", name="Ada")


def test_a_store_is_written_with_its_history(tmp_path):
    """What was written restores the record exactly."""
    with Store.create(tmp_path / "a.bridgehead", by="Ada") as store:
        store.put([ADA], action="add", by="Ada")
        store.withdraw(["ada"], by="Ada")

        assert () == Jsonl().write(store, tmp_path / "a.jsonl", Lens())
        lines = list(store.write_lines())

    with (tmp_path / "a.jsonl").open(encoding="utf-8") as file, Store.restore(tmp_path / "b.bridgehead", file) as again:
        assert lines == list(again.write_lines())


def test_a_record_without_history_is_written_as_its_entries(tmp_path):
    """A case in memory gives one sorted line per entry."""
    record = MemoryRecord("case", (ADA, Evidence(id="z", reference="paper")))

    Jsonl().write(record, tmp_path / "case.jsonl", Lens())

    expected = [
        '{"id":"z","reference":"paper","type":"evidence"}',
        '{"id":"ada","kind":"person","name":"Ada","type":"actor"}',
    ]
    assert expected == (tmp_path / "case.jsonl").read_text(encoding="utf-8").splitlines()


def test_nothing_is_overwritten_and_nothing_half_written(tmp_path):
    """A file that is there stays; a failing export leaves none."""
    (tmp_path / "there").touch()

    with pytest.raises(AlreadyThereError):
        write_text([], tmp_path / "there")
    with pytest.raises(NoFolderError):
        write_text([], tmp_path / "none" / "file")
    with pytest.raises(ZeroDivisionError):
        write_text((str(1 // number) for number in (1, 0)), tmp_path / "half")

    assert ["there"] == [file.name for file in tmp_path.iterdir()]


def test_exports_are_found_by_name():
    """A folder scan finds them; an unknown name lists what there is."""
    assert get_export("jsonl") is Jsonl is find_exports()["jsonl"]
    with pytest.raises(UnknownExportError, match="Did you mean 'jsonl'"):
        get_export("json")
