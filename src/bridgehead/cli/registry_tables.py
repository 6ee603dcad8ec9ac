"""Tables over all organisations of a registry: which rows, on the screen, for a program, or into a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bridgehead.cli.options import FormOption
from bridgehead.cli.output import Listing, print_listings, say
from bridgehead.errors import MisuseError, UnreadableError
from bridgehead.present.csv import make_safe
from bridgehead.record.typed import read_words

if TYPE_CHECKING:
    # tables take a second to load, and help needs none of them
    import pyarrow as pa

    from bridgehead.registry.tabling import Selection

_SUFFIXES = (".parquet", ".csv")
_DIGITS = 4
#: columns that are not read as they are written
_HEADINGS = {"e_i_index": "E-I index", "sme": "SME"}


class FileFormError(MisuseError):
    """A table cannot be written in the form a file's ending says."""

    def __init__(self, path: Path) -> None:
        """Args: path of the file."""
        self.path = path
        super().__init__(f"{path} says no form a table can be written in. End it in {' or '.join(_SUFFIXES)}.")


class UnwritableTableError(UnreadableError):
    """A table cannot be written to a file."""

    def __init__(self, path: Path, why: str) -> None:
        """Args: path of the file; why: as the system says."""
        self.path, self.why = path, why
        super().__init__(f"The table cannot be written to {path}: {why}. Name a file in a folder that is there.")


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class RowsOption:
    """Which rows, in which order, and where to."""

    where: Annotated[
        tuple[str, ...], Parameter(help="Rows that fulfil it, as in 'constraint<0.2'; may be repeated.", negative="")
    ] = ()
    sort: Annotated[str, Parameter(help="Column to sort by, largest first.", show_default=False)] = ""
    ascending: Annotated[bool, Parameter(help="Smallest first.", negative="", show_default=False)] = False
    top: Annotated[
        int | None, Parameter(help="Rows at most; 0 is all (default: 20 in a table).", show_default=False)
    ] = None
    columns: Annotated[
        tuple[str, ...],
        Parameter(help="Columns, divided by commas (default: all; in a table, few).", negative="", show_default=False),
    ] = ()
    to: Annotated[Path | None, Parameter(help="Write the rows to a file: .parquet or .csv.", show_default=False)] = None

    def select(self, form: str, *, sort: str = "") -> Selection:
        """The rows wanted, all of them in a file or for a program, few on a screen."""
        from bridgehead.registry.tabling import Selection  # noqa: PLC0415 - see above

        most = 20 if self.to is None and form == "table" else 0
        chosen = self.sort or sort
        return Selection(
            where=self.where,
            sort=chosen,
            is_ascending=self.ascending,
            top=max(most if self.top is None else self.top, 0),
        )


def give(
    tables: Iterable[pa.Table],
    rows: RowsOption,
    form: FormOption,
    *,
    name: str,
    title: str,
    sort: str = "",
    shown: Sequence[str] = (),
) -> int:
    """Print tables or write them to a file; whole where they are sorted or cut, else one after the other.

    Args:
        tables: of the same columns. rows, form: as asked for. name: key in JSON. title: heading for people.
        sort: column to sort by where none is asked for. shown: columns people see where none are asked for; () is all.

    Raises:
        UnknownColumnError: a column asked for is not there. ConditionError: a condition cannot be read.
        FileFormError: a file's ending says no form. UnwritableTableError: it cannot be written.
    """
    import pyarrow as pa  # noqa: PLC0415 - see above

    from bridgehead.registry.tabling import choose_columns  # noqa: PLC0415 - see above

    selection = rows.select(form.form, sort=sort)
    wanted = read_words(rows.columns) or (tuple(shown) if rows.to is None and form.form == "table" else ())
    if rows.to is not None and not (selection.sort or selection.top):
        count = _write(rows.to, (choose_columns(selection.apply(table), wanted) for table in tables))
    else:
        table = pa.concat_tables(tables)
        selected = choose_columns(selection.apply(table), wanted)
        if rows.to is None:
            _print(selected, table.num_rows, form, name=name, title=title)
            return 0
        count = _write(rows.to, [selected])
    say(f"Wrote {count:,} rows to {rows.to}.")
    return 0


def _print(table: pa.Table, of: int, form: FormOption, *, name: str, title: str) -> None:
    plain = [{key: _shorten(value, form.form) for key, value in row.items()} for row in table.to_pylist()]
    columns = {key: _HEADINGS.get(key, key.replace("_", " ").capitalize()) for key in table.column_names}
    heading = title if len(plain) == of else f"{title}: {len(plain):,} of {of:,}"
    print_listings([Listing(name=name, title=heading, columns=columns, rows=plain)], form)


def _shorten(value: object, form: str) -> object:
    """Numbers with few digits where people read them."""
    return round(value, _DIGITS) if form == "table" and isinstance(value, float) else value


def _write(path: Path, tables: Iterable[pa.Table]) -> int:
    """Write tables below each other; the number of rows."""
    if path.suffix not in _SUFFIXES:
        raise FileFormError(path)
    # a write that fails leaves the file that was there as it was
    fresh = path.with_name(f".{path.name}.new")
    try:
        count = sum(_write_parquet(fresh, tables) if path.suffix == ".parquet" else _write_csv(fresh, tables))
        fresh.replace(path)
    except OSError as error:
        raise UnwritableTableError(path, error.strerror or str(error)) from error
    finally:
        fresh.unlink(missing_ok=True)
    return count


def _write_parquet(path: Path, tables: Iterable[pa.Table]) -> Iterator[int]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - see above

    written = None
    try:
        for table in tables:
            written = written or pq.ParquetWriter(path, table.schema, compression="zstd")
            written.write_table(table)
            yield table.num_rows
    finally:
        if written is not None:
            written.close()


def _write_csv(path: Path, tables: Iterable[pa.Table]) -> Iterator[int]:
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        for number, table in enumerate(tables):
            if number == 0:
                writer.writerow(table.column_names)
            for row in table.to_pylist():
                writer.writerow([make_safe(value) if isinstance(value, str) else value for value in row.values()])
            yield table.num_rows
