"""Our ties and agreements sorted by the market abroad they stand in, and what is noted of each market.

Where an actor stands is its home market; of one whose home is not known, the markets of our agreements with it; of one
for whom neither is known, `UNPLACED`, so that what is on record is told even where no source says of which market.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bridgehead.network.network import Network
from bridgehead.questions._our_ties import OurTie, find_our_ties, join_agreements
from bridgehead.questions._presences import find_in_force
from bridgehead.record.entries import Agreement, EntryId, MarketCode

#: stands for the markets of those of whom no market is known
UNPLACED = ""


@dataclass(slots=True)
class Found:
    """What shows a fact.

    Attributes:
        evidence: ids of the entries, in order. certain: one of them certainly holds on the day, or has happened.
    """

    evidence: dict[EntryId, None]
    certain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketFacts:
    """What is on record for one market abroad.

    Attributes:
        market: its code, or `UNPLACED`. facts: the facts shown, by name.
        ties: our ties with those who stand there. agreements: of ours that apply there.
    """

    market: MarketCode
    facts: Mapping[str, Found]
    ties: tuple[OurTie, ...]
    agreements: tuple[Agreement, ...]


def places_of_agreement(network: Network, agreement: Agreement) -> tuple[MarketCode, ...]:
    """The markets abroad an agreement applies in: those it names, else the home markets of its parties."""
    position_of = network.actors.position_by_id
    homes = [network.actor(position_of[party]).market for party, _ in agreement.parties if party in position_of]
    named = agreement.markets or tuple(home for home in homes if home)
    return tuple(dict.fromkeys(market for market in named if market != network.home))


class Collector:
    """Our ties and agreements sorted by market, and the facts noted of each."""

    def __init__(self, network: Network) -> None:
        """Args: network: the network asked."""
        self.network = network
        self.ours = join_agreements(network, find_our_ties(network))
        self.agreements = tuple(item for item in find_in_force(network, Agreement) if self._is_ours(item))
        self._named: dict[int, dict[MarketCode, None]] = {}
        for agreement in self.agreements:
            for party, _ in agreement.parties:
                position = network.actors.position_by_id.get(party)
                if position is not None:
                    self._named.setdefault(position, {}).update(dict.fromkeys(agreement.markets))
        self._found: dict[MarketCode, dict[str, Found]] = {}

    def _is_ours(self, agreement: Agreement) -> bool:
        positions = [self.network.actors.position_by_id.get(party) for party, _ in agreement.parties]
        return any(position is not None and self.network.is_own[position] for position in positions)

    def homes(self, other: int) -> tuple[MarketCode, ...]:
        """Where an actor stands abroad; () at home."""
        market = self.network.actor(other).market
        places = (market,) if market else tuple(self._named.get(other, ())) or (UNPLACED,)
        return tuple(place for place in places if place != self.network.home)

    def active(self, other: int) -> tuple[MarketCode, ...]:
        """The other markets abroad an actor is active in."""
        actor = self.network.actor(other)
        return tuple(code for code in actor.active_markets if code not in {actor.market, self.network.home})

    def note(self, market: MarketCode, fact: str, ids: Iterable[EntryId], *, certain: bool) -> None:
        """Note what shows a fact of a market."""
        found = self._found.setdefault(market, {}).setdefault(fact, Found(evidence={}))
        found.evidence.update(dict.fromkeys(id_ for id_ in ids if id_))
        found.certain = found.certain or certain

    def build(self, present: Iterable[MarketCode]) -> dict[MarketCode, MarketFacts]:
        """Everything by market, those we are present in among them."""
        ties: dict[MarketCode, list[OurTie]] = {}
        agreements: dict[MarketCode, list[Agreement]] = {}
        for tie in self.ours:
            for market in self.homes(tie.other):
                ties.setdefault(market, []).append(tie)
        for agreement in self.agreements:
            for market in places_of_agreement(self.network, agreement):
                agreements.setdefault(market, []).append(agreement)
        return {
            market: MarketFacts(
                market=market,
                facts=self._found.get(market, {}),
                ties=tuple(ties.get(market, ())),
                agreements=tuple(agreements.get(market, ())),
            )
            for market in sorted({*self._found, *ties, *agreements, *present})
        }
