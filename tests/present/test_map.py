"""The world map."""

import re
from xml.etree import ElementTree as ET

import pytest

from bridgehead.answers import ActorRef, Chance, Column, Groups, MarketRef, Part, RouteRow, Routes, Row, Scores, Step
from bridgehead.present.classes import find_bounds, find_filling
from bridgehead.present.labels import place_labels
from bridgehead.present.links import Links
from bridgehead.present.map import draw_map
from bridgehead.present.projection import build_frame, project

SVG = "{http://www.w3.org/2000/svg}"
MARKET = Column(name="market", label="Market", kind="market")


def market(code, name):
    """A market as a row shows it."""
    return MarketRef(code, name)


def score(*values, kind="number"):
    """Scores of markets by one column."""
    rows = tuple(
        Row(values={"market": market(code, code), "x": value})
        for code, value in zip(("DE", "FR", "IT", "ES", "PL", "NO"), values, strict=False)
    )
    return Scores(columns=(MARKET, Column(name="x", label="X", kind=kind)), rows=rows)


def titles(drawing):
    """What is said of each shape on hover."""
    return [title.text for title in ET.fromstring(drawing).iter(f"{SVG}title")]  # noqa: S314 - our own drawing


def test_markets_are_filled_and_routes_drawn_as_arcs(every_shape):
    """Both the drawing and the words beside it name markets, values and kinds of tie."""
    drawn = draw_map(every_shape, "m")

    assert ("Germany", "likely (40% to 81%)") in drawn.markets
    assert ("Sweden", "China", "ethnic", "unknown", 1) in drawn.arcs
    assert ("Germany", "Singapore", "other", "strong", 1) in drawn.arcs
    assert "Sweden to Germany: scientific, strong, 3 routes" in titles(drawn.svg)
    assert "Japan: –" in titles(drawn.svg)  # noqa: RUF001 - the sign for a gap
    assert {"Sweden", "Singapore", "Türkiye"} <= set(re.findall(r'class="g-words"[^>]*>([^<]+)</text>', drawn.svg))


def test_the_map_is_read_out_as_one_image(every_shape):
    """It has a title and a description, and they are what the drawing is labelled by."""
    root = ET.fromstring(draw_map(every_shape, "m").svg)  # noqa: S314 - our own drawing

    assert ("img", "m-title m-desc") == (root.get("role"), root.get("aria-labelledby"))
    assert root.find(f"{SVG}desc").text.startswith("At least one route works by market. Germany: likely")


def test_an_answer_that_speaks_of_no_market_abroad_has_no_map(make_answer, nothing):
    """Neither of none, nor of home alone, nor where all markets are the same."""
    home = Scores(columns=(MARKET,), rows=(Row(values={"market": market("SE", "Sweden")}),))
    alike = score(1.0, 1.0)

    assert draw_map(nothing, "m") is None
    assert draw_map(make_answer(home), "m") is None
    assert draw_map(make_answer(alike), "m") is None


def test_a_region_is_named_as_not_on_the_map(make_answer):
    """It is never spread over its countries."""
    shape = Scores(
        columns=(MARKET, Column(name="n", label="Ties", kind="count")),
        rows=tuple(
            Row(values={"market": ref, "n": number})
            for number, ref in enumerate((market("002", "Africa"), market("DE", "Germany")))
        ),
    )

    drawn = draw_map(make_answer(shape, firm=None), "m")

    assert ("Africa",) == drawn.unplaced


def test_people_of_unknown_place_do_not_break_an_arc(make_answer):
    """The arc runs between the markets known before and behind them, with the kinds of both steps."""
    se, nowhere, de = ActorRef("a", "A", "SE"), ActorRef("b", "B"), ActorRef("c", "C", "DE")
    steps = (Step(sender=se, receiver=nowhere, kinds=("social",)), Step(sender=nowhere, receiver=de, kinds=("family",)))
    routes = Routes(columns=(MARKET,), rows=(RouteRow(values={}, steps=steps),))

    drawn = draw_map(make_answer(routes), "m")

    assert {("Sweden", "Germany", kind, "unknown", 1) for kind in ("social", "family")} == set(drawn.arcs)
    assert "Map of the routes" == drawn.title


def test_an_arc_to_a_region_is_told_and_not_drawn(make_answer):
    """There is no point on a map for it."""
    step = Step(sender=ActorRef("a", "A", "SE"), receiver=ActorRef("b", "B", "150"), free=True)
    routes = Routes(columns=(MARKET,), rows=(RouteRow(values={}, steps=(step,)),))

    drawn = draw_map(make_answer(routes, firm=None), "m")

    assert (("Sweden", "Europe", "affiliation", "unknown", 1),) == drawn.arcs
    assert "tie-affiliation" not in drawn.svg


def test_an_arc_is_as_wide_as_its_strongest_tie_is_strong(make_answer):
    """Two routes over one kind of tie make one arc; a strength nobody knows is its own class in the legend."""
    us, de, fr = ActorRef("a", "A", "SE"), ActorRef("b", "B", "DE"), ActorRef("c", "C", "FR")
    steps = [
        Step(sender=us, receiver=de, kinds=("social",), strength=0.2),
        Step(sender=us, receiver=de, kinds=("social",), strength=0.9),
        Step(sender=us, receiver=fr, kinds=("social",)),
    ]
    routes = Routes(columns=(MARKET,), rows=tuple(RouteRow(values={}, steps=(step,)) for step in steps))

    drawn = draw_map(make_answer(routes), "m")

    arcs = {title: path for path, title in _find_arcs(drawn.svg)}
    strong, unknown = (
        arcs["Sweden to Germany: social, strong, 2 routes"],
        arcs["Sweden to France: social, strength unknown, 1 route"],
    )
    assert float(strong.get("stroke-width")) > float(unknown.get("stroke-width"))
    assert ["strong tie", "strength unknown"] == [key.text for key in drawn.legend.widths]


