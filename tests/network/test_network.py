"""The network: entries seen through every option of the lens."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from bridgehead.network.actors import ActorNotFoundError, AmbiguousActorError
from bridgehead.network.lens import Lens, LensError, WithTie
from bridgehead.network.network import LaterDayError, Network, NoFirmError, NothingKnownError
from bridgehead.network.routes import best_chances
from bridgehead.network.ties import KINDS
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Agreement, Assessment, Interaction, Obligation, Presence, Tie

DAY = date(2001, 6, 1)

EXAMPLE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, bo, kind=person, market=SE
    actor, uni, market=US, field=academia
    actor, eve, kind=person, market=US
    actor, basf, market=DE, field=polymers
    actor, kyoto, market=JP
    tie, ada > acme, affiliation, founder, begin=1996, end=open
    tie, bo > acme, affiliation, employee, begin=2002, end=open
    tie, ada > eve, scientific, strength=weak, begin=before 1996, end=open, formality=informal
    tie, eve > uni, affiliation, employee, begin=1990, end=open
    tie, eve > kyoto, social, strength=0.8, begin=1999, end=2001-03-01
    agreement, research: acme; basf; uni, id=joint, begin=2001-01-01, end=2003
"""


def seen(network):
    """Ties as (sender, receiver, kind), by id."""
    ids = [actor.id for actor in network.actors.held]
    return {
        (ids[s], ids[r], KINDS[k])
        for s, r, k in zip(network.ties.sender, network.ties.receiver, network.ties.kind, strict=True)
    }


def test_only_ties_in_force_on_the_day_are_seen(record):
    """Bo is not hired yet, Eve's tie with Kyoto is over, the agreement binds each pair of its three parties."""
    network = Network.of(record(EXAMPLE), Lens(as_of=DAY))

    assert seen(network) == {
        ("ada", "acme", "affiliation"),
        ("ada", "eve", "scientific"),
        ("eve", "uni", "affiliation"),
        ("acme", "basf", "scientific"),
        ("acme", "uni", "scientific"),
        ("basf", "uni", "scientific"),
    }


def test_own_people_are_those_affiliated_on_the_day(record):
    """The firm's people change with the day."""
    before = Network.of(record(EXAMPLE), Lens(as_of=DAY))
    after = Network.of(record(EXAMPLE), Lens(as_of=date(2002, 12, 31)))

    assert [before.actor(p).id for p in before.own_people] == ["ada"]
    assert [after.actor(p).id for p in after.own_people] == ["ada", "bo"]
    assert {before.actor(p).id for p in before.starts} == {"acme", "ada"}


def test_an_earlier_day_can_be_looked_at_but_not_a_later_one(record):
    """on() looks back only, and keeps the rest of the lens."""
    network = Network.of(record(EXAMPLE), Lens(as_of=DAY, kinds=("social",)))

    assert ("eve", "kyoto", "social") in seen(network.on(date(2000, 1, 1)))
    with pytest.raises(LaterDayError, match="2002-01-01"):
        network.on(date(2002, 1, 1))


def test_what_was_recorded_later_is_not_seen(record):
    """as_known_on hides a record made after that day."""
    late = record(EXAMPLE, recorded=datetime(2010, 1, 1, tzinfo=UTC))

    assert len(Network.of(late, Lens(as_of=DAY, as_known_on=date(2009, 12, 31))).actors) == 0
    assert len(Network.of(late, Lens(as_of=DAY, as_known_on=date(2010, 1, 1))).actors) == 7
    with pytest.raises(NothingKnownError, match="By 2009-12-31 nothing had been recorded"):
        Network.of(late, Lens(as_of=DAY, as_known_on=date(2009, 12, 31))).get_firm()


def test_kinds_formality_and_strength_filter_ties_but_never_affiliation_steps(record):
    """Each filter says in the account of what was left out how many entries it dropped."""
    kinds = Network.of(record(EXAMPLE), Lens(as_of=DAY, kinds=("business",)))
    formal = Network.of(record(EXAMPLE), Lens(as_of=DAY, formal_only=True))
    strong = Network.of(record(EXAMPLE), Lens(as_of=DAY, minimum_strength=0.3))

    steps = {("ada", "acme", "affiliation"), ("eve", "uni", "affiliation")}
    assert seen(kinds) == steps
    assert kinds.world.left_out["of a kind not asked for"] == 2
    assert ("ada", "eve", "scientific") not in seen(formal)
    assert ("acme", "basf", "scientific") in seen(formal)
    assert ("ada", "eve", "scientific") not in seen(strong)
    assert steps <= seen(strong)


