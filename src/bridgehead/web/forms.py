"""Forms from fields: a question, or any dataclass with help texts, as the controls a person fills in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from bridgehead.firm.asking import read_fields
from bridgehead.questions import Question, QuestionValueError, get_name
from bridgehead.record.dates import DateError, read_day
from bridgehead.record.plugins import describe_attribute
from bridgehead.record.typed import read_words

Control = Literal["text", "number", "date", "choice", "choices", "switch", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormControl:
    """One control of a form.

    Attributes:
        name: of the field. label: above it. help: below it. control: which sort. value: as it stands.
        pairs: (value, text) of a choice. chosen: the values chosen. step: of a number. default: what empty stands for.
        wrong: what is wrong with it, "" where nothing is.
    """

    name: str
    label: str
    help: str
    control: Control
    value: str
    pairs: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    step: str = "any"
    default: str = ""
    wrong: str = ""


def build_controls(kind: type, given: Mapping[str, Sequence[str]]) -> tuple[FormControl, ...]:
    """The controls of a dataclass's fields.

    Args:
        kind: its fields carry a help text in their metadata, or its docstring tells of them.
        given: what stands in the address, by field.
    """
    hints = get_type_hints(kind)
    return tuple(_build_control(kind, item, hints[item.name], given.get(item.name)) for item in fields(kind))


def _build_control(kind: type, item: Field[Any], hint: Any, given: Sequence[str] | None) -> FormControl:  # noqa: ANN401 - any type
    default = () if item.default is MISSING else item.default
    texts = list(given) if given is not None else _write_default(default)
    inner, is_list = _unwrap(hint)
    words = get_args(inner) if get_origin(inner) is Literal else ()
    return FormControl(
        name=item.name,
        label=item.name.replace("_", " ").capitalize(),
        help=str(item.metadata.get("help", "") or describe_attribute(kind, item.name)),
        control=_choose_control(inner, words, is_list=is_list),
        value=", ".join(texts),
        pairs=(("true", "yes"), ("false", "no"))
        if inner is bool
        else tuple((str(word), str(word).replace("_", " ") or "-") for word in words),
        chosen=tuple(texts),
        step="1" if inner is int else "any",
        default=", ".join(_write_default(default)),
    )


def _unwrap(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any type
    """(type of one value, whether there may be several)."""
    options = [option for option in get_args(hint) if option is not NoneType]
    if get_origin(hint) is tuple:
        return options[0], True
    if get_origin(hint) not in {Literal, None} and len(options) == 1:
        return _unwrap(options[0])
    return hint, False


def _choose_control(inner: Any, words: Sequence[Any], *, is_list: bool) -> Control:  # noqa: ANN401 - any type
    if words:
        return "choices" if is_list else "choice"
    if is_list:
        return "words"
    return {bool: "switch", int: "number", float: "number", date: "date"}.get(inner, "text")  # type: ignore[return-value]


def _write_default(value: object) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, tuple | list):
        return [str(item) for item in value]
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def read_question(kind: type[Question], given: Mapping[str, Sequence[str]]) -> Question:
    """The question that a filled-in form asks; what was left empty takes its default.

    Raises:
        QuestionValueError: a value does not fit, or a day is none.
    """
    hints = get_type_hints(kind)
    flat: dict[str, Any] = {}
    for name, texts in given.items():
        kept = [text.strip() for text in texts if text.strip()]
        if name in hints and kept:
            flat[name] = _read_texts(kind, name, hints[name], kept)
    try:
        return kind(**read_fields(kind, flat))
    except msgspec.ValidationError as error:
        for name, value in flat.items():
            _check_one(kind, name, value)
        raise QuestionValueError(get_name(kind), next(iter(flat)), "", f"{error}.") from None


def _read_texts(kind: type[Question], name: str, hint: Any, texts: list[str]) -> list[str] | str:  # noqa: ANN401 - any type
    inner, is_list = _unwrap(hint)
    if is_list:
        return list(read_words(texts))
    if inner is not date:
        return texts[-1]
    try:
        return read_day(texts[-1]).isoformat()
    except DateError as error:
        raise QuestionValueError(get_name(kind), name, texts[-1], str(error)) from None


def _check_one(kind: type[Question], name: str, value: object) -> None:
    try:
        read_fields(kind, {name: value})
    except msgspec.ValidationError:
        raise QuestionValueError(get_name(kind), name, value, _say_expected(get_type_hints(kind)[name])) from None


def _say_expected(hint: Any) -> str:  # noqa: ANN401 - any type
    """What a field takes, as a sentence."""
    inner, is_list = _unwrap(hint)
    if get_origin(inner) is Literal:
        words = ", ".join(str(word).replace("_", " ") for word in get_args(inner) if word)
        return f"Each is one of: {words}." if is_list else f"It is one of: {words}."
    return {bool: "It is yes or no.", int: "It is a whole number.", float: "It is a number."}.get(
        inner, "It cannot be read."
    )
