"""Partners among themselves: who know each other, where knowledge came round, whom nobody has brought together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import numpy as np

from bridgehead.answers import Column, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.network.sides import CUSTOMERS, END_CUSTOMERS, Window
from bridgehead.network.ties import AFFILIATION, KINDS
from bridgehead.questions._coordination_log import DIRECT_CONTACT, EDUCATION, JOINT_DECISION, Coded, Log, cite
from bridgehead.questions._coordination_tables import say_firm
from bridgehead.questions._our_ties import find_our_ties
from bridgehead.questions._saying import say_actor
from bridgehead.record.entries import Agreement, EntryId, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import MECHANISMS

Group = tuple[int, ...]
_PARTNERS = Column(
    name="partners", label="Partners", kind="actor",
    meaning="Those who met; one community alone stands for its members among each other.",
)  # fmt: skip
_CONTACTS: tuple[Column, ...] = (
    _PARTNERS,
    Column(name="mechanisms", label="Met through", kind="word", meaning="Mechanisms of their direct contact."),
    Column(name="interactions", label="Interactions", kind="count", meaning="Direct contacts recorded."),
    Column(name="with_us", label="With us there", kind="count", meaning="Those of them in which we took part."),
    Column(name="ties", label="Tied by", kind="word", meaning="Kinds of tie between the two on the day."),
)
_CYCLES: tuple[Column, ...] = (
    Column(name="firm", label="Firm", kind="actor"),
    Column(name="partners", label="Customers who met", kind="actor", meaning="And customers of customers."),
    Column(name="taught", label="Educated by us through", kind="word", meaning="Mechanisms; some of those who met."),
    Column(name="met", label="Met through", kind="word"),
    Column(name="decided", label="Decided with us through", kind="word", meaning="Mechanisms; some of those who met."),
    Column(
        name="closed", label="Closed", kind="yes_no",
        meaning="One was educated by us, met another, and that other decided with us; in a community, its members.",
    ),
    Column(
        name="in_order", label="In this order", kind="yes_no",
        meaning="Whether dates show education before contact and contact before decision.",
    ),
    Column(name="missing", label="What is missing"),
)  # fmt: skip
_COMBINING: tuple[Column, ...] = (
    Column(name="one", label="One", kind="actor"),
    Column(name="one_field", label="Works in"),
    Column(name="other", label="The other", kind="actor"),
    Column(name="other_field", label="Works in"),
    Column(name="interactions", label="With us", kind="count", meaning="Interactions of either with us."),
)


@dataclass(slots=True)
class _Meeting:
    """What brought a group of partners into contact: their direct contacts, and the ties between the two of a pair."""

    items: list[Coded] = field(default_factory=list)
    ties: dict[EntryId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """Whom a firm is tied to on the day, people by whom they stand for.

    Attributes:
        log: of the firm. ties: partner's position -> ids of our ties with them.
        between: pairs of partners -> ids of the ties they have with each other, and their kinds.
    """

    log: Log
    ties: Mapping[int, tuple[EntryId, ...]]
    between: Mapping[Group, Mapping[EntryId, str]]

    @classmethod
    def of(cls, log: Log) -> Partners:
        """The partners of a log's firm."""
        ties = _find_partners(log)
        return cls(log=log, ties=ties, between=_find_ties_between(log, ties.keys()))


def build_contacts(partners: Partners) -> Part:
    """Which of our partners know of each other, those of most contacts first."""
    log = partners.log
    found: dict[Group, _Meeting] = {}
    for group, items in _find_groups(log).items():
        found.setdefault(group, _Meeting()).items.extend(items)
    for pair, ties in partners.between.items():
        found.setdefault(pair, _Meeting()).ties.update(ties)
    rows = [_say_contact(log, group, meeting) for group, meeting in found.items()]
    rows.sort(key=lambda row: (-int(str(row.values["interactions"])), str(row.values["partners"])))
    empty = "No direct contact between partners is recorded. Log meetings at which several of them took part."
    shape = Table(columns=_CONTACTS, rows=tuple(rows), empty=empty)
    return Part(name="contacts", title="Which of our partners know of each other", shape=shape)


