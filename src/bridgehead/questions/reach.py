"""Reach: the markets our network can take us into, and the people who would take us there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bridgehead.answers import (
    Answer,
    Chance,
    Column,
    Part,
    RouteRow,
    Routes,
    Row,
    Scores,
    Table,
    Value,
)
from bridgehead.network.disjoint import disjoint_counts
from bridgehead.network.network import Bound, GroupBy, Grouping, Network, Purpose
from bridgehead.network.reliability import ReachChance, reach_chance
from bridgehead.network.routes import best_routes_by_group, count_ties
from bridgehead.network.ties import Floats, Ints
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._market_facts import fact_columns, fact_evidence, fact_values
from bridgehead.questions._routes import ROUTE_COLUMNS, SPARE, build_route_row, surest_first
from bridgehead.questions._saying import chance_caveat, group_columns, group_values, say_chance, say_direct, say_market
from bridgehead.questions._targets import find_targets, read_max_introductions
from bridgehead.questions._worth_asking import worth_asking
from bridgehead.record import markets
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

RANKINGS = ("chance", "best", "targets", "direct", "disjoint", "recognition", "exploitation", "distance_km")
_PURPOSE_BY_COLUMN: dict[str, Purpose] = {"chance": "all", "recognition": "recognition", "exploitation": "exploitation"}

COLUMNS: tuple[Column, ...] = (
    Column(name="targets", label="Targets", kind="count", meaning="Actors there whom a route reaches."),
    Column(
        name="direct",
        label="Direct",
        kind="count",
        meaning="Those of them we are tied to directly, so that nobody has to introduce us.",
    ),
    Column(
        name="chance",
        label="Any route works",
        kind="chance",
        meaning="Chance that at least one route works, every relationship passing us on or not by itself.",
    ),
    Column(name="best", label="Best route", kind="chance", meaning="Chance of the single best route."),
    Column(name="introductions", label="Introductions", kind="count", meaning="Introductions the best route needs."),
    Column(
        name="through",
        label="Through",
        kind="actor",
        meaning="Which of our people the best route begins with, then who passes us on.",
    ),
    Column(
        name="disjoint",
        label="Separate routes",
        kind="count",
        meaning="Most routes that share no introducer; each direct tie is one.",
    ),
    Column(
        name="recognition",
        label="By social ties",
        kind="chance",
        meaning="Any route works, over the ties that recognise opportunities: social, ethnic, family, scientific, "
        "institutional.",
    ),
    Column(
        name="exploitation",
        label="By business ties",
        kind="chance",
        meaning="Any route works, over the ties that exploit opportunities: business and formal.",
    ),
    Column(name="kinds", label="Kinds of tie", kind="word", meaning="Kinds of tie along the best route."),
    Column(
        name="rests_on",
        label="Rests on",
        kind="word",
        meaning="Whether somebody stated every tie of the best route, some are inferred, or some only possibly hold.",
    ),
    Column(
        name="newest", label="Newest evidence", kind="day", meaning="Latest day the best route's evidence speaks for."
    ),
)
_FROM_BEST = ("introductions", "through", "kinds", "rests_on", "newest")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Works:
    """Chance that any route works, per group, with its bounds; each array of shape (n_groups,), 0..1."""

    value: Floats
    low: Floats
    high: Floats
    standard_error: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which markets can our network take us into, and through whom?

    A route is a chain of ties in force from the firm, or one of its people, to an actor in the market; one of n ties
    needs n - 1 introductions. Its chance is the product of the passing-on chances of its ties; a direct tie is certain.
    Steps between a person and their organisation cost nothing. The chance that any route works treats every
    relationship as one coin and is sampled; its standard error is given. What distance would have said stands beside,
    never mixed in.
    """

    plain_name: ClassVar[str] = "Where can we get in, and through whom?"
    references: ClassVar[tuple[Reference, ...]] = tuple(
        WORKS[key] for key in ("lew", "qsense", "ellis", "vasilchenko", "granovetter")
    )

    by: GroupBy = parameter("market", "Answer per market, per field, or both.")
    role: str = parameter("", "Only actors who stand in this role to somebody count as targets.")
    max_introductions: int | None = parameter(None, "Longest chain of introductions (default: 2).")
    routes_each: int = parameter(1, "Routes shown for each market.")
    rank_by: str = parameter("chance", f"Column to rank by: {', '.join(RANKINGS)}.")
    home: bool = parameter(False, "Show the home market as well.")

    def answer(self, network: Network) -> Answer:
        """Scores per market, the best routes into each, and the markets nothing is known of.

        Raises:
            QuestionValueError: a parameter has a value it cannot have. NoFirmError: no firm is named.
        """
        if self.rank_by not in RANKINGS:
            raise QuestionValueError("reach", "rank_by", self.rank_by, f"It is one of: {', '.join(RANKINGS)}.")
        max_ties = read_max_introductions("reach", self.max_introductions) + 1
        grouping = _without_home(network, network.grouping(self.by), show_home=self.home)
        of_actor = np.where(find_targets(network, self.role), grouping.of_actor, -1)
        works = _all_works(network, of_actor, len(grouping.keys), max_ties)
        ties = count_ties(network.graph(), network.starts, max_ties).astype(np.int64)
        disjoint = disjoint_counts(network.graph(), network.starts, of_actor, len(grouping.keys), max_ties).count
        routes = self._routes_into(network, of_actor, grouping, max_ties)
        rows = [
            self._row(network, np.flatnonzero(of_actor == number), key, ties, routes[number])
            for number, key in enumerate(grouping.keys)
        ]
        for number, row in enumerate(rows):
            row["disjoint"] = int(disjoint[number])
            row.update({column: _say_works(network, work, number) for column, work in works.items()})
        order = _ranked(rows, self.rank_by)
        shown = [route for number in order for route in routes[number][: self.routes_each]]
        parts = [
            self._markets_part(network, [self._cite(network, rows[n], routes[n], grouping.keys[n]) for n in order]),
            Part(
                name="routes",
                title="The best way in",
                shape=Routes(
                    columns=(*group_columns(self.by), *ROUTE_COLUMNS),
                    rows=tuple(shown),
                    empty="No route of ties leads to any actor in a foreign market.",
                ),
            ),
        ]
        is_star = bool(shown) and all(route.values["introductions"] == 0 for route in shown)
        if is_star:
            parts.append(worth_asking(network))
        if self.by == "market":
            parts.append(_nothing_known(network, grouping))
        return build_answer(self, network, parts=parts, caveats=_caveats(network, max_ties, is_star=is_star))

    def _routes_into(self, network: Network, of_actor: Ints, grouping: Grouping, max_ties: int) -> list[list[RouteRow]]:
        """The best routes into each group, at least one where there is any."""
        most, n_groups = max(self.routes_each, 1), len(grouping.keys)
        found = best_routes_by_group(network.graph(), network.starts, of_actor, n_groups, most + SPARE, max_ties)
        return [
            surest_first(
                (
                    build_route_row(network, route, extra=group_values(self.by, key))
                    for number, route in enumerate(routes)
                    if number < most or route.ties <= 1
                ),
                most,
            )
            for key, routes in zip(grouping.keys, found, strict=True)
        ]

    def _row(
        self, network: Network, members: Ints, key: tuple[str, str], ties: Ints, routes: list[RouteRow]
    ) -> dict[str, Value]:
        """One group's values but for separate routes and the sampled chances."""
        reached = ties[members]
        values: dict[str, Value] = {
            **group_values(self.by, key),
            "targets": int((reached >= 0).sum()),
            "direct": int(((reached >= 0) & (reached <= 1)).sum()),
            **fact_values(network, self.by, key),
        }
        if routes:
            values |= {"best": routes[0].values["chance"]} | {name: routes[0].values[name] for name in _FROM_BEST}
        return values

    def _cite(self, network: Network, values: dict[str, Value], routes: list[RouteRow], key: tuple[str, str]) -> Row:
        """A row with what its best route and what stands beside it rest on."""
        cited = (*(routes[0].evidence if routes else ()), *fact_evidence(network, self.by, key))
        return Row(values=values, evidence=tuple(dict.fromkeys(cited)))

    def _markets_part(self, network: Network, rows: list[Row]) -> Part:
        return Part(
            name="markets",
            title="Where our ties lead",
            shape=Scores(
                columns=(*group_columns(self.by), *COLUMNS, *fact_columns(network, self.by)),
                rows=tuple(rows),
                ranked_by=self.rank_by,
                empty="No actor with a known foreign market is in the record. Add contacts with their market.",
            ),
        )


