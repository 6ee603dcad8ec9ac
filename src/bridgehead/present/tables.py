"""Blocks as HTML tables, and routes step by step: what the templates draw, with nothing left to compute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup, escape

from bridgehead.answers import Column, RouteRow, Row, Step
from bridgehead.present.citations import Citations, Place
from bridgehead.present.columns import write_total
from bridgehead.present.glossary import Glossary
from bridgehead.present.heads import Head, HeadCell, build_head_rows
from bridgehead.present.layout import Block, Reading
from bridgehead.present.links import NO_LINKS, Links, Say
from bridgehead.present.sources import get_cited
from bridgehead.present.steps import ASKED, FREE, describe_step, find_chance, is_target
from bridgehead.present.table_cells import Cell, CellBuilder, get_css
from bridgehead.present.values import NUMERIC_KINDS, get_heading

#: from here on a table can be filtered and scrolls below its header
LONG_FROM = 13
#: columns from which on a table is set smaller on paper, and from which on across the sheet
WIDE_FROM, BROAD_FROM = 7, 11

_ARROW = Markup('<span class="arrow"><span aria-hidden="true">{}</span><span class="unseen">{}</span></span>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table: an anchor, its cells, links to its sources and its note."""

    anchor: str
    cells: tuple[Cell, ...]
    sources: Markup
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A block's rows in a table: its heading, if it has one, its rows, its totals, and what to say without rows."""

    caption: str
    meaning: str
    lines: tuple[Line, ...]
    foot: tuple[Cell, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """Blocks of the same columns as one table, a section each.

    Attributes:
        heads: of the columns, sources aside. head_rows: the same as rows of cells, with what spans several of them.
        width: number of columns, sources included. reading: "matrix" for matrices and flows.
    """

    heads: tuple[Head, ...]
    head_rows: tuple[tuple[HeadCell, ...], ...]
    sections: tuple[Section, ...]
    width: int
    has_sources: bool
    is_sortable: bool
    is_long: bool
    is_wide: bool
    reading: Reading = "list"

    @property
    def is_matrix(self) -> bool:
        """Whether its cells all hold the same sort of thing."""
        return self.reading in {"matrix", "flow"}

    @property
    def has_rows(self) -> bool:
        """Whether any section has a row."""
        return any(section.lines for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of a route: who to whom, what is known of it, the strength taken apart, what to ask, and its sources."""

    ends: Markup
    facts: str
    explanation: tuple[str, ...]
    ask: str
    sources: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteView:
    """A route step by step: its number, its chain, its chance in words, and the anchor of its row in the table."""

    number: int
    anchor: str
    chain: Markup
    chance: str
    steps: tuple[StepView, ...]


class TableBuilder:
    """Builds the tables of one report, which share sources and glossary."""

    def __init__(self, citations: Citations, glossary: Glossary) -> None:
        self.citations, self.glossary = citations, glossary

    def build_tables(self, blocks: Sequence[Block], anchor: str, part: str) -> Iterator[TableView]:
        """Blocks as tables: neighbours of the same columns share one.

        Args:
            blocks: of one part. anchor: beginning of the rows' ids. part: its title, for links back from the sources.
        """
        number = 1
        for columns, grouped in groupby(map(_drop_targets, blocks), key=lambda block: block.columns):
            kept = tuple(grouped)
            yield self._build_table(columns, kept, number, anchor, part)
            number += sum(len(block.rows) for block in kept)

    def _build_table(
        self, columns: tuple[Column, ...], blocks: tuple[Block, ...], number: int, anchor: str, part: str
    ) -> TableView:
        sections = []
        for block in blocks:
            cells = CellBuilder(block, self.glossary)
            lines = tuple(
                self._build_line(row, cells, Place(anchor=f"{anchor}-row-{position}", part=part, number=position))
                for position, row in enumerate(block.rows, start=number)
            )
            number += len(lines)
            sections.append(_build_section(block, lines, self.glossary.links))
        say = self.glossary.links.say
        are_routes = any(isinstance(row, RouteRow) for block in blocks for row in block.rows)
        heads = (*([Head(text=say("Route"))] if are_routes else []), *(_build_head(column, say) for column in columns))
        counts = [len(section.lines) for section in sections]
        has_sources = any(line.sources for section in sections for line in section.lines)
        return TableView(
            heads=heads,
            head_rows=build_head_rows(heads, sources=say("Sources") if has_sources else ""),
            sections=tuple(sections),
            width=len(heads) + has_sources,
            has_sources=has_sources,
            is_sortable=max(counts) > 1 and blocks[0].reading not in {"matrix", "flow"},
            reading=blocks[0].reading,
            is_long=sum(counts) >= LONG_FROM,
            is_wide=len(heads) >= WIDE_FROM,
        )

    def _build_line(self, row: Row, builder: CellBuilder, place: Place) -> Line:
        cells = builder.build_row(row)
        if isinstance(row, RouteRow):
            link = Markup('<a href="#{}-steps">{}.</a> {}').format(
                place.anchor, place.number, write_chain_html(row, self.glossary.links)
            )
            cells = (Cell(html=link, sort=str(place.number)), *cells)
        sources = self.citations.cite(get_cited(row), place)
        return Line(anchor=place.anchor, cells=cells, sources=sources, note=row.note)

    def build_routes(self, rows: Iterable[Row], anchor: str, part: str) -> Iterator[RouteView]:
        """The routes among the rows of a part, step by step."""
        for number, row in enumerate(rows, start=1):
            if isinstance(row, RouteRow):
                place = Place(anchor=f"{anchor}-row-{number}", part=part, number=number)
                chance = find_chance(row)
                yield RouteView(
                    number=number,
                    anchor=place.anchor,
                    # what opens the steps may hold no links of its own; the steps have them
                    chain=write_chain_html(row, Links(say=self.glossary.links.say)),
                    chance=chance.tell(self.glossary.links.say) if chance else "",
                    steps=tuple(self._build_step(step, row, place) for step in row.steps),
                )

    def _build_step(self, step: Step, row: RouteRow, place: Place) -> StepView:
        links = self.glossary.links
        ends = {"sender": links.write(step.sender, words=step.sender.name)}
        ends["receiver"] = links.write(step.receiver, words=step.receiver.name)
        return StepView(
            ends=escape(links.say("{sender} to {receiver}")).format(**ends),
            facts=describe_step(step, row, links.say),
            explanation=step.explanation,
            ask=step.ask,
            sources=self.citations.cite(step.evidence, place),
        )


def _drop_targets(block: Block) -> Block:
    """A block of routes without the columns that only repeat the last name of each route; any other as it is."""
    routes = [row for row in block.rows if isinstance(row, RouteRow)]
    kept = tuple(
        writer
        for writer in block.writers
        if not all(is_target(row.values.get(writer.column.name), row) for row in routes)
    )
    return replace(block, writers=kept) if routes else block


def _build_section(block: Block, lines: tuple[Line, ...], links: Links) -> Section:
    foot = tuple(_build_foot(block)) if block.totals else ()
    empty = links.sentence(links.say(block.empty))
    return Section(caption=block.heading, meaning=block.meaning, lines=lines, foot=foot, empty=empty)


def _build_head(column: Column, say: Say) -> Head:
    meaning = column.meaning or (say("Stands beside the answer and is no part of it.") if column.beside else "")
    is_numeric = column.kind in NUMERIC_KINDS
    return Head(
        text=get_heading(column), is_numeric=is_numeric, meaning=meaning, beside=column.beside, group=column.group
    )


def _build_foot(block: Block) -> Iterator[Cell]:
    for index, column in enumerate(block.columns):
        yield Cell(html=Markup("{}").format(write_total(block, index)), css=get_css(column))


def write_chain_html(row: RouteRow, links: Links = NO_LINKS) -> Markup:
    """A route on one line, every name isolated."""
    if not row.steps:
        return escape(links.say("no steps"))
    first = row.steps[0].sender
    pieces = [links.write(first, words=first.name)]
    for step in row.steps:
        sign = FREE if step.free else ASKED
        spoken = links.say("belongs with") if step.free else links.say("introduces")
        pieces.append(_ARROW.format(sign, spoken))
        pieces.append(links.write(step.receiver, words=step.receiver.name))
    return Markup('<span class="chain">{}</span>').format(Markup(" ").join(pieces))
