"""How international the firm is: stages by a table, situations, tempo, degree and the story so far."""

from datetime import date
from itertools import combinations, product

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions._stages import StageFacts, read_stage, stage_rank, stage_words
from bridgehead.questions.stage import Stage
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import AGREEMENT_FORMS, ENTRY_MODES, INITIATORS, ROLES

DAY = date(2001, 6, 1)
#: every value each fact of the table can have
VALUES = {
    "mode": ("", *ENTRY_MODES.words),
    "initiated_by": ("", *INITIATORS.words),
    "function": ("", "none", "chief_executive", "person", "department"),
    "local_partner": ("", "yes"),
    "venture": ("", "makes", "sells"),
}
COMBINATIONS = [StageFacts(**dict(zip(VALUES, row, strict=True))) for row in product(*VALUES.values())]


def ask(record, text, **lens):
    return Stage().answer(Network.of(record(text), Lens(**{"as_of": DAY} | lens)))


def by_market(answer):
    return {row.values["market"].code: row.values for row in answer.part("stages").rows}


def only(answer, part):
    (row,) = answer.part(part).rows
    return row.values


def degree(answer):
    return {row.values["measure"]: row.values["value"] for row in answer.part("degree").rows}


def find_row(facts):
    """The number of the table's row that decides."""
    return get_parameter("stage", "rules").index(read_stage(facts))


def test_the_table_decides_every_combination_of_facts_and_every_row_decides_some():
    """Complete, and without a row that another one hides."""
    rules = get_parameter("stage", "rules")

    assert set(range(len(rules))) == {find_row(facts) for facts in COMBINATIONS}


def test_the_table_names_only_facts_values_and_stages_there_are():
    """A word that means nothing would never hold."""
    for rule in get_parameter("stage", "rules"):
        conditions = {name: values for name, values in rule.items() if name in VALUES}
        assert {"at_least", "up_to", "why", "reference"} | set(conditions) >= set(rule)
        assert all(set(values) <= set(VALUES[name]) for name, values in conditions.items())
        assert stage_rank(rule.get("at_least", "")) <= stage_rank(rule.get("up_to", ""))
    assert set(get_parameter("stage", "local_partner_roles")) <= set(ROLES.words)
    assert set(get_parameter("stage", "local_partner_forms")) <= set(AGREEMENT_FORMS.words)


def test_dollinger_1995_has_six_stages_in_this_order():
    """As told in section 4.2 of the study on networking as a strategy."""
    assert (
        "passive_exporting",
        "export_management",
        "export_department",
        "sales_branches",
        "production_abroad",
        "transnational",
    ) == stage_words()


@pytest.mark.parametrize(
    ("facts", "at_least", "up_to"),
    [
        ({"mode": "direct_export", "initiated_by": "inbound_request"}, "passive_exporting", "passive_exporting"),
        ({"mode": "indirect_export", "initiated_by": "own_search"}, "export_management", "export_management"),
        ({"mode": "direct_export", "function": "person"}, "export_management", "export_management"),
        ({"mode": "direct_export", "function": "department"}, "export_department", "export_department"),
        ({"mode": "direct_export"}, "passive_exporting", "export_department"),
        ({"mode": "direct_export", "local_partner": "yes"}, "export_management", "export_department"),
        ({"mode": "sales_subsidiary"}, "sales_branches", "sales_branches"),
        ({"mode": "licensing"}, "production_abroad", "production_abroad"),
        ({"mode": "joint_venture"}, "sales_branches", "production_abroad"),
        ({"mode": "joint_venture", "venture": "sells"}, "sales_branches", "sales_branches"),
        ({"mode": "joint_venture", "venture": "makes"}, "production_abroad", "production_abroad"),
    ],
)
def test_facts_give_bounds_on_the_stage(facts, at_least, up_to):
    """What the record shows at least, and up to what it leaves open."""
    row = read_stage(StageFacts(**facts))

    assert (at_least, up_to) == (row["at_least"], row["up_to"])


