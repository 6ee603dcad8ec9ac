"""The Q-Sense case: facts of the study, found in the record."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.limits import UnkeptLimitsError
from bridgehead.network.network import Network
from bridgehead.questions.persuasion import Persuasion
from bridgehead.questions.reach import Reach
from bridgehead.questions.recruitment import Recruitment
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Actor, Agreement, Evidence, Interaction, Obligation, Presence, Tie

MEMBERS = {
    "groningen": "NL",
    "strasbourg": "FR",
    "stanford": "US",
    "chalmers": "SE",
    "mainz": "DE",
    "singapore": "SG",
    "rutgers": "US",
    "helsinki": "FI",
    "eth": "CH",
    "harvard": "US",
}
FOREIGN_MEMBERS = {team for team in MEMBERS if team != "chalmers"}


@pytest.fixture
def q_sense(case):
    return case("q-sense")


@pytest.fixture
def memberships(q_sense):
    return [agreement for agreement in q_sense.all(Agreement) if agreement.form == "membership"]


def look(case, day, **options):
    return Network.of(case.record, Lens(as_of=day, **options))


def reached_markets(network):
    """Markets that a route leads to."""
    rows = Reach().answer(network).parts[0].shape.rows
    return {row.values["market"].code for row in rows if row.values["targets"]}


def test_ten_teams_are_members_each_with_its_country(q_sense, memberships):
    """The ten teams named for 2001 hold one membership each, from 2001."""
    teams = {q_sense.short([actor])[0] for agreement in memberships for actor, _ in agreement.parties} - {"q-sense"}

    assert {team: q_sense[team].market for team in teams} == MEMBERS
    assert 10 == len(memberships)
    assert {"2001"} == {agreement.begin.text for agreement in memberships}


def test_founders_came_from_applied_physics_at_chalmers(q_sense):
    """Four founders were at the department before they founded the firm in December 1996."""
    founders = [tie for tie in q_sense.all(Tie) if tie.role == "founder"]

    assert ["hook", "kasemo", "krozer", "rodahl"] == sorted(q_sense.short(tie.sender for tie in founders))
    assert {"1996-12"} == {tie.begin.text for tie in founders}
    assert all(q_sense[f"chalmers-{name}"].begin == "before 1996-12" for name in ("hook", "kasemo", "krozer", "rodahl"))


def test_kasemos_ties_are_weak_social_and_inferred(q_sense):
    """Nobody says outright that he knew each team: his nine ties abroad are marked as our conclusion."""
    ties = [tie for tie in q_sense.all(Tie) if q_sense.short([tie.sender, tie.receiver])[0] == "kasemo"]
    abroad = {tie for tie in ties if q_sense.short([tie.receiver])[0] in FOREIGN_MEMBERS}

    assert FOREIGN_MEMBERS == set(q_sense.short(tie.receiver for tie in abroad))
    assert {("social", "weak", "informal")} == {(tie.kind, tie.strength, tie.formality) for tie in abroad}
    for tie in abroad:
        assert "inferred" in {q_sense[id_].basis for id_ in q_sense.short(tie.evidence)}


def test_low_components_get_no_invented_number(q_sense):
    """The study calls time, intensity, intimacy and reciprocity low and gives no figure, so they stay unknown."""
    for tie in q_sense.all(Tie):
        assert (None, None, None, None) == (tie.time, tie.emotional_intensity, tie.intimacy, tie.reciprocity)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2000, 12, 31), InForce.NOT),
        (date(2001, 12, 30), InForce.POSSIBLE),
        (date(2002, 1, 1), InForce.CERTAIN),
    ],
)
def test_memberships_are_possible_within_2001_and_certain_after(q_sense, memberships, day, standing):
    """A partial date leaves every day within 2001 but the last open."""
    network = look(q_sense, day)

    assert {standing} == {network.status(agreement) for agreement in memberships}


def test_in_mid_2000_only_kasemo_leads_abroad_but_for_the_british_distributor(q_sense):
    """Before the network was formed every foreign market but the United Kingdom hung on one founder."""
    day = date(2000, 6, 30)

    with_him, without_him = look(q_sense, day), look(q_sense, day, without=("Kasemo",))

    assert {"NL", "FR", "US", "DE", "SG", "FI", "CH", "GB"} == reached_markets(with_him)
    assert {"GB"} == reached_markets(without_him)


def test_from_2002_the_firm_reaches_its_markets_without_kasemo(q_sense):
    """The memberships made the firm independent of the founder's acquaintances."""
    network = look(q_sense, date(2002, 1, 1), without=("Kasemo",))

    assert {"NL", "FR", "US", "DE", "SG", "FI", "CH"} <= reached_markets(network)


