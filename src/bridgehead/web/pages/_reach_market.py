"""The page of one market: where we stand, the ways in, who is there, what we have there, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from bridgehead.answers import Answer, Chance, Row
from bridgehead.network.network import Network
from bridgehead.questions import Question
from bridgehead.questions.entry import Entry
from bridgehead.questions.introductions import Introductions
from bridgehead.questions.outsidership import Outsidership
from bridgehead.questions.reach import Reach
from bridgehead.web.drawing import draw_answer
from bridgehead.web.forms import read_question
from bridgehead.web.joining import find_rows, join_answers, keep_filled_groups
from bridgehead.web.pages._reach_shown import Choice, Tile, build_form, name_parts, read_given
from bridgehead.web.reach.market import describe_market
from bridgehead.web.reach.table import get_key
from bridgehead.web.reach.what_if import WhatIf, find_losses, find_new_ties
from bridgehead.web.view import View

#: rows of a part that are drawn before the others are offered
_ROWS = 30


def build_market(view: View, code: str) -> dict[str, Any]:
    """What the page of a market shows.

    Args:
        code: of a country or region.

    Raises:
        NoFirmError: the record does not say whose it is. QuestionValueError: the address asks for what cannot be.
    """
    asked = read_question(Introductions, read_given(view) | {"to": [code]})
    drawn = draw_answer(
        _ask_market(view, code, asked), view.links, rows=0 if view.choices.get("lines") == "all" else _ROWS
    )
    asked_of_all = Reach(home=code == view.network.home)
    reach = _find_row(view.ask(asked_of_all), code)
    plain = view.through(without=(), with_ties=())
    before = _find_row(plain.ask(asked_of_all), code) if plain.look != view.look else None
    return {
        "standing": _find_row(view.ask(Outsidership()), code),
        "phase": _find_phase(drawn.answer),
        "tiles": _build_tiles(view, reach, before),
        "drawn": drawn,
        "parts": name_parts(drawn),
        "controls": build_form(view, Introductions, leave_out="to"),
        "losses": _link_what_if(view, "without", find_losses(drawn.answer, view.look.lens)),
        "new_ties": _link_what_if(view, "with_ties", find_new_ties(drawn.answer, view.look.lens)),
        "json": view.link("/ask/introductions/answer.json", to=code),
    }


def _ask_market(view: View, code: str, asked: Question) -> Answer:
    """Routes, entry and who is there as one answer; at home nobody asks how to enter."""
    answers: list[Answer] = [view.ask(asked)]
    if code != view.network.home:
        answers.append(keep_filled_groups(view.ask(Entry(market=code))))
    answers.append(view.derive(_describe(code)))
    return join_answers(*answers)


@cache
def _describe(code: str) -> Callable[[Network], Answer]:
    """What describes a market, the same object each time, so that its answer is kept."""
    return partial(describe_market, question=Entry(market=code), code=code)


def _find_row(answer: Answer, code: str) -> Row | None:
    """What the first part of an answer says of a market; None where the record knows nobody there."""
    return next((row for row in answer.parts[0].shape.rows if get_key(row)[0] == code), None)


def _find_phase(answer: Answer) -> str:
    rows = find_rows(answer, "phase")
    return str(rows[0].values["phase"]).replace("_", " ") if rows else ""


def _build_tiles(view: View, row: Row | None, before: Row | None) -> tuple[Tile, ...]:
    """Figures of a market beside what they are without the what-if."""
    labels = {
        "targets": view._("Actors reached"),
        "direct": view._("Known directly"),
        "chance": view._("Any route works"),
        "disjoint": view._("Separate routes"),
        "distance_km": view._("Distance (km)"),
    }
    tiles = []
    for name, label in labels.items():
        value, was = (None if one is None else one.values.get(name) for one in (row, before))
        shown = 0 if row is None and name in {"targets", "direct", "disjoint"} else value
        said = shown.tell(view.say) if isinstance(shown, Chance) else str(shown)
        note = view._("without the what-if: %s") % was if before is not None and was != value else ""
        tiles.append(Tile(label=label, value=None if shown is None else said, note=note))
    return tuple(tiles)


def _link_what_if(view: View, option: str, found: Sequence[WhatIf]) -> tuple[Choice, ...]:
    return tuple(Choice(text=str(one.actor), url=view.here(**{option: one.option})) for one in found)
