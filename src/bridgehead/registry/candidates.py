"""Whom an organisation could be tied to next: those worth considering, and what lies between the two."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from bridgehead.network import kernels
from bridgehead.record.parameters import get_parameter
from bridgehead.registry.past import Actors, Floats, Ints, Past

T = TypeVar("T")
_ASKED_AT_ONCE = 128


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listed:
    """Those considered for each organisation asked.

    Attributes:
        asked: (n_asked,) who asks. ptr: (n_asked + 1,) where each one's list begins.
        who: (n_listed,) those considered, ascending within each list; never the one asked or a partner of it.
        sums: (n_listed, 9) over the partners in common: their number, Adamic-Adar, weighted Adamic-Adar, the same of
            recent ties, resource allocation, chance of a random walk of two steps, partners' fresh ties, and twice how
            recent both ties are: the geometric mean of the two, and its root.
        further: (n_listed, 3) chance of a walk of three steps, and how full of our partners their events are, twice.
    """

    asked: Actors
    ptr: Ints
    who: Actors
    sums: Floats
    further: Floats

    @property
    def asker(self) -> Actors:
        """(n_listed,) the organisation asked of each listed one."""
        return np.repeat(self.asked, np.diff(self.ptr))


def list_candidates(past: Past, asked: Actors, *, threads: int = 0) -> Listed:
    """Those worth considering as new partners, and what was known of them; they do not depend on the number of threads.

    Args:
        past: what is known. asked: (n_asked,) who asks. threads: as many as there are processors by default.
    """
    most = get_parameter("next_partner", "considered")
    extra = _Popular(past)

    def work(block: Actors) -> Listed:
        ptr, who, sums = walk(
            past, block, column=kernels.partners.RECENT, most=int(most["near"]), extra=extra.of(block)
        )
        held = past.registry
        further = kernels.partners.walk_further(
            held.ties.ptr, held.ties.other, past.recent, past.total_recent, held.event_ptr,
            *past.events_of, past.event_weight, block, ptr, who,
        )  # fmt: skip
        return Listed(asked=block, ptr=ptr, who=who, sums=sums, further=further)

    return join_lists(list(in_blocks(work, asked, threads)))


def walk(
    past: Past, asked: Actors, *, column: int, most: int, extra: tuple[Ints, Actors]
) -> tuple[Ints, Actors, Floats]:
    """As the kernel `partners.walk`; of those equally good the more active come first.

    Args:
        past: what is known. asked: who asks. column: of the sums to lead by. most: how many lead.
        extra: where the list of others to consider begins for each asked, and the others.
    """
    ties = past.registry.ties
    nudge = 1e-9 * past.met / max(float(past.met.max(initial=0.0)), 1e-12)
    found: tuple[Ints, Actors, Floats] = kernels.partners.walk(
        ties.ptr, ties.other, ties.strength, past.recent, past.is_fresh, past.total, past.total_recent,
        asked, *extra, column, nudge, most,
    )  # fmt: skip
    return found


def in_blocks(work: Callable[[Actors], T], asked: Actors, threads: int = 0) -> Iterator[T]:
    """What a piece of work gives for one block of organisations after the other, several at a time."""
    blocks = [asked[start : start + _ASKED_AT_ONCE] for start in range(0, len(asked), _ASKED_AT_ONCE)]
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        yield from pool.map(work, blocks or [asked])


def join_lists(parts: list[Listed]) -> Listed:
    """Lists of several organisations as one."""
    counts = np.concatenate([np.diff(part.ptr) for part in parts])
    return Listed(
        asked=np.concatenate([part.asked for part in parts]),
        ptr=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        who=np.concatenate([part.who for part in parts]),
        sums=np.concatenate([part.sums for part in parts]),
        further=np.concatenate([part.further for part in parts]),
    )


class _Popular:
    """The most active organisations: overall, of each market, of each field."""

    def __init__(self, past: Past) -> None:
        """Args: past: what is known."""
        most = get_parameter("next_partner", "considered")
        order = past.known[np.argsort(-past.met[past.known], kind="stable")]
        market = past.registry.organisations.market
        self._overall = order[: most["popular"]]
        self._market = market
        self._at_home = {code: order[market[order] == code][: most["at_home"]] for code in np.unique(market).tolist()}
        by_field = np.argsort(-past.met_in_field, axis=0, kind="stable")[: most["in_field"]]
        self._in_field = by_field.T.astype(np.int32)
        self._main_field = np.where(past.profile.any(axis=1), past.profile.argmax(axis=1), -1)

    def of(self, asked: Actors) -> tuple[Ints, Actors]:
        """Where the list of each one asked begins, and the listed; some twice."""
        lists = [np.concatenate(list(self._find(int(one)))) for one in asked]
        ptr = np.concatenate([[0], np.cumsum([len(each) for each in lists])]).astype(np.int64)
        return ptr, np.concatenate([*lists, np.zeros(0, dtype=np.int32)]).astype(np.int32)

    def _find(self, one: int) -> Iterator[Actors]:
        yield self._overall
        if self._market[one] >= 0:
            yield self._at_home[int(self._market[one])]
        if self._main_field[one] >= 0:
            yield self._in_field[self._main_field[one]]