def test_weak_ties_became_strong_and_formal(q_sense):
    """Each membership stands beside a strong formal tie, brought about by Kasemo, for credibility."""
    ties = [q_sense[f"member-{team}"] for team in MEMBERS]

    assert {("strong", "formal", "credibility", "q-sense:kasemo")} == {
        (tie.strength, tie.formality, tie.purpose, tie.introduced_by) for tie in ties
    }


def test_every_member_owes_and_is_owed(q_sense):
    """The four things offered and the six expected stand under each membership, one debtor each."""
    for team in MEMBERS:
        owed = [entry for entry in q_sense.all(Obligation) if entry.agreement == f"q-sense:membership-{team}"]

        assert 4 == sum(entry.debtor == "q-sense:q-sense" for entry in owed)
        assert 6 == sum(entry.debtor == f"q-sense:{team}" for entry in owed)


def test_terms_without_numbers_stay_without_numbers(q_sense):
    """Measurements and publications are owed in unknown quantity; the discount is 40 per cent; meetings are yearly."""
    assert q_sense["expect-publications-eth"].quantity is None
    assert q_sense["expect-measurements-eth"].quantity is None
    assert 40 == q_sense["offer-discount-eth"].quantity
    assert "yearly" == q_sense["offer-meetings-eth"].recurrence


def test_market_potentials_are_kept_as_said(q_sense):
    """Instruments for three markets; customers for the Nordic countries, which M49 does not know."""
    potentials = {
        q_sense[id_].subject: q_sense[id_].value
        for id_ in ("potential-united-states", "potential-japan", "potential-europe")
    }

    assert {"US": 1500, "JP": 750, "150": 450} == potentials
    assert ("q-sense:q-sense", 15) == (q_sense["nordic-customers"].subject, q_sense["nordic-customers"].value)


def test_footholds_rest_on_members_where_one_is_named(q_sense):
    """France, Switzerland, Finland and the United States have members; Belgium and Denmark have none."""
    footholds = {entry.market: len(entry.rests_on) for entry in q_sense.all(Presence) if entry.initiated_by == "tie"}

    assert {"FR": 1, "CH": 1, "FI": 1, "US": 3, "BE": 0, "DK": 0} == footholds


def test_no_home_market_is_guessed(q_sense):
    """Only the firm, the ten teams and the distributor have a market; Akzo Nobel and others have none."""
    markets = {actor.market for actor in q_sense.all(Actor) if actor.kind == "organisation" and actor.market}

    assert {*MEMBERS.values(), "GB"} == markets


def test_eleven_candidates_stand_against_ten_members(q_sense, memberships):
    """Both counts are on record, and the note says that they disagree."""
    assert 11 == q_sense["screening"].amount
    assert 10 == len(memberships)
    assert [10, 11] == sorted(q_sense.assessed("members"))
    assert "contradicts itself" in q_sense["scientific-network"].note


def test_singapore_stands_against_the_wait_for_asia(q_sense):
    """The member in Singapore rests on the list and on the passage that has Asia wait."""
    assert ["ev-members", "ev-asia-waits"] == q_sense.short(q_sense["singapore"].evidence)


def test_both_counts_of_publications_are_kept(q_sense):
    """More than 400 that cite the technology, more than 250 peer-reviewed papers."""
    assert [250, 400] == sorted(q_sense.assessed("publications"))


def test_the_year_2007_is_told_in_numbers(q_sense):
    """People, instruments, sales, growth and countries of the study's last year."""
    items = ("employees", "pieces_sold", "annual_sales", "sales_growth", "markets_sold_in")

    assert [[20], [150], [45_000_000], [0.5], [25]] == [q_sense.assessed(item) for item in items]


