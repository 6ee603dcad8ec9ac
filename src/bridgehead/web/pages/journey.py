"""Journey: the way abroad on one timeline, and the stages, relationships and ways in behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from fastapi import Response

from bridgehead.answers import Answer, Row, Value
from bridgehead.errors import MisuseError, suggest
from bridgehead.present.links import Say
from bridgehead.questions import build_answer
from bridgehead.questions.conversion import Conversion
from bridgehead.questions.entry import Entry
from bridgehead.questions.stage import Stage
from bridgehead.record import markets
from bridgehead.web.drawing import draw_answer
from bridgehead.web.joining import find_rows, join_answers
from bridgehead.web.journey.history import keep_market, read_history
from bridgehead.web.journey.story import Lanes, build_story, count_markets, find_events
from bridgehead.web.pages import Page
from bridgehead.web.pages._reach_shown import Choice, Tile
from bridgehead.web.patience import is_piece, must_wait, render_waiting
from bridgehead.web.tabs import Tab
from bridgehead.web.view import Seen, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="journey",
    title=N_("Journey"),
    lead=N_("How we went abroad: stages, situations, entries and the relationships that turned on the way."),
    group="abroad",
    order=30,
    icon="milestone",
    shortcut="j",
    examples=("", "?lanes=market", "?show=stages", "?show=relationships&market=US", "?show=entry"),
)
LANES = {"kind": N_("What happened"), "market": N_("Market")}
VIEWS = {
    "story": N_("The story"),
    "stages": N_("Stages"),
    "relationships": N_("How relationships changed"),
    "entry": N_("Ways in"),
}
#: markets offered to look at one alone
_MOST_MARKETS = 12


class UnknownChoiceError(MisuseError):
    """The address of a page chooses what the page does not have."""

    def __init__(self, name: str, found: str, known: tuple[str, ...]) -> None:
        """Args: name of the choice; found: what the address holds; known: what it could."""
        self.name, self.found = name, found
        super().__init__(f"{name} cannot be {found!r}.{suggest(found, known)} It is one of: {', '.join(known)}.")


@PAGE.router.get("/journey")
def show_journey(view: Seen) -> Response:
    """The story, or one of the answers behind it."""
    shown, lanes = _choose(view, "show", tuple(VIEWS)), cast("Lanes", _choose(view, "lanes", tuple(LANES)))
    asked = view.choices.get("market", "")
    code = markets.get_market(asked) if asked else ""
    views, title = _build_views(view, shown), view._(PAGE.title)
    if must_wait(view, Stage(), Conversion(), derived=(read_history,)):
        return render_waiting(view, title, views)
    template = "journey_answer.html" if is_piece(view) else "journey.html"
    return view.render(
        template,
        views=views,
        shown=shown,
        code=code,
        market=markets.label(code),
        piece=is_piece(view),
        **_build_answer(view, shown, lanes, code),
    )


def _choose(view: View, name: str, known: tuple[str, ...]) -> str:
    found = view.choices.get(name) or known[0]
    if found not in known:
        raise UnknownChoiceError(name, found, known)
    return found


def _build_views(view: View, shown: str) -> tuple[Tab, ...]:
    return tuple(
        Tab(text=view._(text), url=view.here(show=None if name == "story" else name), current=name == shown)
        for name, text in VIEWS.items()
    )


def _build_answer(view: View, shown: str, lanes: Lanes, code: str) -> dict[str, Any]:
    stage, conversion = view.ask(Stage()), view.ask(Conversion())
    history = view.derive(read_history)
    events = find_events(view.network, stage, conversion, history)
    if shown == "story":
        told = build_story(events, lanes, home=view.network.home, code=code)
        story = build_answer(Stage(), view.network, parts=[told])
        answer = replace(story, caveats=join_answers(stage, conversion).caveats)
    elif shown == "stages":
        answer = keep_market(replace(stage, parts=stage.parts[:-1]), code)
    else:
        answer = keep_market(conversion if shown == "relationships" else view.ask(Entry()), code)
    return {
        "drawn": draw_answer(answer, view.links, rows=0 if view.choices.get("lines") == "all" else 200),
        "tiles": _build_tiles(view, stage),
        "lanes": tuple(
            Choice(text=view._(text), url=view.here(lanes=None if name == "kind" else name), current=name == lanes)
            for name, text in LANES.items()
        ),
        "told": _build_markets(view, events, code),
        "is_empty": not events,
        "unasked": history.unasked,
        "json": view.link(f"/ask/{answer.question}/answer.json"),
    }


def _build_markets(view: View, events: tuple[Row, ...], code: str) -> tuple[Choice, ...]:
    every = Choice(text=view._("All markets"), url=view.here(market=None), current=not code)
    found = count_markets(events, view.network.home)
    shown = [pair for number, pair in enumerate(found) if number < _MOST_MARKETS or pair[0].code == code]
    return (
        every,
        *(
            Choice(
                text=market.label,
                count=count,
                url=view.here(market=market.code),
                current=market.code == code,
            )
            for market, count in shown
        ),
    )


def _build_tiles(view: View, stage: Answer) -> tuple[Tile, ...]:
    """Where the firm stands today."""
    firm = _get_first(stage, "firm")
    tempo = _get_first(stage, "tempo")
    venture = _get_first(stage, "new_venture").get("new_venture")
    situations = {_say(row.values.get("situation"), view.say) for row in find_rows(stage, "situation")} - {None}
    counts = {str(row.values["measure"]): row.values["value"] for row in find_rows(stage, "degree")}
    return (
        Tile(label=view._("Stage, at least"), value=_say(firm.get("stage"), view.say)),
        Tile(label=view._("Situation"), value=" / ".join(sorted(map(str, situations))) or None),
        Tile(label=view._("Countries present in"), value=_say(counts.get("countries present in"), view.say)),
        Tile(label=view._("Relationships abroad"), value=_say(counts.get("relationships abroad"), view.say)),
        Tile(label=view._("Years to going abroad"), value=_say_years(tempo)),
        Tile(
            label=view._("International new venture"),
            value=None if venture is None else view._("yes") if venture else view._("no"),
        ),
    )


def _get_first(answer: Answer, name: str) -> dict[str, Value]:
    rows = find_rows(answer, name)
    return dict(rows[0].values) if rows else {}


def _say(value: Value, say: Say) -> str | None:
    """A value in words as the page says them; None where it cannot be told."""
    words = "" if value is None else str(value).replace("_", " ")
    return say(words) if words not in {"", "cannot tell"} else None


def _say_years(tempo: dict[str, Value]) -> str | None:
    value, low, high = (tempo.get(name) for name in ("value", "low", "high"))
    if value is not None:
        return str(value)
    if isinstance(low, float) and isinstance(high, float):
        return f"{low:.0f}\N{EN DASH}{high:.0f}"
    return None
