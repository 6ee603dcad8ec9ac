"""What each field of each entry holds, and how a written value becomes one: shared by tables and case folders.

Written values are text, lists of text, or mappings of text; the entry type says what they mean. A controlled word is
read with its synonyms, a market by code or name, a date with its precision; "unknown" leaves a field unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any

from bridgehead.errors import suggest
from bridgehead.record.dates import UNKNOWN, DateError, When
from bridgehead.record.entries import TYPE_BY_WORD, Entry
from bridgehead.record.instruments import UnknownItemError, get_item
from bridgehead.record.markets import is_market, read_market
from bridgehead.record.terms import VOCABULARY_BY_FIELD
from bridgehead.record.vocabulary import UnknownWordError
from bridgehead.sources._values import DayOrder, ValueTextError, read_day, read_number, read_strength, read_yes_no

#: what a file gives for one field: text, or lists and mappings of text
Written = str | Sequence[Any] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldShape:
    """What a field holds.

    Attributes:
        kinds: kinds of the values that make one item: one kind, or several for pairs and triples.
        is_list: whether the field holds many items.
    """

    kinds: tuple[str, ...]
    is_list: bool = False


_SHAPE_BY_ANNOTATION: dict[str, FieldShape] = {
    "str": FieldShape(("text",)),
    "EntryId": FieldShape(("id",)),
    "EntryId | None": FieldShape(("id",)),
    "MarketCode": FieldShape(("market",)),
    "MarketCode | None": FieldShape(("market",)),
    "When": FieldShape(("when",)),
    "float | None": FieldShape(("number",)),
    "bool": FieldShape(("yes_no",)),
    "bool | None": FieldShape(("yes_no",)),
    "float | Literal['weak', 'strong'] | None": FieldShape(("strength",)),
    "float | bool | str": FieldShape(("value",)),
    "tuple[str, ...]": FieldShape(("text",), is_list=True),
    "tuple[EntryId, ...]": FieldShape(("id",), is_list=True),
    "tuple[MarketCode, ...]": FieldShape(("market",), is_list=True),
    "tuple[tuple[str, str], ...]": FieldShape(("text", "text"), is_list=True),
    "tuple[tuple[EntryId, str], ...]": FieldShape(("id", "text"), is_list=True),
    "tuple[tuple[EntryId, float | None], ...]": FieldShape(("id", "number"), is_list=True),
    "tuple[tuple[EntryId, float | None, float | None], ...]": FieldShape(("id", "number", "number"), is_list=True),
    "tuple[tuple[str, int | None, int | None], ...]": FieldShape(("text", "count", "count"), is_list=True),
}

#: fields typed as text that hold an id or a market code
_SUBJECTS = frozenset({("interaction", "about"), ("assessment", "subject")})


@cache
def field_shapes(word: str) -> dict[str, FieldShape]:
    """What each field of an entry type holds, in field order.

    Args:
        word: the entry type's word, as in "tie".
    """
    shapes = {field.name: _SHAPE_BY_ANNOTATION[str(field.type)] for field in fields(TYPE_BY_WORD[word])}
    return {name: FieldShape(("subject",)) if (word, name) in _SUBJECTS else shape for name, shape in shapes.items()}


@cache
def required_fields(word: str) -> tuple[str, ...]:
    """The fields an entry of a type cannot be made without."""
    return tuple(field.name for field in fields(TYPE_BY_WORD[word]) if field.default is MISSING)


class UnknownFieldError(ValueTextError):
    """An entry type has no field of this name."""

    def __init__(self, word: str, name: str) -> None:
        """Args: word of the type; name as found."""
        names = tuple(field_shapes(word))
        article = "An" if word[0] in "aeiou" else "A"
        why = f"{article} {word} has no field {name!r}.{suggest(name, names)} The fields are: {', '.join(names)}."
        super().__init__("unknown-field", name, why)


class MissingFieldsError(ValueTextError):
    """An entry lacks fields it cannot be made without."""

    def __init__(self, word: str, missing: Sequence[str]) -> None:
        """Args: word of the type; missing: names of the fields."""
        self.missing = tuple(missing)
        article = "An" if word[0] in "aeiou" else "A"
        why = f"{article} {word} needs {' and '.join(missing)}. Add {'it' if len(missing) == 1 else 'them'}."
        super().__init__("missing-field", "", why)


@dataclass(frozen=True, slots=True)
class FieldReading:
    """What a written value gave: the field's value, and a note on how it was read ("" where nothing is odd)."""

    value: Any
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReader:
    """Reads written values as the fields of entries.

    Attributes:
        localise: gives a local id its full form.
        day_order: what comes first in 12/03/2021. decimal: the decimal sign; "" decides for each value.
    """

    localise: Callable[[str], str]
    day_order: DayOrder = ""
    decimal: str = ""

    def read(self, word: str, name: str, written: Written) -> FieldReading:
        """One field.

        Args:
            word: the entry type's word. name: of the field. written: as the file has it.

        Raises:
            ValueTextError: the value cannot be read; its code says why. DateError: it is no date.
        """
        shape = field_shapes(word).get(name)
        if shape is None:
            raise UnknownFieldError(word, name)
        notes: list[str] = []
        rows = _rows(written)
        if not shape.is_list:
            if len(rows) > 1 or (rows and len(rows[0]) > 1) or isinstance(written, Mapping):
                raise ValueTextError("bad-value", str(written), f"{name} takes one value, not a list. Keep one.")
            return FieldReading(
                self._scalar(word, name, shape.kinds[0], rows[0][0] if rows else "", notes), " ".join(notes)
            )
        items = [self._item(word, name, shape.kinds, row, notes) for row in rows]
        kept = tuple(item for item in items if (item if len(shape.kinds) == 1 else item[0]) not in (None, ""))
        if len(kept) < len(items):
            notes.append(f"What is unknown among {name} was left out.")
        return FieldReading(kept, " ".join(notes))

    def _item(self, word: str, name: str, kinds: tuple[str, ...], row: Sequence[Any], notes: list[str]) -> Any:  # noqa: ANN401 - a field's own type
        if len(row) > len(kinds):
            why = f"One item of {name} holds {len(kinds)} value{'s' if len(kinds) > 1 else ''}, found {len(row)}."
            raise ValueTextError("bad-value", str(list(row)), why)
        padded = [*row, *[""] * (len(kinds) - len(row))]
        if not isinstance(padded[0], str) or not padded[0].strip():
            raise ValueTextError("bad-value", str(list(row)), f"An item of {name} is empty. Fill it in or take it out.")
        values = tuple(
            self._scalar(word, name if place == 0 else "", kind, text, notes)
            for place, (kind, text) in enumerate(zip(kinds, padded, strict=True))
        )
        return values if len(kinds) > 1 else values[0]

    def _scalar(self, word: str, name: str, kind: str, text: Any, notes: list[str]) -> Any:  # noqa: ANN401 - a field's own type
        if not isinstance(text, str):
            raise ValueTextError(
                "bad-value", str(text), f"{name or 'The value'} takes a plain value, not a list. Keep one."
            )
        bare = text.strip()
        vocabulary = VOCABULARY_BY_FIELD.get((word, name))
        if kind == "text" and not vocabulary:
            return bare
        if not bare or bare.lower() == "unknown":
            return {"when": UNKNOWN, "text": "", "subject": "", "id": None, "value": bare}.get(kind)
        if kind == "text" and vocabulary:
            return _read_word(vocabulary.read, bare)
        if kind == "market":
            return _read_market(bare, notes)
        if kind in {"id", "subject"}:
            return bare if kind == "subject" and is_market(bare) else self.localise(bare)
        return self._plain(kind, bare)

    def _plain(self, kind: str, text: str) -> When | float | bool | str:
        if kind == "when":
            return read_day(text, self.day_order)
        if kind == "yes_no":
            return read_yes_no(text)
        if kind == "strength":
            return read_strength(text, self.decimal)
        if kind == "value":
            return text
        number = read_number(text, self.decimal)
        if kind == "count" and not number.is_integer():
            raise ValueTextError("bad-number", text, f"{text!r} is no whole number.")
        return int(number) if kind == "count" else number


