"""On which side of us the others stand: customers, their customers or suppliers, on the day of each interaction.

A partner's side is their role in a tie with the firm, or with one of its people, that is possibly in force on the
interaction's day; which role stands on which side is a table in `parameters/coordination.yaml`. People stand for the
organisation they belonged to on that day. Nothing is looked at that begins after the network's own day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

import numpy as np

from bridgehead.network.network import Network
from bridgehead.record.dates import UNKNOWN, InForce, in_force
from bridgehead.record.entries import Evidence, Interaction, Tie
from bridgehead.record.parameters import get_parameter

CUSTOMERS, END_CUSTOMERS, SUPPLIERS = "customers", "customers_of_customers", "suppliers"
#: the sides there are, in the order people should see them
SIDES: tuple[str, ...] = (CUSTOMERS, END_CUSTOMERS, SUPPLIERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days on which something may have happened: `first` None where nothing bounds it from below."""

    first: date | None
    last: date

    def overlaps(self, begin: date | None, end: date | None) -> bool:
        """Whether something of this earliest begin and latest end may have held on one of the days."""
        return (begin is None or begin <= self.last) and (end is None or self.first is None or self.first < end)


@dataclass(frozen=True, slots=True)
class _Held:
    """A tie from somebody's side, its bounds worked out: with whom, in which role, and from when to when at most."""

    other: int
    role: str
    tie: Tie
    begin: date | None
    end: date | None

    @classmethod
    def of(cls, other: int, role: str, tie: Tie) -> _Held:
        return cls(other, role, tie, tie.begin.earliest, tie.end.latest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Who took part in an interaction, as the firm sees them.

    Attributes:
        with_us: whether the firm or one of its people took part.
        sides: partner's position -> sides they stand on, none where nobody knows; people stand for their organisation.
        placed: those of them whose side is known. roles: partner's position -> what they are to us.
        missing: ids of participants the record does not hold.
    """

    with_us: bool
    sides: Mapping[int, frozenset[str]]
    placed: Mapping[int, frozenset[str]]
    roles: Mapping[int, tuple[str, ...]]
    missing: tuple[str, ...] = ()


class SideFinder:
    """Finds the sides of whoever took part; built once for a network."""

    def __init__(self, network: Network) -> None:
        """Args: network: with a firm. Raises NoFirmError where none is named."""
        self.network = network
        self._firm = network.get_firm()
        self._evidence = {item.id: item.on for item in network.world.held if isinstance(item, Evidence)}
        self._side_of_role: Mapping[str, str] = get_parameter("coordination", "side_of_role")
        ties = tuple(_find_counted_ties(network))
        self._places = self._find_places(ties)
        self._ours = self._find_ours(ties)

    def window(self, interaction: Interaction) -> Window:
        """The days on which an interaction may have happened, up to the network's."""
        latest = interaction.begin.latest
        day = self.network.day
        return Window(first=interaction.begin.earliest, last=day if latest is None else min(latest, day))

    def is_certain(self, interaction: Interaction) -> bool:
        """Whether it certainly happened by the day: its own date says so or, without one, its evidence's."""
        day = self.network.day
        if interaction.begin != UNKNOWN:
            return interaction.begin.latest is not None and interaction.begin.latest <= day
        told = (self._evidence.get(id_, UNKNOWN).latest for id_ in interaction.evidence)
        return any(latest is not None and latest <= day for latest in told)

    def find_present(self, interaction: Interaction) -> Present:
        """Who took part, each partner once.

        Args:
            interaction: one that may have happened by the network's day.
        """
        window, positions = self.window(interaction), self.network.actors.position_by_id
        roles: dict[int, tuple[str, ...]] = {}
        missing = []
        with_us = False
        for id_, _ in interaction.participants:
            position = positions.get(id_)
            if position is None:
                missing.append(id_)
                continue
            places = self._find_organisations(position, window)
            if position == self._firm or self._firm in places:
                with_us = True
            else:
                partner, held = self._stand_for(position, places, window)
                roles[partner] = tuple(dict.fromkeys((*roles.get(partner, ()), *held)))
        sides = {partner: self._find_sides(held) for partner, held in roles.items()}
        placed = {partner: found for partner, found in sides.items() if found}
        return Present(with_us=with_us, sides=sides, placed=placed, roles=roles, missing=tuple(missing))

    def stand_for(self, position: int, window: Window) -> int:
        """Whom somebody outside the firm stands for: themselves, or the organisation they belonged to.

        Of several organisations the first that is anything to us counts, else the first by id.
        """
        return self._stand_for(position, self._find_organisations(position, window), window)[0]

    def _stand_for(self, position: int, places: Sequence[int], window: Window) -> tuple[int, tuple[str, ...]]:
        """Whom somebody of some organisations stands for, and what both are to us."""
        own_roles = tuple(self._roles(position, window))
        for place in places:
            held = tuple(self._roles(place, window))
            if held and place != self._firm:
                return place, tuple(dict.fromkeys((*held, *own_roles)))
        outside = [place for place in places if place != self._firm]
        return (outside[0] if outside else position), own_roles

    def _find_sides(self, roles: Iterable[str]) -> frozenset[str]:
        return frozenset(self._side_of_role[role] for role in roles if role in self._side_of_role)

    def _is_own(self, position: int, window: Window) -> bool:
        return position == self._firm or self._firm in self._find_organisations(position, window)

    def _find_organisations(self, position: int, window: Window) -> list[int]:
        held = self._places.get(position)
        return sorted({one.other for one in held if self._holds(one, window)}) if held else []

    def _roles(self, position: int, window: Window) -> Iterator[str]:
        """What somebody is to us, in ties of the firm and of those who belong to it then."""
        for one in self._ours.get(position, ()):
            if self._holds(one, window) and self._is_own(one.other, window):
                yield one.role

    def _holds(self, held: _Held, window: Window) -> bool:
        if not window.overlaps(held.begin, held.end):
            return False
        if not self.network.lens.certain_only:
            return True
        tie = held.tie
        seen = tuple(self._evidence[id_] for id_ in tie.evidence if id_ in self._evidence)
        days = (window.first or window.last, window.last)
        return all(in_force(day, tie.begin, tie.end, seen) is InForce.CERTAIN for day in days)

    def _find_places(self, ties: Iterable[Tie]) -> dict[int, list[_Held]]:
        """Person -> every place they ever held in an organisation."""
        actors = self.network.actors
        found: dict[int, list[_Held]] = {}
        for tie in ties:
            ends = [actors.position_by_id.get(tie.sender), actors.position_by_id.get(tie.receiver)]
            for person, place in (ends, ends[::-1]):
                if tie.kind != "affiliation" or person is None or place is None:
                    continue
                if actors.is_person[person] and actors.is_organisation[place]:
                    found.setdefault(person, []).append(_Held.of(place, "", tie))
        return found

    def _find_ours(self, ties: Iterable[Tie]) -> dict[int, list[_Held]]:
        """Other -> every tie one of us ever had with them that names a role, with whoever of us had it."""
        from_us: Mapping[str, str] = get_parameter("composition", "role_seen_from_us")
        ours = {self._firm} | {
            person for person, places in self._places.items() if any(held.other == self._firm for held in places)
        }
        found: dict[int, list[_Held]] = {}
        for tie in ties:
            sender = self.network.actors.position_by_id.get(tie.sender)
            receiver = self.network.actors.position_by_id.get(tie.receiver)
            if sender is None or receiver is None:
                continue
            if sender in ours and tie.role:
                found.setdefault(receiver, []).append(_Held.of(sender, tie.role, tie))
            if receiver in ours and (role := from_us.get(tie.role)):
                found.setdefault(sender, []).append(_Held.of(receiver, role, tie))
        return found


def _find_counted_ties(network: Network) -> Iterator[Tie]:
    """Ties with a role, and places, the lens lets count: those kept on its day, earlier ones of the kinds asked for.

    A lens of people alone, or of a minimum strength, speaks of its own day and leaves earlier ties out.
    """
    lens = network.lens
    # the others say nothing of sides
    telling = [entry for entry in network.entries_so_far(Tie) if entry.role or entry.kind == "affiliation"]
    kept = _find_kept(network, {entry.id for entry in telling})
    looks_back = lens.minimum_strength is None and lens.level != "people"
    for entry in telling:
        fits = not lens.kinds or entry.kind in (*lens.kinds, "affiliation")
        fits = fits and (not lens.formal_only or entry.formality == "formal" or entry.kind == "affiliation")
        # a person's place is folded away at the level of organisations, and still says for whom they stand
        is_place = entry.kind == "affiliation" and lens.level == "organisations"
        if entry.id in kept or (fits and looks_back and (is_place or network.status(entry) is InForce.NOT)):
            yield entry


def _find_kept(network: Network, ids: AbstractSet[str]) -> frozenset[str]:
    """Which of some ties the lens kept on its day."""
    places = {
        place: entry.id
        for place, entry in enumerate(network.world.sources)
        if isinstance(entry, Tie) and entry.id in ids
    }
    standing = np.isin(np.array(list(places), dtype=np.int64), network.ties.source)
    return frozenset(id_ for id_, stands in zip(places.values(), standing.tolist(), strict=True) if stands)
