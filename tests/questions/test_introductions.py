"""Introductions: the best routes to an actor or a market."""

from datetime import date

import pytest

from bridgehead.network.actors import ActorNotFoundError
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError
from bridgehead.questions.introductions import Introductions

DAY = date(2001, 6, 1)
EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, eve, kind=person, market=US
    actor, bob, kind=person, market=US
    actor, kim, kind=person, market=KR
    actor, lee, market=KR
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    tie, ada > eve, scientific, strength=0.25, begin=1990, end=open
    tie, acme > bob, business, customer, strength=strong, begin=1990, end=open
    tie, eve > kim, social, strength=0.75, begin=1990, end=open
    tie, bob > kim, business, strength=0.5, begin=1990, end=open
    tie, eve > lee, social, begin=1990, end=open
"""


def ask(record, text=EXAMPLE, **parameters):
    return Introductions(**parameters).answer(Network.of(record(text), Lens(as_of=DAY))).part("routes")


def test_routes_come_in_order_of_chance_with_every_step(record):
    """Bob: 0.7 x 0.5 = 0.35; Eve: 0.3 x 0.7 = 0.21."""
    rows = ask(record, to="kim").rows

    assert [row.values["chance"].value for row in rows] == pytest.approx([0.35, 0.21])
    assert [step.receiver.id for step in rows[0].steps] == ["bob", "kim"]
    assert rows[0].steps[0].roles == ("customer",)


def test_a_market_is_reached_through_whoever_is_there(record):
    """By code or by name; each target has its own routes."""
    by_code, by_name = ask(record, to="KR"), ask(record, to="South Korea")

    assert by_code.plain_rows() == by_name.plain_rows()
    assert {row.values["target"].id for row in by_code.rows} == {"kim", "lee"}
    assert len(ask(record, to="KR", routes=1).rows) == 1


def test_how_often_somebody_was_asked_lately_is_shown(record):
    """Without any logged ask nobody can tell; asks of more than a year ago do not count as recent."""
    asked = (
        EXAMPLE
        + """
    interaction, ask: acme=asker; bob=asked, begin=2001-01-10, outcome=yes
    interaction, ask: acme=asker; bob=asked, begin=2001-02-10, outcome=yes
    interaction, ask: acme=asker; bob=asked, begin=1999-02-10, outcome=yes
    """
    )

    assert ask(record, to="kim").rows[0].values["asked_lately"] is None
    rows = {row.steps[0].receiver.id: row.values["asked_lately"] for row in ask(record, asked, to="kim").rows}
    assert rows == {"bob": 2, "eve": 0}
    first, second = next(row for row in ask(record, asked, to="kim").rows if row.steps[0].receiver.id == "bob").steps
    assert (None, 2) == (first.asked_lately, second.asked_lately), "nobody asks the firm itself"


def test_logged_asks_stand_behind_the_chance(record):
    """The label gives way to the number once asks are logged."""
    asked = EXAMPLE + "    interaction, ask: acme=asker; bob=asked, begin=2001-01-10, outcome=yes\n"
    chance = ask(record, asked, to="kim").rows[0].values["chance"]

    assert (chance.basis, chance.asks) == ("asks", 1)
    assert "from 1 ask)" in str(chance)


TWINS = """
    firm, acme, market=SE
    actor, bob, kind=person, market=US
    actor, eve, kind=person, market=US
    actor, kim, kind=person, market=KR
    tie, acme > bob, business, strength=strong, begin=1990, end=open
    tie, acme > eve, business, strength=strong, begin=1990, end=open
    tie, bob > kim, business, strength=weak, begin=1990, end=open
    tie, eve > kim, business, strength=weak, begin=1990, end=open
"""
ASKED_FOUR_TIMES = "    interaction, ask: acme=asker; bob=asked, begin=2001-01-10, outcome=pending\n" * 4


def test_of_equal_routes_the_one_through_somebody_asked_much_comes_last(record):
    """Bob comes first by his name alone, until he has been asked four times."""
    fresh, tired = ask(record, TWINS, to="kim").rows, ask(record, TWINS + ASKED_FOUR_TIMES, to="kim").rows

    assert ["bob", "eve"] == [row.values["through"][0].id for row in fresh]
    assert [("eve", 0, False), ("bob", 4, True)] == [
        (row.values["through"][0].id, row.values["asked_lately"], row.values["asked_much"]) for row in tired
    ]


def test_whoever_is_asked_much_can_be_left_out(record):
    """With a limit the route through Bob is gone, and the answer says so."""
    network = Network.of(record(TWINS + ASKED_FOUR_TIMES), Lens(as_of=DAY))
    answer = Introductions(to="kim", max_asks=3).answer(network)

    assert ["eve"] == [row.values["through"][0].id for row in answer.part("routes").rows]
    assert "Left out because somebody was asked more than 3 times lately: 1 of the routes found." in answer.caveats
    assert "theirs come last" in " ".join(Introductions(to="kim").answer(network).caveats)
    with pytest.raises(QuestionValueError, match="max_asks"):
        Introductions(to="kim", max_asks=-1).answer(network)


def test_enough_routes_are_looked_for_where_many_are_left_out(record):
    """Twelve routes through people asked much do not hide those through somebody who was not."""
    many = "".join(
        f"""
    actor, m{number}, kind=person
    tie, acme > m{number}, business, strength=strong, begin=1990, end=open
    tie, m{number} > kim, business, strength=strong, begin=1990, end=open
    interaction, ask: acme=asker; m{number}=asked, begin=2001-01-10, outcome=pending
"""
        for number in range(12)
    )

    assert ["bob"] == [
        row.values["through"][0].id for row in ask(record, TWINS + many, to="kim", max_asks=0, routes=1).rows
    ]


def test_a_chance_rests_on_asks_only_where_some_were_made_along_such_ties(record):
    """Strong ties were asked along, weak ones never: the route needs both and stays assumed, and the answer says so."""
    network = Network.of(record(TWINS + ASKED_FOUR_TIMES.replace("pending", "yes")), Lens(as_of=DAY))
    answer = Introductions(to="kim").answer(network)
    row = answer.part("routes").rows[0]

    assert ("assumed", 4) == (row.values["chance"].basis, row.values["chance"].asks)
    assert [("asks", 4), ("assumed", 0)] == [(step.chance.basis, step.chance.asks) for step in row.steps]
    assert "(by strength of the tie on the day of the ask: weak none, so assumed, strong 4," in answer.caveats[0]


def test_nobody_to_introduce_us_is_an_answer(record):
    """An empty part says what would help."""
    shape = ask(record, EXAMPLE + "    actor, far, market=AU\n", to="far")

    assert shape.rows == ()
    assert "longer chain" in shape.empty


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({}, QuestionValueError),
        ({"to": "acme"}, QuestionValueError),
        ({"to": "kim", "routes": 0}, QuestionValueError),
        ({"to": "kin"}, ActorNotFoundError),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(record, parameters, error):
    """Nobody, ourselves, no routes, or somebody unknown."""
    with pytest.raises(error):
        ask(record, **parameters)
