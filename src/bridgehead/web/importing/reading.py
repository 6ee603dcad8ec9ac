"""Reading an upload: by which source, with which options, and what that gives, kept without the entries themselves."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import msgspec

from bridgehead.errors import BridgeheadError, MisuseError
from bridgehead.firm import Firm
from bridgehead.firm.asking import read_fields
from bridgehead.firm.concluding import Placed
from bridgehead.firm.importing import ImportReport
from bridgehead.record.entries import Actor, EntryId, Tie, get_type_word
from bridgehead.record.findings import Finding
from bridgehead.record.markets import label
from bridgehead.record.store_errors import UnknownEntryError
from bridgehead.sources import Source, find_sources, get_source
from bridgehead.sources.table import Table
from bridgehead.web.forms import FormControl, build_controls
from bridgehead.web.importing.jobs import Job, Tell
from bridgehead.web.importing.saved_mappings import SavedMappings
from bridgehead.web.importing.uploads import Upload
from bridgehead.web.importing.words import UNKNOWN_CODES

#: the firm is the record's own, and columns have a page of their own
_NOT_ASKED = frozenset({"firm", "mapping"})
#: stands for the columns a person chose for this upload
OWN = "own"
_SAMPLED = 8
_LEVELS = ("error", "warning", "note")


class SourceValueError(MisuseError):
    """An option of a source has a value it cannot have."""

    def __init__(self, source: str, why: str) -> None:
        """Args: source by name; why, as the reader of values says it."""
        self.source = source
        super().__init__(f"The options of {source} cannot be read: {why}. Correct the field and read again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How an upload is read.

    Attributes:
        source: by name; "" reads a folder file by file, each by the source that recognises it.
        options: of the source, as typed. mapping: name of the mapping of a table.
    """

    source: str
    options: tuple[tuple[str, str], ...] = ()
    mapping: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledTie:
    """A relationship as a preview shows it."""

    sender: str
    receiver: str
    kind: str
    role: str
    begin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an import did, or would do.

    Attributes:
        counts: (type word, new, changed, unchanged) for each type of entry. rows, skipped: of the file.
        files: (name, source) of each file read. actors, ties: the first of those new or changed.
        findings: errors first, each with file, row and column. transaction: its number; None where nothing changed.
        joined: pairs of actors merged by an exact identifier. placed: how many contacts have a market.
        is_restored: a whole record came back with its history.
    """

    counts: tuple[tuple[str, int, int, int], ...]
    rows: int
    skipped: int
    files: tuple[tuple[str, str], ...]
    actors: tuple[tuple[str, str, str], ...]
    ties: tuple[SampledTie, ...]
    findings: tuple[Finding, ...]
    transaction: int | None
    joined: int
    placed: Placed
    is_restored: bool

    @property
    def has_ambiguous_days(self) -> bool:
        """Whether a day could be read in two ways."""
        return any(finding.code == "ambiguous-date" for finding in self.findings)

    @property
    def unknown_words(self) -> int:
        """How many words of a table mean nothing known."""
        return len({(one.column, one.found) for one in self.findings if one.code in UNKNOWN_CODES})

    @property
    def needs_own_addresses(self) -> bool:
        """Whether it was not said whose mail or calendar it is, so that nobody in it is tied to the firm."""
        return any(finding.code == "no-own-address" for finding in self.findings)

    @property
    def new(self) -> int:
        """How many entries are new."""
        return sum(count[1] for count in self.counts)

    @property
    def changed(self) -> int:
        """How many change."""
        return sum(count[2] for count in self.counts)

    @property
    def unchanged(self) -> int:
        """How many stood so already."""
        return sum(count[3] for count in self.counts)


def choose_reading(upload: Upload, choices: Mapping[str, str], saved: SavedMappings) -> Reading | None:
    """How an upload is read, as chosen, else as its content says; None where nothing says.

    Raises:
        UnknownSourceError: the source chosen is none.
    """
    name = choices.get("source", "")
    mapping = choices.get("mapping", "")
    if not name and not mapping and upload.columns is None:
        mapping = saved.find_fitting(upload.path)
    if not name:
        name = Table.name if mapping or upload.columns else upload.recognised.name if upload.recognised else ""
    if not name:
        return Reading(source="") if upload.path.is_dir() else None
    if name == Table.name and not mapping and upload.columns is not None:
        mapping = OWN
    known = _find_options(get_source(name))
    options = tuple((option, choices[option].strip()) for option in known if choices.get(option, "").strip())
    return Reading(source=name, options=options, mapping=mapping if name == Table.name else "")


def _find_options(kind: type[Source]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind) if item.name not in _NOT_ASKED)  # type: ignore[arg-type]


def build_source_controls(reading: Reading) -> tuple[FormControl, ...]:
    """The controls of a source's options."""
    if not reading.source:
        return ()
    given = {name: [value] for name, value in reading.options}
    controls = build_controls(get_source(reading.source), given)
    # docstrings write an empty text as programmers do
    return tuple(
        replace(control, help=control.help.replace('""', "empty"))
        for control in controls
        if control.name not in _NOT_ASKED
    )


