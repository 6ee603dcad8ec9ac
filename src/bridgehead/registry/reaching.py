"""Which markets every organisation of a registry can reach, through whom, and where it stands: all of them at once.

The definitions are those of a single firm's `reach` and `outsidership`, on what a registry knows. Strength is observed
from common events alone: each weighs like an agreement among its participants and does not fade. A route of n ties has
the product of their chances of passing on, as assumed; a direct tie needs no introduction and has chance 1. One's own
market is left out. One search backwards from all actors of a market serves everybody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridgehead.errors import MisuseError
from bridgehead.network import kernels
from bridgehead.network.graph import Flags, Floats
from bridgehead.network.in_parts import run_in_blocks
from bridgehead.network.passing_on import assumed
from bridgehead.network.ties import Ints
from bridgehead.record.parameters import get_parameter
from bridgehead.registry.arrays import Registry

#: where an organisation stands in a market, by the number in `Reach.standing`
STANDINGS = ("home", "insider", "acquainted", "introducible", "outsider (none known)")
HOME, INSIDER, ACQUAINTED, INTRODUCIBLE, OUTSIDER = range(5)


class TieLimitError(MisuseError):
    """Routes of no tie, or of more than anyone follows."""

    def __init__(self, found: int, most: int) -> None:
        """Args: found: ties asked for; most: what can be asked for."""
        self.found, self.most = found, most
        super().__init__(
            f"Routes of at most {found} ties, introductions plus one, were asked for. Ask for 1 to {most}."
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """What every organisation can reach; every array is (n_organisations, n_markets).

    Attributes:
        chance: of the best route, 0 where there is none, 1 where a tie is direct; NaN in one's own market.
        ties: fewest ties on a route within the limit, 0 where there is none.
        introducer: the contact with whom the best route begins, -1 where no introduction is needed or none leads there.
        tied: organisations there that one is tied to. strongest: strength of the strongest such tie, 0 where none.
        standing: place in `STANDINGS`.
    """

    chance: NDArray[np.float32]
    ties: NDArray[np.int8]
    introducer: NDArray[np.int32]
    tied: NDArray[np.int32]
    strongest: NDArray[np.float32]
    standing: NDArray[np.int8]


def find_strength(registry: Registry) -> Floats:
    """The strength of every tie as observed from common events: (n_arcs,), 0..1.

    References:
        Newman 2001, doi:10.1103/PhysRevE.64.016132, for the weight of an event; the rest as `network.strength`, of
        which common events show the time component alone.
    """
    weight = float(get_parameter("tie_strength", "agreement_weight"))
    strength: Floats = -np.expm1(-weight * registry.ties.strength)
    return strength


def find_reach(registry: Registry, *, max_ties: int = 3, is_formal: bool = True, threads: int = 0) -> Reach:
    """Reach and standing of every organisation in every market.

    Args:
        registry: with its ties; take `before` a day for what was known then.
        max_ties: a route may have, introductions plus one; 1 to 8.
        is_formal: whether to take part together is an agreement, as in a project; fairs and papers are none, and by
            them alone nobody becomes an insider.
        threads: how many work at once; as many as there are processors by default. No digit depends on it.

    Raises:
        TieLimitError: the limit on ties is out of range.
    """
    if not 1 <= max_ties <= 8:
        raise TieLimitError(max_ties, 8)
    market, n_markets = registry.organisations.market, len(registry.organisations.markets)
    strength = find_strength(registry)
    shape = (registry.n_organisations, n_markets)
    tied, strongest = np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=np.float32)
    ptr, other = registry.ties.ptr.view(np.uint64), registry.ties.other.view(np.uint32)

    def count(begin: int, end: int) -> None:
        kernels.marketwise.count_in_markets(ptr, other, strength, market, begin, end, tied, strongest)

    run_in_blocks(count, np.diff(registry.ties.ptr), threads)
    chances = assumed(strength).value
    found = Reach(
        chance=np.empty(shape, dtype=np.float32),
        ties=np.zeros(shape, dtype=np.int8),
        introducer=np.empty(shape, dtype=np.int32),
        tied=tied,
        strongest=strongest,
        standing=np.empty(shape, dtype=np.int8),
    )
    for first in range(0, n_markets, kernels.marketwise.LANES):
        _search_back(registry, chances, found, first, max_ties, threads)
    _stand(found, market, is_formal=is_formal)
    return found


def _search_back(registry: Registry, chances: Floats, found: Reach, first: int, max_ties: int, threads: int) -> None:
    """Fill in chance, ties and introducer for the markets that are searched side by side."""
    n, lanes = registry.n_organisations, kernels.marketwise.LANES
    ptr, other = registry.ties.ptr.view(np.uint64), registry.ties.other.view(np.uint32)
    market, columns = registry.organisations.market.astype(np.int64), slice(first, first + lanes)
    width = found.ties[:, columns].shape[1]
    best, via = np.zeros((n, lanes)), np.full((n, lanes), -1, dtype=np.int32)
    inside = np.flatnonzero((market >= first) & (market < first + width))
    best[inside, market[inside] - first] = 1.0
    for ties in range(1, max_ties + 1):
        longer = np.empty_like(best)

        def step(begin: int, end: int, best: Floats = best, longer: Floats = longer) -> None:
            kernels.marketwise.take_step(ptr, other, chances, best, begin, end, longer, via)

        run_in_blocks(step, np.diff(registry.ties.ptr), threads)
        found.ties[:, columns][((best == 0) & (longer > 0))[:, :width]] = ties
        best = longer
    found.chance[:, columns] = best[:, :width]
    found.introducer[:, columns] = via[:, :width]


def _stand(found: Reach, market: NDArray[np.int16], *, is_formal: bool) -> None:
    """Fill in the standings, and what a direct tie and one's own market make of the rest."""
    needed = int(get_parameter("reach", "insider_ties"))
    is_strong = found.strongest >= float(get_parameter("tie_strength", "strong_from"))
    is_direct = found.tied > 0
    found.standing[:] = np.where(found.ties > 0, INTRODUCIBLE, OUTSIDER)
    found.standing[is_direct] = ACQUAINTED
    found.standing[is_strong & (found.tied >= needed) & is_formal] = INSIDER
    found.chance[is_direct] = 1
    found.introducer[is_direct] = -1
    settled = np.flatnonzero(market >= 0)
    at_home = settled, market[settled]
    found.standing[at_home] = HOME
    found.chance[at_home] = np.nan
    found.ties[at_home] = 0
    found.introducer[at_home] = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Internationals:
    """How international organisations and their markets are.

    Attributes:
        markets: (n_organisations,) markets abroad in which each is an insider. is_high: whether that is many.
        others: (n_organisations,) other organisations of its market. share: the part of these that is high; NaN where
            its market is unknown or too small. share_of_all: the part of all organisations of a known market.
        is_lonely: high itself, in a market where fewer are than over all.
    """

    markets: Ints
    is_high: Flags
    others: Ints
    share: Floats
    share_of_all: float
    is_lonely: Flags


