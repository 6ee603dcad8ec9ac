"""Whom a programme wants to reach, and what reaching each is worth; who has the word already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridgehead.network.graph import Floats
from bridgehead.network.network import Network
from bridgehead.questions._presences import find_in_force
from bridgehead.questions._programme_seats import find_programmes, find_seats
from bridgehead.questions._targets import find_targets
from bridgehead.record import markets
from bridgehead.record.entries import Agreement, Assessment, EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Whom to reach.

    Attributes:
        worth: (n_actors,) what reaching each is worth; 0 is no target.
        unit: what the sum counts. unweighted: targets left out because no potential of their market is known.
        evidence: ids of the entries behind the weights.
    """

    worth: Floats
    unit: str
    unweighted: int = 0
    evidence: tuple[EntryId, ...] = ()


def build_aim(network: Network, *, aim_at: Sequence[str], role: str, by_potential: bool) -> Aim:
    """The targets: actors outside the firm, in the markets and the role asked for.

    A market's potential is shared evenly among its targets on record, so that all of them together weigh the market;
    a region's is never spread over its countries, and weighs only actors placed in that region.

    Args:
        network: the network asked. aim_at: market codes; () takes all. role: "" takes all.
        by_potential: weigh by the market's potential instead of one for each.

    Raises:
        UnknownWordError: there is no such role. NoFirmError: no firm is named.
    """
    is_target = find_targets(network, role)
    home = [actor.market or "" for actor in network.actors.held]
    if aim_at:
        is_target &= np.array([any(_lies_in(market, code) for market in aim_at) for code in home], dtype=np.bool_)
    if not by_potential:
        return Aim(worth=is_target.astype(np.float64), unit="actors")
    potentials = _find_potentials(network)
    known = {code: float(entry.value) for code, entry in potentials.items() if not isinstance(entry.value, str)}
    counts = {code: int(sum(is_target[place] for place, one in enumerate(home) if one == code)) for code in known}
    worth = np.array(
        [
            known[code] / counts[code] if wanted and code in known else 0.0
            for code, wanted in zip(home, is_target, strict=True)
        ]
    )
    return Aim(
        worth=worth,
        unit="pieces of market potential",
        unweighted=int((is_target & np.array([code not in known for code in home], dtype=np.bool_)).sum()),
        evidence=tuple(potentials[code].id for code in sorted(known) if counts[code]),
    )


def find_members(network: Network, programme: str) -> dict[int, tuple[EntryId, ...]]:
    """Who sits in our programmes on the day, possibly or certainly, with the agreements that say so.

    Args:
        network: the network asked. programme: id or name of one; "" takes all of ours.

    Raises:
        UnknownProgrammeError: none is called so. NoFirmError: no firm is named.
    """
    in_force = {entry.id for entry in find_in_force(network, Agreement)}
    found: dict[int, tuple[EntryId, ...]] = {}
    for seat in find_seats(network, find_programmes(network, programme)):
        for member in seat.members if seat.agreement.id in in_force else ():
            found[member] = (*found.get(member, ()), seat.agreement.id)
    return found


def _find_potentials(network: Network) -> dict[str, Assessment]:
    """The newest potential of each market by the day."""
    found: dict[str, Assessment] = {}
    for code, entries in network.assessed.items():
        held = [entry for entry in entries if (entry.instrument, entry.item) == ("market", "potential")]
        if held and markets.is_market(code):
            found[code] = max(held, key=lambda entry: (str(entry.begin.earliest or ""), entry.id))
    return found


def _lies_in(market: str, found: str) -> bool:
    return bool(found) and (market == found or markets.contains(market, found))