def may_be_table(upload: Upload) -> bool:
    """Whether an upload that no source recognises has lines and columns at all; a picture or a program has none."""
    try:
        return bool(Table().glimpse(upload.path, most=1).header)
    except (BridgeheadError, OSError):
        return False


def list_sources() -> tuple[tuple[str, str], ...]:
    """(name, what it reads) of every source."""
    return tuple((name, kind.summary) for name, kind in find_sources().items())


def build_options(upload: Upload, reading: Reading, saved: SavedMappings) -> dict[str, Any]:
    """The options of a reading as its source takes them.

    Raises:
        SourceValueError: a value does not fit. BadMappingError: the mapping is none.
    """
    if not reading.source:
        return {}
    try:
        options = read_fields(get_source(reading.source), dict(reading.options))
    except msgspec.ValidationError as error:
        raise SourceValueError(reading.source, str(error)) from None
    if reading.mapping == OWN and upload.columns is not None:
        options["mapping"] = str(upload.columns)
    elif reading.mapping:
        options["mapping"] = str(saved.get_path(reading.mapping) or reading.mapping)
    return options


def start_preview(firm: Firm, upload: Upload, reading: Reading, options: Mapping[str, Any], start: Any) -> Job:  # noqa: ANN401 - of jobs
    """The work that says what a reading gives; that of the same reading is not done twice.

    Args:
        start: of the jobs.
    """
    version = firm.store.last_transaction
    key = (reading, upload.columns, version)
    if upload.preview is None or upload.preview[0] != key:
        upload.preview = key, start(lambda tell: read_upload(firm, upload, reading, options, tell, preview=True))
    return upload.preview[1]


def read_upload(
    firm: Firm, upload: Upload, reading: Reading, options: Mapping[str, Any], tell: Tell, *, preview: bool
) -> Told:
    """Read an upload into the record, or say what would come of it.

    Raises:
        As `Firm.import_`.
    """
    report = firm.import_(
        upload.path, reading.source or None, preview=preview, progress=tell, called=upload.name, **options
    )
    return tell_report(report, upload, firm)


def tell_report(report: ImportReport, upload: Upload, firm: Firm) -> Told:
    """What a person is shown of a report."""
    touched = {*report.created, *report.updated}
    ties = tuple(_take(report, touched, Tie))
    names = _name_actors(report, firm, {id_ for tie in ties for id_ in (tie.sender, tie.receiver)})
    return Told(
        counts=tuple(_count(report)),
        rows=report.rows,
        skipped=len(report.skipped),
        files=tuple((upload.clean(file), source) for file, source in report.files),
        actors=tuple(
            (entry.name, entry.kind, label(entry.market) if entry.market else "")
            for entry in _take(report, touched, Actor)
        ),
        ties=tuple(
            SampledTie(
                sender=names.get(tie.sender, tie.sender),
                receiver=names.get(tie.receiver, tie.receiver),
                kind=tie.kind,
                role=tie.role.replace("_", " "),
                begin=str(tie.begin),
            )
            for tie in ties
        ),
        findings=tuple(sorted((_clean(finding, upload) for finding in report.findings), key=_by_level)),
        transaction=report.transaction,
        joined=report.joined,
        placed=report.placed,
        is_restored=report.is_restored,
    )


def _name_actors(report: ImportReport, firm: Firm, ids: set[EntryId]) -> dict[EntryId, str]:
    """The names of some actors, in the file or in the record."""
    names = {entry.id: entry.name for entry in report.entries if isinstance(entry, Actor) and entry.id in ids}
    for id_ in ids - names.keys():
        with contextlib.suppress(UnknownEntryError):
            held = firm.get(id_)
            names[id_] = held.name if isinstance(held, Actor) else id_
    return names


def _take(report: ImportReport, ids: set[EntryId], kind: Any) -> Iterator[Any]:  # noqa: ANN401 - a type of entry
    found = (entry for entry in report.entries if isinstance(entry, kind) and entry.id in ids)
    yield from (entry for _, entry in zip(range(_SAMPLED), found, strict=False))


def _count(report: ImportReport) -> Iterator[tuple[str, int, int, int]]:
    word_by_id = {entry.id: get_type_word(entry) for entry in report.entries}
    groups = (report.created, report.updated, report.unchanged)
    new, changed, same = (Counter(word_by_id.get(id_, "entry") for id_ in ids) for ids in groups)
    for word in dict.fromkeys(word_by_id.values()) or {**new, **changed}:
        yield word, new[word], changed[word], same[word]


def _clean(finding: Finding, upload: Upload) -> Finding:
    return replace(finding, file=upload.clean(finding.file), message=upload.clean(finding.message))


def _by_level(finding: Finding) -> tuple[int, str, int]:
    return _LEVELS.index(finding.level), finding.file, finding.row or 0
