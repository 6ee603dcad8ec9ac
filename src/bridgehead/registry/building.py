"""Building a registry: what was read is kept, the arrays follow from it, and the manifest is replaced last.

A build that is interrupted leaves the registry as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bridgehead.errors import MisuseError
from bridgehead.record.parameters import get_parameter
from bridgehead.registry import folder as folders
from bridgehead.registry.arrays import Registry, Ties
from bridgehead.registry.assembling import Parts, assemble, count_pairs, fits, tie_by_engine, tie_in_memory
from bridgehead.registry.engines import Engine, connect
from bridgehead.registry.extending import extend
from bridgehead.registry.folder_errors import DamagedRegistryError, NoRegistryError
from bridgehead.registry.locking import lock
from bridgehead.registry.merging import add_ties
from bridgehead.registry.participations import REJECTED
from bridgehead.registry.partitions import READ, Partition, check_partition, read_partition

REJECTED_FILE = "rejected.parquet"
_MEGABYTE = 10**6


class NothingToBuildError(MisuseError):
    """No file was given and nothing was read before."""

    def __init__(self, folder: Path) -> None:
        """Args: folder of the registry."""
        self.folder = folder
        super().__init__(
            f"Nothing was read into {folder} yet. Name files: 'bridgehead registry build PARTICIPATIONS --to {folder}'."
        )


class NobodyTookPartError(MisuseError):
    """The files speak of events, and of nobody who took part in them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Args: paths of the files given."""
        self.paths = tuple(paths)
        named = ", ".join(path.name for path in paths)
        super().__init__(f"{named} tells of events and of nobody who took part. Name a file of participations too.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build.

    Attributes:
        columns: meaning -> column, where the user says which is which. engine: memory, duckdb or spark; "" chooses.
        memory_bytes: what the build may use; 0 is as the parameters say.
        spark: address of a Spark Connect server; one is started by default.
        largest: events of more participants make no tie; None is as before, or as the parameters say.
    """

    columns: Mapping[str, str] | None = None
    engine: str = ""
    memory_bytes: int = 0
    spark: str = ""
    largest: int | None = None

    @property
    def memory(self) -> int:
        """What the build may use of memory, in bytes."""
        return self.memory_bytes or int(get_parameter("registry", "memory_bytes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build did.

    Attributes:
        given: the files given, and what became of each. made_of: all files that the registry is made of.
        how: how the ties were made and why so, as a clause. registry: what was built.
    """

    given: tuple[Partition, ...]
    made_of: tuple[Partition, ...]
    how: str
    registry: Registry


def build(
    paths: Sequence[Path],
    folder: Path,
    options: Options | None = None,
    *,
    tell: Callable[[str], None] | None = None,
) -> Build:
    """Build a registry, or add files to one.

    A file that was read before is not read again; one whose content has changed replaces what was read of it. Where
    nothing is new the arrays are left as they were, and made anew from what was read where they are damaged.

    Args:
        paths: files of participations, or of what is known of events. folder: of the registry; made where it is not
            there. options: how to build. tell: is told each step.

    Raises:
        NothingToBuildError, NobodyTookPartError: there is nothing to build from. UnreadableFileError, NoLayoutError,
        NoColumnError: a file cannot be read. DamagedPartitionError: what was read before is damaged.
        UnknownEngineError, NoSparkError: the engine is not there. RegistryInUseError: another process is building.
    """
    options, tell = options or Options(), tell or (lambda _: None)
    if not paths and not folder.is_dir():
        raise NothingToBuildError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with lock(folder):
        known = _find_manifest(folder)
        before = [Partition(**each) for each in known.read] if known else []
        if not paths and not before:
            raise NothingToBuildError(folder)
        given = [read_partition(path, folder, before, options.columns, tell) for path in paths]
        made_of = _put_together(before, given)
        for each in made_of:
            check_partition(folder, each)
        with tempfile.TemporaryDirectory(prefix=".work-", dir=folder, ignore_cleanup_errors=True) as scratch:
            registry, how = _make(folder, known, made_of, options, tell, Path(scratch))
            if not len(registry.organisations):
                raise NobodyTookPartError(paths)
            tell("writing")
            _commit(folder, known, registry, made_of)
        opened = folders.open_registry(folder, check=False)
    return Build(given=tuple(given), made_of=tuple(made_of), how=how, registry=opened)


def _find_manifest(folder: Path) -> folders.Manifest | None:
    try:
        return folders.read_manifest(folder)
    except NoRegistryError:
        return None


def _put_together(before: Sequence[Partition], given: Sequence[Partition]) -> list[Partition]:
    """The files a registry is now made of: those given, and those before that they do not replace; by path."""
    paths, parts = {each.path for each in given}, {each.part for each in given}
    kept = [each for each in before if each.path not in paths and each.part not in parts]
    found = {each.part: each for each in [*kept, *given]}
    return sorted(found.values(), key=lambda each: (each.path, each.part))


def _make(
    folder: Path,
    known: folders.Manifest | None,
    made_of: Sequence[Partition],
    options: Options,
    tell: Callable[[str], None],
    scratch: Path,
) -> tuple[Registry, str]:
    """The registry made of what was read, and how its ties were made."""
    largest = options.largest
    if largest is None:
        largest = known.largest if known else int(get_parameter("registry", "event_most_participants"))
    engine_name = options.engine or "duckdb"
    with connect(engine_name, memory_bytes=options.memory, spill=scratch / "spill", spark=options.spark) as engine:
        whole = None if options.engine else _open_whole(folder, known, largest)
        if whole and not _find_fresh(known, made_of) and len(made_of) == len(_find_parts(known)):
            return whole, "left as they were, for nothing is new"
        tell("numbering organisations and events")
        parts = _assemble(engine, folder, known, whole, made_of)
        tell("making ties")
        ties, how = _tie(engine, parts, largest, whole, options, scratch)
    return parts.with_ties(ties, largest), how


def _assemble(
    engine: Engine, folder: Path, known: folders.Manifest | None, whole: Registry | None, made_of: Sequence[Partition]
) -> Parts:
    """The registry without its ties: what is new added to what was known before, where that is still part of it."""
    rows = engine.read([folder / each.part for each in made_of])
    fresh = _find_fresh(known, made_of)
    if whole and fresh and _find_parts(known) <= {each.part for each in made_of}:
        return extend(engine, whole, rows, engine.read([folder / part for part in fresh]))
    return assemble(engine, rows)


def _find_parts(known: folders.Manifest | None) -> set[str]:
    """What a registry known before was made of."""
    return {each["part"] for each in known.read} if known else set()


def _find_fresh(known: folders.Manifest | None, made_of: Sequence[Partition]) -> list[str]:
    """What a registry is made of now and was not before."""
    before = _find_parts(known)
    return [each.part for each in made_of if each.part not in before]


def _open_whole(folder: Path, known: folders.Manifest | None, largest: int) -> Registry | None:
    """The registry known before, where its arrays are what was written and its ties follow the same rule."""
    if known is None or known.largest != largest:
        return None
    try:
        return folders.open_registry(folder)
    except DamagedRegistryError:
        return None


def _tie(
    engine: Engine, parts: Parts, largest: int, known: Registry | None, options: Options, scratch: Path
) -> tuple[Ties, str]:
    """The ties, made where it is fastest among what memory allows, and a clause that says how."""
    pairs, memory = count_pairs(parts.event_ptr, largest), f"{options.memory // _MEGABYTE:,} MB"
    if options.engine in {"duckdb", "spark"}:
        return tie_by_engine(engine, parts, largest, scratch), f"made by {options.engine}, as asked"
    if not options.engine and not fits(parts.event_ptr, largest, options.memory):
        ties = tie_by_engine(engine, parts, largest, scratch)
        return ties, f"made by duckdb, for {pairs:,} pairs do not fit in {memory}"
    added = add_ties(known, parts) if known else None
    if added is not None:
        return added, "those of new events added to those known before"
    return tie_in_memory(parts, largest), f"made in memory, where {pairs:,} pairs fit ({memory})"


def _commit(folder: Path, known: folders.Manifest | None, registry: Registry, made_of: Sequence[Partition]) -> None:
    """Write the arrays into a folder of their own, make them the registry, and remove what is no longer part of it."""
    number = int(known.arrays.partition("-")[2]) + 1 if known else 1
    arrays = f"arrays-{number}"
    shutil.rmtree(folder / arrays, ignore_errors=True)
    names, checksums = folders.write_arrays(folder, registry, arrays)
    read = [{name: value for name, value in asdict(each).items() if name != "state"} for each in made_of]
    manifest = folders.Manifest(arrays=arrays, largest=registry.largest, names=names, checksums=checksums, read=read)
    folders.write_manifest(folder, manifest)
    _write_rejected(folder, made_of)
    _sweep(folder, arrays, made_of)


def _write_rejected(folder: Path, made_of: Sequence[Partition]) -> None:
    fresh = folder / f".{REJECTED_FILE}.new"
    tables = [pq.read_table(folder / each.aside).replace_schema_metadata(None) for each in made_of]
    pq.write_table(pa.concat_tables([REJECTED.empty_table(), *tables]), fresh)
    folders.settle(fresh, folder / REJECTED_FILE)


def _sweep(folder: Path, arrays: str, made_of: Sequence[Partition]) -> None:
    """Remove what earlier builds left, whole or interrupted; what is still mapped elsewhere goes another time."""
    kept = {name for each in made_of for name in (each.part, each.aside)}
    for path in [*folder.glob("arrays-*"), *folder.glob(".work-*"), *(folder / READ).iterdir()]:
        if path.is_dir() and path.name != arrays:
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_file() and f"{READ}/{path.name}" not in kept:
            path.unlink(missing_ok=True)
