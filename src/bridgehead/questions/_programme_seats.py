"""Programmes and the seats in them: which are ours, who sits with us, in which tier and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bridgehead.network.network import Network
from bridgehead.questions._owed import find_own_ids
from bridgehead.questions._presences import find_so_far
from bridgehead.questions._spans import Span, find_begin
from bridgehead.record.entries import Agreement, Programme
from bridgehead.record.programmes import find_names, get_programmes


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One agreement by which others sit in a programme.

    Attributes:
        agreement: the entry. members: positions of the parties that are not ours.
        begin: when it can have begun.
    """

    agreement: Agreement
    members: tuple[int, ...]
    begin: Span


def find_programmes(network: Network, asked: str = "") -> tuple[Programme, ...]:
    """The programmes asked about, of those begun by the day.

    Args:
        network: the network asked.
        asked: id or name of one; "" takes all that we own or sit in.

    Raises:
        UnknownProgrammeError: none is called so. NoFirmError: no firm is named.
    """
    held = find_so_far(network, Programme)
    if asked.strip():
        return get_programmes(held, asked)
    own = find_own_ids(network)
    sat_in = {one.programme for one in find_so_far(network, Agreement) if any(party in own for party, _ in one.parties)}
    return tuple(one for one in held if one.owner in own or one.id in sat_in)


def find_seats(network: Network, programmes: Iterable[Programme]) -> tuple[Seat, ...]:
    """The seats of others in programmes by the day, ended ones included, the first to begin first.

    Args:
        network: the network asked. programmes: from `find_programmes`.
    """
    wanted = {programme.id for programme in programmes}
    own, position_of = find_own_ids(network), network.actors.position_by_id
    seats = []
    for agreement in find_so_far(network, Agreement):
        if agreement.programme in wanted:
            others = [party for party, _ in agreement.parties if party in position_of and party not in own]
            members = tuple(dict.fromkeys(position_of[party] for party in others))
            seats.append(Seat(agreement=agreement, members=members, begin=find_begin(network, agreement)))
    return tuple(sorted(seats, key=_order))


def _order(seat: Seat) -> tuple[date, str]:
    return (seat.agreement.begin.earliest or date.max, seat.agreement.id)


def is_coded(codes: Iterable[str], programmes: Iterable[Programme]) -> bool:
    """Whether codes name one of the programmes.

    Args:
        codes: of a piece of evidence. programmes: those asked about.
    """
    names = frozenset[str]().union(*(find_names(programme) for programme in programmes))
    return any(code.strip().casefold() in names for code in codes)
