"""Stacked columns: what is drawn, how high, and what it says to who cannot see it."""

from itertools import pairwise

from bs4 import BeautifulSoup

from bridgehead.present.bars_figure import Stack, draw_stacks, find_ticks

SORTS = ("embedded", "searched")


def draw(*stacks):
    drawing = draw_stacks([Stack(label=label, counts=counts) for label, counts in stacks], SORTS, "By year", "years")
    return BeautifulSoup(str(drawing.svg), "html.parser") if drawing else None


def test_each_count_is_a_piece_as_high_as_it_is():
    """Twice as many are twice as high, less the line between pieces."""
    tree = draw(("2001", ((1, 0), (0, 0))), ("2002", ((2, 0), (0, 0))))

    one, two = (float(piece["height"]) + 1 for piece in tree.select("g rect"))
    assert abs(two - 2 * one) < 0.2


def test_what_is_only_possible_stands_fainter_above_what_is_certain():
    """The same colour at less than its full strength, further up."""
    tree = draw(("2001", ((2, 1), (0, 0))))

    certain, possible = tree.select("g rect")
    assert certain["fill"] == possible["fill"]
    assert not certain.has_attr("fill-opacity")
    assert float(possible["fill-opacity"]) < 1
    assert float(possible["y"]) < float(certain["y"])


def test_a_drawing_says_in_words_what_it_shows():
    """Its description holds every count; a column with nothing is left out of it."""
    tree = draw(("2001", ((2, 1), (1, 0))), ("2002", ((0, 0), (0, 0))), ("2003", ((0, 0), (0, 2))))

    assert "2001: 3 embedded, 1 of them only possibly, 1 searched; 2003: 2 searched, 2 of them only possibly." == (
        tree.desc.get_text()
    )
    assert {"2001", "2002", "2003"} <= {text.get_text() for text in tree.select("text")}


def test_nothing_is_drawn_of_nothing():
    """Columns of height nought are no drawing."""
    assert draw(("2001", ((0, 0), (0, 0)))) is None
    assert draw() is None


def test_labels_of_many_columns_do_not_run_into_each_other():
    """Of forty years not every one is named, and the first is."""
    tree = draw(*((str(1990 + n), ((1, 0), (0, 0))) for n in range(40)))

    years = [
        text for text in tree.select("text") if text.get_text().startswith(("19", "20")) and len(text.get_text()) == 4
    ]
    places = [float(text["x"]) for text in years]
    assert "1990" == years[0].get_text()
    assert min(right - left for left, right in pairwise(places)) >= 40


def test_lines_across_are_whole_numbers_and_few():
    """As many as five steps, the top among them."""
    assert (0, 1) == find_ticks(1)
    assert (0, 200, 400, 600, 800, 1000) == find_ticks(1000)


def test_names_of_sorts_are_text():
    """Whatever they say."""
    drawing = draw_stacks([Stack(label="<i>", counts=((1, 0),))], ("<b>",), "<u>", "x")

    assert "<b>" not in drawing.svg
    assert "<i>" not in drawing.svg
    assert "<u>" not in drawing.svg
