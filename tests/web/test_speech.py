"""How fixed texts are found in a catalogue: whole, by their fixed words, or piece by piece."""

import pytest

from bridgehead.web.speech import get_say


@pytest.fixture
def say():
    """How a German page says things."""
    return get_say("de")


def test_english_is_said_as_it_stands():
    """The language that everything is written in needs no catalogue."""
    assert get_say("en") is str


def test_a_language_nobody_translated_into_is_said_as_it_stands():
    """Names of markets are known in every language; all else falls back to English."""
    assert ("Nothing in the record.", "Tyskland") == tuple(map(get_say("sv"), ("Nothing in the record.", "Germany")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nothing in the record.", "Nichts im Bestand."),
        ("", ""),
        ("Germany", "Deutschland"),
        ("Africa", "Afrika"),
        ("joint venture partner", "Joint-Venture-Partner"),
        ("Market knowledge", "Marktkenntnis"),
        ("13 of 16 actors have no known market and count towards none.",
         "13 von 16 Akteuren haben keinen bekannten Markt und zählen zu keinem."),
        ("1 of our 11 agreements only possibly holds on the day.",
         "1 unserer 11 Vereinbarungen: an dem Tag nur möglicherweise in Kraft."),
        ("13 ties without a dated contact: cannot tell whether dormant.",
         "13 Beziehungen ohne datierten Kontakt: nicht zu sagen, ob ruhend."),
        ("informal to formal", "informell zu formell"),
        ("1 more actor tied; a strong tie", "verbundene Akteure: noch 1; eine starke Beziehung"),
        ("scientific, formal, strong (2001)", "wissenschaftlich, formell, stark (2001)"),
        ("social, informal (before 1994)", "sozial, informell (before 1994)"),
        ("education of customers", "Wissensvermittlung an Kunden"),
        ("intimacy 0.25", "Vertrautheit 0.25"),
        ("The record does not say. Of no relationship is it told how it came about.",
         "Der Bestand sagt es nicht. Von keiner Beziehung ist erzählt, wie sie zustande kam."),
    ],
)  # fmt: skip
def test_texts_are_known_with_their_facts(say, text, expected):
    """Names of markets and controlled words inside a sentence are said as well."""
    assert expected == say(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace",
        "Chemistry and Chemical Biology, Harvard University",
        "Our agreement",
        "Ada to Boole",
        "sales; Ada",
        "Bridgehead 2020",
        "we met (in Paris)",
        "x" * 1_001,
    ],
)
def test_what_people_wrote_is_said_as_they_wrote_it(say, text):
    """A known word beside one that nobody knows is no reason to translate half of a text."""
    assert text == say(text)


def test_names_inside_a_known_sentence_stay(say):
    """Only the words around them are translated."""
    assert "Q-Sense wendet sich an Ministry of Trade." == say("Q-Sense turns to Ministry of Trade.")
