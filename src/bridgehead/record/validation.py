"""What makes an entry unfit to be kept: faults an entry shows by itself, without looking at any other entry.

Every store asks `find_faults` before it writes and refuses the whole batch where a fault is an error. What shows only
between entries (a reference to nothing, two entries that contradict each other) is the business of `record.checks`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from bridgehead.errors import suggest
from bridgehead.record.entries import (
    WORD_BY_TYPE,
    Agreement,
    Assessment,
    Entry,
    Interaction,
    Judgement,
    Obligation,
    Tie,
)
from bridgehead.record.findings import Finding
from bridgehead.record.instruments import UnknownItemError, get_item
from bridgehead.record.markets import is_market
from bridgehead.record.terms import VOCABULARY_BY_FIELD, Vocabulary

_MARKET_FIELDS: dict[str, tuple[str, ...]] = {
    "actor": ("market", "active_markets"),
    "interaction": ("place",),
    "agreement": ("markets", "exclusive_markets"),
    "presence": ("market",),
}
_SHARE_FIELDS: dict[str, tuple[str, ...]] = {
    "tie": ("strength", "time", "emotional_intensity", "intimacy", "reciprocity"),
    "presence": ("sales_share",),
    "evidence": ("confidence",),
}
_AMOUNT_FIELDS: dict[str, tuple[str, ...]] = {
    "interaction": ("amount", "quantity"),
    "obligation": ("quantity", "value"),
}


def find_faults(entry: Entry) -> tuple[Finding, ...]:
    """Everything that makes an entry unfit to be kept; () where it is sound.

    Args:
        entry: any entry.

    >>> from bridgehead.record.entries import Tie
    >>> find_faults(Tie(id="t", sender="a", receiver="a", kind="social"))[0].code
    'tie-with-itself'
    """
    kind, word = type(entry), WORD_BY_TYPE[type(entry)]
    faults: list[Finding] = []
    if not entry.id.strip() or not entry.id.isprintable() or entry.id != entry.id.strip():
        faults.append(_fault(entry, "bad-id", f"The id {entry.id!r} is blank or holds unprintable characters.", "id"))
    for name, vocabulary, words in _word_fields(word):
        value = getattr(entry, name)
        if value and (value not in words if isinstance(value, str) else not words.issuperset(value)):
            faults.extend(_describe_words(entry, name, value, vocabulary))
    for name in _MARKET_FIELDS.get(word, ()):
        value = getattr(entry, name)
        codes = (value,) if isinstance(value, str) else value or ()
        faults.extend(_describe_market(entry, name, code) for code in codes if not is_market(code))
    for name, most in _number_fields(word):
        number = getattr(entry, name)
        if number is not None and not isinstance(number, str) and not 0 <= number <= most:
            faults.append(_describe_number(entry, name, number, most))
    if entry.begin.is_known and entry.end.is_known:
        faults.extend(_find_reversed_dates(entry))
    if kind in _OWN_RULES:
        faults.extend(_OWN_RULES[kind](entry))
    return tuple(faults)


@cache
def _word_fields(word: str) -> tuple[tuple[str, Vocabulary, frozenset[str]], ...]:
    """Fields of a type that draw from a vocabulary; "" stands for what nobody said."""
    return tuple(
        (name, vocabulary, frozenset(vocabulary.words))
        for (holder, name), vocabulary in VOCABULARY_BY_FIELD.items()
        if holder == word
    )


@cache
def _number_fields(word: str) -> tuple[tuple[str, float], ...]:
    """Fields of a type that hold a number, with the largest it may be."""
    shares = [(name, 1.0) for name in _SHARE_FIELDS.get(word, ())]
    return (*shares, *((name, 1.7e308) for name in _AMOUNT_FIELDS.get(word, ())))


def _fault(entry: Entry, code: str, message: str, column: str, found: object = "") -> Finding:
    return Finding(level="error", code=code, message=message, column=column, found=str(found), entries=(entry.id,))


def _describe_words(entry: Entry, name: str, value: Any, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ANN401 - text or texts
    valid = vocabulary.words
    for word in (value,) if isinstance(value, str) else value:
        if word not in valid:
            message = f"No {vocabulary.label} {word!r}.{suggest(str(word), valid)} The words are: {', '.join(valid)}."
            yield _fault(entry, "unknown-word", message, name, word)


def _describe_market(entry: Entry, name: str, code: str) -> Finding:
    message = f"No market {code!r}. Write an ISO 3166-1 code in capitals (DE) or a UN M49 region (150)."
    return _fault(entry, "unknown-market", message, name, code)


def _describe_number(entry: Entry, name: str, number: float, most: float) -> Finding:
    bounds = "between 0 and 1" if most == 1 else "at least 0 and finite"
    return _fault(entry, "out-of-range", f"{name} is {number:.15g}; it must be {bounds}.", name, number)


def _find_reversed_dates(entry: Entry) -> Iterator[Finding]:
    first, last = entry.begin.earliest, entry.end.latest
    if first is not None and last is not None and last < first:
        message = f"It ends ({entry.end}) before it begins ({entry.begin}). Correct one of the two dates."
        yield _fault(entry, "reversed-dates", message, "end", entry.end)


def _find_tie_faults(entry: Tie) -> Iterator[Finding]:
    if entry.sender == entry.receiver:
        yield _fault(entry, "tie-with-itself", f"It ties {entry.sender!r} with itself.", "receiver", entry.receiver)
    if isinstance(entry.strength, str) and entry.strength not in {"weak", "strong"}:
        message = f"A strength is weak, strong or a number between 0 and 1, not {entry.strength!r}."
        yield _fault(entry, "out-of-range", message, "strength", entry.strength)


def _find_interaction_faults(entry: Interaction) -> Iterator[Finding]:
    if not entry.participants:
        yield _fault(entry, "no-participants", "Nobody took part. Name at least one participant.", "participants")


def _find_agreement_faults(entry: Agreement) -> Iterator[Finding]:
    if len({actor for actor, _ in entry.parties}) < 2:
        message = "An agreement binds at least two different parties. Name the others."
        yield _fault(entry, "too-few-parties", message, "parties", len(entry.parties))
    shares = [("parties", share) for _, share in entry.parties]
    shares += [("profit_shares", share) for _, agreed, taken in entry.profit_shares for share in (agreed, taken)]
    for name, share in shares:
        if share is not None and not 0 <= share <= 1:
            yield _describe_number(entry, name, share, 1)


def _find_obligation_faults(entry: Obligation) -> Iterator[Finding]:
    if entry.debtor == entry.creditor:
        message = f"It has {entry.debtor!r} owe itself. Name who owes and to whom."
        yield _fault(entry, "owes-itself", message, "creditor", entry.creditor)


def _find_judgement_faults(entry: Judgement) -> Iterator[Finding]:
    if entry.left == entry.right:
        message = f"It compares {entry.left!r} with itself. Name two actors."
        yield _fault(entry, "judged-with-itself", message, "right", entry.right)


def _find_assessment_faults(entry: Assessment) -> Iterator[Finding]:
    value = entry.value
    if isinstance(value, float) and not math.isfinite(value):
        yield _fault(entry, "out-of-range", f"A value must be finite, not {value}.", "value", value)
    try:
        item = get_item(entry.instrument, entry.item)
    except UnknownItemError as error:
        yield _fault(entry, "unknown-item", str(error), "item", f"{entry.instrument}/{entry.item}")
        return
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {
        "number": is_number,
        "share": is_number and 0 <= float(value) <= 1,
        "yes_no": isinstance(value, bool),
        "word": isinstance(value, str),
    }[item.value]
    if not fits:
        kind = {"share": "a share between 0 and 1", "yes_no": "yes or no"}.get(item.value, f"a {item.value}")
        message = f"{item.instrument}/{item.name} takes {kind}, not {value!r}. It says: {item.description}"
        yield _fault(entry, "wrong-value", message, "value", value)
    elif item.words and value not in item.words:
        near = suggest(str(value), item.words)
        message = f"{item.instrument}/{item.name} has no word {value!r}.{near} The words are: {', '.join(item.words)}."
        yield _fault(entry, "wrong-value", message, "value", value)


_OWN_RULES: dict[type[Entry], Callable[[Any], Iterator[Finding]]] = {
    Tie: _find_tie_faults,
    Interaction: _find_interaction_faults,
    Agreement: _find_agreement_faults,
    Obligation: _find_obligation_faults,
    Judgement: _find_judgement_faults,
    Assessment: _find_assessment_faults,
}