@pytest.mark.parametrize("mode", ["", "non_equity_alliance"])
def test_some_modes_tell_no_stage(mode):
    """Where nobody wrote the mode, and where the six stages have no place for it."""
    assert "at_least" not in read_stage(StageFacts(mode=mode))


def test_each_market_stands_at_the_latest_stage_it_shows(record):
    """An agent and a later sales company in one market; a modeless presence in another."""
    answer = ask(
        record,
        """
        firm, acme, market=SE
        actor, agent, market=DE
        tie, acme > agent, business, agent, id=agency, begin=1990, end=open, formality=formal
        presence, acme, DE, entry_mode=direct_export, rests_on=agency, begin=1990, end=open
        presence, acme, DE, entry_mode=sales_subsidiary, begin=1999
        presence, acme, FR, begin=1999, end=open
        presence, acme, PL, entry_mode=direct_export, rests_on=agency, begin=1999, end=open
        """,
    )

    found = by_market(answer)
    assert ["DE", "PL", "FR"] == list(found)
    assert ("sales_branches", "possible") == (found["DE"]["stage"], found["DE"]["holds"])
    assert ("export_management", "export_department") == (found["PL"]["stage"], found["PL"]["up_to"])
    assert ("certain", "cannot tell", None) == (found["PL"]["holds"], found["FR"]["stage"], found["FR"]["up_to"])
    assert (1, 1) == (found["DE"]["relationships"], found["DE"]["later"])
    assert ("sales_branches", None) == (only(answer, "firm")["stage"], only(answer, "firm")["up_to"])
    assert ["DE"] == [market.code for market in only(answer, "firm")["where"]]
    assert "1 market does not tell its stage" in only(answer, "firm")["why"]


@pytest.mark.parametrize(("certain_only", "stage"), [(False, "export_management"), (True, "passive_exporting")])
def test_an_agent_who_may_have_left_shows_no_stage_to_who_asks_for_the_certain(record, certain_only, stage):
    """The presence is certain, the tie it rests on only possible."""
    answer = ask(
        record,
        """
        firm, acme, market=SE
        actor, agent, market=JP
        tie, acme > agent, business, agent, id=agency, begin=1999, end=1999..2003
        presence, acme, JP, entry_mode=direct_export, rests_on=agency, begin=2000, end=open
        """,
        certain_only=certain_only,
    )

    assert stage == by_market(answer)["JP"]["stage"]


def test_the_firm_is_transnational_by_assessment_alone(record):
    """Production in two markets leaves it open; only an assessment tells it."""
    lines = """
        firm, acme, market=SE
        presence, acme, DE, entry_mode=production_abroad, begin=1999, end=open
        presence, acme, FR, entry_mode=licensing, begin=1999, end=open
    """
    said = lines + "assessment, acme, firm.globally_integrated, yes, begin=2000, end=open"

    guessed, stated = only(ask(record, lines), "firm"), only(ask(record, said), "firm")

    assert ("production_abroad", "transnational") == (guessed["stage"], guessed["up_to"])
    assert ("transnational", "transnational", "certain") == (stated["stage"], stated["up_to"], stated["holds"])


def test_of_two_assessed_functions_the_one_that_shows_more_counts(record):
    """Statements may disagree; taking one away never adds a stage."""
    answer = ask(
        record,
        """
        firm, acme, market=SE
        presence, acme, DE, entry_mode=direct_export, begin=1999, end=open
        assessment, acme, firm.export_function, none, begin=1999, end=open
        assessment, acme, firm.export_function, department, begin=1999, end=open
        """,
    )

    assert "export_department" == by_market(answer)["DE"]["stage"]


