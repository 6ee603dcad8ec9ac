"""How long relationships take to turn: Kaplan-Meier medians, with durations as short and as long as dates allow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from bridgehead.answers import Column, Estimate, Part, Row, Value
from bridgehead.network.network import Network
from bridgehead.network.survival import MedianTime, median_time
from bridgehead.questions._turns import AXES, TOGETHER, UNKNOWN_ORDER, Story, Waiting, find_waiting
from bridgehead.record.parameters import get_parameter

_YEARS = "years"
_COLUMNS: tuple[Column, ...] = (
    Column(name="change", label="Change", kind="word", meaning="From what to what."),
    Column(name="n", label="Relationships", kind="count", meaning="Those that were of the former first, or only."),
    Column(name="turned", label="Turned", kind="count", meaning="Of them, those that certainly or possibly turned."),
    Column(name="waiting", label="Still waiting", kind="count", meaning="Of them, those that did not turn by the day."),
    Column(
        name="left_out",
        label="Left out",
        kind="count",
        meaning="Both are on record, and no order is proven, or one and the same day.",
    ),
    Column(
        name="value",
        label="Median",
        kind="number",
        unit=_YEARS,
        meaning="Years until half have turned, each date in the middle of what it can mean; cannot tell where a date "
        "has no such middle or fewer than half have turned.",
    ),
    Column(
        name="shortest",
        label="At the shortest",
        kind="number",
        unit=_YEARS,
        meaning="The same with every duration as short as its dates allow.",
    ),
    Column(
        name="longest",
        label="At the longest",
        kind="number",
        unit=_YEARS,
        meaning="The same with every duration as long as its dates allow; cannot tell where nothing bounds it.",
    ),
    Column(
        name="low",
        label="Low",
        kind="number",
        unit=_YEARS,
        meaning="Lower limit of the interval, from the durations at their shortest.",
    ),
    Column(
        name="high",
        label="High",
        kind="number",
        unit=_YEARS,
        meaning="Upper limit of the interval, from the durations at their longest.",
    ),
    Column(name="remark", label="Remark", kind="word", meaning="Why a figure is missing."),
)


def build_time(network: Network, stories: Sequence[Story]) -> Part:
    """How long each change takes, in either direction.

    Args:
        network: the network asked. stories: from `find_stories`.

    Source: Kaplan & Meier 1958; relationships that did not turn, or ended before, count as long as they lasted.
    """
    level = float(get_parameter("conversion", "level"))
    rows = [row for number in range(len(AXES)) for row in _build_rows(network, stories, number, level)]
    shape = Estimate(
        columns=_COLUMNS,
        rows=tuple(rows),
        level=level,
        n=len(stories),
        method=(
            "Median of the Kaplan-Meier curve; relationships that have not turned count as long as they have lasted. "
            "Dates such as a year or 'before 2000' give each duration a shortest and a longest value."
        ),
        empty="No relationship says what it was first. Add ties with kind, formality, strength and begin.",
    )
    return Part(name="time", title="How long it takes", shape=shape)


def _build_rows(network: Network, stories: Sequence[Story], number: int, level: float) -> Iterator[Row]:
    """Both directions of one axis, by its place among `AXES`, where anybody could have turned."""
    turns = [(story.relationship, story.turns[number]) for story in stories]
    left_out = sum(1 for _, turn in turns if turn.order in {TOGETHER, UNKNOWN_ORDER})
    for source, target in AXES[number].directions():
        at_risk = [(held, find_waiting(turn, network.day)) for held, turn in turns if turn.source == source]
        if not at_risk:
            continue
        waits = [wait for _, wait in at_risk]
        turned = [held for held, wait in at_risk if wait.may_have_turned]
        values: dict[str, Value] = {
            "change": f"{source} to {target}",
            "n": len(waits),
            "turned": len(turned),
            "waiting": len(waits) - len(turned),
            "left_out": left_out,
            **_estimate(waits, level),
        }
        yield Row(values=values, evidence=tuple(dict.fromkeys(id_ for held in turned for id_ in held.cited)))


def _estimate(waits: Sequence[Waiting], level: float) -> dict[str, Value]:
    """The medians, the interval where enough relationships turned, and what keeps figures away."""
    shortest = median_time([wait.shortest for wait in waits], [wait.may_have_turned for wait in waits], level)
    longest = median_time([wait.longest for wait in waits], [wait.has_turned for wait in waits], level)
    is_bounded = all(math.isfinite(wait.longest) for wait in waits)
    middles = [(wait.shortest + wait.longest) / 2 for wait in waits] if is_bounded else []
    middle = median_time(middles, [wait.has_turned for wait in waits] if is_bounded else [], level)
    fewest = int(get_parameter("conversion", "fewest_conversions"))
    is_enough = shortest.events >= fewest
    return {
        "value": middle.median,
        "shortest": shortest.median,
        "longest": longest.median,
        "low": shortest.low if is_enough else None,
        "high": longest.high if is_enough else None,
        "remark": _find_remarks(shortest, is_bounded=is_bounded, is_enough=is_enough, fewest=fewest),
    }


def _find_remarks(shortest: MedianTime, *, is_bounded: bool, is_enough: bool, fewest: int) -> tuple[str, ...]:
    remarks = []
    if not is_enough:
        remarks.append(f"too few for an interval: {shortest.events} of at least {fewest}")
    if shortest.events and shortest.median is None:
        remarks.append("fewer than half have turned")
    if not is_bounded:
        remarks.append("some begins have no earliest day")
    return tuple(remarks)
