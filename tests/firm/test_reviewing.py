"""What a person is asked about a record, and what their answers write."""

from datetime import date

import pytest

from bridgehead.firm import init
from bridgehead.firm.reviewing import (
    add_second_hand,
    describe_actors,
    find_employers_to_place,
    find_open_candidates,
    find_strongest_contacts,
    judge,
    place_actor,
)
from bridgehead.firm.terse import TerseLineError
from bridgehead.record.entries import Assessment, Evidence, Judgement, Tie
from bridgehead.record.markets import UnknownMarketError
from bridgehead.record.record import find_entries

ON = date(2024, 5, 1)
LINES = (
    "Anna Berg, friend, strong, at Polar Works",
    "Bo Ek, customer, weak, at Polar Works",
    "Cia Dahl, customer, at Polar Work",
    "Dan Falk, supplier, FI, at Aurora",
)


@pytest.fixture
def firm(tmp_path):
    with init(tmp_path / "firm.bridgehead", "Acme Polymers", "SE", by="Ada") as opened:
        opened.add(*LINES, on=ON)
        yield opened


def test_a_judgement_is_written_once_and_can_be_undone(firm):
    """The pair leaves the list when it is judged and comes back when that is undone."""
    [found] = find_open_candidates(firm.entries())
    assert ("typed:polar-work", "typed:polar-works") == (found.left, found.right)

    judge(firm.store, found, "same", by="Ada", on=ON)
    assert () == find_open_candidates(firm.entries())
    assert 1 == len(find_entries(firm.entries(), Judgement))

    firm.undo()
    assert (found,) == find_open_candidates(firm.entries())


def test_joining_an_employer_with_a_placed_one_places_its_people(firm):
    """Cia's employer turns out to be Polar Works, which is in Finland."""
    place_actor(firm.store, "typed:polar-works", "Finland", by="Ada", on=ON)
    [found] = find_open_candidates(firm.entries())

    judge(firm.store, found, "same", by="Ada", on=ON)

    network = firm.network(as_of=ON)
    assert "FI" == network.actor(network.actors.find("Cia Dahl")).market


def test_employers_are_asked_by_how_many_they_place(firm):
    """Those with a market, and people with one, are not asked about."""
    found = find_employers_to_place(firm.entries(), ON)

    assert [("Polar Works", 2), ("Polar Work", 1)] == [(one.actor.name, one.contacts) for one in found]


def test_stating_an_employers_market_places_its_people(firm):
    """The employer's market is stated, its people's inferred, in one transaction."""
    change = place_actor(firm.store, "typed:polar-works", "fi", by="Ada", on=ON)

    assert "FI" == firm.get("typed:polar-works").market
    inferred = {one.subject: one.value for one in find_entries(firm.entries(), Assessment) if one.item == "market"}
    assert {"typed:anna-berg": "FI", "typed:bo-ek": "FI"} == inferred

    firm.undo(change.transaction)
    assert None is firm.get("typed:polar-works").market


def test_a_market_nobody_knows_is_refused(firm):
    """Nothing is written."""
    with pytest.raises(UnknownMarketError):
        place_actor(firm.store, "typed:polar-works", "Nowhereland", by="Ada", on=ON)


def test_profiles_say_what_tells_actors_apart(firm):
    """Sources and ties, by the names of the others."""
    profile = describe_actors(firm.entries(), ["typed:anna-berg"])["typed:anna-berg"]

    assert ("typed in by Ada",) == profile.sources
    assert (2, ("friend: Acme Polymers", "affiliation: Polar Works")) == (profile.n_ties, profile.ties)


def test_the_strongest_contacts_come_first(firm):
    """Strong before weak before unknown, and those of one strength by name."""
    found = find_strongest_contacts(firm.network(as_of=ON))

    assert ["Anna Berg", "Bo Ek", "Cia Dahl", "Dan Falk"] == [actor.name for actor in found]


def test_second_hand_ties_are_told_with_less_confidence(firm):
    """Whom Anna knows is a tie of hers, stated by us, and reach goes through her."""
    add_second_hand(firm.store, "typed:anna-berg", "Maria Rossi, IT", by="Ada", on=ON)

    [tie] = [tie for tie in find_entries(firm.entries(), Tie) if tie.receiver == "typed:maria-rossi"]
    [evidence] = [entry for entry in find_entries(firm.entries(), Evidence) if entry.id in tie.evidence]
    assert "typed:anna-berg" == tie.sender
    assert ("stated", 0.5) == (evidence.basis, evidence.confidence)


def test_a_contact_does_not_know_themselves(firm):
    """A line that names the contact is refused."""
    with pytest.raises(TerseLineError, match="the contact asked about"):
        add_second_hand(firm.store, "typed:anna-berg", "Anna Berg", by="Ada", on=ON)


def test_several_second_hand_contacts_are_one_change(firm):
    """What is told of one contact at once is taken back at once; where a line makes no sense, none is added."""
    [anna] = [actor.id for actor in firm.entries() if getattr(actor, "name", "") == "Anna Berg"]
    before = len(firm.entries())

    with pytest.raises(TerseLineError):
        add_second_hand(firm.store, anna, "Kenji Tanaka, JP", "Maria Rossi, IT, frend", by="Ada", on=ON)
    assert before == len(firm.entries())

    add_second_hand(firm.store, anna, "Kenji Tanaka, JP", "Maria Rossi, IT", by="Ada", on=ON)
    firm.undo()
    assert before == len(firm.entries())
