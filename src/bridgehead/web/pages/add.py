"""Add: a relationship in one line, understood while one types; and a form for every type of entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Response

from bridgehead.errors import BridgeheadError, get_http_status
from bridgehead.firm.editing import FieldsError
from bridgehead.sources._fields import Written
from bridgehead.web.coming_back import get_way_back, keep_way_back
from bridgehead.web.entries.fields import build_form, read_given, read_sent
from bridgehead.web.entries.making import keep_new
from bridgehead.web.entries.names import Names, list_market_names
from bridgehead.web.entries.preview import FATES, Understood, understand
from bridgehead.web.entries.search import get_type
from bridgehead.web.entries.words import LEADS, TYPES
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.view import Seen, Sent, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="add",
    title=N_("Add"),
    lead=N_("Type a relationship in one line, or fill in a form."),
    group="record",
    order=5,
    icon="plus",
    in_navigation=False,
    examples=("", "/tie"),
)
#: lines that show what can be said
EXAMPLES = (
    "Anna Berg, distributor, DE, strong, since 2021",
    "Kenji Tanaka, friend, Japan, at Mitsui, met at Hannover Messe",
    "Zenith GmbH, customer, Germany, formal, through Anna Berg",
)


@PAGE.router.get("/add")
def show_add(view: Seen, line: str = "", contact_of: str = "") -> Response:
    """The line, what it is understood to say, and the forms."""
    return _show(view, line, contact_of)


@PAGE.router.post("/add")
def add_line(view: Seen, sent: Sent) -> Response:
    """Write the line."""
    line, contact_of = str(sent.get("line", "")).strip(), str(sent.get("contact_of", "")).strip()
    own = view.own
    if not line:
        return _show(view, line, contact_of)
    try:
        change = own.add(line, contact_of=contact_of)
    except BridgeheadError as error:
        return _show(view, line, contact_of, Understood(why_not=str(error)), status=get_http_status(error))
    address = view.link("/add", contact_of=contact_of)
    if change.transaction is None:
        return view.go(address, Message(view._("The record says so already."), "note"))
    return view.go(address, Message(view._("Added: {line}").format(line=line), undo=change.transaction))


@PAGE.router.get("/add/preview")
def preview_line(view: Seen, line: str = "", contact_of: str = "") -> Response:
    """What a line is understood to say, as a piece of the page."""
    return view.render("add_preview.html", understood=_understand(view, line, contact_of), fates=FATES, types=TYPES)


def _understand(view: View, line: str, contact_of: str) -> Understood:
    if not view.may_change:
        return Understood()
    return understand(view.own, view.snapshot, line, contact_of)


def _show(
    view: View, line: str, contact_of: str, understood: Understood | None = None, *, status: int = 200
) -> Response:
    return view.render(
        "add.html",
        status=status,
        line=line,
        contact_of=contact_of,
        understood=understood or _understand(view, line, contact_of),
        fates=FATES,
        types=TYPES,
        leads=LEADS,
        examples=EXAMPLES,
        recent=_list_recent(view),
    )


def _list_recent(view: View) -> list[dict[str, Any]]:
    """What was added last and still stands."""
    if not view.may_change:
        return []
    added = (item for item in view.own.transactions() if item.action == "add" and item.undone_by is None)
    return [
        {"text": item.summary, "when": item.recorded_at, "by": item.by, "url": view.link(f"/changes/{item.id}")}
        for item, _ in zip(added, range(5), strict=False)
    ]


@PAGE.router.get("/add/{word}")
def show_form(view: Seen, word: str) -> Response:
    """The form of a new entry; what stands in the address is filled in."""
    get_type(word)
    query, names = view.request.query_params, Names(view.snapshot)
    return _show_form(view, word, read_given(word, {name: query.getlist(name) for name in query}, names))


@PAGE.router.post("/add/{word}")
def add_entry(view: Seen, word: str, sent: Sent) -> Response:
    """Make the entry of a form."""
    get_type(word)
    written = read_sent(word, sent)
    try:
        entry, change = keep_new(view.own, view.snapshot, word, written)
    except FieldsError as error:
        return _show_form(view, word, written, error)
    address = get_way_back(view, view.link(f"/actors/{entry.id}" if word == "actor" else f"/entries/{entry.id}"))
    return view.go(address, Message(view._("Added."), undo=change.transaction))


def _show_form(view: View, word: str, given: Mapping[str, Written], error: FieldsError | None = None) -> Response:
    wrong = error.wrong if error else {}
    return view.render(
        "add_entry.html",
        status=get_http_status(error) if error else 200,
        word=word,
        title=TYPES[word],
        lead=LEADS[word],
        fields=build_form(word, given, wrong),
        wrong=wrong,
        whole=wrong.get("", ""),
        markets=list_market_names(),
        action=view.link(f"/add/{word}", **keep_way_back(view)),
        cancel=get_way_back(view, view.link("/add")),
    )
