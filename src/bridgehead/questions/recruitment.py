"""Recruitment: whom to bring into the programme, so that the word of known people reaches most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, get_args

import numpy as np

from bridgehead.answers import Answer
from bridgehead.network.certificate import Certified, Effort, choose_certified
from bridgehead.network.graph import Floats
from bridgehead.network.influence import Cascade, draw_sample
from bridgehead.network.limits import Limits
from bridgehead.network.network import Bound, Network
from bridgehead.network.selection import Selection, choose
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._candidates import Candidate, find_assessed, find_candidates
from bridgehead.questions._recruitment_aims import build_aim, find_members
from bridgehead.questions._recruitment_limits import Ballot, Terms, build_ballot, read_numbers
from bridgehead.questions._recruitment_parts import build_choice, build_one_more, build_spread
from bridgehead.questions._recruitment_reasons import Outcome
from bridgehead.questions._saying import chance_caveat
from bridgehead.questions._targets import find_targets
from bridgehead.record import markets
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

Weighing = Literal["actors", "potential"]
CandidateKind = Literal["", "person", "organisation", "community"]
_BY_CONTACTS, _BY_STANDING = "most contacts", "most prominent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruitment:
    """Whom should we recruit into the programme?

    Whoever is recruited passes the word on along their ties, and whoever hears it may pass it on again, each tie once
    with its passing-on chance. The choice makes the number of actors reached as large as can be within budget, seats
    and what is asked per market and field. The word does not travel through the firm and its own people: theirs is the
    word that needs others' credit. What present members reach already is nobody's gain.
    """

    plain_name: ClassVar[str] = "Whom should we recruit?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["qsense"],
        WORKS["kempe"],
        WORKS["key_players"],
        WORKS["borgs"],
        WORKS["opim"],
        WORKS["celf"],
    )

    members: int | None = parameter(None, "Seats to fill (default: 10).")
    budget: float | None = parameter(None, "What all may cost together, in the unit of the candidates' costs.")
    market_least: tuple[str, ...] = parameter((), "Fewest members in a market, as in DE=1; '*=1' for every market.")
    market_most: tuple[str, ...] = parameter((), "Most members in a market, as in US=3; '*=2' for every market.")
    field_least: tuple[str, ...] = parameter((), "Fewest members in a field, as in polymers=1.")
    field_most: tuple[str, ...] = parameter((), "Most members in a field, as in polymers=2.")
    include: tuple[str, ...] = parameter((), "Candidates who must be in, by id or name.")
    exclude: tuple[str, ...] = parameter((), "Candidates who must not be in.")
    verified_only: bool = parameter(False, "Only candidates somebody vouched for.")
    allow_unknown_cost: bool = parameter(False, "Let candidates of unknown cost in under a budget, as costing nothing.")
    candidates: tuple[str, ...] = parameter((), "Candidates by id or name (default: all who are assessed as such).")
    candidate_role: str = parameter("", "Take all actors in this role as candidates.")
    candidate_kind: CandidateKind = parameter("", "Only persons, organisations or communities.")
    aim_at: tuple[str, ...] = parameter((), "Markets to reach, code or name (default: all).")
    target_role: str = parameter("", "Reach only actors in this role, as customer.")
    weigh_by: Weighing = parameter("actors", "Every actor alike, or by the potential of its market.")
    reference_centres: int = parameter(0, "Seats of a second tier, reference centres.")
    centres_per_market: int = parameter(0, "Fewest reference centres in each important market.")
    important_markets: tuple[str, ...] = parameter((), "Important markets (default: those aimed at).")
    centre_cost: float | None = parameter(None, "What a reference centre costs (default: the candidate's cost).")
    programme: str = parameter("", "Id or name of the programme (default: all of ours).")
    seed: int = parameter(1, "Seed of the random numbers; another one shows what chance decides.")

    def answer(self, network: Network) -> Answer:
        """Chosen and rejected candidates, their reach beside simpler lists, and what one more seat would buy.

        Raises:
            QuestionValueError: a parameter has a value it cannot have. ActorNotFoundError: no such candidate.
            UnknownMarketError, UnknownWordError, UnknownProgrammeError: no such market, role or programme.
            UnkeptLimitsError: no choice keeps to all limits. NoFirmError: no firm is named.
        """
        self._check()
        aim = build_aim(
            network,
            aim_at=[markets.get_market(text) for text in self.aim_at],
            role=self.target_role,
            by_potential=self.weigh_by == "potential",
        )
        members = find_members(network, self.programme)
        free, left_out = self._part(network, members)
        ballot = build_ballot(free, self._read_terms(network))
        outcome = Outcome(
            network=network, aim=aim, ballot=ballot, certified=None, left_out=left_out,
            stable=np.zeros(len(free)), bounds={},
        )  # fmt: skip
        again: list[tuple[str, Selection]] = []
        if free or ballot.limits.low.any():
            outcome, again = self._choose(outcome, tuple(members))
        parts = [build_choice(outcome), build_spread(outcome), build_one_more(outcome, again)]
        return build_answer(self, network, parts=parts, caveats=_find_caveats(self, outcome, members))

    def _check(self) -> None:
        """Refuse values that mean nothing."""
        for name in ("members", "budget", "reference_centres", "centres_per_market", "centre_cost", "seed"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise QuestionValueError("recruitment", name, value, "It cannot lie below zero.")
        for name, words in (("weigh_by", get_args(Weighing)), ("candidate_kind", get_args(CandidateKind))):
            if getattr(self, name) not in words:
                known = ", ".join(word for word in words if word)
                raise QuestionValueError("recruitment", name, getattr(self, name), f"Choose one of: {known}.")

    def _part(
        self, network: Network, members: dict[int, tuple[str, ...]]
    ) -> tuple[tuple[Candidate, ...], tuple[tuple[Candidate, str], ...]]:
        """The candidates who can be chosen, and the others with the reason."""
        excluded = {network.actors.find(text) for text in self.exclude}
        free, left_out = [], []
        for found in find_candidates(network, self._find_pool(network)):
            seats = members.get(found.position, ())
            candidate = replace(found, evidence=(*found.evidence, *seats))
            why = self._find_obstacle(
                candidate, is_member=candidate.position in members, is_excluded=candidate.position in excluded
            )
            if why:
                left_out.append((candidate, why))
            else:
                free.append(candidate)
        return tuple(free), tuple(left_out)

    def _find_obstacle(self, candidate: Candidate, *, is_member: bool, is_excluded: bool) -> str:
        """Why a candidate cannot be chosen; "" where it can."""
        if is_member:
            return "Already in the programme."
        if is_excluded:
            return "Excluded as asked."
        if candidate.barred:
            return candidate.barred
        if self.verified_only and not candidate.verified_by:
            return "Nobody on record vouched for them."
        if self.budget is not None and candidate.cost is None and not self.allow_unknown_cost:
            return "What they cost is not known, so they cannot be counted against the budget."
        return ""

    def _find_pool(self, network: Network) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Who is asked about: those named, those in the role, or all who are assessed as candidates."""
        targets = find_targets(network)
        if self.candidates:
            pool = np.zeros(len(network.actors), dtype=np.bool_)
            pool[[network.actors.find(text) for text in self.candidates]] = True
        elif self.candidate_role:
            pool = find_targets(network, self.candidate_role)
        else:
            pool = find_assessed(network)
        for text in self.include:
            pool[network.actors.find(text)] = True
        if self.candidate_kind:
            pool &= np.array([actor.kind == self.candidate_kind for actor in network.actors.held], dtype=np.bool_)
        return pool & targets

    def _read_terms(self, network: Network) -> Terms:
        important = tuple(markets.get_market(text) for text in self.important_markets or self.aim_at)
        if self.centres_per_market and not important:
            raise QuestionValueError(
                "recruitment", "centres_per_market", self.centres_per_market, "Name the important markets as well."
            )
        default = int(get_parameter("recruitment", "members"))
        return Terms(
            members=default if self.members is None else self.members,
            budget=self.budget,
            market_least=read_numbers("market_least", self.market_least, markets.get_market),
            market_most=read_numbers("market_most", self.market_most, markets.get_market),
            field_least=read_numbers("field_least", self.field_least),
            field_most=read_numbers("field_most", self.field_most),
            include=tuple((place := network.actors.find(text), network.actor(place).name) for text in self.include),
            centres=self.reference_centres or self.centres_per_market * len(important),
            per_market=self.centres_per_market,
            important=important,
            centre_cost=self.centre_cost,
        )

    def _choose(self, outcome: Outcome, members: tuple[int, ...]) -> tuple[Outcome, list[tuple[str, Selection]]]:
        """The choice, with its stability, its bounds, and what one more seat or unit of budget would change."""
        network, ballot, rng = outcome.network, outcome.ballot, np.random.default_rng(self.seed)
        cascade = _build_cascade(network, ballot, members)
        cost = None if self.budget is None else ballot.cost
        numbers = ballot.limits.candidate
        contacts = np.array([one.contacts for one in ballot.candidates], dtype=np.float64)[numbers]
        # candidates stand in order of standing already
        standing = -numbers.astype(np.float64)
        certified = choose_certified(
            cascade, outcome.aim.worth, ballot.limits, _read_effort(), rng, cost=cost,
            lists={_BY_CONTACTS: contacts, _BY_STANDING: standing},
        )  # fmt: skip
        outcome = replace(
            outcome,
            certified=certified,
            stable=_resample(certified, ballot.limits, rng, cost),
            bounds=_find_bounds(outcome, certified, members, rng),
        )
        again = [
            (what, choose(certified.choosing, ballot.limits.loosened(label), cost=cost))
            for what, label in ballot.one_more
        ]
        return outcome, again


