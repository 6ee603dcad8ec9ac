"""Importing: a file or a folder becomes entries, in one transaction, with a word on every row that was not taken.

Nothing is written before everything has been read, so an import that is interrupted leaves the record as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from bridgehead.errors import BridgeheadError, MisuseError, NotFoundError, UnreadableError, suggest
from bridgehead.firm.concluding import Placed, conclude, count_joined, count_placed, leave_out_withdrawn
from bridgehead.firm.gathering import Gathering
from bridgehead.firm.standing import settle
from bridgehead.record.dates import When, on_day
from bridgehead.record.entries import Actor, Entry, EntryId
from bridgehead.record.findings import Finding
from bridgehead.record.record import find_own_firm
from bridgehead.record.store import Store
from bridgehead.record.store_errors import InvalidEntryError
from bridgehead.record.versions import Change
from bridgehead.sources import ReadRow, Source, UnrecognisedFileError, find_sources, get_source, recognise

#: the finding of a file in a folder that could not be read
_REFUSED = "refused-file"
#: called with each row's number as it is read
Progress = Callable[[int], None]


class NothingToImportError(UnreadableError):
    """A file or folder gave no entries."""

    def __init__(self, path: Path, seen: str) -> None:
        """Args: path of the file or folder; seen: what was seen in it, as a clause."""
        self.path, self.seen = path, seen
        super().__init__(
            f"{path} gave no entries: {seen}. Nothing was written. 'bridgehead import --list' shows what each source "
            "reads."
        )


class NoSuchFileError(NotFoundError):
    """There is nothing at the path of an import."""

    def __init__(self, path: Path) -> None:
        """Args: path as given."""
        self.path = path
        near = [item.name for item in path.parent.iterdir()] if path.parent.is_dir() else []
        super().__init__(f"There is no file or folder {path}.{suggest(path.name, near)}")


class SourceOptionError(MisuseError):
    """A source has no option of this name."""

    def __init__(self, source: str, option: str, known: Sequence[str]) -> None:
        """Args: source by name; option asked for; known: the options it has."""
        self.source, self.option = source, option
        takes = f"It takes: {', '.join(known)}." if known else "It takes none."
        super().__init__(f"The source {source} has no option {option!r}.{suggest(option, known)} {takes}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        change: ids created, updated and unchanged, and the transaction; its transaction is None for a preview.
        files: (file or folder, source that read it) in the order they were read.
        rows: how many rows, records or documents were read. skipped: those that gave nothing although they should.
        findings: everything that is odd, the reasons of the skipped rows among them.
        is_preview: nothing was written. is_restored: a whole record came back with its history.
        joined: pairs of actors joined by an exact identifier. placed: how many contacts have a market now.
        entries: what was read and what follows from it, as it stands or would stand.
    """

    change: Change
    files: tuple[tuple[str, str], ...]
    rows: int
    skipped: tuple[ReadRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_preview: bool = False
    is_restored: bool = False
    joined: int = 0
    placed: Placed = field(default_factory=Placed)
    entries: tuple[Entry, ...] = ()

    @property
    def created(self) -> tuple[EntryId, ...]:
        """Ids new to the record."""
        return self.change.created

    @property
    def updated(self) -> tuple[EntryId, ...]:
        """Ids of entries that changed."""
        return self.change.updated

    @property
    def unchanged(self) -> tuple[EntryId, ...]:
        """Ids of entries that stood so already."""
        return self.change.unchanged

    @property
    def transaction(self) -> int | None:
        """Number of the transaction; None where nothing was written."""
        return self.change.transaction

    @property
    def refused(self) -> tuple[str, ...]:
        """Files of a folder that could not be read; a finding of each says why."""
        return tuple(finding.file for finding in self.findings if finding.code == _REFUSED)


def import_into(  # noqa: PLR0913 - what a caller says of a file, by name
    store: Store,
    path: Path,
    *,
    by: str,
    source: str | None = None,
    options: Mapping[str, Any] | None = None,
    preview: bool = False,
    progress: Progress | None = None,
    called: str = "",
    today: date,
) -> ImportReport:
    """Read a file or folder into a record.

    Args:
        store: the record. path: what to read; a folder no source reads as a whole is read file by file.
        by: who imports. source: name of the source; None recognises it by content.
        options: of the source. preview: say what would happen and write nothing. progress: told of each row.
        called: what the history calls the file, where its path means nothing to people; "" is the path.
        today: the day files speak for that name none, and affiliations are looked at.

    Raises:
        NoSuchFileError: nothing is at the path. UnrecognisedFileError: no source reads it.
        NothingToImportError: it gave no entries. SourceOptionError: the source has no such option.
        UnreadableError: it cannot be read as its format; in a folder of others this is a finding instead.
    """
    if not path.exists():
        raise NoSuchFileError(path)
    gathered, read = Gathering(), []
    before = store.entries()
    own = find_own_firm(before) or ""
    home = next((entry.market or "" for entry in before if entry.id == own and isinstance(entry, Actor)), "")
    usual = _Usual(firm=own, on=today.isoformat(), home=home)
    for file, reader in _find_readers(path, source, options or {}, gathered, usual):
        if _take_rows(file, reader, gathered, progress, is_named=file == path):
            read.append((str(file), reader.name))
    if not gathered.entries:
        raise NothingToImportError(path, _describe_seen(gathered, read))
    held = {entry.id: entry for entry in before}
    writing = _Writing(
        store=store, held=held, today=today, usual_day=None if "on" in (options or {}) else on_day(today)
    )
    written = writing.write(gathered, preview=preview, by=by, source=called or str(path), summary=_summarise(read))
    gathered.find_dangling(held.keys())
    return ImportReport(
        change=written.change,
        files=tuple(read),
        rows=gathered.rows,
        skipped=tuple(gathered.skipped),
        findings=tuple(gathered.findings),
        is_preview=preview,
        joined=written.joined,
        placed=count_placed(tuple((held if preview else held | written.entries).values())),
        entries=tuple(written.entries.values()),
    )


def _take_rows(file: Path, reader: Source, gathered: Gathering, progress: Progress | None, *, is_named: bool) -> bool:
    """Take in all rows of a file; False, and none of them, where it is one of a folder and cannot be read."""
    rows = []
    try:
        for row in reader.read(file):
            rows.append(row)
            if progress:
                progress(gathered.rows + len(rows))
    except (BridgeheadError, OSError) as error:
        if is_named:
            raise
        gathered.findings.append(_refuse(file, error))
        return False
    for row in rows:
        gathered.take(row, str(file))
    return True


def _refuse(file: Path, error: Exception) -> Finding:
    why = str(error) if isinstance(error, BridgeheadError) else getattr(error, "strerror", "") or str(error)
    message = f"Nothing of it was read: {why}"
    return Finding(level="error", code=_REFUSED, message=message, file=str(file))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What was written: the change, the entries by id, and how many pairs of actors they join."""

    change: Change
    entries: dict[EntryId, Entry]
    joined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """Writes what was gathered over what stands.

    Attributes:
        store: the record. held: its entries by id. today: the day. usual_day: as `standing.settle` takes it.
    """

    store: Store
    held: dict[EntryId, Entry]
    today: date
    usual_day: When | None

    def write(self, gathered: Gathering, *, preview: bool, by: str, source: str, summary: str) -> _Written:
        """Write, or compare, what was gathered and what follows from it.

        Rows whose entries have faults are left out and the rest tried again.
        """
        own = find_own_firm(self.held.values())
        if own is not None:
            gathered.keep_own_firm(own)

        def attempt() -> _Written:
            entries = settle(self.store, self.held, gathered.entries.values(), usual_day=self.usual_day)
            follows = leave_out_withdrawn(self.store, conclude(self.held.values(), entries, on=self.today))
            everything = {entry.id: entry for entry in (*entries, *follows)}
            if preview:
                change = self.store.compare(everything.values())
            else:
                change = self.store.put(everything.values(), action="import", by=by, summary=summary, source=source)
            joined = count_joined(follows, (*change.created, *change.updated))
            return _Written(change=change, entries=everything, joined=joined)

        try:
            return attempt()
        except InvalidEntryError as error:
            gathered.drop(error.faults)
        if not gathered.entries:
            raise NothingToImportError(Path(source), f"every entry has a fault, first: {gathered.findings[-1]}")
        return attempt()


@dataclass(frozen=True, slots=True)
class _Usual:
    """What options of these names mean where nobody gives them: the record's own firm, today, and the firm's market."""

    firm: str
    on: str
    home: str


def _find_readers(
    path: Path, source: str | None, options: Mapping[str, Any], gathered: Gathering, usual: _Usual
) -> Iterator[tuple[Path, Source]]:
    """Each file to read with the source that reads it; the case folders of a folder first."""
    if source is not None:
        yield path, _build_source(get_source(source), options, usual)
        return
    kind = _recognise(path, options)
    if kind is not None:
        yield path, _build_source(kind, options, usual)
        return
    found = []
    for item in sorted(item for item in path.iterdir() if not item.name.startswith(".")):
        try:
            found.append((item, type(recognise(item))))
        except UnrecognisedFileError:
            message = "No source recognises it; it was left out."
            gathered.findings.append(Finding(level="note", code="unrecognised-file", message=message, file=str(item)))
        except (BridgeheadError, OSError) as error:
            gathered.findings.append(_refuse(item, error))
    for item, kind in sorted(found, key=lambda pair: not pair[0].is_dir()):
        known = _options_of(kind)
        yield item, _build_source(kind, {name: options[name] for name in options if name in known}, usual)


def _recognise(path: Path, options: Mapping[str, Any]) -> type[Source] | None:
    """The source of a file by its content, else the only one that has all the options given; None for a folder."""
    try:
        return type(recognise(path))
    except UnrecognisedFileError:
        fitting = [kind for kind in find_sources().values() if options and set(options) <= set(_options_of(kind))]
        if path.is_dir():
            return None
        if len(fitting) != 1:
            raise
        return fitting[0]


def _options_of(kind: type[Source]) -> tuple[str, ...]:
    return tuple(option.name for option in fields(kind))  # type: ignore[arg-type]


def _build_source(kind: type[Source], options: Mapping[str, Any], usual: _Usual) -> Source:
    known = _options_of(kind)
    for name in options:
        if name not in known:
            raise SourceOptionError(kind.name, name, known)
    given = {name: getattr(usual, name) for name in known if name in {"firm", "on", "home"}}
    return kind(**given | dict(options))


def _summarise(read: Sequence[tuple[str, str]]) -> str:
    names = ", ".join(dict.fromkeys(name for _, name in read))
    return f"imported {len(read)} file{'s' if len(read) != 1 else ''} ({names})"


def _describe_seen(gathered: Gathering, read: Sequence[tuple[str, str]]) -> str:
    """What an import without entries saw."""
    refused = [finding for finding in gathered.findings if finding.code == _REFUSED]
    if not read and refused:
        return f"none of its {len(gathered.findings)} files could be read; first: {str(refused[0]).rstrip('.')}"
    if not read:
        return f"of its {len(gathered.findings)} files no source recognises one" if gathered.findings else "it is empty"
    names = ", ".join(dict.fromkeys(name for _, name in read))
    seen = f"{gathered.rows} rows read as {names}, none of them with an entry"
    first = next((finding for finding in gathered.findings if finding.level == "error"), None)
    return f"{seen}; first: {str(first).rstrip('.')}" if first else seen
