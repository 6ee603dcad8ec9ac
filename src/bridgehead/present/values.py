"""Values as people read them: the same words and figures in a terminal, on a page and on paper.

None means "cannot tell". A dash stands for it where the eye runs down a column; a column of yes and no says it in
words, because a dash there reads as no. Figures of one column are written with the same number of decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite

from bridgehead.answers import ActorRef, Chance, Column, ColumnKind, MarketRef, Row, Scalar, Value
from bridgehead.present.links import Say

DASH = "\N{EN DASH}"
CANNOT_TELL = "cannot tell"
LEGEND = f"{DASH} means: cannot tell"
NUMERIC_KINDS: frozenset[ColumnKind] = frozenset({"count", "number", "share", "money"})
#: a column that reaches this sets thousands apart; below it years stay years
GROUPED_FROM = 10_000


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the values of one column alike.

    Attributes:
        column: what the values are.
        decimals: how many every figure gets; None gives each what it needs, for figures that measure different things.
        grouped: thousands are set apart. say: how controlled words and "cannot tell" are said.
    """

    column: Column
    decimals: int | None = None
    grouped: bool = True
    say: Say = str

    @classmethod
    def of(cls, column: Column, values: Iterable[Value], say: Say = str) -> Writer:
        """A writer with as many decimals as the values ask for."""
        numbers = [number for number in _find_numbers(values) if isfinite(number)]
        grouped = column.kind == "money" or any(abs(number) >= GROUPED_FROM for number in numbers)
        return cls(column, count_decimals(column.kind, numbers), grouped, say)

    def write(self, value: Value) -> str:
        """A value in words.

        >>> Writer(Column(name="share", label="Share", kind="share")).write(0.25)
        '25%'
        >>> Writer(Column(name="known", label="Known", kind="yes_no")).write(None)
        'cannot tell'
        """
        if isinstance(value, tuple):
            return get_separator(value).join(self._write_one(item) for item in value) or self.say("none")
        return self._write_one(value)

    def _write_one(self, value: Scalar) -> str:
        if value is None:
            return self.say(CANNOT_TELL) if self.column.kind == "yes_no" else DASH
        if isinstance(value, bool):
            return self.say("yes") if value else self.say("no")
        if isinstance(value, Chance):
            return value.tell(self.say)
        if isinstance(value, int | float):
            return self._write_number(value)
        if self.column.kind == "word" and isinstance(value, str):
            return self.say(value.replace("_", " "))
        return str(value)

    def _write_number(self, value: float) -> str:
        if not isfinite(value):
            return str(value)
        if self.column.kind == "share":
            return f"{value:.{self.decimals or 0}%}"
        if self.decimals is None:
            return write_figure(value)
        return f"{value:{',' if self.grouped else ''}.{self.decimals}f}"


def write_figure(value: float) -> str:
    """A figure that stands alone: six digits, every whole one of a larger figure, and never a power of ten.

    >>> write_figure(0.125), write_figure(1234567.8)
    ('0.125', '1,234,568')
    """
    return f"{value:,.0f}" if abs(value) >= 1e5 else f"{value:,.6g}"


def count_decimals(kind: ColumnKind, numbers: Iterable[float]) -> int:
    """How many decimals a column's figures need: none for whole numbers, fewer the larger the figures are.

    >>> count_decimals("number", [0.123, 0.5]), count_decimals("number", [812.5, 3.0]), count_decimals("share", [0.5])
    (2, 1, 0)
    """
    found = [abs(number) for number in numbers]
    if kind == "share":
        return 1 if any(0 < number < 0.01 for number in found) else 0
    if all(float(number).is_integer() for number in found):
        return 0
    if kind == "money":
        return 2
    largest, smallest = max(found), min(number for number in found if number)
    return 3 if smallest < 0.01 else 1 if largest >= 100 else 2


def _find_numbers(values: Iterable[Value]) -> Iterator[float]:
    for value in values:
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, int | float) and not isinstance(item, bool):
                yield item


def build_writers(
    columns: Iterable[Column], rows: Iterable[Row], *, alike: Iterable[str] = (), say: Say = str
) -> tuple[Writer, ...]:
    """A writer per column, each fitted to the rows.

    Args:
        alike: names of columns that measure the same, so that their figures get the same decimals.
        say: how controlled words are said.
    """
    kept, pooled = tuple(rows), tuple(alike)
    return tuple(
        Writer.of(
            column,
            [row.values.get(name) for row in kept for name in (pooled if column.name in pooled else [column.name])],
            say,
        )
        for column in columns
    )


def get_separator(values: tuple[Scalar, ...]) -> str:
    """What stands between several values of a cell: a semicolon between actors, whose names may hold commas."""
    return "; " if any(isinstance(item, ActorRef) for item in values) else ", "


def get_heading(column: Column) -> str:
    """A column's label with its unit."""
    return f"{column.label} ({column.unit})" if column.unit else column.label


def get_full_heading(column: Column) -> str:
    """A column's heading behind the one that spans it and its neighbours, for tables that show no spans.

    >>> get_full_heading(Column(name="known", label="Known", kind="count", group="Partners"))
    'Partners: Known'
    """
    return f"{column.group}: {get_heading(column)}" if column.group else get_heading(column)


def get_sort_key(value: Value) -> str | float | None:
    """What a column is sorted by: the figure of numbers and chances, the words of all else, None for no value."""
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or None
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, Chance):
        return value.value
    if isinstance(value, int | float) or value is None:
        return value
    return str(value)


def find_markets(value: Value) -> Iterator[MarketRef]:
    """The markets in a value."""
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, MarketRef):
            yield item
