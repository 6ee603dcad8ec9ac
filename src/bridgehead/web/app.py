"""The application: pages, the API and files behind one door."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import Any, cast

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as StarletteHTTPException

from bridgehead.errors import BridgeheadError
from bridgehead.web import api
from bridgehead.web.access import COOKIE, Access, Next, add_headers, needs_no_session
from bridgehead.web.api import PREFIX, build_api
from bridgehead.web.api.answers import describe_answers
from bridgehead.web.assets import STATIC, build_palette
from bridgehead.web.pages import find_pages
from bridgehead.web.refusals import refuse, refuse_body, refuse_entry, refuse_http
from bridgehead.web.workspace import Workspace

#: bytes that a request may send at most, uploads included
MOST_BYTES = 512 * 1024 * 1024


class FormExpiredError(HTTPException):
    """A form was sent without the secret of this run."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__(403, "This form belongs to an earlier run of the program. Reload the page and send it again.")


async def check_form(request: Request) -> None:
    """Refuse a change that none of our own forms sent, as a dependency of every page."""
    if request.method in {"GET", "HEAD"}:
        return
    offered = request.headers.get("x-csrf", "")
    if not offered:
        offered = str((await request.form()).get("csrf", ""))
    access: Access = request.app.state.access
    if not access.may_send(request, offered):
        raise FormExpiredError


async def check_key(request: Request) -> None:
    """Refuse a change over the API that neither a program with the key nor one of our pages sent."""
    access: Access = request.app.state.access
    if request.method not in {"GET", "HEAD"} and not access.may_send(request, request.headers.get("x-csrf", "")):
        raise HTTPException(403, "A change needs the key of this run: 'Authorization: Bearer KEY'.")


def build_app(workspace: Workspace, access: Access) -> FastAPI:
    """The application for a record.

    Args:
        workspace: what is served. access: who may come in.
    """
    app = FastAPI(
        title="Bridgehead",
        version=version("bridgehead"),
        description=(api.__doc__ or "").strip(),
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
    )
    app.state.workspace, app.state.access, app.state.pages = workspace, access, find_pages()
    for page in find_pages():
        app.include_router(page.router, dependencies=[Depends(check_form)])
    app.include_router(build_api(), dependencies=[Depends(check_key)])
    app.openapi = partial(_describe, app)  # type: ignore[method-assign]
    app.add_api_route("/", _go_home, include_in_schema=False)
    app.add_api_route("/open", _open, include_in_schema=False)
    app.add_api_route(build_palette()[0], _send_palette, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC, check_dir=False))
    app.middleware("http")(_guard)
    refusals = ((BridgeheadError, refuse), (StarletteHTTPException, refuse_http), (RequestValidationError, refuse_body))
    for kind, handler in refusals:
        app.add_exception_handler(kind, cast("Callable[[Request, Exception], Response]", handler))
    return app


async def _guard(request: Request, go_on: Next) -> Response:
    access: Access = request.app.state.access
    path = request.url.path
    if not access.is_own_host(request):
        found = request.headers.get("host", "")
        response: Response = PlainTextResponse(f"This server does not answer for the host {found!r}.\n", 421)
    elif access.comes_from_elsewhere(request):
        response = PlainTextResponse("Another site may not change anything here.\n", 403)
    elif int(request.headers.get("content-length") or 0) > MOST_BYTES:
        response = PlainTextResponse("That is more than one request may send (512 MB).\n", 413)
    elif needs_no_session(path) or access.has_session(request):
        response = await go_on(request)
    else:
        response = refuse_entry(request)
    return add_headers(response, path)


def _go_home(request: Request) -> Response:
    workspace: Workspace = request.app.state.workspace
    query = f"?{request.url.query}" if request.url.query else ""
    is_somewhere = workspace.has_record or "case" in request.query_params
    return RedirectResponse(f"/today{query}" if is_somewhere else "/start", status_code=303)


def _open(request: Request, token: str = "", to: str = "/") -> Response:
    access: Access = request.app.state.access
    if not access.has_session(request) and not access.take_token(token):
        return refuse_entry(request)
    # only a path of ours, never another site
    response = RedirectResponse(to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/", status_code=303)
    response.set_cookie(COOKIE, access.session, httponly=True, samesite="lax", path="/")
    return response


def _describe(app: FastAPI) -> dict[str, Any]:
    """The description of the API with the schema of answers in it, made once."""
    if not app.openapi_schema:
        app.openapi_schema = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        describe_answers(app.openapi_schema)
    return app.openapi_schema


def _send_palette() -> Response:
    return Response(build_palette()[1], media_type="text/css")
