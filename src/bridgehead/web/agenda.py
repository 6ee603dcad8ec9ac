"""What a morning needs: what is overdue, what comes up, who goes cold, and what has become reachable.

Each is read off the rows of answers, so that a line of the page and a row of the answer rest on the same evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from bridgehead.answers import ActorRef, Answer, Chance, MarketRef, Row
from bridgehead.network.network import Network, NoFirmError, NothingKnownError
from bridgehead.questions import ask
from bridgehead.questions.reach import Reach
from bridgehead.record.dates import When
from bridgehead.web.joining import find_rows

#: how far back "newly" looks
NEWLY_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One obligation that waits.

    Attributes:
        is_ours: we owe it; else they do. other: the other side. what: the deliverable.
        day: since when it is overdue, or on which it falls due. certain: it is so for sure.
        entry: id of the obligation, or of the agreement that ends or is renewed. ending: due, renewal or end.
    """

    is_ours: bool
    other: ActorRef | None
    what: str
    day: str
    certain: bool
    entry: str
    ending: str = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooling:
    """A relationship that was strong and falls silent: with whom, whose it is, since when, and how strong it was."""

    contact: ActorRef
    ours: tuple[ActorRef, ...]
    last: str
    peak: float | None
    is_dormant: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A market that was out of reach and no longer is: how (as the map says it), and through whom."""

    market: MarketRef
    chance: str
    through: tuple[ActorRef, ...]


def find_overdue(reciprocity: Answer) -> tuple[Owed, ...]:
    """What is overdue, ours first, the oldest first; what only may be overdue behind what surely is."""
    rows = [row for row in reciprocity.part("ledger").rows if row.values["overdue"] != "no"]
    owed = [_read_owed(row, "since", certain=row.values["overdue"] == "certain") for row in rows]
    return tuple(sorted(owed, key=lambda one: (not one.certain, not one.is_ours, one.day)))


def find_due_soon(reciprocity: Answer) -> tuple[Owed, ...]:
    """What falls due, is renewed or ends within the days the question looks ahead, in order."""
    return tuple(
        _read_owed(row, "day", certain=bool(row.values.get("certain")), ending=str(row.values["what"]))
        for row in reciprocity.part("due_next").rows
    )


def _read_owed(row: Row, day: str, *, certain: bool, ending: str = "due") -> Owed:
    others = _read_actors(row.values.get("other"))
    return Owed(
        is_ours=row.values.get("side") == "we owe",
        other=others[0] if others else None,
        what=str(row.values.get("deliverable") or row.values.get("agreement") or ""),
        day=_write_day(row.values.get(day)),
        certain=certain,
        entry=row.evidence[0] if row.evidence else "",
        ending=ending,
    )


def _write_day(value: object) -> str:
    if isinstance(value, When):
        return value.text
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _read_actors(value: object) -> tuple[ActorRef, ...]:
    items = value if isinstance(value, tuple) else (value,)
    return tuple(item for item in items if isinstance(item, ActorRef))


def find_cooling(dormant: Answer) -> tuple[Cooling, ...]:
    """Who goes cold, then who has gone silent already, each as the answer ranks them."""
    return tuple(
        Cooling(
            contact=cast("ActorRef", row.values["contact"]),
            ours=_read_actors(row.values.get("ours")),
            last=_write_day(row.values.get("last_contact")),
            peak=cast("float | None", row.values.get("peak")),
            is_dormant=part == "dormant",
            evidence=row.evidence,
        )
        for part in ("going_cold", "dormant")
        for row in dormant.part(part).rows
    )


def find_worth_asking(reach: Answer) -> tuple[ActorRef, ...]:
    """Contacts whose own contacts are worth asking for, as the answer ranks them; none where routes go beyond them."""
    return tuple(contact for row in find_rows(reach, "worth_asking") for contact in _read_actors(row.values["contact"]))


def find_opened(network: Network) -> tuple[Opened, ...]:
    """The markets in reach today that were not `NEWLY_DAYS` ago, nor known to be."""
    now, before = _find_reached(ask(network, Reach())), _find_reached_before(network)
    return tuple(
        Opened(
            market=cast("MarketRef", row.values["market"]),
            chance=str(row.values["chance"]),
            through=_read_actors(row.values.get("through")),
        )
        for code, row in now.items()
        if code not in before
    )


def _find_reached_before(network: Network) -> frozenset[str]:
    day = network.day - timedelta(days=NEWLY_DAYS)
    try:
        return frozenset(_find_reached(ask(network.on(day), Reach())))
    except (NoFirmError, NothingKnownError):
        return frozenset()


def _find_reached(reach: Answer) -> Mapping[str, Row]:
    """Rows of the markets that some route leads to, by code."""
    return dict(_iterate_reached(reach))


def _iterate_reached(reach: Answer) -> Iterator[tuple[str, Row]]:
    for row in reach.part("markets").rows:
        market, chance = row.values["market"], row.values["chance"]
        if isinstance(market, MarketRef) and isinstance(chance, Chance) and chance.value > 0:
            yield market.code, row
