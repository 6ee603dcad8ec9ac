"""Telling line by line: the record is read once, each line stands at once, and the last can be taken back."""

import datetime as dt

import pytest

import bridgehead as bh
from bridgehead.firm.adding import NobodyError
from bridgehead.firm.telling import Telling
from bridgehead.firm.terse import TerseLineError
from bridgehead.network.network import NoFirmError
from bridgehead.record.entries import Actor, Tie

DAY = dt.date(2024, 5, 1)


@pytest.fixture
def firm(tmp_path):
    """Acme, with Anna Berg in its record."""
    with bh.init(tmp_path / "acme.bridgehead", "Acme", "SE", by="Ada") as made:
        made.add("Anna Berg, distributor, DE", on=DAY)
        yield made


@pytest.fixture
def telling(firm):
    """A telling by Ada."""
    return Telling(firm.store, by="Ada", on=DAY)


def names_of(firm):
    """Names of everybody in the record."""
    return {entry.name for entry in firm.entries() if isinstance(entry, Actor)}


def test_a_line_stands_as_soon_as_it_was_told(telling, firm):
    """In a transaction of its own; later lines know it."""
    first = telling.tell("Wu Li, friend, CN")
    second = telling.tell("Kenji Tanaka, JP, through Wu Li")

    assert first.change.transaction + 1 == second.change.transaction
    assert {"Wu Li", "Kenji Tanaka"} <= names_of(firm)
    assert {"Wu Li", "Kenji Tanaka", "Anna Berg", "Acme"} == set(telling.names)


def test_a_line_that_is_not_understood_changes_nothing(telling, firm):
    """Neither the record nor what is known of it."""
    before = firm.transactions()

    with pytest.raises(TerseLineError):
        telling.tell("Wu Li, frend")

    assert (before, []) == (firm.transactions(), telling.told)


def test_lines_are_taken_back_from_the_last(telling, firm):
    """What was said before stands; a line taken back can be told again."""
    telling.tell("Wu Li, friend, CN")
    telling.tell("Bo Ek, NO")

    back = telling.undo()
    after = names_of(firm)
    telling.tell("Bo Ek, NO")

    assert "Bo Ek" == back.read.name
    assert ("Wu Li" in after, "Bo Ek" in after) == (True, False)
    assert "Bo Ek" in names_of(firm)
    assert [True, True, False] == [telling.undo() is not None for _ in range(3)]


def test_contacts_of_a_contact_are_tied_to_the_contact(firm):
    """The firm gets no tie of its own; nobody's contacts are refused."""
    Telling(firm.store, by="Ada", on=DAY, contact_of="Anna Berg").tell("Kenji Tanaka, JP")

    ties = {(tie.sender, tie.receiver) for tie in firm.entries() if isinstance(tie, Tie)}
    assert {("typed:acme", "typed:anna-berg"), ("typed:anna-berg", "typed:kenji-tanaka")} == ties
    with pytest.raises(NobodyError):
        Telling(firm.store, by="Ada", on=DAY, contact_of="Zog")


def test_a_record_must_say_whose_it_is(tmp_path):
    """Before the first line is typed."""
    with bh.init(tmp_path / "nobody.bridgehead") as nobody, pytest.raises(NoFirmError):
        Telling(nobody.store, by="Ada", on=DAY)
