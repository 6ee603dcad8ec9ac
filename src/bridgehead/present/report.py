"""The report: answers in one HTML file that needs no network, no script and no other file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bridgehead.answers import Answer, Part, RouteRow
from bridgehead.errors import UnreadableError
from bridgehead.present.citations import Citations
from bridgehead.present.flow import find_flows
from bridgehead.present.flow_figure import draw_flows
from bridgehead.present.glossary import Glossary
from bridgehead.present.header import EVERYTHING, build_command, describe_lens
from bridgehead.present.layout import Block, lay_out
from bridgehead.present.map import WorldMap, draw_map
from bridgehead.present.network_figure import NetworkFigure, draw_network
from bridgehead.present.palette import build_dark_css, build_light_css
from bridgehead.present.sources import list_sources
from bridgehead.present.svg import Drawing
from bridgehead.present.tables import BROAD_FROM, RouteView, TableBuilder, TableView
from bridgehead.present.timeline_figure import draw_timeline


class UnwritableReportError(UnreadableError):
    """The report cannot be written where it was asked for."""

    def __init__(self, path: Path, why: str) -> None:
        """Args: path asked for; why the system refused."""
        self.path = path
        super().__init__(f"Cannot write the report to {path}: {why}. Name a file in a folder that you may write to.")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """An answer as the page shows it.

    Attributes:
        answer: holds what needs no preparation. heading: the question, behind the firm where others are asked it too.
        when: day and lens for the contents. firms: whom it is about.
    """

    anchor: str
    answer: Answer
    heading: str
    when: str
    firms: tuple[str, ...]
    lens: str
    command: str
    map: WorldMap | None
    parts: tuple[PartView, ...]


def write_report(
    answers: Iterable[Answer],
    path: Path,
    *,
    title: str,
    firm: str,
    made_on: date,
    compared: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write answers to one HTML file.

    Args:
        answers: in reading order. path: of the file; an older one is replaced.
        title: of the report. firm: whom it is for. made_on: the day it is made. compared: as for `render_report`.

    Raises:
        UnwritableReportError: the file cannot be written.
    """
    page = render_report(answers, title=title, firm=firm, made_on=made_on, compared=compared)
    try:
        Path(path).write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UnwritableReportError(Path(path), error.strerror or str(error)) from error


def render_report(
    answers: Iterable[Answer],
    *,
    title: str,
    firm: str,
    made_on: date,
    remarks: Sequence[str] = (),
    compared: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The report as a page.

    Args:
        answers: in reading order. title: of the report. firm: whom it is for. made_on: the day it is made.
        remarks: sentences that the reader must see before all else.
        compared: question -> the firms that its one answer compares; None where the report is about one firm, a
            mapping where it is about several, whose other answers are then headed by their firm.
    """
    kept = tuple(answers)
    citations, glossary = Citations(list_sources(kept)), Glossary()
    builder = TableBuilder(citations, glossary)
    views = [
        _build_answer(answer, f"answer-{number}", builder, compared) for number, answer in enumerate(kept, start=1)
    ]
    style, script = read_style(), _read_asset("report.js")
    return (
        _get_environment()
        .get_template("report.html")
        .render(
            title=title,
            firm=firm,
            made_on=made_on.isoformat(),
            remarks=remarks,
            answers=views,
            glossary=list(glossary),
            sources=list(citations.list_entries()),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


def _build_answer(
    answer: Answer, anchor: str, builder: TableBuilder, compared: Mapping[str, Sequence[str]] | None
) -> AnswerView:
    firm = answer.firm.id if answer.firm else None
    parts = [
        _build_part(part, f"{anchor}-{number}", builder, firm) for number, part in enumerate(answer.parts, start=1)
    ]
    own = (answer.firm.name,) if answer.firm else ()
    firms = tuple((compared or {}).get(answer.question, own))
    lens, day = describe_lens(answer.lens), answer.as_of.isoformat()
    is_one_of_several = compared is not None and answer.question not in compared
    return AnswerView(
        anchor=anchor,
        answer=answer,
        heading=": ".join((*firms, answer.title)) if is_one_of_several else answer.title,
        when=day if lens == EVERYTHING else f"{day}; {lens}",
        firms=firms,
        lens=lens,
        command=build_command(answer),
        map=draw_map(answer, f"{anchor}-map"),
        parts=tuple(parts),
    )


def _build_part(part: Part, anchor: str, builder: TableBuilder, firm: str | None) -> PartView:
    builder.glossary.start_part()
    layout = lay_out(part.shape)
    tables = tuple(builder.build_tables(layout.blocks, anchor, part.title))
    heads = [head for table in tables if table.has_rows for head in table.heads]
    meanings = {head.full_text: head.meaning for head in heads if head.meaning}
    routes = [row for row in part.shape.rows if isinstance(row, RouteRow)]
    return PartView(
        anchor=anchor,
        title=part.title,
        lead=layout.lead,
        drawings=tuple(_draw_blocks(layout.blocks, part.title, anchor)),
        figure=draw_network(routes, part.title, f"{anchor}-network", firm=firm),
        tables=tables,
        routes=tuple(builder.build_routes(part.shape.rows, anchor, part.title)),
        remarks=layout.remarks,
        meanings=tuple(meanings.items()),
        is_broad=any(len(table.heads) >= BROAD_FROM for table in tables if table.has_rows),
    )


def _draw_blocks(blocks: Iterable[Block], title: str, anchor: str) -> Iterator[Drawing]:
    """The flows and timelines of a part, drawn."""
    for block in blocks:
        drawn = (
            draw_flows(find_flows(block), title, f"{anchor}-flows")
            if block.reading == "flow"
            else draw_timeline(block, title, anchor)
        )
        if drawn is not None:
            yield drawn


@cache
def _get_environment() -> Environment:
    return Environment(
        loader=PackageLoader("bridgehead.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def read_style() -> str:
    """The style sheet with the shades of matrices, and the colours of figures on a dark ground."""
    sheet = _read_asset("report.css").replace("/* shades */", build_light_css())
    return sheet.replace("/* figures */", build_dark_css())


@cache
def _read_asset(name: str) -> str:
    return (files("bridgehead.present") / "templates" / name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    """The digest by which a content-security policy allows an inline style or script."""
    return b64encode(sha256(text.encode()).digest()).decode()
