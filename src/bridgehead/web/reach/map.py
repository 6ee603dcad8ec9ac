"""The map of markets: filled by what the person chose, with arcs along the best routes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bridgehead.answers import Answer, Part, Scores
from bridgehead.present.links import Links
from bridgehead.present.map import WorldMap, draw_map
from bridgehead.present.values import NUMERIC_KINDS
from bridgehead.web.reach.table import UnknownRankingColumnError, get_key

#: what the map shows first: where we stand in each market
STANDING = "standing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colouring:
    """One thing the map can be filled by: its name in the address, its label and meaning."""

    name: str
    label: str
    meaning: str


def find_colourings(reach: Answer, standing: Answer) -> tuple[Colouring, ...]:
    """What the map can be filled by: our standing, then every chance and figure that reach gives of a market."""
    columns = (standing.parts[0].shape.column(STANDING), *reach.parts[0].shape.columns)
    return tuple(
        Colouring(name=column.name, label=column.label, meaning=column.meaning)
        for column in columns
        if column.name == STANDING or (column.kind in NUMERIC_KINDS | {"chance"} and not column.beside)
    )


def draw_reach(reach: Answer, standing: Answer, colour: str, links: Links) -> WorldMap | None:
    """The map; None where nothing is known abroad.

    Args:
        reach, standing: answers per market. colour: one of `find_colourings`. links: where markets lead.

    Raises:
        UnknownRankingColumnError: the map cannot be filled by this.
    """
    known = [one.name for one in find_colourings(reach, standing)]
    if colour not in known:
        raise UnknownRankingColumnError(colour, known)
    markets, *rest = reach.parts
    filled = _fill_by_standing(reach, standing) if colour == STANDING else _rank_by(markets, colour)
    return draw_map(replace(reach, parts=(filled, *rest)), "reach-map", links=links, is_open=True)


def _rank_by(markets: Part, name: str) -> Part:
    shape = markets.shape
    assert isinstance(shape, Scores)
    return replace(markets, shape=replace(shape, ranked_by=name))


def _fill_by_standing(reach: Answer, standing: Answer) -> Part:
    """Our standing in the markets that reach tells of; at home nobody asks for it."""
    told = {get_key(row) for row in reach.parts[0].shape.rows}
    part = standing.parts[0]
    kept = tuple(row for row in part.shape.rows if get_key(row) in told)
    return replace(part, shape=replace(part.shape, rows=kept))