def test_what_only_possibly_holds_is_counted_and_can_be_left_out(record):
    """A tie begun some time in 2001 possibly holds in June 2001."""
    text = EXAMPLE + "    tie, acme > kyoto, business, begin=2001, end=open\n"

    both = Network.of(record(text), Lens(as_of=DAY))
    certain = Network.of(record(text), Lens(as_of=DAY, certain_only=True))

    assert ("acme", "kyoto", "business") in seen(both)
    assert ("acme", "kyoto", "business") not in seen(certain)
    assert not both.ties.certain.all()
    assert certain.ties.certain.all()


def test_what_only_possibly_holds_hides_nothing_from_who_asks_for_certainty(record):
    """Contacts show a tie where a possible one is left out; entries that only possibly hold are not seen either."""
    text = """
        firm, acme, market=SE
        actor, kyoto
        tie, acme > kyoto, social, begin=2001, end=open
        agreement, supply: acme; kyoto, id=deal, begin=2001, end=open
        obligation, acme > kyoto, ten valves, agreement=deal
        presence, acme, JP, begin=2001, end=open
        interaction, meeting: acme; kyoto, begin=2000-05, forms=joint_decision
    """
    possible, certain = (Network.of(record(text), Lens(as_of=DAY, certain_only=only)) for only in (False, True))

    assert {("acme", "kyoto", "social"), ("acme", "kyoto", "business")} == seen(possible)
    assert {("acme", "kyoto", "business")} == seen(certain)
    assert [] == [kind for kind in (Agreement, Obligation, Presence) if certain.entries(kind)]
    assert all(possible.entries(kind) for kind in (Agreement, Obligation, Presence))
    assert 2 == certain.world.left_out["only possibly in force"]


def test_stated_strength_counts_before_observed_and_either_can_be_asked_for(record):
    """The weak stated tie and the observed agreement keep apart."""
    used, stated, observed = (
        Network.of(record(EXAMPLE), Lens(as_of=DAY, strength=rule)) for rule in ("used", "stated", "observed")
    )

    def strength(network, left, right):
        tie = network.ties_between(network.actors.find(left), network.actors.find(right))[0]
        return float(network.world.used[tie])

    assert strength(used, "ada", "eve") == 0.25
    # an agreement of three bears on each pair with one half: 1 - exp(-1/2)
    assert strength(used, "acme", "basf") == pytest.approx(1 - np.exp(-0.5))
    assert np.isnan(strength(stated, "acme", "basf"))
    assert np.isnan(strength(observed, "ada", "eve"))


def test_people_alone_or_organisations_with_their_people_folded_in(record):
    """At the level of organisations Ada's tie with Eve is one of Acme with the university."""
    people = Network.of(record(EXAMPLE), Lens(as_of=DAY, level="people"))
    organisations = Network.of(record(EXAMPLE), Lens(as_of=DAY, level="organisations"))

    assert seen(people) == {("ada", "acme", "affiliation"), ("ada", "eve", "scientific")}
    assert seen(organisations) == {
        ("acme", "uni", "scientific"),
        ("acme", "basf", "scientific"),
        ("basf", "uni", "scientific"),
    }
    assert not organisations.world.free.any()
    assert len(organisations.ties) == 4


def test_a_person_of_two_organisations_is_folded_into_the_firm_asked_for(record):
    """Ada also belongs to the university; for Acme she is Acme's."""
    text = EXAMPLE + "    tie, ada > uni, affiliation, employee, begin=1990, end=open\n"
    network = Network.of(record(text), Lens(as_of=DAY, level="organisations", firm="basf"))

    acme = Network.of(record(text), Lens(as_of=DAY, level="organisations"))

    assert ("acme", "uni", "scientific") in seen(acme)
    assert network.actor(network.get_firm()).id == "basf"


