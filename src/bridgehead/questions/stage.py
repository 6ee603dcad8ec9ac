"""Stage: how international the firm is, by stage, situation and tempo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Column, Coverage, Groups, Part, Row, Scores, Value
from bridgehead.network.network import Network
from bridgehead.questions import build_answer
from bridgehead.questions._first_abroad import build_new_venture, build_tempo, find_first_abroad
from bridgehead.questions._milestones import build_timeline, count_undated
from bridgehead.questions._our_ties import OurTie, find_our_ties, join_agreements
from bridgehead.questions._presences import MarketPresence, find_presences
from bridgehead.questions._saying import say_actor, say_market
from bridgehead.questions._situations import build_situation
from bridgehead.questions._stages import (
    CANNOT_TELL,
    StageReading,
    find_assessed,
    read_firm_stage,
    read_market_stage,
    stage_rank,
)
from bridgehead.record import markets
from bridgehead.record.entries import EntryId
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

NO_PRESENCE = (
    "No presence abroad is on record for this day. Add one with its market, entry mode and begin, as in: bridgehead "
    "add --presence 'DE, direct export, since 2019'."
)

_STAGE_COLUMNS: tuple[Column, ...] = (
    Column(name="stage", label="Stage", kind="word", meaning="The stage the record shows, at least."),
    Column(name="up_to", label="Up to", kind="word", meaning="The latest stage the record leaves open."),
    Column(name="holds", label="Holds", kind="word", meaning="Whether what shows it certainly or possibly holds."),
)
_WHY = Column(name="why", label="Why", kind="text", meaning="What decides, and what would tell more.")
_MARKET_COLUMNS: tuple[Column, ...] = (
    Column(name="market", label="Market", kind="market", meaning="A country or region the firm is present in."),
    *_STAGE_COLUMNS,
    Column(name="modes", label="Entry modes", kind="word", meaning="How the market is worked, where that was said."),
    Column(name="relationships", label="Relationships", kind="count", meaning="Actors there we are tied to."),
    Column(
        name="later",
        label="In later stages",
        kind="count",
        meaning="Those of them with whom the relationship is formal or rests on an agreement.",
    ),
    _WHY,
)
_FIRM_COLUMNS: tuple[Column, ...] = (
    Column(name="firm", label="Firm", kind="actor", meaning="The firm asked for."),
    *_STAGE_COLUMNS,
    Column(name="where", label="Where", kind="market", meaning="The markets in which that stage is reached."),
    Column(
        name="share_abroad",
        label="Share abroad",
        kind="share",
        meaning="Share of sales made abroad, as assessed for this day; several where statements differ.",
    ),
    _WHY,
)
_DEGREE_COLUMNS: tuple[Column, ...] = (
    Column(name="measure", label="Measure", kind="text", meaning="What is counted or was assessed."),
    Column(name="value", label="Value", kind="number", meaning="Certain and possible together."),
    Column(name="possible", label="Only possible", kind="count", meaning="How many of them only possibly hold."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How international are we, by stage, situation and tempo?

    Stages are Dollinger's six, read from presences by a table; a presence whose mode nobody wrote down tells none.
    Situations are Johanson & Mattsson's four; the market's degree is never concluded, only assessed. The degree counts
    markets and relationships in later stages. Countries and regions are counted apart, since one may hold the other.
    """

    plain_name: ClassVar[str] = "How international are we?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["dollinger"],
        WORKS["iplik"],
        WORKS["mattsson"],
        WORKS["lew"],
        WORKS["knight"],
        WORKS["jansson"],
    )

    def answer(self, network: Network) -> Answer:
        """Stages per market and of the firm, its situation, tempo and degree, and the story so far.

        Raises:
            NoFirmError: no firm is named.
        """
        presences, told = find_presences(network), find_first_abroad(network)
        readings = [read_market_stage(network, presence) for presence in presences]
        ours = join_agreements(network, find_our_ties(network))
        abroad = [tie for tie in ours if tie.market and tie.market != network.home]
        parts = (
            _build_firm(network, presences, readings),
            _build_stages(presences, readings, abroad),
            build_situation(network, presences, told),
            build_tempo(network, told),
            build_new_venture(network, told),
            _build_degree(network, presences, readings, abroad),
            build_timeline(network),
        )
        coverage = Coverage(
            used=sum(1 for reading in readings if reading.at_least),
            total=len(readings),
            unit="markets with a presence",
            possible=sum(1 for reading in readings if reading.at_least and not reading.certain),
            remarks=("The others do not say how they are worked.",) if any(not r.at_least for r in readings) else (),
        )
        return build_answer(self, network, parts=parts, coverage=coverage, caveats=_find_caveats(network, presences))


def _build_firm(network: Network, presences: Sequence[MarketPresence], readings: Sequence[StageReading]) -> Part:
    reading = read_firm_stage(network, readings)
    there = [
        say_market(item.market)
        for item, found in zip(presences, readings, strict=True)
        if found.at_least and found.at_least == reading.at_least
    ]
    shares = find_assessed(network, "foreign_sales_share")
    values = _say_stage(reading) | {
        "firm": say_actor(network, network.get_firm()),
        "where": tuple(there) or None,
        "share_abroad": tuple(float(item.value) for item in shares) or None,
    }
    cited = _unique(reading.evidence, (item.id for item in shares))
    rows = (Row(values=values, evidence=cited),) if presences or cited else ()
    return Part(name="firm", title="Our stage", shape=Scores(columns=_FIRM_COLUMNS, rows=rows, empty=NO_PRESENCE))


