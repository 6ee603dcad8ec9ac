"""What comes up, what a programme's members owe, and what it is worth: the parts of reciprocity beside the ledger."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError
from bridgehead.questions.reciprocity import Reciprocity

DAY = date(2003, 6, 1)
EXAMPLE = """
    firm, acme
    actor, ada, kind=person
    actor, basf
    actor, kyoto
    actor, roma
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    programme, circle, acme, tiers=gold==; silver==
    agreement, membership: acme; basf, id=m1, begin=2001-01-01, end=2004-03-01, renewal=2003-12, programme=circle, tier=gold
    agreement, membership: acme; kyoto, id=m2, begin=2001, end=open, programme=circle, tier=gold
    agreement, supply: basf; kyoto, id=s1, begin=2001, end=2003-09-01
    obligation, acme > basf, reports, id=o1, agreement=m1, quantity=2, due=2001-12-31, recurrence=half_yearly, value=100, currency=EUR
    obligation, basf > acme, fee, id=o2, agreement=m1, due=2003, value=900, currency=SEK
    obligation, kyoto > acme, opinion, id=o3, agreement=m2, due=2003-06-01
    obligation, acme > kyoto, samples, id=o4, agreement=m2, due=2002-06-01, value=70, currency=EUR
    obligation, kyoto > acme, papers, id=o5, agreement=m2, due=2003-01-15, recurrence=weekly, end=2003-06-10
    obligation, kyoto > ada, advice, id=o6, agreement=m2, due=2002, value=50, currency=EUR
    obligation, acme > roma, visit, id=o7, agreement=gone, due=2002-02-02, recurrence=yearly
    interaction, delivery: acme; basf, id=d1, begin=2002-05-01, fulfils=o1, quantity=8.5, acceptance=met
    interaction, delivery: kyoto; ada, id=d2, begin=2002-06-01, fulfils=o6, acceptance=met
"""  # noqa: E501 - one entry a line


def ask(record, text=EXAMPLE, question=None, **lens):
    network = Network.of(record(text), Lens(**{"as_of": DAY} | lens))
    return (question or Reciprocity()).answer(network)


def coming(answer):
    """(day, what, first id of its evidence) of all that comes up."""
    return [(row.values["day"], row.values["what"], row.evidence[0]) for row in answer.part("due_next").rows]


def worth(answer):
    return {(row.values["per"], row.values["subject"], row.values["currency"]): row.values
            for row in answer.part("values").rows}  # fmt: skip


def test_what_comes_up_stands_in_order(record):
    """Dues of either side, renewals and ends of ours, within a year; a due day of today comes up, too."""
    found = coming(ask(record))

    assert [
        ("2003-01-01..2003-12-31", "due", "o2"),
        ("2003-06-01", "due", "o3"),
        ("2003-06-04", "due", "o5"),
        ("2003-12-01..2003-12-31", "renewal", "m1"),
        ("2003-12-31", "due", "o1"),
        ("2004-02-02", "due", "o7"),
        ("2004-03-01", "end", "m1"),
    ] == found


def test_what_was_delivered_in_advance_is_set_against_what_comes(record):
    """Of 8.5 reports, two are for each half year: four dues are covered, and of the fifth half a report."""
    row = next(row for row in ask(record).part("due_next").rows if row.evidence[0] == "o1")

    assert (2.0, 1.5, True) == (row.values["quantity"], row.values["left"], row.values["certain"])


def test_what_recurs_without_a_known_end_comes_up_only_possibly(record):
    """Nobody said until when the yearly visit is owed."""
    row = next(row for row in ask(record).part("due_next").rows if row.evidence[0] == "o7")

    assert row.values["certain"] is False


def test_what_is_due_some_day_after_another_stands_there(record):
    """Nothing bounds it from above."""
    text = EXAMPLE + "\nobligation, acme > basf, talk, id=o9, agreement=m1, due=after 2003-07"

    assert ("after 2003-07-31", "due", "o9") in coming(ask(record, text))


def test_how_far_ahead_is_asked_for(record):
    """Within ten days two things fall due, besides what is due some time in 2003."""
    assert ["o2", "o3", "o5"] == [id_ for _, _, id_ in coming(ask(record, question=Reciprocity(ahead=10)))]
    with pytest.raises(QuestionValueError, match="ahead cannot be -1"):
        ask(record, question=Reciprocity(ahead=-1))


def test_only_what_one_partner_owes_or_is_owed_comes_up(record):
    """And the days of the agreements with it alone."""
    assert {"o1", "o2", "m1"} == {id_ for _, _, id_ in coming(ask(record, question=Reciprocity(partner="basf")))}


def test_an_amendment_of_tomorrow_is_not_in_todays_ledger(record):
    """A term that begins later is not owed yet, nor does it fall due under today's terms."""
    text = EXAMPLE + "\nobligation, acme > basf, more reports, id=o9, agreement=m1, due=2003-07-01, begin=2003-06-15"
    answer = ask(record, text)

    assert "o9" not in {row.evidence[0] for row in answer.part("ledger").rows}
    assert "o9" not in {id_ for _, _, id_ in coming(answer)}


