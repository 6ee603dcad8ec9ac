"""Exclusivity broken: two agreements that share a party, one of them exclusive in the other's field and market."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bridgehead.network.network import Network
from bridgehead.record import markets
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Agreement
from bridgehead.record.parameters import get_parameter

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """An agreement that breaks another's exclusivity, or may.

    Attributes:
        exclusive: the agreement with the exclusivity. other: the one that stands against it.
        favoured: positions of the first's parties but for us. outsiders: of the other's whom it shuts out.
        bound: position of a party to both. field, market: whether they meet in it; None where that cannot be told.
        certain: both certainly hold on the day.
    """

    exclusive: Agreement
    other: Agreement
    favoured: tuple[int, ...]
    outsiders: tuple[int, ...]
    bound: int
    field: bool | None
    market: bool | None
    certain: bool


def find_breaches(network: Network, ours: Sequence[Agreement]) -> Iterator[Breach]:
    """Agreements that meet the exclusivity of one of ours in field and market, or of which that cannot be told.

    Listed are those that meet it in one of the two at least and certainly miss it in neither. Whom an exclusivity binds
    the record does not say, so both ours and the partners' other agreements are looked at; we and our people are one.

    Args:
        network: the network asked. ours: our agreements in force.
    """
    parties = {entry.id: _parties(network, entry) for entry in network.entries(Agreement)}
    by_party: dict[int, list[Agreement]] = defaultdict(list)
    for entry in network.entries(Agreement):
        for party in parties[entry.id]:
            by_party[party].append(entry)
    for exclusive in ours:
        if exclusive.exclusivity:
            bound = parties[exclusive.id]
            seen = {exclusive.id}
            for party in sorted(bound):
                for other in by_party[party]:
                    if other.id not in seen and parties[other.id] - bound:
                        seen.add(other.id)
                        yield from _judge(network, exclusive, other, party, (bound, parties[other.id]))


def _judge(
    network: Network, exclusive: Agreement, other: Agreement, bound: int, parties: tuple[set[int], set[int]]
) -> Iterator[Breach]:
    field, market = meets_in_field(exclusive, other), meets_in_market(exclusive, other)
    if False not in {field, market} and True in {field, market}:
        yield Breach(
            exclusive=exclusive,
            other=other,
            favoured=tuple(sorted(parties[0] - {network.get_firm()})),
            outsiders=tuple(sorted(parties[1] - parties[0])),
            bound=bound,
            field=field,
            market=market,
            certain=all(network.status(entry) is InForce.CERTAIN for entry in (exclusive, other)),
        )


def _parties(network: Network, agreement: Agreement) -> set[int]:
    """Positions of the parties; we and our people stand at the firm's."""
    found = (network.actors.position_by_id.get(party) for party, _ in agreement.parties)
    return {network.get_firm() if network.is_own[party] else party for party in found if party is not None}


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
