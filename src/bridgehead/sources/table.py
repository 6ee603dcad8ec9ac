"""Tables: CSV files and XLSX workbooks whose columns a mapping gives a meaning.

Three sorts of table are read: one *contact of the firm* a row (`_contacts`), one *candidate* for a programme a row
(`_candidates`), and one *entry* a row, its columns named as the entry's fields (`_natives`). Which it is, and which
column means what, is declared in a mapping (`_mapping`): a built-in one that the header fits, or the user's own. Every
row rests on one evidence entry that names the file and the row.

Conventions of tables: an empty end of a tie or a membership is open, it still holds; an empty begin is unknown; the
word "unknown" is unknown anywhere. Lists are parted by ; or |, pairs written a:0.4 or a=0.4. Ids without a colon get
the table's namespace in front: `table` for tables of entries, so that one may name another's; the file's name for
contacts. The option `namespace` says otherwise, so that a table of ties may name the contacts of another file. An
apostrophe in front of what a spreadsheet would take for a formula is no part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import ClassVar

from bridgehead.errors import suggest
from bridgehead.record.dates import UNKNOWN, read_when
from bridgehead.record.findings import Finding
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._candidates import CandidatesReading
from bridgehead.sources._cells import unguard
from bridgehead.sources._contacts import ContactsReading
from bridgehead.sources._fields import FieldReader
from bridgehead.sources._guess import UnmappedTableError, choose_mapping, guess_mapping
from bridgehead.sources._mapping import (
    ColumnMapping,
    ColumnMatch,
    fold,
    load_mapping,
    match_columns,
    read_mapping,
    save_mapping,
)
from bridgehead.sources._natives import NativeReading
from bridgehead.sources._rows import slug
from bridgehead.sources._sheets import NumberedRow, Sheet, open_sheet
from bridgehead.sources._values import DayOrder

__all__ = ["ColumnMapping", "Glimpse", "Table", "load_mapping", "read_mapping", "save_mapping"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """The beginning of a table.

    Attributes:
        header: names of the columns. rows: the first rows below it, each with a cell for each column.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Reads CSV files, gzipped or not, and XLSX workbooks.

    Attributes:
        mapping: name of a built-in mapping, or path of one's own; "" takes the one that fits the header.
        firm: id of the firm whose contacts the rows are.
        namespace: first part of ids; "" is the mapping's, else the file's name.
        on: the day the table speaks for, as in 2024-05-31.
        sheet: name of the sheet in a workbook; "" is the first visible one.
        delimiter: between the cells of a CSV file; "" finds out.
        encoding: of a CSV file, as in cp1252; "" finds out.
        decimal: the decimal sign, "." or ","; "" decides for each number.
        day_order: what comes first in 12/03/2021, "day-month" or "month-day"; "" reports such dates.
    """

    name: ClassVar[str] = "table"
    summary: ClassVar[str] = "CSV or XLSX table of contacts, candidates or entries, read by a mapping of its columns"
    ignored: ClassVar[Mapping[str, str]] = {
        "other sheets": "one sheet is read at a time; name it to read another",
        "formulas": "their last results are read",
        "columns a mapping ignores": "each stands in the mapping with its reason",
    }

    mapping: str = ""
    firm: str = ""
    namespace: str = ""
    on: str = ""
    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""
    decimal: str = ""
    day_order: DayOrder = ""

    def recognises(self, path: Path) -> bool:
        """Whether it is a table whose header a built-in mapping fits."""
        try:
            sheet = self._open(path)
        except SourceFileError:
            return False
        return bool(self.mapping) or choose_mapping(sheet.header, path) is not None

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The entries of the table, row by row; first a row without number that tells of the file as a whole.

        Raises:
            SourceFileError: it cannot be read, has no rows, or lacks a column that every row needs.
            BadMappingError: the mapping is none. DateError: `on` is no date.
        """
        sheet = self._open(path)
        mapping = load_mapping(self.mapping) if self.mapping else choose_mapping(sheet.header, path)
        if mapping is None:
            raise UnmappedTableError(path, sheet.header)
        match = match_columns(mapping, sheet.header)
        for group in mapping.needed:
            if not any(meaning in match.places for meaning in group):
                raise UnmappedTableError(path, sheet.header, mapping=mapping, missing=group)
        findings = (*sheet.findings, *_describe_columns(path, mapping, match))
        if mapping.rows == "contact" and not self.firm:
            message = "Whose contacts these are was not said, so no ties were made. Name the firm."
            findings += (Finding(level="error", code="no-firm", message=message, file=path.name),)
        yield ReadRow(findings=findings)
        is_empty = True
        for row in self._read_rows(path, sheet, mapping, match):
            is_empty = is_empty and row.number is None
            yield row
        if is_empty:
            raise SourceFileError(path, "it has a header and no rows below it", "Add rows, or check which sheet it is.")

    def describe_mapping(self, path: Path) -> ColumnMapping:
        """The mapping the table would be read with, and the reason for each column; a start for one's own.

        Args:
            path: the table.

        Raises:
            SourceFileError: it cannot be read.
        """
        sheet = self._open(path)
        mapping = load_mapping(self.mapping) if self.mapping else choose_mapping(sheet.header, path)
        return guess_mapping(sheet, mapping)

    def glimpse(self, path: Path, *, most: int = 5) -> Glimpse:
        """The header of the table and its first rows.

        Args:
            path: the table. most: how many rows.

        Raises:
            SourceFileError: it cannot be read.
        """
        sheet = self._open(path)
        width = len(sheet.header)
        rows = (tuple((cells + [""] * width)[:width]) for _, cells in islice(sheet.rows(), most))
        return Glimpse(header=sheet.header, rows=tuple(rows))

    def _open(self, path: Path) -> Sheet:
        return open_sheet(path, tab=self.sheet, delimiter=self.delimiter, encoding=self.encoding)

    def _read_rows(self, path: Path, sheet: Sheet, mapping: ColumnMapping, match: ColumnMatch) -> Iterator[ReadRow]:
        stem = path.name.partition(".")[0]
        namespace = self.namespace or mapping.namespace or slug(stem)
        reader = FieldReader(
            localise=lambda text: _localise(text, namespace, self.firm), day_order=self.day_order, decimal=self.decimal
        )
        on = read_when(self.on) if self.on else UNKNOWN
        width = len(sheet.header)
        bent: list[ReadRow] = []
        rows = _find_straight_rows(path, sheet.rows(), width, bent)

        words_by_meaning = {
            meaning: {fold(word): held for word, held in words.items()} for meaning, words in mapping.words.items()
        }

        def describe(cells: list[str]) -> Mapping[str, str]:
            return _describe_row(cells, mapping.values, words_by_meaning, match)

        if mapping.rows == "contact":
            reading = ContactsReading(
                mapping=mapping, namespace=namespace, file=path.name, reader=reader, headers=match.headers, on=on,
                firm=self.firm, describe=describe,
            )  # fmt: skip
            yield from reading.read(rows)
        elif mapping.rows == "candidate":
            yield from CandidatesReading(
                namespace=namespace, file=path.name, reader=reader, headers=match.headers, on=on, describe=describe
            ).read(rows)
        else:
            yield from NativeReading(
                word=mapping.rows, file=path.name, reader=reader, headers=match.headers, on=on, describe=describe
            ).read(rows)
        yield from bent


