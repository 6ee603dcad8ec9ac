"""Markets inferred from domains, numbers, legal forms, places in names and employers."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.matching.clues import Clue, combine, find_clues, read_domain, read_phone, read_vat
from bridgehead.matching.geography import find_city, find_country
from bridgehead.matching.placing import build_inferred, find_placements
from bridgehead.record.dates import read_when
from bridgehead.record.entries import Actor, Judgement, Tie
from bridgehead.record.markets import is_market
from bridgehead.record.parameters import get_parameter
from bridgehead.record.validation import find_faults

DAY = date(2024, 5, 1)


def firm(name, *identifiers, id_="f", market=None):
    return Actor(id=id_, kind="organisation", name=name, identifiers=identifiers, market=market)


def person(*identifiers, id_="p", market=None):
    return Actor(id=id_, kind="person", name="Anna Berg", identifiers=identifiers, market=market)


def place(actors, ties=(), **options):
    return {one.actor: one for one in find_placements(actors, ties, DAY, **options)}


def works_at(person_id, firm_id, **dates):
    return Tie(id=f"{person_id}-{firm_id}", sender=person_id, receiver=firm_id, kind="affiliation", **dates)


@pytest.mark.parametrize(
    ("host", "market"),
    [("nordljus.se", "SE"), ("nordljus.co.uk", "GB"), ("nordljus.com.tr", "TR"), ("tu-wien.ac.at", "AT"),
     ("nordljus.com", None), ("nordljus.io", None), ("nordljus.co", None), ("nordljus.eu", None), ("nordljus.tv", None),
     ("localhost", None)],
)  # fmt: skip
def test_a_country_domain_places_and_one_used_world_wide_does_not(host, market):
    """.se is Sweden; .io, .co and .tv are fashion."""
    clue = read_domain(host)

    assert market == (next(iter(clue.shares)) if clue else None)


def test_a_mail_provider_places_with_less_confidence():
    """People keep hotmail.fr when they move."""
    assert read_domain("hotmail.fr").shares["FR"] < read_domain("nordljus.fr").shares["FR"]


@pytest.mark.parametrize(
    ("digits", "markets"),
    [("46812345678", {"SE"}), ("77012345678", {"KZ"}), ("74951234567", {"RU"}),
     ("12125550100", {"US", "CA", "PR", "DO"}), ("3545551234", {"IS"}), ("99999999999", None), ("8881234567", None)],
)  # fmt: skip
def test_a_telephone_number_places_by_its_longest_prefix(digits, markets):
    """+1 is several countries and +7 two; prefixes nobody has say nothing."""
    clue = read_phone(digits)

    assert markets == (set(clue.shares) if clue else None)


@pytest.mark.parametrize(
    ("number", "market"),
    [("se556000016701", "SE"), ("el123456789", "GR"), ("che477692512mwst", "CH"), ("zz1234567", None),
     ("5560000167", None)],
)  # fmt: skip
def test_a_vat_number_places_by_its_prefix(number, market):
    """EL is Greece; a bare number says nothing."""
    clue = read_vat(number)

    assert market == (next(iter(clue.shares)) if clue else None)


@pytest.mark.parametrize("file", ["phone_prefixes", "cities"])
def test_the_tables_name_markets(file):
    """Every market in the tables is one records can hold."""
    table = get_parameter("placing", file)

    assert all(is_market(code) for code in (table.values() if file == "phone_prefixes" else table))


def test_countries_and_cities_are_found_in_names():
    """In any of a dozen languages; of two countries neither is taken, and an ambiguous name is not."""
    assert ("deutschland", "DE") == find_country(("nordljus", "deutschland"))
    assert ("united kingdom", "GB") == find_country(("nordljus", "united", "kingdom"))
    assert None is find_country(("france", "deutschland"))
    assert None is find_country(("georgia", "institute"))
    assert ("toronto", "CA") == find_city(("toronto", "sensors"))
    assert None is find_city(("phoenix", "contact"))


def test_a_legal_form_of_one_country_places_and_one_of_many_does_not():
    """Oy is Finland; Ltd may be anywhere."""
    placed = place([firm("Revontuli Oy"), firm("Aurora Ltd", id_="g"), firm("Polar GmbH", id_="h")])

    assert ("FI", "legal_form", "legal form oy") == (placed["f"].market, placed["f"].rule, placed["f"].reason)
    assert "g" not in placed
    assert placed["h"].market == "DE"
    assert placed["h"].confidence < placed["f"].confidence


def test_a_place_in_a_name_places():
    """A country counts before a city, and neither is read from the name of a person."""
    clues = {one.id: [clue.rule for clue in find_clues(one)] for one in (
        firm("Nordljus Toronto", id_="city"), firm("Nordljus Toronto Deutschland", id_="country"),
        replace(person(), name="Anna Toronto"),
    )}  # fmt: skip

    assert {"city": ["city"], "country": ["country"], "p": []} == clues


def test_identifiers_without_a_country_say_nothing():
    """A participant code or a page is no clue."""
    pairs = (("pic", "999999999"), ("phone", "+46812345678"), ("linkedin", "https://www.linkedin.com/company/x"))

    assert ["phone"] == [clue.rule for clue in find_clues(firm("Nordljus", *pairs))]


def test_clues_that_agree_add_up_and_one_that_contradicts_is_named():
    """GmbH with .at is Austria; what speaks against stands in the reason."""
    [both] = find_placements([firm("Polar GmbH", ("website", "polar.at"))], [], DAY)
    [against] = find_placements([firm("Polar Oy", ("vat", "SE556000016701"), ("website", "polar.se"))], [], DAY)

    assert ("AT", "domain") == (both.market, both.rule)
    assert 0.99 < both.confidence
    assert ("SE", True) == (against.market, against.reason.endswith("; although: legal form oy"))


def test_the_same_clue_counts_once():
    """Ten addresses at one domain say no more than one."""
    mails = [("email", f"a{number}@nordljus.se") for number in range(10)]

    assert 1 == len(list(find_clues(firm("Nordljus", *mails))))


def test_a_stated_market_is_never_inferred_over():
    """What a source says wins, whatever the clues."""
    assert {} == place([firm("Polar Oy", market="SE"), Actor(id="c", kind="community", name="Swedes Oy")])


def test_people_are_where_their_employer_is_on_the_day():
    """An affiliation places while it holds, whichever way round it is told; an inferred market says less."""
    actors = [firm("Polar Works", market="FI"), firm("Aurora Oy", id_="g"), person(), person(id_="q"), person(id_="r")]
    back = Tie(id="b", sender="g", receiver="q", kind="affiliation")

    placed = place(actors, [works_at("p", "f"), back, works_at("r", "f", end=read_when("2023"))])

    assert ("FI", "employer", "belongs to Polar Works") == (placed["p"].market, placed["p"].rule, placed["p"].reason)
    assert "FI" == placed["q"].market
    assert placed["q"].confidence < placed["p"].confidence
    assert "r" not in placed


def test_ties_that_are_no_place_of_work_place_nobody():
    """A customer's market is not one's own, and neither is that of an employer nobody knows."""
    actors = [firm("Polar Works", market="FI"), person(), person(id_="q")]
    ties = [Tie(id="t", sender="p", receiver="f", kind="business"), works_at("q", "missing"), works_at("p", "q")]

    assert {} == place(actors, ties)


def test_an_employer_judged_one_with_a_placed_one_places_as_well():
    """Two spellings of one employer share a market, whichever of them holds it."""
    actors = [firm("Polar Works", market="FI"), firm("Polar", id_="g"), person()]
    same = Judgement(id="j", left="f", right="g", verdict="same")

    assert {} == place(actors, [works_at("p", "g")])
    assert "FI" == place(actors, [works_at("p", "g")], judgements=[same])["p"].market


def test_an_inferred_market_is_an_assessment_that_rests_on_inference():
    """The market, its chance and its reason can be told from anything stated, and are valid entries."""
    [placement] = find_placements([firm("Revontuli Oy")], [], DAY)

    evidence, assessment = build_inferred(placement)

    assert ((), ()) == (find_faults(evidence), find_faults(assessment))
    assert ("inferred", placement.confidence, "legal form oy") == (
        evidence.basis,
        evidence.confidence,
        evidence.paraphrase,
    )
    assert ("f", "inferred", "market", "FI") == (
        assessment.subject, assessment.instrument, assessment.item, assessment.value,
    )  # fmt: skip
    assert (evidence.id,) == assessment.evidence
    assert not assessment.begin.is_known


SHARES = st.dictionaries(st.sampled_from(["SE", "DE", "FI"]), st.floats(0.01, 0.33), min_size=1, max_size=3)


@given(st.lists(SHARES, max_size=5))
def test_chances_are_chances_in_any_order(all_shares):
    """Combined chances sum to at most one and do not depend on the order of the clues."""
    clues = [Clue(rule="domain", reason="", shares=shares) for shares in all_shares]

    chances = combine(clues)

    assert sum(chances.values()) <= 1.0 + 1e-9
    assert chances == pytest.approx(combine(clues[::-1]))


@given(st.permutations(range(6)))
def test_the_order_of_actors_is_irrelevant(order):
    """Placements come by id, the same ones in any order."""
    actors = [firm("Revontuli Oy", id_=f"f{number}") for number in range(3)]
    actors += [replace(person(("email", "a@b.se")), id=f"p{number}") for number in range(3)]

    assert find_placements(actors, [], DAY) == find_placements([actors[place] for place in order], [], DAY)
