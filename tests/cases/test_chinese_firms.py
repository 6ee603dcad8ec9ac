"""Firms A to D: table 1 of the study value by value, the firms' paths, and where the study contradicts itself."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions.reach import Reach
from bridgehead.record.entries import Actor, Presence, Tie

FIRMS = ("firm-a", "firm-b", "firm-c", "firm-d")
#: Lew, Khan, Rao-Nicholson & He 2016, table 1: product, foundation, first year and market abroad, share, presence
TABLE = {
    "firm-a": ("automobile parts", "1997", 1997, "US", 0.95, {"US", "CA", "DE", "PL", "RO"}),
    "firm-b": ("shoes", "1980", 2001, "FR", 0.30, {"FR", "US", "IT", "142"}),
    "firm-c": ("candles", "1993", 1997, "US", 0.30, {"US", "150", "VN"}),
    "firm-d": ("sewing machines", "1982", 1993, "002", 0.60, {"002", "005", "003"}),
}


def cites_table(case, entry):
    """Whether an entry rests on the study's table."""
    return any(case[id_].locator.startswith("Table 1") for id_ in case.short(entry.evidence))


def find_routes(case, day):
    """Whom the best route into each market passes, the firm itself left out."""
    answer = Reach().answer(Network.of(case.record, Lens(as_of=day)))
    routes = next(part for part in answer.parts if part.name == "routes").shape.rows
    return {row.values["market"].code: [step.receiver.id.partition(":")[2] for step in row.steps] for row in routes}


@pytest.mark.parametrize("name", FIRMS)
def test_table_1_is_on_record_value_by_value(case, name):
    """Each cell of a firm's row is a value whose evidence is the table; regions stay regions."""
    loaded = case(name)
    product, founded, year, market, share, presence = TABLE[name]

    stated = {
        entry.item: entry.value
        for entry in loaded.entries.values()
        if getattr(entry, "instrument", None) == "firm" and cites_table(loaded, entry)
    }
    assert (product, founded) == (loaded[name].field, loaded[name].founded.text)
    assert {"first_foreign_year": year, "first_foreign_market": market, "foreign_sales_share": share} == stated
    assert presence == {entry.market for entry in loaded.all(Presence) if cites_table(loaded, entry)}


@pytest.mark.parametrize("name", FIRMS)
def test_the_first_market_was_entered_in_the_year_of_the_table(case, name):
    """One presence in the first market begins in the first year."""
    _, _, year, market, _, _ = TABLE[name]

    begins = [entry.begin for entry in case(name).all(Presence) if entry.market == market]

    assert str(year) in begins


@pytest.mark.parametrize("name", FIRMS)
def test_ethnic_ties_are_informal_and_lead_to_communities(case, name):
    """All four firms were helped by overseas Chinese, and no contract stands behind it."""
    ties = [tie for tie in case(name).all(Tie) if tie.kind == "ethnic"]

    assert ties
    assert {"informal"} == {tie.formality for tie in ties}
    assert "community" in {case(name)[case(name).short([tie.receiver])[0]].kind for tie in ties}


@pytest.mark.parametrize("name", FIRMS)
def test_lonely_international_is_kept_and_its_odd_use_noted(case, name):
    """The study's word for the time before going abroad is kept with a note."""
    situation = case(name)["situation"]

    assert "lonely_international" == situation.value
    assert str(TABLE[name][2]) == situation.end
    assert "before going abroad" in situation.note


@pytest.mark.parametrize("name", FIRMS)
def test_overseas_chinese_are_counted_in_two_ways(case, name):
    """Some 30 million in all, and more than forty million from one city: both statements are on record."""
    assert [30_000_000, 40_000_000] == sorted(case(name).assessed("people"))


@pytest.mark.parametrize("name", FIRMS)
def test_pace_is_called_slow_and_rapid(case, name):
    """Both words for the same four firms stand in one piece of evidence."""
    told = case(name)["ev-fast"].paraphrase

    assert "slow" in told
    assert "rapid" in told


