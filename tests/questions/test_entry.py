"""Phase per market, the pathways and modes the record supports, and the firms that went the same way."""

from datetime import date
from itertools import combinations, pairwise

import numpy as np
import pytest

from bridgehead.network.lens import Lens, WithTie
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions import QuestionValueError
from bridgehead.questions._entry_facts import FACTS, find_market_facts
from bridgehead.questions._entry_markets import UNPLACED
from bridgehead.questions._pathways import find_mode_rows
from bridgehead.questions.entry import PHASES, Entry
from bridgehead.record.markets import UnknownMarketError
from bridgehead.record.parameters import get_parameter, load_parameters
from bridgehead.record.references import WORKS
from bridgehead.record.terms import AGREEMENT_FORMS, ENTRY_MODES, ROLES

DAY = date(2001, 6, 1)
MODE_ROWS = get_parameter("entry_modes", "modes")
PATHWAY_ROWS = get_parameter("entry_modes", "pathways")
#: entry modes from the one that commits least
COMMITMENT = (
    "indirect_export",
    "direct_export",
    "non_equity_alliance",
    "licensing",
    "joint_venture",
    "sales_subsidiary",
    "production_abroad",
)
BASE = """
    firm, acme, market=SE
    actor, there, market=DE
    actor, home, market=SE
    actor, pole, market=PL
    actor, ada, kind=person
"""
#: lines that show each fact of Germany, and of nothing else there
SHOWN = {
    "home_agent_reaches_there": "tie, acme > home, business, agent\ntie, home > there, business",
    "foreign_agent_reaches_there": "tie, acme > pole, business, distributor\ntie, there > pole, business",
    "distributor_there": "tie, acme > there, business, agent",
    "customer_there": "tie, acme > there, business, customer",
    "customer_active_there": "actor, scania, market=SE, active_markets=DE\ntie, acme > scania, business, customer",
    "asked_from_there": "interaction, inquiry: there=sender; acme=receiver, begin=2000",
    "partner_there": "tie, acme > there, business, alliance_partner",
    "partner_provides": "tie, acme > there, business, alliance_partner, provides=channel",
    "market_knowledge_there": "tie, acme > there, social, provides=market_knowledge",
    "capacity_there": "agreement, co_development: acme; there, provides=capacity",
    "opinion_leader_there": "tie, acme > there, social, opinion_leader",
    "ethnic_community_there": "tie, acme > there, ethnic",
    "multinational_there": "actor, giant, market=US, active_markets=DE\ntie, acme > giant, business, multinational",
    "association_there": "tie, acme > there, institutional",
    "project_partner_there": "agreement, public_project: acme; there",
    "joint_venture_partner_there": "tie, acme > there, business, joint_venture_partner",
    "equity_agreement_there": "agreement, minority_equity: acme; there",
    "they_entered_ours": "tie, acme > there, business\npresence, there, SE",
    "they_owe_us": "agreement, supply: acme; there, id=d, markets=SE\nobligation, there > acme, help, agreement=d",
    "hired_from_there": "actor, eva, kind=person, market=DE\ntie, eva > acme, affiliation, employee, origin=hired",
    "hired_person_knows_there": "tie, ada > acme, affiliation, employee, origin=hired\ntie, ada > there, social",
    "exports_there": "presence, acme, DE, entry_mode=indirect_export",
}
EVERYTHING = BASE + "\n".join(SHOWN.values())


def look(record, text, **lens):
    return Network.of(record(text), Lens(**{"as_of": DAY} | lens))


def ask(record, text, question=None, others=None, **lens):
    network = Network.of(record(text), Lens(**{"as_of": DAY} | lens), others=others)
    return (question or Entry()).answer(network)


def facts_of(record, lines, market="DE"):
    found = find_market_facts(look(record, f"{BASE}\n{lines}"))
    return found[market].facts if market in found else {}


def rows(answer, part, market="DE"):
    return [row.values for row in answer.part(part).rows if getattr(row.values["market"], "code", None) == market]


def phase(answer, market="DE"):
    (row,) = rows(answer, "phase", market)
    return row["phase"], row["certainly"]


# the tables


def test_the_tables_name_only_words_there_are():
    """Facts, modes, forms, roles and references exist."""
    named = {fact for row in MODE_ROWS for fact in row["facts"]}
    named |= {fact for row in PATHWAY_ROWS for names in row["any_of"] for fact in names}

    assert named == set(FACTS)
    assert set(COMMITMENT) == {row["mode"] for row in MODE_ROWS} <= set(ENTRY_MODES.words)
    assert {row["reference"] for row in (*MODE_ROWS, *PATHWAY_ROWS)} <= set(WORKS)
    for name, item in load_parameters("entry_modes").items():
        words = {"forms": AGREEMENT_FORMS, "roles": ROLES, "export_modes": ENTRY_MODES}.get(name.rpartition("_")[2])
        assert words is None or set(item.value) <= set(words.words)


