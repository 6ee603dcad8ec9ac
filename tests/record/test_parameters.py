"""Parameters: numbers with unit and reference, read from files."""

from datetime import date
from importlib.resources import files

import pytest

from bridgehead.record.parameters import Parameter, UnknownParameterError, get_parameter, load_parameters

FILES = ("tie_strength", "passing_on", "reach", "dependence")


@pytest.mark.parametrize("file", FILES)
def test_every_parameter_has_unit_description_and_reference(file):
    """A number nobody can trace has no place in an answer."""
    for parameter in load_parameters(file).values():
        assert parameter.unit
        assert parameter.description.endswith(".")
        assert parameter.reference


def test_a_dated_parameter_holds_from_its_day():
    """Before its first day the earliest value holds; afterwards the newest that has begun."""
    parameter = Parameter(
        name="ceiling",
        values=((date(2003, 1, 1), 10), (date(2005, 1, 1), 20)),
        unit="EUR",
        description="A ceiling.",
        reference="a law",
    )

    assert [parameter.on(date(year, 6, 1)) for year in (2000, 2004, 2005)] == [10, 10, 20]
    assert parameter.value == 20


def test_an_unknown_parameter_names_those_there_are():
    """With the nearest one first."""
    with pytest.raises(UnknownParameterError, match="Did you mean 'p_min'"):
        get_parameter("passing_on", "pmin")


def test_the_files_ship_with_the_package():
    """They are read as resources of the package."""
    assert files("bridgehead").joinpath("parameters", "reach.yaml").is_file()
