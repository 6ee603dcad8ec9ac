"""CSV tables and workbooks are read back as they were, safe from formulas, and say what they cannot hold."""

import csv
import re
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridgehead.exports.csv import Csv
from bridgehead.exports.xlsx import TooManyRowsError, Xlsx
from bridgehead.network.lens import Lens
from bridgehead.record.codec import to_plain
from bridgehead.record.entries import Actor, Evidence, Tie, get_type_word
from bridgehead.record.record import MemoryRecord
from bridgehead.record.store_errors import AlreadyThereError, NoFolderError
from bridgehead.sources.table import Table
from entrystrategies import records

ODD = [
    "=1+1", "'=1+1", "@x", "-3", "+46 70", "'s-Hertogenbosch", "a, b; c|d=e", 'say "no"', "two\nlines", "李娜", "שלום",
    "[1]", '["a"]', "_x000D_", "#N/A", "unknown", "a\rb", "\N{FULLWIDTH EQUALS SIGN}1",
]  # fmt: skip


def write_tables(record, folder):
    """The findings of the export, and every entry read back by id."""
    findings = Csv().write(record, folder / "out.tables", Lens())
    return findings, read([Table().read(path) for path in sorted((folder / "out.tables").iterdir())])


def write_workbook(record, folder):
    """The same by way of a workbook."""
    findings = Xlsx().write(record, folder / "out.xlsx", Lens())
    tabs = openpyxl.load_workbook(folder / "out.xlsx", read_only=True).sheetnames
    has_rows = find_counts(findings) < len(record.entries())
    return findings, read([Table(sheet=tab).read(folder / "out.xlsx") for tab in tabs] if has_rows else [])


def find_counts(findings):
    """How many entries were left out as a whole."""
    found = [re.search(r"leaves out (\d+)", finding.message) for finding in findings]
    return sum(int(match[1]) for match in found if match)


def read(readings):
    entries = [entry for rows in readings for row in rows for entry in row.entries]
    return {entry.id: entry for entry in entries if not entry.id.endswith(":row")}


def without_made_evidence(entry):
    """An entry as it was, without the evidence a table gives to each row that names none."""
    return replace(entry, evidence=tuple(id_ for id_ in entry.evidence if not id_.endswith(":row")))


@pytest.mark.parametrize("write", [write_tables, write_workbook])
def test_a_case_comes_back_as_it_was(case, write, tmp_path):
    """Every entry of every case, with all its fields, dates and evidence."""
    findings, back = write(case, tmp_path)

    assert () == findings
    assert {entry.id: entry for entry in case.entries()} == {
        id_: without_made_evidence(entry) for id_, entry in back.items()
    }


@pytest.mark.parametrize("write", [write_tables, write_workbook])
def test_odd_texts_come_back_as_they_were(write, tmp_path):
    """Formulas, quotes, delimiters, line breaks and every script, alone and in lists."""
    actors = [
        Actor(
            id=f"x:{number}",
            kind="person",
            name=text,
            aliases=(text, "b"),
            identifiers=((text, text),),
            evidence=("x:e",),
        )
        for number, text in enumerate(ODD)
    ]
    record = MemoryRecord("odd", (*actors, Evidence(id="x:e", reference="-")))

    findings, back = write(record, tmp_path)

    assert () == findings
    assert set(record.entries()) == set(back.values())


@pytest.mark.parametrize("write", [write_tables, write_workbook])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=records, name=st.text(st.characters(), max_size=6))
def test_what_differs_on_reading_back_was_said(entries, name, write, tmp_path_factory):
    """Whatever is lost of any record stands in a finding: nothing differs that was not counted."""
    held = (*entries, Actor(id="x:named", kind="person", name=name))

    findings, back = write(MemoryRecord("any", held), tmp_path_factory.mktemp("out"))

    said = {get_type_word(entry): "" for entry in held} | {word_of(finding): finding.message for finding in findings}
    for entry in held:
        other = back.get(entry.id)
        word = get_type_word(entry)
        if other is None:
            assert "leaves out" in said[word] or " id (" in said[word]
        else:
            differing = [
                name for name in to_plain(entry) | to_plain(other) if getattr(entry, name) != getattr(other, name)
            ]
            assert [] == [name for name in differing if name != "evidence" and f"{name} (" not in said[word]]


def word_of(finding):
    plurals = {"pieces": "evidence", "piece": "evidence"}
    last = finding.message.partition(" fields of ")[2] or finding.message.partition(" leaves out ")[2].partition(" ")[2]
    noun = last.partition(" ")[0].strip(":.")
    return plurals.get(noun, noun.removesuffix("s") if noun != "presences" else "presence")


def test_no_cell_begins_a_formula(tmp_path):
    """A spreadsheet that opens the files finds text in every cell."""
    actors = tuple(Actor(id=f"x:{place}", kind="person", name=text) for place, text in enumerate(ODD))
    Csv().write(MemoryRecord("odd", actors), tmp_path / "out.tables", Lens())
    Xlsx().write(MemoryRecord("odd", actors), tmp_path / "out.xlsx", Lens())

    with (tmp_path / "out.tables" / "actor.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["actor"]
    cells += [cell.value for row in sheet.iter_rows() for cell in row]

    assert {"s"} == {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_what_cannot_be_held_is_counted(tmp_path):
    """Control characters, outer spaces, ids without a namespace and missing kinds are told by type and field."""
    entries = (
        Actor(id="bare", kind="person", name="A"),
        Actor(id="x:1", kind="person", name=" spaced "),
        Actor(id="x:2", kind="person", name="a\0b"),
        Actor(id="x:3", kind="", name="none"),
        Tie(id="x:4", sender="x:1", receiver="x:2", kind="social"),
    )

    (finding,) = Csv().write(MemoryRecord("lossy", entries), tmp_path / "out.tables", Lens())

    assert "warning" == finding.level
    assert "leaves out 1 actor: " in finding.message
    assert "id (1), name (2)." in finding.message


def test_an_unknown_end_stays_unknown(tmp_path):
    """An empty end of a tie is open in tables, so one that nobody told is written in words."""
    tie = Tie(id="x:t", sender="x:1", receiver="x:2", kind="social", evidence=("x:e",))

    assert {"x:t": tie} == write_tables(MemoryRecord("tie", (tie,)), tmp_path)[1]


def test_nothing_is_overwritten_and_no_sheet_overflows(tmp_path, monkeypatch):
    """What is there stays, and a sheet that would be too long is refused with another way out."""
    record = MemoryRecord("one", (Actor(id="x:1", kind="person", name="A"), Actor(id="x:2", kind="person", name="B")))
    (tmp_path / "there").mkdir()

    for export in (Csv(), Xlsx()):
        with pytest.raises(AlreadyThereError):
            export.write(record, tmp_path / "there", Lens())
        with pytest.raises(NoFolderError):
            export.write(record, tmp_path / "no" / "file", Lens())
    monkeypatch.setattr("bridgehead.exports.xlsx._MOST_ROWS", 2)
    with pytest.raises(TooManyRowsError, match="Export to csv or jsonl"):
        Xlsx().write(record, tmp_path / "out.xlsx", Lens())

    assert ["there"] == [path.name for path in tmp_path.iterdir()]


def test_an_empty_record_gives_an_empty_book(tmp_path):
    """A workbook has at least one sheet; a folder may be empty."""
    Xlsx().write(MemoryRecord("none", ()), tmp_path / "out.xlsx", Lens())
    Csv().write(MemoryRecord("none", ()), tmp_path / "out.tables", Lens())

    assert ["actor"] == openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames
    assert [] == list((tmp_path / "out.tables").iterdir())
