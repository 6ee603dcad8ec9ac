"""The world map: markets filled by what an answer says of them, and arcs along the routes, styled by kind of tie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from bridgehead.answers import Answer, MarketRef, RouteRow
from bridgehead.present.classes import Filling, find_filling
from bridgehead.present.labels import place_labels
from bridgehead.present.legend import Legend, build_legend
from bridgehead.present.palette import get_ground, get_scale, get_scale_step, get_tie_style
from bridgehead.present.projection import Frame, build_frame
from bridgehead.present.steps import get_chain
from bridgehead.present.svg import draw, draw_titled, write_number
from bridgehead.present.values import find_markets
from bridgehead.record.markets import label
from bridgehead.record.places import coordinates, load_world

WIDTH = 960.0
#: outline points closer than this to the last one drawn are left out, in pixels
_FINENESS = 0.7
#: how far an arc bows out, as a share of its length, and how much farther each further kind of tie does
_BOW, _BOW_STEP = 0.16, 0.07

Arc = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMap:
    """A map and the same as words.

    Attributes:
        svg: the drawing. title, description: what it shows. legend: of its lines and fills.
        arcs: (from, to, kind of tie, routes) as names. markets: (name, value) of every market filled.
        unplaced: names of markets that have no place on a map, such as regions.
    """

    svg: Markup
    title: str
    description: str
    legend: Legend
    arcs: tuple[tuple[str, str, str, int], ...]
    markets: tuple[tuple[str, str], ...]
    unplaced: tuple[str, ...]


def draw_map(answer: Answer, svg_id: str) -> WorldMap | None:
    """The map of an answer; None where it tells no market abroad from another and no route leads there."""
    filling, arcs, names = find_filling(answer.parts), _count_arcs(answer), _find_names(answer)
    home = answer.firm.market if answer.firm else None
    codes = {*(filling.class_by_market if filling else ()), *(code for arc in arcs for code in arc[:2])}
    says_nothing = not arcs and filling is not None and len(set(filling.class_by_market.values())) == 1
    if says_nothing or not codes - {home}:
        return None
    shown = sorted({*codes, *([home] if home else [])})
    places = {code: place for code in shown if (place := coordinates(code)) is not None}
    frame = build_frame(places.values(), width=WIDTH)
    title = f"Map: {filling.label}" if filling else "Map of the routes"
    description = _describe(filling, arcs, names, home)
    drawing = draw_titled(
        svg_id,
        title,
        description,
        draw("rect", width=frame.width, height=frame.height, fill=get_ground("sea"), class_="g-sea"),
        *_draw_land(frame, filling, names, svg_id),
        *_draw_arcs(frame, arcs, places, names),
        *_draw_dots(frame, places, filling, names, home),
        width=frame.width,
        height=frame.height,
    )
    return WorldMap(
        svg=drawing,
        title=title,
        description=description,
        legend=build_legend({arc[2] for arc in arcs}, filling),
        arcs=tuple((names(start), names(end), kind, count) for (start, end, kind), count in sorted(arcs.items())),
        markets=tuple((names(code), text) for code, text in filling.text_by_market.items()) if filling else (),
        unplaced=tuple(names(code) for code in shown if code not in places),
    )


@dataclass(frozen=True, slots=True)
class Names:
    """Names of markets: as the answer gives them, else as the list of markets has them."""

    by_code: dict[str, str]

    def __call__(self, code: str) -> str:
        """The name of a market."""
        return self.by_code.get(code) or label(code)


def _find_names(answer: Answer) -> Names:
    values = (value for part in answer.parts for row in part.shape.rows for value in row.values.values())
    markets: Iterator[MarketRef] = (market for value in values for market in find_markets(value))
    return Names({market.code: market.label for market in markets})


def _count_arcs(answer: Answer) -> Counter[Arc]:
    """How many routes go from one market to another by each kind of tie; steps within a market make no arc."""
    arcs: Counter[Arc] = Counter()
    for part in answer.parts:
        for row in part.shape.rows:
            if isinstance(row, RouteRow) and row.steps:
                arcs.update(set(_find_arcs(row)))
    return arcs


def _find_arcs(row: RouteRow) -> Iterator[Arc]:
    last = None
    kinds: tuple[str, ...] = ()
    # people of unknown place are skipped: the arc runs between the markets known before and behind them
    for actor, step in zip(get_chain(row), (None, *row.steps), strict=True):
        kinds = (*kinds, *((step.kinds or ("other",)) if step and not step.free else ()))
        if actor.market is None:
            continue
        if last is not None and actor.market != last:
            yield from ((last, actor.market, get_tie_style(kind).kind) for kind in kinds or ("affiliation",))
        last, kinds = actor.market, ()


def _describe(filling: Filling | None, arcs: Counter[Arc], names: Names, home: str | None) -> str:
    words = []
    if filling:
        parts = [f"{names(code)}: {text}" for code, text in filling.text_by_market.items()]
        words.append(f"{filling.label} by market. {'; '.join(parts)}.")
    if arcs:
        ends = sorted({names(end) for _, end, _ in arcs})
        words.append(f"Arcs lead {f'from {names(home)} ' if home else ''}to {', '.join(ends)}.")
    return " ".join(words)


def _draw_land(frame: Frame, filling: Filling | None, names: Names, svg_id: str) -> Iterator[Markup]:
    """Every country in the frame: one path for those the answer does not speak of, one with a title for each other."""
    yield draw(
        "pattern",
        draw("rect", width=6, height=6, fill=get_ground("land"), class_="g-land"),
        draw("path", d="M0 6L6 0", stroke=get_ground("edge"), stroke_width="1.4", class_="g-edge"),
        id=f"{svg_id}-hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    shared = {"stroke": get_ground("border"), "stroke_width": "0.6", "stroke_linejoin": "round"}
    known = filling.class_by_market if filling else {}
    rest = []
    for code, rings in load_world()["outlines"].items():
        path = "".join(_trace(frame, ring) for ring in rings)
        if code not in known:
            rest.append(path)
            continue
        assert filling is not None
        fill, css = _get_fill(filling, code, svg_id)
        title = draw("title", f"{names(code)}: {filling.text_by_market[code]}")
        yield draw("path", title, d=path, fill=fill, class_=f"g-border {css}", **shared)
    yield draw("path", d="".join(rest), fill=get_ground("land"), class_="g-land g-border", **shared)


def _trace(frame: Frame, ring: list[int]) -> str:
    """One ring as path data; nothing where it lies outside the frame or is smaller than a dot."""
    longitude = latitude = 0
    points: list[tuple[float, float]] = []
    for east, north in zip(ring[::2], ring[1::2], strict=True):
        longitude, latitude = longitude + east, latitude + north
        x, y = frame.place_outline(longitude / 10, latitude / 10)
        if not points or abs(x - points[-1][0]) + abs(y - points[-1][1]) > _FINENESS:
            points.append((x, y))
    if len(points) < 3 or not frame.shows(points):
        return ""
    return _write_path(points)


def _write_path(points: list[tuple[float, float]]) -> str:
    """A closed path in steps from point to point: half as long as written in full."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = ((x - x0, y - y0) for (x0, y0), (x, y) in pairwise(tenths))
    start = f"M{tenths[0][0] / 10:g} {tenths[0][1] / 10:g}l"
    return start + " ".join(f"{east / 10:g} {south / 10:g}" for east, south in steps) + "z"


