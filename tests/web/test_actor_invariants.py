"""What the list and the profiles must keep whatever a record says: on firms drawn at random."""

import pytest

from bridgehead.network.dormancy import find_courses
from bridgehead.web.actors.dealings import build_timeline, find_agreements, find_introductions, find_owed
from bridgehead.web.actors.profile import Profile, see_known
from bridgehead.web.actors.rows import build_actor_rows
from bridgehead.web.actors.strength import take_apart
from scenarios import DAY, FIRMS, PEOPLE, draw_scenarios, look

SCENARIOS = draw_scenarios(40)
numbered = pytest.mark.parametrize("number", range(len(SCENARIOS)))


def tell(network, id_):
    """Everything a profile tells of somebody, entries by their ids."""
    profile = Profile.of(network, see_known(network), id_)
    return {
        "bounds": [(one.tie.id, one.role, one.other_role, one.is_with_us, one.standing) for one in profile.bounds],
        "agreements": [(found.id, standing) for found, standing in find_agreements(profile)],
        "owed": [(state.obligation.id, state.delivered, state.overdue) for state in find_owed(profile)],
        "introductions": [entry.id for entry in find_introductions(profile)],
        "moments": [(one.when, one.entry.id, one.what, one.is_possible) for one in build_timeline(profile)],
        "assessments": [one.id for one in profile.assessments],
        "bonds": [] if profile.is_own else take_apart(network, profile.position),
    }


@numbered
def test_nothing_that_begins_after_the_day_is_used(number):
    """A row and a profile tell the same whether or not the record already knows what came later."""
    scenario = SCENARIOS[number]
    then, whole = look(scenario.earlier), look(scenario.held)

    assert build_actor_rows(then) == build_actor_rows(whole)
    for id_ in (*PEOPLE, *FIRMS):
        assert tell(then, id_) == tell(whole, id_)


@numbered
def test_the_order_of_entries_is_irrelevant(number):
    """A record told in another order makes the same list."""
    scenario = SCENARIOS[number]

    there, back = (build_actor_rows(look(entries)) for entries in (scenario.held, tuple(reversed(scenario.held))))
    kept = ("actor", "ties", "possible", "strength", "band", "last", "evidence", "is_own")

    assert [[getattr(row, name) for name in kept] for row in there] == [
        [getattr(row, name) for name in kept] for row in back
    ]


@numbered
def test_a_strength_is_known_exactly_where_a_tie_has_one(number):
    """Unknown is never zero: no tie, an unknown strength and a weak one are three things."""
    for row in build_actor_rows(look(SCENARIOS[number].held)):
        assert (row.band == "none") == (row.ties == 0)
        assert (row.strength is None) == (row.band in {"none", "unknown"})
        assert (row.footing == "") == (row.strength is None)
        assert row.last is None or row.last <= DAY


@numbered
def test_the_contacts_listed_are_those_behind_the_observed_strength(number):
    """What is listed adds up to what the network observed of the pair."""
    network = look(SCENARIOS[number].held)
    courses = find_courses(network)

    for id_ in FIRMS:
        position = network.actors.find(id_)
        for bond in take_apart(network, position):
            own = network.actors.find(bond.ours.id)
            course = courses.get((min(own, position), max(own, position)))
            assert bond.total == (0 if course is None else course.contacts)
