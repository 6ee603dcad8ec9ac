"""Reciprocity: who owes whom, what is overdue, and whether giving is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import ActorRef, Answer, Column, Coverage, Part, Row, Value
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._due_next import build_due_next
from bridgehead.questions._giving import build_giving
from bridgehead.questions._owed import (
    LEDGER_COLUMNS,
    NOTHING_OWED,
    SIDE,
    SIDES,
    Owed,
    build_balance,
    build_ledger_row,
    find_owed,
    find_own_ids,
    name_programme,
    say_agreement,
    sum_open_value,
)
from bridgehead.questions._owed_values import build_values
from bridgehead.questions._saying import say_count
from bridgehead.record.entries import Agreement
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

_COUNT_COLUMNS: tuple[Column, ...] = (
    Column(name="obligations", label="Obligations", kind="count", meaning="Obligations on this side."),
    Column(
        name="due", label="Fell due", kind="count", meaning="How many times one of them certainly fell due by the day."
    ),
    Column(name="deliveries", label="Deliveries", kind="count", meaning="Deliveries logged for them."),
    Column(
        name="fulfilled",
        label="Fulfilled",
        kind="count",
        meaning="Obligations of which all that fell due was delivered or released; those still to come are none.",
    ),
    Column(name="overdue", label="Overdue", kind="count", meaning="Obligations certainly overdue."),
    Column(
        name="overdue_possible",
        label="Possibly overdue",
        kind="count",
        meaning="Obligations overdue only possibly: their days, or those of deliveries, do not allow us to say.",
    ),
    Column(
        name="open_value",
        label="Open value",
        kind="money",
        meaning="Value of what fell due and was not delivered; cannot tell without values, or in several currencies.",
    ),
    Column(name="currency", label="Currency", meaning="Of the value, ISO 4217."),
)
#: a century: no contract looks further ahead
_MOST_DAYS = 36_525
_COUNTED = tuple(column.name for column in _COUNT_COLUMNS if column.kind == "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reciprocity:
    """Who owes whom, what is overdue, and is giving answered?

    Each obligation is set against the deliveries logged for it, as of the day. Overdue is certain or possible, as far
    as the dates allow; what is owed continuously, or on no day, is never overdue. Whether giving is answered is told
    from logged contacts, and cannot be told without them. Obligations stand between those the record names, also where
    the lens folds people into organisations.
    """

    plain_name: ClassVar[str] = "Who owes whom?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["qsense"],
        WORKS["iplik"],
        Reference("Gouldner", 1960, "The norm of reciprocity"),
        WORKS["granovetter"],
    )

    partner: str = parameter("", "Only what this actor owes or is owed (id or name).")
    side: str = parameter("", f"Only one side: {', '.join(side for side, _ in SIDES)}.")
    ahead: int = parameter(0, "How many days ahead to look for what falls due next; 0 looks a year ahead.")
    only_overdue: bool = parameter(False, "List only what is certainly or possibly overdue; counts stay whole.")

    def answer(self, network: Network) -> Answer:
        """What is owed per partner, agreement and programme, each obligation, what comes next, and who answers giving.

        Raises:
            QuestionValueError: there is no such side, or `ahead` is no number of days. ActorNotFoundError: there is no
            such partner. AmbiguousActorError: several are called so. NoFirmError: no firm is named.
        """
        side = self.side.strip().lower().replace("_", " ")
        if side not in {"", *(side for side, _ in SIDES)}:
            remedy = f"It is one of: {', '.join(side for side, _ in SIDES)}."
            raise QuestionValueError("reciprocity", "side", self.side, remedy)
        if not 0 <= self.ahead <= _MOST_DAYS:
            raise QuestionValueError("reciprocity", "ahead", self.ahead, f"It lies between 0 and {_MOST_DAYS} days.")
        partner = network.actors.find(self.partner) if self.partner else None
        own = find_own_ids(network)
        found = find_owed(network)
        asked = [one for one in found if side in {"", one.side} and _concerns(network, one, partner)]
        listed = [one for one in asked if not self.only_overdue or one.state.overdue != "no"]
        rows = [build_ledger_row(one) for one in listed]
        is_clear = bool(asked) and self.only_overdue
        ledger = build_balance(LEDGER_COLUMNS, rows, listed, empty="Nothing is overdue." if is_clear else "")
        parts = (
            _build_by_actor(asked),
            Part(name="ledger", title="Every obligation", shape=ledger),
            _build_by_agreement(asked),
            build_giving(network, own, partner),
            _build_by_programme(network, asked),
            build_values(network, asked),
            build_due_next(network, own, asked, _find_agreements(network, own, partner), self.ahead or _horizon()),
        )
        return build_answer(
            self, network, parts=parts, coverage=_say_coverage(found), caveats=_find_caveats(network, own, found, asked)
        )


def _concerns(network: Network, owed: Owed, partner: int | None) -> bool:
    """Whether an actor is one of the two sides of an obligation; everybody concerns nobody in particular."""
    obligation, position_of = owed.state.obligation, network.actors.position_by_id
    return partner is None or partner in {position_of.get(obligation.debtor), position_of.get(obligation.creditor)}


def _build_by_actor(owed: Sequence[Owed]) -> Part:
    def subject(one: Owed) -> tuple[str, ...]:
        return tuple(actor.id for actor in one.others)

    columns = (SIDE, Column(name="other", label="Partner", kind="actor", meaning="The other side."), *_COUNT_COLUMNS)
    rows = [_sum_up(group, {"other": _say_others(group[0])}) for group in _group(owed, subject)]
    return Part(name="by_actor", title="What is owed, by partner", shape=build_balance(columns, rows, owed, _COUNTED))


def _build_by_agreement(owed: Sequence[Owed]) -> Part:
    def subject(one: Owed) -> tuple[str, ...]:
        return (one.state.obligation.agreement,)

    columns = (
        SIDE,
        Column(name="agreement", label="Agreement", meaning="What the obligations follow from."),
        Column(name="others", label="With", kind="actor", meaning="The other parties that owe or are owed."),
        *_COUNT_COLUMNS,
    )
    rows = [
        _sum_up(group, {"agreement": say_agreement(group[0].agreement), "others": _say_all_others(group)})
        for group in _group(owed, subject)
    ]
    return Part(
        name="by_agreement", title="What is owed, by agreement", shape=build_balance(columns, rows, owed, _COUNTED)
    )


def _build_by_programme(network: Network, owed: Sequence[Owed]) -> Part:
    named = {one.state.obligation.id: name_programme(network, one.agreement) for one in owed}
    held = [one for one in owed if named[one.state.obligation.id]]

    def subject(one: Owed) -> tuple[str, ...]:
        return named[one.state.obligation.id] or ()

    columns = (
        SIDE,
        Column(name="programme", label="Programme", meaning="What the agreements are memberships of."),
        Column(name="tier", label="Tier", meaning="The tier there; none where nobody said."),
        Column(name="members", label="Members", kind="count", meaning="How many others owe or are owed."),
        *_COUNT_COLUMNS,
    )
    rows = []
    for group in _group(held, subject):
        programme, tier = subject(group[0])
        about: dict[str, Value] = {"programme": programme, "tier": tier or None, "members": len(_say_all_others(group))}
        rows.append(_sum_up(group, about))
    empty = "" if not owed else "No agreement that owes anything is of a programme."
    shape = build_balance(columns, rows, held, ("members", *_COUNTED), empty)
    return Part(name="by_programme", title="What is owed, by programme", shape=shape)


def _find_agreements(network: Network, own: frozenset[str], partner: int | None) -> list[Agreement]:
    """Our agreements, or those of ours with one partner, whose renewal and end are told."""
    position_of = network.actors.position_by_id
    return [
        entry
        for entry in network.entries(Agreement)
        if any(party in own for party, _ in entry.parties)
        and (partner is None or partner in {position_of.get(party) for party, _ in entry.parties})
    ]


def _horizon() -> int:
    return int(get_parameter("reciprocity", "horizon_days"))


def _group(owed: Sequence[Owed], subject: Callable[[Owed], tuple[str, ...]]) -> Iterable[list[Owed]]:
    """Obligations by side and subject, in the order they come."""
    groups: dict[tuple[str, ...], list[Owed]] = {}
    for one in owed:
        groups.setdefault((one.side, *subject(one)), []).append(one)
    return groups.values()


def _sum_up(group: Sequence[Owed], subject: dict[str, Value]) -> Row:
    """Several obligations of one side in figures."""
    value, currency = sum_open_value(group)
    states = [one.state for one in group]
    values: dict[str, Value] = {
        "side": group[0].side,
        **subject,
        "obligations": len(states),
        "due": sum(state.occurrences for state in states),
        "deliveries": sum(len(state.deliveries) for state in states),
        "fulfilled": sum(state.is_fulfilled and not state.is_to_come for state in states),
        "overdue": sum(state.overdue == "certain" for state in states),
        "overdue_possible": sum(state.overdue == "possible" for state in states),
        "open_value": value,
        "currency": currency,
    }
    return Row(values=values, evidence=tuple(dict.fromkeys(id_ for one in group for id_ in one.cited)))


def _say_others(owed: Owed) -> Value:
    return owed.others if len(owed.others) > 1 else owed.others[0]


def _say_all_others(group: Iterable[Owed]) -> tuple[ActorRef, ...]:
    return tuple(dict.fromkeys(actor for one in group for actor in one.others))


def _say_coverage(found: Sequence[Owed]) -> Coverage:
    """How many obligations can be overdue at all, and how many only possibly are."""
    timeless = sum(one.state.quantity_due is None for one in found)
    left = f"{timeless} {'is' if timeless == 1 else 'are'} owed continuously or on no day, and never overdue."
    remarks = (left,) if timeless else ()
    possible = sum(one.state.overdue == "possible" for one in found)
    return Coverage(
        used=len(found) - timeless, total=len(found), unit="obligations", possible=possible, remarks=remarks
    )


def _find_caveats(network: Network, own: frozenset[str], found: Sequence[Owed], asked: Sequence[Owed]) -> Iterable[str]:
    if not found:
        yield f"Cannot tell who owes whom. {NOTHING_OWED}"
    elif not asked:
        yield f"None of the {len(found)} obligations in the record is of this partner and side."
    named = {one.state.obligation.agreement for one in found}
    ours = [entry for entry in network.entries(Agreement) if any(party in own for party, _ in entry.parties)]
    silent = sum(agreement.id not in named for agreement in ours)
    if silent:
        whole = say_count(len(ours), "agreements")
        yield f"What is owed cannot be told of {silent} of our {whole} in force: no obligation names it."
    if any(set(one.state.flags) & {"below_standard", "refused"} for one in asked):
        yield "What was below standard counts as delivered; what was refused does not."
