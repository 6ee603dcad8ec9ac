"""The two-way tables of coordination: by firm and by mechanism as in figure 2, and who sends knowledge to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bridgehead.answers import ActorRef, Column, ColumnKind, Part, Row, Table, Value
from bridgehead.network.sides import CUSTOMERS, END_CUSTOMERS, SIDES, SUPPLIERS
from bridgehead.questions._coordination_log import CELLS, COLUMNS, US, Log, cite
from bridgehead.questions._saying import say_actor
from bridgehead.record.terms import COORDINATION_FORMS, MECHANISMS

NOTHING_CODED = (
    "No interaction names a mechanism and a form whose partners stand on a known side. Log who met whom and why, give "
    "partners their role, and let 'bridgehead review --mechanisms' propose mechanisms."
)
NOTHING_SHOWN = "No interaction stands in a cell; the first part says what is missing."
_GROUPS = {
    "education": "Education of",
    "joint_decision": "Joint decisions with",
    "direct_contact": "Direct contact between",
}
_SIDE_LABELS = {
    CUSTOMERS: "Customers",
    END_CUSTOMERS: "Customers of customers",
    SUPPLIERS: "Suppliers",
    "customers_with_suppliers": "Customers and suppliers",
}
_FIRM = Column(name="firm", label="Firm", kind="actor")
_MECHANISM = Column(name="mechanism", label="Mechanism", kind="word", meaning="What enables the coordination.")


def say_column(column: str) -> str:
    """A column of the matrix in words, as in "education of customers"."""
    _, form, side = next(cell for cell in CELLS if cell[0] == column)
    return f"{_GROUPS[form]} {_SIDE_LABELS[side]}".lower()


def _columns(kind: ColumnKind, *, is_defined: bool = False) -> Iterator[Column]:
    """The seven columns of figure 2, with the definition of each form where they stand first."""
    for name, form, side in CELLS:
        meaning = COORDINATION_FORMS.get(form).definition if is_defined else ""
        yield Column(name=name, label=_SIDE_LABELS[side], kind=kind, meaning=meaning, group=_GROUPS[form])


def say_firm(log: Log) -> ActorRef:
    """The firm of a log."""
    return say_actor(log.network, log.network.get_firm())


def build_by_firm(logs: Sequence[Log]) -> Part:
    """Which mechanisms each firm relies on, one row a firm."""
    rows = []
    for log in logs:
        cells: dict[str, Value] = dict.fromkeys(COLUMNS)
        if log.placed:
            cells = {
                column: tuple(word for word in MECHANISMS.words if (word, column) in log.cells) for column in COLUMNS
            }
        rows.append(Row(values={"firm": say_firm(log)} | cells, evidence=cite(log.placed)))
    known = rows if any(log.placed for log in logs) else []
    shape = Table(
        columns=(_FIRM, *_columns("word", is_defined=True)),
        rows=tuple(known),
        empty=NOTHING_CODED,
        reading="matrix",
    )
    return Part(name="by_firm", title="Mechanisms by firm", shape=shape)


def build_by_mechanism(logs: Sequence[Log]) -> Iterator[Part]:
    """How many interactions of all firms stand in each cell, then which firms have any there."""
    counts, firms = [], []
    for mechanism in MECHANISMS.words if any(log.placed for log in logs) else ():
        held = {column: [log.cells.get((mechanism, column), ()) for log in logs] for column in COLUMNS}
        evidence = cite(item for cells in held.values() for items in cells for item in items)
        number: dict[str, Value] = {column: sum(len(items) for items in cells) for column, cells in held.items()}
        who: dict[str, Value] = {
            column: tuple(say_firm(log) for log, items in zip(logs, cells, strict=True) if items)
            for column, cells in held.items()
        }
        counts.append(Row(values={"mechanism": mechanism} | number, evidence=evidence))
        firms.append(Row(values={"mechanism": mechanism} | who, evidence=evidence))
    counted = Table(columns=(_MECHANISM, *_columns("count")), rows=tuple(counts), empty=NOTHING_SHOWN, reading="matrix")
    yield Part(name="by_mechanism", title="Interactions by mechanism, all firms", shape=counted)
    named = Table(columns=(_MECHANISM, *_columns("actor")), rows=tuple(firms), empty=NOTHING_SHOWN, reading="matrix")
    yield Part(name="firms_by_mechanism", title="Firms by mechanism", shape=named)


def build_end_customers(logs: Sequence[Log]) -> Part:
    """The cells in which customers of customers took part, and whether the cell rests on them alone."""
    rows = []
    for log in logs:
        for (mechanism, column), items in log.cells.items():
            theirs = [item for item in items if END_CUSTOMERS in item.sides[column]]
            if theirs:
                alone = all(CUSTOMERS not in item.sides[column] for item in items)
                values: dict[str, Value] = {
                    "firm": say_firm(log), "mechanism": mechanism, "column": say_column(column),
                    "interactions": len(theirs), "alone": alone,
                }  # fmt: skip
                rows.append(Row(values=values, evidence=cite(theirs)))
    columns = (
        _FIRM,
        _MECHANISM,
        Column(name="column", label="Where", meaning="The column of the matrix."),
        Column(name="interactions", label="Interactions", kind="count", meaning="Those they took part in."),
        Column(
            name="alone", label="Rests on them alone", kind="yes_no",
            meaning="Whether no customer of the firm's own stands in the cell.",
        ),
    )  # fmt: skip
    empty = "No interaction with customers of customers is recorded; give them that role to tell them apart."
    return Part(
        name="customers_of_customers",
        title="Where customers of customers stand",
        shape=Table(columns=columns, rows=tuple(rows), empty=empty),
    )


def build_flows(logs: Sequence[Log]) -> Iterator[Part]:
    """Where knowledge flows: of the firm asked, then of all firms shown."""
    own = str(say_firm(logs[0]))
    yield Part(name="flows", title=f"Where knowledge flows: {own}", shape=_build_flow(logs[:1], own))
    title = "Where knowledge flows: all firms shown"
    yield Part(name="flows_together", title=title, shape=_build_flow(logs, "The firms" if len(logs) > 1 else own))


def _build_flow(logs: Iterable[Log], us: str) -> Table:
    """Interactions by who sends and who receives knowledge; one may be several flows and counts once in each."""
    placed = [item for log in logs for item in log.placed]
    counts = Counter(flow for item in placed for flow in item.flows)
    ends = {US: us} | {side: _SIDE_LABELS[side] for side in SIDES}
    rows = []
    for sender, label in ends.items() if placed else ():
        values: dict[str, Value] = {receiver: counts[sender, receiver] for receiver in ends}
        sent = [item for item in placed if any(flow[0] == sender for flow in item.flows)]
        rows.append(Row(values={"sender": label} | values, evidence=cite(sent)))
    columns = (
        Column(name="sender", label="From", meaning="Who sends knowledge."),
        *(
            Column(name=name, label=label, kind="count", meaning=f"Interactions in which {label} received it.")
            for name, label in ends.items()
        ),
    )
    return Table(columns=columns, rows=tuple(rows), empty=NOTHING_SHOWN, reading="flow")
