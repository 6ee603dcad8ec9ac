"""The timeline figure: each entry a link to its row, so that the keyboard reaches it and a screen reader names it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from bridgehead.present.layout import Block
from bridgehead.present.links import Say
from bridgehead.present.palette import get_ground
from bridgehead.present.svg import Drawing, draw, draw_titled, write_number
from bridgehead.present.timeline_layout import RIGHT, TOP, WIDTH, Lane, Mark, TimelineLayout, lay_out_timeline
from bridgehead.present.wrapping import wrap
from bridgehead.record.parameters import get_parameter

#: of the name of a lane: cells of a line, pixels between lines
_LANE_CELLS, _LANE_LINE = 17, 15.0


def draw_timeline(block: Block, title: str, anchor: str, say: Say = str) -> Drawing | None:
    """The entries of a block with a date; None where it is not read as a timeline.

    Args:
        block: its rows are sorted by date. title: of its part. anchor: beginning of the ids of its rows on the page.
        say: how a page says the words of the drawing.
    """
    if block.reading != "timeline" or not block.rows:
        return None
    limits = get_parameter("presentation", "figure_limits")
    layout = lay_out_timeline(block, most=limits["timeline"], most_names=limits["timeline_labels"])
    marks = [mark for lane in layout.lanes for mark in lane.marks]
    first, last = (min(marks, key=_get_position), max(marks, key=_get_position))
    heading = say("Timeline: {title}").format(title=title)
    told = say("{number} entries, from {first} to {last}. Each is a link to its row in the table.")
    svg = draw_titled(
        f"{anchor}-timeline", heading, told.format(number=len(marks), first=first.date, last=last.date),
        *_draw_years(layout), *(piece for lane in layout.lanes for piece in _draw_lane(lane, layout, anchor)),
        width=WIDTH, height=layout.height, role="group",
    )  # fmt: skip
    left_out = len(block.rows) - len(marks)
    remark = say(
        "A point is a day; a bar covers the days that a date can mean, with an open end where nothing bounds it."
    )
    more = say("{number} more entries are in the table and not drawn.").format(number=left_out)
    return Drawing(svg=svg, title=heading, remark=f"{remark} {more}" if left_out else remark)


def _get_position(mark: Mark) -> int:
    return mark.position


def _draw_years(layout: TimelineLayout) -> Iterator[Markup]:
    foot = layout.height - 24
    for year, x in layout.years:
        yield draw("line", x1=x, y1=TOP, x2=x, y2=foot, stroke=get_ground("grid"), class_="g-grid")
        shared = {"text_anchor": "middle", "font_size": "12", "class_": "g-faint"}
        yield draw("text", str(year), x=max(x, 16.0), y=foot + 16, fill=get_ground("faint"), **shared)


def _draw_lane(lane: Lane, layout: TimelineLayout, anchor: str) -> Iterator[Markup]:
    if lane.name:
        yield draw("line", x1=0, y1=lane.bottom, x2=WIDTH, y2=lane.bottom, stroke=get_ground("grid"), class_="g-grid")
        lines = wrap(lane.name, _LANE_CELLS)
        top = (lane.top + lane.bottom - _LANE_LINE * len(lines)) / 2
        for index, text in enumerate(lines):
            y = top + _LANE_LINE * index + 11.5
            shared = {"font_size": "13", "font_weight": "600", "class_": "g-words"}
            yield draw("text", text, x=2, y=y, fill=get_ground("words"), **shared)
    for mark in lane.marks:
        yield _draw_mark(mark, layout, anchor)


def _draw_mark(mark: Mark, layout: TimelineLayout, anchor: str) -> Markup:
    name = f"{mark.date}: {mark.text}"
    pieces = [draw("title", name), _draw_bar(mark, layout.left) if mark.start < mark.end else _draw_point(mark)]
    if mark.name:
        shared = {"font_size": "12", "text_anchor": "end" if mark.side == "left" else "start", "class_": "g-words"}
        y = mark.y + (2.0 if mark.side == "above" else 4.2)
        # the title of the link says it in full
        shared["aria_hidden"] = "true"
        pieces.append(draw("text", mark.name, x=mark.name_x, y=y, fill=get_ground("words"), **shared))
    return draw("a", *pieces, href=f"#{anchor}-row-{mark.position}")


def _draw_point(mark: Mark) -> Markup:
    return draw("circle", cx=mark.start, cy=mark.y, r=4.5, fill=get_ground("head"), class_="g-head")


def _draw_bar(mark: Mark, left: float) -> Markup:
    """A bar, slim and low where its name stands above it; an end that nothing bounds is the point of an arrow."""
    top, foot = (mark.y + 5, mark.y + 9) if mark.side == "above" else (mark.y - 4, mark.y + 4)
    start, end = max(mark.start, left), min(mark.end, WIDTH - RIGHT)
    corners = [(start, top), (end, top), (end, foot), (start, foot)]
    if mark.is_open_left:
        corners = [(start + 8, top), *corners[1:3], (start + 8, foot), (start, (top + foot) / 2)]
    if mark.is_open_right:
        corners = [corners[0], (end - 8, top), (end, (top + foot) / 2), (end - 8, foot), *corners[3:]]
    points = " ".join(f"{write_number(x)},{write_number(y)}" for x, y in corners)
    return draw("polygon", points=points, fill=get_ground("head"), fill_opacity="0.7", class_="g-head")
