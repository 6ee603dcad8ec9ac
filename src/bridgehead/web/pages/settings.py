"""Settings: how it looks, what leaves the record and how, what is kept about people, the numbers behind answers."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import msgspec
from fastapi import Response

from bridgehead import firm as firms
from bridgehead.errors import MisuseError
from bridgehead.exports import find_exports, get_export
from bridgehead.firm.asking import build_all_questions, read_fields
from bridgehead.questions import get_name, get_question, get_title
from bridgehead.sources import find_sources
from bridgehead.web.downloads import send_made, try_made
from bridgehead.web.forms import build_controls
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.pages._settings_backup import ROUTER, render_part
from bridgehead.web.paging import read_paging
from bridgehead.web.settings.parameters import find_parameters
from bridgehead.web.settings.privacy import page_people
from bridgehead.web.view import THEMES, Seen, Sent, View
from bridgehead.web.words import LANGUAGES, N_

PAGE = Page(
    slug="settings",
    title=N_("Settings"),
    lead=N_("How it looks, what leaves the record and how, what is kept about people, and the numbers behind answers."),
    group="record",
    order=30,
    icon="settings",
    shortcut="s",
    examples=("", "/backup", "/exports", "/exports/kumu", "/report", "/privacy", "/parameters"),
    router=ROUTER,
)
_YEAR = 365 * 24 * 60 * 60
_PARAMETERS_SHOWN = 25
_THEME_WORDS = {"auto": N_("As the machine has it"), "light": N_("Light"), "dark": N_("Dark")}


class ExportValueError(MisuseError):
    """An option of an export has a value it cannot have."""

    def __init__(self, export: str, why: str) -> None:
        """Args: export by name; why, as the reader of values says it."""
        self.export = export
        super().__init__(f"The options of {export} cannot be read: {why}. Correct the field and download again.")


@PAGE.router.get("/settings")
def show_settings(view: Seen) -> Response:
    """Looks, keys, where the record lies, and the way in for programs."""
    return render_part(
        view,
        "settings.html",
        themes=[(theme, view._(_THEME_WORDS[theme])) for theme in THEMES],
        languages=list(LANGUAGES.items()),
        version=version("bridgehead"),
        place=view.workspace.place,
        home=str(view.request.base_url).rstrip("/"),
    )


@PAGE.router.post("/settings")
def keep_settings(view: Seen, sent: Sent) -> Response:
    """Keep the looks in this browser."""
    response = view.go(view.link("/settings"), Message(view._("Kept in this browser.")))
    chosen = {"theme": THEMES, "language": LANGUAGES, "shortcuts": ("on", "off")}
    for name, words in chosen.items():
        if (value := str(sent.get(name, ""))) in words:
            response.set_cookie(name, value, max_age=_YEAR, samesite="lax")
    return response


@PAGE.router.get("/settings/exports")
def list_exports(view: Seen) -> Response:
    """Every form the record can be written in."""
    return render_part(view, "settings_exports.html", exports=list(find_exports().items()))


@PAGE.router.get("/settings/exports/{name}")
def show_export(view: Seen, name: str) -> Response:
    """One form: its options, and what it cannot hold where that was asked."""
    kind = get_export(name)
    lost = None
    if "try" in view.choices:
        options = _read_options(view, name)
        lost = try_made(lambda path: view.firm.export(name, path, view.look.lens, **options), _name_export(view, name))
    given = {item: [value] for item, value in view.choices.items()}
    controls = build_controls(kind, given)
    return render_part(view, "settings_export.html", name=name, kind=kind, controls=controls, lost=lost)


@PAGE.router.get("/settings/exports/{name}/file")
def send_export(view: Seen, name: str) -> Response:
    """The record, or its network through the lens, in a form."""
    options = _read_options(view, name)
    return send_made(lambda path: view.firm.export(name, path, view.look.lens, **options), _name_export(view, name))


def _name_export(view: View, name: str) -> str:
    stem = "".join(sign if sign.isalnum() else "-" for sign in view.snapshot.name.partition(".")[0]).strip("-")
    return f"{stem or 'record'}-{view.look.lens.as_of or firms.today()}{get_export(name).suffix}"


def _read_options(view: View, name: str) -> dict[str, Any]:
    """The options of an export in the address.

    Raises:
        UnknownExportError: there is no such form. ExportValueError: a value does not fit its option.
    """
    kind = get_export(name)
    given = {option: value for option, value in view.choices.items() if value.strip()}
    try:
        return read_fields(kind, given)
    except msgspec.ValidationError as error:
        raise ExportValueError(name, str(error)) from None


@PAGE.router.get("/settings/report")
def show_report(view: Seen) -> Response:
    """Which questions a report answers."""
    questions = [(get_name(question), get_title(type(question))) for question in build_all_questions()]
    return render_part(view, "settings_report.html", questions=questions)


@PAGE.router.get("/settings/report/file")
def send_report(view: Seen) -> Response:
    """The answers as one file that needs no network."""
    names = view.request.query_params.getlist("questions")
    chosen = [get_question(name)() for name in names] or None
    ending = "pdf" if view.choices.get("form") == "pdf" else "html"
    day = view.look.lens.as_of or firms.today()
    return send_made(lambda path: view.firm.report(path, chosen, view.look.lens), f"report-{day}.{ending}")


@PAGE.router.get("/settings/privacy")
def show_privacy(view: Seen) -> Response:
    """What is kept about people, from where, and what never is."""
    ignored = [(name, kind.summary, tuple(kind.ignored.items())) for name, kind in find_sources().items()]
    return render_part(view, "settings_privacy.html", people=page_people(view.snapshot, view.choices), sources=ignored)


@PAGE.router.get("/settings/parameters")
def list_parameters(view: Seen) -> Response:
    """Every number and table that answers rest on."""
    query = view.choices.get("q", "")
    found = find_parameters(query)
    paging = read_paging(view.choices, _PARAMETERS_SHOWN).of(len(found))
    return render_part(
        view, "settings_parameters.html", query=query, shown=found[paging.skip : paging.last], paging=paging
    )
