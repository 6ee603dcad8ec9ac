"""Values as people read them."""

import pytest

from bridgehead.answers import ActorRef, Chance, Column, MarketRef, Row
from bridgehead.present.values import (
    DASH,
    Writer,
    build_writers,
    count_decimals,
    get_heading,
    get_sort_key,
    write_figure,
)
from bridgehead.record.dates import read_when


def write(value, kind="text", values=None):
    """A value as its column would write it."""
    column = Column(name="x", label="X", kind=kind)
    return Writer.of(column, values if values is not None else (value,)).write(value)


@pytest.mark.parametrize(
    ("expected", "value", "kind"),
    [
        (DASH, None, "number"),
        ("cannot tell", None, "yes_no"),
        ("yes", True, "yes_no"),
        ("no", False, "yes_no"),
        ("joint venture", "joint_venture", "word"),
        ("joint_venture", "joint_venture", "text"),
        ("1996", 1996, "count"),
        ("12,345", 12345, "count"),
        ("25%", 0.25, "share"),
        ("0.4%", 0.004, "share"),
        ("2,000", 2000, "money"),
        ("0.50", 0.5, "money"),
        ("before 1999", read_when("before 1999"), "day"),
        (f"Ada; {DASH}", (ActorRef("a", "Ada"), None), "actor"),
        ("none", (), "actor"),
        ("Germany", MarketRef("DE", "Germany"), "market"),
        ("nan", float("nan"), "number"),
    ],
)
def test_a_value_is_written_by_the_kind_of_its_column(expected, value, kind):
    """Figures get their units and separators, gaps a dash or words, references their names."""
    assert expected == write(value, kind)


def test_figures_of_one_column_get_the_same_decimals_and_separators():
    """The largest figure decides for all."""
    column = [3.5, 20000.25]

    assert ["3.5", "20,000.2"] == [write(value, "number", column) for value in column]


@pytest.mark.parametrize(
    ("expected", "numbers"), [(0, []), (0, [1, 2.0]), (2, [0.5, 3]), (1, [512.5]), (3, [0.004, 1.0])]
)
def test_decimals_follow_the_size_of_the_figures(expected, numbers):
    """Whole numbers get none, small figures more than large ones."""
    assert expected == count_decimals("number", numbers)


def test_figures_that_measure_different_things_get_what_each_needs():
    """Without common decimals a budget of 20,500.5 leaves a count of 2 whole."""
    writer = Writer(Column(name="limit", label="Limit", kind="number"))

    assert ["20,500.5", "2"] == [writer.write(value) for value in (20500.5, 2)]


def test_columns_that_measure_the_same_share_their_decimals():
    """Value, low and high of an estimate are written alike."""
    columns = tuple(Column(name=name, label=name, kind="share") for name in ("value", "low"))
    rows = (Row(values={"value": 0.5, "low": 0.001}),)

    value, low = build_writers(columns, rows, alike=("value", "low"))

    assert ("50.0%", "0.1%") == (value.write(0.5), low.write(0.001))


def test_a_heading_names_its_unit():
    """The unit stands once, above the figures."""
    assert "Distance (km)" == get_heading(Column(name="d", label="Distance", unit="km"))


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (0.3, Chance(value=0.3, low=0, high=1, label="possible")),
        (1.0, True),
        (None, None),
        (None, ()),
        (7, 7),
        ("Ada", ActorRef("a", "Ada")),
        ("Ada, Bo", (ActorRef("a", "Ada"), ActorRef("b", "Bo"))),
    ],
)
def test_columns_are_sorted_by_figures_where_there_are_any(expected, value):
    """A chance sorts by its value, names by their words, and gaps have no key."""
    assert expected == get_sort_key(value)


@pytest.mark.parametrize(
    ("expected", "value"), [("0.125", 0.125), ("99,999.5", 99999.5), ("1,000,000", 999999.7), ("2,500,000", 2.5e6)]
)
def test_a_figure_alone_is_never_a_power_of_ten(expected, value):
    """Costs in millions are told in whole units."""
    assert expected == write_figure(value)
