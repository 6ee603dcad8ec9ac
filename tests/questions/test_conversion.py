"""Conversion: what each relationship was first, as far as dates prove it, and how long it took to turn."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions.conversion import Conversion
from bridgehead.sources.case import get_case_path, load_case

DAY = date(2010, 6, 30)
PEOPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, eve, kind=person, market=US
    actor, uni, market=US
    actor, mill, market=DE
    actor, shop, market=DE
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    tie, eve > uni, affiliation, employee, begin=1980, end=open
"""


def ask(record, lines="", day=DAY, *, everybody=True, **lens):
    held = record(PEOPLE + lines)
    return Conversion(everybody=everybody).answer(Network.of(held, Lens(as_of=day, **lens)))


def sequence(answer, partner):
    return next(row.values for row in answer.part("sequences").rows if row.values["partner"].id == partner)


def order(answer, change):
    return next(row.values for row in answer.part("orders").rows if row.values["change"] == change)


def time(answer, change):
    return next(row.values for row in answer.part("time").rows if row.values["change"] == change)


def test_a_friendship_and_the_departments_contract_are_one_relationship(record):
    """Ada's friend Eve works at the university that later signs: social first, then organisational and formal."""
    answer = ask(
        record,
        """
        tie, ada > eve, social, friend, formality=informal, strength=weak, begin=1995, end=open
        agreement, research: acme; uni, begin=2001-05-01, end=open
        """,
    )

    found = sequence(answer, "uni")
    assert ("social first", "informal first", "only weak") == (found["side"], found["formality"], found["strength"])
    assert ("social, informal, weak (1995)", "scientific, formal (2001-05-01)") == found["sequence"]
    assert ("social to organisational", "informal to formal") == found["turned"]
    assert found["in_order"] is True


def test_business_that_became_personal_is_told_as_such(record):
    """The other order is looked for just the same."""
    answer = ask(
        record,
        """
        tie, acme > mill, business, customer, begin=1999, end=open
        tie, ada > mill, social, friend, begin=2005, end=open
        """,
    )

    assert "organisational first" == sequence(answer, "mill")["side"]
    assert ("organisational to social",) == sequence(answer, "mill")["turned"]
    assert (0, 1) == tuple(order(answer, "social to organisational")[name] for name in ("forward", "reverse"))


@pytest.mark.parametrize(
    ("social", "business", "expected"),
    [
        ("1999", "2000", "social first"),
        ("before 2000", "2000-01-01", "social first"),
        ("1999", "1999-06", "unknown"),
        ("before 2000", "1999", "unknown"),
        ("unknown", "2000", "unknown"),
        ("2000", "2000", "unknown"),
        ("2000-03-01", "2000-03-01", "together"),
        ("after 2001", "2001", "organisational first"),
    ],
)
def test_an_order_is_told_only_where_the_bounds_prove_it(record, social, business, expected):
    """A year may lie before or after a month of it; two equal days are together; unknown is never first."""
    answer = ask(
        record,
        f"""
        tie, ada > mill, social, friend, begin={social}, end=open
        tie, acme > mill, business, customer, begin={business}, end=open
        """,
    )

    assert expected == sequence(answer, "mill")["side"]


def test_evidence_bounds_an_unknown_begin_from_above(record):
    """The friendship was there when the letter of 1998 was written, so it came before the business of 2000."""
    lines = """
        evidence, letter, on=1998
        tie, ada > mill, social, friend, end=open, evidence=letter
        tie, acme > mill, business, customer, begin=2000, end=open
    """

    assert "social first" == sequence(ask(record, lines), "mill")["side"]


def test_evidence_later_than_the_day_bounds_nothing(record):
    """On a day in 1997 a letter of 1998 is not written yet."""
    lines = """
        evidence, letter, on=1998
        tie, ada > mill, social, friend, end=open, evidence=letter
        tie, acme > mill, business, customer, begin=1997-01-01, end=open
    """

    assert "unknown" == sequence(ask(record, lines, date(1997, 6, 1)), "mill")["side"]


def test_nothing_after_the_day_is_told(record):
    """A contract of 2012 does not stand in a sequence of 2010."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, begin=1999, end=open
        agreement, supply: acme; mill, begin=2012, end=open
        """,
    )

    assert ("social (1999)",) == sequence(answer, "mill")["sequence"]
    assert "only social" == sequence(answer, "mill")["side"]
    assert sequence(answer, "mill")["in_order"] is None


