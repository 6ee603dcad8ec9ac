"""Names as words to compare: any script, case, accent and punctuation brought to small ASCII letters and digits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_DOTS = re.compile(r"(?<=\w)[.'\N{RIGHT SINGLE QUOTATION MARK}`\N{HEBREW PUNCTUATION GERSHAYIM}\"](?=\w|$|\s)")
_NOT_WORDS = re.compile(r"[^a-z0-9/]+")
#: German, Danish and Dutch ways to write one vowel: "Mueller" and "Müller" are both "muller"
_TWO_LETTERS = re.compile(r"([aou])e")


@lru_cache(maxsize=200_000)
def split_words(text: str) -> tuple[str, ...]:
    """The words of a name in order, without case, accents and punctuation; "&" is "and", single letters are joined.

    >>> split_words("S. p. A. Müller & Söhne"), split_words("A/S Norden")
    (('spa', 'muller', 'and', 'sohne'), ('a/s', 'norden'))
    """
    plain = unicodedata.normalize("NFKC", text).replace("&", " and ").replace("+", " and ")
    ascii_ = anyascii(_DOTS.sub("", plain)).lower()
    words = [word.strip("/") for word in _NOT_WORDS.sub(" ", ascii_).split()]
    return _join_letters([word for word in words if word])


def _join_letters(words: list[str]) -> tuple[str, ...]:
    """Runs of single letters as one word, so that "I B M" is "ibm"; a digit stays by itself."""
    joined: list[str] = []
    is_run = False
    for word in words:
        is_letter = len(word) == 1 and word.isalpha()
        if is_letter and is_run:
            joined[-1] += word
        else:
            joined.append(word)
        is_run = is_letter
    return tuple(joined)


def squeeze(word: str) -> str:
    """A word with two-letter vowels written as one, so that "mueller" is "muller" wherever both are squeezed.

    >>> squeeze("mueller"), squeeze("universitaet")
    ('muller', 'universitat')
    """
    return _TWO_LETTERS.sub(r"\1", word)
