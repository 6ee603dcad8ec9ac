"""What our alliance portfolio is made of, and where it clashes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions._saying import say_possible
from bridgehead.questions.portfolio import Portfolio
from bridgehead.record.entries import Agreement
from bridgehead.record.exclusivity import meets_in_field, meets_in_market
from bridgehead.record.record import MemoryRecord

DAY = date(2005, 6, 1)

EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, basf, market=DE
    actor, bayer, market=DE
    actor, nec, market=JP
    actor, uni
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    tie, acme > basf, business, customer, id=t1, begin=1999, end=open, provides=channel
    agreement, supply: acme; basf, id=a1, begin=2000, end=open, markets=DE, provides=channel; finance
    agreement, supply: ada; bayer, id=a2, begin=2001, end=open, markets=DE, provides=channel
    agreement, joint_venture: acme=0.7; nec=0.3, id=a3, begin=2002, end=open
    agreement, research: acme; uni; basf, id=a4, begin=2003
    agreement, research: basf; bayer, id=theirs, begin=2003, end=open
    agreement, licence: acme; nec, id=over, begin=1998, end=2001
    agreement, licence: acme; nec, id=later, begin=2006, end=open
"""


def ask(record, text, **lens):
    return Portfolio().answer(Network.of(record(text), Lens(**{"as_of": DAY} | lens)))


def make_up(answer, attribute):
    rows = [row.values for row in answer.part("make_up").rows if row.values["attribute"] == attribute]
    return {getattr(row["value"], "code", row["value"]): row["agreements"] for row in rows}


def concentration(answer, by):
    return next(row.values for row in answer.part("concentration").rows if row.values["by"] == by)


def clashes(answer, sort):
    return [row for row in answer.part("clashes").rows if row.values["clash"] == sort]


def check(answer, sort):
    return next(row.values for row in answer.part("checks").rows if row.values["clash"] == sort)


def managed(answer, what):
    return next(row for row in answer.part("management").rows if row.values["what"] == what)


def test_our_agreements_in_force_are_counted_by_every_attribute(record):
    """Theirs, the one that is over and the one to come are not counted; one with two partners is in both markets."""
    answer = ask(record, EXAMPLE)

    assert {"supply": 2, "joint_venture": 1, "research": 1} == make_up(answer, "form")
    assert {"equity": 1, "non_equity": 3} == make_up(answer, "equity")
    assert {"vertical": 2, "horizontal": 2} == make_up(answer, "direction")
    assert {"DE": 3, "JP": 1} == make_up(answer, "partner_market")
    assert {"DE": 2, "unknown": 2} == make_up(answer, "market")
    assert {"customer": 2, "unknown": 2} == make_up(answer, "partner_role")
    cited = {id_ for row in answer.part("make_up").rows for id_ in row.evidence}
    assert {"a1", "a2", "a3", "a4"} == cited


def test_possible_agreements_count_and_are_said_to_be_possible(record):
    """Nobody said whether the research still goes on; with certain_only it is left out."""
    answer = ask(record, EXAMPLE)

    research = next(row for row in answer.part("make_up").rows if row.values["value"] == "research")
    assert 1 == research.values["possible"]
    assert "1 of our 4 agreements only possibly holds on the day." in answer.caveats
    assert "research" not in make_up(ask(record, EXAMPLE, certain_only=True), "form")


def test_an_agreement_weighs_one_over_its_partners(record):
    """BASF has one and a half of four, Bayer and NEC one each, the university half of one."""
    found = concentration(ask(record, EXAMPLE), "partner")

    assert 4 == found["known"]
    assert (1.5**2 + 1 + 1 + 0.5**2) / 16 == pytest.approx(found["herfindahl"])
    assert 16 / (1.5**2 + 1 + 1 + 0.5**2) == pytest.approx(found["equivalent"])
    assert ("basf",) == tuple(partner.id for partner in found["largest"])
    assert 1.5 / 4 == pytest.approx(found["largest_share"])


def test_what_is_not_known_is_left_out_of_concentration_and_counted(record):
    """Two agreements name a market, the same one; the other two name none."""
    found = concentration(ask(record, EXAMPLE), "market")

    assert (2, 2, 1.0) == (found["known"], found["unknown"], found["herfindahl"])


