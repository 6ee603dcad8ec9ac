"""Cross case: table 1 of two studies cell by cell, and what holds for firms of any record."""

from datetime import date

import pytest

from bridgehead.firm.library import Library, find_case_names, get_case
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError, ask, is_asked_together
from bridgehead.questions.cross_case import CrossCase

DAY = date(2014, 12, 31)
#: Lew, Khan, Rao-Nicholson & He 2016, table 1; the first column is the product as the record words it
PROFILES = {
    # A: automobile valve and tail pipe, 1997, 1997, U.S, 95 %, U.S, Canada, Germany, Poland, Romania
    "Firm A": ("automobile parts", "1997", 1997, "US", 0.95, {"US", "CA", "DE", "PL", "RO"}),
    # B: shoes, 1980, 2001, France, 30 %, France, U.S, Italy, Asia
    "Firm B": ("shoes", "1980", 2001, "FR", 0.30, {"FR", "US", "IT", "142"}),
    # C: candlelight products, 1993, 1997, U.S, 30 %, U.S, Europe, Vietnam
    "Firm C": ("candles", "1993", 1997, "US", 0.30, {"US", "150", "VN"}),
    # D: sewing machine, 1982, 1993, Africa, 60 %, Africa, South America, North America
    "Firm D": ("sewing machines", "1982", 1993, "002", 0.60, {"002", "005", "003"}),
}
#: Castiglioni, Castro & Galán, table 1, as coded: endowment, first, later, direction, group, function
RELATIONSHIPS = {
    # engineering skills, naval reputation, big customers; a horizontal venture supported by social ties; vertical ones,
    # economic and then social; the group's other companies; no department, general rules
    "Ghenova Aeronáutica": (
        {"skills", "reputation", "customer_contacts"},
        {"organisational", "social"},
        {"organisational", "social"},
        {"horizontal", "vertical"},
        {True},
        {"rules"},
    ),
    # composite skills, personal and academic contacts; social networks; vertical alliances, equity in Asia; a
    # department and the chief executive
    "Carbures Europe S.A.": (
        {"skills", "personal_contacts", "academic_contacts"},
        {"social"},
        {"organisational", "equity"},
        {"vertical"},
        set(),
        {"department", "chief_executive"},
    ),
    # engineering skills, the founders' experience, personal contacts; agencies; local customers and partners; the chief
    # executive alone
    "Aertec Solutions S.L.": (
        {"skills", "founders_experience", "personal_contacts"},
        {"institutional"},
        {"organisational"},
        set(),
        set(),
        {"chief_executive"},
    ),
}
ACME = """
    firm, acme, market=SE, field=valves, founded=1990, evidence=page
    evidence, page, locator=Table 1
    actor, b, market=DE
    actor, c, market=SE
    tie, acme > b, business, customer, begin=1999, end=open
    tie, acme > c, social, begin=1999
    agreement, joint_venture: acme; b, begin=2000, end=open
    presence, acme, DE, begin=1999, end=open
    presence, acme, FR, begin=2001, end=open
    presence, acme, SE, begin=1990, end=open
    presence, b, US, begin=1990, end=open
"""


def compare(cases, *, day=DAY, **parameters):
    """The comparison of library cases."""
    first, *rest = find_case_names(cases)
    network = Network.of(get_case(first), Lens(as_of=day), others=Library(tuple(rest)))
    return ask(network, CrossCase(**parameters))


def look(record, text=ACME, *, day=date(2002, 6, 30), others=None, **parameters):
    """The comparison from a record written in the test."""
    network = Network.of(record(text), Lens(as_of=day), others=others)
    return ask(network, CrossCase(**parameters))


def plain(value):
    """A value by its code, words or figures; several as a set, none as an empty one."""
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    return {getattr(item, "code", item) for item in items}


def row_of(answer, part, firm):
    """The row of a firm by its name."""
    return next(row for row in answer.part(part).rows if row.values["firm"].name == firm)


def cells(answer, part, firm, *names):
    return tuple(plain(row_of(answer, part, firm).values.get(name)) for name in names)


@pytest.mark.parametrize("firm", PROFILES)
def test_table_1_of_the_chinese_firms_comes_back_cell_by_cell(firm):
    """Asked for what stands in table 1 alone, the profile is the table; regions stay regions."""
    field, founded, year, market, share, markets = PROFILES[firm]
    answer = compare("003", said_in="Table 1")

    assert (
        {field}, {"CN"}, {founded}, {year}, {market}, {share}, markets,
    ) == cells(
        answer, "profile", firm, "field", "home", "founded", "first_foreign_year", "first_foreign_market",
        "foreign_sales_share", "markets",
    )  # fmt: skip


