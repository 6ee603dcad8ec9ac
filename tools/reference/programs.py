"""What programs use: the public names of the package, with their signatures."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import bridgehead
from tools.reference._markdown import code, read_prose, table

OPENING = """# Python

    import bridgehead as bh

    firm = bh.open("firm.bridgehead")
    firm.ask(bh.Reach())

An answer shows itself in a notebook and gives rows as plain objects.
"""


def build_page() -> str:
    """Every public name; the questions stand on their own page."""
    return OPENING + "".join(_build_section(name, getattr(bridgehead, name)) for name in _find_names())


def _find_names() -> list[str]:
    """The public names in order, without the questions and the like that other pages explain."""
    return [name for name in dir(bridgehead) if not _is_explained_elsewhere(getattr(bridgehead, name))]


def _is_explained_elsewhere(value: object) -> bool:
    module = getattr(value, "__module__", "")
    return module.startswith(("bridgehead.questions.", "bridgehead.answers", "bridgehead.record.entries"))


def _build_section(name: str, value: object) -> str:
    if not callable(value):
        return f"\n## {name}\n\n{code(repr(value))}\n"
    text = f"\n## {name}\n\n    {name}{_describe_signature(value)}\n\n{read_prose(value)}\n"
    rows = [(code(method + _describe_signature(body)), read_prose(body)) for method, body in _find_methods(value)]
    return text + ("\n" + table(("method", "gives"), rows) if rows else "")


def _find_methods(value: object) -> Iterator[tuple[str, object]]:
    """The public methods of a class that is written in this package."""
    if isinstance(value, type):
        for name, body in vars(value).items():
            if inspect.isfunction(body) and not name.startswith("_"):
                yield name, body


def _describe_signature(value: object) -> str:
    """A signature without `self` and without quotes around annotations."""
    try:
        text = str(inspect.signature(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return "(...)"
    text = re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)
    return text.replace("(self, ", "(").replace("(self)", "()")
