"""Sheets of a joint order: its phases, what firms can do of them, and what transport between firms costs.

Three tables, CSV or XLSX, told apart by their columns; capitals, underscores and the order of columns do not matter.

- Phases: `phase`, `quantity`, `due`, and if wanted `unit`, `value`, `currency`. They become the obligations of one
  agreement between the firm and the customer.
- Firms: `firm`, `phase`, `capacity` (pieces a week), and if wanted `unit cost`, `changeover cost`, `market`, `id`.
- Ways: `from`, `to`, `transport cost` (a piece).

A firm is an actor of its name; a column `id` (or `from id`, `to id`) names one that the record already holds. An empty
cell is unknown, 0 is zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from bridgehead.record.dates import UNKNOWN, DateError, When, read_when
from bridgehead.record.entries import Actor, Agreement, Assessment, Entry, Evidence, Obligation
from bridgehead.record.findings import Finding, Level
from bridgehead.record.markets import read_market
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._owners import tidy
from bridgehead.sources._rows import slug
from bridgehead.sources._sheets import Sheet, open_sheet
from bridgehead.sources._values import ValueTextError, read_number

Table = Literal["phases", "firms", "ways"]
_NEEDED: dict[Table, tuple[str, ...]] = {
    "phases": ("phase", "quantity", "due"),
    "firms": ("firm", "phase", "capacity"),
    "ways": ("from", "to", "transport cost"),
}
_WANTED: dict[Table, tuple[str, ...]] = {
    "phases": ("unit", "value", "currency"),
    "firms": ("unit cost", "changeover cost", "market", "id"),
    "ways": ("from id", "to id"),
}


def _fold(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").split()).casefold()


def _tell_table(header: tuple[str, ...]) -> Table | None:
    """Which of the three tables has these columns."""
    columns = {_fold(name) for name in header}
    return next((table for table, needed in _NEEDED.items() if columns >= set(needed)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSheet:
    """Reads the tables of a joint order.

    Attributes:
        order: what the order is called; "" takes the file's name. Phases alone belong to one.
        customer: who ordered, an actor's id or a name; "" leaves the customer unnamed.
        tab: name of the sheet of a workbook; "" takes the first.
        firm: id of the firm whose record it is.
        on: the day the sheet was made, as in 2026-05-31.
    """

    name: ClassVar[str] = "order_sheet"
    summary: ClassVar[str] = "sheets of a joint order: its phases, what firms can do of them, transport between firms"
    ignored: ClassVar[Mapping[str, str]] = {
        "columns of other names": "the plan has no use for them; each is named in the report of the import",
    }

    order: str = ""
    customer: str = ""
    tab: str = ""
    firm: str = ""
    on: str = ""

    def recognises(self, path: Path) -> bool:
        """Whether it is one of the three tables."""
        try:
            return path.is_file() and _tell_table(open_sheet(path, tab=self.tab).header) is not None
        except SourceFileError:
            return False

    def read(self, path: Path) -> Iterator[ReadRow]:
        """What the sheet is about as a whole, then one row for each of its rows.

        Raises:
            SourceFileError: it cannot be read, has the columns of none of the tables, or no rows.
            DateError: `on` is no date.
        """
        sheet = open_sheet(path, tab=self.tab)
        table = _tell_table(sheet.header)
        if table is None:
            known = "; or ".join(", ".join(needed) for needed in _NEEDED.values())
            why = f"it is no sheet of a joint order; it has the columns {', '.join(sheet.header)}"
            raise SourceFileError(path, why, f"Name its columns {known}.")
        evidence = Evidence(
            id=f"order_sheet:evidence:{slug(path.stem)}",
            reference=path.name,
            kind="document",
            on=read_when(self.on) if self.on else UNKNOWN,
        )
        reading = _Reading(sheet=sheet, evidence=evidence)
        unused = tuple(_note_unused(sheet, table))
        head = (evidence, *self._build_order(path, evidence)) if table == "phases" else (evidence,)
        yield ReadRow(entries=head, findings=(*sheet.findings, *unused))
        build: dict[Table, Callable[[_Row], tuple[Entry, ...]]] = {
            "phases": lambda row: self._read_phase(row, path),
            "firms": _read_firm,
            "ways": _read_way,
        }
        is_empty = True
        for number, cells in sheet.rows():
            is_empty = False
            yield reading.read_row(number, cells, build[table])
        if is_empty:
            raise SourceFileError(path, "it has a header and no rows below it", "Add rows, or check which sheet it is.")

    def _order_id(self, path: Path) -> str:
        return f"order_sheet:order:{slug(self.order or path.stem)}"

    def _customer_id(self) -> str:
        return self.customer if ":" in self.customer else f"order_sheet:actor:{slug(self.customer or 'customer')}"

    def _build_order(self, path: Path, evidence: Evidence) -> tuple[Entry, ...]:
        """The agreement the phases belong to, and the customer where nobody else speaks of them."""
        agreement = Agreement(
            id=self._order_id(path),
            parties=((self.firm or "firm", None), (self._customer_id(), None)),
            form="supply",
            scope=tidy(self.order or path.stem),
            evidence=(evidence.id,),
        )
        if ":" in self.customer:
            return (agreement,)
        name = tidy(self.customer) or "Customer (not named)"
        return (Actor(id=self._customer_id(), kind="organisation", name=name, evidence=(evidence.id,)), agreement)

    def _read_phase(self, row: _Row, path: Path) -> tuple[Entry, ...]:
        phase = tidy(row.get("phase"))
        return (
            Obligation(
                id=f"order_sheet:phase:{slug(self.order or path.stem)}:{slug(phase)}",
                agreement=self._order_id(path),
                debtor=self.firm or "firm",
                creditor=self._customer_id(),
                deliverable=phase,
                quantity=row.read_number("quantity"),
                unit=tidy(row.get("unit")),
                due=row.read_day("due"),
                value=row.read_number("value"),
                currency=row.get("currency").strip().upper(),
                evidence=row.evidence,
            ),
        )


def _read_firm(row: _Row) -> tuple[Entry, ...]:
    """What a firm can do of a phase; the firm as well, where no id says that the record holds it."""
    firm, entries = row.find_actor("firm", "id")
    phase = tidy(row.get("phase"))
    for item in ("capacity", "unit cost", "changeover cost"):
        entries += row.assess(firm, item, phase, f"{slug(firm)}:{slug(phase)}")
    return entries


def _read_way(row: _Row) -> tuple[Entry, ...]:
    """What a way between two firms costs."""
    sender, entries = row.find_actor("from", "from id")
    receiver, more = row.find_actor("to", "to id")
    return entries + more + row.assess(sender, "transport cost", receiver, f"{slug(sender)}:{slug(receiver)}")


def _note_unused(sheet: Sheet, table: Table) -> Iterator[Finding]:
    """A column that the table has no use for."""
    for name in sheet.header:
        if name and _fold(name) not in (*_NEEDED[table], *_WANTED[table]):
            message = f"A sheet of {table} has no use for this column; it was not read. Rename it, or leave it."
            yield Finding(
                level="warning", code="unused-column", message=message, file=sheet.path.name, column=name, found=name
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One sheet being read."""

    sheet: Sheet
    evidence: Evidence

    def read_row(self, number: int, cells: list[str], build: Callable[[_Row], tuple[Entry, ...]]) -> ReadRow:
        """One row; it is skipped where its first cells are empty."""
        named = {_fold(name): cell for name, cell in zip(self.sheet.header, cells, strict=False)}
        row = _Row(file=self.sheet.path.name, number=number, cells=named, evidence=(self.evidence.id,))
        first = [_fold(name) for name in self.sheet.header if _fold(name) in {"phase", "firm", "from", "to"}]
        missing = [name for name in first if not named.get(name, "").strip()]
        if missing:
            row.add(
                "error", "missing-value", f"The row has no {missing[0]}, so it was skipped. Fill it in.", missing[0]
            )
            return ReadRow(number=number, findings=tuple(row.findings))
        entries = build(row)
        return ReadRow(number=number, entries=entries, findings=tuple(row.findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row: its cells by the folded name of their column, and what was odd about them."""

    file: str
    number: int
    cells: Mapping[str, str]
    evidence: tuple[str, ...]
    findings: list[Finding] = field(default_factory=list)

    def get(self, column: str) -> str:
        """The text of a cell; "" where there is none."""
        return self.cells.get(column, "")

    def add(self, level: Level, code: str, message: str, column: str) -> None:
        """Note something odd about a cell."""
        self.findings.append(
            Finding(
                level=level,
                code=code,
                message=message,
                file=self.file,
                row=self.number,
                column=column,
                found=self.get(column),
            )
        )

    def read_number(self, column: str) -> float | None:
        """A number that is not negative; None where the cell is empty or holds something else."""
        text = self.get(column).strip()
        if not text:
            return None
        try:
            number = read_number(text)
        except ValueTextError as error:
            self.add("error", error.code, error.why, column)
            return None
        if number < 0:
            self.add("error", "negative-number", f"{text} is below 0, and stays unknown. Correct it.", column)
            return None
        return number

    def read_day(self, column: str) -> When:
        """A day; unknown where the cell is empty or holds none."""
        text = self.get(column).strip()
        try:
            return read_when(text) if text else UNKNOWN
        except DateError as error:
            self.add("error", "bad-date", str(error), column)
            return UNKNOWN

    def find_actor(self, column: str, id_column: str) -> tuple[str, tuple[Entry, ...]]:
        """The id of an actor and the actor itself, unless its id was given."""
        known = self.get(id_column).strip()
        if known:
            return known, ()
        name = tidy(self.get(column))
        reading = read_market(self.get("market"))
        if reading.note:
            self.add("warning", "unknown-market", reading.note, "market")
        actor = Actor(
            id=f"order_sheet:actor:{slug(name)}",
            kind="organisation",
            name=name,
            market=reading.code,
            evidence=self.evidence,
        )
        return actor.id, (actor,)

    def assess(self, subject: str, item: str, about: str, key: str) -> tuple[Entry, ...]:
        """One statement of the instrument `capacity`; () where the cell says nothing."""
        value = self.read_number(item)
        if value is None:
            return ()
        name = item.replace(" ", "_")
        return (
            Assessment(
                id=f"order_sheet:{slug(name)}:{key}",
                subject=subject,
                instrument="capacity",
                item=name,
                value=value,
                about=about,
                evidence=self.evidence,
            ),
        )
