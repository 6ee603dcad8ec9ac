"""Who is two ties away: a partner of our partners whom we are not tied to, and what speaks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import log, log1p
from typing import Literal

import numpy as np

from bridgehead.network.network import Network
from bridgehead.record.entries import EntryId

Ranking = Literal["adamic_adar", "common", "weighted", "newest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody we are not tied to and partners of ours are.

    Attributes:
        actor: position. through: positions of the partners in common, those known to fewest first.
        certain: how many of them are certainly tied to both. adamic_adar: each counts 1 / log of its number of ties.
        weighted: each counts the strengths of both its ties / log(1 + all its strengths); None where no strength of
            both ties is known.
        newest: the latest day by which a tie of a partner in common with them had begun; None where none is dated.
        evidence: ids of the entries of our ties with the partners, and of theirs with the candidate.
    """

    actor: int
    through: tuple[int, ...]
    certain: int
    adamic_adar: float
    weighted: float | None
    newest: date | None
    evidence: tuple[EntryId, ...]

    def worth(self, ranking: Ranking) -> float:
        """What a ranking orders by; below everything where it is not known."""
        values: Mapping[Ranking, float | None] = {
            "adamic_adar": self.adamic_adar,
            "common": float(len(self.through)),
            "weighted": self.weighted,
            "newest": None if self.newest is None else float(self.newest.toordinal()),
        }
        found = values[ranking]
        return -1.0 if found is None else found


def find_candidates(network: Network, ranking: Ranking = "adamic_adar") -> tuple[Candidate, ...]:
    """Those two ties away, the best by a ranking first; of equals the one of more partners in common, then by name.

    A one-way tie leads on only from its sender. Communities are no candidates: nobody approaches them.

    Args:
        network: the network asked. ranking: what orders.

    Raises:
        NoFirmError: no firm is named.
    """
    onward = _Onward(network)
    reached: dict[int, list[int]] = {}
    for contact in network.ties_with:
        for other in onward.led_to(contact):
            if not network.is_own[other] and other not in network.ties_with and _may_be_approached(network, other):
                reached.setdefault(other, []).append(contact)
    found = (_build(network, onward, other, contacts) for other, contacts in reached.items())
    return tuple(
        sorted(
            found,
            key=lambda item: (
                -item.worth(ranking),
                -len(item.through),
                network.actor(item.actor).name,
                network.actor(item.actor).id,
            ),
        )
    )


def _may_be_approached(network: Network, other: int) -> bool:
    actor = network.actor(other)
    return actor.kind != "community" and actor.id not in network.world.gone


class _Onward:
    """The ties of our contacts, by the actors at their ends; parallel ties are one."""

    def __init__(self, network: Network) -> None:
        """Args: network: the network asked."""
        ties = network.ties
        self._network = network
        self._others: dict[int, set[int]] = {}
        self._led_to: dict[int, set[int]] = {}
        for sender, receiver, one_way in zip(
            ties.sender.tolist(), ties.receiver.tolist(), ties.one_way.tolist(), strict=True
        ):
            self._others.setdefault(sender, set()).add(receiver)
            self._others.setdefault(receiver, set()).add(sender)
            self._led_to.setdefault(sender, set()).add(receiver)
            if not one_way:
                self._led_to.setdefault(receiver, set()).add(sender)

    def led_to(self, contact: int) -> Iterator[int]:
        """Whom a contact can bring us together with."""
        yield from sorted(self._led_to.get(contact, ()))

    def rarity(self, contact: int) -> float:
        """1 / log of the number of actors a contact is tied to: one who knows few says more (Adamic & Adar 2003)."""
        return 1 / log(max(len(self._others[contact]), 2))

    def strength(self, one: int, other: int) -> float | None:
        """Strength of the strongest tie of two; None where none is known."""
        found = self._network.world.used[self._network.ties_between(one, other)]
        known = found[~np.isnan(found)]
        return float(known.max()) if len(known) else None

    def all_strengths(self, contact: int) -> float:
        """Sum of the known strengths of a contact, one for each other end."""
        return sum(
            strength for other in self._others[contact] if (strength := self.strength(contact, other)) is not None
        )


def _build(network: Network, onward: _Onward, other: int, contacts: list[int]) -> Candidate:
    ours = {contact: network.ties_with[contact] for contact in contacts}
    theirs = {contact: network.ties_between(contact, other) for contact in contacts}
    is_certain = network.ties.certain
    through = sorted(contacts, key=lambda contact: (-onward.rarity(contact), network.actor(contact).name, contact))
    ties = [int(tie) for contact in through for tie in (*ours[contact], *theirs[contact])]
    begins = [
        latest
        for contact in contacts
        for tie in theirs[contact].tolist()
        if (source := network.source(tie)) is not None
        and (latest := source.begin.latest) is not None
        and latest <= network.day
    ]
    return Candidate(
        actor=other,
        through=tuple(through),
        certain=sum(bool(is_certain[ours[each]].any() and is_certain[theirs[each]].any()) for each in contacts),
        adamic_adar=sum(onward.rarity(contact) for contact in through),
        weighted=_weigh(network, onward, other, through),
        newest=max(begins, default=None),
        evidence=tuple(dict.fromkeys(source.id for tie in ties if (source := network.source(tie)) is not None)),
    )


def _weigh(network: Network, onward: _Onward, other: int, through: list[int]) -> float | None:
    """Weighted Adamic-Adar over the partners whose strengths with both of us are known.

    References:
        Lü & Zhou 2010, doi:10.1209/0295-5075/89/18001.
    """
    found = []
    for contact in through:
        known = [strength for own in network.starts.tolist() if (strength := onward.strength(own, contact)) is not None]
        far = onward.strength(contact, other)
        total = onward.all_strengths(contact)
        if known and far is not None and total > 0:
            found.append((max(known) + far) / log1p(total))
    return sum(found) if found else None
