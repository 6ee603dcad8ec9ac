"""What a title says of how partners are coordinated: a mechanism proposed by its words, for people to confirm.

The words stand in `parameters/coordination.yaml` in several languages. Nothing here decides, and a title nobody has a
rule for proposes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from bridgehead.matching.words import split_words
from bridgehead.record.parameters import get_parameter

_Pattern = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRule:
    """The words that propose one mechanism.

    Attributes:
        mechanism: the word for it. forms: those it takes most often. kinds: kinds of interaction that propose it.
        patterns: (as written, as words) of each expression. unless: expressions in which its words mean another thing.
    """

    mechanism: str
    forms: tuple[str, ...]
    kinds: tuple[str, ...]
    patterns: tuple[tuple[str, _Pattern], ...]
    unless: tuple[_Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A mechanism that a title, or a kind of interaction, proposes.

    Attributes:
        mechanism: the word for it. forms: those it takes most often; who took part may not allow them all.
        because: the expression, as the rules write it, or the kind of interaction.
    """

    mechanism: str
    forms: tuple[str, ...]
    because: str


@lru_cache(maxsize=100_000)
def propose_mechanism(title: str, kind: str = "meeting") -> Proposal | None:
    """The mechanism a title proposes, else the one its kind of interaction does; None where neither does.

    Args:
        title: in any language and script. kind: of the interaction.

    >>> propose_mechanism("Anwenderschulung Basel").mechanism
    'course'
    >>> propose_mechanism("Of course: lunch") is None
    True
    >>> propose_mechanism("", "support").because
    'support'
    """
    if kind not in get_parameter("coordination", "kinds_read"):
        return None
    words = tuple(part for word in split_words(title) for part in word.split("/"))
    for rule in load_title_rules():
        expression = _find_expression(rule, words)
        if expression is not None:
            return Proposal(mechanism=rule.mechanism, forms=rule.forms, because=expression)
    for rule in load_title_rules():
        if kind in rule.kinds:
            return Proposal(mechanism=rule.mechanism, forms=rule.forms, because=kind)
    return None


def propose_forms(mechanism: str) -> Proposal:
    """The forms a mechanism takes most often, for an interaction that names it and no form.

    Args:
        mechanism: a word of the controlled list.

    >>> propose_forms("support").forms
    ('education',)
    """
    forms = next(rule.forms for rule in load_title_rules() if rule.mechanism == mechanism)
    return Proposal(mechanism=mechanism, forms=forms, because="its own mechanism")


@cache
def load_title_rules() -> tuple[TitleRule, ...]:
    """The rules in the order in which they are tried."""
    return tuple(
        TitleRule(
            mechanism=mechanism,
            forms=tuple(plain["forms"]),
            kinds=tuple(plain["kinds"]),
            patterns=tuple((text, _read_pattern(text)) for text in _split(plain["words"])),
            unless=tuple(_read_pattern(text) for text in _split(plain["unless"])),
        )
        for mechanism, plain in get_parameter("coordination", "title_rules").items()
    )


def _split(listed: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in listed.split(",") if text.strip())


def _read_pattern(text: str) -> _Pattern:
    return tuple(text.split())


def _find_expression(rule: TitleRule, words: Sequence[str]) -> str | None:
    """The first expression of a rule that stands in words and in none of those that mean another thing."""
    if not words:
        return None
    barred = {place + step for one in rule.unless for place in _find_places(one, words) for step in range(len(one))}
    for text, pattern in rule.patterns:
        for place in _find_places(pattern, words):
            if barred.isdisjoint(range(place, place + len(pattern))):
                return text
    return None


def _find_places(pattern: _Pattern, words: Sequence[str]) -> list[int]:
    """Where a pattern begins among words."""
    return [
        place
        for place in range(len(words) - len(pattern) + 1)
        if all(fnmatchcase(words[place + step], part) for step, part in enumerate(pattern))
    ]
