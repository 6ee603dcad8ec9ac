"""What fields say, in words: also where the record names what it does not hold."""

import pytest

from bridgehead.network.network import Network
from bridgehead.present.links import NO_LINKS
from bridgehead.record.entries import TYPE_BY_WORD, Actor, Agreement, Assessment, Interaction, Presence, Tie
from bridgehead.record.record import MemoryRecord
from bridgehead.sources._fields import field_shapes
from bridgehead.web.entries.facts import Teller
from bridgehead.web.entries.words import get_help, get_label, get_part_labels, is_first
from bridgehead.web.snapshot import Snapshot


def make_teller(*entries):
    held = MemoryRecord(name="here", held=entries)
    return Teller(
        snapshot=Snapshot(record=held, version=0, held=entries), links=NO_LINKS, network=lambda: Network.of(held)
    )


def tell(entry, *others):
    """What an entry's fields say, by their name."""
    facts, _ = make_teller(entry, *others).tell(entry)
    return {fact.name: [(item.text, item.more) for item in fact.values] for fact in facts}


def test_each_part_of_a_pair_is_told():
    """A party has its share beside it where one is known."""
    agreement = Agreement(
        id="g", form="joint_venture", parties=(("a", 0.51), ("b", None)), profit_shares=(("a", 0.5, None),)
    )

    told = tell(agreement, Actor(id="a", kind="organisation", name="Acme"))

    assert [("Acme", "0.51"), ("b", "")] == told["parties"]
    assert [("Acme", "0.5, —")] == told["profit_shares"]


@pytest.mark.parametrize(("amount", "told"), [(1234567.0, "1234567"), (1234567.25, "1234567.25"), (0.3, "0.3")])
def test_a_number_is_told_to_its_last_digit(amount, told):
    """An amount in millions is no power of ten."""
    sale = Interaction(id="s", kind="sale", participants=(("a", ""), ("b", "")), amount=amount)

    assert [(told, "")] == tell(sale)["amount"]


def test_what_is_named_and_not_there_is_told_by_its_id():
    """A dangling id stays readable, and leads nowhere."""
    teller = make_teller()

    assert ("gone", "") == (teller.describe("gone"), teller.link("gone"))


def test_an_entry_that_is_no_actor_is_told_in_one_line():
    """A tie that something rests on is told by its names."""
    tie = Tie(id="t", sender="a", receiver="b", kind="business", role="customer")

    told = tell(Presence(id="p", actor="a", market="DE", rests_on=("t",)), tie)

    assert [("a and b, business, customer", "")] == told["rests_on"]
    assert [("Germany", "")] == told["market"]


def test_an_item_that_no_list_knows_is_told_all_the_same():
    """What an older record assessed is still read."""
    assert [("old item", "")] == tell(Assessment(id="s", subject="DE", instrument="x", item="old_item", value=True))[
        "item"
    ]


@pytest.mark.parametrize(("said", "told"), [(None, None), (True, [("yes", "")]), (False, [("no", "")])])
def test_no_is_told_only_where_it_was_said(said, told):
    """Yes, no and unknown are three things; what nobody filled in is not told as no."""
    assert told == tell(Actor(id="a", kind="organisation", name="Acme", is_multinational=said)).get("is_multinational")
    assert "one_way" not in tell(Tie(id="t", sender="a", receiver="b", kind="social"))


def test_a_judgement_of_no_is_told():
    """An assessment that says no says something."""
    assessment = Assessment(id="s", subject="DE", instrument="readiness", item="trust", value=False)

    assert [("no", "")] == tell(assessment)["value"]


@pytest.mark.parametrize("word", sorted(TYPE_BY_WORD))
def test_every_field_has_words(word):
    """No field is shown by the name it has in code, and each part of a pair has its own."""
    for name, shape in field_shapes(word).items():
        assert get_label(word, name)
        assert isinstance(get_help(word, name), str)
        assert len(get_part_labels(word, name)) == (len(shape.kinds) if len(shape.kinds) > 1 else 0)
    assert any(is_first(word, name) for name in field_shapes(word))
