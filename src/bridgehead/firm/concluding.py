"""What follows from a record's entries: actors joined by an exact identifier, markets inferred where none is stated.

Conclusions are written in the transaction of the import they follow from, so that undoing it takes them back. One
that was withdrawn or edited by hand is left alone; so is every pair that somebody has judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bridgehead.matching.exact import EXACT, exact_matches
from bridgehead.matching.placing import build_inferred, find_placements
from bridgehead.record.entries import Actor, Assessment, Entry, EntryId, Evidence, Judgement, Tie
from bridgehead.record.record import INFERRED_MARKET, find_entries, find_own_firm
from bridgehead.record.store import Store
from bridgehead.record.store_errors import UnknownEntryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """How many contacts have a market.

    Attributes:
        contacts: people and organisations but the firm itself. stated, inferred: those with a market of either sort.
    """

    contacts: int = 0
    stated: int = 0
    inferred: int = 0

    def __str__(self) -> str:
        """As an import ends."""
        known = self.stated + self.inferred
        return f"{known} of {self.contacts} contacts have a market ({self.inferred} inferred)."


def conclude(held: Iterable[Entry], new: Iterable[Entry], *, on: date) -> tuple[Entry, ...]:
    """Entries that follow from a record's together with new ones: those about new actors, and those that change.

    Args:
        held: the record's entries. new: those about to be written; they replace those of the same id.
        on: the day: affiliations in force then count, and joining judgements bear it.
    """
    fresh = {entry.id: entry for entry in new}
    known = {entry.id: entry for entry in held} | fresh
    entries = tuple(known.values())
    actors, judgements = find_entries(entries, Actor), find_entries(entries, Judgement)
    joined_before = [
        judged for judged in judgements if judged.by == EXACT and {judged.left, judged.right} & fresh.keys()
    ]
    joining = exact_matches(actors, judgements, on=on)
    placed = [
        entry
        for placement in find_placements(actors, find_entries(entries, Tie), on, judgements=(*judgements, *joining))
        if not _is_edited(known, f"inferred:{placement.actor}:market")
        for entry in build_inferred(placement)
        if placement.actor in fresh or known.get(entry.id) != entry
    ]
    return (*joined_before, *joining, *placed)


def _is_edited(known: dict[EntryId, Entry], id_: EntryId) -> bool:
    """Whether an inferred market was changed by hand: it no longer says what its own evidence says."""
    held = known.get(id_)
    if not isinstance(held, Assessment):
        return False
    evidence = [known.get(source) for source in held.evidence]
    return not any(isinstance(entry, Evidence) and held.value in entry.codes for entry in evidence)


def leave_out_withdrawn(store: Store, conclusions: Sequence[Entry]) -> tuple[Entry, ...]:
    """Conclusions without those that somebody withdrew; undoing an import is no such withdrawal."""
    if not any(change.action == "withdraw" for change in store.transactions()):
        return tuple(conclusions)
    return tuple(entry for entry in conclusions if not _is_withdrawn(store, entry.id))


def _is_withdrawn(store: Store, id_: EntryId) -> bool:
    try:
        last = store.history(id_)[-1]
    except UnknownEntryError:
        return False
    return last.withdrawn and last.action == "withdraw"


def count_joined(conclusions: Iterable[Entry], ids: Iterable[EntryId]) -> int:
    """How many of the judgements among conclusions that join two actors are among ids."""
    joining = {entry.id for entry in conclusions if isinstance(entry, Judgement) and entry.by == EXACT}
    return len(joining & set(ids))


def count_placed(entries: Sequence[Entry]) -> Placed:
    """How many of a record's people and organisations have a market, stated or inferred; the firm itself left out."""
    firm = find_own_firm(entries)
    contacts = [actor for actor in find_entries(entries, Actor) if actor.kind != "community" and actor.id != firm]
    placed = {
        entry.subject
        for entry in find_entries(entries, Assessment)
        if (entry.instrument, entry.item) == INFERRED_MARKET
    }
    stated = sum(1 for actor in contacts if actor.market)
    inferred = sum(1 for actor in contacts if not actor.market and actor.id in placed)
    return Placed(contacts=len(contacts), stated=stated, inferred=inferred)