def _get_fill(filling: Filling, code: str, svg_id: str) -> tuple[str, str]:
    """Fill and class of a market; hatched where nobody can tell."""
    position = filling.class_by_market[code]
    if position is None:
        return f"url(#{svg_id}-hatch)", ""
    step = get_scale_step(position, len(filling.classes))
    return get_scale()[step], f"class-{step}"


def _draw_arcs(
    frame: Frame, arcs: Counter[Arc], places: dict[str, tuple[float, float]], names: Names
) -> Iterator[Markup]:
    lanes: Counter[tuple[str, str]] = Counter()
    for (start, end, kind), count in sorted(arcs.items()):
        if start not in places or end not in places:
            continue
        low, high = sorted((start, end))
        style, lane = get_tie_style(kind), lanes[low, high]
        lanes[low, high] += 1
        title = f"{names(start)} to {names(end)}: {kind}, {count} {'route' if count == 1 else 'routes'}"
        yield draw(
            "path",
            draw("title", title),
            d=_bend(_place(frame, places[start]), _place(frame, places[end]), _BOW + _BOW_STEP * lane),
            fill="none",
            stroke=style.light,
            stroke_width=min(1.8 + 0.4 * (count - 1), 4.0),
            stroke_dasharray=style.dashes or None,
            stroke_linecap="round" if not style.dashes else None,
            class_=f"tie-{style.kind}",
        )


