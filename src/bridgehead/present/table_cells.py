"""The cells of an HTML table, as its block is read: a list, a matrix with shades, estimates with intervals."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bridgehead.answers import Column, Row, Value
from bridgehead.present.cells import write_cell, write_stack
from bridgehead.present.glossary import Glossary
from bridgehead.present.intervals import build_axes, build_unit_writers, draw_interval, get_interval
from bridgehead.present.layout import INTERVAL, Block
from bridgehead.present.shades import find_most, get_shade
from bridgehead.present.values import NUMERIC_KINDS, Writer, get_sort_key
from bridgehead.record.dates import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: its content, its key for sorting (None: its words), and the classes that say how it is set."""

    html: Markup
    sort: str | None = None
    css: str = ""


class CellBuilder:
    """Builds the cells of one block."""

    def __init__(self, block: Block, glossary: Glossary) -> None:
        self.block, self.glossary = block, glossary
        self.is_matrix, self.is_estimate = block.reading in {"matrix", "flow"}, block.reading == "estimate"
        self.most = find_most(block) if self.is_matrix else 0
        self.axes = build_axes(block) if self.is_estimate else {}
        self.writer_by_unit = build_unit_writers(block) if self.is_estimate else {}

    def build_row(self, row: Row) -> tuple[Cell, ...]:
        """The cells of a row."""
        return tuple(self._build(row, index, writer) for index, writer in enumerate(self.block.writers))

    def _build(self, row: Row, index: int, writer: Writer) -> Cell:
        value = row.values.get(writer.column.name)
        sort = _get_sort(value)
        if self.is_matrix and index:
            return Cell(html=write_stack(value, writer, self.glossary), sort=sort, css=self._shade(value, writer))
        if self.is_estimate and writer.column.name in INTERVAL:
            html = write_cell(value, self.writer_by_unit[row.values.get("unit")], self.glossary)
            drawn = self._draw(row) if writer.column.name == "value" else Markup("")
            return Cell(html=html + drawn, sort=sort, css=get_css(writer.column))
        return Cell(html=write_cell(value, writer, self.glossary), sort=sort, css=get_css(writer.column))

    def _shade(self, value: Value, writer: Writer) -> str:
        """Whether it is a figure, stands back as a zero does, and how dark its ground is."""
        shade = 0 if writer.column.beside else get_shade(value, self.most)
        classes = (
            get_css(writer.column),
            "quiet" if value == 0 and not isinstance(value, bool) else "",
            f"shade-{shade}" if shade else "",
        )
        return " ".join(word for word in classes if word)

    def _draw(self, row: Row) -> Markup:
        return draw_interval(get_interval(row), self.axes[row.values.get("unit")])


def _get_sort(value: Value) -> str | None:
    """The key of a cell: "" for what has no value, which is sorted last; None where its words decide."""
    if isinstance(value, When):
        bound = value.earliest or value.latest
        return bound.isoformat() if bound else ""
    key = get_sort_key(value)
    return "" if key is None else None if isinstance(key, str) else f"{key:.6g}"


def get_css(column: Column) -> str:
    """How a column's cells are set: "number", "day" or ""."""
    return "number" if column.kind in NUMERIC_KINDS else "day" if column.kind == "day" else ""
