"""The way abroad as one story: stages, situations, presences, agreements, sales and turns of relationships, in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from bridgehead.answers import ActorRef, Answer, Column, MarketRef, Part, Row, Timeline, Value
from bridgehead.network.network import Network
from bridgehead.present.values import find_markets
from bridgehead.record import markets
from bridgehead.record.dates import When, read_when
from bridgehead.web.joining import find_rows
from bridgehead.web.journey.history import History, is_about

Lanes = Literal["kind", "market"]
#: lanes a drawing has room for; the markets told of least share the last one
_MOST_LANES = 8
_NOWHERE, _SEVERAL, _OTHERS = "the firm", "several markets", "other markets"
_DAY = Column(name="day", label="When", kind="day", meaning="As precisely as it is known.")
_KIND = Column(name="kind", label="What", kind="word", meaning="What sort of thing happened.")
_LANE = Column(name="lane", label="Where", kind="word", meaning="The market, or the firm where it is about none.")
_TOLD = Column(name="told", label="Told", kind="text", meaning="What the record says of it.")
_MARKET = Column(name="market", label="Market", kind="market", meaning="Where, where that was said.")
_WITH = Column(name="others", label="With", kind="actor", meaning="The others who took part.")
_COLUMNS: dict[Lanes, tuple[Column, ...]] = {
    "kind": (_DAY, _KIND, _TOLD, _MARKET, _WITH),
    "market": (_DAY, _LANE, _TOLD, _KIND, _MARKET, _WITH),
}
_EMPTY = "Nothing of the way abroad is dated. Add presences, sales or milestones with their dates."


def find_events(network: Network, stage: Answer, conversion: Answer, history: History) -> tuple[Row, ...]:
    """Everything dated of the way abroad up to the network's day, in no order.

    Args:
        network: the network the answers are from. stage, conversion: answers of these questions. history: of stages.
    """
    told = (
        *_find_passages(history),
        *_find_told_situations(network, stage),
        *_find_first_abroad(stage),
        *_find_happenings(stage),
        *_find_turns(conversion),
    )
    return tuple(row for row in told if not _is_later(row, network.day))


def _is_later(row: Row, day: date) -> bool:
    """Whether what a row tells certainly lies after a day, as the end of what still holds then does."""
    when = row.values["day"]
    return isinstance(when, When) and when.earliest is not None and when.earliest > day


def _find_passages(history: History) -> Iterator[Row]:
    for passage in history.passages:
        told = passage.word.replace("_", " ") + (f": {passage.why}" if passage.why else "")
        values: dict[str, Value] = {"day": passage.when, "kind": passage.kind, "told": told, "market": passage.market}
        yield Row(values=values, evidence=passage.evidence)


def _find_told_situations(network: Network, stage: Answer) -> Iterator[Row]:
    """What sources call the situation, at the beginning they give or else at its end."""
    for row in find_rows(stage, "situation"):
        entry = network.get_entry(row.evidence[0]) if row.evidence else None
        if row.values.get("told_by") != "the source" or entry is None:
            continue
        word = str(row.values["situation"]).replace("_", " ")
        for when, told in ((entry.begin, f"{word}, as the source has it"), (entry.end, f"until then {word}")):
            if when.is_known:
                yield Row(values={"day": when, "kind": "situation", "told": told}, evidence=row.evidence, note=row.note)
                break


def _find_first_abroad(stage: Answer) -> Iterator[Row]:
    for row in find_rows(stage, "tempo"):
        when = read_when(str(row.values["first"]))
        if when.is_known:
            told = f"first foreign business: {row.values['measure']}"
            yield Row(values={"day": when, "kind": "first abroad", "told": told}, evidence=row.evidence)


def _find_happenings(stage: Answer) -> Iterator[Row]:
    """Presences, milestones and sales as they are; agreements of every form as one kind, so that they share a lane."""
    for row in find_rows(stage, "timeline"):
        what = str(row.values["what"])
        form, _, noun = what.rpartition(" ")
        if noun == "agreement":
            others = row.values.get("others")
            names = "; ".join(map(str, others)) if isinstance(others, tuple) else ""
            parts = (names, form.replace("_", " "), str(row.values["told"] or ""))
            yield replace(row, values={**row.values, "kind": noun, "told": ": ".join(part for part in parts if part)})
        else:
            yield replace(row, values={**row.values, "kind": what})


def _find_turns(conversion: Answer) -> Iterator[Row]:
    """Relationships that turned from one sort to another."""
    for row in find_rows(conversion, "steps"):
        turned, partner = row.values.get("turned"), row.values["partner"]
        if turned and isinstance(turned, tuple) and isinstance(partner, ActorRef):
            market = MarketRef(partner.market, markets.label(partner.market)) if partner.market else None
            values: dict[str, Value] = {
                "day": row.values["day"],
                "kind": "relationship turns",
                "told": f"{partner.name}: {', '.join(map(str, turned))}",
                "market": market,
                "others": partner,
            }
            yield replace(row, values=values)


def build_story(events: Sequence[Row], lanes: Lanes, *, home: str | None = None, code: str = "") -> Part:
    """The story as a timeline.

    Args:
        events: from `find_events`. lanes: what sorts them into lanes. home: what happened there is told of the firm.
        code: only what is about this market; "" for all.
    """
    kept = [row for row in events if not code or is_about(row, ("market",), code)]
    named = zip(kept, _find_lanes(kept, home), strict=True)
    rows = sorted((replace(row, values={**row.values, "lane": lane}) for row, lane in named), key=_order)
    shape = Timeline(columns=_COLUMNS[lanes], rows=tuple(rows), empty=_EMPTY)
    title = f"Our way into {markets.label(code)}" if code else "Our way abroad"
    return Part(name="story", title=title, shape=shape)


def _order(row: Row) -> tuple[str, str, str]:
    day = row.values["day"]
    assert isinstance(day, When)
    first = day.earliest or day.latest
    return first.isoformat() if first else "", str(row.values["kind"]), str(row.values["told"])


def _find_lanes(rows: Sequence[Row], home: str | None) -> Iterator[str]:
    """The name of each row's lane: its market, or what it shares with others where there are too many."""
    places = [_find_places(row, home) for row in rows]
    counts = Counter(place[0] for place in places if len(place) == 1)
    room = _MOST_LANES - (() in places) - any(len(place) > 1 for place in places)
    named = counts if len(counts) <= room else dict(counts.most_common(room - 1))
    for place in places:
        if len(place) == 1:
            yield place[0] if place[0] in named else _OTHERS
        else:
            yield _SEVERAL if place else _NOWHERE


def _find_places(row: Row, home: str | None) -> tuple[str, ...]:
    """The markets abroad that a row is about, by name."""
    found = find_markets(row.values.get("market"))
    return tuple(dict.fromkeys(market.label for market in found if market.code != home))


def count_markets(events: Sequence[Row], home: str | None) -> tuple[tuple[MarketRef, int], ...]:
    """The markets abroad that the story tells of, with how much is told of each, most first."""
    told = (market for row in events for market in dict.fromkeys(find_markets(row.values.get("market"))))
    counts = Counter(market for market in told if market.code != home)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].label)))
