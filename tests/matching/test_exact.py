"""What joins two actors without asking anybody, and what does not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.matching.exact import EXACT, exact_matches
from bridgehead.record.entries import Actor, Judgement
from bridgehead.record.identity import resolve

ANNA = Actor(id="b:anna", kind="person", name="Anna Berg", identifiers=(("email", "anna@berg.example"),))
OTHER = replace(ANNA, id="a:berg", name="Berg, Anna", identifiers=(("email", "ANNA@berg.example"),))


def pairs(actors, judgements=()):
    return [(one.left, one.right) for one in exact_matches(actors, judgements)]


def test_a_shared_address_joins_two_people():
    """The judgement says who, why, on which day and by what rule."""
    [judged] = exact_matches([ANNA, OTHER], on=date(2024, 5, 1))

    assert ("a:berg", "b:anna", "same", EXACT) == (judged.left, judged.right, judged.verdict, judged.by)
    assert ("2024-05-01", "same e-mail anna@berg.example") == (judged.on.text, judged.reason)


@pytest.mark.parametrize(
    ("scheme", "left", "right"),
    [
        ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("pic", "999999999", "999 999 999"),
        ("vat", "SE556000016701", "se 5560000167-01"),
        ("linkedin", "https://www.linkedin.com/company/x", "linkedin.com/company/x/"),
    ],
)
def test_numbers_that_name_one_actor_join_whatever_the_names(scheme, left, right):
    """A number is given to one actor only."""
    actors = [
        Actor(id=id_, kind="organisation", name=name, identifiers=((scheme, value),))
        for id_, name, value in (("a", "Nordljus", left), ("b", "Aurora", right))
    ]

    assert [("a", "b")] == pairs(actors)


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, kind="organisation"),
        replace(OTHER, name="Bo Ek"),
        replace(OTHER, identifiers=(("phone", "+46812345678"),)),
        replace(OTHER, identifiers=()),
    ],
)
def test_what_does_not_name_one_actor_joins_nobody(other):
    """Not another kind, not an address two strangers share, not a telephone number, not nothing."""
    assert [] == pairs([ANNA, other])


def test_a_shared_mailbox_joins_nobody():
    """Everybody at an office may write from info@."""
    mail = (("email", "info@berg.example"),)

    assert [] == pairs([replace(ANNA, identifiers=mail), replace(OTHER, identifiers=mail)])


def test_numbers_that_differ_keep_actors_apart():
    """Two participant codes are two organisations, though they share a VAT number."""
    actors = [
        Actor(id=id_, kind="organisation", name="Aurora", identifiers=(("vat", "SE556000016701"), ("pic", pic)))
        for id_, pic in (("a", "999999991"), ("b", "999999992"))
    ]

    assert [] == pairs(actors)


def test_an_identifier_of_a_crowd_joins_nobody():
    """What six actors share is a mistake in the data."""
    assert [] == pairs([replace(ANNA, id=f"a{number}") for number in range(6)])


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_pair_once_judged_is_left_alone(verdict):
    """Whatever a person said of the two stands."""
    judged = Judgement(id="j", left="b:anna", right="a:berg", verdict=verdict)

    assert [] == pairs([ANNA, OTHER], [judged])


@given(st.permutations([replace(ANNA, id=f"a{number}") for number in range(4)]))
def test_order_is_irrelevant_and_all_of_a_group_are_joined(actors):
    """Three judgements join four actors, the same ones in any order."""
    found = exact_matches(actors)

    assert exact_matches(sorted(actors, key=lambda actor: actor.id)) == found
    assert {"a0"} == set(resolve([actor.id for actor in actors], found).canonical_by_id.values())