def test_the_chronology_runs_from_founding_to_boston(q_sense):
    """The dated turning points stand in the study's order."""
    order = ["founding", "first-venture-capital", "d300", "new-chief-executive", "concept", "world-conference"]

    begins = [q_sense[id_].begin.earliest for id_ in order]

    assert sorted(begins[:3]) == begins[:3]
    assert date(2000, 1, 31) == q_sense["new-chief-executive"].begin.latest
    assert (date(2006, 12, 1), date(2006, 12, 3)) == (begins[-1], q_sense["world-conference"].end.earliest)
    assert 24 == q_sense["conference-talks"].amount


def test_industry_said_no(q_sense):
    """The approaches to polymer and medicine makers failed and are on record as such."""
    refused = {entry.about for entry in q_sense.all(Interaction) if entry.outcome == "no"}

    assert {"q-sense:akzo-nobel", "q-sense:astrazeneca"} == refused


def test_no_inquiry_is_invented(q_sense):
    """Korea and South Africa are examples a manager gives, so they are evidence and no interaction."""
    assert [] == [entry.id for entry in q_sense.all(Interaction) if entry.kind == "inquiry"]
    assert any("South Africa" in evidence.paraphrase for evidence in q_sense.all(Evidence))


def test_what_the_study_credits_the_network_with_is_coded_so(q_sense):
    """Footholds, sales, leads, strangers as customers, papers, faster development and belief name the programme."""
    coded = {entry.id.partition(":")[2] for entry in q_sense.all(Evidence) if entry.codes}

    assert {
        "ev-footholds",
        "ev-network-sales",
        "ev-leads",
        "ev-not-recognise",
        "ev-papers-2007",
        "ev-development",
        "ev-believed",
    } == coded
    assert {q_sense["scientific-network"].name} == {code for entry in q_sense.all(Evidence) for code in entry.codes}


@pytest.mark.parametrize("market", ["KR", "ZA"])
def test_an_inquiry_about_polymer_films_is_answered_alike_wherever_it_comes_from(q_sense, market):
    """The study: with articles near the inquirer's field it does not matter where in the world the inquiry is from."""
    asked = Persuasion(from_market=market, application="polymer films")

    answer = asked.answer(look(q_sense, date(2007, 12, 31)))

    first = answer.part("references").rows[0].values
    assert (q_sense["mainz"].id, ("polymer (field, name)",)) == (first["reference"].id, first["matched"])
    assert ("polymer (topic)", "films (topic)") == answer.part("articles").rows[0].values["matched"]


def test_members_agreed_to_speak_and_reference_centres_to_receive_prospects(q_sense):
    """Ten members act as references and allow promotion; centres, less exclusive, show the instrument."""
    answer = Persuasion(from_market="KR").answer(look(q_sense, date(2007, 12, 31)))

    agreed = {row.values["reference"].id: row.values["agreed"] for row in answer.part("references").rows}
    members = {tuple(sorted(agreed[f"q-sense:{team}"])) for team in MEMBERS}
    assert {("act as reference for prospects", "let results and publications be used for promotion")} == members
    assert {"receive prospects of the centre's country", "let prospects try the instrument"} == set(
        agreed["q-sense:reference-centres"]
    )


def test_the_region_of_an_inquiry_finds_the_asian_member(q_sense):
    """From Korea the member in Singapore is the one in the same region."""
    answer = Persuasion(from_market="KR", rank_by="nearness").answer(look(q_sense, date(2007, 12, 31)))

    near = [row.values["reference"].id for row in answer.part("references").rows if row.values["region"]]
    assert ["q-sense:singapore"] == near


def test_its_own_ten_break_the_rule_that_asia_waits(case):
    """With the member in Singapore kept and Asia shut no choice is left; without either limit all ten fit."""
    network = look(case("q-sense"), date(2000, 12, 31))
    singapore, asia = ("q-sense:singapore",), ("Asia=0",)

    with pytest.raises(UnkeptLimitsError) as refused:
        Recruitment(include=singapore, market_most=asia).answer(network)
    kept = [Recruitment(include=singapore).answer(network), Recruitment(market_most=asia).answer(network)]

    assert ("at most 0 in Asia", "Materials Science, National University of Singapore is in") == refused.value.labels
    assert [10, 9] == [sum(row.values["chosen"] for row in answer.parts[0].shape.rows) for answer in kept]
