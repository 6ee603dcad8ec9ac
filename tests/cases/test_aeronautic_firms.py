"""Ghenova, Carbures and Aertec: what the study tells of each, found in the record, and nothing it does not tell."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import find_questions
from bridgehead.record.dates import UNKNOWN, InForce
from bridgehead.record.entries import Actor, Agreement, Assessment, Evidence, Presence, Tie
from bridgehead.sources.case import find_cases, read_case

FIRMS = ("ghenova", "carbures", "aertec")
#: Castiglioni, Castro & Galán, discussion: how each portfolio came to be; an outcome, never a part of the record
VERDICTS = {"ghenova": "path_dependent", "carbures": "deliberate", "aertec": "mixed"}
#: Castiglioni, Castro & Galán, table 1, columns 2 to 4
TABLE = {
    "ghenova": {
        "endowment": {"skills", "reputation", "customer_contacts"},
        "first_relationship": {"organisational", "social"},
        "later_relationship": {"organisational", "social"},
        "relationship_direction": {"horizontal", "vertical"},
        "group_influence": {True},
        "alliance_function": {"rules"},
        "alliance_staff": {0},
    },
    "carbures": {
        "endowment": {"skills", "personal_contacts", "academic_contacts"},
        "first_relationship": {"social"},
        "later_relationship": {"organisational", "equity"},
        "relationship_direction": {"vertical"},
        "alliance_function": {"department", "chief_executive"},
    },
    "aertec": {
        "endowment": {"skills", "founders_experience", "personal_contacts"},
        "first_relationship": {"institutional"},
        "later_relationship": {"organisational"},
        "alliance_function": {"chief_executive"},
        "alliance_staff": {0},
    },
}


def origins(case):
    """Whom the firm is tied to by an origin that the study tells: origin -> the other's id in the case."""
    found = {}
    for tie in case.all(Tie):
        if tie.origin:
            found.setdefault(tie.origin, set()).update(case.short([tie.receiver]))
    return found


@pytest.mark.parametrize("name", FIRMS)
def test_table_1_is_on_record_as_attributes(case, name):
    """Each cell of a firm's row is coded by assessments whose evidence is the table."""
    loaded = case(name)

    coded = {}
    for held in loaded.all(Assessment):
        if any(loaded[id_].locator.startswith("Table 1") for id_ in loaded.short(held.evidence)):
            coded.setdefault(held.item, set()).add(held.value)

    assert TABLE[name] == coded


@pytest.mark.parametrize("name", FIRMS)
def test_the_verdict_of_the_study_is_no_part_of_a_record(case, name):
    """What the answer should find must not be told to it: the verdict stands among the expected rows alone."""
    texts = (find_cases()[name] / "record.yaml").read_text(encoding="utf-8").casefold()
    expected = [
        row
        for asked in read_case(find_cases()[name]).questions
        if asked["ask"] == "path_dependence"
        for row in asked["expected"]["verdict"]
    ]

    assert [] == case(name).assessed("portfolio_strategy")
    assert [] == [word for word in ("path-dependent", "path dependent", "deliberate") if word in texts]
    assert [{"firm": name, "verdict": VERDICTS[name]}] == expected


