"""Stacked columns: counts of a few sorts by category, what is certain below what is only possible, each named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from bridgehead.present.palette import get_ground, get_scale, get_scale_step
from bridgehead.present.svg import Drawing, draw, draw_titled

#: pixels of the drawing, and of what stands around the columns
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _FOOT = 900.0, 260.0, 36.0, 24.0, 44.0, 28.0
_WIDEST, _LABEL = 44.0, 40.0
#: lines across at most
_TICKS = 5
_REMARK = "What is only possibly so stands fainter, above what is certain."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One column.

    Attributes:
        label: below it. counts: (certain, possible) of each sort, in the order of the sorts.
    """

    label: str
    counts: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        """How high it is."""
        return sum(chain.from_iterable(self.counts))


def draw_stacks(stacks: Sequence[Stack], sorts: Sequence[str], title: str, svg_id: str) -> Drawing | None:
    """Stacked columns; None where nothing would stand in any.

    Args:
        stacks: in order. sorts: names of what is stacked, the lowest first. title: what it shows. svg_id: unique on
            the page.
    """
    highest = max((stack.total for stack in stacks), default=0)
    if not highest:
        return None
    top = _round_up(highest)
    svg = draw_titled(
        svg_id, title, _describe(stacks, sorts),
        *_draw_legend(sorts), *_draw_grid(top), *_draw_columns(stacks, sorts, top),
        width=_WIDTH, height=_HEIGHT,
    )  # fmt: skip
    return Drawing(svg=svg, title=title, remark=_REMARK)


def find_ticks(top: int) -> tuple[int, ...]:
    """Whole numbers for lines across, from 0 to the top.

    >>> find_ticks(4), find_ticks(20)
    ((0, 1, 2, 3, 4), (0, 5, 10, 15, 20))
    """
    step = next(size for size in _find_steps() if top <= size * _TICKS)
    return tuple(range(0, top + 1, step))


def _round_up(highest: int) -> int:
    """The least top that is a whole number of steps."""
    step = next(size for size in _find_steps() if highest <= size * _TICKS)
    return -(-highest // step) * step


def _find_steps() -> Iterator[int]:
    unit = 1
    while True:
        yield from (unit, 2 * unit, 5 * unit)
        unit *= 10


def _describe(stacks: Sequence[Stack], sorts: Sequence[str]) -> str:
    return "; ".join(f"{stack.label}: {_say(stack, sorts)}" for stack in stacks if stack.total) + "."


def _say(stack: Stack, sorts: Sequence[str]) -> str:
    words = (
        f"{certain + possible} {sort}" + (f", {possible} of them only possibly" if possible else "")
        for sort, (certain, possible) in zip(sorts, stack.counts, strict=True)
        if certain + possible
    )
    return ", ".join(words)


def _get_look(position: int, count: int) -> dict[str, str]:
    """Fill and class of one of a few sorts."""
    step = get_scale_step(count - 1 - position, count)
    return {"fill": get_scale()[step], "class_": f"class-{step}"}


def _draw_legend(sorts: Sequence[str]) -> Iterator[Markup]:
    x = _LEFT
    for position, sort in enumerate(sorts):
        yield draw("rect", x=x, y=8, width=14, height=12, rx=2, **_get_look(position, len(sorts)))
        yield draw("text", sort, x=x + 20, y=18.5, fill=get_ground("words"), font_size="13", class_="g-words")
        x += 44 + 7.6 * len(sort)


def _draw_grid(top: int) -> Iterator[Markup]:
    for tick in find_ticks(top):
        y = _get_y(tick, top)
        yield draw("line", x1=_LEFT, y1=y, x2=_WIDTH - _RIGHT, y2=y, stroke=get_ground("grid"), class_="g-grid")
        shared = {"text_anchor": "end", "font_size": "12", "class_": "g-faint"}
        yield draw("text", str(tick), x=_LEFT - 6, y=y + 4, fill=get_ground("faint"), **shared)


def _get_y(count: float, top: int) -> float:
    return _HEIGHT - _FOOT - (_HEIGHT - _FOOT - _TOP) * count / top


def _draw_columns(stacks: Sequence[Stack], sorts: Sequence[str], top: int) -> Iterator[Markup]:
    slot = (_WIDTH - _LEFT - _RIGHT) / len(stacks)
    wide, every = min(slot * 0.72, _WIDEST), max(round(_LABEL / slot + 0.49), 1)
    for number, stack in enumerate(stacks):
        middle = _LEFT + slot * (number + 0.5)
        if stack.total:
            yield draw(
                "g", draw("title", f"{stack.label}: {_say(stack, sorts)}"), *_draw_pieces(stack, middle, wide, top)
            )
        if number % every == 0:
            shared = {"text_anchor": "middle", "font_size": "12", "class_": "g-faint"}
            yield draw("text", stack.label, x=middle, y=_HEIGHT - 10, fill=get_ground("faint"), **shared)


def _draw_pieces(stack: Stack, middle: float, wide: float, top: int) -> Iterator[Markup]:
    """The pieces of a column, and its height in figures above it."""
    held = 0
    for position, counts in enumerate(stack.counts):
        for count, is_certain in zip(counts, (True, False), strict=True):
            if count:
                low, high = _get_y(held, top), _get_y(held + count, top)
                held += count
                look = _get_look(position, len(stack.counts)) | ({} if is_certain else {"fill_opacity": "0.45"})
                yield draw("rect", x=middle - wide / 2, y=high, width=wide, height=max(low - high - 1, 0.5), **look)
    shared = {"text_anchor": "middle", "font_size": "12", "class_": "g-words"}
    yield draw("text", str(stack.total), x=middle, y=_get_y(held, top) - 4, fill=get_ground("words"), **shared)
