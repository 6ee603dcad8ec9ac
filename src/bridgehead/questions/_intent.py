"""What a firm means with its portfolio: the sides of intent and origin, and the verdict they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bridgehead.questions._portfolio_management import Stated
from bridgehead.record.parameters import get_parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Where a firm stands on one side.

    Attributes:
        name: the side. why: in words. evidence: ids it rests on.
    """

    name: str
    why: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One row of the decision table.

    Attributes:
        intent: sides of intent it holds for. origin: sides of origin. verdict: path_dependent, deliberate, mixed or
            cannot_tell. reason: why. reference: where that comes from.
    """

    intent: tuple[str, ...]
    origin: tuple[str, ...]
    verdict: str
    reason: str
    reference: str


def find_intent(management: Mapping[str, Stated]) -> Side:
    """The furthest-reaching side of intent that the assessments put the firm on.

    Args:
        management: what is assessed of the firm, by item.
    """
    plan, rule, function = (management[item] for item in ("portfolio_plan", "selection_rule", "alliance_function"))
    holds: dict[str, list[Stated]] = {
        "plan": [plan] if plan.says(True) else [],
        "department": [function] if function.says("department") else [],
        "chief_executive": [function] if function.says("chief_executive") else [],
        "rules": [one for one, value in ((rule, True), (function, "rules")) if one.says(value)],
        "none": [function] if function.says("none") else [],
    }
    sides: Mapping[str, str] = get_parameter("path_dependence", "intent_sides")
    for side, meaning in sides.items():
        if holds.get(side):
            # a department beside a plan is named too: the more the record says, the plainer the verdict
            cited = (id_ for held in holds.values() for one in held for id_ in one.evidence)
            also = [name.replace("_", " ") for name, held in holds.items() if held and name != side]
            why = meaning + (f" Also: {', '.join(also)}." if also else "")
            return Side(name=side, why=why, evidence=tuple(dict.fromkeys(cited)))
    disputed = tuple(id_ for one in (plan, rule, function) if one.is_disputed for id_ in one.evidence)
    why = "The record holds statements that exclude each other." if disputed else sides["unknown"]
    return Side(name="unknown", why=why, evidence=disputed)


def find_origin_side(embedded: int, searched: int) -> tuple[str, str]:
    """The side of origin, and why.

    Args:
        embedded: relationships that grew out of others. searched: that were looked for.

    >>> find_origin_side(4, 0)
    ('mostly_embedded', '4 of 4 relationships told of grew out of others.')
    """
    told, mostly = embedded + searched, float(get_parameter("path_dependence", "mostly_from"))
    why = f"{embedded} of {told} relationship{'s' if told != 1 else ''} told of grew out of others."
    if told < int(get_parameter("path_dependence", "least_told")):
        return "unknown", f"{why} That is too few." if told else "Of no relationship is it told how it came about."
    # a share of exactly two thirds is told as a rounded number
    if round(embedded / told, 4) >= mostly:
        return "mostly_embedded", why
    return ("mostly_searched" if round(searched / told, 4) >= mostly else "both"), why


@cache
def load_verdicts() -> tuple[Verdict, ...]:
    """The decision table, from `parameters/path_dependence.yaml`."""
    rows: Sequence[Mapping[str, str]] = get_parameter("path_dependence", "verdicts")
    return tuple(
        Verdict(
            intent=tuple(row["intent"]),
            origin=tuple(row["origin"]),
            verdict=row["verdict"],
            reason=row["reason"],
            reference=row["reference"],
        )
        for row in rows
    )


def decide(intent: str, origin: str) -> Verdict:
    """The one row of the decision table that holds for a side of intent and a side of origin.

    >>> decide("plan", "mostly_embedded").verdict
    'deliberate'
    """
    (found,) = (row for row in load_verdicts() if intent in row.intent and origin in row.origin)
    return found
