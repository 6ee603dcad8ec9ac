"""Islands and small behaviours in a real browser, on pages made from the macros that pages use."""

import json
import re
from time import monotonic, sleep

import pytest
from playwright.sync_api import expect

from bridgehead.web.access import POLICY
from bridgehead.web.assets import build_palette, get_asset
from bridgehead.web.templating import get_environment

HEAD = """
{% import "ui.html" as ui with context %}
<!doctype html><html lang="en"><head><title>Made</title>
<link rel="stylesheet" href="{{ asset("app.css") }}"><link rel="stylesheet" href="{{ palette }}">
<script type="module" src="{{ asset("app.js") }}"></script></head><body><main>
"""
CHART = {
    "type": "line",
    "x": ["1999", "2000", "2001", "2002"],
    "unit": "ties",
    "series": [
        {"name": "business", "values": [1, None, 3, 4], "colour": "#0072b2"},
        {"name": "social", "values": [2, 2, 2, 2], "dashes": "7 3"},
    ],
}


def draw(body, **context):
    """A page with this body, made from the macros."""
    given = {"asset": get_asset, "palette": build_palette()[0], "csrf": "c", **context}
    return (
        get_environment("en").from_string(f"{HEAD}{body}</main><div class='toasts'></div></body></html>").render(given)
    )


def show(came, markup):
    """Open a page made in the test, at an address of the site and under its security policy."""
    headers = {"content-security-policy": POLICY, "content-type": "text/html; charset=utf-8"}
    came.page.route("**/made-in-the-test", lambda route: route.fulfill(body=markup, headers=headers))
    came.page.goto(f"{came.site.home}/made-in-the-test")
    return came.page


def answer(came, path, body, kind="application/json", status=200):
    """Let an address of the site answer with this."""
    came.page.route(f"**{path}", lambda route: route.fulfill(body=body, status=status, headers={"content-type": kind}))


