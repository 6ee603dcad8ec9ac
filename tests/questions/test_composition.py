"""What our network is made of, how varied it is, and what it provides where."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.lens import Lens, WithTie
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions.composition import ATTRIBUTES, Composition
from bridgehead.record.entries import Actor, Assessment, Tie
from bridgehead.record.record import OWN_FIRM, MemoryRecord
from bridgehead.record.terms import PROVISIONS

DAY = date(2001, 6, 1)

EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, eve, kind=person, market=US
    actor, uni, market=SE
    actor, basf, market=DE
    actor, bayer, market=DE
    actor, fair
    tie, ada > acme, affiliation, founder, id=founder, begin=1996, end=open
    tie, ada > uni, affiliation, employee, id=place, begin=1990, end=open
    tie, ada > eve, scientific, research_partner, id=t1, begin=1990, end=open, origin=inherited, strength=strong
    tie, acme > basf, business, customer, id=t2, begin=1999, end=open, provides=channel; finance, purpose=growth
    tie, bayer > acme, business, supplier, id=t3, begin=1999, end=open, gives=channel, formality=formal, strength=0.2
    tie, acme > fair, social, id=t4, begin=2000, strength=weak
    tie, basf > bayer, business, id=theirs, begin=1980, end=open
"""


def ask(record, text, question=None, **lens):
    network = Network.of(record(text), Lens(**{"as_of": DAY} | lens))
    return (question or Composition()).answer(network)


def variety(answer, attribute):
    return next(row.values for row in answer.part("variety").rows if row.values["attribute"] == attribute)


def counts(answer, attribute):
    rows = [row.values for row in answer.part("counts").rows if row.values["attribute"] == attribute]
    return {getattr(row["value"], "code", row["value"]): row["count"] for row in rows}


def by_market(answer, part):
    return {getattr(row.values.get("market"), "code", None): row for row in answer.part(part).rows}


def test_only_our_ties_with_others_count(record):
    """The founder's place in the firm and elsewhere, and the tie between two customers, are not ours."""
    answer = ask(record, EXAMPLE)

    cited = {id_ for row in answer.part("counts").rows for id_ in row.evidence}
    assert {"t1", "t2", "t3", "t4"} == cited
    assert {"scientific": 1, "business": 2, "social": 1} == counts(answer, "kind")


def test_unknown_is_counted_by_itself_and_is_no_category(record):
    """Two of four ties have a role from our side told directly, one told from the other side, one none."""
    answer = ask(record, EXAMPLE)

    assert {"research_partner": 1, "customer": 2, "unknown": 1} == counts(answer, "role")
    found = variety(answer, "role")
    assert (3, 1, 2) == (found["known"], found["unknown"], found["categories"])
    assert 1 - (2 / 3) ** 2 - (1 / 3) ** 2 == pytest.approx(found["blau"])


def test_the_share_is_of_what_is_known_and_unknown_has_none(record):
    """Three markets are known, two of them German; the fair's is not."""
    rows = [row.values for row in ask(record, EXAMPLE).part("counts").rows if row.values["attribute"] == "market"]

    assert [("Germany", 2, 2 / 3), ("United States", 1, 1 / 3), ("unknown", 1, None)] == [
        (str(row["value"]), row["count"], row.get("share")) for row in rows
    ]


def test_blaus_index_by_hand(record):
    """Kinds 1, 2, 1 of four: 1 - (1 + 4 + 1) / 16; at most 6/7 with the seven kinds there are."""
    found = variety(ask(record, EXAMPLE), "kind")

    assert 0.625 == pytest.approx(found["blau"])
    assert 0.625 / (6 / 7) == pytest.approx(found["blau_normalised"])


def test_markets_are_normalised_by_those_found(record):
    """No list closes the markets: two of them, 2 to 1, reach 4/9 of a possible 1/2."""
    found = variety(ask(record, EXAMPLE), "market")

    assert (4 / 9, 8 / 9) == pytest.approx((found["blau"], found["blau_normalised"]))


def test_what_nobody_said_has_no_index(record):
    """Without one known origin there is nothing to tell apart: cannot tell, not zero."""
    found = variety(ask(record, "firm, acme\nactor, basf\ntie, acme > basf, business"), "origin")

    assert (0, 1, 0) == (found["known"], found["unknown"], found["categories"])
    assert found["blau"] is None
    assert found["blau_normalised"] is None


