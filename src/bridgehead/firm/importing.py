"""Importing: a file or a folder becomes entries, in one transaction, with a word on every row that was not taken.

Nothing is written before everything has been read, so an import that is interrupted leaves the record as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from bridgehead.errors import MisuseError, NotFoundError, UnreadableError, suggest
from bridgehead.record.entries import Entry, EntryId, get_type_word, referred_ids
from bridgehead.record.findings import Finding
from bridgehead.record.record import find_own_firm
from bridgehead.record.store import Store
from bridgehead.record.store_errors import InvalidEntryError
from bridgehead.record.versions import Change
from bridgehead.sources import ReadRow, Source, UnrecognisedFileError, find_sources, get_source, recognise

#: called with each row's number as it is read
Progress = Callable[[int], None]
E = TypeVar("E", bound=Entry)
_MOST_DANGLING = 5


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
    """

    change: Change
    files: tuple[tuple[str, str], ...]
    rows: int
    skipped: tuple[ReadRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_preview: bool = False
    is_restored: bool = False

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


@dataclass(slots=True, kw_only=True)
class _Gathering:
    """Entries gathered row by row, each id once."""

    rows: int = 0
    entries: dict[EntryId, Entry] = field(default_factory=dict)
    row_of: dict[EntryId, ReadRow] = field(default_factory=dict)
    skipped: list[ReadRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, row: ReadRow, file: str) -> None:
        """Take one row in; `file` is where it is from, in the user's words."""
        placed = tuple(replace(finding, file=finding.file or row.file or file) for finding in row.findings)
        row = replace(row, file=row.file or file, findings=placed)
        self.rows += bool(row.entries) or row.number is not None
        self.findings.extend(placed)
        if not row.entries and any(finding.level == "error" for finding in placed):
            self.skipped.append(row)
        for entry in row.entries:
            held = self.entries.get(entry.id)
            if held is None or held == entry:
                self.entries[entry.id], self.row_of[entry.id] = entry, self.row_of.get(entry.id, row)
            elif type(held) is type(entry):
                self.entries[entry.id] = self._merge(held, entry, row)
            else:
                words = f"{get_type_word(held)} and {get_type_word(entry)}"
                self._say(row, "duplicate-id", f"The id {entry.id!r} stands for {words}; the first is kept.", entry.id)

    def _merge(self, held: E, entry: E, row: ReadRow) -> E:
        """One entry told in two rows: what one leaves open the other fills in; where they differ the first is kept."""
        filled: dict[str, Any] = {}
        for item in fields(held):
            mine, theirs = getattr(held, item.name), getattr(entry, item.name)
            if theirs in (mine, item.default):
                continue
            if isinstance(mine, tuple):
                filled[item.name] = tuple(dict.fromkeys((*mine, *theirs)))
            elif mine == item.default:
                filled[item.name] = theirs
            else:
                message = (
                    f"{entry.id!r} has {item.name} {mine!r} in an earlier row and {theirs!r} here; the first is kept."
                )
                self._say(row, "rows-differ", message, entry.id, column=item.name, found=str(theirs))
        return replace(held, **filled)

    def _say(self, row: ReadRow, code: str, message: str, id_: str, *, column: str = "", found: str = "") -> None:
        self.findings.append(
            Finding(
                level="warning",
                code=code,
                message=message,
                file=row.file,
                row=row.number,
                column=column,
                found=found,
                entries=(id_,),
            )
        )

    def drop(self, faults: Iterable[Finding]) -> None:
        """Leave out the rows whose entries have faults, and say so."""
        by_id = {id_: fault for fault in faults for id_ in fault.entries}
        for id_, fault in by_id.items():
            row = self.row_of[id_]
            placed = replace(fault, file=row.file, row=row.number)
            self.findings.append(placed)
            self.skipped.append(replace(row, entries=(), findings=(placed,)))
            del self.entries[id_]

    def find_dangling(self, known: Callable[[], set[EntryId]]) -> None:
        """Say which entries name others that are neither in the import nor in the record."""
        named = [
            (entry.id, target)
            for entry in self.entries.values()
            for target in (*(id_ for _, id_ in referred_ids(entry)), *entry.evidence)
            if target not in self.entries
        ]
        held = known() if named else set()
        missing = dict.fromkeys(target for _, target in named if target not in held)
        for target in list(missing)[:_MOST_DANGLING]:
            naming = tuple(id_ for id_, other in named if other == target)
            more = f" and {len(naming) - 1} more" if len(naming) > 1 else ""
            message = f"{naming[0]!r}{more} names {target!r}, which is not in the record. Add it, or correct the id."
            self.findings.append(
                Finding(level="warning", code="dangling-reference", message=message, found=target, entries=naming[:3])
            )
        if len(missing) > _MOST_DANGLING:
            rest = len(missing) - _MOST_DANGLING
            message = f"{rest} more ids are named and not in the record; 'bridgehead check' lists them."
            self.findings.append(Finding(level="warning", code="dangling-reference", message=message))


def import_into(
    store: Store,
    path: Path,
    *,
    by: str,
    source: str | None = None,
    options: Mapping[str, Any] | None = None,
    preview: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Read a file or folder into a record.

    Args:
        store: the record. path: what to read; a folder no source reads as a whole is read file by file.
        by: who imports. source: name of the source; None recognises it by content.
        options: of the source. preview: say what would happen and write nothing. progress: told of each row.

    Raises:
        NoSuchFileError: nothing is at the path. UnrecognisedFileError: no source reads it.
        NothingToImportError: it gave no entries. SourceOptionError: the source has no such option.
        UnreadableError: it cannot be read as its format.
    """
    if not path.exists():
        raise NoSuchFileError(path)
    gathered, read = _Gathering(), []
    usual = _Usual(firm=find_own_firm(store.entries()) or "", on=date.today().isoformat())  # noqa: DTZ011 - the user's day
    for file, reader in _find_readers(path, source, options or {}, gathered, usual):
        read.append((str(file), reader.name))
        for row in reader.read(file):
            gathered.take(row, str(file))
            if progress:
                progress(gathered.rows)
    if not gathered.entries:
        raise NothingToImportError(path, _describe_seen(gathered, read))
    change = _write(store, gathered, preview=preview, by=by, source=str(path), summary=_summarise(read))
    gathered.find_dangling(lambda: {entry.id for entry in store.entries()})
    return ImportReport(
        change=change,
        files=tuple(read),
        rows=gathered.rows,
        skipped=tuple(gathered.skipped),
        findings=tuple(gathered.findings),
        is_preview=preview,
    )


def _write(store: Store, gathered: _Gathering, *, preview: bool, by: str, source: str, summary: str) -> Change:
    """Write, or compare, what was gathered; rows whose entries have faults are left out and the rest tried again."""

    def attempt() -> Change:
        entries = list(gathered.entries.values())
        if preview:
            return store.compare(entries)
        return store.put(entries, action="import", by=by, summary=summary, source=source)

    try:
        return attempt()
    except InvalidEntryError as error:
        gathered.drop(error.faults)
    if not gathered.entries:
        raise NothingToImportError(Path(source), f"every entry has a fault, first: {gathered.findings[-1]}")
    return attempt()


@dataclass(frozen=True, slots=True)
class _Usual:
    """What options of these names mean where nobody gives them: the record's own firm, and today."""

    firm: str
    on: str


def _find_readers(
    path: Path, source: str | None, options: Mapping[str, Any], gathered: _Gathering, usual: _Usual
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
    given = {name: getattr(usual, name) for name in known if name in {"firm", "on"}}
    return kind(**given | dict(options))


def find_source_options() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Every option of any source: name -> (its help, names of the sources that have it)."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name, kind in find_sources().items():
        for option in _options_of(kind):
            words, sources = found.get(option, (_describe_option(kind, option), ()))
            found[option] = (words, (*sources, name))
    return found


def _describe_option(kind: type[Source], option: str) -> str:
    """What the docstring of a source says of one of its attributes."""
    _, _, attributes = (kind.__doc__ or "").partition("Attributes:")
    found = re.search(rf"^ *{option}: (.+?)(?=^ *\w+: |^\s*$|\Z)", attributes, re.MULTILINE | re.DOTALL)
    words = " ".join(found.group(1).split()) if found else ""
    return words[:1].upper() + words[1:]


def _summarise(read: Sequence[tuple[str, str]]) -> str:
    names = ", ".join(dict.fromkeys(name for _, name in read))
    return f"imported {len(read)} file{'s' if len(read) != 1 else ''} ({names})"


def _describe_seen(gathered: _Gathering, read: Sequence[tuple[str, str]]) -> str:
    """What an import without entries saw."""
    if not read:
        return f"of its {len(gathered.findings)} files no source recognises one" if gathered.findings else "it is empty"
    names = ", ".join(dict.fromkeys(name for _, name in read))
    seen = f"{gathered.rows} rows read as {names}, none of them with an entry"
    first = next((finding for finding in gathered.findings if finding.level == "error"), None)
    return f"{seen}; first: {str(first).rstrip('.')}" if first else seen
