"""The header every answer carries, the eight shapes, and their JSON schema."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TypeGuard, get_args

from bridgehead import answers
from bridgehead.answers import ActorRef, Answer, Chance, Column, ColumnKind, Coverage, EvidenceRef, MarketRef, Step
from bridgehead.answers.shapes import Shape
from bridgehead.present.schema import build_answer_schema
from tools.reference._markdown import code, read_attributes, read_prose, table


def build_page() -> str:
    """Header, shapes, values."""
    # not Shape.__subclasses__: a slotted dataclass leaves the class it was made from behind
    shapes = [kind for kind in vars(answers.shapes).values() if _is_shape(kind)]
    opening = "`--json` prints an answer as [answer.schema.json](answer.schema.json) describes it."
    sections = [f"# Answers\n\n{read_prose(answers)}\n\n{opening}\n", _build_class("The header", Answer)]
    sections += [_build_class(code(shape.shape), shape) for shape in shapes]
    kinds = ", ".join(code(kind) for kind in get_args(ColumnKind))
    sections += [_build_class("Columns", Column), f"Kinds of column: {kinds}.\n"]
    parts = {"Step of a route": Step, "Actor": ActorRef, "Market": MarketRef, "Chance": Chance}
    parts |= {"Coverage": Coverage, "Evidence": EvidenceRef}
    sections += [_build_class(heading, kind) for heading, kind in parts.items()]
    return "\n".join(sections)


def _build_class(heading: str, kind: type) -> str:
    items = [item for item in fields(kind) if kind is Shape or item.name not in {i.name for i in _inherited(kind)}]
    said = read_attributes(kind, [item.name for item in items])
    rows = [(code(item.name), code(item.type), said.get(item.name, "")) for item in items]
    listing = "\n" + table(("field", "type", "meaning"), rows) if rows else ""
    return f"## {heading}\n\n{read_prose(kind)}\n{listing}"


def _is_shape(kind: object) -> TypeGuard[type[Shape]]:
    return isinstance(kind, type) and issubclass(kind, Shape) and kind is not Shape


def _inherited(kind: type) -> tuple:  # type: ignore[type-arg]
    return fields(Shape) if issubclass(kind, Shape) else ()


def build_schema() -> str:
    """The JSON schema of a whole answer."""
    return json.dumps(build_answer_schema(), indent=2, ensure_ascii=False)
