"""How the firms of the library came by their partnerships, against what the studies say of them."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions.path_dependence import PathDependence
from bridgehead.questions.portfolio import Portfolio


def ask(case, name, day, question):
    return question.answer(Network.of(case(name).record, Lens(as_of=day)))


def verdict(case, name, day):
    (row,) = ask(case, name, day, PathDependence()).part("verdict").rows
    return row.values["verdict"], row.values["origin_side"], row.values["intent_side"]


@pytest.mark.parametrize(
    ("name", "strategy", "origin", "intent"),
    [
        ("ghenova", "path_dependent", "mostly_embedded", "rules"),
        ("carbures", "deliberate", "unknown", "plan"),
        ("aertec", "mixed", "both", "chief_executive"),
    ],
)
def test_the_facts_give_the_strategy_the_study_names(case, name, strategy, origin, intent):
    """Castiglioni, Castro & Galán, discussion: path-dependent, highly planned, and both; no record holds the label."""
    assert [] == case(name).assessed("portfolio_strategy")
    assert (strategy, origin, intent) == verdict(case, name, date(2014, 12, 31))


def test_q_sense_meant_a_network_of_embedded_ties(case):
    """Both sides stand: every relationship told of is older than the plan, and the plan is there from 2000."""
    assert ("deliberate", "mostly_embedded", "plan") == verdict(case, "q-sense", date(2002, 6, 30))
    assert ("cannot_tell", "mostly_embedded", "unknown") == verdict(case, "q-sense", date(1999, 12, 31))


@pytest.mark.parametrize("name", ["firm-a", "firm-b", "firm-c", "firm-d"])
def test_of_the_chinese_firms_nobody_says_what_they_meant(case, name):
    """The study tells of fairs, advertisements and agents, and of no portfolio: no verdict."""
    found, _, intent = verdict(case, name, date(2014, 12, 31))

    assert ("cannot_tell", "unknown") == (found, intent)


def test_carbures_shares_are_summed(case):
    """Case 2: 70 and 30 per cent add up; of Carbures Asia one share of ten per cent is told."""
    rows = ask(case, "carbures", date(2014, 12, 31), Portfolio()).part("shares").rows
    found = {row.evidence[0].removeprefix("carbures:"): (row.values["known_sum"], row.values["check"]) for row in rows}

    assert (pytest.approx(1.0), "adds up") == found["guanglian-venture"]
    assert (pytest.approx(0.1), "cannot tell") == found["asia-share"]
