"""Who owes whom, what is overdue, and whether giving is answered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.actors import ActorNotFoundError
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions import QuestionValueError
from bridgehead.questions.reciprocity import Reciprocity
from bridgehead.record.dates import read_when
from bridgehead.record.entries import Actor, Agreement, Assessment, Interaction, Obligation
from bridgehead.record.record import OWN_FIRM, MemoryRecord

DAY = date(2003, 6, 1)

EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person
    actor, bo, kind=person
    actor, basf, market=DE
    actor, kyoto, market=JP
    tie, ada > acme, affiliation, founder, id=founder, begin=1996, end=open
    tie, basf > acme, business, customer, begin=2001, end=open
    tie, bo > basf, affiliation, employee, begin=2001, end=open
    agreement, licence: acme; basf, id=deal, begin=2001, end=open, scope=coatings
    agreement, research: acme; kyoto, id=joint, begin=2001, end=open
    agreement, supply: acme; bo, id=silent, begin=2001, end=open
    obligation, acme > basf, reports, id=o1, agreement=deal, quantity=2, due=2002-01-15, value=100, currency=EUR
    obligation, basf > ada, fee, id=o2, agreement=deal, recurrence=yearly, due=2001-12-31, value=50, currency=EUR
    obligation, acme > kyoto, samples, id=o3, agreement=joint, due=2003
    obligation, kyoto > acme, opinion, id=o4, agreement=joint, recurrence=continuous
    obligation, basf > kyoto, licence fee, id=o5, agreement=deal, due=2004
    obligation, ada > acme, lectures, id=o6, agreement=deal
    interaction, delivery: acme=sender; basf=receiver, id=d1, begin=2002-01-10, fulfils=o1, quantity=1, acceptance=met
    interaction, delivery: basf; ada, id=d2, begin=2002-03-01, fulfils=o2, acceptance=below_standard
    interaction, delivery: acme; basf, id=d3, begin=2002-02-01, fulfils=o1, quantity=1, acceptance=refused
"""


def ask(record, text=EXAMPLE, question=None, **lens):
    network = Network.of(record(text), Lens(**{"as_of": DAY} | lens))
    return (question or Reciprocity()).answer(network)


def ledger(answer):
    """Rows of the ledger by the obligation they are about."""
    return {row.evidence[0]: row for row in answer.part("ledger").rows}


def by_other(answer, part="by_actor"):
    return {(row.values["side"], str(row.values["other"])): row.values for row in answer.part(part).rows}


def giving(answer):
    return {str(row.values["partner"]): row.values for row in answer.part("giving").rows}


def test_each_obligation_stands_on_its_side(record):
    """Our people are on our side; what holds between others, and among ourselves, is told apart."""
    found = ledger(ask(record))

    assert {
        "o1": "we owe", "o2": "owed to us", "o3": "we owe", "o4": "owed to us", "o5": "between others",
        "o6": "among ourselves",
    } == {id_: row.values["side"] for id_, row in found.items()}  # fmt: skip
    assert "basf" == found["o1"].values["other"].id == found["o2"].values["other"].id
    assert ["basf", "kyoto"] == [actor.id for actor in found["o5"].values["other"]]


def test_what_is_owed_is_set_against_what_was_delivered(record):
    """Two reports were due, one delivered and one refused: one is open, overdue since the day after."""
    row = ledger(ask(record))["o1"]

    assert (2.0, 1.0, 1.0, "certain", "2002-01-16") == tuple(
        row.values[name] for name in ("due_so_far", "delivered", "open", "overdue", "since")
    )
    assert ("licence (2001)", "once", "2002-01-10") == tuple(
        row.values[name] for name in ("agreement", "recurrence", "last_delivery")
    )
    assert ("refused",) == row.values["remarks"]
    assert ("o1", "deal", "d1") == row.evidence


def test_the_open_value_is_that_of_the_open_share(record):
    """A delivery of two reports is worth 100; one of two is open."""
    found = ledger(ask(record))

    assert 50.0 == found["o1"].values["open_value"]
    assert found["o3"].values["open_value"] is None


def test_a_recurring_obligation_falls_due_again_and_again(record):
    """Due at the end of 2001 and 2002; one came, below standard, so one is open since 1 January 2003."""
    values = ledger(ask(record))["o2"].values

    assert (2.0, 1.0, "certain", "2003-01-01") == tuple(
        values[name] for name in ("due_so_far", "delivered", "overdue", "since")
    )
    assert ("below_standard",) == values["remarks"]


