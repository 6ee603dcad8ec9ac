"""Entries turned into arrays of ties: the only place where edges are made.

A tie of the network is one reading of an entry: a `Tie` gives one, an `Agreement` of n parties gives one per pair, each
bearing 1/(n-1) of it (Newman 2001), and contacts between two who have no other tie give one as well. Agreements of very
many parties and mass meetings are co-presence and give none (`parameters/tie_strength.yaml`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from bridgehead.network.lens import WithTie
from bridgehead.record.dates import InForce, When, in_force
from bridgehead.record.entries import Agreement, Entry, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import TIE_KINDS, get_form

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

KINDS: tuple[str, ...] = TIE_KINDS.words
KIND_NUMBER: dict[str, int] = {kind: number for number, kind in enumerate(KINDS)}
AFFILIATION = KIND_NUMBER["affiliation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieArrays:
    """Ties as parallel arrays, all of shape (n_ties,).

    Attributes:
        sender: actor position. receiver: actor position.
        kind: position in `KINDS`.
        formal: rests on an agreement, or was stated to be formal.
        one_way: introductions travel from sender to receiver only.
        certain: certainly in force on the day; False means possibly.
        stated: strength as someone stated it, 0..1; NaN where nobody did.
        source: position in the list of source entries.
    """

    sender: Ints
    receiver: Ints
    kind: Ints
    formal: Bools
    one_way: Bools
    certain: Bools
    stated: Floats
    source: Ints

    def __len__(self) -> int:
        """Number of ties."""
        return len(self.sender)

    def take(self, keep: Bools | Ints) -> TieArrays:
        """The ties at some positions, or where a mask is set."""
        return TieArrays(**{name: getattr(self, name)[keep] for name in self.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """Ties with the entries they were made from.

    Attributes:
        ties: the arrays. sources: the entry behind each position named in `ties.source`.
        left_out: reason -> number of entries that could have given ties and did not.
        seen: number of entries that could have given ties.
    """

    ties: TieArrays
    sources: tuple[Entry | WithTie, ...]
    left_out: dict[str, int]
    seen: int


def stated_strength(value: float | str | None) -> float:
    """A stated strength as a number, NaN where nobody stated one.

    >>> stated_strength("weak")
    0.25
    """
    if value is None:
        return float("nan")
    return float(get_parameter("tie_strength", "stated_words")[value]) if isinstance(value, str) else float(value)


def stated_strength_of(tie: Tie) -> float:
    """The stated strength of a tie: overall where given, else the mean of the stated components, else NaN.

    Args:
        tie: the entry.

    Source: the four components are Granovetter's (1973).
    """
    overall = stated_strength(tie.strength)
    if not np.isnan(overall):
        return overall
    components = [tie.time, tie.emotional_intensity, tie.intimacy, tie.reciprocity]
    known = [component for component in components if component is not None]
    return sum(known) / len(known) if known else float("nan")


class Standing:
    """Whether entries hold on a day, with their evidence's days as bounds; remembers what it worked out."""

    def __init__(self, day: date, evidence_on: dict[str, When]) -> None:
        """Args: day asked about; evidence_on: evidence id -> the day it speaks for."""
        self._evidence_on = evidence_on

        @cache
        def judge(begin: When, end: When, seen: tuple[When, ...]) -> InForce:
            return in_force(day, begin, end, seen)

        self._judge: Callable[[When, When, tuple[When, ...]], InForce] = judge

    def of(self, entry: Entry) -> InForce:
        """Certain, possible or not."""
        seen = tuple(self._evidence_on[id_] for id_ in entry.evidence if id_ in self._evidence_on)
        return self._judge(entry.begin, entry.end, seen)


