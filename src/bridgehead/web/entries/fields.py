"""Forms for entries, made from the fields of their types: a new type or field has its control by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from starlette.datastructures import FormData

from bridgehead.firm.editing import write_fields
from bridgehead.record.entries import TYPE_BY_WORD, Entry, get_type_word
from bridgehead.record.instruments import load_items
from bridgehead.record.terms import VOCABULARY_BY_FIELD
from bridgehead.sources._fields import FieldShape, Written, field_shapes, required_fields
from bridgehead.web.entries.names import Names, get_named_type, write_market
from bridgehead.web.entries.words import get_help, get_label, get_part_labels, is_first, order_fields
from bridgehead.web.words import N_

#: choice: one word. choices: several. area: lines of text. rows: items of one or more parts. item: of an instrument
Control = Literal["text", "area", "choice", "choices", "rows", "item"]
Suggestions = Literal["", "actors", "entries", "markets"]
_AREAS = frozenset({"note", "paraphrase", "excerpt", "scope", "deliverable"})
#: empty rows below those that are filled in
_SPARE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form.

    Attributes:
        name: of the field. label, help: to be translated. control: which sort. is_first: shown without unfolding.
        value: as it stands, of a single one. chosen: words chosen. rows: items, the last ones empty.
        parts: labels of the parts of an item, to be translated; () of items with one part.
        options: (value, text, meaning) to choose from. groups: (name, options) of an instrument's items.
        suggestions: what is offered while one types. of: type word of the entries that are offered.
        is_required: it has to be said. wrong: what is wrong with it, "" where nothing is.
    """

    name: str
    label: str
    help: str
    control: Control
    is_first: bool
    value: str = ""
    chosen: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    parts: tuple[str, ...] = ()
    options: tuple[tuple[str, str, str], ...] = ()
    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = ()
    suggestions: Suggestions = ""
    of: str = ""
    is_required: bool = False
    wrong: str = ""


def build_form(word: str, shown: Mapping[str, Written], wrong: Mapping[str, str]) -> tuple[FormField, ...]:
    """The fields of a form for a type, those shown first in front.

    Args:
        word: of the type. shown: what stands in each field. wrong: what is wrong with each.
    """
    order = [name for name in order_fields(word, field_shapes(word)) if name not in {"id", "instrument"}]
    told = {"item" if name == "instrument" else name: why for name, why in wrong.items()}
    return tuple(_build_field(word, name, shown.get(name, ""), told.get(name, "")) for name in order)


def _build_field(word: str, name: str, shown: Written, wrong: str) -> FormField:
    shape = field_shapes(word)[name]
    vocabulary = VOCABULARY_BY_FIELD.get((word, name))
    control = _choose_control(word, name, shape)
    is_single = isinstance(shown, str)
    value = shown if is_single and isinstance(shown, str) else ""
    items: Sequence[object] = () if is_single else tuple(shown)
    return FormField(
        name=name,
        label=get_label(word, name),
        help=get_help(word, name),
        control=control,
        is_first=is_first(word, name),
        value=value,
        chosen=tuple(str(item) for item in items) if control == "choices" else (value,),
        rows=_build_rows(items, len(shape.kinds)) if control == "rows" else (),
        parts=get_part_labels(word, name),
        options=tuple((term.word, term.label, term.definition) for term in vocabulary.terms)
        if vocabulary
        else (("yes", N_("yes"), ""), ("no", N_("no"), "")),
        groups=_list_items() if control == "item" else (),
        suggestions=_choose_suggestions(name, shape.kinds[0]),
        of=_get_named_word(name),
        is_required=name in required_fields(word),
        wrong=wrong,
    )


def _choose_control(word: str, name: str, shape: FieldShape) -> Control:
    if (word, name) == ("assessment", "item"):
        return "item"
    if (word, name) in VOCABULARY_BY_FIELD:
        return "choices" if shape.is_list else "choice"
    if shape.is_list:
        return "rows"
    if shape.kinds[0] == "yes_no":
        return "choice"
    return "area" if name in _AREAS else "text"


