"""Whom to ask, what is overdue, what to add."""

from datetime import date

import pytest

import bridgehead as bh
from bridgehead.firm.next_steps import find_next_steps
from bridgehead.network.network import Network
from bridgehead.record.dates import OPEN, read_when
from bridgehead.record.entries import Actor, Agreement, Assessment, Obligation, Tie
from bridgehead.record.record import MemoryRecord

FIRM = (
    Actor(id="us", kind="organisation", name="Acme", market="SE"),
    Assessment(id="own", subject="us", instrument="record", item="focal_firm", value=True),
)
KARL = Actor(id="karl", kind="person", name="Karl Ek", market="SE")
MILL = Actor(id="mill", kind="organisation", name="Mill", market="SE")
YUKI = Actor(id="yuki", kind="person", name="Yuki Mori", market="JP")


def tie(sender, receiver, **fields):
    return Tie(
        id=f"{sender}-{receiver}", sender=sender, receiver=receiver, **({"kind": "social", "end": OPEN} | fields)
    )


def steps_of(*entries, as_of=date(2024, 1, 1)):
    """The three steps by name."""
    record = MemoryRecord("test", entries)
    network = Network.of(record, bh.Lens(as_of=as_of))
    return {step.name: step for step in find_next_steps(network, entries)}


def test_whom_to_ask_stands_first_on_the_best_route():
    """Karl knows Yuki; we know Karl."""
    began = {"begin": read_when("2020")}

    step = steps_of(*FIRM, KARL, YUKI, tie("us", "karl", **began), tie("karl", "yuki", **began))["ask"]

    assert "Karl Ek, who can lead you to Yuki Mori (JP)" in step.sentence
    assert "bridgehead ask introductions --to 'Yuki Mori'" == step.command


def test_one_of_our_own_people_may_be_whom_to_ask():
    """Karl works for us and knows Yuki: nobody outside needs asking."""
    began = {"begin": read_when("2020")}

    step = steps_of(
        *FIRM, KARL, YUKI, tie("karl", "us", kind="affiliation", role="employee", **began), tie("karl", "yuki", **began)
    )["ask"]

    assert "Karl Ek, who can lead you to Yuki Mori" in step.sentence


def test_nobody_is_to_be_asked_where_all_is_direct():
    """It says so."""
    assert "nobody" in steps_of(*FIRM, YUKI, tie("us", "yuki", begin=read_when("2020")))["ask"].sentence


def test_a_record_without_a_firm_asks_whose_it_is():
    """With the command that says so."""
    assert "bridgehead edit --firm NAME" == steps_of(KARL)["ask"].command


def test_what_has_been_owed_longest_is_named():
    """Debtor, creditor, what, since when, and how many more."""
    agreement = Agreement(
        id="g", parties=(("us", None), ("yuki", None)), form="research", begin=read_when("2020"), end=OPEN
    )
    owed = [
        Obligation(
            id=f"o{year}", agreement="g", debtor="us", creditor="yuki", deliverable="a report", due=read_when(year)
        )
        for year in ("2022-03-01", "2021-03-01")
    ]

    step = steps_of(*FIRM, YUKI, agreement, *owed)["overdue"]

    assert "Acme owes Yuki Mori a report, overdue since 2021-03-02; 1 more." in step.sentence


def test_what_is_only_possibly_overdue_is_said_so():
    """The due day is a year that has not ended."""
    owed = Obligation(
        id="o", agreement="g", debtor="us", creditor="yuki", deliverable="a report", due=read_when("2024")
    )

    assert "perhaps overdue" in steps_of(*FIRM, YUKI, owed, as_of=date(2024, 6, 1))["overdue"].sentence


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), "whom you know"),
        ((KARL, tie("us", "karl")), "whom Karl Ek knows; 1 of your contacts stand alone"),
        ((KARL, YUKI, tie("us", "karl"), tie("us", "yuki", strength="strong")), "whom Yuki Mori knows; 2 of"),
        (
            (KARL, Actor(id="bo", kind="person", name="Bo"), tie("us", "karl"), tie("karl", "bo")),
            "the market of Bo; 1 actors have none",
        ),
        ((KARL, YUKI, tie("us", "karl"), tie("karl", "yuki")), "nothing is plainly missing"),
        ((KARL, MILL, tie("us", "karl"), tie("karl", "mill", kind="affiliation")), "whom Karl Ek knows; 1 of"),
        ((KARL, MILL, tie("us", "mill"), tie("karl", "mill", kind="affiliation")), "nothing is plainly missing"),
        ((KARL, tie("us", "karl"), tie("karl", "us", role="customer")), "whom Karl Ek knows; 1 of"),
    ],
    ids=[
        "nobody",
        "alone",
        "strongest",
        "no market",
        "complete",
        "an employer is no acquaintance",
        "a member is known",
        "told twice",
    ],
)
def test_what_to_add_is_the_gap_that_costs_most(entries, expected):
    """Nobody known; contacts whose contacts are unknown, the strongest first; contacts without a market."""
    assert expected in steps_of(*FIRM, *entries)["add"].sentence


def test_whom_contacts_know_is_asked_by_a_review():
    """The command beside the sentence is the one that takes the answer."""
    assert "bridgehead review --second-hand" == steps_of(*FIRM, KARL, tie("us", "karl"))["add"].command