def test_everything_told_holds_the_table_and_what_the_text_adds():
    """Without a place every cell of the table is there, and beside it only what the text tells otherwise."""
    answer = compare("003")

    extra = {"Firm A": set(), "Firm B": {"ES"}, "Firm C": set(), "Firm D": {"419", "US"}}
    for firm, (field, founded, year, market, share, markets) in PROFILES.items():
        assert ({field}, {founded}, {market}, {share}) == cells(
            answer, "profile", firm, "field", "founded", "first_foreign_market", "foreign_sales_share"
        )
        assert (markets | extra[firm],) == cells(answer, "profile", firm, "markets")
        assert ({year, 1993} if firm == "Firm C" else {year},) == cells(answer, "profile", firm, "first_foreign_year")


def test_years_until_abroad_are_those_of_the_text():
    """The text gives 21 and 11 years for B and D; A went in its founding year; C has two years told."""
    answer = compare("003")

    spans = {row.values["firm"].name: row.values["years_until_abroad"] for row in answer.part("profile").rows}

    assert {"Firm A": 0, "Firm B": 21, "Firm C": (0, 4), "Firm D": 11} == spans


@pytest.mark.parametrize("firm", RELATIONSHIPS)
def test_table_1_of_the_aeronautic_firms_comes_back_as_coded(firm):
    """Asked for what stands in table 1 alone, the relationships are the table's cells as attributes."""
    answer = compare("004", said_in="table 1")

    assert RELATIONSHIPS[firm] == cells(
        answer, "relationships", firm, "endowment", "first_relationship", "later_relationship",
        "relationship_direction", "group_influence", "alliance_function",
    )  # fmt: skip


def test_the_text_adds_staff_plan_and_rule():
    """Eight people and a plan at Carbures, a rule at Ghenova; where nothing is told, nobody can tell."""
    answer = compare("004")

    told = {
        row.values["firm"].name: [row.values[name] for name in ("alliance_staff", "portfolio_plan", "selection_rule")]
        for row in answer.part("relationships").rows
    }

    assert {
        "Ghenova Aeronáutica": [0, None, True],
        "Carbures Europe S.A.": [8, True, None],
        "Aertec Solutions S.L.": [0, None, None],
    } == told


def test_two_values_of_which_one_can_be_true_are_listed_with_their_places():
    """Firm C's first year stands in the table and otherwise in the text; both are shown, neither preferred."""
    rows = compare("003", attributes=("first_foreign_year",)).part("disagreements").rows

    assert [("Firm C", "1993"), ("Firm C", "1997")] == [(row.values["firm"].name, row.values["value"]) for row in rows]
    assert "Discussion and Conclusions, paragraph 1" in rows[0].values["said_at"]
    assert rows[1].values["said_at"].endswith("Table 1, row C")
    assert [("firm-c:first-foreign-year-text",), ("firm-c:first-foreign-year",)] == [row.evidence for row in rows]


def test_evidence_of_every_firm_is_explained():
    """Rows cite ids of several records, and each is found with the evidence behind it."""
    answer = compare("003")

    cited = {id_ for part in answer.parts for row in part.shape.rows for id_ in row.evidence}
    explained = {item.id: item for item in answer.evidence}

    assert cited <= set(explained)
    assert {"firm-a", "firm-b", "firm-c", "firm-d"} == {id_.partition(":")[0] for id_ in cited}
    assert "Table 1, row D" == explained["firm-d:ev-table"].locator


def test_attributes_can_stand_in_the_rows():
    """Turned over, each firm is a column and values of all kinds are written out."""
    answer = compare("003", rows="attributes", attributes=("founded", "foreign_sales_share", "first_foreign_year"))
    table = answer.part("profile")

    assert "matrix" == table.reading
    assert ["Attribute", "Firm A", "Firm B", "Firm C", "Firm D"] == [column.label for column in table.columns]
    assert [
        ("Founded", "1997", "1993"),
        ("First foreign year", "1997", ("1993", "1997")),
        ("Foreign sales share (of sales)", "95%", "30%"),
    ] == [tuple(row.values[name] for name in ("attribute", "firm-a:firm-a", "firm-c:firm-c")) for row in table.rows]
    assert "firm-b:foreign-sales-share" in table.rows[2].evidence