def _build_stages(
    presences: Sequence[MarketPresence], readings: Sequence[StageReading], abroad: Sequence[OurTie]
) -> Part:
    rows = []
    for presence, reading in zip(presences, readings, strict=True):
        there = [tie for tie in abroad if tie.market == presence.market]
        values = _say_stage(reading) | {
            "market": say_market(presence.market),
            "modes": presence.modes or None,
            "relationships": len({tie.other for tie in there}),
            "later": len({tie.other for tie in there if _is_later(tie)}),
        }
        rows.append(Row(values=values, evidence=_unique(presence.cited, reading.evidence, _cite(there))))
    rows.sort(key=lambda row: -stage_rank(str(row.values["up_to"] or "")))
    rows.sort(key=lambda row: -_rank(row))
    stages = tuple((stage["word"], stage["meaning"]) for stage in reversed(get_parameter("stage", "stages")))
    shape = Groups(
        columns=_MARKET_COLUMNS,
        rows=tuple(rows),
        group_column="stage",
        groups=(*stages, (CANNOT_TELL, "The record does not say how the market is worked.")),
        empty=NO_PRESENCE,
    )
    return Part(name="stages", title="Our stage per market", shape=shape)


def _rank(row: Row) -> int:
    stage = str(row.values["stage"])
    return 0 if stage == CANNOT_TELL else stage_rank(stage)


def _say_stage(reading: StageReading) -> dict[str, Value]:
    return {
        "stage": reading.at_least or CANNOT_TELL,
        "up_to": reading.up_to or None,
        "holds": "certain" if reading.certain else "possible",
        "why": reading.why,
    }


def _build_degree(
    network: Network,
    presences: Sequence[MarketPresence],
    readings: Sequence[StageReading],
    abroad: Sequence[OurTie],
) -> Part:
    """Counts of markets and relationships, and what is assessed of the firm as a whole; nothing known gives no row."""
    later = get_parameter("stage", "later_stages_from")
    pairs = list(zip(presences, readings, strict=True))
    rows = [
        _count_markets("countries present in", [p for p in presences if not markets.is_region(p.market)]),
        _count_markets("regions present in", [p for p in presences if markets.is_region(p.market)]),
        _count_markets(
            f"markets at {later.replace('_', ' ')} or later",
            [presence for presence, reading in pairs if reading.rank >= stage_rank(later)],
        ),
        _count_ties("relationships abroad", abroad, lambda _: True),
        _count_ties("relationships abroad in later stages", abroad, _is_later),
    ]
    rows += [
        Row(values={"measure": "countries sold in, assessed", "value": float(entry.value)}, evidence=(entry.id,))
        for entry in find_assessed(network, "markets_sold_in")
    ]
    shape = Scores(
        columns=_DEGREE_COLUMNS,
        rows=tuple(row for row in rows if row.evidence),
        empty="Neither presences nor relationships abroad are on record.",
    )
    return Part(name="degree", title="How far we have come", shape=shape)


def _count_markets(measure: str, counted: Sequence[MarketPresence]) -> Row:
    values: dict[str, Value] = {
        "measure": measure,
        "value": len(counted),
        "possible": sum(1 for item in counted if not item.certain),
    }
    return Row(values=values, evidence=_unique(*(item.cited for item in counted)))


def _count_ties(measure: str, abroad: Sequence[OurTie], counts: Callable[[OurTie], bool]) -> Row:
    counted = [tie for tie in abroad if counts(tie)]
    others, certain = {tie.other for tie in counted}, {tie.other for tie in counted if tie.certain}
    values: dict[str, Value] = {"measure": measure, "value": len(others), "possible": len(others - certain)}
    return Row(values=values, evidence=_cite(counted))


def _is_later(tie: OurTie) -> bool:
    """Whether a relationship is formal or rests on an agreement."""
    return bool(tie.agreements) or tie.formality in get_parameter("stage", "later_stage_formalities")


def _cite(ties: Iterable[OurTie]) -> tuple[EntryId, ...]:
    return _unique(*((tie.entry, *tie.agreements) for tie in ties))


def _unique(*ids: Iterable[EntryId]) -> tuple[EntryId, ...]:
    return tuple(dict.fromkeys(id_ for group in ids for id_ in group if id_))


def _find_caveats(network: Network, presences: Sequence[MarketPresence]) -> Iterable[str]:
    if not presences:
        yield f"Cannot tell the stage: {NO_PRESENCE[0].lower()}{NO_PRESENCE[1:]}"
        return
    possible = sum(1 for item in presences if not item.certain)
    if possible:
        yield f"In {possible} of {len(presences)} markets the presence only possibly holds on the day."
    undated = count_undated(network)
    if undated:
        yield f"{undated} presences have no known begin and stand in no timeline."
    if network.home is None:
        yield "The firm's home market is not known, so every presence counts as abroad."
    yield (
        "Dollinger's stages follow each other in theory; firms skip some, so a later stage does not tell that the "
        "earlier ones were passed."
    )
