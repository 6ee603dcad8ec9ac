"""How what a network knows is said in an answer: actors, markets, chances, evidence, coverage and caveats."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from bridgehead.answers import ActorRef, Chance, Column, Coverage, EvidenceRef, MarketRef, Value
from bridgehead.network.network import GroupBy, Network
from bridgehead.network.passing_on import BANDS
from bridgehead.network.passing_on import label as chance_label
from bridgehead.questions._once import once
from bridgehead.record import markets
from bridgehead.record.dates import OPEN, UNKNOWN
from bridgehead.record.entries import (
    Agreement,
    Assessment,
    Entry,
    Evidence,
    Interaction,
    Obligation,
    Presence,
    Tie,
    get_type_word,
    referred_ids,
)


def say_actor(network: Network, position: int) -> ActorRef:
    """An actor at a position, as a row shows it."""
    actor = network.actor(position)
    return ActorRef(actor.id, actor.name, actor.market)


def say_actor_id(network: Network, id_: str) -> ActorRef:
    """An actor by id; one that is not in the record is shown by its id."""
    position = network.actors.position_by_id.get(id_)
    return ActorRef(id_, id_) if position is None else say_actor(network, position)


def say_market(code: str) -> MarketRef:
    """A market with its label."""
    return MarketRef(code, markets.label(code))


def say_words(words: Iterable[str]) -> tuple[str, ...]:
    """Controlled words as people read them, each once, in order."""
    return tuple(dict.fromkeys(word.replace("_", " ") for word in words))


def say_chance(
    network: Network,
    value: float,
    low: float,
    high: float,
    standard_error: float | None = None,
    *,
    bands: Iterable[int] = range(len(BANDS)),
) -> Chance:
    """A chance with its label and basis.

    Args:
        network: where it comes from. value: 0..1. low: its lower bound. high: its upper bound.
        standard_error: of the sampling; None where there was none.
        bands: the bands of strength of the ties it rests on, as positions in `BANDS`. Asks stand behind the chance only
            where some were logged in each of these; of a whole network, in any.
    """
    resting, passing_on = set(bands), network.passing_on
    is_whole = len(resting) == len(BANDS)
    is_learned = passing_on.asks > 0 if is_whole else all(passing_on.asks_of([band]) for band in resting)
    return Chance(
        value=value,
        low=min(low, value),
        high=max(high, value),
        label=chance_label(value),
        basis="asks" if is_learned else "assumed",
        asks=passing_on.asks_of(resting),
        standard_error=standard_error,
    )


def say_direct(network: Network) -> Chance:
    """The chance of a direct tie: nobody has to introduce us."""
    return Chance(value=1.0, low=1.0, high=1.0, label="direct", asks=network.passing_on.asks)


def group_columns(by: GroupBy) -> tuple[Column, ...]:
    """The subject columns of an answer per market, per field or both."""
    market = Column(
        name="market", label="Market", kind="market", meaning="Where the targets are, as their home market."
    )
    field = Column(name="field", label="Field", kind="text", meaning="What the targets work in.")
    return {"market": (market,), "field": (field,), "both": (market, field)}[by]


def group_values(by: GroupBy, key: tuple[str, str]) -> dict[str, Value]:
    """The subject values of one group."""
    market, field = key
    values: dict[str, Value] = {}
    if by != "field":
        values["market"] = say_market(market)
    if by != "market":
        values["field"] = field
    return values


@once
def say_coverage(network: Network) -> Coverage:
    """How many ties and agreements the network could use, and why others were left out."""
    world = network.world
    left = sum(world.left_out.values())
    total = world.seen + sum(1 for source in world.sources if isinstance(source, Interaction))
    possible = np.unique(network.ties.source[~network.ties.certain])
    remarks = tuple(f"{count} left out: {reason}." for reason, count in sorted(world.left_out.items()))
    return Coverage(
        used=max(total - left, 0), total=total, unit="ties and agreements", possible=len(possible), remarks=remarks
    )


@once
def say_caveats(network: Network) -> tuple[str, ...]:
    """What must be known of the network before relying on any answer from it."""
    caveats = [*_find_nothing_in_force(network), *(str(finding) for finding in network.actors.findings)]
    unknown = sum(1 for actor in network.actors.held if actor.market is None and actor.kind != "community")
    if unknown:
        lacks = "has no known market and counts" if unknown == 1 else "have no known market and count"
        caveats.append(f"{unknown} of {len(network.actors)} actors {lacks} towards none.")
    inferred = int(network.actors.is_market_inferred.sum())
    if inferred:
        known = sum(1 for actor in network.actors.held if actor.market)
        caveats.append(f"{inferred} of {known} markets are inferred, not stated; 'bridgehead review --markets' asks.")
    if network.lens.with_ties or network.lens.without:
        caveats.append("This is a what-if: some ties are imagined to hold, or imagined away.")
    return tuple(caveats)


def _find_nothing_in_force(network: Network) -> Iterator[str]:
    """Where the firm has ties on other days but none on this one: until when they ran."""
    if network.firm is None or network.ties_with:
        return
    own = {id_ for id_, position in network.actors.position_by_id.items() if network.is_own[position]}
    ours = [
        entry
        for entry in network.world.held
        if isinstance(entry, Tie | Agreement) and entry.id not in network.world.gone
        if own & {target for _, target in referred_ids(entry)}
    ]
    ended = [entry.end.latest for entry in ours if entry.end.latest is not None and entry.end.latest <= network.day]
    if ended:
        last = max(ended) - timedelta(days=1)
        yield (
            f"Nothing of ours with others is in force on {network.day}; the last of {len(ended)} ties and agreements "
            f"ended by {max(ended)}. Ask for an earlier day, as in --as-of {last}."
        )


def say_count(count: int, noun: str) -> str:
    """How many of something; `noun` is its plural in -s, other words may follow it.

    >>> say_count(1, "agreements of ours"), say_count(3, "agreements of ours")
    ('1 agreement of ours', '3 agreements of ours')
    """
    word, *rest = noun.split(" ")
    return " ".join([str(count), word.removesuffix("s") if count == 1 else word, *rest])


def say_figure(value: float, digits: int) -> str:
    """A measure in a sentence, with so many digits at least, and never as a power of ten.

    >>> say_figure(0.12345, 3), say_figure(1234567.8, 3)
    ('0.123', '1,234,568')
    """
    return f"{value:,.0f}" if abs(value) >= 10**digits else f"{value:.{digits}g}"


def say_possible(possible: int, whole: int, noun: str) -> str:
    """How many of ours only possibly hold, as a sentence; `noun` is the plural of what they are.

    >>> say_possible(2, 5, "agreements")
    '2 of our 5 agreements only possibly hold on the day.'
    >>> say_possible(1, 1, "agreements")
    'Our only agreement only possibly holds on the day.'
    """
    if whole == 1:
        return f"Our only {noun.removesuffix('s')} only possibly holds on the day."
    some = f"All {whole} of our {noun}" if possible == whole else f"{possible} of our {whole} {noun}"
    return f"{some} only possibly hold{'s' if possible == 1 else ''} on the day."


def chance_caveat(network: Network) -> str:
    """On what the chances rest."""
    asks = network.passing_on.asks
    if asks:
        logged = "1 logged ask" if asks == 1 else f"{asks} logged asks"
        known = [(name, network.passing_on.asks_of([band])) for band, name in enumerate(BANDS)]
        told = ", ".join(f"{name} {count or 'none, so assumed'}" for name, count in known)
        return (
            f"Chances rest on the assumption that stronger ties pass us on more readily, and on {logged} "
            f"(by strength of the tie on the day of the ask: {told})."
        )
    return (
        "Chances are assumed, not measured: no ask with an outcome is logged yet. They order routes; "
        "the range shows what other assumptions would give."
    )


def collect_evidence(network: Network, cited: Iterable[str]) -> tuple[EvidenceRef, ...]:
    """What the ids in an answer's rows stand for, with the evidence behind each, every id once.

    Ids of the library networks asked with it are found there. A source that speaks for a day after the network's is
    kept, since what was told later may be all that bears out an earlier day, and says so.
    """
    found: dict[str, EvidenceRef] = {}
    queue = deque(dict.fromkeys(cited))
    while queue:
        id_ = queue.popleft()
        holder = network.holder_of(id_)
        entry = holder.get_entry(id_)
        if id_ in found or entry is None:
            continue
        told = _told_entries(holder)
        if id_ not in told:
            told[id_] = say_entry(holder, entry)
        found[id_] = _mark_later(told[id_], entry, network.day)
        queue.extend(other for other in entry.evidence if other not in found)
    return tuple(found.values())


def _mark_later(told: EvidenceRef, entry: Entry, day: date) -> EvidenceRef:
    """A source line that says where evidence certainly speaks for a later day; the brackets are ours."""
    first = entry.on.earliest if isinstance(entry, Evidence) else None
    return told if first is None or first <= day else replace(told, text=f"{told.text} [speaks for a later day]")


@once
def _told_entries(_: Network) -> dict[str, EvidenceRef]:
    """The source lines of a network's entries, told once for all answers from it."""
    return {}