def _find_straight_rows(
    path: Path, rows: Iterator[NumberedRow], width: int, bent: list[ReadRow]
) -> Iterator[NumberedRow]:
    """Rows with a cell for each column; one with more goes into `bent`, since its cells may be shifted."""
    for number, cells in rows:
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) > width:
            message = (
                f"It has {len(cells)} cells under {width} columns, so they may be shifted. The row is skipped. "
                "Quote cells that hold the delimiter."
            )
            finding = Finding(level="error", code="ragged-row", message=message, file=path.name, row=number)
            bent.append(ReadRow(number=number, findings=(finding,)))
        else:
            yield number, cells + [""] * (width - len(cells))


def _describe_row(
    cells: list[str], values: Mapping[str, str], words: Mapping[str, Mapping[str, str]], match: ColumnMatch
) -> dict[str, str]:
    """Meaning -> text, with the mapping's own values where a cell is empty and its words where it is not."""
    texts = dict(values)
    for meaning, place in match.places.items():
        text = unguard(cells[place])
        if text.strip():
            texts[meaning] = words[meaning].get(fold(text), text) if meaning in words else text
        else:
            texts.setdefault(meaning, "")
    return texts


def _describe_columns(path: Path, mapping: ColumnMapping, match: ColumnMatch) -> Iterator[Finding]:
    """What each column was taken for, then one finding for each that is not read and not ignored by name."""
    taken = ", ".join(f"{header!r} as {meaning}" for meaning, header in match.headers.items())
    message = f"Read with mapping {mapping.name!r}: {taken}."
    yield Finding(level="note", code="mapping-used", message=message, file=path.name)
    for header in match.unused:
        near = suggest(fold(header).replace(" ", "_"), mapping.meanings)
        message = f"Mapping {mapping.name!r} has no use for it; it was not read.{near} Map it, or list it as ignored."
        yield Finding(
            level="warning", code="unused-column", message=message, file=path.name, column=header or "(no name)"
        )
    for header in match.doubled:
        message = "An earlier column has the same meaning; this one was not read. Keep one of the two."
        yield Finding(level="warning", code="double-column", message=message, file=path.name, column=header)


def _localise(text: str, namespace: str, firm: str) -> str:
    """The full form of an id or a name in a table; the firm by the last part of its id is the firm."""
    if ":" in text:
        return text
    short = slug(text)
    return firm if firm and short == slug(firm.rpartition(":")[2]) else f"{namespace}:{short}"
