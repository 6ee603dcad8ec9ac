"""Names taken apart: an organisation's words and legal forms; a person's names, titles and particles.

Order is kept for showing and dropped for comparing, so "Smith, John", "Nagy János" and "Mao Zedong" need no rule of
their own: whichever name comes first, the words are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bridgehead.matching.legal_forms import LegalForm, take_off
from bridgehead.matching.words import split_words, squeeze
from bridgehead.record.parameters import get_parameter

_ROMAN = re.compile(r"(?=..)x{0,3}(?:ix|iv|v?i{0,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name ready to be compared.

    Attributes:
        words: what tells it from others, squeezed, in the order written.
        key: the words sorted and joined: equal for names that differ in order only.
        forms: legal forms of an organisation; () for a person.
        numbers: digits and Roman numerals among the words.
        initials: first letters of the words in order; "" for a person and for names of one word.
    """

    words: tuple[str, ...]
    key: str
    forms: tuple[LegalForm, ...] = ()
    numbers: frozenset[str] = frozenset()
    initials: str = ""


@lru_cache(maxsize=200_000)
def read_organisation(text: str) -> Name:
    """The name of an organisation or community.

    >>> read_organisation("Siemens Aktiengesellschaft").key == read_organisation("SIEMENS AG").key
    True
    """
    bare, forms = take_off(text)
    words = tuple(squeeze(word.replace("/", "")) for word in bare)
    words = tuple(word for word in words if word not in {"the", "and"}) or words
    telling = [word for word in words if word not in _words("joining_words")]
    return Name(
        words=words,
        key=" ".join(sorted(words)),
        forms=forms,
        numbers=frozenset(word for word in words if _ROMAN.fullmatch(word) or any(char.isdigit() for char in word)),
        initials="".join(word[0] for word in telling) if len(telling) > 2 else "",
    )


@lru_cache(maxsize=200_000)
def read_person(text: str) -> Name:
    """The name of a person: titles and particles left out, nicknames as the names they stand for.

    >>> read_person("Dr. Hans von Essen").words, read_person("Essen, Hans").key
    (('hans', 'essen'), 'essen hans')
    """
    titles, particles = _words("titles"), _words("particles")
    family, comma, given = text.partition(",")
    ordered = f"{given} {family}" if comma and given.strip() and not _is_title(given) else f"{family} {given}"
    words = [word for part in ordered.split() for word in _split_name(part)]
    telling = [word for word in words if word not in titles and word not in particles]
    kept = tuple(squeeze(_nicknames().get(word, word)) for word in (telling or words))
    return Name(words=kept, key=" ".join(sorted(kept)))


def _split_name(part: str) -> tuple[str, ...]:
    """The names in a word as written: "J.-P." and "J.P." are two initials, "Anne-Marie" two names."""
    letters = part.replace("-", ".").rstrip(".").split(".")
    if all(len(letter) <= 1 for letter in letters):
        return tuple(word for letter in letters for word in split_words(letter))
    return tuple(word.replace("/", "") for word in split_words(part))


def _is_title(text: str) -> bool:
    words = split_words(text)
    return bool(words) and all(word in _words("titles") for word in words)


@cache
def _words(parameter: str) -> frozenset[str]:
    return frozenset(get_parameter("matching", parameter).split())


@cache
def _nicknames() -> Mapping[str, str]:
    table = get_parameter("matching", "nicknames")
    return {nickname: name for name, nicknames in table.items() for nickname in nicknames.split()}
