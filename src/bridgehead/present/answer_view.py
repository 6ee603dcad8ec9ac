"""An answer as a page shows it: header, map, parts with their drawings, tables and routes, nothing left to compute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bridgehead.answers import Answer, Part, RouteRow
from bridgehead.present.flow import find_flows
from bridgehead.present.flow_figure import draw_flows
from bridgehead.present.header import EVERYTHING, build_command, describe_lens
from bridgehead.present.layout import Block, lay_out
from bridgehead.present.links import Links, Say
from bridgehead.present.map import WorldMap, draw_map
from bridgehead.present.network_figure import NetworkFigure, draw_network
from bridgehead.present.svg import Drawing
from bridgehead.present.tables import BROAD_FROM, RouteView, TableBuilder, TableView
from bridgehead.present.timeline_figure import draw_timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A part of an answer as the page shows it.

    Attributes:
        lead: said before all else. drawings: flows and timelines, above their tables. figure: the network of routes.
        meanings: (heading, meaning) of the columns that have one. is_broad: set across the sheet on paper.
    """

    anchor: str
    title: str
    lead: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    figure: NetworkFigure | None
    tables: tuple[TableView, ...]
    routes: tuple[RouteView, ...]
    remarks: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...]
    is_broad: bool


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    """An answer as the page shows it.

    Attributes:
        answer: holds what needs no preparation. heading: the question, behind the firm where others are asked it too.
        when: day and lens for the contents. firms: whom it is about. say: how the page says the words of a drawing.
    """

    anchor: str
    answer: Answer
    heading: str
    when: str
    firms: tuple[str, ...]
    lens: str
    command: str
    parts: tuple[PartView, ...]
    say: Say

    @cached_property
    def map(self) -> WorldMap | None:
        """The answer on a map, drawn where a page shows one; None as `draw_map` has it."""
        return draw_map(self.answer, f"{self.anchor}-map", links=Links(say=self.say))


def build_answer_view(
    answer: Answer,
    anchor: str,
    builder: TableBuilder,
    compared: Mapping[str, Sequence[str]] | None = None,
    cases: Sequence[str] = (),
) -> AnswerView:
    """An answer made ready for a page.

    Args:
        answer: any. anchor: begins the ids of everything in it. builder: of the page's tables. compared: as for
            `present.report.render_report`. cases: of the library, that were asked.
    """
    firm = answer.firm.id if answer.firm else None
    parts = [
        _build_part(part, f"{anchor}-{number}", builder, firm) for number, part in enumerate(answer.parts, start=1)
    ]
    own = (answer.firm.name,) if answer.firm else ()
    firms = tuple((compared or {}).get(answer.question, own))
    say = builder.glossary.links.say
    lens, day = describe_lens(answer.lens, say), answer.as_of.isoformat()
    is_one_of_several = compared is not None and answer.question not in compared
    return AnswerView(
        anchor=anchor,
        answer=answer,
        heading=": ".join((*firms, answer.title)) if is_one_of_several else answer.title,
        when=day if lens == say(EVERYTHING) else f"{day}; {lens}",
        firms=firms,
        lens=lens,
        command=build_command(answer, cases),
        parts=tuple(parts),
        say=say,
    )


def _build_part(part: Part, anchor: str, builder: TableBuilder, firm: str | None) -> PartView:
    builder.glossary.start_part()
    say = builder.glossary.links.say
    layout = lay_out(part.shape, say)
    tables = tuple(builder.build_tables(layout.blocks, anchor, part.title))
    heads = [head for table in tables if table.has_rows for head in table.heads]
    meanings = {head.full_text: head.meaning for head in heads if head.meaning}
    routes = [row for row in part.shape.rows if isinstance(row, RouteRow)]
    return PartView(
        anchor=anchor,
        title=part.title,
        lead=layout.lead,
        drawings=tuple(_draw_blocks(layout.blocks, part.title, anchor, say)),
        figure=draw_network(routes, part.title, f"{anchor}-network", firm=firm, say=say),
        tables=tables,
        routes=tuple(builder.build_routes(part.shape.rows, anchor, part.title)),
        remarks=layout.remarks,
        meanings=tuple(meanings.items()),
        is_broad=any(len(table.heads) >= BROAD_FROM for table in tables if table.has_rows),
    )


def _draw_blocks(blocks: Iterable[Block], title: str, anchor: str, say: Say) -> Iterator[Drawing]:
    """The flows and timelines of a part, drawn."""
    for block in blocks:
        drawn = (
            draw_flows(find_flows(block), title, f"{anchor}-flows", say)
            if block.reading == "flow"
            else draw_timeline(block, title, anchor, say)
        )
        if drawn is not None:
            yield drawn
