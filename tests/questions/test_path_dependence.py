"""Did we build this network, or did it happen to us?"""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions._intent import decide, find_origin_side, load_verdicts
from bridgehead.questions._origins import Statements, find_new_ties
from bridgehead.questions._origins_structure import Structure
from bridgehead.questions.path_dependence import PathDependence
from bridgehead.record.dates import OPEN, on_day
from bridgehead.record.entries import Actor, Assessment, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import MemoryRecord
from bridgehead.record.terms import ORIGINS

DAY = date(2005, 6, 1)

PEOPLE = """
    firm, acme, market=SE
    actor, ada, kind=person
    actor, basf, market=DE
    actor, bayer, market=DE
    actor, nec, market=JP
    actor, uni
    tie, ada > acme, affiliation, founder, id=founder, begin=1996-05-01, end=open
"""


def ask(record, text, **lens):
    return PathDependence().answer(Network.of(record(PEOPLE + text), Lens(**{"as_of": DAY} | lens)))


def ties(answer):
    return {row.values["partner"].id: row for row in answer.part("ties").rows}


def origins(answer):
    return {id_: (row.values["origin"], row.values["decided_by"]) for id_, row in ties(answer).items()}


def measured(answer):
    return {row.values["measure"]: row for row in answer.part("embedded").rows}


def verdict(answer):
    (row,) = answer.part("verdict").rows
    return row.values["verdict"], row.values["origin_side"], row.values["intent_side"]


def test_every_origin_word_says_one_class():
    """The table of origins is complete."""
    assert set(ORIGINS.words) == set(get_parameter("path_dependence", "class_of_origin"))


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("introduced", "embedded"), ("group", "embedded"), ("search", "searched"), ("event", "searched")],
)
def test_a_stated_origin_decides_first(record, origin, expected):
    """Of a meeting with nobody between, the firm is taken to have found the partner there."""
    answer = ask(record, f"tie, acme > basf, business, id=t, begin=2001-03-01, end=open, origin={origin}")

    assert {"basf": (expected, "stated_origin")} == origins(answer)
    assert ("t",) == ties(answer)["basf"].evidence


def test_what_was_stated_outweighs_what_stood_between(record):
    """We searched, though a partner of ours knew them."""
    answer = ask(record, BETWEEN.format(origin="search", theirs="1999-01-01", begin="2001-03-01"))

    assert ("searched", "stated_origin") == origins(answer)["basf"]


BETWEEN = """
    tie, acme > uni, scientific, research_partner, id=ours, begin=1998-01-01, end=open
    tie, uni > basf, scientific, id=theirs, begin={theirs}, end=open
    tie, acme > basf, business, customer, id=new, begin={begin}, end=open, origin={origin}
"""


@pytest.mark.parametrize("origin", ["", "event"])
def test_somebody_between_on_the_day_before_makes_it_embedded(record, origin):
    """Where nobody said how it came about, or that the two met, the route of two steps decides."""
    answer = ask(record, BETWEEN.format(origin=origin, theirs="2001-02-28", begin="2001-03-01"))

    assert ("embedded", "route") == origins(answer)["basf"]
    assert {"new", "ours", "theirs"} == set(ties(answer)["basf"].evidence)
    assert ties(answer)["basf"].values["certain"]


def test_a_route_that_began_on_the_same_day_does_not_count(record):
    """It stood between on the day, not on the day before."""
    answer = ask(record, BETWEEN.format(origin="", theirs="2001-03-01", begin="2001-03-01"))

    assert ("unknown", "nothing") == origins(answer)["basf"]
    assert "nobody is known to have stood between" in ties(answer)["basf"].values["detail"]


def test_a_route_that_only_possibly_held_is_said_to_be_possible(record):
    """The third party's tie may have begun at any time of the year before."""
    answer = ask(record, BETWEEN.format(origin="", theirs="1999..2003", begin="2001-03-01"))

    assert not ties(answer)["basf"].values["certain"]
    assert any("1 of our 2 relationships are embedded through what only possibly" in c for c in answer.caveats)


@pytest.mark.parametrize(
    ("role", "sort"), [("customer", "followed_customer"), ("group_company", "group"), ("supplier", "route")]
)
def test_a_third_party_is_named_for_what_it_is_to_us(record, role, sort):
    """A customer is followed, a group company is the group; a role told from their side is not what they are to us."""
    text = f"""
        tie, acme > uni, business, {role}, begin=1998-01-01, end=open
        tie, uni > acme, business, customer, begin=1998-01-01, end=open
        tie, uni > basf, business, begin=1999-01-01, end=open
        tie, acme > basf, business, begin=2001-03-01, end=open
    """

    assert ("embedded", sort) == origins(ask(record, text))["basf"]


