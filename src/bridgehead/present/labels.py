"""Names beside points, none touching another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len

#: of a name set in 13 pixels: width of one cell, height of the line, distance from its point
_CELL, _LINE, _GAP = 7.4, 15.0, 8.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name with its place: `x` and `y` of the baseline's anchor ("start", "middle" or "end"), in pixels."""

    text: str
    x: float
    y: float
    anchor: str


def place_labels(
    points: Iterable[tuple[str, str, tuple[float, float]]], width: float, height: float
) -> Iterator[tuple[str, Label]]:
    """Key and label of each point that has room for one beside, above or below it; the first come first.

    Args:
        points: (key, name, (x, y)), the most important first. width, height: of the drawing, in pixels.
    """
    kept = list(points)
    taken: list[Box] = [(x - 4, y - 4, x + 4, y + 4) for _, _, (x, y) in kept]
    for key, text, (x, y) in kept:
        for label, box in _find_places(text, x, y):
            is_inside = box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height
            if is_inside and not any(_touch(box, other) for other in taken):
                taken.append(box)
                yield key, label
                break


def _find_places(text: str, x: float, y: float) -> Iterator[tuple[Label, Box]]:
    """Right, left, above, below; then the corners."""
    wide = cell_len(text) * _CELL
    for anchor, dx, dy in (
        ("start", _GAP, 4.5),
        ("end", -_GAP, 4.5),
        ("middle", 0, -_GAP),
        ("middle", 0, _GAP + 10),
        ("start", _GAP, -5),
        ("start", _GAP, 15),
        ("end", -_GAP, -5),
        ("end", -_GAP, 15),
    ):
        left = x + dx - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        base = y + dy
        yield Label(text=text, x=x + dx, y=base, anchor=anchor), (left, base - _LINE + 4, left + wide, base + 4)


def _touch(left: Box, right: Box) -> bool:
    return left[0] < right[2] and right[0] < left[2] and left[1] < right[3] and right[1] < left[3]