def _place(frame: Frame, place: tuple[float, float]) -> tuple[float, float]:
    return frame.place(place[1], place[0])


def _bend(start: tuple[float, float], end: tuple[float, float], bow: float) -> str:
    """A curve between two points that bows upwards, or to the right where they lie above each other."""
    (x0, y0), (x1, y1) = start, end
    across, down = x1 - x0, y1 - y0
    side = 1 if across > 0 or (across == 0 and down < 0) else -1
    middle = ((x0 + x1) / 2 + 2 * bow * down * side, (y0 + y1) / 2 - 2 * bow * across * side)
    return "M{} {}Q{} {} {} {}".format(*map(write_number, (x0, y0, *middle, x1, y1)))


def _draw_dots(
    frame: Frame, places: dict[str, tuple[float, float]], filling: Filling | None, names: Names, home: str | None
) -> Iterator[Markup]:
    """A dot for every market spoken of, larger for home, and as many names as fit without touching."""
    points = {code: _place(frame, place) for code, place in places.items()}
    for code, (x, y) in points.items():
        text = filling.text_by_market.get(code, "") if filling else ""
        title = draw("title", f"{names(code)}: {text}" if text else names(code))
        fill, css = _get_dot(filling, code)
        wide, radius = (2.5, 6.5) if code == home else (1.5, 4.5)
        rim = get_ground("rim")
        # a rim of the ground's colour sets the dot off from a dark country
        yield draw("circle", cx=x, cy=y, r=radius + 2.5, fill=get_ground("dot"), class_="g-dot")
        yield draw(
            "circle", title, cx=x, cy=y, r=radius, fill=fill, stroke=rim, stroke_width=wide, class_=f"g-rim {css}"
        )
    ordered = sorted(points, key=lambda code: (code != home, -(_get_position(filling, code)), code))
    for label_ in place_labels([(names(code), points[code]) for code in ordered], frame.width, frame.height):
        shared = {"text_anchor": label_.anchor, "font_size": "13"}
        halo = {"stroke": get_ground("halo"), "stroke_width": "3", "stroke_linejoin": "round", "fill": "none"}
        # the halo is a text of its own: not every renderer knows paint-order
        yield draw("text", label_.text, x=label_.x, y=label_.y, class_="g-halo", aria_hidden="true", **shared, **halo)
        yield draw("text", label_.text, x=label_.x, y=label_.y, fill=get_ground("words"), class_="g-words", **shared)


def _get_dot(filling: Filling | None, code: str) -> tuple[str, str]:
    """Fill and class of a dot: that of its market, so that small countries show theirs."""
    position = filling.class_by_market.get(code) if filling else None
    if filling is None or position is None:
        return get_ground("dot"), "g-dot"
    step = get_scale_step(position, len(filling.classes))
    return get_scale()[step], f"class-{step}"


def _get_position(filling: Filling | None, code: str) -> int:
    position = filling.class_by_market.get(code) if filling else None
    return -1 if position is None else position