def test_countries_and_regions_are_counted_apart(record):
    """Europe holds Germany, so the two are never added up."""
    answer = ask(
        record,
        """
        firm, acme, market=CN
        actor, agent, market=DE
        tie, acme > agent, business, agent, begin=1990
        agreement, agency: acme; agent, begin=1990
        presence, acme, DE, begin=1990
        presence, acme, 150, begin=1990
        assessment, acme, firm.markets_sold_in, 12, begin=2001
        """,
    )

    assert {
        "countries present in": 1,
        "regions present in": 1,
        "relationships abroad": 1,
        "relationships abroad in later stages": 1,
        "countries sold in, assessed": 12,
    } == degree(answer)


def test_a_situation_needs_the_markets_degree_to_be_assessed(record):
    """The firm's degree follows from its share abroad; the market's is never concluded."""
    lines = """
        firm, acme, market=SE
        assessment, acme, firm.foreign_sales_share, 0.6, begin=2001
    """
    row = only(ask(record, lines), "situation")
    assert ("high", None, None) == (row["firm_degree"], row.get("market_degree"), row.get("situation"))

    assessed = ask(record, lines + "assessment, DE, market.internationalization, low, begin=2001")
    row, others = (row.values for row in assessed.part("situation").rows)
    assert ("high", None) == (others["firm_degree"], others.get("market"))
    assert ("DE", "high", "low", "lonely_international") == (
        row["market"].code,
        row["firm_degree"],
        row["market_degree"],
        row["situation"],
    )


@pytest.mark.parametrize(
    ("firm", "market", "situation"),
    [
        ("low", "low", "early_starter"),
        ("low", "high", "late_starter"),
        ("high", "low", "lonely_international"),
        ("high", "high", "international_among_others"),
    ],
)
def test_johanson_mattsson_1988_name_four_situations(record, firm, market, situation):
    """By the degree of the firm and of its market."""
    answer = ask(
        record,
        f"""
        firm, acme, market=SE
        assessment, acme, firm.internationalization, {firm}, begin=2001
        assessment, DE, market.internationalization, {market}, begin=2001
        """,
    )

    assert [situation, None] == [row.values.get("situation") for row in answer.part("situation").rows]


def test_a_degree_assessed_both_ways_tells_nothing(record):
    """Two statements that disagree are both named."""
    row = only(
        ask(
            record,
            """
            firm, acme, market=SE
            assessment, acme, firm.internationalization, low, begin=2001
            assessment, acme, firm.internationalization, high, begin=2001
            """,
        ),
        "situation",
    )

    assert row["firm_degree"] is None
    assert "both low and high" in str(row["why"]) or "both high and low" in str(row["why"])


@pytest.mark.parametrize(
    ("lines", "degree_of_firm"),
    [
        ("assessment, acme, firm.foreign_sales_share, 0.1, begin=2001", "low"),
        ("\n".join(f"presence, acme, {code}, begin=2000" for code in ("DE", "FR", "GB", "US", "142")), "high"),
        ("assessment, acme, firm.markets_sold_in, 5, begin=2001", "high"),
    ],
)
def test_the_firms_degree_follows_from_share_or_markets(record, lines, degree_of_firm):
    """A small share tells a low degree, many markets a high one."""
    row = only(ask(record, f"firm, acme, market=SE\n{lines}"), "situation")

    assert degree_of_firm == row["firm_degree"]


def test_a_region_is_not_counted_beside_its_countries(record):
    """Europe and four of its countries are four markets, which tells no degree."""
    codes = ("150", "DE", "FR", "GB", "PL")
    answer = ask(record, "\n".join(["firm, acme, market=SE", *(f"presence, acme, {code}" for code in codes)]))

    assert () == answer.part("situation").rows


