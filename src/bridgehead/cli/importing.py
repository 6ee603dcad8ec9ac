"""import: built from the options of the sources, so that a new source brings its own."""

from __future__ import annotations

import gc
import inspect
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from bridgehead.cli.changes import NothingToDoError
from bridgehead.cli.mapping import describe_table
from bridgehead.cli.options import FormOption, RecordOption, with_options
from bridgehead.cli.output import Listing, list_findings, print_listings, say
from bridgehead.cli.plugins import build_plugin_options, make_option
from bridgehead.cli.wording import unwrap
from bridgehead.firm.importing import ImportReport, Progress
from bridgehead.sources import find_sources

_HELP = """Read a file or folder into the record.

The source is recognised by the content. One import is one transaction: all of it stands or nothing, and undo takes it
back whole. Rows that give nothing are named with the reason. What stands already is filled in and brought up to date;
what you corrected yourself stays, and importing the same file again changes nothing.

Example: bridgehead import contacts.csv --preview"""
_OBJECTS_BETWEEN_LOOKS = 200_000
#: findings shown before the rest is counted
_MOST_SHOWN = 20


def build(_: Sequence[str]) -> App:
    """The command with the options of every source."""
    path = Annotated[Path | None, Parameter(help="File or folder.", show_default=False)]
    preview = Annotated[
        bool,
        Parameter(
            name=["--preview", "--dry-run"],
            help="Say what would happen and write nothing.",
            negative="",
            show_default=False,
        ),
    ]
    record = Annotated[str, Parameter(name=["--record", "-r"], help="The record.", show_default=False)]
    fixed = [
        inspect.Parameter("path", inspect.Parameter.POSITIONAL_ONLY, annotation=path, default=None),
        make_option("source", str, "", "Name of the source (default: recognised by the content)."),
        inspect.Parameter("preview", inspect.Parameter.KEYWORD_ONLY, annotation=preview, default=False),
        make_option("describe", bool, default=False, words="Say what each column of a table is taken for, and why."),
        make_option(
            "save_mapping", Path | None, None, "Write what --describe says into a new YAML file, to be mended."
        ),
        make_option("list", bool, default=False, words="List the sources and what each reads."),
        make_option("by", str, "", "Who imports (default: your login name)."),
        inspect.Parameter("record", inspect.Parameter.KEYWORD_ONLY, annotation=record, default=""),
        inspect.Parameter("form", inspect.Parameter.KEYWORD_ONLY, annotation=FormOption, default=FormOption()),
    ]
    options = build_plugin_options(find_sources(), frozenset(parameter.name for parameter in fixed))
    app = App(name="import", help=unwrap(_HELP))
    names = [option.name for option in options]
    app.default(with_options(lambda values: _import(values, names), [*fixed, *options], ""))
    return app


def _import(values: dict[str, Any], names: Sequence[str]) -> int:
    form: FormOption = values["form"]
    if values["list"]:
        rows = [
            {"name": name, "reads": kind.summary, "ignores": list(kind.ignored)}
            for name, kind in find_sources().items()
        ]
        columns = {"name": "Name", "reads": "Reads", "ignores": "Leaves out on purpose"}
        print_listings([Listing(name="sources", title="Sources", columns=columns, rows=rows)], form)
        return 0
    if values["path"] is None:
        raise NothingToDoError("import", "FILE")
    options = {name: values[name] for name in names if values[name] is not None}
    if values["describe"] or values["save_mapping"]:
        return describe_table(values["path"], options, values["save_mapping"], form)
    with (
        RecordOption(record=values["record"], by=values["by"]).open() as opened,
        _show_progress() as progress,
        _collect_seldom(),
    ):
        report = opened.import_(
            values["path"], values["source"] or None, preview=values["preview"], progress=progress, **options
        )
    return _print_report(report, form)


@contextmanager
def _collect_seldom() -> Iterator[None]:
    """Look for garbage less often: nearly all that an import makes lives to its end, and each look goes through it."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _show_progress() -> Iterator[Progress | None]:
    """A bar on stderr while rows are read, where somebody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only where there is a terminal
    from rich.progress import Progress as Bar  # noqa: PLC0415 - as above
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (SpinnerColumn(), TextColumn("reading, {task.completed:,} rows"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def tell(rows: int) -> None:
            # telling the bar of every row would cost more than reading it
            if rows % 500 == 0:
                bar.update(task, completed=rows)

        yield tell


def _print_report(report: ImportReport, form: FormOption) -> int:
    """Counts, then findings; exit code 1 where rows or files were left out."""
    counts = {
        "created": len(report.created),
        "updated": len(report.updated),
        "unchanged": len(report.unchanged),
        "rows": report.rows,
        "skipped": len(report.skipped),
        "joined": report.joined,
        "transaction": report.transaction,
        "files": [f"{file} ({source})" for file, source in report.files],
    }
    columns = {
        "created": "Created",
        "updated": "Updated",
        "unchanged": "Unchanged",
        "rows": "Rows read",
        "skipped": "Rows skipped",
        "joined": "Merged",
        "transaction": "Transaction",
        "files": "Read",
    }
    listings = [Listing(name="import", title="Preview" if report.is_preview else "", columns=columns, rows=[counts])]
    if report.findings:
        shown = report.findings if form.form != "table" else report.findings[:_MOST_SHOWN]
        listings.append(list_findings(shown))
    print_listings(listings, form)
    if form.form == "table" and len(report.findings) > _MOST_SHOWN:
        say(f"{len(report.findings) - _MOST_SHOWN} more findings; --json shows all.")
    if report.is_preview:
        say("A preview: nothing was written.")
    elif report.is_restored:
        say("Restored the whole record with its history.")
    elif report.transaction is None:
        say("Nothing changed: the record says all of it already.")
    else:
        say(f"Transaction {report.transaction}; 'bridgehead undo {report.transaction}' takes it back.")
    _say_conclusions(report)
    return 1 if report.skipped or report.refused else 0


def _say_conclusions(report: ImportReport) -> None:
    """What followed from the rows: who was merged, and how many contacts have a market."""
    if report.joined:
        say(f"{report.joined} merged by exact identifier.")
    placed = report.placed
    if placed.contacts and not report.is_preview:
        missing = placed.contacts - placed.stated - placed.inferred
        rest = " 'bridgehead review --markets' asks for the rest." if missing else ""
        say(f"{placed}{rest}")
