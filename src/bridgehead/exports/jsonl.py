"""Everything as JSON lines, one entry a line: the form that loses nothing (`record.lines`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bridgehead.exports import write_text
from bridgehead.network.lens import Lens
from bridgehead.record.entries import TYPE_BY_WORD, get_type_word
from bridgehead.record.findings import Finding
from bridgehead.record.lines import write_entry
from bridgehead.record.record import Record
from bridgehead.record.store import Store

_RANK = {word: rank for rank, word in enumerate(TYPE_BY_WORD)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Jsonl:
    """The whole record with its history; of a record that keeps none, its entries."""

    name: ClassVar[str] = "jsonl"
    summary: ClassVar[str] = "Everything, one entry a line, with its history; importing it restores the record exactly."
    suffix: ClassVar[str] = ".jsonl"

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:  # noqa: ARG002 - entries need no lens
        """Write every line; nothing is lost, so there are no findings."""
        if isinstance(record, Store):
            write_text(record.write_lines(), path)
        else:
            ordered = sorted(record.entries(), key=lambda entry: (_RANK[get_type_word(entry)], entry.id))
            write_text((write_entry(entry) for entry in ordered), path)
        return ()
