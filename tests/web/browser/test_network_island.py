"""The drawing of the network in a real browser: what it shows, by hand and by key, and what the address says of it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

CASE = "/network?case=q-sense"
STAGE = ".network-stage-inside"
#: what the drawing knows of itself: ties shown, the actor in focus, the day
ASK = """(what) => {
  const { scene } = document.querySelector("[data-island=network]");
  return {
    held: () => scene.count().held,
    kinds: () => [...scene.count().kinds.keys()],
    counts: () => { const { gained, lost, kept } = scene.count(); return [gained, lost, kept]; },
    focus: () => scene.focus,
    near: () => scene.near && scene.near.size,
    ratio: () => scene.camera.getState().ratio,
    x: () => scene.camera.getState().x,
    day: () => scene.view.day,
    where: () => {
      const box = scene.stage.getBoundingClientRect();
      const at = scene.renderer.framedGraphToViewport(scene.renderer.getNodeDisplayData("q-sense:kasemo"));
      return [box.x + at.x, box.y + at.y];
    },
  }[what]();
}"""


@pytest.fixture
def network(tab):
    """Opens the page of a case with some choices and waits until the network is drawn."""

    def come(choices="", **options):
        page = tab(**options).go(CASE + choices)
        expect(page.locator("[data-island=network]")).to_have_attribute("data-state", "drawn")
        return page

    return come


def ask(page, what):
    return page.evaluate(ASK, what)


def choices_of(page):
    """What the address chooses."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def until(page, what, expected):
    """Waits until the drawing says what is expected."""
    for _ in range(600):
        if ask(page, what) == expected:
            return
        page.wait_for_timeout(50)
    assert expected == ask(page, what)


def test_the_drawing_says_in_words_what_it_shows(network):
    """The picture has a name with its numbers, and as many ties as the table has rows."""
    page = network("&day=2001-06-30")

    expect(page.locator(STAGE)).to_have_attribute("role", "img")
    expect(page.locator(STAGE)).to_have_attribute("aria-label", f"Network of 22 actors and {ask(page, 'held')} ties on "
                                                  "2001-06-30; the table below lists the same.")  # fmt: skip
    assert ask(page, "held") == page.locator("#network-table tbody tr").count()


def test_the_slider_goes_through_the_days_and_the_address_follows(network):
    """A step with the keyboard is a month; once it rests, the address and the table have the day."""
    page = network("&day=2001-06-30")
    slider = page.get_by_role("slider")
    slider.press("ArrowLeft")

    expect(page.locator(".network-day")).to_have_text("2001-05-30")
    expect(page.get_by_role("heading", name="The network of 2001-05-30 as a table")).to_be_visible()
    assert "2001-05-30" == choices_of(page)["day"]


def test_two_days_are_compared(network):
    """A second day shows what came, went and stayed, in counts that add up."""
    page = network("&day=2001-06-30")
    held = ask(page, "held")
    page.get_by_label("Compared with").fill("1996-06-30")
    page.get_by_label("Compared with").press("Tab")
    expect(page.locator(".network-counts .gained")).to_be_visible()
    gained, lost, kept = ask(page, "counts")

    assert held == gained + kept
    assert 0 < gained
    assert f"{lost} lost" in page.locator(".network-counts").inner_text()
    assert "1996-06-30" == choices_of(page)["compare"]


def test_a_name_puts_an_actor_in_focus(network):
    """Whoever is looked for is shown with those around; the panel opens, and the cross shows everybody again."""
    page = network()
    field = page.get_by_label("Look at")
    field.fill("Kasemo")
    field.press("Enter")

    expect(page.locator(".network-panel-inside h2")).to_have_text("Kasemo")
    until(page, "focus", "q-sense:kasemo")
    assert 5 < ask(page, "near") < 23
    assert "q-sense:kasemo" == choices_of(page)["focus"]

    page.locator("[data-unfocus]").click()
    until(page, "focus", None)
    expect(page.locator(".network-panel-inside h2")).to_have_text("Nobody in particular")


def test_a_click_on_an_actor_does_the_same(network):
    """Pointing is as good as writing."""
    page = network()
    page.mouse.click(*ask(page, "where"))

    expect(page.locator(".network-panel-inside h2")).to_have_text("Kasemo")


def test_two_steps_show_more_than_one(network):
    """Those around the contacts come along."""
    page = network("&focus=q-sense:krozer")
    until(page, "focus", "q-sense:krozer")
    near = ask(page, "near")
    page.get_by_label("Around it").select_option("2")
    page.wait_for_function("(near) => document.querySelector('[data-island=network]').scene.near.size > near", arg=near)

    assert "2" == choices_of(page)["steps"]


def test_a_kind_is_hidden_from_the_legend(network):
    """Pressed, a kind is neither drawn nor counted nor listed, and the address says so."""
    page = network()
    held = ask(page, "held")
    button = page.locator(".network-kinds button[data-kind=social]")
    button.click()

    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#network-table .tie-social")).to_have_count(0)
    assert held > ask(page, "held")
    assert "social" == choices_of(page)["hide"]


def test_keys_move_the_drawing(network):
    """Arrows pan, plus and minus zoom, 0 shows all of it; without motion each is there at once."""
    page = network(reduced_motion="reduce")
    stage = page.locator(STAGE)
    stage.focus()
    before = ask(page, "x"), ask(page, "ratio")
    stage.press("ArrowRight")
    stage.press("+")

    assert before[0] < ask(page, "x")
    assert before[1] > ask(page, "ratio")

    stage.press("0")
    assert before == (ask(page, "x"), ask(page, "ratio"))


def test_colour_and_size_change_without_a_reload(network):
    """The legend names the new groups, and the address keeps both choices."""
    page = network()
    page.get_by_label("Colour").select_option("role")
    expect(page.locator(".network-groups")).to_contain_text("opinion leader")
    page.get_by_label("Size").select_option("constraint")
    page.wait_for_url("**size=constraint**")

    assert "role" == choices_of(page)["colour"]


def test_the_same_address_shows_the_same(network):
    """A copied link opens the same day, focus and kinds."""
    page = network("&day=2000-06-30&focus=q-sense:kasemo&hide=social&compare=1997-01-01")
    until(page, "focus", "q-sense:kasemo")

    assert "social" not in page.locator(".network-kinds button[aria-pressed=true]").all_inner_texts()
    expect(page.locator(".network-day")).to_have_text("2000-06-30")
    expect(page.locator(".network-counts .kept")).to_be_visible()


def test_growth_is_played_and_stopped(network):
    """Played from the last day it begins with the first; pause keeps the day and writes it down."""
    page = network(reduced_motion="reduce")
    last = ask(page, "day")
    page.get_by_role("button", name="Play how it grew").click()
    page.get_by_role("button", name="Pause").click()
    kept = ask(page, "day")

    assert last > kept
    page.wait_for_url("**day=**")
    expect(page.locator(".network-day")).to_have_text(choices_of(page)["day"])
    assert kept == ask(page, "day")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_it_all_one_below_the_other(network, scheme):
    """Nothing is wider than the screen; the drawing keeps its place."""
    page = network(width=390, height=844, color_scheme=scheme)

    assert 390 >= page.evaluate("document.documentElement.scrollWidth")
    assert page.locator(STAGE).bounding_box()["height"] > 200