def test_no_question_reads_the_verdict():
    """The item that could hold it is named in no module of a question."""
    folder = find_cases()["ghenova"].parents[1] / "questions"

    assert len(list(folder.glob("*.py"))) >= len(find_questions())
    assert [] == [path.name for path in folder.glob("*.py") if "portfolio_strategy" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", FIRMS)
def test_no_day_is_invented(case, name):
    """Only the two years the study gives, and what follows from them, are in a record."""
    given = {"ghenova": {"2009", "after 2008", "2006..2007"}, "carbures": set(), "aertec": {"1997", "after 1996"}}
    loaded = case(name)

    dates = {entry.begin for entry in loaded.entries.values()} | {actor.founded for actor in loaded.all(Actor)}
    days = {evidence.on for evidence in loaded.all(Evidence)}

    assert given[name] == (dates | days) - {UNKNOWN}
    assert {UNKNOWN} == {entry.end for entry in loaded.entries.values()}


@pytest.mark.parametrize("name", FIRMS)
def test_without_dates_every_tie_only_possibly_holds(case, name):
    """On a day long after all that is told, nothing without an end on record is certain."""
    network = Network.of(case(name).record, Lens(as_of=date(2014, 12, 31)))

    assert {InForce.POSSIBLE} == {network.status(agreement) for agreement in case(name).all(Agreement)}
    assert not network.ties.certain.any()


def test_ghenova_was_founded_within_its_group(case):
    """The firm dates from 2009; the parent is a little less than three years older."""
    firm = case("ghenova")

    assert ("2009", "2006..2007") == (firm["ghenova"].founded, firm["ghenova-ingenieria"].founded)
    assert {"ghenova-ingenieria", "group-companies"} == origins(firm)["group"]
    assert {"affiliation"} == {firm[id_].kind for id_ in ("parent", "group")}


def test_ghenova_owns_a_venture_that_employees_brought_about(case):
    """A horizontal joint venture without known shares, beside the personal relationships it came of."""
    firm = case("ghenova")

    assert [("ghenova:ghenova", None), ("ghenova:scp-sintesa", None)] == list(firm["sintesa-venture"].parties)
    assert ("introduced", "ghenova:employees") == (firm["sintesa"].origin, firm["sintesa"].introduced_by)
    assert "social" == firm["employees-sintesa"].kind


def test_ghenova_followed_its_customers_abroad(case):
    """Supply runs to first tiers at home and abroad; only those abroad came by following."""
    firm = case("ghenova")

    assert {"foreign-tier-ones"} == origins(firm)["follow_customer"]
    assert "" == firm["spanish-customers"].origin
    assert {"supply"} == {firm[id_].form for id_ in ("spanish-supply", "foreign-supply")}


def test_ghenovas_business_led_to_friendship(case):
    """Repeated work leads to the social tie with each group of customers, visits to that with the visitors."""
    firm = case("ghenova")

    led = {id_: firm.short(firm[id_].led_to) for id_ in ("work-in-spain", "work-abroad", "family-visits")}

    assert ["spanish-customers-social"] == led["work-in-spain"]
    assert ["foreign-customers-social"] == led["work-abroad"]
    assert ["visitors"] == led["family-visits"]
    assert {"social"} == {firm[ids[0]].kind for ids in led.values()}


def test_ghenova_has_a_rule_and_nobody_in_charge(case):
    """Partners are selected by principle; there is no department, and no plan is told."""
    firm = case("ghenova")

    assert [[True], ["rules"], [0], []] == [
        firm.assessed(item) for item in ("selection_rule", "alliance_function", "alliance_staff", "portfolio_plan")
    ]


def test_carbures_came_of_two_spin_offs_and_three_partners(case):
    """The merger names both firms; three people founded the company."""
    firm = case("carbures")

    assert ["carbures", "easy-industrial-solutions", "atlantic-composites"] == firm.short(
        actor for actor, _ in firm["merger"].participants
    )
    assert 3 == sum(tie.role == "founder" for tie in firm.all(Tie))
    assert UNKNOWN == firm["carbures"].founded


def test_carbures_shares_are_those_of_the_text(case):
    """70 to 30 with Guanglian; a tenth of Carbures Asia with another; the rest is unknown."""
    firm = case("carbures")

    shares = {id_: dict(firm[id_].parties) for id_ in ("guanglian-venture", "asia-share", "takeovers")}

    assert {"carbures:carbures": 0.7, "carbures:guanglian": 0.3} == shares["guanglian-venture"]
    assert {"carbures:chinese-partner": 0.1, "carbures:carbures": None, "carbures:carbures-asia": None} == shares[
        "asia-share"
    ]
    assert {None} == set(shares["takeovers"].values())


def test_carbures_money_moved_from_family_to_market(case):
    """Six sources of finance: family and friends informally, the others in business."""
    firm = case("carbures")

    kinds = {firm.short([tie.receiver])[0]: tie.kind for tie in firm.all(Tie) if "finance" in tie.provides}

    assert {
        "family": "family",
        "friends": "social",
        "institutional-investors": "business",
        "mutual-funds": "business",
        "individual-investors": "business",
        "stock-market": "institutional",
    } == kinds


def test_how_carbures_found_its_partners_is_unknown(case):
    """The study tells no origin of any tie but that of the founders to their firm."""
    assert {"founding": {"carbures"}} == origins(case("carbures"))


def test_carbures_is_present_where_its_alliances_are(case):
    """The United States, Mexico and China, each resting on one agreement."""
    firm = case("carbures")

    rests_on = {presence.market: firm.short(presence.rests_on) for presence in firm.all(Presence)}

    assert {"US": ["united-states-alliance"], "MX": ["mexican-agreement"], "CN": ["guanglian-venture"]} == rests_on


def test_carbures_has_eight_people_for_networks(case):
    """Their department plans; the chief executive coordinates."""
    firm = case("carbures")

    assert [[8], [True]] == [firm.assessed(item) for item in ("alliance_staff", "portfolio_plan")]


def test_aertec_has_both_spellings(case):
    """The text's name is the firm's, the table's stands beside it."""
    firm = case("aertec")["aertec"]

    assert "Aertec Solutions S.L." == firm.name
    assert "Artec Solutions S.L." in firm.aliases


def test_three_quarters_abroad_are_said_of_airports_alone(case):
    """The share belongs to the core business; of the whole firm none is on record."""
    firm = case("aertec")

    shares = {held.subject: held.value for held in firm.all(Assessment) if held.item == "foreign_sales_share"}

    assert {"aertec:airport-business": 0.75} == shares


def test_aertec_took_four_ways_abroad(case):
    """Favours returned, customers followed, partners sought, public projects; other origins are not told."""
    assert {
        "founding": {"aertec"},
        "reciprocity": {"entrants-to-spain"},
        "follow_customer": {"local-firms"},
        "search": {"complementary-partners"},
        "public_programme": {"project-partners"},
    } == origins(case("aertec"))


def test_aertec_asked_for_the_way_back(case):
    """The asking led to the second partnership with those who had entered Spain; its outcome is not told."""
    firm = case("aertec")

    assert ["way-back"] == firm.short(firm["asking-the-way-back"].led_to)
    assert "" == firm["asking-the-way-back"].outcome
    assert ("channel",) == firm["into-spain"].gives == firm["way-back"].provides


def test_aertec_has_four_offices_and_nineteen_countries(case):
    """Offices are presences; the countries of its projects are only counted."""
    firm = case("aertec")

    assert {"GB", "FR", "PT", "MA"} == {presence.market for presence in firm.all(Presence)}
    assert [19] == firm.assessed("markets_sold_in")
