"""The firm's presences abroad, per market on a day and over its story so far, with what they rest on.

A presence in the home market is not abroad. Where the home market is not known, every presence counts as abroad. A
region stays a region: it is never spread over its countries, and a country's presence is none in the region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bridgehead.network.network import Network
from bridgehead.questions._once import once
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Entry, EntryId, Interaction, MarketCode, Presence, referred_ids

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPresence:
    """The firm's presences in one market that certainly or possibly hold on the day.

    Attributes:
        market: code of the country or region.
        presences: those that certainly hold first, then by begin and id.
        certain: at least one of them certainly holds on the day.
    """

    market: MarketCode
    presences: tuple[Presence, ...]
    certain: bool

    @property
    def modes(self) -> tuple[str, ...]:
        """The entry modes on record, each once; () where none of the presences says how."""
        return tuple(dict.fromkeys(item.entry_mode for item in self.presences if item.entry_mode))

    @property
    def rests_on(self) -> tuple[EntryId, ...]:
        """Ids of the ties and agreements the presences rest on, each once."""
        return tuple(dict.fromkeys(id_ for item in self.presences for id_ in item.rests_on))

    @property
    def cited(self) -> tuple[EntryId, ...]:
        """Ids of the presences, for a row's evidence."""
        return tuple(item.id for item in self.presences)


@once
def find_presences(network: Network) -> tuple[MarketPresence, ...]:
    """The markets abroad the firm is certainly or possibly present in on the day, by code.

    Raises:
        NoFirmError: no firm is named.
    """
    by_market: dict[MarketCode, list[Presence]] = {}
    for presence in _keep_ours(network, find_in_force(network, Presence)):
        by_market.setdefault(presence.market, []).append(presence)
    return tuple(_join(network, market, held) for market, held in sorted(by_market.items()))


@once
def find_presences_so_far(network: Network) -> tuple[Presence, ...]:
    """The firm's presences abroad that had begun, or may have, by the day, ended ones included; by begin and id.

    Raises:
        NoFirmError: no firm is named.
    """
    return tuple(sorted(_keep_ours(network, find_so_far(network, Presence)), key=order_by_begin))


def find_in_force(network: Network, kind: type[E]) -> tuple[E, ...]:
    """The entries of a type that certainly or, unless the lens asks for the certain alone, possibly hold on the day."""
    held = network.entries(kind)
    return tuple(entry for entry in held if is_certain(network, entry)) if network.lens.certain_only else held


def find_so_far(network: Network, kind: type[E]) -> tuple[E, ...]:
    """The entries of a type that had begun, or may have, by the day, ended ones included, in the record's order.

    Args:
        network: the network asked; what its lens imagines away is left out.
        kind: a type of entry that holds or happens in time.
    """
    begun = network.entries_so_far(kind)
    if not network.lens.certain_only:
        return begun
    return tuple(entry for entry in begun if not _may_not_be_told(network, entry))


def has_begun(network: Network, entry: Entry) -> bool:
    """Whether the lens lets an entry count as begun by the day: neither it nor what it names is imagined away.

    Where the lens asks for the certain alone, what only possibly holds on the day does not count.
    """
    gone, first = network.world.gone, entry.begin.earliest
    if (first is not None and first > network.day) or _may_not_be_told(network, entry):
        return False
    return not gone or (entry.id not in gone and not any(target in gone for _, target in referred_ids(entry)))


def is_certain(network: Network, entry: Entry) -> bool:
    """Whether an entry certainly holds on the network's day."""
    return network.status(entry) is InForce.CERTAIN


def order_by_begin(entry: Entry) -> tuple[date, date, str]:
    """Sorts entries by the first day each can have begun, then the last; those of unknown begin come last."""
    begin = entry.begin
    return begin.earliest or begin.latest or date.max, begin.latest or date.max, entry.id


def _may_not_be_told(network: Network, entry: Entry) -> bool:
    """Whether the lens asks for the certain alone and this only possibly holds; a happening does not hold at all."""
    if isinstance(entry, Interaction) or not network.lens.certain_only:
        return False
    return network.status(entry) is InForce.POSSIBLE


def _keep_ours(network: Network, presences: Iterable[Presence]) -> list[Presence]:
    firm, home = network.get_firm(), network.home
    position_of: Callable[[str], int | None] = network.actors.position_by_id.get
    return [
        presence
        for presence in presences
        if position_of(presence.actor) == firm and (home is None or presence.market != home)
    ]


def _join(network: Network, market: MarketCode, held: Iterable[Presence]) -> MarketPresence:
    ordered = sorted(held, key=lambda item: (not is_certain(network, item), order_by_begin(item)))
    return MarketPresence(market=market, presences=tuple(ordered), certain=is_certain(network, ordered[0]))