class TieCollector:
    """Gathers ties from entries; `build` gives the arrays. Positions come from `position_of`, None = imagined away."""

    def __init__(
        self, position_of: Callable[[str], int | None], standing: Standing, *, certain_only: bool = False
    ) -> None:
        """Args: position_of: actor id -> position or None; standing: whether an entry holds on the day.

        certain_only: leave out what only possibly holds, so that it hides no contact and adds to no strength.
        """
        self._position_of = position_of
        self._certain_only = certain_only
        self._standing = standing
        self._sources: list[Entry | WithTie] = []
        self._rows: list[tuple[int, int, int, bool, bool, bool, float, int]] = []
        self._blocks: list[tuple[Ints, Ints, int, bool, int]] = []
        self._left_out: dict[str, int] = {}
        self._seen = 0
        self._most_parties = int(get_parameter("tie_strength", "agreement_most_parties"))

    def leave_out(self, reason: str, count: int = 1) -> None:
        """Note that an entry gave no tie, and why."""
        self._left_out[reason] = self._left_out.get(reason, 0) + count

    def add_tie(self, tie: Tie) -> None:
        """One tie, where it holds and both its actors are there."""
        self._seen += 1
        standing = self._standing.of(tie)
        sender, receiver = self._position_of(tie.sender), self._position_of(tie.receiver)
        if standing is InForce.NOT:
            self.leave_out("not in force on the day")
        elif standing is InForce.POSSIBLE and self._certain_only:
            self.leave_out("only possibly in force")
        elif sender is None or receiver is None or sender == receiver:
            self.leave_out("an actor is imagined away, unknown, or the same on both ends")
        else:
            formal, certain = tie.formality == "formal", standing is InForce.CERTAIN
            strength, kind = stated_strength_of(tie), KIND_NUMBER[tie.kind]
            self._rows.append((sender, receiver, kind, formal, tie.one_way, certain, strength, len(self._sources)))
            self._sources.append(tie)

    def add_imagined(self, tie: WithTie, sender: int, receiver: int) -> None:
        """A tie that a what-if question imagines."""
        strength = float("nan") if tie.strength is None else tie.strength
        self._rows.append((sender, receiver, KIND_NUMBER[tie.kind], False, False, True, strength, len(self._sources)))
        self._sources.append(tie)

    def add_agreement(self, agreement: Agreement) -> None:
        """All pairs of an agreement's parties, where it holds and is no mere co-presence."""
        self._seen += 1
        standing = self._standing.of(agreement)
        if standing is InForce.NOT:
            self.leave_out("not in force on the day")
            return
        if standing is InForce.POSSIBLE and self._certain_only:
            self.leave_out("only possibly in force")
            return
        found = {position for party, _ in agreement.parties if (position := self._position_of(party)) is not None}
        if len(agreement.parties) > self._most_parties:
            self.leave_out(f"an agreement of more than {self._most_parties} parties is co-presence")
        elif len(found) < 2:
            self.leave_out("an actor is imagined away, unknown, or the same on both ends")
        else:
            members = np.array(sorted(found), dtype=np.int64)
            first, second = _pairs(len(members))
            kind = KIND_NUMBER[get_form(agreement.form).tie_kind]
            certain = standing is InForce.CERTAIN
            self._blocks.append((members[first], members[second], kind, certain, len(self._sources)))
            self._sources.append(agreement)

    def add_contacts(self, pairs: Iterable[tuple[int, int, str, Entry]]) -> None:
        """Ties seen only in contacts: (sender, receiver, kind, the newest contact)."""
        for sender, receiver, kind, entry in pairs:
            self._rows.append(
                (sender, receiver, KIND_NUMBER[kind], False, False, True, float("nan"), len(self._sources))
            )
            self._sources.append(entry)

    def dyads(self, n_actors: int) -> set[int]:
        """Keys of the pairs that have a tie so far (`pair_key`)."""
        arrays = self.build().ties
        return set(pair_key(arrays.sender, arrays.receiver, n_actors).tolist())

    def build(self) -> Assembled:
        """The arrays, stated ties first, in the order entries came."""
        rows = list(zip(*self._rows, strict=True)) if self._rows else [()] * 8
        types: Sequence[Any] = (np.int64, np.int64, np.int64, np.bool_, np.bool_, np.bool_, np.float64, np.int64)
        columns = [np.array(column, dtype=kind) for column, kind in zip(rows, types, strict=True)]
        if self._blocks:
            sizes = np.array([len(block[0]) for block in self._blocks])
            total = int(sizes.sum())
            blocks: list[npt.NDArray[Any]] = [
                np.concatenate([block[0] for block in self._blocks]),
                np.concatenate([block[1] for block in self._blocks]),
                np.repeat(np.array([block[2] for block in self._blocks]), sizes),
                np.ones(total, dtype=np.bool_),
                np.zeros(total, dtype=np.bool_),
                np.repeat(np.array([block[3] for block in self._blocks]), sizes),
                np.full(total, np.nan),
                np.repeat(np.array([block[4] for block in self._blocks]), sizes),
            ]
            columns = [np.concatenate(pair) for pair in zip(columns, blocks, strict=True)]
        ties = TieArrays(**dict(zip(TieArrays.__slots__, columns, strict=True)))
        return Assembled(ties=ties, sources=tuple(self._sources), left_out=dict(self._left_out), seen=self._seen)


@cache
def _pairs(size: int) -> tuple[Ints, Ints]:
    """Row and column numbers of all pairs of a group."""
    first, second = np.triu_indices(size, k=1)
    return first.astype(np.int64), second.astype(np.int64)


def pair_key(sender: Ints, receiver: Ints, n_actors: int) -> Ints:
    """One number per unordered pair of actors.

    Args:
        sender: positions, shape (n,). receiver: positions, shape (n,).
        n_actors: number of actors.

    Returns:
        Keys, shape (n,), equal for (a, b) and (b, a).
    """
    low, high = np.minimum(sender, receiver), np.maximum(sender, receiver)
    return low * np.int64(n_actors) + high
