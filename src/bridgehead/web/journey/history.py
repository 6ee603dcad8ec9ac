"""How the firm's stage and situation changed: asked again of each day on which it had come into or left a market."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bridgehead.answers import Answer, MarketRef, Row
from bridgehead.network.network import Network
from bridgehead.questions.stage import Stage
from bridgehead.record import markets
from bridgehead.record.dates import When
from bridgehead.record.entries import Interaction, Presence, Tie, referred_ids
from bridgehead.record.record import MemoryRecord
from bridgehead.web.joining import find_rows, keep_filled_groups

#: days asked; of more the first ones, which tell how it began
MOST_DAYS = 24
_UNTOLD = frozenset({"", "cannot tell", "cannot_tell"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stage or situation that the firm came into.

    Attributes:
        when: as precisely as what it rests on is dated. kind: stage or situation. word: which. why: what decides.
        market: whose situation it is; None where it is the firm's. evidence: ids of what it rests on.
    """

    when: When
    kind: str
    word: str
    why: str
    market: MarketRef | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The passages in order, and how many days were left unasked."""

    passages: tuple[Passage, ...]
    unasked: int


def read_history(network: Network) -> History:
    """The stages and situations the firm came into by the network's day, as the record alone tells them.

    Raises:
        NoFirmError: no firm is named.
    """
    turning, ours = _find_turning_days(network), keep_ours(network)
    asked = dict(list(turning.items())[:MOST_DAYS])
    passages: list[Passage] = []
    last: dict[tuple[str, str], str] = {}
    for day, when in asked.items():
        for passage in _read_day(network, Stage().answer(ours.on(day)), when):
            key = (passage.kind, passage.market.code if passage.market else "")
            if last.get(key) != passage.word:
                passages.append(passage)
            last[key] = passage.word
    return History(passages=tuple(passages), unasked=len(turning) - len(asked))


def keep_ours(network: Network) -> Network:
    """The same network without the ties and contacts among others that nothing else names: it is built fast.

    A stage rests on presences, on agreements, and on what either rests on; of the other ties only on our own.
    """
    position_of, lens = network.actors.position_by_id, network.lens
    own = _find_own(network)
    among = [entry for entry in network.world.held if isinstance(entry, Tie | Interaction)]
    rest = [entry for entry in network.world.held if not isinstance(entry, Tie | Interaction)]
    named = {*lens.without, *(target for entry in rest for _, target in referred_ids(entry))}
    ours = [
        entry
        for entry in among
        if entry.id in named or any(position_of.get(target) in own for _, target in referred_ids(entry))
    ]
    record = MemoryRecord(name=network.record.name, held=(*rest, *ours))
    return Network.of(record, replace(lens, as_of=network.day, as_known_on=None))


def _find_own(network: Network) -> frozenset[int]:
    """Positions of the firm and of whoever belonged to it on any day."""
    firm, position_of = network.get_firm(), network.actors.position_by_id
    ends = (
        {position_of.get(tie.sender), position_of.get(tie.receiver)}
        for tie in network.world.held
        if isinstance(tie, Tie) and tie.kind == "affiliation"
    )
    return frozenset({firm, *(end for pair in ends if firm in pair for end in pair if end is not None)})


def _find_turning_days(network: Network) -> Mapping[date, When]:
    """The days from which a presence of ours has certainly begun, or ended, by the date that says so; in order."""
    firm, position_of = network.get_firm(), network.actors.position_by_id
    ours = [entry for entry in network.entries_so_far(Presence) if position_of.get(entry.actor) == firm]
    dates = [when for entry in ours for when in (entry.begin, entry.end) if when.is_known]
    days = {when.latest or when.earliest: when for when in sorted(dates, reverse=True)}
    return {day: days[day] for day in sorted(day for day in days if day is not None and day <= network.day)}


def _read_day(network: Network, answer: Answer, when: When) -> Iterator[Passage]:
    for row in find_rows(answer, "firm"):
        yield from _read_row(network, row, "stage", when)
    for row in find_rows(answer, "situation"):
        if row.values.get("told_by") == "the record":
            yield from _read_row(network, row, "situation", when)


def _read_row(network: Network, row: Row, kind: str, when: When) -> Iterator[Passage]:
    word = str(row.values.get(kind) or "")
    if word not in _UNTOLD:
        market = row.values.get("market")
        yield Passage(
            when=_find_begin(network, row) or when,
            kind=kind,
            word=word,
            why=str(row.values.get("why") or ""),
            market=market if isinstance(market, MarketRef) else None,
            evidence=row.evidence,
        )


def _find_begin(network: Network, row: Row) -> When | None:
    """When the first thing that a row rests on began; None where nothing of it is dated."""
    entries = (network.get_entry(id_) for id_ in row.evidence)
    begins = [entry.begin for entry in entries if entry is not None and entry.begin.is_known]
    return min(begins, key=lambda when: (when.latest or date.max, when), default=None)


def keep_market(answer: Answer, code: str) -> Answer:
    """An answer with the rows that are about a market; parts that are about none stay as they are.

    Args:
        code: of the market; "" keeps everything.
    """
    if not code:
        return answer
    parts = []
    for part in answer.parts:
        about = [column.name for column in part.shape.columns if column.kind == "market"]
        if about:
            kept = tuple(row for row in part.shape.rows if is_about(row, about, code))
            empty = f"The record tells nothing of {markets.label(code)} here."
            part = replace(part, shape=replace(part.shape, rows=kept, empty=empty))  # noqa: PLW2901 - the same, narrowed
        parts.append(part)
    return keep_filled_groups(replace(answer, parts=tuple(parts)))


def is_about(row: Row, columns: Iterable[str], code: str) -> bool:
    """Whether any of some columns of a row names a market."""
    values = (row.values.get(name) for name in columns)
    return any(
        isinstance(item, MarketRef) and item.code == code
        for value in values
        for item in (value if isinstance(value, tuple) else (value,))
    )
