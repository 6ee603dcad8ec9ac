"""Matrices in a terminal: a grid whose headings may span columns and whose cells hold words one below the other.

A matrix never loses a column. Where it is too wide the words of its cells are wrapped, and where even that is too wide
its columns are told in blocks, each beginning with what heads the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from bridgehead.answers import Value
from bridgehead.present.columns import GAP, LONGEST_WORD, GridColumn, allot
from bridgehead.present.layout import Block
from bridgehead.present.sources import SourceList, join_numbers
from bridgehead.present.values import NUMERIC_KINDS, Writer, get_heading
from bridgehead.present.wrapping import wrap

#: further lines of one item stand in by this much, so that they are not read as further items
_HANGING = " "
#: a zero that is a whole cell
_ZERO = r"(?<=\s\s)0(?=\s\s|$)"

Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """One column of a matrix, written out.

    Attributes:
        heading: label and unit. group: heading that spans it and its neighbours; "" where none does.
        is_numeric: set flush right. cells: per row, its items.
    """

    heading: str
    group: str
    is_numeric: bool
    cells: tuple[Cell, ...]

    def measure(self) -> GridColumn:
        """How many cells it needs to be readable, and to break no item."""
        items = [item for cell in self.cells for item in cell]
        words = [word for text in (self.heading, *items) for word in text.split()]
        least = min(max(map(cell_len, words), default=1), LONGEST_WORD)
        most = max((cell_len(text) for text in (self.heading, *items)), default=1)
        return GridColumn(heading=self.heading, rank=0, least=least, most=max(least, most))


def build_matrix(block: Block, sources: SourceList | None = None) -> tuple[MatrixColumn, ...]:
    """The columns of a matrix, those of source numbers last where sources are numbered."""
    columns = [
        MatrixColumn(
            heading=get_heading(writer.column),
            group=writer.column.group,
            is_numeric=writer.column.kind in NUMERIC_KINDS,
            cells=tuple(write_items(row.values.get(writer.column.name), writer) for row in block.rows),
        )
        for writer in block.writers
    ]
    numbers = [join_numbers(sources.number(row.evidence)) if sources is not None else "" for row in block.rows]
    if any(numbers):
        cells = tuple((number,) if number else () for number in numbers)
        columns.append(MatrixColumn(heading="Sources", group="", is_numeric=False, cells=cells))
    return tuple(columns)


def write_items(value: Value, writer: Writer) -> Cell:
    """The items of a cell, one for each value of a tuple; none for an empty one.

    >>> from bridgehead.answers import Column
    >>> write_items(("joint_venture", "supply"), Writer(Column(name="forms", label="Forms", kind="word")))
    ('joint venture', 'supply')
    """
    return tuple(writer.write(item) for item in (value if isinstance(value, tuple) else (value,)))


def fold(columns: Sequence[MatrixColumn], width: int) -> Iterator[tuple[MatrixColumn, ...]]:
    """Columns in as few blocks as fit a width, each with the first column; a group stays whole where it can.

    Args:
        width: in cells, the space behind the last column included.
    """
    head, *rest = columns
    room = width - _measure([head])
    taken: list[MatrixColumn] = []
    for _, group in groupby(rest, key=lambda column: column.group or column.heading):
        kept = list(group)
        if taken and _measure([*taken, *kept]) > room >= _measure(kept):
            yield (head, *taken)
            taken = []
        for column in kept:
            if taken and _measure([*taken, column]) > room:
                yield (head, *taken)
                taken = []
            taken.append(column)
    yield (head, *taken)


def _measure(columns: Sequence[MatrixColumn]) -> int:
    """Cells that columns need at the least, with the space behind each."""
    return sum(column.measure().least + GAP for column in columns)


def draw_matrix(columns: Sequence[MatrixColumn], width: int) -> Iterator[Text]:
    """The lines of a matrix, in blocks one below the other where it is folded.

    Args:
        columns: as `build_matrix` gives them. width: of the terminal, in cells.
    """
    for position, kept in enumerate(fold(columns, width)):
        if position:
            yield Text()
        widths = [max(each, 2) for each in allot(_measure_spans(kept), width)]
        yield from _draw_groups(kept, widths)
        yield from _draw_headings(kept, widths)
        yield from _draw_rows(kept, widths)


def _measure_spans(columns: Sequence[MatrixColumn]) -> list[GridColumn]:
    """What the columns need, so that the headings above them break no line either."""
    measured = []
    for group, kept in groupby(columns, key=lambda column: column.group):
        each = [column.measure() for column in kept]
        spare = cell_len(group) - sum(column.most + GAP for column in each) + GAP
        more = -(-max(spare, 0) // len(each))
        measured += [replace(column, most=column.most + more) for column in each]
    return measured


def _draw_groups(columns: Sequence[MatrixColumn], widths: Sequence[int]) -> Iterator[Text]:
    """Headings that span columns, each over a rule as long as its span; nothing where none does."""
    if not any(column.group for column in columns):
        return
    spans = []
    for group, kept in groupby(zip(columns, widths, strict=True), key=lambda pair: pair[0].group):
        each = [width for _, width in kept]
        spans.append((group, sum(each) + GAP * (len(each) - 1)))
    for line in _stack([(wrap(group, width), width, False) for group, width in spans]):
        yield Text(line, style="bold")
    rules = ((("\N{BOX DRAWINGS LIGHT HORIZONTAL}" * width if group else "",), width, False) for group, width in spans)
    yield from (Text(line, style="dim") for line in _stack(list(rules)))


def _draw_headings(columns: Sequence[MatrixColumn], widths: Sequence[int]) -> Iterator[Text]:
    wrapped = [
        (wrap(column.heading, width), width, column.is_numeric) for column, width in zip(columns, widths, strict=True)
    ]
    yield from (Text(line, style="bold") for line in _stack(wrapped, at_foot=True))
    yield Text("\N{BOX DRAWINGS LIGHT HORIZONTAL}" * (sum(widths) + GAP * (len(widths) - 1)))


def _draw_rows(columns: Sequence[MatrixColumn], widths: Sequence[int]) -> Iterator[Text]:
    """The rows, a free line between them where cells hold words below each other."""
    rows = [
        [
            (_break_items(cell, width), width, column.is_numeric)
            for cell, column, width in zip(cells, columns, widths, strict=True)
        ]
        for cells in zip(*(column.cells for column in columns), strict=True)
    ]
    is_stacked = any(len(lines) > 1 for row in rows for lines, _, _ in row[1:])
    for position, row in enumerate(rows):
        if position and is_stacked:
            yield Text()
        yield from map(_quieten, _stack(row))


def _quieten(line: str) -> Text:
    """A line whose zeros stand back."""
    text = Text(line)
    text.highlight_regex(_ZERO, "dim")
    return text


def _stack(cells: Sequence[tuple[Sequence[str], int, bool]], *, at_foot: bool = False) -> Iterator[str]:
    """Cells side by side, line by line, without spaces at the end.

    Args:
        cells: (lines, width, whether they are set flush right). at_foot: short cells stand low instead of high.
    """
    height = max(len(lines) for lines, _, _ in cells)
    for number in range(height):
        pieces = []
        for lines, width, is_right in cells:
            place = number - (height - len(lines) if at_foot else 0)
            text = lines[place] if 0 <= place < len(lines) else ""
            free = " " * (width - cell_len(text))
            pieces.append(free + text if is_right else text + free)
        yield (" " * GAP).join(pieces).rstrip()


def _break_items(cell: Cell, width: int) -> list[str]:
    """The lines of a cell; an item of several lines hangs."""
    lines = []
    for item in cell:
        first, *more = wrap(item, width) if cell_len(item) <= width else wrap(item, max(width - len(_HANGING), 2))
        lines += [first, *(_HANGING + line for line in more)]
    return lines
