"""Timelines: as years in a terminal and as a drawing."""

import io
import re
import xml.etree.ElementTree as ET  # our own drawings only
from itertools import combinations, pairwise

import pytest
from rich.cells import cell_len
from rich.console import Console

from bridgehead.answers import Column, Row, Timeline
from bridgehead.present.layout import lay_out
from bridgehead.present.text import print_answer
from bridgehead.present.timeline_figure import draw_timeline
from bridgehead.present.timeline_layout import CELL, WIDTH, lay_out_timeline
from bridgehead.present.values import DASH
from bridgehead.record.dates import read_when
from madeupshapes import build_years

SVG = "{http://www.w3.org/2000/svg}"
ENTRIES = (
    ("1997-03", "First sale abroad"),
    (None, "A friend introduces a professor"),
    ("1996..2001", "Reference centre"),
    ("before 1996", "Shared laboratory"),
    ("1996", "First instrument"),
    ("1996-05-02", "Founded"),
    ("after 2003", "Subsidiary"),
    ("unknown", "Bank loan"),
)


def show(answer, width=100):
    """What a terminal of a width shows."""
    stream = io.StringIO()
    print_answer(answer, Console(file=stream, width=width))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def place(shape, *, most=400, most_names=60):
    """The layout of a timeline's dated entries."""
    return lay_out_timeline(lay_out(shape).blocks[0], most=most, most_names=most_names)


def test_years_head_the_entries_in_order_and_the_undated_stand_apart(make_answer):
    """A date is written as it is; one that says no more than its year stands on the year's own line."""
    lines = show(make_answer(build_years(*ENTRIES)))
    start = lines.index("Timeline")

    assert [
        " Before 1996   Shared laboratory",
        " 1996          First instrument",
        "   1996..2001  Reference centre",
        "   1996-05-02  Founded",
        " 1997",
        "   1997-03     First sale abroad",
        " After 2003    Subsidiary",
        "",
        " Without a date (2)",
    ] == lines[start + 3 : start + 12]
    assert f" {DASH}             A friend introduces a professor" in lines
    assert " unknown       Bank loan" in lines


def test_several_entries_of_a_year_and_no_more_share_its_line(make_answer):
    """The year is not said again."""
    lines = show(make_answer(build_years(("2001", "a"), ("2001", "b"), ("2001-02", "c"))))

    assert [" 2001       a", "            b", "   2001-02  c"] == lines[lines.index(" 2001       a") :][:3]


def test_a_timeline_without_entries_says_what_is_missing(make_answer):
    """In its own words; one without dates has no drawing."""
    empty = Timeline(columns=build_years(*ENTRIES).columns, empty="Nothing dated.")
    undated = build_years((None, "Somehow"))

    assert " Nothing dated." in show(make_answer(empty))
    assert [draw_timeline(block, "T", "p") for block in lay_out(empty).blocks] == [None]
    assert [draw_timeline(block, "T", "p") for block in lay_out(undated).blocks] == [None]


def test_days_are_points_and_other_dates_bars():
    """What nothing bounds reaches to the edge and is open there."""
    marks = {mark.text: mark for lane in place(build_years(*ENTRIES)).lanes for mark in lane.marks}

    assert marks["Founded"].start == marks["Founded"].end
    assert marks["First instrument"].start < marks["Founded"].start < marks["First instrument"].end
    assert marks["First instrument"].start == marks["Reference centre"].start
    assert (True, False) == (marks["Shared laboratory"].is_open_left, marks["Shared laboratory"].is_open_right)
    assert (False, True) == (marks["Subsidiary"].is_open_left, marks["Subsidiary"].is_open_right)
    assert marks["Shared laboratory"].end <= marks["First instrument"].start


def test_what_is_open_at_both_ends_of_a_drawing_has_two_points(make_answer):
    """A bar that nothing bounds on one side, and another on the other, each end in a point."""
    svg = draw_timeline(lay_out(build_years(("before 2001", "a"), ("after 2001", "b"))).blocks[0], "T", "p").svg

    assert [5, 5] == [len(points.split()) for points in re.findall(r'points="([^"]+)"', svg)]