def test_an_open_map_draws_the_whole_world_and_leads_on(make_answer):
    """Every country leads on by pointer, each market spoken of by keyboard as well, saying what it shows."""
    links = Links(market=lambda code: f"/reach/{code}")
    alike = make_answer(score(1.0, 1.0))

    closed, drawn = draw_map(make_answer(score(1.0, 2.0)), "m"), draw_map(alike, "m", links=links, is_open=True)

    root = ET.fromstring(drawn.svg)  # noqa: S314 - our own drawing
    reached = {link.get("href"): link.get("aria-label") for link in root.iter(f"{SVG}a") if not link.get("tabindex")}
    passed = {link.get("href") for link in root.iter(f"{SVG}a") if link.get("tabindex") == "-1"}
    assert {"/reach/DE": "DE: 1", "/reach/FR": "FR: 1", "/reach/SE": "Sweden"} == reached
    assert {"/reach/DE", "/reach/BR", "/reach/NZ"} <= passed
    assert "group" == root.get("role")
    assert "<a " not in closed.svg
    assert len(closed.svg) < len(drawn.svg)


def test_a_name_without_room_waits_on_an_open_map_until_one_looks_closer(make_answer):
    """It is there and hidden; in a file that stands alone it is left out."""
    near = tuple(
        Row(values={"market": market(code, f"{code} " * 12), "x": number})
        for number, code in enumerate(("DE", "NL", "BE", "LU", "FR", "CH", "AT", "CZ", "US"))
    )
    answer = make_answer(Scores(columns=(MARKET, Column(name="x", label="X", kind="number")), rows=near))

    assert 'visibility="hidden"' in draw_map(answer, "m", is_open=True).svg
    assert "visibility" not in draw_map(answer, "m").svg


def test_markets_near_each_other_get_a_map_of_their_part_of_the_world():
    """Far apart, they get the whole, without the empty south."""
    europe = build_frame([(62.8, 16.7), (51.1, 10.4)], width=960)
    world = build_frame([(62.8, 16.7), (39.5, -99.1), (36.6, 138.0)], width=960)
    far_south = build_frame([(62.8, 16.7), (39.5, -99.1), (-44.0, 170.5)], width=960)

    assert europe.scale > 3 * world.scale
    assert world.height < far_south.height
    assert build_frame([], width=960).scale == world.scale


def test_equal_earth_agrees_with_the_published_constants():
    """At the pole and at the equator's end, from the closed form of the paper's polynomial."""
    assert pytest.approx((0.0, 1.3173627591574133)) == project(0, 90)
    assert pytest.approx((2.7066299836960748, 0.0)) == project(180, 0)
    assert project(-30, -40) == tuple(-value for value in project(30, 40))


def test_figures_are_classed_by_equal_counts():
    """Unknown figures are in no class."""
    filling = find_filling(_parts(score(1.0, 2.0, 3.0, 4.0, 5.0, None)))

    assert ("1", "2", "3", "4", "5") == filling.classes
    assert [0, 1, 2, 3, 4, None] == list(filling.class_by_market.values())


def test_chances_are_classed_by_their_labels_and_groups_by_theirs():
    """Least first, whichever order the rows come in; a group's order is the reverse of the one shown."""
    likely, none = (Chance(value=v, low=0, high=1, label=label) for v, label in ((0.7, "likely"), (0.0, "none")))
    groups = Groups(
        columns=(MARKET, Column(name="s", label="S", kind="word")),
        rows=(
            Row(values={"market": market("DE", "Germany"), "s": "near"}),
            Row(values={"market": market("FR", "France")}),
        ),
        group_column="s",
        groups=(("near", ""), ("far", "")),
    )

    assert ("none", "likely") == find_filling(_parts(score(likely, none, kind="chance"))).classes
    assert {"DE": 0, "FR": None} == find_filling(_parts(groups)).class_by_market


def test_scores_without_a_figure_fill_nothing():
    """Text cannot be shaded, and what stands beside the answer is no part of it."""
    assert find_filling(_parts(score("a", kind="text"))) is None
    beside = Scores(columns=(MARKET, Column(name="km", label="Km", kind="number", beside=True)), rows=score(1.0).rows)
    assert find_filling(_parts(beside)) is None


def test_classes_hold_about_equally_many_different_figures():
    """Equal figures are never parted."""
    assert ((1, 2), (3, 9)) == find_bounds([1, 1, 2, 3, 9], most=2)
    assert () == find_bounds([], most=3)


def test_no_label_touches_another_or_leaves_the_drawing():
    """A name without room is left to the table; the first named comes first."""
    points = [(str(number), f"Market {number}", (50.0, 50.0)) for number in range(12)]

    keys, placed = zip(*place_labels(points, 200, 100), strict=True)

    assert 0 < len(placed) < 12
    assert ("0", "Market 0") == (keys[0], placed[0].text)
    assert len(placed) == len({(label.x, label.y, label.anchor) for label in placed})


def _find_arcs(drawing):
    """(element, title) of each arc."""
    for path in ET.fromstring(drawing).iter(f"{SVG}path"):  # noqa: S314 - our own drawing
        if "arc" in (path.get("class") or "").split():
            yield path, path.find(f"{SVG}title").text


def _parts(shape):
    return (Part(name="p", title="P", shape=shape),)
