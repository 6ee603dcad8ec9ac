"""The report: answers in one HTML file that needs no network, no script and no other file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bridgehead.answers import Answer
from bridgehead.errors import UnreadableError
from bridgehead.present.answer_view import build_answer_view
from bridgehead.present.citations import Citations
from bridgehead.present.glossary import Glossary
from bridgehead.present.palette import build_dark_css, build_light_css
from bridgehead.present.sources import list_sources
from bridgehead.present.tables import TableBuilder


class UnwritableReportError(UnreadableError):
    """The report cannot be written where it was asked for."""

    def __init__(self, path: Path, why: str) -> None:
        """Args: path asked for; why the system refused."""
        self.path = path
        super().__init__(f"Cannot write the report to {path}: {why}. Name a file in a folder that you may write to.")


def write_report(
    answers: Iterable[Answer],
    path: Path,
    *,
    title: str,
    firm: str,
    made_on: date,
    compared: Mapping[str, Sequence[str]] | None = None,
    cases: Sequence[Sequence[str]] = (),
) -> None:
    """Write answers to one HTML file.

    Args:
        answers: in reading order. path: of the file; an older one is replaced.
        title: of the report. firm: whom it is for. made_on: the day it is made.
        compared, cases: as for `render_report`.

    Raises:
        UnwritableReportError: the file cannot be written.
    """
    page = render_report(answers, title=title, firm=firm, made_on=made_on, compared=compared, cases=cases)
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
    cases: Sequence[Sequence[str]] = (),
) -> str:
    """The report as a page.

    Args:
        answers: in reading order. title: of the report. firm: whom it is for. made_on: the day it is made.
        remarks: sentences that the reader must see before all else.
        compared: question -> the firms that its one answer compares; None where the report is about one firm, a
            mapping where it is about several, whose other answers are then headed by their firm.
        cases: of the library, that were asked for each answer; none at all where all are of a record.
    """
    kept = tuple(answers)
    citations, glossary = Citations(list_sources(kept)), Glossary()
    builder = TableBuilder(citations, glossary)
    views = [
        build_answer_view(answer, f"answer-{number}", builder, compared, asked)
        for number, (answer, asked) in enumerate(zip(kept, cases or [()] * len(kept), strict=True), start=1)
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


@cache
def _get_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bridgehead.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # the pages of the web app draw with the same macros in other languages; a file is in English
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return environment


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
