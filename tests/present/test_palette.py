"""Colours and lines on the web: every kind of tie has its own on either ground."""

from bridgehead.present.palette import build_sample_css, build_tie_css, get_tie_style
from bridgehead.record.parameters import get_parameter


def test_every_kind_of_tie_has_its_colour_as_a_property():
    """A drawing on either ground finds the colour of a kind by its name."""
    for kind in get_parameter("presentation", "tie_styles"):
        style = get_tie_style(kind)

        assert f"--tie-{kind}:{style.light};" in build_tie_css("light")
        assert f"--tie-{kind}:{style.dark};" in build_tie_css("dark")


def test_the_line_beside_a_name_has_the_dashes_of_its_kind():
    """Colour alone tells nobody who cannot see it; an unbroken line says so."""
    sheet = build_sample_css()

    assert f"stroke:var(--tie-social);stroke-dasharray:{get_tie_style('social').dashes}}}" in sheet
    assert "stroke:var(--tie-business);stroke-dasharray:none}" in sheet
