"""Who could be reached in two steps on a day, from ties of which only the bounds of begin and end are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from bridgehead.network.ties import Bools, Ints

#: stands for a bound that is not known: before, or after, every day
_NO_EARLIEST, _NO_LATEST = 0, date.max.toordinal() + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedTies:
    """Ties by the days on which they can have begun and ended; all of shape (n_ties,), days as ordinals.

    Attributes:
        first: one end, an actor's position. second: the other.
        begin_earliest, begin_latest: when it can have begun. end_earliest, end_latest: when it can have ended, that
            day excluded.
    """

    first: Ints
    second: Ints
    begin_earliest: Ints
    begin_latest: Ints
    end_earliest: Ints
    end_latest: Ints

    @classmethod
    def of(cls, ties: Iterable[tuple[int, int, date | None, date | None, date | None, date | None]]) -> DatedTies:
        """From (first, second, begin's earliest and latest, end's earliest and latest); None: not bounded."""
        unbounded = (0, 0, _NO_EARLIEST, _NO_LATEST, _NO_EARLIEST, _NO_LATEST)
        rows = [
            [
                empty if value is None else value.toordinal() if isinstance(value, date) else value
                for value, empty in zip(tie, unbounded, strict=True)
            ]
            for tie in ties
        ]
        columns = np.array(rows, dtype=np.int64).reshape(-1, len(unbounded)).T
        return cls(**dict(zip(cls.__slots__, columns, strict=True)))

    def take(self, positions: Ints) -> DatedTies:
        """The ties at these positions."""
        return DatedTies(**{name: getattr(self, name)[positions] for name in self.__slots__})

    def may_hold(self, day: date) -> Bools:
        """Whether each certainly or possibly held on a day, shape (n_ties,)."""
        found: Bools = (self.begin_earliest <= day.toordinal()) & (self.end_latest > day.toordinal())
        return found

    def do_hold(self, day: date) -> Bools:
        """Whether each certainly held on a day, shape (n_ties,)."""
        found: Bools = (self.begin_latest <= day.toordinal()) & (self.end_earliest > day.toordinal())
        return found


def find_tied(n_actors: int, ours: DatedTies, day: date) -> Bools:
    """Whom we were, or may have been, tied to on a day.

    Args:
        n_actors: number of actors. ours: our ties, the others as `second`. day: the day.

    Returns:
        Whether each actor was, shape (n_actors,).
    """
    tied = np.zeros(n_actors, dtype=np.bool_)
    tied[ours.second[ours.may_hold(day)]] = True
    return tied


def reach_in_two(tied: Bools, onward: DatedTies, day: date) -> Bools:
    """Whom a route of two steps led to on a day: somebody tied to somebody we were tied to (closure).

    Args:
        tied: whom we were tied to, shape (n_actors,). day: the day.
        onward: ties that lead on from `first` to `second`; one that leads both ways is in there twice.

    Returns:
        Whether a route led there, or may have, shape (n_actors,); those tied already can be among them.

    References:
        Gulati & Gargiulo 1999: common third parties before an alliance.
    """
    reached = np.zeros_like(tied)
    reached[onward.second[onward.may_hold(day) & tied[onward.first]]] = True
    return reached