def test_every_combination_of_facts_supports_a_mode_or_cannot_tell():
    """All combinations of the facts the table reads, each as one number: a row holds, or that none does is said."""
    names = sorted({fact for row in MODE_ROWS for fact in row["facts"]})
    needed = np.array([sum(1 << names.index(fact) for fact in row["facts"]) for row in MODE_ROWS])

    every = np.arange(1 << len(names))
    supported = np.zeros(len(every), dtype=bool)
    for row in needed:
        supported |= every & row == row

    untold = every[~supported]
    assert get_parameter("entry_modes", "otherwise").startswith("Cannot tell")
    assert 0 in untold
    for number in untold.tolist():
        assert [] == list(find_mode_rows({name for place, name in enumerate(names) if number >> place & 1}))
    alone = {row["facts"][0] for row in MODE_ROWS if len(row["facts"]) == 1}
    assert all(
        not alone & {name for place, name in enumerate(names) if number >> place & 1} for number in untold.tolist()
    )


def test_no_two_rows_of_the_table_contradict_each_other():
    """The same facts never support two modes, no row repeats another, and more facts never support less commitment."""
    for first, second in combinations(MODE_ROWS, 2):
        assert set(first["facts"]) != set(second["facts"])
        assert first["mode"] != second["mode"] or not set(first["facts"]) <= set(second["facts"])
        assert first["mode"] != second["mode"] or not set(second["facts"]) <= set(first["facts"])
    for less in MODE_ROWS:
        for more in MODE_ROWS:
            if set(less["facts"]) < set(more["facts"]):
                assert COMMITMENT.index(less["mode"]) <= COMMITMENT.index(more["mode"])


def test_modes_stand_in_the_order_of_commitment():
    """Those that bind least come first."""
    places = [COMMITMENT.index(row["mode"]) for row in MODE_ROWS]

    assert all(first <= second for first, second in pairwise(places))


def test_there_are_seven_pathways():
    """As told of Aertec, of the Chinese firms and of Q-Sense."""
    assert (
        "follow_customer",
        "complementary_partner",
        "public_programme",
        "reverse_internationalization",
        "ethnic_community",
        "multinational",
        "hiring",
    ) == tuple(row["word"] for row in PATHWAY_ROWS)


# the facts


@pytest.mark.parametrize("fact", FACTS)
def test_each_fact_is_read_from_the_record(record, fact):
    """A few lines show it, only possibly, since they have no dates; without them it is not there."""
    found = facts_of(record, SHOWN[fact])

    assert fact in found
    assert found[fact].evidence
    assert found[fact].certain == (fact == "asked_from_there")
    assert fact not in facts_of(record, "")


@pytest.mark.parametrize(
    ("fact", "lines"),
    [
        (
            "home_agent_reaches_there",
            "actor, trader, market=SE, active_markets=DE\ntie, acme > trader, business, agent",
        ),
        ("customer_active_there", "tie, acme > there, business, origin=follow_customer"),
        ("distributor_there", "agreement, agency: acme; home, markets=DE"),
        ("project_partner_there", "tie, acme > there, business, origin=public_programme"),
        ("association_there", "tie, acme > there, business, association"),
        ("joint_venture_partner_there", "agreement, joint_venture: acme; home, markets=DE"),
        ("they_owe_us", "tie, acme > there, business, origin=reciprocity"),
        ("they_entered_ours", "agreement, supply: acme; there, markets=SE"),
        ("they_entered_ours", "actor, comer, market=DE, active_markets=SE\ntie, acme > comer, business"),
        ("hired_from_there", "actor, staff, kind=community, market=DE\ntie, acme > staff, affiliation, origin=hired"),
        ("asked_from_there", "interaction, lead: acme=receiver, about=DE"),
        ("multinational_there", "actor, giant, market=DE, is_multinational=true\ntie, acme > giant, business"),
        ("ethnic_community_there", "actor, kin, kind=community, active_markets=DE\ntie, acme > kin, ethnic"),
        ("partner_there", "actor, lost\ntie, acme > lost, business, agent\nagreement, supply: acme; lost, markets=DE"),
    ],
)
def test_a_fact_may_be_shown_in_other_ways(record, fact, lines):
    """By an agreement that applies there, an actor active there, or how a tie came about."""
    assert fact in facts_of(record, lines)