@given(st.integers(1, 6))
def test_equal_partners_are_as_many_as_they_are(size):
    """One agreement with each of n partners: Herfindahl 1/n, equivalent number n."""
    text = {f"p{number}": number for number in range(size)}
    agreements = tuple(Agreement(id=f"a{name}", parties=(("acme", None), (name, None)), form="supply") for name in text)
    answer = Portfolio().answer(Network.of(make_record(("acme", *text), agreements), Lens(as_of=DAY)))

    assert 1 / size == pytest.approx(concentration(answer, "partner")["herfindahl"])
    assert size == pytest.approx(concentration(answer, "partner")["equivalent"])


def make_record(names, entries):
    from bridgehead.record.entries import Actor, Assessment  # noqa: PLC0415 - only this maker builds actors by hand

    actors = tuple(Actor(id=name, name=name, kind="organisation") for name in names)
    own = Assessment(id="own", subject="acme", instrument="record", item="focal_firm", value=True)
    return MemoryRecord(name="example", held=(*actors, *entries, own))


def test_partners_who_give_the_same_in_the_same_market_are_redundant(record):
    """BASF and Bayer both give a channel in Germany; finance comes from BASF alone."""
    rows = ask(record, EXAMPLE).part("redundancy").rows

    assert [("channel", "DE", 2)] == [
        (row.values["provides"], row.values["market"].code, row.values["count"]) for row in rows
    ]
    assert {"a1", "a2", "t1"} == set(rows[0].evidence)


def test_of_an_agreement_of_several_it_is_not_told_who_gives(record):
    """Two partners of one agreement are not made redundant by it."""
    text = """
        firm, acme
        actor, basf, market=DE
        actor, bayer, market=DE
        agreement, research: acme; basf; bayer, begin=2000, end=open, provides=channel
    """
    part = ask(record, text).part("redundancy")

    assert () == part.rows
    assert part.empty.startswith("Cannot tell")


EXCLUSIVE = """
    firm, acme, market=SE
    actor, basf, market=DE
    actor, nec, market=JP
    agreement, distribution: acme; basf, id=a1, begin=2000, end=open, exclusivity=polymer films, exclusive_markets={markets}
    agreement, distribution: {parties}, id=a2, begin=2001, end=open, scope={scope}, markets={where}
"""  # noqa: E501 - one line is one entry


def exclusive(record, *, markets="150", parties="acme; nec", scope="films of polymer", where="DE"):
    return ask(record, EXCLUSIVE.format(markets=markets, parties=parties, scope=scope, where=where))


def test_an_agreement_in_anothers_exclusive_field_and_market_is_a_clash(record):
    """Exclusive for polymer films in Europe, and a second distributor for them in Germany."""
    answer = exclusive(record)
    (row,) = clashes(answer, "exclusivity")

    assert ("clash", True, ("a1", "a2")) == (row.values["standing"], row.values["certain"], row.evidence)
    assert ["basf", "nec"] == [partner.id for partner in row.values["partners"]]
    assert ("found", 1) == (check(answer, "exclusivity")["standing"], check(answer, "exclusivity")["found"])


def test_a_partner_who_breaks_our_exclusivity_is_a_clash(record):
    """BASF, bound to us, sells for NEC what it was to sell for us alone."""
    (row,) = clashes(exclusive(record, parties="basf; nec"), "exclusivity")

    assert ["basf", "nec"] == [partner.id for partner in row.values["partners"]]


@pytest.mark.parametrize(
    "said",
    [{"where": "JP"}, {"scope": "valves"}, {"parties": "acme; basf"}, {"scope": "and"}],
    ids=["elsewhere", "another field", "the same partner", "no word of the field"],
)
def test_another_field_market_or_the_same_partner_is_no_clash(record, said):
    """What certainly misses one of the two is not listed; an exclusivity was looked at, so none is found."""
    answer = exclusive(record, **said)

    assert [] == clashes(answer, "exclusivity")
    assert "none found" == check(answer, "exclusivity")["standing"]


@pytest.mark.parametrize(
    "said",
    [{"where": ""}, {"scope": ""}, {"scope": "polymer beads"}, {"markets": "DE", "where": "150"}],
    ids=["no market", "no scope", "a shared word", "somewhere in the region"],
)
def test_what_cannot_be_told_is_no_clash_and_not_none(record, said):
    """One of the two is met, of the other the record does not say enough."""
    answer = exclusive(record, **said)

    assert ["cannot tell"] == [row.values["standing"] for row in clashes(answer, "exclusivity")]
    found = check(answer, "exclusivity")
    assert ("cannot tell", None, "1 cannot be told.") == (found["standing"], found["found"], found["missing"])


