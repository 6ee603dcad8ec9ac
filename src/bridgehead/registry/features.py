"""What is told of a pair that is not tied yet: the numbers that a ranking is learned from.

Each is a number for the one asked, for the one considered, or for the two together. Numbers that grow with a registry
are given relative to the mean of everybody, to the best of the same list, or as a place in it, so that what was learned
on one day says something on another.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bridgehead.registry.arrays import UNKNOWN_DAY
from bridgehead.registry.candidates import Listed
from bridgehead.registry.past import Floats, Ints, Past
from bridgehead.registry.tastes import Tastes, find_tastes

_SUMS = (
    "common", "adamic_adar", "weighted", "recent", "allocated", "two_steps", "fresh", "both_recent", "both_damped",
)  # fmt: skip
_FURTHER = ("three_steps", "full_of_partners", "many_partners")
_PLACED = ("adamic_adar", "recent", "three_steps", "full_of_partners", "field")
#: features that are numbers of groups, not amounts
CATEGORIES: tuple[str, ...] = ("kind_of_asker", "kind_of_listed")


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
        self._tastes = {
            "kind": find_tastes(past, organisations.kind, len(organisations.kinds)),
            "market": find_tastes(past, organisations.market, len(organisations.markets)),
        }
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
        between = self._find_between(listed)
        yield from ((f"{name}_of_best", _relate(values, listed.ptr)) for name, values in between.items())
        yield from ((f"place_by_{name}", _place(between[name], listed.ptr)) for name in _PLACED)
        yield "field", between["field"]
        asker, who = listed.asker, listed.who
        union = self.past.degree[asker] + self.past.degree[who] - between["common"]
        yield "overlap", between["common"] / np.maximum(union, 1)
        for name, values in self._alone.items():
            yield f"{name}_of_asker", values[asker]
            yield f"{name}_of_listed", values[who]
        yield from self._describe_groups(listed)

    def _find_between(self, listed: Listed) -> dict[str, Floats]:
        """What lies between the two, as it is; it grows with a registry."""
        asker, who = listed.asker, listed.who
        past, mix = self.past, self._mix[asker]
        found = dict(zip(_SUMS, listed.sums.T, strict=True)) | dict(zip(_FURTHER, listed.further.T, strict=True))
        found["field"] = np.einsum("ij,ij->i", past.profile[asker], past.profile[who])
        found["active_in_fields"] = np.einsum("ij,ij->i", mix, self._log_met[who])
        found["met_in_fields"] = np.einsum("ij,ij->i", mix, past.met_in_field[who])
        found["new_partners"] = past.new_partners_last_year[who]
        return found

    def _describe_groups(self, listed: Listed) -> Iterator[tuple[str, Floats]]:
        """How such markets and kinds meet, and how these two go with them."""
        asker, who, organisations = listed.asker, listed.who, self.past.registry.organisations
        yield "kind_affinity", self._kind_affinity[organisations.kind[asker], organisations.kind[who]]
        yield "market_affinity", self._market_affinity[organisations.market[asker], organisations.market[who]]
        yield "same_market", (organisations.market[asker] == organisations.market[who]).astype(np.float64)
        yield "market_share", self._market_share[organisations.market[who] + 1]
        for name, tastes in self._tastes.items():
            yield f"{name}_taste_of_asker", tastes.leaning[asker, tastes.group[who]]
            yield f"{name}_taste_of_listed", tastes.leaning[who, tastes.group[asker]]
        kinds: Tastes = self._tastes["kind"]
        yield "ties_with_kind_of_asker", np.log1p(kinds.strength[who, kinds.group[asker]])


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
        ("new_partners", past.new_partners_last_year),
    ):  # fmt: skip
        yield name, _relate_to_mean(past, values)
    rows = np.repeat(np.arange(held.n_organisations), past.degree)
    active = past.recent * _relate_to_mean(past, past.met)[held.ties.other]
    summed = np.bincount(rows, weights=active, minlength=held.n_organisations)
    yield "activity_of_partners", summed / np.maximum(past.total_recent, 1e-12)
    lead = np.bincount(held.event_actor, weights=held.is_lead, minlength=held.n_organisations)
    yield "lead_share", lead / many
    yield "alone_share", past.sum_over_events((size == 1) * 1.0) / many
    yield "log_size", past.sum_over_events(np.log(np.maximum(size, 1))) / many
    last = np.full(held.n_organisations, np.iinfo(np.int32).min)
    np.maximum.at(last, held.event_actor, np.repeat(begin, size))
    yield "days_since_last", np.where(past.is_known, past.day - last, -1.0)
    yield "kind", held.organisations.kind.astype(np.float64)


def _relate_to_mean(past: Past, values: NDArray[np.number]) -> Floats:
    """(n,) log of one more than how often a value has the mean of those known."""
    mean = float(values[past.is_known].mean()) if past.is_known.any() else 1.0
    return np.asarray(np.log1p(values / max(mean, 1e-12)))


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


def _relate(values: Floats, ptr: Ints) -> Floats:
    """Values relative to the highest of the same list; 0 where that is 0."""
    size = np.diff(ptr)
    best = np.zeros(len(size))
    filled = size > 0
    if filled.any():
        best[filled] = np.maximum.reduceat(values, ptr[:-1][filled])
    return values / np.maximum(np.repeat(best, size), 1e-12)


def _place(values: Floats, ptr: Ints) -> Floats:
    """Log of the place of each value in its list, the highest first; of equal ones the first listed comes first."""
    size = np.diff(ptr)
    number = np.repeat(np.arange(len(size)), size)
    place = np.empty(len(values))
    place[np.lexsort((-values, number))] = np.arange(len(values)) - np.repeat(ptr[:-1], size)
    return np.log1p(place)
