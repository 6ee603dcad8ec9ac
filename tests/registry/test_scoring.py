"""The plain rankings, on a registry small enough to reckon by hand."""

from datetime import date

import pytest

from bridgehead.registry.gathering import Participation, build_registry
from bridgehead.registry.past import look_back
from bridgehead.registry.scoring import BASELINES

DAY = date(2016, 1, 1)
MARKETS = {"a": "SE", "b": "SE", "c": "FI", "d": "PT", "e": "SE", "f": "", "g": "FI"}
EVENTS = {"1": "ab", "2": "bc", "3": "cd", "4": "ce", "5": "bd", "6": "cg", "7": "f"}


@pytest.fixture
def past():
    rows = [
        Participation(event=event, actor=actor, market=MARKETS[actor], begin=date(2015, 1, 1))
        for event, actors in EVENTS.items()
        for actor in actors
    ]
    return look_back(build_registry(rows), DAY)


def rank(past, name, actor, most=6):
    ids = past.registry.organisations.ids
    asked = past.known[[ids[one] == actor for one in past.known]]
    return [ids[found] if found >= 0 else "" for found in BASELINES[name](past, asked, most)[0]]


@pytest.mark.parametrize("name", BASELINES)
def test_everybody_else_is_ranked_once(past, name):
    """Neither the one asked nor its partners, and nobody twice; the rest of the row is empty."""
    assert ["c", "d", "e", "f", "g"] == sorted(rank(past, name, "a"))[1:]
    assert "" == rank(past, name, "a")[5]


@pytest.mark.parametrize("name", ["common_partners", "adamic_adar", "weighted_adamic_adar", "random_walk"])
def test_partners_of_partners_come_first(past, name):
    """The one partner of a leads to c and d; the rest is filled by activity."""
    assert {"c", "d"} == set(rank(past, name, "a")[:2])


def test_two_partners_in_common_beat_one(past):
    """d and c share b, and so on: for e, asked, b and d and g share c, and b is more active."""
    assert "b" == rank(past, "common_partners", "e")[0]


def test_popularity_is_the_number_of_partners(past):
    """c has four."""
    assert ["c", "d"] == rank(past, "popularity", "a")[:2]


def test_home_comes_first_and_then_the_others(past):
    """e is at home in Sweden; then the popular ones."""
    assert ["e", "c", "d"] == rank(past, "home_popularity", "a")[:3]


def test_the_nearest_come_first_and_those_of_no_market_last(past):
    """Sweden, Finland, Portugal, unknown."""
    assert ["e", "c", "g", "d", "f"] == rank(past, "distance", "a", most=5)


def test_from_an_unknown_market_popularity_alone_orders(past):
    """No distance is known to anybody."""
    assert rank(past, "popularity", "f") == rank(past, "distance", "f")
