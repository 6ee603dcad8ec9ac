"""The record's ties as origins need them: what leads on from our partners, our people's places, who is known when."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

import numpy as np

from bridgehead.network.embedding import DatedTies
from bridgehead.network.network import Network
from bridgehead.network.ties import Ints, stated_strength_of
from bridgehead.questions._presences import find_so_far
from bridgehead.questions._relationships import find_sides
from bridgehead.questions._spans import Span, find_begin, find_end
from bridgehead.record.entries import Agreement, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import get_form

#: two positions and the entry that ties them
Step = tuple[int, int, Tie | Agreement]
#: after every day
UNBORN = date.max.toordinal() + 1


class Reading:
    """What one pass over the record's ties and agreements finds.

    Attributes:
        onward: ties among others, from a partner of ours to somebody; both ways where both are partners.
        places: our people's places in other organisations, told as the firm's.
        joined: person of ours -> when each of their places with us can have begun.
        known_from: ordinal of the first day on which the record certainly knows of each actor, shape (n_actors,);
            `UNBORN` where nothing of theirs is dated.
    """

    def __init__(self, network: Network, partners: AbstractSet[int]) -> None:
        """Args: network: at both levels; partners: positions of our partners of any time."""
        self.onward: list[Step] = []
        self.places: list[Step] = []
        self.joined: dict[int, list[Span]] = {}
        self.known_from: Ints = np.full(len(network.actors), UNBORN, dtype=np.int64)
        self._network, self._partners, self._firm = network, partners, network.get_firm()
        self._fold = find_sides(network)
        most = int(get_parameter("tie_strength", "agreement_most_parties"))
        position_of = network.actors.position_by_id
        self._read_ties(find_so_far(network, Tie))
        for agreement in find_so_far(network, Agreement):
            if len(agreement.parties) <= most:
                self._read_onward(agreement, [position_of[id_] for id_, _ in agreement.parties if id_ in position_of])
        for position, actor in enumerate(network.actors.held):
            self.note(position, actor.founded.latest)

    def note(self, actor: int, day: date | None) -> None:
        """Note that the record certainly knows of an actor by a day."""
        if day is not None:
            self.known_from[actor] = min(self.known_from[actor], day.toordinal())

    def _read_ties(self, ties: Sequence[Tie]) -> None:
        """Places one by one; of ties among others, when both ends are known, and those that lead on from partners."""
        position_of = self._network.actors.position_by_id
        among_others: list[tuple[Tie, int, int]] = []
        for tie in ties:
            sender, receiver = position_of.get(tie.sender), position_of.get(tie.receiver)
            ends = [end for end in (sender, receiver) if end is not None]
            if ends and (tie.kind != "affiliation" or not self._read_place(tie, ends)):
                among_others.append((tie, ends[0], ends[-1]))
        ends_held = np.array([ends for _, *ends in among_others], dtype=np.int64).reshape(-1, 2)
        sides = self._fold[ends_held]
        others = np.flatnonzero((sides != self._firm).all(axis=1))
        latest = [find_begin(self._network, among_others[place][0]).latest for place in others.tolist()]
        known = np.array([UNBORN if day is None else day.toordinal() for day in latest], dtype=np.int64)
        np.minimum.at(self.known_from, sides[others].ravel(), np.repeat(known, 2))
        is_near = np.isin(sides[others], np.array(sorted(self._partners), dtype=np.int64)).any(axis=1)
        for place in others[is_near].tolist():
            self._keep_onward(among_others[place][0], sorted(set(sides[place].tolist())))

    def _read_place(self, tie: Tie, ends: list[int]) -> bool:
        """Keep the place of one of our people, with us or elsewhere; False where it is none."""
        own = [end for end in ends if self._network.is_own[end]]
        if self._firm in ends:
            for person in own:
                if person != self._firm:
                    self.joined.setdefault(person, []).append(find_begin(self._network, tie))
        else:
            self.places += [(self._firm, end, tie) for end in ends if own and end not in own]
        return bool(own)

    def _read_onward(self, entry: Tie | Agreement, ends: list[int]) -> None:
        """Keep a tie among others; what binds us as well is a tie of ours, never what stood before one."""
        sides = sorted({int(self._fold[end]) for end in ends})
        if self._firm in sides:
            return
        latest = find_begin(self._network, entry).latest
        for side in sides:
            self.note(side, latest)
        self._keep_onward(entry, sides)

    def _keep_onward(self, entry: Tie | Agreement, sides: list[int]) -> None:
        near = [side for side in sides if side in self._partners]
        if near and self._is_asked_for(entry):
            self.onward += [(one, two, entry) for one in near for two in sides if one != two]

    def _is_asked_for(self, entry: Tie | Agreement) -> bool:
        """Whether a tie among others can bring people together, and the lens lets it count; affiliations always do."""
        lens = self._network.lens
        kind = entry.kind if isinstance(entry, Tie) else get_form(entry.form).tie_kind
        is_formal = not isinstance(entry, Tie) or entry.formality == "formal"
        strength = stated_strength_of(entry) if isinstance(entry, Tie) else math.nan
        if isinstance(entry, Tie) and entry.role in get_parameter("path_dependence", "roles_between_strangers"):
            return False
        if kind == "affiliation":
            return True
        return (
            (not lens.kinds or kind in lens.kinds)
            and (is_formal or not lens.formal_only)
            and (lens.minimum_strength is None or strength >= lens.minimum_strength)
        )

    def date(self, steps: list[Step]) -> tuple[list[str], DatedTies]:
        """Steps as the ids of their entries and their bounds."""
        spans = [(find_begin(self._network, entry), find_end(self._network, entry)) for _, _, entry in steps]
        dated = DatedTies.of(
            (one, two, begin.earliest, begin.latest, end.earliest, end.latest)
            for (one, two, _), (begin, end) in zip(steps, spans, strict=True)
        )
        return [entry.id for _, _, entry in steps], dated
