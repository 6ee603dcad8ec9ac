"""LinkedIn: the data export a member asks for, its connections and its messages.

`Connections.csv` stands below a preamble of notes whose length varies; its columns are found by name, in any order,
some absent. A connection is a tie that existed by the day it was made; how strong it is nobody said. A company is a
name as typed, and one organisation within this source only. From `messages.csv` who wrote to whom on which day is
read, never what was written. A folder or a zip archive may hold both.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

from bridgehead.record.dates import UNKNOWN, read_when
from bridgehead.record.entries import Evidence
from bridgehead.record.findings import Finding
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._connections import ConnectionsReading
from bridgehead.sources._conversations import MessagesReading
from bridgehead.sources._findings import Tally
from bridgehead.sources._linkedin import ExportTable, find_table, may_hold_table
from bridgehead.sources._owners import ContactList, find_owner
from bridgehead.sources._rows import slug
from bridgehead.sources._zips import find_parts, open_archive

_FILES = {"connections.csv": "connections", "messages.csv": "messages"}
_MOST_UNFOLDED = 2 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedIn:
    """Reads a LinkedIn data export.

    Attributes:
        owner: whose contacts they are, an actor's id or a name; "" lets ties start from the firm.
        firm: id of the firm whose contacts the rows are.
        on: the day the export was made, as in 2024-05-31.
    """

    name: ClassVar[str] = "linkedin"
    summary: ClassVar[str] = "LinkedIn data export: Connections.csv, messages.csv, or the folder or zip that holds them"
    ignored: ClassVar[Mapping[str, str]] = {
        "SUBJECT, CONTENT, CONVERSATION TITLE, ATTACHMENTS": "what people wrote is nobody's business here",
        "Notes": "the preamble explains the file to its owner",
        "other files of the export": "they are about the member, not about whom the member knows",
    }

    owner: str = ""
    firm: str = ""
    on: str = ""

    def recognises(self, path: Path) -> bool:
        """Whether it is such a table, a folder with both, or an archive with connections."""
        try:
            if path.is_dir():
                # one table alone in a folder is read as a file, so that what lies beside it is read, too
                return len([file for file in _find_files(path) if find_table(file)]) == len(_FILES)
            if parts := find_parts(path):
                return any(PurePosixPath(part).name.lower() == "connections.csv" for part in parts)
            return may_hold_table(path) and find_table(path) is not None
        except (SourceFileError, OSError):
            return False

    def read(self, path: Path) -> Iterator[ReadRow]:
        """One row per connection and per message; last a row with all findings of each table.

        Raises:
            SourceFileError: it cannot be read, holds neither table, or no row that names anybody. DateError: `on` is
                no date.
        """
        with _unpacked(path) as files:
            tables = [table for file in files if (table := find_table(file))]
            if not tables:
                why = "it holds no table with the columns of LinkedIn's connections or messages"
                raise SourceFileError(path, why, "Give Connections.csv, messages.csv, or the folder or zip with them.")
            yield ReadRow(findings=_describe_others(path))
            yield from self._read_tables(path, tables)

    def _read_tables(self, path: Path, tables: list[ExportTable]) -> Iterator[ReadRow]:
        whose = slug(self.owner or self.firm or "somebody")
        evidence = Evidence(
            id=f"linkedin:evidence:{whose}", reference="LinkedIn data export", kind="dataset",
            on=read_when(self.on) if self.on else UNKNOWN,
        )  # fmt: skip
        owner = find_owner(self.owner, self.firm, namespace="linkedin", evidence=evidence.id)
        contacts = ContactList(namespace="linkedin", owner=owner)
        yield ReadRow(entries=(evidence, *owner.entries), findings=owner.find_findings(path.name))
        connections = ConnectionsReading(contacts=contacts, evidence=evidence.id)
        messages = MessagesReading(owner=owner, evidence=evidence.id, known=connections)
        is_empty = True
        for table in sorted(tables, key=lambda table: table.kind):
            for row in (connections if table.kind == "connections" else messages).read(table):
                is_empty = is_empty and not row.entries
                yield row
        if is_empty:
            seen = "; ".join(str(finding) for finding in (*connections.findings, *messages.findings))
            why = f"none of its rows names a contact{f' ({seen})' if seen else ''}"
            raise SourceFileError(path, why, "Ask LinkedIn for the export again, with connections ticked.")


def _find_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.name.lower() in _FILES and file.is_file())


def _describe_others(path: Path) -> tuple[Finding, ...]:
    """One finding on what else lies in the folder or archive."""
    names = [file.name for file in sorted(path.iterdir())] if path.is_dir() else sorted(find_parts(path))
    others = Tally("note", "other-file", "Other files of the export, not read: {count} ({examples}).")
    for name in names:
        if PurePosixPath(name).name.lower() not in _FILES and not name.endswith("/"):
            others.add(name)
    return others.findings(path.name)


@contextmanager
def _unpacked(path: Path) -> Iterator[list[Path]]:
    """The tables to read: the file itself, those of a folder, or those unpacked from an archive."""
    if path.is_dir():
        yield _find_files(path)
    elif find_parts(path):
        with tempfile.TemporaryDirectory() as folder:
            with open_archive(path, _MOST_UNFOLDED) as archive:
                for part in archive.infolist():
                    name = PurePosixPath(part.filename).name.lower()
                    if name in _FILES:
                        with archive.open(part) as packed, (Path(folder) / name).open("wb") as plain:
                            shutil.copyfileobj(packed, plain)
            yield _find_files(Path(folder))
    else:
        yield [path]
