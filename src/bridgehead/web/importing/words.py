"""Words of a table that nobody knows: which they are, what they may mean, and a mapping that was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bridgehead.record.findings import Finding
from bridgehead.record.markets import find_markets, label
from bridgehead.record.terms import VOCABULARY_BY_FIELD
from bridgehead.sources.table import ColumnMapping

#: findings about a word that another would mend
UNKNOWN_CODES = frozenset({"unknown-word", "unknown-market", "bad-strength"})
#: words asked about at once, the most frequent first
_ASKED = 40
_STRENGTHS = (("weak", "weak"), ("strong", "strong"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWord:
    """A word of a table that means nothing known.

    Attributes:
        meaning: what its column is taken for. column: the column's name. text: as it stands. times: how often.
        options: (word, in words) of what it can mean.
    """

    meaning: str
    column: str
    text: str
    times: int
    options: tuple[tuple[str, str], ...]


def find_unknown_words(findings: Iterable[Finding], mapping: ColumnMapping) -> tuple[UnknownWord, ...]:
    """The words a person could explain, the most frequent first.

    Args:
        findings: of reading the table. mapping: it was read with.
    """
    meaning_by_column = {name: meaning for meaning, names in mapping.columns.items() for name in names}
    counts = Counter(
        (meaning_by_column[finding.column], finding.column, finding.found)
        for finding in findings
        if finding.code in UNKNOWN_CODES and finding.column in meaning_by_column and finding.found
    )
    asked = (
        UnknownWord(meaning=meaning, column=column, text=text, times=times, options=_find_options(mapping, meaning))
        for (meaning, column, text), times in counts.most_common(_ASKED)
    )
    return tuple(word for word in asked if word.options)


def _find_options(mapping: ColumnMapping, meaning: str) -> tuple[tuple[str, str], ...]:
    """What a word under a meaning can stand for; () where there is no list of it."""
    if meaning == "strength":
        return _STRENGTHS
    if meaning in {"market", "organisation_market", "place", "active_markets"}:
        return _list_markets()
    vocabulary = VOCABULARY_BY_FIELD.get(("tie" if mapping.rows == "contact" else mapping.rows, meaning))
    return tuple((term.word, term.label) for term in vocabulary.terms) if vocabulary else ()


@cache
def _list_markets() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((code, label(code)) for code in find_markets()), key=lambda pair: pair[1]))


def teach_words(
    mapping: ColumnMapping, meanings: Sequence[str], texts: Sequence[str], words: Sequence[str]
) -> ColumnMapping:
    """A mapping that knows more words.

    Args:
        mapping: the one that did not. meanings, texts, words: of each word what its column is taken for, how it stands
            in the table, and what it means; "" leaves it as it is.
    """
    taught = {meaning: dict(known) for meaning, known in mapping.words.items()}
    for meaning, text, word in _pair(mapping, meanings, texts, words):
        taught.setdefault(meaning, {})[text] = word
    return replace(mapping, words=taught, reasons={}, recognised_by=())


def _pair(
    mapping: ColumnMapping, meanings: Sequence[str], texts: Sequence[str], words: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """The words that were explained by one their list has."""
    for meaning, text, word in zip(meanings, texts, words, strict=False):
        if word == "unknown" or any(word == known for known, _ in _find_options(mapping, meaning)):
            yield meaning, text, word
