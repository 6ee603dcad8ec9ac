"""Answers in a terminal."""

import io
from collections import Counter
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from bridgehead.answers import ActorRef, Column, RouteRow, Routes, Row, Scores, Step, Table
from bridgehead.present.columns import GridColumn, allot, build_grid, fit
from bridgehead.present.layout import lay_out
from bridgehead.present.text import _Printer, print_answer
from bridgehead.present.values import DASH, LEGEND


def show(answer, width=120, **options):
    """What a terminal of a width shows, without the spaces at the ends of lines."""
    stream = io.StringIO()
    print_answer(answer, Console(file=stream, width=width), **options)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(every_shape, much, width):
    """Counted in cells, so that Chinese characters take two."""
    for answer in (every_shape, much):
        assert width >= max(cell_len(line) for line in show(answer, width, sources=True).splitlines())


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160])
def test_nothing_in_a_shown_column_is_cut_off(every_shape, much, width):
    """Every character of every cell that is kept is printed, however narrow the terminal."""
    for answer in (every_shape, much):
        for part in answer.parts:
            for block in lay_out(part.shape).blocks:
                if part.name != "routes":
                    check_whole(block, width)


def check_whole(block, width):
    """Compare the characters of a block's kept columns with those printed."""
    grid = build_grid(block)
    kept, _ = fit(grid.columns, width - 1)
    expected = [grid.columns[index].heading + grid.columns[index].total for index in kept]
    expected += [cells[index] for cells in grid.rows for index in kept]
    stream = io.StringIO()

    _Printer(Console(file=stream, width=width), None)._print_table(grid, has_totals=bool(block.totals))

    printed = stream.getvalue().partition("Left out for width")[0]
    assert count_letters("".join(expected)) == count_letters(printed)
    assert width >= max(cell_len(line) for line in stream.getvalue().splitlines())


def count_letters(text):
    """How often each character stands in a text, spaces and rules aside."""
    return Counter(char for char in text if not char.isspace() and char != "\N{BOX DRAWINGS LIGHT HORIZONTAL}")


def test_columns_that_do_not_fit_are_named(every_shape):
    """Nothing is cut off silently: what is left out is said, with the way to see it."""
    narrow, wide = show(every_shape, 80), show(every_shape, 200)

    assert "Left out for width: Newest evidence, Distance (km). --json and --csv show every" in narrow
    assert "Left out" not in wide
    assert "Newest evidence" in wide


def test_columns_beside_the_answer_are_left_out_first():
    """Then the rightmost; the subject stays however narrow it gets."""
    columns = [
        GridColumn(heading="subject", rank=0, least=10),
        GridColumn(heading="beside", rank=3, least=10),
        GridColumn(heading="own", rank=2, least=10),
        GridColumn(heading="sources", rank=1, least=10),
    ]

    assert ([0, 2, 3], [1]) == fit(columns, 36)
    assert ([0, 3], [1, 2]) == fit(columns, 24)
    assert ([0], [1, 2, 3]) == fit(columns, 5)


def test_a_route_is_a_chain_with_its_steps_below(every_shape):
    """Free steps are a dash, asked ones an arrow; a step already explained is named and not repeated."""
    text = show(every_shape, 160)

    assert (
        " 1. Nordlys Sensorteknik AB — Marit Ødegård → Prof. Dr. Anna-Sophia Hofer — "
        "Max-Planck-Institut für Polymerforschung (DE)  likely (40% to 81%)"
    ) in text
    assert "strength unknown; passes us on: possible (4% to 36%); only possibly in force; inferred, not stated" in text
    assert "Marit Ødegård to Prof. Dr. Anna-Sophia Hofer: as in route 1" in text
    assert "Ask: Would you introduce us to the sensor group at the institute?" in text


def test_sources_are_numbered_on_request(every_shape):
    """Each row names its numbers, and each number is listed with what it rests on."""
    without, with_sources = show(every_shape), show(every_shape, sources=True)

    assert "Sources" not in without
    assert (
        " [1] tie: Marit Ødegård has published with Anna-Sophia Hofer since 1998 (stated, 2001-05). Rests on [4]."
        in (with_sources)
    )
    assert " [4] evidence: Interview with the founder — Interview 4, p. 3." in with_sources


def test_the_head_and_the_foot_say_what_the_answer_rests_on(every_shape):
    """Question, firm, day and lens above; legend, caveats, coverage and works below."""
    lines = show(every_shape).splitlines()

    assert "Which foreign markets can we reach, and through whom?" == lines[0]
    assert "Nordlys Sensorteknik AB, as of 2001-06-30; imagined without İplik T." == lines[1]
    assert LEGEND in lines
    assert "Note: Chances are assumed until asks are logged." in lines
    assert "After Ellis 2011; Granovetter 1973." == lines[-1]


def test_an_answer_without_rows_says_what_is_missing(nothing):
    """Every part says so in its own words; there is no legend and no list of sources."""
    text = show(nothing, sources=True)

    assert "No ties are known. Import contacts first." in text
    assert "No route is known." in text
    assert LEGEND not in text
    assert "Sources" not in text