def test_a_joint_agreement_does_not_stand_before_itself(record):
    """Three sign together: neither of the two others was the way to the other."""
    text = "agreement, joint_venture: acme; basf; nec, begin=2001-03-01, end=open"

    assert {"unknown"} == {origin for origin, _ in origins(ask(record, text)).values()}


def test_an_undated_meeting_with_somebody_between_cannot_be_told(record):
    """Whether the third party came before or after is not known."""
    answer = ask(record, BETWEEN.format(origin="event", theirs="1999-01-01", begin="after 1998"))

    assert ("unknown", "stated_origin") == origins(answer)["basf"]
    assert any("is it known to the year when they began" in caveat for caveat in answer.caveats)


def test_a_begin_known_to_the_year_has_a_day_before_and_a_decade_has_none(record):
    """The last day on which it had certainly not begun."""
    year = ask(record, BETWEEN.format(origin="", theirs="1999-01-01", begin="2001"))
    decade = ask(record, BETWEEN.format(origin="", theirs="1999-01-01", begin="2001..2004"))

    assert ("embedded", "unknown") == (origins(year)["basf"][0], origins(decade)["basf"][0])


def test_one_of_our_people_who_belonged_to_the_partner_stands_between(record):
    """Ada was at the university when the contract was signed."""
    text = """
        tie, ada > uni, affiliation, employee, id=place, begin=1990-01-01, end=open
        agreement, research: acme; uni, id=deal, begin=2001-03-01, end=open
    """
    answer = ask(record, text)

    assert ("embedded", "place") == origins(answer)["uni"]
    assert ("deal", "place") == ties(answer)["uni"].evidence


def test_a_tie_older_than_its_persons_place_came_with_the_person(record):
    """Ada knew NEC two years before there was a firm."""
    answer = ask(record, "tie, ada > nec, social, friend, id=old, begin=1994-01-01, end=open")

    assert ("embedded", "older") == origins(answer)["nec"]


def test_a_firms_older_tie_is_not_brought_along(record):
    """A person who joins later and knew the partner before that did not bring what the firm had already."""
    text = """
        actor, eve, kind=person
        tie, eve > acme, affiliation, employee, begin=2003-01-01, end=open
        tie, acme > nec, business, id=first, begin=2000-01-01, end=open
        tie, eve > nec, social, id=hers, begin=2001-01-01, end=open
    """

    assert ("unknown", "nothing") == origins(ask(record, text))["nec"]


def test_a_partner_taken_up_again_is_a_repeated_partner(record):
    """Two years after the first contract ended comes another; it counts as a new tie, and as embedded."""
    text = """
        agreement, supply: acme; basf, id=first, begin=1998-01-01, end=1999-01-01
        agreement, supply: acme; basf, id=second, begin=2001-01-01, end=open
    """
    rows = ask(record, text).part("ties").rows

    assert [("nothing", ("first",)), ("repeated_partner", ("second", "first"))] == [
        (row.values["decided_by"], row.evidence) for row in rows
    ]


def test_a_relationship_counts_once(record):
    """A friendship and a contract with the same organisation and its people are one, from the friendship's day."""
    text = """
        actor, otto, kind=person
        tie, otto > basf, affiliation, employee, begin=1990, end=open
        tie, ada > otto, social, friend, id=friends, begin=1999-01-01, end=open, origin=event
        agreement, supply: acme; basf, id=deal, begin=2001-03-01, end=open
    """
    answer = ask(record, text)

    assert ["basf"] == list(ties(answer))
    assert "1999-01-01" == ties(answer)["basf"].values["begun"]
    assert {"friends", "deal"} == set(ties(answer)["basf"].evidence)


def test_introductions_roles_and_contacts_with_third_parties_are_statements(record):
    """Who introduced us, a relative, and a meeting with somebody else that led to it."""
    text = """
        actor, aunt, kind=person
        tie, acme > basf, business, begin=2001, end=open, introduced_by=uni
        tie, ada > aunt, family, relative, begin=1970, end=open
        tie, acme > nec, business, id=led, begin=2001, end=open
        interaction, meeting: acme; uni, id=talk, begin=2000, led_to=led
        tie, acme > bayer, business, id=alone, begin=2001, end=open
        interaction, meeting: acme; bayer, begin=2000, led_to=alone
        interaction, message: acme; uni, begin=2000, led_to=alone
    """
    found = origins(ask(record, text))

    assert ("embedded", "introduced_by") == found["basf"]
    assert ("embedded", "role") == found["aunt"]
    assert ("embedded", "led_to") == found["nec"]
    assert ("unknown", "nothing") == found["bayer"]


