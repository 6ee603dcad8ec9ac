"""The attributes firms are compared by: which there are, and what is told of each of one firm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from bridgehead.answers import Column, ColumnKind, MarketRef, Scalar, Value
from bridgehead.questions._cross_case_firms import ComparedFirm, Statement
from bridgehead.questions._presences import find_presences, find_presences_so_far
from bridgehead.questions._saying import say_market
from bridgehead.record.dates import UNKNOWN
from bridgehead.record.entries import Assessment, Presence
from bridgehead.record.instruments import Item, get_item
from bridgehead.record.markets import is_market
from bridgehead.record.parameters import get_parameter

_KINDS: dict[str, ColumnKind] = {"number": "number", "share": "share", "word": "word", "yes_no": "yes_no"}
#: years, which are never set apart by thousands, and markets are told from other numbers and words by their item
_FIRST_MARKET, _FIRST_YEAR = "first_foreign_market", "first_foreign_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute of a firm.

    Attributes:
        column: how it is shown. find: what is told of it, one statement for each value, in the order of reading.
        is_single: only one value can be true of a firm on a day.
    """

    column: Column
    find: Callable[[ComparedFirm], tuple[Statement, ...]]
    is_single: bool = False

    @property
    def name(self) -> str:
        """Its key."""
        return self.column.name


def build_profile() -> tuple[Attribute, ...]:
    """What a firm is and how it went abroad: the columns of table 1 of Lew and others, and the years until then."""
    told = [_build_item(name) for name in get_parameter("cross_case", "profile_items")]
    return (
        Attribute(column=Column(name="field", label="Field", meaning="What the firm works in."), find=_find_field),
        Attribute(
            column=Column(name="home", label="Home market", kind="market", meaning="Where the firm is at home."),
            find=_find_home,
        ),
        Attribute(
            column=Column(name="founded", label="Founded", kind="day", meaning="When the firm was founded."),
            find=_find_founding,
        ),
        *told,
        Attribute(
            column=Column(
                name="years_until_abroad",
                label="Years until then",
                kind="number",
                unit="years",
                meaning="From the year of founding to the first foreign year, for each such year that is told.",
            ),
            find=_find_years_until_abroad,
        ),
        Attribute(
            column=Column(
                name="markets",
                label="Present in",
                kind="market",
                meaning="Markets abroad the firm is present in on the day; a region stays a region.",
            ),
            find=_find_markets,
        ),
    )


def build_relationships() -> tuple[Attribute, ...]:
    """What is told of a firm's relationships: table 1 of Castiglioni and others as attributes."""
    return tuple(_build_item(name) for name in get_parameter("cross_case", "relationship_items"))


def find_cell(statements: Iterable[Statement]) -> Value:
    """The cell of what is told: None where nothing is, several values as a tuple."""
    values = tuple(statement.value for statement in statements)
    return None if not values else values[0] if len(values) == 1 else values


def _build_item(name: str) -> Attribute:
    item = get_item("firm", name)
    kind: ColumnKind = "market" if name == _FIRST_MARKET else _KINDS[item.value]
    find = {_FIRST_MARKET: _find_first_markets, _FIRST_YEAR: _find_first_years}.get(
        name, partial(_find_told, item=item)
    )
    return Attribute(
        column=Column(
            name=name,
            label=name.replace("_", " ").capitalize(),
            kind=kind,
            unit="" if name == _FIRST_YEAR else item.unit if item.value in {"number", "share"} else "",
            meaning=item.description,
        ),
        find=find,
        is_single=item.is_single,
    )


def _find_field(firm: ComparedFirm) -> tuple[Statement, ...]:
    return _of_actor(firm, firm.actor.field or None)


def _find_home(firm: ComparedFirm) -> tuple[Statement, ...]:
    """The home market as stated; one that was inferred is told by nobody."""
    is_inferred = bool(firm.network.actors.is_market_inferred[firm.network.get_firm()])
    market = firm.actor.market
    return _of_actor(firm, None if market is None or is_inferred else say_market(market))


def _find_founding(firm: ComparedFirm) -> tuple[Statement, ...]:
    founded = firm.actor.founded
    return _of_actor(firm, None if founded == UNKNOWN else founded)


def _of_actor(firm: ComparedFirm, value: Scalar) -> tuple[Statement, ...]:
    if value is None or not firm.is_founded or not firm.counts(firm.actor):
        return ()
    return (Statement(value=value, cited=(firm.actor.id,)),)


