"""Answers as JSON: the header, then the parts with their columns and rows; `present.schema` describes it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bridgehead.answers import Answer


def to_json(answer: Answer) -> str:
    """An answer as indented JSON, keys in the order of their declaration, in UTF-8 characters, with a final newline.

    The same answer gives the same text, so two answers can be compared as files.
    """
    return json.dumps(answer.to_plain(), ensure_ascii=False, indent=2, allow_nan=False, default=_to_plain) + "\n"


def _to_plain(value: object) -> Any:  # noqa: ANN401 - what json.dumps takes
    """A day among the parameters, as ISO text; nothing else needs help."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
