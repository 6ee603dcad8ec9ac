"""Precedents: library firms that took a pathway or a mode, their way into the market told in the order of its dates.

The way is computed from their ties, agreements and presences in the market; nothing of it is written by hand. Two steps
whose dates overlap have no known order, and the row says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from bridgehead.answers import Column, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions._entry_facts import find_market_facts
from bridgehead.questions._entry_markets import UNPLACED, MarketFacts
from bridgehead.questions._pathways import NEARLY, Support, read_pathways
from bridgehead.questions._presences import find_presences_so_far
from bridgehead.questions._saying import say_actor, say_market, say_words
from bridgehead.record import markets
from bridgehead.record.dates import When
from bridgehead.record.entries import EntryId, MarketCode, Presence

UNDATED = "undated"
_COLUMNS: tuple[Column, ...] = (
    Column(name="firm", label="Firm", kind="actor", meaning="A firm of the library."),
    Column(name="market", label="Market", kind="market", meaning="Where it went; cannot tell where no source says it."),
    Column(name="pathways", label="Pathways", kind="word", meaning="Those its record supports there."),
    Column(name="modes", label="Entry modes", kind="word", meaning="How it is or was present there, as recorded."),
    Column(name="way", label="Its way", kind="text", meaning="Its ties, agreements and presences there, by date."),
    Column(
        name="order",
        label="Order",
        kind="word",
        meaning="Whether the dates tell the order of all steps, or leave some of it open.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A library firm's way into one market.

    Attributes:
        network: the firm's. market: where.
        pathways: those its facts support there. modes: its entry modes there so far.
        steps: (when, what) in order. is_ordered: the dates tell the order of all steps.
        evidence: ids of the entries behind the steps.
    """

    network: Network
    market: MarketCode
    pathways: tuple[str, ...]
    modes: tuple[str, ...]
    steps: tuple[str, ...]
    is_ordered: bool
    evidence: tuple[EntryId, ...]

    def __str__(self) -> str:
        """Firm and market, as a row cites it."""
        name = self.network.actor(self.network.get_firm()).name
        return name if self.market == UNPLACED else f"{name} in {markets.label(self.market)}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Step:
    """One step; sorted by its dates, then ties before agreements before presences."""

    earliest: date
    latest: date
    sort: int
    what: str
    when: str
    evidence: tuple[EntryId, ...]


def find_precedents(others: Mapping[str, Network]) -> tuple[Precedent, ...]:
    """Each market a library firm is or was present in, or has an agreement for, by the firms' names in the library.

    Args:
        others: library networks by name, with their whole story.
    """
    return tuple(
        precedent for network in others.values() if network.firm is not None for precedent in _find_of_firm(network)
    )


def build_precedents(
    precedents: Collection[Precedent],
    pathways: Collection[str],
    modes: Collection[str],
    into: Collection[MarketCode] = (),
) -> Part:
    """The precedents of some pathways and modes, and of markets.

    Args:
        precedents: from `find_precedents`. pathways, modes: those the answer speaks of.
        into: markets whose precedents are told whichever way they went.
    """
    rows = [
        _build_row(item)
        for item in precedents
        if set(item.pathways) & set(pathways) or set(item.modes) & set(modes) or item.market in into
    ]
    shape = Table(
        columns=_COLUMNS,
        rows=tuple(rows),
        empty="No firm of the library went such a way, or none was asked with this one.",
    )
    return Part(name="precedents", title="Who went such a way before", shape=shape)


def say_precedents(precedents: Collection[Precedent], *, pathway: str = "", mode: str = "") -> tuple[str, ...] | None:
    """Who took a pathway or a mode, and where; None where nobody did."""
    found = (str(item) for item in precedents if pathway in item.pathways or mode in item.modes)
    return tuple(dict.fromkeys(found)) or None


def _build_row(item: Precedent) -> Row:
    values: dict[str, Value] = {
        "firm": say_actor(item.network, item.network.get_firm()),
        "market": None if item.market == UNPLACED else say_market(item.market),
        "pathways": item.pathways or None,
        "modes": item.modes or None,
        "way": item.steps,
        "order": "dated" if item.is_ordered else "partly open" if len(item.steps) > 1 else "one step, undated",
    }
    return Row(values=values, evidence=item.evidence)


def _find_of_firm(network: Network) -> Iterator[Precedent]:
    held: dict[MarketCode, list[Presence]] = {}
    for presence in find_presences_so_far(network):
        held.setdefault(presence.market, []).append(presence)
    for market, found in find_market_facts(network).items():
        supports = [support for support in read_pathways(found.facts) if support.standing != NEARLY]
        presences = held.get(market, [])
        if presences or found.agreements or (market == UNPLACED and supports):
            steps = _join_steps(sorted(_find_steps(network, _narrow(found, supports), presences)))
            yield Precedent(
                network=network,
                market=market,
                pathways=tuple(support.word for support in supports),
                modes=tuple(dict.fromkeys(item.entry_mode for item in presences if item.entry_mode)),
                steps=tuple(_say_step(step) for step in steps),
                is_ordered=all(first.latest < second.earliest for first, second in pairwise(steps))
                and not any(step.when == UNDATED for step in steps),
                evidence=tuple(dict.fromkeys(id_ for step in steps for id_ in step.evidence)),
            )


def _narrow(found: MarketFacts, supports: Collection[Support]) -> MarketFacts:
    """Where no market is known, only the ties that open a pathway: the others need not belong together."""
    if found.market != UNPLACED:
        return found
    opening = {id_ for support in supports for id_ in support.evidence}
    return replace(found, ties=tuple(tie for tie in found.ties if tie.entry in opening))


def _find_steps(network: Network, found: MarketFacts, presences: list[Presence]) -> Iterator[_Step]:
    for tie in found.ties:
        entry = network.get_entry(tie.entry)
        if entry is not None and entry not in found.agreements:
            yield _build_step(entry.begin, 0, _say_tie(tie.kind, tie.role), entry.id)
    for agreement in found.agreements:
        yield _build_step(agreement.begin, 1, f"{_say(agreement.form)} agreement", agreement.id)
    for presence in presences:
        what = _say(presence.entry_mode) if presence.entry_mode else "present"
        yield _build_step(presence.begin, 2, what, presence.id)


def _build_step(begin: When, sort: int, what: str, id_: EntryId) -> _Step:
    return _Step(
        earliest=begin.earliest or date.min,
        latest=begin.latest or date.max,
        sort=sort,
        what=what,
        when=str(begin) if begin.is_known else UNDATED,
        evidence=(id_,),
    )


def _join_steps(steps: list[_Step]) -> list[_Step]:
    """Steps of the same sort and time as one, counted."""
    alike: dict[tuple[str, int, str], list[_Step]] = {}
    for step in steps:
        alike.setdefault((step.when, step.sort, step.what), []).append(step)
    return [
        _Step(
            earliest=same[0].earliest,
            latest=same[0].latest,
            sort=same[0].sort,
            what=same[0].what if len(same) == 1 else f"{len(same)} x {same[0].what}",
            when=same[0].when,
            evidence=tuple(id_ for step in same for id_ in step.evidence),
        )
        for same in alike.values()
    ]


def _say_step(step: _Step) -> str:
    return f"{step.when}: {step.what}"


def _say_tie(kind: str, role: str) -> str:
    return f"{kind} tie" + (f" ({_say(role)})" if role else "")


def _say(word: str) -> str:
    return say_words([word])[0]
