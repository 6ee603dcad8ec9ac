"""Library cases for the tests: loaded once, found by name."""

import re
from functools import cache

import pytest

from bridgehead.sources.case import get_case_path, load_case


class LoadedCase:
    """A case's record, its entries by their id inside the case."""

    def __init__(self, name):
        self.name = name
        self.record = load_case(get_case_path(name))
        self.entries = {entry.id.removeprefix(f"{name}:"): entry for entry in self.record.entries()}

    def __getitem__(self, id_):
        return self.entries[id_]

    def all(self, kind):
        """Entries of a type, in the record's order."""
        return [entry for entry in self.entries.values() if isinstance(entry, kind)]

    def short(self, ids):
        """Ids as they stand inside the case."""
        return [id_.removeprefix(f"{self.name}:") for id_ in ids]

    def assessed(self, item):
        """Every value assessed of an item."""
        return [entry.value for entry in self.entries.values() if getattr(entry, "item", None) == item]


@pytest.fixture(scope="session")
def case():
    """A library case by name."""
    return cache(LoadedCase)


@pytest.fixture(scope="session")
def find_runs():
    """Every run of so many consecutive words of a text, case and punctuation left out."""

    def find(text, length):
        words = re.findall(r"[^\W_]+", text.casefold())
        return {tuple(words[place : place + length]) for place in range(len(words) - length + 1)}

    return find
