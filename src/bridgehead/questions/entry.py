"""Entry: the phase we are in per market, and the pathways and modes that the record supports there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Column, Groups, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._entry_facts import FACTS, find_market_facts
from bridgehead.questions._entry_markets import UNPLACED, MarketFacts
from bridgehead.questions._market_facts import fact_columns, fact_evidence, fact_values
from bridgehead.questions._pathways import NEARLY, Support, read_modes, read_pathways
from bridgehead.questions._precedents import Precedent, build_precedents, find_precedents, say_precedents
from bridgehead.questions._presences import MarketPresence, find_presences, is_certain
from bridgehead.questions._saying import say_market
from bridgehead.record import markets
from bridgehead.record.entries import Agreement, MarketCode
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

NOTHING = "No tie, agreement or presence abroad is on record for this day. Add contacts with their market."
CANNOT_TELL = "cannot tell"
PHASES: tuple[tuple[str, str], ...] = (
    ("exploitation", "An agreement to do business there, or a presence."),
    ("investigation", "A tie with somebody there, and neither an agreement nor a presence."),
    ("none", "Nothing with anybody there is known to the record."),
    (CANNOT_TELL, "An agreement applies there, but not one of which it is clear that it is to do business."),
)
_MARKET = Column(name="market", label="Market", kind="market", meaning="A country or region abroad.")
_PHASE: tuple[Column, ...] = (
    _MARKET,
    Column(name="phase", label="Phase", kind="word", meaning="Investigation or exploitation of the market."),
    Column(
        name="certainly",
        label="Certainly",
        kind="word",
        meaning="The phase by what certainly holds on the day alone; an earlier one where the phase is only possible.",
    ),
    Column(name="ties", label="Actors tied", kind="count", meaning="Actors there we are tied to."),
    Column(name="agreements", label="Agreements", kind="count", meaning="Agreements of ours that apply there."),
    Column(name="presences", label="Presences", kind="count", meaning="Our presences there."),
)
_FACTS = Column(name="facts", label="On record", kind="text", meaning="The facts that speak for it.")
_STANDING = Column(
    name="standing",
    label="The record says",
    kind="word",
    meaning="Supported, possibly supported (some facts only possibly hold), or nearly (some facts are missing).",
)
_SOURCE = Column(name="reference", label="After", kind="text", meaning="The work that describes it.")
_PRECEDENTS = Column(name="precedents", label="As in", kind="text", meaning="Library firms that took it, and where.")
_PATHWAYS: tuple[Column, ...] = (
    Column(
        name="market",
        label="Market",
        kind="market",
        meaning="A country or region abroad; cannot tell where those who open it have no known market.",
    ),
    Column(name="pathway", label="Pathway", kind="word", meaning="One of seven ways into a market."),
    _STANDING,
    _FACTS,
    Column(name="missing", label="Not on record", kind="text", meaning="What it would take besides."),
    _SOURCE,
    _PRECEDENTS,
)
_MODES: tuple[Column, ...] = (
    _MARKET,
    Column(name="mode", label="Entry mode", kind="word", meaning="The mode the record supports."),
    _STANDING,
    Column(name="reason", label="Reason", kind="text", meaning="Why such facts speak for it."),
    _FACTS,
    Column(name="in_use", label="In use", kind="yes_no", meaning="Whether a presence there already has this mode."),
    _SOURCE,
    _PRECEDENTS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Which entry modes and pathways do our ties support in this market, and in which phase are we?

    The record supports, it does not advise: each pathway and mode names the facts behind it, and nothing speaks against
    one, since what is not on record is not known to be missing. A region stays a region.
    """

    plain_name: ClassVar[str] = "How could we enter this market?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["lew"],
        WORKS["castiglioni"],
        WORKS["iplik"],
        WORKS["dollinger"],
        WORKS["qsense"],
    )

    market: str = parameter("", "The market (code or name); every market with anything on record where left out.")

    def answer(self, network: Network) -> Answer:
        """Phases, pathways, modes, and library firms that went the same way.

        Raises:
            UnknownMarketError: the text names no market. QuestionValueError: it is the home market. NoFirmError: no
                firm is named.
        """
        on_record = find_market_facts(network)
        found = self._choose(network, on_record)
        told = found if self.market.strip() else on_record
        presences = {item.market: item for item in find_presences(network)}
        precedents = find_precedents(network.others)
        pathways = {code: read_pathways(item.facts) for code, item in told.items()}
        modes = {code: read_modes(item.facts) for code, item in found.items()}
        parts = (
            _build_phases(network, found, presences),
            _build_pathways(pathways, precedents),
            _build_modes(modes, presences, precedents),
            build_precedents(
                precedents,
                {item.word for supports in pathways.values() for item in supports},
                {item.word for supports in modes.values() for item in supports},
                frozenset(found) if self.market.strip() else frozenset(),
            ),
        )
        return build_answer(self, network, parts=parts, caveats=self._find_caveats(network, found, presences))

    def _choose(self, network: Network, found: Mapping[MarketCode, MarketFacts]) -> Mapping[MarketCode, MarketFacts]:
        """The market asked for, whether or not anything is on record for it; all that are known where none was."""
        if not self.market.strip():
            return {code: item for code, item in found.items() if code != UNPLACED}
        code = markets.get_market(self.market)
        if code == network.home:
            raise QuestionValueError("entry", "market", self.market, "It is our home market; name one abroad.")
        return {code: found.get(code) or MarketFacts(market=code, facts={}, ties=(), agreements=())}

    def _find_caveats(
        self, network: Network, found: Mapping[MarketCode, MarketFacts], presences: Mapping[MarketCode, MarketPresence]
    ) -> Iterable[str]:
        if not any(item.ties or item.agreements or item.facts for item in found.values()):
            where = markets.label(next(iter(found))) if self.market.strip() and found else "any market abroad"
            sense = "Cannot tell: no" if presences.keys().isdisjoint(found) else "No"
            yield f"{sense} tie or agreement with anybody in {where} is on record for this day."
        unplaced = sum(1 for other in network.ties_with if network.actor(other).market is None)
        if unplaced:
            yield (
                f"{unplaced} of those we are tied to have no known market: say where they live or sit, and they may "
                "open a pathway."
            )
        yield "The record supports what it shows; that a pathway or mode is not listed does not speak against it."
        if not network.others:
            yield "No library was asked with this record, so there are no precedents."


