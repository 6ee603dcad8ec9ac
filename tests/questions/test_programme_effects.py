"""Programme effects: what names the programme, came through a member, only came later, or cannot be counted."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions.programme_effects import ProgrammeEffects
from bridgehead.record.programmes import UnknownProgrammeError

DAY = date(2010, 6, 30)
CLUB = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, uni, market=US
    actor, lab, market=JP
    actor, mill, market=DE
    actor, shop, market=FR
    programme, club, acme, begin=2000
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    agreement, membership: acme; uni, id=seat-uni, programme=club, tier=members, begin=2001-03-01, end=open
    agreement, membership: acme; lab, id=seat-lab, programme=club, tier=centres, begin=2003, end=open
    obligation, uni > acme, act as reference for prospects, id=duty, agreement=seat-uni, recurrence=continuous
    obligation, uni > acme, publications in journals, id=papers, agreement=seat-uni, unit=papers
"""


def ask(record, lines="", day=DAY, programme="", **lens):
    network = Network.of(record(CLUB + lines), Lens(as_of=day, **lens))
    return ProgrammeEffects(programme=programme).answer(network)


def effect(answer, word):
    return next(row.values for row in answer.part("effects").rows if row.values["effect"] == word)


def links(answer, word):
    names = ("names_it", "through_member", "only_after", "unordered", "before")
    return tuple(effect(answer, word)[name] for name in names)


def told(answer, part="timeline"):
    return [(row.values["effect"], row.values["link"]) for row in answer.part(part).rows]


def member(answer, id_):
    return next(row.values for row in answer.part("by_member").rows if row.values["member"].id == id_)


def test_a_foothold_that_rests_on_a_seat_names_the_programme(record):
    """It counts for the member whose seat it rests on and for the member's tier."""
    answer = ask(record, "presence, acme, US, begin=2005, end=open, rests_on=seat-uni")

    assert (1, 0, 0, 0, 0) == links(answer, "footholds")
    assert (1, None) == (member(answer, "uni")["footholds"], member(answer, "lab")["footholds"])
    assert {"members": 1, "centres": None} == {
        row.values["tier"]: row.values["footholds"] for row in answer.part("by_tier").rows
    }


def test_evidence_coded_with_the_programme_names_it(record):
    """The source credits the programme with a foothold in a market that has no member."""
    answer = ask(
        record,
        """
        evidence, study, codes=Club, on=2006
        presence, acme, BE, begin=2005, end=open, evidence=study
        """,
    )

    assert (1, 0, 0, 0, 0) == links(answer, "footholds")


def test_evidence_written_after_the_day_names_nothing_yet(record):
    """On a day in 2005 nobody has credited the programme."""
    lines = """
        evidence, study, codes=club, on=2006
        presence, acme, BE, begin=2005-01-01, end=open, evidence=study
    """

    assert (0, 0, 1, 0, 0) == links(ask(record, lines, date(2005, 6, 1)), "footholds")


def test_what_comes_through_a_member_is_no_naming_of_the_programme(record):
    """A lead a member gave after joining stands in a column of its own."""
    answer = ask(record, "interaction, lead: uni=source; acme=receiver, begin=2004-05-01")

    assert (0, 1, 0, 0, 0) == links(answer, "leads")
    assert 1 == member(answer, "uni")["leads"]


def test_what_a_later_member_did_before_joining_is_not_through_a_member(record):
    """The laboratory joined in 2003; its lead of 2002 only came after the first seat."""
    answer = ask(record, "interaction, lead: lab=source; acme=receiver, begin=2002-05-01")

    assert (0, 0, 1, 0, 0) == links(answer, "leads")