def _build_cascade(network: Network, ballot: Ballot, members: tuple[int, ...], bound: Bound = "value") -> Cascade:
    positions = [one.position for one in ballot.candidates]
    return Cascade.of(network.graph(bound=bound), positions, held=members, barred=network.starts.tolist())


def _read_effort() -> Effort:
    def read(name: str) -> float:
        return float(get_parameter("recruitment", name))

    return Effort(
        sets=int(read("sets")),
        rounds=int(read("rounds")),
        share=read("enough"),
        risk=read("risk"),
        visits=int(read("visits")),
        exact=int(read("exact_candidates")),
    )


def _resample(certified: Certified, limits: Limits, rng: np.random.Generator, cost: Floats | None) -> Floats:
    """The share of resamples in which each candidate is chosen: (n_candidates,)."""
    count, sample = int(get_parameter("recruitment", "resamples")), certified.choosing
    chosen = np.zeros(sample.n_candidates)
    for _ in range(count):
        found = choose(sample.reweighted(rng.poisson(1.0, sample.n_sets).astype(np.float64)), limits, cost=cost)
        chosen[limits.candidate[list(found.options)]] += 1
    return chosen / count


def _find_bounds(
    outcome: Outcome, certified: Certified, members: tuple[int, ...], rng: np.random.Generator
) -> dict[str, tuple[float, float]]:
    """The reach of each list with every chance at its lower and at its upper bound."""
    ballot, effort, spreads = outcome.ballot, _read_effort(), []
    bounds: tuple[Bound, Bound] = ("low", "high")
    for bound in bounds:
        cascade = _build_cascade(outcome.network, ballot, members, bound)
        sample = draw_sample(cascade, outcome.aim.worth, effort.sets, rng, most_visits=effort.visits)
        spreads.append(
            {
                name: sample.spread(ballot.limits.candidate[list(one.options)].tolist())
                for name, one in certified.lists.items()
            }
        )
    return {name: (spreads[0][name], spreads[1][name]) for name in certified.lists}


