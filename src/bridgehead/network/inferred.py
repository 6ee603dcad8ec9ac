"""Markets nobody stated: read from the record's inferences, for actors of whom no source names one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bridgehead.record.entries import Assessment, Entry, EntryId, Evidence, MarketCode
from bridgehead.record.markets import is_market
from bridgehead.record.record import INFERRED_MARKET


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredMarket:
    """A market concluded for an actor.

    Attributes:
        market: its code. confidence: chance that it is right; None where nobody said. assessment: where it stands.
    """

    market: MarketCode
    confidence: float | None
    assessment: EntryId


def find_inferred_markets(entries: Iterable[Entry]) -> Mapping[EntryId, InferredMarket]:
    """The inferred market of each actor that has one; of several, the surest, then the first by id.

    Args:
        entries: all of a record's.
    """
    held = tuple(entries)
    evidence = {entry.id: entry for entry in held if isinstance(entry, Evidence)}
    found: dict[EntryId, InferredMarket] = {}
    for entry in sorted((entry for entry in held if isinstance(entry, Assessment)), key=lambda entry: entry.id):
        if (entry.instrument, entry.item) != INFERRED_MARKET or not is_market(str(entry.value)):
            continue
        confidences = [evidence[id_].confidence for id_ in entry.evidence if id_ in evidence]
        sure = max((value for value in confidences if value is not None), default=None)
        inferred = InferredMarket(market=str(entry.value), confidence=sure, assessment=entry.id)
        if entry.subject not in found or (sure or 0.0) > (found[entry.subject].confidence or 0.0):
            found[entry.subject] = inferred
    return found
