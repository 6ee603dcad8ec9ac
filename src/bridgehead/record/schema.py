"""The tables of a store and the set-up of its connections; every question put to them stands in `record.store`.

A version holds from its `transaction` up to, but not including, `until`: the transaction that wrote the entry's next
version, empty for the newest. So the record as known after any transaction is one comparison, without windows.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    QueuePool,
    Table,
    Text,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError

from bridgehead.record.store_errors import MissingDriverError

#: marks a SQLite file as ours, for `file` and for ourselves ("Brdg")
APPLICATION_ID = 0x42726467
BUSY_SECONDS = 5

#: sorted by code point on every database
_WORDS = Text().with_variant(Text(collation="C"), "postgresql")

TABLES = MetaData()
META = Table("meta", TABLES, Column("name", _WORDS, primary_key=True), Column("value", Text, nullable=False))
TRANSACTIONS = Table(
    "transactions",
    TABLES,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("recorded_at", _WORDS, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("undone_by", Integer, ForeignKey("transactions.id")),
)
VERSIONS = Table(
    "versions",
    TABLES,
    Column("entry", _WORDS, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("word", Text, nullable=False),
    Column("transaction", Integer, ForeignKey("transactions.id"), nullable=False),
    Column("until", Integer, ForeignKey("transactions.id")),
    Column("withdrawn", Boolean, nullable=False),
    Column("payload", Text, nullable=False),
)
Index("versions_by_transaction", VERSIONS.c.transaction)


def is_url(target: str | Path) -> bool:
    """Whether a record is named by a database URL and not by a path."""
    return isinstance(target, str) and "://" in target


def name_url(url: str) -> str:
    """The address of a database as it may be shown: without a password."""
    return make_url(url).render_as_string(hide_password=True)


def may_write(path: Path) -> bool:
    """Whether a record's file can be written to: SQLite needs the file and its folder."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect_file(path: Path, *, read_only: bool) -> Engine:
    """An engine for a SQLite file that exists. Nothing is written by opening it.

    Args:
        path: the file. read_only: refuse every write; also where neither file nor folder may be written to.
    """
    uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
    journal = path.with_name(f"{path.name}-wal")
    if read_only and not os.access(path.parent, os.W_OK) and not (journal.exists() and journal.stat().st_size):
        # a write-ahead log needs a shared file beside it; where the folder forbids one, nobody can be writing
        uri += "&immutable=1"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.executescript("PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)
    return _begin_with(engine, {"reading": "BEGIN", "making": "BEGIN IMMEDIATE", "writing": "BEGIN IMMEDIATE"})


def connect_url(url: str) -> Engine:
    """An engine for a database server.

    Raises:
        MissingDriverError: the driver is not installed, or the address names no database we know.
    """
    try:
        address = make_url(url)
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        engine = create_engine(address, isolation_level="REPEATABLE READ")
    except (ImportError, ArgumentError) as error:
        raise MissingDriverError(name_url(url), " ".join(str(error).split()).rstrip(".")) from error

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
        connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        connection.commit()

    # a snapshot is taken at the first query, which comes after the lock: writers see all that was written before them
    return _begin_with(engine, {"writing": "LOCK TABLE transactions IN EXCLUSIVE MODE"})


def _begin_with(engine: Engine, statement_by_intent: Mapping[str, str]) -> Engine:
    """Have every transaction of an engine opened by the statement its intent asks for.

    Args:
        engine: the engine. statement_by_intent: for "reading", "making" the tables and "writing"; "" for none.
    """

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        statement = statement_by_intent.get(connection.get_execution_options().get("intent", "reading"))
        if statement:
            connection.exec_driver_sql(statement)

    return engine


#: how each database runs a statement outside any transaction; SQLite's connections are so by themselves
BARE_BY_DIALECT: dict[str, dict[str, Any]] = {
    "sqlite": {"intent": "bare"},
    "postgresql": {"intent": "bare", "isolation_level": "AUTOCOMMIT"},
}
#: what is said to a new database before its tables are made, outside any transaction
MARK_BY_DIALECT: dict[str, tuple[str, ...]] = {
    "sqlite": ("PRAGMA journal_mode=WAL", f"PRAGMA application_id={APPLICATION_ID}"),
    "postgresql": (),
}
#: how each database is made to forget the bytes it no longer needs, outside any transaction
PURGE_BY_DIALECT: dict[str, tuple[str, ...]] = {
    "sqlite": ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"),
    "postgresql": ("VACUUM FULL versions", "VACUUM FULL transactions"),
}
