"""The share of relationships that are embedded, and what choosing at random among the actors at risk would give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bridgehead.answers import Column, Estimate, Part, Row, Value
from bridgehead.network.network import Network
from bridgehead.network.proportions import expected_share, jeffreys_interval
from bridgehead.network.ties import Bools
from bridgehead.questions._origins import NewTie, Origin
from bridgehead.questions._origins_structure import Structure
from bridgehead.questions._relationships import find_sides
from bridgehead.record.parameters import get_parameter

_COLUMNS: tuple[Column, ...] = (
    Column(name="measure", label="Measure", kind="word", meaning="What share it is."),
    Column(name="value", label="Share", kind="share", meaning="As counted; by chance, as expected."),
    Column(name="low", label="Low", kind="share", meaning="Lower end of the interval."),
    Column(name="high", label="High", kind="share", meaning="Upper end of the interval."),
    Column(name="count", label="Count", kind="number", meaning="Relationships that have it; by chance, as expected."),
    Column(name="of", label="Of", kind="count", meaning="Relationships it is a share of."),
    Column(name="meaning", label="Meaning", kind="text"),
)
_METHOD = (
    "Jeffreys intervals for the shares counted (Brown, Cai & DasGupta 2001); by chance, the exact distribution of the "
    "number of partners with somebody between, each drawn evenly among the actors the record knew of by the day "
    "before and we were not tied to (Poisson-binomial, Hong 2013)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One new relationship beside a random choice on the day before.

    Attributes:
        new: the relationship. has_route: somebody stood between. at_risk: actors it could have been, itself included.
        chance: share of them with somebody between.
    """

    new: NewTie
    has_route: bool
    at_risk: int
    chance: float


def find_draws(network: Network, new_ties: Sequence[NewTie], structure: Structure) -> Iterator[Draw]:
    """The new relationships with a day before and somebody else to choose, each beside a random choice.

    At risk are organisations with their people as one, communities and people of no organisation, of whom something in
    the record is dated by the day before, and whom we were not tied to, nor possibly; and the partner chosen.

    Args:
        network: the network asked. new_ties: our relationships. structure: the record's ties by day.
    """
    # people stand with their organisation
    may_be_chosen = ~network.is_own & (find_sides(network) == np.arange(len(network.actors)))
    for new in new_ties:
        day = structure.day_before(new)
        if day is None or new.earlier:
            continue
        at_risk: Bools = may_be_chosen & (structure.known_from <= day.toordinal()) & ~structure.tied_on(day)
        at_risk[new.other] = True
        reached, size = structure.reached_on(day), int(at_risk.sum())
        if size > 1:
            chance = float((reached & at_risk).sum()) / size
            yield Draw(new=new, has_route=bool(reached[new.other]), at_risk=size, chance=chance)


def build_embedded(new_ties: Sequence[NewTie], origins: Sequence[Origin], draws: Sequence[Draw]) -> Part:
    """The estimate: embedded among those told, with somebody between among those dated, and that by chance."""
    told = [(new, origin) for new, origin in zip(new_ties, origins, strict=True) if origin.of != "unknown"]
    rows = [*_told_row(told), *_draw_rows(draws)]
    return Part(
        name="embedded",
        title="How much grew out of what we had",
        shape=Estimate(
            columns=_COLUMNS,
            rows=tuple(rows),
            level=float(get_parameter("path_dependence", "level")),
            method=_METHOD,
            n=len(told),
            empty="Cannot tell: of no relationship of ours is it told how it came about. Write it down (field "
            "'origin'), and when it began.",
        ),
    )


def _told_row(told: Sequence[tuple[NewTie, Origin]]) -> Iterator[Row]:
    if told:
        hits = sum(origin.of == "embedded" for _, origin in told)
        cited = (id_ for new, origin in told for id_ in (*new.cited, *origin.evidence))
        yield Row(
            values=_counted("embedded_of_told", hits, len(told))
            | {"meaning": "Embedded among the relationships of which it is told, or shown, how they began."},
            evidence=tuple(dict.fromkeys(cited)),
        )


def _draw_rows(draws: Sequence[Draw]) -> Iterator[Row]:
    """What is counted among the dated, and what chance would give; too few are said to be too few."""
    if not draws:
        return
    level = float(get_parameter("path_dependence", "level"))
    cited = tuple(dict.fromkeys(id_ for draw in draws for id_ in draw.new.cited))
    hits, cases = sum(draw.has_route for draw in draws), len(draws)
    share, reach = expected_share([draw.chance for draw in draws], level)
    too_few = cases < int(get_parameter("path_dependence", "least_compared"))
    note = f"Too few to compare: {cases} dated relationship{'s' if cases > 1 else ''}." if too_few else ""
    yield Row(
        values=_counted("somebody_between", hits, cases)
        | {"meaning": "On the day before, a third party or one of our people stood between, whatever was stated."},
        evidence=cited,
        note=note,
    )
    values: dict[str, Value] = {
        "measure": "somebody_between_by_chance",
        "value": share,
        "low": None if too_few else reach.low,
        "high": None if too_few else reach.high,
        "count": share * cases,
        "of": cases,
        "meaning": "The same, had each partner been drawn at random among those at risk.",
    }
    yield Row(values=values, evidence=cited, note=note)


def _counted(measure: str, hits: int, cases: int) -> dict[str, Value]:
    interval = jeffreys_interval(hits, cases, float(get_parameter("path_dependence", "level")))
    return {
        "measure": measure,
        "value": hits / cases,
        "low": interval.low,
        "high": interval.high,
        "count": hits,
        "of": cases,
    }
