"""The network figure: the actors of routes in columns by their step from the firm, ties styled by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from bridgehead.answers import RouteRow, Step
from bridgehead.present.legend import Legend, build_legend
from bridgehead.present.links import Say
from bridgehead.present.network_layout import BETWEEN, BOX, LINE, SIDE, Box, NetworkLayout, lay_out_network
from bridgehead.present.palette import get_ground, get_tie_style
from bridgehead.present.svg import draw, draw_titled, join
from bridgehead.record.parameters import get_parameter

#: pixels between the lines of one tie of several kinds
_STRANDS = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFigure:
    """A drawn network and the same as words.

    Attributes:
        svg: the drawing. title, description: what it shows. legend: of its lines.
        ties: (from, to, kinds of tie) as drawn. left_out: routes that are not drawn, as there are too many.
    """

    svg: Markup
    title: str
    description: str
    legend: Legend
    ties: tuple[tuple[str, str, str], ...]
    left_out: int


def draw_network(
    rows: Iterable[RouteRow], title: str, svg_id: str, *, firm: str | None = None, say: Say = str
) -> NetworkFigure | None:
    """The network of the first routes, as many as a figure can hold; None where no route has a step.

    Args:
        rows: routes, the most important first. title: of the part they come from. svg_id: unique on the page.
        firm: id of the firm; None where nobody says. say: how a page says controlled words.
    """
    routes = [row for row in rows if row.steps]
    drawn = routes[: get_parameter("presentation", "figure_limits")["routes"]]
    if not drawn:
        return None
    layout = lay_out_network(drawn, firm)
    heading, description = say("Network: {title}").format(title=title), _describe(layout, say)
    svg = draw_titled(
        svg_id, heading, description,
        *_draw_headings(layout, say), *_draw_ties(layout, say), *(_draw_box(box, say) for box in layout.boxes.values()),
        width=layout.width, height=layout.height,
    )  # fmt: skip
    return NetworkFigure(
        svg=svg,
        title=heading,
        description=description,
        legend=build_legend((kind for step in layout.steps for kind in get_styles(step)), say=say),
        ties=tuple(
            (step.sender.name, step.receiver.name, ", ".join(map(say, get_styles(step)))) for step in layout.steps
        ),
        left_out=len(routes) - len(drawn),
    )


def get_styles(step: Step) -> tuple[str, ...]:
    """The kinds of tie a step is drawn with, each once; "other" where none is known."""
    return tuple(dict.fromkeys(get_tie_style(kind).kind for kind in step.kinds or ("other",)))


def _describe(layout: NetworkLayout, say: Say) -> str:
    columns = (
        f"{say(name)}: {', '.join(actor.name for actor in column)}"
        for name, column in zip(layout.names, layout.columns, strict=True)
        if column
    )
    return say("Columns from left to right. {columns}.").format(columns="; ".join(columns))


def _draw_headings(layout: NetworkLayout, say: Say) -> Iterator[Markup]:
    for index, name in enumerate(layout.names):
        x = SIDE + index * (BOX + BETWEEN) + BOX / 2
        shared = {"text_anchor": "middle", "font_size": "13", "font_weight": "bold"}
        yield draw("text", say(name), x=x, y=18, fill=get_ground("faint"), class_="g-faint", **shared)


def _draw_ties(layout: NetworkLayout, say: Say) -> Iterator[Markup]:
    for step in layout.steps:
        kinds = get_styles(step)
        tie = (step.sender.id, step.receiver.id)
        stops = (layout.boxes[tie[0]], *layout.lanes[tie], layout.boxes[tie[1]])
        for index, kind in enumerate(kinds):
            style = get_tie_style(kind)
            yield draw(
                "path",
                draw("title", _name_tie(step, kind, say)),
                d=_trace(stops, (index - (len(kinds) - 1) / 2) * _STRANDS),
                fill="none", stroke=style.light, stroke_width="2", stroke_dasharray=style.dashes or None,
                class_=f"tie-{style.kind}",
            )  # fmt: skip


def _name_tie(step: Step, kind: str, say: Say) -> str:
    ends = {"sender": step.sender.name, "receiver": step.receiver.name}
    return say("{sender} to {receiver}: {kind}").format(**ends, kind=say(kind))


def _trace(stops: tuple[Box, ...], shift: float) -> str:
    """From the right side of the first box to the last, through lanes; round the right where the last is not ahead."""
    start, end = stops[0], stops[-1]
    path = f"M{start.x + BOX:.1f} {start.middle + shift:.1f}"
    if end.column <= start.column:
        right = max(start.x, end.x) + BOX + BETWEEN / 2
        y0, y1 = start.middle + shift, end.middle + shift
        return f"{path}C{right:.1f} {y0:.1f} {right:.1f} {y1:.1f} {end.x + BOX:.1f} {y1:.1f}"
    for before, box in pairwise(stops):
        x0, x1, y0, y1 = before.x + BOX, box.x, before.middle + shift, box.middle + shift
        bend = (x0 + x1) / 2
        path += f"C{bend:.1f} {y0:.1f} {bend:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        path += f"H{x1 + BOX:.1f}" if box.actor is None else ""
    return path


def _draw_box(box: Box, say: Say) -> Markup:
    assert box.actor is not None
    edge = {"fill": get_ground("box"), "stroke": get_ground("edge"), "class_": "g-box g-edge"}
    rect = draw("rect", x=box.x, y=box.y, width=BOX, height=box.height, rx=5, **edge)
    return draw("g", draw("title", box.actor.name), rect, join(_draw_lines(box, say)))


def _draw_lines(box: Box, say: Say) -> Iterator[Markup]:
    """The name as it stands, then the market as the page says it."""
    names = len(box.lines) - (1 if box.actor and box.actor.market else 0)
    for index, text in enumerate(box.lines):
        ground, size = ("words", "13") if index < names else ("faint", "11.5")
        y = box.y + 17 + index * LINE
        shared = {"text_anchor": "middle", "font_size": size, "class_": f"g-{ground}"}
        words = text if index < names else say(text)
        yield draw("text", words, x=box.x + BOX / 2, y=y, fill=get_ground(ground), **shared)