def test_statements_that_disagree_follow_the_first_tie_or_cancel_out(record):
    """A searched contract after an inherited friendship is embedded; of two undated ones nobody knows."""
    text = """
        tie, ada > basf, social, id=one, begin={}, end=open, origin=inherited
        tie, acme > basf, business, id=two, begin=2001-03-01, end=open, origin=search
    """

    assert ("embedded", "stated_origin") == origins(ask(record, text.format("1998-01-01")))["basf"]
    assert ("unknown", "statements_disagree") == origins(ask(record, text.format("unknown")))["basf"]


def test_staff_are_no_partners(record):
    """A group of employees told as a community is not a relationship that was built."""
    text = "actor, crew, kind=community\ntie, acme > crew, affiliation, employee, begin=2000, end=open, origin=hired"

    assert {} == ties(ask(record, text))


def test_the_share_is_compared_with_a_random_choice(record):
    """On the last day of February the university and NEC could be chosen as well; one of three had somebody between."""
    text = """
        tie, acme > uni, scientific, id=ours, begin=1998-01-01, end=open
        tie, uni > basf, scientific, begin=1999-01-01, end=open
        tie, nec > bayer, business, begin=1999-01-01, end=open
        tie, acme > basf, business, id=new, begin=2001-03-01, end=open
    """
    rows = measured(ask(record, text))

    assert 1.0 == rows["somebody_between"].values["value"]
    # BASF, NEC and Bayer were at risk; of them BASF alone knew somebody we knew
    assert 1 / 3 == pytest.approx(rows["somebody_between_by_chance"].values["value"])
    assert rows["somebody_between_by_chance"].values["low"] is None
    assert "Too few to compare: 1 dated relationship." == rows["somebody_between"].note


def test_with_enough_dated_relationships_the_range_by_chance_is_given(record):
    """Six partners met one after the other, each with half of the strangers known through the university."""
    lines = ["tie, acme > uni, scientific, begin=1998-01-01, end=open"]
    for number in range(6):
        lines += [f"actor, near{number}", f"actor, far{number}"]
        lines += [f"tie, uni > near{number}, social, begin=1999-01-01, end=open"]
        lines += [f"tie, far{number} > nec, social, begin=1999-01-01, end=open"]
        lines += [f"tie, acme > near{number}, business, begin=2001-03-0{number + 1}, end=open"]
    row = measured(ask(record, "\n".join(lines)))["somebody_between_by_chance"].values

    # NEC and six strangers are far each time; of the near ones six, then five, down to one
    expected = [near / (near + 7) for near in range(6, 0, -1)]
    assert sum(expected) / 6 == pytest.approx(row["value"])
    assert 0 <= row["low"] <= row["value"] <= row["high"] < 1


def test_the_intervals_are_named(record):
    """What they cover and how they were made is said, and no bare p-value stands anywhere."""
    shape = ask(record, "tie, acme > basf, business, begin=2001, end=open, origin=search").part("embedded")

    assert (0.95, 1) == (shape.level, shape.n)
    assert "Jeffreys" in shape.method
    assert "Poisson-binomial" in shape.method


# the verdict


def test_every_pair_of_sides_stands_in_one_row_of_the_table():
    """Complete and free of contradictions."""
    intents = get_parameter("path_dependence", "intent_sides")
    sides = get_parameter("path_dependence", "origin_sides")
    verdicts = {"path_dependent", "deliberate", "mixed", "cannot_tell"}

    for intent, origin in product(intents, sides):
        assert 1 == sum(intent in row.intent and origin in row.origin for row in load_verdicts())
        assert decide(intent, origin).verdict in verdicts
        assert decide(intent, origin).reference
    named = {side for row in load_verdicts() for side in (*row.intent, *row.origin)}
    assert named == {*intents, *sides}


