"""Johanson & Mattsson's four situations, from how international the firm and its market are, beside what sources say.

Source: Johanson & Mattsson (1988). They give no thresholds; ours stand in `parameters/stage.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bridgehead.answers import Column, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions._first_abroad import FirstAbroad
from bridgehead.questions._presences import MarketPresence, find_in_force, find_so_far
from bridgehead.questions._saying import say_market
from bridgehead.questions._stages import find_assessed
from bridgehead.record import markets
from bridgehead.record.entries import Assessment, EntryId
from bridgehead.record.parameters import get_parameter

_COLUMNS: tuple[Column, ...] = (
    Column(name="told_by", label="Told by", kind="text", meaning="The record's facts, or the source in its own word."),
    Column(name="market", label="Market", kind="market", meaning="The market compared; none where none was assessed."),
    Column(
        name="firm_degree",
        label="Firm",
        kind="word",
        meaning="How international the firm is: assessed, else by its share of sales and number of markets abroad.",
    ),
    Column(
        name="market_degree",
        label="Its market",
        kind="word",
        meaning="How international the market is, as assessed; never concluded from anything else.",
    ),
    Column(name="situation", label="Situation", kind="word", meaning="Which of the four follows from the two."),
    Column(name="holds", label="Holds", kind="text", meaning="The time it is told of."),
    Column(
        name="agrees",
        label="Agrees",
        kind="yes_no",
        meaning="Whether the source's word fits what the record shows for its time.",
    ),
    Column(name="why", label="Why", kind="text", meaning="What decides, what is missing, or why the two differ."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Degree:
    """How international something is: low, high or "" (cannot tell), why, and what it rests on."""

    degree: str = ""
    why: str = ""
    evidence: tuple[EntryId, ...] = ()


def build_situation(network: Network, presences: Sequence[MarketPresence], told: Sequence[FirstAbroad]) -> Part:
    """The firm's situation for each market that is assessed, and what sources call it.

    Args:
        network: the network asked. presences: the firm's on the day. told: its first foreign business.
    """
    firm = _read_firm(network, presences)
    rows = [*_build_own_rows(network, firm), *_build_stated_rows(network, firm, told)]
    shape = Table(columns=_COLUMNS, rows=tuple(rows), empty="Nothing tells how international firm and market are.")
    return Part(name="situation", title="In which situation we are", shape=shape)


def _read_firm(network: Network, presences: Sequence[MarketPresence]) -> Degree:
    """The firm's degree: as assessed, else high by share or markets, else low by share, else unknown."""
    stated = find_assessed(network, "internationalization")
    if stated:
        return _read_stated(stated, "the firm")
    shares = find_assessed(network, "foreign_sales_share")
    share_from = float(get_parameter("stage", "high_from_share"))
    markets_from = int(get_parameter("stage", "high_from_markets"))
    large = [item for item in shares if float(item.value) >= share_from]
    if large:
        why = f"{max(float(item.value) for item in large):.0%} of sales are made abroad ({share_from:.0%} is high)."
        return Degree(degree="high", why=why, evidence=tuple(item.id for item in large))
    present, cited = _count_markets(network, presences)
    if present >= markets_from:
        return Degree(
            degree="high", why=f"It has business in {present} markets ({markets_from} are high).", evidence=cited
        )
    if shares:
        why = f"{max(float(item.value) for item in shares):.0%} of sales are made abroad ({share_from:.0%} is high)."
        return Degree(degree="low", why=why, evidence=tuple(item.id for item in shares))
    return Degree(why="Neither its share of sales abroad nor enough markets are on record (foreign_sales_share).")


def _count_markets(network: Network, presences: Sequence[MarketPresence]) -> tuple[int, tuple[EntryId, ...]]:
    """In how many markets the firm has business: as assessed, or present in, whichever is more.

    A region counts where none of the countries it holds does.
    """
    codes = {item.market for item in presences}
    counted = [item for item in presences if not any(markets.contains(item.market, code) for code in codes)]
    stated = max(find_assessed(network, "markets_sold_in"), key=lambda item: float(item.value), default=None)
    if stated is not None and float(stated.value) > len(counted):
        return int(float(stated.value)), (stated.id,)
    return len(counted), tuple(id_ for item in counted for id_ in item.cited)


