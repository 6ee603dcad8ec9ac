"""The words of lines that state something: what they begin with, which term they are, and whom they name."""

from __future__ import annotations

import re

from bridgehead.firm.adding import Adding, NobodyError, get_actor
from bridgehead.firm.terse import TerseLineError
from bridgehead.record.entries import EntryId
from bridgehead.record.markets import read_market
from bridgehead.record.vocabulary import UnknownWordError, Vocabulary

_US = frozenset({"us", "we", "ourselves"})
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%|0?\.\d+|0|1")


def split_words(line: str, least: int, example: str) -> list[str]:
    """The words of a line, divided by commas.

    Args:
        line: as typed. least: how many must stand at its beginning. example: of such a line.

    Raises:
        TerseLineError: there are fewer.
    """
    words = [" ".join(part.split()) for part in line.split(",")]
    if len(words) < least or not all(words[:least]):
        raise TerseLineError(line, f"it says too little. Write it like: {example}")
    return [word for word in words if word]


def read_behind(word: str, *prefixes: str) -> str | None:
    """What follows one of some words; None where it begins otherwise."""
    for prefix in prefixes:
        if word.lower().startswith(f"{prefix} "):
            return word[len(prefix) :].strip()
    return None


def is_share(word: str) -> bool:
    """Whether a word is a share: a number of per cent, or one between 0 and 1."""
    return _SHARE.fullmatch(word) is not None


def read_share(text: str) -> float:
    """The share that such a word is, 0..1.

    >>> read_share("12 %"), read_share("0.3")
    (0.12, 0.3)
    """
    return float(text.rstrip("% ")) / 100 if text.endswith("%") else float(text)


def read_term(vocabulary: Vocabulary, word: str) -> str | None:
    """The term of a vocabulary that a word is; None where it is none."""
    try:
        return vocabulary.read(word)
    except UnknownWordError:
        return None


def find_subject(adding: Adding, firm: EntryId, text: str, *, is_needed: bool = True) -> str:
    """The id or market code that a text names: an entry's id, ourselves, an actor's name, or a market.

    Raises:
        NobodyError: it names none of these, and must. SeveralError: several actors are called so.
    """
    entries = adding.entries()
    if any(entry.id == text for entry in entries):
        return text
    if text.lower() in _US:
        return firm
    try:
        return get_actor(entries, text).id
    except NobodyError:
        code = read_market(text).code
        if code is None and is_needed:
            raise
        return code or text
