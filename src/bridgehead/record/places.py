"""Where countries lie: a label point each, and the great-circle distance between two of them.

The points come from `parameters/world.json`, which `tools/build_world.py` derives from Natural Earth (public domain).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Any

#: mean radius of the Earth, IUGG
EARTH_RADIUS_KM = 6371.0088


@cache
def load_world() -> Mapping[str, Any]:
    """Outlines and label points of the countries, as the file holds them."""
    text = (files("bridgehead") / "parameters" / "world.json").read_text(encoding="utf-8")
    world: Mapping[str, Any] = json.loads(text)
    return world


def coordinates(code: str) -> tuple[float, float] | None:
    """Latitude and longitude of a country's label point, in degrees; None where the code is no country we have.

    The label point is the centroid of the country's largest piece of land, or a point well inside it where the centroid
    lies outside.

    Args:
        code: ISO 3166-1 alpha-2; regions have no point.

    >>> coordinates("SE"), coordinates("150")
    ((62.8, 16.7), None)
    """
    point = load_world()["points"].get(code)
    return (point[0], point[1]) if point else None


def distance_km(left: str, right: str) -> float | None:
    """Great-circle distance between the label points of two countries, in kilometres; None where either has no point.

    Label points, not capitals or where people live: good for ordering markets, within some hundred kilometres. The
    haversine formula on a sphere of the Earth's mean radius (`EARTH_RADIUS_KM`).

    >>> round(distance_km("SE", "US"), -2)
    7300.0
    """
    here, there = coordinates(left), coordinates(right)
    if here is None or there is None:
        return None
    (latitude, longitude), (other_latitude, other_longitude) = here, there
    north, east = radians(other_latitude - latitude) / 2, radians(other_longitude - longitude) / 2
    chord = sin(north) ** 2 + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(east) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))
