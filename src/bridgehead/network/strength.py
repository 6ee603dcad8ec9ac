"""Tie strength: stated, observed and used, never mixed up.

Observed strength follows Granovetter's (1973) four components as far as dated contacts show them: time from a decayed
sum of contacts, reciprocity from the two directions of directed contacts, intimacy from joint decisions and joint work.
It is the mean of the components that are known; fewer than two make it partial. Emotional intensity is never observed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from bridgehead.network.ties import Bools, Floats, Ints, TieArrays, pair_key
from bridgehead.record.entries import Agreement, Interaction
from bridgehead.record.parameters import get_parameter

_SENDING = frozenset({"sender", "asker", "organiser", "host", "caller", "seller", "introducer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One pair's share of one interaction.

    Attributes:
        first: actor position. second: actor position.
        day: when. share: 1/(n-1) for n participants. direction: +1 from first to second, -1 back, 0 both or unknown.
        entry: the interaction.
    """

    first: int
    second: int
    day: date
    share: float
    direction: int
    entry: Interaction


@dataclass(slots=True)
class Sums:
    """Running sums of one pair, faded to some day.

    Attributes:
        newest: the newest contact so far. time: behind the time component. joint: behind intimacy.
        there: directed contacts from the first to the second. back: the other way. mutual: contacts of neither way.
        entries: the contacts added.
    """

    newest: Contact
    time: float = 0.0
    joint: float = 0.0
    there: float = 0.0
    back: float = 0.0
    mutual: float = 0.0
    entries: list[Interaction] = field(default_factory=list)

    def add(self, contact: Contact, fading: float = 1.0) -> None:
        """Count one more contact.

        Args:
            contact: of this pair. fading: what is left of it on the day the sums stand for, 0..1.
        """
        weights = get_parameter("tie_strength", "contact_weights")
        joint = get_parameter("tie_strength", "joint_weights")
        decayed = contact.share * fading
        marks = {contact.entry.kind, *contact.entry.forms}
        weighed = weights[contact.entry.kind] * decayed
        self.time += weighed
        self.mutual += weighed * (contact.direction == 0)
        self.joint += sum(weight for mark, weight in joint.items() if mark in marks) * decayed
        self.there += decayed * (contact.direction > 0)
        self.back += decayed * (contact.direction < 0)
        self.entries.append(contact.entry)
        if contact.day > self.newest.day:
            self.newest = contact

    def fade(self, days: int) -> None:
        """Let all sums fade over some days."""
        fading = fading_of(days)
        self.time *= fading
        self.joint *= fading
        self.there *= fading
        self.back *= fading
        self.mutual *= fading

    @property
    def is_tie(self) -> bool:
        """Whether the contacts make a tie: they went both ways, or neither, or something was done together."""
        both_ways = self.there > 0 and self.back > 0
        return self.time > 0 and (both_ways or self.mutual > 0 or self.joint > 0)

    def components(self) -> tuple[float, float | None, float | None]:
        """Time, reciprocity and intimacy, each 0..1 or None where unknown."""
        directed = self.there + self.back
        return (
            1.0 - math.exp(-self.time),
            2.0 * min(self.there, self.back) / directed if directed > 0 else None,
            1.0 - math.exp(-self.joint) if self.joint > 0 else None,
        )


def fading_of(days: int) -> float:
    """What is left of a contact after some days: 2^(-days / half-life)."""
    return float(2.0 ** (-days / float(get_parameter("tie_strength", "half_life_days"))))


