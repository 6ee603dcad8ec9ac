"""Ties of events that are new, added to the ties known before: what a month adds costs a month.

Strengths add up exactly (see `projecting`), so a registry built month by month is the one built at once, to the bit.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from bridgehead.registry.arrays import UNKNOWN_DAY, Registry, Ties
from bridgehead.registry.assembling import Parts
from bridgehead.registry.labels import Labels
from bridgehead.registry.projecting import Pairs, mirror, pair_up

_LATEST = np.iinfo(np.int32).max


def add_ties(known: Registry, parts: Parts) -> Ties | None:
    """The ties of what is known now, from those known before and the events that are new.

    Args:
        known: the registry before. parts: what is known now.

    Returns:
        None where an event known before has changed or is gone, so that its ties cannot simply be kept.
    """
    actor = find_places(known.organisations.ids, parts.organisations.ids)
    event = find_places(known.events.ids, parts.events.ids)
    if (actor < 0).any() or (event < 0).any():
        return None
    is_known = np.zeros(len(parts.events), dtype=np.bool_)
    is_known[event] = True
    size = np.diff(parts.event_ptr)
    is_kept = np.repeat(is_known, size)
    if not (
        np.array_equal(known.event_size, size[event])
        and np.array_equal(known.events.begin, parts.events.begin[event])
        and np.array_equal(actor[known.event_actor], parts.event_actor[is_kept])
    ):
        return None
    n = len(parts.organisations)
    fresh = pair_up(
        np.concatenate([[0], np.cumsum(size[~is_known])]).astype(np.int64),
        parts.event_actor[~is_kept],
        parts.events.begin[~is_known],
        n_organisations=n,
        largest=known.largest,
    )
    return mirror(_add(_renumber(known.ties, actor), fresh, n), n)


def find_places(labels: Labels, among: Labels) -> NDArray[np.int32]:
    """(n,) where each label stands among others; -1 where it does not.

    >>> find_places(Labels.of(["b", "c"]), Labels.of(["a", "b"])).tolist()
    [1, -1]
    """
    places = pc.index_in(as_arrow(labels), as_arrow(among))
    return np.asarray(pc.fill_null(places, -1)).astype(np.int32)


def as_arrow(labels: Labels) -> pa.Array:
    """Labels as an Arrow array of the same bytes."""
    buffers = [None, pa.py_buffer(np.ascontiguousarray(labels.ptr)), pa.py_buffer(np.ascontiguousarray(labels.text))]
    return pa.Array.from_buffers(pa.large_string(), len(labels), buffers)


def _renumber(ties: Ties, actor: NDArray[np.int32]) -> Pairs:
    """Ties, each once, with new numbers that keep their order."""
    row = np.repeat(np.arange(len(actor), dtype=np.int32), np.diff(ties.ptr))
    once = ties.other > row
    return Pairs(
        one=actor[row[once]],
        other=actor[ties.other[once]],
        strength=ties.strength[once],
        shared=ties.shared[once],
        first=ties.first[once],
        last=ties.last[once],
    )


def _add(known: Pairs, fresh: Pairs, n: int) -> Pairs:
    key = np.concatenate([pairs.one.astype(np.int64) * n + pairs.other for pairs in (known, fresh)])
    # two ascending runs: a stable sort merges them
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    if not len(starts):
        return known
    strength, shared, first, last = (
        np.concatenate([getattr(known, name), getattr(fresh, name)])[order]
        for name in ("strength", "shared", "first", "last")
    )
    first = np.minimum.reduceat(np.where(first == UNKNOWN_DAY, _LATEST, first), starts)
    return Pairs(
        one=(key[starts] // n).astype(np.int32),
        other=(key[starts] % n).astype(np.int32),
        strength=np.add.reduceat(strength, starts),
        shared=np.add.reduceat(shared, starts, dtype=np.int32),
        first=np.where(first == _LATEST, UNKNOWN_DAY, first).astype(np.int32),
        last=np.maximum.reduceat(last, starts),
    )
