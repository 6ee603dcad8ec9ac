"""From the lines of a whole record to the rows of its tables, refusing what would not be the record it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bridgehead.errors import BridgeheadError
from bridgehead.record.codec import encode
from bridgehead.record.lines import EntryLine, Header, Line, LineError, read_lines, write_moment
from bridgehead.record.store_errors import NewerFormatError
from bridgehead.record.versions import Transaction

_PLACE = "The export"


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """The rows of a record.

    Attributes:
        transactions: one mapping per transaction, newest first. versions: one per version, by entry and number.
    """

    transactions: tuple[Mapping[str, Any], ...]
    versions: tuple[Mapping[str, Any], ...]


def read_whole_record(lines: Iterable[str], known: int) -> WholeRecord:
    """The rows that the lines of a whole record stand for; their order does not matter after the header.

    Args:
        lines: as `Store.write_lines` gave them. known: the newest format this program reads.

    Raises:
        LineError: the lines are no whole record. EntryError, DateError: an entry is not sound.
        NewerFormatError: a newer version of the program wrote them.
    """
    numbered = read_lines(lines)
    _read_header(numbered, known)
    transactions: dict[int, dict[str, Any]] = {}
    versions: dict[str, dict[int, dict[str, Any]]] = {}
    for number, line in numbered:
        if isinstance(line, Transaction):
            if line.id in transactions:
                raise LineError(f"line {number}: transaction {line.id} stands there twice")
            transactions[line.id] = _transaction_row(line)
        else:
            row = _version_row(number, line)
            if versions.setdefault(row["entry"], {}).setdefault(row["number"], row) is not row:
                raise LineError(f"line {number}: version {row['number']} of {row['entry']!r} stands there twice")
    if not transactions:
        raise LineError("a whole record holds at least the transaction that made it")
    for held in versions.values():
        _link(held, transactions)
    for row in transactions.values():
        if row["undone_by"] is not None and row["undone_by"] not in transactions:
            raise LineError(f"transaction {row['undone_by']}, which undid {row['id']}, is missing")
    return WholeRecord(
        tuple(transactions[id_] for id_ in sorted(transactions, reverse=True)),
        tuple(held[number] for _, held in sorted(versions.items()) for number in sorted(held)),
    )


def _read_header(numbered: Iterator[tuple[int, Line]], known: int) -> None:
    _, first = next(numbered, (0, None))
    if not isinstance(first, Header):
        raise LineError('a whole record begins with a header such as {"format": "bridgehead", "version": 1}')
    if first.version > known:
        raise NewerFormatError(_PLACE, first.version, known)


def _transaction_row(line: Transaction) -> dict[str, Any]:
    return {
        "id": line.id,
        "recorded_at": write_moment(line.recorded_at),
        "by": line.by,
        "action": line.action,
        "summary": line.summary,
        "source": line.source,
        "undone_by": line.undone_by,
    }


def _version_row(number: int, line: Line) -> dict[str, Any]:
    if not isinstance(line, EntryLine) or line.version is None or line.transaction is None:
        raise LineError(
            f"line {number}: in a whole record every entry names its version and transaction. To read entries written "
            "by hand, leave the header out and import the file"
        )
    try:
        entry = line.build()
    except BridgeheadError as error:
        raise LineError(f"line {number}: {error}") from error
    return {
        "entry": entry.id,
        "number": line.version,
        "word": line.word,
        "transaction": line.transaction,
        "until": None,
        "withdrawn": not line.is_standing,
        "payload": encode(entry).decode("utf-8"),
    }


def _link(held: Mapping[int, dict[str, Any]], transactions: Mapping[int, Mapping[str, Any]]) -> None:
    """Let each version of one entry hold until the next; refuse gaps and unknown transactions."""
    previous: dict[str, Any] | None = None
    for expected, number in enumerate(sorted(held), start=1):
        row = held[number]
        if number != expected:
            raise LineError(f"version {expected} of {row['entry']!r} is missing")
        if row["transaction"] not in transactions:
            raise LineError(f"transaction {row['transaction']} of {row['entry']!r} is missing")
        if previous is not None:
            if previous["transaction"] >= row["transaction"] or previous["word"] != row["word"]:
                raise LineError(f"version {number} of {row['entry']!r} does not follow version {expected - 1}")
            previous["until"] = row["transaction"]
        previous = row
