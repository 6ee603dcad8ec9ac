"""Load: how often somebody has been asked lately, and who has been asked so much that others should come first.

Which asks count is told by `network.asks.count_asked_lately`.
"""

from __future__ import annotations

from collections.abc import Iterable

from bridgehead.answers import Column
from bridgehead.network.network import Network
from bridgehead.record.parameters import get_parameter

ASKED_LATELY = Column(
    name="asked_lately",
    label="Asked lately",
    kind="count",
    meaning="How often the most asked introducer was asked within the last year, asks still open included; cannot tell "
    "where no asks are logged.",
)
ASKED_MUCH = Column(
    name="asked_much",
    label="Asked much",
    kind="yes_no",
    meaning="Whether somebody who would have to introduce us was asked more often lately than the limit; such a route "
    "comes after its equals.",
)


def count_asks(network: Network, position: int) -> int | None:
    """How often an actor was asked lately; None where the record logs no asks at all."""
    return None if network.asked_lately is None else network.asked_lately[position]


def find_most_asked(network: Network, introducers: Iterable[int]) -> int | None:
    """How often the most asked of some actors was asked lately; None where no asks are logged, or nobody is named.

    Args:
        network: the network asked. introducers: positions; our own side is left out.
    """
    counted = network.asked_lately
    others = [position for position in introducers if not network.is_own[position]]
    return None if counted is None or not others else max(counted[position] for position in others)


def is_asked_much(asks: int | None, limit: int | None = None) -> bool | None:
    """Whether somebody asked so often should be spared; None where nobody can tell.

    Args:
        asks: lately. limit: most asks that are not too many; None takes the parameters'.
    """
    most = int(get_parameter("passing_on", "most_asks")) if limit is None else limit
    return None if asks is None else asks > most