def test_a_year_is_overdue_only_possibly_before_it_is_over(record):
    """Samples due in 2003: in June nobody can say."""
    assert "possible" == ledger(ask(record))["o3"].values["overdue"]


def test_what_is_owed_at_any_time_is_never_overdue(record):
    """Continuous obligations have no due day, nothing open and no verdict but no."""
    values = ledger(ask(record))["o4"].values

    assert ("no", None, None) == (values["overdue"], values["due_so_far"], values["open"])


def test_the_ledger_is_of_the_day(record):
    """In 2001 nothing is overdue yet; what is delivered later does not count."""
    found = ledger(ask(record, as_of=date(2001, 6, 1)))

    assert {"no"} == {row.values["overdue"] for row in found.values()}
    assert 0.0 == found["o1"].values["delivered"]


def test_overdue_comes_first_on_each_side(record):
    """Certain before possible before no."""
    ours = [row.evidence[0] for row in ask(record).part("ledger").rows if row.values["side"] == "we owe"]

    assert ["o1", "o3"] == ours


def test_our_two_sides_are_always_shown_and_others_where_there_is_something(record):
    """A ledger of one obligation of ours has two sides, one of them empty."""
    one = ask(record, question=Reciprocity(side="owed_to_us"))

    assert ["we owe", "owed to us"] == [side for side, _ in one.part("ledger").sides]
    assert 4 == len(ask(record).part("ledger").sides)


def test_sums_per_partner_are_counts_on_either_side(record):
    """BASF is owed one thing and owes another; each fell due and each is certainly overdue."""
    found = by_other(ask(record))

    names = ("obligations", "due", "deliveries", "fulfilled", "overdue", "overdue_possible", "open_value", "currency")
    assert (1, 1, 1, 0, 1, 0, 50.0, "EUR") == tuple(found["we owe", "basf"][name] for name in names)
    assert (1, 2, 1, 0, 1, 0, 50.0, "EUR") == tuple(found["owed to us", "basf"][name] for name in names)
    assert (1, 0, 0, 0, 0, 1, None, None) == tuple(found["we owe", "kyoto"][name] for name in names)


def test_what_is_still_to_come_is_not_counted_as_fulfilled(record):
    """The yearly fee has not fallen due in March, and nobody paid anything."""
    row = by_other(ask(record, as_of=date(2001, 3, 1)))["owed to us", "basf"]

    assert (1, 0, 0, 0) == tuple(row[name] for name in ("obligations", "due", "deliveries", "fulfilled"))


def test_totals_add_up_per_side(record):
    """Counts are summed; what fell due on our side: the reports once."""
    answer = ask(record)

    assert {"obligations": 2, "due": 1, "deliveries": 1, "fulfilled": 0, "overdue": 1, "overdue_possible": 1} == {
        name: figure for name, figure in answer.part("by_actor").totals["we owe"].items() if name != "open_value"
    }
    assert 50.0 == answer.part("ledger").totals["we owe"]["open_value"]
    assert answer.part("ledger").totals["between others"]["open_value"] is None


def test_values_in_several_currencies_have_no_sum(record):
    """Nobody's exchange rate is assumed."""
    answer = ask(record, EXAMPLE.replace("due=2003", "due=2003-01, value=7, currency=JPY"))

    assert answer.part("by_actor").totals["we owe"]["open_value"] is None


def test_sums_per_agreement_name_everybody_it_binds(record):
    """The licence is owed by us to BASF, by BASF to us and to Kyoto, and among ourselves."""
    rows = [
        row.values for row in ask(record).part("by_agreement").rows if row.values["agreement"] == "licence: coatings"
    ]

    assert {"we owe", "owed to us", "between others", "among ourselves"} == {row["side"] for row in rows}
    assert [["basf", "kyoto"]] == [
        [actor.id for actor in row["others"]] for row in rows if row["side"] == "between others"
    ]


def test_an_agreement_that_is_over_still_ends_what_it_asked_for(record):
    """Monthly reports under an agreement of one quarter fell due three times."""
    text = """
        firm, acme
        actor, basf
        agreement, supply: acme; basf, id=deal, end=2001-04-01
        obligation, acme > basf, report, id=o, agreement=deal, recurrence=monthly, due=2001-01-31
    """

    values = ledger(ask(record, text))["o"].values

    assert (3.0, "supply") == (values["due_so_far"], values["agreement"])


