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
from bridgehead.registry.candidates import in_blocks
from bridgehead.registry.past import Actors, Floats, Past

#: ranks so many for each asked: (n_asked, most) organisations, the best first, -1 where there are fewer
Ranking = Callable[[Past, Actors, int], Actors]


def _rank_by_partners(past: Past, asked: Actors, most: int, worth: Floats, *, by_strength: bool = False) -> Actors:
    """The `most` that lead by what partners in common are worth together, then the most active."""
    ties, by_activity = past.registry.ties, _order(past)
    place = np.empty(past.registry.n_organisations, dtype=np.int32)
    place[np.argsort(-past.met, kind="stable")] = np.arange(len(place))

    def work(block: Actors) -> Actors:
        ranked: Actors
        ranked, _ = kernels.leaders.list_leaders(
            ties.ptr.view(np.uint64), ties.other.view(np.uint32), ties.strength, worth, by_strength, place, block, most
        )
        for number, one in enumerate(block.tolist()):
            _fill(ranked[number], past, one, by_activity)
        return ranked

    return np.concatenate(list(in_blocks(work, asked)))


def rank_by_common_partners(past: Past, asked: Actors, most: int) -> Actors:
    """By the number of partners in common."""
    return _rank_by_partners(past, asked, most, np.ones(past.registry.n_organisations))


def rank_by_adamic_adar(past: Past, asked: Actors, most: int) -> Actors:
    """By partners in common, each worth 1 / log of its number of partners (Adamic & Adar 2003)."""
    return _rank_by_partners(past, asked, most, 1 / np.log(np.maximum(past.degree, 2)))


def rank_by_weighted_adamic_adar(past: Past, asked: Actors, most: int) -> Actors:
    """By partners in common, each worth the sum of both strengths / log(1 + its strengths) (Lü & Zhou 2010)."""
    worth = 1 / np.log1p(np.where(past.degree > 0, past.total, 1.0))
    return _rank_by_partners(past, asked, most, worth, by_strength=True)


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
