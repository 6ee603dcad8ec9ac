"""What is told of pairs, on a registry small enough to reckon by hand."""

from datetime import date

import numpy as np
import pytest

from bridgehead.record.parameters import get_parameter
from bridgehead.registry.candidates import list_candidates
from bridgehead.registry.features import CATEGORIES, Describer
from bridgehead.registry.gathering import Participation, build_registry
from bridgehead.registry.past import look_back
from bridgehead.registry.tastes import find_tastes

DAY = date(2016, 1, 1)
KINDS = {"a": "PRC", "b": "HES", "c": "PRC", "d": "PRC", "e": ""}
MARKETS = {"a": "SE", "b": "FI", "c": "SE", "d": "SE", "e": ""}


def build(events):
    rows = [
        Participation(event=str(number), actor=actor, kind=KINDS[actor], market=MARKETS[actor], begin=begin)
        for number, (actors, begin) in enumerate(events)
        for actor in actors
    ]
    return build_registry(rows)


@pytest.fixture
def past():
    """b is tied to a and to c twice and to d long ago; e, of whom nothing is known, to d."""
    day = date(2015, 12, 1)
    return look_back(build([("ab", day), ("bc", day), ("bc", day), ("bd", date(2014, 1, 1)), ("de", day)]), DAY)


def describe(past, actor):
    """Every feature of the pairs of one organisation, by name and by who is listed."""
    ids = past.registry.organisations.ids
    listed = list_candidates(past, np.array([ids.find(actor)], dtype=np.int32))
    return [ids[who] for who in listed.who], Describer(past).describe(listed)


def test_amounts_are_relative_to_the_best_of_the_list(past):
    """For a, c leads to nobody's surprise: two fresh joint events with b against one of long ago."""
    who, features = describe(past, "a")
    best = {name: who[int(np.argmax(features[name]))] for name in ("recent_of_best", "both_recent_of_best")}

    assert ["c", "d", "e"] == who
    assert {"recent_of_best": "c", "both_recent_of_best": "c"} == best
    assert [1, 1, 0] == features["common_of_best"].tolist()


def test_places_are_those_of_the_list(past):
    """First, second, third, as logarithms of so many before."""
    _, features = describe(past, "a")

    np.testing.assert_allclose(np.log1p([0, 1, 2]), features["place_by_recent"], rtol=1e-6)
    # c and d share b with a: of equal ones the first listed comes first
    np.testing.assert_allclose(np.log1p([0, 1, 2]), features["place_by_adamic_adar"], rtol=1e-6)


def test_the_damped_sum_grows_slower_than_the_recent_one(past):
    """By definition its terms are roots of the other's, but for what a partner counts."""
    _, features = describe(past, "a")

    assert features["both_recent_of_best"][1] < features["both_damped_of_best"][1] < 1


def test_kinds_are_told_as_numbers_of_groups(past):
    """They are no amounts, and are named so to the learner; the unknown is no kind."""
    who, features = describe(past, "a")

    assert set(CATEGORIES) <= set(features)
    assert -1 == features["kind_of_listed"][who.index("e")]


def test_every_feature_is_a_number(past):
    """Whatever is unknown."""
    for actor in "abcde":
        for name, values in describe(past, actor)[1].items():
            assert np.isfinite(values).all(), name


def test_a_taste_is_the_share_of_a_group_over_that_in_everybodys_ties(past):
    """All ties of a go to a university, those of b to companies; who has no tie is as everybody."""
    kinds = past.registry.organisations
    tastes = find_tastes(past, kinds.kind, len(kinds.kinds))
    university, company, unknown = kinds.kinds.index("HES"), kinds.kinds.index("PRC"), len(kinds.kinds)
    prior = get_parameter("next_partner", "taste_prior")
    ours, everybody = past.total_recent[0], tastes.strength.sum(axis=0) / tastes.strength.sum()
    expected = (ours + prior * everybody[university]) / (ours + prior) / everybody[university]

    assert np.log(expected) == pytest.approx(tastes.leaning[0, university])
    assert tastes.leaning[0, company] < 0 < tastes.leaning[1, company]
    assert ours == pytest.approx(tastes.strength[0, university])
    assert unknown == tastes.group[4]


def test_without_ties_nobody_leans_anywhere():
    """Everybody is as everybody; nothing is divided by nothing."""
    past = look_back(build([("a", date(2015, 1, 1)), ("b", date(2015, 1, 1))]), DAY)
    tastes = find_tastes(past, past.registry.organisations.kind, 2)

    np.testing.assert_allclose(np.zeros((2, 3)), tastes.leaning, atol=1e-9)