@pytest.mark.parametrize(
    ("begin", "expected"),
    [
        ("2004", (0, 0, 1, 0, 0)),
        ("2001", (0, 0, 0, 1, 0)),
        ("unknown", (0, 0, 0, 1, 0)),
        ("1999", (0, 0, 0, 0, 1)),
        ("before 2001", (0, 0, 0, 0, 1)),
    ],
)
def test_before_and_after_are_told_where_the_dates_prove_them(record, begin, expected):
    """The first seat was taken on 1 March 2001."""
    assert expected == links(ask(record, f"presence, acme, FR, begin={begin}, end=open"), "footholds")


def test_what_a_linked_interaction_led_to_is_linked(record):
    """A customer who came of a member's introduction came through the member."""
    answer = ask(
        record,
        """
        tie, acme > mill, business, customer, id=customer, begin=2005, end=open
        interaction, introduction: uni=introducer; acme=introduced; mill=introduced, begin=2004, led_to=customer
        """,
    )

    assert (0, 1, 0, 0, 0) == links(answer, "customers") == links(answer, "introductions")
    assert 1 == member(answer, "uni")["customers"]


def test_contacts_are_new_where_nobody_of_ours_knew_them_before(record):
    """The mill was Ada's friend before the club; the shop was introduced by a member."""
    answer = ask(
        record,
        """
        tie, ada > mill, social, friend, begin=1998, end=open
        tie, acme > mill, business, customer, begin=2005, end=open
        tie, acme > shop, business, distributor, begin=2006, end=open, introduced_by=uni
        """,
    )

    assert (0, 1, 0, 0, 1) == links(answer, "contacts")


def test_a_contact_of_which_one_tie_has_no_date_may_be_old(record):
    """A dated tie does not prove that an undated one is younger."""
    answer = ask(
        record,
        """
        tie, acme > mill, business, customer, begin=2005, end=open
        tie, ada > mill, social, friend, end=open
        """,
    )

    assert (0, 0, 0, 1, 0) == links(answer, "contacts")


def test_references_are_what_members_owe_as_such_and_did_or_took_part_as(record):
    """A visit that fulfils the duty, and a call in which the member was the reference."""
    answer = ask(
        record,
        """
        interaction, visit: uni=host; mill=visitor, begin=2004, fulfils=duty
        interaction, call: uni=reference; mill=caller; acme=host, begin=2005
        """,
    )

    assert (1, 1, 0, 0, 0) == links(answer, "references")
    assert 2 == member(answer, "uni")["references"]


def test_milestones_count_where_they_name_the_programme_only(record):
    """What else the source credits it with stands under other."""
    answer = ask(
        record,
        """
        evidence, study, codes=club, on=2006
        interaction, milestone: acme, begin=2005, topic=we are believed, evidence=study
        interaction, milestone: acme, begin=2005, topic=a new office
        """,
    )

    assert ["we are believed"] == [row.values["what"] for row in answer.part("timeline").rows]
    assert (1, 0, 0, 0, 0) == links(answer, "other")


def test_amounts_are_told_in_the_sources_words_and_no_number_is_no_count(record):
    """250 papers are one entry; leads of nobody in particular have no number."""
    answer = ask(
        record,
        """
        interaction, publication: acme=cited, begin=2007, amount=250, currency=papers
        interaction, lead: acme=receiver, begin=2004, topic=leads from talks
        """,
    )

    assert ("250 papers",) == effect(answer, "publications")["amounts"]
    assert (0, 1) == (effect(answer, "publications")["unnumbered"], effect(answer, "leads")["unnumbered"])
    why = {row.values["what"]: row.values["why"] for row in answer.part("uncounted").rows}
    assert "The source gives no number and names nobody." == why["leads from talks"]


def test_what_is_owed_without_number_or_delivery_cannot_be_counted(record):
    """No delivery on record is not none; neither is an effect nobody tells of."""
    why = {row.values["what"]: row.values["why"] for row in ask(record).part("uncounted").rows}

    assert "No delivery is on record; that is not none." == why["act as reference for prospects"]
    assert why["publications in journals"].startswith("Owed without a number")
    assert "No entry tells of any; that is not none." == why["leads"]