def wait_for(condition, what, seconds=20.0):
    """Wait until something holds, which Playwright's own way cannot ask under the security policy."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, f"{what} did not come"
        sleep(0.02)


def state(page):
    return page.locator("[data-island]").get_attribute("data-state")


def test_a_chart_is_drawn_and_unknown_is_a_gap(tab):
    """Lines have their names, and a year nobody recorded breaks the line instead of touching zero."""
    came = tab(reduced_motion="reduce")
    answer(came, "/chart.json", json.dumps(CHART))
    page = show(came, draw('{{ ui.island("charts", "/chart.json", "Ties") }}'))
    wait_for(lambda: state(page) == "drawn", "the chart")

    words = page.locator(".chart svg text").all_text_contents()
    assert {"business", "social", "ties", "1999"} <= {word.strip() for word in words}
    lines = page.locator(".chart svg path[stroke='#0072b2']").evaluate_all(
        "paths => paths.map(p => p.getAttribute('d'))"
    )
    assert any(line.count("M") == 2 for line in lines)
    expect(page.locator(".waiting")).to_be_hidden()


def test_a_chart_follows_the_ground(tab):
    """Words of a drawing stay legible when the ground turns dark."""
    came = tab(reduced_motion="reduce", color_scheme="light")
    answer(came, "/chart.json", json.dumps(CHART))
    page = show(came, draw('{{ ui.island("charts", "/chart.json", "Ties") }}'))
    wait_for(lambda: state(page) == "drawn", "the chart")
    colour = "document.querySelector('.chart svg text').getAttribute('fill')"
    before = page.evaluate(colour)

    page.emulate_media(color_scheme="dark")

    expect(page.locator(".chart svg text").first).not_to_have_attribute("fill", before)


def test_an_island_that_cannot_be_drawn_says_so(tab):
    """A failed drawing points to its table; nothing else on the page suffers."""
    came = tab()
    answer(came, "/chart.json", "gone", "text/plain", status=500)
    page = show(came, draw('{{ ui.island("charts", "/chart.json", "Ties") }}'))
    wait_for(lambda: state(page) == "failed", "the failure")

    expect(page.get_by_text("This drawing could not be made")).to_be_visible()
    assert any("500" in fault for fault in came.complaints)
    came.complaints.clear()


def test_a_piece_that_takes_long_comes_later_and_draws_its_own_islands(tab):
    """What an address answers with takes the place of the element, islands inside it included."""
    came = tab(reduced_motion="reduce")
    piece = draw('{{ ui.island("charts", "/chart.json", "Ties") }}').partition("<main>")[2].partition("</main>")[0]
    answer(came, "/slow", f"<section id='slow'>{piece}</section>", "text/html")
    answer(came, "/chart.json", json.dumps(CHART))
    page = show(came, draw('<div data-island="later" data-source="/slow">Being worked out.</div>'))

    wait_for(lambda: page.locator("#slow .chart svg").count() == 1, "the piece")
    assert page.get_by_text("Being worked out.").count() == 0


def test_an_island_removed_while_its_data_comes_is_forgotten(tab):
    """Leaving a page early is no error."""
    came = tab()
    came.page.route("**/never", lambda _route: None)
    page = show(came, draw('{{ ui.island("charts", "/never", "Ties") }}'))
    wait_for(lambda: state(page) == "drawing", "the beginning")

    page.evaluate("document.querySelector('[data-island]').remove()")
    page.wait_for_timeout(100)

    assert page.locator("[data-island]").count() == 0


def test_a_live_form_sends_itself(tab):
    """A choice shows its result at once; the button for browsers without script is not there."""
    came = tab()
    page = show(
        came,
        draw(
            '<form data-live action="/made-in-the-test">{{ ui.select_field("role", "Role", [("a", "A"), ("b", "B")]) }}'
            '<button class="without-script">Apply</button></form>'
        ),
    )
    expect(page.get_by_role("button", name="Apply")).to_be_hidden()
    came.page.route("**/made-in-the-test?*", lambda route: route.fulfill(body="<title>sent</title>"))

    page.get_by_label("Role").select_option("b")

    expect(page).to_have_url(re.compile(r"/made-in-the-test\?role=b$"))


@pytest.mark.parametrize(("typed", "asked"), [(True, True), (False, False)])
def test_one_is_asked_before_unsaved_words_are_left(tab, typed, asked):
    """A form with words nobody sent holds the page, an untouched one lets go."""
    came = tab()
    page = show(came, draw('<form data-guard>{{ ui.text_field("name", "Name") }}</form>'))
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))

    if typed:
        page.get_by_label("Name").type("Tessuti")
    page.close(run_before_unload=True)
    if asked:
        wait_for(lambda: is_asked(dialogs, came), "the question")

    assert asked == (["beforeunload"] == dialogs)


def is_asked(dialogs, came):
    """Whether the question came; events arrive only while Playwright is asked something."""
    came.context.cookies()
    return bool(dialogs)


def test_a_copied_link_is_said_to_be_copied(tab):
    """The address is on the clipboard, and a short word tells so."""
    came = tab(permissions=["clipboard-read", "clipboard-write"])
    page = show(came, draw("{{ ui.copy_button() }}"))

    page.get_by_role("button", name="Copy link").click()

    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert page.url == page.evaluate("navigator.clipboard.readText()")


def test_a_dialog_opens_and_closes(tab):
    """Its button opens it over the page, and its own closes it."""
    page = show(
        tab(),
        draw(
            '{{ ui.open_dialog("sure", "Withdraw") }}'
            '{% call ui.dialog("sure", "Withdraw this tie?") %}<p>Really</p>{% endcall %}'
        ),
    )
    dialog = page.get_by_role("dialog", name="Withdraw this tie?")
    expect(dialog).to_be_hidden()

    page.get_by_role("button", name="Withdraw").click()
    expect(dialog).to_be_visible()

    page.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_a_term_explains_itself_and_escape_hides_it(tab):
    """Hover and focus show the meaning, also inside a table that scrolls; Escape hides it where the pointer is."""
    page = show(
        tab(width=500, height=400),
        draw(
            '{% call ui.table_box("T") %}'
            '<tr><td>{{ ui.term("Reach", "Markets that routes lead to.") }}</td></tr>{% endcall %}'
        ),
    )
    tip = page.get_by_text("Markets that routes lead to.")
    expect(tip).to_be_hidden()

    page.get_by_role("button", name="Reach").focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()

    page.evaluate("document.activeElement.blur()")
    page.get_by_role("button", name="Reach").hover()
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    assert page.locator(".table-box").bounding_box()["height"] < tip.bounding_box()["y"] + tip.bounding_box()["height"]


def test_files_can_be_dropped_on_the_zone(tab):
    """A dropped file is the form's, as if it had been chosen."""
    page = show(tab(), draw('<form>{{ ui.drop_zone("file", "Drop a file here") }}</form>'))

    page.evaluate(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["a"], "contacts.csv"));
            const at = {bubbles: true, cancelable: true, dataTransfer: carried};
            document.querySelector(".drop-zone").dispatchEvent(new DragEvent("drop", at));
        }"""
    )

    assert "contacts.csv" == page.evaluate("document.querySelector('[type=file]').files[0].name")


def test_a_theme_shows_at_once_when_it_is_chosen(tab):
    """The choice is seen before it is saved."""
    page = show(
        tab(color_scheme="light"),
        draw('{{ ui.choices_field("theme", "Ground", [("auto", "As the machine"), ("dark", "Dark")], type="radio") }}'),
    )

    page.get_by_label("Dark").check()
    assert "dark" == page.evaluate("document.documentElement.dataset.theme")

    page.get_by_label("As the machine").check()
    assert page.evaluate("document.documentElement.dataset.theme") is None


FOLDED = """
{% from "answer.html" import fold with context %}
<p><a href="#row-2">To the second row</a></p>
<details id="list"><summary>Rows</summary>
{%- call fold() %}<p id="row-1">one</p><p id="row-2">two</p>{% endcall %}</details>
<details><summary>Few</summary>{% call fold(false) %}<p id="few">three</p>{% endcall %}</details>
"""


def test_a_long_list_is_made_when_it_is_opened(tab):
    """Until then it is one text; a short one stands there from the beginning."""
    page = show(tab(), draw(FOLDED))
    expect(page.locator("#few")).to_have_count(1)
    expect(page.locator("#row-1")).to_have_count(0)

    page.get_by_text("Rows").click()

    expect(page.locator("#row-1")).to_be_visible()
    expect(page.locator("#list p")).to_have_text(["one", "two"])


def test_a_link_into_a_long_list_opens_it(tab):
    """On the page, and in the address one came by."""
    came = tab()
    page = show(came, draw(FOLDED))
    page.get_by_role("link", name="To the second row").click()
    expect(page.locator("#row-2")).to_be_visible()

    page.goto("about:blank")
    page.goto(f"{came.site.home}/made-in-the-test#row-2")
    expect(page.locator("#row-2")).to_be_visible()

    page.goto("about:blank")
    page.goto(f"{came.site.home}/made-in-the-test")
    page.evaluate("location.hash = '#row-1'")
    expect(page.locator("#row-1")).to_be_visible()


def test_a_long_list_in_a_piece_that_came_later_opens_as_well(tab):
    """A piece is read before it is part of the page."""
    piece = get_environment("en").from_string(FOLDED).render({})
    came = tab()
    answer(came, "/later-piece", piece, kind="text/html")
    page = show(came, draw('<div data-island="later" data-source="/later-piece"></div>'))

    page.get_by_text("Rows").click()

    expect(page.locator("#list p")).to_have_text(["one", "two"])
    expect(page.locator("#row-2")).to_be_visible()


def test_without_script_a_long_list_is_simply_there(visit, library_site):
    """Its page needs nothing but a browser."""
    page = show(visit(library_site, java_script_enabled=False), draw(FOLDED))
    page.get_by_text("Rows").click()

    expect(page.locator("#row-2")).to_be_visible()


def test_heads_of_an_answer_sort_its_rows(tab):
    """A click sorts upwards, another downwards; numbers count as such, and what is empty comes last either way."""
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td data-sort="{value}">{value}</td></tr>'
        for name, value in (("b", "10"), ("a", "9"), ("c", ""))
    )
    heads = '<th scope="col" data-column="0">Name</th><th scope="col" data-column="1">Value</th>'
    table = f'<table><thead><tr>{heads}</tr></thead><tbody class="rows">{rows}</tbody></table>'
    page = show(tab(), draw(f'<div class="scroll sortable">{table}</div>'))
    value = page.get_by_role("button", name="Value")
    expect(value).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(value).to_have_css("padding", "0px")
    before = page.get_by_role("columnheader", name="Value").bounding_box()

    value.click()
    expect(page.locator("tbody th")).to_have_text(["a", "b", "c"])
    expect(page.get_by_role("columnheader", name="Value")).to_have_attribute("aria-sort", "ascending")
    value.press("Enter")
    expect(page.locator("tbody th")).to_have_text(["b", "a", "c"])
    page.get_by_role("button", name="Name").click()
    expect(page.locator("tbody th")).to_have_text(["a", "b", "c"])
    expect(page.locator("th[aria-sort]")).to_have_count(1)
    assert before == page.get_by_role("columnheader", name="Value").bounding_box()
