"""What holds of every page: found from its folder, so that a new page is held to it as well."""

import re
from collections import Counter

import pytest

from bridgehead.web.pages import GROUPS, find_pages
from bridgehead.web.words import LANGUAGES

CASE = "case=q-sense&as_of=2003-06-30"
#: address below the slug -> the whole address in the case
ADDRESSES = [
    f"{page.address}{example}{'&' if '?' in example else '?'}{CASE}"
    for page in find_pages()
    for example in page.examples
]


def test_pages_have_their_own_addresses_shortcuts_and_places():
    """No two pages share a slug or a shortcut, and each stands in a group that has a heading."""
    slugs = Counter(page.slug for page in find_pages())
    shortcuts = Counter(page.shortcut for page in find_pages() if page.shortcut)

    assert {1} == set(slugs.values())
    assert {1} == set(shortcuts.values())
    assert {page.group for page in find_pages()} <= set(GROUPS)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_stands_and_keeps_to_the_rules(library, address):
    """One heading of the first order, no id twice, every control named, nothing inline, nothing from elsewhere."""
    shown = library.get(address)

    assert 200 == shown.status, shown.text[:500]
    assert 1 == len(shown.find("h1"))
    ids = Counter(element["id"] for element in shown.find("[id]"))
    assert {} == {id_: count for id_, count in ids.items() if count > 1}
    assert [] == shown.find("[style], style, [onclick], [onchange], [onsubmit]")
    assert all(script.get("src") or script.get("type") == "application/json" for script in shown.find("script"))
    assert [] == [src for src in _find_addresses(shown) if re.match(r"(https?:)?//", src)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_control_has_a_name_that_can_be_spoken(library, address):
    """A field has a label, a button words, a table a caption, a drawing a name."""
    shown = library.get(address)

    labelled = {label.get("for") for label in shown.find("label[for]")}
    fields = shown.find("input:not([type=hidden]), select, textarea")
    unnamed = [
        field
        for field in fields
        if not (field.get("aria-label") or field.get("aria-labelledby") or field.get("id") in labelled)
        and field.find_parent("label") is None
    ]
    silent = [button for button in shown.find("button, a[href]") if not _speak(button)]
    tables = [table for table in shown.find("main table") if not _name_table(table)]

    assert [] == unnamed
    assert [] == silent
    assert [] == tables


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_of_a_page_keep_the_case_on_screen(library, address):
    """Whoever looks at a case stays in it by every link of the navigation."""
    shown = library.get(address)

    assert all("case=q-sense" in str(link["href"]) for link in shown.find("nav.sidebar li a"))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_pages_speak_the_language_chosen(library, language):
    """The language of the page is said, and its words are taken from the catalogue."""
    library.client.cookies.set("language", language)
    try:
        shown = library.get(f"/today?{CASE}")
    finally:
        library.client.cookies.delete("language")

    assert language == shown.find("html")[0]["lang"]


def _find_addresses(shown):
    for name in ("src", "href", "action", "data-source"):
        for element in shown.find(f"main [{name}], head [{name}]"):
            if not (element.name == "a" and element.get("rel") == ["external"]):
                yield str(element[name])


def _speak(element):
    words = element.get_text(" ").strip() or element.get("aria-label") or element.get("title")
    return words or any(inner.get("aria-label") or inner.get("alt") for inner in element.find_all(True))


def _name_table(table):
    region = table.find_parent(attrs={"aria-label": True})
    return table.find("caption") or table.get("aria-label") or region is not None or table.find_parent("details")