def _read_stated(stated: Sequence[Assessment], whose: str) -> Degree:
    words = tuple(dict.fromkeys(str(item.value) for item in stated))
    cited = tuple(item.id for item in stated)
    if len(words) > 1:
        return Degree(why=f"The degree of {whose} is assessed both {' and '.join(words)}.", evidence=cited)
    return Degree(degree=words[0], why=f"The degree of {whose} is assessed {words[0]}.", evidence=cited)


def _build_own_rows(network: Network, firm: Degree) -> Iterator[Row]:
    """A row per market assessed, and one for those that are not where something tells the firm's degree."""
    by_market: dict[str, list[Assessment]] = {}
    for item in find_in_force(network, Assessment):
        if (item.instrument, item.item) == ("market", "internationalization"):
            by_market.setdefault(item.subject, []).append(item)
    for market, stated in sorted(by_market.items()):
        degree = _read_stated(stated, "the market")
        values: dict[str, Value] = {
            "told_by": "the record",
            "market": say_market(market),
            "firm_degree": firm.degree or None,
            "market_degree": degree.degree or None,
            "situation": _situation(firm.degree, degree.degree),
            "holds": f"on {network.day}",
            "why": f"{firm.why} {degree.why}",
        }
        yield Row(values=values, evidence=(*firm.evidence, *degree.evidence))
    if firm.evidence:
        which = "its other markets are" if by_market else "its market is"
        why = f"{firm.why} How international {which} was not assessed (market: internationalization)."
        values = {"told_by": "the record", "firm_degree": firm.degree or None, "holds": f"on {network.day}", "why": why}
        yield Row(values=values, evidence=firm.evidence)


def _situation(firm: str, market: str) -> str | None:
    rows: list[Mapping[str, str]] = get_parameter("stage", "situations")
    return next((row["word"] for row in rows if (row["firm"], row["market"]) == (firm, market)), None)


def _build_stated_rows(network: Network, firm: Degree, told: Sequence[FirstAbroad]) -> Iterator[Row]:
    """What sources call the situation, with what the word takes for granted and whether the record bears it out."""
    implied = {row["word"]: row for row in get_parameter("stage", "situations")}
    position_of = network.actors.position_by_id.get
    for item in find_so_far(network, Assessment):
        if (item.instrument, item.item) != ("firm", "situation") or position_of(item.subject) != network.get_firm():
            continue
        row = implied[str(item.value)]
        agrees, why, cited = _compare(network, item, row["firm"], firm, told)
        values: dict[str, Value] = {
            "told_by": "the source",
            "firm_degree": row["firm"],
            "market_degree": row["market"],
            "situation": str(item.value),
            "holds": _say_time(item),
            "agrees": agrees,
            "why": why,
        }
        yield Row(values=values, evidence=(item.id, *cited), note=item.note)


def _compare(
    network: Network, item: Assessment, implied: str, firm: Degree, told: Sequence[FirstAbroad]
) -> tuple[bool | None, str, tuple[EntryId, ...]]:
    """Whether a source's word fits the firm's degree in its time; the market's degree is left to the source."""
    ended = item.end.latest
    if ended is None or ended > network.day:
        if not firm.degree:
            return None, f"The record does not tell how international the firm is. {firm.why}", firm.evidence
        return firm.degree == implied, f"The word takes the firm's degree for {implied}. {firm.why}", firm.evidence
    after = [first for first in told if first.earliest is not None and first.earliest >= _first_day(item)]
    cited = tuple(id_ for first in told for id_ in first.evidence)
    if not after:
        return None, "When the firm first went abroad is not told, so its degree until then is not known.", cited
    if len(after) < len(told):
        return None, "Statements differ on whether the firm was abroad by then.", cited
    why = f"The word takes the firm's degree for {implied}; the record has no foreign business before {after[0].first}."
    return implied == "low", why, cited


def _first_day(item: Assessment) -> date:
    """The first day on which a statement that ended may no longer have held."""
    return item.end.earliest or date.min


def _say_time(item: Assessment) -> str:
    begin = "" if not item.begin.is_known else f"from {item.begin} "
    return f"{begin}until {item.end}" if item.end.is_known else f"{begin}".strip()
