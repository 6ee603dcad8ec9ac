"""Why two actors may be one, in words a person can judge by."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from bridgehead.matching.likeness import Likeness
from bridgehead.matching.names import Name
from bridgehead.record.entries import Actor

_SCHEME_WORDS = {"email": "e-mail", "linkedin": "LinkedIn page", "website": "website", "phone": "telephone number"}


def explain_names(left: Name, right: Name, likeness: Likeness, texts: tuple[str, str]) -> Iterator[str]:
    """What the names have in common, and what speaks against it.

    Args:
        left, right: the names. likeness: their measures. texts: the names as written.
    """
    yield _compare(left, right, likeness, texts)
    if likeness.numbers:
        yield "their numbers differ"
    if likeness.forms:
        yield f"legal forms differ ({left.forms[0].word.upper()}, {right.forms[0].word.upper()})"


def _compare(left: Name, right: Name, likeness: Likeness, texts: tuple[str, str]) -> str:
    if texts[0].casefold() == texts[1].casefold():
        return "same name"
    if likeness.equal:
        differ = {form.word for form in left.forms} != {form.word for form in right.forms}
        return "same name but for legal form" if differ else "same name, written otherwise"
    if likeness.acronym:
        return "one is the initials of the other"
    if likeness.initials:
        return "same name but for initials" if likeness.worst >= 0.8 else "initials fit, other names are alike"
    return _measure(left, right, likeness)


def _measure(left: Name, right: Name, likeness: Likeness) -> str:
    letters = OSA.distance(left.key, right.key)
    if letters <= 2:
        return f"names differ by {'one letter' if letters == 1 else 'two letters'}"
    return "one name holds the other" if likeness.most_cover > 0.99 else f"names are {likeness.whole:.0%} alike"


def explain_markets(left: Actor, right: Actor) -> Iterator[str]:
    """Whether they are in the same market, where both say."""
    if left.market and right.market:
        same = left.market == right.market
        yield f"both are in {left.market}" if same else f"one is in {left.market}, the other in {right.market}"


def say_scheme(scheme: str) -> str:
    """A scheme of identifiers as people call it."""
    return _SCHEME_WORDS.get(scheme, scheme.upper() if len(scheme) <= 5 else scheme)