def say_entry(network: Network, entry: Entry) -> EvidenceRef:
    """An entry as a source line."""
    if isinstance(entry, Evidence):
        return EvidenceRef(
            id=entry.id,
            type="evidence",
            text=entry.paraphrase or entry.excerpt or entry.note or entry.reference,
            reference=entry.reference,
            locator=entry.locator,
            basis=entry.basis,
            on=entry.on.text if entry.on != UNKNOWN else "",
        )
    return EvidenceRef(
        id=entry.id,
        type=get_type_word(entry),
        text=_describe(network, entry),
        basis="inferred" if network.is_inferred(entry) else "",
        rests_on=entry.evidence,
    )


def _describe(network: Network, entry: Entry) -> str:
    """An entry in one line: who, what, how, when."""

    def name(id_: str) -> str:
        position = network.actors.position_by_id.get(id_)
        return id_ if position is None else network.actor(position).name

    match entry:
        case Tie():
            strength = f"strength {entry.strength}" if entry.strength is not None else ""
            parts = [
                f"{name(entry.sender)} and {name(entry.receiver)}",
                entry.kind,
                entry.role,
                entry.formality,
                strength,
            ]
        case Agreement():
            parts = [
                ", ".join(_few([name(party) for party, _ in entry.parties])),
                f"{entry.form} agreement",
                entry.scope,
            ]
        case Obligation():
            parts = [f"{name(entry.debtor)} owes {name(entry.creditor)}", entry.deliverable, entry.recurrence]
        case Interaction():
            parts = [entry.kind, ", ".join(_few([name(actor) for actor, _ in entry.participants])), entry.topic]
        case Presence():
            parts = [f"{name(entry.actor)} in {markets.label(entry.market)}", entry.entry_mode]
        case Assessment():
            parts = [f"{entry.instrument}: {entry.item}", str(entry.value)]
        case _:
            parts = [get_type_word(entry), getattr(entry, "name", entry.id)]
    text = ", ".join(part.replace("_", " ") for part in parts if part)
    span = _span(entry)
    return f"{text} ({span})" if span else text


def _few(names: list[str], most: int = 4) -> list[str]:
    """Names, the rest of a long list as a count."""
    return names if len(names) <= most + 1 else [*names[:most], f"{len(names) - most} others"]


def _span(entry: Entry) -> str:
    """From when to when, in words; "" where nothing is known."""
    begin = "" if entry.begin == UNKNOWN else f"from {entry.begin}"
    if isinstance(entry, Interaction):
        return str(entry.begin) if entry.begin != UNKNOWN else ""
    end = {OPEN: "still holding", UNKNOWN: ""}.get(entry.end, f"until {entry.end}")
    return ", ".join(part for part in (begin, end) if part)
