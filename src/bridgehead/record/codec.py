"""Entries to and from JSON: the one form in which they are stored, exported and compared.

An entry is a plain object: its fields by name, fields at their default left out, keys sorted, dates as their words.
The same entry always gives the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

import msgspec

from bridgehead.errors import MisuseError, suggest
from bridgehead.record.dates import DateError, When, read_when
from bridgehead.record.entries import TYPE_BY_WORD, Entry


class EntryError(MisuseError):
    """A mapping is not an entry of the type it claims to be."""

    def __init__(self, word: str, why: str, *, field: str = "") -> None:
        """Args: word of the type; why it fails, as a clause; field where it fails."""
        self.word, self.why, self.field = word, why, field
        at = f" in field {field!r}" if field else ""
        super().__init__(f"Not a valid {word}{at}: {why}.")


def _decode_hook(kind: type, value: object) -> object:
    if kind is When and isinstance(value, str):
        return read_when(value)
    raise TypeError(f"expected {kind.__name__}, found {type(value).__name__}")


def _encode_hook(value: object) -> object:
    if isinstance(value, When):
        return value.text
    raise TypeError(f"{type(value).__name__} has no JSON form")  # pragma: no cover - entries hold nothing else


_ENCODER = msgspec.json.Encoder(enc_hook=_encode_hook, order="deterministic")


@cache
def _decoder(word: str) -> msgspec.json.Decoder[Entry]:
    return msgspec.json.Decoder(TYPE_BY_WORD[word], dec_hook=_decode_hook)


_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in TYPE_BY_WORD.values()}
_DEFAULTS = {
    kind: {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    for kind in TYPE_BY_WORD.values()
}


def to_plain(entry: Entry) -> dict[str, Any]:
    """An entry as a mapping of its non-default fields, in field order, with dates still as `When`."""
    defaults = _DEFAULTS[type(entry)]
    plain = {}
    for name in _NAMES[type(entry)]:
        value = getattr(entry, name)
        if name not in defaults or value != defaults[name] or type(value) is not type(defaults[name]):
            plain[name] = value
    return plain


def encode(entry: Entry) -> bytes:
    """An entry as canonical JSON bytes: default fields left out, keys sorted.

    >>> from bridgehead.record.entries import Actor
    >>> encode(Actor(id="a", kind="person", name="Ada"))
    b'{"id":"a","kind":"person","name":"Ada"}'
    """
    return _ENCODER.encode(to_plain(entry))


def decode(word: str, payload: bytes | str) -> Entry:
    """The entry a stored payload holds. Fast; for data this program wrote.

    Args:
        word: the entry type's word, as in "tie".
        payload: what `encode` gave.

    Raises:
        EntryError: the payload is no such entry.
    """
    try:
        return _decoder(word).decode(payload)
    except msgspec.DecodeError as error:
        raise _explain(word, error) from error


def build_entry(word: str, plain: dict[str, Any]) -> Entry:
    """An entry from a mapping written by people: text is accepted for numbers, yes and no, and dates.

    Args:
        word: the entry type's word, as in "tie".
        plain: field name -> value.

    Raises:
        EntryError: an unknown type or field, a missing field, or a value of the wrong type. DateError: a bad date.

    >>> build_entry("actor", {"id": "a", "kind": "person", "name": "Ada", "founded": "1815"}).founded.text
    '1815'
    """
    if word not in TYPE_BY_WORD:
        raise EntryError(
            word, f"there is no such entry type.{suggest(word, TYPE_BY_WORD)} It is one of {', '.join(TYPE_BY_WORD)}"
        )
    kind = TYPE_BY_WORD[word]
    for name in plain:
        if name not in _NAMES[kind]:
            why = f"there is no such field.{suggest(str(name), _NAMES[kind])} The fields are {', '.join(_NAMES[kind])}"
            raise EntryError(word, why, field=str(name))
    try:
        return msgspec.convert(plain, kind, strict=False, dec_hook=_decode_hook)
    except msgspec.ValidationError as error:
        raise _explain(word, error) from error


def _explain(word: str, error: msgspec.DecodeError) -> Exception:
    """Our own error for one of msgspec's: field and reason taken apart; a date error stays a date error."""
    if isinstance(error.__cause__, DateError):
        return error.__cause__
    why, _, place = str(error).partition(" - at ")
    field = re.sub(r"^`\$\.?|`$", "", place)
    return EntryError(word, why[:1].lower() + why[1:], field=field)
