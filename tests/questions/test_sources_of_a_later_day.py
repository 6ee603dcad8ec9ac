"""Sources that speak for a day after the one asked for."""

from __future__ import annotations

from datetime import date

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions._saying import collect_evidence


def test_a_source_that_speaks_for_a_later_day_says_so(record):
    """An interview of a later year stays among the sources of an earlier day, marked; on its own day it is not."""
    held = record("""
        firm, acme
        actor, zenith
        evidence, then, on=1996
        evidence, interview, on=2007, paraphrase=They knew each other early
        tie, acme > zenith, business, begin=1996, id=t, evidence=then; interview
    """)
    early = Network.of(held, Lens(as_of=date(2000, 1, 1)))
    late = Network.of(held, Lens(as_of=date(2010, 1, 1)))

    told, later = collect_evidence(early, ["t"]), collect_evidence(late, ["t"])

    assert "They knew each other early [speaks for a later day]" == {one.id: one.text for one in told}["interview"]
    assert "then" == {one.id: one.text for one in told}["then"]
    assert "They knew each other early" == {one.id: one.text for one in later}["interview"]