def _without_home(network: Network, grouping: Grouping, *, show_home: bool) -> Grouping:
    """A grouping without the groups of the home market."""
    if show_home or network.home is None:
        return grouping
    kept = [number for number, (market, _) in enumerate(grouping.keys) if market != network.home]
    renumber = np.full(len(grouping.keys) + 1, -1, dtype=np.int64)
    renumber[kept] = np.arange(len(kept))
    return Grouping(keys=tuple(grouping.keys[number] for number in kept), of_actor=renumber[grouping.of_actor])


def _all_works(network: Network, of_actor: Ints, n_groups: int, max_ties: int) -> dict[str, _Works]:
    """The sampled chances of every column; columns whose ties are the same ties are sampled once."""
    works: dict[str, _Works] = {}
    sampled: dict[int, _Works] = {}
    for column, purpose in _PURPOSE_BY_COLUMN.items():
        graph = id(network.graph(purpose))
        if graph not in sampled:
            sampled[graph] = _any_route_works(network, purpose, of_actor, n_groups, max_ties)
        works[column] = sampled[graph]
    return works


def _any_route_works(network: Network, purpose: Purpose, of_actor: Ints, n_groups: int, max_ties: int) -> _Works:
    """The chance that any route works into each group, with both bounds, all on the same coins."""

    def sampled(bound: Bound, worlds: str) -> ReachChance:
        generator = np.random.default_rng(int(get_parameter("reach", "seed")))
        n_worlds = int(get_parameter("reach", worlds))
        return reach_chance(
            network.graph(purpose, bound), network.starts, of_actor, n_groups, max_ties, n_worlds, generator
        )

    value = sampled("value", "worlds")
    low, high = sampled("low", "worlds_of_bounds"), sampled("high", "worlds_of_bounds")
    return _Works(value=value.chance, low=low.chance, high=high.chance, standard_error=value.standard_error)


