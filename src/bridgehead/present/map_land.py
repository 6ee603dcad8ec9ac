"""The outlines of countries as paths on a map, thinned to what can be seen; neighbours keep the border they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import dist

from bridgehead.present.projection import Frame
from bridgehead.record.places import load_world

#: an outline is never drawn farther than this from where it runs, in pixels
_FINENESS = 0.6

Point = tuple[float, float]
#: a point of the outlines, in tenths of a degree
Corner = tuple[int, int]


@lru_cache(maxsize=8)
def trace_land(frame: Frame, *, is_open: bool) -> Mapping[str, str]:
    """Path data of each country's outline, by code; countries that cannot be seen are left out.

    Args:
        frame: the part of the world looked at. is_open: trace what lies outside it as well.
    """
    paths = {}
    for code, rings in _read_rings().items():
        traced = "".join(_trace(ring, frame, is_open=is_open) for ring in rings)
        if traced:
            paths[code] = traced
    return paths


@cache
def _read_rings() -> Mapping[str, tuple[tuple[Corner, ...], ...]]:
    """The outlines of each country; the last point of a ring leads back to its first."""
    outlines: Mapping[str, Sequence[Sequence[int]]] = load_world()["outlines"]
    return {code: tuple(tuple(_read_ring(steps)) for steps in rings) for code, rings in outlines.items()}


def _read_ring(steps: Sequence[int]) -> Iterator[Corner]:
    east = north = 0
    corners = [(east := east + x, north := north + y) for x, y in zip(steps[::2], steps[1::2], strict=True)]
    yield from corners[:-1] if corners[0] == corners[-1] else corners


@cache
def _find_junctions() -> frozenset[Corner]:
    """Points where more than two lines meet: a border between two such points is the same for both its sides."""
    neighbours: dict[Corner, set[Corner]] = defaultdict(set)
    for ring in (ring for rings in _read_rings().values() for ring in rings):
        for one, other in zip(ring, (*ring[1:], ring[0]), strict=True):
            neighbours[one].add(other)
            neighbours[other].add(one)
    return frozenset(corner for corner, others in neighbours.items() if len(others) > 2)


def _trace(ring: Sequence[Corner], frame: Frame, *, is_open: bool) -> str:
    """One ring as path data; nothing where it lies outside what is drawn or is smaller than a dot."""
    points = [frame.place_outline(east / 10, north / 10) for east, north in ring]
    if not (is_open or frame.shows(points)):
        return ""
    ends = _find_ends(ring, points)
    lines = (
        [points[position % len(points)] for position in range(start, end + 1)]
        for start, end in pairwise((*ends, ends[0] + len(points)))
    )
    kept = [point for line in lines for point in thin(line, _FINENESS)[:-1]]
    return _write_path(kept) if len(kept) > 2 else ""


def _find_ends(ring: Sequence[Corner], points: Sequence[Point]) -> Sequence[int]:
    """Positions at which a ring is cut into lines: its junctions, or else two points far apart."""
    ends = [position for position, corner in enumerate(ring) if corner in _find_junctions()] or [0]
    if len(ends) > 1:
        return ends
    farthest = max(range(len(points)), key=lambda position: dist(points[position], points[ends[0]]))
    return sorted((ends[0], farthest))


def thin(line: Sequence[Point], fineness: float) -> list[Point]:
    """The points of a line without which it would run farther than `fineness` from where it ran; both ends stay.

    Args:
        line: two points or more. fineness: in the units of the points.

    References:
        Douglas & Peucker (1973), Algorithms for the reduction of the number of points required to represent a digitized
        line or its caricature, 10.3138/FM57-6770-U75U-7727.

    >>> thin([(0, 0), (1, 0.1), (2, 0), (3, 5)], 0.5)
    [(0, 0), (2, 0), (3, 5)]
    """
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        away = [_get_distance(point, line[start], line[end]) for point in line[start + 1 : end]]
        if away and max(away) > fineness:
            middle = start + 1 + away.index(max(away))
            kept.add(middle)
            waiting += [(start, middle), (middle, end)]
    return [line[position] for position in sorted(kept)]


def _get_distance(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a straight line between two others."""
    (x, y), (x0, y0), (across, down) = point, start, (end[0] - start[0], end[1] - start[1])
    length = across * across + down * down
    share = min(max(((x - x0) * across + (y - y0) * down) / length, 0.0), 1.0) if length else 0.0
    return dist(point, (x0 + share * across, y0 + share * down))


def _write_path(points: Sequence[Point]) -> str:
    """A closed path in steps from point to point: half as long as written in full."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = ((x - x0, y - y0) for (x0, y0), (x, y) in pairwise(tenths))
    start = f"M{tenths[0][0] / 10:g} {tenths[0][1] / 10:g}l"
    return start + " ".join(f"{east / 10:g} {south / 10:g}" for east, south in steps) + "z"