@pytest.mark.parametrize(
    ("fact", "lines"),
    [
        (
            "hired_from_there",
            "actor, x, kind=community, market=DE\ntie, acme > x, affiliation, origin=hired, purpose=product",
        ),
        ("asked_from_there", "interaction, inquiry: there=sender; home=receiver"),
        ("they_owe_us", "agreement, supply: acme; there, id=d, end=2000\nobligation, there > acme, help, agreement=d"),
        ("they_owe_us", "agreement, supply: acme; there, id=d, markets=SE\nobligation, acme > there, x, agreement=d"),
        ("they_owe_us", "agreement, supply: acme; there, id=d\nobligation, there > acme, help, agreement=d"),
        ("they_entered_ours", "presence, there, SE"),
        ("foreign_agent_reaches_there", "actor, lost\ntie, acme > lost, business, agent\ntie, lost > there, business"),
        ("hired_person_knows_there", "tie, ada > acme, affiliation, employee\ntie, ada > there, social"),
        ("exports_there", "presence, acme, DE, entry_mode=sales_subsidiary"),
    ],
)
def test_what_resembles_a_fact_is_none(record, fact, lines):
    """Experts for a product, what ended, what is owed by us, strangers' dealings."""
    assert fact not in facts_of(record, lines)


def test_the_market_of_those_without_one_is_that_of_our_agreements_else_not_known(record):
    """A partner without a home stands where the agreement applies; one without either is told without a market."""
    lines = "actor, lost\ntie, acme > lost, ethnic"

    assert "ethnic_community_there" in facts_of(record, lines, UNPLACED)
    placed = lines + "\nagreement, joint_venture: acme; lost, markets=DE"
    assert "ethnic_community_there" in facts_of(record, placed)
    assert {} == facts_of(record, placed, UNPLACED)


# phases


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("tie, acme > there, social, begin=1999, end=open", ("investigation", "investigation")),
        ("tie, acme > there, social", ("investigation", "none")),
        ("agreement, supply: acme; there, begin=1999, end=open", ("exploitation", "exploitation")),
        ("agreement, distribution: acme; home, markets=DE", ("exploitation", "none")),
        ("presence, acme, DE, begin=1999, end=open", ("exploitation", "exploitation")),
        ("presence, acme, DE, begin=1999, end=2000\ntie, acme > there, social", ("investigation", "none")),
        ("presence, acme, DE\ntie, acme > there, social, begin=1999, end=open", ("exploitation", "investigation")),
        ("agreement, research: acme; there, begin=1999, end=open", ("cannot tell", "cannot tell")),
        ("agreement, research: acme; there\npresence, acme, DE", ("exploitation", "none")),
    ],
)
def test_the_phase_follows_from_presences_agreements_and_ties(record, lines, expected):
    """Whether a research agreement is to do business cannot be told."""
    assert expected == phase(ask(record, f"{BASE}\n{lines}"))


def test_a_market_asked_for_is_answered_though_nothing_is_on_record(record):
    """By code or name; the phase is none, and no mode is supported."""
    answer = ask(record, BASE + "tie, acme > there, social", Entry(market="Poland"))

    assert ("none", "none") == phase(answer, "PL")
    assert [] == rows(answer, "phase")
    assert "Cannot tell" in rows(answer, "modes", "PL")[0]["reason"]
    assert any("anybody in Poland" in caveat for caveat in answer.caveats)


def test_a_market_that_is_none_or_home_is_refused(record):
    """With the nearest name, or the remedy."""
    with pytest.raises(UnknownMarketError, match="Germany"):
        ask(record, BASE, Entry(market="Germny"))
    with pytest.raises(QuestionValueError, match="home market"):
        ask(record, BASE, Entry(market="SE"))


def test_a_region_stays_a_region(record):
    """A community in Europe opens no country of it."""
    answer = ask(record, "firm, acme, market=CN\nactor, kin, kind=community, market=150\ntie, acme > kin, ethnic")

    assert ["150"] == [row.values["market"].code for row in answer.part("phase").rows]
    assert ["ethnic_community"] == [row["pathway"] for row in rows(answer, "pathways", "150")]


def test_distance_stands_beside_the_phase(record):
    """And is never part of it."""
    answer = ask(record, BASE + "tie, acme > there, social")

    assert rows(answer, "phase")[0]["distance_km"] > 0
    assert answer.part("phase").column("distance_km").beside


# pathways and modes


