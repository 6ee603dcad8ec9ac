"""How each of the eight shapes is laid out as blocks of rows; every medium draws the same blocks.

A block is a table with an optional heading. Scores, tables, estimates and routes are one block; groups are a block
each; a choice is what was chosen, what was not and its constraints; a balance is a block per side, with totals; a
timeline is what has a date, in its order, and what has none. How a block is read says which drawing suits it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Literal

from bridgehead.answers import Balance, Choice, Column, Estimate, Groups, Row, Scores, Shape, Table, Timeline
from bridgehead.present.chronology import sort_by_date
from bridgehead.present.links import Say
from bridgehead.present.values import CANNOT_TELL, Writer, build_writers, write_figure

Reading = Literal["list", "matrix", "flow", "timeline", "estimate"]

#: the columns of an estimate that make one interval
INTERVAL = ("value", "low", "high")

_CONSTRAINT_COLUMNS = (
    Column(name="constraint", label="Constraint"),
    Column(name="limit", label="Limit", kind="number"),
    Column(name="used", label="Used", kind="number"),
    Column(name="slack", label="Slack", kind="number", meaning="What was left of the limit."),
    Column(name="bound", label="Bound", kind="yes_no", meaning="Whether the choice would differ without it."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A table with a heading.

    Attributes:
        heading: what the rows have in common; "" where the part's title says it.
        meaning: of the heading, in a sentence.
        writers: what is shown of each row, and how. rows: in reading order.
        totals: column name -> sum, None where it has none; empty where nothing is summed.
        empty: what to say where there are no rows. reading: how the rows are read, and so what is drawn of them.
    """

    heading: str = ""
    meaning: str = ""
    writers: tuple[Writer, ...]
    rows: tuple[Row, ...]
    totals: Mapping[str, float | None] | None = None
    empty: str = "none"
    reading: Reading = "list"

    @property
    def columns(self) -> tuple[Column, ...]:
        """What is shown of each row."""
        return tuple(writer.column for writer in self.writers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A shape as blocks, with what it says beyond its rows.

    Attributes:
        blocks: in reading order, at least one. lead: what is said above them, a sentence each. remarks: below them.
    """

    blocks: tuple[Block, ...]
    lead: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def has_gaps(self) -> bool:
        """Whether any cell shows a dash for "cannot tell"."""
        return any(
            row.values.get(column.name) is None and column.kind != "yes_no"
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        )


@singledispatch
def lay_out(shape: Shape, say: Say = str) -> Layout:
    """The blocks of a shape: one block of all its rows unless the shape says otherwise.

    Args:
        shape: of a part. say: how a page says the words of the layout and controlled words.
    """
    return Layout(blocks=(_build_block(shape, say),))


def _build_block(shape: Shape, say: Say, *, alike: tuple[str, ...] = (), reading: Reading = "list") -> Block:
    """All rows of a shape."""
    writers = build_writers(shape.columns, shape.rows, alike=alike, say=say)
    return Block(writers=writers, rows=shape.rows, empty=shape.empty, reading=reading)


@lay_out.register
def _(shape: Scores, say: Say = str) -> Layout:
    label = next((column.label for column in shape.columns if column.name == shape.ranked_by), "")
    ranked = say("Ranked by {column}.").format(column=_lower(label, say))
    return Layout(blocks=(_build_block(shape, say),), remarks=(ranked,) if label and shape.rows else ())


def _lower(label: str, say: Say) -> str:
    """A heading inside a sentence: English writes it small there, other languages may not."""
    return label[:1].lower() + label[1:] if say is str else label


@lay_out.register
def _(shape: Estimate, say: Say = str) -> Layout:
    level = say("Intervals cover {level}.").format(level=f"{shape.level:.0%}") if shape.level is not None else ""
    told = say("{number} observation.") if shape.n == 1 else say("{number} observations.")
    observations = "" if shape.n is None else told.format(number=shape.n)
    block = _build_block(shape, say, alike=INTERVAL, reading="estimate" if _holds_intervals(shape) else "list")
    return Layout(blocks=(block,), remarks=tuple(remark for remark in (shape.method, level, observations) if remark))


def _holds_intervals(shape: Estimate) -> bool:
    """Whether value, low and high are there and hold numbers alone, as far as they can be told."""
    has_columns = {column.name for column in shape.columns}.issuperset(INTERVAL)
    held = [row.values.get(name) for row in shape.rows for name in INTERVAL]
    return has_columns and all(value is None or isinstance(value, int | float) for value in held)


@lay_out.register
def _(shape: Table, say: Say = str) -> Layout:
    block = _build_block(shape, say, reading=shape.reading)
    has_blanks = shape.reading != "list" and any(() in row.values.values() for row in shape.rows)
    return Layout(blocks=(block,), remarks=(say("An empty cell means: none in the record."),) if has_blanks else ())


@lay_out.register
def _(shape: Timeline, say: Say = str) -> Layout:
    """What has a date in its order, then what has none under a heading of its own."""
    if not shape.rows:
        return Layout(blocks=(_build_block(shape, say),))
    writers = build_writers(shape.columns, shape.rows, say=say)
    dated, undated = sort_by_date(shape.rows, shape.columns[0].name)
    blocks = (
        Block(writers=writers, rows=dated, reading="timeline"),
        Block(heading=f"{say('Without a date')} ({len(undated)})", writers=writers, rows=undated),
    )
    return Layout(blocks=tuple(block for block in blocks if block.rows))


@lay_out.register
def _(shape: Groups, say: Say = str) -> Layout:
    return Layout(blocks=_split(shape, say, shape.group_column, shape.groups, counted=True))


@lay_out.register
def _(shape: Balance, say: Say = str) -> Layout:
    return Layout(blocks=_split(shape, say, "side", shape.sides, totals=shape.totals))


def _split(
    shape: Shape,
    say: Say,
    by: str,
    headings: tuple[tuple[str, str], ...],
    *,
    counted: bool = False,
    totals: Mapping[str, Mapping[str, float | None]] | None = None,
) -> tuple[Block, ...]:
    """A block per heading; rows under none of them come last, so that none is lost."""
    if not shape.rows:
        return (_build_block(shape, say),)
    writers = _build_writers_without(shape, by, say)
    blocks = []
    for heading, meaning in headings:
        rows = tuple(row for row in shape.rows if row.values.get(by) == heading)
        words = say(heading.replace("_", " "))
        title = words[:1].upper() + words[1:] + (f" ({len(rows)})" if counted else "")
        sums = (totals or {}).get(heading)
        blocks.append(Block(heading=title, meaning=meaning, writers=writers, rows=rows, totals=sums))
    known = {heading for heading, _ in headings}
    rest = tuple(row for row in shape.rows if row.values.get(by) not in known)
    if rest:
        writers = build_writers(shape.columns, rest, say=say)
        blocks.append(Block(heading=f"{say('Elsewhere')} ({len(rest)})", writers=writers, rows=rest))
    return tuple(blocks)


def _build_writers_without(shape: Shape, name: str, say: Say) -> tuple[Writer, ...]:
    return build_writers((column for column in shape.columns if column.name != name), shape.rows, say=say)


@lay_out.register
def _(shape: Choice, say: Say = str) -> Layout:
    label, value = shape.objective
    objective = f"{label}: {say(CANNOT_TELL) if value is None else write_figure(value)}."
    blocks = _build_chosen(shape, say) if shape.rows else (_build_block(shape, say),)
    if shape.constraints:
        blocks = (*blocks, _build_constraints(shape, say))
    return Layout(blocks=blocks, lead=tuple(sentence for sentence in (objective, shape.proof) if sentence))


def _build_chosen(shape: Choice, say: Say) -> tuple[Block, ...]:
    """A block of what was chosen, even where nothing was, then what was not and what nobody can tell."""
    writers = _build_writers_without(shape, "chosen", say)
    headings = ((True, say("Chosen")), (False, say("Not chosen")), (None, say("Cannot tell whether chosen")))
    blocks = []
    for chosen, heading in headings:
        rows = tuple(row for row in shape.rows if row.values.get("chosen") is chosen)
        if rows or chosen:
            blocks.append(Block(heading=f"{heading} ({len(rows)})", writers=writers, rows=rows))
    return tuple(blocks)


def _build_constraints(shape: Choice, say: Say) -> Block:
    writers = (
        Writer(replace(column, label=say(column.label), meaning=say(column.meaning)), say=say)
        for column in _CONSTRAINT_COLUMNS
    )
    names = [column.name for column in _CONSTRAINT_COLUMNS]
    rows = tuple(Row(values=dict(zip(names, row, strict=True))) for row in shape.constraints)
    return Block(writers=tuple(writers), rows=rows)
