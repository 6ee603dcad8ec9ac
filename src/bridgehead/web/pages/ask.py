"""Ask: every question with a form made from its fields; a new question appears by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Response

from bridgehead.answers import Answer
from bridgehead.errors import BridgeheadError
from bridgehead.present.csv import to_csv
from bridgehead.present.json import to_json
from bridgehead.questions import Question, find_questions, get_question, get_title
from bridgehead.web.drawing import ROWS, draw_answer
from bridgehead.web.faults import FormFault, find_fault, mark_fault
from bridgehead.web.forms import build_controls, read_question
from bridgehead.web.pages import Page
from bridgehead.web.view import Seen, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="ask",
    title=N_("Ask"),
    lead=N_("Every question that can be asked of the record, with the works behind it."),
    group="thinking",
    order=10,
    icon="message-circle-question-mark",
    shortcut="q",
    examples=("", "/outsidership", "/introductions"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A question in the list."""

    name: str
    title: str
    plain_name: str
    references: str
    url: str


@PAGE.router.get("/ask")
def list_questions(view: Seen) -> Response:
    """Every question."""
    listed = [
        Listed(
            name=name,
            title=get_title(kind),
            plain_name=kind.plain_name,
            references="; ".join(str(reference) for reference in kind.references),
            url=view.link(f"/ask/{name}"),
        )
        for name, kind in find_questions().items()
    ]
    return view.render("ask.html", questions=listed)


@PAGE.router.get("/ask/{name}")
def ask_question(view: Seen, name: str) -> Response:
    """One question: its form, and its answer where enough was said."""
    kind = get_question(name)
    given = _read_given(view)
    answer, fault = _ask(view, kind, given)
    rows = _read_rows(view)
    return view.render(
        "question.html",
        status=fault.status if fault else 200,
        name=name.replace("-", "_"),
        kind=kind,
        title=get_title(kind),
        about=[part.strip() for part in (kind.__doc__ or "").split("\n\n")[1:] if part.strip()],
        json=view.here(lines=None).replace(f"/ask/{name}", f"/ask/{name}/answer.json", 1),
        controls=mark_fault(build_controls(kind, given), fault),
        drawn=draw_answer(answer, view.links, rows=rows) if answer else None,
        fault=fault,
    )


@PAGE.router.get("/ask/{name}/answer.json")
def download_answer(view: Seen, name: str) -> Response:
    """The answer as a file, as `--json` prints it."""
    answer = view.ask(read_question(get_question(name), _read_given(view)))
    headers = {"Content-Disposition": f'attachment; filename="{answer.question}-{answer.as_of}.json"'}
    return Response(to_json(answer), media_type="application/json", headers=headers)


@PAGE.router.get("/ask/{name}/{part}.csv")
def download_part(view: Seen, name: str, part: str) -> Response:
    """One part of the answer as a table, as `--csv` prints it."""
    answer = view.ask(read_question(get_question(name), _read_given(view)))
    headers = {"Content-Disposition": f'attachment; filename="{answer.question}-{part}-{answer.as_of}.csv"'}
    return Response(to_csv(answer, part), media_type="text/csv; charset=utf-8", headers=headers)


def _read_given(view: View) -> dict[str, list[str]]:
    query = view.request.query_params
    return {name: query.getlist(name) for name in query}


def _read_rows(view: View) -> int:
    return 0 if view.choices.get("lines") == "all" else ROWS


def _ask(
    view: View, kind: type[Question], given: Mapping[str, Sequence[str]]
) -> tuple[Answer | None, FormFault | None]:
    """(answer, why there is none): a question that needs to be told more only shows its form."""
    try:
        return view.ask(read_question(kind, given)), None
    except BridgeheadError as error:
        return None, find_fault(kind, given, error)
