"""What stood between us and a partner on the day before: a third party, one of our people, an earlier relationship."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from bridgehead.network.embedding import DatedTies, find_tied, reach_in_two
from bridgehead.network.network import Network
from bridgehead.network.ties import Bools, Ints
from bridgehead.questions._origins import NewTie, Origin, Statements
from bridgehead.questions._origins_reading import Reading
from bridgehead.questions._spans import find_first
from bridgehead.record.entries import Tie

_NOWHERE: Ints = np.zeros(0, dtype=np.int64)


def _find_places(actors: Ints) -> dict[int, Ints]:
    """Actor -> the positions at which it stands in an array, in order."""
    order = np.argsort(actors, kind="stable")
    held, starts = np.unique(actors[order], return_index=True)
    return dict(zip(held.tolist(), np.split(order, starts[1:]), strict=True)) if len(actors) else {}


class Structure:
    """The ties of the record by day: ours, our people's places elsewhere, and those that lead on from our partners."""

    def __init__(self, network: Network, new_ties: tuple[NewTie, ...]) -> None:
        """Args: network: at both levels; new_ties: our relationships."""
        self._network = network
        spells = [(new.other, spell) for new in new_ties for spell in new.spells]
        firm = network.get_firm()
        self._our_ids = [spell.id for _, spell in spells]
        self._ours = DatedTies.of(
            (firm, other, spell.begin.earliest, spell.begin.latest, spell.end.earliest, spell.end.latest)
            for other, spell in spells
        )
        self._our_places = _find_places(self._ours.second)
        read = Reading(network, frozenset(self._our_places))
        self._onward_ids, self._onward = read.date(read.onward)
        self._place_ids, self._places = read.date(read.places)
        self._onward_places, self._place_places = _find_places(self._onward.second), _find_places(self._places.second)
        self._joined = {person: find_first(begins) for person, begins in read.joined.items()}
        self.known_from = read.known_from
        for other, spell in spells:
            read.note(other, spell.begin.latest)
        self._tied: dict[date, Bools] = {}
        self._reached: dict[date, Bools] = {}

    def day_before(self, new: NewTie) -> date | None:
        """The last day on which a relationship had certainly not begun; None where that is not known to the year."""
        return new.day_before

    def tied_on(self, day: date) -> Bools:
        """Whom we were, or may have been, tied to on a day, shape (n_actors,)."""
        if day not in self._tied:
            self._tied[day] = find_tied(len(self._network.actors), self._ours, day)
        return self._tied[day]

    def reached_on(self, day: date) -> Bools:
        """Whom a third party or one of our people's places led to on a day, or may have, shape (n_actors,)."""
        if day not in self._reached:
            reached = reach_in_two(self.tied_on(day), self._onward, day)
            reached[self._places.second[self._places.may_hold(day)]] = True
            self._reached[day] = reached
        return self._reached[day]

    def has_third_parties(self, new: NewTie) -> bool:
        """Whether anybody tied to a partner by now is, or was, tied to us as well."""
        return new.other in self._onward_places or new.other in self._place_places

    def judge(self, new: NewTie) -> Origin | None:
        """What stood before a relationship; None where nothing did, or nobody can tell what did."""
        if new.earlier:
            return Origin(
                of="embedded",
                decided_by="repeated_partner",
                detail="a partner of ours before",
                evidence=tuple(spell.id for spell in new.earlier),
            )
        older, day = self._find_older(new), self.day_before(new)
        if older is not None or day is None:
            return older
        return self._find_place(new, day) or self._find_route(new, day)

    def _find_older(self, new: NewTie) -> Origin | None:
        """A tie of one of our people that is older than their place with us, and than the rest of the relationship."""
        for spell in new.spells:
            tie = self._network.get_entry(spell.id)
            ends = (
                [self._network.actors.position_by_id[id_] for id_ in (tie.sender, tie.receiver)]
                if isinstance(tie, Tie)
                else []
            )
            person = next((end for end in ends if end in self._joined), None)
            is_first = not any(other.begin.is_before(spell.begin) for other in new.spells)
            if person is not None and is_first and spell.begin.is_before(self._joined[person]):
                name = self._network.actor(person).name
                return Origin(
                    of="embedded", decided_by="older", detail=f"{name} brought it along", evidence=(spell.id,)
                )
        return None

    def _find_place(self, new: NewTie, day: date) -> Origin | None:
        """One of our people who belonged to the partner."""
        held = self._place_places.get(new.other, _NOWHERE)
        places = self._places.take(held)
        certain, possible = places.do_hold(day), places.may_hold(day)
        if not possible.any():
            return None
        best = int(np.flatnonzero(certain if certain.any() else possible)[0])
        return Origin(
            of="embedded",
            decided_by="place",
            detail="one of our people belonged to it",
            certain=bool(certain[best]),
            evidence=(self._place_ids[int(held[best])],),
        )

    def _find_route(self, new: NewTie, day: date) -> Origin | None:
        """The third party between us and the partner: a certain one first, then the first by position."""
        held = self._onward_places.get(new.other, _NOWHERE)
        steps = self._onward.take(held)
        certain, possible = steps.do_hold(day), steps.may_hold(day)
        found = [
            (not (certain[step] and is_sure), int(steps.first[step]), tie, int(held[step]))
            for step in np.flatnonzero(possible).tolist()
            for tie, is_sure in self._find_ours(int(steps.first[step]), day)
        ]
        if not found:
            return None
        is_unsure, between, tie, step = min(found)
        sort, what = self._say_third(between)
        return Origin(
            of="embedded",
            decided_by=sort,
            detail=f"{what} {self._network.actor(between).name} was tied to them",
            certain=not is_unsure,
            evidence=(self._our_ids[tie], self._onward_ids[step]),
        )

    def _find_ours(self, other: int, day: date) -> Iterator[tuple[int, bool]]:
        """(our tie with somebody, whether it certainly held) of those that may have held on a day."""
        held = self._our_places[other]
        ties = self._ours.take(held)
        certain, possible = ties.do_hold(day), ties.may_hold(day)
        yield from ((int(held[place]), bool(certain[place])) for place in np.flatnonzero(possible).tolist())

    def _say_third(self, between: int) -> tuple[str, str]:
        """What a third party is to us: (what decided, in words)."""
        entries = (self._network.get_entry(self._our_ids[tie]) for tie in self._our_places[between].tolist())
        ties = [entry for entry in entries if isinstance(entry, Tie)]
        # a tie told from the other side says what we are to them
        roles = {tie.role for tie in ties if self._network.is_own[self._network.actors.position_by_id[tie.sender]]}
        if "customer" in roles:
            return "followed_customer", "our customer"
        return ("group", "our group company") if "group_company" in roles else ("route", "our partner")


