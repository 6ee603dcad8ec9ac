"""Changes: who did what and when, each opened to the entries it touched, each taken back whole."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Response

from bridgehead.errors import BridgeheadError
from bridgehead.record.store_errors import NothingToUndoError
from bridgehead.record.versions import Transaction
from bridgehead.web.changes_list import may_undo, page_changes, tell_altered
from bridgehead.web.entries.facts import Teller
from bridgehead.web.entries.words import TYPES
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.paging import read_paging
from bridgehead.web.view import Seen, Sent, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="changes",
    title=N_("Changes"),
    lead=N_("Who changed what and when; nothing is ever lost, and a change is taken back whole."),
    group="record",
    order=40,
    icon="history",
    in_navigation=False,
)
#: what a change did -> in words
ACTIONS = {
    "init": N_("record made"),
    "import": N_("imported"),
    "add": N_("added"),
    "edit": N_("edited"),
    "withdraw": N_("withdrawn"),
    "undo": N_("taken back"),
    "erase": N_("erased"),
    "restore": N_("backup put back"),
}
#: entries of one change that its page lists
_LISTED = 50


@PAGE.router.get("/changes")
def list_changes(view: Seen) -> Response:
    """Every change, newest first."""
    listed = page_changes(view.firm.transactions(), view.choices)
    return view.render(
        "changes.html",
        listed=listed,
        people=[(name, name) for name in listed.people],
        actions=[(action, view._(ACTIONS.get(action, action))) for action in listed.actions],
        may_undo=may_undo,
        words=ACTIONS,
    )


@PAGE.router.get("/changes/{number}")
def show_change(view: Seen, number: int) -> Response:
    """One change and what it did."""
    change = _get(view, number)
    paging = read_paging(view.choices, _LISTED).of(change.created + change.updated + change.withdrawn)
    altered = view.own.store.find_altered(number, skip=paging.skip, most=paging.most)
    teller = Teller(snapshot=view.snapshot, links=view.links, network=lambda: view.network)
    return view.render(
        "change.html",
        change=change,
        entries=tuple(tell_altered(altered, teller)),
        paging=paging,
        may_undo=may_undo(change),
        types=TYPES,
        words=ACTIONS,
    )


@PAGE.router.post("/changes/undo")
def undo_change(view: Seen, sent: Sent) -> Response:
    """Take a change back, whole; a refusal says what is in the way."""
    asked = str(sent.get("transaction", ""))
    back = _find_way_back(view, str(sent.get("back", "")))
    try:
        undone = view.own.undo(int(asked) if asked.isdecimal() else None)
    except BridgeheadError as error:
        return view.go(f"/changes/{asked}" if asked.isdecimal() else "/changes", Message(str(error), "fault"))
    text = view._("Change %(number)s was taken back.") % {"number": asked} if asked else view._("It was taken back.")
    return view.go(back, Message(text, undo=undone.transaction))


def _find_way_back(view: View, asked: str) -> str:
    """The page a button was on: as it says, else where the browser came from; never another site."""
    came = urlsplit(view.request.headers.get("referer", ""))
    if not asked and came.netloc == view.request.url.netloc:
        asked = f"{came.path}?{came.query}" if came.query else came.path
    is_ours = asked.startswith("/") and not asked.startswith(("//", "/\\"))
    return asked if is_ours else "/changes"


def _get(view: View, number: int) -> Transaction:
    """A change by its number.

    Raises:
        NothingToUndoError: there is none.
    """
    for change in view.own.transactions():
        if change.id == number:
            return change
    raise NothingToUndoError(number)
