"""Search: one field that finds people, markets, agreements, questions and words."""

from bridgehead.record.terms import VOCABULARIES


def test_people_are_found_without_their_accents(library):
    """Letters are compared as they sound; a hit leads to the profile in the same case."""
    shown = library.get("/search?case=q-sense&q=hook")

    assert any("Höök" in line for line in shown.words("section li"))
    assert any(link.startswith("/actors/q-sense") and "case=q-sense" in link for link in shown.links())


def test_markets_questions_and_words_are_found_without_a_record(library):
    """Before there is a record the library of words and questions can be searched."""
    shown = library.get("/search?q=brazil")
    terms = library.get("/search?q=distributor")

    assert "/reach/BR" in shown.links()
    assert any(link.startswith("/words#") for link in terms.links())


def test_what_begins_with_the_word_stands_first(serve):
    """A name that begins so comes before one that only holds it."""
    browser = serve("Berg Anna, customer, DE, weak, since 2020", "Anna Berg, customer, DE, weak, since 2020")

    assert "Anna Berg" in browser.get("/search?q=anna").words("section[aria-labelledby=found-actors] li")[0]


def test_nothing_found_says_what_would_find_more(serve):
    """No hits teach instead of leaving a blank page."""
    assert "Nothing found" in serve().get("/search?q=zzzzzz").text
    assert "Nothing found" not in serve().get("/search?q=").text


def test_every_word_has_its_meaning_on_one_page(library):
    """The page of words holds each controlled word under an address of its own."""
    shown = library.get("/words")

    ids = {row["id"] for row in shown.find("tbody tr")}
    assert {f"{list_.name}-{term.word}" for list_ in VOCABULARIES.values() for term in list_.terms} == ids
