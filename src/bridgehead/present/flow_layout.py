"""Where the ends of flows stand, and the curves between them: two in a row, more on an ellipse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin

from bridgehead.present.flow import Arc, Flows
from bridgehead.present.wrapping import wrap

#: pixels: width of a box, height of a line of words in it, free space round the drawing, height of a loop
BOX, LINE, MARGIN, LOOP = 150.0, 16.0, 12.0, 66.0
_CELLS = 19
#: how far a curve bows to its left, as a share of its length, so that a flow and its answer stay apart; and where on it
#: its figure stands
_BOW, _LABEL = 0.16, 0.36
#: how far a curve is drawn towards the middle, from so many boxes on, so that it passes none on its way
_PULL, _PULLED_FROM = 0.3, 5
#: the widest and the narrowest line, in pixels
_WIDEST, _NARROWEST = 10.0, 1.5
#: points looked at along a curve to find where it leaves a box
_FINENESS = 200

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBox:
    """An end of flows: its words, its middle and its height in pixels."""

    lines: tuple[str, ...]
    x: float
    y: float
    height: float

    def holds(self, point: Point, space: float) -> bool:
        """Whether a point lies in it, or nearer to it than some space."""
        return abs(point[0] - self.x) < BOX / 2 + space and abs(point[1] - self.y) < self.height / 2 + space


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A drawn flow: a cubic curve and its head.

    Attributes:
        points: start, two that bend it, end. width: of the line. head: corners of the arrow's head.
        label: where its figure stands.
    """

    points: tuple[Point, Point, Point, Point]
    width: float
    head: tuple[Point, Point, Point]
    label: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLayout:
    """Placed boxes by name, a curve per flow, and the size of the drawing in pixels."""

    boxes: dict[str, FlowBox]
    curves: tuple[tuple[Arc, Curve], ...]
    width: float
    height: float


def lay_out_flows(flows: Flows) -> FlowLayout:
    """Place the ends of flows and trace every flow, a flow to itself as a loop."""
    lines = {node: wrap(node, _CELLS) for node in flows.nodes}
    tallest = max(len(each) for each in lines.values()) * LINE + 14
    looped = {arc.sender for arc in flows.arcs if arc.sender == arc.receiver}
    across, down = _find_radii(len(flows.nodes))
    turns = dict(zip(flows.nodes, _find_turns(len(flows.nodes)), strict=True))
    beside = LOOP if any(not _is_upright(turns[node]) for node in looped) else 0.0
    above = LOOP if any(_is_upright(turns[node]) for node in looped) else 0.0
    width, height = 2 * (across + MARGIN + beside) + BOX, 2 * (down + MARGIN + above) + tallest
    middle = (width / 2, height / 2)
    boxes = {
        node: FlowBox(
            lines=lines[node],
            x=middle[0] + across * cos(turn),
            y=middle[1] + (down * sin(turn) if len(turns) > 2 else 0.0),
            height=len(lines[node]) * LINE + 14,
        )
        for node, turn in turns.items()
    }
    most = max(arc.count for arc in flows.arcs)
    curves = tuple((arc, _trace(arc, boxes, turns, most, middle)) for arc in flows.arcs)
    return FlowLayout(boxes=boxes, curves=curves, width=width, height=height)


def _find_radii(count: int) -> Point:
    """Half the distances between the outermost boxes, across and down."""
    if count < 3:
        return (count - 1) * 170.0, 30.0
    return 170.0 + 22 * count, 70.0 + 20 * count


def _find_turns(count: int) -> Iterator[float]:
    """Where each box stands, as an angle: from left to right in a row of two, else clockwise from the top."""
    for index in range(count):
        yield pi + index * pi if count == 2 else 2 * pi * index / count - pi / 2


def _is_upright(turn: float) -> bool:
    """Whether a box stands so near the top or the bottom that a loop leaves it upwards or downwards."""
    return abs(cos(turn)) < 0.4


def _trace(arc: Arc, boxes: dict[str, FlowBox], turns: dict[str, float], most: float, middle: Point) -> Curve:
    width = _NARROWEST + (_WIDEST - _NARROWEST) * arc.count / most
    if arc.sender == arc.receiver:
        return _trace_loop(boxes[arc.sender], turns[arc.sender], width)
    pull = middle if len(boxes) >= _PULLED_FROM else None
    return _trace_between(boxes[arc.sender], boxes[arc.receiver], width, pull)


