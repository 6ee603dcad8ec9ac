"""The world map: markets filled by what an answer says of them, and arcs along the routes, styled by kind of tie.

In a file that stands alone the map is one image of the part of the world spoken of. On a page it may be open: the whole
world is drawn, seen through that part, so that one can move about, and every country leads to its market.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from bridgehead.answers import Answer, MarketRef
from bridgehead.present.classes import Filling, find_filling
from bridgehead.present.labels import Label, place_labels
from bridgehead.present.legend import Legend, build_legend
from bridgehead.present.links import NO_LINKS, Links, Say
from bridgehead.present.map_arcs import Arc, draw_arcs, find_arcs
from bridgehead.present.map_land import trace_land
from bridgehead.present.palette import get_ground, get_scale, get_scale_step
from bridgehead.present.projection import Frame, build_frame, build_open_frame, find_world
from bridgehead.present.svg import draw, draw_titled
from bridgehead.present.values import find_markets
from bridgehead.record.markets import label
from bridgehead.record.places import coordinates

WIDTH = 960.0
#: an open map is laid out for a sheet this wide and this high, in pixels, as the page's style has it on a desk
_OPEN_WIDTH, _OPEN_HEIGHT = 1040.0, 452.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMap:
    """A map and the same as words.

    Attributes:
        svg: the drawing. title, description: what it shows. legend: of its lines and fills.
        arcs: (from, to, kind of tie, strength, routes) in words. markets: (name, value) of every market filled.
        unplaced: names of markets that have no place on a map, such as regions.
    """

    svg: Markup
    title: str
    description: str
    legend: Legend
    arcs: tuple[tuple[str, str, str, str, int], ...]
    markets: tuple[tuple[str, str], ...]
    unplaced: tuple[str, ...]


def draw_map(answer: Answer, svg_id: str, *, links: Links = NO_LINKS, is_open: bool = False) -> WorldMap | None:
    """The map of an answer; None where it tells no market abroad from another and no route leads there.

    Args:
        answer: any. svg_id: begins the ids of its elements. links: where markets lead.
        is_open: draw the whole world around the part looked at, for a page on which one can move about.
    """
    say = links.say
    filling, arcs, names = find_filling(answer.parts, say), find_arcs(answer), _find_names(answer, say)
    home = answer.firm.market if answer.firm else None
    codes = {*(filling.class_by_market if filling else ()), *(code for arc in arcs for code in (arc.start, arc.end))}
    says_nothing = not arcs and filling is not None and len(set(filling.class_by_market.values())) == 1
    if (says_nothing and not is_open) or not codes - {home}:
        return None
    shown = sorted({*codes, *([home] if home else [])})
    places = {code: place for code in shown if (place := coordinates(code)) is not None}
    sheet = _Sheet(
        svg_id=svg_id,
        frame=_build_frame(places.values(), is_open=is_open),
        filling=filling,
        names=names,
        links=links,
        is_open=is_open,
    )
    title = say("Map: {label}").format(label=filling.label) if filling else say("Map of the routes")
    description = _describe(filling, arcs, names, home, say)
    drawing = draw_titled(
        svg_id,
        title,
        description,
        sheet.draw_sea(),
        *sheet.draw_land(),
        *draw_arcs(sheet.frame, arcs, places, names, say),
        *sheet.draw_places(places, home),
        width=sheet.frame.width,
        height=sheet.frame.height,
        role="img" if links.market is NO_LINKS.market else "group",
    )
    return WorldMap(
        svg=drawing,
        title=title,
        description=description,
        legend=build_legend({arc.kind for arc in arcs}, filling, {arc.strength for arc in arcs}, say),
        arcs=tuple((names[arc.start], names[arc.end], say(arc.kind), say(arc.strength), arc.routes) for arc in arcs),
        markets=tuple((names[code], text) for code, text in filling.text_by_market.items()) if filling else (),
        unplaced=tuple(names[code] for code in shown if code not in places),
    )


def _build_frame(places: Iterable[Point], *, is_open: bool) -> Frame:
    if is_open:
        return build_open_frame(places, width=_OPEN_WIDTH, height=_OPEN_HEIGHT)
    return build_frame(places, width=WIDTH)


class Names(dict[str, str]):
    """Names of markets by code, as the page says them: those the answer gives, else those of the list of markets."""

    def __init__(self, given: Mapping[str, str], say: Say) -> None:
        """Args: given: names the answer gives, by code. say: how the page says a name."""
        super().__init__({code: say(name) for code, name in given.items()})
        self._say = say

    def __missing__(self, code: str) -> str:
        """The name of a market the answer does not name."""
        return self._say(label(code))


def _find_names(answer: Answer, say: Say) -> Names:
    values = (value for part in answer.parts for row in part.shape.rows for value in row.values.values())
    markets: Iterator[MarketRef] = (market for value in values for market in find_markets(value))
    return Names({market.code: market.label for market in markets if market.label}, say)


def _describe(filling: Filling | None, arcs: tuple[Arc, ...], names: Names, home: str | None, say: Say) -> str:
    words = []
    if filling:
        parts = [f"{names[code]}: {text}" for code, text in filling.text_by_market.items()]
        words.append(say("{label} by market. {markets}.").format(label=filling.label, markets="; ".join(parts)))
    if arcs:
        ends = ", ".join(sorted({names[arc.end] for arc in arcs}))
        told = say("Arcs lead from {home} to {ends}.") if home else say("Arcs lead to {ends}.")
        words.append(told.format(home=names[home] if home else "", ends=ends))
    return " ".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What a map is drawn on: the part of the world looked at, fills, names, and where markets lead."""

    svg_id: str
    frame: Frame
    filling: Filling | None
    names: Names
    links: Links
    is_open: bool

    def draw_sea(self) -> Markup:
        """The ground: of the frame or, where the map is open, of the whole world."""
        left, top, width, height = (
            find_world(self.frame) if self.is_open else (0, 0, self.frame.width, self.frame.height)
        )
        return draw("rect", x=left, y=top, width=width, height=height, fill=get_ground("sea"), class_="g-sea")

    def draw_land(self) -> Iterator[Markup]:
        """Every country: one by one where the answer speaks of it or it leads on, the others as one path."""
        yield _draw_hatch(self.svg_id)
        known = self.filling.class_by_market if self.filling else {}
        shared = {"stroke": get_ground("border"), "stroke_width": "0.6", "stroke_linejoin": "round"}
        rest = []
        for code, path in trace_land(self.frame, is_open=self.is_open).items():
            address = self.links.market(code)
            if code not in known and address is None:
                rest.append(path)
                continue
            fill, css = self._get_fill(code) if code in known else (get_ground("land"), "g-land")
            title = draw("title", self._describe_market(code))
            yield _lead(draw("path", title, d=path, fill=fill, class_=f"g-border {css}".strip(), **shared), address)
        yield draw("path", d="".join(rest), fill=get_ground("land"), class_="g-land g-border", **shared)

    def _describe_market(self, code: str) -> str:
        text = self.filling.text_by_market.get(code, "") if self.filling else ""
        return f"{self.names[code]}: {text}" if text else self.names[code]

    def _get_fill(self, code: str) -> tuple[str, str]:
        """Fill and class of a market spoken of; hatched where nobody can tell."""
        found = self._find_step(code)
        return (f"url(#{self.svg_id}-hatch)", "") if found is None else (get_scale()[found], f"class-{found}")

    def _find_step(self, code: str) -> int | None:
        """The step of the scale a market is filled with; None where it has none."""
        position = self.filling.class_by_market.get(code) if self.filling else None
        if self.filling is None or position is None:
            return None
        return get_scale_step(position, len(self.filling.classes))

    def draw_places(self, places: Mapping[str, Point], home: str | None) -> Iterator[Markup]:
        """A dot for every market spoken of, larger for home, and as many names as fit without touching."""
        points = {code: self.frame.place(east, north) for code, (north, east) in places.items()}
        steps = {code: self._find_step(code) for code in points}
        order = sorted(points, key=lambda code: (code != home, -(-1 if (step := steps[code]) is None else step), code))
        named = place_labels([(code, self.names[code], points[code]) for code in order], *self.frame.size)
        label_by_code = dict(named)
        for code in order:
            pieces = [*self._draw_dot(code, points[code], is_home=code == home)]
            found = label_by_code.get(code)
            if found is not None and code == home:
                found = _stand_clear(found)
            if self.is_open:
                pieces.append(
                    _draw_open_label(found or _stand_right(self.names[code], points[code]), is_hidden=found is None)
                )
            elif found is not None:
                pieces += _draw_label(found)
            address = self.links.market(code)
            about = {"class_": "place" if code != home else "place home"}
            if address is None:
                yield draw("g", *pieces, **about)
            else:
                yield draw("a", *pieces, href=address, aria_label=self._describe_market(code), **about)

    def _draw_dot(self, code: str, point: Point, *, is_home: bool) -> Iterator[Markup]:
        """The dot of a market, filled as the market is, so that small countries show theirs."""
        x, y = point
        step = self._find_step(code)
        fill, css = (get_ground("dot"), "g-dot") if step is None else (get_scale()[step], f"class-{step}")
        wide, radius = (2.5, 6.5) if is_home else (1.5, 4.5)
        title = draw("title", self._describe_market(code))
        # a rim of the ground's colour sets the dot off from a dark country
        yield draw("circle", cx=x, cy=y, r=radius + 2.5, fill=get_ground("dot"), class_="g-dot")
        rim: dict[str, str | float] = {"stroke": get_ground("rim"), "stroke_width": wide, "class_": f"g-rim {css}"}
        yield draw("circle", title, cx=x, cy=y, r=radius, fill=fill, **rim)


