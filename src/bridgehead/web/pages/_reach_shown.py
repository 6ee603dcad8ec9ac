"""What the pages of reach show and read alike."""

from __future__ import annotations

from dataclasses import dataclass

from bridgehead.present.answer_view import PartView
from bridgehead.web.drawing import DrawnAnswer
from bridgehead.web.forms import FormControl, build_controls
from bridgehead.web.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice that is a link: its words, how many it holds, what it means, and whether it is chosen."""

    text: str
    url: str
    current: bool = False
    count: int | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A figure at the head of a page."""

    label: str
    value: str | int | None
    note: str = ""
    url: str = ""


def read_given(view: View) -> dict[str, list[str]]:
    """What stands in the address, by name."""
    query = view.request.query_params
    return {name: query.getlist(name) for name in query}


def build_form(view: View, kind: type, *, leave_out: str) -> tuple[FormControl, ...]:
    """The controls of a question's fields, but for one that the page gives in another way."""
    return tuple(control for control in build_controls(kind, read_given(view)) if control.name != leave_out)


def name_parts(drawn: DrawnAnswer) -> dict[str, PartView]:
    """The parts of a drawn answer by name."""
    return {part.name: shown for part, shown in zip(drawn.answer.parts, drawn.view.parts, strict=True)}