def _build_phases(
    network: Network, found: Mapping[MarketCode, MarketFacts], presences: Mapping[MarketCode, MarketPresence]
) -> Part:
    rows = [_build_phase(network, item, presences.get(code)) for code, item in found.items()]
    order = [phase for phase, _ in PHASES]
    rows.sort(key=lambda row: order.index(str(row.values["phase"])))
    shape = Groups(
        columns=(*_PHASE, *fact_columns(network, "market")),
        rows=tuple(rows),
        group_column="phase",
        groups=PHASES,
        empty=NOTHING,
    )
    return Part(name="phase", title="In which phase we are", shape=shape)


def _build_phase(network: Network, item: MarketFacts, presence: MarketPresence | None) -> Row:
    """The phase of one market by all that holds or may, and by what certainly holds alone."""
    sure = [one for one in item.agreements if is_certain(network, one)]
    values: dict[str, Value] = {
        "market": say_market(item.market),
        "phase": _tell_phase(is_present=presence is not None, agreements=item.agreements, is_tied=bool(item.ties)),
        "certainly": _tell_phase(
            is_present=presence is not None and presence.certain,
            agreements=sure,
            is_tied=any(tie.certain for tie in item.ties),
        ),
        "ties": len({tie.other for tie in item.ties}),
        "agreements": len(item.agreements),
        "presences": len(presence.presences) if presence else 0,
    }
    cited = (
        *(presence.cited if presence else ()),
        *(one.id for one in item.agreements),
        *(tie.entry for tie in item.ties if tie.entry),
        *fact_evidence(network, "market", (item.market, "")),
    )
    values |= fact_values(network, "market", (item.market, ""))
    return Row(values=values, evidence=tuple(dict.fromkeys(cited)))


def _tell_phase(*, is_present: bool, agreements: Iterable[Agreement], is_tied: bool) -> str:
    """Decided by the first of: a presence or an agreement to do business, another agreement, a tie."""
    forms = {agreement.form for agreement in agreements}
    if is_present or forms & set(get_parameter("entry_modes", "business_forms")):
        return "exploitation"
    return CANNOT_TELL if forms else "investigation" if is_tied else "none"


def _build_pathways(supports: Mapping[MarketCode, Sequence[Support]], precedents: Sequence[Precedent]) -> Part:
    rows = []
    for code, held in sorted(supports.items(), key=lambda entry: entry[0] == UNPLACED):
        for item in sorted(held, key=lambda item: item.standing == NEARLY):
            values = _say_support(code, item) | {
                "pathway": item.word,
                "missing": _say_facts(item.missing),
                "precedents": say_precedents(precedents, pathway=item.word),
            }
            rows.append(Row(values=values, evidence=item.evidence))
    empty = "No fact on record opens a pathway. Say what those abroad are to us (role), and where they are active."
    return Part(
        name="pathways",
        title="Which pathways the record supports",
        shape=Table(columns=_PATHWAYS, rows=tuple(rows), empty=empty),
    )


def _build_modes(
    supports: Mapping[MarketCode, Sequence[Support]],
    presences: Mapping[MarketCode, MarketPresence],
    precedents: Sequence[Precedent],
) -> Part:
    """A row for each mode supported, those that commit least first; markets in which none is come last and say so."""
    rows = []
    for code, held in supports.items():
        in_use = presences[code].modes if code in presences else ()
        for item in held:
            values = _say_support(code, item) | {
                "mode": item.word,
                "reason": item.reasons,
                "in_use": item.word in in_use or None,
                "precedents": say_precedents(precedents, mode=item.word),
            }
            rows.append(Row(values=values, evidence=item.evidence))
    untold = get_parameter("entry_modes", "otherwise")
    rows += [Row(values={"market": say_market(code), "reason": untold}) for code, held in supports.items() if not held]
    return Part(
        name="modes",
        title="Which entry modes the record supports",
        shape=Table(columns=_MODES, rows=tuple(rows), empty=NOTHING),
    )


def _say_support(code: MarketCode, item: Support) -> dict[str, Value]:
    return {
        "market": None if code == UNPLACED else say_market(code),
        "standing": item.standing,
        "facts": _say_facts(item.facts),
        "reference": tuple(dict.fromkeys(str(WORKS[key]) for key in item.references)),
    }


def _say_facts(names: Iterable[str]) -> tuple[str, ...] | None:
    return tuple(FACTS[name] for name in names) or None
