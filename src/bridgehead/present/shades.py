"""The ground of a matrix's cells: the more a cell holds the darker, beside the figures that say the same."""

from __future__ import annotations

from math import ceil

from bridgehead.answers import Value
from bridgehead.present.layout import Block
from bridgehead.record.parameters import get_parameter


def measure_cell(value: Value) -> float:
    """How much a cell holds: a count, or how many words or actors; 0 for what is no such thing or cannot be told."""
    if isinstance(value, tuple):
        return len(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    return max(value, 0)


def find_most(block: Block) -> float:
    """The most that any cell of a matrix holds, what heads the rows and what stands beside the answer aside."""
    names = [writer.column.name for writer in block.writers[1:] if not writer.column.beside]
    return max((measure_cell(row.values.get(name)) for row in block.rows for name in names), default=0)


def get_shade(value: Value, most: float) -> int:
    """The shade of a cell, from 1; 0 for a cell that holds nothing.

    >>> [get_shade(value, 12) for value in (0, 1, 3, 6, 9, 12)]
    [0, 1, 1, 2, 3, 4]
    """
    held = measure_cell(value)
    shades = len(get_parameter("presentation", "shades"))
    return min(ceil(shades * held / most), shades) if held and most else 0