def test_a_turn_that_only_possibly_came_by_the_day_is_marked(record):
    """Of a contract of 2010 nobody can say on 30 June whether it was signed."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, begin=1999, end=open
        agreement, supply: acme; mill, begin=2010, end=open
        """,
    )

    assert ("social to organisational",) == sequence(answer, "mill")["possible"]
    assert (1, 1) == tuple(order(answer, "social to organisational")[name] for name in ("forward", "possible"))


def test_what_has_come_to_an_end_is_told(record):
    """A contract that ran out leaves the friendship: formal no longer."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, formality=informal, begin=1999, end=open
        agreement, supply: acme; mill, begin=2001, end=2004
        """,
    )

    assert ("organisational", "formal") == sequence(answer, "mill")["ended"]


def test_relationships_of_one_form_are_counted_and_listed_on_request(record):
    """A single tie has no sequence; it counts all the same."""
    lines = "tie, acme > mill, business, customer, begin=1999, end=open"

    short, full = ask(record, lines, everybody=False), ask(record, lines)

    assert () == short.part("sequences").rows
    assert any("Counted and not listed: 1 relationship of one form" in caveat for caveat in short.caveats)
    assert ["mill"] == [row.values["partner"].id for row in full.part("sequences").rows]
    assert 1 == order(short, "social to organisational")["only_second"]
    assert 1 == order(short, "informal to formal")["not_said"]


def test_steps_come_in_order_of_time_with_what_they_brought(record):
    """The timeline names the change at the step that brought it and leaves out what has no date."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, begin=1999, end=open
        tie, acme > mill, business, customer, begin=2003, end=open
        tie, ada > shop, social, friend, end=open
        """,
    )

    told = [(str(row.values["day"]), row.values["turned"]) for row in answer.part("steps").rows]
    assert [("1999", ()), ("2003", ("social to organisational",))] == told
    assert any("unknown begin" in caveat for caveat in answer.caveats)


def test_durations_are_bounded_and_meet_where_days_are_known(record):
    """Two years to the day, whichever way the dates are read."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, begin=2001-01-01, end=open
        tie, acme > mill, business, customer, begin=2003-01-01, end=open
        """,
    )

    found = time(answer, "social to organisational")
    assert (1, 1, 0, 0) == tuple(found[name] for name in ("n", "turned", "waiting", "left_out"))
    assert pytest.approx(730 / 365.25) == found["value"] == found["shortest"] == found["longest"]
    assert (None, None) == (found["low"], found["high"])
    assert "too few for an interval: 1 of at least 5" in found["remark"]


def test_years_give_a_shortest_and_a_longest_duration(record):
    """From some day of 2001 to some day of 2003: between one year and three."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, begin=2001, end=open
        tie, acme > mill, business, customer, begin=2003, end=open
        """,
    )

    found = time(answer, "social to organisational")
    assert pytest.approx((date(2003, 1, 1) - date(2001, 12, 31)).days / 365.25) == found["shortest"]
    assert pytest.approx((date(2003, 12, 31) - date(2001, 1, 1)).days / 365.25) == found["longest"]
    assert pytest.approx((found["shortest"] + found["longest"]) / 2) == found["value"]


def test_enough_conversions_give_an_interval_and_a_wait_that_ended_counts_as_long_as_it_lasted(record):
    """Six turned after one to six years, one friendship ended unturned, one still waits."""
    lines = "\n".join(
        f"""
        actor, p{years}, market=FR
        tie, ada > p{years}, social, friend, begin=2000-01-01, end=open
        tie, acme > p{years}, business, customer, begin={2000 + years}-01-01, end=open
        """
        for years in range(1, 7)
    )
    answer = ask(
        record,
        lines
        + """
        tie, ada > mill, social, friend, begin=2000-01-01, end=2001-06-01
        tie, ada > shop, social, friend, begin=2009-01-01, end=open
        """,
    )

    found = time(answer, "social to organisational")
    assert (8, 6, 2) == (found["n"], found["turned"], found["waiting"])
    # at risk are 8, then 6 after the ended and the young one left: 7/8, x 5/6 = .73, x 4/5 = .58, x 3/4 = .44
    assert pytest.approx(4, abs=0.01) == found["value"]
    assert found["low"] < found["value"]
    assert found["high"] is None, "with six events the upper band never falls to one half"
    assert () == found["remark"]