def test_actors_ties_and_agreements_can_be_imagined_away(record):
    """Without Ada her ties are gone; without the agreement its pairs are; by name or id alike."""
    without_ada = Network.of(record(EXAMPLE), Lens(as_of=DAY, without=("Ada",)))
    without_joint = Network.of(record(EXAMPLE), Lens(as_of=DAY, without=("joint",)))

    assert not any("ada" in ends for ends in seen(without_ada))
    assert not any("basf" in ends for ends in seen(without_joint))
    assert [tie.id for tie in without_ada.entries(Tie)] == ["tie-11"]
    assert without_joint.entries(Agreement) == ()


def test_the_firm_itself_cannot_be_imagined_away(record):
    """A question needs its firm."""
    with pytest.raises(LensError, match="acme"):
        Network.of(record(EXAMPLE), Lens(as_of=DAY, without=("acme",)))


def test_a_tie_can_be_imagined_to_hold(record):
    """A what-if tie counts like any other, and has no entry behind it."""
    lens = Lens(as_of=DAY, with_ties=(WithTie(sender="acme", receiver="kyoto", kind="business", strength=0.9),))
    network = Network.of(record(EXAMPLE), lens)

    tie = int(network.ties_between(network.actors.find("acme"), network.actors.find("kyoto"))[0])
    assert network.source(tie) is None
    assert network.world.used[tie] == 0.9


def test_without_a_firm_the_network_stands_but_no_question_about_us_does(record):
    """The message says how to name one."""
    network = Network.of(record("actor, a, market=SE"), Lens(as_of=DAY))

    assert network.firm is None
    assert len(network.own_people) == 0
    with pytest.raises(NoFirmError, match="--firm"):
        network.get_firm()


def test_an_actor_is_found_by_id_name_or_alias_and_missing_ones_get_a_suggestion(record):
    """Two of one name must be told apart by id."""
    network = Network.of(
        record("""
            actor, a, name=Akzo Nobel, aliases=Akzo; AN
            actor, b, name=Twin
            actor, c, name=twin
        """)
    )

    assert network.actors.find("akzo nobel") == network.actors.find("AN") == network.actors.find("a")
    with pytest.raises(ActorNotFoundError, match="Did you mean 'Akzo Nobel'"):
        network.actors.find("Akzo Nobl")
    with pytest.raises(AmbiguousActorError) as caught:
        network.actors.find("Twin")
    assert caught.value.ids == ("b", "c")


def test_actors_judged_the_same_stand_once_and_fill_each_other_in(record):
    """The merged actor keeps the first one's name and takes the market from the second."""
    network = Network.of(
        record("""
            firm, acme, market=SE
            actor, basf, name=BASF
            actor, basf-se, name=BASF SE, market=DE
            tie, acme > basf-se, business, customer, end=open, begin=2000
            judgement, basf > basf-se, same
        """),
        Lens(as_of=DAY),
    )

    merged = network.actor(network.actors.find("basf-se"))
    assert (merged.id, merged.name, merged.aliases, merged.market) == ("basf", "BASF", ("BASF SE",), "DE")
    assert seen(network) == {("acme", "basf", "business")}


@pytest.mark.parametrize("market", ["", ", market=DE"])
def test_the_twin_of_an_actor_who_was_withdrawn_stands_alone(record, market):
    """The judgement that the two are the same outlives the first of them; the second keeps its place and its ties."""
    network = Network.of(
        record(f"""
            firm, acme, market=SE
            actor, basf-se, name=BASF SE{market}
            tie, acme > basf-se, business, customer, end=open, begin=2000
            judgement, basf > basf-se, same
        """),
        Lens(as_of=DAY),
    )

    assert {("acme", "basf-se", "business")} == seen(network)


def test_contacts_in_both_directions_make_a_tie_and_one_way_mail_makes_none(record):
    """Ada and Eve wrote to each other; Ada wrote to Bo, who never answered; six met at a fair."""
    network = Network.of(
        record("""
            firm, ada, kind=person
            actor, eve, kind=person
            actor, bo, kind=person
            actor, c, kind=person
            actor, d, kind=person
            actor, e, kind=person
            interaction, message: ada=sender; eve=receiver, begin=2001-05-01
            interaction, message: eve=sender; ada=receiver, begin=2001-05-02
            interaction, message: ada=sender; bo=receiver, begin=2001-05-02
            interaction, meeting: ada; eve; bo; c; d; e, begin=2001-05-03
            interaction, meeting: ada; bo, begin=2005-05-03
        """),
        Lens(as_of=DAY),
    )

    assert seen(network) == {("ada", "eve", "social")}
    pair = network.observed_between(network.actors.find("eve"), network.actors.find("ada"))
    assert pair.reciprocity == pytest.approx(1.0, abs=0.01)  # the second mail decayed a day less
    assert not pair.partial
    assert len(network.entries(Interaction)) == 4


