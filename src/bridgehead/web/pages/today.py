"""Today: what is overdue, coming up, going cold and newly reachable, one line each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Response

from bridgehead.answers import Answer
from bridgehead.errors import NotFoundError
from bridgehead.questions.dormant import Dormant
from bridgehead.questions.reach import Reach
from bridgehead.questions.reciprocity import Reciprocity
from bridgehead.record.entries import Actor, Agreement, Obligation, Tie
from bridgehead.web.agenda import (
    NEWLY_DAYS,
    find_cooling,
    find_due_soon,
    find_opened,
    find_overdue,
    find_worth_asking,
)
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.view import Seen, Sent, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="today",
    title=N_("Today"),
    lead=N_("What waits, what goes quiet and what has opened, as far as the record knows."),
    order=10,
    icon="house",
    shortcut="t",
)
#: lines of each list before the page that has all of them is offered
_LINES = 8
_AHEAD_DAYS = 45
#: organisations offered while one types
_MOST_NAMES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A figure at the top, and the page that takes it apart."""

    label: str
    value: int | None
    note: str = ""
    url: str = ""


@PAGE.router.get("/today")
def show_today(view: Seen) -> Response:
    """What a morning needs."""
    if view.network.firm is None or not view.snapshot.find(Tie):
        return _render_empty(view)
    ledger = view.ask(Reciprocity(ahead=_AHEAD_DAYS))
    overdue, soon, cooling = find_overdue(ledger), find_due_soon(ledger), find_cooling(view.ask(Dormant()))
    return view.render(
        "today.html",
        tiles=_build_tiles(view, ledger, len(overdue)),
        overdue=overdue[:_LINES],
        overdue_total=len(overdue),
        soon=soon[:_LINES],
        soon_total=len(soon),
        cooling=cooling[:_LINES],
        cooling_total=len(cooling),
        asking=find_worth_asking(view.ask(Reach()))[:_LINES],
        ahead_days=_AHEAD_DAYS,
        newly_days=NEWLY_DAYS,
        where=_Where(view),
    )


@PAGE.router.post("/today/firm")
def name_firm(view: Seen, sent: Sent) -> Response:
    """Say whose record it is."""
    name = str(sent.get("firm", "")).strip()
    try:
        change = view.own.edit_firm(name)
    except NotFoundError as error:
        return _render_empty(view, refusal=str(error), name=name, status=404)
    return view.go("/today", Message(view._("The record is {name}'s now.").format(name=name), undo=change.transaction))


def _render_empty(view: View, *, refusal: str = "", name: str = "", status: int = 200) -> Response:
    organisations = sorted({actor.name for actor in view.snapshot.find(Actor) if actor.kind == "organisation"})
    return view.render(
        "today_empty.html",
        status=status,
        knows_firm=view.network.firm is not None,
        names=organisations[:_MOST_NAMES],
        refusal=refusal,
        name=name,
    )


@PAGE.router.get("/today/opened")
def show_opened(view: Seen) -> Response:
    """The markets that have become reachable; worked out after the page stands, for it asks for two days."""
    opened = view.derive(find_opened)
    return view.render("today_opened.html", opened=opened[:_LINES], total=len(opened), newly_days=NEWLY_DAYS)


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a line leads."""

    view: View

    def settle(self, entry: str) -> str:
        """The place where an obligation can be met: its agreement in the ledger."""
        held = self.view.snapshot.by_id.get(entry)
        agreement = held.agreement if isinstance(held, Obligation) else entry
        is_known = isinstance(self.view.snapshot.by_id.get(agreement), Agreement)
        return self.view.link(f"/ledger/{agreement}" if is_known else f"/entries/{entry}")


def _sum(ledger: Answer, column: str) -> int:
    """A column of counts over all actors on either side."""
    return sum(value for value in ledger.part("by_actor").values(column) if isinstance(value, int))


def _build_tiles(view: View, ledger: Answer, overdue: int) -> list[Tile]:
    reach = view.ask(Reach())
    rows = reach.part("markets").rows
    direct = [row for row in rows if row.values.get("direct")]
    open_ = _sum(ledger, "obligations") - _sum(ledger, "fulfilled")
    return [
        Tile(
            label=view._("Markets in reach"),
            value=len(rows),
            note=view._("{direct} of them directly").format(direct=len(direct)),
            url=view.link("/reach"),
        ),
        Tile(
            label=view._("People and organisations"),
            value=len(view.snapshot.find(Actor)),
            note=view._("{ties} ties between them").format(ties=len(view.network.world.ties.sender)),
            url=view.link("/actors"),
        ),
        Tile(
            label=view._("Open obligations"),
            value=open_,
            note=view._("{overdue} of them overdue").format(overdue=overdue),
            url=view.link("/ledger"),
        ),
    ]