def _find_told(firm: ComparedFirm, item: Item) -> tuple[Statement, ...]:
    """What is assessed of an item: words in the order of their list, figures upwards."""
    held = firm.find_assessments(item.name)
    if item.is_single:
        held = tuple(_keep_newest(held))
    return _join(
        Statement(value=_plain(assessment.value), cited=(assessment.id,), certain=firm.is_certain(assessment))
        for assessment in sorted(held, key=partial(_order, item=item))
    )


def _keep_newest(held: tuple[Assessment, ...]) -> Iterator[Assessment]:
    """Statements after which none begins for certain: a newer one replaces an older, two of one time both stand."""
    for one in held:
        last = one.begin.latest
        if last is None or not any((first := other.begin.earliest) is not None and first > last for other in held):
            yield one


def _order(assessment: Assessment, item: Item) -> tuple[int, float, str]:
    value = assessment.value
    if isinstance(value, str):
        return item.words.index(value) if value in item.words else len(item.words), 0.0, value
    return 0, float(value), ""


def _plain(value: float | bool | str) -> Scalar:
    """A value as a cell shows it: whole numbers without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _join(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements of one value joined, in the order in which the values first come."""
    joined: dict[Scalar, Statement] = {}
    for one in statements:
        known = joined.get(one.value)
        joined[one.value] = (
            one
            if known is None
            else replace(known, cited=(*known.cited, *one.cited), certain=known.certain or one.certain)
        )
    return tuple(joined.values())


def _find_first_years(firm: ComparedFirm) -> tuple[Statement, ...]:
    """The years that are told, none after the day; else the year the first presence abroad began."""
    told = _find_told(firm, get_item("firm", _FIRST_YEAR))
    by_day = tuple(one for one in told if isinstance(one.value, int | float) and one.value <= firm.network.day.year)
    if told:
        return by_day
    return _join(
        Statement(value=presence.begin.earliest.year, cited=(presence.id,))
        for presence in _find_first_presences(firm)
        if presence.begin.earliest is not None
    )


def _find_first_markets(firm: ComparedFirm) -> tuple[Statement, ...]:
    """The markets that are told, once the firm is abroad; else those of the first presence abroad."""
    told = _find_told(firm, get_item("firm", _FIRST_MARKET))
    if told:
        years = _find_told(firm, get_item("firm", _FIRST_YEAR))
        is_abroad = not years or bool(_find_first_years(firm))
        return tuple(_as_market(one) for one in told) if is_abroad else ()
    return _join(
        Statement(value=say_market(presence.market), cited=(presence.id,)) for presence in _find_first_presences(firm)
    )


def _as_market(told: Statement) -> Statement:
    code = str(told.value)
    return replace(told, value=say_market(code)) if is_market(code) else told


def _find_first_presences(firm: ComparedFirm) -> tuple[Presence, ...]:
    """The presences that began in the first year abroad; none where the year of another may have been earlier."""
    held = [item for item in find_presences_so_far(firm.network) if firm.counts(item)] if firm.is_founded else []
    bounds = [(item.begin.earliest, item.begin.latest) for item in held]
    years = [(first.year, last.year) for first, last in bounds if first is not None and last is not None]
    if not years or len(years) < len(held):
        return ()
    year = min(last for _, last in years)
    is_first = year == min(first for first, _ in years)
    return tuple(item for item, span in zip(held, years, strict=True) if span == (year, year)) if is_first else ()


def _find_years_until_abroad(firm: ComparedFirm) -> tuple[Statement, ...]:
    """For each first year: how long after founding; none where the founding is not told to the year."""
    founded = firm.actor.founded
    first, last = founded.earliest, founded.latest
    if not _find_founding(firm) or first is None or last is None or first.year != last.year:
        return ()
    return tuple(
        replace(one, value=int(one.value) - first.year, cited=(firm.actor.id, *one.cited))
        for one in _find_first_years(firm)
        if isinstance(one.value, int | float)
    )


def _find_markets(firm: ComparedFirm) -> tuple[Statement, ...]:
    """The markets abroad by their labels."""
    if not firm.is_founded:
        return ()
    found = []
    for held in find_presences(firm.network):
        counted = [presence for presence in held.presences if firm.counts(presence)]
        if counted:
            certain = any(firm.is_certain(presence) for presence in counted)
            cited = tuple(presence.id for presence in counted)
            found.append(Statement(value=say_market(held.market), cited=cited, certain=certain))
    return tuple(sorted(found, key=lambda one: one.value.label if isinstance(one.value, MarketRef) else ""))