def test_strengths_are_classed(record):
    """Strong from 0.5; what nobody said stays unknown."""
    assert {"weak": 2, "strong": 1, "unknown": 1} == counts(ask(record, EXAMPLE), "strength")


def test_an_agreement_of_the_firm_and_its_founder_is_one_tie_with_the_other(record):
    """Both sign with BASF; one agreement is one formal tie with it."""
    answer = ask(
        record,
        """
        firm, acme
        actor, ada, kind=person
        actor, basf, market=DE
        tie, ada > acme, affiliation, founder, begin=1996, end=open
        agreement, licence: acme; ada; basf, id=deal, begin=2000, end=open, provides=technical_knowledge
        """,
    )

    assert {"formal": 1} == counts(answer, "formality")
    assert 1 == by_market(answer, "provides")["DE"].values["technical_knowledge"]


def test_an_agreement_joins_the_stated_tie_it_formalises(record):
    """One relationship, formal, providing what either says; an agreement of another kind stands by itself."""
    answer = ask(
        record,
        """
        firm, acme, market=SE
        actor, uni, market=US
        tie, acme > uni, scientific, research_partner, strength=strong, begin=1999, end=open, provides=introductions
        agreement, research: acme; uni, id=contract, begin=2000, end=open, provides=technical_knowledge
        agreement, supply: acme; uni, id=supply, begin=2000, end=open
        """,
    )

    counts = {(r.values["attribute"], r.values["value"]): r for r in answer.part("counts").rows}
    assert counts["kind", "scientific"].values["count"] == 1
    assert counts["kind", "business"].values["count"] == 1
    assert counts["formality", "formal"].values["count"] == 2
    assert set(counts["kind", "scientific"].evidence) == {"tie-3", "contract"}
    provides = answer.part("provides").rows[0].values
    assert (provides["introductions"], provides["technical_knowledge"]) == (1, 1)


def test_what_an_agreement_provides_is_said_of_the_records_own_firm_alone(record):
    """Asked for another party, the agreement's provisions are not its own."""
    text = "firm, acme, market=SE\nactor, basf, market=DE\nagreement, licence: acme; basf, begin=2000, provides=finance"

    found = by_market(ask(record, text, firm="basf"), "provides")

    assert 0 == found["SE"].values["said"]


def test_provisions_are_counted_per_market_and_told_from_our_side(record):
    """BASF provides, Bayer gives in return: both come to us. A market where no tie says anything cannot be told."""
    found = by_market(ask(record, EXAMPLE), "provides")

    assert (2, 2, 2, 1, 0) == tuple(
        found["DE"].values[name] for name in ("ties", "said", "channel", "finance", "staff")
    )
    assert ("t2", "t3") == found["DE"].evidence
    assert (1, 0) == (found["US"].values["ties"], found["US"].values["said"])
    assert {None} == {found["US"].values[word] for word in PROVISIONS.words}
    assert 1 == found[None].values["ties"]


def test_gaps_are_what_no_tie_there_provides(record):
    """Germany lacks six of eight; where nothing is said nobody can tell."""
    gaps = ask(record, EXAMPLE).part("gaps")

    assert "gaps" == gaps.group_of("DE")
    assert {"channel", "finance"} == set(PROVISIONS.words) - set(gaps.members("gaps")[0].values["missing"])
    assert "cannot tell" == gaps.group_of("US")
    assert gaps.members("cannot tell")[0].values["missing"] is None
    assert ("t2", "t3") == gaps.members("gaps")[0].evidence


def test_a_market_where_everything_is_provided_is_covered(record):
    """All eight, from one tie or from several."""
    everything = "; ".join(PROVISIONS.words)
    text = f"firm, acme\nactor, basf, market=DE\ntie, acme > basf, business, provides={everything}"

    gaps = ask(record, text).part("gaps")

    assert () == gaps.members("covered")[0].values["missing"]


def test_provisions_can_be_asked_per_field(record):
    """The same by what the others work in."""
    text = "firm, acme\nactor, uni, field=academia\ntie, acme > uni, scientific, provides=staff"

    answer = ask(record, text, Composition(by="field"))

    assert "gaps" == answer.part("gaps").group_of("academia")
    assert ["academia"] == list(answer.part("provides").values("field"))