@pytest.mark.parametrize(
    ("embedded", "searched", "side"),
    [
        (0, 0, "unknown"), (2, 0, "unknown"), (3, 0, "mostly_embedded"), (2, 1, "mostly_embedded"),
        (0, 3, "mostly_searched"), (1, 2, "mostly_searched"), (2, 2, "both"), (3, 2, "both"), (4, 2, "mostly_embedded"),
    ],
)  # fmt: skip
def test_two_thirds_of_three_or_more_make_a_side(embedded, searched, side):
    """Thresholds of ours, from the parameters."""
    assert side == find_origin_side(embedded, searched)[0]


INTENT = {
    "plan": "firm.portfolio_plan, yes",
    "department": "firm.alliance_function, department",
    "chief_executive": "firm.alliance_function, chief_executive",
    "rules": "firm.selection_rule, yes",
    "none": "firm.alliance_function, none",
    "unknown": "firm.employees, 9",
}
EMBEDDED = "\n".join(
    f"tie, acme > {partner}, business, id={partner}-tie, begin=2001, end=open, origin=inherited"
    for partner in ("basf", "bayer", "nec", "uni")
)


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("plan", "deliberate"), ("department", "deliberate"), ("chief_executive", "mixed"),
        ("rules", "path_dependent"), ("none", "path_dependent"), ("unknown", "cannot_tell"),
    ],
)  # fmt: skip
def test_embedded_ties_are_judged_by_what_is_meant_with_them(record, side, expected):
    """A deliberate network can be made of embedded ties; without a word on intent nobody can tell."""
    answer = ask(record, EMBEDDED + f"\nassessment, acme, {INTENT[side]}, id=said")

    assert (expected, "mostly_embedded", side) == verdict(answer)
    (row,) = answer.part("verdict").rows
    assert ("said" in row.evidence) == (side != "unknown")
    assert {"basf-tie", "uni-tie"} <= set(row.evidence)


def test_the_furthest_reaching_side_of_intent_counts_and_the_others_are_named(record):
    """A department, overseen by the chief executive."""
    text = "\n".join(f"assessment, acme, {INTENT[side]}" for side in ("chief_executive", "department"))
    (row,) = ask(record, text).part("verdict").rows

    assert "department" == row.values["intent_side"]
    assert "Also: chief executive." in row.values["decided_by"]


def test_statements_of_intent_that_exclude_each_other_tell_nothing(record):
    """Somebody and nobody on one day; the record's contradiction is said and cited."""
    text = "\n".join(f"assessment, acme, {INTENT[side]}, begin=2001" for side in ("none", "department"))
    answer = ask(record, text)

    assert ("cannot_tell", "unknown", "unknown") == verdict(answer)
    assert "exclude each other" in answer.part("verdict").rows[0].values["decided_by"]
    assert any("exclude each other" in row.note for row in answer.part("intent").rows)


def test_the_label_of_a_study_is_never_read(record):
    """What somebody else concluded is no evidence for the conclusion."""
    text = EMBEDDED + "\nassessment, acme, firm.portfolio_strategy, deliberate"

    assert "cannot_tell" == verdict(ask(record, text))[0]


def test_an_empty_record_cannot_tell(record):
    """Parts say what is missing."""
    answer = ask(record, "")

    assert ("cannot_tell", "unknown", "unknown") == verdict(answer)
    assert () == answer.part("ties").rows == answer.part("embedded").rows
    assert "Cannot tell" in answer.part("embedded").empty
    assert any("we have had none by this day" in caveat for caveat in answer.caveats)


def test_the_lens_applies(record):
    """People folded change nothing; kinds, an earlier day and actors imagined away do."""
    text = BETWEEN.format(origin="", theirs="1999-01-01", begin="2001-03-01")

    assert origins(ask(record, text)) == origins(ask(record, text, level="organisations"))
    assert ["basf"] == list(ties(ask(record, text, kinds=("business",))))
    assert ["uni"] == list(ties(ask(record, text, as_of=date(2000, 1, 1))))
    assert ("unknown", "nothing") == origins(ask(record, text, without=("uni",)))["basf"]


@pytest.mark.parametrize(
    ("lens", "sort"),
    [
        ({"kinds": ("scientific", "business")}, "route"), ({"kinds": ("business", "social")}, "nothing"),
        ({"formal_only": True}, "nothing"), ({"minimum_strength": 0.4}, "route"),
        ({"minimum_strength": 0.9}, "nothing"),
    ],
)  # fmt: skip
def test_the_lens_decides_which_ties_among_others_count(record, lens, sort):
    """The third party's tie to the partner is scientific, informal and of medium strength."""
    text = """
        tie, acme > uni, business, id=ours, begin=1998-01-01, end=open, formality=formal, strength=1
        tie, uni > basf, scientific, begin=1999-01-01, end=open, strength=0.5
        tie, acme > basf, business, begin=2001-03-01, end=open, formality=formal, strength=1
    """

    assert sort == origins(ask(record, text, **lens))["basf"][1]


