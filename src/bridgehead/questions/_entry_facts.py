"""What speaks for entering a market: a closed list of facts, each read from ties, agreements, presences or contacts.

A fact is on record or it is not; that it is not is never taken for its opposite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from bridgehead.network.network import Network
from bridgehead.questions._entry_markets import Collector, MarketFacts, places_of_agreement
from bridgehead.questions._our_ties import OurTie
from bridgehead.questions._presences import find_in_force, find_presences, find_so_far, is_certain
from bridgehead.record import markets
from bridgehead.record.entries import EntryId, Interaction, MarketCode, Obligation, Presence, Tie
from bridgehead.record.parameters import get_parameter

#: every fact, with what it says of a market
FACTS: Mapping[str, str] = {
    "home_agent_reaches_there": "an agent or distributor of ours at home is active there or tied to somebody there",
    "foreign_agent_reaches_there": "an agent or distributor of ours in another foreign market is active or tied there",
    "distributor_there": "an agent or distributor of ours is at home there, or an agreement on one applies there",
    "customer_there": "a customer of ours is at home there",
    "customer_active_there": "a customer of ours from elsewhere is active there, or a tie there came of following one",
    "asked_from_there": "somebody there asked about buying, or was named as a lead",
    "partner_there": "a partner of ours is at home there",
    "partner_provides": "a partner there is said to provide us something",
    "market_knowledge_there": "somebody there provides us market knowledge",
    "capacity_there": "somebody there provides us capacity",
    "opinion_leader_there": "an opinion leader we know is at home there",
    "ethnic_community_there": "people of our own origin live there and are tied to us",
    "multinational_there": "a multinational we are tied to is at home or active there",
    "association_there": "we are tied to an association, agency or standards body there",
    "project_partner_there": "a party to a project of ours is at home there",
    "joint_venture_partner_there": "a joint venture partner of ours is at home there, or a joint venture applies there",
    "equity_agreement_there": "an agreement under which a company is owned together or in part applies there",
    "they_entered_ours": "somebody from there is tied to us and present or active in our home market",
    "they_owe_us": "one of them owes us something under an agreement, or a tie with them came of reciprocity",
    "hired_from_there": "we hired somebody from there, and not only for a product",
    "hired_person_knows_there": "somebody we hired is tied to somebody there",
    "exports_there": "we are present there by exporting",
}


def find_market_facts(network: Network) -> dict[MarketCode, MarketFacts]:
    """What is on record for each market abroad in which anything is: a tie, an agreement or a presence; by code.

    Raises:
        NoFirmError: no firm is named.
    """
    collector = Collector(network)
    for finder in _FINDERS:
        for market, fact, ids, certain in finder(collector):
            collector.note(market, fact, ids, certain=certain)
    presences = find_presences(network)
    for presence in presences:
        for item in presence.presences:
            if item.entry_mode in get_parameter("entry_modes", "export_modes"):
                collector.note(presence.market, "exports_there", [item.id], certain=is_certain(network, item))
    return collector.build(presence.market for presence in presences)


_Note = tuple[MarketCode, str, Iterable[EntryId], bool]


def _find_in_ties(collector: Collector) -> Iterator[_Note]:
    """Facts that a tie with somebody shows."""
    for tie in collector.ours:
        cited = (tie.entry, *tie.agreements)
        for fact in _read_tie(tie):
            yield from ((market, fact, cited, tie.certain) for market in collector.homes(tie.other))
        wide = [fact for fact, holds in _read_wide(collector.network, tie).items() if holds]
        places = (*collector.homes(tie.other), *collector.active(tie.other))
        yield from ((market, fact, cited, tie.certain) for fact in wide for market in places)
        if tie.role == "customer":
            active = collector.active(tie.other)
            yield from ((market, "customer_active_there", cited, tie.certain) for market in active)


def _read_tie(tie: OurTie) -> Iterator[str]:
    """Facts of the market in which the other is at home."""
    is_partner = tie.role in get_parameter("entry_modes", "partner_roles")
    shown = {
        "distributor_there": tie.role in get_parameter("entry_modes", "intermediary_roles"),
        "customer_there": tie.role == "customer",
        "customer_active_there": tie.origin == "follow_customer",
        "partner_there": is_partner,
        "partner_provides": is_partner and bool(tie.provides),
        "market_knowledge_there": "market_knowledge" in tie.provides,
        "capacity_there": "capacity" in tie.provides,
        "opinion_leader_there": tie.role == "opinion_leader",
        "association_there": tie.kind == "institutional"
        or tie.role in get_parameter("entry_modes", "association_roles"),
        "project_partner_there": tie.origin == "public_programme",
        "joint_venture_partner_there": tie.role == "joint_venture_partner",
        "they_owe_us": tie.origin == "reciprocity",
        "they_entered_ours": tie.origin == "reciprocity",
        "hired_from_there": tie.kind == "affiliation" and tie.origin == "hired" and _is_for_markets(tie),
    }
    yield from (fact for fact, holds in shown.items() if holds)


def _is_for_markets(tie: OurTie) -> bool:
    """Whether people were hired for what they know of a market, as far as is said: experts for a product were not."""
    return tie.purpose in {"", "market_entry"} or "market_knowledge" in tie.provides


def _read_wide(network: Network, tie: OurTie) -> Mapping[str, bool]:
    """Facts of every market in which the other is at home or active."""
    return {
        "ethnic_community_there": tie.kind == "ethnic" or tie.role == "diaspora_contact",
        "multinational_there": tie.role == "multinational" or network.actor(tie.other).is_multinational is True,
    }


def _find_in_agreements(collector: Collector) -> Iterator[_Note]:
    """Facts that an agreement of ours shows of the markets it applies in."""
    network = collector.network
    for agreement in collector.agreements:
        certain = is_certain(network, agreement)
        shown = {
            "distributor_there": agreement.form in get_parameter("entry_modes", "intermediary_forms"),
            "project_partner_there": agreement.form in get_parameter("entry_modes", "project_forms"),
            "joint_venture_partner_there": agreement.form == "joint_venture",
            "equity_agreement_there": agreement.form in get_parameter("entry_modes", "equity_forms"),
        }
        for market in places_of_agreement(network, agreement):
            yield from ((market, fact, (agreement.id,), certain) for fact, holds in shown.items() if holds)


def _find_by_agents(collector: Collector) -> Iterator[_Note]:
    """Where our agents and distributors are active or tied beyond their own market."""
    network = collector.network
    roles = get_parameter("entry_modes", "intermediary_roles")
    agents = {tie.other: tie for tie in reversed(collector.ours) if tie.role in roles}
    for agent, tie in agents.items():
        home = network.actor(agent).market
        if home is None:
            continue
        fact = "home_agent_reaches_there" if home == network.home else "foreign_agent_reaches_there"
        yield from ((market, fact, (tie.entry,), tie.certain) for market in collector.active(agent))
    known = np.array(sorted(agents), dtype=np.int64)
    for position in np.flatnonzero(
        np.isin(network.ties.sender, known) | np.isin(network.ties.receiver, known)
    ).tolist():
        ends = int(network.ties.sender[position]), int(network.ties.receiver[position])
        for agent, other in (ends, ends[::-1]):
            home, there = network.actor(agent).market, network.actor(other).market
            if agent in agents and not network.is_own[other] and home and there not in {None, home, network.home}:
                source = network.source(position)
                fact = "home_agent_reaches_there" if home == network.home else "foreign_agent_reaches_there"
                cited = (agents[agent].entry, "" if source is None else source.id)
                yield str(there), fact, cited, agents[agent].certain and bool(network.ties.certain[position])


def _find_in_people(collector: Collector) -> Iterator[_Note]:
    """Where the people we hired come from, and whom they know."""
    network = collector.network
    hired: dict[int, Tie] = {}
    for tie in find_in_force(network, Tie):
        if tie.kind == "affiliation" and tie.origin == "hired":
            both = [network.actors.position_by_id.get(end) for end in (tie.sender, tie.receiver)]
            people = [end for end in both if end is not None and end in network.own_people]
            hired.update(dict.fromkeys(people, tie) if network.firm in both else {})
    for person, tie in hired.items():
        market = network.actor(person).market
        if market and market != network.home:
            yield market, "hired_from_there", (tie.id,), is_certain(network, tie)
    for ours in collector.ours:
        ends = int(network.ties.sender[ours.tie]), int(network.ties.receiver[ours.tie])
        for person in hired.keys() & set(ends):
            post = hired[person]
            certain = ours.certain and is_certain(network, post)
            for market in collector.homes(ours.other):
                yield market, "hired_person_knows_there", (ours.entry, post.id), certain


def _find_inquiries(collector: Collector) -> Iterator[_Note]:
    """Who asked from there, or was named as a lead."""
    network, position_of = collector.network, collector.network.actors.position_by_id
    for item in find_so_far(network, Interaction):
        present = [position_of[actor] for actor, _ in item.participants if actor in position_of]
        if item.kind not in {"inquiry", "lead"} or not any(network.is_own[position] for position in present):
            continue
        places = {network.actor(position).market for position in present if not network.is_own[position]}
        about = item.about if markets.is_market(item.about) else None
        asked = sorted(market for market in places | {item.place, about} if market and market != network.home)
        happened = item.begin.latest is not None and item.begin.latest <= network.day
        yield from ((market, "asked_from_there", (item.id,), happened) for market in asked)


def _find_reverse(collector: Collector) -> Iterator[_Note]:
    """Who came into our home market with us, and which of them owe us something under an agreement in force."""
    network, position_of = collector.network, collector.network.actors.position_by_id
    came: set[int] = set()
    for other, id_, certain in _find_entrants(collector):
        came.add(other)
        yield from ((market, "they_entered_ours", (id_,), certain) for market in collector.homes(other))
    in_force = {agreement.id: agreement for agreement in collector.agreements}
    for owed in network.entries(Obligation):
        debtor, creditor = position_of.get(owed.debtor), position_of.get(owed.creditor)
        if debtor in came and creditor is not None and network.is_own[creditor] and owed.agreement in in_force:
            certain = is_certain(network, in_force[owed.agreement])
            yield from ((market, "they_owe_us", (owed.id,), certain) for market in collector.homes(debtor))


def _find_entrants(collector: Collector) -> Iterator[tuple[int, EntryId, bool]]:
    """Those tied to us who are active or present in our home market, or bound to us by an agreement for it."""
    network, home = collector.network, collector.network.home
    position_of = network.actors.position_by_id
    if home is None:
        return
    for tie in collector.ours:
        if home in network.actor(tie.other).active_markets:
            yield tie.other, tie.entry, tie.certain
    tied = {tie.other for tie in collector.ours}
    for presence in find_in_force(network, Presence):
        other = position_of.get(presence.actor)
        if other in tied and presence.market == home:
            yield other, presence.id, is_certain(network, presence)
    for agreement in collector.agreements:
        if home in agreement.markets:
            parties = [position_of[party] for party, _ in agreement.parties if party in position_of]
            foreign = [other for other in parties if network.actor(other).market not in {None, home}]
            yield from ((other, agreement.id, is_certain(network, agreement)) for other in foreign)


_FINDERS: tuple[Callable[[Collector], Iterator[_Note]], ...] = (
    _find_in_ties,
    _find_in_agreements,
    _find_by_agents,
    _find_in_people,
    _find_inquiries,
    _find_reverse,
)
