"""Before anybody asks: the record read, its network built and the first answers worked out, while a page is read."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from bridgehead.errors import BridgeheadError
from bridgehead.network.network import Network
from bridgehead.questions import find_questions
from bridgehead.questions._owed import find_owed
from bridgehead.web.journey.history import read_history
from bridgehead.web.ledger.calendar import find_far
from bridgehead.web.network.drawing import build_drawing, get_places
from bridgehead.web.programme.board import build_boards
from bridgehead.web.templating import get_environment
from bridgehead.web.words import LANGUAGES
from bridgehead.web.workspace import Look, Workspace

#: what the first pages show
FIRST = (
    "reach",
    "reciprocity",
    "dormant",
    "outsidership",
    "stage",
    "portfolio",
    "composition",
    "conversion",
    "entry",
    "dependence",
    "coordination",
    "path_dependence",
)
#: what journey, ledger and programme are drawn from
DERIVED: tuple[Callable[[Network], object], ...] = (read_history, find_owed, find_far, build_boards)


def warm(workspace: Workspace, case: str = "") -> None:
    """Work out what the first pages show; what cannot be asked of this record is left to the page that says so."""
    look = Look(case=case)
    kinds = find_questions()
    with contextlib.suppress(BridgeheadError):
        workspace.get_network(look)
        workspace.see(case).find_naming("")  # who names whom is sorted once
        for name in FIRST:
            with contextlib.suppress(BridgeheadError):
                workspace.get_answer(kinds[name](), look)
        workspace.derive(build_drawing, look)
        get_places(workspace, case)
        for make in DERIVED:
            workspace.derive(make, look)
    for language in LANGUAGES:
        get_environment(language)
