"""The record as lines of JSON: one entry a line, sorted, readable in a diff, and restored exactly.

Three kinds of line, told apart by their keys; every line is one object with its keys sorted:

- the header, first: `{"format":"bridgehead","version":1}`;
- a transaction: `{"action":"add","by":"Ada","id":2,...,"type":"transaction"}`;
- an entry: its fields, its type word under `type` and, in a whole record, the number of its `version`, its
  `transaction`, and `"standing":false` where it was withdrawn in that version.

People who write entries by hand leave the last three and the header out: `{"id":"a","kind":"person","name":"Ada",
"type":"actor"}` is a whole line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from bridgehead.errors import MisuseError
from bridgehead.record.codec import build_entry, encode
from bridgehead.record.entries import Entry, get_type_word
from bridgehead.record.versions import Transaction

FORMAT_NAME = "bridgehead"
#: number of the file format; raised when a record of today could no longer be read by the program of yesterday
FORMAT = 1
_ENCODER = msgspec.json.Encoder(order="deterministic")
_TRANSACTION_KEYS = ("id", "recorded_at", "by", "action", "summary", "source", "undone_by")


class LineError(MisuseError):
    """A text is not a line of a record."""

    def __init__(self, why: str) -> None:
        """Args: why: what is wrong with it, as a clause."""
        self.why = why
        super().__init__(
            f"Not a line of a record: {why}. A line is one JSON object such as "
            '{"type": "actor", "id": "a", "kind": "person", "name": "Ada"}.'
        )


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a whole record: the number of its format."""

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One version of one entry, or an entry written by people.

    Attributes:
        word: the entry's type. fields: its fields as JSON holds them.
        version: its number; None where people wrote the line. transaction: in which it was recorded; None likewise.
        is_standing: False where this version says that the entry was withdrawn.
    """

    word: str
    fields: Mapping[str, Any]
    version: int | None = None
    transaction: int | None = None
    is_standing: bool = True

    def build(self) -> Entry:
        """The entry itself.

        Raises:
            EntryError: a field is missing, unknown or of the wrong type. DateError: a bad date.
        """
        return build_entry(self.word, dict(self.fields))


Line = Header | Transaction | EntryLine


def read_line(text: str | bytes) -> Line:
    """Read one line.

    Args:
        text: one line, with or without its line break.

    Raises:
        LineError: it is no JSON object, or lacks what its kind of line must have.

    >>> read_line('{"type": "actor", "id": "a", "kind": "person", "name": "Ada"}').build().name
    'Ada'
    """
    try:
        plain = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise LineError(f"it is no JSON ({error})") from error
    if not isinstance(plain, dict):
        raise LineError(f"it holds no object but {type(plain).__name__}")
    if "type" not in plain:
        return _read_header(plain)
    word = plain.pop("type")
    if not isinstance(word, str):
        raise LineError(f"its type is {word!r} and no word")
    return _read_transaction(plain) if word == "transaction" else _read_entry(word, plain)


def read_lines(lines: Iterable[str]) -> Iterator[tuple[int, Line]]:
    """Read many lines, each with its number counted from 1; empty lines are skipped.

    Raises:
        LineError: a line cannot be read; its number stands in the message.
    """
    for number, text in enumerate(lines, start=1):
        if text.strip():
            try:
                yield number, read_line(text)
            except LineError as error:
                raise LineError(f"line {number}: {error.why}") from error


def _read_header(plain: dict[str, Any]) -> Header:
    if plain.get("format") != FORMAT_NAME:
        raise LineError("it has no type")
    version = plain.get("version")
    if not isinstance(version, int):
        raise LineError("its format has no version number")
    return Header(version)


def _read_transaction(plain: dict[str, Any]) -> Transaction:
    unknown = plain.keys() - set(_TRANSACTION_KEYS)
    if unknown:
        raise LineError(f"a transaction has no {min(unknown)!r}")
    try:
        transaction = msgspec.convert(plain, Transaction)
    except msgspec.ValidationError as error:
        raise LineError(f"it is no transaction ({error})") from error
    if transaction.recorded_at.tzinfo is None:
        raise LineError("recorded_at says no time zone")
    return replace(transaction, recorded_at=transaction.recorded_at.astimezone(UTC))


def _read_entry(word: str, plain: dict[str, Any]) -> EntryLine:
    version, transaction = plain.pop("version", None), plain.pop("transaction", None)
    is_standing = plain.pop("standing", True)
    if not isinstance(is_standing, bool):
        raise LineError(f"standing is true or false, not {is_standing!r}")
    for name, number in (("version", version), ("transaction", transaction)):
        if number is not None and (not isinstance(number, int) or isinstance(number, bool) or number < 1):
            raise LineError(f"its {name} is {number!r} and no number from 1")
    return EntryLine(word=word, fields=plain, version=version, transaction=transaction, is_standing=is_standing)


def write_header(version: int) -> str:
    """The first line of a whole record.

    >>> write_header(1)
    '{"format":"bridgehead","version":1}'
    """
    return _write({"format": FORMAT_NAME, "version": version})


def write_transaction(transaction: Transaction) -> str:
    """The line of a transaction; its counts follow from the entries and are left out."""
    plain = {key: getattr(transaction, key) for key in _TRANSACTION_KEYS}
    plain["recorded_at"] = write_moment(transaction.recorded_at)
    return _write({key: value for key, value in plain.items() if value not in {"", None}} | {"type": "transaction"})


def write_version(
    word: str,
    payload: str | bytes,
    *,
    version: int | None = None,
    transaction: int | None = None,
    standing: bool = True,
) -> str:
    """The line of one version of an entry.

    Args:
        word: its type. payload: as `codec.encode` gave it. version, transaction: its numbers; None leaves them out.
        standing: whether the entry stands in this version.
    """
    plain: dict[str, Any] = msgspec.json.decode(payload)
    plain["type"] = word
    if version is not None:
        plain |= {"version": version, "transaction": transaction}
    if not standing:
        plain["standing"] = False
    return _write(plain)


def write_entry(entry: Entry) -> str:
    """The line of an entry as people would write it.

    >>> from bridgehead.record.entries import Actor
    >>> write_entry(Actor(id="a", kind="person", name="Ada"))
    '{"id":"a","kind":"person","name":"Ada","type":"actor"}'
    """
    return write_version(get_type_word(entry), encode(entry))


def write_moment(moment: datetime) -> str:
    """A moment in UTC as text of fixed length, so that texts sort as moments do.

    >>> write_moment(datetime(2024, 3, 1, 12, tzinfo=UTC))
    '2024-03-01T12:00:00.000000Z'
    """
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_moment(text: str) -> datetime:
    """The moment that `write_moment` wrote."""
    return datetime.fromisoformat(text)


def _write(plain: Mapping[str, Any]) -> str:
    return _ENCODER.encode(plain).decode("utf-8")


def build_transaction(row: Mapping[str, Any]) -> Transaction:
    """The transaction that a row of its table holds; counts that the row lacks are 0."""
    return Transaction(**{**row, "recorded_at": read_moment(row["recorded_at"])})


def write_whole_record(transactions: Iterable[Mapping[str, Any]], versions: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A record as lines: header, transactions, every version of every entry.

    Args:
        transactions: rows of their table. versions: (word, id, number, transaction, withdrawn, payload) of each.
    """
    yield write_header(FORMAT)
    for row in transactions:
        yield write_transaction(build_transaction(row))
    for word, _, number, transaction, withdrawn, payload in versions:
        yield write_version(word, payload, version=number, transaction=transaction, standing=not withdrawn)
