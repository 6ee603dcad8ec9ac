"""Programmes by what people call them."""

import pytest

from bridgehead.record.entries import Programme
from bridgehead.record.programmes import UnknownProgrammeError, get_programmes

CLUB = Programme(id="sensor:club", owner="acme", name="Users' Club")
CIRCLE = Programme(id="circle", owner="acme", name="Circle")


@pytest.mark.parametrize("asked", ["sensor:club", "club", "users' club", " Users' Club "])
def test_a_programme_answers_to_its_ids_and_its_name(asked):
    """Its whole id, the id within its case, and its name in any letters."""
    assert (CLUB,) == get_programmes([CLUB, CIRCLE], asked)


def test_programmes_of_one_name_are_all_meant():
    """Nothing tells two of the same name apart but their ids."""
    other = Programme(id="other:club", owner="acme", name="Club of others")

    assert (CLUB, other) == get_programmes([CLUB, CIRCLE, other], "club")


def test_an_unknown_programme_is_told_with_those_there_are():
    """The nearest first, then all."""
    with pytest.raises(
        UnknownProgrammeError, match=r"No programme 'Circus'. Did you mean 'Circle'\? .* are: Circle, U"
    ):
        get_programmes([CLUB, CIRCLE], "Circus")


def test_a_record_without_programmes_says_so():
    """There is nothing to choose from."""
    with pytest.raises(UnknownProgrammeError, match="holds none yet"):
        get_programmes([], "club")