def _say_contact(log: Log, group: Group, meeting: _Meeting) -> Row:
    values: dict[str, Value] = {
        "partners": tuple(say_actor(log.network, partner) for partner in group),
        "mechanisms": _say_mechanisms(meeting.items),
        "interactions": len(meeting.items),
        "with_us": sum(1 for item in meeting.items if item.present.with_us),
        "ties": tuple(sorted(set(meeting.ties.values()))),
    }
    return Row(values=values, evidence=(*cite(meeting.items), *sorted(meeting.ties)))


def _find_groups(log: Log) -> dict[Group, list[Coded]]:
    """Partners of known side who met directly -> the interactions."""
    found: dict[Group, list[Coded]] = {}
    for item in log.placed:
        if any(column.startswith(DIRECT_CONTACT) for column in item.sides):
            found.setdefault(tuple(sorted(item.present.placed)), []).append(item)
    return found


def _find_ties_between(log: Log, partners: Collection[int]) -> dict[Group, dict[EntryId, str]]:
    """Pairs of partners of ours who are tied to each other on the day -> ids of the ties and their kinds."""
    network, ties = log.network, log.network.ties
    today = Window(first=network.day, last=network.day)
    found: dict[Group, dict[EntryId, str]] = {}
    stands_for = np.array([log.finder.stand_for(actor, today) for actor in range(len(network.actors))], dtype=np.int64)
    is_partner = np.zeros(len(network.actors), dtype=np.bool_)
    is_partner[list(partners)] = True
    ones, others = stands_for[ties.sender], stands_for[ties.receiver]
    among_others = ~network.is_own[ties.sender] & ~network.is_own[ties.receiver] & (ties.kind != AFFILIATION)
    for tie in np.flatnonzero(among_others & is_partner[ones] & is_partner[others] & (ones != others)).tolist():
        source = network.source(tie)
        if isinstance(source, Tie | Agreement):
            pair = (int(min(ones[tie], others[tie])), int(max(ones[tie], others[tie])))
            found.setdefault(pair, {})[source.id] = KINDS[int(ties.kind[tie])]
    return found


def _find_partners(log: Log) -> dict[int, tuple[EntryId, ...]]:
    """Everybody we are tied to on the day, people by whom they stand for -> the ties."""
    today = Window(first=log.network.day, last=log.network.day)
    found: dict[int, dict[EntryId, None]] = {}
    for tie in find_our_ties(log.network):
        partner = log.finder.stand_for(tie.other, today)
        found.setdefault(partner, {}).update({tie.entry: None} if tie.entry else {})
    return {partner: tuple(sorted(ties)) for partner, ties in found.items()}


def build_cycles(logs: Sequence[Log]) -> Part:
    """Where knowledge went from a firm to customers, between customers and back to the firm."""
    rows = [row for log in logs for row in _find_cycles(log)]
    rows.sort(key=lambda row: (row.values["closed"] is not True, bool(row.values["missing"])))
    empty = "No direct contact between customers is recorded, so no knowledge is known to have come round."
    shape = Table(columns=_CYCLES, rows=tuple(rows), empty=empty)
    return Part(name="cycles", title="From firm to customer to customer and back", shape=shape)


def _find_cycles(log: Log) -> Iterator[Row]:
    customers = {CUSTOMERS, END_CUSTOMERS}
    for group, met in _find_groups(log).items():
        members = [one for one in group if any(item.present.placed[one] & customers for item in met)]
        if members and any("direct_contact_customers" in item.sides for item in met):
            yield _build_cycle(log, members, met)