def _trace_loop(box: FlowBox, turn: float, width: float) -> Curve:
    """Out of the side of a box that looks away from the others, and back into it."""
    if _is_upright(turn):
        away = 1.0 if sin(turn) > 0 else -1.0
        edge = box.y + away * (box.height / 2 + 2)
        far = edge + away * LOOP * 1.2
        bends = ((box.x - 50, far), (box.x + 50, far))
        return _finish(((box.x - 22, edge), *bends, (box.x + 22, edge)), width, label=(box.x, edge + away * LOOP * 0.9))
    away = 1.0 if cos(turn) > 0 else -1.0
    edge = box.x + away * (BOX / 2 + 2)
    far = edge + away * LOOP * 1.2
    bends = ((far, box.y - 44), (far, box.y + 44))
    return _finish(((edge, box.y - 10), *bends, (edge, box.y + 10)), width, label=(edge + away * LOOP * 0.9, box.y))


def _trace_between(sender: FlowBox, receiver: FlowBox, width: float, middle: Point | None) -> Curve:
    """From the rim of one box to the rim of another, bowed to its left, and drawn to a middle if there is one."""
    ax, ay, bx, by = sender.x, sender.y, receiver.x, receiver.y
    half = ((ax + bx) / 2, (ay + by) / 2)
    x, y = _mix(half, middle, _PULL) if middle else half
    bend = (x + (by - ay) * _BOW, y - (bx - ax) * _BOW)
    whole = _raise((ax, ay), bend, (bx, by))
    steps = [index / _FINENESS for index in range(_FINENESS + 1)]
    outside = [
        step for step in steps if not sender.holds(_at(whole, step), 2.0) and not receiver.holds(_at(whole, step), 3.0)
    ]
    first, last = (outside[0], outside[-1]) if outside else (0.0, 1.0)
    return _finish(_cut(whole, first, last), width, label=_at(whole, first + (last - first) * _LABEL))


def _raise(start: Point, bend: Point, end: Point) -> tuple[Point, Point, Point, Point]:
    """A curve with one bend as one with two."""
    return start, _mix(start, bend, 2 / 3), _mix(end, bend, 2 / 3), end


def _mix(left: Point, right: Point, share: float) -> Point:
    return left[0] + (right[0] - left[0]) * share, left[1] + (right[1] - left[1]) * share


def _at(points: Sequence[Point], share: float) -> Point:
    """A point of a curve, 0 at its start and 1 at its end."""
    while len(points) > 1:
        points = [_mix(left, right, share) for left, right in pairwise(points)]
    return points[0]


def _cut(points: Sequence[Point], first: float, last: float) -> tuple[Point, Point, Point, Point]:
    """The part of a cubic curve between two shares of it."""
    a, b, c, d = points

    def blossom(r: float, s: float, t: float) -> Point:
        """The curve's polar form: the point where the three shares agree, and its bends elsewhere."""
        one, two, three = _mix(a, b, r), _mix(b, c, r), _mix(c, d, r)
        return _mix(_mix(one, two, s), _mix(two, three, s), t)

    return (
        blossom(first, first, first), blossom(first, first, last), blossom(first, last, last),
        blossom(last, last, last),
    )  # fmt: skip


def _finish(points: tuple[Point, Point, Point, Point], width: float, *, label: Point) -> Curve:
    """A curve that ends at the foot of its head, and the head."""
    (bx, by), (ex, ey) = points[2], points[3]
    size = hypot(ex - bx, ey - by) or 1.0
    dx, dy = (ex - bx) / size, (ey - by) / size
    length, half = 7 + width * 0.9, 4 + width * 0.7
    foot = (ex - dx * length, ey - dy * length)
    head = ((ex, ey), (foot[0] - dy * half, foot[1] + dx * half), (foot[0] + dy * half, foot[1] - dx * half))
    shifted = (points[2][0] - dx * length, points[2][1] - dy * length)
    return Curve(points=(points[0], points[1], shifted, foot), width=width, head=head, label=label)
