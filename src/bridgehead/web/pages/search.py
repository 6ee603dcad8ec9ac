"""Search: one field for people, markets, agreements, questions and words; and the words themselves."""

from __future__ import annotations

from fastapi import Response

from bridgehead.web.pages import Page
from bridgehead.web.searching import search
from bridgehead.web.view import Seen
from bridgehead.web.words import N_

PAGE = Page(
    slug="search",
    title=N_("Search"),
    lead=N_("People, organisations, markets, agreements, questions and words."),
    icon="search",
    works_without_record=True,
    in_navigation=False,
    examples=("?q=kasemo",),
)
SORTS = {
    "actors": N_("People and organisations"),
    "agreements": N_("Agreements"),
    "programmes": N_("Programmes"),
    "markets": N_("Markets"),
    "questions": N_("Questions"),
    "words": N_("Words"),
}


@PAGE.router.get("/search")
def show_hits(view: Seen, q: str = "") -> Response:
    """What was found."""
    has_any = bool(view.look.case) or view.workspace.has_record
    found = search(view.snapshot if has_any else None, q, view.say)
    return view.render("search.html", q=q, found=found, sorts=SORTS)