@pytest.mark.parametrize(
    ("end", "more", "agrees"),
    [
        ("end=1999", "presence, acme, DE, begin=1999", False),
        ("end=1999", "", None),
        ("end=1999", "presence, acme, DE, begin=1999\nassessment, acme, firm.first_foreign_year, 1990", None),
        ("end=open, begin=1999", "", None),
        ("end=open, begin=1999", "assessment, acme, firm.foreign_sales_share, 0.9, begin=2001", True),
        ("end=open, begin=1999", "assessment, acme, firm.foreign_sales_share, 0.1, begin=2001", False),
    ],
)
def test_what_a_source_calls_the_firm_is_compared_with_the_record(record, end, more, agrees):
    """A lonely international is international: a word for the time before going abroad does not fit."""
    answer = ask(
        record, f"firm, acme, market=SE\nassessment, acme, firm.situation, lonely_international, {end}\n{more}"
    )

    stated = [row.values for row in answer.part("situation").rows if row.values["told_by"] == "the source"]
    assert [("lonely_international", agrees)] == [(row["situation"], row["agrees"]) for row in stated]


def test_tempo_is_a_bound_where_dates_are(record):
    """Founded in a year, abroad in a year: neither day is known."""
    answer = ask(
        record,
        """
        firm, acme, market=SE, founded=1980
        actor, buyer, market=DE
        actor, home, market=SE
        assessment, acme, firm.first_foreign_year, 2000
        assessment, acme, firm.first_foreign_year, 2005
        presence, acme, DE, begin=before 1999
        interaction, sale: acme=seller; buyer=buyer, begin=1998-05-01
        interaction, sale: acme=seller; home=buyer, begin=1981
        interaction, sale: buyer=seller; home=buyer, begin=1981
        interaction, sale: acme=seller, place=FR, begin=1999
        """,
    )

    rows = {row.values["measure"]: row.values for row in answer.part("tempo").rows}
    assert {"year as stated", "earliest presence abroad on record", "earliest sale abroad on record"} == set(rows)
    assert (20, "2000") == (rows["year as stated"]["value"], rows["year as stated"]["first"])
    assert 19 == pytest.approx(rows["year as stated"]["low"], abs=0.01)
    assert 21 == pytest.approx(rows["year as stated"]["high"], abs=0.01)
    assert (None, None) == (
        rows["earliest presence abroad on record"]["value"],
        rows["earliest presence abroad on record"]["low"],
    )
    assert "1998-05-01" == rows["earliest sale abroad on record"]["first"]


@pytest.mark.parametrize(
    ("lines", "new_venture", "abroad_within"),
    [
        ("assessment, acme, firm.foreign_sales_share, 0.3, begin=1998", True, None),
        ("assessment, acme, firm.foreign_sales_share, 0.3, begin=2001", None, None),
        ("assessment, acme, firm.foreign_sales_share, 0.2, begin=1999", False, None),
        ("assessment, acme, firm.foreign_sales_share, 0.2, begin=1998", None, None),
        ("assessment, acme, firm.foreign_sales_share, 0.3", None, None),
        ("assessment, acme, firm.first_foreign_year, 1997", None, True),
        ("assessment, acme, firm.first_foreign_year, 2000", None, False),
    ],
)
def test_knight_cavusgil_2004_ask_a_quarter_within_three_years(record, lines, new_venture, abroad_within):
    """A share that is not dated within the years tells nothing."""
    row = only(ask(record, f"firm, acme, market=SE, founded=1996\n{lines}"), "new_venture")

    assert (new_venture, abroad_within) == (row["new_venture"], row["abroad_within"])


def test_a_new_venture_cannot_be_told_without_the_year_of_founding(record):
    """And the answer says so."""
    row = only(ask(record, "firm, acme\nassessment, acme, firm.foreign_sales_share, 0.3, begin=1998"), "new_venture")

    assert (None, "The year of founding is not known.") == (row["new_venture"], row["why"])