def test_lanes_come_from_the_first_column_of_words():
    """In the order of their first entries; what has no word is a lane that says so."""
    entries = (("2001", "a", "business"), ("2000", "b", "joint_work"), ("2002", "c", None), ("2003", "d", "business"))

    lanes = place(build_years(*entries, lanes=True)).lanes

    assert ["joint work", "business", "cannot tell"] == [lane.name for lane in lanes]
    assert [["b"], ["a", "d"], ["c"]] == [[mark.text for mark in lane.marks] for lane in lanes]
    assert all(upper.bottom == lower.top for upper, lower in pairwise(lanes))


def test_lanes_are_named_in_the_drawing():
    """At their left, with a line between them."""
    block = lay_out(build_years(("2001", "a", "business"), ("2002", "b", "joint_work"), lanes=True)).blocks[0]
    words = re.findall(r"<text[^>]*>([^<]+)</text>", draw_timeline(block, "T", "p").svg)

    assert {"business", "joint work", "a", "b", "2001", "2002"} == set(words)


@pytest.mark.parametrize("words", [["same"] * 12, [f"word {number}" for number in range(12)]])
def test_one_word_or_too_many_make_no_lanes(words):
    """Then all entries share the drawing."""
    entries = [(f"20{number:02}", f"entry {number}", word) for number, word in enumerate(words)]

    assert [""] == [lane.name for lane in place(build_years(*entries, lanes=True)).lanes]


def test_names_and_marks_never_overlap_and_stay_inside():
    """Right of the mark, left of it, or above a bar that leaves no room beside it."""
    long = "A very long account of what happened on that day and why it mattered so much"
    entries = [(f"{1990 + number % 12}-0{1 + number % 9}", f"{number} {long}") for number in range(30)]
    entries += [("1990..2001", f"The whole time, {long}"), ("2001-12-30", f"At the end, {long}")]

    layout = place(build_years(*entries))
    marks = [mark for lane in layout.lanes for mark in lane.marks]

    assert {"right", "left", "above"} == {mark.side for mark in marks}
    spans = [(mark.y, *span(mark)) for mark in marks]
    assert all(left >= 0 and right <= WIDTH for _, left, right in spans)
    for (y, left, right), (other_y, other_left, other_right) in combinations(spans, 2):
        assert y != other_y or right <= other_left or other_right <= left


def span(mark):
    """From where to where a mark with its name reaches."""
    wide = cell_len(mark.name) * CELL
    name = (mark.name_x - wide, mark.name_x) if mark.side == "left" else (mark.name_x, mark.name_x + wide)
    return min(mark.start, name[0]), max(mark.end, name[1])


def test_every_entry_is_a_link_with_a_name():
    """The keyboard reaches it, and a screen reader says date and words."""
    svg = draw_timeline(lay_out(build_years(*ENTRIES)).blocks[0], "Milestones", "answer-1-2").svg
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    links = {link.find(f"{SVG}title").text: link.get("href") for link in root.iter(f"{SVG}a")}

    assert ("group", "answer-1-2-timeline-title answer-1-2-timeline-desc") == (
        root.get("role"), root.get("aria-labelledby")
    )  # fmt: skip
    assert 6 == len(links)
    assert ("#answer-1-2-row-1", "#answer-1-2-row-4") == (
        links["before 1996: Shared laboratory"], links["1996-05-02: Founded"]
    )  # fmt: skip
    assert root.find(f"{SVG}desc").text.startswith("6 entries, from before 1996 to after 2003.")


def test_too_many_entries_lose_their_names_and_then_their_place():
    """Neither silently."""
    many = build_years(*((f"{1600 + number}", f"entry {number}") for number in range(405)))
    (block,) = lay_out(many).blocks

    drawing = draw_timeline(block, "T", "p")

    assert "5 more entries are in the table and not drawn." in drawing.remark
    assert all(not mark.name for lane in place(many).lanes for mark in lane.marks)
    assert [1600, 1650, 1700] == [year for year, _ in place(many).years][:3]


def test_an_entry_without_words_is_named_by_its_date():
    """There is nothing else to name it by."""
    shape = Timeline(
        columns=(Column(name="day", label="Day", kind="day"),), rows=(Row(values={"day": read_when("2001-05-01")}),)
    )

    (lane,) = place(shape).lanes

    assert ["2001-05-01"] == [mark.text for mark in lane.marks]
