"""JSONL: entries written by hand and by export."""

import gzip

import pytest

from bridgehead.record.codec import encode
from bridgehead.record.entries import Actor, Tie
from bridgehead.record.lines import write_entry
from bridgehead.record.store_errors import NewerFormatError
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources.jsonl import Jsonl

ENTRIES = (
    Actor(id="a", kind="person", name="Åsa", market="NA"),
    Actor(id="b", kind="organisation", name="Bee"),
    Tie(id="t", sender="a", receiver="b", kind="affiliation"),
)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_what_is_written_is_read_back(tmp_path, pack):
    """Entries survive the file, gzipped or not."""
    path = tmp_path / "record.jsonl"
    path.write_bytes(pack("\n".join(map(write_entry, ENTRIES)).encode("utf-8")))

    read = [entry for row in Jsonl().read(path) for entry in row.entries]

    assert recognise(path).name == "jsonl"
    assert list(map(encode, ENTRIES)) == list(map(encode, read))


def test_a_file_without_entries_is_an_error(tmp_path):
    """A header alone is not an import of nothing; nor is an empty file."""
    for content in ("", '{"format":"bridgehead","version":1}\n'):
        path = tmp_path / "record.jsonl"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(SourceFileError, match="holds no entries"):
            list(Jsonl().read(path))


@pytest.mark.parametrize("content", ["", "name,country\n", '{"a": 1}\n', "[1]\n", '{"type": "actor"}\nnot json\n'])
def test_other_files_are_not_taken_for_a_record(tmp_path, content):
    """JSON of another sort, tables and prose are not recognised."""
    path = tmp_path / "other.jsonl"
    path.write_text(content, encoding="utf-8")

    assert not Jsonl().recognises(path)
    assert not Jsonl().recognises(tmp_path)
    assert not Jsonl().recognises(tmp_path / "nowhere.jsonl")


def test_a_first_line_that_is_broken_does_not_hide_the_format(tmp_path):
    """One bad line is a finding, not another format."""
    path = tmp_path / "record.jsonl"
    path.write_text('{"type": "actor", oops\n' + write_entry(ENTRIES[0]), encoding="utf-8")

    assert Jsonl().recognises(path)
    assert [finding.row for row in Jsonl().read(path) for finding in row.findings] == [1]


def test_a_newer_format_is_refused_before_anything_is_read(tmp_path):
    """What a newer program wrote may mean something else."""
    path = tmp_path / "record.jsonl"
    path.write_text('{"format":"bridgehead","version":99}\n' + write_entry(ENTRIES[0]), encoding="utf-8")

    with pytest.raises(NewerFormatError, match="format 99") as caught:
        list(Jsonl().read(path))
    assert (99, 1) == (caught.value.found, caught.value.known)