def _choose_suggestions(name: str, kind: str) -> Suggestions:
    if kind == "market":
        return "markets"
    if kind not in {"id", "subject"}:
        return ""
    return "actors" if _get_named_word(name) == "actor" else "entries"


def _get_named_word(name: str) -> str:
    kind = get_named_type(name)
    return next((word for word, type_ in TYPE_BY_WORD.items() if type_ is kind), "")


def _build_rows(items: Sequence[object], parts: int) -> tuple[tuple[str, ...], ...]:
    rows = [tuple(map(str, item)) if isinstance(item, list | tuple) else (str(item),) for item in items]
    return (*rows, *[("",) * parts] * _SPARE)


def _list_items() -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for item in load_items().values():
        option = (f"{item.instrument}/{item.name}", item.name.replace("_", " "), item.description)
        groups.setdefault(item.instrument.replace("_", " "), []).append(option)
    return tuple((name, tuple(options)) for name, options in groups.items())


def write_shown(entry: Entry, names: Names) -> dict[str, Written]:
    """What stands in each field of a form for an entry: actors and markets by name, all else as it is."""
    word = get_type_word(entry)
    shapes = field_shapes(word)
    shown = {name: _show(shapes[name], written, names) for name, written in write_fields(entry).items()}
    if word == "assessment":
        shown["item"] = f"{shown.pop('instrument')}/{shown['item']}"
    return shown


def _show(shape: FieldShape, written: Written, names: Names) -> Written:
    def show_one(kind: str, text: str) -> str:
        if kind == "market":
            return write_market(text) if text else ""
        return names.write(text) if kind in {"id", "subject"} else text

    if isinstance(written, str):
        return show_one(shape.kinds[0], written)
    if len(shape.kinds) == 1:
        return [show_one(shape.kinds[0], item) for item in written]
    return [[show_one(kind, text) for kind, text in zip(shape.kinds, item, strict=True)] for item in written]


def read_given(word: str, given: Mapping[str, Sequence[str]], names: Names) -> dict[str, Written]:
    """What an address fills in beforehand: ids as names, each of several values an item of its own.

    Args:
        word: of the type. given: texts by field. names: of the record.
    """
    filled: dict[str, Written] = {}
    for name, shape in field_shapes(word).items():
        texts = [text for text in given.get(name, ()) if text]
        if texts and name != "id":
            blank = [""] * (len(shape.kinds) - 1)
            items: list[Written] = [[text, *blank] if blank else text for text in texts]
            filled[name] = _show(shape, items if shape.is_list else texts[-1], names)
    return filled


def read_sent(word: str, sent: FormData) -> dict[str, Written]:
    """What a form sent, field by field as it was shown; fields it does not hold are left out, empty rows dropped."""
    read: dict[str, Written] = {}
    for name, shape in field_shapes(word).items():
        if len(shape.kinds) > 1 and f"{name}.0" in sent:
            columns = [_get_texts(sent, f"{name}.{part}") for part in range(len(shape.kinds))]
            read[name] = [list(row) for row in zip(*columns, strict=False) if any(row)]
        elif name in sent and name != "id":
            texts = _get_texts(sent, name)
            read[name] = [text for text in texts if text] if shape.is_list else texts[-1]
    return read


def _get_texts(sent: FormData, name: str) -> list[str]:
    return [str(text).replace("\r\n", "\n").strip() for text in sent.getlist(name)]


def split_item(written: Mapping[str, Written]) -> dict[str, Written]:
    """What is to be read: an item named with its instrument in its two fields."""
    item = written.get("item")
    if not isinstance(item, str):
        return dict(written)
    instrument, _, name = item.partition("/")
    return {**written, "instrument": instrument, "item": name}
