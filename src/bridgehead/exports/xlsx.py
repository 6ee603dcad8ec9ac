"""One workbook with a sheet for each type of entry, that the source `table` reads back sheet by sheet.

Cells are text, written as in the CSV tables. A cell that a spreadsheet would take for a formula begins with an
apostrophe, which is taken off again on reading. Carriage returns are written as Excel writes them (_x000D_).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bridgehead.errors import RefusedError
from bridgehead.exports import new_place
from bridgehead.exports._characters import clean_xml
from bridgehead.exports._losses import Losses, find_columns, find_rows
from bridgehead.network.lens import Lens
from bridgehead.record.findings import Finding
from bridgehead.record.record import Record
from bridgehead.sources._cells import guard

_MOST_ROWS = 1_048_576
#: less the apostrophe that may stand in front
_LONGEST_CELL = 32_766
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class TooManyRowsError(RefusedError):
    """A sheet would be longer than a workbook allows."""

    def __init__(self, word: str, count: int) -> None:
        """Args: word of the entry type; count of its entries."""
        self.word, self.count = word, count
        super().__init__(
            f"A sheet holds at most {_MOST_ROWS:,} rows, and there are {count:,} entries of type {word}. "
            "Export to csv or jsonl instead."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Xlsx:
    """Every entry, in one sheet for each type."""

    name: ClassVar[str] = "xlsx"
    summary: ClassVar[str] = "A workbook with a sheet for each type of entry, read back sheet by sheet."
    suffix: ClassVar[str] = ".xlsx"

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:  # noqa: ARG002 - entries need no lens
        """Write a new workbook.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
            TooManyRowsError: there are more entries of a type than a sheet holds.
        """
        losses = Losses("A workbook")
        rows_by_word = find_rows(record, losses, _clean)
        for word, rows in rows_by_word.items():
            if len(rows) >= _MOST_ROWS:
                raise TooManyRowsError(word, len(rows))
        with new_place(path) as part:
            _build_book(rows_by_word).save(part)
        return losses.findings(path)


def _build_book(rows_by_word: Mapping[str, list[dict[str, str]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook(write_only=True)
    # a workbook must have a sheet
    for word, rows in (rows_by_word or {"actor": []}).items():
        sheet = book.create_sheet(word)
        columns = find_columns(word, rows)
        sheet.append(list(_cells(sheet, columns)))
        for row in rows:
            sheet.append(list(_cells(sheet, (row.get(column, "") for column in columns))))
    return book


def _cells(sheet: WriteOnlyWorksheet, texts: Iterable[str]) -> Iterator[Cell | None]:
    """Texts as cells that hold text whatever it looks like."""
    for text in texts:
        cell = WriteOnlyCell(sheet, _ESCAPED.sub("_x005F_", guard(text)).replace("\r", "_x000D_")) if text else None
        if cell:
            cell.data_type = "s"
        yield cell


def _clean(text: str) -> str:
    return clean_xml(text)[:_LONGEST_CELL]
