"""Where countries lie."""

import csv
import gzip
from statistics import median

import pycountry
import pytest

from bridgehead.record.markets import find_markets
from bridgehead.record.places import coordinates, distance_km, load_world


def test_every_country_but_antarctica_has_a_point():
    """Small ones and territories too."""
    without = [code for code in find_markets() if coordinates(code) is None]

    assert ["AQ"] == without


def test_points_lie_on_the_earth():
    """Latitude first, both in degrees."""
    for latitude, longitude in load_world()["points"].values():
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180


@pytest.mark.parametrize(
    ("expected", "left", "right", "tolerance"),
    [(1200, "SE", "DE", 200), (17700, "ES", "NZ", 2500), (500, "PT", "ES", 200), (0, "SE", "SE", 1e-9)],
)
def test_distances_are_those_of_an_atlas(expected, left, right, tolerance):
    """Label points are no capitals: good within some hundred kilometres, and far away within a tenth or so."""
    assert pytest.approx(expected, abs=tolerance) == distance_km(left, right)
    assert distance_km(left, right) == pytest.approx(distance_km(right, left))


def test_half_the_earth_is_the_farthest_two_places_can_lie_apart():
    """Pole to pole by the same formula, from the radius alone."""
    assert max(distance_km("ES", code) for code in load_world()["points"]) < 20016


def test_a_region_has_no_place():
    """It is never spread over its countries."""
    assert coordinates("150") is None
    assert distance_km("SE", "150") is None
    assert distance_km("150", "SE") is None


def test_outlines_stay_within_half_a_turn_of_the_middle_of_the_map():
    """Otherwise a country would be torn across it."""
    middle = load_world()["central_meridian"]
    for rings in load_world()["outlines"].values():
        for ring in rings:
            longitude = 0
            for east in ring[::2]:
                longitude += east
                assert abs(longitude / 10 - middle) <= 180


def test_mayer_zignago_2011_distances_agree_within_a_few_per_cent(shared):
    """Against CEPII GeoDist, between the most populous cities: half of all pairs differ by 3 % at most."""
    codes = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    with gzip.open(shared / "data/countries/cepii_geodist_pairs.csv.gz", "rt", encoding="utf-8") as file:
        published = [
            (codes[row["iso_o"]], codes[row["iso_d"]], float(row["dist"]))
            for row in csv.DictReader(file)
            if row["iso_o"] < row["iso_d"] and {row["iso_o"], row["iso_d"]} <= set(codes)
        ]

    deviations = [abs(ours / km - 1) for left, right, km in published if (ours := distance_km(left, right)) is not None]

    assert len(deviations) > 20_000
    assert median(deviations) < 0.03
