"""Made-up matrices, flows, timelines and estimates."""

from bridgehead.answers import ActorRef, Column, Estimate, Row, Table, Timeline
from bridgehead.record.dates import read_when

#: heading that spans columns -> the columns below it
SPANS = {
    "Education of": ("Customers", "Suppliers"),
    "Joint decisions with the": ("Customers", "Suppliers"),
    "Direct contact between": ("Customers", "Suppliers", "Customers and suppliers"),
}
FIRMS = {
    "Air": (("seminar", "support", "local_market"), (), ("product",), (), ("conference",), (), ("product",)),
    "Beat": (("support",), (), (), (), ("conference",), ("standardisation",), ()),
    "Cell": (("support", "course"), ("research",), None, (), (), (), ()),
}


def build_matrix_table(firms=None):
    """Which firm uses which mechanism where: words in cells, headings that span columns."""
    spanned = [(group, label) for group, labels in SPANS.items() for label in labels]
    columns = (
        Column(name="firm", label="Firm", kind="actor"),
        *(
            Column(name=f"c{index}", label=label, kind="word", group=group, meaning=f"{group} {label}.")
            for index, (group, label) in enumerate(spanned)
        ),
    )
    rows = tuple(
        Row(
            values={"firm": ActorRef(name.lower(), name), **{f"c{index}": cell for index, cell in enumerate(cells)}},
            evidence=("t1", "a1"),
        )
        for name, cells in (firms or FIRMS).items()
    )
    return Table(columns=columns, rows=rows, reading="matrix")


def build_counts(cells, *, reading="matrix", names=None, kind="count"):
    """A table of counts, rows and columns of the same names."""
    names = names or [f"n{index}" for index in range(len(cells[0]))]
    columns = (
        Column(name="sender", label="From"),
        *(Column(name=f"c{index}", label=name, kind=kind) for index, name in enumerate(names)),
    )
    rows = tuple(
        Row(values={"sender": name, **{f"c{index}": cell for index, cell in enumerate(row)}})
        for name, row in zip(names, cells, strict=False)
    )
    return Table(columns=columns, rows=rows, reading=reading)


def build_flow():
    """A firm, its customers and its suppliers; nobody can tell what suppliers send each other."""
    cells = ((0, 12, 3), (5, 4, 0), (2, 0, None))
    return build_counts(cells, reading="flow", names=("Firm", "Customers", "Suppliers"))


def build_years(*entries, lanes=False):
    """A timeline of (date, text) pairs, or of (date, text, lane) triples; a date may be None."""
    columns = (
        Column(name="day", label="Day", kind="day"),
        *([Column(name="kind", label="Kind", kind="word")] if lanes else []),
        Column(name="what", label="What happened"),
    )
    rows = tuple(
        Row(
            values={
                "day": read_when(entry[0]) if entry[0] else None,
                "what": entry[1],
                "kind": entry[2] if lanes else None,
            },
            evidence=("t1",),
        )
        for entry in entries
    )
    return Timeline(columns=columns, rows=rows)


def build_estimates(*rows, kind="number", unit=""):
    """Estimates of (quantity, unit, value, low, high)."""
    names = ("quantity", "unit", "value", "low", "high")
    columns = (
        Column(name="quantity", label="Quantity"),
        Column(name="unit", label="Unit"),
        *(Column(name=name, label=name.capitalize(), kind=kind, unit=unit) for name in names[2:]),
    )
    return Estimate(columns=columns, rows=tuple(Row(values=dict(zip(names, row, strict=True))) for row in rows))