def _say_works(network: Network, works: _Works, number: int) -> Chance:
    if works.value[number] >= 1.0:
        return say_direct(network)
    return say_chance(
        network,
        float(works.value[number]),
        float(works.low[number]),
        float(works.high[number]),
        float(works.standard_error[number]),
    )


def _ranked(rows: list[dict[str, Value]], column: str) -> list[int]:
    """Row numbers, the best first: near before far, else large before small; equals by best route, targets, name."""

    def number(value: Value) -> float:
        if isinstance(value, Chance):
            return value.value
        return float(value) if isinstance(value, int | float) else float("-inf")

    def key(position: int) -> tuple[float | str, ...]:
        row = rows[position]
        first = row.get(column)
        lead = (number(first) if first is not None else float("inf")) if column == "distance_km" else -number(first)
        return (lead, -number(row.get("best")), -number(row.get("targets")), str(row.get("market") or row.get("field")))

    return sorted(range(len(rows)), key=key)


def _nothing_known(network: Network, grouping: Grouping) -> Part:
    """The markets in which the record knows nobody, by region of the world."""
    known = {market for market, _ in grouping.keys} | ({network.home} if network.home else set())
    unknown = [code for code in markets.find_markets() if code not in known]
    rows = []
    for region in ("002", "019", "142", "150", "009"):
        inside = tuple(say_market(code) for code in unknown if markets.contains(region, code))
        rows.append(Row(values={"region": say_market(region), "count": len(inside), "markets": inside}))
    return Part(
        name="nothing_known",
        title="Markets nothing is known of",
        shape=Table(
            columns=(
                Column(name="region", label="Region", kind="market"),
                Column(
                    name="count", label="Markets", kind="count", meaning="Markets in which the record knows nobody."
                ),
                Column(name="markets", label="Which", kind="market"),
            ),
            rows=tuple(rows),
        ),
    )


def _caveats(network: Network, max_ties: int, *, is_star: bool) -> Iterable[str]:
    yield chance_caveat(network)
    yield f"Routes of more than {max_ties - 1} introductions are not followed."
    if is_star:
        why = _say_why_direct(network)
        yield f"All routes are direct: {why}. Ask those named under 'worth asking' whom they know, and where."


def _say_why_direct(network: Network) -> str:
    ties, free = network.world.ties, network.world.free
    is_theirs = ~(network.is_own[ties.sender] | network.is_own[ties.receiver] | free)
    if is_theirs.any():
        return "the ties that the record holds among others lead to no market where we know nobody"
    return "the record holds our own contacts and not theirs"
