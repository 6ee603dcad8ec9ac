"""Dollinger's stages: which of the six the facts of a presence allow, by the table in `parameters/stage.yaml`.

A stage is a pair of bounds: what the record shows at least, and up to what it leaves open.

Source: Dollinger (1995), as told by İplik (2010, section 4.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from bridgehead.network.network import Network
from bridgehead.questions._presences import MarketPresence, find_in_force, has_begun, is_certain
from bridgehead.record.entries import Agreement, Assessment, Entry, EntryId, Presence, Tie
from bridgehead.record.parameters import get_parameter

CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """What the table reads of one presence; "" where nothing is known.

    Attributes:
        mode: its entry mode. initiated_by: who began it.
        function: who sees to exports in the firm, as assessed.
        local_partner: "yes" where it rests on an agent or distributor.
        venture: "makes" or "sells", by what the agreement on the joint venture provides.
    """

    mode: str = ""
    initiated_by: str = ""
    function: str = ""
    local_partner: str = ""
    venture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReading:
    """The stage of something.

    Attributes:
        at_least: the stage the record shows; "" where it cannot be told. up_to: the latest it leaves open.
        why: the reason, in a sentence.
        certain: what shows it certainly holds on the day.
        evidence: ids of the entries it was read from.
    """

    at_least: str = ""
    up_to: str = ""
    why: str = ""
    certain: bool = False
    evidence: tuple[EntryId, ...] = ()

    @property
    def rank(self) -> int:
        """Place among the stages from 1; 0 where it cannot be told."""
        return stage_rank(self.at_least)


@cache
def stage_words() -> tuple[str, ...]:
    """The six stages, the earliest first."""
    return tuple(stage["word"] for stage in get_parameter("stage", "stages"))


def stage_rank(word: str) -> int:
    """Place of a stage from 1; 0 for "".

    >>> stage_rank("passive_exporting"), stage_rank("")
    (1, 0)
    """
    return stage_words().index(word) + 1 if word else 0


def read_stage(facts: StageFacts) -> Mapping[str, Any]:
    """The first row of the table whose conditions hold: its `at_least`, `up_to`, `why` and `reference`.

    >>> read_stage(StageFacts(mode="sales_subsidiary"))["at_least"]
    'sales_branches'
    """
    said = {item.name: getattr(facts, item.name) for item in fields(facts)}
    rules: list[Mapping[str, Any]] = get_parameter("stage", "rules")
    return next(rule for rule in rules if all(value in rule.get(name, (value,)) for name, value in said.items()))


def read_market_stage(network: Network, presence: MarketPresence) -> StageReading:
    """The stage reached in a market: the latest that any presence there shows.

    Of a function assessed in several ways the one that shows most counts.
    """
    functions = find_assessed(network, "export_function")
    readings = [_read_presence(network, item, functions) for item in presence.presences]
    told = [reading for reading in readings if reading.at_least]
    if not told:
        cited = tuple(id_ for reading in readings for id_ in reading.evidence)
        return StageReading(why=readings[0].why, certain=presence.certain, evidence=tuple(dict.fromkeys(cited)))
    top = max(told, key=lambda reading: (reading.rank, reading.certain))
    latest = max((reading.up_to for reading in told), key=stage_rank)
    return StageReading(at_least=top.at_least, up_to=latest, why=top.why, certain=top.certain, evidence=top.evidence)


def read_firm_stage(network: Network, readings: Iterable[StageReading]) -> StageReading:
    """The stage of the firm: the latest it has reached anywhere. What it may be is open while any market's stage is.

    The transnational stage rests on an assessment that the operations abroad are globally integrated; where it was not
    made, it stays open once production abroad is known in several markets.

    Args:
        network: the network asked. readings: the stages of its markets.
    """
    integrated = [item for item in find_assessed(network, "globally_integrated") if item.value is True]
    if integrated:
        return StageReading(
            at_least="transnational",
            up_to="transnational",
            why="The operations abroad are assessed to be globally integrated.",
            certain=any(is_certain(network, item) for item in integrated),
            evidence=tuple(item.id for item in integrated),
        )
    readings = tuple(readings)
    told = [reading for reading in readings if reading.at_least]
    if not told:
        return StageReading(why="No presence abroad shows a stage.")
    top = max(told, key=lambda reading: (reading.rank, reading.certain))
    producing = [reading for reading in told if reading.at_least == "production_abroad"]
    is_open = len(producing) >= int(get_parameter("stage", "transnational_from_markets"))
    latest = "transnational" if is_open else max((reading.up_to for reading in told), key=stage_rank)
    untold = len(readings) - len(told)
    shown = [reading for reading in told if reading.rank == top.rank]
    return StageReading(
        at_least=top.at_least,
        up_to="" if untold else latest,
        why=top.why + (_say_untold(untold) if untold else ""),
        certain=top.certain,
        evidence=tuple(dict.fromkeys(id_ for reading in shown for id_ in reading.evidence)),
    )


def _say_untold(markets: int) -> str:
    which = "1 market does not tell its" if markets == 1 else f"{markets} markets do not tell their"
    return f" {which} stage, so it may be later."


def find_assessed(network: Network, item: str) -> tuple[Assessment, ...]:
    """The assessments of the firm by one item of the instrument `firm` that hold, or may, on the day."""
    firm, position_of = network.get_firm(), network.actors.position_by_id.get
    return tuple(
        entry
        for entry in find_in_force(network, Assessment)
        if (entry.instrument, entry.item) == ("firm", item) and position_of(entry.subject) == firm
    )


def _read_presence(network: Network, presence: Presence, functions: tuple[Assessment, ...]) -> StageReading:
    base = [entry for id_ in presence.rests_on if (entry := network.get_entry(id_)) and has_begun(network, entry)]
    partners = [entry for entry in base if _is_local_partner(entry)]
    ventures = [entry for entry in base if isinstance(entry, Agreement) and entry.form == "joint_venture"]
    best = StageReading()
    for function in functions or (None,):
        facts = StageFacts(
            mode=presence.entry_mode,
            initiated_by=presence.initiated_by,
            function=str(function.value) if function else "",
            local_partner="yes" if partners else "",
            venture=_tell_venture(ventures),
        )
        row = read_stage(facts)
        cited = [presence.id, *(entry.id for entry in (*partners, *ventures)), *([function.id] if function else [])]
        reading = StageReading(
            at_least=row.get("at_least", ""),
            up_to=row.get("up_to", ""),
            why=row["why"],
            certain=is_certain(network, presence),
            evidence=tuple(cited),
        )
        best = reading if not best.why or reading.rank > best.rank else best
    return best


def _is_local_partner(entry: Entry) -> bool:
    if isinstance(entry, Tie):
        return entry.role in get_parameter("stage", "local_partner_roles")
    return isinstance(entry, Agreement) and entry.form in get_parameter("stage", "local_partner_forms")


def _tell_venture(ventures: Iterable[Agreement]) -> str:
    """Whether a joint venture makes or sells; "" where its agreement does not say."""
    provided = {word for agreement in ventures for word in agreement.provides}
    return "makes" if "capacity" in provided else "sells" if "channel" in provided else ""