def test_a_stream_that_is_no_terminal_gets_no_colour(every_shape):
    """Neither colour nor any other control sequence."""
    stream = io.StringIO()

    print_answer(every_shape, stream)

    assert "\x1b" not in stream.getvalue()


def test_a_terminal_gets_the_same_words_in_colour(every_shape, monkeypatch):
    """Stripped of control sequences, nothing differs."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain, coloured = io.StringIO(), io.StringIO()
    print_answer(every_shape, Console(file=plain, width=100))

    print_answer(every_shape, Console(file=coloured, width=100, force_terminal=True, color_system="truecolor"))

    assert "\x1b[" in coloured.getvalue()
    assert plain.getvalue().split() == Console().render_str("").from_ansi(coloured.getvalue()).plain.split()


def test_square_brackets_in_names_are_no_markup(make_answer):
    """A firm may be called [red]."""
    shape = Scores(columns=(Column(name="who", label="Who"),), rows=(Row(values={"who": "[red]Firm[/red]"}, note="n"),))

    assert "[red]Firm[/red]" in show(make_answer(shape))


def test_totals_stand_below_their_columns(every_shape):
    """A sum that cannot be told is a dash."""
    text = show(every_shape, 160)
    totals = [line.split() for line in text.splitlines() if line.startswith(" Total")]

    assert [["Total", "4,000"], ["Total", DASH]] == totals


def test_a_route_without_steps_is_still_shown(make_answer):
    """Its own columns and its note are all there is."""
    columns = (Column(name="who", label="Who", kind="actor"),)
    row = RouteRow(values={"who": ActorRef("a", "Ada")}, steps=(), note="Only hearsay.")

    text = show(make_answer(Routes(columns=columns, rows=(row,))))

    assert " 1. no steps" in text
    assert "Who: Ada" in text
    assert "Only hearsay." in text


def test_one_ask_is_one_time(make_answer):
    """Grammar follows the number."""
    ada, bo = ActorRef("a", "Ada"), ActorRef("b", "Bo")
    row = RouteRow(values={}, steps=(Step(sender=ada, receiver=bo, asked_lately=1),))

    text = show(make_answer(Routes(columns=(Column(name="who", label="Who"),), rows=(row,))))

    assert "Ada to Bo: strength unknown; asked 1 time lately" in text


def test_a_chance_of_being_passed_on_is_told_only_where_somebody_introduces_us(make_answer):
    """Not on a direct tie, where nobody does, even if one of our own people stands in between."""
    ada, bo, cy = ActorRef("a", "Ada"), ActorRef("b", "Bo"), ActorRef("c", "Cy")
    own, first, second = (
        Step(sender=ada, receiver=bo, free=True),
        Step(sender=ada, receiver=bo),
        Step(sender=bo, receiver=cy),
    )

    def show_route(*steps):
        return show(
            make_answer(Routes(columns=(Column(name="who", label="Who"),), rows=(RouteRow(values={}, steps=steps),)))
        )

    assert "Bo to Cy: strength unknown; chance of passing us on unknown" in show_route(first, second)
    assert "chance of passing us on" not in show_route(second)
    assert "chance of passing us on" not in show_route(own, second)


def test_remarks_of_coverage_follow_it(every_shape):
    """What was left out stands behind how much was used."""
    answer = replace(every_shape, firm=None)

    text = show(answer, 200)

    assert "Coverage: 31 of 40 ties used, 5 of them only possibly in force. 9 ties have no market and were left" in text
    assert text.splitlines()[1].startswith("as of 2001-06-30")


def test_room_is_shared_fairly():
    """Who wants little gets it all; the others share what is left."""
    columns = [GridColumn(heading="h", rank=2, least=5, most=most) for most in (6, 30, 40)]

    assert [6, 13, 14] == allot(columns, 39)
    assert [5, 5, 5] == allot(columns, 10)
    assert [6, 30, 40] == allot(columns, 200)


def test_the_groups_of_a_part_line_up(every_shape):
    """Columns of the same headings start at the same place in every group."""
    lines = show(every_shape, 160).splitlines()

    starts = {line.index("Marginal gain") for line in lines if "Marginal gain" in line}

    assert 3 == sum("Marginal gain" in line for line in lines)
    assert 1 == len(starts)


def test_a_shortened_table_says_how_many_rows_it_left_out_and_a_long_cell_how_many_items(make_answer):
    """Nothing is cut silently; without a limit nothing is cut at all."""
    many = tuple(f"item{number}" for number in range(12))
    shape = Table(
        columns=(Column(name="row", label="Row"), Column(name="items", label="Items")),
        rows=tuple(Row(values={"row": f"row {number}", "items": many}) for number in range(5)),
    )
    answer = make_answer(("rows", shape))

    short, whole = show(answer, 160, most_rows=2), show(answer, 160)
    assert "And 3 more rows: --rows 0 shows them all." in short
    assert "item7, and 4 more" in short
    assert "row 2" not in short
    assert "row 4" in whole
    assert "item11" in whole
