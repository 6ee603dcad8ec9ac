"""Fixed texts of answers in the language of a page: looked up whole, by their fixed words, or piece by piece.

Questions, answers and drawings speak English and know of no catalogue. What they say is collected from their code
(`tools/answer_words.py`): a text with facts in it stands in the catalogue with a name in braces for each fact, as in
"{undated} of {held} relationships hold a tie of unknown begin." Such a text is known again by the words around the
facts. What no catalogue has, such as names and whatever people wrote down, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, zip_longest
from operator import attrgetter

from babel.messages.catalog import Message

from bridgehead.record.markets import find_markets, find_regions, label
from bridgehead.web.words import LANGUAGES, read_catalogue

#: how a text is taken to pieces that each may be known: sentences, the items of a list, what follows a preposition
_PIECES = tuple(
    map(
        re.compile, (r"(?<=[.?!])( )", r"(; )", r"(: )", r"(, )", r"(?<= of)( )", r"(?<= with)( )", r"(?<= between)( )")
    )
)
_BRACKETED = re.compile(r"(.+) \((.+)\)")
#: a text with so many fixed words, or a sentence with so many, is known by them alone, whatever its facts are
_ENOUGH, _ENOUGH_OF_SENTENCE = 3, 2
#: whose texts with facts come as one; others look them up before they put the facts in
_WRITTEN_BY = ("bridgehead/questions", "bridgehead/web/journey", "bridgehead/web/reach")
_FACT, _WORD = re.compile(r"\{(\w+)\}"), re.compile(r"\w+")
#: numbers and days, which are written alike in every language
_NUMBER = re.compile(r"(before |after )?[\d.,:%\N{EN DASH} -]*")
#: how many of what, and what is how much
_COUNTED, _MEASURED = re.compile(r"(\d[\d.,]*(?: x)?|none) (.+)"), re.compile(r"(.+) (\d[\d.,]*)")
_KEPT, _LONGEST = 20_000, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A text with facts in it.

    Attributes:
        rank: its place; those with most fixed words come first. key: a word that each of its texts has; "" where facts
            touch all of its words. is_telling: the fixed words suffice to know it again.
        shape: of the whole text, a group for each fact. translation: with the same facts in braces.
    """

    rank: int
    key: str
    is_telling: bool
    shape: re.Pattern[str]
    translation: str


@cache
def get_say(language: str) -> Callable[[str], str]:
    """How a page in a language says a text of an answer; `str` where it says it as it stands."""
    if language == next(iter(LANGUAGES)):
        return str
    return Speaker(_read_texts(language) | _name_markets(language), tuple(_read_patterns(language))).say


def _read_texts(language: str) -> dict[str, str]:
    """Texts as they are said; of several sentences each that holds no fact is known by itself as well."""
    texts = {str(message.id): str(message.string) for message in _find_translated(language)}
    for text, said in tuple(texts.items()):
        sentences, translated = (_PIECES[0].split(one)[::2] for one in (text, said))
        if len(sentences) == len(translated):
            for one, other in zip(sentences, translated, strict=True):
                if not _FACT.search(one):
                    texts.setdefault(one, other)
    return texts


def _name_markets(language: str) -> dict[str, str]:
    codes = (*find_markets(), *find_regions())
    return {label(code): label(code, language) for code in codes if label(code) != label(code, language)}


