"""How a relationship turned: which of two classes came first, as far as dates prove it, and how long it took."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bridgehead.network.network import Network
from bridgehead.questions._relationships import Relationship, Spell, find_relationships
from bridgehead.questions._spans import ANY_TIME, Span, find_first
from bridgehead.record.parameters import get_parameter

TOGETHER, UNKNOWN_ORDER, NOT_SAID = "together", "unknown", "not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Two classes a relationship can be of, and turn between.

    Attributes:
        name: the field of a spell that says it. first, second: the classes, in the order theory expects.
    """

    name: str
    first: str
    second: str

    def directions(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both ways to turn, as (from, to)."""
        return (self.first, self.second), (self.second, self.first)


AXES: tuple[Axis, ...] = (
    Axis(name="side", first="social", second="organisational"),
    Axis(name="formality", first="informal", second="formal"),
    Axis(name="strength", first="weak", second="strong"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the spells of one relationship, or of several, say of one axis by the day.

    Attributes:
        axis: the two classes.
        order: "<class> first", together, unknown, "only <class>" or not said.
        source: the class it turned from, or its only one; "" otherwise. target: the class it turned to; "" where none.
        begin: when the first class began. turned: when the second did; None where there is no order of two.
        end: until when the first class held, the day at most.
        certain: both classes have certainly begun by the day.
        ended: the classes all of whose spells have certainly ended by the day.
    """

    axis: Axis
    order: str
    source: str = ""
    target: str = ""
    begin: Span = ANY_TIME
    turned: Span | None = None
    end: Span = ANY_TIME
    certain: bool = True
    ended: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What changed, in words; () where no change is proven."""
        return (f"{self.source} to {self.target}",) if self.target else ()


def find_turn(axis: Axis, spells: Iterable[Spell], day: date) -> Turn:
    """What spells say of one axis.

    Args:
        axis: the two classes. spells: of one relationship or of several. day: the network's day.
    """
    of_class = {
        name: [spell for spell in spells if getattr(spell, axis.name) == name] for name in (axis.first, axis.second)
    }
    held = {name: inside for name, inside in of_class.items() if inside}
    begins = {name: find_first(spell.begin for spell in inside) for name, inside in held.items()}
    certain = all(begin.has_come(day) for begin in begins.values())
    ended = tuple(name for name, inside in held.items() if _has_ended(inside, day))
    if not held:
        return Turn(axis=axis, order=NOT_SAID)
    if len(held) == 1:
        (only,) = held
        end = _find_last(held[only])
        return Turn(
            axis=axis, order=f"only {only}", source=only, begin=begins[only], end=end, certain=certain, ended=ended
        )
    for source, target in axis.directions():
        if _is_first(held[source], held[target]):
            return Turn(
                axis=axis,
                order=f"{source} first",
                source=source,
                target=target,
                begin=begins[source],
                turned=begins[target],
                end=_find_last(held[source]),
                certain=certain,
                ended=ended,
            )
    order = TOGETHER if begins[axis.first].is_with(begins[axis.second]) else UNKNOWN_ORDER
    return Turn(axis=axis, order=order, certain=certain, ended=ended)


def _is_first(spells: Sequence[Spell], others: Sequence[Spell]) -> bool:
    """Whether one of several spells came before all others, by date or by what it is said to have led to."""
    return any(all(spell.is_before(other) for other in others) for spell in spells)


def _find_last(spells: Sequence[Spell]) -> Span:
    """Until when the last of several spells can have held."""
    earliest = [spell.end.earliest for spell in spells if spell.end.earliest is not None]
    latest = [spell.end.latest for spell in spells if spell.end.latest is not None]
    return Span(earliest=max(earliest, default=None), latest=max(latest, default=None))


def _has_ended(spells: Sequence[Spell], day: date) -> bool:
    """Whether the last day each can have held lies before the network's."""
    return all(spell.end.latest is not None and spell.end.latest < day for spell in spells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How long one relationship was of its first class before it turned, or has been without turning.

    Attributes:
        shortest: years, as short as the dates allow. longest: as long as they allow; infinite where nothing bounds it.
        has_turned: certainly by the day. may_have_turned: certainly or possibly.
    """

    shortest: float
    longest: float
    has_turned: bool
    may_have_turned: bool


def find_waiting(turn: Turn, day: date) -> Waiting:
    """The waiting time behind a turn with a first class.

    Args:
        turn: one with an order of two, or an only class. day: the network's day.
    """
    until = turn.end if turn.turned is None else turn.turned
    shortest = _years(turn.begin.latest, until.earliest, unbounded=0.0)
    has_turned = turn.turned is not None and turn.turned.has_come(day)
    last = until.latest if turn.turned is None or has_turned else day
    return Waiting(
        shortest=max(shortest, 0.0),
        longest=_years(turn.begin.earliest, last, unbounded=math.inf),
        has_turned=has_turned,
        may_have_turned=turn.turned is not None,
    )


def _years(begin: date | None, end: date | None, *, unbounded: float) -> float:
    if begin is None or end is None:
        return unbounded
    return (end - begin).days / float(get_parameter("conversion", "days_per_year"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A relationship with what it says of each axis.

    Attributes:
        relationship: its spells. turns: one for each of `AXES`, in their order.
    """

    relationship: Relationship
    turns: tuple[Turn, ...]


def find_stories(network: Network) -> tuple[Story, ...]:
    """Our relationships by the day, each with its turns, by position of the other side.

    Raises:
        NoFirmError: no firm is named.
    """
    return tuple(
        Story(relationship=held, turns=tuple(find_turn(axis, held.spells, network.day) for axis in AXES))
        for held in find_relationships(network)
    )
