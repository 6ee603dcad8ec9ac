"""How a portfolio grew: agreements begun and ended by their day; those without a day apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bridgehead.answers import Column, Part, Row, Table, Timeline, Value
from bridgehead.network.network import Network
from bridgehead.questions._portfolio_agreements import OurAgreement, say_partners, say_what
from bridgehead.record.dates import OPEN, When

_AGREEMENT = Column(name="agreement", label="Agreement", kind="text")
_PARTNERS = Column(name="partners", label="Partners", kind="actor")
_GROWTH: tuple[Column, ...] = (
    Column(name="day", label="Day", kind="day", meaning="As precisely as it was said."),
    Column(name="event", label="Event", kind="word", meaning="Begun, or ended: the first day it no longer held."),
    _AGREEMENT,
    _PARTNERS,
    Column(
        name="running",
        label="Running",
        kind="count",
        meaning="Dated beginnings so far less dated ends, each on the first day it may have been; agreements "
        "without a day are not in.",
    ),
)
_UNDATED: tuple[Column, ...] = (
    _AGREEMENT,
    _PARTNERS,
    Column(name="end", label="End", kind="day", meaning="Where it is known; 'open' where it is said to hold still."),
)

_ALL_DATED = "Every agreement has a known beginning."
_NONE_BEGUN = "No agreement of ours had begun by this day."


def build_growth(network: Network, begun: Sequence[OurAgreement]) -> tuple[Part, Part]:
    """The timeline of dated beginnings and ends, and the agreements of which no beginning is known.

    Args:
        network: the network asked. begun: our agreements begun by the day, ended ones included.
    """
    dated = [one for one in begun if one.entry.begin.is_known]
    events = sorted(_find_events(dated, network.day), key=lambda event: event[:3])
    rows, running = [], 0
    for _, is_end, _, when, one in events:
        running += -1 if is_end else 1
        values: dict[str, Value] = {"day": when, "event": "ended" if is_end else "begun", "running": running}
        rows.append(Row(values=values | _say(network, one), evidence=(one.entry.id,)))
    undated = [
        Row(
            values=_say(network, one) | {"end": _find_known_end(one.entry.end, network.day)},
            evidence=(one.entry.id,),
        )
        for one in begun
        if not one.entry.begin.is_known
    ]
    return (
        Part(
            name="growth",
            title="How it grew",
            shape=Timeline(columns=_GROWTH, rows=tuple(rows), empty="No agreement of ours has a known beginning."),
        ),
        Part(
            name="undated",
            title="Agreements without a beginning",
            shape=Table(columns=_UNDATED, rows=tuple(undated), empty=_ALL_DATED if begun else _NONE_BEGUN),
        ),
    )


def _find_events(dated: Sequence[OurAgreement], day: date) -> Iterator[tuple[date, bool, str, When, OurAgreement]]:
    """(sorting day, whether it is an end, id, day as said, agreement) of what may have happened by the day."""
    for one in dated:
        first = _sorting_day(one.entry.begin)
        yield first, False, one.entry.id, one.entry.begin, one
        end = _find_known_end(one.entry.end, day)
        if end is not None and end != OPEN:
            # one that ended "before 1999" began before that all the same
            yield max(first, _sorting_day(end)), True, one.entry.id, end, one


def _find_known_end(end: When, day: date) -> When | None:
    """An end that may have come by the day, or OPEN; None where nobody said, or it is still to come."""
    if end == OPEN:
        return end
    return end if end.is_known and (end.earliest is None or end.earliest <= day) else None


def _sorting_day(when: When) -> date:
    found = when.earliest or when.latest
    assert found is not None
    return found


def _say(network: Network, one: OurAgreement) -> dict[str, Value]:
    return {"agreement": say_what(one.entry), "partners": say_partners(network, one.partners)}
