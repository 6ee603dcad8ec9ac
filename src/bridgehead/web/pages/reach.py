"""Reach: the markets our network can take us into, on a map and ranked; and each market on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from fastapi import Response

from bridgehead.answers import Answer, Part
from bridgehead.questions.outsidership import Outsidership
from bridgehead.questions.reach import Reach
from bridgehead.record import markets
from bridgehead.web.drawing import DrawnAnswer, draw_answer
from bridgehead.web.forms import read_question
from bridgehead.web.joining import find_rows, join_answers
from bridgehead.web.pages import Page
from bridgehead.web.pages._reach_market import build_market
from bridgehead.web.pages._reach_shown import Choice, Tile, build_form, name_parts, read_given
from bridgehead.web.paging import read_paging
from bridgehead.web.patience import is_piece, must_wait, render_waiting
from bridgehead.web.reach.map import STANDING, draw_reach, find_colourings
from bridgehead.web.reach.table import (
    Direction,
    Wanted,
    choose_sort,
    count_standings,
    cut_part,
    get_direction,
    rank_markets,
)
from bridgehead.web.view import Seen, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="reach",
    title=N_("Reach"),
    lead=N_("Which markets our network can take us into, and through whom."),
    group="abroad",
    order=10,
    icon="globe",
    shortcut="r",
    examples=("", "?by=field&sort=targets", "?colour=chance&standing=acquainted", "/US", "/DE", "/150"),
)
#: markets on a page of the ranking
_ROWS = 50
#: the heads of the table sort, so that this field of the question needs no control
_SORTED_BY_HEADS = "rank_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class SortHead:
    """The head of a column that sorts by it.

    Attributes:
        label, meaning: of the column. css: how it is set. url: sorts by it. direction: how it sorts now.
    """

    label: str
    meaning: str
    css: str
    url: str
    direction: Direction


@PAGE.router.get("/reach")
def show_reach(view: Seen) -> Response:
    """The map and the ranking."""
    question = _read_reach(view)
    if must_wait(view, question, Outsidership(by=question.by, max_introductions=question.max_introductions)):
        return render_waiting(view, view._(PAGE.title), ())
    return view.render(
        "reach_answer.html" if is_piece(view) else "reach.html", **_build_form(view), **_build_ranking(view, question)
    )


def _read_reach(view: View) -> Reach:
    question = read_question(Reach, read_given(view))
    assert isinstance(question, Reach)
    return question


def _read_wanted(view: View) -> Wanted:
    turned = view.choices.get("descending", "")
    return Wanted(
        text=view.choices.get("q", "").strip(),
        standing=view.choices.get("standing", ""),
        sort=view.choices.get("sort", ""),
        descending=turned == "true" if turned else None,
    )


def _build_form(view: View) -> dict[str, Any]:
    """The form above the ranking, and the choices it sends along."""
    shown = {item.name for item in fields(Reach)} - {_SORTED_BY_HEADS}
    controls = build_form(view, Reach, leave_out=_SORTED_BY_HEADS)
    carried = [(name, value) for name, value in view.choices.items() if value and name not in {*shown, "q", "page"}]
    return {"controls": controls, "carried": carried, "text": view.choices.get("q", "")}


def _build_ranking(view: View, question: Reach) -> dict[str, Any]:
    wanted = _read_wanted(view)
    reach, standing = _ask_both(view, question)
    ranking = rank_markets(reach, standing, wanted)
    paging = read_paging(view.choices, _ROWS).of(len(ranking.shape.rows))
    answer = join_answers(reach, standing)
    parts = (cut_part(ranking, paging), *(part for part in reach.parts if part.name != "markets"))
    drawn = draw_answer(replace(answer, parts=parts), view.links)
    by_market = (reach, standing) if question.by == "market" else _ask_both(view, replace(question, by="market"))
    colour = view.choices.get("colour") or STANDING
    return {
        "drawn": drawn,
        "parts": name_parts(drawn),
        "heads": _build_heads(view, drawn, ranking, wanted),
        "paging": paging,
        "listed": len(reach.parts[0].shape.rows),
        "map": draw_reach(*by_market, colour, view.links),
        "colourings": _build_colourings(view, by_market, colour),
        "standings": _build_standings(view, standing, wanted),
        "tiles": _build_tiles(view, by_market),
        "asked_first": find_rows(reach, "worth_asking"),
        "json": view.link("/ask/reach/answer.json", **_keep_asked(view)),
    }


def _ask_both(view: View, question: Reach) -> tuple[Answer, Answer]:
    """The answers of reach, and of outsidership for the same grouping and chains as long."""
    asked = Outsidership(by=question.by, max_introductions=question.max_introductions)
    return view.ask(question), view.ask(asked)


def _keep_asked(view: View) -> dict[str, list[str]]:
    given = read_given(view)
    return {item.name: given[item.name] for item in fields(Reach) if item.name in given}


def _build_heads(view: View, drawn: DrawnAnswer, ranking: Part, wanted: Wanted) -> tuple[SortHead, ...]:
    heads = drawn.view.parts[0].tables[0].heads
    return tuple(
        SortHead(
            label=head.text,
            meaning=head.meaning,
            css=" ".join(word for word, is_set in (("number", head.is_numeric), ("beside", head.beside)) if is_set),
            url=view.here(**choose_sort(column, wanted)),
            direction=get_direction(column, wanted),
        )
        for column, head in zip(ranking.shape.columns, heads, strict=True)
    )


def _build_colourings(view: View, by_market: tuple[Answer, Answer], colour: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            text=one.label,
            meaning=one.meaning,
            url=view.here(colour=None if one.name == STANDING else one.name),
            current=one.name == colour,
        )
        for one in find_colourings(*by_market)
    )


def _build_standings(view: View, standing: Answer, wanted: Wanted) -> tuple[Choice, ...]:
    counts = count_standings(standing, standing.firm.market if standing.firm else None)
    every = Choice(
        text=view._("All"),
        count=sum(counts.values()),
        url=view.here(standing=None, page=None),
        current=not wanted.standing,
    )
    ways = (
        Choice(
            text=view.say(name[:1].upper() + name[1:]),
            count=count,
            url=view.here(standing=name, page=None),
            current=name == wanted.standing,
        )
        for name, count in counts.items()
    )
    return (every, *ways)


def _build_tiles(view: View, by_market: tuple[Answer, Answer]) -> tuple[Tile, ...]:
    reach, standing = by_market
    counts = count_standings(standing, standing.firm.market if standing.firm else None)
    reached = [row for row in reach.parts[0].shape.rows if row.values.get("targets")]
    people = sum(int(str(row.values["targets"])) for row in reached)
    unknown = sum(int(str(row.values["count"])) for row in find_rows(reach, "nothing_known"))
    return (
        Tile(label=view._("Markets we reach"), value=len(reached)),
        Tile(label=view._("Actors reached there"), value=people),
        Tile(label=view._("Insiders in"), value=counts.get("insider", 0)),
        Tile(label=view._("By introduction only"), value=counts.get("introducible", 0)),
        Tile(label=view._("Unknown markets"), value=unknown, url="#nothing-known"),
    )


@PAGE.router.get("/reach/{name:path}")
def show_market(view: Seen, name: str) -> Response:
    """One market, by its code; by any other name of it one is sent there."""
    code = markets.get_market(name)
    if code != name:
        return view.go(view.link(f"/reach/{code}", **view.choices))
    is_home, name_shown = code == view.network.home, markets.label(code)
    if must_wait(view, Reach(home=is_home)):
        return render_waiting(view, name_shown, ())
    template = "reach_market_answer.html" if is_piece(view) else "reach_market.html"
    return view.render(template, code=code, name=name_shown, is_home=is_home, **build_market(view, code))