def test_turned_over_words_lose_their_underscores_and_counts_name_their_heading():
    """Yes and no, words of several parts, and counts read as they would in a table of their own."""
    answer = compare("004", rows="attributes", attributes=("endowment", "group_influence", "equity_agreements"))

    ghenova = [row.values["ghenova:ghenova"] for row in answer.part("relationships").rows]

    assert [("skills", "reputation", "customer contacts"), "yes"] == ghenova
    assert ["Agreements: With equity"] == list(answer.part("network").values("attribute"))
    assert ("3",) == answer.part("network").values("carbures:carbures")


def test_an_attribute_nobody_has_is_left_out():
    """The Chinese firms' story tells nothing of endowments or alliance functions."""
    names = [column.name for column in compare("003").part("relationships").columns]

    assert ["firm", "first_relationship", "later_relationship"] == names


def test_a_firm_not_yet_founded_is_not_compared():
    """In 1990 two of the four firms existed; the one asked keeps its row, in which nothing is told."""
    answer = compare("003", day=date(1990, 1, 1))

    assert ["Firm A", "Firm B", "Firm D"] == [row.values["firm"].name for row in answer.part("profile").rows]
    assert {"firm"} == {name for name, value in row_of(answer, "profile", "Firm A").values.items() if value is not None}
    assert {"firm"} == {name for name, value in row_of(answer, "network", "Firm A").values.items() if value is not None}


def test_what_is_told_only_of_later_days_is_not_known_yet():
    """Firm B's tie with its standards body is evidenced for 2004, so in 2000 no later relationship is told of it."""
    assert (set(),) == cells(compare("003", day=date(2000, 1, 1)), "relationships", "Firm B", "later_relationship")
    assert (set(),) == cells(compare("003", day=date(2000, 1, 1)), "profile", "Firm B", "first_foreign_year")
    assert ({"institutional", "equity"},) == cells(compare("003"), "relationships", "Firm B", "later_relationship")


def test_an_own_record_stands_first_beside_the_library(record):
    """Nothing but its firm comes from the record, all others are library firms."""
    answer = look(record, others=Library(("firm-a", "ghenova")), day=DAY)

    assert ["acme", "Firm A", "Ghenova Aeronáutica"] == [row.values["firm"].name for row in answer.part("profile").rows]
    assert is_asked_together(CrossCase)
    assert "3 firms" in " ".join(answer.caveats)


def test_a_record_made_from_a_case_is_not_compared_with_itself():
    """The copy has the case's ids, and one firm has one row."""
    network = Network.of(get_case("firm-a"), Lens(as_of=DAY), others=Library(("firm-a", "firm-b")))

    rows = ask(network, CrossCase()).part("profile").rows

    assert ["Firm A", "Firm B"] == [row.values["firm"].name for row in rows]


def test_a_library_record_that_names_no_firm_is_passed_over(record):
    """Without a firm there is nothing to compare."""
    nobody = Network.of(record("actor, somebody, market=DE"))

    assert 1 == len(look(record, others={"nobody": nobody}).part("profile").rows)


def test_an_empty_record_says_what_is_missing(record):
    """No part has a row, every part says why, and no count is made up."""
    answer = look(record, "firm, acme")

    assert [()] * 4 == [part.shape.rows for part in answer.parts]
    assert all(part.shape.empty for part in answer.parts)
    assert any("nothing to compare" in caveat for caveat in answer.caveats)


def test_the_network_is_counted_on_the_day(record):
    """A joint venture beside the tie it formalises is one tie and one agreement with equity; there is no other."""
    values = row_of(look(record), "network", "acme").values

    assert {
        "ties": 2,
        "possible_ties": 1,
        "business_ties": 1,
        "social_ties": 1,
        "tie_markets": 1,
        "equity_agreements": 1,
    } == {name: value for name, value in values.items() if name != "firm"}


def test_the_first_presence_tells_the_first_market_where_nothing_is_assessed(record):
    """The earliest of the firm's own presences abroad, not the home market nor another's."""
    assert ({"DE"}, {1999}, {9}) == cells(
        look(record), "profile", "acme", "first_foreign_market", "first_foreign_year", "years_until_abroad"
    )


@pytest.mark.parametrize("begin", ["", ", begin=before 2002", ", begin=1995..2000"])
def test_a_presence_that_may_be_older_leaves_the_first_market_open(record, begin):
    """What may have come first forbids to say which did."""
    answer = look(record, f"{ACME}\n    presence, acme, JP{begin}")

    assert (set(), set(), {"DE", "FR", "JP"}) == cells(
        answer, "profile", "acme", "first_foreign_market", "first_foreign_year", "markets"
    )


