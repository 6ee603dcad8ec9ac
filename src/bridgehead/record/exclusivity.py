"""Whether one agreement touches what another is exclusive in: its field, and its markets."""

from __future__ import annotations

import re

from bridgehead.record import markets
from bridgehead.record.entries import Agreement
from bridgehead.record.parameters import get_parameter

_WORD = re.compile(r"\w+")


def meets_in_field(exclusive: Agreement, other: Agreement) -> bool | None:
    """Whether an agreement works in the field another is exclusive in; None where that cannot be told.

    Args:
        exclusive: the agreement with the exclusivity. other: the one whose scope, or own exclusivity, is read.

    >>> first = Agreement(id="a", parties=(), form="supply", exclusivity="aircraft doors")
    >>> meets_in_field(first, Agreement(id="b", parties=(), form="supply", scope="doors of aircraft"))
    True
    """
    wanted, found = _words(exclusive.exclusivity), _words(f"{other.scope} {other.exclusivity}")
    if not found:
        return None
    if wanted <= found:
        return True
    least = int(get_parameter("portfolio", "shared_word_letters"))
    return None if any(len(word) >= least for word in wanted & found) else False


def meets_in_market(exclusive: Agreement, other: Agreement) -> bool | None:
    """Whether an agreement applies where another is exclusive; None where that cannot be told.

    A region holds its countries; what applies somewhere in a region may or may not touch one of its countries.

    Args:
        exclusive: the agreement with the exclusivity. other: the one whose markets are read.

    >>> first = Agreement(id="a", parties=(), form="supply", exclusive_markets=("150",))
    >>> meets_in_market(first, Agreement(id="b", parties=(), form="supply", markets=("DE",)))
    True
    """
    closed = exclusive.exclusive_markets
    applies = (*other.markets, *other.exclusive_markets)
    if not closed or not applies:
        return None
    pairs = [(one, two) for one in closed for two in applies]
    if any(one == two or markets.contains(one, two) for one, two in pairs):
        return True
    return None if any(markets.contains(two, one) for one, two in pairs) else False


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
