"""What is told of a pair that is not tied yet: the numbers that a ranking is learned from.

Each is a number for the one asked, for the one considered, or for the two together. Numbers that grow with the
registry are given relative to the mean, or to the best of the same list, so that what was learned on one day says
something on another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bridgehead.registry.arrays import UNKNOWN_DAY
from bridgehead.registry.candidates import Listed
from bridgehead.registry.past import Floats, Ints, Past

_SUMS = ("common", "adamic_adar", "weighted", "recent", "allocated", "two_steps", "fresh")
_FURTHER = ("three_steps", "full_of_partners", "many_partners")


#: raw sums, which grow as a registry does, as do the days since somebody was first seen
_DRIFTING = frozenset(
    {*_SUMS, *_FURTHER, "active_in_fields", "days_since_first_of_asker", "days_since_first_of_listed"}
)


def is_drifting(feature: str) -> bool:
    """Whether a feature means something else in a registry that has grown."""
    return feature in _DRIFTING


class Describer:
    """Describes pairs as of one day; what is the same for all pairs is worked out once.

    Attributes:
        past: what is known.
    """

    def __init__(self, past: Past) -> None:
        """Args: past: what is known."""
        self.past = past
        self._alone = dict(_describe_organisations(past))
        organisations = past.registry.organisations
        self._kind_affinity = _find_affinity(past, organisations.kind, len(organisations.kinds))
        self._market_affinity = _find_affinity(past, organisations.market, len(organisations.markets))
        share = np.bincount(organisations.market + 1, weights=past.met, minlength=len(organisations.markets) + 1)
        self._market_share = share / max(float(share.sum()), 1e-12)
        self._log_met = np.log1p(past.met_in_field)
        self._mix = past.profile / np.maximum(past.profile.sum(axis=1, keepdims=True), 1e-12)

    def describe(self, listed: Listed) -> dict[str, NDArray[np.float32]]:
        """Every feature by name, each of shape (n_listed,)."""
        found = {name: values.astype(np.float32) for name, values in self._describe(listed)}
        assert all(len(values) == len(listed.who) for values in found.values())
        return found

    def _describe(self, listed: Listed) -> Iterator[tuple[str, Floats]]:
        asker, who = listed.asker, listed.who
        relative = partial(_relate, ptr=listed.ptr)
        between = dict(zip(_SUMS, listed.sums.T, strict=True)) | dict(zip(_FURTHER, listed.further.T, strict=True))
        past = self.past
        between["field"] = np.einsum("ij,ij->i", past.profile[asker], past.profile[who])
        between["active_in_fields"] = np.einsum("ij,ij->i", self._mix[asker], self._log_met[who])
        yield from between.items()
        yield from ((f"{name}_of_best", relative(values)) for name, values in between.items())
        union = past.degree[asker] + past.degree[who] - between["common"]
        yield "overlap", between["common"] / np.maximum(union, 1)
        for name, values in self._alone.items():
            yield f"{name}_of_asker", values[asker]
            yield f"{name}_of_listed", values[who]
        organisations = past.registry.organisations
        yield "kind_affinity", self._kind_affinity[organisations.kind[asker], organisations.kind[who]]
        yield "market_affinity", self._market_affinity[organisations.market[asker], organisations.market[who]]
        yield "same_market", (organisations.market[asker] == organisations.market[who]).astype(np.float64)
        yield "market_share", self._market_share[organisations.market[who] + 1]


def _describe_organisations(past: Past) -> Iterator[tuple[str, Floats]]:
    """What is told of an organisation alone, each of shape (n,)."""
    held = past.registry
    begin, end, size = held.events.begin.astype(np.int64), held.events.end.astype(np.int64), held.event_size
    many = np.maximum(past.n_events, 1)
    half = past.day - 182
    runs = (end != UNKNOWN_DAY) & (end > past.day)
    for name, values in (
        ("degree", past.degree), ("total", past.total), ("total_recent", past.total_recent),
        ("events", past.n_events), ("met", past.met),
        ("events_recent", past.sum_over_events(past.event_weight)),
        ("events_last_year", past.events_last_year),
        ("events_half_year", past.sum_over_events((begin >= half) * 1.0)),
        ("events_running", past.sum_over_events(runs * 1.0)),
    ):  # fmt: skip
        mean = float(values[past.is_known].mean()) if past.is_known.any() else 1.0
        yield name, np.log1p(values / max(mean, 1e-12))
    lead = np.bincount(held.event_actor, weights=held.is_lead, minlength=held.n_organisations)
    yield "lead_share", lead / many
    yield "alone_share", past.sum_over_events((size == 1) * 1.0) / many
    yield "log_size", past.sum_over_events(np.log(np.maximum(size, 1))) / many
    first, last = np.full(held.n_organisations, past.day), np.full(held.n_organisations, np.iinfo(np.int32).min)
    days = np.repeat(begin, size)
    np.minimum.at(first, held.event_actor, days)
    np.maximum.at(last, held.event_actor, days)
    yield "days_since_first", np.where(past.is_known, past.day - first, -1.0)
    yield "days_since_last", np.where(past.is_known, past.day - last, -1.0)
    yield "kind", held.organisations.kind.astype(np.float64)


def _find_affinity(past: Past, group: NDArray[np.int16], n_groups: int) -> Floats:
    """(n_groups + 1, n_groups + 1) log of ties of two groups over what chance would give; the last is unknown."""
    ties = past.registry.ties
    number = np.where(group < 0, n_groups, group).astype(np.int64)
    rows = np.repeat(number, past.degree)
    shape = n_groups + 1
    counts = np.bincount(rows * shape + number[ties.other], minlength=shape * shape).reshape(shape, shape)
    active = counts.sum(axis=1)
    expected = np.outer(active, active) / max(int(active.sum()), 1)
    return np.asarray(np.log((counts + 1) / (expected + 1)))


def _relate(values: Floats, *, ptr: Ints) -> Floats:
    """Values relative to the highest of the same list; 0 where that is 0."""
    size = np.diff(ptr)
    best = np.zeros(len(size))
    filled = size > 0
    if filled.any():
        best[filled] = np.maximum.reduceat(values, ptr[:-1][filled])
    return values / np.maximum(np.repeat(best, size), 1e-12)
