"""Estimates with their intervals."""

import io
import re

import pytest
from rich.console import Console

from bridgehead.answers import Column, Estimate, Row
from bridgehead.present.intervals import (
    Interval,
    build_axes,
    build_unit_writers,
    draw_interval,
    get_interval,
    join_intervals,
    write_interval,
)  # fmt: skip
from bridgehead.present.layout import lay_out
from bridgehead.present.text import print_answer
from bridgehead.present.values import DASH, Writer
from bridgehead.record.dates import read_when
from madeupshapes import build_estimates


def lay(shape):
    """The one block of an estimate."""
    (block,) = lay_out(shape).blocks
    return block


def show(answer, width=100):
    """What a terminal shows."""
    stream = io.StringIO()
    print_answer(answer, Console(file=stream, width=width))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("expected", "value", "low", "high"),
    [
        ("0.63 (0.41 to 0.81)", 0.63, 0.41, 0.81),
        ("0.63 (up to 0.81)", 0.63, None, 0.81),
        ("0.63 (0.41 or more)", 0.63, 0.41, None),
        ("0.63", 0.63, None, None),
        (f"{DASH} (0.41 to 0.81)", None, 0.41, 0.81),
        (DASH, None, None, None),
    ],
)
def test_an_interval_is_written_behind_its_value(expected, value, low, high):
    """A side that cannot be told is said in words."""
    writer = Writer(Column(name="value", label="Value", kind="number"))

    assert expected == write_interval(Interval(value=value, low=low, high=high), writer)


def test_a_terminal_shows_value_low_and_high_in_one_column(make_answer):
    """What cannot be told at all is a dash."""
    shape = build_estimates(("Embedded", "share", 0.63, 0.41, 0.81), ("Planned", "share", None, None, None), unit="x")
    lines = show(make_answer(shape))

    assert " Quantity  Unit   Value (low to high, x)" in lines
    assert " Embedded  share  0.63 (0.41 to 0.81)" in lines
    assert f" Planned   share  {DASH}" in lines


def test_figures_of_one_unit_share_their_decimals_and_their_axis():
    """Months are not measured on the line of shares."""
    block = lay(build_estimates(("t", "months", 120.0, 90.0, None), ("s", "share", 0.625, 0.41, 0.81)))
    axes, writers = build_axes(block), build_unit_writers(block)

    assert {"months": (0.0, 120.0), "share": (0.0, 0.81)} == {
        unit: (axis.start, axis.end) for unit, axis in axes.items()
    }
    assert ("120", "0.62") == (writers["months"].write(120.0), writers["share"].write(0.625))


def test_shares_are_drawn_from_none_to_all():
    """Whatever the rows hold; what falls below nothing still fits its line."""
    share = lay(build_estimates(("s", None, 0.2, 0.1, 0.3), kind="share"))
    change = lay(build_estimates(("c", None, -0.5, -2.0, 1.0)))

    assert [(0.0, 1.0)] == [(axis.start, axis.end) for axis in build_axes(share).values()]
    assert [(-2.0, 1.0)] == [(axis.start, axis.end) for axis in build_axes(change).values()]


def test_a_dot_stands_between_its_whiskers():
    """Nothing is drawn of what nobody can tell; an axis without length has its middle."""
    block = lay(build_estimates(("a", "x", 2.0, 1.0, 4.0), ("b", "x", 2.0, None, 4.0), ("c", "x", None, None, None)))
    axis = build_axes(block)["x"]
    whole, open_, nothing = (draw_interval(get_interval(row), axis) for row in block.rows)

    assert [4, 3, 1] == [svg.count("<line") for svg in (whole, open_, nothing)]
    assert [1, 1, 0] == [svg.count("<circle") for svg in (whole, open_, nothing)]
    assert axis.place(1.0) < float(re.search(r'cx="([\d.]+)"', whole).group(1)) < axis.place(4.0)
    flat = build_axes(lay(build_estimates(("z", "x", 0.0, None, None))))["x"]
    assert 48.0 == flat.place(0.0)


def test_an_estimate_without_bounds_is_an_ordinary_table():
    """Nothing is joined or drawn."""
    shape = Estimate(columns=(Column(name="value", label="Value", kind="number"),), rows=(Row(values={"value": 1.0}),))

    block = lay(shape)

    assert "list" == block.reading
    assert block is join_intervals(block)


def test_an_estimate_that_is_no_number_is_shown_as_it_is(make_answer):
    """A date is never lost for want of an interval."""
    lines = show(make_answer(build_estimates(("First sale", "", read_when("before 2000"), None, None))))

    assert any("before 2000" in line for line in lines)


def test_one_observation_is_one():
    """Grammar follows the number."""
    assert ("1 observation.",) == lay_out(Estimate(columns=(), n=1)).remarks
