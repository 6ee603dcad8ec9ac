"""Names of authors as bibliographies write them: LaTeX taken out, people told apart, family name first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331",
    "d": "\u0323", "t": "\u0361",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "i": "\N{LATIN SMALL LETTER DOTLESS I}", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "textquoteright": "\u2019", "textquoteleft": "\u2018", "textendash": "\u2013", "textemdash": "\u2014",
    "textquotesingle": "'", "textasciitilde": "~",
}  # fmt: skip
#: an accent over a letter, dotless or not, with or without braces around either
_ACCENTED = re.compile(r"\\([`'^\"~=.]|[uvHckrbdt](?![A-Za-z]))\s*\{?\s*(\\[ij](?![A-Za-z])\s*|[^\W\d_])\s*\}?")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*(?:\{\})?")
_ESCAPED = re.compile(r"\\([^A-Za-z])")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def plain_text(text: str) -> str:
    r"""A text without LaTeX: accents as letters, commands of letters as letters, other commands and braces gone.

    >>> plain_text(r"{\r A}kerman, Bj{\"o}rn"), plain_text(r"Mar{\'\i}a {\O}rn")
    ('Åkerman, Björn', 'María Ørn')
    """
    text = _ACCENTED.sub(_put_accent, text)
    text = _COMMAND.sub(lambda match: _LETTERS.get(match[1], ""), text)
    text = _ESCAPED.sub(r"\1", text).replace("~", " ").replace("{", "").replace("}", "")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _put_accent(match: re.Match[str]) -> str:
    letter = match[2].strip().removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])


def find_names(text: str) -> Iterator[str]:
    """The names of a list of authors, as written: parted by "and" where no brace is open.

    >>> list(find_names("Hook, F. and {Barnes and Noble}"))
    ['Hook, F.', '{Barnes and Noble}']
    """
    start, depth, place = 0, 0, 0
    for match in _AND.finditer(text):
        depth += text.count("{", place, match.start()) - text.count("}", place, match.start())
        place = match.start()
        if depth == 0:
            yield text[start : match.start()].strip()
            start = match.end()
    yield text[start:].strip()


def is_literal(name: str) -> bool:
    """Whether a name stands in braces as a whole, which says that it is not to be taken apart.

    >>> is_literal("{World Health Organization}"), is_literal("{L}ee, {K}")
    (True, False)
    """
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for place, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return place == len(name) - 1
    return False


def normalise(name: str) -> str:
    """A name as "Last, First", whichever way it was written; lower-case words before the last name belong to it.

    >>> normalise("Michael Rodahl"), normalise("Hook, F."), normalise("Ludwig van der Rohe"), normalise("Smith, Jr, Al")
    ('Rodahl, Michael', 'Hook, F.', 'van der Rohe, Ludwig', 'Smith Jr, Al')
    """
    parts = [plain_text(part) for part in name.split(",")]
    if len(parts) > 2:
        return ", ".join(part for part in (" ".join(parts[:-1]).strip(), parts[-1]) if part)
    if len(parts) == 2:
        return ", ".join(part for part in parts if part)
    words = plain_text(name).split()
    first = next((place for place, word in enumerate(words[:-1]) if place and word[:1].islower()), len(words) - 1)
    return ", ".join(" ".join(part) for part in (words[first:], words[:first]) if part)
