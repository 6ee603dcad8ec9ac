"""Faults an entry shows by itself."""

import pytest
from hypothesis import given

from bridgehead.record import instruments
from bridgehead.record.dates import read_when
from bridgehead.record.entries import (
    Actor,
    Agreement,
    Assessment,
    Evidence,
    Interaction,
    Judgement,
    Obligation,
    Presence,
    Tie,
)
from bridgehead.record.instruments import UnknownItemError, get_item, load_items
from bridgehead.record.validation import find_faults
from entrystrategies import any_entry


def tie(**fields):
    return Tie(**{"id": "t", "sender": "a", "receiver": "b", "kind": "social"} | fields)


def agreement(**fields):
    return Agreement(**{"id": "g", "parties": (("a", None), ("b", None)), "form": "supply"} | fields)


def assessment(item, value, instrument="firm"):
    return Assessment(id="s", subject="a", instrument=instrument, item=item, value=value)


@pytest.mark.parametrize(
    ("entry", "code", "column"),
    [
        (Actor(id=" ", kind="person", name="A"), "bad-id", "id"),
        (Actor(id="a\n", kind="person", name="A"), "bad-id", "id"),
        (Actor(id="a", kind="human", name="A"), "unknown-word", "kind"),
        (Actor(id="a", kind="person", name="A", market="DEU"), "unknown-market", "market"),
        (Actor(id="a", kind="person", name="A", active_markets=("DE", "de")), "unknown-market", "active_markets"),
        (tie(receiver="a"), "tie-with-itself", "receiver"),
        (tie(strength=1.5), "out-of-range", "strength"),
        (tie(strength=float("nan")), "out-of-range", "strength"),
        (tie(strength="medium"), "out-of-range", "strength"),
        (tie(intimacy=-0.1), "out-of-range", "intimacy"),
        (tie(provides=("finance", "love")), "unknown-word", "provides"),
        (tie(begin=read_when("2002"), end=read_when("2001-12-31")), "reversed-dates", "end"),
        (Interaction(id="i", kind="meeting", participants=()), "no-participants", "participants"),
        (Interaction(id="i", kind="sale", participants=(("a", ""),), amount=-1.0), "out-of-range", "amount"),
        (Interaction(id="i", kind="sale", participants=(("a", ""),), amount=float("inf")), "out-of-range", "amount"),
        (Interaction(id="i", kind="visit", participants=(("a", ""),), place="Sweden"), "unknown-market", "place"),
        (agreement(parties=(("a", None), ("a", None))), "too-few-parties", "parties"),
        (agreement(parties=(("a", 1.2), ("b", None))), "out-of-range", "parties"),
        (agreement(profit_shares=(("a", 0.5, -0.5),)), "out-of-range", "profit_shares"),
        (agreement(exclusive_markets=("EU",)), "unknown-market", "exclusive_markets"),
        (
            Obligation(id="o", agreement="g", debtor="a", creditor="b", deliverable="x", quantity=-1.0),
            "out-of-range",
            "quantity",
        ),
        (Presence(id="p", actor="a", market="XX"), "unknown-market", "market"),
        (Presence(id="p", actor="a", market="DE", sales_share=25.0), "out-of-range", "sales_share"),
        (Evidence(id="e", reference="r", confidence=2.0), "out-of-range", "confidence"),
        (Judgement(id="j", left="a", right="a", verdict="same"), "judged-with-itself", "right"),
        (assessment("foreign_sales_shares", 0.5), "unknown-item", "item"),
        (assessment("foreign_sales_share", 50.0), "wrong-value", "value"),
        (assessment("foreign_sales_share", "half"), "wrong-value", "value"),
        (assessment("employees", True), "wrong-value", "value"),
        (assessment("focal_firm", "yes", "record"), "wrong-value", "value"),
        (assessment("first_foreign_market", 49.0), "wrong-value", "value"),
    ],
)
def test_a_fault_names_its_kind_and_its_field(entry, code, column):
    """Each fault is an error with a stable code, the field and the entry."""
    (fault,) = find_faults(entry)

    assert (code, column, "error", (entry.id,)) == (fault.code, fault.column, fault.level, fault.entries)


def test_a_value_without_bound_is_two_faults():
    """An infinite number is refused whatever its item takes."""
    assert "out-of-range" in {fault.code for fault in find_faults(assessment("employees", float("inf")))}


@given(entry=any_entry)
def test_sound_entries_have_no_faults(entry):
    """What the generators make is sound."""
    assert () == find_faults(entry)


@pytest.mark.parametrize(
    "entry",
    [
        tie(begin=read_when("2001"), end=read_when("2001-06")),
        tie(begin=read_when("2001-06-01"), end=read_when("2001-06-01")),
        tie(begin=read_when("after 2001"), end=read_when("before 2001")),
        tie(strength="weak"),
        Actor(id="a", kind="community", name="Diaspora", market="002"),
        assessment("focal_firm", value=True, instrument="record"),
        assessment("employees", 12.0),
    ],
)
def test_what_may_be_so_is_no_fault(entry):
    """Dates that may be in order, regions and stated words are accepted."""
    expected = ("reversed-dates",) if "after" in entry.begin else ()

    assert expected == tuple(fault.code for fault in find_faults(entry))


def test_a_closed_list_of_words_is_checked(monkeypatch):
    """Where an item lists its words, another word is refused with the nearest."""
    item = next(item for item in load_items().values() if item.words)

    (fault,) = find_faults(assessment(item.name, f"{item.words[0]}x", item.instrument))

    assert f"Did you mean '{item.words[0]}'" in fault.message
    assert () == find_faults(assessment(item.name, item.words[0], item.instrument))


def test_every_item_says_what_it_is():
    """Every item has a description, a kind of value and a reference."""
    assert ("record", "focal_firm") in load_items()
    for item in load_items().values():
        assert item.description
        assert item.reference
        assert item.value in {"number", "share", "word", "yes_no"}


def test_an_unknown_item_or_instrument_is_named_with_the_nearest():
    """The message tells an unknown item from an unknown instrument."""
    with pytest.raises(UnknownItemError, match=r"No item 'employes'.*Did you mean 'employees'"):
        get_item("firm", "employes")
    with pytest.raises(UnknownItemError, match=r"No instrument 'frim'. Did you mean 'firm'"):
        get_item("frim", "employees")
    assert "people" == instruments.get_item("firm", "employees").unit
