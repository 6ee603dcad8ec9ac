"""What a portfolio is made of: agreements by form, direction, partner and market; concentration; redundancy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bridgehead.answers import Column, Part, Row, Scores, Table, Value
from bridgehead.network.concentration import herfindahl
from bridgehead.network.network import Network
from bridgehead.questions._our_ties import find_our_ties
from bridgehead.questions._portfolio_agreements import OurAgreement, cite, say_partners
from bridgehead.questions._saying import say_actor, say_market
from bridgehead.record.entries import Assessment
from bridgehead.record.record import find_own_firm
from bridgehead.record.terms import get_form

NO_AGREEMENTS = "We have no agreement with others on this day. Add one, or look at another day with --as-of."

_ATTRIBUTE = Column(name="attribute", label="Attribute", kind="word", meaning="What agreements are sorted by.")
_MAKE_UP: tuple[Column, ...] = (
    _ATTRIBUTE,
    Column(name="value", label="Value", kind="word", meaning="Its value; 'unknown' is no value and has no share."),
    Column(name="agreements", label="Agreements", kind="count", meaning="An agreement of several values is in each."),
    Column(name="possible", label="Possibly", kind="count", meaning="Those of them that only possibly hold."),
    Column(name="share", label="Share", kind="share", meaning="Of the agreements of which it is known."),
)
_CONCENTRATION: tuple[Column, ...] = (
    Column(name="by", label="By", kind="word", meaning="What agreements are spread over."),
    Column(name="known", label="Agreements", kind="count", meaning="Those of which it is known, each counted once."),
    Column(name="unknown", label="Unknown", kind="count", meaning="Agreements left out because it is not known."),
    Column(
        name="herfindahl",
        label="Herfindahl",
        kind="number",
        meaning="Sum of squared shares. An agreement weighs 1, in equal parts over its partners or markets.",
    ),
    Column(
        name="equivalent",
        label="As many as",
        kind="number",
        meaning="1 over Herfindahl: the number of equally large ones that would be as concentrated.",
    ),
    Column(name="largest", label="Largest", kind="word", meaning="Who or what has most; several where they are equal."),
    Column(name="largest_share", label="Its share", kind="share", meaning="Of the agreements counted."),
)
_REDUNDANCY: tuple[Column, ...] = (
    Column(name="provides", label="What we get", kind="word", meaning="What each of the partners is said to provide."),
    Column(name="market", label="Market", kind="market", meaning="Where: the agreement's market, else the partner's."),
    Column(name="count", label="Partners", kind="count", meaning="Partners of whom both are said; two or more."),
    Column(name="partners", label="Who", kind="actor"),
)

#: the values of one attribute of an agreement: text, or a position of an actor
_Read = Callable[[OurAgreement], Iterable[str]]


def build_make_up(network: Network, ours: Sequence[OurAgreement]) -> Part:
    """Agreements counted by every attribute, the most frequent value first, the unknown last."""
    rows = [row for attribute, read in _readers(network).items() for row in _count(attribute, read, ours)]
    return Part(
        name="make_up",
        title="What the portfolio is made of",
        shape=Table(columns=_MAKE_UP, rows=tuple(rows), empty=NO_AGREEMENTS),
    )


def build_concentration(network: Network, ours: Sequence[OurAgreement]) -> Part:
    """How concentrated the portfolio is on partners, on their markets, and on the markets agreements name."""
    readers: Mapping[str, Callable[[OurAgreement], Iterable[str]]] = {
        "partner": lambda one: (network.actor(partner).id for partner in one.partners),
        "partner_market": _readers(network)["partner_market"],
        "market": _readers(network)["market"],
    }
    rows = [_concentrate(network, by, read, ours) for by, read in readers.items()] if ours else []
    return Part(
        name="concentration",
        title="How concentrated it is",
        shape=Scores(columns=_CONCENTRATION, rows=tuple(rows), empty=NO_AGREEMENTS),
    )


def build_redundancy(network: Network, ours: Sequence[OurAgreement]) -> Part:
    """Partners of the portfolio who give us the same in the same market."""
    found: dict[tuple[str, str], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word, market, partner, id_ in _find_provisions(network, ours):
        found[word, market][partner].append(id_)
    rows = []
    for (word, market), by_partner in sorted(found.items()):
        if len(by_partner) > 1:
            values: dict[str, Value] = {
                "provides": word,
                "market": say_market(market),
                "count": len(by_partner),
                "partners": say_partners(network, sorted(by_partner)),
            }
            cited = dict.fromkeys(id_ for partner in sorted(by_partner) for id_ in by_partner[partner])
            rows.append(Row(values=values, evidence=tuple(cited)))
    return Part(
        name="redundancy",
        title="Partners who give the same in the same market",
        shape=Table(
            columns=_REDUNDANCY,
            rows=tuple(rows),
            empty="No two partners are said to provide the same in the same market."
            if found
            else "Cannot tell: no agreement and no tie with a partner says what it provides us, and where.",
        ),
    )


def _readers(network: Network) -> dict[str, _Read]:
    """How each attribute is read of an agreement; nothing where it is not known."""
    roles: dict[int, set[str]] = defaultdict(set)
    for tie in find_our_ties(network):
        if tie.role:
            roles[tie.other].add(tie.role)

    def of_partners(read: Callable[[int], Iterable[str]]) -> _Read:
        return lambda one: sorted({value for partner in one.partners for value in read(partner)})

    return {
        "form": lambda one: (one.entry.form,),
        "equity": lambda one: ("equity" if get_form(one.entry.form).equity else "non_equity",),
        "direction": lambda one: (get_form(one.entry.form).direction,),
        "partner_kind": of_partners(lambda partner: (network.actor(partner).kind,)),
        "partner_role": of_partners(lambda partner: roles.get(partner, ())),
        "partner_market": of_partners(lambda partner: filter(None, (network.actor(partner).market,))),
        "market": lambda one: dict.fromkeys(one.entry.markets),
    }


def _count(attribute: str, read: _Read, ours: Sequence[OurAgreement]) -> Iterator[Row]:
    inside: dict[str, list[OurAgreement]] = defaultdict(list)
    unknown = []
    for one in ours:
        values = tuple(read(one))
        for value in values:
            inside[value].append(one)
        if not values:
            unknown.append(one)
    known = len(ours) - len(unknown)
    for value, held in sorted(inside.items(), key=lambda item: (-len(item[1]), item[0])):
        yield _count_row(attribute, say_market(value) if "market" in attribute else value, held, known)
    if unknown:
        yield _count_row(attribute, "unknown", unknown, 0)


def _count_row(attribute: str, value: Value, held: Sequence[OurAgreement], known: int) -> Row:
    values: dict[str, Value] = {
        "attribute": attribute,
        "value": value,
        "agreements": len(held),
        "possible": sum(not one.certain for one in held),
        "share": len(held) / known if known else None,
    }
    return Row(values=values, evidence=cite(held))


def _concentrate(network: Network, by: str, read: _Read, ours: Sequence[OurAgreement]) -> Row:
    weights: dict[str, float] = defaultdict(float)
    known = []
    for one in ours:
        shared = tuple(read(one))
        known += [one] if shared else []
        for value in shared:
            weights[value] += 1 / len(shared)
    values: dict[str, Value] = {"by": by, "known": len(known), "unknown": len(ours) - len(known)}
    if known:
        found, most = herfindahl(list(weights.values())), max(weights.values())
        # weights are sums of fractions: those that differ by rounding alone are equal
        leading = sorted(value for value, weight in weights.items() if abs(weight - most) < 1e-9)
        values |= {
            "herfindahl": found.index,
            "equivalent": found.equivalent,
            "largest": tuple(
                say_actor(network, network.actors.position_by_id[value]) if by == "partner" else say_market(value)
                for value in leading
            ),
            "largest_share": most / len(known),
        }
    return Row(values=values, evidence=cite(known))


def _find_provisions(network: Network, ours: Sequence[OurAgreement]) -> Iterator[tuple[str, str, int, str]]:
    """(what, market, partner, entry) of what partners give us; of an agreement of several it is not known who gives."""
    own = find_own_firm(network.entries(Assessment))
    speaks_of_us = own is None or network.actors.position_by_id.get(own) == network.firm
    partners = {partner for one in ours for partner in one.partners}
    told = {"", *cite(ours)}
    for one in ours:
        if speaks_of_us and len(one.partners) == 1:
            home = network.actor(one.partners[0]).market
            for market in one.entry.markets or ((home,) if home else ()):
                yield from ((word, market, one.partners[0], one.entry.id) for word in one.entry.provides)
    for tie in find_our_ties(network):
        if tie.other in partners and tie.market and tie.entry not in told:
            yield from ((word, tie.market, tie.other, tie.entry) for word in tie.provides)
