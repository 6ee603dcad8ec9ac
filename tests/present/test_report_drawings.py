"""Matrices, flows, timelines and estimates in the HTML report."""

import re
from datetime import date

import pytest

from bridgehead.answers import ActorRef, Column, Routes, Row, Step, Table
from bridgehead.answers.shapes import RouteRow
from bridgehead.present.glossary import Glossary
from bridgehead.present.heads import Head, build_head_rows
from bridgehead.present.layout import lay_out
from bridgehead.present.palette import get_ground
from bridgehead.present.report import read_style, render_report
from bridgehead.present.table_cells import CellBuilder
from bridgehead.present.values import DASH
from bridgehead.record.parameters import get_parameter
from colours import contrast
from madeupshapes import build_counts, build_estimates, build_flow, build_matrix_table, build_years


def render(*answers, **facts):
    """A report of answers."""
    return render_report(answers, title="T", firm="F", made_on=date(2026, 11, 22), **facts)


def build_cells(shape):
    """The cells of a shape's first block, row by row."""
    block = lay_out(shape).blocks[0]
    builder = CellBuilder(block, Glossary())
    return [builder.build_row(row) for row in block.rows]


def get_heads(html):
    """The heading cells of a page: (scope, columns, rows, words)."""
    found = re.findall(r'<th scope="(col|colgroup)"([^>]*)>([^<]*)</th>', html)
    return [
        (scope, *(int(find_number(name, rest)) for name in ("colspan", "rowspan")), text) for scope, rest, text in found
    ]


def find_number(name, attributes):
    """The figure of an attribute, 1 where it is not there."""
    match = re.search(rf'{name}="(\d+)"', attributes)
    return match.group(1) if match else "1"


def test_headings_span_their_columns(make_answer):
    """Screen readers are told which columns each heading stands for."""
    heads = get_heads(render(make_answer(build_matrix_table())))

    assert ("col", 1, 2, "Firm") == heads[0]
    assert [("colgroup", 2, 1, "Education of"), ("colgroup", 2, 1, "Joint decisions with the")] == heads[1:3]
    assert ("colgroup", 3, 1, "Direct contact between") == heads[3]
    assert ("col", 1, 2, "Sources") == heads[4]
    assert ("col", 1, 1, "Customers and suppliers") == heads[-1]


def test_every_heading_knows_its_column():
    """Also those in the second row, so that sorting finds the right cells."""
    upper, lower = build_head_rows(
        (Head(text="a"), Head(text="b", group="x"), Head(text="c", beside=True, is_numeric=True)), sources="Sources"
    )

    assert [(0, 2), (None, 1), (2, 2), (3, 2)] == [(cell.column, cell.down) for cell in upper]
    assert [1] == [cell.column for cell in lower]
    assert ["", "span", "number beside", "sources"] == [cell.css for cell in upper]


def test_headings_without_spans_are_one_row():
    """As in any list."""
    (row,) = build_head_rows((Head(text="a"), Head(text="b")), sources="")

    assert [("a", 0, 1), ("b", 1, 1)] == [(cell.text, cell.column, cell.down) for cell in row]


def test_words_of_a_cell_stand_below_each_other_and_empty_cells_are_empty():
    """A gap is a dash that says what it means."""
    air, _, cell = build_cells(build_matrix_table())

    assert 3 == air[1].html.count("<li>")
    assert "local market" in air[1].html
    assert "" == air[2].html
    assert f'title="cannot tell">{DASH}</abbr>' in cell[3].html


def test_the_more_a_cell_holds_the_darker_its_ground():
    """Nothing has no ground of its own, a zero stands back, and what stands beside the answer is not shaded."""
    (row,) = build_cells(build_counts(((0, 1, 6, 12, None),)))

    assert ["", "number quiet", "number shade-1", "number shade-2", "number shade-4", "number"] == [c.css for c in row]
    columns = (Column(name="a", label="A"), Column(name="b", label="B", kind="count", beside=True))
    beside = Table(columns=columns, rows=(Row(values={"a": "x", "b": 9}),), reading="matrix")
    assert ["", "number"] == [cell.css for cell in build_cells(beside)[0]]


def test_cells_of_single_words_and_of_yes_are_not_shaded():
    """They are no amounts, and less than nothing is not more."""
    columns = tuple(Column(name=name, label=name) for name in "abcd")
    row = Row(values={"a": "x", "b": "strong", "c": True, "d": -3})

    assert ["", "", "", ""] == [
        cell.css for cell in build_cells(Table(columns=columns, rows=(row,), reading="matrix"))[0]
    ]


def test_a_matrix_keeps_its_order(make_answer):
    """There is nothing to sort by; a list can be sorted."""
    html = render(make_answer(build_matrix_table()))

    assert 'class="scroll wide matrix spanned"' in html
    assert "sortable" not in re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL)