def mean_known(components: Iterable[float | None]) -> float:
    """The mean of the components that are known.

    >>> mean_known((0.2, None, 0.6))
    0.4
    """
    known = [part for part in components if part is not None]
    return sum(known) / len(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Observed strength of one pair on a day, taken apart; every component in 0..1 or None where unknown.

    Attributes:
        time: 1 - exp(-decayed sum of contacts). reciprocity: 2 min(in, out) / (in + out) on decayed counts.
        intimacy: 1 - exp(-decayed sum of joint decisions and joint work).
        strength: mean of the known components. partial: fewer than two of them are known.
        is_tie: whether the contacts make a tie by themselves; those that all ran one way do not.
        entries: the contacts it rests on, in the order of the record.
        newest: the newest contact.
    """

    time: float | None
    reciprocity: float | None
    intimacy: float | None
    strength: float
    partial: bool
    is_tie: bool
    entries: tuple[Interaction, ...]
    newest: Contact


def find_contacts(
    interactions: Iterable[Interaction], positions: dict[str, int | None], day: date
) -> Iterator[Contact]:
    """Pairs in contact up to a day; mass meetings give none, nor do two who were sent the same message.

    Args:
        interactions: dated interactions.
        positions: actor id -> position, None where imagined away.
        day: contacts after it, or without a day, are left out.
    """
    most = int(get_parameter("tie_strength", "meeting_most_participants"))
    for interaction in interactions:
        when = interaction.begin.latest
        if when is None or when > day or not 2 <= len(interaction.participants) <= most:
            continue
        present = [(positions.get(actor), part) for actor, part in interaction.participants]
        share = 1.0 / (len(present) - 1)
        for index, (first, part) in enumerate(present):
            for second, other_part in present[index + 1 :]:
                direction = int(part in _SENDING) - int(other_part in _SENDING)
                if interaction.kind == "message" and {part, other_part} == {"receiver"}:
                    continue
                if first is not None and second is not None and first != second:
                    yield Contact(
                        first=min(first, second),
                        second=max(first, second),
                        day=when,
                        share=share,
                        direction=direction if first < second else -direction,
                        entry=interaction,
                    )


def observe(contacts: Iterable[Contact], day: date) -> dict[tuple[int, int], Observed]:
    """Observed strength per pair from contacts alone.

    Args:
        contacts: from `find_contacts`.
        day: the day the decay runs to.

    Returns:
        (lower position, higher position) -> Observed; pairs whose contacts all weigh nothing are left out.
    """
    sums: dict[tuple[int, int], Sums] = {}
    for contact in contacts:
        pair = sums.setdefault((contact.first, contact.second), Sums(newest=contact))
        pair.add(contact, fading_of((day - contact.day).days))
    return {key: _observed(pair) for key, pair in sums.items() if pair.time > 0}


def _observed(pair: Sums) -> Observed:
    time, reciprocity, intimacy = pair.components()
    known = [part for part in (time, reciprocity, intimacy) if part is not None]
    return Observed(
        time=time,
        reciprocity=reciprocity,
        intimacy=intimacy,
        strength=mean_known(known),
        partial=len(known) < 2,
        is_tie=pair.is_tie,
        entries=tuple(pair.entries),
        newest=pair.newest,
    )


def agreement_share(agreement: Agreement) -> float:
    """What an agreement in force adds to the decayed sum of each pair of its n parties: weight / (n - 1).

    Source: Newman 2001 on the strength of ties within groups.
    """
    return float(get_parameter("tie_strength", "agreement_weight")) / (len(agreement.parties) - 1)


def agreement_sums(ties: TieArrays, sources: Sequence[object], n_actors: int) -> tuple[Ints, Floats]:
    """What agreements in force add to each pair's decayed sum.

    Args:
        ties: the ties. sources: the entry behind each. n_actors: number of actors.

    Returns:
        keys: sorted pair keys, shape (n_pairs,). sums: weight / (n - 1) summed over the pair's agreements, (n_pairs,).
    """
    share_of_source = np.array(
        [agreement_share(source) if isinstance(source, Agreement) else 0.0 for source in sources]
    )
    shares = share_of_source[ties.source] if len(ties) else np.zeros(0)
    bearing = shares > 0
    keys, inverse = np.unique(pair_key(ties.sender[bearing], ties.receiver[bearing], n_actors), return_inverse=True)
    return keys, np.bincount(inverse, weights=shares[bearing], minlength=len(keys)).astype(np.float64)


def observed_of_ties(
    ties: TieArrays,
    sources: Sequence[object],
    contacts: dict[tuple[int, int], Observed],
    n_actors: int,
) -> Floats:
    """Observed strength of the pair behind each tie.

    Args:
        ties: the ties. sources: the entry behind each. contacts: from `observe`. n_actors: number of actors.

    Returns:
        Strengths, shape (n_ties,), 0..1; NaN where nothing was observed. Agreements in force add to the time component
        without decay.
    """
    keys, sums = agreement_sums(ties, sources, n_actors)
    tie_keys = pair_key(ties.sender, ties.receiver, n_actors)
    place = np.minimum(np.searchsorted(keys, tie_keys), max(len(keys) - 1, 0))
    found: Bools = keys[place] == tie_keys if len(keys) else np.zeros(len(ties), dtype=np.bool_)
    observed = np.full(len(ties), np.nan)
    observed[found] = 1.0 - np.exp(-sums[place[found]])
    if contacts:
        bonus = {first * n_actors + second: pair for (first, second), pair in contacts.items()}
        for position in np.flatnonzero(np.isin(tie_keys, np.fromiter(bonus, dtype=np.int64, count=len(bonus)))):
            pair = bonus[int(tie_keys[position])]
            lasting = float(sums[place[position]]) if found[position] else 0.0
            observed[position] = combine(pair, lasting)
    return observed


def combine(pair: Observed, lasting: float) -> float:
    """Observed strength of a pair with contacts and agreements in force.

    Args:
        pair: what contacts show. lasting: the undecayed sum of its agreements in force.
    """
    return mean_known((with_lasting(pair.time, lasting), pair.reciprocity, pair.intimacy))


def with_lasting(time: float | None, lasting: float) -> float | None:
    """The time component with agreements in force added to its sum."""
    if lasting == 0:
        return time
    return 1.0 - (1.0 - (time or 0.0)) * float(np.exp(-lasting))


def used_strength(stated: Floats, observed: Floats, rule: str) -> Floats:
    """The strength that counts.

    Args:
        stated: shape (n,), NaN = nobody said. observed: shape (n,), NaN = nothing seen.
        rule: "used" (stated where given, else observed), "stated" or "observed".

    Returns:
        Shape (n,), 0..1, NaN = unknown.
    """
    if rule == "stated":
        return stated.copy()
    return observed.copy() if rule == "observed" else np.where(np.isnan(stated), observed, stated)
