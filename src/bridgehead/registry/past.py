"""What was known before a day: organisations, events, ties, and how recent they were.

Everything here is worked out from events that had begun before the day. Of an organisation itself only its market and
kind are used, which stand in every row: whether it is small is often learned from later rows, and is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from bridgehead.record.parameters import get_parameter
from bridgehead.registry.arrays import Registry, count_days
from bridgehead.registry.projecting import before, share_strength

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Actors = NDArray[np.int32]

#: an event this far back still counts as this much: what is recent is never zero
_LEAST_RECENT = 2.0**-40


@dataclass(frozen=True, kw_only=True, eq=False)
class Past:
    """A registry as known before a day, and what follows from it.

    Attributes:
        registry: as known before the day. day: days since 1970-01-01; nothing from it on is in.
        recent: (n_arcs,) strength of each tie, each event halved with every half-life since it began.
        is_fresh: (n_arcs,) whether the newest common event began within the last year.
        total, total_recent: (n,) sums over each organisation's ties. degree: (n,) number of its partners.
        events_of: where the events of each organisation begin (n + 1,), and the events.
        event_weight: (n_events,) 1 for an event of the day, halved with every half-life before it.
    """

    registry: Registry
    day: int
    recent: Floats
    is_fresh: NDArray[np.bool_]
    total: Floats
    total_recent: Floats
    degree: Ints
    events_of: tuple[Ints, Actors]
    event_weight: Floats

    @cached_property
    def n_events(self) -> Ints:
        """(n,) events of each organisation."""
        return np.diff(self.events_of[0])

    @cached_property
    def events_last_year(self) -> Floats:
        """(n,) events of each organisation that began within the last 365 days."""
        return self.sum_over_events((self.registry.events.begin >= self.day - 365) * 1.0)

    @cached_property
    def new_partners_last_year(self) -> Floats:
        """(n,) partners of each organisation whose first common event began within the last 365 days."""
        rows = np.repeat(np.arange(self.registry.n_organisations), self.degree)
        return _sum_by(
            rows, (self.registry.ties.first >= self.day - 365).astype(np.float64), self.registry.n_organisations
        )

    @cached_property
    def is_known(self) -> NDArray[np.bool_]:
        """(n,) whether an organisation had taken part in anything."""
        return self.n_events > 0

    @cached_property
    def known(self) -> Actors:
        """Those that had taken part in anything, ascending."""
        return np.flatnonzero(self.is_known).astype(np.int32)

    @cached_property
    def met(self) -> Floats:
        """(n,) others met in events, the recent ones counting more: how active an organisation is."""
        return self.sum_over_events(self.event_weight * (self.registry.event_size - 1.0))

    @cached_property
    def profile(self) -> Floats:
        """(n, n_fields) fields each was active in with others, recent and rare ones counting more; length 1, or 0."""
        fields = self.event_fields
        shared = np.maximum(np.asarray(fields.sum(axis=0)), 1.0)
        rarity = np.log1p(fields.shape[0] / shared)
        weight = self.event_weight * (self.registry.event_size > 1)
        found = np.asarray((self.participation.T @ (diags_array(weight) @ fields)).todense()) * rarity
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12))

    @cached_property
    def met_in_field(self) -> Floats:
        """(n, n_fields) as `met`, by field."""
        weight = self.event_weight * (self.registry.event_size - 1.0)
        return np.asarray((self.participation.T @ (diags_array(weight) @ self.event_fields)).todense())

    @cached_property
    def participation(self) -> csr_array:
        """(n_events, n) 1 where an organisation takes part."""
        held = self.registry
        ones = np.ones(len(held.event_actor))
        return csr_array((ones, held.event_actor, held.event_ptr), shape=(held.n_events, held.n_organisations))

    @cached_property
    def event_fields(self) -> csr_array:
        """(n_events, n_fields) 1 where an event is in a field."""
        events = self.registry.events
        ones = np.ones(len(events.field))
        return csr_array((ones, events.field, events.field_ptr), shape=(len(events), max(len(events.fields), 1)))

    def sum_over_events(self, values: NDArray[Any]) -> Floats:
        """(n,) sum of a value over the events of each organisation."""
        held = self.registry
        weights = np.repeat(values, held.event_size)
        return _sum_by(held.event_actor, weights, held.n_organisations)


def look_back(registry: Registry, day: date) -> Past:
    """What was known before a day.

    Args:
        registry: may hold later events; they are left out. day: events that begin on it are no longer in.
    """
    held, number = before(registry, day), count_days(day)
    age = number - held.events.begin.astype(np.int64)
    weight = np.maximum(2.0 ** (-age / float(get_parameter("next_partner", "half_life_days"))), _LEAST_RECENT)
    ties, n = held.ties, held.n_organisations
    recent = _weigh_ties(held, weight)
    rows = np.repeat(np.arange(n), np.diff(ties.ptr))
    return Past(
        registry=held,
        day=number,
        recent=recent,
        is_fresh=ties.last >= number - int(get_parameter("next_partner", "fresh_days")),
        total=_sum_by(rows, ties.strength, n),
        total_recent=_sum_by(rows, recent, n),
        degree=np.diff(ties.ptr),
        events_of=held.find_events_of_actors(),
        event_weight=weight,
    )


def _weigh_ties(held: Registry, weight: Floats) -> Floats:
    """(n_arcs,) the strength of each tie with each of its events weighed."""
    size = held.event_size
    counts = (size > 1) & (size <= held.largest)
    ones = np.ones(len(held.event_actor))
    part = csr_array((ones, held.event_actor, held.event_ptr), shape=(held.n_events, held.n_organisations))[counts]
    found = (part.T @ (diags_array(weight[counts] * share_strength(size[counts])) @ part)).tocoo()
    apart = found.row != found.col
    order = np.lexsort((found.col[apart], found.row[apart]))
    values = np.asarray(found.data[apart][order], dtype=np.float64)
    assert len(values) == len(held.ties.other)
    return values


def _sum_by(place: NDArray[Any], values: Floats, n: int) -> Floats:
    return np.bincount(place, weights=values, minlength=n).astype(np.float64)