def find_internationals(registry: Registry, reach: Reach) -> Internationals:
    """Who is international while its market is not: the lonely internationals among others.

    A firm is international to the degree that it holds positions in the networks of markets abroad, taken here as being
    an insider there; its market, by how many of the others in it are. The numbers in `parameters/registry_reach.yaml`
    are ours.

    References:
        Johanson & Mattsson 1988. Differences: the paper grades a production net, a registry knows countries only.
    """
    market = registry.organisations.market.astype(np.int64)
    is_known = market >= 0
    abroad = (reach.standing == INSIDER).sum(axis=1, dtype=np.int64)
    is_high = abroad >= int(get_parameter("registry_reach", "high_from_markets"))
    n_markets = len(registry.organisations.markets)
    size = np.bincount(market[is_known], minlength=n_markets)
    high = np.bincount(market[is_known], weights=is_high[is_known], minlength=n_markets)
    place = np.where(is_known, market, 0)
    others = np.where(is_known, size[place] - 1, 0) if n_markets else np.zeros(len(market), dtype=np.int64)
    high_others = high[place] - is_high if n_markets else np.zeros(len(market))
    enough = is_known & (others >= int(get_parameter("registry_reach", "least_organisations")))
    share = np.divide(high_others, others, out=np.full(len(market), np.nan), where=enough)
    share_of_all = float(is_high[is_known].mean()) if is_known.any() else 0.0
    return Internationals(
        markets=abroad,
        is_high=is_high,
        others=others,
        share=share,
        share_of_all=share_of_all,
        is_lonely=is_high & (share < share_of_all),
    )
