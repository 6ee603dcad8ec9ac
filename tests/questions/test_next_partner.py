"""Next partner: who is two ties away, what speaks for them, and whether such lists were right before."""

from datetime import date
from math import log, log1p

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions import QuestionValueError
from bridgehead.questions.next_partner import NextPartner
from bridgehead.record.markets import UnknownMarketError

DAY = date(2010, 6, 1)
EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, dist, market=GB
    actor, uni, market=SE
    actor, near, market=DE
    actor, both, market=DE, field=academia
    actor, far, market=KR
    actor, club, kind=community
    tie, ada > acme, affiliation, founder, id=place, begin=1996, end=open
    tie, acme > dist, business, distributor, id=deal, strength=0.5, begin=2001, end=open
    tie, ada > uni, scientific, id=lab, strength=0.2, begin=2002, end=open
    tie, dist > near, business, id=a, strength=0.4, begin=2003-05-01, end=open
    tie, dist > both, business, id=b, begin=2004-02, end=open
    tie, uni > both, scientific, id=c, strength=0.6, begin=2005, end=open
    tie, near > far, business, id=d, begin=2005, end=open
    tie, uni > club, social, id=e, begin=2005, end=open
"""


def ask(record, text=EXAMPLE, lens=None, **parameters):
    return NextPartner(**parameters).answer(Network.of(record(text), lens or Lens(as_of=DAY)))


def rows(record, text=EXAMPLE, part="partners", **parameters):
    return {row.values["actor"].id: row for row in ask(record, text, **parameters).part(part).rows}


def order(record, **parameters):
    return list(rows(record, **parameters))


def test_who_our_partners_know_and_we_do_not_is_listed(record):
    """Neither partners, nor those three ties away, nor communities are."""
    assert {"both", "near"} == set(rows(record))


def test_partners_in_common_count_by_how_few_they_know(record):
    """Adamic & Adar: dist is tied to three, uni to three; strengths count as in Lü & Zhou, where both are known."""
    found = rows(record)

    assert 1 / log(3) + 1 / log(3) == pytest.approx(found["both"].values["adamic_adar"])
    assert (0.2 + 0.6) / log1p(0.8) == pytest.approx(found["both"].values["weighted"])
    assert (0.5 + 0.4) / log1p(0.9) == pytest.approx(found["near"].values["weighted"])
    assert (2, 2) == (found["both"].values["common"], found["both"].values["certain"])


def test_a_row_cites_both_ties_of_every_route(record):
    """Our tie with the partner in common and the partner's with the candidate."""
    assert {"deal", "b", "lab", "c"} == set(rows(record)["both"].evidence)


def test_each_ranking_orders_the_list(record):
    """More partners in common, stronger ties, or the newest tie."""
    assert ["both", "near"] == order(record, ranking="common")
    assert ["near", "both"] == order(record, ranking="weighted")
    assert ["both", "near"] == order(record, ranking="newest")


def test_what_is_not_known_is_not_known(record):
    """No strength, no day, no field, no market: cannot tell, never zero or no."""
    found = rows(record, "firm, acme\nactor, p\nactor, q\ntie, acme > p, business\ntie, p > q, business")["q"].values

    assert [None] * 6 == [
        found[key] for key in ("weighted", "newest", "same_field", "market", "new_market", "precedents")
    ]
    assert (1, 0) == (found["common"], found["certain"])


def test_a_one_way_tie_leads_on_from_its_sender_only(record):
    """A partner who is merely known to somebody cannot pass us on to them."""
    text = "firm, acme\nactor, p\nactor, q\ntie, acme > p, business\ntie, {0}, business, one_way=true"

    assert {"q"} == set(rows(record, text.format("p > q")))
    assert set() == set(rows(record, text.format("q > p")))


def test_what_begins_later_does_not_count(record):
    """On an earlier day the later partner in common is not there."""
    found = rows(record, lens=Lens(as_of=date(2004, 12, 31)))

    assert 1 == found["both"].values["common"]


def test_the_market_asked_for_alone_is_listed(record):
    """By code or name; one that does not exist is refused."""
    assert {"both", "near"} == set(rows(record, market="Germany"))
    assert set() == set(rows(record, market="FR"))
    with pytest.raises(UnknownMarketError):
        ask(record, market="Atlantis")


def test_markets_we_are_not_tied_to_come_by_their_best_candidate(record):
    """Germany is new to us, its first candidate stands first."""
    row = ask(record).part("markets").rows[0].values

    assert ("DE", 2, "both", 1) == (row["market"].code, row["candidates"], row["best"].id, row["place"])
    assert rows(record)["near"].values["new_market"] is True


def test_pathways_into_a_market_that_is_open_stand_beside(record):
    """A customer in Germany: their compatriots stand in a market some pathway leads to, and it is no new one."""
    text = EXAMPLE + "\n    actor, kraft, market=DE\n    tie, acme > kraft, business, customer, origin=follow_customer"
    values = rows(record, text)["near"].values

    assert "follow_customer" in {word.replace(" ", "_") for word in values["pathways"]}
    assert values["new_market"] is False


def test_a_ranking_that_does_not_exist_is_refused(record):
    """The message names those that do."""
    with pytest.raises(QuestionValueError, match="adamic_adar"):
        ask(record, ranking="fame")


def test_an_empty_record_says_what_is_missing(record):
    """No tie: nothing to list, no market, and nobody can tell how good the list is."""
    answer = ask(record, "firm, acme, market=SE")

    assert [0, 0, 0] == [len(part.shape.rows) for part in answer.parts]
    assert "add those ties" in answer.part("partners").empty
    assert "Cannot tell" in answer.part("backtest").empty


def test_without_a_firm_nobody_can_be_told_apart(record):
    """Whose partners, is the first thing to know."""
    with pytest.raises(NoFirmError):
        ask(record, "actor, p\nactor, q\ntie, p > q, business")


def grown(count, *, known=True):
    """A firm whose partners, but for the first, were known to an earlier partner the year before."""
    lines = ["firm, acme, market=SE", "actor, p0", "tie, acme > p0, business, begin=2000-01-01, end=open"]
    for number in range(1, count + 1):
        lines.append(f"actor, p{number}")
        if known:
            lines.append(f"tie, p{number - 1} > p{number}, business, begin={1999 + number}-06-01, end=open")
        lines.append(f"tie, acme > p{number}, business, begin={2000 + number}-01-01, end=open")
    return "\n".join(lines)


def test_new_partners_are_looked_for_on_the_list_of_the_day_before(record):
    """Each of six came through the one before: all were first on the list, and the very first was on none."""
    rows_by_measure = {row.values["measure"]: row.values for row in ask(record, grown(6)).part("backtest").rows}
    found = rows_by_measure["adamic_adar"]

    assert (6, 7) == (found["count"], found["of"])
    assert 6 / 7 == pytest.approx(found["first"])
    assert found["low"] < found["value"] < found["high"]
    assert found["first"] >= rows_by_measure["popularity"]["first"]


def test_partners_nobody_knew_were_not_foretold(record):
    """No tie between partners: none stood on the list."""
    found = ask(record, grown(6, known=False)).part("backtest").rows[0].values

    assert (0, 7, 0.0) == (found["count"], found["of"], found["value"])


def test_too_few_dated_relationships_cannot_be_tested(record):
    """Four are too few; the part says how many it takes."""
    part = ask(record, grown(3)).part("backtest")

    assert 0 == len(part.rows)
    assert "takes 5" in part.empty
