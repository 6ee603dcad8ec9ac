"""The macros that pages are made of, and what no template may hold."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from bridgehead.web.templating import get_environment

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src" / "bridgehead" / "web" / "templates").glob("*.html"))
ICONS = set(json.loads((ROOT / "frontend" / "src" / "icons.json").read_text(encoding="utf-8")))


def draw(body, **context):
    """What a template with this body draws."""
    text = '{% import "ui.html" as ui with context %}' + body
    drawn = get_environment("en").from_string(text).render(asset=lambda name: f"/static/{name}", csrf="c", **context)
    return BeautifulSoup(drawn, "html.parser")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_keep_to_the_security_policy(template):
    """No style attribute, no handler, no script within: browsers would refuse them."""
    text = template.read_text(encoding="utf-8")

    assert [] == re.findall(r"\sstyle=", text)
    assert [] == re.findall(r"\son[a-z]+=\"", text)
    assert [] == [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag and "json" not in tag]
    assert "https://" not in text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_that_a_template_names_is_drawn(template):
    """Names of icons are those of frontend/src/icons.json."""
    text = template.read_text(encoding="utf-8")
    named = set(re.findall(r"icon\(\"([a-z0-9-]+)\"", text)) | set(re.findall(r"icon_name=\"([a-z0-9-]+)\"", text))

    assert named <= ICONS


def test_icons_are_named_once():
    """The list is in order, so that two people add to it without clashing."""
    listed = json.loads((ROOT / "frontend" / "src" / "icons.json").read_text(encoding="utf-8"))

    assert sorted(set(listed)) == listed


@pytest.mark.parametrize(
    "body",
    [
        '{{ ui.tiles([{"label": "Strong ties", "value": none}]) }}',
        "{{ ui.number(none) }}",
        '{{ ui.facts([("Strength", none)]) }}',
    ],
)
def test_unknown_is_said_and_never_left_empty(body):
    """None is a value of its own, not zero."""
    assert ["unknown"] == [element.get_text() for element in draw(body).select(".unknown")]


def test_zero_is_a_number():
    """What is known to be none at all is not said to be unknown."""
    assert "0" == draw("{{ ui.number(0) }}").td.get_text()


@pytest.mark.parametrize(
    "body",
    [
        "{{ ui.chip(word, remove='/x') }}",
        "{{ ui.badge(word) }}",
        "{{ ui.term(word, word) }}",
        "{{ ui.empty(word, word, '/x', word) }}",
        "{{ ui.text_field('n', word, value=word, help=word, wrong=word, suggestions=[word]) }}",
        "{{ ui.select_field('n', word, [(word, word)]) }}",
        "{{ ui.choices_field('n', word, [(word, word)]) }}",
        "{{ ui.timeline([{'when': word, 'title': word, 'note': word}]) }}",
        "{{ ui.facts([(word, word)]) }}",
        "{{ ui.message(word) }}",
        "{{ ui.tabs([{'text': word, 'url': word}], word) }}",
        "{{ ui.tie_kind('business', word) }}",
    ],
)
def test_words_of_the_record_are_never_markup(body):
    """A name with markup in it is shown as it is written."""
    page = draw(body, word='"><script>alert(1)</script>')

    assert [] == page.select("script")
    assert "alert(1)" in str(page)


def test_what_is_wrong_with_a_field_is_tied_to_it():
    """Who hears the page hears help and fault with the field."""
    page = draw('{{ ui.text_field("begin", "Since", value="2001-13", help="As you know it.", wrong="No month 13.") }}')

    field = page.select_one("input")
    assert "true" == field["aria-invalid"]
    assert ["No month 13.", "As you know it."] == [
        page.find(id=name).get_text() for name in field["aria-describedby"].split()
    ]
    assert field["id"] == page.label["for"]


def test_a_field_without_fault_says_nothing_of_one():
    """Neither an empty reference nor a mark of a fault."""
    field = draw('{{ ui.text_field("begin", "Since") }}').select_one("input")

    assert not field.has_attr("aria-invalid")
    assert not field.has_attr("aria-describedby")


@pytest.mark.parametrize(("direction", "said"), [("", None), ("ascending", "ascending"), ("descending", "descending")])
def test_a_sorted_column_says_so(direction, said):
    """The head is a link; only the column in use is marked."""
    head = draw("{{ ui.sort_header('Market', '?sort=market', direction) }}", direction=direction).th

    assert said == head.get("aria-sort")
    assert "?sort=market" == head.a["href"]


def test_a_chosen_option_is_selected():
    """What was chosen stays chosen."""
    page = draw('{{ ui.select_field("kind", "Kind", [("a", "A"), ("b", "B")], value="b", nothing="Any") }}')

    assert [("", "Any", False), ("a", "A", False), ("b", "B", True)] == [
        (option["value"], option.get_text(), option.has_attr("selected")) for option in page.select("option")
    ]


def test_a_share_is_a_bar_of_its_width():
    """Sixty in a hundred fill sixty in a hundred."""
    assert "60.0%" == draw('{{ ui.share(0.6, "60 %") }}').select_one(".part")["width"]


def test_a_bar_of_pages_names_only_those_there_are():
    """The first page has no previous one."""
    assert ["next"] == [link["rel"][0] for link in draw('{{ ui.pager("1 to 50", next="?page=2") }}').select("a")]


def test_a_message_says_in_what_way_it_matters():
    """A fault is an alert, all else is not; a call adds to it."""
    fault = draw('{% call ui.message("No", "fault") %}<b>more</b>{% endcall %}').select_one(".message")
    note = draw('{{ ui.message("Well") }}').select_one(".message")

    assert "alert" == fault["role"]
    assert "more" == fault.b.get_text()
    assert not note.has_attr("role")
