"""Parts of an answer as CSV, safe to open in a spreadsheet.

An actor, a market or a chance becomes as many columns as its JSON object has keys, named column_key: `target_id`,
`target_name`, `target_market`. Several values in one cell are joined by "; "; an empty cell means "cannot tell", or
none. A route adds its chain and the kinds of tie of each step.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, TypeGuard

from bridgehead.answers import ActorRef, Answer, Chance, Column, MarketRef, Part, RouteRow, Routes, Row, Value, to_plain
from bridgehead.errors import NotFoundError, suggest
from bridgehead.present.sources import get_cited
from bridgehead.present.steps import write_chain

#: kind of column -> the keys its objects have
_KEYS_BY_KIND: dict[str, tuple[str, ...]] = {
    "actor": tuple(ActorRef("", "").to_plain()),
    "market": tuple(MarketRef("", "").to_plain()),
    "chance": tuple(Chance(value=0, low=0, high=0, label="none").to_plain()),
}
#: which key a value goes to that is no such object
_TEXT_KEY = {"actor": "name", "market": "label", "chance": "label"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class UnknownPartError(NotFoundError):
    """An answer has no part of this name."""

    def __init__(self, question: str, part: str | None, known: tuple[str, ...]) -> None:
        """Args: question asked; part as named, None for the first; known: the parts there are."""
        self.question, self.part, self.known = question, part, known
        found = f"no part {part!r}.{suggest(part, known)}" if part is not None else "no parts."
        names = f" Its parts are: {', '.join(known)}." if known else ""
        super().__init__(f"The answer to {question} has {found}{names}")


def to_csv(answer: Answer, part: str | None = None) -> str:
    """One part of an answer as CSV; the first where none is named.

    Raises:
        UnknownPartError: the answer has no such part, or none at all.
    """
    names = tuple(item.name for item in answer.parts)
    for item in answer.parts:
        if part is None or item.name == part:
            return _write(item)
    raise UnknownPartError(answer.question, part, names)


def _write(part: Part) -> str:
    shape = part.shape
    has_steps = isinstance(shape, Routes)
    heads = [name for column in shape.columns for name in _get_names(column)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*map(make_safe, heads), *(["steps", "step_kinds"] if has_steps else []), "evidence", "note"])
    for row in shape.rows:
        cells = [cell for column in shape.columns for cell in _get_cells(column, row.values.get(column.name))]
        writer.writerow(
            [make_safe(cell) for cell in (*cells, *_get_steps(row), "; ".join(dict.fromkeys(get_cited(row))), row.note)]
        )
    return out.getvalue()


def _get_names(column: Column) -> list[str]:
    keys = _KEYS_BY_KIND.get(column.kind)
    return [f"{column.name}_{key}" for key in keys] if keys else [column.name]


def _get_cells(column: Column, value: Value) -> Iterator[str]:
    keys = _KEYS_BY_KIND.get(column.kind)
    items = value if isinstance(value, tuple) else (value,)
    if keys is None:
        yield "; ".join(_write_plain(str(item) if _is_object(item) else to_plain(item)) for item in items)
        return
    objects: list[dict[str, Any]] = [
        item.to_plain() if _is_object(item) else {_TEXT_KEY[column.kind]: to_plain(item)} for item in items
    ]
    for key in keys:
        yield "; ".join(_write_plain(item.get(key)) for item in objects)


def _is_object(value: object) -> TypeGuard[ActorRef | MarketRef | Chance]:
    return isinstance(value, ActorRef | MarketRef | Chance)


def _get_steps(row: Row) -> tuple[str, ...]:
    if not isinstance(row, RouteRow):
        return ()
    return write_chain(row), "; ".join("+".join(step.kinds) for step in row.steps)


def _write_plain(value: Any) -> str:  # noqa: ANN401 - a plain value of any kind
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def make_safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before =, +, -, @, tab and line breaks.

    Numbers stay as they are.

    >>> make_safe("=1+1"), make_safe("-0.5"), make_safe("+46 70 123")
    ("'=1+1", '-0.5', "'+46 70 123")
    """
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(cell) else cell