def test_the_timeline_is_dated_and_in_order(record):
    """Milestones, sales, presences and agreements abroad of ours; home, others' and undated things are left out."""
    answer = ask(
        record,
        """
        firm, acme, market=SE
        actor, buyer, market=DE
        actor, home, market=SE
        presence, acme, DE, id=shop, entry_mode=sales_subsidiary, commitment=two shops, begin=1998, end=2000
        presence, acme, FR, id=undated
        presence, acme, US, id=bare, begin=1999
        interaction, milestone: acme=founded, id=founding, place=SE, topic=founded, begin=1996
        interaction, sale: acme=seller; buyer=buyer, id=sale, begin=1997
        interaction, meeting: acme; buyer, id=meeting, begin=1997
        interaction, milestone: buyer=founded, id=theirs, begin=1996
        agreement, supply: acme; buyer, id=supply, scope=valves, begin=1999-05
        agreement, supply: acme; home, id=domestic, begin=1999
        agreement, supply: buyer; home, id=between, begin=1999
        interaction, milestone: acme=founded, id=later, begin=2005
        """,
    )

    rows = answer.part("timeline").rows
    assert ["founding", "sale", "shop", "bare", "supply", "shop"] == [row.evidence[0] for row in rows]
    assert "sales subsidiary: two shops" == rows[2].values["told"]
    assert ("presence ends", "2000") == (rows[-1].values["what"], str(rows[-1].values["day"]))
    assert any("no known begin" in caveat for caveat in answer.caveats)


def test_an_empty_record_has_empty_parts_that_say_what_is_missing(record):
    """No stage, no count and no zero."""
    answer = ask(record, "firm, acme, market=SE")

    assert {part.name: 0 for part in answer.parts} == {part.name: len(part.shape.rows) for part in answer.parts}
    assert any("Cannot tell the stage" in caveat for caveat in answer.caveats)
    assert (0, 0) == (answer.coverage.used, answer.coverage.total)


def test_without_a_home_market_every_presence_counts_and_the_answer_says_so(record):
    """Nothing tells what is abroad."""
    answer = ask(record, "firm, acme\npresence, acme, SE, begin=1999")

    assert ["SE"] == list(by_market(answer))
    assert any("home market is not known" in caveat for caveat in answer.caveats)


def test_a_stage_needs_a_firm(record):
    """Without a firm there is nobody to be international."""
    with pytest.raises(NoFirmError):
        ask(record, "actor, acme")


LINES = (
    "presence, acme, DE, entry_mode=direct_export, begin=1999",
    "presence, acme, DE, entry_mode=sales_subsidiary, begin=2000",
    "presence, acme, FR, entry_mode=joint_venture, rests_on=venture, begin=2000",
    "agreement, joint_venture: acme; other, id=venture, provides=capacity, begin=2000",
    "presence, acme, US, entry_mode=indirect_export, rests_on=agency, begin=2000",
    "tie, acme > other, business, agent, id=agency, begin=2000",
    "assessment, acme, firm.export_function, none, begin=2000",
    "assessment, acme, firm.export_function, department, begin=2000",
    "assessment, acme, firm.globally_integrated, yes, begin=2001",
)


def test_taking_an_entry_away_never_raises_a_stage(record):
    """Whatever is left out of every part of a record, no market and not the firm stands at a later stage."""

    def ranks(numbers):
        text = "\n".join(["firm, acme, market=SE", "actor, other, market=DE", *(LINES[n] for n in sorted(numbers))])
        answer = ask(record, text)
        rows = [row.values for row in (*answer.part("firm").rows, *answer.part("stages").rows)]
        stages = {str(row.get("market", "firm")): row["stage"] for row in rows}
        return {where: 0 if stage == "cannot tell" else stage_rank(stage) for where, stage in stages.items()}

    subsets = [frozenset(chosen) for size in range(len(LINES) + 1) for chosen in combinations(range(len(LINES)), size)]
    found = {kept: ranks(kept) for kept in subsets}

    for kept in subsets:
        for dropped in kept:
            assert all(rank <= found[kept][where] for where, rank in found[kept - {dropped}].items())
