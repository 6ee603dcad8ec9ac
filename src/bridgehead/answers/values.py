"""What stands in the rows of an answer: values, the columns that declare them, and rows.

A value in a row is one of: None ("cannot tell"), text, a number, yes or no, a `When`, an `ActorRef`, a `MarketRef`, a
`Chance`, or a tuple of these. What a column holds is said by its `kind`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bridgehead.record.dates import When

ColumnKind = Literal["text", "actor", "market", "count", "number", "share", "chance", "money", "day", "yes_no", "word"]
Basis = Literal["assumed", "asks"]


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor as a row shows it: id, name and market (None where unknown)."""

    id: str
    name: str
    market: str | None = None

    def to_plain(self) -> dict[str, Any]:
        """As a plain object."""
        return {"id": self.id, "name": self.name, "market": self.market}

    def __str__(self) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, slots=True)
class MarketRef:
    """A market as a row shows it: code and label."""

    code: str
    label: str

    def to_plain(self) -> dict[str, Any]:
        """As a plain object."""
        return {"code": self.code, "label": self.label}

    def __str__(self) -> str:
        """The label."""
        return self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A chance that rests on passing-on chances.

    Attributes:
        value: the chance, 0..1.
        low: the same with every passing-on chance at its lower bound. high: at its upper bound.
        label: direct, certain, likely, possible, long shot or none; what people are shown while the basis is assumed.
        basis: assumed, or asks where logged introductions stand behind it.
        asks: how many logged asks it rests on.
        standard_error: Monte Carlo standard error; None where the value was computed without sampling.
    """

    value: float
    low: float
    high: float
    label: str
    basis: Basis = "assumed"
    asks: int = 0
    standard_error: float | None = None

    def to_plain(self) -> dict[str, Any]:
        """As a plain object, labelled with its basis."""
        return {
            "value": self.value, "low": self.low, "high": self.high, "label": self.label,
            "basis": self.basis, "asks": self.asks, "standard_error": self.standard_error,
        }  # fmt: skip

    def __str__(self) -> str:
        """The label with its range; the number itself only where asks stand behind it."""
        return self.tell()

    def tell(self, say: Callable[[str], str] = str) -> str:
        """The same in words that a page may say otherwise.

        Args:
            say: a fixed text as it is shown; `str` leaves it as it stands.
        """
        if self.label in {"certain", "none", "direct"}:
            return say(self.label)
        span = say("{low} to {high}").format(low=f"{self.low:.0%}", high=f"{self.high:.0%}")
        if self.basis != "asks":
            return f"{say(self.label)} ({span})"
        told = (
            say("{chance} ({span}; from {asks} ask)") if self.asks == 1 else say("{chance} ({span}; from {asks} asks)")
        )
        return told.format(chance=f"{self.value:.0%}", span=span, asks=self.asks)


Scalar = str | int | float | bool | When | ActorRef | MarketRef | Chance | None
Value = Scalar | tuple[Scalar, ...]


def to_plain(value: Value) -> object:
    """A value as JSON holds it: objects for actors, markets and chances, text for dates, null for 'cannot tell'.

    >>> to_plain((ActorRef("a", "Ada", "GB"),))
    [{'id': 'a', 'name': 'Ada', 'market': 'GB'}]
    """
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, ActorRef | MarketRef | Chance):
        return value.to_plain()
    return str(value) if isinstance(value, When) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one column of a part holds.

    Attributes:
        name: key in JSON and CSV; never changes silently.
        label: heading for people.
        kind: what the values are (a tuple of such values is allowed in any column).
        meaning: definition in one sentence; shown on hover and below the table.
        unit: of a number, as in "km" or "years".
        beside: the column stands beside the answer and is never part of it (distances, imported columns).
        group: heading that spans this column and its neighbours of the same group; "" where none does.
    """

    name: str
    label: str
    kind: ColumnKind = "text"
    meaning: str = ""
    unit: str = ""
    beside: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a part.

    Attributes:
        values: column name -> value; a column left out is None, "cannot tell".
        evidence: ids of the entries the row rests on: ties, agreements, interactions and their Evidence.
        note: a remark on this row alone.
    """

    values: Mapping[str, Value]
    evidence: tuple[str, ...] = ()
    note: str = ""

    def to_plain(self, columns: Iterable[Column]) -> dict[str, Any]:
        """As a plain object with every column, then evidence, then a note where there is one."""
        plain = {column.name: to_plain(self.values.get(column.name)) for column in columns}
        plain["evidence"] = list(self.evidence)
        return plain | ({"note": self.note} if self.note else {})
