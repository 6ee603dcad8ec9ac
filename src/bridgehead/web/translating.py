"""An answer in the language of a page: data in, data out, nothing but what it says of itself changed.

Names, days, figures and the words that people wrote down stay. A value that is a controlled word stays as well:
drawings know it by its word and say it as the page does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bridgehead.answers import (
    Answer,
    Balance,
    Choice,
    Column,
    Estimate,
    Groups,
    MarketRef,
    Part,
    RouteRow,
    Row,
    Scalar,
    Shape,
    Value,
)
from bridgehead.present.links import Say

#: fewer words may be somebody's own, such as the name of what is delivered
_SENTENCE = 3
#: columns of texts that a question chooses from a few of its own
_CHOSEN = frozenset({"detail", "measure", "of", "side", "told_by"})


def translate_answer(answer: Answer, say: Say) -> Answer:
    """The answer with its titles, headings, meanings, reasons and caveats as a page says them.

    Args:
        answer: in English. say: a text in the language of the page; `str` leaves the answer as it is.
    """
    if say is str:
        return answer
    coverage = replace(answer.coverage, remarks=tuple(map(say, answer.coverage.remarks)))
    return replace(
        answer,
        title=say(answer.title),
        caveats=tuple(map(say, answer.caveats)),
        coverage=coverage,
        parts=tuple(_translate_part(part, say) for part in answer.parts),
    )


def _translate_part(part: Part, say: Say) -> Part:
    return replace(part, title=say(part.title), shape=translate_shape(part.shape, say))


def translate_shape(shape: Shape, say: Say) -> Shape:
    """A shape with its headings and texts as a page says them; what its words are keyed by stays.

    Args:
        shape: in English. say: a text in the language of the page.
    """
    keys = {shape.group_column} if isinstance(shape, Groups) else set()
    texts = frozenset(column.name for column in shape.columns if column.kind == "text") - keys
    headings = frozenset(column.label.casefold() for column in shape.columns)
    return replace(
        shape,
        columns=tuple(_translate_column(column, say) for column in shape.columns),
        rows=tuple(_translate_row(row, texts, headings, say) for row in shape.rows),
        empty=say(shape.empty),
        **_translate_extras(shape, say),
    )


def _translate_extras(shape: Shape, say: Say) -> dict[str, Any]:
    """What a shape says beyond its rows."""
    if isinstance(shape, Groups):
        return {"groups": tuple((group, say(meaning)) for group, meaning in shape.groups)}
    if isinstance(shape, Balance):
        return {"sides": tuple((side, say(meaning)) for side, meaning in shape.sides)}
    if isinstance(shape, Estimate):
        return {"method": say(shape.method)}
    if isinstance(shape, Choice):
        label, value = shape.objective
        constraints = tuple((say(name), *rest) for name, *rest in shape.constraints)
        return {"objective": (say(label), value), "constraints": constraints, "proof": say(shape.proof)}
    return {}


def _translate_column(column: Column, say: Say) -> Column:
    return replace(
        column,
        label=say(column.label),
        meaning=say(column.meaning),
        unit=say(column.unit),
        group=say(column.group),
    )


def _translate_row(row: Row, texts: frozenset[str], headings: frozenset[str], say: Say) -> Row:
    values: dict[str, Value] = {}
    for name, value in row.values.items():
        least = 0 if name not in texts else 1 if name in _CHOSEN else _SENTENCE
        if isinstance(value, tuple):
            values[name] = tuple(_translate_value(item, least, headings, say) for item in value)
        else:
            values[name] = _translate_value(value, least, headings, say)
    translated = replace(row, values=values, note=say(row.note))
    if not isinstance(translated, RouteRow):
        return translated
    steps = (
        replace(step, ask=say(step.ask), explanation=tuple(map(say, step.explanation))) for step in translated.steps
    )
    return replace(translated, steps=tuple(steps))


def _translate_value(value: Scalar, least: int, headings: frozenset[str], say: Say) -> Scalar:
    """A market by its name; of texts those of so many words, and what names a column, so that drawings still match.

    Args:
        least: words that a text of the column has at least where a question wrote it; 0 where none did.
    """
    if isinstance(value, MarketRef):
        return MarketRef(value.code, say(value.label))
    if least and isinstance(value, str) and (value.count(" ") + 1 >= least or value.casefold() in headings):
        return say(value)
    return value
