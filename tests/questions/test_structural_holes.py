"""Where we bridge, and where we are hemmed in."""

from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.lens import Lens, WithTie
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions import QuestionValueError
from bridgehead.questions.structural_holes import StructuralHoles
from bridgehead.record.entries import Actor, Assessment, Tie
from bridgehead.record.record import OWN_FIRM, MemoryRecord

DAY = date(2001, 6, 1)

#: the network by which Borgatti (1997) unpacks effective size; G is us
BORGATTI = """
    firm, g, market=SE
    actor, a, market=DE
    actor, b, market=DE
    actor, c, market=SE
    actor, d, market=US
    actor, e
    actor, f, market=150
    tie, a > b, business
    tie, a > f, business
    tie, a > g, business, customer, id=ga
    tie, a > e, business
    tie, e > g, social, friend, id=ge
    tie, f > g, business, id=gf
    tie, b > g, business, supplier, id=gb
    tie, b > d, business
    tie, d > g, business, supplier, id=gd
    tie, g > c, business, supplier, id=gc
"""


def ask(record, text=BORGATTI, question=None, **lens):
    network = Network.of(record(text), Lens(**{"as_of": DAY} | lens))
    return (question or StructuralHoles()).answer(network)


def ours(answer):
    return answer.part("ours").rows[0].values


def by_id(answer, part, subject):
    return {row.values[subject].id: row.values for row in answer.part(part).rows}


def pairs(answer):
    return {row.values["role"]: row.values["pairs"] for row in answer.part("roles").rows}


def test_borgatti_1997_effective_size_and_networkx_constraint(record):
    """Six contacts, four pairs tied: 6 - 8/6 = 4.67; the other figures are those of networkx's own tests."""
    found = ours(ask(record))
    other = by_id(ask(record), "others", "actor")["a"]

    assert 6 == found["relationships"]
    assert 14 / 3 == pytest.approx(found["effective_size"])
    assert 7 / 9 == pytest.approx(found["efficiency"])
    # three decimals are given
    assert 0.400 == pytest.approx(found["constraint"], abs=0.0005)
    assert (0.595, 2.50) == pytest.approx((other["constraint"], other["effective_size"]), abs=0.0005)


def test_our_people_count_with_us(record):
    """A tie of the founder is a tie of the firm; the founder is no contact, nor is the place they hold elsewhere."""
    text = """
        firm, acme
        actor, ada, kind=person
        actor, uni
        actor, basf
        tie, ada > acme, affiliation, founder, begin=1996, end=open
        tie, ada > uni, affiliation, employee, begin=1990, end=open
        tie, ada > basf, scientific, id=t1
        tie, basf > acme, business, id=t2
    """
    answer = ask(record, text)

    assert (1, 1.0, 1.0, None) == tuple(
        ours(answer)[name] for name in ("relationships", "constraint", "effective_size", "hierarchy")
    )
    assert ("t1", "t2") == answer.part("contacts").rows[0].evidence


def test_who_hems_us_in_adds_up_to_our_constraint(record):
    """A, whom three other contacts know, constrains most; C, whom nobody else knows, least."""
    answer = ask(record)
    found = by_id(answer, "contacts", "contact")

    assert ours(answer)["constraint"] == pytest.approx(sum(row["constraint"] for row in found.values()))
    assert 1 == pytest.approx(sum(row["share"] for row in found.values()))
    assert (1 / 6 * (1 + 1 / 3 + 1 / 2 + 1 / 2)) ** 2 == pytest.approx(found["a"]["constraint"])
    assert 6 - ours(answer)["effective_size"] == pytest.approx(sum(row["redundancy"] for row in found.values()))
    assert ["a", "c"] == [list(found)[place] for place in (0, -1)]


def test_home_and_abroad(record):
    """C at home, A, B and D abroad, E unknown, and F in a Europe that holds our home: (3 - 1) / 4."""
    found = ours(ask(record))

    assert (1, 3, 2, 0.5) == tuple(found[name] for name in ("home", "abroad", "unknown_market", "e_i_index"))


def test_without_a_home_market_nothing_is_abroad(record):
    """Where our own market is not known nobody can tell who is abroad."""
    found = ours(ask(record, BORGATTI.replace("firm, g, market=SE", "firm, g")))

    assert (None, None, 6, None) == tuple(found[name] for name in ("home", "abroad", "unknown_market", "e_i_index"))


