"""The plain ways to rank possible partners that a learned ranking has to beat.

Each considers every organisation known before the day that is neither the one asked nor a partner of it; of equally
good ones the more active come first.

References:
    Adamic & Adar 2003 (shared partners, each worth 1 / log of its number of partners); Lü & Zhou 2010,
    doi:10.1209/0295-5075/89/18001 (the same with strengths); Liben-Nowell & Kleinberg (the others, and the protocol).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from bridgehead.network import kernels
from bridgehead.record.parameters import get_parameter
from bridgehead.record.places import distance_km
from bridgehead.registry.candidates import in_blocks, walk
from bridgehead.registry.past import Actors, Floats, Ints, Past

#: ranks so many for each asked: (n_asked, most) organisations, the best first, -1 where there are fewer
Ranking = Callable[[Past, Actors, int], Actors]

_COMMON, _ADAMIC_ADAR, _WEIGHTED = 0, 1, 2


def _rank_by_partners(past: Past, asked: Actors, most: int, *, column: int) -> Actors:
    """The `most` that lead by one of the sums over partners in common, then the most active."""
    by_activity = _order(past)

    def work(block: Actors) -> Actors:
        ptr, who, sums = walk(past, block, column=column, most=most, extra=_nobody(len(block)))
        asker = np.repeat(np.arange(len(block)), np.diff(ptr))
        order = np.lexsort((who, -past.met[who], -sums[:, column], asker))
        ranked = np.full((len(block), most), -1, dtype=np.int32)
        ranked[asker[order], np.arange(len(who)) - ptr[asker[order]]] = who[order]
        for place, one in enumerate(block.tolist()):
            _fill(ranked[place], past, one, by_activity)
        return ranked

    return np.concatenate(list(in_blocks(work, asked)))


def rank_by_common_partners(past: Past, asked: Actors, most: int) -> Actors:
    """By the number of partners in common."""
    return _rank_by_partners(past, asked, most, column=_COMMON)


def rank_by_adamic_adar(past: Past, asked: Actors, most: int) -> Actors:
    """By partners in common, each worth 1 / log of its number of partners (Adamic & Adar 2003)."""
    return _rank_by_partners(past, asked, most, column=_ADAMIC_ADAR)


def rank_by_weighted_adamic_adar(past: Past, asked: Actors, most: int) -> Actors:
    """By partners in common, each worth the sum of both strengths / log(1 + its strengths) (Lü & Zhou 2010)."""
    return _rank_by_partners(past, asked, most, column=_WEIGHTED)


def rank_by_walks(past: Past, asked: Actors, most: int) -> Actors:
    """By where random walks over recent ties end that stop at each step with a fixed chance."""
    chosen = get_parameter("next_partner", "walk")
    ties, by_activity = past.registry.ties, _order(past)

    def work(block: Actors) -> Actors:
        ranked, _ = kernels.partners.push_walks(
            ties.ptr, ties.other, past.recent, past.total_recent, block, chosen["stop"], chosen["least"], most
        )
        for place, one in enumerate(block.tolist()):
            _fill(ranked[place], past, one, by_activity)
        found: Actors = ranked
        return found

    return np.concatenate(list(in_blocks(work, asked)))


def rank_by_popularity(past: Past, asked: Actors, most: int) -> Actors:
    """The organisations of most partners."""
    order = past.known[np.argsort(-past.degree[past.known], kind="stable")]
    return _rank_all(past, asked, most, lambda _: order)


def rank_by_home_popularity(past: Past, asked: Actors, most: int) -> Actors:
    """The organisations of most partners in the same market, then the others."""
    return _rank_by_market(past, asked, most, lambda home, market: float(home != market))


def rank_by_distance(past: Past, asked: Actors, most: int) -> Actors:
    """The nearest by the distance between the markets' label points; of equally near ones those of most partners."""
    names = past.registry.organisations.markets

    def measure(home: int, market: int) -> float:
        found = distance_km(names[home], names[market]) if min(home, market) >= 0 else None
        return np.inf if found is None else found

    return _rank_by_market(past, asked, most, measure)


def _rank_by_market(past: Past, asked: Actors, most: int, measure: Callable[[int, int], float]) -> Actors:
    """By a measure of two markets, less is better, then by the number of partners."""
    market, known = past.registry.organisations.market, past.known
    held, place = np.unique(market[known], return_inverse=True)
    orders: dict[int, Actors] = {}

    def find(one: int) -> Actors:
        home = int(market[one])
        if home not in orders:
            far: Floats = np.array([measure(home, int(code)) for code in held])
            orders[home] = known[np.lexsort((known, -past.degree[known], far[place]))]
        return orders[home]

    return _rank_all(past, asked, most, find)


def _rank_all(past: Past, asked: Actors, most: int, find: Callable[[int], Actors]) -> Actors:
    """For each asked, the first of a list of everybody who may be suggested to it."""
    ranked = np.full((len(asked), most), -1, dtype=np.int32)
    for place, one in enumerate(asked.tolist()):
        _fill(ranked[place], past, one, find(one))
    return ranked


def _fill(row: Actors, past: Past, one: int, order: Actors) -> None:
    """Fill what is left of a row by a list of everybody, without those there, the one asked and its partners."""
    free = np.flatnonzero(row < 0)
    if not len(free):
        return
    ties = past.registry.ties
    taken = np.concatenate([row[row >= 0], [one], ties.other[ties.ptr[one] : ties.ptr[one + 1]]])
    # no more can be skipped than are taken
    head = order[: len(taken) + len(free)]
    fitting = head[~np.isin(head, taken)][: len(free)]
    row[free[: len(fitting)]] = fitting


def _order(past: Past) -> Actors:
    return past.known[np.argsort(-past.met[past.known], kind="stable")]


def _nobody(n: int) -> tuple[Ints, Actors]:
    return np.zeros(n + 1, dtype=np.int64), np.zeros(0, dtype=np.int32)


#: the plain rankings by name, in the order the backtest shows them
BASELINES: Mapping[str, Ranking] = {
    "popularity": rank_by_popularity,
    "home_popularity": rank_by_home_popularity,
    "distance": rank_by_distance,
    "common_partners": rank_by_common_partners,
    "adamic_adar": rank_by_adamic_adar,
    "weighted_adamic_adar": rank_by_weighted_adamic_adar,
    "random_walk": rank_by_walks,
}
