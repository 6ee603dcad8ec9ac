"""What goes wrong, said once: a page for people, one JSON shape for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException

from bridgehead.errors import BridgeheadError, get_http_status
from bridgehead.sources.case import find_cases
from bridgehead.web.view import build_bare_view, find_page
from bridgehead.web.words import N_
from bridgehead.web.workspace import Look, NoRecordYetError

HEADINGS = {
    400: N_("That cannot be asked so"),
    403: N_("That is not allowed here"),
    404: N_("That is not here"),
    405: N_("That is not allowed here"),
    409: N_("That was refused"),
    422: N_("That cannot be read"),
    501: N_("A part is not installed"),
}
_ELSE = N_("Something went wrong")
_LOCKED_OUT = (
    "This page belongs to a running 'bridgehead serve' and needs the address it printed, the one with 'token=' in it. "
    "Its token works once: start 'bridgehead serve' again for a new one.\n"
)


def refuse(request: Request, error: BridgeheadError) -> Response:
    """The answer to a request that cannot be honoured."""
    if isinstance(error, NoRecordYetError) and not wants_json(request):
        return RedirectResponse("/start", status_code=303)
    return say_refusal(request, get_http_status(error), str(error), kind=type(error).__name__)


def refuse_http(request: Request, error: HTTPException) -> Response:
    """The answer to a request for a page that is not there, or by a method it does not know."""
    known = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
    text = known or f"There is no page {request.url.path} here, or it cannot be asked for so."
    return say_refusal(request, error.status_code, text, kind="HTTPError")


def refuse_body(request: Request, error: RequestValidationError) -> Response:
    """The answer to a request whose parts are not what the API takes; each fault with its place."""
    faults = [f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()]
    return say_refusal(request, 422, "; ".join(faults), kind="RequestValidationError")


def refuse_entry(request: Request) -> Response:
    """The answer to who has no session."""
    if wants_json(request):
        return JSONResponse(build_problem(401, _LOCKED_OUT.strip(), "NoSessionError"), 401)
    return PlainTextResponse(_LOCKED_OUT, 401)


def say_refusal(request: Request, status: int, text: str, *, kind: str) -> Response:
    """A refusal as a page or as JSON."""
    if wants_json(request):
        return JSONResponse(build_problem(status, text, kind), status)
    page = find_page(request)
    view = build_bare_view(request, page, _keep_case(request))
    heading = view._(HEADINGS.get(status, _ELSE))
    # what was chosen on the page may be what is wrong with it
    again = view.link(f"/{page.slug}") if page.in_navigation and page.slug else ""
    return view.render("refusal.html", status=status, heading=heading, text=text, again=again)


def _keep_case(request: Request) -> Look:
    """The case that was looked at, through no lens; the record where it is none of the library's."""
    case = request.query_params.get("case", "")
    return Look(case=case if case in find_cases() else "")


def build_problem(status: int, text: str, kind: str) -> dict[str, Any]:
    """The one JSON shape of errors."""
    return {"error": {"status": status, "kind": kind, "message": text}}


def wants_json(request: Request) -> bool:
    """Whether a program asks."""
    return request.url.path.startswith("/api/")