@pytest.mark.parametrize(("pathway", "fact"), [(row["word"], names) for row in PATHWAY_ROWS for names in row["any_of"]])
def test_each_pathway_opens_by_its_facts(record, pathway, fact):
    """And cites the entries that show them."""
    answer = ask(record, f"{BASE}\n" + "\n".join(SHOWN[name] for name in fact))

    found = {row["pathway"]: row for row in rows(answer, "pathways")}
    assert "possibly supported" == found[pathway]["standing"]
    assert all(FACTS[name] in found[pathway]["facts"] for name in fact)
    assert all(row.evidence for row in answer.part("pathways").rows)


@pytest.mark.parametrize("row", MODE_ROWS, ids=lambda row: "-".join(row["facts"]))
def test_each_row_of_the_table_supports_its_mode_on_some_record(record, row):
    """Its facts on record, its mode is supported for its reason; a fact less and the reason is gone."""
    found = rows(ask(record, f"{BASE}\n" + "\n".join(SHOWN[fact] for fact in row["facts"])), "modes")

    assert row["reason"] in {reason for one in found if one["mode"] == row["mode"] for reason in one["reason"]}
    kept = "\n".join(SHOWN[fact] for fact in row["facts"][1:] if row["facts"][0] not in facts_of(record, SHOWN[fact]))
    fewer = rows(ask(record, f"{BASE}\n{kept}"), "modes")
    assert row["reason"] not in {reason for one in fewer if one.get("mode") for reason in one["reason"]}


def test_a_pathway_is_nearly_open_where_its_first_fact_is_there(record):
    """A partner who is said to provide nothing; the answer says what is missing."""
    (row,) = rows(ask(record, BASE + SHOWN["partner_there"]), "pathways")

    assert ("complementary_partner", "nearly") == (row["pathway"], row["standing"])
    assert (FACTS["partner_provides"],) == row["missing"]


def test_support_is_certain_where_all_its_facts_are(record):
    """One certain list of facts is enough."""
    lines = """
        tie, acme > there, ethnic, begin=1999, end=open
        tie, acme > there, institutional
        agreement, public_project: acme; there, begin=1999, end=open
    """
    found = {row["pathway"]: row["standing"] for row in rows(ask(record, BASE + lines), "pathways")}

    assert {"ethnic_community": "supported", "public_programme": "supported"} == found


def test_a_mode_says_whether_it_is_in_use(record):
    """A mode no presence has may still be in use: nobody says what a presence without a mode is."""
    lines = "presence, acme, DE, entry_mode=direct_export\n" + SHOWN["distributor_there"]
    found = {row["mode"]: row["in_use"] for row in rows(ask(record, f"{BASE}\n{lines}"), "modes")}

    assert {"direct_export": True, "sales_subsidiary": None} == found


def test_those_without_a_market_open_pathways_without_one(record):
    """They are told last, and no phase or mode is."""
    answer = ask(record, BASE + SHOWN["ethnic_community_there"] + "\nactor, lost\ntie, acme > lost, ethnic")

    assert ["DE", None] == [getattr(row.values["market"], "code", None) for row in answer.part("pathways").rows]
    assert ["DE"] == [row.values["market"].code for row in answer.part("phase").rows]
    assert any("no known market" in caveat for caveat in answer.caveats)


def test_an_imagined_tie_counts_and_cites_nothing(record):
    """What if we knew somebody there."""
    answer = ask(record, BASE, with_ties=(WithTie(sender="acme", receiver="there", kind="ethnic", strength=0.5),))

    assert ("investigation", "investigation") == phase(answer)
    assert ["ethnic_community"] == [row["pathway"] for row in rows(answer, "pathways")]


def test_the_certain_alone_count_where_the_lens_asks_for_it(record):
    """Undated things are never certain."""
    answer = ask(record, EVERYTHING, certain_only=True)

    assert {"asked_from_there"} == set(find_market_facts(look(record, EVERYTHING, certain_only=True))["DE"].facts)
    assert ("none", "none") == phase(answer)


def test_an_empty_record_has_empty_parts_that_say_what_is_missing(record):
    """Nothing is claimed."""
    answer = ask(record, "firm, acme, market=SE")

    assert [0, 0, 0, 0] == [len(part.shape.rows) for part in answer.parts]
    assert any("Cannot tell" in caveat for caveat in answer.caveats)
    assert any("no precedents" in caveat for caveat in answer.caveats)


def test_entry_needs_a_firm(record):
    """Without a firm nobody enters."""
    with pytest.raises(NoFirmError):
        ask(record, "actor, acme")


