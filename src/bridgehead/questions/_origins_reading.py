"""The record's ties as origins need them: what leads on from our partners, our people's places, who is known when."""

from __future__ import annotations

import math
from collections.abc import Set as AbstractSet
from datetime import date

from bridgehead.network.embedding import DatedTies
from bridgehead.network.network import Network
from bridgehead.network.ties import stated_strength_of
from bridgehead.questions._presences import find_so_far
from bridgehead.questions._relationships import find_sides
from bridgehead.questions._spans import Span, find_begin, find_end
from bridgehead.record.entries import Agreement, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import get_form

#: two positions and the entry that ties them
Step = tuple[int, int, Tie | Agreement]


class Reading:
    """What one pass over the record's ties and agreements finds.

    Attributes:
        onward: ties among others, from a partner of ours to somebody; both ways where both are partners.
        places: our people's places in other organisations, told as the firm's.
        joined: person of ours -> when each of their places with us can have begun.
        known_from: actor -> the first day on which the record certainly knows of them; nowhere dated, left out.
    """

    def __init__(self, network: Network, partners: AbstractSet[int]) -> None:
        """Args: network: at both levels; partners: positions of our partners of any time."""
        self.onward: list[Step] = []
        self.places: list[Step] = []
        self.joined: dict[int, list[Span]] = {}
        self.known_from: dict[int, date] = {}
        self._network, self._partners, self._firm = network, partners, network.get_firm()
        self._fold: list[int] = find_sides(network).tolist()
        most = int(get_parameter("tie_strength", "agreement_most_parties"))
        position_of = network.actors.position_by_id
        for tie in find_so_far(network, Tie):
            ends = [position_of[id_] for id_ in (tie.sender, tie.receiver) if id_ in position_of]
            if tie.kind != "affiliation" or not self._read_place(tie, ends):
                self._read_onward(tie, ends)
        for agreement in find_so_far(network, Agreement):
            if len(agreement.parties) <= most:
                self._read_onward(agreement, [position_of[id_] for id_, _ in agreement.parties if id_ in position_of])
        for position, actor in enumerate(network.actors.held):
            self.note(position, actor.founded.latest)

    def note(self, actor: int, day: date | None) -> None:
        """Note that the record certainly knows of an actor by a day."""
        if day is not None and (actor not in self.known_from or day < self.known_from[actor]):
            self.known_from[actor] = day

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
        sides = sorted({self._fold[end] for end in ends})
        if self._firm in sides:
            return
        latest = find_begin(self._network, entry).latest
        for side in sides:
            self.note(side, latest)
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
