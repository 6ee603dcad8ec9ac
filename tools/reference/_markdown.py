"""Pieces of Markdown, and what docstrings say."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, Field, fields
from typing import Literal, get_args, get_origin, get_type_hints


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; bars inside cells are escaped."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def code(text: object) -> str:
    """Text as code; nothing where it is empty."""
    return f"`{text}`" if str(text) else ""


def read_prose(subject: object) -> str:
    """A docstring's text before its sections."""
    text = inspect.getdoc(subject) or ""
    return re.split(r"\n(?:Attributes|Args|Raises|Returns|Yields):|\n>>> ", text)[0].strip()


def read_attributes(subject: object, names: Iterable[str]) -> dict[str, str]:
    """What the Attributes section of a docstring says of each name; several may share a line.

    Args:
        subject: the documented class.
        names: the names that may be described there.
    """
    text = (inspect.getdoc(subject) or "").partition("Attributes:\n")[2]
    text = " ".join(text.split("\n\n")[0].split())
    marks = "|".join(re.escape(name) for name in names)
    pieces = re.split(rf"(?:^|(?<=\. ))({marks}): ", text)[1:]
    return {name: said.strip() for name, said in zip(pieces[::2], pieces[1::2], strict=True)}


def describe_options(kind: type) -> list[tuple[str, str, str, str]]:
    """Name, type, default and meaning of each field that a person may set; closed sets are spelled out.

    Args:
        kind: a dataclass whose fields carry a help text, or are described in its docstring.
    """
    hints = get_type_hints(kind)
    described = read_attributes(kind, [item.name for item in fields(kind)])
    rows = []
    for item in fields(kind):
        words = get_args(hints[item.name]) if get_origin(hints[item.name]) is Literal else ()
        said = ", ".join(code(word or '""') for word in words) or code(item.type)
        rows.append(
            (code(item.name), said, describe_default(item), item.metadata.get("help", described.get(item.name, "")))
        )
    return rows


def describe_default(item: Field[object]) -> str:
    """A field's default as code, or "required"."""
    if item.default is not MISSING:
        return code(repr(item.default) if not isinstance(item.default, str) else f'"{item.default}"')
    return "required" if item.default_factory is MISSING else code(repr(item.default_factory()))
