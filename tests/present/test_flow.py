"""Flows: as lines in a terminal and as a drawing."""

import io
import re
import xml.etree.ElementTree as ET  # our own drawings only
from itertools import combinations

import pytest
from rich.console import Console

from bridgehead.answers import Column
from bridgehead.present.flow import Arc, find_flows, write_flows
from bridgehead.present.flow_figure import draw_flows
from bridgehead.present.flow_layout import BOX, lay_out_flows
from bridgehead.present.layout import lay_out
from bridgehead.present.text import print_answer
from madeupshapes import build_counts, build_flow

SVG = "{http://www.w3.org/2000/svg}"


def read(shape):
    """The flows of a table."""
    (block,) = lay_out(shape).blocks
    return find_flows(block)


def test_rows_send_what_columns_receive():
    """Nothing and cannot tell are no flows."""
    flows = read(build_flow())

    assert ("Firm", "Customers", "Suppliers") == flows.nodes
    assert [
        ("Firm", "Customers", 12), ("Firm", "Suppliers", 3), ("Customers", "Firm", 5), ("Customers", "Customers", 4),
        ("Suppliers", "Firm", 2),
    ] == [(arc.sender, arc.receiver, arc.count) for arc in flows.arcs]  # fmt: skip


def test_words_are_what_flows_and_their_number_how_much():
    """An empty cell is no flow; a row and a column of one name are one end, whatever their capitals."""
    flows = read(build_counts(((("research", "joint_work"), ()), ((), ("support",))), reading="flow", kind="word"))

    assert (Arc(sender="n0", receiver="n0", count=2, words=("research", "joint work")),) == flows.arcs[:1]
    assert ("n0", "n1") == flows.nodes


def test_a_column_beside_the_answer_and_a_yes_are_no_flows():
    """Only counts and what flows are."""
    shape = build_counts(((1, 5), (True, 2)), reading="flow", names=("us", "all"))
    beside = (*shape.columns[:2], Column(name="c1", label="all", kind="count", beside=True))

    flows = read(type(shape)(columns=beside, rows=shape.rows, reading="flow"))

    assert [("us", "us", 1)] == [(arc.sender, arc.receiver, arc.count) for arc in flows.arcs]


def test_each_flow_is_a_line_with_a_bar():
    """The largest has the longest; where there is no room for bars the figures stand alone."""
    lines = list(write_flows(read(build_flow()), 100))
    narrow = list(write_flows(read(build_flow()), 32))

    assert "Firm \N{RIGHTWARDS ARROW} Customers       12  " + "\N{FULL BLOCK}" * 30 == lines[0]
    assert lines[2].startswith("Customers \N{RIGHTWARDS ARROW} Firm        5  " + "\N{FULL BLOCK}" * 12)
    assert "Firm \N{RIGHTWARDS ARROW} Customers       12" == narrow[0]


def test_nothing_that_flows_is_no_line_and_no_drawing():
    """Its table stands all the same."""
    flows = read(build_counts(((0, None), (0, 0)), reading="flow"))

    assert [] == list(write_flows(flows, 80))
    assert draw_flows(flows, "Flows", "f") is None


def test_an_answer_shows_lines_and_matrix(make_answer):
    """Both, one below the other."""
    stream = io.StringIO()
    print_answer(make_answer(build_flow()), Console(file=stream, width=100))
    lines = [line.rstrip() for line in stream.getvalue().splitlines()]

    assert any(line.startswith(" Suppliers \N{RIGHTWARDS ARROW} Firm") for line in lines)
    assert any(line.split() == ["From", "Firm", "Customers", "Suppliers"] for line in lines)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 8, 12])
def test_boxes_stand_apart_and_inside_the_drawing(count):
    """Curves, heads and figures too."""
    cells = tuple(tuple(1 + (row + column) % 3 for column in range(count)) for row in range(count))

    layout = lay_out_flows(read(build_counts(cells, reading="flow")))

    for left, right in combinations(layout.boxes.values(), 2):
        assert abs(left.x - right.x) >= BOX or abs(left.y - right.y) >= left.height
    for _, curve in layout.curves:
        for x, y in (*curve.head, curve.label, curve.points[0], curve.points[3]):
            assert 0 <= x <= layout.width
            assert 0 <= y <= layout.height


def test_a_flow_and_its_answer_do_not_lie_on_each_other():
    """Each bows to its own side, and each figure stands nearer to its sender."""
    layout = lay_out_flows(read(build_counts(((0, 2), (2, 0)), reading="flow")))
    (_, there), (_, back) = layout.curves

    assert there.label[1] < back.label[1]
    assert there.label[0] < back.label[0]


def test_the_line_is_as_wide_as_the_count_and_says_it():
    """Direction is told by a head, not by colour."""
    drawing = draw_flows(read(build_flow()), "Knowledge", "f")
    root = ET.fromstring(drawing.svg)  # noqa: S314 - our own drawing
    widths = {
        group.find(f"{SVG}title").text: float(group.find(f"{SVG}path").get("stroke-width"))
        for group in root.iter(f"{SVG}g")
        if group.find(f"{SVG}path") is not None
    }

    assert widths["Firm to Customers: 12"] == max(widths.values())
    assert widths["Suppliers to Firm: 2"] == min(widths.values())
    assert 5 == len(list(root.iter(f"{SVG}polygon")))
    assert {"12", "3", "5", "4", "2"} <= set(re.findall(r"<text[^>]*>([^<]+)</text>", drawing.svg))


def test_the_drawing_is_read_out_with_every_flow():
    """Title and description are what it is labelled by."""
    root = ET.fromstring(draw_flows(read(build_flow()), "Knowledge", "f").svg)  # noqa: S314 - our own drawing

    assert ("img", "f-title f-desc") == (root.get("role"), root.get("aria-labelledby"))
    assert "Customers to Customers: 4; Suppliers to Firm: 2." in root.find(f"{SVG}desc").text


def test_what_flows_is_said_where_it_is_known():
    """On hover and read out."""
    flows = read(build_counts(((("research", "support"),),), reading="flow"))

    assert "n0 to n0: 2 (research, support)" in draw_flows(flows, "Knowledge", "f").svg


def test_too_many_ends_leave_the_least_busy_to_the_table():
    """The remark says how many flows are not drawn."""
    cells = tuple(tuple(1 if row != column else 0 for column in range(14)) for row in range(14))

    drawing = draw_flows(read(build_counts(cells, reading="flow")), "Knowledge", "f")

    assert f"{14 * 13 - 12 * 11} more flows are in the table and not drawn." in drawing.remark
