"""Dependence: what each loss would close, and what holds us back."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.network.routes import count_ties
from bridgehead.questions.dependence import Dependence

DAY = date(2001, 6, 1)
EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, bo, kind=person, market=SE
    actor, eve, kind=person, market=US
    actor, kim, kind=person, market=KR
    actor, dist, market=GB
    actor, uni, market=FI
    programme, club, acme
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    tie, bo > acme, affiliation, founder, begin=1996, end=open
    tie, ada > eve, scientific, strength=0.25, begin=1990, end=open
    tie, bo > eve, scientific, strength=0.1, begin=1990, end=open
    tie, eve > kim, social, strength=0.75, begin=1990, end=open
    tie, ada > dist, social, strength=weak, begin=1999, end=open
    tie, ada > uni, scientific, begin=1999, end=open
    agreement, distribution: acme; dist, id=deal, begin=2000, end=open, exclusivity=instruments, exclusive_markets=GB
    agreement, membership: acme; uni, id=seat, begin=2000, end=open, programme=club
    interaction, sale: acme=seller; dist=buyer, begin=2001-01, amount=80, currency=EUR
    interaction, sale: acme=seller; uni=buyer, begin=2001-01, amount=20, currency=EUR
    interaction, ask: acme=asker; eve=asked, begin=2001-01, outcome=no, topic=meet Kim
"""


def ask(record, text=EXAMPLE, **parameters):
    return Dependence(**parameters).answer(Network.of(record(text), Lens(as_of=DAY)))


def loss(record, actor):
    return next(
        row.values for row in ask(record, everybody=True).part("losses").rows if row.values["actor"].id == actor
    )


def test_losing_a_partner_closes_what_only_they_lead_to(record):
    """Without Eve neither she nor Kim is reached."""
    eve = loss(record, "eve")

    assert {market.code for market in eve["markets"]} == {"US", "KR"}
    assert (eve["closed"], eve["weakened"], eve["targets"]) == (2, 0, 1)


def test_losing_one_of_our_people_weakens_what_another_still_holds_open(record):
    """Bo also knows Eve, less well: Korea's best route gets worse. The United States stay a direct tie away."""
    ada = loss(record, "ada")

    assert (ada["closed"], ada["weakened"]) == (0, 1)
    assert loss(record, "bo")["weakened"] == 0


def test_agreements_rest_on_the_one_person_who_knows_the_partner(record):
    """Ada alone knows distributor and university; each partner takes its own agreement along."""
    assert (loss(record, "ada")["agreements"], loss(record, "ada")["seats"]) == (2, 1)
    assert (loss(record, "bo")["agreements"], loss(record, "bo")["seats"]) == (0, 0)
    assert (loss(record, "uni")["agreements"], loss(record, "uni")["seats"]) == (1, 1)


def test_the_worst_loss_comes_first_and_cites_its_ties(record):
    """Closed markets count before agreements."""
    rows = ask(record).part("losses").rows

    assert [row.values["actor"].id for row in rows][:2] == ["eve", "dist"]
    assert "deal" in rows[1].evidence


def test_those_whose_loss_changes_nothing_are_counted_and_listed_on_request(record):
    """Bo holds nothing open that Ada does not hold open better."""
    answer = ask(record)

    assert "bo" not in {row.values["actor"].id for row in answer.part("losses").rows}
    assert any("1 others" in caveat for caveat in answer.caveats)


def test_losses_agree_with_imagining_the_actor_away(record):
    """The same markets close when the lens leaves the actor out."""
    before = {"US", "KR", "GB", "FI"}
    for row in ask(record).part("losses").rows:
        actor = row.values["actor"].id
        network = Network.of(record(EXAMPLE), Lens(as_of=DAY, without=(actor,)))
        ties = count_ties(network.graph(), network.starts, 3)
        open_ = {
            held.market
            for position, held in enumerate(network.actors.held)
            if ties[position] > 0 and held.market != "SE" and held.id != actor
        }
        assert {market.code for market in row.values["markets"]} == before - open_


def test_what_holds_us_back_is_named_with_its_source(record):
    """Exclusivity, large shares and a refused request."""
    rows = ask(record).part("holding_back").rows
    found = [(row.values["partner"].id, row.values["what"], row.values.get("share")) for row in rows]

    assert found == [
        ("dist", "exclusivity", None),
        ("dist", "share of agreements", pytest.approx(0.5)),
        ("uni", "share of agreements", pytest.approx(0.5)),
        ("dist", "share of sales (EUR)", pytest.approx(0.8)),
        ("eve", "refused request", None),
    ]
    assert all(row.evidence for row in rows)


def test_only_a_request_of_ours_that_others_refused_holds_us_back(record):
    """However its parts are labelled; neither what we refused ourselves, nor what others refused each other."""
    text = """
        firm, acme, market=SE
        actor, eve, kind=person
        actor, kim, kind=person
        actor, lee, kind=person
        interaction, ask: acme=sender; eve=receiver, id=asked, begin=2000, outcome=no
        interaction, refusal: kim=refuser; acme, id=sent, begin=2000
        interaction, ask: acme; lee, id=unlabelled, begin=2000, outcome=no
        interaction, ask: eve=sender; acme=receiver, id=ours, begin=2000, outcome=no
        interaction, refusal: acme=sender; eve, id=we-refused, begin=2000
        interaction, ask: eve=asker; kim=asked, id=theirs, begin=2000, outcome=no
        interaction, ask: acme=asker; eve=asked, id=granted, begin=2000, outcome=yes
    """

    rows = ask(record, text).part("holding_back").rows

    assert {("eve", "asked"), ("kim", "sent"), ("lee", "unlabelled")} == {
        (row.values["partner"].id, *row.evidence) for row in rows
    }


def test_a_firm_without_ties_can_lose_nobody(record):
    """Both parts are empty and say so."""
    answer = ask(record, "firm, acme, market=SE")

    assert answer.part("losses").rows == answer.part("holding_back").rows == ()
    assert "nobody" in answer.part("losses").empty
