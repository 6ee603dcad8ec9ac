"""The header every answer carries, the eight shapes, and their JSON schema."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import fields
from typing import get_args

from bridgehead import answers
from bridgehead.answers import ActorRef, Answer, Chance, Column, ColumnKind, Coverage, EvidenceRef, MarketRef, Step
from bridgehead.answers.shapes import Shape
from tools.reference._markdown import code, read_attributes, read_prose, table


def build_page() -> str:
    """Header, shapes, values, schema."""
    shapes = sorted(Shape.__subclasses__(), key=lambda shape: shape.__name__)
    sections = [f"# Answers\n\n{read_prose(answers)}\n", _build_class("The header", Answer)]
    sections += [_build_class(code(shape.shape), shape) for shape in shapes]
    kinds = ", ".join(code(kind) for kind in get_args(ColumnKind))
    sections += [_build_class("Columns", Column), f"Kinds of column: {kinds}.\n"]
    parts = {"Step of a route": Step, "Actor": ActorRef, "Market": MarketRef, "Chance": Chance}
    parts |= {"Coverage": Coverage, "Evidence": EvidenceRef}
    sections += [_build_class(heading, kind) for heading, kind in parts.items()]
    return "\n".join([*sections, _build_schema()])


def _build_class(heading: str, kind: type) -> str:
    items = [item for item in fields(kind) if kind is Shape or item.name not in {i.name for i in _inherited(kind)}]
    said = read_attributes(kind, [item.name for item in items])
    rows = [(code(item.name), code(item.type), said.get(item.name, "")) for item in items]
    listing = "\n" + table(("field", "type", "meaning"), rows) if rows else ""
    return f"## {heading}\n\n{read_prose(kind)}\n{listing}"


def _inherited(kind: type) -> tuple:  # type: ignore[type-arg]
    return fields(Shape) if issubclass(kind, Shape) else ()


def _build_schema() -> str:
    if importlib.util.find_spec("bridgehead.present.schema") is None:
        return ""
    schema = importlib.import_module("bridgehead.present.schema").build_schema()
    return "## JSON schema\n\n```json\n" + json.dumps(schema, indent=2, ensure_ascii=False) + "\n```\n"