def _find_caveats(question: Recruitment, outcome: Outcome, members: dict[int, tuple[str, ...]]) -> Iterator[str]:
    """What must be known before relying on the choice."""
    certified = outcome.certified
    if certified is None:
        return
    yield chance_caveat(outcome.network)
    if members:
        who = "1 present member is" if len(members) == 1 else f"{len(members)} present members are"
        yield f"{who} taken as given; what they reach is left out of every figure."
    if certified.name:
        yield f"No choice was found that reaches more than the candidates with {certified.name}; these are shown."
    unplaced = sum(1 for one in outcome.ballot.candidates if not one.actor.market)
    if unplaced:
        yield f"{unplaced} candidates have no known market and count towards no market's floor or ceiling."
    unpriced = sum(1 for one in outcome.ballot.candidates if one.cost is None)
    if unpriced and question.budget is not None:
        yield f"The cost of {unpriced} candidates is not known and counted as nothing, as allowed."
    if outcome.aim.unweighted:
        yield f"{outcome.aim.unweighted} actors are no targets: no potential of their market is known."
    if certified.choosing.n_sets < int(get_parameter("recruitment", "sets")) and certified.choosing.n_sets:
        yield f"The word travels so far that {certified.choosing.n_sets} sets had to do; the certificate allows for it."
    alone = certified.held_out.spreads().max(initial=0.0)
    if (
        certified.held_out.total
        and alone >= float(get_parameter("recruitment", "saturated_from")) * certified.held_out.total
    ):
        yield "One candidate alone reaches nearly all of those aimed at; limits decide more than reach does."
    if not any(one.contacts for one in outcome.ballot.candidates):
        yield "The record knows no ties of the candidates with anybody but us: each reaches nobody but themselves."