def test_variety_of_contacts_by_hand(record):
    """Markets DE 2, SE, US, 150; kinds business 5, social 1; two suppliers, two customers, a friend."""
    found = ours(ask(record))

    assert 1 - (4 + 1 + 1 + 1) / 25 == pytest.approx(found["blau_market"])
    assert 1 - (25 + 1) / 36 == pytest.approx(found["blau_kind"])
    assert 1 - (4 + 4 + 1) / 25 == pytest.approx(found["blau_role"])


def test_roles_by_hand(record):
    """Of 15 pairs 4 are tied: 11 are open. E has no market (4 open pairs). C meets A, B, D and F only through us."""
    found = pairs(ask(record))

    # open without E: AC BC CD CF (home and abroad), AD BF DF (two foreign markets); AB, AF, BD are tied
    assert {"coordinator": 0, "gatekeeper": 4, "representative": 4, "itinerant": 0, "liaison": 3, "unknown": 4} == found


def test_roles_are_unknown_where_our_market_is(record):
    """Nothing is guessed."""
    found = pairs(ask(record, BORGATTI.replace("firm, g, market=SE", "firm, g")))

    assert (11, 0) == (found["unknown"], found["liaison"])


def test_coordinators_and_itinerants(record):
    """Two contacts at home, two in one foreign market."""
    text = """
        firm, acme, market=SE
        actor, a, market=SE
        actor, b, market=SE
        actor, c, market=DE
        actor, d, market=DE
        tie, acme > a, business
        tie, acme > b, business
        tie, acme > c, business
        tie, acme > d, business
    """
    found = pairs(ask(record, text))

    assert (1, 1, 4, 0) == tuple(found[role] for role in ("coordinator", "itinerant", "gatekeeper", "liaison"))


def test_the_markets_that_meet_only_through_us(record):
    """Germany and the home market twice (A and B with C), and so on; Germany itself is tied."""
    rows = [row.values for row in ask(record).part("bridges").rows]
    found = {(row["market"].code, row["other_market"].code): (row["open"], row["tied"]) for row in rows}

    assert (2, 0) == found["DE", "SE"]
    assert (1, 1) == found["DE", "US"]
    assert ("DE", "DE") not in found
    assert ("ga", "gb", "gc") == ask(record).part("bridges").rows[0].evidence
    assert [row["open"] for row in rows] == sorted((row["open"] for row in rows), reverse=True)


def test_strengths_count_where_all_are_known(record):
    """Three quarters of our relationships stand behind A: invested 0.6 of 0.8."""
    text = "firm, g\nactor, a\nactor, b\ntie, g > a, business, strength=0.6\ntie, g > b, business, strength=0.2"
    answer = ask(record, text)

    assert 0.75**2 + 0.25**2 == pytest.approx(ours(answer)["constraint"])
    assert (0.75, 0.6) == pytest.approx(
        tuple(by_id(answer, "contacts", "contact")["a"][name] for name in ("investment", "strength"))
    )
    assert "by strength" in answer.part("ours").column("constraint").meaning


def test_the_strongest_tie_of_two_is_the_relationship(record):
    """Two ties of 0.2 and 0.6, and one of unknown strength, are one relationship of 0.6."""
    text = """
        firm, g
        actor, a
        tie, g > a, business, strength=0.2
        tie, a > g, social, strength=0.6
        tie, a > g, ethnic
    """
    assert 0.6 == by_id(ask(record, text), "contacts", "contact")["a"]["strength"]


def test_with_an_unknown_strength_relationships_count_alike_and_the_answer_says_so(record):
    """Unknown is not zero and not the mean."""
    text = "firm, g\nactor, a\nactor, b\ntie, g > a, business, strength=0.6\ntie, g > b, business"
    answer = ask(record, text)

    assert 0.5 == ours(answer)["constraint"]
    assert "counted alike" in answer.part("ours").column("constraint").meaning
    assert any("the strength of 1 of 2 is not known" in caveat for caveat in answer.caveats)


