"""Fixed texts of answers in the language of a page: looked up whole, by their fixed words, or piece by piece.

Questions, answers and drawings speak English and know of no catalogue. What they say is collected from their code
(`tools/answer_words.py`): a text with facts in it stands in the catalogue with a name in braces for each fact, as in
"{undated} of {held} relationships hold a tie of unknown begin." Such a text is known again by the words around the
facts. What no catalogue has, such as names and whatever people wrote down, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bridgehead.record.markets import find_markets, find_regions, label
from bridgehead.web.words import LANGUAGES, read_catalogue

#: how a text is taken to pieces that each may be known: sentences, then the items of a list
_PIECES = (re.compile(r"(?<=[.?!])( )"), re.compile(r"(; )"), re.compile(r"(: )"), re.compile(r"(, )"))
#: a text with so many fixed words is known by them alone, whatever its facts are
_ENOUGH = 3
_FACT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"[\d.,:%\N{EN DASH} -]*")
_KEPT, _LONGEST = 20_000, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A text with facts in it.

    Attributes:
        fixed: the longest run of its fixed words, looked for first. is_telling: they suffice to know it again.
        shape: of the whole text, a group for each fact. translation: with the same facts in braces.
    """

    fixed: str
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
    return {text: said for text, said in _find_translated(language) if not _FACT.search(text)}


def _name_markets(language: str) -> dict[str, str]:
    codes = (*find_markets(), *find_regions())
    return {label(code): label(code, language) for code in codes if label(code) != label(code, language)}


def _read_patterns(language: str) -> Iterator[Pattern]:
    """The texts with facts, those with most fixed words first."""
    found = [(text, said) for text, said in _find_translated(language) if _FACT.search(text)]
    for text, said in sorted(found, key=lambda pair: -len(_FACT.sub("", pair[0]))):
        pieces = _FACT.split(text)
        shape = "".join(f"(?P<{piece}>.*?)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
        yield Pattern(
            fixed=max(pieces[::2], key=len),
            is_telling=len(re.findall(r"[^\W\d_]{2,}", " ".join(pieces[::2]))) >= _ENOUGH,
            shape=re.compile(shape, re.DOTALL),
            translation=said,
        )


def _find_translated(language: str) -> Iterator[tuple[str, str]]:
    """Texts without another form or meaning, with what they are in the language."""
    for message in read_catalogue(language):
        if isinstance(message.id, str) and message.id and message.string and not message.context:
            yield message.id, str(message.string)


class Speaker:
    """Says texts in one language.

    >>> Speaker({"insider": "Insider", "none": "keine"}, ()).say("none; insider; Ada")
    'none; insider; Ada'
    >>> Speaker({"insider": "Insider", "none": "keine"}, ()).say("none; insider")
    'keine; Insider'
    """

    def __init__(self, texts: Mapping[str, str], patterns: tuple[Pattern, ...]) -> None:
        """Args: texts: as they stand -> as they are said. patterns: texts with facts, the most telling first."""
        self._texts, self._patterns = texts, patterns
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
        return self._fill_pattern(text) or self._join_pieces(text)

    def _fill_pattern(self, text: str) -> str | None:
        for pattern in self._patterns:
            if pattern.fixed not in text:
                continue
            found = pattern.shape.fullmatch(text)
            if found is None:
                continue
            facts = {name: self._find_fact(fact) for name, fact in found.groupdict().items()}
            if pattern.is_telling or None not in facts.values():
                kept = found.groupdict()
                return pattern.translation.format(**{name: said or kept[name] for name, said in facts.items()})
        return None

    def _find_fact(self, text: str) -> str | None:
        """A fact in the language; a number is what it is everywhere."""
        if _NUMBER.fullmatch(text):
            return text
        inner = text.strip()
        said = self._find(inner)
        return None if said is None else text.replace(inner, said)

    def _join_pieces(self, text: str) -> str | None:
        """A text made of known pieces; one that nobody knows leaves the whole as it stands."""
        for divider in _PIECES:
            pieces = divider.split(text)
            if len(pieces) > 1:
                said = [piece if index % 2 else self._find_fact(piece) for index, piece in enumerate(pieces)]
                if None not in said:
                    return "".join(str(piece) for piece in said)
        return None
