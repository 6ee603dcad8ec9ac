"""The tables of LinkedIn's data export: found below their notes, and read by the names of their columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from bridgehead.record.findings import Finding, Level
from bridgehead.sources._findings import Tally
from bridgehead.sources._mapping import fold
from bridgehead.sources._sheets import Sheet
from bridgehead.sources._text import find_encoding, open_bytes, open_text

#: kind of table -> columns it cannot be without, as folded
_NEEDED = {
    "connections": frozenset({"first name", "last name", "connected on"}),
    "messages": frozenset({"from", "to", "date", "conversation id"}),
}
#: columns that are read, as folded
_READ = {
    "connections": _NEEDED["connections"] | {"url", "email address", "company", "position"},
    "messages": _NEEDED["messages"]
    | {"sender profile url", "recipient profile urls", "folder", "is message draft", "is conversation draft"},
}
#: columns left alone on purpose, as folded: what people wrote
_WRITTEN = frozenset({"conversation title", "subject", "content", "attachments"})
_DEEPEST_HEADER = 60
_PROFILE = re.compile(r"linkedin\.[a-z.]+/(?:in|pub)/([^/?#\s]+)", re.IGNORECASE)

#: code of a finding -> its level and message
_FINDINGS: dict[str, tuple[Level, str]] = {
    "ragged-row": ("error", "Rows with more cells than columns, so that they may be shifted: {count} ({examples})."),
    "no-name": ("warning", "Rows that name nobody, as of closed accounts, left out: {count} ({examples})."),
    "duplicate-row": ("warning", "Connections that stand in an earlier row, left out: {count} ({examples})."),
    "bad-date": ("warning", "Dates that cannot be read, left unknown: {count} ({examples})."),
    "bad-address": ("warning", "E-mail addresses that are none, left out: {count} ({examples})."),
    "unknown-profile": (
        "note",
        "Connections without a profile's address, known by name and day: {count} ({examples}).",
    ),
    "draft": ("note", "Drafts, never sent, left out: {count} ({examples})."),
    "no-recipient": ("note", "Messages that name nobody to whom they went, left out: {count} ({examples})."),
    "unused-column": ("warning", "Columns we do not know, not read: {count} ({examples})."),
}


def start_tallies() -> dict[str, Tally]:
    """A tally for each kind of finding."""
    return {code: Tally(level, code, message) for code, (level, message) in _FINDINGS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTable:
    """A table of the export.

    Attributes:
        kind: connections or messages. sheet: the table. places: folded name of a column that is read -> its place.
        unknown: columns we do not know.
    """

    kind: str
    sheet: Sheet
    places: Mapping[str, int]
    unknown: tuple[str, ...] = ()

    def find_rows(self, ragged: Tally) -> Iterator[tuple[int, dict[str, str]]]:
        """The number of each row and its cells by the column's folded name.

        Args:
            ragged: counts rows with more cells than columns, which are left out since they may be shifted.
        """
        width = len(self.sheet.header)
        for number, cells in self.sheet.rows():
            if any(cell.strip() for cell in cells[width:]):
                ragged.add(f"row {number}")
            else:
                yield (
                    number,
                    {name: cells[place].strip() if place < len(cells) else "" for name, place in self.places.items()},
                )


def may_hold_table(path: Path) -> bool:
    """Whether the beginning of a file speaks of connections or conversations; told without reading the whole of it.

    Args:
        path: of any file.

    Raises:
        SourceFileError: it cannot be read.
    """
    with open_bytes(path) as file:
        # in UTF-16 every other byte of such words is NUL
        start = file.read(2**16).replace(b"\0", b"").lower()
    return b"connected on" in start or b"conversation id" in start


def find_table(path: Path) -> ExportTable | None:
    """The table of the export a file holds, below whatever notes; None where it holds none.

    Args:
        path: of a CSV file.

    Raises:
        SourceFileError: it is no text that can be read.
    """
    encoding = find_encoding(path)
    for delimiter in (",", ";", "\t"):
        for number, header in _find_first_rows(path, encoding.name, delimiter):
            folded = [fold(name) for name in header]
            for kind, needed in _NEEDED.items():
                if needed <= set(folded):
                    places = {name: folded.index(name) for name in folded if name in _READ[kind]}
                    unknown = tuple(name for name in folded if name and name not in {*_READ[kind], *_WRITTEN})
                    sheet = Sheet(
                        path=path, header=tuple(header), header_row=number, delimiter=delimiter, encoding=encoding.name
                    )
                    return ExportTable(kind=kind, sheet=sheet, places=places, unknown=unknown)
    return None


def _find_first_rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The first rows of a file, each with the number of the line it begins on."""
    with open_text(path, encoding) as text:
        reader = csv.reader((line for _, line in zip(range(_DEEPEST_HEADER), text, strict=False)), delimiter=delimiter)
        start = 1
        try:
            for cells in reader:
                yield start, cells
                start = reader.line_num + 1
        except csv.Error:
            return


def read_profile(url: str) -> str:
    """The name of a profile in its address, in small letters; "" where the address is of no profile.

    >>> read_profile("https://www.linkedin.com/in/Ada-Byron/")
    'ada-byron'
    """
    found = _PROFILE.search(url)
    return unquote(found[1]).lower() if found else ""


def count_unknown_columns(table: ExportTable, tallies: Mapping[str, Tally]) -> None:
    """Count the columns of a table that we do not know.

    Args:
        table: any. tallies: by code.
    """
    for name in table.unknown:
        tallies["unused-column"].add(name)


def gather(tallies: Mapping[str, Tally], file: str) -> tuple[Finding, ...]:
    """What was odd in a table, one finding a kind.

    Args:
        tallies: by code. file: name of the table.
    """
    return tuple(finding for tally in tallies.values() for finding in tally.findings(file))