def test_one_partner_can_be_asked_about(record):
    """By name or id, on either side, in every part."""
    answer = ask(record, question=Reciprocity(partner="kyoto"))

    assert {"o3", "o4", "o5"} == set(ledger(answer))
    assert {} == giving(answer)


def test_only_overdue_shortens_the_list_and_leaves_the_counts(record):
    """What is not overdue is not listed, yet it is counted."""
    answer = ask(record, question=Reciprocity(only_overdue=True))

    assert {"o1", "o2", "o3"} == set(ledger(answer))
    assert 1 == by_other(answer)["owed to us", "kyoto"]["obligations"]


def test_nothing_overdue_is_not_nothing_owed(record):
    """Before the first day is due the list of what is overdue is empty, and does not say that the record is."""
    answer = ask(record, question=Reciprocity(only_overdue=True), as_of=date(2001, 6, 1))

    assert "Nothing is overdue." == answer.part("ledger").empty
    assert () == answer.part("ledger").rows
    assert answer.part("by_actor").rows


def test_a_side_that_does_not_exist_is_refused(record):
    """The message names the sides there are."""
    with pytest.raises(QuestionValueError, match="we owe, owed to us"):
        ask(record, question=Reciprocity(side="they owe"))


def test_an_unknown_partner_is_refused(record):
    """As everywhere."""
    with pytest.raises(ActorNotFoundError):
        ask(record, question=Reciprocity(partner="basv"))


def test_a_partner_imagined_away_takes_their_obligations_along(record):
    """Without Kyoto only BASF's and our own remain."""
    assert {"o1", "o2", "o6"} == set(ledger(ask(record, without=("kyoto",))))


def test_our_people_stay_ours_when_people_are_folded(record):
    """At the level of organisations what Ada is owed is owed to us."""
    found = ledger(ask(record, level="organisations"))

    assert "owed to us" == found["o2"].values["side"]


def test_an_agreement_without_obligations_is_named_as_a_gap(record):
    """Three agreements of ours are in force; of one nobody wrote down what it owes."""
    caveats = ask(record).caveats

    assert any(caveat.startswith("What is owed cannot be told of 1 of our 3 agreements") for caveat in caveats)


def test_coverage_counts_what_can_be_overdue(record):
    """Four of six have a day; one of them is possibly overdue."""
    coverage = ask(record).coverage

    assert (4, 6, "obligations", 1) == (coverage.used, coverage.total, coverage.unit, coverage.possible)


def test_an_empty_record_cannot_tell(record):
    """Neither debts nor gifts: the parts are empty and say what to add."""
    answer = ask(record, "firm, acme")

    assert all(not part.shape.rows for part in answer.parts)
    assert any(caveat.startswith("Cannot tell who owes whom.") for caveat in answer.caveats)


def test_nothing_owed_by_a_partner_is_said_so(record):
    """The record holds obligations, but none of this partner."""
    assert any("None of the 6" in caveat for caveat in ask(record, question=Reciprocity(partner="bo")).caveats)


def test_an_obligation_of_an_agreement_that_is_not_there_is_still_listed(record):
    """What it follows from cannot be told."""
    row = ledger(ask(record, "firm, acme\nactor, basf\nobligation, acme > basf, report, id=o, agreement=lost"))["o"]

    assert row.values["agreement"] is None
    assert ("o",) == row.evidence


def test_without_a_firm_there_is_nobody_to_ask_for(record):
    """The refusal names the remedy."""
    with pytest.raises(NoFirmError):
        ask(record, "actor, basf")


GIFTS = """
    firm, acme
    actor, ada, kind=person
    actor, basf
    actor, uni
    actor, fair
    actor, bo, kind=person
    tie, ada > acme, affiliation, begin=1996, end=open
    interaction, introduction: basf=introducer; acme; uni, id=i1, begin=2002-06-01
    interaction, training: ada=trainer; basf=attendee, id=i2, begin=2002-06-01
    interaction, ask: acme=asker; basf=asked, id=i3, begin=2003-01-01, outcome=yes
    interaction, ask: acme=asker; uni=asked, id=i4, begin=2003-01-01, outcome=no
    interaction, meeting: acme; fair, id=i5, begin=2003-01-01
    interaction, meeting: basf; uni, id=i6, begin=2003-01-01
    interaction, message: bo=sender; acme=receiver, id=i7, begin=2003-06-01
    interaction, message: acme=sender; bo=receiver, id=i8, begin=2002-06-01
    interaction, introduction: ada=introducer; acme, id=i9, begin=2003-01-01
"""