def test_possible_ties_are_said_to_be_so(record):
    """The fair's tie ends nobody knows when: it counts, and the answer says that it only possibly holds."""
    answer = ask(record, EXAMPLE)

    assert "1 of our 4 ties only possibly holds on the day." in answer.caveats
    assert 3 == sum(counts(ask(record, EXAMPLE, certain_only=True), "kind").values())


def test_the_lens_applies(record):
    """Without BASF, on an earlier day, folded into organisations, with an imagined tie: the counts follow."""
    assert 3 == sum(counts(ask(record, EXAMPLE, without=("basf",)), "kind").values())
    assert {"scientific": 1} == counts(ask(record, EXAMPLE, as_of=date(1998, 1, 1)), "kind")
    assert 4 == sum(counts(ask(record, EXAMPLE, level="organisations"), "kind").values())
    imagined = WithTie(sender="acme", receiver="bayer", kind="family")
    assert 1 == counts(ask(record, EXAMPLE, with_ties=(imagined,)), "kind")["family"]


def test_an_imagined_place_is_no_tie_of_ours_either(record):
    """Ada joining BASF would not make her place there a relationship of the firm."""
    imagined = WithTie(sender="ada", receiver="basf", kind="affiliation")

    assert "affiliation" not in counts(ask(record, EXAMPLE, with_ties=(imagined,)), "kind")


def test_a_firm_without_ties_cannot_tell(record):
    """Empty parts with what is missing, not zeros."""
    answer = ask(record, "firm, acme, market=SE")

    assert all(not part.shape.rows for part in answer.parts)
    assert any(caveat.startswith("Cannot tell: we have no ties") for caveat in answer.caveats)


def test_without_provisions_the_caveat_says_what_to_write_down(record):
    """Gaps need to know what ties provide."""
    answer = ask(record, "firm, acme\nactor, basf, market=DE\ntie, acme > basf, business")

    assert any("'provides'" in caveat for caveat in answer.caveats)


def test_without_a_firm_there_is_nobody_to_ask_for(record):
    """The refusal names the remedy."""
    with pytest.raises(NoFirmError):
        ask(record, "actor, basf")


@given(st.permutations(["basf", "bayer", "eve", "fair"]))
def test_renaming_actors_renames_results(names):
    """Ids and names carry no meaning: the figures are the same whoever is called what."""

    def figures(called):
        answer = Composition().answer(Network.of(make_record(called), Lens(as_of=DAY)))
        return [dict(row.values) for part in answer.parts for row in part.shape.rows]

    assert figures(["basf", "bayer", "eve", "fair"]) == figures(names)


def make_record(names):
    firm = Actor(id="acme", name="acme", kind="organisation", market="SE")
    others = [
        Actor(id=name, name=name, kind="organisation", market=market)
        for name, market in zip(names, ("DE", "DE", "US", None), strict=True)
    ]
    ties = [
        Tie(id=f"t{number}", sender="acme", receiver=name, kind=kind, provides=provides)
        for number, (name, kind, provides) in enumerate(
            zip(names, ("business", "business", "social", "ethnic"), ((), ("staff",), ("finance",), ()), strict=True)
        )
    ]
    instrument, item = OWN_FIRM
    own = Assessment(id="own", subject="acme", instrument=instrument, item=item, value=True)
    return MemoryRecord(name="made", held=(firm, *others, *ties, own))


def test_every_attribute_has_its_row(record):
    """Seven attributes, in the order they are read."""
    assert ATTRIBUTES == ask(record, EXAMPLE).part("variety").values("attribute")


def test_ties_of_unknown_market_are_no_missing_ties(record):
    """Where no partner's market is known, the gaps say so and not that there are no ties."""
    network = Network.of(record("""
        firm, acme
        actor, zenith
        tie, acme > zenith, business, provides=channel
    """), Lens(as_of=date(2024, 1, 1)))  # fmt: skip

    answer = Composition().answer(network)
    by_field = Composition(by="both").answer(network)

    assert answer.part("gaps").empty.startswith("Cannot tell: of nobody we are tied to is the market known.")
    assert "the market and field known" in by_field.part("gaps").empty
