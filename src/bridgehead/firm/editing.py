"""Editing: fields as people type them become an entry, or a new version of one, checked by the entry type itself.

On the command line a change is "field=value" (`edit_entry`). A form gives every field by name and wants to know of each
what is wrong with it (`revise_entry`, `make_entry`); `write_fields` gives the texts that it begins with.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any, TypeVar

from bridgehead.errors import MisuseError
from bridgehead.record.dates import UNKNOWN, DateError
from bridgehead.record.entries import Entry, EntryId, get_type_word
from bridgehead.record.validation import find_faults
from bridgehead.sources._fields import (
    FieldReader,
    MissingFieldsError,
    Written,
    build_from_fields,
    explain,
    field_shapes,
)
from bridgehead.sources._values import ValueTextError

E = TypeVar("E", bound=Entry)
#: (field, what was typed) -> the id it means; raises ValueTextError where it means none
ReadName = Callable[[str, str], EntryId]


class EditError(MisuseError):
    """An edit cannot be made as it was written."""

    def __init__(self, change: str, why: str) -> None:
        """Args: change as written; why it fails and what would do, as a sentence or two."""
        self.change, self.why = change, why
        super().__init__(f"Cannot edit by {change!r}: {why}")


class FieldsError(MisuseError):
    """Fields of an entry cannot be read, or the entry they make is unfit to be kept."""

    def __init__(self, word: str, wrong: Mapping[str, str]) -> None:
        """Args: word of the type; wrong: what is wrong with each field, as a sentence or two; "" for the whole."""
        self.word, self.wrong = word, dict(wrong)
        said = " ".join(f"{name}: {why}" if name else why for name, why in wrong.items())
        super().__init__(f"This {word} cannot be kept so. {said} Nothing was written.")


def edit_entry(entry: E, changes: Iterable[str]) -> E:
    """An entry with some fields changed.

    Args:
        entry: as it stands.
        changes: "field=value" each. Nothing after "=" empties the field. The items of a list are divided by ";"; a
            field of pairs takes JSON, as in `parties=[["acme",0.5],["zenith",null]]`.

    Raises:
        EditError: no "=", no such field, a value that does not fit, or the id itself.

    >>> from bridgehead.record.entries import Actor
    >>> edit_entry(Actor(id="a", kind="person", name="Ada"), ["market=United Kingdom"]).market
    'GB'
    """
    word = get_type_word(entry)
    values: dict[str, Any] = {item.name: getattr(entry, item.name) for item in fields(entry)}
    for change in changes:
        name, sign, text = change.partition("=")
        name = name.strip()
        if not sign or not name:
            raise EditError(change, "Write field=value, as in 'strength=strong'.")
        if name == "id":
            raise EditError(change, "An id never changes. Withdraw the entry and add another.")
        try:
            values[name] = FieldReader(localise=str, decimal=".").read(word, name, _split(word, name, text)).value
        except (ValueTextError, DateError) as error:
            raise EditError(change, explain(error)[1]) from None
    try:
        edited = build_from_fields(word, values)
    except ValueTextError as error:
        raise EditError(", ".join(changes), error.why) from None
    assert type(edited) is type(entry)
    return edited


def _split(word: str, name: str, text: str) -> Written:
    """What was typed, as the reader of fields takes it: one text, or the items of a list."""
    shape = field_shapes(word).get(name)
    if shape is None or not shape.is_list:
        return text
    if text.lstrip()[:1] in {"[", "{"}:
        try:
            written: Written = _to_text(json.loads(text))
        except json.JSONDecodeError as error:
            raise EditError(f"{name}={text}", f"It is no JSON: {error.msg} at character {error.pos + 1}.") from None
        return written
    return [item.strip() for item in text.split(";") if item.strip()]


def _to_text(value: Any) -> Any:  # noqa: ANN401 - JSON of any kind
    """JSON with every leaf as the text people would have written."""
    if isinstance(value, list):
        return [_to_text(item) for item in value]
    if isinstance(value, dict):
        return {key: _to_text(item) for key, item in value.items()}
    return "" if value is None else str(value)


def _as_written(_: str, text: str) -> EntryId:
    return text


def revise_entry(entry: E, written: Mapping[str, Written], read_name: ReadName = _as_written) -> E:
    """An entry with some fields written anew; the others stay.

    Args:
        entry: as it stands. written: of each field to change, its text, or its items as a list.
        read_name: what a name or id typed in a field stands for.

    Raises:
        FieldsError: fields cannot be read or do not fit; all of them are named.

    >>> from bridgehead.record.entries import Actor
    >>> revise_entry(Actor(id="a", kind="person", name="Ada"), {"founded": "1815", "aliases": ["Lady"]}).aliases
    ('Lady',)
    """
    revised = _build(get_type_word(entry), _get_values(entry), written, read_name)
    assert type(revised) is type(entry)
    return revised


def make_entry(word: str, id_: EntryId, written: Mapping[str, Written], read_name: ReadName = _as_written) -> Entry:
    """A new entry of a type.

    Args:
        word: of the type. id_: its id. written, read_name: as for `revise_entry`.

    Raises:
        FieldsError: as `revise_entry`.
    """
    return _build(word, {"id": id_}, written, read_name)


def _get_values(entry: Entry) -> dict[str, Any]:
    return {item.name: getattr(entry, item.name) for item in fields(entry)}


def _build(word: str, held: Mapping[str, Any], written: Mapping[str, Written], read_name: ReadName) -> Entry:
    values, wrong = dict(held), dict[str, str]()
    for name, text in written.items():
        try:
            values[name] = FieldReader(localise=partial(read_name, name), decimal=".").read(word, name, text).value
        except (ValueTextError, DateError) as error:
            wrong[name] = explain(error)[1]
    try:
        entry = build_from_fields(word, values)
    except MissingFieldsError as error:
        wrong |= {name: "This has to be said." for name in error.missing if name not in wrong}
    except ValueTextError as error:
        wrong.setdefault("item" if error.code == "unknown-item" else "value", error.why)
    else:
        for fault in find_faults(entry):
            wrong.setdefault(fault.column, fault.message)
    if wrong:
        raise FieldsError(word, wrong)
    return entry


def write_fields(entry: Entry) -> dict[str, Written]:
    """The fields of an entry as `revise_entry` reads them; the id is left out, what is unknown is "".

    >>> from bridgehead.record.entries import Tie
    >>> written = write_fields(Tie(id="t", sender="a", receiver="b", kind="social", strength=0.5, gives=("staff",)))
    >>> written["strength"], written["gives"], written["role"]
    ('0.5', ['staff'], '')
    """
    shapes = field_shapes(get_type_word(entry))
    written: dict[str, Written] = {}
    for name, value in _get_values(entry).items():
        if name != "id":
            written[name] = [_write_item(item) for item in value] if shapes[name].is_list else _write_one(value)
    return written


def _write_item(item: object) -> str | list[str]:
    return [_write_one(part) for part in item] if isinstance(item, tuple) else _write_one(item)


def _write_one(value: object) -> str:
    if value is None or value == UNKNOWN:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