def test_a_delivery_and_a_number_leave_nothing_to_say(record):
    """What was delivered and counted is not listed as uncounted."""
    lines = """
        obligation, uni > acme, two talks, id=talks, agreement=seat-uni, quantity=2, unit=talks
        interaction, presentation: uni=speaker, begin=2004, fulfils=talks, quantity=2
    """

    assert "two talks" not in [row.values["what"] for row in ask(record, lines).part("uncounted").rows]


def test_the_timeline_holds_dated_things_and_the_undated_stand_apart(record):
    """Nothing before the first seat is told; what has no date is not put in order."""
    answer = ask(
        record,
        """
        presence, acme, FR, begin=2007, end=open
        presence, acme, US, begin=2005, end=open, rests_on=seat-uni
        presence, acme, IT, begin=1999, end=open
        presence, acme, ES, end=open
        """,
    )

    assert [("footholds", "names the programme"), ("footholds", "only came after")] == told(answer)
    assert [("footholds", "order unknown")] == told(answer, "undated")


def test_nothing_after_the_day_counts_and_the_possible_is_marked(record):
    """On 30 June 2010 a foothold of 2010 is possible and one of 2011 is not told."""
    answer = ask(
        record,
        """
        presence, acme, FR, begin=2010, end=open
        presence, acme, IT, begin=2011, end=open
        """,
    )

    assert [False] == [row.values["certain"] for row in answer.part("timeline").rows]
    assert 1 == effect(answer, "footholds")["possible"]


def test_a_programme_is_named_by_id_or_name_and_an_unknown_one_is_refused(record):
    """The message lists those there are."""
    assert 2 == len(ask(record, programme="Club").part("by_member").rows)
    with pytest.raises(UnknownProgrammeError, match="The programmes are: club") as caught:
        ask(record, programme="clubb")
    assert "clubb" == caught.value.text


def test_a_programme_of_somebody_else_is_ours_where_we_sit_in_it(record):
    """Asked for nothing, what others own and we do not sit in is left out."""
    lines = """
        programme, horizon, lab
        programme, closed, lab
        agreement, consortium: acme; lab; mill, programme=horizon, begin=2005, end=2008
        agreement, consortium: uni; shop, programme=closed, begin=2005, end=2008
    """

    members = [row.values["member"].id for row in ask(record, lines).part("by_member").rows]
    assert ["uni", "lab", "lab", "mill"] == members


def test_a_programme_without_seats_reckons_from_its_own_begin(record):
    """Nobody has joined by the end of 2000."""
    answer = ask(record, "presence, acme, FR, begin=1999, end=open", date(2000, 12, 31))

    assert (0, 0, 0, 0, 1) == links(answer, "footholds")
    assert any("Nobody sits in the programme" in caveat for caveat in answer.caveats)


def test_without_a_programme_every_part_says_so(record):
    """Nothing is made up where no programme is on record by the day."""
    answer = ask(record, "presence, acme, FR, begin=1990, end=open", date(1999, 1, 1))

    assert all(not part.shape.rows for part in answer.parts)
    assert all("No programme of ours" in part.shape.empty for part in answer.parts)
    with pytest.raises(UnknownProgrammeError, match="holds none yet"):
        ask(record, day=date(1999, 1, 1), programme="club")


@pytest.mark.parametrize("level", ["both", "organisations"])
def test_the_level_of_the_lens_changes_nothing(record, level):
    """Our people's ties are ours at either level."""
    answer = ask(record, "tie, ada > mill, business, customer, begin=2005, end=open", level=level)

    assert (0, 0, 1, 0, 0) == links(answer, "customers")


def test_rows_cite_their_entries(record):
    """Every count can be followed to what it counts."""
    answer = ask(record, "presence, acme, US, id=foothold, begin=2005, end=open, rests_on=seat-uni")

    assert ("foothold",) == answer.part("effects").rows[0].evidence == answer.part("timeline").rows[0].evidence
    assert ("seat-uni", "foothold") == answer.part("by_member").rows[0].evidence
