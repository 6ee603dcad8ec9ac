"""Where the actors of routes stand: in columns by their step from the firm, with lanes for ties that skip a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bridgehead.answers import ActorRef, RouteRow, Step
from bridgehead.present.steps import get_chain
from bridgehead.present.wrapping import wrap
from bridgehead.record.markets import label

#: pixels: width of a box, between columns, between rows, height of a line of words, width of one cell of words
BOX, BETWEEN, APART, LINE, CELL = 190.0, 84.0, 12.0, 16.0, 7.3
TOP, SIDE = 34.0, 4.0
_CELLS = int((BOX - 16) / CELL)
_LANE_HEIGHT = 10.0

Tie = tuple[str, str]
#: an actor by id, or the lane of a tie
Spot = str | Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A placed actor, or the lane of a tie that passes a column: upper left corner and size in pixels.

    Attributes:
        actor: who stands there; None for a lane. lines: the words in it, the market last where it is known.
    """

    actor: ActorRef | None
    lines: tuple[str, ...]
    column: int
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkLayout:
    """A laid-out network.

    Attributes:
        columns: actors from left to right, from top to bottom. names: what each column is.
        boxes: where each actor stands. lanes: boxes that a tie passes through between its ends.
        steps: every tie once, in the order of the routes.
    """

    columns: tuple[tuple[ActorRef, ...], ...]
    names: tuple[str, ...]
    boxes: Mapping[str, Box]
    lanes: Mapping[Tie, tuple[Box, ...]]
    steps: tuple[Step, ...]
    width: float
    height: float


def lay_out_network(routes: Sequence[RouteRow], firm: str | None = None) -> NetworkLayout:
    """Lay out the network of routes; the same routes always give the same layout.

    Args:
        routes: each with at least one step, starting at the firm or at one of its people.
        firm: id of the firm; None where nobody says.
    """
    actors = {actor.id: actor for row in reversed(routes) for actor in get_chain(row)}
    steps = {(step.sender.id, step.receiver.id): step for row in reversed(routes) for step in reversed(row.steps)}
    ties = list(dict.fromkeys((step.sender.id, step.receiver.id) for row in routes for step in row.steps))
    column_by_id = _assign_columns(routes)
    spots = _sort_columns(_fill_columns(column_by_id, ties), ties)
    placed = [(spot, box) for spot, box in _place(spots, actors)]
    columns = [tuple(actors[spot] for spot in column if isinstance(spot, str)) for column in spots]
    return NetworkLayout(
        columns=tuple(columns),
        names=tuple(_name_column(index, columns, routes, firm) for index in range(len(columns))),
        boxes={spot: box for spot, box in placed if isinstance(spot, str)},
        lanes={tie: tuple(box for spot, box in placed if spot == tie) for tie in ties},
        steps=tuple(steps[tie] for tie in ties),
        width=2 * SIDE + len(columns) * BOX + (len(columns) - 1) * BETWEEN,
        height=max(box.y + box.height for _, box in placed) + SIDE,
    )


def _assign_columns(routes: Sequence[RouteRow]) -> dict[str, int]:
    """Each actor's least number of steps from the start; targets that lead nowhere else stand in the last column."""
    steps_by_id: dict[str, int] = {}
    inner: set[str] = set()
    for row in routes:
        chain = get_chain(row)
        inner.update(actor.id for actor in chain[:-1])
        for index, actor in enumerate(chain):
            steps_by_id[actor.id] = min(index, steps_by_id.get(actor.id, index))
    last = max(steps_by_id.values())
    chosen = {id_: steps if id_ in inner else last for id_, steps in steps_by_id.items()}
    used = sorted(set(chosen.values()))
    return {id_: used.index(column) for id_, column in chosen.items()}


def _fill_columns(column_by_id: Mapping[str, int], ties: Iterable[Tie]) -> list[list[Spot]]:
    """Actors per column, and a lane in every column that a tie skips."""
    columns: list[list[Spot]] = [[] for _ in range(max(column_by_id.values()) + 1)]
    for id_, column in column_by_id.items():
        columns[column].append(id_)
    for tie in ties:
        for column in range(column_by_id[tie[0]] + 1, column_by_id[tie[1]]):
            columns[column].append(tie)
    return columns


def _sort_columns(columns: list[list[Spot]], ties: Sequence[Tie]) -> list[list[Spot]]:
    """Order each column by the mean place of what it is tied to on its left, so that few lines cross."""
    place_by_spot: dict[Spot, float] = {}
    ordered = []
    for column in columns:
        means = {spot: _find_mean_place(spot, ties, place_by_spot) for spot in column}
        kept = sorted(column, key=means.__getitem__)
        place_by_spot |= {spot: (index + 0.5) / len(kept) for index, spot in enumerate(kept)}
        ordered.append(kept)
    return ordered


def _find_mean_place(spot: Spot, ties: Sequence[Tie], place_by_spot: Mapping[Spot, float]) -> float:
    """A tie's own lane, once placed, stands for its sender."""
    before: list[Spot] = [tie if tie in place_by_spot else tie[0] for tie in ties if spot in {tie, tie[1]}]
    places = [place_by_spot[end] for end in before if end in place_by_spot]
    return sum(places) / len(places) if places else 0.0


def _place(columns: Sequence[Sequence[Spot]], actors: Mapping[str, ActorRef]) -> Iterator[tuple[Spot, Box]]:
    """Boxes below each other, every column centred on the tallest."""
    lines = {id_: _break_lines(actor) for id_, actor in actors.items()}

    def measure(spot: Spot) -> float:
        return len(lines[spot]) * LINE + 12 if isinstance(spot, str) else _LANE_HEIGHT

    totals = [sum(measure(spot) + APART for spot in column) - APART for column in columns]
    for index, (column, total) in enumerate(zip(columns, totals, strict=True)):
        x, y = SIDE + index * (BOX + BETWEEN), TOP + (max(totals) - total) / 2
        for spot in column:
            actor = actors[spot] if isinstance(spot, str) else None
            words = lines[spot] if isinstance(spot, str) else ()
            yield spot, Box(actor=actor, lines=words, column=index, x=x, y=y, height=measure(spot))
            y += measure(spot) + APART


def _break_lines(actor: ActorRef) -> tuple[str, ...]:
    """The whole name in lines that fit a box, then the market."""
    lines = wrap(actor.name, _CELLS)
    return (*lines, label(actor.market)) if actor.market else lines


def _name_column(
    index: int, columns: Sequence[Sequence[ActorRef]], routes: Sequence[RouteRow], firm: str | None
) -> str:
    if index == 0:
        ids = {actor.id for actor in columns[0]}
        return "Own people" if firm not in {None, *ids} else "Firm" if len(ids) == 1 else "Firm and own people"
    if index == len(columns) - 1:
        return "Targets"
    own = {row.steps[0].receiver.id for row in routes if row.steps[0].free}
    return "Own people" if all(actor.id in own for actor in columns[index]) else "Introducers"
