"""Logged asks: the strength of their day, repeats, outcomes, and what they teach."""

from datetime import date

import numpy as np
import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network

DAY = date(2001, 6, 1)
BASE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, eve, kind=person, market=US
    actor, kim, kind=person, market=KR
    tie, ada > acme, affiliation, founder, begin=1996, end=open
"""


def look(record, text, **options):
    return Network.of(record(BASE + text), Lens(**{"as_of": DAY} | options))


def test_an_ask_is_judged_by_the_strength_of_its_own_day(record):
    """The tie was weak when Eve was asked and is strong today: the ask teaches the chances of weak ties."""
    network = look(
        record,
        """
        tie, acme > eve, social, strength=weak, begin=1999, end=2001-03-01
        tie, acme > eve, social, strength=strong, begin=2001-03-01, end=open
        interaction, ask: acme=asker; eve=asked, begin=2001-01-10, outcome=yes
        """,
    )

    assert [0.25] == [ask.strength for ask in network.asks]
    assert ((1, 0, 0), (0, 0, 0)) == (network.passing_on.granted, network.passing_on.refused)
    # closed form of a Beta posterior: (4 asks * (0.1 + 0.8 * 0.25) + 1 granted) / (4 + 1)
    assert [2.2 / 5] == pytest.approx(network.passing_on.chances(np.array([0.25])).value.tolist())


def test_an_ask_does_not_count_towards_the_strength_it_is_judged_by(record):
    """Nobody knows how strong a tie is that nothing but the ask itself tells of."""
    network = look(record, "interaction, ask: acme=asker; eve=asked, begin=2001-01-10, outcome=no")

    assert [None] == [ask.strength for ask in network.asks]
    assert (0, 0, 1) == network.passing_on.refused


def test_contacts_of_later_days_do_not_count_towards_the_strength_of_an_ask(record):
    """What was observed after the ask made the tie stronger, but not on the day of the ask."""
    meeting = "interaction, meeting: acme; eve, begin=2001-01-05\n"
    ask = "interaction, ask: acme=asker; eve=asked, begin=2001-01-10, outcome=yes\n"
    later = "interaction, joint_work: acme; eve, begin=2001-04-05\n" * 4

    assert look(record, meeting + ask).asks[0].strength == look(record, meeting + ask + later).asks[0].strength


def test_an_ask_goes_along_the_tie_of_any_of_our_people(record):
    """Ada knows Eve well: that acme asked changes nothing, and neither does the tie of whoever was to be reached."""
    network = look(
        record,
        """
        tie, ada > eve, social, strength=weak, begin=1999, end=open
        tie, acme > kim, social, strength=strong, begin=1999, end=open
        interaction, ask: acme=asker; eve; kim=target, begin=2001-01-10, outcome=yes
        """,
    )

    assert [("eve",)] == [tuple(network.actor(p).id for p in ask.asked) for ask in network.asks]
    assert [0.25] == [ask.strength for ask in network.asks]


def test_only_a_tie_between_us_and_those_asked_bears_an_ask(record):
    """Neither what binds our own who were asked along, to us and to others, nor what binds those asked to others."""
    network = look(
        record,
        """
        actor, max, kind=person, market=SE
        tie, max > acme, affiliation, employee, strength=strong, begin=1996, end=2001-02-01
        tie, ada > acme, business, strength=strong, begin=1996, end=open
        tie, ada > kim, social, strength=strong, begin=1999, end=open
        tie, max > kim, social, strength=strong, begin=1999, end=open
        tie, eve > kim, social, strength=strong, begin=1999, end=open
        tie, acme > eve, social, strength=weak, begin=1999, end=open
        interaction, ask: acme; ada; eve, begin=2001-01-10, outcome=no
        interaction, ask: acme=asker; ada=asked; eve=asked, begin=2001-01-11, outcome=no
        interaction, ask: ada=asker; acme=asked; eve=asked, begin=2001-01-12, outcome=no
        """,
    )

    assert [0.25, 0.25, 0.25] == [ask.strength for ask in network.asks]


def test_a_tie_of_somebody_of_ours_then_is_no_tie_with_them_now(record):
    """Max, of ours when he was asked, had a strong tie with Kim, who was not asked."""
    network = look(
        record,
        """
        actor, max, kind=person, market=SE
        tie, max > acme, affiliation, employee, begin=1996, end=2001-02-01
        tie, max > kim, social, strength=strong, begin=1999, end=open
        interaction, ask: acme=asker; max=asked, begin=2001-01-10, outcome=yes
        """,
    )

    assert [None] == [ask.strength for ask in network.asks]


def test_an_ask_repeated_for_the_same_thing_is_one_ask(record):
    """A reminder that was granted is no refusal and a grant; an ask for something else stands by itself."""
    network = look(
        record,
        """
        tie, acme > eve, social, strength=weak, begin=1999, end=open
        interaction, ask: acme=asker; eve=asked, id=first, begin=2001-01-10, about=KR, outcome=no_answer
        interaction, ask: acme=asker; eve=asked, id=again, begin=2001-02-10, about=KR, outcome=yes
        interaction, ask: acme=asker; eve=asked, id=still, begin=2001-03-10, about=KR, outcome=pending
        interaction, ask: acme=asker; eve=asked, id=other, begin=2001-02-11, about=JP, outcome=no
        interaction, ask: acme=asker; eve=asked, id=favour, begin=2001-02-12, outcome=no
        interaction, ask: acme=asker; eve=asked, id=favour-2, begin=2001-02-13, outcome=no
        """,
    )

    assert ("again", ("first", "still"), date(2001, 1, 10)) == (
        network.asks[0].entry.id,
        network.asks[0].repeats,
        network.asks[0].day,
    )
    assert ((1, 0, 0), (3, 0, 0)) == (network.passing_on.granted, network.passing_on.refused)


def test_pending_undated_and_later_asks_teach_nothing(record):
    """What has no answer yet, no day, or a day that may lie later is no experience."""
    network = look(
        record,
        """
        interaction, ask: acme=asker; eve=asked, begin=2001-01-10, outcome=pending
        interaction, ask: acme=asker; eve=asked, outcome=yes
        interaction, ask: acme=asker; eve=asked, begin=2001, outcome=yes
        interaction, ask: acme=asker; eve=asked, begin=2002, outcome=yes
        interaction, ask: acme=asker; ada=asked, begin=2000, outcome=yes
        """,
    )

    assert [None] == [ask.is_granted for ask in network.asks]
    assert 0 == network.passing_on.asks


def test_what_is_imagined_or_filtered_away_does_not_change_what_was_learned(record):
    """A lens on social ties alone, and a tie imagined away, leave the ask as strong as it was."""
    text = """
        tie, acme > eve, business, strength=strong, id=theirs, begin=1999, end=open
        interaction, ask: acme=asker; eve=asked, begin=2001-01-10, outcome=yes
    """
    granted = [
        look(record, text, **options).passing_on.granted
        for options in ({}, {"kinds": ("social",)}, {"without": ("theirs",)})
    ]

    assert [(0, 1, 0)] * 3 == granted
    assert (0, 0, 1) == look(record, text, strength="observed").passing_on.granted


def test_actors_judged_the_same_are_one(record):
    """Eve was asked under one name and is tied to us under another."""
    network = look(
        record,
        """
        actor, eva, kind=person
        judgement, eva > eve, same
        tie, acme > eva, social, strength=strong, begin=1999, end=open
        interaction, ask: acme=asker; eve=asked, begin=2001-01-10, outcome=yes
        """,
    )

    assert (0, 1, 0) == network.passing_on.granted


def test_without_a_firm_the_strength_of_an_ask_is_unknown(record):
    """A registry has no side of its own."""
    network = Network.of(
        record("actor, a\nactor, b\ninteraction, ask: a=asker; b=asked, begin=2001-01-10, outcome=no"), Lens(as_of=DAY)
    )

    assert (0, 0, 1) == network.passing_on.refused


def test_open_asks_count_as_load_however_old_they_are(record):
    """A year back everything counts; before that only what still waits for an answer."""
    network = look(
        record,
        """
        interaction, ask: acme=asker; eve=asked, begin=1999-01-10, outcome=pending
        interaction, ask: acme=asker; eve=asked, begin=1999-01-10, outcome=no
        interaction, ask: acme=asker; eve=asked, begin=2001-01-10, outcome=no
        """,
    )

    assert 2 == network.asked_lately[network.actors.find("eve")]
    assert look(record, "").asked_lately is None