def test_joint_work_shows_intimacy(record):
    """Two of three components known: the mean of time and intimacy."""
    network = Network.of(
        record("""
            firm, ada, kind=person
            actor, eve, kind=person
            interaction, joint_work: ada; eve, begin=2001-06-01
        """),
        Lens(as_of=DAY),
    )

    pair = network.observed_between(0, 1)
    assert pair.reciprocity is None
    assert (pair.time, pair.intimacy) == pytest.approx((1 - np.exp(-0.2), 1 - np.exp(-0.3)))
    assert pair.strength == pytest.approx((pair.time + pair.intimacy) / 2)


def test_a_contact_counts_half_after_its_half_life(record):
    """365 days later a meeting of weight 0.08 counts 0.04; an agreement in force does not decay."""
    text = """
        firm, ada, kind=person
        actor, eve, kind=person
        tie, ada > eve, social, begin=1990, end=open
        interaction, meeting: ada; eve, begin=2000-06-01
    """
    meeting = Network.of(record(text), Lens(as_of=DAY))
    both = Network.of(record(text + "agreement, research: ada; eve, begin=1995, end=open"), Lens(as_of=DAY))

    assert meeting.world.observed.tolist() == pytest.approx([1 - np.exp(-0.04)])
    assert both.world.observed.tolist() == pytest.approx([1 - np.exp(-1.04)] * 2)


def test_an_agreement_of_very_many_is_co_presence_only(record):
    """Sixty-one parties need not have met."""
    names = [f"a{number}" for number in range(61)]
    actors = "\n".join(f"actor, {name}" for name in names)
    network = Network.of(
        record(f"{actors}\nagreement, consortium: {'; '.join(names)}, begin=2000, end=open"), Lens(as_of=DAY)
    )

    assert len(network.ties) == 0
    assert network.world.left_out == {"an agreement of more than 60 parties is co-presence": 1}


def test_asks_with_an_outcome_teach_the_chances_of_their_band(record):
    """One granted ask of a weak tie moves weak ties alone; the pending one teaches nothing."""
    network = Network.of(
        record("""
            firm, acme
            actor, eve, kind=person
            actor, kim, kind=person
            tie, acme > eve, social, strength=weak, begin=1999, end=open
            interaction, ask: acme=asker; eve=asked, begin=2001-01-01, outcome=yes
            interaction, ask: acme=asker; kim=asked, begin=2001-01-02, outcome=no_answer
            interaction, ask: acme=asker; kim=asked, begin=2001-01-03, outcome=pending
        """),
        Lens(as_of=DAY),
    )

    assert (network.passing_on.granted, network.passing_on.refused) == ((1, 0, 0), (0, 0, 1))
    assert network.passing_on.asks == 2


def test_entries_are_those_that_hold_or_have_happened_by_the_day(record):
    """Obligations follow their agreement's begin, assessments their own."""
    text = (
        EXAMPLE
        + """
        obligation, acme > basf, report, agreement=joint, due=2001-05
        obligation, acme > basf, samples, agreement=gone, due=2001-05
        assessment, US, market.potential, 1500, begin=2001-07, end=open
    """
    )

    before = Network.of(record(text), Lens(as_of=date(2000, 6, 30)))
    after = Network.of(record(text), Lens(as_of=date(2001, 12, 31)))

    assert [o.deliverable for o in before.entries(Obligation)] == ["samples"]
    assert [o.deliverable for o in after.entries(Obligation)] == ["report", "samples"]
    assert [a.item for a in before.entries(Assessment)] == ["focal_firm"]
    assert {a.item for a in after.entries(Assessment)} == {"focal_firm", "potential"}
    assert after.status(after.entries(Agreement)[0]) is InForce.CERTAIN
    assert after.get_entry("joint").form == "research"
    assert after.get_entry("nothing") is None


