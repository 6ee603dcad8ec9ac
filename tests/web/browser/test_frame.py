"""The frame of every page in a real browser: keys, panels, grounds, a phone, and no script at all."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 800}
ASK = "/ask?case=q-sense"
AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
#: rules of WCAG 2.2 A and AA, and what else axe holds to be good practice
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def find_violations(page):
    """What axe finds wrong with a page: rule, and the elements."""
    if not AXE.is_file():
        pytest.skip("axe-core is fetched when the bundles of the pages are built")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]]


@pytest.mark.parametrize("path", ["/ask?case=q-sense", "/ask/composition?case=q-sense", "/nowhere"])
@pytest.mark.parametrize("ground", ["light", "dark"])
def test_the_frame_is_accessible(tab, path, ground):
    """No rule of accessibility is broken, on a light and on a dark ground, on a wide screen and on a phone."""
    came = tab(color_scheme=ground)
    page = came.go(path)
    came.complaints.clear()  # the browser itself notes a page that is not there

    assert [] == find_violations(page)

    page.set_viewport_size(PHONE)
    assert [] == find_violations(page)


@pytest.mark.parametrize("width", [390, 820, 1280, 1920])
def test_a_page_is_never_wider_than_the_window(tab, width):
    """Wide tables scroll in their own box."""
    page = tab(width=width).go("/ask/composition?case=q-sense")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_key_skips_to_the_content(tab):
    """Who uses the keyboard need not pass every page of the navigation."""
    page = tab().go(ASK)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()


def test_keys_search_list_themselves_and_go_to_pages(tab):
    """A slash searches, a question mark lists the keys, and g with a letter goes to a page."""
    page = tab().go("/ask/composition?case=q-sense")

    page.keyboard.press("?")
    listed = page.locator("#shortcuts .keys")
    expect(listed).to_be_visible()
    assert "Search" in listed.inner_text()
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()

    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("g q?")
    assert "g q?" == page.locator("input[name=q]").input_value()
    expect(listed).to_be_hidden()

    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url("**/ask?case=q-sense")


def test_keys_can_be_turned_off(tab):
    """Who dictates to the machine would set keys off by speaking."""
    page = tab().go(ASK)
    page.evaluate("document.documentElement.dataset.shortcuts = 'off'")

    page.keyboard.press("/")

    assert "q" != page.evaluate("document.activeElement.name")


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_pages_are_behind_a_button(tab, script):
    """The navigation opens and closes, with and without script."""
    page = tab(width=390, java_script_enabled=script).go(ASK)
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()

    page.get_by_role("button", name="Menu").click()
    expect(menu).to_be_visible()

    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_the_lens_opens_below_its_button_without_script(tab):
    """A panel of the lens is near what opened it, inside the window, and holds a form that works."""
    page = tab(java_script_enabled=False).go(ASK)
    button, panel = page.locator("[popovertarget=lens-kinds]"), page.locator("#lens-kinds")
    expect(panel).to_be_hidden()

    button.click()

    opener, opened = button.bounding_box(), panel.bounding_box()
    assert 0 <= opened["y"] - opener["y"] - opener["height"] < 20
    assert abs(opened["x"] - opener["x"]) < 2
    panel.get_by_label("scientific").check()
    panel.get_by_role("button").click()
    expect(page).to_have_url(re.compile("kinds=scientific"))


@pytest.mark.parametrize(
    ("machine", "chosen", "dark"), [("dark", "", True), ("dark", "light", False), ("light", "dark", True)]
)
def test_the_ground_is_the_chosen_one_else_the_machines(tab, machine, chosen, dark):
    """Light and dark follow the machine until one chooses."""
    came = tab(color_scheme=machine)
    if chosen:
        came.context.add_cookies([{"name": "theme", "value": chosen, "url": came.site.home}])
    page = came.go(ASK)

    red = page.evaluate("parseInt(getComputedStyle(document.documentElement).backgroundColor.slice(4))")
    assert dark == (red < 128)


def test_nothing_moves_where_one_asked_for_stillness(tab):
    """No animation or transition lasts where the machine prefers reduced motion."""
    page = tab(reduced_motion="reduce").go(ASK)

    longest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map(e => parseFloat(getComputedStyle(e).transitionDuration)))"
    )
    assert longest < 0.001


def test_paper_gets_the_page_without_its_frame(tab):
    """Printed, the navigation and the lens are gone and the content stays."""
    page = tab().go(ASK)

    page.emulate_media(media="print")

    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator(".topbar")).to_be_hidden()
    expect(page.locator("main h1")).to_be_visible()
