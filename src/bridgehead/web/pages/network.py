"""The network page: everybody we know of and their ties, drawn; how it grew; and the same as a table."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from fastapi import Response

from bridgehead.network.network import Network
from bridgehead.network.ties import Ints
from bridgehead.record import markets
from bridgehead.record.parameters import get_parameter
from bridgehead.web.address import write_address
from bridgehead.web.network.choices import NetworkChoices, read_choices
from bridgehead.web.network.columns import write_drawing, write_look, write_part
from bridgehead.web.network.drawing import Drawing, build_drawing, get_places, look_around
from bridgehead.web.network.groups import COLOURINGS
from bridgehead.web.network.panel import build_panel
from bridgehead.web.network.rows import (
    CHANGES,
    STANDINGS,
    build_actor_rows,
    build_tie_rows,
    count_contacts,
    count_ties,
    find_ties,
    sort_actors,
    sort_ties,
)
from bridgehead.web.network.sizes import MEASURES
from bridgehead.web.network.words import say_words
from bridgehead.web.pages import Page
from bridgehead.web.sorting import Head, build_head
from bridgehead.web.view import Seen, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="network",
    title=N_("Network"),
    lead=N_("Everybody the record knows and how they are tied, as it is and as it grew."),
    group="abroad",
    order=20,
    icon="network",
    shortcut="n",
    examples=("", "?focus=kasemo&as_of=2001-06-30", "?day=1999-01-01&compare=1996-12-31", "?table=actors&colour=role"),
)
_TIE_HEADS = (
    ("sender", N_("From")),
    ("receiver", N_("To")),
    ("kind", N_("Kind of tie")),
    ("strength", N_("Strength")),
    ("begin", N_("Since")),
    ("end", N_("Until")),
)
_ACTOR_HEADS = (("name", N_("Actor")), ("kind", N_("Kind")), ("market", N_("Market")), ("contacts", N_("Contacts")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of the table: its heads and rows, which rows of how many, and the pages before and after."""

    heads: tuple[Head, ...]
    rows: list[Any]
    first: int
    last: int
    total: int
    previous: str
    next: str


@PAGE.router.get("/network")
def show_network(view: Seen) -> Response:
    """The whole page."""
    choices, drawing = read_choices(view.choices, view.network), view.derive(build_drawing)
    options = [(word, view._(measure.label), view._(measure.meaning)) for word, measure in MEASURES.items()]
    return view.render(
        "network.html",
        choices=choices,
        shown=len(drawing.shown),
        total=len(drawing.growth.ties),
        colours=[(word, view._(colouring.label)) for word, colouring in COLOURINGS.items()],
        sizes=[(word, label) for word, label, _ in options],
        meaning=next(meaning for word, _, meaning in options if word == choices.size),
        words=say_words(view),
        sources={name: view.link(f"/network/{name}") for name in ("panel", "around.json", "look.json", "table")},
        kept=view.kept,
        **_build_beside(view, choices, drawing),
    )


@PAGE.router.get("/network/panel")
def show_panel(view: Seen) -> Response:
    """The panel alone, for the script."""
    choices, drawing = read_choices(view.choices, view.network), view.derive(build_drawing)
    return view.render("network_panel.html", choices=choices, **_build_beside(view, choices, drawing))


@PAGE.router.get("/network/table")
def show_table(view: Seen) -> Response:
    """The table alone, for the script."""
    choices, drawing = read_choices(view.choices, view.network), view.derive(build_drawing)
    return view.render("network_table.html", choices=choices, **_build_beside(view, choices, drawing))


@PAGE.router.get("/network/drawing.json")
def send_drawing(view: Seen) -> Response:
    """The ties drawn and the actors they tie, as columns."""
    places = get_places(view.workspace, view.look.case)
    drawing = write_drawing(view.network, view.derive(build_drawing), places)
    return _send(view, drawing | {"kinds": [{**kind, "label": view.say(kind["label"])} for kind in drawing["kinds"]]})


@PAGE.router.get("/network/look.json")
def send_look(view: Seen) -> Response:
    """Colour and size of the actors drawn, and of those around the one in focus."""
    choices, drawing = read_choices(view.choices, view.network), view.derive(build_drawing)
    colouring = COLOURINGS[choices.colour]
    actors = drawing.actors
    if choices.sight.actor is not None:
        ties, _ = look_around(drawing, choices.sight.actor, choices.steps)
        actors = _with_ends(drawing, ties, actors)
    look = write_look(
        view.network,
        actors,
        colouring,
        view.derive(MEASURES[choices.size].work_out),
        unknown=view._(colouring.unknown),
        others=view._("others"),
    )
    groups = [{**group, "label": view.say(group["label"])} for group in look["groups"]]
    return _send(view, look | {"groups": groups, "label": view._(MEASURES[choices.size].label)})


