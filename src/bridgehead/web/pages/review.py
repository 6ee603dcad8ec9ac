"""Review: what the record cannot know by itself, asked one by one; each answer is a change that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Response

from bridgehead import firm as firms
from bridgehead.errors import BridgeheadError, NotFoundError
from bridgehead.firm.classifying import ProposedGroup, find_groups, pick_groups, settle_groups
from bridgehead.firm.concluding import count_placed
from bridgehead.firm.reviewing import (
    add_second_hand,
    find_employers_to_place,
    find_strongest_contacts,
    judge,
    place_actor,
)
from bridgehead.firm.terse import split_contacts
from bridgehead.network.network import NoFirmError
from bridgehead.record.markets import find_markets, label
from bridgehead.record.terms import VOCABULARY_BY_FIELD
from bridgehead.record.versions import Change
from bridgehead.web.importing.findings import page_findings
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.review.pairs import compare_pair, get_pair
from bridgehead.web.review.state import get_review_state
from bridgehead.web.tabs import build_tabs
from bridgehead.web.view import Seen, Sent, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="review",
    title=N_("Review"),
    lead=N_("What the record cannot know by itself: who is one, where they are, whom they know."),
    group="record",
    order=20,
    icon="list-checks",
    shortcut="v",
    examples=("", "/markets", "/mechanisms", "/second-hand", "/findings"),
)
#: part of the review -> its name
_PARTS = {
    "": N_("Who is who"),
    "markets": N_("Where they are"),
    "mechanisms": N_("How you work together"),
    "second-hand": N_("Whom they know"),
    "findings": N_("What is odd"),
}
_LISTED = 30
_MECHANISMS = VOCABULARY_BY_FIELD["interaction", "mechanism"]
_VERDICTS = {"same": N_("the same"), "different": N_("different"), "unsure": N_("left unsure")}


class UnknownTitleError(NotFoundError):
    """A group of proposals has no interaction of a title."""

    def __init__(self, title: str) -> None:
        """Args: title as sent."""
        self.title = title
        super().__init__(f"Nothing is proposed for {title!r} any more; somebody answered. Nothing was changed.")


@PAGE.router.get("/review")
def review_pairs(view: Seen) -> Response:
    """Who may be one, a pair at a time; in a large record the first search is asked for by the page itself."""
    state = get_review_state(view.request)
    if not state.has_pairs(view.look.case, view.snapshot) and "now" not in view.choices:
        return _render(view, "review_pairs.html", waits=True)
    return _show_pairs(view, "review_pairs.html" if view.choices.get("now") != "part" else "review_pair.html")


def _show_pairs(view: View, template: str) -> Response:
    found = get_review_state(view.request).find_pairs(view.look.case, view.snapshot)
    asked = view.choices.get("at", "")
    at = min(int(asked) if asked.isdecimal() else 0, max(len(found) - 1, 0))
    begin = max(0, min(at - 2, len(found) - _LISTED))
    names = [
        (position, view.snapshot.get_name(one.left), view.snapshot.get_name(one.right), one.confidence)
        for position, one in enumerate(found[begin : begin + _LISTED], start=begin)
    ]
    pair = compare_pair(view.snapshot, found[at]) if found else None
    return _render(view, template, waits=False, found=found, at=at, listed=names, pair=pair)


@PAGE.router.post("/review")
def judge_pair(view: Seen, sent: Sent) -> Response:
    """Write a judgement on a pair."""
    store = view.own.store
    left, right, verdict = (str(sent.get(name, "")) for name in ("left", "right", "verdict"))
    back = view.link("/review", now="yes", at=str(sent.get("at", "")))
    found = get_review_state(view.request).find_pairs("", view.snapshot)
    names = {"left": view.snapshot.get_name(left), "right": view.snapshot.get_name(right)}

    def write() -> Change:
        return judge(store, get_pair(found, left, right, view.snapshot), verdict, by=view.own.by, on=firms.today())

    text = view._("%(left)s and %(right)s: %(verdict)s.")
    return _answer(view, back, write, text % {**names, "verdict": view._(_VERDICTS.get(verdict, verdict))})


@PAGE.router.get("/review/markets")
def review_markets(view: Seen) -> Response:
    """The employers whose market would place most contacts."""
    return _render(
        view,
        "review_markets.html",
        employers=find_employers_to_place(view.snapshot.entries(), view.network.day),
        placed=count_placed(view.snapshot.entries()),
        markets=sorted(label(code, view.language) for code in find_markets()),
    )


@PAGE.router.post("/review/markets")
def place_employer(view: Seen, sent: Sent) -> Response:
    """State where an employer is."""
    store, actor, market = view.own.store, str(sent.get("actor", "")), str(sent.get("market", ""))
    name = view.snapshot.get_name(actor)

    def write() -> Change:
        return place_actor(store, actor, market, by=view.own.by, on=firms.today())

    text = view._("%(name)s is in %(market)s.") % {"name": name, "market": market}
    return _answer(view, view.link("/review/markets"), write, text)


@PAGE.router.get("/review/mechanisms")
def review_mechanisms(view: Seen) -> Response:
    """Mechanisms proposed for interactions, a group at a time."""
    try:
        groups, refusal = view.derive(find_groups), ""
    except NoFirmError as error:
        groups, refusal = (), str(error)
    terms = {group.mechanism: _MECHANISMS.get(group.mechanism) for group in groups}
    return _render(view, "review_mechanisms.html", groups=groups, terms=terms, refusal=refusal)


@PAGE.router.post("/review/mechanisms")
def settle_mechanism(view: Seen, sent: Sent) -> Response:
    """Confirm or refuse what is proposed, for a group or for one title of it."""
    store, name, title = view.own.store, str(sent.get("group", "")), str(sent.get("title", ""))
    is_yes = sent.get("verdict") == "yes"

    def write() -> Change:
        groups = _pick_title(pick_groups(view.derive(find_groups), [name]), title)
        yes, no = (groups, ()) if is_yes else ((), groups)
        return settle_groups(store, yes, no, by=view.own.by, on=firms.today())

    text = view._("%(group)s: confirmed.") if is_yes else view._("%(group)s: refused.")
    return _answer(view, view.link("/review/mechanisms"), write, text % {"group": title or name})


def _pick_title(groups: tuple[ProposedGroup, ...], title: str) -> tuple[ProposedGroup, ...]:
    """The groups, or of them the part with a title."""
    if not title:
        return groups
    parts = tuple(part for group in groups for part in group.split() if part.titles[0][0] == title)
    if not parts:
        raise UnknownTitleError(title)
    return parts


@PAGE.router.get("/review/second-hand")
def review_second_hand(view: Seen) -> Response:
    """The strongest contacts, each asked whom they know."""
    try:
        contacts, refusal = view.derive(find_strongest_contacts), ""
    except NoFirmError as error:
        contacts, refusal = (), str(error)
    asked = [(contact, label(contact.market, view.language) if contact.market else "") for contact in contacts]
    return _render(view, "review_second_hand.html", contacts=asked, refusal=refusal)


@PAGE.router.post("/review/second-hand")
def tell_second_hand(view: Seen, sent: Sent) -> Response:
    """Add whom a contact knows."""
    store, contact, lines = view.own.store, str(sent.get("contact", "")), str(sent.get("lines", ""))
    name = view.snapshot.get_name(contact)

    def write() -> Change:
        return add_second_hand(store, contact, *split_contacts(lines), by=view.own.by, on=firms.today())

    text = view._("Added whom %(name)s knows: %(lines)s.") % {"name": name, "lines": lines}
    return _answer(view, view.link("/review/second-hand"), write, text)


@PAGE.router.get("/review/findings")
def review_findings(view: Seen) -> Response:
    """What is odd about the record."""
    state = get_review_state(view.request)
    if not state.has_odd(view.look.case, view.snapshot) and "now" not in view.choices:
        return _render(view, "review_findings.html", waits=True)
    found = page_findings(state.find_odd(view.look.case, view.snapshot), view.choices)
    template = "review_found.html" if view.choices.get("now") == "part" else "review_findings.html"
    return _render(view, template, waits=False, found=found)


def _answer(view: View, back: str, write: Callable[[], Change], text: str) -> Response:
    """Write an answer and go on; a refusal is said on the same page, where nothing is lost."""
    try:
        change = write()
    except BridgeheadError as error:
        return view.go(back, Message(str(error), "fault"))
    return view.go(back, Message(text, undo=change.transaction))


def _render(view: View, template: str, **context: Any) -> Response:  # noqa: ANN401 - a template's
    """A part of the review below its tabs, with how much is left where that is known."""
    state, case = get_review_state(view.request), view.look.case
    counts = {
        "": len(state.find_pairs(case, view.snapshot)) if state.has_pairs(case, view.snapshot) else None,
        "findings": len(state.find_odd(case, view.snapshot)) if state.has_odd(case, view.snapshot) else None,
    }
    shown = view.path.removeprefix(PAGE.address).strip("/")
    return view.render(template, tabs=build_tabs(view, _PARTS, shown, counts), **context)
