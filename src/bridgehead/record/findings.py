"""Findings: what is odd about a file or a record, with its place and what to do.

A finding is data. It is collected and shown with its fellows; it never stops anything by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One observation about a file or a record.

    Attributes:
        level: error (something was skipped or contradicts itself), warning (look at it), note (for information).
        code: short stable word for the kind of finding, as in "unknown-market".
        message: what was found and what to do next, one or two sentences.
        file: the file it was found in, as the user named it.
        row: line or row number there, counted from 1 with the header as row 1.
        column: name of the column or field.
        found: the offending value, as found.
        entries: ids of the entries concerned.
    """

    level: Level
    code: str
    message: str
    file: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    entries: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is, in words: file, row and column as far as they are known, else the entries and their field."""
        if self.entries and not self.file and self.row is None:
            return ", ".join([*self.entries, *([f"field {self.column!r}"] if self.column else [])])
        parts = [self.file] if self.file else []
        parts += [f"row {self.row}"] if self.row is not None else []
        parts += [f"column {self.column!r}"] if self.column else []
        return ", ".join(parts)

    def __str__(self) -> str:
        """The place, then the message."""
        return f"{self.place}: {self.message}" if self.place else self.message
