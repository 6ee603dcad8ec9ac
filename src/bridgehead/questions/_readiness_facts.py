"""Facts of the record that answer items of readiness; which item each answers stands in `parameters/readiness.yaml`.

A fact says yes or no only where the record itself does. Where it says half, or nothing, the item stays open and what is
on record is told all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bridgehead.network.network import Network
from bridgehead.questions._owed import say_agreement
from bridgehead.questions._partnerships import POOR, Partnership, find_judged, find_recent_contacts, is_told_between
from bridgehead.questions._presences import is_certain
from bridgehead.record.dates import OPEN
from bridgehead.record.entries import Agreement, Assessment, Entry, MarketCode, Tie
from bridgehead.record.parameters import get_parameter

_SOCIAL = frozenset({"social", "ethnic", "family"})
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the record says of an item.

    Attributes:
        answer: yes or no; None where the record does not settle it. what: the facts in a sentence, "" where none.
        cited: ids they rest on.
    """

    answer: bool | None = None
    what: str = ""
    cited: tuple[str, ...] = ()


NOTHING = Fact()


def find_partner_fact(network: Network, partnership: Partnership, item: str) -> Fact:
    """What the record says of an item of a partnership."""
    named = _number("facts").get(item)
    return _PARTNER_FACTS[named["fact"]](network, partnership) if named else NOTHING


def find_market_fact(network: Network, market: MarketCode, item: str) -> Fact:
    """What the record says of an item of a market."""
    named = _number("facts").get(item)
    return _MARKET_FACTS[named["fact"]](network, market) if named else NOTHING


def _number(name: str) -> Any:  # noqa: ANN401 - numbers and tables alike
    return get_parameter("readiness", name)


def _cite(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.id for entry in entries))


def _watch_market(network: Network, market: MarketCode) -> Fact:
    since = network.day - timedelta(days=int(_number("lately_days")))
    found = [
        entry
        for entry in network.assessed.get(market, ())
        if entry.instrument == "market" and _is_assessed_between(entry, since, network.day)
    ]
    newest = max((entry.begin.latest for entry in found if entry.begin.latest), default=None)
    return Fact(answer=True, what=f"Last assessed by {newest}.", cited=_cite(found)) if found else NOTHING


def _is_assessed_between(entry: Assessment, since: date, until: date) -> bool:
    first, last = entry.begin.earliest, entry.begin.latest
    return first is not None and last is not None and since <= first and last <= until


def _find_locality(network: Network, partnership: Partnership) -> Fact:
    """Whether the partner is at home where the agreements apply, or abroad where they do not say, and old enough."""
    partner = network.actor(partnership.other)
    markets = {market for agreement in partnership.agreements for market in agreement.markets}
    cited = (partner.id, *_cite(partnership.agreements))
    if partner.market is None or (not markets and partner.market == network.home):
        return NOTHING
    if markets and partner.market not in markets:
        return Fact(answer=False, what="Its home market is none of those the agreement applies in.", cited=cited)
    founded = partner.founded.latest
    if founded is None or partner.kind == "person":
        return Fact(what="It is local; since when it exists is not on record.", cited=cited)
    age = (network.day - founded) // _YEAR
    is_old = age >= int(_number("experience_years"))
    return Fact(
        answer=True if is_old else None, what=f"It is local, and at least {max(age, 0)} years old.", cited=cited
    )


def _judge_deliveries(network: Network, partnership: Partnership) -> Fact:
    judged = find_judged(network, partnership, [one for one in partnership.owed if one.side == "owed to us"])
    poor = sum(entry.acceptance in POOR for entry in judged)
    what = f"{len(judged) - poor} of {len(judged)} deliveries that were judged met the standard." if judged else ""
    if len(judged) < int(_number("least_judged")):
        return Fact(what=what, cited=_cite(judged))
    answer = True if not poor else False if poor * 2 > len(judged) else None
    return Fact(answer=answer, what=what, cited=_cite(judged))


def _find_talks(network: Network, partnership: Partnership) -> Fact:
    """Negotiations of the two that certainly lie before the agreement's first day, or by today where there is none."""
    begun = [agreement.begin.earliest for agreement in partnership.agreements]
    before = min((first for first in begun if first is not None), default=network.day)
    found = [
        entry
        for entry in partnership.contacts
        if entry.kind == "negotiation" and is_told_between(entry, date.min, min(before, network.day))
    ]
    return (
        Fact(answer=True, what=f"{len(found)} negotiations before it began.", cited=_cite(found)) if found else NOTHING
    )


