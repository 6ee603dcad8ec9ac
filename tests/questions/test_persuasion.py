"""Persuasion: who may speak for us, what fits the inquiry, and what the record does not say."""

from datetime import date

import pytest

from bridgehead.network.actors import ActorNotFoundError
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError
from bridgehead.questions.persuasion import Persuasion
from bridgehead.record.markets import UnknownMarketError

DAY = date(2010, 6, 30)
CLUB = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, mainz, market=DE, field=polymer research
    actor, singapore, market=SG, field=materials science
    actor, seoul, market=KR, field=surface chemistry
    actor, kim, kind=person, market=KR, field=polymer films
    actor, mill, market=FR
    programme, club, acme, begin=2000
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    agreement, membership: acme; mainz, id=seat-mainz, programme=club, tier=members, begin=2001, end=open
    agreement, membership: acme; singapore, id=seat-singapore, programme=club, tier=members, begin=2001, end=open
    obligation, mainz > acme, act as reference for prospects, id=duty, agreement=seat-mainz, recurrence=continuous
"""


def ask(record, lines="", day=DAY, lens=None, **parameters):
    return Persuasion(**parameters).answer(Network.of(record(CLUB + lines), Lens(as_of=day, **(lens or {}))))


def ranked(answer):
    return [row.values["reference"].id for row in answer.part("references").rows]


def row(answer, id_):
    return next(row.values for row in answer.part("references").rows if row.values["reference"].id == id_)


def test_the_field_is_matched_by_the_words_as_stated_and_stands_first(record):
    """Polymer films meet polymer research; 'research' says nothing of a field."""
    answer = ask(record, from_market="South Korea", application="polymer films and research")

    assert ["mainz", "singapore"] == ranked(answer)
    assert (("polymer (field)",), ()) == (row(answer, "mainz")["matched"], row(answer, "singapore")["matched"])


def test_nearness_is_the_same_market_or_region_and_no_distance(record):
    """Singapore shares Asia with Korea, Germany only the world."""
    answer = ask(record, from_market="KR", rank_by="nearness")

    assert ["singapore", "mainz"] == ranked(answer)
    assert ("same region", "142") == (row(answer, "singapore")["nearness"], row(answer, "singapore")["region"].code)
    assert ("elsewhere", ()) == (row(answer, "mainz")["nearness"], row(answer, "mainz")["region"])
    assert "same market" == row(ask(record, from_market="DE"), "mainz")["nearness"]


def test_without_an_inquiry_every_reference_is_listed_with_what_is_known(record):
    """Nearness, field and language cannot be told, and the answer says what to add."""
    answer = ask(record)

    assert ["mainz", "singapore"] == ranked(answer)
    found = row(answer, "mainz")
    assert [None] * 4 == [found[name] for name in ("matched", "nearness", "languages", "ties_between")]
    assert any("--from-market" in caveat for caveat in answer.caveats)
    assert any("--application" in caveat for caveat in answer.caveats)


def test_the_inquirer_brings_market_field_and_languages_unless_told_otherwise(record):
    """Kim works on polymer films in Korea; an application given counts instead of the field."""
    answer = ask(record, inquirer="kim")

    assert ("polymer (field)",) == row(answer, "mainz")["matched"]
    assert "same region" == row(answer, "singapore")["nearness"]
    assert () == row(ask(record, inquirer="kim", application="paper"), "mainz")["matched"]


def test_ties_to_the_inquirer_are_counted_without_ours(record):
    """Mainz knows Seoul, which knows Kim: two ties. That we know them all is no recommendation."""
    answer = ask(
        record,
        """
        tie, mainz > seoul, scientific, research_partner, begin=2002, end=open
        tie, kim > seoul, social, friend, begin=2002, end=open
        tie, acme > kim, business, begin=2009, end=open
        """,
        inquirer="kim",
        rank_by="ties_between",
    )

    assert (2, None) == (row(answer, "mainz")["ties_between"], row(answer, "singapore")["ties_between"])
    assert ["mainz", "singapore"] == ranked(answer)


def test_with_a_market_alone_anybody_there_counts_as_near(record):
    """Mainz is tied to somebody in Korea."""
    lines = "tie, mainz > seoul, scientific, research_partner, begin=2002, end=open"

    assert 1 == row(ask(record, lines, from_market="KR"), "mainz")["ties_between"]


def test_a_tie_that_only_leads_the_other_way_does_not_count(record):
    """What introduces Kim to Mainz does not introduce Mainz to Kim."""
    there = "tie, mainz > kim, social, friend, begin=2002, end=open, one_way=true"
    back = "tie, kim > mainz, social, friend, begin=2002, end=open, one_way=true"

    assert 1 == row(ask(record, there, inquirer="kim"), "mainz")["ties_between"]
    assert row(ask(record, back, inquirer="kim"), "mainz")["ties_between"] is None


def test_who_agreed_to_be_a_reference_may_be_used_and_of_others_nobody_can_tell(record):
    """An obligation says so; its absence is no refusal."""
    answer = ask(record, rank_by="allowed")

    assert (True, ("act as reference for prospects",)) == (
        row(answer, "mainz")["allowed"],
        row(answer, "mainz")["agreed"],
    )
    assert row(answer, "singapore")["allowed"] is None
    assert "mainz" == ranked(answer)[0]


def test_what_was_owed_under_an_agreement_that_ended_allows_nothing(record):
    """The old contract named references, the new one does not."""
    lines = """
        agreement, research: acme; singapore, id=old, begin=2001, end=2005
        obligation, singapore > acme, act as reference, agreement=old, recurrence=continuous
    """

    assert row(ask(record, lines), "singapore")["allowed"] is None


def test_centres_customers_and_authors_are_references_too(record):
    """Each with what makes it one; a supplier is none."""
    answer = ask(
        record,
        """
        actor, maker, market=IT
        actor, lab, market=JP
        actor, buyer, market=GB
        agreement, reference_centre: acme; lab, begin=2005, end=open
        tie, acme > mill, business, customer, begin=2004, end=open
        tie, acme > maker, business, supplier, begin=2004, end=open
        interaction, sale: acme=seller; buyer=buyer, begin=2008
        interaction, publication: acme=author; seoul=author, begin=2009, topic=films on glass
        """,
        application="film",
    )

    assert {
        "lab": ("reference centre",),
        "mill": ("customer",),
        "buyer": ("customer",),
        "seoul": ("publishes with us",),
        "mainz": ("members of club",),
        "singapore": ("members of club",),
    } == {id_: row(answer, id_)["grounds"] for id_ in ranked(answer)}
    assert ("film (papers)",) == row(answer, "seoul")["matched"]
    assert (1, None) == (row(answer, "seoul")["papers"], row(answer, "mill")["papers"])


def test_what_is_past_or_to_come_makes_no_reference_and_the_possible_is_marked(record):
    """A contract that ended, a sale of next year, and a seat taken some day this year."""
    answer = ask(
        record,
        """
        actor, late, market=JP
        agreement, reference_centre: acme; mill, begin=2001, end=2005
        agreement, reference_centre: acme; late, begin=2010, end=open
        interaction, sale: acme=seller; seoul=buyer, begin=2011
        """,
    )

    assert {"mainz", "singapore", "late"} == set(ranked(answer))
    assert (False, True) == (row(answer, "late")["certain"], row(answer, "mainz")["certain"])


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [((), None), (("not_judged",), None), (("met",), True), (("met", "below_standard"), False), (("refused",), False)],
)
def test_a_customer_is_satisfied_where_everything_judged_was_met(record, verdicts, expected):
    """Nobody judged: cannot tell."""
    lines = "tie, acme > mill, business, customer, begin=2004, end=open"
    for verdict in verdicts:
        lines += f"\ninteraction, delivery: acme=sender; mill=receiver, begin=2006, acceptance={verdict}"

    assert expected is row(ask(record, lines), "mill")["satisfied"]


def test_how_we_took_what_they_delivered_says_nothing_of_their_satisfaction(record):
    """Mainz's own delivery was judged by us."""
    lines = "interaction, delivery: mainz=sender; acme=receiver, begin=2006, fulfils=duty, acceptance=met"

    assert row(ask(record, lines), "mainz")["satisfied"] is None


