"""Exclusivity broken: two agreements that share a party, one of them exclusive in the other's field and market."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bridgehead.network.network import Network
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Agreement
from bridgehead.record.exclusivity import meets_in_field, meets_in_market


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