def judge_origins(new_ties: tuple[NewTie, ...], statements: Statements, structure: Structure) -> tuple[Origin, ...]:
    """The origin of each relationship: first what was stated, else what stood before it.

    Args:
        new_ties: our relationships. statements: what was said. structure: the record's ties by day.
    """
    return tuple(_judge(new, statements.judge(new), structure) for new in new_ties)


def _judge(new: NewTie, stated: Origin | None, structure: Structure) -> Origin:
    if stated is not None and stated.of != "met":
        return stated
    before = structure.judge(new)
    if stated is None:
        return before or _tell_unknown(new, structure)
    if before is not None:
        cited = tuple(dict.fromkeys((*stated.evidence, *before.evidence)))
        return replace(before, detail=f"{stated.detail}, and {before.detail}", evidence=cited)
    if structure.day_before(new) is None and structure.has_third_parties(new):
        return replace(stated, of="unknown", detail=f"{stated.detail}; whether somebody stood between is not known")
    return replace(stated, of="searched", detail=f"{stated.detail}; nobody we knew is known to have stood between")


def _tell_unknown(new: NewTie, structure: Structure) -> Origin:
    why = (
        "when it began is not known to the year"
        if structure.day_before(new) is None
        else "nobody is known to have stood between"
    )
    return Origin(of="unknown", decided_by="nothing", detail=f"nobody said, and {why}")
