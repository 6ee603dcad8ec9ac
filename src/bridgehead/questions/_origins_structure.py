"""What stood between us and a partner on the day before: a third party, one of our people, an earlier relationship."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from bridgehead.network.assembly import fold_people
from bridgehead.network.embedding import DatedTies, find_steps, find_tied, reach_in_two
from bridgehead.network.network import Network
from bridgehead.network.ties import Bools
from bridgehead.questions._origins import NewTie, Origin, Statements
from bridgehead.questions._presences import find_so_far
from bridgehead.questions._spans import Span, find_begin, find_end, find_first
from bridgehead.record.entries import Agreement, Tie
from bridgehead.record.parameters import get_parameter

_ONE_DAY = timedelta(days=1)


class Structure:
    """The ties of the record by day: ours, our people's places elsewhere, and those among others."""

    def __init__(self, network: Network, new_ties: tuple[NewTie, ...]) -> None:
        """Args: network: at both levels; new_ties: our relationships."""
        self._network = network
        self._n = len(network.actors)
        spells = [(new.other, spell) for new in new_ties for spell in new.spells]
        self._ours_ids = [spell.id for _, spell in spells]
        firm = network.get_firm()
        self._ours = DatedTies.of(
            (firm, other, spell.begin.earliest, spell.begin.latest, spell.end.earliest, spell.end.latest)
            for other, spell in spells
        )
        others, places = self._sort_entries()
        self._theirs_ids, self._theirs = self._date(others)
        self._place_ids, self._places = self._date(places)
        self.known_from = self._find_first_days((*others, *places))
        self._joined = self._find_joined()
        self._reached: dict[date, Bools] = {}

    def _sort_entries(self) -> tuple[list[_Step], list[_Step]]:
        """Ties among others, and our people's places in other organisations, as pairs of positions with their entry."""
        network, firm = self._network, self._network.get_firm()
        fold, position_of = fold_people(network.world), network.actors.position_by_id
        most = int(get_parameter("tie_strength", "agreement_most_parties"))
        others: list[_Step] = []
        places: list[_Step] = []
        held: list[Tie | Agreement] = [*find_so_far(network, Tie), *find_so_far(network, Agreement)]
        for entry in held:
            ids = [entry.sender, entry.receiver] if isinstance(entry, Tie) else [id_ for id_, _ in entry.parties]
            ends = [position_of[id_] for id_ in ids if id_ in position_of][: most + 1]
            is_place = isinstance(entry, Tie) and entry.kind == "affiliation"
            own = [end for end in ends if network.is_own[end]]
            if is_place and own and firm not in ends:
                places += [(firm, end, entry) for end in ends if not network.is_own[end]]
                continue
            sides = sorted({int(fold[end]) for end in ends})
            # what binds us as well is a tie of ours, never what stood before one
            if firm not in sides and len(ends) <= most:
                others += [(one, two, entry) for place, one in enumerate(sides) for two in sides[place + 1 :]]
        return others, places

    def _find_joined(self) -> dict[int, Span]:
        """When each of our people can have joined us: person -> the begin of their first place here."""
        network, firm = self._network, self._network.get_firm()
        begins: dict[int, list[Span]] = {}
        for tie in find_so_far(network, Tie):
            ends = [network.actors.position_by_id.get(id_) for id_ in (tie.sender, tie.receiver)]
            if tie.kind == "affiliation" and firm in ends:
                for end in ends:
                    if end is not None and end != firm and network.is_own[end]:
                        begins.setdefault(end, []).append(find_begin(network, tie))
        return {person: find_first(held) for person, held in begins.items()}

    def _date(self, steps: list[_Step]) -> tuple[list[str], DatedTies]:
        spans = [(find_begin(self._network, entry), find_end(self._network, entry)) for _, _, entry in steps]
        dated = DatedTies.of(
            (one, two, begin.earliest, begin.latest, end.earliest, end.latest)
            for (one, two, _), (begin, end) in zip(steps, spans, strict=True)
        )
        return [entry.id for _, _, entry in steps], dated

    def _find_first_days(self, steps: tuple[_Step, ...]) -> dict[int, date]:
        """Actor -> the first day on which the record certainly knows of them; those it dates nowhere are left out."""
        found: dict[int, date] = {}

        def note(actor: int, day: date | None) -> None:
            if day is not None and (actor not in found or day < found[actor]):
                found[actor] = day

        for one, two, entry in steps:
            latest = find_begin(self._network, entry).latest
            note(one, latest)
            note(two, latest)
        for other, begin in zip(self._ours.second.tolist(), self._ours.begin_latest.tolist(), strict=True):
            if begin <= date.max.toordinal():
                note(other, date.fromordinal(begin))
        for position, actor in enumerate(self._network.actors.held):
            note(position, actor.founded.latest)
        return found

    def day_before(self, new: NewTie) -> date | None:
        """The last day on which a relationship had certainly not begun; None where that is not known to the year."""
        first, last = new.begin.earliest, new.begin.latest
        if first is None or last is None or first == date.min:
            return None
        is_close = (last - first).days < int(get_parameter("path_dependence", "longest_begin"))
        return first - _ONE_DAY if is_close else None

    def tied_on(self, day: date) -> Bools:
        """Whom we were, or may have been, tied to on a day, shape (n_actors,)."""
        return find_tied(self._n, self._ours, day)

    def reached_on(self, day: date) -> Bools:
        """Whom a third party or one of our people's places led to on a day, or may have, shape (n_actors,)."""
        if day not in self._reached:
            reached = reach_in_two(self.tied_on(day), self._theirs, day)
            reached[self._places.second[self._places.may_hold(day)]] = True
            self._reached[day] = reached
        return self._reached[day]

    def has_third_parties(self, new: NewTie) -> bool:
        """Whether anybody tied to a partner by now is, or was, tied to us as well."""
        steps, partners = self._theirs, self._ours.second
        near = np.concatenate([steps.first[steps.second == new.other], steps.second[steps.first == new.other]])
        return bool(np.isin(near, partners).any() or (self._places.second == new.other).any())

    def judge(self, new: NewTie) -> Origin | None:
        """What stood before a relationship; None where nothing did, or nobody can tell what did."""
        if new.earlier:
            return Origin(
                of="embedded",
                decided_by="repeated_partner",
                detail="a partner of ours before",
                evidence=tuple(spell.id for spell in new.earlier),
            )
        day = self.day_before(new)
        if day is None or not self.reached_on(day)[new.other]:
            return self._find_older(new)
        return self._find_older(new) or self._find_place(new, day) or next(self._find_routes(new, day), None)

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
        held = np.flatnonzero((self._places.second == new.other) & self._places.may_hold(day)).tolist()
        if not held:
            return None
        certain = self._places.do_hold(day)
        best = max(held, key=lambda place: (bool(certain[place]), -place))
        return Origin(
            of="embedded",
            decided_by="place",
            detail="one of our people belonged to it",
            certain=bool(certain[best]),
            evidence=(self._place_ids[best],),
        )

    def _find_routes(self, new: NewTie, day: date) -> Iterator[Origin]:
        """The third parties between us and the partner, the certain first."""
        steps, tied = self._theirs, self.tied_on(day)
        touching = (steps.first == new.other) | (steps.second == new.other)
        led = np.flatnonzero(find_steps(tied, steps, day) & touching)
        third = np.where(steps.first == new.other, steps.second, steps.first)
        ours_may, ours_do, steps_do = self._ours.may_hold(day), self._ours.do_hold(day), steps.do_hold(day)
        found = (
            (not (ours_do[tie] and steps_do[step]), int(third[step]), tie, step)
            for step in led[tied[third[led]]].tolist()
            for tie in np.flatnonzero((self._ours.second == third[step]) & ours_may).tolist()
        )
        for is_possible, between, tie, step in sorted(found):
            sort, what = self._say_third(between)
            yield Origin(
                of="embedded",
                decided_by=sort,
                detail=f"{what} {self._network.actor(between).name} was tied to them",
                certain=not is_possible,
                evidence=(self._ours_ids[tie], self._theirs_ids[step]),
            )

    def _say_third(self, between: int) -> tuple[str, str]:
        """What a third party is to us: (what decided, in words)."""
        ids = [id_ for id_, other in zip(self._ours_ids, self._ours.second.tolist(), strict=True) if other == between]
        ties = [entry for id_ in ids if isinstance(entry := self._network.get_entry(id_), Tie)]
        # a tie told from the other side says what we are to them
        roles = {tie.role for tie in ties if self._network.is_own[self._network.actors.position_by_id[tie.sender]]}
        if "customer" in roles:
            return "followed_customer", "our customer"
        return ("group", "our group company") if "group_company" in roles else ("route", "our partner")


_Step = tuple[int, int, Tie | Agreement]


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
    why = "when it began is not known to the year" if structure.day_before(new) is None else "nobody stood between"
    return Origin(of="unknown", decided_by="nothing", detail=f"nobody said, and {why}")