def test_members_are_summed_up_by_programme_and_tier(record):
    """What the two gold members owe and are owed, in one row for each side."""
    rows = {(row.values["side"], row.values["programme"], row.values["tier"]): row.values
            for row in ask(record).part("by_programme").rows}  # fmt: skip

    assert {("we owe", "circle", "gold"), ("owed to us", "circle", "gold")} == set(rows)
    assert (2, 2, 1) == tuple(rows["we owe", "circle", "gold"][name] for name in ("obligations", "members", "overdue"))
    assert 4 == rows["owed to us", "circle", "gold"]["obligations"]


def test_values_are_summed_in_each_currency(record):
    """Never across currencies; what has no value is in no sum and is counted."""
    found = worth(ask(record))
    members = found["programme", "circle: gold", "EUR"]

    assert (370.0, 425.0, 70.0) == (members["we_due"], members["we_delivered"], members["we_open"])
    assert (50.0, 50.0, 375.0, 2) == (
        members["they_due"], members["they_delivered"], members["balance"], members["unvalued"],
    )  # fmt: skip
    assert (None, 0.0, None) == tuple(
        found["partner", "basf", "SEK"][name] for name in ("we_due", "they_due", "balance")
    )
    assert 70.0 == found["agreement", "membership (kyoto, 2001)", "EUR"]["we_open"]
    assert not any(subject == "roma" for _, subject, _ in found)


def test_the_ledger_notes_what_is_more_than_owed_and_what_is_released(record):
    """Beside what it always said."""
    text = EXAMPLE + "\ninteraction, negotiation: kyoto; acme, id=n1, begin=2002-07-01, fulfils=o4, quantity=1"
    rows = {row.evidence[0]: row for row in ask(record, text).part("ledger").rows}

    assert (2.5, 0.0) == (rows["o1"].values["surplus"], rows["o1"].values["released"])
    assert (1.0, 0.0, "no") == tuple(rows["o4"].values[name] for name in ("released", "open", "overdue"))
    assert "n1" in rows["o4"].evidence
    assert rows["o4"].values["surplus"] is None


def test_a_release_is_no_giving(record):
    """Nothing passed between the two."""
    text = "firm, acme\nactor, basf\nobligation, acme > basf, x, id=o1, agreement=g, due=2002"
    text += "\ninteraction, negotiation: acme; basf, begin=2003-01-01, fulfils=o1, quantity=1"
    rows = ask(record, text).part("giving").rows

    assert {None} == {row.values["answered"] for row in rows}


def test_an_empty_record_says_what_is_missing(record):
    """Nothing comes up, and nothing has a value."""
    answer = ask(record, "firm, acme")

    assert () == answer.part("due_next").rows == answer.part("values").rows == answer.part("by_programme").rows
    assert "within 365 days" in answer.part("due_next").empty
    assert "worth" in answer.part("values").empty
