"""Introductions: who can bring us together with somebody, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bridgehead.answers import Answer, Column, Part, Routes, Value
from bridgehead.network.actors import ActorNotFoundError
from bridgehead.network.network import Network
from bridgehead.network.routes import best_routes
from bridgehead.network.ties import Ints
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._routes import ROUTE_COLUMNS, SPARE, build_route_row, count_asks, surest_first
from bridgehead.questions._saying import chance_caveat
from bridgehead.questions._targets import find_targets, read_max_introductions
from bridgehead.record import markets
from bridgehead.record.references import WORKS, Reference

_LOAD = Column(
    name="asked_lately",
    label="Asked lately",
    kind="count",
    meaning="How often the most asked introducer was asked within the last year; cannot tell where no asks are logged.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Introductions:
    """Who can introduce us to this actor or market?

    The best distinct routes, in order of chance. Each step names who turns to whom, the tie it rests on with its
    strength taken apart, the evidence, and how often the person was asked lately.
    """

    plain_name: ClassVar[str] = "Who can introduce us?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["qsense"], WORKS["granovetter"], WORKS["ellis"])

    to: str = parameter("", "The actor (id or name) or market (code or name) to be introduced to.")
    routes: int = parameter(5, "How many routes to show.")
    role: str = parameter("", "Within a market: only actors who stand in this role to somebody.")
    max_introductions: int | None = parameter(None, "Longest chain of introductions (default: 2).")

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
        max_ties = read_max_introductions("introductions", self.max_introductions) + 1
        targets, called = self._targets(network)
        found = best_routes(network.graph(), network.starts, targets, self.routes + SPARE, max_ties)
        rows = []
        for route in found:
            asks = [count_asks(network, int(p)) for p in route.actors[:-1] if not network.is_own[p]]
            known = [count for count in asks if count is not None]
            extra: dict[str, Value] = {"asked_lately": max(known) if known else None}
            rows.append(build_route_row(network, route, extra=extra))
        shape = Routes(
            columns=(*ROUTE_COLUMNS, _LOAD),
            rows=tuple(surest_first(rows, self.routes)),
            empty=f"No route of at most {max_ties - 1} introductions leads to {called}. Add whom your contacts know "
            "there, or allow a longer chain with --max-introductions.",
        )
        caveats = [chance_caveat(network), f"Routes of more than {max_ties - 1} introductions are not followed."]
        part = Part(name="routes", title=f"Routes to {called}", shape=shape)
        return build_answer(self, network, parts=[part], caveats=caveats)

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
