"""The report in one HTML file."""

import re
import subprocess
from base64 import b64encode
from collections import Counter
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from shutil import which

import pytest

from bridgehead.answers import ActorRef, Column, RouteRow, Routes, Row, Scores
from bridgehead.present.palette import build_dark_css, get_scale_step, get_tie_style
from bridgehead.present.report import UnwritableReportError, read_style, render_report, write_report
from bridgehead.record.terms import TIE_KINDS
from colours import contrast

_VOID = {"meta", "br", "input", "link", "hr", "img"}


class Page(HTMLParser):
    """A page taken apart: its elements with attributes, and what was not closed properly."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.unbalanced, self.text = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        """The attributes of every element of a tag."""
        return [attributes for name, attributes in self.elements if name == tag]


def render(*answers):
    """A report of answers."""
    return render_report(answers, title="Ways <abroad>", firm="Nordlys & Co", made_on=date(2026, 11, 22))


@pytest.fixture
def page(every_shape, nothing, much):
    """A report of all the sample answers."""
    return Page(render(every_shape, nothing, much))


def test_every_element_is_closed_and_every_id_is_unique(page):
    """Well-formed, with nothing ambiguous to link to."""
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)

    assert ([], []) == (page.unbalanced, page.open)
    assert [] == [name for name, count in ids.items() if count > 1]


def test_every_link_inside_the_page_leads_somewhere(page):
    """From rows to sources and back, from words to the glossary, from contents to parts."""
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    targets = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}

    assert set() == targets - ids
    assert {"source-1", "answer-1-1-row-1", "term-scientific", "answer-1-2-row-1-steps"} <= targets


def test_nothing_is_fetched(every_shape, page):
    """No address outside the page but links to works, which only a click follows; styles fetch nothing either."""
    fetched = [
        value
        for tag, attributes in page.elements
        for name, value in attributes.items()
        if name in {"src", "srcset", "poster", "data", "action", "background"} or (name == "href" and tag != "a")
    ]
    outside = {link["href"].split("/")[2] for link in page.all("a") if not link["href"].startswith("#")}

    assert [] == fetched
    assert {"doi.org"} == outside
    assert "url(" not in read_style()
    assert "@import" not in read_style()
    assert "http" not in render(every_shape).replace("https://doi.org/", "").replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")  # fmt: skip  # noqa: E501


def test_the_policy_allows_the_pages_own_style_and_script_alone(every_shape):
    """By their digests: a style or script slipped in through the record would not run."""
    html = render(every_shape)
    policy = next(meta["content"] for meta in Page(html).all("meta") if "http-equiv" in meta)

    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = b64encode(sha256(content.encode()).digest()).decode()

        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)


def test_what_the_record_holds_is_never_markup(make_answer):
    """Titles, names, notes and evidence are text wherever they stand."""
    nasty = "<img src=x onerror=alert(1)>"
    shape = Scores(
        columns=(Column(name="who", label=nasty, kind="actor", meaning=nasty),),
        rows=(Row(values={"who": ActorRef("x", nasty, "DE")}, evidence=("e",), note=nasty),),
        empty=nasty,
    )
    answer = make_answer((nasty, shape), title=nasty, caveats=(nasty,), parameters={"x": nasty}, lens={"y": nasty})

    html = render_report((answer,), title=nasty, firm=nasty, made_on=date(2026, 11, 22))

    assert [] == Page(html).all("img")
    assert "&lt;img src=x" in html


def test_the_head_names_firm_day_lens_coverage_and_caveats(page):
    """All that must be known before relying on an answer."""
    text = " ".join(" ".join(page.text).split())

    assert "Nordlys & Co , made on 2026-11-22" in text
    assert "Lens imagined without İplik T." in text
    assert (
        "Coverage 31 of 40 ties used, 5 of them only possibly in force. 9 ties have no market and were left out."
        in (text)
    )
    assert "Before you rely on this Chances are assumed until asks are logged." in text
    assert "Ask again: bridgehead ask sample-question --max-introductions 2" in text


def test_every_figure_says_what_it_shows_and_stands_beside_a_table(page):
    """Drawings are images with title and description; decorations are hidden from screen readers."""
    drawings = page.all("svg")
    images = [drawing for drawing in drawings if drawing.get("role") == "img"]
    timelines = [drawing for drawing in drawings if drawing.get("role") == "group"]

    assert all(drawing.get("aria-hidden") == "true" for drawing in drawings if drawing not in [*images, *timelines])
    assert all(drawing["aria-labelledby"] for drawing in [*images, *timelines])
    assert (2 + 2, 1) == (len(images), len(timelines))
    assert len(images) == page.text.count("The map as a table") + page.text.count("The network as a table")
    assert len(images) + len(timelines) == len(page.all("figcaption"))


def test_tables_have_headings_for_columns_rows_and_groups(page):
    """Screen readers name both for every cell, and the keyboard can scroll what is too wide."""
    scopes = Counter(head["scope"] for head in page.all("th"))
    regions = [element for element in page.all("div") if element.get("role") == "region"]

    assert {"col", "row", "rowgroup"} == set(scopes)
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in regions)


def test_a_part_without_rows_says_what_is_missing(nothing):
    """There is no table, no map and no list of sources then."""
    html = render(nothing)
    page = Page(html)

    assert "No ties are known. Import contacts first." in html
    assert [] == page.all("table")
    assert [] == page.all("figure")
    assert 'id="sources"' not in html


def test_a_route_without_steps_has_no_figure(make_answer):
    """Its row stands all the same."""
    row = RouteRow(values={"who": "Ada"}, steps=())
    html = render(make_answer(Routes(columns=(Column(name="who", label="Who"),), rows=(row,)), firm=None))

    assert "no steps" in html
    assert "<figure>" not in html


def test_long_tables_can_be_filtered_and_scroll_below_their_heading(page):
    """Short ones are left alone."""
    classes = Counter(element.get("class", "") for element in page.all("div"))

    assert 2 == classes["scroll long sortable"]
    assert classes["scroll sortable"] > 2
    assert classes["scroll wide sortable"] == 1


def test_the_figure_says_how_many_routes_it_leaves_to_the_table(much):
    """Two hundred routes cannot be told apart in a drawing."""
    assert "176 more routes are in the table and not drawn" in render(much)


def test_the_same_answers_give_the_same_page(every_shape):
    """Byte for byte, so that two reports can be compared."""
    assert render(every_shape) == render(every_shape)


def test_every_kind_of_tie_has_a_look_of_its_own():
    """Colour and dashes both differ, and the dark ground has its own colours."""
    styles = [get_tie_style(kind) for kind in (*TIE_KINDS.words, "never heard of")]

    assert len(styles) == len({style.light for style in styles}) == len({style.dashes for style in styles})
    assert "other" == styles[-1].kind
    assert all(f".tie-{style.kind}{{stroke:{style.dark}}}" in build_dark_css() for style in styles)


@pytest.mark.parametrize("ground", [("light", "#ffffff"), ("light", "#dfe3e8"), ("dark", "#12161c")])
def test_lines_stand_out_from_their_ground(ground):
    """A contrast of 3:1 (WCAG 2.2, 1.4.11), also over land."""
    name, colour = ground
    for kind in (*TIE_KINDS.words, "other"):
        assert contrast(getattr(get_tie_style(kind), name), colour) >= 3


def test_one_class_alone_is_drawn_in_a_visible_step():
    """Neither the palest nor out of range."""
    assert 3 == get_scale_step(0, 1)


def test_the_file_is_written_in_utf8(every_shape, tmp_path):
    """Whatever the machine's own encoding."""
    write_report((every_shape,), tmp_path / "r.html", title="T", firm="F", made_on=date(2026, 11, 22))

    assert "中国科学院长春应用化学研究所" in (tmp_path / "r.html").read_bytes().decode("utf-8")


def test_a_file_that_cannot_be_written_is_refused(every_shape, tmp_path):
    """The message names the file and why."""
    path = tmp_path / "missing" / "r.html"

    with pytest.raises(UnwritableReportError, match="No such file or directory"):
        write_report((every_shape,), path, title="T", firm="F", made_on=date(2026, 11, 22))


@pytest.mark.skipif(which("node") is None, reason="needs Node to read the script")
def test_the_script_is_sound_javascript(every_shape, tmp_path):
    """It is only sorting and filtering, yet a typo would break both."""
    (script,) = re.findall("<script>(.*?)</script>", render(every_shape), re.DOTALL)
    path = tmp_path / "report.js"
    path.write_text(script, encoding="utf-8")

    assert 0 == subprocess.run(["node", "--check", str(path)], check=False).returncode
