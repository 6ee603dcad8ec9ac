"""Our own ties, each told from our side: who the other is, what they are to us and what they give us.

Ours is a tie of the firm, or of one of its people, with anybody else; what holds the firm and its people together is
not counted, and neither are the places its people hold in other organisations. An agreement that binds both the firm
and one of its people to somebody is one tie with them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import SupportsFloat

import numpy as np

from bridgehead.network.network import Network
from bridgehead.network.passing_on import BANDS, band_of
from bridgehead.network.ties import AFFILIATION, KINDS
from bridgehead.questions._once import once
from bridgehead.record.entries import Agreement, Assessment, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import find_own_firm


@dataclass(frozen=True, slots=True, kw_only=True)
class OurTie:
    """One tie as we see it; "" where nobody said, () where nothing was said.

    Attributes:
        tie: its position in the network's ties. other: the other actor's position.
        entry: id of the entry it was read from; "" for an imagined one.
        certain: it certainly holds on the day.
        kind: kind of tie. role: what the other is to us. market: code of the other's home market.
        origin: how it came about. purpose: what it is for. formality: informal or formal. strength: weak or strong.
        provides: what the other provides to us.
        agreements: ids of agreements that formalise a stated tie of the same kind (`join_agreements`).
    """

    tie: int
    other: int
    entry: str
    certain: bool
    kind: str
    role: str
    market: str
    origin: str
    purpose: str
    formality: str
    strength: str
    provides: tuple[str, ...]
    agreements: tuple[str, ...] = ()


def join_agreements(network: Network, ours: Iterable[OurTie]) -> tuple[OurTie, ...]:
    """Our ties with each agreement joined to the stated tie it formalises: same partner, same kind, one relationship.

    Args:
        network: the network asked. ours: from `find_our_ties`.

    Returns:
        The ties in their order. A joined tie is formal unless it was stated not to be, provides what either says, and
        names the agreement; an agreement without such a tie stands by itself.
    """
    joined: dict[tuple[int, str, int], OurTie] = {}
    stated: dict[tuple[int, str], tuple[int, str, int]] = {}
    late: list[OurTie] = []
    for tie in ours:
        if isinstance(network.source(tie.tie), Agreement):
            late.append(tie)
        else:
            joined[tie.other, tie.kind, tie.tie] = tie
            stated.setdefault((tie.other, tie.kind), (tie.other, tie.kind, tie.tie))
    for tie in late:
        key = stated.get((tie.other, tie.kind))
        if key is None:
            joined[tie.other, tie.kind, tie.tie] = tie
            continue
        known = joined[key]
        joined[key] = replace(
            known,
            formality=known.formality or "formal",
            provides=tuple(dict.fromkeys((*known.provides, *tie.provides))),
            agreements=(*known.agreements, tie.entry),
        )
    return tuple(sorted(joined.values(), key=lambda tie: tie.tie))


@once
def find_our_ties(network: Network) -> tuple[OurTie, ...]:
    """Our ties in the order of the network's.

    Args:
        network: the network asked.

    Raises:
        NoFirmError: no firm is named.
    """
    return tuple(_find(network))


def _find(network: Network) -> Iterator[OurTie]:
    ties, is_own = network.ties, network.is_own
    is_told_by_us = is_own[ties.sender]
    positions = np.flatnonzero(is_told_by_us != is_own[ties.receiver])
    others = np.where(is_told_by_us, ties.receiver, ties.sender)[positions]
    is_affiliation = ties.kind == AFFILIATION
    bands = band_of(network.world.used[positions])
    own = find_own_firm(network.entries(Assessment))
    speaks_of_us = own is None or network.actors.position_by_id.get(own) == network.get_firm()
    seen: set[tuple[int, int]] = set()
    for tie, other, band in zip(positions.tolist(), others.tolist(), bands.tolist(), strict=True):
        key = (int(ties.source[tie]), other)
        if key not in seen and not (is_affiliation[tie] and _is_place(network, tie)):
            seen.add(key)
            yield _tell(network, tie, other, BANDS[band], by_us=bool(is_told_by_us[tie]), speaks_of_us=speaks_of_us)


def _is_place(network: Network, tie: int) -> bool:
    """Whether an affiliation is a person's place in an organisation, folded into theirs or not."""
    source = network.source(tie)
    if not isinstance(source, Tie):
        return bool(network.world.free[tie])
    ends = [network.actors.position_by_id[id_] for id_ in (source.sender, source.receiver)]
    return bool(network.actors.is_person[ends].any())


def _tell(network: Network, tie: int, other: int, band: str, *, by_us: bool, speaks_of_us: bool) -> OurTie:
    """One tie with what its entry says of it; an agreement speaks of the record's own firm only."""
    source = network.source(tie)
    role = origin = purpose = ""
    provides: tuple[str, ...] = ()
    formality = "formal" if bool(network.ties.formal[tie]) else ""
    if isinstance(source, Tie):
        role = source.role if by_us else get_parameter("composition", "role_seen_from_us").get(source.role, "")
        origin, purpose, formality = source.origin, source.purpose, source.formality
        provides = source.provides if by_us else source.gives
    elif isinstance(source, Agreement) and speaks_of_us:
        provides = source.provides
    return OurTie(
        tie=tie,
        other=other,
        entry="" if source is None else source.id,
        certain=bool(network.ties.certain[tie]),
        kind=KINDS[int(network.ties.kind[tie])],
        role=role,
        market=network.actor(other).market or "",
        origin=origin,
        purpose=purpose,
        formality=formality,
        strength="" if band == "unknown" else band,
        provides=provides,
    )


def say_number(value: SupportsFloat) -> float | None:
    """A measure as a row holds it: None, cannot tell, where it is undefined."""
    number = float(value)
    return None if math.isnan(number) else number
