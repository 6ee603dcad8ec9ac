"""One row of a table on its way to entries: cells become fields, what cannot be read a finding with its place.

A row is skipped only where the entry cannot be made; any other bad cell leaves its field unknown and is reported.
"""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import anyascii

from bridgehead.record.dates import DateError, When
from bridgehead.record.entries import Entry
from bridgehead.record.findings import Finding, Level
from bridgehead.record.validation import find_faults
from bridgehead.sources import ReadRow
from bridgehead.sources._cells import read_items
from bridgehead.sources._fields import (
    FieldReader,
    FieldShape,
    build_from_fields,
    explain,
    field_shapes,
    required_fields,
)
from bridgehead.sources._values import ValueTextError

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_NUMERIC = re.compile(r"\s*[+-]?[\d.,]*\s*%?\s*")


def slug(text: str) -> str:
    """A text as part of an id: small letters, digits and hyphens; the same text always gives the same.

    >>> slug("Ångström & Söner AB"), slug("北京")
    ('angstrom-soner-ab', 'beijing')
    """
    plain = _NOT_SLUG.sub("-", anyascii.anyascii(text).lower()).strip("-")
    return plain[:80].rstrip("-") or hashlib.sha256(text.encode()).hexdigest()[:12]


#: parts in an interaction that may follow an id after a colon; any other word takes `=`
PARTS = frozenset({
    "sender", "receiver", "organiser", "attendee", "host", "guest", "asker", "asked", "target", "introducer",
    "introduced", "caller", "called", "seller", "buyer", "supplier", "customer", "speaker", "presenter", "author",
    "trainer", "trainee", "supporter", "supported", "visitor", "visited", "participant",
})  # fmt: skip


def split_cell(text: str, shape: FieldShape) -> str | list[Any]:
    """A cell as its field wants it: lists are parted by ; or |, the values of a pair by = or a colon.

    A list whose items hold such signs is written as JSON: `["a;b", "c"]`. Ids may hold colons, so a pair that begins
    with an id is parted at its last colon only where a number or a part people play (`PARTS`) follows; `=` always says
    where the id ends.

    >>> split_cell("a:0.4; b", FieldShape(("id", "number"), is_list=True))
    [['a', '0.4'], ['b']]
    >>> split_cell("crm:anna:sender; crm:bo; crm:eve=keynote", FieldShape(("id", "text"), is_list=True))
    [['crm:anna', 'sender'], ['crm:bo'], ['crm:eve', 'keynote']]
    """
    if not shape.is_list:
        return text
    written = read_items(text.strip())
    if written is not None:
        return written
    items = [item.strip() for item in text.split(";" if ";" in text else "|")]
    kept = [item for item in items if item]
    return list(kept) if len(shape.kinds) == 1 else [_split_item(item, shape.kinds) for item in kept]


def _split_item(item: str, kinds: Sequence[str]) -> list[str]:
    if "=" in item:
        return [part.strip() for part in item.split("=")]
    if kinds[0] == "text" and kinds[-1] == "text":
        return [part.strip() for part in item.split(":", 1)]
    parts = item.split(":")
    if kinds[-1] == "text":
        is_part = len(parts) > 1 and parts[-1].strip().lower() in PARTS
        return [":".join(parts[:-1]).strip(), parts[-1].strip()] if is_part else [item]
    rest: list[str] = []
    while len(parts) > 1 and len(rest) < len(kinds) - 1 and _NUMERIC.fullmatch(parts[-1]):
        rest.insert(0, parts.pop().strip())
    return [":".join(parts).strip(), *rest]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """Reads the cells of one row.

    Attributes:
        file, number: where the row stands. reader: of single fields. headers: meaning -> name of the column.
        told: readings told of in earlier rows; a note on how a text was read is given once a table.
        findings: what was odd so far.
    """

    file: str
    number: int
    reader: FieldReader
    headers: Mapping[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def read(self, word: str, name: str, text: str, meaning: str = "") -> Any:  # noqa: ANN401 - a field's own type
        """A cell as a field's value; None, and a finding, where it cannot be read.

        Args:
            word: the entry type's word. name: of the field. text: the cell. meaning: of the column; "" is the field's.
        """
        try:
            reading = self.reader.read(word, name, split_cell(text, field_shapes(word)[name]))
        except (ValueTextError, DateError) as error:
            code, why = explain(error)
            needed = name in required_fields(word)
            self.report("error" if needed else "warning", code, why, meaning or name, text)
            return None
        if reading.note and reading.note not in self.told:
            self.told.add(reading.note)
            self.report("note", "market-read", reading.note, meaning or name, text)
        return reading.value

    def build(self, word: str, values: Mapping[str, Any]) -> Entry | None:
        """The entry, without the fields that make it unfit to be kept; None where it cannot be made at all.

        Args:
            word: the entry type's word. values: fields that have been read; None counts as not given.
        """
        kept = {name: value for name, value in values.items() if value is not None}
        # every turn takes at least one field out, so it ends
        while True:
            try:
                entry = build_from_fields(word, kept)
            except ValueTextError as error:
                self.report("error", error.code, f"{error.why} The row is skipped.", found=error.found)
                return None
            faults = find_faults(entry)
            if not faults:
                return entry
            fault = faults[0]
            dropped = ("begin", "end") if fault.code == "reversed-dates" else (fault.column,)
            if any(name in required_fields(word) or name not in kept for name in dropped):
                self.report("error", fault.code, f"{fault.message} The row is skipped.", fault.column, fault.found)
                return None
            self.report("warning", fault.code, f"{fault.message} Left unknown.", fault.column, fault.found)
            kept = {name: value for name, value in kept.items() if name not in dropped}

    def report(self, level: Level, code: str, message: str, meaning: str = "", found: str = "") -> None:
        """Add a finding about the row.

        Args:
            level, code, message, found: as in `Finding`. meaning: of the column, named as the file names it.
        """
        column = self.headers.get(meaning, meaning)
        self.findings.append(
            Finding(
                level=level, code=code, message=message, file=self.file, row=self.number, column=column, found=found
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading(ABC):
    """Reads the rows of a table one by one.

    Attributes:
        file: name of the table. reader: of single fields, which also makes ids full.
        headers: meaning -> name of the column. on: the day the table speaks for.
        describe: a row's texts from its cells. taken: ids given away so far. told: readings told of so far.
    """

    file: str
    reader: FieldReader
    headers: Mapping[str, str]
    on: When
    describe: Callable[[list[str]], Mapping[str, str]]
    taken: dict[str, int] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def read(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[ReadRow]:
        """The entries of numbered rows, each with the evidence it rests on."""
        for number, cells in rows:
            row = RowReading(file=self.file, number=number, reader=self.reader, headers=self.headers, told=self.told)
            entries = tuple(self._read_row(row, self.describe(cells)))
            yield ReadRow(number=number, entries=entries, findings=tuple(row.findings))

    @abstractmethod
    def _read_row(self, row: RowReading, texts: Mapping[str, str]) -> Iterable[Entry]:
        """The entries of one row; none where it is skipped."""
