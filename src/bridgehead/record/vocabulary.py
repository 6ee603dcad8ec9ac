"""What a controlled word and a closed list of such words are; the words themselves stand in `record.terms`."""

from __future__ import annotations

from dataclasses import dataclass, field

from bridgehead.errors import MisuseError, suggest
from bridgehead.record.references import WORKS, Reference


@dataclass(frozen=True, slots=True)
class Term:
    """One controlled word.

    Attributes:
        word: the identifier, the same in code, screen and docs.
        definition: one line.
        work: key of the work it comes from (`WORKS`).
    """

    word: str
    definition: str
    work: str = "ours"

    @property
    def label(self) -> str:
        """The word for people: underscores as spaces."""
        return self.word.replace("_", " ")

    @property
    def reference(self) -> Reference:
        """Where it comes from."""
        return WORKS[self.work]


@dataclass(frozen=True, slots=True)
class FormTerm(Term):
    """A form of agreement.

    Attributes:
        equity: whether the parties take shares.
        direction: vertical (along the chain) or horizontal (between equals).
        tie_kind: the kind of tie such an agreement makes between its parties.
    """

    equity: bool = False
    direction: str = "horizontal"
    tie_kind: str = "business"


class UnknownWordError(MisuseError):
    """A controlled word is not in its list."""

    def __init__(self, vocabulary: Vocabulary, found: str) -> None:
        """Args: vocabulary: the list. found: the word as given."""
        self.vocabulary, self.found = vocabulary.name, found
        valid = vocabulary.words
        super().__init__(f"No {vocabulary.label} {found!r}.{suggest(found, valid)} The words are: {', '.join(valid)}.")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of controlled words.

    Attributes:
        name: the identifier. label: what one word of it is called in a sentence.
        terms: the words in the order people should see them.
        synonyms: other spellings a source may meet -> the word.
    """

    name: str
    label: str
    terms: tuple[Term, ...]
    synonyms: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(term.word for term in self.terms)

    def get(self, word: str) -> Term:
        """The term of a word.

        Raises:
            UnknownWordError: the word is not in the list.
        """
        for term in self.terms:
            if term.word == word:
                return term
        raise UnknownWordError(self, word)

    def read(self, text: str) -> str:
        """The controlled word for a text as people write it: case, spaces and known synonyms are accepted.

        Raises:
            UnknownWordError: no word fits.

        >>> Vocabulary("colour", "colour", (Term("dark_red", "Like wine."),)).read("Dark red")
        'dark_red'
        """
        word = "_".join(text.strip().lower().replace("-", " ").split())
        word = self.synonyms.get(word, word)
        if word not in self.words:
            raise UnknownWordError(self, text)
        return word
