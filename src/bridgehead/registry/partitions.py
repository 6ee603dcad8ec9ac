"""What was read of each file, kept in the registry's folder under a name that stands for its content.

The name is made of the checksum of the file and of what its columns were said to mean. So a file is never read twice,
a changed one is noticed, and what an interrupted build had read by then is used by the next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bridgehead.errors import UnreadableError
from bridgehead.registry import folder as folders
from bridgehead.registry.participations import write_rejected
from bridgehead.registry.reading import UnreadableFileError, read_file

READ = "read"
#: changes when the same file would be read otherwise
_READER = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """A file that a registry is made of.

    Attributes:
        path: where it lay. part: what was read of it, in the registry's folder. checksum: of that.
        rows: how many it has. kept: how many could be used. cells: cells kept aside, their rows being used.
        state: new, replaced, unchanged, or resumed where an interrupted build had read it already.
    """

    path: str
    part: str
    checksum: str
    rows: int
    kept: int
    cells: int
    state: str = "unchanged"

    @property
    def aside(self) -> str:
        """Name of the file of rows and cells kept aside."""
        return self.part.replace(".parquet", ".rejected")


class DamagedPartitionError(UnreadableError):
    """What was read of a file is missing or is not what was written."""

    def __init__(self, folder: Path, partition: Partition, why: str) -> None:
        """Args: folder of the registry. partition: what is damaged. why: what is wrong with it, as a clause."""
        self.folder, self.partition, self.why = folder, partition, why
        super().__init__(
            f"The registry in {folder} is damaged: {partition.part}, read from {partition.path}, {why}. Build again "
            f"with that file: 'bridgehead registry build {partition.path} --to {folder}'."
        )


def read_partition(
    path: Path,
    folder: Path,
    before: Sequence[Partition],
    columns: Mapping[str, str] | None,
    tell: Callable[[str], None],
) -> Partition:
    """A file read, unless what it holds was read before.

    Args:
        path: of the file. folder: of the registry. before: what the registry is made of.
        columns: meaning -> column, where the user says which is which. tell: is told where the file is read.

    Raises:
        UnreadableFileError, NoLayoutError, NoColumnError: as `read_file`.
    """
    try:
        content = folders.find_checksum(path)
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or str(error)) from error
    place = str(path.resolve())
    meaning = json.dumps([_READER, content, sorted((columns or {}).items())])
    part = f"{READ}/{sha256(meaning.encode()).hexdigest()[:16]}.parquet"
    known = next((each for each in before if each.part == part), None)
    if known and _is_whole(folder, known):
        return replace(known, path=place)
    state = "replaced" if any(each.path == place for each in before) else "new"
    counts = None if known else _find_counts(folder / part)
    if counts is None:
        tell(f"reading {path.name}")
        counts = _read(path, folder / part, columns)
    else:
        state = "resumed"
    checksum = folders.find_checksum(folder / part)
    return Partition(path=place, part=part, checksum=checksum, state=state, **counts)


def check_partition(folder: Path, partition: Partition) -> None:
    """Compare what was read with its checksum.

    Raises:
        DamagedPartitionError: it is missing or is not what was written.
    """
    if not (folder / partition.part).exists():
        raise DamagedPartitionError(folder, partition, "is missing")
    if not _is_whole(folder, partition):
        raise DamagedPartitionError(folder, partition, "is not what was written")


def _is_whole(folder: Path, partition: Partition) -> bool:
    path = folder / partition.part
    return path.exists() and folders.find_checksum(path) == partition.checksum


def _read(path: Path, part: Path, columns: Mapping[str, str] | None) -> dict[str, int]:
    """Read a file; what was kept aside is there, with the counts, before what could be used."""
    part.parent.mkdir(exist_ok=True)
    fresh, aside = part.with_suffix(".new"), part.with_suffix(".rejected")
    try:
        found = read_file(path, fresh, columns)
        cells = sum(bool(each.column) for each in found.rejected)
        counts = {"rows": found.rows, "kept": found.kept, "cells": cells}
        rejected = write_rejected(str(path), found.rejected)
        pq.write_table(rejected.replace_schema_metadata({"counts": json.dumps(counts)}), aside)
        folders.settle(aside, aside)
        folders.settle(fresh, part)
    finally:
        fresh.unlink(missing_ok=True)
    return counts


def _find_counts(part: Path) -> dict[str, int] | None:
    """What an interrupted build had noted of a file it had read; None where it had not read it."""
    aside = part.with_suffix(".rejected")
    if not (part.exists() and aside.exists()):
        return None
    metadata: dict[bytes, Any] = pq.read_schema(aside).metadata
    counts: dict[str, int] = json.loads(metadata[b"counts"])
    return counts
