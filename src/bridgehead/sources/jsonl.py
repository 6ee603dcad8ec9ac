"""JSONL: one entry a line, as `export` writes it and as people write it by hand (`record.lines`).

From a whole record the entries that stand are read, each in its newest version; its history comes back with the store's
own restoring, not through here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bridgehead.record.codec import EntryError
from bridgehead.record.dates import DateError
from bridgehead.record.entries import TYPE_BY_WORD
from bridgehead.record.findings import Finding
from bridgehead.record.lines import FORMAT, EntryLine, Header, LineError, read_line
from bridgehead.record.store_errors import NewerFormatError
from bridgehead.record.validation import find_faults
from bridgehead.record.versions import Transaction
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._text import find_encoding, open_text

_SAMPLE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Jsonl:
    """Reads lines of JSON, gzipped or not."""

    name: ClassVar[str] = "jsonl"
    summary: ClassVar[str] = "JSONL: one entry a line, from export or written by hand"
    ignored: ClassVar[Mapping[str, str]] = {
        "transactions": "who changed what and when is the other record's own history",
        "earlier versions": "only what stands is read",
        "withdrawn entries": "they do not stand",
    }

    def recognises(self, path: Path) -> bool:
        """Whether its first lines are lines of a record."""
        if path.is_dir():
            return False
        try:
            with open_text(path, find_encoding(path).name) as text:
                lines = [line.lstrip() for _, line in zip(range(_SAMPLE), text, strict=False) if line.strip()]
        except SourceFileError:
            return False
        return all(line.startswith("{") for line in lines) and any(_is_line(line) for line in lines)

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The entries line by line; where an entry has several versions, the newest, in the place of the first.

        Raises:
            SourceFileError: the file cannot be read, or holds no entries. NewerFormatError: a newer version of the
                program wrote it.
        """
        last_by_id, has_entries = self._find_last(path)
        if not has_entries:
            raise SourceFileError(
                path, "it holds no entries", "A line is one entry, as in 'bridgehead export --to jsonl'."
            )
        first_by_id: dict[tuple[str, str], int] = {}
        for number, line in _find_lines(path):
            if isinstance(line, LineError):
                yield _skip(path, number, "bad-line", str(line))
            elif isinstance(line, EntryLine) and line.version is None:
                first = first_by_id.setdefault(_key(line), number)
                message = (
                    f"The {line.word} {line.fields.get('id')!r} stands already in row {first}. The row is skipped."
                )
                yield (
                    self._read_entry(path, number, line)
                    if first == number
                    else _skip(path, number, "duplicate-id", message)
                )
            elif isinstance(line, EntryLine) and last_by_id[_key(line)] == number:
                yield self._read_entry(path, number, line)

    def _find_last(self, path: Path) -> tuple[dict[tuple[str, str], int], bool]:
        """The line of the newest version of each entry that has versions, and whether there are entries at all."""
        newest: dict[tuple[str, str], tuple[int, int]] = {}
        has_entries = False
        for number, line in _find_lines(path):
            if isinstance(line, Header) and line.version > FORMAT:
                raise NewerFormatError(path.name, line.version, FORMAT)
            if isinstance(line, EntryLine):
                has_entries = True
                if line.version is not None and line.version >= newest.get(_key(line), (0, 0))[0]:
                    newest[_key(line)] = (line.version, number)
        return {key: number for key, (_, number) in newest.items()}, has_entries

    def _read_entry(self, path: Path, number: int, line: EntryLine) -> ReadRow:
        if not line.is_standing:
            return ReadRow(number=number)
        try:
            entry = line.build()
        except EntryError as error:
            return _skip(path, number, "bad-entry", str(error), error.field)
        except DateError as error:
            return _skip(path, number, "bad-date", str(error))
        faults = tuple(
            Finding(
                level=fault.level, code=fault.code, message=fault.message, file=path.name, row=number,
                column=fault.column, found=fault.found, entries=fault.entries,
            )
            for fault in find_faults(entry)
        )  # fmt: skip
        return ReadRow(number=number, findings=faults) if faults else ReadRow(number=number, entries=(entry,))


def _find_lines(path: Path) -> Iterator[tuple[int, Header | Transaction | EntryLine | LineError]]:
    """Each line that is not blank with its number, read or not."""
    with open_text(path, find_encoding(path).name) as text:
        for number, line in enumerate(text, start=1):
            if line.strip():
                try:
                    yield number, read_line(line)
                except LineError as error:
                    yield number, error


def _is_line(text: str) -> bool:
    """Whether a text is a line of ours; other JSON lines have types, too, but not our words for them."""
    try:
        line = read_line(text)
    except LineError:
        return False
    return not isinstance(line, EntryLine) or line.word in TYPE_BY_WORD


def _key(line: EntryLine) -> tuple[str, str]:
    return line.word, str(line.fields.get("id"))


def _skip(path: Path, number: int, code: str, message: str, column: str = "") -> ReadRow:
    finding = Finding(level="error", code=code, message=message, file=path.name, row=number, column=column)
    return ReadRow(number=number, findings=(finding,))