def _find_dues(_network: Network, partnership: Partnership) -> Fact:
    """Agreements under which the ledger names what both sides owe."""
    sides = {
        agreement.id: {one.side for one in partnership.owed if one.state.obligation.agreement == agreement.id}
        for agreement in partnership.agreements
    }
    complete = [agreement for agreement in partnership.agreements if len(sides[agreement.id]) > 1]
    owed = tuple(one.state.obligation.id for one in partnership.owed if one.state.obligation.agreement in sides)
    return _share_of_agreements(partnership, complete, "name what either side owes", owed)


def _find_terms(_network: Network, partnership: Partnership) -> Fact:
    complete = [one for one in partnership.agreements if one.end == OPEN or one.end.is_known or one.renewal.is_known]
    return _share_of_agreements(partnership, complete, "name their term")


def _find_long_terms(_network: Network, partnership: Partnership) -> Fact:
    complete = [one for one in partnership.agreements if _is_long(one)]
    return _share_of_agreements(partnership, complete, f"run on, or for {_number('long_term_years')} years and more")


def _is_long(agreement: Agreement) -> bool:
    """Whether an agreement certainly runs on or lasts for years."""
    first, last = agreement.begin.latest, agreement.end.earliest
    is_years = first is not None and last is not None and last - first >= _YEAR * int(_number("long_term_years"))
    return agreement.end == OPEN or is_years


def _share_of_agreements(
    partnership: Partnership, complete: Sequence[Agreement], what: str, further: tuple[str, ...] = ()
) -> Fact:
    """Yes where all agreements do, open where only some or none do: what the record leaves out, a contract may name."""
    held = partnership.agreements
    if not held:
        return NOTHING
    if len(held) == 1 and complete:
        said = f"On record: {say_agreement(held[0])}."
    else:
        said = f"{len(complete)} of {len(held)} agreements {what}."
    return Fact(answer=True if len(complete) == len(held) else None, what=said, cited=(*_cite(held), *further))


def _find_mechanisms(network: Network, partnership: Partnership) -> Fact:
    found = [one for one in find_recent_contacts(network, partnership, int(_number("lately_days"))) if one.mechanism]
    words = ", ".join(dict.fromkeys(entry.mechanism.replace("_", " ") for entry in found))
    return Fact(answer=True, what=f"In use: {words}.", cited=_cite(found)) if found else NOTHING


def _find_decisions(network: Network, partnership: Partnership) -> Fact:
    recent = find_recent_contacts(network, partnership, int(_number("lately_days")))
    found = [entry for entry in recent if "joint_decision" in entry.forms]
    return Fact(answer=True, what=f"Joint decisions lately: {len(found)}.", cited=_cite(found)) if found else NOTHING


def _find_gains(network: Network, partnership: Partnership) -> Fact:
    bonds: tuple[Agreement | Tie, ...]
    bonds = (*partnership.agreements, *(tie for tie in partnership.ties if is_certain(network, tie)))
    mutual = [bond for bond in bonds if bond.provides and bond.gives]
    if not mutual:
        return NOTHING
    words = dict.fromkeys(word.replace("_", " ") for bond in mutual for word in (*bond.provides, *bond.gives))
    return Fact(answer=True, what=f"Named: {', '.join(words)}.", cited=_cite(mutual))


def _find_acquaintance(network: Network, partnership: Partnership) -> Fact:
    """Social ties that reach a person on their side."""
    position_of, is_person = network.actors.position_by_id, network.actors.is_person
    found = [
        tie
        for tie in partnership.ties
        if tie.kind in _SOCIAL
        and is_certain(network, tie)
        and any(is_person[position_of[end]] for end in (tie.sender, tie.receiver) if end in partnership.ids)
    ]
    kinds = ", ".join(dict.fromkeys(tie.kind for tie in found))
    return Fact(answer=True, what=f"On record: {kinds}.", cited=_cite(found)) if found else NOTHING


_MARKET_FACTS: dict[str, Callable[[Network, MarketCode], Fact]] = {"market_watched": _watch_market}
_PARTNER_FACTS: dict[str, Callable[[Network, Partnership], Fact]] = {
    "local_and_experienced": _find_locality,
    "delivered_to_standard": _judge_deliveries,
    "negotiated_before": _find_talks,
    "both_sides_owe": _find_dues,
    "term_named": _find_terms,
    "long_term": _find_long_terms,
    "mechanism_in_use": _find_mechanisms,
    "decided_together": _find_decisions,
    "both_sides_give": _find_gains,
    "social_tie": _find_acquaintance,
}