def test_fields_and_markets_meet_as_said():
    """Without a word on either side nobody can tell."""
    bare = Agreement(id="a", parties=(), form="supply", exclusivity="valves")

    assert meets_in_field(bare, Agreement(id="b", parties=(), form="supply")) is None
    assert meets_in_market(bare, Agreement(id="b", parties=(), form="supply", markets=("DE",))) is None


def test_partners_who_compete_clash_with_each_other_and_with_us(record):
    """BASF and Bayer compete, and Bayer competes with us; a competitor of a partner who is no partner is no clash."""
    text = (
        EXAMPLE
        + """
    tie, basf > bayer, business, competitor, id=rivals, begin=1990, end=open
    tie, bayer > basf, social, competitor, id=again, begin=1990, end=open
    tie, acme > bayer, business, competitor, id=ours, begin=1990, end=open
    actor, other
    tie, nec > other, business, competitor, id=far, begin=1990, end=open
    """
    )
    rows = clashes(ask(record, text), "competing_partners")

    assert [["basf", "bayer"], ["bayer"]] == [[one.id for one in row.values["partners"]] for row in rows]
    assert "rivals" in rows[0].evidence
    assert "ours" in rows[1].evidence
    assert 4 == check(ask(record, text), "competing_partners")["looked_at"]


DAMAGE = (
    EXAMPLE
    + """
    obligation, basf > acme, goods, id=owed, agreement=a1, due=2004
    interaction, delivery: basf; acme, id=bad, begin=2004, fulfils=owed, acceptance={acceptance}
    """
)


def test_bad_deliveries_of_a_partner_tied_to_others_may_spread(record):
    """BASF delivered below standard, and works with Bayer and the university."""
    (row,) = clashes(ask(record, DAMAGE.format(acceptance="below_standard")), "spreading_damage")

    assert ["basf", "bayer", "uni"] == [partner.id for partner in row.values["partners"]]
    assert {"bad", "theirs", "a4"} == set(row.evidence)
    assert row.values["certain"]


def test_good_deliveries_are_looked_at_and_do_no_damage(record):
    """A delivery that was met is looked at; one that nobody judged is not."""
    assert "none found" == check(ask(record, DAMAGE.format(acceptance="met")), "spreading_damage")["standing"]
    silent = check(ask(record, DAMAGE.format(acceptance="not_judged")), "spreading_damage")
    assert ("cannot tell", None) == (silent["standing"], silent["found"])


@pytest.mark.parametrize("subject", ["basf", "a1", "t1"])
def test_opportunism_of_a_partner_a_tie_or_an_agreement_may_spread(record, subject):
    """Whatever the assessment names, BASF is meant; a denial does no damage."""
    text = EXAMPLE + f"\n assessment, {subject}, opportunism.over_exploitation, {{}}, id=judged\n"

    (row,) = clashes(ask(record, text.format("yes")), "spreading_damage")
    assert row.evidence[0] == "judged"
    assert "over exploitation" in row.values["why"]
    assert [] == clashes(ask(record, text.format("no")), "spreading_damage")


def test_opportunism_in_an_agreement_of_several_names_nobody(record):
    """Which of the two it was is not said, so nobody is blamed."""
    text = EXAMPLE + "\n assessment, a4, opportunism.over_exploitation, yes\n"

    assert 0 == check(ask(record, text), "spreading_damage")["looked_at"]


@pytest.mark.parametrize(
    ("parties", "says", "known"),
    [
        ("acme=0.7; nec=0.3", "adds up", 1.0),
        ("acme=0.7; nec=0.2", "rest held by others", 0.9),
        ("acme=0.7; nec=0.5", "more than the whole", 1.2),
        ("acme=0.7; nec", "cannot tell", 0.7),
        ("acme; nec", "cannot tell", None),
    ],
)
def test_shares_are_summed_and_checked(record, parties, says, known):
    """Unknown is not zero: with one share missing nobody can tell."""
    answer = ask(record, f"firm, acme\nactor, nec\nagreement, joint_venture: {parties}, id=v, begin=2000, end=open")
    (row,) = answer.part("shares").rows

    assert says == row.values["check"]
    assert known == (None if known is None else pytest.approx(row.values["known_sum"]))
    assert (says == "more than the whole") == bool(clashes(answer, "shares"))