def test_taking_a_line_away_never_adds_a_fact(record):
    """Facts are only ever shown by what is on record."""
    lines = [line for shown in SHOWN.values() for line in shown.splitlines() if not line.startswith("actor")]
    actors = [line for shown in SHOWN.values() for line in shown.splitlines() if line.startswith("actor")]
    text = "\n".join([BASE, *actors])
    full = find_market_facts(look(record, "\n".join([text, *lines])))

    for dropped in range(len(lines)):
        fewer = find_market_facts(look(record, "\n".join([text, *lines[:dropped], *lines[dropped + 1 :]])))
        assert all(set(item.facts) <= set(full[market].facts) for market, item in fewer.items())


def test_nothing_of_later_is_used(record):
    """What begins after the day shows nothing on it."""
    dated = "\n".join(
        line if line.startswith(("actor", "obligation")) else f"{line.replace(', begin=2000', '')}, begin=2005"
        for shown in SHOWN.values()
        for line in shown.splitlines()
    )

    assert {} == find_market_facts(look(record, f"{BASE}\n{dated}"))


# precedents


OTHER = """
    firm, older, market=CN
    actor, kin, kind=community, market=FR
    actor, chain, market=FR
    tie, older > kin, ethnic, diaspora_contact, begin=1990
    tie, older > chain, business, alliance_partner, begin=1995, provides=channel
    tie, older > chain, social, begin=1995
    agreement, joint_venture: older; chain, id=venture, begin=1996
    presence, older, FR, entry_mode=joint_venture, rests_on=venture, begin=1998
    actor, kin2, kind=community
    tie, older > kin2, ethnic, begin=1990
    actor, lost
    tie, older > lost, business
"""


def test_a_precedent_tells_a_firms_way_in_the_order_of_its_dates(record):
    """Its ties, then the agreement, then the presence; firms that went another way are left out."""
    others = {
        "older": Network.of(record(OTHER, name="older")),
        "else": Network.of(record("firm, e, market=CN\nactor, c, market=FR\ntie, e > c, social\npresence, e, FR")),
        "nobody": Network.of(record("actor, x")),
    }
    answer = ask(record, BASE + SHOWN["ethnic_community_there"], others=others)

    placed, unplaced = sorted(
        (row.values for row in answer.part("precedents").rows), key=lambda row: row["market"] is None
    )
    assert ("older", "FR") == (placed["firm"].id, placed["market"].code)
    assert (
        "1990: ethnic tie (diaspora contact)",
        "1995: business tie (alliance partner)",
        "1995: social tie",
        "1996: joint venture agreement",
        "1998: joint venture",
    ) == placed["way"]
    assert ("partly open", ("1990: ethnic tie",), "dated") == (placed["order"], unplaced["way"], unplaced["order"])
    assert ("older", "older in France") == tuple(sorted(rows(answer, "pathways")[0]["precedents"]))


def test_who_went_to_the_market_asked_for_is_told_whichever_way_they_went(record):
    """Though nothing of ours is on record there."""
    others = {"older": Network.of(record(OTHER, name="older"))}
    answer = ask(record, BASE, Entry(market="FR"), others=others)

    assert ["FR"] == [row.values["market"].code for row in answer.part("precedents").rows]
    assert () == ask(record, BASE, Entry(market="PL"), others=others).part("precedents").rows


def test_steps_alike_are_told_once_with_their_number(record):
    """Two customers of one year; a presence that does not say how; dates that nobody knows."""
    other = """
        firm, older, market=CN
        actor, a, market=FR
        actor, b, market=FR
        tie, older > a, business, customer, begin=1990
        tie, older > b, business, customer, begin=1990
        presence, older, FR, entry_mode=direct_export
        presence, older, FR, begin=1990
    """
    answer = ask(record, BASE + SHOWN["customer_there"], others={"older": Network.of(record(other))})

    (row,) = answer.part("precedents").rows
    assert {"1990: 2 x business tie (customer)", "1990: present", "undated: direct export"} == set(row.values["way"])
    assert ("older in France",) == rows(answer, "modes")[0]["precedents"]


def test_the_phases_are_those_of_the_definition():
    """Four, the last for what cannot be told."""
    assert {"exploitation", "investigation", "none", "cannot tell"} == {name for name, _ in PHASES}


def test_a_presence_without_ties_leaves_the_phase_told(record):
    """That nobody there is tied to us is said, and not that the phase cannot be told."""
    network = Network.of(record("""
        firm, acme, market=SE
        presence, acme, FR, begin=2001, end=open
    """), Lens(as_of=date(2010, 1, 1)))  # fmt: skip

    caveats = Entry().answer(network).caveats

    assert any(caveat.startswith("No tie or agreement with anybody in any market abroad") for caveat in caveats)
