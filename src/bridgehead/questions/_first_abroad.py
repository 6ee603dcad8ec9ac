"""How soon the firm went abroad: its first foreign business after founding, and whether it is a new venture by rule.

Dates are bounds: what is known to a year lies anywhere in it. Nothing stated of a time after the network's day is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import SupportsFloat

from bridgehead.answers import Column, Estimate, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions._presences import find_presences_so_far, find_so_far
from bridgehead.record.dates import When
from bridgehead.record.entries import Assessment, Entry, EntryId, Interaction
from bridgehead.record.parameters import get_parameter

_DAYS_A_YEAR = 365.25
_TEMPO: tuple[Column, ...] = (
    Column(name="measure", label="First foreign business", kind="text", meaning="What it is told by."),
    Column(name="first", label="First", kind="text", meaning="When it was, as precisely as it is known."),
    Column(
        name="value",
        label="Years after founding",
        kind="count",
        unit="years",
        meaning="Difference of the calendar years, as studies quote it; cannot tell where either year is open.",
    ),
    Column(name="low", label="At least", kind="number", unit="years", meaning="Shortest time the dates allow."),
    Column(name="high", label="At most", kind="number", unit="years", meaning="Longest time the dates allow."),
)
_VENTURE: tuple[Column, ...] = (
    Column(
        name="new_venture",
        label="International new venture",
        kind="yes_no",
        meaning="Whether a share of sales abroad as large as the rule asks is dated within the years it allows.",
    ),
    Column(
        name="abroad_within",
        label="Abroad within",
        kind="yes_no",
        meaning="Whether the first foreign business fell within those years, by every statement of it.",
    ),
    Column(name="share", label="Share abroad", kind="share", meaning="The largest share of sales abroad on record."),
    Column(name="dated", label="Dated", kind="text", meaning="When that share held."),
    Column(name="why", label="Why", kind="text", meaning="What decides, or what is missing."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAbroad:
    """One telling of the first foreign business.

    Attributes:
        measure: what it is told by. first: as it reads.
        earliest: first day it can have been; latest: the last; None where open.
        evidence: ids of the entries that tell it.
    """

    measure: str
    first: str
    earliest: date | None
    latest: date | None
    evidence: tuple[EntryId, ...]


def find_first_abroad(network: Network) -> tuple[FirstAbroad, ...]:
    """Each telling of the firm's first foreign business: statements of its year, then dated presences and sales.

    Raises:
        NoFirmError: no firm is named.
    """
    told = [*_find_stated(network)]
    for measure, entries in (
        ("earliest presence abroad on record", find_presences_so_far(network)),
        ("earliest sale abroad on record", tuple(_find_sales_abroad(network))),
    ):
        dated = [entry for entry in entries if entry.begin.is_known]
        if dated:
            told.append(_join(measure, dated))
    return tuple(told)


def build_tempo(network: Network, told: Iterable[FirstAbroad]) -> Part:
    """Years from founding to the first foreign business, once for each telling."""
    founded = _founded(network)
    rows = [Row(values=_time(founded, item), evidence=item.evidence) for item in told]
    shape = Estimate(
        columns=_TEMPO,
        rows=tuple(rows),
        method="Bounds from what the dates allow; no sampling.",
        empty="No first foreign business is dated. Assess first_foreign_year, or date a presence or a sale abroad.",
    )
    return Part(name="tempo", title="How soon we went abroad", shape=shape)


def build_new_venture(network: Network, told: Iterable[FirstAbroad]) -> Part:
    """Whether the firm is an international new venture by Knight & Cavusgil's rule.

    Differences from the paper: calendar years are counted, since founding is mostly known to the year; a share that is
    dated in the last year allowed and is too small tells that the firm is none.
    """
    told = tuple(told)
    founded = _founded(network)
    shares = [item for item in find_so_far(network, Assessment) if _is_share(network, item)]
    largest = max(shares, key=lambda item: float(item.value), default=None)
    verdict, why = _judge(founded, shares)
    values: dict[str, Value] = {
        "new_venture": verdict,
        "abroad_within": _is_abroad_within(founded, told),
        "share": None if largest is None else float(largest.value),
        "dated": "" if largest is None else str(largest.begin),
        "why": why,
    }
    cited = dict.fromkeys([*(item.id for item in shares), *(id_ for item in told for id_ in item.evidence)])
    rows = (Row(values=values, evidence=tuple(cited)),) if cited else ()
    shape = Table(
        columns=_VENTURE,
        rows=rows,
        empty="Neither a share of sales abroad nor a first foreign business is on record. Assess foreign_sales_share.",
    )
    return Part(name="new_venture", title="Whether we are an international new venture", shape=shape)


def _span(
    first_early: date | None, first_late: date | None, second_early: date | None, second_late: date | None
) -> tuple[float | None, float | None]:
    low = None if first_late is None or second_early is None else (second_early - first_late).days / _DAYS_A_YEAR
    high = None if first_early is None or second_late is None else (second_late - first_early).days / _DAYS_A_YEAR
    return (None if low is None else max(low, 0.0)), (None if high is None else max(high, 0.0))


def _founded(network: Network) -> When:
    return network.actor(network.get_firm()).founded


def _find_stated(network: Network) -> Iterator[FirstAbroad]:
    for item in _assessed_so_far(network, "first_foreign_year"):
        if isinstance(item.value, SupportsFloat) and int(float(item.value)) <= network.day.year:
            year = int(float(item.value))
            yield FirstAbroad(
                measure="year as stated",
                first=str(year),
                earliest=date(year, 1, 1),
                latest=date(year, 12, 31),
                evidence=(item.id,),
            )


def _assessed_so_far(network: Network, item: str) -> Iterator[Assessment]:
    firm, position_of = network.get_firm(), network.actors.position_by_id.get
    for entry in sorted(find_so_far(network, Assessment), key=lambda entry: (str(entry.value), entry.id)):
        if (entry.instrument, entry.item) == ("firm", item) and position_of(entry.subject) == firm:
            yield entry


def _find_sales_abroad(network: Network) -> Iterator[Interaction]:
    """Sales of the firm or its people with a place abroad, or to somebody whose market is abroad."""
    home, position_of = network.home, network.actors.position_by_id
    for sale in find_so_far(network, Interaction):
        if sale.kind != "sale":
            continue
        present = [position_of[actor] for actor, _ in sale.participants if actor in position_of]
        if not any(network.is_own[position] for position in present):
            continue
        places = {network.actor(position).market for position in present if not network.is_own[position]}
        if ({sale.place} if sale.place else places) - {None, home}:
            yield sale


def _join(measure: str, dated: Sequence[Entry]) -> FirstAbroad:
    """The first of several dated entries: bounds on the earliest of them."""
    earliest = [entry.begin.earliest for entry in dated]
    latest = min((entry.begin.latest for entry in dated if entry.begin.latest is not None), default=None)
    may_be_first = [
        entry for entry in dated if latest is None or entry.begin.earliest is None or entry.begin.earliest <= latest
    ]
    return FirstAbroad(
        measure=measure,
        first=str(min(may_be_first, key=lambda entry: entry.begin.latest or date.max).begin),
        earliest=None if None in earliest else min(day for day in earliest if day is not None),
        latest=latest,
        evidence=tuple(entry.id for entry in may_be_first),
    )


def _time(founded: When, item: FirstAbroad) -> dict[str, Value]:
    low, high = _span(founded.earliest, founded.latest, item.earliest, item.latest)
    least, most = _calendar_years(founded, item.earliest, item.latest)
    return {
        "measure": item.measure,
        "first": item.first,
        "value": least if least == most else None,
        "low": low,
        "high": high,
    }


def _calendar_years(founded: When, earliest: date | None, latest: date | None) -> tuple[int | None, int | None]:
    """Bounds on the difference of calendar years from founding; None where open."""
    least = None if founded.latest is None or earliest is None else earliest.year - founded.latest.year
    most = None if founded.earliest is None or latest is None else latest.year - founded.earliest.year
    return least, most


def _is_abroad_within(founded: When, told: Iterable[FirstAbroad]) -> bool | None:
    allowed = int(get_parameter("stage", "new_venture_years"))
    spans = [_calendar_years(founded, item.earliest, item.latest) for item in told]
    if spans and all(most is not None and most <= allowed for _, most in spans):
        return True
    return False if spans and all(least is not None and least > allowed for least, _ in spans) else None


def _is_share(network: Network, item: Assessment) -> bool:
    is_ours = network.actors.position_by_id.get(item.subject) == network.get_firm()
    return is_ours and (item.instrument, item.item) == ("firm", "foreign_sales_share")


def _judge(founded: When, shares: Iterable[Assessment]) -> tuple[bool | None, str]:
    """The verdict of the rule, and what decides it."""
    needed = float(get_parameter("stage", "new_venture_share"))
    allowed = int(get_parameter("stage", "new_venture_years"))
    if not founded.is_known:
        return None, "The year of founding is not known."
    for item in shares:
        least, most = _calendar_years(founded, item.begin.earliest, item.begin.latest)
        if least is None or most is None or least < 0 or most > allowed:
            continue
        if float(item.value) >= needed:
            return True, f"{float(item.value):.0%} of sales were made abroad in {item.begin}, founded in {founded}."
        if least == allowed:
            return (
                False,
                f"Only {float(item.value):.0%} of sales were made abroad in {item.begin}, founded in {founded}.",
            )
    return None, (
        f"No share of sales abroad is dated within {allowed} years of founding ({founded}). "
        f"The rule asks for {needed:.0%} by then; a later share does not tell."
    )