def test_asking_for_strengths_that_are_not_known_is_refused_with_a_way_out(record):
    """The refusal counts them and names the lens that would do, which does."""
    text = "firm, g\nactor, a\nactor, b\ntie, g > a, business, strength=0.6\ntie, g > b, business"

    with pytest.raises(QuestionValueError, match=r"1 of 2 relationships is not known.*--minimum-strength 0"):
        ask(record, text, StructuralHoles(weights="strength"))
    assert 1 == ours(
        ask(record, text, StructuralHoles(weights="strength"), minimum_strength=0.0, level="organisations")
    )["relationships"]  # fmt: skip


def test_binary_can_be_asked_for_though_strengths_are_known(record):
    """The user chooses, and no caveat excuses it."""
    text = "firm, g\nactor, a\nactor, b\ntie, g > a, business, strength=0.6\ntie, g > b, business, strength=0.2"
    answer = ask(record, text, StructuralHoles(weights="binary"))

    assert 0.5 == ours(answer)["constraint"]
    assert not any("is not known." in caveat for caveat in answer.caveats)


def test_others_are_told_without_us(record):
    """Among the others A stands between B (and D) and E and F: D-B-A-E is a chain with F beside E."""
    answer = ask(record)
    found = by_id(answer, "others", "actor")

    # through A: E-F, E-B, E-D, F-B, F-D; through B: D with A, E and F
    assert (5.0, 3.0) == (found["a"]["betweenness"], found["b"]["betweenness"])
    assert {0.0} == {row["standard_error"] for row in found.values()}
    assert "g" not in found
    assert "c" not in found
    assert ("ga",) == answer.part("others").rows[0].evidence
    assert any("Our own betweenness is left out" in caveat for caveat in answer.caveats)


def test_others_can_be_ranked_by_how_free_they_are(record):
    """The least constrained first, or the largest effective size."""
    freest = ask(record, question=StructuralHoles(rank_by="constraint")).part("others")
    largest = ask(record, question=StructuralHoles(rank_by="effective_size", top=1)).part("others")

    assert sorted(freest.values("constraint")) == list(freest.values("constraint"))
    assert ["a"] == [actor.id for actor in largest.values("actor")]
    assert "effective_size" == largest.ranked_by


def test_top_zero_shows_all(record):
    """All contacts, all others."""
    assert 6 == len(ask(record, question=StructuralHoles(top=0)).part("contacts").rows)
    assert 2 == len(ask(record, question=StructuralHoles(top=2)).part("contacts").rows)


def test_folding_people_changes_who_is_a_contact(record):
    """Two people of BASF are two contacts, or one at the level of organisations."""
    text = """
        firm, acme
        actor, basf
        actor, eve, kind=person
        actor, max, kind=person
        tie, eve > basf, affiliation
        tie, max > basf, affiliation
        tie, acme > eve, social
        tie, acme > max, social
    """
    assert 2 == ours(ask(record, text))["relationships"]
    assert 1 == ours(ask(record, text, level="organisations"))["relationships"]
    assert any("--level organisations" in caveat for caveat in ask(record, text).caveats)


def test_the_lens_applies(record):
    """Without A nobody but B and D know each other; an imagined tie counts, and has no entry to cite."""
    answer = ask(record, without=("a",))
    imagined = ask(record, "firm, g\nactor, a", with_ties=(WithTie(sender="g", receiver="a"),))

    assert 5 - 2 / 5 == pytest.approx(ours(answer)["effective_size"])
    assert () == imagined.part("contacts").rows[0].evidence


def test_an_isolate_has_no_holes_to_speak_of(record):
    """Undefined is None, not zero; the answer says what is missing."""
    answer = ask(record, "firm, acme, market=SE\nactor, basf")
    found = ours(answer)

    assert 0 == found["relationships"]
    assert {None} == {
        found[name] for name in ("constraint", "effective_size", "efficiency", "hierarchy", "e_i_index", "blau_kind")
    }
    assert () == answer.part("contacts").rows == answer.part("roles").rows == answer.part("others").rows
    assert any(caveat.startswith("Cannot tell: we have no relationships") for caveat in answer.caveats)


def test_a_star_of_our_own_contacts_is_not_praised(record):
    """Where the record knows no tie among contacts, the answer says that this is not knowing."""
    answer = ask(record, "firm, acme\nactor, a\nactor, b\ntie, acme > a, business\ntie, acme > b, business")

    assert any("ask them whom they know" in caveat for caveat in answer.caveats)
    assert () == answer.part("others").rows


