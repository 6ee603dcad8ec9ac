"""Pages of large records paint before the answer is there: a page names what is awaited, a script fetches the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi import Response

from bridgehead.network.network import Network
from bridgehead.questions import Question
from bridgehead.web.tabs import Tab
from bridgehead.web.view import View

#: entries from which on an answer can take longer than a page may
MANY_ENTRIES = 20_000
#: choice of an address with which the page waits for its answer, for browsers without script
_PATIENT = "patient"


def is_piece(view: View) -> bool:
    """Whether a script asks for the rest of a page that stands already."""
    return view.request.headers.get("accept", "").startswith("application/json")


def is_patient(view: View) -> bool:
    """Whether the address asks for the whole page at once, however long it takes."""
    return _PATIENT in view.choices


def make_patient(view: View) -> str:
    """The same address, asking for the whole page at once."""
    return view.here(**{_PATIENT: "true"})


def must_wait(view: View, *questions: Question, derived: Iterable[Callable[[Network], Any]] = ()) -> bool:
    """Whether a page should be shown before these answers are there.

    Args:
        view: of the page. questions: whose answers it draws. derived: what else it makes of the network.
    """
    if is_piece(view) or is_patient(view) or len(view.snapshot.held) < MANY_ENTRIES:
        return False
    workspace, look = view.workspace, view.look
    return not (
        all(workspace.has_answer(question, look) for question in questions)
        and all(workspace.has_derived(make, look) for make in derived)
    )


def render_waiting(view: View, title: str, tabs: Sequence[Tab]) -> Response:
    """The page without its answer, which follows by itself.

    Args:
        view: of the page. title: of the page, in its language. tabs: its views.
    """
    return view.render("waiting.html", title=title, tabs=tabs, source=view.here(), patient=make_patient(view))
