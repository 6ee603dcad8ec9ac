"""New ties, and that no lesson knows what came later."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from bridgehead.registry.arrays import Registry
from bridgehead.registry.candidates import list_candidates
from bridgehead.registry.features import Describer
from bridgehead.registry.gathering import Participation, build_registry
from bridgehead.registry.lessons import find_new_ties, is_among
from bridgehead.registry.models import find_fingerprint
from bridgehead.registry.past import look_back
from bridgehead.registry.projecting import before, select_events
from bridgehead.registry.ranking import learn
from madeupregistry import DAY, draw_registry


def join(event, actors, begin):
    return [Participation(event=event, actor=actor, begin=begin) for actor in actors]


def test_new_ties_are_those_of_the_window_between_organisations_known_before():
    """Not the repeated one, not one with a newcomer, not one of too late, not one of too many participants."""
    day = date(2016, 1, 1)
    rows = [
        *join("1", "ab", date(2015, 1, 1)),
        *join("2", "cdefg", date(2015, 1, 1)),
        *join("again", "ab", day),
        *join("new", "ac", day),
        *join("newcomer", "az", day),
        *join("late", "ad", date(2017, 1, 1)),
        *join("undated", "ae", None),
        *join("fair", "abcdefg", day),
    ]
    registry = build_registry(rows, largest=6)
    ptr, other = find_new_ties(registry, look_back(registry, day), date(2017, 1, 1))
    ids = registry.organisations.ids

    assert [("a", "c"), ("c", "a")] == [
        (ids[one], ids[found]) for one in range(len(ids)) for found in other[ptr[one] : ptr[one + 1]]
    ]


def test_without_new_ties_nothing_is_among_them():
    """An empty list holds no pair."""
    none = np.zeros(4, np.int64), np.zeros(0, np.int32)

    assert [False] == is_among(none, np.array([1], np.int32), np.array([2], np.int32)).tolist()


@pytest.fixture(scope="module")
def whole() -> Registry:
    """Four years of a made-up registry."""
    return draw_registry(planted=True)


def shuffle_future(registry, day):
    """The same past with another future: participants of later events drawn anew, their fields cut off."""
    generator = np.random.default_rng(7)
    is_later = registry.events.begin >= (day - date(1970, 1, 1)).days
    actor = registry.event_actor.copy()
    for event in np.flatnonzero(is_later):
        place = slice(registry.event_ptr[event], registry.event_ptr[event + 1])
        actor[place] = np.sort(generator.choice(registry.n_organisations, 3, replace=False))
    return replace(registry, event_actor=actor)


def test_features_are_the_same_whatever_follows(whole):
    """Described from the whole registry, from its past alone, and with another future: bit for bit the same."""
    described = []
    for registry in (whole, before(whole, DAY), shuffle_future(whole, DAY)):
        past = look_back(registry, DAY)
        listed = list_candidates(past, past.known[:60])
        described.append((listed.who, Describer(past).describe(listed)))
    for who, features in described[1:]:
        np.testing.assert_array_equal(described[0][0], who)
        for name, values in features.items():
            np.testing.assert_array_equal(described[0][1][name], values, err_msg=name)


def test_what_is_learned_is_the_same_whatever_follows(whole):
    """The ranking of a day does not depend on anything that begins on it or later."""
    one, other = (learn(registry, DAY, threads=1) for registry in (whole, shuffle_future(whole, DAY)))

    assert one.sets == other.sets
    assert one.past == other.past
    for mine, others in zip(one.steps, other.steps, strict=True):
        np.testing.assert_array_equal(mine, others)


def test_whether_a_firm_is_small_is_never_looked_at(whole):
    """Later rows teach it: turned round, it changes nothing."""
    turned = replace(whole, organisations=replace(whole.organisations, sme=1 - whole.organisations.sme))

    assert learn(whole, DAY, threads=1).sets == learn(turned, DAY, threads=1).sets


def test_candidates_do_not_depend_on_the_number_of_threads(whole):
    """One thread or three: the same lists and the same numbers."""
    past = look_back(whole, DAY)
    one, three = (list_candidates(past, past.known, threads=threads) for threads in (1, 3))

    np.testing.assert_array_equal(one.who, three.who)
    np.testing.assert_array_equal(one.sums, three.sums)
    np.testing.assert_array_equal(one.further, three.further)


def test_too_little_past_teaches_nothing(whole):
    """In the first weeks no ranking is learned, and none is made up."""
    assert learn(whole, date(2014, 2, 1)) is None


def test_a_fingerprint_tells_pasts_apart(whole):
    """One event fewer is another past; the same past has the same one, whatever follows."""
    past = before(whole, DAY)
    kept = np.ones(past.n_events, dtype=bool)
    kept[0] = False

    assert find_fingerprint(past) == find_fingerprint(before(shuffle_future(whole, DAY), DAY))
    assert find_fingerprint(past) != find_fingerprint(select_events(past, kept))
    assert find_fingerprint(past) != find_fingerprint(before(whole, DAY + timedelta(days=30)))
