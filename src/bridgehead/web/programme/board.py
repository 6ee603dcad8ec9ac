"""The members board: each programme with its tiers, the seats taken, and what its members owe and are owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bridgehead.answers import ActorRef
from bridgehead.network.network import Network
from bridgehead.questions._owed import Owed, find_owed, find_own_ids
from bridgehead.questions._programme_seats import Seat, find_programmes, find_seats
from bridgehead.questions._saying import say_actor, say_actor_id
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Agreement, EntryId, Programme
from bridgehead.web.ledger.owed import OURS, THEIRS, count_unjudged, get_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class SideCount:
    """What one side of a seat owes: how many obligations, by their standing, and how many deliveries are not judged."""

    total: int
    standings: Counter[str]
    unjudged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """One seat.

    Attributes:
        agreement: by which it is held. members: who sits there. in_force: whether it holds on the day.
        offered: what we owe under it. expected: what they owe.
    """

    agreement: Agreement
    members: tuple[ActorRef, ...]
    in_force: InForce
    offered: SideCount
    expected: SideCount


@dataclass(frozen=True, slots=True, kw_only=True)
class TierBoard:
    """One tier of a programme.

    Attributes:
        name: of the tier; "" for seats of no tier. capacity, per_market: places in all and for each market; None where
            no limit was set. seats: taken certainly or possibly on the day. ended: taken before, or not yet.
        full_markets: markets whose places are all taken.
    """

    name: str
    capacity: int | None
    per_market: int | None
    seats: tuple[SeatLine, ...]
    ended: tuple[SeatLine, ...]
    full_markets: tuple[str, ...]

    @property
    def certain(self) -> int:
        """Seats certainly taken on the day."""
        return sum(seat.in_force is InForce.CERTAIN for seat in self.seats)

    @property
    def possible(self) -> int:
        """Seats only possibly taken on the day."""
        return len(self.seats) - self.certain

    @property
    def free(self) -> int | None:
        """Places left if all that are possibly taken are; None where no limit was set."""
        return None if self.capacity is None else max(self.capacity - len(self.seats), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeBoard:
    """One programme: the entry, whether it is ours to fill, and its tiers."""

    programme: Programme
    owner: ActorRef
    is_ours: bool
    tiers: tuple[TierBoard, ...]


def build_boards(network: Network) -> tuple[ProgrammeBoard, ...]:
    """The programmes that we own or sit in, with their seats on the day.

    Args:
        network: through the lens.

    Raises:
        NoFirmError: no firm is named.
    """
    owed: dict[EntryId, list[Owed]] = {}
    for one in find_owed(network):
        owed.setdefault(one.state.obligation.agreement, []).append(one)
    return tuple(_build_board(network, programme, owed) for programme in find_programmes(network))


def _build_board(network: Network, programme: Programme, owed: Mapping[EntryId, Sequence[Owed]]) -> ProgrammeBoard:
    lines: dict[str, list[SeatLine]] = {name: [] for name, _, _ in programme.tiers}
    for seat in find_seats(network, [programme]):
        lines.setdefault(seat.agreement.tier, []).append(_build_seat(network, seat, owed.get(seat.agreement.id, ())))
    limits = {name: (capacity, per_market) for name, capacity, per_market in programme.tiers}
    own = find_own_ids(network)
    return ProgrammeBoard(
        programme=programme,
        owner=say_actor_id(network, programme.owner),
        is_ours=programme.owner in own,
        tiers=tuple(_build_tier(name, limits.get(name, (None, None)), seats) for name, seats in lines.items()),
    )


def _build_seat(network: Network, seat: Seat, owed: Sequence[Owed]) -> SeatLine:
    return SeatLine(
        agreement=seat.agreement,
        members=tuple(say_actor(network, position) for position in seat.members),
        in_force=network.status(seat.agreement),
        offered=_count(one for one in owed if one.side == OURS),
        expected=_count(one for one in owed if one.side == THEIRS),
    )


def _count(owed: Iterable[Owed]) -> SideCount:
    held = list(owed)
    return SideCount(
        total=len(held),
        standings=Counter(get_standing(one.state) for one in held),
        unjudged=sum(count_unjudged(one.state) for one in held),
    )


def _build_tier(name: str, limits: tuple[int | None, int | None], seats: Sequence[SeatLine]) -> TierBoard:
    capacity, per_market = limits
    held = tuple(seat for seat in seats if seat.in_force is not InForce.NOT)
    markets = Counter(market for seat in held for market in {one.market for one in seat.members} if market)
    return TierBoard(
        name=name,
        capacity=capacity,
        per_market=per_market,
        seats=held,
        ended=tuple(seat for seat in seats if seat.in_force is InForce.NOT),
        full_markets=tuple(
            sorted(market for market, count in markets.items() if per_market is not None and count >= per_market)
        ),
    )