def test_a_begin_without_an_earliest_day_leaves_the_longest_duration_open(record):
    """'Before 2000' gives a shortest duration only, and no median is invented."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, begin=before 2000, end=open
        tie, acme > mill, business, customer, begin=2001, end=open
        """,
    )

    found = time(answer, "social to organisational")
    assert pytest.approx(1, abs=0.01) == found["shortest"]
    assert (None, None) == (found["value"], found["longest"])
    assert "some begins have no earliest day" in found["remark"]


def test_the_sequence_per_market_says_where_else_it_holds(record):
    """Social first in Germany and in the United States: each finds the other."""
    answer = ask(
        record,
        """
        tie, ada > shop, social, friend, begin=1999, end=open
        tie, acme > mill, business, customer, begin=2001, end=open
        tie, ada > eve, social, friend, begin=2003, end=open
        agreement, research: acme; uni, begin=2005, end=open
        """,
    )

    rows = {row.values["market"].code: row.values for row in answer.part("by_market").rows}
    assert {"DE": ("social first", 1), "US": ("social first", 1)} == {
        code: (row["order"], row["elsewhere"]) for code, row in rows.items()
    }
    assert ("1999", "2001") == (str(rows["DE"]["social"]), str(rows["DE"]["organisational"]))


@pytest.mark.parametrize(
    ("lens", "left"),
    [
        ({"kinds": ("social",)}, ("social, informal, weak (1999)",)),
        ({"formal_only": True}, ("business, formal, strong (2003)",)),
        ({"minimum_strength": 0.5}, ("business, formal, strong (2003)",)),
        ({"strength": "observed"}, ("social, informal (1999)", "business, formal (2003)")),
        ({"level": "organisations"}, ("social, informal, weak (1999)", "business, formal, strong (2003)")),
        ({"without": ("ada",)}, ("business, formal, strong (2003)",)),
    ],
)
def test_every_lens_is_kept(record, lens, left):
    """Kinds, formality, strength and people imagined away decide which spells are told; the level does not matter."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, formality=informal, strength=weak, begin=1999, end=open
        tie, acme > mill, business, customer, formality=formal, strength=strong, begin=2003, end=open
        """,
        **lens,
    )

    assert left == sequence(answer, "mill")["sequence"]


def test_mere_co_presence_and_our_peoples_other_places_are_no_relationships(record):
    """Sixty-one parties need not have met; Ada's place at another firm is hers, not ours."""
    many = "; ".join(f"m{number}" for number in range(60))
    answer = ask(
        record,
        "\n".join(f"actor, m{number}" for number in range(60))
        + f"\nagreement, consortium: acme; {many}, begin=2000, end=open"
        + "\ntie, ada > shop, affiliation, employee, begin=1990, end=open",
    )

    assert () == answer.part("sequences").rows


def test_parts_cite_what_they_rest_on(record):
    """Every row but that of an order nobody turned names its entries."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, begin=1999, end=open
        tie, acme > mill, business, customer, begin=2003, end=open
        """,
    )

    ids = {"tie-10", "tie-11"}
    assert ids == set(answer.part("sequences").rows[0].evidence) == set(answer.part("by_market").rows[0].evidence)
    assert ids == set(answer.part("orders").rows[0].evidence) == set(answer.part("time").rows[0].evidence)


def test_without_a_market_a_partner_stands_in_none(record):
    """What is not known is said."""
    answer = ask(record, "actor, ghost\ntie, acme > ghost, business, customer, begin=1999, end=open")

    assert () == answer.part("by_market").rows
    assert any("no known market" in caveat for caveat in answer.caveats)


