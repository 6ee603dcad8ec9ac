"""Controlled words on a page: each explains itself where it stands, and all together at the end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from bridgehead.present.links import NO_LINKS, Links, Say
from bridgehead.record.terms import VOCABULARIES, Term, Vocabulary


@lru_cache(maxsize=1024)
def find_terms(word: str, column: str = "") -> tuple[tuple[Vocabulary, Term], ...]:
    """What a word means, with the list it belongs to; several where lists share it and the column does not decide.

    Args:
        word: as it stands in a row. column: name of the column; "role" or "roles" means the list of roles.

    >>> [vocabulary.name for vocabulary, _ in find_terms("business", "tie_kind")]
    ['tie_kind']
    """
    found = tuple((list_, term) for list_ in VOCABULARIES.values() for term in list_.terms if term.word == word)
    named = tuple(pair for pair in found if pair[0].name in {column, column.removesuffix("s")})
    return named or found


class Glossary:
    """Writes words and remembers which were used.

    Attributes:
        links: where names lead.
    """

    def __init__(self, links: Links = NO_LINKS) -> None:
        self.links = links
        self._used: dict[str, dict[str, Term]] = {}
        self._linked: set[str] = set()

    def start_part(self) -> None:
        """From here on the first use of each word is a link again."""
        self._linked.clear()

    def write(self, word: str, column: str = "") -> Markup:
        """A word with its meaning on hover; its first use in a part is a link, which the keyboard reaches."""
        label = self.links.say(word.replace("_", " "))
        terms = find_terms(word, column)
        if not terms:
            return Markup("{}").format(label)
        self._used.setdefault(word, {}).update((list_.label, term) for list_, term in terms)
        meaning = describe(terms, self.links.say)
        if word in self._linked:
            return Markup('<span class="term" title="{}">{}</span>').format(meaning, label)
        self._linked.add(word)
        return Markup('<a class="term" href="#term-{0}" title="{1}" data-meaning="{1}">{2}</a>').format(
            word, meaning, label
        )

    def __iter__(self) -> Iterator[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
        """The words used, sorted: (word, label, its meanings as (list, definition, reference))."""
        say = self.links.say
        for word, terms in sorted(self._used.items()):
            meanings = tuple((say(list_), say(term.definition), str(term.reference)) for list_, term in terms.items())
            yield word, say(word.replace("_", " ")), meanings


def describe(terms: tuple[tuple[Vocabulary, Term], ...], say: Say = str) -> str:
    """Definitions in one line; each with its list where there are several."""
    if len(terms) == 1:
        return say(terms[0][1].definition)
    return " ".join(f"{say(introduce(list_))} {say(term.definition)}" for list_, term in terms)


def introduce(vocabulary: Vocabulary) -> str:
    """What stands before a definition where other lists share its word.

    >>> introduce(VOCABULARIES["role"])
    'As a role:'
    """
    return f"As {'an' if vocabulary.label[0] in 'aeiou' else 'a'} {vocabulary.label}:"