def test_an_affiliation_among_others_always_leads_on(record):
    """NEC belongs to BASF's group; asked for business ties alone the route still stands."""
    text = """
        tie, acme > nec, business, begin=1998-01-01, end=open
        tie, nec > basf, affiliation, group_company, begin=1999-01-01, end=open
        tie, acme > basf, business, begin=2001-03-01, end=open
    """

    assert ("embedded", "route") == origins(ask(record, text, kinds=("business",)))["basf"]


def test_a_rival_brings_nobody_together(record):
    """BASF competes with a customer of ours; that is no route to BASF."""
    text = """
        tie, acme > nec, business, customer, begin=1998-01-01, end=open
        tie, nec > basf, business, competitor, begin=1999-01-01, end=open
        tie, acme > basf, business, begin=2001-03-01, end=open
    """

    assert ("unknown", "nothing") == origins(ask(record, text))["basf"]


def test_work_done_together_is_no_tie_until_one_is_recorded(record):
    """A contact has no end; it is left to the ties and agreements that came of it."""
    text = "interaction, joint_work: acme; basf, begin=2000"

    assert {} == ties(ask(record, text))


def test_without_a_firm_there_is_nobody_to_ask_for(record):
    """The refusal names the remedy."""
    with pytest.raises(NoFirmError):
        PathDependence().answer(Network.of(record("actor, basf"), Lens(as_of=DAY)))


# against the network itself

NAMES = ("acme", "a", "b", "c", "d")
pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, 20), st.integers(1, 20)).filter(
    lambda tie: tie[0] != tie[1]
)


def make_record(held):
    first = date(2001, 1, 1)
    entries = [
        Tie(
            id=f"t{number}",
            sender=sender,
            receiver=receiver,
            kind="business",
            begin=on_day(first + timedelta(days=begin)),
            end=on_day(first + timedelta(days=begin + length)) if length < 20 else OPEN,
        )
        for number, (sender, receiver, begin, length) in enumerate(held)
    ]
    actors = [Actor(id=name, name=name, kind="organisation") for name in NAMES]
    own = Assessment(id="own", subject="acme", instrument="record", item="focal_firm", value=True)
    return MemoryRecord(name="example", held=(*actors, *entries, own))


def tied_to(network, actor):
    ties = network.ties
    return {
        int(there)
        for one, two in zip(ties.sender.tolist(), ties.receiver.tolist(), strict=True)
        for here, there in ((one, two), (two, one))
        if here == actor
    }


@given(st.lists(pairs, max_size=10))
def test_what_stood_before_is_what_the_network_of_the_day_before_shows(held):
    """The same as building the network of the day before anew and walking two steps in it."""
    network = Network.of(make_record(held), Lens(as_of=date(2002, 1, 1)))
    new_ties = find_new_ties(network)
    structure = Structure(network, new_ties)
    firm = network.get_firm()
    for new in new_ties:
        before = network.on(structure.day_before(new))
        through = tied_to(before, firm) & (tied_to(before, new.other) - {firm})
        judged = structure.judge(new)

        assert new.other not in tied_to(before, firm)
        expected = "repeated_partner" if new.earlier else "route" if through else None
        assert expected == (judged.decided_by if judged else None)


@given(st.lists(pairs, max_size=10), st.integers(0, 9))
def test_taking_an_entry_away_never_adds_somebody_between(held, number):
    """Less on record, never more routes to the partners still there."""

    def embedded(record):
        network = Network.of(record, Lens(as_of=date(2002, 1, 1)))
        new_ties = find_new_ties(network)
        structure = Structure(network, new_ties)
        return {new.cited: structure.judge(new) is not None for new in new_ties}

    whole = make_record(held)
    kept = tuple(entry for entry in whole.held if entry.id != f"t{number}")
    less = embedded(MemoryRecord(name="example", held=kept))
    more = embedded(whole)

    assert all(more[cited] or not found for cited, found in less.items() if cited in more)


def test_statements_are_read_without_structure(record):
    """Nobody said anything of this tie."""
    network = Network.of(record(PEOPLE + "tie, acme > basf, business, begin=2001"), Lens(as_of=DAY))
    (new,) = find_new_ties(network)

    assert Statements(network).judge(new) is None
