"""Advice that names a command leads to the page that does the same."""

import pytest

from bridgehead.web.advice import _PLACES, advise


@pytest.mark.parametrize("path", sorted({path for path, _ in _PLACES.values()}))
def test_every_place_is_a_page(serve, path):
    """No advice leads nowhere."""
    assert 200 == serve("Anna Berg, distributor, DE, strong, since 2021").get(path).status


def test_commands_of_an_answer_are_links(serve):
    """A caveat that tells what to type in a terminal is a link on a page; what is no command stands escaped."""
    browser = serve("Anna <i>Berg</i>, distributor, DE, strong, since 2021", "Kim Lee, customer, , weak, since 2021")

    shown = browser.get("/ask/reach?as_of=2022")

    assert "'bridgehead" not in " ".join(shown.words("main .caveats"))
    assert "<i>Berg" not in shown.response.text


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Ask again with --as-of 2001-06-30.", "Ask again with “As of” 2001-06-30."),
        ("Ask with --level organisations.", "Ask with “Level” organisations."),
        ("And --max-asks leaves them out.", "And “Max asks” leaves them out."),
        ("As in: bridgehead add --ask 'Anna, yes'.", "As in: bridgehead add --ask &#39;Anna, yes&#39;."),
        (
            "A dash -- like this -- is none, nor is half-way--so.",
            "A dash -- like this -- is none, nor is half-way--so.",
        ),
    ],
)
def test_an_option_is_called_as_its_control(sentence, shown):
    """What is no option of a command is left alone."""
    assert shown == advise(sentence, str, str)


def test_a_refusal_on_a_page_speaks_of_the_page(serve):
    """Where an answer says what else to choose, it names a control that is there."""
    browser = serve("Anna Berg, distributor, DE, strong, since 2021")

    page = browser.get("/ask/introductions")

    assert "--to" not in " ".join(page.words("main"))
    assert "“To”" in " ".join(page.words("main"))
    assert "To" in page.words("main label")


def test_a_command_without_a_page_stands_as_it_is():
    """What only a terminal can do is left in its words, and nothing is lost around it."""
    sentence = "Try <b> 'bridgehead registry build' or 'bridgehead ask reach --market DE'; 'bridgehead show \"x' too."

    found = advise(sentence, lambda path: f"/x{path}", lambda words: words.upper())

    assert "&lt;b&gt; &#39;bridgehead registry build&#39;" in found
    assert '<a href="/x/ask/reach">REACH</a>' in found
    assert found.endswith("too.")