def test_management_is_told_as_assessed_and_contradictions_are_said(record):
    """A plan and none of it on one day cancel out; functions stand side by side; nothing said is cannot tell."""
    text = (
        EXAMPLE
        + """
    assessment, acme, firm.portfolio_plan, yes, begin=2001
    assessment, acme, firm.portfolio_plan, no, begin=2001
    assessment, acme, firm.selection_rule, no, begin=1999
    assessment, acme, firm.selection_rule, yes, begin=2003
    assessment, acme, firm.alliance_function, chief_executive
    assessment, acme, firm.alliance_function, rules
    assessment, basf, firm.alliance_staff, 9
    actor, sister
    tie, acme > sister, affiliation, group_company, id=group, begin=1999, end=open
    agreement, supply: acme; sister, id=inside, begin=2000, end=open
    """
    )
    answer = ask(record, text)

    assert "exclude each other" in managed(answer, "portfolio_plan").note
    assert ("yes",) == managed(answer, "selection_rule").values["value"]
    assert ("chief_executive", "rules") == managed(answer, "alliance_function").values["value"]
    assert managed(answer, "alliance_staff").values["value"] is None
    group = managed(answer, "group_companies")
    assert ["sister"] == [company.id for company in group.values["value"]]
    assert ("group", "inside") == group.evidence


def test_growth_tells_begun_and_ended_and_keeps_the_undated_apart(record):
    """The licence begins and ends; what is to come is not told; an agreement without a day stands apart."""
    text = EXAMPLE + "\n agreement, franchise: acme; uni, id=undated, end=2004\n"
    answer = ask(record, text)

    told = [(str(row.values["day"]), row.values["event"], row.values["running"]) for row in answer.part("growth").rows]
    assert [("1998", "begun", 1), ("2000", "begun", 2), ("2001", "begun", 3), ("2001", "ended", 2)] == told[:4]
    assert [("2002", "begun", 3), ("2003", "begun", 4)] == told[4:]
    assert [("undated",)] == [row.evidence for row in answer.part("undated").rows]
    assert ["2004"] == [str(row.values["end"]) for row in answer.part("undated").rows]


def test_an_agreement_that_ended_before_a_day_began_before_it_ended(record):
    """Vague dates keep their order."""
    text = "firm, acme\nactor, b\nagreement, supply: acme; b, begin=1990..1999, end=before 1995"
    rows = ask(record, text).part("growth").rows

    assert ["begun", "ended"] == [row.values["event"] for row in rows]


def test_an_empty_record_says_what_is_missing(record):
    """Nothing is counted as zero, and no clash is denied."""
    answer = ask(record, "firm, acme")

    assert all(row.values["standing"] == "cannot tell" for row in answer.part("checks").rows)
    assert all(row.values["found"] is None for row in answer.part("checks").rows)
    assert any(caveat.startswith("Cannot tell: we have no agreement") for caveat in answer.caveats)
    assert () == answer.part("concentration").rows
    assert "No agreement of ours had begun by this day." == answer.part("undated").empty
    assert answer.part("management").rows[-1].values["meaning"].endswith("we have no agreements.")


def test_the_lens_applies(record):
    """Folding people changes nothing; without BASF, of one kind, or on an earlier day other agreements count."""
    assert make_up(ask(record, EXAMPLE), "form") == make_up(ask(record, EXAMPLE, level="organisations"), "form")
    assert {"supply": 1, "joint_venture": 1} == make_up(ask(record, EXAMPLE, without=("basf",)), "form")
    assert {"research": 1} == make_up(ask(record, EXAMPLE, kinds=("scientific",)), "form")
    assert {"licence": 1} == make_up(ask(record, EXAMPLE, as_of=date(1999, 6, 1)), "form")


def test_an_agreement_of_another_firm_is_not_told_from_our_side(record):
    """Asked for BASF, what its agreement with Acme provides is what it provides Acme."""
    assert () == ask(record, EXAMPLE, firm="basf").part("redundancy").rows


def test_without_a_firm_there_is_nobody_to_ask_for(record):
    """The refusal names the remedy."""
    with pytest.raises(NoFirmError):
        ask(record, "actor, basf")


def test_what_only_possibly_holds_is_told_of_one_some_or_all():
    """One alone, one of several, several and all are told in sentences of their own."""
    assert "Our only tie only possibly holds on the day." == say_possible(1, 1, "ties")
    assert "1 of our 3 ties only possibly holds on the day." == say_possible(1, 3, "ties")
    assert "2 of our 3 ties only possibly hold on the day." == say_possible(2, 3, "ties")
    assert "All 3 of our ties only possibly hold on the day." == say_possible(3, 3, "ties")
