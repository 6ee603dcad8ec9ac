"""Files of participations read in batches, CSV (gzipped or not) and Parquet, into one Parquet file of the registry."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from bridgehead.errors import UnreadableError
from bridgehead.registry.layouts import find_layout
from bridgehead.registry.participations import SCHEMA, Batch, Rejected, check_rows

_DELIMITERS = ",;\t|"
_BLOCK = 2**22
_PARQUET_MAGIC = b"PAR1"
_GZIP_MAGIC = b"\x1f\x8b"


class UnreadableFileError(UnreadableError):
    """A file of participations cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        """Args: path of the file. why: what is wrong, as a clause."""
        self.path, self.why = path, why
        super().__init__(
            f"{path} cannot be read: {why}. Give CSV in UTF-8, gzipped or not, or Parquet; the registry is unchanged."
        )


@dataclass(slots=True)
class ReadFile:
    """What was read of a file.

    Attributes:
        rows: how many it has. kept: how many of them could be used. rejected: whole rows and cells kept aside.
    """

    rows: int = 0
    kept: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def read_file(path: Path, target: Path, named: Mapping[str, str] | None = None) -> ReadFile:
    """Read a file of participations, or of what is known of events, into a Parquet file.

    Args:
        path: of the file. target: of the new file, as `participations.SCHEMA`.
        named: meaning -> column, where the user says so.

    Raises:
        UnreadableFileError: it is no such file, is damaged, or holds no row that can be used.
        NoLayoutError, NoColumnError: as `find_layout`.
    """
    found = ReadFile()
    try:
        with pq.ParquetWriter(target, SCHEMA, compression="zstd") as writer:
            for batch in _find_batches(path, named):
                writer.write_table(batch.table)
                found.kept += batch.table.num_rows
                found.rows += batch.table.num_rows + sum(not each.column for each in batch.rejected)
                found.rejected.extend(batch.rejected)
    except (OSError, pa.ArrowException, EOFError, UnicodeDecodeError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableFileError(path, _shorten(error)) from error
    if not found.kept:
        raise UnreadableFileError(path, _explain_nothing(found))
    return found


def _explain_nothing(found: ReadFile) -> str:
    if not found.rejected:
        return "it has a header and no rows below it"
    first = found.rejected[0]
    return f"none of its {found.rows} rows can be used; the first of them: {first.reason} (row {first.row})"


def _shorten(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__


def _find_batches(path: Path, named: Mapping[str, str] | None) -> Iterator[Batch]:
    with path.open("rb") as opened:
        is_parquet = opened.read(4) == _PARQUET_MAGIC
    yield from _read_parquet(path, named) if is_parquet else _read_csv(path, named)


def _read_parquet(path: Path, named: Mapping[str, str] | None) -> Iterator[Batch]:
    with pq.ParquetFile(path) as file:
        layout = find_layout(path, file.schema_arrow.names, named)
        row = 2
        for part in file.iter_batches(columns=sorted(set(layout.columns.values()))):
            texts = {
                name: column.cast(pa.string()).cast(pa.binary())
                for name, column in zip(part.schema.names, part.columns, strict=True)
            }
            yield check_rows(pa.table(texts), np.arange(row, row + part.num_rows), layout)
            row += part.num_rows


def _read_csv(path: Path, named: Mapping[str, str] | None) -> Iterator[Batch]:
    header, delimiter = _read_header(path)
    layout = find_layout(path, header, named)
    wanted = sorted(set(layout.columns.values()))
    ragged: list[Any] = []
    reader = pyarrow.csv.open_csv(
        pa.input_stream(str(path), compression="gzip" if _is_gzip(path) else None),
        # one thread, so that rows come in their order and every ragged one is numbered
        pyarrow.csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=list(header), skip_rows=1),
        pyarrow.csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, invalid_row_handler=lambda row: _set_aside(ragged, row)
        ),
        pyarrow.csv.ConvertOptions(
            include_columns=wanted, column_types=dict.fromkeys(wanted, pa.binary()), null_values=[]
        ),
    )
    row, told = 2, 0
    for part in reader:
        rows, row = _number_rows(row, part.num_rows, ragged[told:])
        fresh = [each for each in ragged[told:] if each.number < row]
        told += len(fresh)
        checked = check_rows(pa.table(part), rows, layout)
        yield Batch(table=checked.table, rejected=[*map(_reject_ragged, fresh), *checked.rejected])
    if ragged[told:]:
        yield Batch(table=SCHEMA.empty_table(), rejected=[_reject_ragged(each) for each in ragged[told:]])


def _set_aside(ragged: list[Any], row: Any) -> str:  # noqa: ANN401 - of a library without types
    ragged.append(row)
    return "skip"


def _number_rows(first: int, length: int, ragged: Sequence[Any]) -> tuple[np.ndarray[Any, Any], int]:
    """Numbers of the next rows that are not ragged, and the number after them."""
    numbers = np.arange(first, first + length + len(ragged))
    rows = numbers[~np.isin(numbers, [each.number for each in ragged])][:length]
    return rows, int(rows[-1]) + 1 if length else first


def _reject_ragged(row: Any) -> Rejected:  # noqa: ANN401 - as above
    reason = f"it has {row.actual_columns} cells where the header has {row.expected_columns}"
    return Rejected(row=row.number, column="", reason=reason, text=row.text[:500])


def _read_header(path: Path) -> tuple[tuple[str, ...], str]:
    """The names of the columns, and what divides them."""
    with _open(path) as opened:
        line = opened.readline()
    delimiter = max(_DELIMITERS, key=line.count)
    header = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    return tuple(header), delimiter


def _open(path: Path) -> IO[str]:
    if _is_gzip(path):
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as opened:
        return opened.read(2) == _GZIP_MAGIC