def test_prominence_and_publications_are_the_newest_assessed_and_may_rank(record):
    """What nobody assessed comes last; what is judged after the day does not count."""
    lines = """
        assessment, singapore, candidate.prominence, 0.4, begin=2003
        assessment, singapore, candidate.prominence, 0.6, begin=2006
        assessment, mainz, candidate.prominence, 0.9, begin=2012
        assessment, singapore, candidate.publications, 120, begin=2006
    """
    answer = ask(record, lines, rank_by="prominence")

    assert (0.6, 120) == (row(answer, "singapore")["prominence"], row(answer, "singapore")["publications"])
    assert row(answer, "mainz")["prominence"] is None
    assert ["singapore", "mainz"] == ranked(answer)


def test_the_least_asked_comes_first_where_asked_for(record):
    """Asks of the last year are counted as introductions count them."""
    lines = "interaction, ask: acme=asker; mainz=asked, begin=2010-03-01, outcome=yes"
    answer = ask(record, lines, rank_by="asked_lately")

    assert (1, 0) == (row(answer, "mainz")["asked_lately"], row(answer, "singapore")["asked_lately"])
    assert ["singapore", "mainz"] == ranked(answer)


def test_languages_are_those_stated_of_both_else_of_the_markets(record):
    """A stated language counts before what is spoken around."""
    lines = """
        actor, ann, kind=person, market=US, languages=ko; en
        actor, lee, kind=person, market=JP, languages=ko
        agreement, reference_centre: acme; ann, begin=2005, end=open
    """
    answer = ask(record, lines, inquirer="lee")

    assert ("ko",) == row(answer, "ann")["languages"]
    assert () == row(answer, "mainz")["languages"]
    assert "de" in row(ask(record, from_market="AT"), "mainz")["languages"]
    assert row(ask(record, from_market="Asia"), "mainz")["languages"] is None


