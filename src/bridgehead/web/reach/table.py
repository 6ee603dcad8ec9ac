"""The ranking of markets: what reach says of each beside where we stand there, filtered, sorted and cut to a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bridgehead.answers import Answer, Column, MarketRef, Part, Row, Scores
from bridgehead.answers.shapes import Shape
from bridgehead.errors import MisuseError, suggest
from bridgehead.present.values import Writer, get_sort_key
from bridgehead.web.paging import Paging

#: the best of these is the least of them; of all other figures the most
_NEAR_FIRST = frozenset({"distance_km", "introductions"})
#: sources of our standing that a row of the ranking lists
_CITED = 6
Direction = Literal["ascending", "descending", ""]


class UnknownRankingColumnError(MisuseError):
    """The ranking is to be sorted, or the map filled, by a column there is none of."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Args: name as asked; known: names of the columns there are."""
        self.name = name
        super().__init__(f"Markets have no column {name!r}.{suggest(name, known)} There are: {', '.join(known)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows of the ranking, and in which order.

    Attributes:
        text: only rows that hold this text. standing: only markets in which we stand so; "" for any.
        sort: name of a column; "" keeps the order of the answer. descending: the most first; None as suits the column.
    """

    text: str = ""
    standing: str = ""
    sort: str = ""
    descending: bool | None = None


def rank_markets(reach: Answer, standing: Answer, wanted: Wanted) -> Part:
    """The ranking of markets: the rows wanted, under the columns of reach and our standing.

    Args:
        reach: answer of the question reach. standing: answer of outsidership, for the same grouping.
        wanted: which rows.

    Raises:
        UnknownRankingColumnError: there is no such column to sort by.
    """
    part = next(part for part in reach.parts if part.name == "markets")
    joined = _join_standing(part.shape, standing.parts[0].shape)
    rows = sort_rows(joined, wanted.sort, descending=wanted.descending)
    kept = tuple(row for row in rows if _fits(row, joined.columns, wanted))
    return replace(part, shape=replace(joined, rows=kept, ranked_by="" if wanted.sort else joined.ranked_by))


def cut_part(part: Part, paging: Paging) -> Part:
    """A part with the rows of one page."""
    rows = part.shape.rows[paging.skip : paging.last]
    return replace(part, shape=replace(part.shape, rows=rows))


def _join_standing(shape: Shape, standing: Shape) -> Scores:
    """The rows of reach with our standing behind their subject."""
    assert isinstance(shape, Scores)
    subjects = [column for column in shape.columns if column.name in {"market", "field"}]
    row_by_key = {get_key(row): row for row in standing.rows}
    rows = []
    for row in shape.rows:
        known = row_by_key.get(get_key(row))
        told = {"standing": known.values.get("standing")} if known else {}
        # the page of the market lists all that our standing there rests on
        cited = dict.fromkeys((*row.evidence, *(known.evidence[:_CITED] if known else ())))
        rows.append(replace(row, values={**row.values, **told}, evidence=tuple(cited)))
    stands = replace(standing.column("standing"), kind="word")
    columns = (*subjects, stands, *(one for one in shape.columns if one not in subjects))
    return replace(shape, columns=columns, rows=tuple(rows))


def get_key(row: Row) -> tuple[str, str]:
    """The market and the field a row is about; "" where it is about none."""
    market, field = row.values.get("market"), row.values.get("field")
    return market.code if isinstance(market, MarketRef) else "", str(field or "")


def _fits(row: Row, columns: Iterable[Column], wanted: Wanted) -> bool:
    if wanted.standing and row.values.get("standing") != wanted.standing:
        return False
    if not wanted.text:
        return True
    market, _ = get_key(row)
    words = [Writer(column).write(row.values.get(column.name)) for column in columns]
    return wanted.text.casefold() in " ".join((market, *words)).casefold()


def sort_rows(shape: Shape, name: str, *, descending: bool | None) -> tuple[Row, ...]:
    """The rows of a shape sorted by one of its columns; what is not known stands last either way.

    Args:
        name: of a column; "" keeps the order. descending: None as suits the column.

    Raises:
        UnknownRankingColumnError: there is no such column.
    """
    if not name:
        return shape.rows
    column = get_column(shape, name)
    known = [(key, row) for row in shape.rows if (key := get_sort_key(row.values.get(name))) is not None]
    unknown = [row for row in shape.rows if get_sort_key(row.values.get(name)) is None]
    is_down = begins_descending(column) if descending is None else descending
    are_numbers = all(isinstance(key, int | float) for key, _ in known)
    known.sort(key=lambda pair: pair[0] if are_numbers else str(pair[0]).casefold(), reverse=is_down)
    return (*(row for _, row in known), *unknown)


def get_column(shape: Shape, name: str) -> Column:
    """The column of a name.

    Raises:
        UnknownRankingColumnError: there is none.
    """
    try:
        return shape.column(name)
    except KeyError:
        raise UnknownRankingColumnError(name, [column.name for column in shape.columns]) from None


def begins_descending(column: Column) -> bool:
    """Whether a click on a column shows the most first: figures, chances and days, but what is near."""
    return column.kind in {"count", "number", "share", "chance", "day", "money"} and column.name not in _NEAR_FIRST


def get_direction(column: Column, wanted: Wanted) -> Direction:
    """How the table is sorted by a column now; "" where it is sorted by another."""
    if column.name != wanted.sort:
        return ""
    is_down = begins_descending(column) if wanted.descending is None else wanted.descending
    return "descending" if is_down else "ascending"


def choose_sort(column: Column, wanted: Wanted) -> Mapping[str, str | None]:
    """What a click on the head of a column puts into the address: sorted by it, or the other way round."""
    direction = get_direction(column, wanted)
    turned = {"descending": "false", "ascending": "true"}.get(direction)
    return {"sort": column.name, "descending": turned, "page": None}


def count_standings(standing: Answer, home: str | None) -> Mapping[str, int]:
    """How many markets abroad we stand in each way, in the order of the answer; none is 0."""
    shape = standing.parts[0].shape
    found = [row.values.get("standing") for row in shape.rows if get_key(row)[0] != home]
    groups: Sequence[tuple[str, str]] = getattr(shape, "groups", ())
    return {name: found.count(name) for name, _ in groups}
