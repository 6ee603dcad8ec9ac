"""The arcs of a map: one from market to market for each kind of tie along the routes, as wide as the tie is strong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bridgehead.answers import Answer, RouteRow, Step
from bridgehead.present.links import Say
from bridgehead.present.palette import get_tie_style
from bridgehead.present.projection import Frame
from bridgehead.present.steps import get_chain
from bridgehead.present.svg import draw, write_number
from bridgehead.record.parameters import get_parameter

#: how far an arc bows out, as a share of its length, and how much farther each further kind of tie does
_BOW, _BOW_STEP = 0.16, 0.07
#: classes of strength, the strongest first
STRENGTHS = ("strong", "weak", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Arc:
    """An arc.

    Attributes:
        start, end: markets. kind: of tie. routes: how many routes take it.
        strength: class of the strongest tie of that kind along it.
    """

    start: str
    end: str
    kind: str
    routes: int
    strength: str

    def describe(self, names: Mapping[str, str], say: Say = str) -> str:
        """The arc in words.

        Args:
            names: market -> name. say: how a page says controlled words.
        """
        routes = (say("{number} route") if self.routes == 1 else say("{number} routes")).format(number=self.routes)
        strength = say("strength unknown" if self.strength == "unknown" else self.strength)
        ends = say("{sender} to {receiver}").format(sender=names[self.start], receiver=names[self.end])
        return f"{ends}: {say(self.kind)}, {strength}, {routes}"


def find_arcs(answer: Answer) -> tuple[Arc, ...]:
    """The arcs along the routes of an answer; steps within a market make none."""
    counts: Counter[tuple[str, str, str]] = Counter()
    strongest: dict[tuple[str, str, str], float] = {}
    for part in answer.parts:
        for row in part.shape.rows:
            if isinstance(row, RouteRow) and row.steps:
                found = list(_find_arcs(row))
                counts.update({key for key, _ in found})
                for key, strength in found:
                    if strength is not None:
                        strongest[key] = max(strength, strongest.get(key, 0.0))
    return tuple(
        sorted(
            Arc(start=start, end=end, kind=kind, routes=count, strength=_classify(strongest.get((start, end, kind))))
            for (start, end, kind), count in counts.items()
        )
    )


def _classify(strength: float | None) -> str:
    if strength is None:
        return "unknown"
    return "strong" if strength >= float(get_parameter("tie_strength", "strong_from")) else "weak"


def _find_arcs(row: RouteRow) -> Iterator[tuple[tuple[str, str, str], float | None]]:
    last = None
    ties: tuple[tuple[str, float | None], ...] = ()
    # people of unknown place are skipped: the arc runs between the markets known before and behind them
    for actor, step in zip(get_chain(row), (None, *row.steps), strict=True):
        ties = (*ties, *_find_ties(step))
        if actor.market is None:
            continue
        if last is not None and actor.market != last:
            for kind, strength in ties or (("affiliation", None),):
                yield (last, actor.market, get_tie_style(kind).kind), strength
        last, ties = actor.market, ()


def _find_ties(step: Step | None) -> Iterator[tuple[str, float | None]]:
    """Kind and strength of the ties of a step; a step between a person and their organisation is none."""
    if step and not step.free:
        yield from ((kind, step.strength) for kind in step.kinds or ("other",))


def draw_arcs(
    frame: Frame,
    arcs: tuple[Arc, ...],
    places: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    say: Say = str,
) -> Iterator[Markup]:
    """The arcs between markets that have a place.

    Args:
        places: market -> latitude and longitude, in degrees. names: market -> name.
        say: how a page says controlled words.
    """
    lanes: Counter[tuple[str, str]] = Counter()
    widths = get_parameter("presentation", "arc_widths")
    for arc in arcs:
        if arc.start not in places or arc.end not in places:
            continue
        low, high = sorted((arc.start, arc.end))
        style, lane = get_tie_style(arc.kind), lanes[low, high]
        lanes[low, high] += 1
        (north, east), (other_north, other_east) = places[arc.start], places[arc.end]
        yield draw(
            "path",
            draw("title", arc.describe(names, say)),
            d=_bend(frame.place(east, north), frame.place(other_east, other_north), _BOW + _BOW_STEP * lane),
            fill="none",
            stroke=style.light,
            stroke_width=widths[arc.strength],
            stroke_dasharray=style.dashes or None,
            stroke_linecap="round" if not style.dashes else None,
            class_=f"arc tie-{style.kind}",
        )


def _bend(start: tuple[float, float], end: tuple[float, float], bow: float) -> str:
    """A curve between two points that bows upwards, or to the right where they lie above each other."""
    (x0, y0), (x1, y1) = start, end
    across, down = x1 - x0, y1 - y0
    side = 1 if across > 0 or (across == 0 and down < 0) else -1
    middle = ((x0 + x1) / 2 + 2 * bow * down * side, (y0 + y1) / 2 - 2 * bow * across * side)
    return "M{} {}Q{} {} {} {}".format(*map(write_number, (x0, y0, *middle, x1, y1)))
