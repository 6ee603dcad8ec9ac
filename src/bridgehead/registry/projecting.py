"""From who took part in what to who is tied to whom, in memory.

What an event gives is rounded to a multiple of 2^-40, which no use of a strength could tell from 1 / (n - 1). Sums of
such numbers are exact below 8,192 in 64-bit floating point, so that they depend neither on the order of events nor on
the number of threads, nor on whether the ties were made here, by DuckDB or by Spark, at once or month by month.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bridgehead.network import kernels
from bridgehead.network.pairing import meet
from bridgehead.registry.arrays import UNKNOWN_DAY, Events, Registry, Ties, count_days

#: the unit of what an event gives to a tie
GRAIN = 2.0**-40


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Ties, each once.

    Attributes:
        one, other: (n_ties,) the lower and the higher organisation, ascending.
        strength, shared, first, last: (n_ties,) as `Ties`.
    """

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    strength: NDArray[np.float64]
    shared: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]


def share_strength(size: NDArray[np.int64]) -> NDArray[np.float64]:
    """What an event of so many participants gives to each tie among them: 1 / (n - 1), in units of 2^-40.

    References:
        Newman 2001, doi:10.1103/PhysRevE.64.016132.

    >>> share_strength(np.array([2, 5])).tolist()
    [1.0, 0.25]
    """
    return np.floor(1 / (np.maximum(size, 2) - 1) / GRAIN + 0.5) * GRAIN


def project(
    event_ptr: NDArray[np.int64],
    event_actor: NDArray[np.int32],
    begin: NDArray[np.int32],
    *,
    n_organisations: int,
    largest: int,
    threads: int = 0,
) -> Ties:
    """The ties of all pairs that took part in the same events.

    Args:
        event_ptr: (n_events + 1,) where the participants of each event begin. event_actor: (n_participations,) who,
            ascending within an event and without repeats. begin: (n_events,) its first day or `UNKNOWN_DAY`.
        n_organisations: how many there are.
        largest: events of more participants make no tie.
        threads: how many work at once; as many as there are processors by default. The ties do not depend on it.

    >>> ties = project(np.array([0, 2]), np.array([0, 1], np.int32), np.array([9], np.int32), n_organisations=2,
    ...                largest=60)
    >>> ties.other.tolist(), ties.strength.tolist(), ties.first.tolist()
    ([1, 0], [1.0, 1.0], [9, 9])
    """
    found = meet(
        event_ptr, event_actor, begin, _give(event_ptr, largest),
        n_actors=n_organisations, both=True, unknown=UNKNOWN_DAY, threads=threads,
    )  # fmt: skip
    return Ties(
        ptr=found.ptr,
        other=found.other,
        strength=found.strength,
        shared=found.shared,
        first=found.first,
        last=found.last,
    )


def pair_up(
    event_ptr: NDArray[np.int64],
    event_actor: NDArray[np.int32],
    begin: NDArray[np.int32],
    *,
    n_organisations: int,
    largest: int,
    threads: int = 0,
) -> Pairs:
    """As `project`, each tie once."""
    found = meet(
        event_ptr, event_actor, begin, _give(event_ptr, largest),
        n_actors=n_organisations, both=False, unknown=UNKNOWN_DAY, threads=threads,
    )  # fmt: skip
    return Pairs(
        one=np.repeat(np.arange(n_organisations, dtype=np.int32), np.diff(found.ptr)),
        other=found.other,
        strength=found.strength,
        shared=found.shared,
        first=found.first,
        last=found.last,
    )


def mirror(pairs: Pairs, n_organisations: int) -> Ties:
    """Ties in rows of either end, from ties that stand once.

    Args:
        pairs: ascending. n_organisations: how many there are.
    """
    degree = np.bincount(pairs.one, minlength=n_organisations) + np.bincount(pairs.other, minlength=n_organisations)
    ptr = np.concatenate([[0], np.cumsum(degree)]).astype(np.int64)
    other = np.empty(int(ptr[-1]), dtype=np.int32)
    pair_of_arc = kernels.pairing.place_arcs(pairs.one, pairs.other, ptr, other)
    rest = {name: getattr(pairs, name)[pair_of_arc] for name in ("strength", "shared", "first", "last")}
    return Ties(ptr=ptr, other=other, **rest)


def before(registry: Registry, day: date) -> Registry:
    """The registry as known before a day: events that had begun by then, and the ties that follow from them.

    Organisations keep their numbers; those first seen later are there without any event. Events without a first day
    are left out and counted in `undated`.

    Args:
        day: events that begin on it are no longer in.
    """
    begin = registry.events.begin
    found = select_events(registry, (begin != UNKNOWN_DAY) & (begin < count_days(day)))
    return replace(found, undated=int((begin == UNKNOWN_DAY).sum()))


def select_events(registry: Registry, kept: NDArray[np.bool_]) -> Registry:
    """The registry of some of its events, and the ties that follow from them; organisations keep their numbers.

    Args:
        kept: (n_events,) which.
    """
    whole, size = registry.events, registry.event_size
    is_kept = np.repeat(kept, size)
    field_count = np.diff(whole.field_ptr)
    events = Events(
        ids=whole.ids.take(kept),
        begin=whole.begin[kept],
        end=whole.end[kept],
        field_ptr=_offsets(field_count[kept]),
        field=whole.field[np.repeat(kept, field_count)],
        fields=whole.fields,
    )
    ptr, actor = _offsets(size[kept]), registry.event_actor[is_kept]
    ties = project(ptr, actor, events.begin, n_organisations=registry.n_organisations, largest=registry.largest)
    return replace(
        registry, events=events, event_ptr=ptr, event_actor=actor, is_lead=registry.is_lead[is_kept], ties=ties
    )


def _offsets(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _give(event_ptr: NDArray[np.int64], largest: int) -> NDArray[np.float64]:
    """What events give to each of their ties, by size, up to the largest that make ties."""
    return share_strength(np.arange(min(largest, int(np.diff(event_ptr).max(initial=0))) + 1))
