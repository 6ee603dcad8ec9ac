"""Reach: markets, chances, routes and what stands beside them."""

from datetime import date

import pytest

from bridgehead.answers import ActorRef
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions import QuestionValueError, build_question
from bridgehead.questions.reach import Reach
from bridgehead.record.vocabulary import UnknownWordError

DAY = date(2001, 6, 1)
EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, eve, kind=person, market=US, field=academia
    actor, uni, market=US, field=academia
    actor, mit, market=US, field=academia
    actor, kim, kind=person, market=KR
    actor, dist, market=GB, field=trade
    actor, far, market=AU
    actor, near, market=SE
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    tie, ada > eve, scientific, strength=0.25, begin=1990, end=open
    tie, eve > uni, affiliation, employee, begin=1990, end=open
    tie, eve > kim, social, strength=0.75, begin=1990, end=open
    tie, acme > dist, business, distributor, strength=strong, formality=formal, begin=1999, end=open
    tie, dist > kim, business, begin=1999, end=open
    assessment, US, market.potential, 1500, begin=2000, end=open
"""


def ask(record, text=EXAMPLE, lens=None, **parameters):
    return Reach(**parameters).answer(Network.of(record(text), lens or Lens(as_of=DAY)))


def row_of(answer, market):
    return next(row for row in answer.part("markets").rows if row.values["market"].code == market)


def test_every_foreign_market_with_actors_has_its_row_and_home_has_none(record):
    """Markets come best reached first; the unreached one comes last."""
    answer = ask(record)

    assert [row.values["market"].code for row in answer.part("markets").rows] == ["US", "GB", "KR", "AU"]
    assert "SE" in [row.values["market"].code for row in ask(record, home=True).part("markets").rows]


def test_a_direct_tie_is_certain_and_counts_the_organisation_behind_the_person(record):
    """Ada knows Eve, and Eve's university is an affiliation step away; MIT is not reached."""
    row = row_of(ask(record), "US")

    assert (row.values["targets"], row.values["direct"]) == (2, 2)
    assert row.values["chance"].label == "direct"
    assert row.values["introductions"] == 0


def test_a_route_of_two_ties_multiplies_both_and_several_routes_add_up(record):
    """Kim is reached through Eve (0.3 x 0.7) or the distributor (0.7 x 0.3); together 1 - 0.79 squared."""
    row = row_of(ask(record), "KR")

    assert row.values["best"].value == pytest.approx(0.21)
    assert (row.values["best"].low, row.values["best"].high) == pytest.approx((0.01, 0.81))
    assert row.values["best"].label == "possible"
    # four standard errors: one miss in 16,000; 1e-12 where few coins allow an exact value
    assert row.values["chance"].value == pytest.approx(1 - 0.79**2, abs=4 * row.values["chance"].standard_error + 1e-12)
    assert row.values["disjoint"] == 2
    assert row.values["introductions"] == 1


def test_recognition_and_exploitation_run_over_their_own_ties(record):
    """Social and scientific ties lead through Eve, business ones through the distributor."""
    row = row_of(ask(record), "KR")

    for column in ("recognition", "exploitation"):
        chance = row.values[column]
        # as above
        assert chance.value == pytest.approx(0.21, abs=4 * chance.standard_error + 1e-12)
    assert row_of(ask(record), "US").values["exploitation"].label == "none"


def test_distance_language_and_assessments_stand_beside(record):
    """They are marked so, and what is not known is left open."""
    answer = ask(record)

    beside = {column.name for column in answer.part("markets").columns if column.beside}
    assert beside == {"distance_km", "common_language", "market_potential"}
    assert row_of(answer, "US").values["market_potential"] == 1500
    assert row_of(answer, "KR").values.get("market_potential") is None
    assert 1000 < row_of(answer, "GB").values["distance_km"] < 2500


def test_the_best_route_names_each_step_its_tie_and_its_evidence(record):
    """Steps run from us to the target; free steps ask nobody."""
    routes = ask(record, routes_each=2).part("routes")
    to_kim = [route for route in routes.rows if route.values["market"].code == "KR"]

    assert len(to_kim) == 2
    assert {route.values["through"] for route in to_kim} == {
        (ActorRef("dist", "dist", "GB"),),
        (ActorRef("ada", "ada", "SE"), ActorRef("eve", "eve", "US")),
    }
    through_eve = next(route for route in to_kim if route.values["through"][-1].id == "eve")
    assert [step.receiver.id for step in through_eve.steps] == ["eve", "kim"]
    assert through_eve.steps[0].ask == "ada turns to eve."
    assert through_eve.steps[1].ask == "Ask eve to introduce us to kim."
    assert through_eve.steps[0].explanation[0] == "Stated strength 0.25."
    assert set(through_eve.evidence) == {"tie-11", "tie-13"}


def test_an_unreached_market_says_none_rather_than_nothing(record):
    """Australia has an actor nobody of us knows."""
    row = row_of(ask(record), "AU")

    assert row.values["targets"] == 0
    assert row.values["chance"].label == "none"
    assert row.values.get("best") is None


def test_markets_nothing_is_known_of_are_listed_by_region(record):
    """Brazil is among the Americas' unknown markets, the United States is not."""
    rows = {row.values["region"].code: row for row in ask(record).part("nothing_known").rows}
    americas = {market.code for market in rows["019"].values["markets"]}

    assert "BR" in americas
    assert "US" not in americas
    assert rows["019"].values["count"] == len(americas)