@PAGE.router.get("/network/around.json")
def send_around(view: Seen) -> Response:
    """Every tie around the actor in focus, drawn before or not."""
    choices, drawing = read_choices(view.choices, view.network), view.derive(build_drawing)
    ties, total = np.zeros(0, dtype=np.int64), 0
    if choices.sight.actor is not None:
        ties, total = look_around(drawing, choices.sight.actor, choices.steps)
    focus = [] if choices.sight.actor is None else [choices.sight.actor]
    actors = _with_ends(drawing, ties, np.array(focus, dtype=np.int64))
    part = write_part(view.network, drawing, actors, ties, get_places(view.workspace, view.look.case))
    return _send(view, part | {"total": total})


def _with_ends(drawing: Drawing, ties: Ints, actors: Ints) -> Ints:
    """Some actors and the ends of some ties, ascending."""
    ends = drawing.growth.ties
    return np.unique(np.concatenate([actors, ends.sender[ties], ends.receiver[ties]]))


def _send(view: View, plain: dict[str, Any]) -> Response:
    """Plain values as JSON, packed where the browser takes it so."""
    body = msgspec.json.encode(plain)
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in view.request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = gzip.compress(body, 1), "gzip"
    return Response(body, media_type="application/json", headers=headers)


def _build_beside(view: View, choices: NetworkChoices, drawing: Drawing) -> dict[str, Any]:
    """What stands beside the drawing: counts, the panel and the table."""
    network, sight = view.network, choices.sight
    return {
        "counts": count_ties(drawing, sight),
        "panel": build_panel(network, drawing, sight, choices.other),
        "listing": _list_actors(view, choices, drawing) if choices.table == "actors" else _list(view, choices, drawing),
        "focus": None if sight.actor is None else network.actor(sight.actor),
        "change_words": {word: view._(text) for word, text in CHANGES.items()},
        "standing_words": {standing.value: view._(text) for standing, text in STANDINGS.items()},
        "here": lambda **changes: _here(view, **changes),
        "market_label": markets.label,
    }


def _here(view: View, **changes: str | None) -> str:
    """The address of the page, whatever part of it is asked for, with some choices changed; None takes one away."""
    pairs = [(name, value) for name, value in view.choices.items() if value and name not in changes]
    added = [(name, value) for name, value in changes.items() if value]
    return write_address("/network", (*view.kept, *pairs, *added))


def _list(view: View, choices: NetworkChoices, drawing: Drawing) -> Listing:
    network: Network = view.network
    ties = find_ties(drawing, choices.sight, undated=choices.table == "undated")
    ordered = sort_ties(network, drawing, ties, choices.sort)
    begin, end = _cut(len(ordered), choices)
    rows = build_tie_rows(network, drawing, choices.sight, ordered[begin:end])
    return _build_listing(view, choices, _TIE_HEADS, rows, len(ordered))


def _list_actors(view: View, choices: NetworkChoices, drawing: Drawing) -> Listing:
    network = view.network
    contacts, sizes = count_contacts(drawing, choices.sight.day), view.derive(MEASURES[choices.size].work_out)
    ordered = sort_actors(network, contacts, sizes, choices.sort)
    begin, end = _cut(len(ordered), choices)
    rows = build_actor_rows(network, contacts, sizes, ordered[begin:end])
    heads = (*_ACTOR_HEADS, ("size", MEASURES[choices.size].label)) if choices.size != "contacts" else _ACTOR_HEADS
    return _build_listing(view, choices, heads, rows, len(ordered))


def _cut(total: int, choices: NetworkChoices) -> tuple[int, int]:
    """First and last row of the page asked for; of the last page where there are fewer."""
    most = int(get_parameter("network_drawing", "rows_of_table"))
    begin = min((choices.number - 1) * most, max(total - 1, 0) // most * most)
    return begin, min(begin + most, total)


def _build_listing(
    view: View, choices: NetworkChoices, heads: tuple[tuple[str, str], ...], rows: list[Any], total: int
) -> Listing:
    begin, end = _cut(total, choices)
    number = begin // int(get_parameter("network_drawing", "rows_of_table")) + 1
    return Listing(
        heads=tuple(_build_head(view, choices, name, label) for name, label in heads),
        rows=rows,
        first=begin + 1,
        last=end,
        total=total,
        previous=_here(view, rows_from=str(number - 1)) if number > 1 else "",
        next=_here(view, rows_from=str(number + 1)) if end < total else "",
    )


def _build_head(view: View, choices: NetworkChoices, name: str, label: str) -> Head:
    return build_head(
        name,
        view._(label),
        sort=choices.sort,
        link=lambda order: _here(view, sort=order, rows_from=None),
        # numbers and days are first asked for from the most, words from the first letter
        is_greatest_first=name in {"strength", "begin", "end", "contacts", "size"},
        is_number=name in {"strength", "contacts", "size"},
    )