def test_work_that_led_to_a_friendship_came_before_it_without_a_date(record):
    """The record says what led to what; nobody says when. A formal tie of the same begin is not ordered by it."""
    answer = ask(
        record,
        """
        tie, acme > mill, business, customer, formality=formal, begin=after 2001, end=open
        tie, ada > mill, social, friend, id=friends, formality=informal, begin=after 2001, end=open
        interaction, joint_work: acme; mill, begin=after 2001, led_to=friends
        """,
    )

    found = sequence(answer, "mill")
    assert ("organisational first", "unknown") == (found["side"], found["formality"])
    assert ("business, formal (after 2001)", "social, informal (after 2001)") == found["sequence"]
    assert 0 == time(answer, "organisational to social")["shortest"]


def test_a_tie_of_whoever_introduced_us_came_before_what_they_brought(record):
    """Ada brought the mill, so she knew it before."""
    answer = ask(
        record,
        """
        tie, acme > mill, business, customer, begin=2001, end=open, introduced_by=ada
        tie, ada > mill, social, friend, end=open
        """,
    )

    assert ("social (begin unknown)", "business (2001)") == sequence(answer, "mill")["sequence"]
    assert ("social first", True) == (sequence(answer, "mill")["side"], sequence(answer, "mill")["in_order"])


def test_dates_count_before_what_is_said_to_have_led_where(record):
    """A friendship of 2005 cannot have brought the business of 2001, whatever is said."""
    answer = ask(
        record,
        """
        tie, acme > mill, business, customer, begin=2001, end=open, introduced_by=ada
        tie, ada > mill, social, friend, begin=2005, end=open
        """,
    )

    assert "organisational first" == sequence(answer, "mill")["side"]


def test_statements_that_lead_in_a_circle_order_nothing(record):
    """Each of two ties was brought about by the other's person: the steps are shown, their order is not proven."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, id=one, begin=2001, end=open, introduced_by=ada
        tie, ada > mill, business, customer, id=two, begin=2001, end=open, introduced_by=ada
        """,
    )

    assert 2 == len(sequence(answer, "mill")["sequence"])


def test_the_first_work_done_together_shows_that_business_was_there(record):
    """A sale of 1998 came before the friendship; later sales add nothing, and a crowd makes no relationship."""
    crowd = "; ".join(f"m{number}" for number in range(6))
    answer = ask(
        record,
        "\n".join(f"actor, m{number}" for number in range(6))
        + f"""
        interaction, sale: acme; mill, id=first-sale, begin=1998-05-01
        interaction, sale: acme; mill, begin=2003-05-01
        interaction, joint_work: acme; {crowd}, begin=2003-05-01
        tie, ada > mill, social, friend, begin=2001, end=open
        """,
    )

    assert ("business (1998-05-01)", "social (2001)") == sequence(answer, "mill")["sequence"]
    assert ["mill"] == [row.values["partner"].id for row in answer.part("sequences").rows]
    assert "first-sale" in answer.part("sequences").rows[0].evidence


def test_ghenova_did_business_first_and_made_friends_of_customers():
    """The study of aeronautic firms: with repetition an economic relationship became social, the reverse of Q-Sense."""
    network = Network.of(load_case(get_case_path("ghenova")), Lens(as_of=date(2014, 12, 31)))

    answer = Conversion().answer(network)

    found = {row.values["partner"].id: row.values["side"] for row in answer.part("sequences").rows}
    assert "organisational first" == found["ghenova:spanish-tier-ones"] == found["ghenova:foreign-tier-ones"]
    assert 0 == order(answer, "social to organisational")["forward"]


def test_where_fewer_than_half_have_turned_no_median_is_told(record):
    """One of three turned: the curve stays above one half."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, begin=2001-01-01, end=open
        tie, acme > mill, business, customer, begin=2003-01-01, end=open
        tie, ada > shop, social, friend, begin=2001-01-01, end=open
        tie, ada > eve, social, friend, begin=2001-01-01, end=open
        """,
    )

    found = time(answer, "social to organisational")
    assert (1, 2, None, None) == (found["turned"], found["waiting"], found["value"], found["shortest"])
    assert "fewer than half have turned" in found["remark"]


def test_a_tie_between_our_own_is_no_relationship(record):
    """Ada's friendship with the firm's other people is not with another side."""
    lines = """
        actor, bo, kind=person
        tie, bo > acme, affiliation, employee, begin=1996, end=open
        tie, ada > bo, social, friend, begin=1990, end=open
    """

    assert () == ask(record, lines).part("sequences").rows