def test_firm_a_owns_one_venture_with_two_local_partners(case):
    """The joint venture binds three parties whose shares are unknown."""
    venture = case("firm-a")["united-states-venture"]

    assert [("firm-a:firm-a", None), ("firm-a:branch-partner", None), ("firm-a:second-partner", None)] == list(
        venture.parties
    )
    assert ("joint_venture", ("US",)) == (venture.form, venture.markets)


def test_firm_a_hired_people_who_knew_the_market(case):
    """Employees with experience of North America came before the first year abroad."""
    hired = case("firm-a")["hired-staff"]

    assert ("hired", "employee", "before 1998") == (hired.origin, hired.role, hired.begin.text)


def test_firm_b_found_its_partner_by_advertisement(case):
    """More than fifty answers led to one joint venture in France."""
    firm = case("firm-b")

    assert 50 == firm["advertisement-answers"].amount
    assert ["france-venture"] == firm.short(firm["advertisement-answers"].led_to)
    assert "advertisement" == firm["venture-partner-tie"].origin


def test_firm_b_owes_ten_million_yuan_of_research(case):
    """The agreement with SATRA of 2004 binds the firm to pay for a research centre."""
    owed = case("firm-b")["satra-investment"]

    assert ("firm-b:firm-b", "firm-b:satra", 10_000_000, "CNY") == (
        owed.debtor,
        owed.creditor,
        owed.value,
        owed.currency,
    )
    assert "2004" == case("firm-b")["satra-agreement"].begin


def test_firm_b_knew_nobody_in_france_before_2001(case):
    """Its French ties begin with its first year abroad."""
    assert "FR" not in find_routes(case("firm-b"), date(2000, 12, 31))
    assert "FR" in find_routes(case("firm-b"), date(2013, 12, 31))


def test_firm_b_has_a_store_the_table_does_not_know(case):
    """Barcelona stands in the text alone, Asia in the table alone; each says so."""
    firm = case("firm-b")

    assert not cites_table(firm, firm["spain"])
    assert "text alone" in firm["spain"].note
    assert "table 1 alone" in firm["asia"].note


def test_firm_c_reached_wal_mart_through_agents_before_it_had_a_tie_of_its_own(case):
    """At the end of 1996 the way to Wal-Mart goes by an agent in Hong Kong or Taiwan."""
    route = find_routes(case("firm-c"), date(1996, 12, 31))["US"]

    assert "wal-mart" == route[-1]
    assert route[0] in {"agent-hong-kong", "agent-taiwan"}


def test_firm_c_went_abroad_in_1997_and_from_inception(case):
    """The table and the text disagree, and both years stand beside each other."""
    firm = case("firm-c")

    assert [1993, 1997] == sorted(firm.assessed("first_foreign_year"))
    assert ["1993", "1997"] == sorted(entry.begin for entry in firm.all(Presence) if entry.market == "US")


def test_firm_c_names_its_multinationals(case):
    """Six multinationals by name and seventeen of the Fortune 500 by number; third in the world."""
    firm = case("firm-c")

    named = {actor.name for actor in firm.all(Actor) if actor.is_multinational}

    assert {"Wal-Mart", "Metro", "Carrefour", "Marlboro", "Samsung", "GE"} == named
    assert "17 companies" == firm["fortune-companies"].size
    assert [3] == firm.assessed("global_rank")


def test_firm_d_knew_the_chairman_before_his_firm_became_a_partner(case):
    """The manager's social tie and the firms' business tie are two ties, both from before Africa."""
    firm = case("firm-d")

    assert "social" == firm["chairman-tie"].kind
    assert ("business", "alliance_partner") == (firm["hong-kong-firm-tie"].kind, firm["hong-kong-firm-tie"].role)
    assert "hong-kong-firm-tie" in firm.short(firm["africa"].rests_on)


def test_firm_d_keeps_regions_as_regions(case):
    """Agents in Africa and Latin America stand for regions, never for countries."""
    firm = case("firm-d")

    assert ("002", "419") == (firm["african-agents"].market, firm["latin-american-agents"].market)


def test_firm_d_sent_machines_to_97_000_schools(case):
    """The delivery to schools in the United States is one interaction with its number."""
    delivery = case("firm-d")["school-machines"]

    assert (97_000, "schools", "US") == (delivery.amount, delivery.currency, delivery.place)
