"""One market as the record knows it: who is there, who of ours knows them, by which ties, and what we have there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bridgehead.answers import ActorRef, Answer, Column, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.network.routes import count_ties
from bridgehead.network.ties import KINDS, Ints
from bridgehead.questions import Question, build_answer
from bridgehead.record.dates import UNKNOWN, InForce, When
from bridgehead.record.entries import Agreement, Entry, EntryId, MarketCode, Presence
from bridgehead.record.parameters import get_parameter

#: contacts named in one cell
_FEW = 5
_HOLDS = {InForce.CERTAIN: "certain", InForce.POSSIBLE: "possible", InForce.NOT: "ended"}
_STRENGTH = Column(
    name="strength", label="Strongest tie", kind="number", meaning="Strength of the strongest tie, 0 to 1."
)
_KINDS = Column(name="kinds", label="Kinds of tie", kind="word", meaning="Kinds of the ties between us and them.")
_STATE = Column(
    name="holds", label="Holds", kind="word", meaning="Whether it certainly or possibly holds on the day, or has ended."
)
_SINCE = Column(name="begin", label="Since", kind="day", meaning="Begin as it was said.")
_UNTIL = Column(name="end", label="Until", kind="day", meaning="End as it was said.")

_ACTORS: tuple[Column, ...] = (
    Column(name="actor", label="Actor", kind="actor", meaning="Somebody at home in this market."),
    Column(name="kind", label="Person or organisation", kind="word", meaning="What sort of actor."),
    Column(name="field", label="Field", kind="text", meaning="What they work in."),
    _KINDS,
    _STRENGTH,
    Column(name="known_by", label="Known by", kind="actor", meaning="Who of ours is tied to them."),
    Column(
        name="introductions",
        label="Introductions",
        kind="count",
        meaning="How many people have to introduce us; cannot tell where no route is known.",
    ),
)
_OURS: tuple[Column, ...] = (
    Column(name="own", label="Who of ours", kind="actor", meaning="The firm, or somebody who belongs to it."),
    Column(name="count", label="Knows", kind="count", meaning="How many actors there they are tied to."),
    _KINDS,
    _STRENGTH,
    Column(name="contacts", label="Contacts there", kind="actor", meaning="Whom they know, strongest tie first."),
)
_TIES: tuple[Column, ...] = (
    Column(name="kind", label="Kind of tie", kind="word", meaning="One of the seven kinds."),
    Column(name="count", label="Ties", kind="count", meaning="Ties between us and them, certain and possible."),
    Column(name="possible", label="Only possible", kind="count", meaning="How many of them only possibly hold."),
    Column(name="actors", label="Actors", kind="count", meaning="With how many actors."),
    _STRENGTH,
)
_PRESENCES: tuple[Column, ...] = (
    _SINCE,
    _UNTIL,
    Column(name="actor", label="Whose", kind="actor", meaning="Who is active there."),
    Column(name="mode", label="Entry mode", kind="word", meaning="How the market is worked, where that was said."),
    Column(name="field", label="Field", kind="text", meaning="In what."),
    Column(name="commitment", label="Told", kind="text", meaning="What the record says of it."),
    Column(name="share", label="Share of sales", kind="share", meaning="Share of the actor's sales made there."),
    Column(name="initiated_by", label="Began by", kind="word", meaning="A request, a search of our own, or a tie."),
    _STATE,
)
_AGREEMENTS: tuple[Column, ...] = (
    _SINCE,
    _UNTIL,
    Column(name="parties", label="With", kind="actor", meaning="The parties besides us."),
    Column(name="form", label="Form", kind="word", meaning="Form of the agreement."),
    Column(name="scope", label="Covers", kind="text", meaning="What it covers."),
    Column(name="exclusivity", label="Exclusive in", kind="text", meaning="The field it is exclusive in, if any."),
    _STATE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTie:
    """One of our ties with somebody in a market: whose of ours, with whom, both as positions."""

    tie: int
    own: int
    other: int


def describe_market(network: Network, question: Question, code: MarketCode) -> Answer:
    """A market as the record knows it on the network's day.

    Args:
        question: named in the header. code: of a country or region; a region is never spread over its countries.

    Raises:
        NoFirmError: no firm is named.
    """
    there = _There(network, code)
    parts = (
        there.build_actors(),
        there.build_ours(),
        there.build_ties(),
        _build_presences(network, code),
        _build_agreements(network, code),
    )
    return build_answer(question, network, parts=parts)


class _There:
    """Who is at home in a market, and our ties with them."""

    def __init__(self, network: Network, code: MarketCode) -> None:
        self.network = network
        self.members = [
            position
            for position, actor in enumerate(network.actors.held)
            if actor.market == code and not network.is_own[position]
        ]

    @cached_property
    def ties(self) -> tuple[MarketTie, ...]:
        """Our ties with them, in the network's order; affiliation steps are no ties."""
        network, with_ = self.network, self.network.ties_with
        return tuple(
            MarketTie(tie=tie, own=sender if network.is_own[sender] else receiver, other=member)
            for member in self.members
            for tie in with_.get(member, np.zeros(0, dtype=np.int64)).tolist()
            if not network.world.free[tie]
            for sender, receiver in [(int(network.ties.sender[tie]), int(network.ties.receiver[tie]))]
        )

    def _group(self, key: str) -> Mapping[int, Sequence[MarketTie]]:
        grouped: dict[int, list[MarketTie]] = defaultdict(list)
        for tie in self.ties:
            grouped[getattr(tie, key)].append(tie)
        return grouped

    def build_actors(self) -> Part:
        """Everybody there: those we are tied to first, strongest first, then those a route leads to."""
        most = int(get_parameter("reach", "max_introductions")) + 1
        away: Ints = count_ties(self.network.graph(), self.network.starts, most).astype(np.int64)
        by_other = self._group("other")
        rows = [self._build_actor(member, by_other.get(member, ()), int(away[member])) for member in self.members]
        rows.sort(key=_order_actors)
        empty = "The record knows nobody there. Add whom you know, or ask your contacts whom they know."
        shape = Table(columns=_ACTORS, rows=tuple(rows), empty=empty)
        return Part(name="actors", title="Whom the record knows there", shape=shape)

    def _build_actor(self, member: int, ties: Sequence[MarketTie], away: int) -> Row:
        actor = self.network.actor(member)
        values: dict[str, Value] = {
            "actor": self._say(member),
            "kind": actor.kind,
            "field": actor.field or None,
            "kinds": self._find_kinds(ties),
            "strength": self._find_strongest(ties),
            "known_by": tuple(self._say(own) for own in dict.fromkeys(tie.own for tie in ties)),
            "introductions": max(away - 1, 0) if away >= 0 else None,
        }
        return Row(values=values, evidence=self._cite(ties) or (actor.id,))

    def build_ours(self) -> Part:
        """Who of ours knows whom there: those who know most first."""
        rows = [self._build_own(own, ties) for own, ties in self._group("own").items()]
        rows.sort(key=lambda row: (-int(str(row.values["count"])), str(row.values["own"])))
        empty = "Nobody of ours is tied to anybody there."
        return Part(
            name="ours", title="Who of ours knows it", shape=Table(columns=_OURS, rows=tuple(rows), empty=empty)
        )

    def _build_own(self, own: int, ties: Sequence[MarketTie]) -> Row:
        others = list(dict.fromkeys(tie.other for tie in sorted(ties, key=lambda tie: -self._get_strength(tie, -1.0))))
        values: dict[str, Value] = {
            "own": self._say(own),
            "count": len(others),
            "kinds": self._find_kinds(ties),
            "strength": self._find_strongest(ties),
            "contacts": tuple(self._say(other) for other in others[:_FEW]),
        }
        return Row(values=values, evidence=self._cite(ties))

    def build_ties(self) -> Part:
        """Our ties there by kind, in the order of the kinds."""
        rows = []
        for kind in KINDS:
            ties = [tie for tie in self.ties if KINDS[int(self.network.ties.kind[tie.tie])] == kind]
            if ties:
                values: dict[str, Value] = {
                    "kind": kind,
                    "count": len(ties),
                    "possible": sum(1 for tie in ties if not self.network.ties.certain[tie.tie]),
                    "actors": len({tie.other for tie in ties}),
                    "strength": self._find_strongest(ties),
                }
                rows.append(Row(values=values, evidence=self._cite(ties)))
        shape = Table(columns=_TIES, rows=tuple(rows), empty="We have no tie with anybody there on this day.")
        return Part(name="ties", title="Our ties by kind", shape=shape)

    def _say(self, position: int) -> ActorRef:
        actor = self.network.actor(position)
        return ActorRef(actor.id, actor.name, actor.market)

    def _find_kinds(self, ties: Iterable[MarketTie]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(KINDS[int(self.network.ties.kind[tie.tie])] for tie in ties))

    def _get_strength(self, tie: MarketTie, unknown: float) -> float:
        strength = float(self.network.world.used[tie.tie])
        return unknown if np.isnan(strength) else strength

    def _find_strongest(self, ties: Iterable[MarketTie]) -> float | None:
        strongest = max((self._get_strength(tie, -1.0) for tie in ties), default=-1.0)
        return None if strongest < 0 else strongest

    def _cite(self, ties: Iterable[MarketTie]) -> tuple[EntryId, ...]:
        sources = (self.network.source(tie.tie) for tie in ties)
        return tuple(dict.fromkeys(entry.id for entry in sources if entry is not None))


