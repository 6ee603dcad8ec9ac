"""Who stands between whom: our brokerage roles by market, the markets we bridge, and other actors who bridge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from bridgehead.answers import Column, Part, Row, Scores, Table
from bridgehead.network.brokerage import brokerage
from bridgehead.network.measures import Betweenness, Burt, betweenness
from bridgehead.network.network import Network
from bridgehead.network.ties import Floats, Ints
from bridgehead.questions._dyads import Dyads
from bridgehead.questions._our_ties import say_number
from bridgehead.questions._saying import say_actor, say_market
from bridgehead.record.parameters import get_parameter

RANKINGS = ("betweenness", "effective_size", "constraint")
#: role -> (whether two-way ties count each pair twice, definition)
_ROLES: dict[str, tuple[bool, str]] = {
    "coordinator": (True, "Both are in our own market."),
    "gatekeeper": (False, "One is abroad and passes through us to one in our market."),
    "representative": (False, "One is in our market and passes through us to one abroad; over two-way ties as many."),
    "itinerant": (True, "Both are in one foreign market."),
    "liaison": (True, "They are in two different foreign markets."),
    "unknown": (True, "The market of one of them, or ours, is not known."),
}


def build_roles(network: Network, dyads: Dyads) -> Part:
    """How many pairs of contacts, not tied to each other, we stand between, by Gould and Fernandez's roles.

    Args:
        network: the network asked. dyads: its relationships.

    Source: Gould & Fernandez (1989). Differences: ties are taken as two-way, so unordered pairs are counted, and pairs
    with an unknown market are counted apart.
    """
    both = (np.concatenate([dyads.first, dyads.second]), np.concatenate([dyads.second, dyads.first]))
    found = brokerage(dyads.n_actors, *both, network.actors.market_of)
    rows = [
        Row(
            values={
                "role": role,
                "pairs": int(getattr(found, role)[dyads.firm]) // (2 if is_twice else 1),
                "meaning": meaning,
            }
        )
        for role, (is_twice, meaning) in _ROLES.items()
    ]
    return Part(
        name="roles",
        title="Our roles between contacts",
        shape=Table(
            columns=(
                Column(name="role", label="Role", kind="word", meaning="Gould and Fernandez's role, by home markets."),
                Column(
                    name="pairs",
                    label="Pairs",
                    kind="count",
                    meaning="Pairs of our contacts not tied to each other. Gatekeeper and representative are the two "
                    "directions of the same pairs.",
                ),
                Column(name="meaning", label="Which pairs"),
            ),
            rows=tuple(rows) if dyads.our_ties else (),
            empty="We have no contacts to stand between.",
        ),
    )


def build_bridges(network: Network, dyads: Dyads, top: int) -> Part:
    """Which markets meet only through us: pairs of contacts by their markets, and how many of them are tied.

    Args:
        network: the network asked. dyads: its relationships. top: most rows; 0 means all.
    """
    market_of, codes = network.actors.market_of, network.actors.markets
    contacts: dict[int, list[int]] = {}
    for contact in sorted(dyads.our_ties):
        contacts.setdefault(int(market_of[contact]), []).append(contact)
    tied = _count_tied(dyads, market_of)
    found = {
        (one, other): _count_pairs(len(contacts[one]), len(contacts[other]), is_same=one == other) - tied[one, other]
        for one in contacts
        for other in contacts
        if 0 <= one <= other
    }
    order = sorted((pair for pair, count in found.items() if count), key=lambda pair: (-found[pair], pair))
    rows = [
        Row(
            values={
                "market": say_market(codes[one]),
                "other_market": say_market(codes[other]),
                "open": found[one, other],
                "tied": tied[one, other],
            },
            evidence=tuple(dict.fromkeys(id_ for one_of in (one, other) for id_ in _cite(dyads, contacts[one_of]))),
        )
        for one, other in (order[:top] if top else order)
    ]
    empty = "No two of our contacts with known markets are without a tie to each other."
    shape = Table(columns=_BRIDGES, rows=tuple(rows), empty=empty)
    return Part(name="bridges", title="Where we bridge", shape=shape)


_BRIDGES: tuple[Column, ...] = (
    Column(name="market", label="Market", kind="market", meaning="Home market of one contact."),
    Column(name="other_market", label="And", kind="market", meaning="Home market of the other."),
    Column(
        name="open",
        label="Only through us",
        kind="count",
        meaning="Pairs of contacts the record knows no tie between.",
    ),
    Column(name="tied", label="Tied", kind="count", meaning="Pairs of contacts tied to each other."),
)


def _count_pairs(one: int, other: int, *, is_same: bool) -> int:
    """Pairs with one of each of two groups, or within one group."""
    return one * (one - 1) // 2 if is_same else one * other


def _cite(dyads: Dyads, contacts: Iterable[int]) -> Iterator[str]:
    """The entries behind our ties with some contacts."""
    return (tie.entry for contact in contacts for tie in dyads.our_ties.get(contact, ()) if tie.entry)


def _count_tied(dyads: Dyads, market_of: Ints) -> Counter[tuple[int, int]]:
    """Tied pairs of our contacts by their markets, the smaller number first."""
    is_contact = np.zeros(dyads.n_actors, dtype=np.bool_)
    is_contact[list(dyads.our_ties)] = True
    among = is_contact[dyads.first] & is_contact[dyads.second]
    one, other = market_of[dyads.first[among]], market_of[dyads.second[among]]
    return Counter(zip(np.minimum(one, other).tolist(), np.maximum(one, other).tolist(), strict=True))


def build_others(network: Network, dyads: Dyads, scores: Burt, rank_by: str, top: int) -> tuple[Part, Betweenness]:
    """Other actors by how much they stand between others, and the betweenness behind it.

    Args:
        network: the network asked. dyads: its relationships. scores: Burt's measures of all actors.
        rank_by: one of `RANKINGS`. top: most rows; 0 means all.
    """
    between = _between_others(dyads)
    contacts = np.bincount(dyads.first, minlength=dyads.n_actors) + np.bincount(dyads.second, minlength=dyads.n_actors)
    listed = contacts >= int(get_parameter("structural_holes", "least_contacts"))
    listed[dyads.firm] = False
    order = _rank(np.flatnonzero(listed), rank_by, between.score, scores)
    rows = [
        Row(
            values={
                "actor": say_actor(network, position),
                "contacts": int(contacts[position]),
                "constraint": say_number(scores.constraint[position]),
                "effective_size": say_number(scores.effective_size[position]),
                "betweenness": float(between.score[position]),
                "standard_error": float(between.standard_error[position]),
                "tied_to_us": position in dyads.our_ties,
            },
            evidence=tuple(_cite(dyads, [position])),
        )
        for position in (order[:top] if top else order)
    ]
    shape = Scores(
        columns=_OTHERS,
        rows=tuple(rows),
        ranked_by=rank_by,
        empty="The record knows no other actor with two relationships. Ask our contacts whom they know.",
    )
    return Part(name="others", title="Who else bridges", shape=shape), between


_OTHERS: tuple[Column, ...] = (
    Column(name="actor", label="Actor", kind="actor", meaning="Anybody but us with at least two relationships."),
    Column(name="contacts", label="Contacts", kind="count", meaning="Their relationships, the one with us included."),
    Column(name="constraint", label="Constraint", kind="number", meaning="Burt's constraint, as ours; less is freer."),
    Column(name="effective_size", label="Effective size", kind="number", meaning="Contacts less their redundancy."),
    Column(
        name="betweenness",
        label="Betweenness",
        kind="number",
        meaning="Pairs of others, ourselves left out, each by the share of its shortest routes that pass here.",
    ),
    Column(
        name="standard_error",
        label="Error",
        kind="number",
        meaning="Standard error of betweenness where it was sampled; 0 where every route was followed.",
    ),
    Column(name="tied_to_us", label="Tied to us", kind="yes_no", meaning="Whether we have a relationship with them."),
)


def _between_others(dyads: Dyads) -> Betweenness:
    """Betweenness in the network without us, sampled as far as the work allows."""
    first, second = dyads.first[~dyads.is_ours], dyads.second[~dyads.is_ours]
    steps, seed = (int(get_parameter("structural_holes", name)) for name in ("betweenness_steps", "seed"))
    sources = max(steps // max(2 * len(first), 1), 2)
    return betweenness(dyads.n_actors, first, second, sources=sources, rng=np.random.default_rng(seed))


def _rank(positions: Ints, rank_by: str, between: Floats, scores: Burt) -> Sequence[int]:
    """Positions, the freest or most central first; ties broken by the other measures, then by position."""
    keys = {
        "betweenness": -between[positions],
        "effective_size": -scores.effective_size[positions],
        "constraint": scores.constraint[positions],
    }
    order = [keys[rank_by], *(keys[name] for name in RANKINGS if name != rank_by)]
    found: list[int] = positions[np.lexsort((positions, *reversed(order)))].tolist()
    return found
