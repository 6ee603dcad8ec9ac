"""What titles propose, in several languages, and what they are kept from proposing."""

import gzip
import json

import pytest

from bridgehead.matching.titles import load_title_rules, propose_mechanism
from bridgehead.matching.words import split_words
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import COORDINATION_FORMS, INTERACTION_KINDS, MECHANISMS


def mechanism_of(title, kind="meeting"):
    proposal = propose_mechanism(title, kind)
    return proposal.mechanism if proposal else None


@pytest.mark.parametrize(
    ("title", "mechanism"),
    [
        ("User training, Kiel", "course"),
        ("TR10 Workshop Dokumentation", "course"),
        ("Anwenderschulung Basel", "course"),
        ("Session de formation", "course"),
        ("Webinar: new sensors", "seminar"),
        ("Conférence produit", "seminar"),
        ("Hannover Messe, day 2", "conference"),
        ("World Congress of Cardiology", "conference"),
        ("ISO/TC 215 plenary", "standardisation"),
        ("Normenausschuss Ventile", "standardisation"),
        ("On-site support Lyon", "support"),
        ("Inbetriebnahme Graz", "support"),
        ("Post-doc meeting", "research"),
        ("Prototyp anschauen", "product"),
        ("Design review #3", "product"),
        ("Market access Japan", "local_market"),
        ("Hospital visit Uppsala", "academia"),
        ("Meet our supplier", "business"),
    ],
)
def test_words_of_several_languages_propose_a_mechanism(title, mechanism):
    """Without case, accents and punctuation; compounds by their end, several words only next to each other."""
    assert mechanism == mechanism_of(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Lunch",
        "Of course!",
        "Conference call",
        "Golf course",
        "Training budget",
        "Market research panel",
        "support",
    ],
)
def test_words_that_mean_another_thing_propose_nothing(title):
    """A conference call is no conference, and one vague word is not enough."""
    assert mechanism_of(title) is None


def test_another_word_of_the_title_still_counts():
    """What bars one word leaves the others alone."""
    assert "course" == mechanism_of("Conference call on the training")


def test_a_kind_of_interaction_proposes_where_the_title_does_not():
    """The title has the first word; kinds that are asks or sales propose nothing at all."""
    assert "support" == mechanism_of("Lunch", "support")
    assert "course" == mechanism_of("Training", "support")
    assert mechanism_of("Training", "sale") is None


def test_a_proposal_says_because_of_what():
    """The expression as the rules write it, or the kind."""
    assert "*schulung*" == propose_mechanism("Produktschulung").because
    assert "training" == propose_mechanism("", "training").because


def test_rules_hold_controlled_words_and_expressions_that_can_be_found():
    """Every mechanism has a rule, and no expression has a letter that a title could never hold once it is read."""
    rules = load_title_rules()

    assert set(MECHANISMS.words) == {rule.mechanism for rule in rules}
    assert {form for rule in rules for form in rule.forms} <= set(COORDINATION_FORMS.words)
    assert {kind for rule in rules for kind in rule.kinds} <= set(INTERACTION_KINDS.words)
    assert set(get_parameter("coordination", "kinds_read")) <= set(INTERACTION_KINDS.words)
    for rule in rules:
        for text, pattern in rule.patterns:
            assert tuple(part.replace("*", "") for part in pattern) == split_words(text.replace("*", "")), text


def test_titles_of_works_are_hardly_ever_taken_for_meetings(shared):
    """Of 1,300 titles of papers, which name no meeting, at most three propose anything: words stand by themselves."""
    file = shared / "data" / "science" / "openalex_works_1300.jsonl.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        titles = [json.loads(line).get("title") or "" for line in lines]

    proposed = [title for title in titles if propose_mechanism(title)]

    assert 1300 == len(titles)
    assert len(proposed) <= 3, proposed
