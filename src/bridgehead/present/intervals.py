"""Estimates with their intervals: in words in one cell, and drawn as a dot with whiskers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bridgehead.answers import Row, Value
from bridgehead.present.layout import INTERVAL, Block
from bridgehead.present.palette import get_ground
from bridgehead.present.svg import draw
from bridgehead.present.values import DASH, Writer

#: pixels: the drawing of one interval, and what is kept free at either end
_WIDTH, _HEIGHT, _END = 96.0, 12.0, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An estimate; each of the three is None where it cannot be told."""

    value: float | None
    low: float | None
    high: float | None

    @property
    def numbers(self) -> tuple[float, ...]:
        """What of it is known."""
        return tuple(number for number in (self.value, self.low, self.high) if number is not None)


def get_interval(row: Row) -> Interval:
    """The estimate a row holds; what is no number cannot be told."""
    value, low, high = (_get_number(row.values.get(name)) for name in INTERVAL)
    return Interval(value=value, low=low, high=high)


def _get_number(value: Value) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def build_unit_writers(block: Block) -> dict[Value, Writer]:
    """A writer per unit that the rows name in a column "unit", so that months and shares each get their decimals."""
    column = next(writer.column for writer in block.writers if writer.column.name == "value")
    return {unit: Writer.of(column, numbers) for unit, numbers in _group_numbers(block).items()}


def _group_numbers(block: Block) -> dict[Value, list[float]]:
    """The known numbers of the rows by their unit; None where they name none."""
    numbers_by_unit: dict[Value, list[float]] = {}
    for row in block.rows:
        numbers_by_unit.setdefault(row.values.get("unit"), []).extend(get_interval(row).numbers)
    return numbers_by_unit


def join_intervals(block: Block) -> Block:
    """An estimate's block with value, low and high in one column, as a terminal shows it; any other as it is."""
    if block.reading != "estimate":
        return block
    by_name = {writer.column.name: writer.column for writer in block.writers}
    value, low, high = (by_name[name].label for name in INTERVAL)
    unit = f", {by_name['value'].unit}" if by_name["value"].unit else ""
    label = f"{value} ({low[:1].lower()}{low[1:]} to {high[:1].lower()}{high[1:]}{unit})"
    column = replace(by_name["value"], label=label, unit="", kind="text")
    by_unit = build_unit_writers(block)
    writers = (
        Writer(column) if writer.column.name == "value" else writer
        for writer in block.writers
        if writer.column.name not in {"low", "high"}
    )
    rows = (replace(row, values={**row.values, "value": _write_row(row, by_unit)}) for row in block.rows)
    return replace(block, writers=tuple(writers), rows=tuple(rows))


def _write_row(row: Row, by_unit: Mapping[Value, Writer]) -> str | None:
    """A row's interval in words; None where nothing of it is known."""
    interval = get_interval(row)
    return write_interval(interval, by_unit[row.values.get("unit")]) if interval.numbers else None


def write_interval(interval: Interval, writer: Writer) -> str:
    """A value with its bounds behind it; a side without a bound is said in words.

    >>> from bridgehead.answers import Column
    >>> share = Writer(Column(name="value", label="Value", kind="share"))
    >>> write_interval(Interval(value=0.63, low=0.41, high=0.81), share)
    '63% (41% to 81%)'
    >>> write_interval(Interval(value=0.63, low=0.41, high=None), share)
    '63% (41% or more)'
    """
    value = DASH if interval.value is None else writer.write(interval.value)
    if interval.low is None and interval.high is None:
        return value
    if interval.high is None:
        return f"{value} ({writer.write(interval.low)} or more)"
    if interval.low is None:
        return f"{value} (up to {writer.write(interval.high)})"
    return f"{value} ({writer.write(interval.low)} to {writer.write(interval.high)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The line on which estimates of one unit are drawn: its ends."""

    start: float
    end: float

    def place(self, number: float) -> float:
        """Where a number stands, in pixels."""
        span = self.end - self.start
        return _END + (_WIDTH - 2 * _END) * ((number - self.start) / span if span else 0.5)


def build_axes(block: Block) -> dict[Value, Axis]:
    """An axis per unit that the rows name in a column "unit"; rows without one share an axis.

    Shares are drawn from 0 to 1, whatever else from the least to the greatest bound, 0 included.
    """
    kind = next(writer.column.kind for writer in block.writers if writer.column.name == "value")
    ends = (0.0, 1.0) if kind == "share" else (0.0,)
    return {unit: _span((*ends, *numbers)) for unit, numbers in _group_numbers(block).items()}


def _span(numbers: Sequence[float]) -> Axis:
    return Axis(start=min(numbers), end=max(numbers))


def draw_interval(interval: Interval, axis: Axis) -> Markup:
    """A dot on a line between two whiskers; an unknown bound leaves its side open. Figures beside it say the same."""
    pieces = [_draw_line(_END, _WIDTH - _END, "grid")]
    bounds = (interval.low, interval.high)
    if any(bound is not None for bound in bounds):
        left = _END if interval.low is None else axis.place(interval.low)
        right = _WIDTH - _END if interval.high is None else axis.place(interval.high)
        pieces.append(_draw_line(left, right, "flow"))
    pieces += [_draw_whisker(axis.place(bound)) for bound in bounds if bound is not None]
    if interval.value is not None:
        place: dict[str, float] = {"cx": axis.place(interval.value), "cy": _HEIGHT / 2, "r": 3.5}
        pieces.append(draw("circle", **place, fill=get_ground("words"), class_="g-words"))
    size: dict[str, str | float] = {"width": _WIDTH, "height": _HEIGHT, "viewBox": f"0 0 {_WIDTH:g} {_HEIGHT:g}"}
    return draw(
        "svg", *pieces, xmlns="http://www.w3.org/2000/svg", **size, class_="interval",
        aria_hidden="true",
    )  # fmt: skip


def _draw_line(left: float, right: float, ground: str) -> Markup:
    y = _HEIGHT / 2
    stroke: dict[str, str | float] = {"stroke": get_ground(ground), "stroke_width": 2, "class_": f"g-{ground}"}
    return draw("line", x1=left, y1=y, x2=right, y2=y, **stroke)


def _draw_whisker(x: float) -> Markup:
    y = _HEIGHT / 2
    stroke: dict[str, str | float] = {"stroke": get_ground("flow"), "stroke_width": 2, "class_": "g-flow"}
    return draw("line", x1=x, y1=y - 4, x2=x, y2=y + 4, **stroke)
