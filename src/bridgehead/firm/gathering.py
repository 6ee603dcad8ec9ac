"""What an import gathers before anything is written: entries, each id once, and what is odd about the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from bridgehead.record.entries import Assessment, Entry, EntryId, get_type_word, referred_ids
from bridgehead.record.findings import Finding
from bridgehead.record.record import OWN_FIRM
from bridgehead.sources import ReadRow

E = TypeVar("E", bound=Entry)
_MOST_DANGLING = 5


@dataclass(slots=True, kw_only=True)
class Gathering:
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

    def keep_own_firm(self, own: EntryId) -> None:
        """Leave out whose record the file was: this one stays its own firm's."""
        for entry in list(self.entries.values()):
            if isinstance(entry, Assessment) and (entry.instrument, entry.item) == OWN_FIRM and entry.subject != own:
                del self.entries[entry.id]
                message = (
                    f"What was read is the record of {entry.subject!r}; this one stays {own!r}'s. Think twice whether "
                    "both belong in one file."
                )
                self._say(self.row_of[entry.id], "other-firm", message, entry.id)

    def drop(self, faults: Iterable[Finding]) -> None:
        """Leave out the rows whose entries have faults, and say so."""
        by_id = {id_: fault for fault in faults for id_ in fault.entries}
        for id_, fault in by_id.items():
            row = self.row_of[id_]
            placed = replace(fault, file=row.file, row=row.number)
            self.findings.append(placed)
            self.skipped.append(replace(row, entries=(), findings=(placed,)))
            del self.entries[id_]

    def find_dangling(self, held: Collection[EntryId]) -> None:
        """Say which entries name others that are neither in the import nor among the ids held."""
        named = [
            (entry.id, target)
            for entry in self.entries.values()
            for target in (*(id_ for _, id_ in referred_ids(entry)), *entry.evidence)
            if target not in self.entries and target not in held
        ]
        missing = dict.fromkeys(target for _, target in named)
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
