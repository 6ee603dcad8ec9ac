"""Editing: "field=value" as people type it becomes a new version of an entry, checked by the entry type itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

from bridgehead.errors import MisuseError
from bridgehead.record.dates import DateError
from bridgehead.record.entries import Entry, get_type_word
from bridgehead.sources._fields import FieldReader, Written, build_from_fields, explain, field_shapes
from bridgehead.sources._values import ValueTextError

E = TypeVar("E", bound=Entry)


class EditError(MisuseError):
    """An edit cannot be made as it was written."""

    def __init__(self, change: str, why: str) -> None:
        """Args: change as written; why it fails and what would do, as a sentence or two."""
        self.change, self.why = change, why
        super().__init__(f"Cannot edit by {change!r}: {why}")


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
