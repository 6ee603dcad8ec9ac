"""A registry as arrays: organisations, events, who took part in what, and the ties that follow.

Organisations and events are numbered from 0 by the order of their ids, so that a number does not depend on which file
was read first. Days are counted from 1970-01-01. What is unknown has a value of its own: `UNKNOWN_DAY`, and -1 for a
market, a kind or whether a firm is small. Arrays may be mapped into memory and are never written to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bridgehead.registry.labels import Labels

#: the day of what has no date; before every other
UNKNOWN_DAY = int(np.iinfo(np.int32).min)
_EPOCH = date(1970, 1, 1)


def count_days(day: date | None) -> int:
    """Days since 1970-01-01; `UNKNOWN_DAY` for none.

    >>> count_days(date(1970, 1, 3))
    2
    """
    return UNKNOWN_DAY if day is None else (day - _EPOCH).days


def read_days(days: int) -> date | None:
    """The day that is so many days after 1970-01-01; none for `UNKNOWN_DAY`.

    >>> read_days(2)
    datetime.date(1970, 1, 3)
    """
    return None if days == UNKNOWN_DAY else _EPOCH + timedelta(days=int(days))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Organisations:
    """Who takes part.

    Attributes:
        ids: as the files have them, ascending. names: "" where none is known.
        market: (n,) place in `markets`, -1 unknown. markets: ISO 3166-1 alpha-2 codes, ascending.
        kind: (n,) place in `kinds`, -1 unknown. kinds: as the files have them (CORDIS: PRC is a company), ascending.
        sme: (n,) 1 a small or medium-sized firm, 0 not, -1 unknown.
    """

    ids: Labels
    names: Labels
    market: NDArray[np.int16]
    markets: tuple[str, ...]
    kind: NDArray[np.int16]
    kinds: tuple[str, ...]
    sme: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.ids)

    def name(self, number: int) -> str:
        """The name of an organisation, or its id where none is known."""
        return self.names[number] or self.ids[number]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Events:
    """What they take part in: projects, papers, fairs, boards.

    Attributes:
        ids: as the files have them, ascending.
        begin: (n,) first day, end: (n,) the day after the last; `UNKNOWN_DAY` where not known.
        field_ptr: (n + 1,) where the fields of each event begin. field: (n_event_fields,) place in `fields`.
        fields: names of the fields (CORDIS: programme parts), ascending.
    """

    ids: Labels
    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    field_ptr: NDArray[np.int64]
    field: NDArray[np.int32]
    fields: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ties:
    """Who is tied to whom, in compressed sparse rows; each tie stands twice, once at either end.

    Attributes:
        ptr: (n_organisations + 1,) where the ties of each begin. other: (n_arcs,) the other end, ascending within each.
        strength: (n_arcs,) sum of 1 / (n - 1) over the shared events, n their participants (Newman 2001).
        shared: (n_arcs,) number of shared events.
        first: (n_arcs,) day the earliest of them began, last: (n_arcs,) the latest; `UNKNOWN_DAY` where none is dated.
    """

    ptr: NDArray[np.int64]
    other: NDArray[np.int32]
    strength: NDArray[np.float64]
    shared: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]

    @property
    def n_ties(self) -> int:
        """Number of ties, each counted once."""
        return len(self.other) // 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Registry:
    """Organisations, events, participations and ties. The participations are what was read; the ties follow from them.

    Attributes:
        organisations, events: who and what.
        event_ptr: (n_events + 1,) where the participants of each event begin.
        event_actor: (n_participations,) organisation, ascending within an event and without repeats.
        is_lead: (n_participations,) whether it coordinates the event.
        ties: what follows from all events of at most `largest` participants.
        largest: events of more participants are co-presence and make no tie.
        undated: events left out of this registry because it is one of a day and they have no first day.
    """

    organisations: Organisations
    events: Events
    event_ptr: NDArray[np.int64]
    event_actor: NDArray[np.int32]
    is_lead: NDArray[np.bool_]
    ties: Ties
    largest: int
    undated: int = 0

    @property
    def n_organisations(self) -> int:
        """Number of organisations, those of no event included."""
        return len(self.organisations)

    @property
    def n_events(self) -> int:
        """Number of events."""
        return len(self.events)

    @property
    def event_size(self) -> NDArray[np.int64]:
        """(n_events,) participants of each."""
        return np.diff(self.event_ptr)

    @property
    def too_large(self) -> int:
        """Number of events that make no tie because too many took part."""
        return int((self.event_size > self.largest).sum())

    def count_undated(self) -> int:
        """Number of events without a first day."""
        return int((self.events.begin == UNKNOWN_DAY).sum())

    def find_events_of_actors(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The participations by organisation: where each one's events begin (n_organisations + 1,), and the events."""
        event = np.repeat(np.arange(self.n_events, dtype=np.int32), self.event_size)
        counts = np.bincount(self.event_actor, minlength=self.n_organisations)
        ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return ptr, event[np.argsort(self.event_actor, kind="stable")]
