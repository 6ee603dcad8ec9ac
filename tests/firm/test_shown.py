"""Answers that show themselves."""

import builtins
import sys
import types
from datetime import date

import pytest

import bridgehead as bh
from bridgehead.firm.shown import NoFrameLibraryError, NoPartError


@pytest.fixture(scope="module")
def shown():
    """A case's answer."""
    return bh.open("q-sense").ask(bh.Reach(), as_of=date(2000, 6, 30))


def test_everything_an_answer_has_can_be_asked_of_it(shown):
    """Its header and its parts."""
    assert "reach" == shown.question
    assert shown.answer.part("markets" if shown.parts[0].name == "markets" else shown.parts[0].name) == shown.part(
        shown.parts[0].name
    )
    with pytest.raises(AttributeError):
        _ = shown.nonsense


def test_a_notebook_shows_every_part(shown):
    """Tables with headings, escaped."""
    page = shown._repr_html_()

    assert all(part.title in page for part in shown.parts)
    assert "<table" in page
    assert "<script" not in page


def test_printed_it_is_what_the_command_line_prints(shown):
    """The question stands first."""
    assert str(shown).startswith("Which markets can our network take us into")


def test_records_are_flat(shown):
    """A market becomes its code and its label."""
    row = shown.records()[0]

    assert {"market_code", "market_label"} <= row.keys()
    assert not any(isinstance(value, dict) for value in row.values())


def test_an_unknown_part_names_those_there_are(shown):
    """And the nearest."""
    with pytest.raises(NoPartError, match=shown.parts[0].name):
        shown.records("nonsense")


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_frame_comes_from_whichever_library_is_there(shown, monkeypatch, name):
    """pandas first, then polars."""
    for other in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, other, None)
    monkeypatch.setitem(sys.modules, name, types.SimpleNamespace(DataFrame=lambda rows: (name, rows)))

    assert (name, shown.records()) == shown.frame()


def test_without_a_library_it_says_how_to_get_one(shown, monkeypatch):
    """The install command, and the way without it."""
    for other in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, other, None)

    with pytest.raises(NoFrameLibraryError, match="pip install pandas"):
        shown.frame()

    assert isinstance(NoFrameLibraryError(), builtins.ImportError)
