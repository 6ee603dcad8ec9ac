"""The growth of a network: on any day the ties of the network of that day, told with the days they hold on."""

from datetime import date, timedelta

import numpy as np
import pytest

from bridgehead.network.growth import ALWAYS, NEVER, trace_growth
from bridgehead.network.lens import Lens, WithTie
from bridgehead.network.network import Network
from bridgehead.record.entries import Interaction
from bridgehead.record.record import MemoryRecord
from scenarios import draw_scenarios

LAST = date(2002, 6, 30)


def name_ties(network, ties, sources, keep):
    """Who is tied by what, and whether for certain; a tie of contacts goes by its pair, for its kind may change."""
    names = [actor.id for actor in network.actors.held]
    told = set()
    for place in np.flatnonzero(keep).tolist():
        source = sources[int(ties.source[place])]
        ends = names[ties.sender[place]], names[ties.receiver[place]]
        if isinstance(source, Interaction):
            told.add((*sorted(ends), "in contact"))
        else:
            told.add((*ends, int(ties.kind[place]), getattr(source, "id", "imagined")))
    return told


def tell(network):
    """The ties of a network, all and the certain ones."""
    ties, sources = network.ties, network.world.sources
    return name_ties(network, ties, sources, np.ones(len(ties), dtype=bool)), name_ties(
        network, ties, sources, ties.certain
    )


@pytest.mark.parametrize("options", [
    {}, {"certain_only": True}, {"formal_only": True}, {"kinds": ("social", "business")}, {"without": ("dee",)},
    {"with_ties": (WithTie(sender="acme", receiver="gil", kind="social", strength=0.6),)},
], ids=str)  # fmt: skip
def test_on_any_earlier_day_exactly_that_days_ties_hold(options):
    """Whatever the lens asks for, a replay shows on each day what the network of that day has."""
    for scenario in draw_scenarios(100):
        record = MemoryRecord("made", (*scenario.earlier, *scenario.later))
        network = Network.of(record, Lens(as_of=LAST, **options))
        growth = trace_growth(network)
        for back in (0, 1, 200, 400, 900, 1800, 4000):
            day = LAST - timedelta(days=back)
            expected_all, expected_certain = tell(network.on(day))
            found_all = name_ties(network, growth.ties, growth.sources, growth.may_hold(day))
            found_certain = name_ties(network, growth.ties, growth.sources, growth.certainly_holds(day))

            assert expected_all == found_all
            assert expected_certain == found_certain


@pytest.mark.parametrize("level", ["people", "organisations"])
def test_at_a_level_the_days_own_ties_are_the_networks(level):
    """At the level of people or organisations, the network's own day shows what the network has."""
    for scenario in draw_scenarios(40):
        network = Network.of(MemoryRecord("made", scenario.earlier), Lens(as_of=LAST, level=level))
        growth = trace_growth(network)

        assert tell(network)[0] == name_ties(network, growth.ties, growth.sources, growth.may_hold(LAST))


def test_a_tie_of_contacts_is_of_the_kind_its_newest_contact_says_on_each_day(record):
    """Who met over business and later only wrote papers together is tied by either in its time, under any lens."""
    held = record(
        """
        firm, acme, market=SE
        actor, hub, market=DE
        interaction, meeting: acme; hub, begin=2000-03-01
        interaction, publication: acme; hub, begin=2001-03-01
        """
    )
    both = trace_growth(Network.of(held, Lens(as_of=LAST)))
    business = trace_growth(Network.of(held, Lens(as_of=LAST, kinds=("business",))))

    assert [1, 1] == [int(both.may_hold(day).sum()) for day in (date(2000, 6, 1), date(2002, 6, 1))]
    assert [1, 0] == [int(business.may_hold(day).sum()) for day in (date(2000, 6, 1), date(2002, 6, 1))]


def test_strengths_are_those_of_the_network(record):
    """A tie in force has the network's strength, an ended one what was stated, one nobody judged none."""
    held = record("""
        firm, acme
        actor, basf
        actor, cern
        tie, acme > basf, business, id=now, begin=1999, end=open, strength=strong
        tie, acme > cern, scientific, id=past, begin=1990, end=1995, strength=weak
        tie, basf > cern, business, id=silent, begin=1990, end=open
    """)
    growth = trace_growth(Network.of(held, Lens(as_of=LAST)))
    strengths = {source.id: growth.used[place] for place, source in enumerate(growth.sources)}

    assert 0.75 == strengths["now"]
    assert 0.25 == strengths["past"]
    assert np.isnan(strengths["silent"])


def test_what_nobody_dated_may_always_have_held_and_is_certain_on_no_day(record):
    """An unknown beginning is no bound: the tie is possible on every day, certain on none."""
    growth = trace_growth(Network.of(record("""
        firm, acme
        actor, basf
        tie, acme > basf, business
    """), Lens(as_of=LAST)))  # fmt: skip

    assert [ALWAYS] == growth.possible_from.tolist()
    assert [NEVER] == growth.certain_from.tolist()
    assert [NEVER] == growth.possible_until.tolist()
    assert growth.may_hold(date(1900, 1, 1)).all()
    assert not growth.certainly_holds(LAST).any()


def test_what_begins_after_the_day_is_not_told(record):
    """A replay never runs ahead of the network's day."""
    growth = trace_growth(Network.of(record("""
        firm, acme
        actor, basf
        tie, acme > basf, business, begin=2003, end=open
        interaction, joint_work: acme; basf, begin=2003-05-01
    """), Lens(as_of=LAST)))  # fmt: skip

    assert 0 == len(growth.ties)


def test_contacts_tie_from_their_first_answer_and_give_way_to_a_told_tie(record):
    """A pair in contact is tied once contacts run both ways, but not while a tie of the two is told."""
    growth = trace_growth(Network.of(record("""
        firm, acme
        actor, basf
        interaction, message: acme=sender; basf=receiver, begin=1999-01-10
        interaction, message: basf=sender; acme=receiver, begin=1999-03-10
        tie, acme > basf, business, id=told, begin=2000-01-01, end=2001-01-01
    """), Lens(as_of=LAST)))  # fmt: skip
    spans = [
        (date.fromordinal(int(begin)).isoformat(), end)
        for begin, end, source in zip(growth.possible_from, growth.possible_until, growth.ties.source, strict=True)
        if isinstance(growth.sources[source], Interaction)
    ]

    assert [("1999-03-10", date(2000, 1, 1).toordinal()), ("2001-01-01", NEVER)] == spans


def test_messages_that_run_one_way_make_no_tie_until_answered(record):
    """Neither the first nor the second ties two; the answer does, from its day on."""
    growth = trace_growth(Network.of(record("""
        firm, acme
        actor, basf
        interaction, message: acme=sender; basf=receiver, begin=1999-01-10
        interaction, message: acme=sender; basf=receiver, begin=1999-03-10
        interaction, message: basf=sender; acme=receiver, begin=1999-09-10
    """), Lens(as_of=LAST)))  # fmt: skip

    assert ["1999-09-10"] == [date.fromordinal(int(begin)).isoformat() for begin in growth.possible_from]


def test_a_message_nobody_answered_does_not_part_those_who_met(record):
    """A joint call ties two from its day on, whatever is sent after it."""
    growth = trace_growth(Network.of(record("""
        firm, acme
        actor, basf
        interaction, call: acme; basf, begin=1999-01-10
        interaction, message: acme=sender; basf=receiver, begin=1999-03-10
    """), Lens(as_of=LAST)))  # fmt: skip

    assert [(date(1999, 1, 10).toordinal(), NEVER)] == [*zip(growth.possible_from, growth.possible_until, strict=True)]
