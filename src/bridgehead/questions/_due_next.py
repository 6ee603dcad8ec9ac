"""What comes up: what falls due next on either side, and which agreements must be renewed or end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bridgehead.answers import Column, Part, Row, Timeline, Value
from bridgehead.network.network import Network
from bridgehead.questions._owed import SIDE, Owed, name_agreement
from bridgehead.questions._saying import say_actor_id
from bridgehead.record.dates import When, on_day, read_when
from bridgehead.record.entries import Agreement, Interaction, Obligation
from bridgehead.record.schedule import add_days
from bridgehead.record.upcoming import Upcoming, find_upcoming

_COLUMNS: tuple[Column, ...] = (
    Column(name="day", label="Day", kind="day", meaning="The day, or the first and last day it can be."),
    Column(name="what", label="What", kind="word", meaning="Due, renewal (or notice), or end of an agreement."),
    SIDE,
    Column(name="other", label="With", kind="actor", meaning="The other party, or parties."),
    Column(name="agreement", label="Agreement", meaning="Its form and when it began."),
    Column(name="deliverable", label="Deliverable", meaning="What falls due."),
    Column(name="quantity", label="How much", kind="number", meaning="Each time; none where none was named."),
    Column(name="left", label="Left", kind="number", meaning="Of it, what was not delivered or released in advance."),
    Column(name="unit", label="Unit", meaning="Of the quantity."),
    Column(name="value", label="Value", kind="money", meaning="Of one delivery, where the parties put one on it."),
    Column(name="currency", label="Currency", meaning="Of the value, ISO 4217."),
    Column(
        name="certain",
        label="Certain",
        kind="yes_no",
        meaning="No where it recurs and nobody said whether until then.",
    ),
)


def build_due_next(network: Network, own: frozenset[str], owed: Sequence[Owed], agreements: Iterable[Agreement],
                   days: int) -> Part:  # fmt: skip
    """What comes up within some days, in order.

    Args:
        network: the network asked. own: ids of the firm and its people. owed: the obligations asked about.
        agreements: whose renewal and end are told. days: how far ahead.
    """
    owed_by_id = {one.state.obligation.id: one for one in owed}
    # an obligation is bounded by its agreement whether or not the agreement's own days are asked about
    bounds = {one.agreement.id: one.agreement for one in owed if one.agreement}
    asked = {agreement.id: agreement for agreement in agreements}
    entries = (
        *(one.state.obligation for one in owed),
        *(bounds | asked).values(),
        *network.entries(Interaction),
    )
    found = find_upcoming(entries, network.day, add_days(network.day, days))
    rows = (
        _build_due(one, owed_by_id[one.entry.id])
        if isinstance(one.entry, Obligation)
        else _build_day(network, own, one)
        for one in found
        if isinstance(one.entry, Obligation) or one.entry.id in asked
    )
    timeline = Timeline(
        columns=_COLUMNS,
        rows=tuple(rows),
        empty=f"Nothing falls due, is to be renewed or ends within {days} days, as far as the record says.",
    )
    return Part(name="due_next", title="What falls due next", shape=timeline)


def _say_day(upcoming: Upcoming) -> When:
    if upcoming.last is None:
        return read_when(f"after {upcoming.first - timedelta(days=1)}")
    if upcoming.first == upcoming.last:
        return on_day(upcoming.first)
    return read_when(f"{upcoming.first}..{upcoming.last}")


def _build_due(upcoming: Upcoming, owed: Owed) -> Row:
    obligation = owed.state.obligation
    values: dict[str, Value] = {
        "day": _say_day(upcoming),
        "what": "due",
        "side": owed.side,
        "other": owed.others if len(owed.others) > 1 else owed.others[0],
        "agreement": name_agreement(owed.agreement),
        "deliverable": obligation.deliverable,
        "quantity": obligation.quantity,
        "left": upcoming.left,
        "unit": obligation.unit or None,
        "value": obligation.value,
        "currency": obligation.currency or None,
        "certain": upcoming.is_certain,
    }
    return Row(values=values, evidence=owed.cited)


def _build_day(network: Network, own: frozenset[str], upcoming: Upcoming) -> Row:
    agreement = upcoming.agreement
    assert agreement is not None
    parties = [actor for actor, _ in agreement.parties]
    others = tuple(say_actor_id(network, actor) for actor in parties if actor not in own)
    values: dict[str, Value] = {
        "day": _say_day(upcoming),
        "what": upcoming.kind,
        "side": "between others" if len(others) == len(parties) else "both",
        "other": others if len(others) != 1 else others[0],
        "agreement": name_agreement(agreement),
        "certain": upcoming.is_certain,
    }
    return Row(values=values, evidence=(agreement.id,))
