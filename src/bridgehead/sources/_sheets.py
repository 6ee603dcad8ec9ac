"""Rows of cells from CSV files and XLSX sheets: a header, then numbered rows of text."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

from bridgehead.record.findings import Finding
from bridgehead.sources import SourceFileError
from bridgehead.sources._text import find_encoding, open_text
from bridgehead.sources._zips import find_parts, open_archive

_DELIMITERS = (",", ";", "\t", "|")
_MOST_UNFOLDED = 2**30
_MOST_CELLS = 20_000_000
_CELL_NAME = re.compile(rb'\sr="([A-Z]{0,3})(\d{1,7})"')

NumberedRow = tuple[int, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table as it stands in a file.

    Attributes:
        path: the file. header: names of the columns. header_row: the row they stand in, counted from 1.
        findings: what is odd about the file as a whole.
        delimiter, encoding: of a CSV file. tab: name of an XLSX sheet.
    """

    path: Path
    header: tuple[str, ...]
    header_row: int = 1
    findings: tuple[Finding, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    tab: str = ""

    def rows(self) -> Iterator[NumberedRow]:
        """The rows below the header that hold anything, each with its number in the file.

        Raises:
            SourceFileError: the file breaks off, or a quotation never ends.
        """
        rows = _find_xlsx_rows(self.path, self.tab) if self.tab else _find_csv_rows(self)
        for number, cells in rows:
            if number > self.header_row and any(cell.strip() for cell in cells):
                yield number, cells


def is_xlsx(path: Path) -> bool:
    """Whether a file is an Office Open XML workbook."""
    return "xl/workbook.xml" in find_parts(path)


def open_sheet(path: Path, *, tab: str = "", delimiter: str = "", encoding: str = "") -> Sheet:
    """The header of a table and the way to its rows.

    Args:
        path: a CSV file, gzipped or not, or an XLSX workbook.
        tab: name of the sheet wanted; "" takes the first visible one.
        delimiter, encoding: of a CSV file; "" finds out.

    Raises:
        SourceFileError: the file holds no header, or cannot be read.
    """
    return _open_xlsx(path, tab) if is_xlsx(path) else _open_csv(path, delimiter, encoding)


def _open_csv(path: Path, delimiter: str, encoding: str) -> Sheet:
    found = find_encoding(path)
    findings = [] if encoding or not found.note else [_note(path, "encoding-guessed", found.note)]
    name = encoding or found.name
    with open_text(path, name) as text:
        lines = [line for _, line in zip(range(60), text, strict=False)]
    mark = re.fullmatch(r"sep=(.)\r?\n?", lines[0], re.IGNORECASE) if lines else None
    sign = delimiter or (mark[1] if mark else _sniff(lines))
    sheet = Sheet(path=path, header=(), header_row=0, delimiter=sign, encoding=name)
    for number, cells in _find_csv_rows(sheet):
        if any(cell.strip() for cell in cells) and not (mark and number == 1):
            return Sheet(
                path=path,
                header=_trim(cells),
                header_row=number,
                delimiter=sign,
                encoding=name,
                findings=tuple(findings),
            )
    raise SourceFileError(path, "it is empty", "A table needs a header row and at least one row below it.")


def _find_csv_rows(sheet: Sheet) -> Iterator[NumberedRow]:
    """Rows with the number of the line they begin on, so that an editor finds them."""
    with open_text(sheet.path, sheet.encoding) as text:
        reader = csv.reader(text, delimiter=sheet.delimiter)
        start = 1
        try:
            for cells in reader:
                yield start, cells
                start = reader.line_num + 1
        except csv.Error as error:
            why = f"row {start} cannot be read ({error})"
            raise SourceFileError(
                sheet.path, why, "Look for a quotation mark that is opened and never closed."
            ) from error


def _trim(cells: list[str]) -> tuple[str, ...]:
    """Names of columns without the empty ones behind the last."""
    header = [cell.strip() for cell in cells]
    while not header[-1]:
        header.pop()
    return tuple(header)


def _sniff(lines: list[str]) -> str:
    """The delimiter that gives the most columns in the header and the same number in most rows below it."""
    best, best_score = ",", 0.0
    for sign in _DELIMITERS:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=sign) if cells]
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            score = widths[0] * sum(width == widths[0] for width in widths) / len(widths)
            best, best_score = (sign, score) if score > best_score else (best, best_score)
    return best


def _open_xlsx(path: Path, tab: str) -> Sheet:
    _check_unfolded(path)
    try:
        book = python_calamine.load_workbook(str(path))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise SourceFileError(
            path, f"it is no workbook that can be read ({error})", "Save it again as .xlsx."
        ) from error
    visible = [
        sheet.name for sheet in book.sheets_metadata if sheet.visible == python_calamine.SheetVisibleEnum.Visible
    ]
    if tab and tab not in book.sheet_names:
        raise SourceFileError(path, f"it has no sheet {tab!r}", f"Its sheets are: {', '.join(book.sheet_names)}.")
    if not tab and not visible:
        raise SourceFileError(path, "all its sheets are hidden", f"Name one of them: {', '.join(book.sheet_names)}.")
    tab = tab or visible[0]
    others = [name for name in book.sheet_names if name != tab]
    message = f"Read sheet {tab!r}; not read: {', '.join(others)}. Name a sheet to read another."
    findings = (_note(path, "sheets-not-read", message),) if others else ()
    for number, cells in _find_xlsx_rows(path, tab):
        if any(cell.strip() for cell in cells):
            return Sheet(path=path, header=_trim(cells), header_row=number, tab=tab, findings=findings)
    raise SourceFileError(path, f"its sheet {tab!r} is empty", "A table needs a header row and at least one row below.")


def _find_xlsx_rows(path: Path, tab: str) -> Iterator[NumberedRow]:
    try:
        sheet = python_calamine.load_workbook(str(path)).get_sheet_by_name(tab)
        rows = sheet.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise SourceFileError(path, f"its sheet {tab!r} cannot be read ({error})", "Save it again as .xlsx.") from error
    for number, cells in enumerate(rows, start=1):
        yield number, [_write(cell) for cell in cells]


def _write(cell: Any) -> str:  # noqa: ANN401 - what a workbook's cell holds
    """A cell's value as text: whole numbers without a point, days without a time, yes and no in words."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if not isinstance(cell, timedelta) else f"{cell.total_seconds():g} s"


def _check_unfolded(path: Path) -> None:
    """Refuse a workbook that unfolds to more than fits in memory, before unfolding it."""
    with open_archive(path, _MOST_UNFOLDED) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/worksheets/sheet"):
                _check_extent(path, archive, part)


def _check_extent(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a sheet whose outermost cells span more than fits in memory: its rows are held as a full rectangle."""
    rows, columns, tail = 0, 1, b""
    with archive.open(part) as xml:
        while chunk := xml.read(2**20):
            for match in _CELL_NAME.finditer(tail + chunk):
                rows = max(rows, int(match[2]))
                column = 0
                for letter in match[1]:
                    column = column * 26 + letter - 64
                columns = max(columns, column)
            tail = chunk[-32:]
    if rows * columns > _MOST_CELLS:
        why = f"a sheet spans {rows:,} rows and {columns:,} columns"
        raise SourceFileError(path, why, "Delete stray cells far below or to the right, or save the rows as CSV.")


def _note(path: Path, code: str, message: str) -> Finding:
    return Finding(level="note", code=code, message=message, file=path.name)
