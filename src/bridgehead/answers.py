"""What is said back: a header and named parts, each part of one of eight shapes.

Shapes keep actors' names and know nothing of screens; presentation draws shapes and never knows questions. Every shape is
a sequence of rows under declared columns, so that text, JSON, CSV, pages and data frames are all drawn from the same
declaration. The set of shapes is closed.

A value in a row is one of: None ("cannot tell"), text, a number, yes or no, a `When`, an `ActorRef`, a `MarketRef`, a
`Chance`, or a tuple of these. What a column holds is said by its `kind`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

from bridgehead.record.dates import When
from bridgehead.record.references import Reference

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
        label: certain, likely, possible, long shot or none; what people are shown while the basis is assumed.
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
        if self.label in {"certain", "none"}:
            return self.label
        span = f"{self.low:.0%} to {self.high:.0%}"
        return f"{self.value:.0%} ({span}; from {self.asks} asks)" if self.basis == "asks" else f"{self.label} ({span})"


Scalar = str | int | float | bool | When | ActorRef | MarketRef | Chance | None
Value = Scalar | tuple[Scalar, ...]


def to_plain(value: Value) -> Any:
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
    """

    name: str
    label: str
    kind: ColumnKind = "text"
    meaning: str = ""
    unit: str = ""
    beside: bool = False


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
    """A two-way table: the first column heads the rows, the others are the columns crossed with it."""

    shape: ClassVar[str] = "table"


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
        """The groups and their meanings."""
        return {"groups": [{"group": group, "meaning": meaning} for group, meaning in self.groups]}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A named part of an answer.

    Attributes:
        name: key in JSON. title: heading for people. shape: the part itself.
    """

    name: str
    title: str
    shape: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRef:
    """What an evidence id in a row stands for.

    Attributes:
        id: the entry's id. type: its entry type ("tie", "agreement", "evidence" ...).
        text: what it says, in a line. reference: paper, document or data set. locator: where in it.
        basis: stated, inferred or observed. on: the day it speaks for. rests_on: ids of its own evidence.
    """

    id: str
    type: str
    text: str
    reference: str = ""
    locator: str = ""
    basis: str = ""
    on: str = ""
    rests_on: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """As a plain object."""
        return {
            "id": self.id, "type": self.type, "text": self.text, "reference": self.reference, "locator": self.locator,
            "basis": self.basis, "on": self.on, "rests_on": list(self.rests_on),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the record an answer could use.

    Attributes:
        used: entries used. total: entries it could have used. unit: what is counted ("ties", "obligations").
        possible: how many of the used ones only possibly hold on the day.
        remarks: what was left out and why, a sentence each.
    """

    used: int
    total: int
    unit: str
    possible: int = 0
    remarks: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """As a plain object."""
        return {
            "used": self.used, "total": self.total, "unit": self.unit, "possible": self.possible,
            "remarks": list(self.remarks),
        }  # fmt: skip

    def __str__(self) -> str:
        """In a sentence."""
        share = f"{self.used} of {self.total} {self.unit} used"
        return f"{share}, {self.possible} of them only possibly in force" if self.possible else share


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that can be re-asked, checked and drawn.

    Attributes:
        question: name of the question. title: the question itself, ending in "?".
        parameters: its fields as asked, plain values. references: the works behind it.
        firm: the firm it was asked for. as_of: the day it is true for. lens: the lens, plain values.
        coverage: how much of the record was usable.
        evidence: what the ids in the rows stand for.
        caveats: what the reader must know before relying on it.
        parts: the answer itself.
    """

    question: str
    title: str
    parameters: Mapping[str, Any]
    references: tuple[Reference, ...]
    firm: ActorRef | None
    as_of: date
    lens: Mapping[str, Any]
    coverage: Coverage
    evidence: tuple[EvidenceRef, ...] = ()
    caveats: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    def part(self, name: str) -> Shape:
        """The shape of a part. Raises KeyError where there is none of this name."""
        for part in self.parts:
            if part.name == name:
                return part.shape
        raise KeyError(name)

    def to_plain(self) -> dict[str, Any]:
        """The whole answer as plain values: what `--json` prints and the API returns."""
        return {
            "question": self.question,
            "title": self.title,
            "firm": self.firm.to_plain() if self.firm else None,
            "parameters": dict(self.parameters),
            "references": [
                {"authors": ref.authors, "year": ref.year or None, "title": ref.title, "doi": ref.doi}
                for ref in self.references
            ],
            "as_of": self.as_of.isoformat(),
            "lens": dict(self.lens),
            "coverage": self.coverage.to_plain(),
            "evidence": [item.to_plain() for item in self.evidence],
            "caveats": list(self.caveats),
            "parts": [
                {
                    "name": part.name,
                    "title": part.title,
                    "shape": part.shape.shape,
                    "columns": [
                        {
                            "name": c.name,
                            "label": c.label,
                            "kind": c.kind,
                            "meaning": c.meaning,
                            "unit": c.unit,
                            "beside": c.beside,
                        }
                        for c in part.shape.columns
                    ],
                    "rows": part.shape.plain_rows(),
                    **part.shape.extras(),
                }
                for part in self.parts
            ],
        }