def _order_actors(row: Row) -> tuple[float, float, str]:
    """Direct ties first, strongest first, what is unknown behind; then by introductions, then by name."""
    away, strength = row.values["introductions"], row.values["strength"]
    is_far = not row.values["known_by"]
    first = (float(away) + 1 if isinstance(away, int) else 99.0) if is_far else 0.0
    return first, -strength if isinstance(strength, float) else 1.0, str(row.values["actor"]).casefold()


def _build_presences(network: Network, code: MarketCode) -> Part:
    found = [entry for entry in network.entries_so_far(Presence) if entry.market == code]
    rows = [
        Row(
            values={
                **_say_time(network, entry),
                "actor": _say_id(network, entry.actor),
                "mode": entry.entry_mode or None,
                "field": entry.field or None,
                "commitment": entry.commitment,
                "share": entry.sales_share,
                "initiated_by": entry.initiated_by or None,
            },
            evidence=(entry.id,),
        )
        for entry in sorted(found, key=_order_entries)
    ]
    empty = "No presence there is on record. Add one with its entry mode and begin."
    shape = Table(columns=_PRESENCES, rows=tuple(rows), empty=empty)
    return Part(name="presences", title="Who is present there", shape=shape)


def _build_agreements(network: Network, code: MarketCode) -> Part:
    rows = [
        Row(
            values={
                **_say_time(network, entry),
                "parties": tuple(_say_id(network, party) for party in others),
                "form": entry.form,
                "scope": entry.scope,
                "exclusivity": entry.exclusivity if code in (entry.exclusive_markets or (code,)) else "",
            },
            evidence=(entry.id,),
        )
        for entry, others in _find_agreements(network, code)
    ]
    empty = "No agreement with anybody there, or for it, is on record."
    shape = Table(columns=_AGREEMENTS, rows=tuple(rows), empty=empty)
    return Part(name="agreements", title="What we agreed there", shape=shape)


