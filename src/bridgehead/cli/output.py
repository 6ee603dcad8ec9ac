"""What commands print: answers and listings, as tables, JSON or CSV, on stdout; talk on stderr."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bridgehead.answers import Answer
from bridgehead.cli.options import AnswerOption, FormOption
from bridgehead.present.csv import make_safe, to_csv
from bridgehead.present.json import to_json
from bridgehead.record.findings import Finding

#: a pipe has no width; this holds most tables whole
_PIPE_WIDTH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows of facts that are no answer to a question.

    Attributes:
        name: key in JSON. title: heading for people. columns: key -> heading. rows: by key, plain values.
        empty: what to say where there are none.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]
    empty: str = "none"


def make_console() -> Console:
    """A console on stdout; wide where stdout is no terminal."""
    console = Console(highlight=False, emoji=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, emoji=False, markup=False, width=_PIPE_WIDTH)


def write(text: str) -> None:
    """Data to stdout."""
    sys.stdout.write(text)


def write_now(text: str) -> None:
    """Data to stdout that whoever reads it waits for, through a pipe as well."""
    write(text)
    sys.stdout.flush()


def say(text: str) -> None:
    """Talk to stderr."""
    print(text, file=sys.stderr)  # noqa: T201 - this is the command line


def print_answers(answers: Sequence[Answer], option: AnswerOption) -> None:
    """Print answers in the form asked for: several as tables one after the other, a JSON list, or CSV by firm."""
    if option.form == "json":
        texts = [to_json(answer) for answer in answers]
        write(texts[0] if len(texts) == 1 else f"[\n{','.join(texts)}]\n")
    elif option.form == "csv":
        write(_join_tables(answers, option.part or None))
    else:
        from bridgehead.present.text import print_answer  # noqa: PLC0415 - rich tables only where they are drawn

        console = make_console()
        for position, answer in enumerate(answers):
            if position:
                console.rule(style="dim")
            print_answer(answer, console, sources=option.sources, most_rows=option.rows or None)


def _join_tables(answers: Sequence[Answer], part: str | None) -> str:
    """One part of each answer as CSV; of several, the firm stands in a first column and the heading once."""
    tables = [to_csv(answer, part) for answer in answers]
    if len(tables) == 1:
        return tables[0]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heading: list[str] | None = None
    for answer, table in zip(answers, tables, strict=True):
        head, *rows = csv.reader(io.StringIO(table))
        if head != heading:
            writer.writerow(["firm", *head])
            heading = head
        writer.writerows([make_safe(answer.firm.name if answer.firm else ""), *row] for row in rows)
    return out.getvalue()


def write_json(value: object) -> None:
    """A value as indented JSON on stdout."""
    write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_listings(listings: Sequence[Listing], option: FormOption) -> None:
    """Print listings in the form asked for."""
    if option.form == "json":
        plain = {listing.name: [dict(row) for row in listing.rows] for listing in listings}
        write_json(plain)
    elif option.form == "csv":
        for position, listing in enumerate(listings):
            write("\n" if position else "")
            _write_csv(listing)
    else:
        console = make_console()
        for position, listing in enumerate(listings):
            if position:
                console.print()
            _print_table(listing, console)


def _write_csv(listing: Listing) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(listing.columns)
    writer.writerows([make_safe(_write_cell(row.get(key))) for key in listing.columns] for row in listing.rows)
    write(out.getvalue())


def _print_table(listing: Listing, console: Console) -> None:
    if listing.title:
        console.print(Text(listing.title, style="bold"))
    if not listing.rows:
        console.print(Text(listing.empty))
        return
    table = Table(box=box.SIMPLE, show_edge=False, padding=(0, 1, 0, 0))
    for key, heading in listing.columns.items():
        is_number = all(isinstance(row.get(key), int | float | None) for row in listing.rows)
        table.add_column(Text(heading), justify="right" if is_number else "left", overflow="fold")
    for row in listing.rows:
        table.add_row(*(Text(_write_cell(row.get(key))) for key in listing.columns))
    console.print(table)


def _write_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(_write_cell(item) for item in value)
    return str(value)


def list_findings(findings: Iterable[Finding], *, name: str = "findings", title: str = "Findings") -> Listing:
    """Findings as a listing."""
    rows = [
        {
            "level": finding.level,
            "code": finding.code,
            "place": finding.place,
            "message": finding.message,
            "file": finding.file,
            "row": finding.row,
            "column": finding.column,
            "found": finding.found,
            "entries": list(finding.entries),
        }
        for finding in findings
    ]
    columns = {"level": "Level", "place": "Where", "message": "What", "code": "Code"}
    return Listing(name=name, title=title, columns=columns, rows=rows, empty="Nothing odd was found.")
