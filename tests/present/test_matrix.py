"""Matrices in a terminal."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from bridgehead.answers import Column, Row, Table
from bridgehead.present.layout import lay_out
from bridgehead.present.matrix import build_matrix, draw_matrix, fold
from bridgehead.present.text import print_answer
from bridgehead.present.values import DASH, LEGEND
from madeupshapes import SPANS, build_counts, build_matrix_table


def draw(shape, width=140):
    """The lines of a matrix."""
    (block,) = lay_out(shape).blocks
    return [line.plain for line in draw_matrix(build_matrix(block), width)]


def show(answer, width=100, **options):
    """What a terminal of a width shows."""
    stream = io.StringIO()
    print_answer(answer, Console(file=stream, width=width), **options)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_a_matrix_reads_as_it_stands_in_print():
    """Spanning headings over a rule of their own, words one below the other, empty cells empty, gaps a dash."""
    rule = "\N{BOX DRAWINGS LIGHT HORIZONTAL}"
    expected = [
        "      Education of             Joint decisions with the  Direct contact between",
        f"      {rule * 23}  {rule * 24}  {rule * 52}",
        "Firm  Customers     Suppliers  Customers    Suppliers    Customers   Suppliers        Customers and suppliers",
        rule * 109,
        "Air   seminar                  product                   conference                   product",
        "      support",
        "      local market",
        "",
        "Beat  support                                            conference  standardisation",
        "",
        f"Cell  support       research   {DASH}",
        "      course",
    ]

    assert expected == draw(build_matrix_table())


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 160])
def test_no_width_loses_a_column_or_a_word(width):
    """Where a matrix is too wide it is folded into blocks that each begin with what heads the rows."""
    lines = draw(build_matrix_table(), width)
    text = "\n".join(lines)

    assert width >= max(map(cell_len, lines))
    for word in ("seminar", "support", "local", "market", "product", "conference", "standardisation", "research"):
        assert word in text
    assert 4 == sum(line.count("Suppliers") + line.count("suppliers") for line in lines)
    assert 4 == sum(line.count("Customers") for line in lines)


def test_columns_under_one_heading_stay_together_while_they_fit():
    """The first block ends where a heading ends."""
    (block,) = lay_out(build_matrix_table()).blocks

    folded = [[column.heading for column in kept] for kept in fold(build_matrix(block), 60)]

    assert ["Firm", "Customers", "Suppliers", "Customers", "Suppliers"] == folded[0]
    assert ["Firm", *SPANS["Direct contact between"]] == folded[1]


def test_a_heading_too_broad_for_the_terminal_is_taken_apart():
    """Column by column rather than not at all."""
    (block,) = lay_out(build_matrix_table()).blocks

    folded = [[column.heading for column in kept] for kept in fold(build_matrix(block), 20)]

    assert 7 == len(folded)
    assert all("Firm" == kept[0] and 2 == len(kept) for kept in folded)


def test_an_item_of_several_lines_hangs():
    """So that nobody reads it as two."""
    words = ("joint development of instruments", "support")
    columns = (Column(name="a", label="A"), *(Column(name=f"c{n}", label=f"C{n}") for n in range(3)))
    shape = Table(
        columns=columns, rows=(Row(values={"a": "x", **dict.fromkeys(("c0", "c1", "c2"), words)}),), reading="matrix"
    )

    lines = draw(shape, 52)

    assert any(" of instruments" in line or " instruments" in line for line in lines)
    assert all(line.startswith(("A", "x", " ", "\N{BOX DRAWINGS LIGHT HORIZONTAL}")) for line in lines if line)
    (start,) = {line.index("joint") for line in lines if "joint" in line}
    assert " " == next(line for line in lines if "instruments" in line)[start]


def test_counts_stand_flush_right_without_free_lines_between():
    """A zero is a zero and a gap a dash."""
    lines = draw(build_counts(((0, 12), (None, 7)), names=("Firm", "Customers")))

    assert ["Firm          0         12", f"Customers     {DASH}          7"] == lines[2:]


def test_zeros_stand_back_where_there_is_colour():
    """Only those that are a whole cell."""
    (block,) = lay_out(build_counts(((0, 10), (100, 0)), names=("Firm", "Group 0"))).blocks

    lines = list(draw_matrix(build_matrix(block), 80))

    assert [["0"], ["0"]] == [[line.plain[span.start : span.end] for span in line.spans] for line in lines[2:]]


def test_an_answer_says_what_empty_cells_and_dashes_mean(make_answer):
    """Nothing in the record is not the same as cannot tell."""
    lines = show(make_answer(build_matrix_table()), 140)

    assert " An empty cell means: none in the record." in lines
    assert LEGEND in lines
    assert not any("Left out for width" in line for line in show(make_answer(build_matrix_table()), 40))
    assert not any("empty cell" in line for line in show(make_answer(build_counts(((1,),)))))


def test_sources_are_numbered_in_a_last_column(make_answer):
    """As in any other table."""
    lines = show(make_answer(build_matrix_table()), 140, sources=True)

    assert any(line.endswith("Sources") for line in lines)
    assert 3 == sum(line.endswith("1, 2") for line in lines)


def test_a_list_whose_columns_are_spanned_names_the_span(make_answer):
    """Without a line for it, it stands in front of each heading."""
    shape = build_matrix_table()
    listed = Table(columns=shape.columns[:3], rows=shape.rows)

    assert any("Education of: Customers" in line for line in show(make_answer(listed)))
