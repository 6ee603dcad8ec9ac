"""Dormant: once strong and now silent, told per pair with the contacts it rests on."""

import math
from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError
from bridgehead.questions.dormant import Dormant

DAY = date(2001, 6, 1)
EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, old, kind=person, market=DE
    actor, cooling, kind=person, market=FR
    actor, warm, kind=person
    actor, brief, kind=person
    actor, silent, kind=person
    actor, stranger, kind=person
    tie, ada > acme, affiliation, founder, begin=1996, end=open, id=founder
    tie, ada > silent, social, strength=strong, begin=1990, end=open
    tie, ada > old, scientific, begin=1990, end=open, id=colleagues
    interaction, message: ada=sender; old=receiver, begin=1999-06-01, id=there
    interaction, message: old=sender; ada=receiver, begin=1999-06-02, id=back
    interaction, message: acme=sender; cooling=receiver, begin=2000-10-01
    interaction, message: cooling=sender; acme=receiver, begin=2000-10-01
    interaction, message: ada=sender; warm=receiver, begin=2001-05-31
    interaction, message: warm=sender; ada=receiver, begin=2001-05-31
    interaction, meeting: ada; brief, begin=1998-01-01
    interaction, message: stranger=sender; ada=receiver, begin=1998-01-01
    interaction, message: old=sender; stranger=receiver, begin=1998-01-01
    interaction, message: stranger=sender; old=receiver, begin=1998-01-01
"""


def ask(record, text=EXAMPLE, lens=None, **parameters):
    return Dormant(**parameters).answer(Network.of(record(text), Lens(as_of=DAY, **(lens or {}))))


def contacts(answer, part):
    return [actor.id for actor in answer.part(part).values("contact")]


def test_once_strong_and_silent_for_a_year_is_dormant_half_of_it_going_cold(record):
    """Neither the warm, the never strong, the stated without a contact, the one-way mail nor others' ties."""
    answer = ask(record)

    assert contacts(answer, "dormant") == ["old"]
    assert contacts(answer, "going_cold") == ["cooling"]


def test_a_row_tells_when_it_was_strong_by_whom_and_what_is_left(record):
    """By hand: the second mail came a day later, when the first had faded by a 365th of a half-life."""
    (row,) = ask(record).part("dormant").rows
    faded = 2 ** (-1 / 365)

    def strength(left):
        return (1 - math.exp(-0.01 * left * (1 + faded)) + 2 * faded / (1 + faded)) / 2

    assert (row.values["contact"].id, row.values["ours"].id, row.values["market"].code) == ("old", "ada", "DE")
    assert row.values["peak"] == pytest.approx(strength(1))
    assert row.values["today"] == pytest.approx(strength(2 ** (-730 / 365)))
    assert (row.values["peak_day"], row.values["last_contact"]) == ("1999-06-02", "1999-06-02")
    assert (row.values["contacts"], row.values["kinds"]) == (2, ("scientific",))
    assert row.evidence == ("colleagues", "back")


def test_ties_without_a_contact_are_counted_as_cannot_tell(record):
    """Five of ours are tied: Silent was never logged a contact with."""
    coverage = ask(record).coverage

    assert (coverage.used, coverage.total) == (4, 5)
    assert coverage.remarks == ("1 tie without a dated contact: cannot tell whether dormant.",)


def test_the_limit_can_be_chosen(record):
    """After ninety days Cooling is dormant, its peak the higher; no tie is silent after none."""
    assert contacts(ask(record, after_days=90), "dormant") == ["cooling", "old"]
    with pytest.raises(QuestionValueError, match="at least a day"):
        ask(record, after_days=0)


def test_lens_and_day_are_heeded(record):
    """On an earlier day nothing was silent; only ties of a kind asked for are told; organisations stand for people."""
    earlier = Dormant().answer(Network.of(record(EXAMPLE), Lens(as_of=date(1999, 7, 1))))

    assert contacts(earlier, "dormant") == []
    assert contacts(ask(record, lens={"kinds": ("social",)}), "dormant") == []
    assert contacts(ask(record, lens={"without": ("old",)}), "dormant") == []
    assert contacts(ask(record, lens={"level": "organisations"}), "dormant") == ["old"]
    assert contacts(ask(record, lens={"level": "people"}), "dormant") == ["old"]


def test_empty_answers_say_what_is_missing(record):
    """No contact logged is another thing than no tie gone silent."""
    nothing = ask(record, "firm, acme\nactor, b\ntie, acme > b, social, strength=strong, begin=1990, end=open")
    without = ask(record, lens={"kinds": ("social",)}).part("dormant")

    assert nothing.part("dormant").empty.startswith("Cannot tell: no dated contact")
    assert without.empty == "No tie whose contacts once showed it strong has been silent for 365 days."
