"""Whether our own new partners stood high on the list of the day before they became partners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from bridgehead.answers import Column, Estimate, Part, Row, Value
from bridgehead.network.network import Network
from bridgehead.network.proportions import jeffreys_interval
from bridgehead.questions._next_candidates import Ranking, find_candidates
from bridgehead.questions._origins import NewTie, find_new_ties
from bridgehead.questions._portfolio_agreements import count_people_in
from bridgehead.questions._relationships import find_sides
from bridgehead.record.parameters import get_parameter

_COLUMNS: tuple[Column, ...] = (
    Column(name="measure", label="Ranking", kind="word", meaning="What the list of the day before was ordered by."),
    Column(
        name="value", label="Foretold", kind="share", meaning="New partners that stood among the first of that list."
    ),
    Column(name="low", label="From", kind="share", meaning="Lower end of the interval."),
    Column(name="high", label="To", kind="share", meaning="Upper end of the interval."),
    Column(name="count", label="Partners", kind="count", meaning="How many were foretold."),
    Column(name="of", label="Of", kind="count", meaning="New partners whose beginning is known to the year."),
    Column(name="first", label="Mean of 1 / place", kind="number", meaning="0 for a partner who was not on the list."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a new partner stood the day before.

    Attributes:
        new: the relationship. place: on the list, from 1; None where the partner was not on it.
        popular: the same on a list of everybody then tied to anybody, by the number of their ties.
    """

    new: NewTie
    place: int | None
    popular: int | None


def build_backtest(network: Network, ranking: Ranking) -> Part:
    """How many of our new partners the list of the day before had among its first, beside a list by popularity.

    Each list is made from the network as it was on that day; what was told later of that day is not left out unless the
    lens says so (as_known_on).

    Args:
        network: the network asked. ranking: what orders the list.
    """
    depth = int(get_parameter("next_partner", "depth_of_firm"))
    places = tuple(_look_back(count_people_in(network), ranking))
    least = int(get_parameter("next_partner", "least_dated"))
    rows = (
        [
            _count(ranking, places, [item.place for item in places], depth),
            _count("popularity", places, [item.popular for item in places], depth),
        ]
        if len(places) >= least
        else []
    )
    told = f"{len(places)} relationship{'' if len(places) == 1 else 's'}"
    return Part(
        name="backtest",
        title=f"Whether new partners stood among the first {depth} the day before",
        shape=Estimate(
            columns=_COLUMNS,
            rows=tuple(rows),
            level=float(get_parameter("next_partner", "level")),
            method="The list of the day before each new relationship, as the network was then; Jeffreys intervals.",
            n=len(places),
            empty=f"Cannot tell how good this list is: {told} of ours with others began in a known year, and it "
            f"takes {least}. Date when relationships began.",
        ),
    )


def _look_back(network: Network, ranking: Ranking) -> Iterator[_Place]:
    """Each new partner's place, for those that began on the newest days."""
    dated: dict[date, list[NewTie]] = {}
    for new in find_new_ties(network):
        day = new.day_before
        if day is not None and day < network.day and not new.earlier:
            dated.setdefault(day, []).append(new)
    for day in sorted(dated)[-int(get_parameter("next_partner", "most_days")) :]:
        then = network.on(day)
        if then.firm is None:
            continue
        listed = [item.actor for item in find_candidates(then, ranking)]
        popular = _rank_popular(then)
        for new in dated[day]:
            partner = then.actors.position_by_id[network.actor(new.other).id]
            place, popular_place = (_find_place(then, each, partner) for each in (listed, popular))
            yield _Place(new=new, place=place, popular=popular_place)


def _rank_popular(network: Network) -> list[int]:
    """Everybody tied to anybody whom we are not tied to, by the number of their ties."""
    ties = network.ties
    degree = np.bincount(np.concatenate([ties.sender, ties.receiver]), minlength=len(network.actors))
    free = np.flatnonzero((degree > 0) & ~network.is_own)
    free = free[~np.isin(free, list(network.ties_with))]
    return sorted(free.tolist(), key=lambda actor: (-int(degree[actor]), network.actor(actor).id))


def _find_place(network: Network, listed: Iterable[int], partner: int) -> int | None:
    """The first place at which a partner, or one of its people, stands."""
    sides = find_sides(network)
    return next((place for place, actor in enumerate(listed, 1) if int(sides[actor]) == int(sides[partner])), None)


def _count(measure: str, places: tuple[_Place, ...], found: list[int | None], depth: int) -> Row:
    hits = sum(place is not None and place <= depth for place in found)
    interval = jeffreys_interval(hits, len(found), float(get_parameter("next_partner", "level")))
    values: dict[str, Value] = {
        "measure": measure,
        "value": hits / len(found),
        "low": interval.low,
        "high": interval.high,
        "count": hits,
        "of": len(found),
        "first": sum(1 / place for place in found if place is not None) / len(found),
    }
    return Row(values=values, evidence=tuple(dict.fromkeys(id_ for item in places for id_ in item.new.cited)))