def test_acts_of_giving_are_counted_both_ways(record):
    """BASF introduced us and granted an ask; Ada trained them: given 1, received 2."""
    found = giving(ask(record, GIFTS))

    assert (1, 2, -1, "both ways") == tuple(
        found["basf"][name] for name in ("given", "received", "balance", "answered")
    )


def test_a_refused_ask_and_a_meeting_are_no_giving(record):
    """Where nothing given is logged, whether giving is answered cannot be told."""
    found = giving(ask(record, GIFTS))

    assert [None] * 4 == [found["uni"][name] for name in ("given", "received", "balance", "answered")]
    assert [None] * 2 == [found["fair"][name] for name in ("answered", "reciprocity")]


def test_contacts_that_fade_are_weighed(record):
    """One message came today, one went a year ago and counts half: 2 * 0.5 / 1.5."""
    found = giving(ask(record, GIFTS))["bo"]

    assert (1, 1) == (found["outward"], found["inward"])
    assert 2 / 3 == pytest.approx(found["reciprocity"])


def test_what_was_delivered_is_given_by_the_debtor(record):
    """Whatever the parts are called: we gave BASF one report, BASF paid Ada once; the refused report was no gift."""
    found = giving(ask(record))["basf"]

    assert (1, 1, "both ways") == (found["given"], found["received"], found["answered"])


def test_giving_to_one_side_only_is_said_so(record):
    """Nothing came back."""
    text = "firm, acme\nactor, basf\nactor, uni\n"
    text += (
        "interaction, lead: acme=sender; basf, begin=2001-01-01\ninteraction, lead: uni=sender; acme, begin=2001-01-01"
    )

    found = giving(ask(record, text))

    assert ("only we give", "only they give") == (found["basf"]["answered"], found["uni"]["answered"])


def test_a_delivery_to_somebody_unknown_is_nobodys_gift(record):
    """An obligation towards an actor who is not in the record gives nobody anything."""
    text = """
        firm, acme
        actor, basf
        obligation, acme > ghost, report, id=o, agreement=lost
        interaction, delivery: acme=sender; basf=receiver, begin=2001-01-01, fulfils=o
    """

    assert giving(ask(record, text))["basf"]["answered"] is None


@given(st.permutations(["basf", "kyoto", "uni"]))
def test_renaming_actors_renames_results(names):
    """Ids carry no meaning: every figure is the same whoever is called what."""

    def figures(called):
        answer = Reciprocity().answer(Network.of(make_record(called), Lens(as_of=DAY)))
        place = {name: number for number, name in enumerate(called)}
        return [
            sorted((place[row.values[subject].id], row.values["side"] if part == "by_actor" else "", *numbers(row))
                   for row in answer.part(part).rows)
            for part, subject in (("by_actor", "other"), ("giving", "partner"))
        ]  # fmt: skip

    assert figures(["basf", "kyoto", "uni"]) == figures(names)


def numbers(row):
    return [value or 0 for value in row.values.values() if isinstance(value, int | float) or value is None]


def make_record(names):
    actors = [Actor(id=name, name=name, kind="organisation") for name in ("acme", *names)]
    deal = Agreement(id="deal", form="research", parties=tuple((actor.id, None) for actor in actors))
    owed = [
        Obligation(
            id=f"o{number}", agreement="deal", debtor=debtor, creditor=creditor, deliverable="x", due=read_when(due)
        )
        for number, (debtor, creditor, due) in enumerate(
            [("acme", names[0], "2001"), (names[1], "acme", "2003"), ("acme", names[2], "2004")]
        )
    ]
    given = [
        Interaction(id=f"i{name}", kind="lead", participants=((name, "sender"), ("acme", "")), begin=read_when("2001"))
        for name in names[:2]
    ]
    instrument, item = OWN_FIRM
    own = Assessment(id="own", subject="acme", instrument=instrument, item=item, value=True)
    return MemoryRecord(name="made", held=(*actors, deal, *owed, *given, own))
