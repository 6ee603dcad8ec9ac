"""What was known before a day."""

from datetime import date

import numpy as np
import pytest

from bridgehead.registry.gathering import Participation, build_registry
from bridgehead.registry.past import look_back
from bridgehead.registry.projecting import share_strength

DAY = date(2016, 1, 1)


def join(event, actors, begin, **rest):
    return [Participation(event=event, actor=actor, begin=begin, **rest) for actor in actors]


@pytest.fixture
def registry():
    """Two events before the day, one a half-life old; one undated, one later, and one alone."""
    rows = [
        *join("old", "ab", date(2015, 1, 1)),
        *join("new", "abc", DAY.replace(year=2015, month=12, day=31)),
        *join("alone", "c", date(2015, 6, 1)),
        *join("undated", "ad", None),
        *join("later", "ae", DAY),
    ]
    return build_registry(rows, fields={"old": ["health"], "new": ["health", "industry"], "later": ["energy"]})


def test_what_begins_on_the_day_or_is_not_dated_is_not_known(registry):
    """The later partner and the undated one are no partners yet, and not even known."""
    past = look_back(registry, DAY)
    ids = past.registry.organisations.ids

    assert ["a", "b", "c"] == [ids[actor] for actor in past.known]
    assert [2, 2, 2, 0, 0] == past.degree.tolist()
    assert 1 == past.registry.undated
    assert not past.met_in_field[:, past.registry.events.fields.index("energy")].any()


def test_recent_events_count_more(registry):
    """An event a half-life ago counts half of one of the day; strengths are Newman's."""
    past = look_back(registry, DAY)
    ties = past.registry.ties
    arc = ties.ptr[0] + ties.other[ties.ptr[0] : ties.ptr[1]].tolist().index(1)
    days_old, days_new = 365, 1

    assert 0.5 * 2 ** (-days_new / 365) + 2 ** (-days_old / 365) == pytest.approx(past.recent[arc])
    assert share_strength(np.array([2, 3])).sum() == pytest.approx(ties.strength[arc])


def test_activity_is_those_met_by_how_long_ago(registry):
    """Nobody is met alone, and the fresh event counts nearly in full."""
    past = look_back(registry, DAY)

    assert 2 * 2 ** (-1 / 365) == pytest.approx(past.met[2])
    assert past.met[0] == pytest.approx(past.met[2] + 0.5)


def test_new_partners_of_the_last_year_are_counted_once(registry):
    """c is new to a and b, e to a; that a and b met again in December makes their old tie no new one."""
    past = look_back(registry, DAY.replace(day=2))

    assert [2, 1, 2, 0, 1] == past.new_partners_last_year.tolist()


def test_profiles_are_of_length_one_or_nothing(registry):
    """Who took part in nothing, or alone only, is in no field."""
    found = np.linalg.norm(look_back(registry, DAY).profile, axis=1)

    np.testing.assert_allclose([1, 1, 1, 0, 0], found)


def test_an_event_ages_ago_still_counts_something():
    """A tie of a century ago is old and still a tie: nothing is divided by nothing."""
    registry = build_registry(join("first", "ab", date(1900, 1, 1)))

    assert (look_back(registry, DAY).recent > 0).all()


def test_events_of_too_many_tie_nobody():
    """They count as having been met there, and make no tie."""
    registry = build_registry(join("fair", "abcd", date(2015, 1, 1)), largest=3)
    past = look_back(registry, DAY)

    assert 0 == len(past.recent)
    assert past.met.all()
