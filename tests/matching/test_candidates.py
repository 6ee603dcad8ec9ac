"""Pairs that may be one: found, explained, never asked twice."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.matching.blocking import count_words, find_pairs
from bridgehead.matching.candidates import Candidate, find_candidates, keep_open
from bridgehead.matching.likeness import Rarity, compare_names
from bridgehead.matching.names import read_organisation, read_person
from bridgehead.record.dates import read_when
from bridgehead.record.entries import Actor, Judgement


def firm(id_, name, market=None, **more):
    return Actor(id=id_, kind="organisation", name=name, market=market, **more)


def person(id_, name, **more):
    return Actor(id=id_, kind="person", name=name, **more)


def only(actors, **options):
    [found] = find_candidates(actors, **options)
    return found


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        (firm("a", "Aurora AB"), firm("b", "Aurora Aktiebolag"), "same name, written otherwise"),
        (firm("a", "Aurora Werke AB"), firm("b", "Aurora Werke"), "same name but for legal form"),
        (firm("a", "Aurora"), firm("b", "AURORA"), "same name"),
        (firm("a", "Zorza Polarna"), firm("b", "Zorza Polama"), "names differ by two letters"),
        (firm("a", "Nordljus Instrument"), firm("b", "Nordljos Instrument"), "names differ by one letter"),
        (firm("a", "Bayerische Motoren Werke AG"), firm("b", "BMW AG"), "one is the initials of the other"),
        (firm("a", "Nordljus Sensor Instrument"), firm("b", "Nordljus Sensor"), "one name holds the other"),
        (firm("a", "Nordljus Instrumentering"), firm("b", "Nordljuset Instrument Systems"), "names are"),
        (person("a", "Anna Berg"), person("b", "A. Berg"), "same name but for initials"),
        (person("a", "Anna M. Lindqvist"), person("b", "Ana Maria Lindkvist"), "initials fit, other names are alike"),
    ],
)  # fmt: skip
def test_a_candidate_says_in_words_why(left, right, reason):
    """The first reason tells what the names have in common."""
    found = only([left, right], least=0.01)

    assert ("a", "b") == (found.left, found.right)
    assert found.reasons[0].startswith(reason)


def test_markets_identifiers_and_forms_are_among_the_reasons():
    """What speaks for and against stands beside the names."""
    same = (("phone", "+46 8 123 456 78"), ("website", "www.aurora.se"))
    actors = [
        firm("a", "Aurora Fond IV AB", "SE", identifiers=same),
        firm("b", "Aurora Fond V Oy", "FI", identifiers=(*same, ("pic", "999999999"))),
    ]

    found = only(actors, least=0.0)

    assert "their numbers differ" in found.reasons
    assert "legal forms differ (AB, OY)" in found.reasons
    assert "same telephone number 46812345678" in found.reasons
    assert "same domain aurora.se" in found.reasons
    assert "one is in SE, the other in FI" in found.reasons


def test_context_moves_the_confidence_the_right_way():
    """A common market and domain raise it; another market and another number of which there is one lower it."""
    base = [firm("a", "Aurora Werke"), firm("b", "Aurora Werk")]
    plain = only(base, least=0.0).confidence

    def with_both(market, **more):
        return only(
            [replace(base[0], market="SE", **more), replace(base[1], market=market, **more)], least=0.0
        ).confidence

    assert with_both("FI") < plain < with_both("SE") < with_both("SE", identifiers=(("website", "aurora.se"),))
    numbers = [replace(one, identifiers=(("pic", f"99999999{place}"),)) for place, one in enumerate(base)]
    assert only(numbers, least=0.0).confidence < plain
    assert "their PIC numbers differ" in only(numbers, least=0.0).reasons


def test_kinds_are_never_mixed():
    """A person and a firm of one name are two."""
    assert () == find_candidates([person("a", "Anna Berg"), firm("b", "Anna Berg")], least=0.0)


def test_an_alias_is_a_name_as_well():
    """A former name brings two together."""
    assert ("same name",) == only([firm("a", "Zenith", aliases=("Aurora",)), firm("b", "Aurora")]).reasons


def test_names_without_a_word_are_no_candidates():
    """Punctuation is no name."""
    assert () == find_candidates([firm("a", "--"), firm("b", "--")], least=0.0)
    assert () == find_candidates([])


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_judged_pairs_are_not_asked_again(verdict):
    """A judgement settles a pair; once it is withdrawn the pair is asked about again."""
    actors = [firm("a", "Aurora"), firm("b", "Aurora AB")]
    judged = Judgement(id="j", left="b", right="a", verdict=verdict)

    assert () == find_candidates(actors, [judged])
    assert 1 == len(find_candidates(actors, [replace(judged, withdrawn=read_when("2024"))]))


def test_of_actors_judged_the_same_one_stands_for_all():
    """Two spellings judged the same are asked about once, and a verdict on one holds for the other."""
    actors = [firm("a", "Aurora"), firm("b", "Aurora AB"), firm("c", "Aurora Oy")]
    same = Judgement(id="j", left="a", right="b", verdict="same")

    assert 1 == len(find_candidates(actors, [same]))
    assert () == find_candidates(actors, [same, Judgement(id="k", left="b", right="c", verdict="different")])


def test_a_verdict_on_one_who_was_withdrawn_holds_for_its_twin():
    """Whoever was judged the same as b is no more; c was judged to be another than that one."""
    same = Judgement(id="j", left="a", right="b", verdict="same")
    different = Judgement(id="k", left="a", right="c", verdict="different")
    actors = [firm("b", "Aurora AB"), firm("c", "Aurora Oy")]

    assert [("b", "c")] == [(found.left, found.right) for found in find_candidates(actors, [same])]
    assert () == find_candidates(actors, [same, different])


def test_candidates_settled_in_the_meantime_are_dropped():
    """Joining a with b and b with c leaves nothing to ask about a and c."""
    found = [Candidate(left=left, right=right, confidence=0.9, reasons=()) for left, right in ("ab", "bc", "ac")]
    judged = [Judgement(id=f"{left}{right}", left=left, right=right, verdict="same") for left, right in ("ab", "bc")]

    assert tuple(found[1:]) == keep_open(found, judged[:1])[0:2]
    assert () == keep_open(found, judged)


NAMES = st.sampled_from(
    ["Aurora", "Aurora AB", "Aurora Werke", "Auora Werke", "Nordljus Instrument", "Nordljus Instruments", "IBM",
     "International Business Machines", "Polar", "Nord ljus Instrument AG", "Zorza", "Zorza 2", "Zorza II"]
)  # fmt: skip
ACTORS = st.lists(st.tuples(NAMES, st.sampled_from([None, "SE", "DE"])), min_size=2, max_size=8)


@given(ACTORS, st.randoms())
def test_order_is_irrelevant(rows, dice):
    """The same candidates come in the same order however actors are handed in."""
    actors = [firm(f"a{place}", name, market) for place, (name, market) in enumerate(rows)]
    mixed = list(actors)
    dice.shuffle(mixed)

    assert find_candidates(actors, least=0.1) == find_candidates(mixed, least=0.1)


@given(ACTORS)
def test_renaming_ids_renames_candidates_and_nothing_else(rows):
    """Confidence and reasons do not depend on ids, nor on which of two is left."""
    actors = [firm(f"a{place}", name, market) for place, (name, market) in enumerate(rows)]
    turned = {actor.id: f"z{len(rows) - place}" for place, actor in enumerate(actors)}

    there = {frozenset((one.left, one.right)): one.confidence for one in find_candidates(actors, least=0.1)}
    renamed = find_candidates([replace(actor, id=turned[actor.id]) for actor in actors], least=0.1)
    back = {frozenset((one.left, one.right)): one.confidence for one in renamed}

    assert {frozenset(turned[id_] for id_ in pair): value for pair, value in there.items()} == pytest.approx(back)


@given(NAMES, NAMES)
def test_likeness_is_symmetric_and_bounded(left, right):
    """Every measure is the same both ways and lies between 0 and 1."""
    names = read_organisation(left), read_organisation(right)
    rarity = Rarity(count_words(names), 2)

    there, back = compare_names(*names, rarity), compare_names(*reversed(names), rarity)

    assert there == back
    for name in there.__slots__:
        assert 0.0 <= getattr(there, name) <= 1.0 + 1e-9


@given(st.text(alphabet="abc. ", min_size=1, max_size=20), st.text(alphabet="abc. ", min_size=1, max_size=20))
def test_likeness_of_any_two_people_is_symmetric(left, right):
    """Ties among equally good matches are broken without regard to which name is left."""
    names = read_person(left), read_person(right)
    rarity = Rarity(count_words(names), 2)

    assert compare_names(*names, rarity) == compare_names(*reversed(names), rarity)


def test_blocking_gives_each_pair_once_and_never_an_actor_with_itself():
    """Pairs are ordered and distinct, whatever brought them together."""
    names = [read_organisation(name) for name in ("Aurora Werke", "Aurora Werke AB", "Zorza", "Aurora")]

    pairs = find_pairs(names, [("mark",)] * 4, count_words(names)).tolist()

    assert sorted({tuple(pair) for pair in pairs}) == [tuple(pair) for pair in pairs]
    assert all(first < second for first, second in pairs)
    assert [0, 1] in pairs


def test_blocking_of_one_name_or_none_is_empty():
    """There is nobody to compare with."""
    assert 0 == len(find_pairs([], [], {}))
    assert 0 == len(find_pairs([read_organisation("Aurora")], [()], {}))


def test_five_thousand_organisations_take_seconds():
    """Work grows with the number of names, not with the number of pairs."""
    syllables = ["ba", "ko", "ri", "nu", "te", "la", "mo", "sy", "ga", "ve"]

    def word(number):
        return "".join(syllables[int(digit)] for digit in f"{number:04d}")

    actors = [firm(f"a{number}", f"{word(number)} {word(number * 7919 % 10_000)} AB") for number in range(5_000)]
    begin = time.process_time()

    found = find_candidates([*actors, firm("copy", f"{actors[17].name[:-3]} Oy")])

    assert ("a17", "copy") in {(one.left, one.right) for one in found}
    assert 30 > time.process_time() - begin