def _lead(drawing: Markup, address: str | None) -> Markup:
    """A country as a link for the pointer; the keyboard reaches the same page by its dot."""
    return drawing if address is None else draw("a", drawing, href=address, tabindex="-1", aria_hidden="true")


def _draw_hatch(svg_id: str) -> Markup:
    return draw(
        "pattern",
        draw("rect", width=6, height=6, fill=get_ground("land"), class_="g-land"),
        draw("path", d="M0 6L6 0", stroke=get_ground("edge"), stroke_width="1.4", class_="g-edge"),
        id=f"{svg_id}-hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )


def _stand_clear(name: Label) -> Label:
    """A name a little farther out, for the larger dot of home."""
    return replace(name, x=name.x + {"start": 3.0, "end": -3.0}.get(name.anchor, 0.0))


def _stand_right(text: str, point: Point) -> Label:
    return Label(text=text, x=point[0] + 8, y=point[1] + 4.5, anchor="start")


def _draw_label(name: Label) -> Iterator[Markup]:
    """A name with a halo of the ground's colour."""
    shared: dict[str, str | float] = {"x": name.x, "y": name.y, "text_anchor": name.anchor, "font_size": "13"}
    # the halo is a text of its own: not every renderer knows paint-order
    yield draw("text", name.text, class_="g-halo", aria_hidden="true", **shared, **_build_halo())
    yield draw("text", name.text, fill=get_ground("words"), class_="g-words", **shared)


def _draw_open_label(name: Label, *, is_hidden: bool) -> Markup:
    """A name on an open map, which only browsers show; hidden where it has no room until one looks closer."""
    return draw(
        "text",
        name.text,
        x=name.x,
        y=name.y,
        text_anchor=name.anchor,
        font_size="13",
        visibility="hidden" if is_hidden else None,
        paint_order="stroke",
        class_="g-words g-halo",
        **_build_halo() | {"fill": get_ground("words")},
    )


def _build_halo() -> dict[str, str]:
    return {"stroke": get_ground("halo"), "stroke_width": "3", "stroke_linejoin": "round", "fill": "none"}
