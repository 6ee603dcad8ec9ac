"""The closed list of what can be assessed, and the library's use of it."""

from importlib.resources import files

import pytest
import yaml

from bridgehead.record.entries import Assessment
from bridgehead.sources.case import find_cases

ITEMS = {
    (instrument, name): item
    for instrument, listed in yaml.safe_load(
        files("bridgehead").joinpath("parameters", "instruments.yaml").read_text(encoding="utf-8")
    )["instruments"].items()
    for name, item in listed["items"].items()
}


@pytest.mark.parametrize("key", ITEMS, ids="/".join)
def test_an_item_says_what_is_judged_and_how(key):
    """Each has a sentence, a kind of value and a unit; only words have a closed list of words."""
    item = ITEMS[key]

    assert item["description"].endswith(".")
    assert item["value"] in {"number", "share", "word", "yes_no"}
    assert bool(item["unit"]) or item["value"] in {"word", "yes_no"}
    assert "word" == item["value"] or "words" not in item


@pytest.mark.parametrize("name", sorted(find_cases()))
def test_cases_use_no_word_outside_a_closed_list(case, name):
    """Where an item's words are listed, the library uses those and no others."""
    for assessment in case(name).all(Assessment):
        words = ITEMS[assessment.instrument, assessment.item].get("words")

        assert words is None or assessment.value in words, assessment.id