def test_articles_near_the_inquiry_come_first_with_what_they_stand_for(record):
    """One entry may stand for many papers; papers of next year cannot be sent."""
    lines = """
        interaction, publication: acme=cited, begin=2007, topic=nanotechnology
        interaction, publication: acme=cited, begin=2008, topic=polymer films, amount=250, currency=papers
        interaction, publication: acme=cited, begin=2011, topic=polymer films
    """
    rows = ask(record, lines, application="polymer films").part("articles").rows

    assert [("polymer films", "250 papers"), ("nanotechnology", None)] == [
        (row.values["topic"], row.values["amount"]) for row in rows
    ]
    assert ("polymer (topic)", "films (topic)") == rows[0].values["matched"]


def test_the_inquirer_is_no_reference_for_itself(record):
    """A member that asks again is left out."""
    assert ["singapore"] == ranked(ask(record, inquirer="mainz"))


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"inquirer": "nobody"}, ActorNotFoundError),
        ({"inquirer": "acme"}, QuestionValueError),
        ({"inquirer": "ada"}, QuestionValueError),
        ({"from_market": "Atlantis"}, UnknownMarketError),
        ({"rank_by": "score"}, QuestionValueError),
    ],
)
def test_what_makes_no_sense_is_refused(record, parameters, error):
    """Unknown inquirers and markets, ourselves, and a ranking that does not exist."""
    with pytest.raises(error):
        ask(record, **parameters)


def test_rows_cite_what_makes_them_references(record):
    """Seat and duty stand behind Mainz."""
    found = next(row for row in ask(record).part("references").rows if row.values["reference"].id == "mainz")

    assert ("seat-mainz", "duty") == found.evidence


@pytest.mark.parametrize("lens", [{"level": "organisations"}, {"certain_only": True}, {"without": ("ada",)}])
def test_every_lens_leaves_members_references(record, lens):
    """Seats that certainly hold make references at any level."""
    assert {"mainz", "singapore"} == set(ranked(ask(record, lens=lens)))


def test_agreements_between_others_and_with_no_word_of_references_make_none(record):
    """Two members' own contract, and our supply contract, are no reason to speak for us."""
    lines = """
        agreement, membership: singapore; seoul, programme=club, begin=2001, end=open
        agreement, supply: acme; mill, begin=2001, end=open
    """

    assert {"mainz", "singapore"} == set(ranked(ask(record, lines)))


def test_a_delivery_among_several_counts_for_each_of_them_and_not_for_us(record):
    """The mill and Ada took part; only the mill's satisfaction is told."""
    lines = """
        tie, acme > mill, business, customer, begin=2004, end=open
        interaction, delivery: acme=sender; ada=sender; mill=receiver, begin=2006, acceptance=met
        interaction, delivery: mainz=sender; singapore=receiver, begin=2006, acceptance=refused
    """

    answer = ask(record, lines)
    assert (True, None) == (row(answer, "mill")["satisfied"], row(answer, "singapore")["satisfied"])
