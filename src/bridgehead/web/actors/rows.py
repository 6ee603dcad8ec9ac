"""Everybody we know as rows: who they are, how we are tied to them, and when we were last in contact.

Worked out once for each state of the record and lens; pages only choose among the rows, sort and cut them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain

from bridgehead.network.network import Network
from bridgehead.network.passing_on import BANDS, band_of
from bridgehead.questions._our_ties import OurTie, find_our_ties
from bridgehead.record.dates import When
from bridgehead.record.entries import Actor, Interaction
from bridgehead.web.words import N_

#: how strongly we are tied -> its words; "none" where we have no tie
STRENGTHS = {"strong": N_("strong"), "weak": N_("weak"), "unknown": N_("unknown"), "none": N_("no tie")}
#: how a strength is known -> its words
FOOTINGS = {"stated": N_("stated"), "observed": N_("observed"), "": N_("nobody said and nothing was observed")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """One actor.

    Attributes:
        actor: the actor; its market the inferred one where none is stated. is_inferred: that is so.
        is_own: the firm itself or one of its people.
        kinds, roles: of our ties, each once. ties: how many we have. possible: of these, how many only possibly hold.
        strength: of the strongest tie whose strength is known, 0..1; None where none is. band: a key of `STRENGTHS`.
        footing: a key of `FOOTINGS`. contact: the newest dated contact with us. last: its latest day.
        evidence: pieces of evidence behind the actor and our ties.
    """

    actor: Actor
    is_inferred: bool
    is_own: bool
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    ties: int = 0
    possible: int = 0
    strength: float | None = None
    band: str = "none"
    footing: str = ""
    contact: When | None = None
    last: date | None = None
    evidence: int = 0


def build_actor_rows(network: Network) -> tuple[ActorRow, ...]:
    """A row for each actor of a network, by position; where no firm is named, without ties of ours."""
    ties: defaultdict[int, list[OurTie]] = defaultdict(list)
    if network.firm is not None:
        for tie in find_our_ties(network):
            ties[tie.other].append(tie)
    contacts = _find_contacts(network)
    return tuple(
        _build_row(network, position, ties.get(position, []), contacts.get(position))
        for position in range(len(network.actors))
    )


def _build_row(network: Network, position: int, ties: list[OurTie], contact: Interaction | None) -> ActorRow:
    actor = network.actor(position)
    used = network.world.used[[tie.tie for tie in ties]]
    best = max(
        (place for place in range(len(ties)) if used[place] == used[place]), key=lambda at: used[at], default=None
    )
    return ActorRow(
        actor=actor,
        is_inferred=bool(network.actors.is_market_inferred[position]),
        is_own=network.firm is not None and bool(network.is_own[position]),
        kinds=tuple(dict.fromkeys(tie.kind for tie in ties)),
        roles=tuple(dict.fromkeys(tie.role for tie in ties if tie.role)),
        ties=len(ties),
        possible=sum(not tie.certain for tie in ties),
        strength=None if best is None else float(used[best]),
        band="none" if not ties else "unknown" if best is None else BANDS[int(band_of(used[[best]])[0])],
        footing="" if best is None else _find_footing(network, ties[best].tie),
        contact=None if contact is None else contact.begin,
        last=None if contact is None else contact.begin.latest,
        evidence=_count_evidence(network, actor, ties),
    )


def _find_footing(network: Network, tie: int) -> str:
    """Whether the strength that counts was stated or observed."""
    stated = float(network.ties.stated[tie])
    return "stated" if stated == stated and network.lens.strength != "observed" else "observed"  # noqa: PLR0124 - NaN


def _count_evidence(network: Network, actor: Actor, ties: list[OurTie]) -> int:
    sources = (network.source(tie.tie) for tie in ties)
    behind = chain(actor.evidence, *(source.evidence for source in sources if source is not None))
    return len(set(behind))


def _find_contacts(network: Network) -> dict[int, Interaction]:
    """The newest dated contact of each actor with us, up to the day; a date counts by the last day it can mean."""
    newest: dict[int, Interaction] = {}
    if network.firm is None:
        return newest
    position_of = network.actors.position_by_id
    for interaction in network.entries(Interaction):
        when = interaction.begin.latest
        if when is None or when > network.day:
            continue
        present = {position_of[id_] for id_, _ in interaction.participants if id_ in position_of}
        if not any(network.is_own[position] for position in present):
            continue
        for position in present:
            if network.is_own[position]:
                continue
            held = newest.get(position)
            if held is None or (held.begin.latest or date.min) < when:
                newest[position] = interaction
    return newest
