"""The JSON Schema of answers, generated from the shapes, for the reference and for whoever reads `--json`.

Objects whose keys are their fields (actors, markets, chances, steps, evidence, coverage) are read off their
dataclasses; what a shape says beyond its rows is declared here, and a test holds both to what is written.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from bridgehead.answers import (
    ActorRef,
    Balance,
    Chance,
    Choice,
    ColumnKind,
    Coverage,
    Estimate,
    EvidenceRef,
    Groups,
    MarketRef,
    Routes,
    Scores,
    Shape,
    Step,
    Table,
    Timeline,
)

SHAPES: tuple[type[Shape], ...] = (Scores, Table, Groups, Routes, Choice, Estimate, Balance, Timeline)
_OBJECTS: tuple[type, ...] = (ActorRef, MarketRef, Chance, Step, EvidenceRef, Coverage)
_PRIMITIVES: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}

_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER_OR_NULL: dict[str, Any] = {"type": ["number", "null"]}


def _object(properties: Mapping[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """An object with these keys and no others."""
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(items)}


#: shape -> what its part holds beside name, title, shape, columns and rows
_EXTRAS: dict[type[Shape], dict[str, Any]] = {
    Scores: {"ranked_by": _TEXT},
    Groups: {"group_column": _TEXT, "groups": _list(_object({"group": _TEXT, "meaning": _TEXT}))},
    Choice: {
        "objective": _object({"label": _TEXT, "value": _NUMBER_OR_NULL}),
        "constraints": _list(
            _object(
                {
                    "constraint": _TEXT,
                    "limit": _NUMBER_OR_NULL,
                    "used": _NUMBER_OR_NULL,
                    "slack": _NUMBER_OR_NULL,
                    "bound": {"type": "boolean"},
                }
            )
        ),
        "proof": _TEXT,
    },
    Table: {"reading": {"enum": ["list", "matrix", "flow"]}},
    Estimate: {"level": _NUMBER_OR_NULL, "method": _TEXT, "n": {"type": ["integer", "null"]}},
    Balance: {
        "sides": _list(_object({"side": _TEXT, "meaning": _TEXT})),
        "totals": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": _NUMBER_OR_NULL},
        },
    },
}


def build_schema(shape: type[Shape]) -> dict[str, Any]:
    """The schema of one part of a shape, as it stands in an answer's `parts`.

    >>> build_schema(Scores)["properties"]["shape"]
    {'const': 'scores'}
    """
    row: dict[str, Any] = {
        "type": "object",
        "description": "One key per column, null for 'cannot tell'; then the evidence it rests on and its note.",
        "properties": {"evidence": _list(_TEXT), "note": _TEXT},
        "required": ["evidence"],
        "additionalProperties": {"$ref": "#/$defs/Value"},
    }
    if shape is Routes:
        row["properties"]["steps"] = _list({"$ref": "#/$defs/Step"})
        row["required"] = ["evidence", "steps"]
    properties = {
        "name": _TEXT,
        "title": _TEXT,
        "shape": {"const": shape.shape},
        "columns": _list({"$ref": "#/$defs/Column"}),
        "rows": _list(row),
        **_EXTRAS.get(shape, {}),
    }
    return {"title": shape.__name__, "description": (shape.__doc__ or "").partition("\n")[0], **_object(properties)}


def build_answer_schema() -> dict[str, Any]:
    """The schema of a whole answer (JSON Schema, draft 2020-12)."""
    reference = _object({"authors": _TEXT, "year": {"type": ["integer", "null"]}, "title": _TEXT, "doi": _TEXT})
    anything = {"type": "object", "description": "Plain values by name."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answer",
        "description": "An answer of `bridgehead ask ... --json`.",
        **_object(
            {
                "question": _TEXT,
                "title": _TEXT,
                "firm": {"anyOf": [{"$ref": "#/$defs/ActorRef"}, {"type": "null"}]},
                "parameters": anything,
                "references": _list(reference),
                "as_of": {"type": "string", "format": "date"},
                "lens": anything,
                "coverage": {"$ref": "#/$defs/Coverage"},
                "evidence": _list({"$ref": "#/$defs/EvidenceRef"}),
                "caveats": _list(_TEXT),
                "parts": _list({"oneOf": [{"$ref": f"#/$defs/{shape.__name__}"} for shape in SHAPES]}),
            }
        ),
        "$defs": _build_definitions(),
    }


def _build_definitions() -> dict[str, Any]:
    scalar = [
        {"type": ["string", "number", "boolean", "null"]},
        *({"$ref": f"#/$defs/{kind.__name__}"} for kind in (ActorRef, MarketRef, Chance)),
    ]
    column = _object(
        {
            "name": _TEXT,
            "label": _TEXT,
            "kind": {"enum": list(get_args(ColumnKind))},
            "meaning": _TEXT,
            "unit": _TEXT,
            "beside": {"type": "boolean"},
            "group": _TEXT,
        }
    )
    return {
        "Scalar": {"anyOf": scalar},
        "Value": {"anyOf": [{"$ref": "#/$defs/Scalar"}, _list({"$ref": "#/$defs/Scalar"})]},
        "Column": column,
        **{kind.__name__: _describe_dataclass(kind) for kind in _OBJECTS},
        **{shape.__name__: build_schema(shape) for shape in SHAPES},
    }


def _describe_dataclass(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass type
    """The schema of a dataclass that is written with its fields as keys."""
    hints = get_type_hints(kind)
    described = _object({item.name: _describe_type(hints[item.name]) for item in fields(kind)})
    return {"description": (kind.__doc__ or "").partition("\n")[0], **described}


def _describe_type(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - a type annotation
    if get_origin(hint) is tuple:
        return _list(_describe_type(get_args(hint)[0]))
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) in {types.UnionType, None} and hint not in _OBJECTS:
        return (
            {"anyOf": [_describe_type(item) for item in get_args(hint)]}
            if get_args(hint)
            else {"type": _PRIMITIVES[hint]}
        )
    return {"$ref": f"#/$defs/{hint.__name__}"}
