"""Rows in the order of their dates, and the years they stand under.

A date orders by the first day it can mean, then by the last; what only ends somewhere ("before 2000") comes before what
begins. A row whose date is unknown has no place in the order and is kept apart, never put at an end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from bridgehead.answers import Row
from bridgehead.record.dates import When


def get_date(row: Row, column: str) -> When | None:
    """The date of a row; None where it has none, or one that bounds nothing."""
    value = row.values.get(column)
    return value if isinstance(value, When) and value.is_known else None


def sort_by_date(rows: Iterable[Row], column: str) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Rows with a date, in its order, and rows without; what has the same date keeps its order.

    Args:
        column: name of the column that holds the date.
    """
    kept = tuple(rows)
    dated = [(when, row) for row in kept if (when := get_date(row, column)) is not None]
    ordered = tuple(row for _, row in sorted(dated, key=lambda pair: _get_order(pair[0])))
    return ordered, tuple(row for row in kept if get_date(row, column) is None)


def _get_order(when: When) -> tuple[date, date]:
    return when.earliest or date.min, when.latest or date.max


def split_by_year(rows: Sequence[Row], column: str) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Rows in their order under the year they begin in; what begins nowhere stands under its own words.

    Args:
        rows: sorted by date, each with one. column: name of the column that holds it.
    """
    for heading, group in groupby(rows, key=lambda row: _name_year(get_date(row, column))):
        yield heading, tuple(group)


def _name_year(when: When | None) -> str:
    """The heading a date stands under.

    >>> from bridgehead.record.dates import read_when
    >>> [_name_year(read_when(text)) for text in ("1996..2001", "before 2000", "after 2003-05")]
    ['1996', 'Before 2000', 'After 2003-05']
    """
    assert when is not None
    if when.earliest is None or when.latest is None:
        return when.text[:1].upper() + when.text[1:]
    return str(when.earliest.year)
