"""Bridgehead finds, builds and governs the relationships that take a small firm abroad.

    import bridgehead as bh

    firm = bh.open("acme.bridgehead")
    firm.ask(bh.Reach(), as_of=date(2001, 6, 30))

Importing the package costs nothing: each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULE_BY_NAME = {
    "Amendment": "bridgehead.firm.amending",
    "Answer": "bridgehead.answers",
    "Contract": "bridgehead.firm.agreements",
    "Firm": "bridgehead.firm",
    "Fulfilment": "bridgehead.firm.fulfilling",
    "ImportReport": "bridgehead.firm",
    "Lens": "bridgehead.network.lens",
    "Shown": "bridgehead.firm",
    "WithTie": "bridgehead.network.lens",
    "init": "bridgehead.firm",
    "open": "bridgehead.firm",
    "open_case": "bridgehead.firm",
    "open_cases": "bridgehead.firm",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a function or a class
    """A public name: one of the table, or a question's class. Raises AttributeError where it is neither."""
    if name in _MODULE_BY_NAME:
        return getattr(import_module(_MODULE_BY_NAME[name]), name)
    if not name.startswith("_") and name[:1].isupper() and name in (questions := _find_question_classes()):
        return questions[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _find_question_classes() -> dict[str, type]:
    return {kind.__name__: kind for kind in import_module("bridgehead.questions").find_questions().values()}


def __dir__() -> list[str]:
    """The public names."""
    return sorted([*_MODULE_BY_NAME, *_find_question_classes()])
