"""A long block cut to what a terminal can show, saying what was left out; files and pages are never cut."""

from __future__ import annotations

from dataclasses import replace

from bridgehead.answers import Row, Value
from bridgehead.present.layout import Block

#: items of one cell that a terminal shows; the rest become a count
MOST_ITEMS = 8


def shorten(block: Block, most_rows: int) -> tuple[Block, int]:
    """A block with its first rows and short cells, and how many rows were left out.

    Args:
        block: any block. most_rows: rows to keep; a single row more is kept as well, since saying so takes as long.
    """
    kept = block.rows if len(block.rows) <= most_rows + 1 else block.rows[:most_rows]
    rows = tuple(_shorten_row(row) for row in kept)
    return replace(block, rows=rows), len(block.rows) - len(rows)


def _shorten_row(row: Row) -> Row:
    return replace(row, values={name: _shorten_value(value) for name, value in row.values.items()})


def _shorten_value(value: Value) -> Value:
    """A list of many items as its first ones and the number of the rest.

    >>> _shorten_value(tuple("abcdefghij"))
    ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'and 2 more')
    """
    if not isinstance(value, tuple) or len(value) <= MOST_ITEMS + 1:
        return value
    return (*value[:MOST_ITEMS], f"and {len(value) - MOST_ITEMS} more")
