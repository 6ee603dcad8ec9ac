"""The eight shapes: sequences of rows under declared columns. The set is closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from bridgehead.answers.values import ActorRef, Chance, Column, MarketRef, Row, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What all shapes have.

    Attributes:
        columns: what the rows hold, the subject first.
        rows: in the order they should be read.
        empty: what to say where there are no rows: what is missing and what would supply it.
    """

    shape: ClassVar[str] = "shape"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    empty: str = "Nothing in the record."

    def column(self, name: str) -> Column:
        """The column of a name. Raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def values(self, name: str) -> tuple[Value, ...]:
        """One column's values, in row order."""
        return tuple(row.values.get(name) for row in self.rows)

    def extras(self) -> dict[str, Any]:
        """What the shape says beyond its rows, as plain values."""
        return {}

    def plain_rows(self) -> list[dict[str, Any]]:
        """Rows as plain objects."""
        return [row.to_plain(self.columns) for row in self.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores(Shape):
    """Named numbers per actor, tie or market; the first column is the subject.

    Attributes:
        ranked_by: the column the rows are ranked by; "" where they are not.
    """

    shape: ClassVar[str] = "scores"
    ranked_by: str = ""

    def extras(self) -> dict[str, Any]:
        """The ranking column."""
        return {"ranked_by": self.ranked_by}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Shape):
    """A two-way table: the first column heads the rows, the others are the columns crossed with it.

    Attributes:
        reading: how it is read: as a list of rows; as a matrix, whose cells all hold the same sort of thing; or as a
            flow, whose rows send what its columns, each named for a row, receive.
    """

    shape: ClassVar[str] = "table"
    reading: Literal["list", "matrix", "flow"] = "list"

    def extras(self) -> dict[str, Any]:
        """How it is read."""
        return {"reading": self.reading}


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups(Shape):
    """Members sorted into named groups.

    Attributes:
        group_column: the column that names a row's group.
        groups: (group, meaning) in the order they should be shown, empty ones included.
    """

    shape: ClassVar[str] = "groups"
    group_column: str
    groups: tuple[tuple[str, str], ...]

    def members(self, group: str) -> tuple[Row, ...]:
        """The rows of one group."""
        return tuple(row for row in self.rows if row.values.get(self.group_column) == group)

    def group_of(self, member: str) -> str:
        """The group of a member, by actor id, market code or text. Raises KeyError where it is in none."""
        for row in self.rows:
            subject = row.values.get(self.columns[0].name)
            key = (
                subject.id
                if isinstance(subject, ActorRef)
                else subject.code
                if isinstance(subject, MarketRef)
                else subject
            )
            if key == member:
                return str(row.values[self.group_column])
        raise KeyError(member)

    def extras(self) -> dict[str, Any]:
        """The column that names the group, the groups and their meanings."""
        return {
            "group_column": self.group_column,
            "groups": [{"group": group, "meaning": meaning} for group, meaning in self.groups],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a route.

    Attributes:
        sender: who is asked. receiver: who is reached.
        free: the step from a person to their organisation or back: nobody is asked, it costs nothing.
        kinds: kinds of tie in the relationship. roles: what the receiver is to the sender.
        strength: the strength used, 0..1; None where unknown.
        explanation: the strength taken apart, one sentence a line.
        chance: the passing-on chance of the step.
        certain: False where the tie only possibly holds on the day. inferred: the tie was inferred, not stated.
        asked_lately: how often the sender was asked lately; None where asks are not logged.
        ask: what to ask, in a sentence.
        evidence: ids of the entries the step rests on.
    """

    sender: ActorRef
    receiver: ActorRef
    free: bool = False
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    strength: float | None = None
    explanation: tuple[str, ...] = ()
    chance: Chance | None = None
    certain: bool = True
    inferred: bool = False
    asked_lately: int | None = None
    ask: str = ""
    evidence: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """As a plain object."""
        return {
            "sender": self.sender.to_plain(), "receiver": self.receiver.to_plain(), "free": self.free,
            "kinds": list(self.kinds), "roles": list(self.roles), "strength": self.strength,
            "explanation": list(self.explanation), "chance": self.chance.to_plain() if self.chance else None,
            "certain": self.certain, "inferred": self.inferred, "asked_lately": self.asked_lately, "ask": self.ask,
            "evidence": list(self.evidence),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRow(Row):
    """A row of `Routes`: the route's own columns and its steps.

    Attributes:
        steps: from the firm to the target, in order.
    """

    steps: tuple[Step, ...]

    def to_plain(self, columns: Iterable[Column]) -> dict[str, Any]:
        """As a plain object with its steps."""
        # dataclass(slots=True) makes a new class, so the two-argument form of super is needed here
        return {**super(RouteRow, self).to_plain(columns), "steps": [step.to_plain() for step in self.steps]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes(Shape):
    """Chains of introductions, each step with its tie and evidence; every row is a `RouteRow`."""

    shape: ClassVar[str] = "routes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Shape):
    """A chosen set: rows hold chosen and rejected candidates, told apart by a yes/no column named "chosen".

    Attributes:
        objective: what was maximised or minimised, with its value, as (label, value).
        constraints: (label, limit, used, slack, whether it bound) of each constraint.
        proof: how far the choice is proven best, in a sentence.
    """

    shape: ClassVar[str] = "choice"
    objective: tuple[str, float | None]
    constraints: tuple[tuple[str, float | None, float | None, float | None, bool], ...] = ()
    proof: str = ""

    def extras(self) -> dict[str, Any]:
        """Objective, constraints and proof."""
        names = ("constraint", "limit", "used", "slack", "bound")
        return {
            "objective": {"label": self.objective[0], "value": self.objective[1]},
            "constraints": [dict(zip(names, row, strict=True)) for row in self.constraints],
            "proof": self.proof,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Shape):
    """Estimated quantities: rows with value, low, high (columns of those names) and what they rest on.

    Attributes:
        level: coverage of the intervals, as in 0.95. method: how they were made, in a sentence. n: observations.
    """

    shape: ClassVar[str] = "estimate"
    level: float | None = None
    method: str = ""
    n: int | None = None

    def extras(self) -> dict[str, Any]:
        """Level, method and number of observations."""
        return {"level": self.level, "method": self.method, "n": self.n}


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(Shape):
    """A two-sided ledger: each row stands on one side, named in a column "side".

    Attributes:
        sides: (side, meaning), ours first.
        totals: per side, column name -> sum; None where the column has no sum.
    """

    shape: ClassVar[str] = "balance"
    sides: tuple[tuple[str, str], ...]
    totals: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)

    def extras(self) -> dict[str, Any]:
        """The sides, and their totals."""
        return {
            "sides": [{"side": side, "meaning": meaning} for side, meaning in self.sides],
            "totals": {side: dict(sums) for side, sums in self.totals.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Shape):
    """Dated happenings in order; the first column is a day."""

    shape: ClassVar[str] = "timeline"
