"""From who took part in what to who is tied to whom, in memory.

A pair in an event is one 64-bit number: lower organisation, higher organisation, and a label that stands for the
event's day and size, all that the event gives to the tie. Sorting the numbers brings a tie's events together. It is
done for a range of organisations at a time, so that memory holds one range of pairs and the ties, never all pairs.

What an event gives is rounded to a multiple of 2^-40, which no use of a strength could tell from 1 / (n - 1). Sums of
such numbers are exact below 8,192 in 64-bit floating point, so that they depend neither on the order of events nor on
the number of threads, nor on whether the ties were made here, by DuckDB or by Spark, at once or month by month.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bridgehead.network import kernels
from bridgehead.registry.arrays import UNKNOWN_DAY, Events, Registry, Ties, count_days

#: the unit of what an event gives to a tie
GRAIN = 2.0**-40
#: pairs sorted at once: small enough for the processor's cache to help, large enough to keep threads busy
_PAIRS_AT_ONCE = 2**21
#: what each tie has, in the order the kernel writes it
_KINDS: dict[str, type] = {
    "one": np.int32,
    "other": np.int32,
    "strength": np.float64,
    "shared": np.int32,
    "first": np.int32,
    "last": np.int32,
}


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
    return mirror(
        pair_up(event_ptr, event_actor, begin, n_organisations=n_organisations, largest=largest, threads=threads),
        n_organisations,
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
    size = np.diff(event_ptr)
    label, sizes, days = _label_events(size, begin)
    label[(size > largest) | (size < 2)] = -1
    bits = len(sizes).bit_length()
    given = share_strength(sizes)
    bounds = _split_range(event_ptr, event_actor, label, n_organisations, bits)

    def work(place: int) -> Pairs:
        low, high = int(bounds[place]), int(bounds[place + 1])
        keys = kernels.pairing.write_pairs(event_ptr, event_actor, label, low, high, n_organisations, bits)
        keys.sort()
        return _sum_up(keys, given, days, low=low, n_organisations=n_organisations, bits=bits)

    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        parts = list(pool.map(work, range(len(bounds) - 1)))
    return _join(parts)


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


def _label_events(
    size: NDArray[np.int64], begin: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """A label for each event, and size and day of each label; labels ascend by day, those without one last."""
    day = np.where(begin == UNKNOWN_DAY, np.iinfo(np.int32).max, begin).astype(np.int64)
    width = int(size.max(initial=0)) + 1
    found, label = np.unique(day * width + size, return_inverse=True)
    days = found // width
    days[days == np.iinfo(np.int32).max] = UNKNOWN_DAY
    return label.astype(np.int64).ravel(), found % width, days.astype(np.int32)


def _split_range(
    event_ptr: NDArray[np.int64],
    event_actor: NDArray[np.int32],
    label: NDArray[np.int64],
    n_organisations: int,
    bits: int,
) -> NDArray[np.int64]:
    """Bounds of ranges of organisations, each with about as many pairs as are sorted at once."""
    size = np.diff(event_ptr)
    after = np.repeat(event_ptr[1:], size) - np.arange(len(event_actor)) - 1
    after[np.repeat(label < 0, size)] = 0
    done = np.cumsum(np.bincount(event_actor, weights=after, minlength=n_organisations))
    total = int(done[-1]) if len(done) else 0
    bounds = np.searchsorted(done, np.arange(_PAIRS_AT_ONCE, total, _PAIRS_AT_ONCE)) + 1
    # a key has 63 bits: what the label and the higher organisation leave is for the lower one
    most = 2 ** max(62 - bits - n_organisations.bit_length(), 0)
    found = np.unique(np.concatenate([[0], bounds, np.arange(0, n_organisations, most), [n_organisations]]))
    # nobody at all is a range too
    return found if n_organisations else np.zeros(2, dtype=found.dtype)


def _sum_up(
    keys: NDArray[np.int64],
    given: NDArray[np.float64],
    days: NDArray[np.int32],
    *,
    low: int,
    n_organisations: int,
    bits: int,
) -> Pairs:
    """The ties of one range, from its sorted keys."""
    n = kernels.pairing.count_runs(keys, bits)
    found = Pairs(**{name: np.empty(n, dtype=kind) for name, kind in _KINDS.items()})
    columns = (getattr(found, name) for name in _KINDS)
    kernels.pairing.sum_runs(keys, bits, low, n_organisations, given, days, *columns)
    return found


def _join(parts: list[Pairs]) -> Pairs:
    return Pairs(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in _KINDS})