@pytest.mark.parametrize(
    ("name", "value"), [("weights", "heavy"), ("rank_by", "beauty"), ("top", -1)], ids=["weights", "rank_by", "top"]
)
def test_a_parameter_that_makes_no_sense_is_refused(record, name, value):
    """The message says what would do."""
    with pytest.raises(QuestionValueError, match=name):
        ask(record, question=StructuralHoles(**{name: value}))


def test_without_a_firm_there_is_nobody_to_ask_for(record):
    """The refusal names the remedy."""
    with pytest.raises(NoFirmError):
        ask(record, "actor, basf")


def make_record(names, dyads, strengths=None):
    """A record of organisations and ties; the first name is the firm."""
    actors = [Actor(id=name, name=name, kind="organisation") for name in names]
    strengths = strengths or [None] * len(dyads)
    ties = [
        Tie(id=f"t{number}", sender=names[one], receiver=names[other], kind="business", strength=strength)
        for number, ((one, other), strength) in enumerate(zip(dyads, strengths, strict=True))
    ]
    instrument, item = OWN_FIRM
    own = Assessment(id="own", subject=names[0], instrument=instrument, item=item, value=True)
    return MemoryRecord(name="made", held=(*actors, *ties, own))


def of_made(made, **question):
    return StructuralHoles(**question).answer(Network.of(made, Lens(as_of=DAY)))


@given(st.integers(0, 10_000))
def test_the_figures_are_those_of_networkx(seed):
    """Constraint and effective size of the whole network, weighted, and betweenness of others without us."""
    graph = nx.gnm_random_graph(9, 16, seed=seed)
    generator = np.random.default_rng(seed)
    strengths = [float(generator.uniform(0.05, 1)) for _ in graph.edges]
    nx.set_edge_attributes(graph, dict(zip(graph.edges, strengths, strict=True)), "strength")
    names = [f"n{number}" for number in range(9)]

    answer = of_made(make_record(names, list(graph.edges), strengths), top=0)

    # sums of a dozen products in another order
    if graph.degree(0):
        assert nx.constraint(graph, [0], "strength")[0] == pytest.approx(ours(answer)["constraint"], rel=1e-9)
        # the path for all actors at once is wrong on weighted graphs, so one is asked for
        expected = nx.effective_size(graph, nodes=[0], weight="strength")[0]
        assert expected == pytest.approx(ours(answer)["effective_size"], rel=1e-9)
    between = nx.betweenness_centrality(graph.subgraph(range(1, 9)), normalized=False)
    for name, row in by_id(answer, "others", "actor").items():
        assert between[names.index(name)] == pytest.approx(row["betweenness"], abs=1e-9)


@given(st.permutations([f"n{number}" for number in range(1, 7)]))
def test_renaming_actors_renames_results(names):
    """Ids carry no meaning."""
    dyads = [(0, 1), (0, 2), (0, 3), (1, 2), (3, 4), (4, 5), (5, 6)]

    def figures(called):
        answer = of_made(make_record(["n0", *called], dyads), top=0)
        place = {name: number for number, name in enumerate(called)}
        contacts = {place[id_]: row["constraint"] for id_, row in by_id(answer, "contacts", "contact").items()}
        others = {place[id_]: row["betweenness"] for id_, row in by_id(answer, "others", "actor").items()}
        return pytest.approx(contacts), pytest.approx(others), pairs(answer)

    def plain(called):
        contacts, others, roles = figures(called)
        return contacts.expected, others.expected, roles

    assert figures([f"n{number}" for number in range(1, 7)]) == plain(names)


def test_betweenness_is_sampled_where_the_network_is_large(monkeypatch, record):
    """The answer says from how many actors, and shows the error."""
    monkeypatch.setattr(
        "bridgehead.questions._brokers.get_parameter", lambda _, name: {"least_contacts": 2}.get(name, 30)
    )

    answer = ask(record)

    assert any("Betweenness is sampled from 3 of 7 actors" in caveat for caveat in answer.caveats)
    assert any(row.values["standard_error"] > 0 for row in answer.part("others").rows)
