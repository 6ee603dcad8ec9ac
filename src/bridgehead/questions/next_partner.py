"""Next partner: those partners of ours already know, what speaks for each, and whether such a list was right before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, get_args

from bridgehead.answers import Answer, Column, Part, Row, Scores, Value
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._entry_facts import find_market_facts
from bridgehead.questions._next_backtest import build_backtest
from bridgehead.questions._next_candidates import Candidate, Ranking, find_candidates
from bridgehead.questions._pathways import NEARLY, Support, read_pathways
from bridgehead.questions._precedents import Precedent, find_precedents, say_precedents
from bridgehead.questions._saying import say_actor, say_market
from bridgehead.record import markets
from bridgehead.record.entries import MarketCode
from bridgehead.record.references import WORKS, Reference

_PARTNERS: tuple[Column, ...] = (
    Column(name="actor", label="Whom", kind="actor", meaning="Somebody we are not tied to and partners of ours are."),
    Column(name="market", label="Market", kind="market", meaning="Their home market."),
    Column(name="through", label="Through", kind="actor", meaning="Partners in common, those who know fewest first."),
    Column(name="common", label="In common", kind="count", meaning="Number of partners in common."),
    Column(name="certain", label="Certainly", kind="count", meaning="Those that are certainly tied to both of us."),
    Column(
        name="adamic_adar",
        label="Adamic-Adar",
        kind="number",
        meaning="Sum over partners in common of 1 / log of how many each is tied to.",
    ),
    Column(
        name="weighted",
        label="With strengths",
        kind="number",
        meaning="Sum over partners in common of the strengths of both ties / log(1 + all strengths of the partner); "
        "cannot tell where no strength is known.",
    ),
    Column(name="newest", label="Newest tie", kind="day", meaning="When the newest of those ties had begun."),
    Column(name="new_market", label="New market", kind="yes_no", meaning="Whether we are tied to nobody there yet."),
    Column(name="same_field", label="Our field", kind="yes_no", meaning="Whether they work in the same field as we."),
    Column(name="same_kind", label="Our kind", kind="yes_no", meaning="Whether they are of the same kind as we."),
    Column(
        name="pathways", label="Pathways", kind="word", meaning="Pathways into their market that the record supports."
    ),
    Column(name="precedents", label="As in", kind="text", meaning="Library firms that took such a pathway, and where."),
)
_MARKETS: tuple[Column, ...] = (
    Column(name="market", label="Market", kind="market", meaning="A market abroad in which we are tied to nobody."),
    Column(name="candidates", label="Candidates", kind="count", meaning="Partners of our partners who are there."),
    Column(name="best", label="First of them", kind="actor", meaning="The one who stands highest above."),
    Column(name="place", label="Place", kind="count", meaning="Its place above."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPartner:
    """Whom is it most natural to approach next?

    New ties grow where partners are in common. Everybody our partners are tied to and we are not is listed, with each
    number that speaks for them in a column of its own; one of them orders the list. How often such a list would have
    named our own new partners the day before is told where enough of them are dated.
    """

    plain_name: ClassVar[str] = "Whom should we approach next?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["castiglioni"],
        WORKS["gulati"],
        WORKS["adamic"],
        WORKS["lu"],
        WORKS["liben"],
    )

    ranking: Ranking = parameter("adamic_adar", "What orders the list: adamic_adar, common, weighted or newest.")
    market: str = parameter("", "Only those of this market (code or name).")

    def answer(self, network: Network) -> Answer:
        """The list, the markets it opens, and the test on our own past.

        Raises:
            QuestionValueError: there is no such ranking. UnknownMarketError: the text names no market. NoFirmError: no
                firm is named.
        """
        if self.ranking not in get_args(Ranking):
            remedy = f"It is one of: {', '.join(get_args(Ranking))}."
            raise QuestionValueError("next_partner", "ranking", self.ranking, remedy)
        wanted = markets.get_market(self.market) if self.market.strip() else None
        everybody = find_candidates(network, self.ranking)
        shown = [item for item in everybody if wanted is None or network.actor(item.actor).market == wanted]
        parts = (
            _build_partners(network, shown, self.ranking),
            _build_markets(network, shown),
            build_backtest(network, self.ranking),
        )
        return build_answer(self, network, parts=parts, caveats=_find_caveats(network, shown))


def _build_partners(network: Network, candidates: Sequence[Candidate], ranking: Ranking) -> Part:
    open_ways = _find_ways(network)
    precedents = find_precedents(network.others)
    reached = _find_reached(network)
    rows = [_build_row(network, item, open_ways, precedents, reached) for item in candidates]
    return Part(
        name="partners",
        title="Whom our partners know and we do not",
        shape=Scores(
            columns=_PARTNERS,
            rows=tuple(rows),
            ranked_by=ranking,
            empty="Of nobody we are tied to does the record say whom else they know. Ask the contacts that 'bridgehead "
            "ask reach' names whom they know, and add those ties.",
        ),
    )


def _find_ways(network: Network) -> Mapping[MarketCode, tuple[Support, ...]]:
    """The pathways that are open by market."""
    return {
        code: tuple(support for support in read_pathways(found.facts) if support.standing != NEARLY)
        for code, found in find_market_facts(network).items()
    }


def _find_reached(network: Network) -> frozenset[MarketCode | None]:
    return frozenset(network.actor(other).market for other in network.ties_with)


def _build_row(
    network: Network,
    item: Candidate,
    open_ways: Mapping[MarketCode, tuple[Support, ...]],
    precedents: Sequence[Precedent],
    reached: frozenset[MarketCode | None],
) -> Row:
    actor, firm = network.actor(item.actor), network.actor(network.get_firm())
    ways = open_ways.get(actor.market or "", ()) if actor.market else ()
    as_in = [name for way in ways for name in say_precedents(precedents, pathway=way.word) or ()]
    values: dict[str, Value] = {
        "actor": say_actor(network, item.actor),
        "market": say_market(actor.market) if actor.market else None,
        "through": tuple(say_actor(network, contact) for contact in item.through),
        "common": len(item.through),
        "certain": item.certain,
        "adamic_adar": item.adamic_adar,
        "weighted": item.weighted,
        "newest": item.newest.isoformat() if item.newest else None,
        "new_market": actor.market not in reached and actor.market != network.home if actor.market else None,
        "same_field": actor.field == firm.field if actor.field and firm.field else None,
        "same_kind": actor.kind == firm.kind,
        "pathways": tuple(way.word for way in ways) or None,
        "precedents": tuple(dict.fromkeys(as_in)) or None,
    }
    cited = (*item.evidence, *(id_ for way in ways for id_ in way.evidence))
    return Row(values=values, evidence=tuple(dict.fromkeys(cited)))


def _build_markets(network: Network, candidates: Sequence[Candidate]) -> Part:
    """The markets in which we are tied to nobody, by the highest place of somebody there."""
    reached = _find_reached(network)
    there: dict[MarketCode, list[tuple[int, Candidate]]] = {}
    for place, item in enumerate(candidates, 1):
        market = network.actor(item.actor).market
        if market and market not in reached and market != network.home:
            there.setdefault(market, []).append((place, item))
    rows = [
        Row(
            values={
                "market": say_market(market),
                "candidates": len(held),
                "best": say_actor(network, held[0][1].actor),
                "place": held[0][0],
            },
            evidence=tuple(dict.fromkeys(id_ for _, item in held for id_ in item.evidence)),
        )
        for market, held in there.items()
    ]
    return Part(
        name="markets",
        title="Which market could be next",
        shape=Scores(
            columns=_MARKETS,
            rows=tuple(rows),
            ranked_by="place",
            empty="Nobody our partners are known to be tied to is in a market abroad that is new to us.",
        ),
    )


def _find_caveats(network: Network, candidates: Sequence[Candidate]) -> Iterator[str]:
    yield "The record knows our own ties best: whom partners know and nobody wrote down is not listed."
    unsure = sum(item.certain == 0 for item in candidates)
    if unsure:
        yield f"{unsure} of {len(candidates)} are listed through ties that only possibly hold on the day."
    unplaced = sum(network.actor(item.actor).market is None for item in candidates)
    if unplaced:
        yield f"Of {unplaced} of {len(candidates)} no market is known."
    if not network.others:
        yield "No library was asked with this record, so there are no precedents."
