"""The open map in a browser: one moves about it by buttons, keys, wheel and pointer; it leads to markets."""

import re

import pytest
from playwright.sync_api import expect

ADDRESS = "/reach?case=q-sense&as_of=2003-06-30"
CANVAS = ".world .canvas"


@pytest.fixture
def shown(visit, library_site):
    """The reach page with its map drawn."""
    page = visit(library_site, reduced_motion="reduce").go(ADDRESS)
    expect(page.locator(".world-frame")).to_have_attribute("data-state", "drawn")
    return page


def look(page):
    """The middle and the width of what is looked at."""
    left, top, width, height = map(float, page.locator(f"{CANVAS} svg").get_attribute("viewBox").split())
    return left + width / 2, top + height / 2, width


def test_a_sheet_of_the_usual_size_shows_the_map_as_it_was_drawn(shown):
    """Nothing is drawn twice; a narrow one looks at the same places in its own shape."""
    assert "0 0 1040 452" == shown.locator(f"{CANVAS} svg").get_attribute("viewBox")

    shown.set_viewport_size({"width": 390, "height": 800})
    expect(shown.locator(".world .place").first).to_have_attribute("transform", re.compile("scale"))
    expect(shown.locator(f"{CANVAS} svg")).not_to_have_attribute("viewBox", "0 0 1040 452")


def test_a_narrow_sheet_begins_at_the_same_places(visit, library_site):
    """The drawing of a desk would be too small on a phone."""
    page = visit(library_site, reduced_motion="reduce", width=390, height=800).go(ADDRESS)

    expect(page.locator(".world .place").first).to_have_attribute("transform", re.compile("scale"))
    expect(page.locator(f"{CANVAS} svg")).not_to_have_attribute("viewBox", "0 0 1040 452")


def test_buttons_zoom_and_fit(shown):
    """In, out, and back to the markets shown."""
    *_, before = look(shown)
    shown.get_by_role("button", name="Zoom in").click()
    *_, near = look(shown)
    shown.get_by_role("button", name="Fit to the markets shown").click()

    assert near < before
    assert pytest.approx(before, abs=0.1) == look(shown)[2]


def test_keys_move_and_zoom_once_the_map_has_the_focus(shown):
    """Arrows, plus and minus; nought goes back."""
    shown.get_by_role("button", name="Zoom in").click()
    x, y, width = look(shown)
    shown.locator(CANVAS).focus()
    for key in ("ArrowRight", "ArrowDown"):
        shown.keyboard.press(key)

    moved = look(shown)
    assert (True, True, True) == (moved[0] > x, moved[1] > y, moved[2] == width)
    shown.keyboard.press("+")
    assert look(shown)[2] < width


def test_the_wheel_scrolls_the_page_unless_asked_to_zoom(shown):
    """With Ctrl it zooms about the pointer."""
    box = shown.locator(CANVAS).bounding_box()
    shown.mouse.move(box["x"] + 200, box["y"] + 100)
    before = look(shown)
    shown.mouse.wheel(0, 200)
    expect(shown.locator("h1")).not_to_be_in_viewport()
    assert before == look(shown)

    viewed = shown.locator(f"{CANVAS} svg").get_attribute("viewBox")
    shown.keyboard.down("Control")
    shown.mouse.wheel(0, -400)
    expect(shown.locator(f"{CANVAS} svg")).not_to_have_attribute("viewBox", viewed)
    assert look(shown)[2] < before[2]


def test_dragging_moves_the_map_and_is_no_click(shown):
    """A click without moving follows the country's link."""
    shown.get_by_role("button", name="Zoom in").click()
    x, *_ = look(shown)
    box = shown.locator(CANVAS).bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    shown.mouse.move(*middle)
    shown.mouse.down()
    shown.mouse.move(middle[0] - 120, middle[1] - 10, steps=6)
    shown.mouse.up()

    assert look(shown)[0] > x
    assert "/reach?" in shown.url


def test_a_market_is_reached_by_keyboard_and_tells_its_page(shown):
    """Its dot is a link with a name."""
    shown.locator(".world a.place[aria-label^='Finland']").focus()
    shown.keyboard.press("Enter")

    expect(shown.get_by_role("heading", level=1)).to_have_text("Finland")


def test_what_lies_under_the_pointer_is_said_at_once(shown):
    """The same words as without script, beside the pointer."""
    shown.locator(".world a.place[aria-label^='United States'] circle").last.hover()

    expect(shown.locator(".world-tip")).to_have_text("United States: insider")


def test_dots_and_names_keep_their_size(shown):
    """However near one looks, a dot is as large as before."""
    dot = shown.locator(".world a.place[aria-label^='United States'] circle").first
    before = dot.bounding_box()["width"]
    for _ in range(2):
        shown.get_by_role("button", name="Zoom out").click()
    shown.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")

    assert pytest.approx(before, rel=0.05) == dot.bounding_box()["width"]


def test_without_script_the_map_is_there_and_leads_on(visit, library_site):
    """It is drawn on the server."""
    page = visit(library_site, java_script_enabled=False).go(ADDRESS)

    expect(page.locator(".world svg a.place")).not_to_have_count(0)
    expect(page.locator(".world-controls")).to_be_hidden()
