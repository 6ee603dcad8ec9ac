"""Making a record and copying it: init, backup."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from bridgehead import firm
from bridgehead.cli.options import DEFAULT_RECORD, RecordOption
from bridgehead.cli.output import say


def init(
    path: str,
    *,
    firm_name: Annotated[str, Parameter(name="--firm", help="Whose record it is.", show_default=False)] = "",
    market: Annotated[str, Parameter(help="Home market, by code or name.", show_default=False)] = "",
    by: Annotated[str, Parameter(help="Who makes it (default: your login name).", show_default=False)] = "",
) -> int:
    """Make a record.

    Without --firm it is a registry of many firms; a terminal is asked for firm and market.

    Example: bridgehead init acme.bridgehead --firm "Acme Polymers" --market SE

    Args:
        path: Where to; or the URL of an empty PostgreSQL database.
    """
    if not firm_name and sys.stdin.isatty() and sys.stderr.isatty():
        firm_name = _prompt("Whose record is it? (nothing: a registry of many firms) ")
        market = market or (_prompt("Home market, by code or name? ") if firm_name else "")
    with firm.init(path, firm_name, market or None, by=by):
        pass
    say(f"Made {path}{f' for {firm_name}' if firm_name else ', a registry of many firms'}.")
    record = "" if path == DEFAULT_RECORD else f" -r {path}"
    say(f"Next: bridgehead import FILE{record}")
    if firm_name:
        say(f'  or: bridgehead add "NAME, ..."{record}')
    return 0


def _prompt(question: str) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def backup(path: Path, /, *, record: RecordOption = RecordOption()) -> int:  # noqa: B008 - frozen
    """Copy the record while it is in use.

    Example: bridgehead backup copy.bridgehead

    Args:
        path: The new file.
    """
    with record.open() as opened:
        opened.backup(path)
    say(f"Copied to {path}; open it with -r {path}.")
    return 0
