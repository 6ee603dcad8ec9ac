"""Strength taken apart: what was stated, and what was observed from what."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens, WithTie
from bridgehead.network.network import Network
from bridgehead.questions.introductions import Introductions

DAY = date(2001, 6, 1)


def steps(record, text, **lens):
    network = Network.of(record(text), Lens(as_of=DAY, **lens))
    return Introductions(to="eve").answer(network).part("routes").rows[0].steps


def test_contacts_and_agreements_are_counted_and_the_missing_components_named(record):
    """A meeting and a mail each way, and an agreement of two: time and reciprocity are known."""
    step = steps(
        record,
        """
        firm, acme
        actor, eve, kind=person
        tie, acme > eve, business, begin=1999, end=open
        agreement, research: acme; eve, begin=2000, end=open
        interaction, message: acme=sender; eve=receiver, begin=2001-05-31
        interaction, message: eve=sender; acme=receiver, begin=2001-05-31
        interaction, meeting: eve; acme, begin=2001-05-31
        """,
    )[0]

    assert step.explanation == (
        "Nobody stated a strength.",
        (
            "Observed strength 0.83 on 2001-06-01: time 0.67, reciprocity 1.00, "
            "from 2 x message, 1 x meeting, 1 x agreement in force."
        ),
    )
    assert step.strength == pytest.approx(0.835, abs=0.005)  # the mean of two numbers shown to two places


def test_an_agreement_alone_is_partial(record):
    """One component of four."""
    step = steps(
        record,
        """
        firm, acme
        actor, eve
        agreement, research: acme; eve, begin=2000, end=open
        """,
    )[0]

    assert step.explanation[1].endswith(
        "time 0.63, from 1 x agreement in force. Partial: fewer than two of the four components are known."
    )


def test_what_was_stated_is_shown_beside_and_nothing_observed_is_said(record):
    """Stated and observed never mix."""
    step = steps(record, "firm, acme\nactor, eve\ntie, acme > eve, social, strength=weak, begin=1999, end=open")[0]

    assert step.explanation == ("Stated strength 0.25.", "Nothing was observed.")


def test_contacts_of_people_folded_into_their_organisations_are_named_as_such(record):
    """At the level of organisations the contacts are Ada's."""
    step = steps(
        record,
        """
        firm, acme
        actor, ada, kind=person
        actor, eve
        tie, ada > acme, affiliation, begin=1999, end=open
        interaction, joint_work: ada; eve, begin=2001-05-31
        """,
        level="organisations",
    )[0]

    assert step.explanation[1].endswith("from the people folded into the two organisations.")


def test_a_step_between_a_person_and_their_organisation_asks_nobody(record):
    """It is free, and says so; a step of an imagined tie has no evidence."""
    to_eve = steps(
        record,
        """
        firm, acme
        actor, uni
        actor, eve, kind=person
        tie, eve > uni, affiliation, begin=1999, end=open
        """,
        with_ties=(WithTie(sender="acme", receiver="uni"),),
    )

    assert [step.free for step in to_eve] == [False, True]
    assert to_eve[1].ask == "uni and eve belong together: nobody needs to be asked."
    assert to_eve[0].evidence == ()
    assert not to_eve[0].inferred