def _read_patterns(language: str) -> Iterator[Pattern]:
    """The texts with facts, those with most fixed words first."""
    found = {str(message.id): str(message.string) for message in _find_translated(language) if _is_written(message)}
    ordered = sorted(filter(_FACT.search, found), key=lambda text: -len(_FACT.sub("", text)))
    for rank, text in enumerate(ordered):
        pieces = _FACT.split(text)
        words = len(re.findall(r"[^\W\d_]{2,}", " ".join(pieces[::2])))
        shape = "".join(f"(?P<{piece}>.*?)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
        yield Pattern(
            rank=rank,
            key=_find_key(text),
            is_telling=words >= (_ENOUGH_OF_SENTENCE if text.endswith(".") else _ENOUGH),
            shape=re.compile(shape, re.DOTALL),
            translation=found[text],
        )


def _find_key(text: str) -> str:
    """The longest word of a text with facts that touches none of them."""
    touching = re.sub(r"\w*\{\w+\}\w*", " ", text)
    return max(_WORD.findall(touching), key=len, default="")


def _is_written(message: Message) -> bool:
    return any(place.startswith(_WRITTEN_BY) for place, _ in message.locations)


def _find_translated(language: str) -> Iterator[Message]:
    """The translated texts that have no other form or meaning."""
    for message in read_catalogue(language):
        if isinstance(message.id, str) and message.id and message.string and not message.context:
            yield message


class Speaker:
    """Says texts in one language.

    >>> Speaker({"insider": "Insider", "none": "keine"}, ()).say("none; insider; Ada")
    'none; insider; Ada'
    >>> Speaker({"insider": "Insider", "none": "keine"}, ()).say("none; insider")
    'keine; Insider'
    """

    def __init__(self, texts: Mapping[str, str], patterns: tuple[Pattern, ...]) -> None:
        """Args: texts: as they stand -> as they are said. patterns: texts with facts, the most telling first."""
        self._texts = texts
        self._patterns_by_key: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            self._patterns_by_key.setdefault(pattern.key, []).append(pattern)
        self.say = lru_cache(_KEPT)(self._say)

    def _say(self, text: str) -> str:
        found = self._find(text)
        return text if found is None else found

    def _find(self, text: str) -> str | None:
        """The text in the language; None where nobody translated it, so that it may be a name or somebody's words."""
        if text in self._texts:
            return self._texts[text]
        if not text or len(text) > _LONGEST:
            return None
        return self._turn(text) or self._count(text) or self._fill_pattern(text) or self._join_pieces(text)

    def _turn(self, text: str) -> str | None:
        """The text as it is known with the first letter of the other size."""
        first = text[:1].lower() if text[:1].isupper() else text[:1].upper()
        said = self._texts.get(first + text[1:])
        return said[:1].upper() + said[1:] if said and text[:1].isupper() else said

    def _count(self, text: str) -> str | None:
        """How many of what, or what is how much, where what it is is known."""
        found = _COUNTED.fullmatch(text)
        if found and found[2] in self._texts:
            return f"{self._texts.get(found[1], found[1])} {self._texts[found[2]]}"
        found = _MEASURED.fullmatch(text)
        measured = (self._texts.get(found[1]) or self._turn(found[1])) if found else None
        return f"{measured} {found[2]}" if found and measured else None

    def _fill_pattern(self, text: str) -> str | None:
        for pattern in self._find_patterns(text):
            found = pattern.shape.fullmatch(text)
            if found is None:
                continue
            facts = {name: self._find_fact(fact) for name, fact in found.groupdict().items()}
            if pattern.is_telling or None not in facts.values():
                kept = found.groupdict()
                return pattern.translation.format(**{name: said or kept[name] for name, said in facts.items()})
        return None

    def _find_patterns(self, text: str) -> list[Pattern]:
        """The patterns whose key is a word of the text, the most telling first."""
        found = (pattern for word in {"", *_WORD.findall(text)} for pattern in self._patterns_by_key.get(word, ()))
        return sorted(found, key=attrgetter("rank"))

    def _find_fact(self, text: str) -> str | None:
        """A fact in the language; a number is what it is everywhere."""
        if _NUMBER.fullmatch(text):
            return text
        inner = text.strip()
        said = self._find(inner)
        return None if said is None else text.replace(inner, said)

    def _join_pieces(self, text: str) -> str | None:
        """A text made of known pieces; one that nobody knows leaves the whole as it stands."""
        bracketed = _BRACKETED.fullmatch(text)
        if bracketed:
            inside = self._find_all(bracketed.groups())
            if inside:
                return f"{inside[0]} ({inside[1]})"
        for divider in _PIECES:
            pieces = divider.split(text)
            if len(pieces) > 1:
                said = self._find_all(pieces[::2])
                if said:
                    return "".join(chain.from_iterable(zip_longest(said, pieces[1::2], fillvalue="")))
        return None

    def _find_all(self, texts: Sequence[str]) -> list[str] | None:
        """Each of several texts in the language; None as soon as one is unknown."""
        said = []
        for text in texts:
            found = self._find_fact(text)
            if found is None:
                return None
            said.append(found)
        return said