def build_from_fields(word: str, values: Mapping[str, Any]) -> Entry:
    """An entry from fields that have been read; what is None, "" or unknown and required counts as missing.

    Raises:
        MissingFieldsError: a required field is not there. ValueTextError: an assessment's value does not fit its item.
    """
    missing = [name for name in required_fields(word) if values.get(name) in (None, "", ())]
    if missing:
        raise MissingFieldsError(word, missing)
    given = {name: value for name, value in values.items() if value is not None}
    if word == "assessment" and isinstance(given["value"], str):
        given["value"] = _read_assessed(given["instrument"], given["item"], given["value"])
    return TYPE_BY_WORD[word](**given)


def _read_word(read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except UnknownWordError as error:
        raise ValueTextError("unknown-word", text, str(error)) from None


def _read_market(text: str, notes: list[str]) -> str:
    reading = read_market(text)
    if reading.code is None:
        raise ValueTextError("unknown-market", text, reading.note)
    if reading.note:
        notes.append(f"{reading.note}.")
    return reading.code


def _read_assessed(instrument: str, item: str, text: str) -> float | bool | str:
    """The value of an assessment as its item wants it."""
    try:
        kind = get_item(instrument, item).value
    except UnknownItemError as error:
        raise ValueTextError("unknown-item", f"{instrument}/{item}", str(error)) from None
    if kind == "yes_no":
        return read_yes_no(text)
    return text if kind == "word" else read_number(text)


def _rows(written: Written) -> list[Sequence[Any]]:
    """A written value as rows: text is one row, a list one row an item, a mapping one row a key."""
    if isinstance(written, str):
        return [(written,)] if written.strip() else []
    if isinstance(written, Mapping):
        return [(key, *_cells(value)) for key, value in written.items()]
    rows: list[Sequence[Any]] = []
    for item in written:
        rows.extend(_rows(item) if isinstance(item, Mapping) else [_cells(item)])
    return rows


def _cells(value: Any) -> Sequence[Any]:  # noqa: ANN401 - text, list or mapping
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else (value,)


def explain(error: ValueTextError | DateError) -> tuple[str, str]:
    """The code and the message of what went wrong with a value."""
    return (error.code, error.why) if isinstance(error, ValueTextError) else ("bad-date", str(error))
