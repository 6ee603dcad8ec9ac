"""Why two organisations may get tied: whom both know, what both do, the pathway it opens, and who did it before.

References:
    The pathway of a complementary partner in a target market: Castiglioni, Castro & Galán.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bridgehead.network import kernels
from bridgehead.record.markets import label
from bridgehead.registry.arrays import read_days
from bridgehead.registry.past import Actors, Past

_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for a suggestion.

    Attributes:
        of: ties, field, pathway or precedent. text: in a sentence. actors: ids of the organisations it names.
    """

    of: str
    text: str
    actors: tuple[str, ...] = ()


class Teller:
    """Says why, of many pairs at once."""

    def __init__(self, past: Past, one: Actors, other: Actors) -> None:
        """Args: past: what is known. one, other: (n_pairs,) who is asked and who is suggested; -1 for nobody."""
        ties, organisations = past.registry.ties, past.registry.organisations
        safe = np.where(other >= 0, other, one).astype(np.int32)
        self._past, self._one, self._other = past, one, safe
        self._common, self._between = kernels.partners.find_between(
            ties.ptr, ties.other, past.recent, past.total, one, safe, _NAMED
        )
        self._precedent = kernels.partners.find_precedents(
            ties.ptr, ties.other, ties.first, organisations.market, organisations.kind, one, safe
        )
        self._fields = past.profile[one] * past.profile[safe]
        self._is_reached = {
            each: set(organisations.market[ties.other[ties.ptr[each] : ties.ptr[each + 1]]].tolist())
            for each in np.unique(one).tolist()
        }

    def find_reasons(self, place: int) -> Iterator[Reason]:
        """What speaks for the pair at a place: ties first, then fields, pathway and precedent."""
        other = int(self._other[place])
        organisations, events = self._past.registry.organisations, self._past.registry.events
        through = [int(middle) for middle in self._between[place] if middle >= 0]
        if through:
            count = int(self._common[place])
            names = ", ".join(organisations.name(middle) for middle in through)
            text = f"{count} partners in common, above all {names}" if count > 1 else f"{names} is a partner of both"
            yield Reason(of="ties", text=text, actors=tuple(organisations.ids[middle] for middle in through))
        shared = [
            int(field)
            for field in np.argsort(-self._fields[place], kind="stable")[:2]
            if self._fields[place, field] > 0
        ]
        if shared and events.fields:
            yield Reason(
                of="field", text=f"both are active in {' and '.join(events.fields[field] for field in shared)}"
            )
        yield from self._find_pathway(place, other)
        yield from self._find_precedent(place)

    def _find_pathway(self, place: int, other: int) -> Iterator[Reason]:
        """Which of the pathways abroad it would open."""
        one, organisations = int(self._one[place]), self._past.registry.organisations
        home, there = int(organisations.market[one]), int(organisations.market[other])
        if there >= 0 and home >= 0 and there != home and there not in self._is_reached[one]:
            market = label(organisations.markets[there])
            yield Reason(of="pathway", text=f"a complementary partner in {market}, where it has no partner yet")

    def _find_precedent(self, place: int) -> Iterator[Reason]:
        """Somebody like the one asked who did it before."""
        arc = int(self._precedent[place])
        if arc >= 0:
            organisations, ties = self._past.registry.organisations, self._past.registry.ties
            who, day = int(ties.other[arc]), read_days(int(ties.first[arc]))
            text = f"{organisations.name(who)}, of the same market and kind, became its partner on {day}"
            yield Reason(of="precedent", text=text, actors=(organisations.ids[who],))
