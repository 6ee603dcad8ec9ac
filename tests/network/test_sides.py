"""On which side of us whoever took part stood that day."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network, NoFirmError
from bridgehead.network.sides import SideFinder
from bridgehead.record.entries import Interaction

DAY = date(2010, 6, 1)

EXAMPLE = """
    firm, acme
    actor, ada, kind=person
    actor, eve, kind=person
    actor, bo, kind=person
    actor, basf
    actor, uni
    actor, plast
    actor, fair
    tie, ada > acme, affiliation, founder, begin=1996, end=2005
    tie, eve > basf, affiliation, employee, begin=2000, end=2004
    tie, eve > uni, affiliation, employee, begin=2004, end=open
    tie, acme > basf, business, customer, id=sale, begin=1999, end=open
    tie, plast > acme, business, customer, id=purchase, begin=1999, end=2003
    tie, ada > uni, scientific, research_partner, id=friend, begin=1999, end=open
    tie, acme > ghost, business, customer, begin=1999, end=2003
    tie, acme > fair, social, trade_fair_contact, id=fair, begin=2000, end=open
    {}
"""


def present(record, line, **lens):
    network = Network.of(record(EXAMPLE.format(line)), Lens(**{"as_of": DAY} | lens))
    [interaction] = network.entries(Interaction)
    found = SideFinder(network).find_present(interaction)
    return found, {network.actor(place).id: set(sides) for place, sides in found.sides.items()}


def test_the_other_end_of_a_tie_is_seen_from_us(record):
    """A customer of ours, and one who calls us their customer and so is our supplier; whoever took part with us."""
    found, sides = present(record, "interaction, meeting: ada; basf; plast; fair; nobody, begin=2001-05-01")

    assert found.with_us
    assert {"basf": {"customers"}, "plast": {"suppliers"}, "fair": set()} == sides
    assert ("nobody",) == found.missing
    assert {"basf", "plast"} == {record_id for record_id, held in sides.items() if held}
    assert 2 == len(found.placed)


def test_roles_are_those_of_the_day_of_the_interaction(record):
    """Once a supplier, later nothing to us."""
    _, then = present(record, "interaction, meeting: acme; plast, begin=2002-05-01")
    _, later = present(record, "interaction, meeting: acme; plast, begin=2004-05-01")
    _, around = present(record, "interaction, meeting: acme; plast, begin=2002..2009")

    assert ({"suppliers"}, set(), {"suppliers"}) == (then["plast"], later["plast"], around["plast"])


def test_people_stand_for_where_they_worked_that_day(record):
    """Eve was with a customer, then with the university."""
    _, then = present(record, "interaction, meeting: acme; eve, begin=2001-05-01")
    _, later = present(record, "interaction, meeting: acme; eve, begin=2006-05-01")

    assert {"basf": {"customers"}} == then
    assert {"uni": set()} == later


def test_who_has_left_the_firm_is_no_more_of_us(record):
    """The founder's research partner counts while the founder is ours."""
    early, sides = present(record, "interaction, meeting: ada; uni, begin=2004-05-01")
    late, without = present(record, "interaction, meeting: ada; uni, begin=2006-05-01")

    assert (True, {"uni": {"suppliers"}}) == (early.with_us, sides)
    assert (False, {"ada": set(), "uni": set()}) == (late.with_us, without)


def test_an_interaction_without_a_day_may_have_been_any(record):
    """Whatever may have held by the network's day counts; what begins later does not."""
    line = "interaction, meeting: acme; plast; bo\ntie, acme > bo, business, customer, begin=2011, end=open"

    _, sides = present(record, line)

    assert {"plast": {"suppliers"}, "bo": set()} == sides


@pytest.mark.parametrize(
    ("lens", "basf", "plast"),
    [
        ({"kinds": ("business",)}, {"customers"}, {"suppliers"}),
        ({"kinds": ("social",)}, set(), set()),
        ({"formal_only": True}, set(), set()),
        ({"minimum_strength": 0.5}, set(), set()),
        ({"without": ("sale",)}, set(), {"suppliers"}),
        ({"level": "organisations"}, {"customers"}, {"suppliers"}),
        ({"level": "people"}, set(), set()),
        ({"certain_only": True}, {"customers"}, {"suppliers"}),
    ],
    ids=str,
)
def test_the_lens_says_which_ties_give_a_side(record, lens, basf, plast):
    """Kinds, formality, strength, counterfactuals, level and certainty."""
    _, sides = present(record, "interaction, meeting: acme; basf; plast, begin=2002-05-01", **lens)

    assert (basf, plast) == (sides["basf"], sides["plast"])


def test_at_the_level_of_organisations_people_still_stand_for_theirs(record):
    """The step from person to organisation is folded away, not forgotten."""
    _, sides = present(record, "interaction, meeting: acme; eve, begin=2001-05-01", level="organisations")

    assert {"basf": {"customers"}} == sides


def test_certain_ties_hold_on_every_day_the_interaction_may_have_been(record):
    """A role that ended within the year is not certain for a meeting of that year."""
    _, sides = present(record, "interaction, meeting: acme; plast, begin=2002..2003", certain_only=True)

    assert {"plast": set()} == sides


@pytest.mark.parametrize(
    ("line", "certain"),
    [
        ("interaction, meeting: acme; basf, begin=2001", True),
        ("interaction, meeting: acme; basf, begin=2010", False),
        ("interaction, meeting: acme; basf", False),
        ("interaction, meeting: acme; basf, evidence=letter\nevidence, letter, on=2001", True),
        ("interaction, meeting: acme; basf, evidence=letter\nevidence, letter, on=2012", False),
    ],
)
def test_an_interaction_is_certain_by_its_own_day_or_its_evidences(record, line, certain):
    """A year that is not over, or no day at all, is only possible; what a letter tells of had happened by then."""
    network = Network.of(record(EXAMPLE.format(line)), Lens(as_of=DAY))
    [interaction] = network.entries(Interaction)

    assert certain is SideFinder(network).is_certain(interaction)


def test_sides_are_of_a_firm(record):
    """Without one nobody is a customer."""
    with pytest.raises(NoFirmError):
        SideFinder(Network.of(record("actor, basf"), Lens(as_of=DAY)))