def test_the_meaning_of_a_column_names_the_heading_above_it(make_answer):
    """Two columns of one name are not confused."""
    html = render(make_answer(build_matrix_table()))

    assert "<dt>Education of: Customers</dt><dd>Education of Customers.</dd>" in html
    assert "<dt>Joint decisions with the: Customers</dt>" in html


def test_flows_and_timelines_stand_above_their_tables(make_answer):
    """The drawing first, the table beneath, and each entry of a timeline leads to its row."""
    html = render(make_answer(build_flow(), build_years(("2001", "a"), (None, "b"))))

    assert html.index('id="answer-1-1-flows-title"') < html.index('id="answer-1-1-row-1"')
    assert html.index('href="#answer-1-2-row-1"') < html.index('id="answer-1-2-row-1"')
    assert "Without a date (1)" in html
    assert 2 == html.count('<figure class="drawing">')


def test_dates_are_sorted_as_days():
    """By the first day they can mean, else by the last; the unknown last."""
    rows = build_cells(build_years(("before 1996", "a"), ("1996-05", "b")))
    undated = Table(columns=build_years().columns, rows=build_years(("unknown", "c")).rows)

    assert ["1995-12-31", "1996-05-01"] == [row[0].sort for row in rows]
    assert "" == build_cells(undated)[0][0].sort


def test_an_interval_is_drawn_beside_its_value():
    """Low and high stand beside it; figures of one unit get the same decimals."""
    months, share = build_cells(build_estimates(("t", "months", 120.0, 90.0, None), ("s", "share", 0.625, 0.41, 0.81)))

    assert "<svg" in months[2].html
    assert "<svg" not in months[3].html
    assert months[2].html.startswith("120<svg")
    assert share[2].html.startswith("0.62<svg")


def test_a_choice_says_first_what_it_reached(every_shape):
    """And how far that is proven."""
    assert "<strong>Expected credibility reach: 5.75.</strong> Proven best among all 16 sets." in render(every_shape)


def test_a_table_of_routes_does_not_say_the_target_again(every_shape, make_answer):
    """The chain ends with it; what is not always the target stays."""
    ada, bo = ActorRef("a", "Ada"), ActorRef("b", "Bo")
    columns = (Column(name="target", label="To", kind="actor"), Column(name="via", label="Via", kind="actor"))
    row = RouteRow(values={"target": bo, "via": ada}, steps=(Step(sender=ada, receiver=bo),))

    heads = [text for *_, text in get_heads(render(make_answer(Routes(columns=columns, rows=(row,)))))]

    assert ["Route", "Via"] == heads[:2]
    assert "To" not in heads[:3]
    assert "Market" in [text for *_, text in get_heads(render(every_shape))]


def test_the_contents_name_a_lens_only_where_it_leaves_something_out(make_answer, every_shape):
    """Everything known goes without saying there."""
    plain = make_answer(build_flow(), lens={})

    assert '<span class="when">2001-06-30</span>' in render(plain)
    assert '<span class="when">2001-06-30; imagined without' in render(every_shape)


def test_of_several_firms_each_answer_names_its_own(make_answer):
    """One that compares them all names them all, and stands under its question alone."""
    own = make_answer(build_flow(), question="own", title="What is ours?")
    shared = make_answer(build_matrix_table(), question="shared", title="How do we compare?")

    html = render(own, shared, compared={"shared": ("Air", "Beat")})

    assert ">Nordlys Sensorteknik AB: What is ours?</h2>" in html
    assert ">How do we compare?</h2>" in html
    assert "<dt>Firms</dt><dd><bdi>Air</bdi>; <bdi>Beat</bdi></dd>" in html
    assert ">What is ours?</h2>" in render(own)


def test_an_answer_without_a_firm_names_none(nothing):
    """Neither in its heading nor among its facts."""
    html = render(nothing, compared={})

    assert "<dt>Firm" not in html
    assert f">{nothing.title}</h2>" in html


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_words_are_legible_on_every_shade(ground):
    """A contrast of 7:1 (WCAG 2.2, 1.4.6), and quiet zeros at least 4.5:1 on the page's own ground."""
    words, faint, page = {"light": ("#1c2733", "#4d5866", "#ffffff"), "dark": ("#e8ecf1", "#a9b4c1", "#12161c")}[ground]
    shades = [shade[ground] for shade in get_parameter("presentation", "shades")]

    assert all(contrast(words, shade) >= 7 for shade in shades)
    assert contrast(faint, page) >= 4.5
    assert all(f".shade-{number}{{background:{shade}}}" in read_style() for number, shade in enumerate(shades, start=1))


def test_lines_of_flows_stand_out_from_the_page():
    """A contrast of 3:1 (WCAG 2.2, 1.4.11)."""
    assert contrast(get_ground("flow"), "#ffffff") >= 3
    assert contrast("#7dbde8", "#12161c") >= 3
