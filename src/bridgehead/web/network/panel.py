"""The panel beside the drawing: one actor and whom it is tied to, or two actors and every tie of theirs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bridgehead.network.network import Network
from bridgehead.record import markets
from bridgehead.record.entries import Actor, Evidence
from bridgehead.web.network.drawing import Drawing
from bridgehead.web.network.rows import Sight, TieRow, build_tie_rows, find_ties

#: contacts named in the panel; the table names all
MOST_CONTACTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a tie rests on: `id` of the evidence and its words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelTie:
    """A tie of the actor in focus, with what it rests on."""

    row: TieRow
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody the actor in focus is tied to, and by which ties."""

    actor: Actor
    ties: tuple[PanelTie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What the panel shows.

    Attributes:
        actor: in focus. is_own: it is the firm or one of its people. market: name of its market, "" where unknown.
        contacts: those named, strongest first. total: how many there are. other: the one whose ties alone are listed.
    """

    actor: Actor
    is_own: bool
    market: str
    contacts: tuple[Contact, ...]
    total: int
    other: Actor | None


def build_panel(network: Network, drawing: Drawing, sight: Sight, other: int | None) -> Panel | None:
    """The panel of the actor in focus; None where nobody is.

    Args:
        network: whose drawing it is. drawing: with all ties. sight: what is looked at. other: position of the actor
            whose every tie with the one in focus is listed, those of other days as well.
    """
    if sight.actor is None:
        return None
    growth, focus = drawing.growth, sight.actor
    if other is None:
        ties = find_ties(drawing, sight)
    else:
        ends = growth.ties.sender, growth.ties.receiver
        ties = np.flatnonzero(((ends[0] == focus) & (ends[1] == other)) | ((ends[0] == other) & (ends[1] == focus)))
    alters = (growth.ties.sender[ties] + growth.ties.receiver[ties] - focus).tolist()
    strength = np.nan_to_num(growth.used[ties], nan=-1.0).tolist()
    best: dict[int, float] = {}
    for alter, value in zip(alters, strength, strict=True):
        best[alter] = max(best.get(alter, -1.0), value)
    named = sorted(best, key=lambda alter: (-best[alter], network.actor(alter).name.casefold(), alter))[:MOST_CONTACTS]
    held: dict[int, list[int]] = {alter: [] for alter in named}
    for alter, tie in zip(alters, ties.tolist(), strict=True):
        if alter in held:
            held[alter].append(tie)
    actor = network.actor(focus)
    return Panel(
        actor=actor,
        is_own=bool(drawing.is_own[focus]),
        market=markets.label(actor.market) if actor.market else "",
        contacts=tuple(_build_contact(network, drawing, sight, alter, own) for alter, own in held.items()),
        total=len(best),
        other=None if other is None else network.actor(other),
    )


def _build_contact(network: Network, drawing: Drawing, sight: Sight, alter: int, ties: list[int]) -> Contact:
    rows = build_tie_rows(network, drawing, sight, np.array(ties, dtype=np.int64))
    return Contact(
        actor=network.actor(alter),
        ties=tuple(PanelTie(row=row, sources=_find_sources(network, row.evidence)) for row in rows),
    )


def _find_sources(network: Network, evidence: tuple[str, ...]) -> tuple[Source, ...]:
    found = [(id_, network.get_entry(id_)) for id_ in evidence]
    return tuple(
        Source(id=id_, text=", ".join(part for part in (entry.reference, entry.locator) if part))
        for id_, entry in found
        if isinstance(entry, Evidence)
    )
