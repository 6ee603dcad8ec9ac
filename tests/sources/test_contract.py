"""The list of sources: every source keeps the contract, and asking for one that is not there is answered."""

from dataclasses import is_dataclass

import pytest

from bridgehead.sources import (
    EmptyFileError,
    Source,
    UnknownSourceError,
    UnrecognisedFileError,
    find_sources,
    get_source,
    recognise,
)


def test_every_source_keeps_the_contract():
    """A frozen dataclass with a name, a line of summary, reasons for what it ignores, and defaults for all options."""
    for name, source in find_sources().items():
        assert name == source.name
        assert is_dataclass(source)
        assert isinstance(source(), Source)
        assert "\n" not in source.summary
        assert all(source.ignored.values())


def test_an_unknown_source_is_answered_with_the_nearest():
    """The message names the nearest and lists all."""
    with pytest.raises(UnknownSourceError, match=r"Did you mean 'table'\?.*cordis"):
        get_source("tabel")


def test_a_file_nobody_recognises_is_answered_with_what_to_do(tmp_path):
    """The message points to tables and mappings."""
    path = tmp_path / "thing.bin"
    path.write_bytes(b"\x00\x01")

    with pytest.raises(UnrecognisedFileError, match="--source table"):
        recognise(path)


def test_a_text_nobody_recognises_is_shown_by_its_first_line(tmp_path):
    """A table without a column for the name is told by what it has; a long line is shortened."""
    short, long = tmp_path / "a.txt", tmp_path / "b.txt"
    short.write_text("colour,weight\nred,3\n", encoding="utf-8")
    long.write_text("x" * 500, encoding="utf-8")

    with pytest.raises(UnrecognisedFileError, match="It begins: 'colour,weight'") as caught:
        recognise(short)
    assert caught.value.beginning == "colour,weight"
    with pytest.raises(UnrecognisedFileError, match=r"x{80} \.\.\."):
        recognise(long)
    with pytest.raises(UnrecognisedFileError) as folder:
        recognise(tmp_path)
    assert folder.value.beginning == ""


def test_an_empty_file_is_called_empty(tmp_path):
    """Before any source is asked."""
    path = tmp_path / "empty.csv"
    path.touch()

    with pytest.raises(EmptyFileError, match="no bytes at all"):
        recognise(path)