def test_an_ego_star_says_so_and_names_whom_to_ask(record):
    """Only direct routes: the strongest contact comes first."""
    answer = ask(
        record,
        """
        firm, acme, market=SE
        actor, weak, market=DE
        actor, strong, market=FR
        tie, acme > weak, business, strength=weak, begin=2000, end=open
        tie, acme > strong, business, strength=strong, begin=2000, end=open
        """,
    )

    asked = [row.values["contact"].id for row in answer.part("worth_asking").rows]
    assert asked == ["strong", "weak"]
    assert any("our own contacts and not theirs" in caveat for caveat in answer.caveats)


def test_direct_routes_beside_ties_of_others_are_told_apart_from_an_ego_star(record):
    """Contacts' own ties that open no further market are on record: the answer does not say that they are missing."""
    answer = ask(
        record,
        """
        firm, acme, market=SE
        actor, one, market=DE
        actor, other, market=FR
        tie, acme > one, business, strength=weak, begin=2000, end=open
        tie, acme > other, business, strength=strong, begin=2000, end=open
        tie, one > other, business, strength=strong, begin=2000, end=open
        """,
    )

    said = [caveat for caveat in answer.caveats if "All routes are direct" in caveat]
    assert ["among others lead to no market where we know nobody" in caveat for caveat in said] == [True]


def test_of_several_direct_ties_the_surest_is_shown(record):
    """A stated tie that certainly holds comes before an inferred one and one that only possibly holds."""
    answer = ask(
        record,
        """
        firm, acme, market=SE
        actor, ada, kind=person, market=SE
        actor, uni, market=US
        evidence, guess, basis=inferred
        tie, ada > acme, affiliation, founder, begin=1996, end=open
        tie, ada > uni, social, strength=0.9, begin=1990, end=open, evidence=guess
        tie, acme > uni, scientific, strength=0.2, begin=1999, end=open, formality=formal
        """,
    )

    assert row_of(answer, "US").values["kinds"] == ("scientific",)
    assert row_of(answer, "US").values["rests_on"] == ("stated",)


def test_what_a_route_rests_on_is_said(record):
    """An inferred tie that only possibly holds is no stated one."""
    answer = ask(
        record,
        """
        firm, acme, market=SE
        actor, b, market=DE
        actor, c, market=FR
        evidence, guess, basis=inferred
        tie, acme > b, business, begin=2001, evidence=guess
        tie, acme > c, business, begin=1999, end=open
        """,
    )

    assert row_of(answer, "DE").values["rests_on"] == ("inferred", "possibly in force")
    assert row_of(answer, "FR").values["rests_on"] == ("stated",)


def test_a_day_after_everything_ended_is_told_with_the_last_one_before(record):
    """An answer full of dashes would help nobody."""
    text = """
        firm, acme, market=SE
        actor, b, market=DE
        agreement, consortium: acme; b, begin=1999, end=2000-07-01
    """
    caveat = ask(record, text).caveats[0]

    assert "ended by 2000-07-01" in caveat
    assert "--as-of 2000-06-30" in caveat
    assert not any("in force on" in caveat for caveat in ask(record, text, Lens(as_of=date(2000, 6, 30))).caveats)


def test_targets_can_be_filtered_by_role_and_grouped_by_field(record):
    """Only the distributor is a distributor; fields group across markets."""
    distributors = ask(record, role="distributor").part("markets")
    by_field = ask(record, by="field").part("markets")

    assert {r.values["market"].code: r.values["targets"] for r in distributors.rows}["GB"] == 1
    assert sum(r.values["targets"] for r in distributors.rows) == 1
    assert [row.values["field"] for row in by_field.rows] == ["academia", "trade"]
    assert {column.name for column in ask(record, by="both").part("markets").columns} >= {"market", "field"}


def test_no_introductions_leave_only_direct_ties(record):
    """With max_introductions 0 Korea is closed."""
    assert row_of(ask(record, max_introductions=0), "KR").values["targets"] == 0


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"rank_by": "beauty"}, QuestionValueError),
        ({"max_introductions": -1}, QuestionValueError),
        ({"max_introductions": 9}, QuestionValueError),
        ({"role": "distibutor"}, UnknownWordError),
    ],
)
def test_a_parameter_that_makes_no_sense_is_refused(record, parameters, error):
    """The message names what would do."""
    with pytest.raises(error):
        ask(record, **parameters)


def test_without_a_firm_there_is_nobody_to_reach_for(record):
    """The error says how to name one."""
    with pytest.raises(NoFirmError):
        ask(record, "actor, a, market=DE")


def test_an_empty_record_says_what_is_missing(record):
    """A firm alone reaches nothing, and no chance is made up."""
    answer = ask(record, "firm, acme, market=SE")

    assert answer.part("markets").rows == ()
    assert "Add contacts" in answer.part("markets").empty


def test_the_same_question_gives_the_same_answer_and_can_be_asked_again(record):
    """The header holds all that is needed."""
    first = ask(record, routes_each=3, rank_by="targets")
    again = build_question(first.question, first.parameters)
    second = again.answer(Network.of(record(EXAMPLE), Lens.from_plain(first.lens)))

    assert first.to_plain() == second.to_plain()


@pytest.mark.parametrize("column", ["distance_km", "direct", "best"])
def test_markets_are_ranked_by_the_column_asked_for(record, column):
    """Distance ascends, everything else descends."""
    values = [row.values.get(column) for row in ask(record, rank_by=column).part("markets").rows]
    numbers = [getattr(value, "value", value) for value in values if value is not None]

    assert numbers == sorted(numbers, reverse=column != "distance_km")


def test_an_isolate_added_changes_no_route_and_no_chance(record):
    """Somebody nobody knows makes no difference but a row of their own."""
    before = ask(record)
    after = ask(record, EXAMPLE + "    actor, lonely, market=US\n")

    assert before.part("routes").plain_rows() == after.part("routes").plain_rows()
    assert row_of(before, "KR").values == row_of(after, "KR").values