def _find_agreements(network: Network, code: MarketCode) -> Iterator[tuple[Agreement, tuple[EntryId, ...]]]:
    """Agreements of ours that apply there or bind somebody at home there, each with its other parties."""
    position_of = network.actors.position_by_id
    for entry in sorted(network.entries_so_far(Agreement), key=_order_entries):
        parties = dict.fromkeys(party for party, _ in entry.parties)
        others = tuple(id_ for id_ in parties if id_ not in position_of or not network.is_own[position_of[id_]])
        homes = {network.actor(position_of[id_]).market for id_ in others if id_ in position_of}
        if len(others) < len(parties) and code in {*entry.markets, *homes}:
            yield entry, others


def _order_entries(entry: Entry) -> tuple[str, str]:
    begin = entry.begin.earliest or entry.begin.latest
    return begin.isoformat() if begin else "9", entry.id


def _say_id(network: Network, id_: EntryId) -> ActorRef:
    position = network.actors.position_by_id.get(id_)
    if position is None:
        return ActorRef(id_, id_)
    actor = network.actor(position)
    return ActorRef(actor.id, actor.name, actor.market)


def _say_time(network: Network, entry: Entry) -> dict[str, Value]:
    begin, end = (_say_date(when) for when in (entry.begin, entry.end))
    return {"begin": begin, "end": end, "holds": _HOLDS[network.status(entry)]}


def _say_date(when: When) -> When | str | None:
    """A date as said; None where nothing is known of it."""
    return None if when == UNKNOWN else when
