"""The flow figure: who sends to whom, the line as wide as the count, its direction told by a head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from bridgehead.present.flow import Arc, Flows
from bridgehead.present.flow_layout import BOX, LINE, Curve, FlowBox, lay_out_flows
from bridgehead.present.links import Say
from bridgehead.present.palette import get_ground
from bridgehead.present.svg import Drawing, draw, draw_titled, write_number
from bridgehead.record.parameters import get_parameter


def draw_flows(flows: Flows, title: str, svg_id: str, say: Say = str) -> Drawing | None:
    """The flows between the ends that send and receive most; None where nothing flows.

    Args:
        title: of the part they come from. svg_id: unique on the page. say: how a page says the words of the drawing.
    """
    drawn = _keep_busiest(flows)
    if not drawn.arcs:
        return None
    layout = lay_out_flows(drawn)
    left_out = len(flows.arcs) - len(drawn.arcs)
    heading = say("Flows: {title}").format(title=title)
    svg = draw_titled(
        svg_id, heading, _describe(drawn, say),
        *(_draw_line(arc, curve, say) for arc, curve in layout.curves),
        *(_draw_box(name, box) for name, box in layout.boxes.items()),
        *(_draw_figure(arc, curve) for arc, curve in layout.curves),
        width=layout.width, height=layout.height,
    )  # fmt: skip
    remark = say("The wider the line, the more flows; the figure on it says how much.")
    more = say("{number} more flows are in the table and not drawn.").format(number=left_out)
    return Drawing(svg=svg, title=heading, remark=f"{remark} {more}" if left_out else remark)


def _keep_busiest(flows: Flows) -> Flows:
    """The ends that send or receive anything, as many as a figure holds, in their order, and the flows among them."""
    busy = [node for node in flows.nodes if flows.measure(node)]
    most = get_parameter("presentation", "figure_limits")["flow_ends"]
    kept = set(sorted(busy, key=flows.measure, reverse=True)[:most])
    arcs = tuple(arc for arc in flows.arcs if {arc.sender, arc.receiver} <= kept)
    return replace(flows, nodes=tuple(node for node in busy if node in kept), arcs=arcs)


def _describe(flows: Flows, say: Say) -> str:
    return "; ".join(_tell(arc, say) for arc in flows.arcs) + "."


def _tell(arc: Arc, say: Say) -> str:
    words = f" ({', '.join(arc.words)})" if arc.words else ""
    ends = say("{sender} to {receiver}").format(sender=arc.sender, receiver=arc.receiver)
    return f"{ends}: {_write_count(arc)}{words}"


def _write_count(arc: Arc) -> str:
    return f"{arc.count:,.6g}"


def _draw_line(arc: Arc, curve: Curve, say: Say) -> Markup:
    (sx, sy), *bends = curve.points
    path = f"M{write_number(sx)} {write_number(sy)}C" + " ".join(
        f"{write_number(x)} {write_number(y)}" for x, y in bends
    )
    corners = " ".join(f"{write_number(x)},{write_number(y)}" for x, y in curve.head)
    stroke: dict[str, str | float] = {"stroke": get_ground("flow"), "stroke_width": curve.width, "class_": "g-flow"}
    line = draw("path", d=path, fill="none", opacity="0.85", **stroke)
    head = draw("polygon", points=corners, fill=get_ground("head"), class_="g-head")
    return draw("g", draw("title", _tell(arc, say)), line, head)


def _draw_figure(arc: Arc, curve: Curve) -> Markup:
    """The count on a ground of its own, so that no line runs through it."""
    x, y = curve.label
    text, wide = _write_count(arc), 9.0 + 7.6 * len(_write_count(arc))
    ground = draw("rect", x=x - wide / 2, y=y - 9, width=wide, height=18, rx=9, **_get_edge())
    shared = {"text_anchor": "middle", "font_size": "12.5", "font_weight": "600", "class_": "g-words"}
    return ground + draw("text", text, x=x, y=y + 4.5, fill=get_ground("words"), **shared)


def _draw_box(name: str, box: FlowBox) -> Markup:
    rect = draw(
        "rect", x=box.x - BOX / 2, y=box.y - box.height / 2, width=BOX, height=box.height, rx=5, **_get_edge()
    )  # fmt: skip
    return draw("g", draw("title", name), rect, *_draw_words(box))


def _draw_words(box: FlowBox) -> Iterator[Markup]:
    top = box.y - LINE * len(box.lines) / 2
    for index, text in enumerate(box.lines):
        shared = {"text_anchor": "middle", "font_size": "13", "class_": "g-words"}
        yield draw("text", text, x=box.x, y=top + LINE * index + 12.5, fill=get_ground("words"), **shared)


def _get_edge() -> dict[str, str]:
    return {"fill": get_ground("box"), "stroke": get_ground("edge"), "class_": "g-box g-edge"}
