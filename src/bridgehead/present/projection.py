"""The Equal Earth projection, and the part of the world a map shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt

from bridgehead.record.places import load_world

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
#: latitudes of the whole map: Antarctica is left out
_SOUTH, _NORTH = -56.0, 84.0
#: a map is never narrower than this share of the world, and keeps this share free on each side
_LEAST_SHARE, _MARGIN = 0.2, 0.22
#: an open map shows this many times the span of its places; the least and the most of the world's width it begins with
_OPEN_ROOM, _OPEN_LEAST, _OPEN_MOST = 1.35, 0.15, 1.05
#: projected units kept free below the southernmost place
_SOUTH_ROOM = 0.35


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Equal Earth: equal areas, round continents, straight parallels.

    Args:
        longitude, latitude: in degrees, longitude relative to the central meridian.

    Returns:
        x to the east and y to the north, on a sphere of radius 1.

    References:
        Šavrič, Patterson & Jenny (2018), The Equal Earth map projection, 10.1080/13658816.2018.1504949.

    >>> [round(value, 6) for value in project(180, 0)]
    [2.70663, 0.0]
    """
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square * square * square
    scale = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * scale)
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle of the projected world, drawn `width` x `height` pixels large.

    Attributes:
        left, top: projected coordinates of the upper left corner. scale: pixels per unit.
    """

    left: float
    top: float
    scale: float
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the Earth lies, in pixels from the upper left corner."""
        centre: float = load_world()["central_meridian"]
        x, y = project((longitude - centre + 180) % 360 - 180, latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def place_outline(self, longitude: float, latitude: float) -> tuple[float, float]:
        """As `place`, for outlines, whose longitudes run within half a turn of the central meridian already."""
        x, y = project(longitude - load_world()["central_meridian"], latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def shows(self, points: Iterable[tuple[float, float]]) -> bool:
        """Whether the bounding box of points, in pixels, touches the frame."""
        xs, ys = zip(*points, strict=True)
        return bool(min(xs) <= self.width and max(xs) >= 0 and min(ys) <= self.height and max(ys) >= 0)


def build_frame(places: Iterable[tuple[float, float]], *, width: float) -> Frame:
    """The part of the world around places, with room about them; the whole world where they lie far apart.

    Args:
        places: (latitude, longitude) in degrees. width: of the drawing, in pixels.
    """
    east, north, south = project(180, 0)[0], project(0, _NORTH)[1], project(0, _SOUTH)[1]
    whole = Frame(
        left=-east, top=north, scale=width / (2 * east), width=width, height=width * (north - south) / (2 * east)
    )
    unit = Frame(left=0, top=0, scale=1, width=1, height=1)
    points = [unit.place(longitude, latitude) for latitude, longitude in places]
    if not points:
        return whole
    xs, ys = [x for x, _ in points], [-y for _, y in points]
    aspect = whole.height / width
    span = max((max(xs) - min(xs)), (max(ys) - min(ys)) / aspect) * (1 + 2 * _MARGIN)
    span = max(span, 2 * east * _LEAST_SHARE)
    if span > 1.6 * east:
        # the far south is left out where nothing spoken of lies there
        lowest = max(south, min(ys) - _SOUTH_ROOM)
        return replace(whole, height=whole.scale * (north - lowest))
    left = (max(xs) + min(xs) - span) / 2
    top = (max(ys) + min(ys) + span * aspect) / 2
    left, top = min(max(left, -east), east - span), max(min(top, north), south + span * aspect)
    return Frame(left=left, top=top, scale=width / span, width=width, height=whole.height)


def build_open_frame(places: Iterable[tuple[float, float]], *, width: float, height: float) -> Frame:
    """The part of the world around places at which an open map begins, on a sheet of a given size.

    Args:
        places: (latitude, longitude) in degrees, one or more. width, height: of the drawing, in pixels.
    """
    unit = Frame(left=0, top=0, scale=1, width=1, height=1)
    left, top, wide, high = find_world(unit)
    points = [unit.place(longitude, latitude) for latitude, longitude in places]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    span = _OPEN_ROOM * max(max(xs) - min(xs), (max(ys) - min(ys)) * width / height)
    span = min(max(span, _OPEN_LEAST * wide), _OPEN_MOST * wide)
    x = _keep_within((max(xs) + min(xs)) / 2, left, wide, span)
    y = _keep_within((max(ys) + min(ys)) / 2, top, high, span * height / width)
    return Frame(left=x - span / 2, top=span * height / width / 2 - y, scale=width / span, width=width, height=height)


def _keep_within(middle: float, start: float, length: float, view: float) -> float:
    """The middle of a view of some length, held so that it shows as much as it can of what begins at `start`."""
    room = min(view, length) / 2
    return min(max(middle, start + room), start + length - room)


def find_world(frame: Frame) -> tuple[float, float, float, float]:
    """Where the whole world but Antarctica lies, seen from a frame: left, top, width, height in its pixels."""
    east, north, south = project(180, 0)[0], project(0, _NORTH)[1], project(0, _SOUTH)[1]
    left, top = (-east - frame.left) * frame.scale, (frame.top - north) * frame.scale
    return left, top, 2 * east * frame.scale, (north - south) * frame.scale
