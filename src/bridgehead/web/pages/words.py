"""Words: every controlled word with its meaning and where it comes from."""

from __future__ import annotations

from fastapi import Response

from bridgehead.record.terms import VOCABULARIES
from bridgehead.web.pages import Page
from bridgehead.web.view import Seen
from bridgehead.web.words import N_

PAGE = Page(
    slug="words",
    title=N_("Words"),
    lead=N_("What the words of the record mean, and which work each comes from."),
    icon="book-open",
    works_without_record=True,
    in_navigation=False,
)


@PAGE.router.get("/words")
def show_words(view: Seen) -> Response:
    """Every list of words."""
    return view.render("words.html", lists=tuple(VOCABULARIES.values()))
