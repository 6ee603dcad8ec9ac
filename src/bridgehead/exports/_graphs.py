"""A record as a graph: its actors and the ties between them; what has no place in a graph is counted.

Interactions and agreements bind many actors at once and are never broken into pairs, so a graph leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bridgehead.exports._losses import Losses
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.record.entries import Actor, Entry, Tie
from bridgehead.record.record import Record

#: fields that are numbers wherever they are said
NUMBERS = frozenset({"time", "emotional_intensity", "intimacy", "reciprocity"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordGraph:
    """What a graph format writes.

    Attributes:
        actors: in the order of the record. ties: those whose two actors are there.
    """

    actors: tuple[Actor, ...]
    ties: tuple[Tie, ...]


def build_graph(record: Record, lens: Lens, losses: Losses) -> RecordGraph:
    """The actors and ties of a record, over all time; through a lens, those in force on its day.

    Args:
        record: any. lens: `Lens()` takes everything there is. losses: takes what a graph has no place for.

    Raises:
        ActorNotFoundError: the lens names an actor who is not there. LensError: it imagines the firm itself away.
    """
    entries = record.entries(known_on=lens.as_known_on)
    seen = _find_seen(record, lens)
    actors = tuple(entry for entry in entries if isinstance(entry, Actor))
    known = {actor.id for actor in actors}
    ties = []
    for entry in entries:
        if isinstance(entry, Tie):
            if not {entry.sender, entry.receiver} <= known:
                losses.leave_out(entry, "they name an actor who is not in the record")
            elif seen is None or entry.id in seen:
                ties.append(entry)
        elif not isinstance(entry, Actor):
            losses.leave_out(entry)
    return RecordGraph(actors=actors, ties=tuple(ties))


def _find_seen(record: Record, lens: Lens) -> set[str] | None:
    """Ids of the ties that a lens lets through; None where it lets through all."""
    if lens == Lens(as_known_on=lens.as_known_on):
        return None
    network = Network.of(record, lens)
    sources = (network.source(tie) for tie in range(len(network.ties)))
    return {source.id for source in sources if isinstance(source, Tie)}


def find_spell(entry: Entry) -> Iterator[tuple[str, str]]:
    """The days a thing may hold on, as (start, end) of an interval that includes both; an open side is left out.

    Our end is the first day it no longer holds, so the interval ends the day before.

    Args:
        entry: any.
    """
    first, after = entry.begin.earliest, entry.end.latest
    if first:
        yield "start", first.isoformat()
    if after:
        # what ends on the day it begins holds on that day
        yield "end", (after - timedelta(days=1) if after > (first or date.min) else after).isoformat()
