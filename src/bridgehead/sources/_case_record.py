"""One pass over the record files of a case: nodes of YAML become entries, each fault with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bridgehead.errors import suggest
from bridgehead.record.dates import DateError
from bridgehead.record.entries import TYPE_BY_WORD, Assessment, Entry, referred_ids
from bridgehead.record.findings import Finding, Level
from bridgehead.record.record import OWN_FIRM
from bridgehead.record.validation import find_faults
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._fields import FieldReader, build_from_fields, explain
from bridgehead.sources._values import ValueTextError
from bridgehead.sources._yaml import Located, compose, find_items

_PLURALS = {"evidence": "evidence"}
#: a top-level key of a record -> the entry type
WORD_BY_KEY: dict[str, str] = {key: word for word in TYPE_BY_WORD for key in (word, _PLURALS.get(word, f"{word}s"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReading:
    """One pass over the files of a case.

    Attributes:
        case: its name. places: entry id -> (file, line) of every entry met, made or not. made: the entries.
    """

    case: str
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    made: list[Entry] = field(default_factory=list)

    def localise(self, text: str) -> str:
        """The full form of an id."""
        return text if ":" in text else f"{self.case}:{text}"

    def read_file(self, path: Path) -> Iterator[ReadRow]:
        """The entries of one file, then what is odd about its top level."""
        root = compose(path)
        if root is not None and not isinstance(root, yaml.MappingNode):
            raise SourceFileError(path, "its top level is no mapping", "Begin it with 'actors:' or another entry type.")
        sections = list(find_items(root))
        defaults = {
            WORD_BY_KEY.get(kind.key, kind.key): list(find_items(kind.node))
            for section in sections
            if section.key == "defaults"
            for kind in find_items(section.node)
        }
        for section in sections:
            if section.key in WORD_BY_KEY:
                word = WORD_BY_KEY[section.key]
                for item in find_items(section.node):
                    yield self._read_entry(path, word, item, defaults.get(word, []))
            elif section.key == "firm":
                yield self._read_firm(path, section)
            elif section.key != "defaults":
                known = (*WORD_BY_KEY, "firm", "defaults")
                message = f"No entry type {section.key!r}.{suggest(section.key, known)}"
                yield _row(path, section.line, "unknown-type", message, column=section.key)
        for kind_key in defaults:
            if kind_key not in TYPE_BY_WORD:
                message = f"'defaults' names no entry type {kind_key!r}.{suggest(kind_key, TYPE_BY_WORD)}"
                yield _row(path, None, "unknown-type", message, column="defaults")

    def _read_entry(self, path: Path, word: str, item: Located, defaults: list[Located]) -> ReadRow:
        identity = self.localise(item.key.strip())
        if identity in self.places:
            file, line = self.places[identity]
            message = f"The id {identity!r} stands already in {file}, line {line}. Give one of the two another."
            return _row(path, item.line, "duplicate-id", message, found=item.key)
        self.places[identity] = (path.name, item.line)
        values: dict[str, Any] = {"id": identity}
        findings = []
        given = list(find_items(item.node))
        own = {part.key for part in given}
        seen: set[str] = set()
        for part in (*given, *(part for part in defaults if part.key not in own)):
            fault = self._read_field(path, word, part, values, seen)
            findings += [fault] if fault else []
        try:
            entry = build_from_fields(word, values)
        except ValueTextError as error:
            findings.append(_finding(path, item.line, error.code, error.why, found=error.found))
            return ReadRow(number=item.line, file=path.name, findings=tuple(findings))
        lines = {part.key: part.line for part in given}
        findings += [
            _finding(
                path,
                lines.get(fault.column, item.line),
                fault.code,
                fault.message,
                column=fault.column,
                found=fault.found,
            )
            for fault in find_faults(entry)
        ]
        if any(finding.level == "error" for finding in findings):
            return ReadRow(number=item.line, file=path.name, findings=tuple(findings))
        self.made.append(entry)
        return ReadRow(number=item.line, file=path.name, entries=(entry,), findings=tuple(findings))

    def _read_field(
        self, path: Path, word: str, part: Located, values: dict[str, Any], seen: set[str]
    ) -> Finding | None:
        """Put one field into `values`; the finding where it cannot be read, or was read in a way to know of."""
        if part.key in seen or part.key == "id":
            message = (
                f"{part.key!r} stands twice in one entry. Keep one."
                if part.key != "id"
                else "The id is the key itself. Take 'id' out."
            )
            return _finding(path, part.line, "duplicate-field", message, column=part.key)
        seen.add(part.key)
        written = part.value
        try:
            reading = FieldReader(localise=self.localise, decimal=".").read(word, part.key, written)
        except (ValueTextError, DateError) as error:
            code, why = explain(error)
            return _finding(path, part.line, code, why, column=part.key, found=str(written))
        values[part.key] = reading.value
        if reading.note:
            return _finding(
                path, part.line, "market-read", reading.note, column=part.key, found=str(written), level="note"
            )
        return None

    def _read_firm(self, path: Path, section: Located) -> ReadRow:
        """The assessment that names the record's own firm."""
        if not isinstance(section.value, str) or not section.value.strip():
            return _row(path, section.line, "bad-value", "'firm' takes the id of one actor.", column="firm")
        identity = self.localise("focal_firm")
        if identity in self.places:
            return _row(path, section.line, "duplicate-id", "'firm' stands twice. Keep one.", column="firm")
        self.places[identity] = (path.name, section.line)
        subject, (instrument, item) = self.localise(section.value.strip()), OWN_FIRM
        entry = Assessment(id=identity, subject=subject, instrument=instrument, item=item, value=True)
        self.made.append(entry)
        return ReadRow(number=section.line, file=path.name, entries=(entry,))

    def find_dangling(self) -> Iterator[ReadRow]:
        """A row for each entry that names an id of this case that is not there."""
        for entry in self.made:
            named = [*referred_ids(entry), *(("evidence", target) for target in entry.evidence), *_subjects(entry)]
            for column, target in named:
                if target.startswith(f"{self.case}:") and target not in self.places:
                    file, line = self.places[entry.id]
                    near = suggest(target, self.places)
                    message = f"{entry.id!r} names {target!r}, which is not in the case.{near}"
                    finding = Finding(
                        level="error", code="dangling-reference", message=message, file=file, row=line,
                        column=column, found=target, entries=(entry.id,),
                    )  # fmt: skip
                    yield ReadRow(number=line, file=file, findings=(finding,))


def _subjects(entry: Entry) -> Iterator[tuple[str, str]]:
    for name in ("subject", "about"):
        if target := getattr(entry, name, ""):
            yield name, target


def _finding(
    path: Path,
    line: int | None,
    code: str,
    message: str,
    *,
    column: str = "",
    found: str = "",
    level: Level = "error",
) -> Finding:
    return Finding(level=level, code=code, message=message, file=path.name, row=line, column=column, found=found)


def _row(path: Path, line: int | None, code: str, message: str, *, column: str = "", found: str = "") -> ReadRow:
    finding = _finding(path, line, code, message, column=column, found=found)
    return ReadRow(number=line, file=path.name, findings=(finding,))
