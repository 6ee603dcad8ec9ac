"""Dependence: what each person and partner holds open for us, and which ties hold us back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from bridgehead.answers import Answer, Column, Part, Row, Table, Value
from bridgehead.network.asks import find_asked
from bridgehead.network.gates import find_gates
from bridgehead.network.network import Grouping, Network
from bridgehead.network.routes import best_chances, best_routes_by_group
from bridgehead.network.ties import AFFILIATION, Bools, Floats, Ints
from bridgehead.questions import build_answer, parameter
from bridgehead.questions._saying import say_actor, say_market
from bridgehead.questions._targets import find_targets, read_max_introductions
from bridgehead.record.entries import Agreement, Interaction, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

_LOSSES: tuple[Column, ...] = (
    Column(name="actor", label="Without", kind="actor", meaning="The person or partner imagined away."),
    Column(name="side", label="Side", kind="text", meaning="Whether it is one of our people or a partner."),
    Column(name="closed", label="Markets closed", kind="count", meaning="Foreign markets no route leads to any more."),
    Column(name="markets", label="Which", kind="market", meaning="The markets that would close."),
    Column(
        name="weakened", label="Weakened", kind="count", meaning="Other foreign markets whose best route gets worse."
    ),
    Column(name="targets", label="Targets lost", kind="count", meaning="Actors abroad no route leads to any more."),
    Column(
        name="agreements",
        label="Agreements",
        kind="count",
        meaning="Agreements with that partner; of our own people: those with parties nobody else of us is personally "
        "tied to.",
    ),
    Column(
        name="seats", label="Programme seats", kind="count", meaning="Those of the agreements that are programme seats."
    ),
)
#: parts of those who refuse, in a refusal
_REFUSING = frozenset({"asked", "sender", "refuser"})
_HOLDING: tuple[Column, ...] = (
    Column(name="partner", label="Partner", kind="actor"),
    Column(name="what", label="What holds us back", kind="text"),
    Column(name="share", label="Share", kind="share", meaning="Of our agreements, or of recorded sales."),
    Column(name="markets", label="Markets", kind="market", meaning="Where it applies, where that was said."),
    Column(name="detail", label="Detail", kind="text"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """Whose loss would close which markets, agreements and programme seats, and which ties hold us back?

    Each of our people and each direct partner is imagined away: what every route passes is lost with them. Networks
    also restrict: exclusivity, one partner's share and refused requests stand in a part of their own.
    """

    plain_name: ClassVar[str] = "Whom can we not afford to lose?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["qsense"], WORKS["lew"], WORKS["castiglioni"])

    max_introductions: int | None = parameter(None, "Longest chain of introductions (default: 2).")
    everybody: bool = parameter(False, "Also list those whose loss would change nothing.")

    def answer(self, network: Network) -> Answer:
        """What each loss would close, the worst first; and what holds us back.

        Raises:
            QuestionValueError: a parameter has a value it cannot have. NoFirmError: no firm is named.
        """
        max_ties = read_max_introductions("dependence", self.max_introductions) + 1
        routes, lost = _Routes.of(network, max_ties), _agreements_lost(network)
        losses = sorted(
            (_loss(network, routes, lost.get(actor, ()), actor) for actor in _candidates(network)), key=_worst_first
        )
        felt = [row for row in losses if self.everybody or _is_felt(row)]
        table = Table(
            columns=_LOSSES, rows=tuple(felt), empty="We are tied to nobody on this day, so nobody can be lost."
        )
        holding = Table(
            columns=_HOLDING,
            rows=tuple(_holding_back(network)),
            empty="The record holds no exclusivity, no dominant partner and no refused request.",
        )
        parts = [
            Part(name="losses", title="What each loss would close", shape=table),
            Part(name="holding_back", title="What holds us back", shape=holding),
        ]
        caveats = ["Only ties in the record count: somebody may hold open more than the record knows."]
        if len(felt) < len(losses):
            caveats.append(
                f"The loss of {len(losses) - len(felt)} others would change nothing (--everybody lists them)."
            )
        return build_answer(self, network, parts=parts, caveats=caveats)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Routes:
    """What is reached with everybody there, and who stands in the way of what.

    Attributes:
        grouping: foreign markets. targets: (n_actors,) who counts. best: (n_groups,) best chance into each market.
        closes: actor -> markets all of whose routes pass that actor. cut_off: (n_actors,) others cut off by each loss.
        carries: those on the best route into some market: only their loss can make a best route worse.
    """

    grouping: Grouping
    targets: Bools
    best: Floats
    closes: Mapping[int, tuple[int, ...]]
    cut_off: Ints
    carries: frozenset[int]
    max_ties: int

    @classmethod
    def of(cls, network: Network, max_ties: int) -> _Routes:
        """Routes of a network, with up to so many ties."""
        grouping = network.grouping("market")
        targets = find_targets(network) & (grouping.of_actor >= 0)
        if network.home is not None:
            home = [number for number, (market, _) in enumerate(grouping.keys) if market == network.home]
            targets &= ~np.isin(grouping.of_actor, home)
        graph, starts = network.graph(), network.starts
        gates = find_gates(graph, starts, network.get_firm(), max_ties)
        closes: dict[int, tuple[int, ...]] = {}
        carries: set[int] = set()
        of_actor = np.where(targets, grouping.of_actor, -1)
        found = best_routes_by_group(graph, starts, of_actor, len(grouping.keys), 1, max_ties)
        for number, routes in enumerate(found):
            for actor in gates.common(np.flatnonzero(of_actor == number)):
                closes[actor] = (*closes.get(actor, ()), number)
            carries.update(int(actor) for route in routes for actor in route.actors)
        chance = best_chances(graph, starts, max_ties).chance
        return cls(
            grouping=grouping,
            targets=targets,
            best=_best_by_group(chance, targets, grouping),
            closes=closes,
            cut_off=gates.cut_off(targets),
            carries=frozenset(carries),
            max_ties=max_ties,
        )

    def weakened(self, network: Network, actor: int) -> int:
        """Markets that stay open without an actor, on a worse best route."""
        if actor not in self.carries:
            return 0
        graph = network.graph()
        touched = (graph.first == actor) | (graph.second == actor)
        cut = replace(graph, chance=np.where(touched, 0.0, graph.chance), free=graph.free & ~touched)
        chance = best_chances(cut, network.starts[network.starts != actor], self.max_ties).chance.copy()
        chance[actor] = 0.0
        best = _best_by_group(chance, self.targets, self.grouping)
        closed = np.zeros(len(best), dtype=np.bool_)
        closed[list(self.closes.get(actor, ()))] = True
        # a chance is a product of few factors, so anything below 1e-12 is rounding
        return int((~closed & (best < self.best - 1e-12)).sum())


def _best_by_group(chance: Floats, targets: Bools, grouping: Grouping) -> Floats:
    """The best chance into each group, shape (n_groups,); 0 where no route leads there."""
    best = np.zeros(len(grouping.keys))
    counted = targets & (grouping.of_actor >= 0)
    np.maximum.at(best, grouping.of_actor[counted], chance[counted])
    return best


def _is_felt(row: Row) -> bool:
    """Whether the loss changes anything."""
    return any(row.values[name] for name in ("closed", "weakened", "targets", "agreements"))


def _worst_first(row: Row) -> tuple[int | str, ...]:
    """Sort key of a loss: markets closed, then agreements, markets weakened, targets, name."""
    counts = (row.values[name] for name in ("closed", "agreements", "weakened", "targets"))
    return (*(-int(str(count)) for count in counts), str(row.values["actor"]))


def _candidates(network: Network) -> list[int]:
    """Our people, then those we are tied to directly, in order of position."""
    return [*(int(person) for person in network.own_people), *sorted(network.ties_with)]


def _loss(network: Network, routes: _Routes, agreements: Sequence[Agreement], actor: int) -> Row:
    """What the loss of one actor would close."""
    closed = routes.closes.get(actor, ())
    values: dict[str, Value] = {
        "actor": say_actor(network, actor),
        "side": "our people" if network.is_own[actor] else "partner",
        "closed": len(closed),
        "markets": tuple(say_market(routes.grouping.keys[number][0]) for number in closed),
        "weakened": routes.weakened(network, actor),
        "targets": int(routes.cut_off[actor]),
        "agreements": len(agreements),
        "seats": sum(1 for agreement in agreements if agreement.programme is not None),
    }
    ties = network.ties_of[actor] if network.is_own[actor] else network.ties_with[actor]
    sources = [entry.id for tie in ties if (entry := network.source(int(tie))) is not None]
    return Row(values=values, evidence=tuple(dict.fromkeys([*sources, *(agreement.id for agreement in agreements)])))


def _agreements_lost(network: Network) -> dict[int, tuple[Agreement, ...]]:
    """Our agreements by the actor they rest on: each party, and whoever of us alone knows a party personally."""
    personal = _personal_contacts(network)
    lost: dict[int, dict[str, Agreement]] = {}
    for agreement in network.entries(Agreement):
        parties = _parties(network, agreement)
        if not any(network.is_own[party] for party in parties):
            continue
        sole = {next(iter(known)) for party in parties if len(known := personal.get(party, set())) == 1}
        for actor in parties | sole:
            lost.setdefault(actor, {})[agreement.id] = agreement
    return {actor: tuple(found.values()) for actor, found in lost.items()}


def _parties(network: Network, agreement: Agreement) -> set[int]:
    position_of = network.actors.position_by_id
    return {position_of[party] for party, _ in agreement.parties if party in position_of}


def _personal_contacts(network: Network) -> dict[int, set[int]]:
    """Partner -> our people who are tied to it by more than an agreement, themselves or through its people."""
    by_partner: dict[int, set[int]] = {}
    organisations = _organisations(network)
    for person in (int(p) for p in network.own_people):
        for tie in network.ties_of[person]:
            if not isinstance(network.source(int(tie)), Tie) or network.ties.kind[tie] == AFFILIATION:
                continue
            ends = {int(network.ties.sender[tie]), int(network.ties.receiver[tie])} - {person}
            for end in ends | {place for other in ends for place in organisations.get(other, ())}:
                by_partner.setdefault(end, set()).add(person)
    return by_partner


def _organisations(network: Network) -> dict[int, set[int]]:
    """Person -> organisations they belong to on the day."""
    found: dict[int, set[int]] = {}
    free = network.world.free
    for sender, receiver in zip(network.ties.sender[free].tolist(), network.ties.receiver[free].tolist(), strict=True):
        person, place = (sender, receiver) if network.actors.is_person[sender] else (receiver, sender)
        found.setdefault(person, set()).add(place)
    return found


def _holding_back(network: Network) -> Iterator[Row]:
    """Exclusivity, partners with a large share, refused requests."""
    agreements = [a for a in network.entries(Agreement) if any(network.is_own[p] for p in _parties(network, a))]
    for agreement in agreements:
        if agreement.exclusivity:
            for party in sorted(_parties(network, agreement)):
                if not network.is_own[party]:
                    values: dict[str, Value] = {
                        "partner": say_actor(network, party),
                        "what": "exclusivity",
                        "markets": tuple(say_market(code) for code in agreement.exclusive_markets),
                        "detail": agreement.exclusivity,
                    }
                    yield Row(values=values, evidence=(agreement.id,))
    yield from _large_shares(network, agreements)
    yield from _refused_requests(network)


def _refused_requests(network: Network) -> Iterator[Row]:
    """Who refused what we asked for; what we refused, or others among themselves, holds us back from nothing."""
    for interaction in network.entries(Interaction):
        refusing = _find_refusing(network, interaction)
        present = {network.actors.position_by_id.get(actor) for actor, _ in interaction.participants}
        others = present - set(refusing)
        if others and not any(position is not None and network.is_own[position] for position in others):
            continue
        for position in refusing:
            if not network.is_own[position]:
                values: dict[str, Value] = {
                    "partner": say_actor(network, position),
                    "what": "refused request",
                    "detail": interaction.topic,
                }
                yield Row(values=values, evidence=(interaction.id,))


def _find_refusing(network: Network, interaction: Interaction) -> tuple[int, ...]:
    """Positions of those who refused: who was asked in vain, or who sent a refusal."""
    if interaction.kind == "ask":
        return find_asked(network.actors, interaction) if interaction.outcome == "no" else ()
    if interaction.kind != "refusal":
        return ()
    marked = [network.actors.position_by_id.get(actor) for actor, part in interaction.participants if part in _REFUSING]
    return tuple(position for position in marked if position is not None)


def _large_shares(network: Network, agreements: list[Agreement]) -> Iterator[Row]:
    """Partners with a large share of our agreements, or of recorded sales in one currency."""
    least = float(get_parameter("dependence", "share_from"))
    ledgers: dict[str, dict[int, tuple[float, list[str]]]] = {}

    def book(what: str, partner: int, amount: float, id_: str) -> None:
        total, ids = ledgers.setdefault(what, {}).get(partner, (0.0, []))
        ledgers[what][partner] = (total + amount, [*ids, id_])

    for agreement in agreements:
        for party in _parties(network, agreement):
            if not network.is_own[party]:
                book("share of agreements", party, 1.0, agreement.id)
    for sale in network.entries(Interaction):
        if sale.kind == "sale" and sale.amount is not None:
            for actor, part in sale.participants:
                position = network.actors.position_by_id.get(actor)
                if position is not None and not network.is_own[position] and part != "seller":
                    book(f"share of sales ({sale.currency or 'no unit'})", position, sale.amount, sale.id)
    for what, by_partner in sorted(ledgers.items()):
        whole = len(agreements) if what == "share of agreements" else sum(amount for amount, _ in by_partner.values())
        for partner, (amount, ids) in sorted(by_partner.items(), key=lambda item: -item[1][0]):
            if len(by_partner) > 1 and whole > 0 and amount / whole >= least:
                values: dict[str, Value] = {
                    "partner": say_actor(network, partner),
                    "what": what,
                    "share": amount / whole,
                }
                yield Row(values=values, evidence=tuple(ids))
