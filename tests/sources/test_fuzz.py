"""Damaged files never bring a source down: it gives entries and findings, or one of our own errors."""

import contextlib
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridgehead.errors import BridgeheadError
from bridgehead.record.validation import find_faults
from bridgehead.sources import get_source

HERE = Path(__file__).parent
SAMPLES = [
    "table/sample-contacts.csv",
    "table/sample-agreements.tsv",
    "table/sample-hubspot.csv",
    "jsonl/sample.jsonl",
    "cordis/sample-official.csv",
    "cordis/sample-table.csv",
    "case/sample/record.yaml",
    "linkedin/sample/Connections.csv",
    "linkedin/sample/messages.csv",
    "vcard/sample.vcf",
    "ical/sample.ics",
    "mail/sample.mbox",
    "mail/sample-folder/one.eml",
]
MARKS = [
    b"\0",
    b'"',
    b";",
    b",",
    b"\n",
    b"\xff\xfe",
    b"{",
    b"[",
    b": ",
    b"&x ",
    b"*x",
    b"9999999999",
    b"--",
    b"|",
    b"=",
    b"\r\n ",
    b"=?utf-8?q?=FF?=",
    b"\nBEGIN:VEVENT\n",
    b"\nEND:VCARD\n",
    b";INTERVAL=0;COUNT=-1;BYDAY=-9MO",
]
NEW = st.one_of(st.binary(max_size=8), st.sampled_from(MARKS))
EDITS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), NEW), min_size=1, max_size=6)


def edit(content, edits):
    """Replace a few bytes at a few places."""
    for place, length, new in edits:
        start = place % (len(content) + 1)
        content = content[:start] + new + content[start + length :]
    return content


@pytest.mark.parametrize("sample", SAMPLES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_a_damaged_sample_gives_entries_findings_or_our_own_error(sample, edits, tmp_path):
    """Whatever bytes are changed, only a BridgeheadError comes out, and every entry is fit to be kept."""
    path = tmp_path / sample
    shutil.rmtree(tmp_path / sample.partition("/")[0], ignore_errors=True)
    path.parent.mkdir(parents=True)
    path.write_bytes(edit((HERE / sample).read_bytes(), edits))
    source = get_source(sample.partition("/")[0])()
    target = path.parent if source.name == "case" else path

    entries = []
    source.recognises(target)
    with contextlib.suppress(BridgeheadError):
        entries = [entry for row in source.read(target) for entry in row.entries]

    assert [fault for entry in entries for fault in find_faults(entry)] == []


def workbook():
    """A small workbook as bytes."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (("id", "name", "country", "since"), (7, "Anna", "SE", 2001), (8, "Bo", "NA", "before 1999")):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def archive():
    """A small CORDIS archive as bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("csv/organization.csv", (HERE / "cordis" / "sample-official.csv").read_bytes())
    return file.getvalue()


@pytest.mark.parametrize(("name", "make"), [("table", workbook), ("cordis", archive)])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_a_damaged_archive_gives_entries_findings_or_our_own_error(name, make, edits, tmp_path):
    """The same holds for what is zipped."""
    path = tmp_path / "damaged.zip"
    path.write_bytes(edit(make(), edits))
    source = get_source(name)()

    entries = []
    source.recognises(path)
    with contextlib.suppress(BridgeheadError):
        entries = [entry for row in source.read(path) for entry in row.entries]

    assert [fault for entry in entries for fault in find_faults(entry)] == []
