"""Where expressions run: DuckDB in this process, spilling to disk beyond its memory, or Spark, here or elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
from ibis.expr.types import Table

from bridgehead.errors import MissingExtraError, MisuseError, suggest

if TYPE_CHECKING:
    from ibis.backends import BaseBackend

ENGINES = ("memory", "duckdb", "spark")


class UnknownEngineError(MisuseError):
    """There is no such engine."""

    def __init__(self, found: str) -> None:
        """Args: found: as named."""
        self.found = found
        super().__init__(f"No engine {found!r}.{suggest(found, ENGINES)} The engines are: {', '.join(ENGINES)}.")


class NoSparkError(MissingExtraError):
    """What Spark needs is not installed."""

    def __init__(self, missing: str) -> None:
        """Args: missing: name of the package."""
        self.missing = missing
        super().__init__(
            f"Spark needs the package {missing!r}, which is not installed. Install it with "
            "'pip install \"bridgehead[spark]\"', or leave --engine out: DuckDB gives the same registry."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A connection to where expressions run.

    Attributes:
        name: memory, duckdb or spark. backend: Ibis's connection.
    """

    name: str
    backend: BaseBackend

    def read(self, files: Sequence[Path]) -> Table:
        """The rows of Parquet files, one below the other."""
        tables = [self.backend.read_parquet(str(file)) for file in files]
        return ibis.union(*tables) if len(tables) > 1 else tables[0]

    def keep(self, name: str, table: Table) -> Table:
        """A table worked out once, where the engine can keep it; Spark works it out again where it is used again."""
        if self.name == "spark":
            return table
        return self.backend.create_table(name, table, temp=True)


@contextmanager
def connect(name: str, *, memory_bytes: int, spill: Path, spark: str = "") -> Iterator[Engine]:
    """An engine, while it is used.

    Args:
        name: memory, duckdb or spark.
        memory_bytes: what DuckDB may use; beyond it, it writes to the folder `spill`.
        spark: address of a Spark Connect server (sc://host:15002); one is started here by default.

    Raises:
        UnknownEngineError: there is no such engine. NoSparkError: Spark is asked for and not installed.
    """
    if name not in ENGINES:
        raise UnknownEngineError(name)
    if name == "spark":
        with _connect_spark(spark) as backend:
            yield Engine(name=name, backend=backend)
        return
    backend = ibis.duckdb.connect(
        memory_limit=f"{max(memory_bytes // 2**20, 1)}MiB", temp_directory=str(spill), preserve_insertion_order=False
    )
    try:
        yield Engine(name=name, backend=backend)
    finally:
        backend.disconnect()


@contextmanager
def _connect_spark(address: str) -> Iterator[Any]:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise NoSparkError(error.name or "pyspark-client") from error
    with _serve_spark(address) as place:
        session = SparkSession.builder.remote(place).create()
        try:
            yield ibis.pyspark.connect(session)
        finally:
            session.stop()


@contextmanager
def _serve_spark(address: str) -> Iterator[str]:
    """The address of a server: the one given, or one in this process."""
    if address:
        yield address
        return
    # the server tells its every step on stderr otherwise
    os.environ.setdefault("RUST_LOG", "off")
    try:
        from pysail.spark import SparkConnectServer  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise NoSparkError(error.name or "pysail") from error
    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    try:
        yield f"sc://127.0.0.1:{server.listening_address[1]}"
    finally:
        server.stop()