def test_actors_are_grouped_by_market_field_or_both(record):
    """Who has no field is in no group of fields."""
    network = Network.of(record(EXAMPLE), Lens(as_of=DAY))

    assert network.grouping("market").keys == (("DE", ""), ("JP", ""), ("SE", ""), ("US", ""))
    assert network.grouping("field").keys == (("", "academia"), ("", "polymers"))
    assert network.grouping("both").keys == (("DE", "polymers"), ("US", "academia"))
    assert network.grouping("both").of_actor[network.actors.find("eve")] == -1


def test_bounds_of_chances_travel_on_the_same_pairs(record):
    """A graph of low chances has the pairs of the graph of chances; free steps stay certain."""
    network = Network.of(record(EXAMPLE), Lens(as_of=DAY))

    value, low, high = network.graph(), network.graph("all", "low"), network.graph("all", "high")

    assert value is network.graph()
    assert (low.chance <= value.chance).all()
    assert (value.chance <= high.chance).all()
    assert (low.chance[low.free] == 1).all()
    assert best_chances(network.graph("exploitation"), network.starts, 3).chance[network.actors.find("basf")] == 1.0
    assert best_chances(network.graph("recognition"), network.starts, 3).chance[network.actors.find("eve")] == 1.0


def test_renaming_actors_renames_the_network(record):
    """Positions follow ids; nothing else does."""
    text = EXAMPLE
    renamed = text.replace("acme", "zeta").replace("basf", "alpha")

    first, second = (Network.of(record(body), Lens(as_of=DAY)) for body in (text, renamed))

    names = {"acme": "zeta", "basf": "alpha"}

    def unordered(ties, rename):
        return {(frozenset(rename.get(end, end) for end in (left, right)), kind) for left, right, kind in ties}

    assert unordered(seen(first), names) == unordered(seen(second), {})


def test_the_order_of_entries_is_irrelevant(record):
    """A record read backwards gives the same ties and strengths."""
    forwards = record(EXAMPLE)
    backwards = replace(forwards, held=forwards.held[::-1])

    first, second = (Network.of(body, Lens(as_of=DAY)) for body in (forwards, backwards))

    assert seen(first) == seen(second)
    assert sorted(first.world.used.tolist()) == pytest.approx(sorted(second.world.used.tolist()), nan_ok=True)


def test_a_dangling_tie_is_left_out_and_counted(record):
    """A tie with somebody unknown gives no edge, and says so."""
    network = Network.of(record("firm, acme\ntie, acme > nobody, business, begin=2000, end=open"), Lens(as_of=DAY))

    assert len(network.ties) == 0
    assert sum(network.world.left_out.values()) == 1


def test_stated_components_stand_in_for_an_overall_strength(record):
    """Granovetter's components, where somebody gave them, are averaged."""
    network = Network.of(
        record("firm, acme\nactor, b\ntie, acme > b, social, time=0.2, intimacy=0.6, begin=2000, end=open"),
        Lens(as_of=DAY),
    )

    assert network.world.used.tolist() == pytest.approx([0.4])


def test_library_networks_are_seen_on_the_same_day_through_the_same_lens(record):
    """The names of one record mean nothing in another, so what is imagined away or added stays at home."""
    other = Network.of(
        record("""
            firm, b
            actor, early
            actor, late
            tie, b > early, social, begin=1999
            tie, b > late, business, begin=1999
        """),
        Lens(),
    )
    network = Network.of(
        record("""
            firm, a
            actor, c
            tie, a > c, social
        """),
        Lens(as_of=date(2001, 1, 1), without=("c",), kinds=("social",)),
        others={"b": other},
    )

    beside = network.beside["b"]

    assert date(2001, 1, 1) == beside.day
    assert ["early"] == [beside.actor(position).id for position in beside.ties_with]


def test_an_entry_is_looked_for_in_the_library_network_its_id_names(record):
    """An id that stands nowhere is looked for at home, where it will not be found."""
    other = Network.of(record("firm, other:b\nactor, other:c"), Lens())
    network = Network.of(record("firm, a"), Lens(), others={"other": other})

    assert network.holder_of("other:c") is other
    assert network.holder_of("a") is network
    assert network.holder_of("nowhere:a") is network
