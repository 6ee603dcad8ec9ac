"""The dated story of going abroad: milestones, sales, agreements abroad, and presences as they begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bridgehead.answers import Column, Part, Row, Timeline, Value
from bridgehead.network.network import Network
from bridgehead.questions._presences import find_presences_so_far, find_so_far
from bridgehead.questions._saying import say_actor_id, say_entry, say_market
from bridgehead.record.dates import When
from bridgehead.record.entries import Agreement, Entry, Interaction, Presence

_COLUMNS: tuple[Column, ...] = (
    Column(name="day", label="When", kind="day", meaning="As precisely as it is known."),
    Column(name="what", label="What", kind="word", meaning="What sort of thing happened."),
    Column(name="told", label="Told", kind="text", meaning="What the record says of it."),
    Column(name="market", label="Market", kind="market", meaning="Where, where that was said."),
    Column(name="others", label="With", kind="actor", meaning="The others who took part."),
)


def build_timeline(network: Network) -> Part:
    """What the firm's way abroad is made of, in order of the first day each can have been; undated things are left out.

    Raises:
        NoFirmError: no firm is named.
    """
    dated = [
        (when, row)
        for when, row in (*_find_presences(network), *_find_interactions(network), *_find_agreements(network))
        if when.is_known
    ]
    dated.sort(key=lambda item: (*_order(item[0]), str(item[1].values["what"]), item[1].evidence))
    shape = Timeline(
        columns=_COLUMNS,
        rows=tuple(row for _, row in dated),
        empty="Nothing of the way abroad is dated. Add presences, sales or milestones with their dates.",
    )
    return Part(name="timeline", title="How it went", shape=shape)


def count_undated(network: Network) -> int:
    """How many of the firm's presences abroad have no known begin."""
    return sum(1 for presence in find_presences_so_far(network) if not presence.begin.is_known)


def _order(when: When) -> tuple[date, date]:
    return when.earliest or when.latest or date.max, when.latest or date.max


def _find_presences(network: Network) -> Iterator[tuple[When, Row]]:
    for presence in find_presences_so_far(network):
        yield presence.begin, _build_row(network, presence, presence.begin, "presence", (presence.market,))
        ended = presence.end.earliest
        if ended is not None and ended <= network.day:
            yield presence.end, _build_row(network, presence, presence.end, "presence ends", (presence.market,))


def _find_interactions(network: Network) -> Iterator[tuple[When, Row]]:
    """Milestones and sales in which we took part."""
    for item in find_so_far(network, Interaction):
        if item.kind in {"milestone", "sale"} and _is_ours(network, [actor for actor, _ in item.participants]):
            places = (item.place,) if item.place else ()
            yield item.begin, _build_row(network, item, item.begin, item.kind, places)


def _find_agreements(network: Network) -> Iterator[tuple[When, Row]]:
    """Agreements of ours that apply abroad or bind somebody abroad."""
    for item in find_so_far(network, Agreement):
        parties = [actor for actor, _ in item.parties]
        if not _is_ours(network, parties):
            continue
        position_of = network.actors.position_by_id
        homes = [network.actor(position_of[actor]).market for actor in parties if actor in position_of]
        abroad = tuple(dict.fromkeys(code for code in (*item.markets, *homes) if code and code != network.home))
        if abroad:
            yield item.begin, _build_row(network, item, item.begin, f"{item.form} agreement", abroad)


def _is_ours(network: Network, actors: list[str]) -> bool:
    positions = [network.actors.position_by_id.get(actor) for actor in actors]
    return any(position is not None and network.is_own[position] for position in positions)


def _others(network: Network, entry: Entry) -> list[str]:
    named: list[str] = []
    if isinstance(entry, Interaction):
        named = [actor for actor, _ in entry.participants]
    elif isinstance(entry, Agreement):
        named = [actor for actor, _ in entry.parties]
    return [actor for actor in dict.fromkeys(named) if not _is_ours(network, [actor])]


def _build_row(network: Network, entry: Entry, when: When, what: str, places: tuple[str, ...]) -> Row:
    told = entry.topic if isinstance(entry, Interaction) else entry.commitment if isinstance(entry, Presence) else ""
    if isinstance(entry, Presence) and entry.entry_mode:
        told = f"{entry.entry_mode.replace('_', ' ')}{': ' if told else ''}{told}"
    if isinstance(entry, Agreement):
        told = entry.scope
    values: dict[str, Value] = {
        "day": when,
        "what": what,
        "told": told or say_entry(network, entry).text,
        "market": tuple(say_market(code) for code in places) or None,
        "others": tuple(say_actor_id(network, actor) for actor in _others(network, entry)) or None,
    }
    return Row(values=values, evidence=(entry.id,))
