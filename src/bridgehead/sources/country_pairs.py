"""Tables of country pairs: who lives where, how far apart, how much trade, seen from one home market.

Five published layouts are known by their header, any other takes one's own (`_country_tables`). Only rows that name the
home market are kept, each value as an assessment of the other market (instrument `country`) that says which home it is
about. They stand beside answers per market and are never part of one.

Conventions: `NA` is Namibia; a row of the home market with itself says nothing of a market and is passed over; an
empty value, "." and "NaN" are unknown, 0 is zero. A value speaks for its year as a whole, or for the one day of it that
the layout names; a table without years speaks for no day. One evidence entry stands for each year of a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from bridgehead.errors import MisuseError
from bridgehead.record.dates import UNKNOWN, DateError, When, read_when
from bridgehead.record.entries import Assessment, Entry, Evidence
from bridgehead.record.findings import Finding, Level
from bridgehead.record.instruments import get_item
from bridgehead.record.markets import get_market, label, read_market
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._country_tables import INSTRUMENT, CountryTable, choose_table, find_tables, load_table
from bridgehead.sources._findings import Tally
from bridgehead.sources._sheets import Sheet, open_sheet
from bridgehead.sources._values import ValueTextError, read_number

_NOTHING = frozenset({"", ".", "nan"})


class MissingHomeError(MisuseError):
    """A table of country pairs was given and nobody said which market is home."""

    def __init__(self, path: Path) -> None:
        """Args: path of the table."""
        self.path = path
        super().__init__(
            f"{path.name} is a table of country pairs, and which market is home was not said. Name it with --home, as "
            "in --home SE, or give the record's own firm a market."
        )


class NoSuchColumnError(SourceFileError):
    """A table lacks a column its layout reads."""

    def __init__(self, path: Path, layout: str, missing: tuple[str, ...], header: tuple[str, ...]) -> None:
        """Args: path of the table; layout by name; missing: columns; header: the columns it has."""
        self.missing = missing
        super().__init__(
            path,
            f"the layout {layout} reads the columns {', '.join(missing)}, which it lacks; it has {', '.join(header)}",
            "Correct the layout.",
        )


class HomeNotThereError(SourceFileError):
    """No row of a table says anything of the home market."""

    def __init__(self, path: Path, home: str, rows: int) -> None:
        """Args: path of the table; home: code; rows: how many were read."""
        self.home = home
        super().__init__(
            path,
            f"none of its rows ({rows:,}) gives a value for {label(home)} ({home}) and another market",
            "Name another home market with --home, or check the columns of the layout and the values of the rows.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPairs:
    """Reads tables of country pairs, CSV (gzipped or not) or XLSX.

    Attributes:
        home: the market the pairs are seen from, by code or name; "" is the market of the record's own firm.
        layout: name of a built-in layout, or path of one's own; "" takes the one that fits the header.
    """

    name: ClassVar[str] = "country_pairs"
    summary: ClassVar[str] = "tables of country pairs: people born there, distances, languages, co-authorship, exports"
    ignored: ClassVar[Mapping[str, str]] = {
        "rows that do not name the home market": "they say nothing of a market as seen from home",
        "columns a layout ignores": "each stands in the layout with its reason",
    }

    home: str = ""
    layout: str = ""

    def recognises(self, path: Path) -> bool:
        """Whether it is a table in one of the five layouts."""
        try:
            return path.is_file() and choose_table(open_sheet(path).header) is not None
        except SourceFileError:
            return False

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The rows that name the home market, in order, then one with what was odd about the others.

        Raises:
            MissingHomeError: nobody said which market is home. UnknownMarketError: `home` is none.
            BadLayoutError: the layout is none. NoSuchColumnError: the table lacks a column of its layout.
            HomeNotThereError: no row gives a value for the home market. SourceFileError: it cannot be read.
        """
        if not self.home:
            raise MissingHomeError(path)
        sheet = open_sheet(path)
        table = load_table(self.layout) if self.layout else choose_table(sheet.header)
        if table is None:
            why = f"it is no table of country pairs that is known; it has the columns {', '.join(sheet.header)}"
            raise SourceFileError(
                path, why, f"Give --layout with a file of your own, or one of: {', '.join(find_tables())}."
            )
        yield from _Reading.of(path, sheet, table, get_market(self.home)).find_rows(sheet)


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One table being read.

    Attributes:
        path, table, home: what is read, how, and seen from where. places: column -> its place. unused: columns that
        the layout does not name.
        codes: text of a country -> its code, None where it is none. evidence: year as written -> its entry.
        told: texts of markets whose odd reading was told. elsewhere: rows without home that name no market we know.
    """

    path: Path
    table: CountryTable
    home: str
    places: Mapping[str, int]
    unused: tuple[str, ...]
    codes: dict[str, str | None] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    elsewhere: Tally = field(
        default_factory=lambda: Tally(
            level="note",
            code="unknown-market-elsewhere",
            message="{count} rows that do not name the home market name no market we know: {examples}. Passed over.",
        )
    )

    @classmethod
    def of(cls, path: Path, sheet: Sheet, table: CountryTable, home: str) -> _Reading:
        """A reading that has found its columns.

        Raises:
            NoSuchColumnError: one is not there.
        """
        places = {name: place for place, name in enumerate(sheet.header)}
        missing = tuple(name for name in table.columns if name not in places)
        if missing:
            raise NoSuchColumnError(path, table.name, missing, sheet.header)
        unused = tuple(name for name in sheet.header if name not in {*table.columns, *table.ignored})
        return cls(path=path, table=table, home=home, places=places, unused=unused)

    def find_rows(self, sheet: Sheet) -> Iterator[ReadRow]:
        """The rows of the home market, then what was odd about the table.

        Raises:
            HomeNotThereError: there is no value for the home market.
        """
        count, found = 0, False
        for number, cells in sheet.rows():
            count += 1
            row = self._read(number, [*cells, *[""] * (len(sheet.header) - len(cells))])
            if row is not None:
                found = found or bool(row.entries)
                yield row
        if not found:
            raise HomeNotThereError(self.path, self.home, count)
        yield ReadRow(findings=(*sheet.findings, *self.elsewhere.findings(self.path.name), *self._describe_unused()))

    def _read(self, number: int, cells: list[str]) -> ReadRow | None:
        """A row that says something of a market seen from home; None for any other."""
        texts = [cells[self.places[name]].strip() for name in (self.table.origin, self.table.destination)]
        direction, market, text = self._orient(texts)
        if not any(direction in items for items in self.table.values.values()):
            return None
        if market is None:
            why = read_market(text).note or "The row names only one market."
            return self._refuse(number, "unknown-market", f"{why} The row is skipped.", text)
        year = cells[self.places[self.table.year]].strip() if self.table.year else ""
        try:
            evidence = self._rest_on(year)
        except DateError as error:
            return self._refuse(number, "bad-year", f"{error} The row is skipped.", year)
        row = self._assess(number, cells, direction, market, evidence)
        return replace(row, findings=(*self._tell_reading(number, text), *row.findings))

    def _tell_reading(self, number: int, text: str) -> tuple[Finding, ...]:
        """How the text of a market was read where that is odd; told once."""
        note = read_market(text).note
        if not note or text in self.told:
            return ()
        self.told.add(text)
        return (self._find("note", number, "market-read", note, "", text),)

    def _orient(self, texts: list[str]) -> tuple[str, str | None, str]:
        """Which way a row goes, seen from home, and the other market, with its text; the way is "" for other rows."""
        origin, destination = (self._find_code(text) for text in texts)
        if self.home not in (origin, destination):
            for text, code in zip(texts, (origin, destination), strict=True):
                if code is None:
                    self.elsewhere.add(text or "(empty)")
            return "", None, ""
        if origin == destination:
            return "", None, ""
        return ("outward", destination, texts[1]) if origin == self.home else ("inward", origin, texts[0])

    def _assess(self, number: int, cells: list[str], direction: str, market: str, evidence: Evidence) -> ReadRow:
        """One row's values as assessments of the market."""
        entries: list[Entry] = []
        findings: list[Finding] = []
        for column, item_by_direction in self.table.values.items():
            text, item = cells[self.places[column]].strip(), item_by_direction.get(direction, "")
            if not item or text.lower() in _NOTHING:
                continue
            try:
                value = _read_value(item, text)
            except ValueTextError as error:
                findings.append(self._find("warning", number, error.code, f"{error.why} Left unknown.", column, text))
                continue
            when = "" if evidence.on == UNKNOWN else f":{evidence.on}"
            entries.append(
                Assessment(
                    id=f"country_pairs:{self.table.name}:{self.home}:{market}:{item}{when}",
                    subject=market,
                    instrument=INSTRUMENT,
                    item=item,
                    value=value,
                    about=self.home,
                    begin=evidence.on,
                    evidence=(evidence.id,),
                )
            )
        return ReadRow(number=number, entries=(*entries, evidence) if entries else (), findings=tuple(findings))

    def _find_code(self, text: str) -> str | None:
        if text not in self.codes:
            self.codes[text] = read_market(text).code
        return self.codes[text]

    def _rest_on(self, year: str) -> Evidence:
        """What the values of a year rest on.

        Raises:
            DateError: it is no year.
        """
        if year not in self.evidence:
            on = self._read_year(year)
            self.evidence[year] = Evidence(
                id=f"country_pairs:{self.table.name}:{self.home}:{year or 'undated'}",
                reference=self.table.title,
                locator=f"{self.path.name}, rows of {label(self.home)}" + (f", {year}" if year else ""),
                kind="dataset",
                on=on,
                basis="observed",
            )
        return self.evidence[year]

    def _read_year(self, year: str) -> When:
        if not self.table.year:
            return UNKNOWN
        when = read_when(year.removesuffix(".0"))
        return read_when(f"{when}-{self.table.day}") if self.table.day else when

    def _refuse(self, number: int, code: str, message: str, found: str) -> ReadRow:
        return ReadRow(number=number, findings=(self._find("error", number, code, message, "", found),))

    def _find(self, level: Level, number: int, code: str, message: str, column: str, found: str) -> Finding:
        return Finding(
            level=level, code=code, message=message, file=self.path.name, row=number, column=column, found=found
        )

    def _describe_unused(self) -> tuple[Finding, ...]:
        if not self.unused:
            return ()
        message = f"These columns mean nothing in the layout {self.table.name} and were not read: "
        code = "unused-columns"
        names = ", ".join(self.unused)
        return (Finding(level="note", code=code, message=f"{message}{names}.", file=self.path.name, found=names),)


def _read_value(item: str, text: str) -> float | bool:
    """A cell as the value of an item; yes or no is any number but 0, and 0.

    Raises:
        ValueTextError: it is no number, or lies outside what the item can be.
    """
    kind = get_item(INSTRUMENT, item).value
    if kind == "yes_no" and text.lower() in {"yes", "no", "true", "false"}:
        return text.lower() in {"yes", "true"}
    number = read_number(text, ".")
    if kind == "yes_no":
        return number != 0
    if number < 0 or (kind == "share" and number > 1):
        raise ValueTextError("out-of-range", text, f"{text!r} cannot be the {item.replace('_', ' ')} of a market.")
    return int(number) if number.is_integer() else number
