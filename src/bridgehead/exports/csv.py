"""A folder of CSV tables, one for each type of entry, that the source `table` reads back.

Columns are named as the entries' fields; only those that say anything are written. Lists are parted by ";" and pairs
written a=b, lists that hold such signs as JSON. A cell that a spreadsheet would take for a formula begins with an
apostrophe, which is taken off again on reading. Files are UTF-8 with a byte order mark, so that spreadsheets show every
script.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bridgehead.exports import new_place
from bridgehead.exports._losses import Losses, find_columns, find_rows
from bridgehead.network.lens import Lens
from bridgehead.record.findings import Finding
from bridgehead.record.record import Record
from bridgehead.sources._cells import guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Csv:
    """Every entry, in one CSV table for each type."""

    name: ClassVar[str] = "csv"
    summary: ClassVar[str] = "A folder of CSV tables, one for each type of entry; importing the folder reads them back."
    suffix: ClassVar[str] = ".tables"

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:  # noqa: ARG002 - entries need no lens
        """Write a new folder of tables.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
        """
        losses = Losses("A table")
        rows_by_word = find_rows(record, losses, _clean)
        with new_place(path) as part:
            part.mkdir()
            for word, rows in rows_by_word.items():
                _write_table(part / f"{word}.csv", find_columns(word, rows), rows)
        return losses.findings(path)


def _write_table(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([guard(row.get(column, "")) for column in columns] for row in rows)


def _clean(text: str) -> str:
    """A text without NUL and lone surrogates, which no text file holds."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
