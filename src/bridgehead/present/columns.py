"""A block as columns of written cells, and which of them fit a width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rich.cells import cell_len

from bridgehead.present.chronology import split_by_year
from bridgehead.present.layout import Block
from bridgehead.present.sources import SourceList, join_numbers
from bridgehead.present.values import NUMERIC_KINDS, get_full_heading

#: a text column is readable from LEAST_TEXT cells on if its longest word fits; words beyond LONGEST_WORD are broken
LEAST_TEXT, LONGEST_WORD = 14, 20
#: what stands between two columns, in cells
GAP = 2
#: dates below their year stand in by this much
_INDENT = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """One written column.

    Attributes:
        heading: label and unit. is_numeric: set flush right.
        rank: columns of the highest rank are dropped first; 0 is never dropped.
        least: cells it needs to be readable. most: cells it needs to break no line. total: at its foot.
    """

    heading: str
    rank: int
    is_numeric: bool = False
    least: int = 0
    most: int = 0
    total: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A block written out: its columns and, per row, a text for each."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]


def build_grid(block: Block, sources: SourceList | None = None) -> Grid:
    """Write a block out, with a column of source numbers behind it where sources are numbered and any row cites one."""
    rows = [[writer.write(row.values.get(writer.column.name)) for writer in block.writers] for row in block.rows]
    columns = [_build_column(index, block, [row[index] for row in rows]) for index in range(len(block.writers))]
    numbers = [join_numbers(sources.number(row.evidence)) if sources is not None else "" for row in block.rows]
    if any(numbers):
        columns.append(
            GridColumn(heading="Sources", rank=1, least=len("Sources"), most=max(map(len, ("Sources", *numbers))))
        )
        rows = [[*cells, number] for cells, number in zip(rows, numbers, strict=True)]
    grid = Grid(columns=tuple(columns), rows=tuple(tuple(row) for row in rows))
    return _add_years(grid, block) if block.reading == "timeline" else grid


def _add_years(grid: Grid, block: Block) -> Grid:
    """A timeline's grid with its years in front: beside the entries that say no more, else on a line of their own."""
    first, *others = grid.columns
    rows, left = [], iter(grid.rows)
    for year, group in split_by_year(block.rows, block.columns[0].name):
        kept = list(islice(left, len(group)))
        vague = next((place for place, cells in enumerate(kept) if cells[0].casefold() != year.casefold()), len(kept))
        lines = [("", *cells[1:]) for cells in kept[:vague]] or [("", *("" for _ in others))]
        rows += [(year, *lines[0][1:]), *lines[1:]]
        rows += [(_INDENT + cells[0], *cells[1:]) for cells in kept[vague:]]
    wide = max((cell_len(cells[0]) for cells in rows), default=0)
    first = replace(first, least=max(first.least, wide), most=max(first.most, wide))
    return Grid(columns=(first, *others), rows=tuple(rows))


def build_grids(blocks: Iterable[Block], sources: SourceList | None = None) -> list[Grid]:
    """Blocks of one part written out; those of the same columns get the same widths, so that they line up."""
    grids = [build_grid(block, sources) for block in blocks]
    alike: dict[tuple[str, ...], list[Grid]] = {}
    for grid in grids:
        alike.setdefault(_get_headings(grid), []).append(grid)
    return [replace(grid, columns=_join_columns(alike[_get_headings(grid)], grid)) for grid in grids]


def _get_headings(grid: Grid) -> tuple[str, ...]:
    return tuple(column.heading for column in grid.columns)


def _join_columns(alike: Sequence[Grid], grid: Grid) -> tuple[GridColumn, ...]:
    return tuple(
        replace(
            column,
            least=max(other.columns[index].least for other in alike),
            most=max(other.columns[index].most for other in alike),
        )
        for index, column in enumerate(grid.columns)
    )


def _build_column(index: int, block: Block, cells: Sequence[str]) -> GridColumn:
    writer = block.writers[index]
    column, is_numeric = writer.column, writer.column.kind in NUMERIC_KINDS
    heading, total = get_full_heading(column), write_total(block, index)
    widest = max((cell_len(text) for text in (*cells, total)), default=0)
    readable = max(LEAST_TEXT, min(LONGEST_WORD, _measure_words(cells)))
    least = max(_measure_words([heading]), widest if is_numeric else min(widest, readable))
    return GridColumn(
        heading=heading,
        rank=0 if index == 0 else 3 if column.beside else 2,
        is_numeric=is_numeric,
        least=least,
        most=max(least, widest, cell_len(heading)),
        total=total,
    )


def _measure_words(texts: Iterable[str]) -> int:
    """Cells of the longest word."""
    return max((cell_len(word) for text in texts for word in text.split()), default=0)


def write_total(block: Block, index: int) -> str:
    """What stands at the foot of a column: its sum, a dash where the sum cannot be told, "Total" below the subject."""
    writer, totals = block.writers[index], block.totals or {}
    if writer.column.name in totals:
        return writer.write(totals[writer.column.name])
    return writer.say("Total") if totals and index == 0 else ""


def fit(columns: Sequence[GridColumn], width: int) -> tuple[list[int], list[int]]:
    """Which columns fit a width, by position, and which do not.

    Columns beside the answer go first, then the rightmost; the subject always stays, sources nearly always.
    """
    kept = list(range(len(columns)))
    leaving = sorted((index for index in kept if columns[index].rank), key=lambda index: (columns[index].rank, index))
    while leaving and sum(columns[index].least + GAP for index in kept) > width:
        kept.remove(leaving.pop())
    return kept, [index for index in range(len(columns)) if index not in kept]


def allot(columns: Sequence[GridColumn], width: int) -> list[int]:
    """Cells for each column: what it needs to be readable, and a fair share of what is left, the modest first.

    Args:
        columns: those that `fit` kept. width: of the terminal, in cells.
    """
    widths = [column.least for column in columns]
    left = width - sum(widths) - GAP * len(columns)
    wanting = sorted(range(len(columns)), key=lambda index: columns[index].most - columns[index].least)
    for place, index in enumerate(wanting):
        granted = min(columns[index].most - columns[index].least, max(left, 0) // (len(wanting) - place))
        widths[index] += granted
        left -= granted
    return widths
