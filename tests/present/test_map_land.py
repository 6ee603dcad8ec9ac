"""Outlines of countries on a map."""

import re
from itertools import pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.present.map_land import thin, trace_land
from bridgehead.present.projection import build_frame, build_open_frame, find_world

WORLD = build_frame([], width=960)
EUROPE = build_frame([(62.8, 16.7), (51.1, 10.4)], width=960)
COORDINATE = st.integers(-50, 50)


def read_corners(path):
    """Every corner of a path as it is drawn, in tenths of a pixel."""
    corners = set()
    for start, steps in re.findall(r"M([-\d. ]+)l([-\d. ]+)z", path):
        x, y = (round(float(number) * 10) for number in start.split())
        numbers = [round(float(number) * 10) for number in steps.split()]
        corners.add((x, y))
        for east, south in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + east, y + south
            corners.add((x, y))
    return corners


@given(line=st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=30), fineness=st.floats(0.1, 20))
def test_a_thinned_line_keeps_its_ends_and_runs_near_where_it_ran(line, fineness):
    """No point that was left out lies farther away than allowed; thinned backwards it is the same line."""
    kept = thin(line, fineness)

    assert (line[0], line[-1]) == (kept[0], kept[-1])
    assert set(kept) <= set(line)
    assert all(min(_measure(point, one, other) for one, other in pairwise(kept)) <= fineness + 1e-9 for point in line)


def test_a_finer_line_keeps_more_points():
    """What stands out by less than asked for is left out."""
    line = [(0, 0), (1, 0.4), (2, 0), (3, 2), (4, 0)]

    assert line == thin(line, 0.1)
    assert [(0, 0), (2, 0), (3, 2), (4, 0)] == thin(line, 0.5)


def test_neighbours_are_drawn_with_the_same_border():
    """However thin the outlines are, most of a long border's corners are corners of both countries."""
    traced = trace_land(WORLD, is_open=True)

    norway, sweden, france, brazil = (read_corners(traced[code]) for code in ("NO", "SE", "FR", "BR"))
    assert len(norway & sweden) >= 5
    assert not france & brazil


def test_what_lies_outside_a_closed_map_is_not_traced():
    """An open one shows the whole world to whoever moves about."""
    closed, open_ = trace_land(EUROPE, is_open=False), trace_land(EUROPE, is_open=True)

    assert {"SE", "DE"} <= set(closed)
    assert "AU" not in closed
    assert "AU" in open_


def test_a_map_seen_nearer_has_more_corners():
    """A line is thinned to what can be seen at its size."""
    far, near = (read_corners(trace_land(frame, is_open=True)["NO"]) for frame in (WORLD, EUROPE))

    assert len(far) < len(near)


@pytest.mark.parametrize(
    "places",
    [
        [(62.8, 16.7)],
        [(62.8, 16.7), (51.1, 10.4)],
        [(62.8, 16.7), (39.5, -99.1), (-44.0, 170.5)],
        [(-54.4, 3.4), (83.0, -40.0)],
    ],
)
def test_an_open_map_begins_with_all_places_in_sight_and_no_more_of_nothing_than_it_must(places):
    """Within the world, as wide as the places need, never nearer than coasts can be told."""
    frame = build_open_frame(places, width=1040, height=452)

    left, _, wide, _ = find_world(frame)
    points = [frame.place(longitude, latitude) for latitude, longitude in places]
    assert all(0 <= x <= 1040 and -1 <= y <= 453 for x, y in points)
    assert wide >= 1040 / 1.05 - 1
    assert wide <= 1040 / 0.15 + 1
    assert left <= 0.03 * wide


def _measure(point, start, end):
    """Distance of a point from the line between two others, along it in a hundred steps."""
    steps = [index / 100 for index in range(101)]
    spots = [tuple(a + share * (b - a) for a, b in zip(start, end, strict=True)) for share in steps]
    return min(dist(point, spot) for spot in spots) - dist(start, end) / 100
