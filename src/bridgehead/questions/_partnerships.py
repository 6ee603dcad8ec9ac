"""Our partnerships: whoever we have an agreement with, with their people, and what the record tells of both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from bridgehead.network.network import Network
from bridgehead.questions._owed import Owed, find_owed, find_own_ids
from bridgehead.questions._presences import find_in_force
from bridgehead.record.entries import Agreement, Assessment, Interaction, Tie
from bridgehead.record.parameters import get_parameter

T = TypeVar("T")
#: how deliveries are judged that fall short
POOR = frozenset({"below_standard", "refused"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """The firm and one other side.

    Attributes:
        other: position of the partner. ids: of the partner and its people, merged ones included.
        agreements: between the two, certainly or possibly in force. ties: the same of ties.
        owed: what either owes the other, ended terms included. contacts: in which both sides have a part, mass
            meetings included.
    """

    other: int
    ids: frozenset[str]
    agreements: tuple[Agreement, ...]
    ties: tuple[Tie, ...]
    owed: tuple[Owed, ...]
    contacts: tuple[Interaction, ...]


def find_partnerships(network: Network, further: Iterable[int] = ()) -> tuple[Partnership, ...]:
    """Our partnerships by the day, by the partner's name.

    Args:
        network: the network asked. further: positions of others to tell of, with an agreement or without.

    Raises:
        NoFirmError: no firm is named.
    """
    own = find_own_ids(network)
    place_of = _find_places(network)
    agreements = _sort_by_other(
        network,
        own,
        place_of,
        ((entry, [id_ for id_, _ in entry.parties]) for entry in find_in_force(network, Agreement)),
    )
    owed = _sort_by_other(
        network,
        own,
        place_of,
        ((one, [one.state.obligation.debtor, one.state.obligation.creditor]) for one in find_owed(network)),
    )
    named = {place_of.get(position, position) for position in further if not network.is_own[position]}
    found = sorted({*agreements, *owed, *named}, key=lambda position: (network.actor(position).name, position))
    ties = _sort_by_other(
        network, own, place_of, ((entry, [entry.sender, entry.receiver]) for entry in find_in_force(network, Tie))
    )
    contacts = _sort_by_other(
        network,
        own,
        place_of,
        ((entry, [id_ for id_, _ in entry.participants]) for entry in network.entries(Interaction)),
    )
    ids = _find_ids(network, place_of, found)
    return tuple(
        Partnership(
            other=other,
            ids=ids[other],
            agreements=tuple(agreements.get(other, ())),
            ties=tuple(ties.get(other, ())),
            owed=tuple(owed.get(other, ())),
            contacts=tuple(contacts.get(other, ())),
        )
        for other in found
    )


def find_recent_contacts(network: Network, partnership: Partnership, days: int) -> tuple[Interaction, ...]:
    """Contacts of the two sides within some days, none of them a mass meeting or on a day that may lie outside.

    Args:
        network: the network asked. partnership: whose. days: how far back.
    """
    most, since = int(get_parameter("tie_strength", "meeting_most_participants")), network.day - timedelta(days=days)
    return tuple(
        entry
        for entry in partnership.contacts
        if len(entry.participants) <= most and is_told_between(entry, since, network.day)
    )


def find_judged(network: Network, partnership: Partnership, owed: Iterable[Owed]) -> tuple[Interaction, ...]:
    """Deliveries that somebody judged, on a day that is known to have come.

    Args:
        network: the network asked. partnership: whose. owed: what they fulfil.
    """
    wanted = {one.state.obligation.id for one in owed}
    return tuple(
        entry
        for entry in partnership.contacts
        if entry.fulfils in wanted
        and entry.acceptance not in {"", "not_judged"}
        and entry.begin.latest is not None
        and entry.begin.latest <= network.day
    )


def is_told_between(entry: Interaction, since: date, until: date) -> bool:
    """Whether a contact certainly lies between two days, both included."""
    first, last = entry.begin.earliest, entry.begin.latest
    return first is not None and last is not None and since <= first and last <= until


def keep_newest(stated: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """The newest of several assessments of one thing: one, or those of the same day that disagree.

    Assessments without a day count only where none has one.
    """
    found = sorted(stated, key=lambda entry: entry.id)
    newest = max((_day_of(entry) for entry in found), default=date.min)
    standing = [entry for entry in found if _day_of(entry) == newest]
    return tuple(standing) if len({entry.value for entry in standing}) > 1 else tuple(standing[-1:])


def is_stated_for_certain(network: Network, stated: Iterable[Assessment]) -> bool:
    """Whether assessments agree and were certainly made by the day."""
    held = tuple(stated)
    days = [entry.begin.latest for entry in held]
    return len(held) == 1 and days[0] is not None and days[0] <= network.day


def _day_of(entry: Assessment) -> date:
    return entry.begin.earliest or date.min


def _sort_by_other(
    network: Network, own: frozenset[str], place_of: Mapping[int, int], told: Iterable[tuple[T, Sequence[str]]]
) -> dict[int, list[T]]:
    """What is between us and others, by position of the other side: each thing once for each.

    Args:
        network: the network asked. own: ids of the firm and its people. place_of: person -> organisation.
        told: (thing, ids of the actors it is between).
    """
    held: dict[int, list[T]] = {}
    for thing, ids in told:
        if own.isdisjoint(ids):
            continue
        positions = (network.actors.position_by_id.get(id_) for id_ in ids if id_ not in own)
        for other in dict.fromkeys(place_of.get(position, position) for position in positions if position is not None):
            held.setdefault(other, []).append(thing)
    return held


def _find_places(network: Network) -> dict[int, int]:
    """The organisation each person belongs to on the day, where it is one alone and not ours."""
    position_of, is_person = network.actors.position_by_id, network.actors.is_person
    places: dict[int, set[int]] = {}
    for tie in find_in_force(network, Tie):
        ends = position_of.get(tie.sender), position_of.get(tie.receiver)
        if tie.kind != "affiliation" or ends[0] is None or ends[1] is None or is_person[ends[0]] == is_person[ends[1]]:
            continue
        person, place = (ends[0], ends[1]) if is_person[ends[0]] else (ends[1], ends[0])
        places.setdefault(person, set()).add(place)
    return {person: min(held) for person, held in places.items() if len(held) == 1 and min(held) != network.firm}


def _find_ids(network: Network, place_of: Mapping[int, int], found: Iterable[int]) -> dict[int, frozenset[str]]:
    wanted = set(found)
    held: dict[int, set[str]] = {position: set() for position in wanted}
    for id_, position in network.actors.position_by_id.items():
        place = place_of.get(position, position)
        if place in wanted:
            held[place].add(id_)
    return {position: frozenset(ids) for position, ids in held.items()}
