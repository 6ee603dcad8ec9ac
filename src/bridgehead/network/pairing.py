"""Who met whom, over all events: the loops behind both ways to ties from participations."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridgehead.network import kernels

#: meetings of a block of rows: so few that the processor's cache holds them
_AT_ONCE = 2**15
#: bits of the number of a row within its block; the other twenty are for the size of an event
_MOST_BITS = 12
#: fewer meetings than this are not worth a thread of their own
_WORTH_A_THREAD = 2**18
#: what each tie has
_KINDS: dict[str, type] = {
    "other": np.int32,
    "strength": np.float64,
    "shared": np.int32,
    "first": np.int32,
    "last": np.int32,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Met:
    """Whom each actor met, in compressed sparse rows.

    Attributes:
        ptr: (n_actors + 1,) where the ties of each begin. other: (n_ties,) the other end, ascending within each.
        strength: (n_ties,) sum of what the shared events give. shared: (n_ties,) their number.
        first, last: (n_ties,) earliest and latest of their days; that of an unknown day where none is known.
    """

    ptr: NDArray[np.int64]
    other: NDArray[np.int32]
    strength: NDArray[np.float64]
    shared: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]


def meet(
    event_ptr: NDArray[np.int64],
    event_actor: NDArray[np.int32],
    day: NDArray[np.int32],
    given: NDArray[np.float64],
    *,
    n_actors: int,
    both: bool,
    unknown: int,
    threads: int = 0,
) -> Met:
    """The ties of all pairs that took part in the same events.

    Args:
        event_ptr: (n_events + 1,) where the participants of each event begin; fewer than 2^31 in all.
        event_actor: who, ascending within an event and without repeats. day: (n_events,) of each event.
        given: what an event gives to each of its ties, by its size; larger events make no tie.
        n_actors: how many there are. both: each tie in the rows of either end, or of the lower one only.
        unknown: the day of an event that has none, lower than every other.
        threads: how many work at once; as many as there are processors by default. The ties do not depend on it where
            sums of `given` are exact.

    References:
        Gustavson 1978, doi:10.1145/355791.355796: products of sparse matrices row by row, ordered by transposing.

    >>> found = meet(np.array([0, 2]), np.array([0, 1], np.int32), np.array([9], np.int32), np.ones(3), n_actors=2,
    ...              both=False, unknown=-1)
    >>> found.ptr.tolist(), found.other.tolist()
    ([0, 1, 1], [1])
    """
    largest = len(given) - 1
    counts = np.zeros((n_actors, 2), dtype=np.int64)
    kernels.pairing.count_meetings(event_ptr, event_actor, largest, both, counts)
    event_of, ptr = _offsets(counts[:, 0]), _offsets(counts[:, 1])
    events = np.empty((event_of[-1], 4), dtype=np.int32)
    kernels.pairing.list_events(event_ptr, event_actor, day, largest, both, event_of[:-1].copy(), events)
    met, different = np.empty((ptr[-1], 3), dtype=np.uint32), np.zeros(n_actors, dtype=np.int64)
    shift = _choose_bits(n_actors, int(ptr[-1]))
    ranges = list(_share_out(ptr, shift, threads or os.cpu_count() or 1))

    def sort(low: int, high: int) -> None:
        free = ptr[:-1][:: 1 << shift].copy()
        lowest = 0 if both else low
        kernels.pairing.hand_out(event_actor, event_of, events, lowest, low, high, shift, free, met)
        longest = np.diff(np.append(ptr[low : high : 1 << shift], ptr[high])).max()
        kernels.pairing.sort_blocks(ptr, shift, low, high, np.empty((longest, 3), dtype=np.uint32), met, different)

    _run(sort, ranges)
    begin = _offsets(different)
    found: dict[str, NDArray[Any]] = {name: np.empty(int(begin[-1]), dtype=kind) for name, kind in _KINDS.items()}

    def add_up(low: int, high: int) -> None:
        kernels.pairing.sum_meetings(ptr, met, given, unknown, low, high, begin, *found.values())

    _run(add_up, ranges)
    return Met(ptr=begin, **found)


def _offsets(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _choose_bits(n_actors: int, meetings: int) -> int:
    """Bits of a row's number within its block, so that a block has about as many meetings as the cache holds."""
    rows = n_actors * _AT_ONCE // max(meetings, 1)
    return min(max(rows.bit_length() - 1, 0), _MOST_BITS)


def _share_out(ptr: NDArray[np.int64], shift: int, threads: int) -> Iterator[tuple[int, int]]:
    """Ranges of actors of whole blocks, each with about as many meetings."""
    n_actors, total = len(ptr) - 1, int(ptr[-1])
    parts = max(min(threads, total // _WORTH_A_THREAD), 1)
    blocks = np.searchsorted(ptr, np.arange(1, parts) * total / parts) >> shift
    bounds = np.unique(np.concatenate([[0], blocks << shift, [n_actors]])).tolist()
    yield from itertools.pairwise(bounds)


def _run(work: Callable[[int, int], None], ranges: list[tuple[int, int]]) -> None:
    with ThreadPoolExecutor(max(len(ranges), 1)) as pool:
        for _ in pool.map(lambda each: work(*each), ranges):
            pass
