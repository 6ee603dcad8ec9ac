"""Outsidership: four standings, each with what the next one lacks."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError
from bridgehead.questions.outsidership import Outsidership

DAY = date(2001, 6, 1)
EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, de1, market=DE
    actor, de2, market=DE
    actor, fr1, market=FR
    actor, fr2, market=FR
    actor, gb1, market=GB
    actor, kr1, market=KR
    actor, au1, market=AU
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    tie, acme > de1, business, customer, strength=strong, begin=1999, end=open
    tie, ada > de2, social, strength=weak, begin=1999, end=open
    tie, acme > fr1, social, strength=strong, begin=1999, end=open
    tie, acme > fr2, social, strength=strong, begin=1999, end=open
    tie, ada > gb1, scientific, begin=1999, end=open
    tie, gb1 > kr1, business, begin=1999, end=open
"""


def ask(record, text=EXAMPLE, **parameters):
    answer = Outsidership(**parameters).answer(Network.of(record(text), Lens(as_of=DAY)))
    return answer.part("standing")


def test_the_four_standings(record):
    """Insider needs a strong tie, two actors and business; France has no business tie, Korea no direct tie."""
    standing = ask(record)

    assert {code: standing.group_of(code) for code in ("DE", "FR", "GB", "KR", "AU")} == {
        "DE": "insider",
        "FR": "acquainted",
        "GB": "acquainted",
        "KR": "introducible",
        "AU": "outsider (none known)",
    }


def test_what_is_missing_is_said(record):
    """An unknown strength is not called weak."""
    why = {row.values["market"].code: row.values["why"] for row in ask(record).rows}

    assert why["DE"] == ""
    assert why["FR"] == "a business or formal tie"
    assert why["GB"] == "1 more actor tied; a strong tie, as far as strengths are known; a business or formal tie"
    assert why["KR"] == "a direct tie"


def test_the_number_of_ties_an_insider_needs_can_be_chosen(record):
    """With three needed, two do not do."""
    assert ask(record, insider_ties=3).group_of("DE") == "acquainted"
    with pytest.raises(QuestionValueError):
        ask(record, insider_ties=0)


def test_a_market_without_any_tie_is_none_known_not_distant(record):
    """An actor in a market that no tie leads to leaves the market 'none known', and no number is made up."""
    row = ask(record).members("outsider (none known)")[0]

    assert row.values["tied"] == 0
    assert row.values["strongest"] is None
    assert row.values["business_or_formal"] is None


def test_a_contact_without_a_market_stands_for_their_organisation(record):
    """Eve's market is unknown, her employer's is not: the affiliation step makes us acquainted there."""
    standing = ask(
        record,
        """
        firm, acme, market=SE
        actor, eve, kind=person
        actor, uni, market=US
        tie, acme > eve, scientific, strength=0.9, begin=1990, end=open
        tie, eve > uni, affiliation, employee, begin=1990, end=open
        """,
    )

    assert standing.group_of("US") == "acquainted"


def test_nobody_abroad_gives_an_empty_answer_that_says_so(record):
    """A firm alone stands nowhere, and is told what to add."""
    standing = ask(record, "firm, acme, market=SE")

    assert standing.rows == ()
    assert "Add contacts" in standing.empty
