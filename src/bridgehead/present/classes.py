"""Markets sorted into a few classes, least first, so that a map can fill them: from any scores or groups of markets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bridgehead.answers import Chance, Column, Groups, MarketRef, Part, Scores, Value
from bridgehead.present.links import Say
from bridgehead.present.palette import get_scale
from bridgehead.present.values import CANNOT_TELL, NUMERIC_KINDS, Writer
from bridgehead.record.parameters import get_parameter

#: the group of what cannot be told, which is no class of its own
_UNTOLD = frozenset({"cannot_tell", CANNOT_TELL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What a map fills its markets by.

    Attributes:
        label: what is shown. part: name of the part it comes from.
        classes: their names, least first.
        class_by_market: market code -> position of its class, None for "cannot tell".
        text_by_market: market code -> the value in words. names: market code -> name.
    """

    label: str
    part: str
    classes: tuple[str, ...]
    class_by_market: Mapping[str, int | None]
    text_by_market: Mapping[str, str]
    names: Mapping[str, str]


def find_filling(parts: Iterable[Part], say: Say = str) -> Filling | None:
    """The filling of the first part that scores or groups markets; None where no part does.

    Args:
        parts: of an answer. say: how a page says controlled words.
    """
    for part in parts:
        shape = part.shape
        if isinstance(shape, Scores | Groups) and shape.rows and shape.columns[0].kind == "market":
            column = _choose_column(shape)
            if column is not None:
                return _build_filling(part, shape, column, say)
    return None


def _choose_column(shape: Scores | Groups) -> Column | None:
    """The column that groups or ranks, else the first chance, share or figure that is part of the answer."""
    if isinstance(shape, Groups):
        return shape.column(shape.group_column)
    wanted = [column for column in shape.columns if column.kind in NUMERIC_KINDS | {"chance"} and not column.beside]
    wanted.sort(key=lambda column: (column.name != shape.ranked_by, column.kind != "chance"))
    return wanted[0] if wanted else None


def _build_filling(part: Part, shape: Scores | Groups, column: Column, say: Say) -> Filling:
    pairs = [
        (row.values[shape.columns[0].name], row.values.get(column.name))
        for row in shape.rows
        if isinstance(row.values.get(shape.columns[0].name), MarketRef)
    ]
    value_by_market = {market: value for market, value in pairs if isinstance(market, MarketRef)}
    writer = Writer.of(column, value_by_market.values(), say)
    order = [group for group, _ in reversed(shape.groups)] if isinstance(shape, Groups) else None
    classes, positions = _classify(list(value_by_market.values()), order, writer)
    return Filling(
        label=writer.say(column.label),
        part=part.title,
        classes=classes,
        class_by_market={market.code: place for market, place in zip(value_by_market, positions, strict=True)},
        text_by_market={market.code: _write(value, writer) for market, value in value_by_market.items()},
        names={market.code: market.label for market in value_by_market},
    )


def _write(value: Value, writer: Writer) -> str:
    """A value as the map tells it; a group is a controlled word even where its column holds text."""
    return writer.say(writer.write(value))


def _classify(
    values: Sequence[Value], order: list[str] | None, writer: Writer
) -> tuple[tuple[str, ...], list[int | None]]:
    """Classes and each value's position among them: words in their order, figures by equal counts."""
    if order is not None or any(isinstance(value, Chance) for value in values):
        words = [value.label if isinstance(value, Chance) else value for value in values]
        known = [
            word
            for word in order or get_parameter("presentation", "chance_labels")
            if word in words and word not in _UNTOLD
        ]
        return tuple(writer.say(word.replace("_", " ")) for word in known), [
            known.index(word) if word in known else None for word in words
        ]
    numbers = [value if isinstance(value, int | float) else None for value in values]
    bounds = find_bounds([number for number in numbers if number is not None], most=len(get_scale()))
    names = tuple(
        writer.write(low)
        if low == high
        else writer.say("{low} to {high}").format(low=writer.write(low), high=writer.write(high))
        for low, high in bounds
    )
    return names, [_find_class(number, bounds) for number in numbers]


def find_bounds(numbers: Sequence[float], *, most: int) -> tuple[tuple[float, float], ...]:
    """The least and the greatest figure of each of a few classes that hold about equally many different figures.

    >>> find_bounds([1, 1, 2, 3, 9, 20], most=2)
    ((1, 2), (3, 20))
    """
    different = sorted(set(numbers))
    count = min(most, len(different))
    cuts = [round(index * len(different) / count) for index in range(count + 1)] if count else []
    return tuple((different[start], different[end - 1]) for start, end in pairwise(cuts))


def _find_class(number: float | None, bounds: Sequence[tuple[float, float]]) -> int | None:
    return next(
        (index for index, (low, high) in enumerate(bounds) if number is not None and low <= number <= high), None
    )
