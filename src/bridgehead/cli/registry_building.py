"""registry build: read participations, make ties of them, and say what was kept aside."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from bridgehead.cli.options import FormOption
from bridgehead.cli.output import Listing, print_listings, say
from bridgehead.errors import MisuseError

if TYPE_CHECKING:
    # DuckDB and Arrow take a second to load, and help needs neither
    from bridgehead.registry.building import Build

_FORM = FormOption()
_BYTES = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)B?", re.IGNORECASE)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class ColumnsOption:
    """Which column means what, where the user says so; named as in `registry.layouts.MEANINGS`."""

    event: Annotated[str, Parameter(help="Column of the event's id.", show_default=False)] = ""
    actor: Annotated[str, Parameter(help="Column of the organisation's id.", show_default=False)] = ""
    name: Annotated[str, Parameter(help="Column of its name.", show_default=False)] = ""
    market: Annotated[str, Parameter(help="Column of its market.", show_default=False)] = ""
    kind: Annotated[str, Parameter(help="Column of its kind.", show_default=False)] = ""
    sme: Annotated[str, Parameter(help="Column that says whether it is a small firm.", show_default=False)] = ""
    role: Annotated[str, Parameter(help="Column of its role in the event.", show_default=False)] = ""
    begin: Annotated[str, Parameter(help="Column of the event's first day.", show_default=False)] = ""
    end: Annotated[str, Parameter(help="Column of the day after its last.", show_default=False)] = ""
    field: Annotated[str, Parameter(help="Column of the event's field.", show_default=False)] = ""


_COLUMNS = ColumnsOption()


class NotBytesError(MisuseError):
    """A text says no amount of memory."""

    def __init__(self, found: str) -> None:
        """Args: found: the text."""
        self.found = found
        super().__init__(f"--memory {found!r} is no amount of memory. Write it as in 2GB or 500MB.")


def make(
    *participations: Path,
    to: Annotated[Path, Parameter(help="Folder of the registry.")],
    fields: Annotated[
        tuple[Path, ...], Parameter(help="Files on events alone: their fields, their days.", negative="")
    ] = (),
    columns: ColumnsOption = _COLUMNS,
    largest: Annotated[
        int | None, Parameter(help="Events of more participants make no tie (default: 60).", show_default=False)
    ] = None,
    engine: Annotated[
        str, Parameter(help="memory, duckdb or spark (default: by what fits in memory).", show_default=False)
    ] = "",
    memory: Annotated[str, Parameter(help="What the build may use (default: 4GB).", show_default=False)] = "",
    spark: Annotated[
        str, Parameter(help="Address of a Spark Connect server (default: one is started).", show_default=False)
    ] = "",
    form: FormOption = _FORM,
) -> int:
    """Build a registry from files of participations, or add files to one.

    CORDIS's tables are known by their columns; of others the columns event, actor, name, market, kind, sme, role,
    begin, end and field are read, or those named. A file read before is not read again; one that has changed replaces
    what was read of it. Without files, damaged arrays are made anew. Rows that cannot be used are kept aside in
    rejected.parquet, with the reason.

    Example: bridgehead registry build participations.csv --fields programme_parts.csv --to registry

    Args:
        participations: CSV, gzipped or not, or Parquet.
    """
    from bridgehead.registry.building import Options, build  # noqa: PLC0415 - see above

    options = Options(
        columns={meaning: column for meaning, column in asdict(columns).items() if column},
        engine=engine,
        memory_bytes=read_bytes(memory) if memory else 0,
        spark=spark,
        largest=largest,
    )
    built = build([*participations, *fields], to, options, tell=lambda words: say(f"{words} ..."))
    print_listings([_list_files(built), _list_counts(built)], form)
    say(f"Ties were {built.how}.")
    aside = sum(each.rows - each.kept for each in built.made_of)
    if aside or any(each.cells for each in built.made_of):
        say(f"Rows and cells kept aside, with the reason: {to / 'rejected.parquet'}")
    return 1 if aside else 0


def read_bytes(text: str) -> int:
    """An amount of memory, as people write it.

    Raises:
        NotBytesError: it is none.

    >>> read_bytes("2GB"), read_bytes("1.5 m")
    (2000000000, 1500000)
    """
    found = _BYTES.fullmatch(text.strip())
    if found is None:
        raise NotBytesError(text)
    return int(float(found[1]) * _UNITS[found[2].upper()])


def _list_files(built: Build) -> Listing:
    given = {each.part: each.state for each in built.given}
    rows: list[dict[str, Any]] = [
        {
            "file": Path(each.path).name,
            "state": given.get(each.part, "kept"),
            "rows": each.rows,
            "used": each.kept,
            "rows_aside": each.rows - each.kept,
            "cells_aside": each.cells,
        }
        for each in built.made_of
    ]
    columns = {
        "file": "File",
        "state": "State",
        "rows": "Rows",
        "used": "Used",
        "rows_aside": "Rows aside",
        "cells_aside": "Cells aside",
    }
    return Listing(name="files", title="Files", columns=columns, rows=rows)


def _list_counts(built: Build) -> Listing:
    registry = built.registry
    counts: dict[str, Any] = {
        "organisations": registry.n_organisations,
        "events": registry.n_events,
        "participations": len(registry.event_actor),
        "ties": registry.ties.n_ties,
        "events_too_large": registry.too_large,
        "events_undated": registry.count_undated(),
        "markets_unknown": int((registry.organisations.market < 0).sum()),
    }
    columns = {
        "organisations": "Organisations",
        "events": "Events",
        "participations": "Participations",
        "ties": "Ties",
        "events_too_large": f"Events of more than {registry.largest}",
        "events_undated": "Events undated",
        "markets_unknown": "Markets unknown",
    }
    return Listing(name="registry", title="Registry", columns=columns, rows=[counts])
