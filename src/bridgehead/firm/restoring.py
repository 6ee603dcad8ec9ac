"""Restoring: an export of a whole record, read into a record that holds nothing yet, comes back with its history."""

from __future__ import annotations

from pathlib import Path

from bridgehead.firm.importing import ImportReport
from bridgehead.record.lines import Header, LineError, read_line
from bridgehead.record.schema import is_url
from bridgehead.record.store import Store
from bridgehead.record.versions import Change


def is_whole_record(path: Path) -> bool:
    """Whether a file is a whole record as lines, told by its first line."""
    if not path.is_file():
        return False
    with path.open("rb") as lines:
        first = lines.readline(1000)
    try:
        return isinstance(read_line(first), Header)
    except LineError:
        return False


def is_unused(store: Store) -> bool:
    """Whether a record in a file has been made and nothing else."""
    return not is_url(store.place) and all(item.action == "init" for item in store.transactions())


def restore_into(store: Store, path: Path) -> ImportReport:
    """Put a whole record, with its history, in the place of one that holds nothing.

    Raises:
        LineError: the lines are no whole record. NewerFormatError: a newer version of the program wrote them.
    """
    with path.open(encoding="utf-8") as lines:
        Store.restore(store.place, lines).close()
    created = tuple(entry.id for entry in store.entries())
    return ImportReport(
        change=Change(created=created), files=((str(path), "jsonl"),), rows=len(created), is_restored=True
    )
