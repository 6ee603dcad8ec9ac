"""Cases: the library of firms told in the literature, one by one and side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import groupby

from fastapi import Response
from fastapi.responses import RedirectResponse
from markdown_it import MarkdownIt
from markupsafe import Markup

from bridgehead.firm.asking import CaseQuestion, find_case_questions
from bridgehead.firm.library import get_case
from bridgehead.present.links import Links
from bridgehead.questions import get_name, get_title, parameters_of
from bridgehead.questions.cross_case import CrossCase
from bridgehead.record.references import WORKS
from bridgehead.sources.case import Case, find_cases, get_case_path, read_case
from bridgehead.web.address import write_address, write_lens
from bridgehead.web.drawing import ROWS, draw_answer
from bridgehead.web.pages import Page
from bridgehead.web.view import Seen, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="cases",
    title=N_("Cases"),
    lead=N_("Firms told in the literature, each with its record: look around in one, or set several side by side."),
    group="thinking",
    order=20,
    icon="library",
    shortcut="k",
    works_without_record=True,
    examples=("", "/firm-a", "/compare?among=firm-a&among=firm-b&among=firm-c&among=firm-d"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work and the cases it tells."""

    reference: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfCase:
    """A question that the case answers as its paper does: what is asked, how, and where."""

    title: str
    how: str
    url: str


@PAGE.router.get("/cases")
def list_cases(view: Seen) -> Response:
    """Every case, by the work that tells it."""
    return view.render("cases.html", works=list(_find_works()))


def _find_works() -> Iterator[Work]:
    cases = sorted((read_case(path) for path in find_cases().values()), key=lambda case: (case.reference, case.name))
    for key, told in groupby(cases, key=lambda case: case.reference):
        yield Work(reference=str(WORKS.get(key, key)), cases=tuple(told))


@PAGE.router.get("/cases/compare")
def compare(view: Seen) -> Response:
    """Cases side by side, attribute by attribute; with the record's own firm where it is asked for."""
    names = view.look.among
    if not names:
        return RedirectResponse(view.link("/cases"), status_code=303)
    own = bool(view.choices.get("own")) and view.workspace.has_record
    answer = view.at(case="" if own else names[0]).ask(CrossCase(rows="attributes"))
    rows = 0 if view.choices.get("lines") == "all" else ROWS
    drawn = draw_answer(answer, replace(_link_into_cases(), say=view.say), rows=rows)
    return view.render("cases_compare.html", drawn=drawn, firms=[(name, _name_firm(name)) for name in names])


def _name_firm(name: str) -> str:
    """The firm that a case is about, as its title calls it."""
    return read_case(get_case_path(name)).title.partition(":")[0]


def _link_into_cases() -> Links:
    """Names lead into the case that their ids begin with."""

    def link(path: str, id_: str) -> str:
        case = id_.partition(":")[0]
        return write_address(f"/{path}/{id_}", [("case", case)] if case in find_cases() else [])

    return Links(actor=lambda id_: link("actors", id_), entry=lambda id_: link("entries", id_))


@PAGE.router.get("/cases/{name}")
def show_case(view: Seen, name: str) -> Response:
    """A case: its story, and what can be asked of it."""
    case = read_case(get_case_path(name))
    story = case.story.read_text(encoding="utf-8") if case.story else ""
    ids = {entry.id for entry in get_case(name).held}
    asked = [_describe(view, name, question) for question in find_case_questions(case, ids)]
    reference = str(WORKS.get(case.reference, case.reference))
    return view.render("case.html", told=case, reference=reference, story=_draw_story(story), asked=asked)


def _draw_story(text: str) -> Markup:
    """The story as HTML, its own heading left to the page; no raw HTML passes."""
    body = text.partition("\n")[2] if text.startswith("# ") else text
    return Markup(MarkdownIt("commonmark", {"html": False}).render(body))  # noqa: S704 - escaped by the renderer


def _describe(view: View, case: str, asked: CaseQuestion) -> AskedOfCase:
    defaults = {item.name: item.default for item in fields(asked.question)}  # type: ignore[arg-type]
    given = {name: value for name, value in parameters_of(asked.question).items() if _differs(value, defaults[name])}
    pairs = [
        ("case", case),
        *write_lens(asked.lens),
        *(
            (name, _write(item))
            for name, value in given.items()
            for item in (value if isinstance(value, list) else [value])
        ),
    ]
    words = [f"{name.replace('_', ' ')}: {value}" for name, value in pairs if name != "case"]
    return AskedOfCase(
        title=get_title(asked.question),
        how="; ".join(words) or view._("as the record stands today"),
        url=write_address(f"/ask/{get_name(asked.question)}", pairs),
    )


def _differs(value: object, default: object) -> bool:
    return value != (list(default) if isinstance(default, tuple) else default)


def _write(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
