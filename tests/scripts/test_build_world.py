"""The script that derives the outlines of the world map."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise

import pytest


@pytest.fixture(scope="module")
def build_world(request):
    """The script as a module."""
    path = request.config.rootpath / "tools" / "build_world.py"
    spec = spec_from_file_location("build_world", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def square(left, bottom, right, top):
    """A closed ring."""
    return [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]


def write_topology(path, *countries):
    """A TopoJSON file of squares, in degrees: (ISO number, three letters, square)."""
    arcs, geometries = [], []
    for number, letters, ring in countries:
        steps = [ring[0], *((x - x0, y - y0) for (x0, y0), (x, y) in pairwise(ring))]
        geometries.append({"type": "Polygon", "id": number, "properties": {"a3": letters}, "arcs": [[len(arcs)]]})
        arcs.append(steps)
    transform = {"scale": [1, 1], "translate": [0, 0]}
    path.write_text(
        json.dumps({"transform": transform, "arcs": arcs, "objects": {"countries": {"geometries": geometries}}})
    )


def test_countries_get_outlines_and_label_points(build_world, tmp_path):
    """A small country has only a point, Antarctica nothing, and what has no code stands with the country it is in."""
    coarse = [("752", "SWE", square(10, 55, 20, 65)), ("010", "ATA", square(0, -80, 10, -70))]
    coarse += [("-1", "CYN", square(33, 35, 34, 36)), ("-9", "XXX", square(1, 1, 2, 2))]
    write_topology(tmp_path / "110m.json", *coarse)
    write_topology(tmp_path / "50m.json", *coarse, ("702", "SGP", square(103, 1, 104, 2)))

    world = build_world.build_world(tmp_path)

    assert ["CY", "SE"] == list(world["outlines"])
    assert [[100, 550, 100, 0, 0, 100, -100, 0, 0, -100]] == world["outlines"]["SE"]
    assert {"SE": (60.0, 15.0), "SG": (1.5, 103.5)}.items() <= world["points"].items()
    assert "AQ" not in world["points"]
    assert "GI" in world["points"]


def test_a_country_across_the_edge_of_the_map_is_cut_in_two(build_world):
    """Each piece lies on its own side; none runs across the whole map."""
    edge = build_world.CENTRAL_MERIDIAN - 180

    pieces = list(build_world.cut(square(edge - 10, 60, edge + 10, 70)))

    assert {(edge, edge + 10), (edge + 350, edge + 360)} == {
        (min(x for x, _ in piece), max(x for x, _ in piece)) for piece in pieces
    }


def test_the_label_point_of_a_crescent_lies_within_it(build_world):
    """Its centroid does not."""
    crescent = [(0, 0), (30, 0), (30, 30), (0, 30), (0, 25), (25, 25), (25, 5), (0, 5)]

    point = build_world.find_label_point([crescent])

    assert build_world.is_within(point, crescent)
    assert not build_world.is_within(build_world.area_and_centroid(crescent)[1], crescent)


def test_french_guiana_is_told_from_france(build_world, tmp_path):
    """By where it lies."""
    for name in ("110m.json", "50m.json"):
        write_topology(tmp_path / name, ("250", "FRA", square(-1, 43, 7, 50)), ("250", "FRA", square(-54, 3, -52, 5)))

    world = build_world.build_world(tmp_path)

    assert {"FR", "GF"} == set(world["outlines"])
    assert (4.0, -53.0) == world["points"]["GF"]


def test_an_arc_walked_backwards_closes_the_ring(build_world):
    """TopoJSON marks it by a negative index."""
    arcs = [[(0, 0), (1, 0), (1, 1)], [(0, 0), (0, 1), (1, 1)]]

    assert [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)] == build_world.join_arcs([0, -2], arcs)
