"""Start: whose record it will be; the page before there is any."""

from __future__ import annotations

from fastapi import Response

from bridgehead.errors import BridgeheadError, get_http_status
from bridgehead.record.markets import find_markets, label
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.view import Seen, Sent, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="start",
    title=N_("Whom you know decides where you can go"),
    lead=N_("Bridgehead reads the relationships you have and shows which markets they open."),
    icon="flag",
    works_without_record=True,
    in_navigation=False,
)


@PAGE.router.get("/start")
def show_start(view: Seen) -> Response:
    """The form that makes a record; where there is one, the first page."""
    if view.workspace.has_record:
        return view.go("/today")
    return _show_form(view, "", "", status=200)


@PAGE.router.post("/start")
def make_record(view: Seen, sent: Sent) -> Response:
    """Make the record and go on to bring something in."""
    name, market = str(sent.get("name", "")).strip(), str(sent.get("market", ""))
    if view.workspace.has_record:
        return view.go("/today")
    if not name:
        wrong = view._("Write the name of your firm; it can be changed later.")
        return _show_form(view, name, market, status=400, wrong=wrong)
    try:
        view.workspace.make(name, market or None)
    except BridgeheadError as error:
        return _show_form(view, name, market, status=get_http_status(error), refusal=str(error))
    return view.go("/import", Message(view._("The record is made. Now bring in whom you know.")))


def _show_form(view: View, name: str, market: str, *, status: int, wrong: str = "", refusal: str = "") -> Response:
    labelled = sorted((label(code, view.language), code) for code in find_markets())
    return view.render(
        "start.html",
        status=status,
        name=name,
        market=market,
        markets=[(code, text) for text, code in labelled],
        place=view.workspace.place,
        wrong=wrong,
        refusal=refusal,
    )