def _build_cycle(log: Log, members: Sequence[int], met: Sequence[Coded]) -> Row:
    customers = log.customers_by_form
    taught = {one: customers[EDUCATION, one] for one in members if (EDUCATION, one) in customers}
    decided = {one: customers[JOINT_DECISION, one] for one in members if (JOINT_DECISION, one) in customers}
    closed = any(one != other or log.network.actor(one).kind == "community" for one in taught for other in decided)
    education = [item for items in taught.values() for item in items]
    decisions = [item for items in decided.values() for item in items]
    missing = [
        words
        for words, found in (("education of one of them", taught), ("a joint decision with one of them", decided))
        if not found
    ]
    if taught and decided and not closed:
        missing = ["a joint decision with another than the one educated"]
    values: dict[str, Value] = {
        "firm": say_firm(log),
        "partners": tuple(say_actor(log.network, one) for one in members),
        "taught": _say_mechanisms(education),
        "met": _say_mechanisms(met),
        "decided": _say_mechanisms(decisions),
        "closed": closed,
        "in_order": is_in_order(education, met, decisions) if closed else None,
        "missing": "; ".join(missing),
    }
    return Row(values=values, evidence=cite((*education, *met, *decisions)))


def is_in_order(*legs: Sequence[Coded]) -> bool | None:
    """Whether one interaction of each leg certainly followed one of the leg before; None where a date is missing.

    Args:
        legs: interactions of the first leg, then of the next, and so on.
    """
    after = date.min
    for leg in legs:
        dated = [(when.earliest, when.latest) for item in leg if (when := item.interaction.begin).is_known]
        ends = [last for first, last in dated if first and last and first >= after]
        if not ends:
            all_known = all(item.interaction.begin.is_day for leg in legs for item in leg)
            return False if all_known else None
        after = min(ends)
    return True


def build_to_combine(partners: Partners) -> tuple[Part, str]:
    """Pairs of partners with differing knowledge whom nobody is known to have brought together, and what was left out.

    Source: knowledge combining of complementary knowledge bases (network coordination study).
    """
    log = partners.log
    present = _find_interactions(log)
    known = [one for one in partners.ties if log.network.actor(one).field]
    known.sort(key=lambda one: (-len(present.get(one, ())), log.network.actor(one).name, one))
    compared = known[: int(get_parameter("coordination", "partners_compared"))]
    rows = [
        _say_pair(log.network, pair, partners.ties, present)
        for pair in combinations(compared, 2)
        if _is_apart(log.network, pair, present) and (min(pair), max(pair)) not in partners.between
    ]
    most = int(get_parameter("coordination", "pairs_shown"))
    left = [f"{len(known) - len(compared)} partners were not compared"] if len(known) > len(compared) else []
    left += [f"{len(rows) - most} more pairs are not shown"] if len(rows) > most else []
    shape = Table(
        columns=_COMBINING,
        rows=tuple(rows[:most]),
        empty="No two partners of different known fields are left apart. Give partners their field to find some.",
    )
    part = Part(name="to_combine", title="Partners with differing knowledge nobody has brought together", shape=shape)
    return part, "; ".join(left)


def _find_interactions(log: Log) -> dict[int, dict[EntryId, bool]]:
    """Partner -> every interaction they took part in, of any mechanism or none, and whether we did."""
    found: dict[int, dict[EntryId, bool]] = {}
    for id_, present in log.present.items():
        for partner in present.sides:
            found.setdefault(partner, {})[id_] = present.with_us
    return found


def _is_apart(network: Network, pair: Group, present: dict[int, dict[EntryId, bool]]) -> bool:
    one, other = pair
    fields = {network.actor(end).field.casefold() for end in pair}
    return len(fields) == 2 and present.get(one, {}).keys().isdisjoint(present.get(other, {}))


def _say_pair(
    network: Network,
    pair: Group,
    ties: Mapping[int, tuple[EntryId, ...]],
    present: dict[int, dict[EntryId, bool]],
) -> Row:
    one, other = pair
    values: dict[str, Value] = {
        "one": say_actor(network, one),
        "one_field": network.actor(one).field,
        "other": say_actor(network, other),
        "other_field": network.actor(other).field,
        "interactions": sum(sum(present.get(end, {}).values()) for end in pair),
    }
    return Row(values=values, evidence=tuple(dict.fromkeys((*ties[one], *ties[other]))))


def _say_mechanisms(items: Iterable[Coded]) -> tuple[str, ...]:
    found = {item.interaction.mechanism for item in items}
    return tuple(word for word in MECHANISMS.words if word in found)
