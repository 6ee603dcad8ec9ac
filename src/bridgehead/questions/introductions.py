"""Introductions: who can bring us together with somebody, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bridgehead.answers import Answer, Chance, Part, RouteRow, Routes
from bridgehead.network.actors import ActorNotFoundError
from bridgehead.network.network import Network
from bridgehead.network.routes import Route, best_routes
from bridgehead.network.ties import Ints
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._load import ASKED_LATELY, ASKED_MUCH, find_most_asked, is_asked_much
from bridgehead.questions._routes import ROUTE_COLUMNS, SPARE, build_route_row, surest_first
from bridgehead.questions._saying import chance_caveat
from bridgehead.questions._targets import find_targets, read_max_introductions
from bridgehead.record import markets
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Introductions:
    """Who can introduce us to this actor or market?

    The best distinct routes, in order of chance. Each step names who turns to whom, the tie it rests on with its
    strength taken apart, the evidence, and how often the person was asked lately. Of routes of the same chance those
    through somebody who was asked much lately come last.
    """

    plain_name: ClassVar[str] = "Who can introduce us?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["qsense"], WORKS["granovetter"], WORKS["ellis"])

    to: str = parameter("", "The actor (id or name) or market (code or name) to be introduced to.")
    routes: int = parameter(5, "How many routes to show.")
    role: str = parameter("", "Within a market: only actors who stand in this role to somebody.")
    max_introductions: int | None = parameter(None, "Longest chain of introductions (default: 2).")
    max_asks: int | None = parameter(None, "Leave out routes through somebody asked more often than this lately.")

    def answer(self, network: Network) -> Answer:
        """The best routes, each with its steps.

        Raises:
            QuestionValueError: nobody is named, or a number makes no sense. ActorNotFoundError: no such
                actor or market.
        """
        if not self.to.strip():
            raise QuestionValueError("introductions", "to", self.to, "Name an actor or a market with --to.")
        if self.routes < 1:
            raise QuestionValueError("introductions", "routes", self.routes, "Ask for at least one route.")
        if self.max_asks is not None and self.max_asks < 0:
            raise QuestionValueError("introductions", "max_asks", self.max_asks, "Nobody is asked less than never.")
        max_ties = read_max_introductions("introductions", self.max_introductions) + 1
        targets, called = self._targets(network)
        found, spared = self._find_routes(network, targets, max_ties)
        rows = [_build_row(network, route) for route in found]
        rows.sort(key=lambda row: (-_chance_of(row), row.values["asked_much"] is True))
        shape = Routes(
            columns=(*ROUTE_COLUMNS, ASKED_LATELY, ASKED_MUCH),
            rows=tuple(surest_first(rows, self.routes)),
            empty=f"No route of at most {max_ties - 1} introductions leads to {called}. Add whom your contacts know "
            "there, or allow a longer chain with --max-introductions.",
        )
        caveats = [chance_caveat(network), f"Routes of more than {max_ties - 1} introductions are not followed."]
        caveats += self._say_guard(rows, spared)
        part = Part(name="routes", title=f"Routes to {called}", shape=shape)
        return build_answer(self, network, parts=[part], caveats=caveats)

    def _find_routes(self, network: Network, targets: Ints, max_ties: int) -> tuple[list[Route], int]:
        """The best routes with some to spare, and how many were left out for the sake of those asked too often."""
        wanted = number = self.routes + SPARE
        while True:
            found = best_routes(network.graph(), network.starts, targets, number, max_ties)
            kept = [route for route in found if not self._is_spared(network, route)]
            if len(kept) >= wanted or len(found) < number:
                return kept[:wanted], len(found) - len(kept)
            number *= 2

    def _is_spared(self, network: Network, route: Route) -> bool:
        asks = find_most_asked(network, _find_introducers(route))
        return self.max_asks is not None and is_asked_much(asks, self.max_asks) is True

    def _say_guard(self, rows: Sequence[RouteRow], spared: int) -> Iterator[str]:
        """What was done for those who are asked too often."""
        if spared:
            yield (
                f"Left out because somebody was asked more than {self.max_asks} times lately: "
                f"{spared} of the routes found."
            )
        elif any(row.values["asked_much"] for row in rows):
            most = get_parameter("passing_on", "most_asks")
            yield (
                f"Some were asked more than {most} times lately; of routes of the same chance theirs come last, and "
                "--max-asks leaves them out."
            )

    def _targets(self, network: Network) -> tuple[Ints, str]:
        """Positions of those to be reached, and what they are called together."""
        try:
            position = network.actors.find(self.to)
        except ActorNotFoundError:
            code = markets.read_market(self.to).code
            if code is None:
                raise
            there = [actor.market == code for actor in network.actors.held]
            return np.flatnonzero(np.array(there, dtype=np.bool_) & find_targets(network, self.role)), markets.label(
                code
            )
        if network.is_own[position]:
            remedy = "That is us. Name somebody outside the firm."
            raise QuestionValueError("introductions", "to", self.to, remedy)
        return np.array([position]), network.actor(position).name


def _find_introducers(route: Route) -> list[int]:
    """Positions of those on a route who would have to introduce us, our own side among them."""
    return [int(position) for position in route.actors[:-1]]


def _build_row(network: Network, route: Route) -> RouteRow:
    asks = find_most_asked(network, _find_introducers(route))
    return build_route_row(network, route, extra={"asked_lately": asks, "asked_much": is_asked_much(asks)})


def _chance_of(row: RouteRow) -> float:
    """The chance of a route, so that what differs by rounding alone is equal."""
    chance = row.values["chance"]
    return round(chance.value, 9) if isinstance(chance, Chance) else 0.0
