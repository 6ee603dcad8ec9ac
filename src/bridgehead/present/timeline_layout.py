"""Where the entries of a timeline stand: days as points, less precise dates as bars, in lanes and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rich.cells import cell_len

from bridgehead.answers import Row
from bridgehead.present.chronology import get_date
from bridgehead.present.layout import Block
from bridgehead.present.values import CANNOT_TELL, Writer
from bridgehead.present.wrapping import shorten_to
from bridgehead.record.dates import When

Side = Literal["right", "left", "above"]

#: pixels: the whole width, what is free at the right, height of a row, of the words above, width of one cell of words
WIDTH, RIGHT, ROW, TOP, CELL = 960.0, 14.0, 20.0, 10.0, 6.6
#: pixels at the left: with names of lanes, and without
LANES, BARE = 132.0, 14.0
#: what a bar without a beginning or an end takes beyond its known bound, as a share of the whole time
_OPEN = 0.08
_MOST_LANES, _LONGEST_NAME = 8, 46
_LEAST_BAR, _GAP, _LANE_GAP = 7.0, 12.0, 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A placed entry.

    Attributes:
        position: of its row among those with a date, from 1. date: in its own words. text: what happened.
        start, end: pixels; equal for a day. y: middle of its row.
        is_open_left, is_open_right: nothing bounds it there. name: what is written beside it; "" where nothing is.
        name_x: where that begins, or ends where it stands left. side: where it has room; above only a long bar.
    """

    position: int
    date: str
    text: str
    start: float
    end: float
    y: float = 0.0
    is_open_left: bool = False
    is_open_right: bool = False
    name: str = ""
    name_x: float = 0.0
    side: Side = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Entries of one kind: its name, "" where there is only one, its upper and lower edge and its marks."""

    name: str
    top: float
    bottom: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLayout:
    """Lanes from top to bottom, years with their place, pixels free at the left, and the height of the drawing."""

    lanes: tuple[Lane, ...]
    years: tuple[tuple[int, float], ...]
    left: float
    height: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days as pixels."""

    first: date
    last: date
    left: float

    def place(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        return self.left + (WIDTH - RIGHT - self.left) * (day - self.first).days / days


def lay_out_timeline(block: Block, *, most: int, most_names: int) -> TimelineLayout:
    """Place the entries of a block read as a timeline.

    Args:
        block: its rows are sorted and each has a date. most: entries that are placed, the first ones.
        most_names: entries up to which each is named.
    """
    rows = block.rows[:most]
    day, lane = block.writers[0].column.name, _choose_lanes(block, rows)
    dates = [when for row in rows if (when := get_date(row, day)) is not None]
    scale = _build_scale(dates, LANES if lane else BARE)
    subject = _choose_subject(block, lane)
    marks = [
        (
            _name_lane(row, lane),
            _place(number, when, subject.write(row.values.get(subject.column.name)), scale, len(rows) <= most_names),
        )
        for number, (row, when) in enumerate(zip(rows, dates, strict=True), start=1)
    ]
    lanes = tuple(_stack_lanes(marks))
    return TimelineLayout(lanes=lanes, years=tuple(_find_years(scale)), left=scale.left, height=lanes[-1].bottom + 26.0)


def _choose_lanes(block: Block, rows: Sequence[Row]) -> Writer | None:
    """The first column of words that sorts the rows into a few lanes; None where none does."""
    for writer in block.writers[1:]:
        if writer.column.kind == "word":
            names = {_name_lane(row, writer) for row in rows}
            if 1 < len(names) <= _MOST_LANES:
                return writer
    return None


def _name_lane(row: Row, lane: Writer | None) -> str:
    if lane is None:
        return ""
    value = row.values.get(lane.column.name)
    return lane.say(CANNOT_TELL) if value is None else lane.write(value)


def _choose_subject(block: Block, lane: Writer | None) -> Writer:
    """What an entry is named by: the first column of text, else the first that is neither its date nor its lane."""
    others = [writer for writer in block.writers[1:] if writer is not lane]
    texts = [writer for writer in others if writer.column.kind == "text"]
    return next(iter((*texts, *others, block.writers[0])))


def _build_scale(dates: Sequence[When], left: float) -> _Scale:
    """From the first day of the first year to the last of the last, with room for what is open at either end."""
    known = [bound for when in dates for bound in (when.earliest, when.latest) if bound is not None]
    first, last = min(known).toordinal(), max(known).toordinal()
    room = round(max(last - first, 365) * _OPEN)
    first -= room if any(when.earliest is None for when in dates) else 0
    last += room if any(when.latest is None for when in dates) else 0
    ends = [date.fromordinal(min(max(each, 1), date.max.toordinal())) for each in (first, last)]
    return _Scale(date(ends[0].year, 1, 1), date(ends[1].year, 12, 31), left)


def _place(number: int, when: When, text: str, scale: _Scale, is_named: bool) -> Mark:
    start = scale.left if when.earliest is None else scale.place(when.earliest)
    end = WIDTH - RIGHT if when.latest is None else scale.place(when.latest)
    if not when.is_day:
        end = max(end, start + _LEAST_BAR)
    name = shorten_to(text, _LONGEST_NAME) if is_named else ""
    side = _choose_side(start - scale.left, WIDTH - end, cell_len(name) * CELL + 8)
    if side == "above":
        name = shorten_to(text, int((WIDTH - RIGHT - start - 10) / CELL))
    return Mark(
        position=number, date=when.text, text=text, start=start, end=end, name=name, side=side,
        name_x={"right": end + 8, "left": start - 8, "above": start + 10}[side],
        is_open_left=when.earliest is None, is_open_right=when.latest is None,
    )  # fmt: skip


def _choose_side(left: float, right: float, wide: float) -> Side:
    """Where a name has room: right of its mark, else left of it, else above it."""
    return "right" if wide <= right else "left" if wide <= left else "above"


def _stack_lanes(marks: Sequence[tuple[str, Mark]]) -> Iterator[Lane]:
    """Lanes in the order of their first entries, each as high as its entries need to stand clear of each other."""
    top = TOP
    for name in dict.fromkeys(name for name, _ in marks):
        kept = tuple(_stack([mark for lane, mark in marks if lane == name], top + _LANE_GAP / 2))
        bottom = max(mark.y for mark in kept) + ROW / 2 + _LANE_GAP / 2
        yield Lane(name=name, top=top, bottom=bottom, marks=kept)
        top = bottom


def _stack(marks: Sequence[Mark], top: float) -> Iterator[Mark]:
    """Marks with their rows: the first row whose last mark, with its name, ends before this one begins."""
    spans: list[list[tuple[float, float]]] = []
    for mark in marks:
        wide = cell_len(mark.name) * CELL
        begin = mark.name_x - wide if mark.side == "left" else mark.start - 5
        end = mark.end + 5 if mark.side == "left" else max(mark.end + 5, mark.name_x + wide)
        row = next(
            (
                index
                for index, taken in enumerate(spans)
                if all(end + _GAP <= left or right + _GAP <= begin for left, right in taken)
            ),
            len(spans),
        )
        if row == len(spans):
            spans.append([])
        spans[row].append((begin, end))
        yield replace(mark, y=top + ROW * (row + 0.5))


def _find_years(scale: _Scale) -> Iterator[tuple[int, float]]:
    """Years far enough apart to be read."""
    count = scale.last.year - scale.first.year + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if count / step <= 18)
    for year in range(scale.first.year, scale.last.year + 1):
        if year % step == 0:
            yield year, scale.place(date(year, 1, 1))