def test_a_first_year_after_the_day_is_not_told_yet(record):
    """Neither the year nor the market of what is still to come."""
    text = "firm, acme, market=SE, founded=1990\n{}\n{}".format(
        "assessment, acme, firm.first_foreign_year, 2005", "assessment, acme, firm.first_foreign_market, DE"
    )

    assert (set(), set()) == cells(look(record, text), "profile", "acme", "first_foreign_year", "first_foreign_market")
    assert ({2005}, {"DE"}) == cells(
        look(record, text, day=DAY), "profile", "acme", "first_foreign_year", "first_foreign_market"
    )


def test_a_first_market_that_is_no_market_is_shown_as_it_was_written(record):
    """A word that is no code is neither dropped nor guessed at."""
    text = "firm, acme\nassessment, acme, firm.first_foreign_market, the Baltic"

    assert ({"the Baltic"},) == cells(look(record, text), "profile", "acme", "first_foreign_market")


def test_a_newer_figure_replaces_an_older_one(record):
    """A share that grew is no disagreement; two shares of one time are."""
    text = "firm, acme\nassessment, acme, firm.foreign_sales_share, 0.1, begin=1998\n{}"
    newer = text.format("assessment, acme, firm.foreign_sales_share, 0.3, begin=2001")
    rival = text.format("assessment, acme, firm.foreign_sales_share, 0.3, begin=1998")

    assert ({0.3},) == cells(look(record, newer), "profile", "acme", "foreign_sales_share")
    assert () == look(record, newer).part("disagreements").rows
    assert ({0.1, 0.3},) == cells(look(record, rival), "profile", "acme", "foreign_sales_share")
    assert ["10%", "30%"] == list(look(record, rival).part("disagreements").values("value"))
    assert {None} == set(look(record, rival).part("disagreements").values("said_at"))


def test_one_value_said_twice_is_one_value_on_two_grounds(record):
    """Both assessments are cited, and nothing disagrees."""
    text = (
        "firm, acme\nassessment, acme, firm.alliance_staff, 8, id=one\nassessment, acme, firm.alliance_staff, 8, id=two"
    )
    answer = look(record, text)

    assert 8 == row_of(answer, "relationships", "acme").values["alliance_staff"]
    assert ("one", "two") == row_of(answer, "relationships", "acme").evidence
    assert () == answer.part("disagreements").rows


def test_what_is_assessed_of_others_or_of_a_part_is_not_told_of_the_firm(record):
    """An assessment about something narrower, or of another subject, is none of the firm as a whole."""
    text = """
        firm, acme, field=valves
        actor, b
        assessment, acme, firm.foreign_sales_share, 0.75, about=airports
        assessment, b, firm.foreign_sales_share, 0.5
    """

    assert (set(),) == cells(look(record, text), "profile", "acme", "foreign_sales_share")


def test_only_what_stands_at_the_place_asked_for_counts(record):
    """A presence without evidence is left out with the counts; the firm, which the table tells of, stays."""
    answer = look(record, said_in=" table 1 ")

    assert ({"valves"}, set()) == cells(answer, "profile", "acme", "field", "markets")
    assert ["profile", "relationships", "disagreements"] == [part.name for part in answer.parts]
    assert any("'table 1'" in caveat for caveat in answer.caveats)


def test_an_inferred_home_market_is_not_told(record):
    """What the program concludes is no statement of the record."""
    text = "firm, acme, field=valves\nassessment, acme, inferred.market, SE"

    assert ({"valves"}, set()) == cells(look(record, text), "profile", "acme", "field", "home")


def test_attributes_asked_for_keep_their_parts_alone():
    """Parts that would hold none of them are left out; what is told in two ways stays."""
    answer = compare("003", attributes=("founded",))

    assert ["profile", "disagreements"] == [part.name for part in answer.parts]
    assert ["firm", "founded"] == [column.name for column in answer.part("profile").columns]


def test_an_unknown_attribute_is_refused_with_the_list():
    """The nearest name is suggested."""
    with pytest.raises(QuestionValueError, match="Did you mean 'founded'"):
        compare("003", attributes=("fuonded",))


def test_coverage_counts_every_firm():
    """What was usable is added up over the records compared."""
    one, all_four = compare("firm-a").coverage, compare("003").coverage

    assert (9, 54) == (one.total, all_four.total)
    assert all_four.possible > one.possible
