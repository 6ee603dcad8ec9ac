"""How alike two names are: a few measures of their words, and the log odds that they name one actor.

The measures are those of the record-linkage literature: edit similarity of whole names and of their best-matching
words (Damerau 1964, doi 10.1145/363958.363994; Winkler 1990), weighted by how telling each word is (Sparck Jones 1972,
doi 10.1108/eb026526), summed as log odds (Fellegi & Sunter 1969, doi 10.1080/01621459.1969.10501049). Weights stand
in `parameters/matching.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp, log

from rapidfuzz.distance import OSA, Indel, JaroWinkler

from bridgehead.matching.names import Name
from bridgehead.record.parameters import get_parameter

#: an initial stands for a name that begins with it, yet says less than the name
_INITIAL = 0.8
#: so does a word cut short, from three letters on: "univ" for "universitat", "alex" for "alexander"
_CUT_SHORT = 0.85
_SHORTEST_CUT = 3
#: words less alike than this are two words
_ALIKE = 0.7
#: no word is so common that it says nothing
_LEAST_RARITY = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Measures of two names, each 0..1; more is more alike unless it says otherwise.

    Attributes:
        equal: same words in any order. whole: edit similarity of the sorted words. joined: Jaro-Winkler similarity
            of the words as written, without spaces.
        least_cover: share of the words of the one name, by how telling they are, that the other holds, on the side
            where it is smaller. most_cover: on the side where it is larger.
        worst: similarity of the worst-matching word of the shorter name. initials: share of matches that are initials.
        numbers: 1 where numbers in the names differ. forms: 1 where both have legal forms of different families.
        single: 1 where one name is a single word and the other is longer.
        acronym: 1 where one is the initials of the other.
    """

    equal: float
    whole: float
    joined: float
    least_cover: float
    most_cover: float
    worst: float
    initials: float
    numbers: float
    forms: float
    single: float
    acronym: float


@dataclass(frozen=True)
class Rarity:
    """How telling each word is among the names compared.

    Attributes:
        counts: in how many names each word stands. size: number of names.
    """

    counts: Mapping[str, int]
    size: int

    @cached_property
    def _rarity_by_word(self) -> dict[str, float]:
        return {}

    def of(self, word: str) -> float:
        """From little above 0 (in every name, or a common word) to 1 (in this name alone)."""
        held = self._rarity_by_word
        if word not in held:
            held[word] = self._measure(word)
        return held[word]

    def _measure(self, word: str) -> float:
        common = get_parameter("matching", "common_word_weight") if word in _common_words() else 1.0
        share = log(max(self.counts.get(word, 1), 1)) / log(self.size + 1) if self.size > 1 else 0.0
        return float(common * max(_LEAST_RARITY, 1.0 - share))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(get_parameter("matching", "common_words").split())


def compare_names(left: Name, right: Name, rarity: Rarity) -> Likeness:
    """Measures of two names; which is left is irrelevant.

    >>> from bridgehead.matching.names import read_organisation
    >>> names = read_organisation("Siemens AG"), read_organisation("Siemens Aktiengesellschaft")
    >>> compare_names(*names, Rarity({}, 2)).equal
    1.0
    """
    matches = _match_words(left.words, right.words)
    sides = [
        _cover(left.words, {mine: alike for mine, _, alike in matches}, rarity),
        _cover(right.words, {theirs: alike for _, theirs, alike in matches}, rarity),
    ]
    fewest = min(len(left.words), len(right.words))
    initials = sum(1 for mine, theirs, _ in matches if _is_initial(left.words[mine], right.words[theirs]))
    families = {form.family for form in left.forms[:1]}, {form.family for form in right.forms[:1]}
    return Likeness(
        equal=float(left.key == right.key),
        whole=Indel.normalized_similarity(left.key, right.key),
        joined=JaroWinkler.normalized_similarity("".join(left.words), "".join(right.words)),
        least_cover=min(sides),
        most_cover=max(sides),
        worst=min((alike for _, _, alike in matches), default=0.0) if len(matches) == fewest else 0.0,
        initials=initials / max(len(matches), 1),
        numbers=float(left.numbers != right.numbers),
        forms=float(bool(families[0] and families[1] and not families[0] & families[1])),
        single=float(fewest == 1 and len(left.words) != len(right.words)),
        acronym=float(_is_acronym(left, right) or _is_acronym(right, left)),
    )


def _match_words(left: tuple[str, ...], right: tuple[str, ...]) -> list[tuple[int, int, float]]:
    """The words of the shorter name with their best partners, each used once: (left place, right place, similarity)."""
    matches = [
        (place, right.index(word), 1.0) for place, word in enumerate(left) if left.count(word) == 1 == right.count(word)
    ]
    taken_left, taken_right = {place for place, _, _ in matches}, {place for _, place, _ in matches}
    # ties are broken by nearness and sum of the places, so that it does not matter which name is left
    graded = sorted(
        (-_compare_words(mine, theirs), abs(place - other), place + other, place, other)
        for place, mine in enumerate(left)
        if place not in taken_left
        for other, theirs in enumerate(right)
        if other not in taken_right
    )
    for negative, _, _, place, other in graded:
        if place not in taken_left and other not in taken_right:
            taken_left.add(place)
            taken_right.add(other)
            matches.append((place, other, -negative))
    return matches


def _compare_words(left: str, right: str) -> float:
    if left == right:
        return 1.0
    if _is_initial(left, right):
        return _INITIAL
    alike = float(OSA.normalized_similarity(left, right))
    short, long = sorted((left, right), key=len)
    return max(alike, _CUT_SHORT) if len(short) >= _SHORTEST_CUT and long.startswith(short) else alike


def _is_initial(left: str, right: str) -> bool:
    return left != right and 1 in {len(left), len(right)} and left[0] == right[0]


def _cover(words: tuple[str, ...], alike_by_place: Mapping[int, float], rarity: Rarity) -> float:
    """Share of a name's words, by how telling they are, that have a partner alike enough."""
    weights = [rarity.of(word) for word in words]
    shared = sum(
        weight * alike for place, weight in enumerate(weights) if (alike := alike_by_place.get(place, 0.0)) >= _ALIKE
    )
    return shared / (sum(weights) or 1.0)


def _is_acronym(short: Name, long: Name) -> bool:
    return len(short.words) == 1 and bool(long.initials) and short.words[0] == long.initials


def log_odds(likeness: Likeness, weights: Mapping[str, float]) -> float:
    """The log odds that two names name one actor, by one set of weights."""
    told = (weight * float(getattr(likeness, name)) for name, weight in weights.items() if name != "intercept")
    return weights["intercept"] + sum(told)


def to_confidence(odds: float) -> float:
    """Log odds as a probability."""
    return 1.0 / (1.0 + exp(-max(min(odds, 30.0), -30.0)))
