"""The one module that asks a database anything: SQLite in a file by default, PostgreSQL for teams, the same queries.

It knows the rows of the tables in `record.schema` and nothing of what entries mean; `record.store` decides what is
written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, func, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError

from bridgehead.record.entries import TYPE_BY_WORD, EntryId
from bridgehead.record.files import claim
from bridgehead.record.lines import FORMAT
from bridgehead.record.schema import (
    BARE_BY_DIALECT,
    MARK_BY_DIALECT,
    META,
    PURGE_BY_DIALECT,
    TABLES,
    TRANSACTIONS,
    VERSIONS,
    connect_file,
    connect_url,
    is_url,
    may_write,
    name_url,
)
from bridgehead.record.store_errors import (
    AlreadyThereError,
    DiskFullError,
    LockedError,
    NewerFormatError,
    NoRecordError,
    NotARecordError,
    ReadOnlyError,
    explain,
)
from bridgehead.record.versions import Held, State

#: databases limit how many values one statement may name
_BATCH = 5_000
_RANK = {word: rank for rank, word in enumerate(TYPE_BY_WORD)}
_META = {"application": "bridgehead", "format": str(FORMAT)}


#: a connection inside one transaction, as `reading` and `writing` give it
Session = Connection
RecordRow = Row[*tuple[Any, ...]]


class Database:
    """The tables of one record and the questions put to them.

    Attributes:
        place: path or address, for messages. name: of the file or the database.
        path: of the file; None where a server keeps it. is_read_only: writes are refused.
    """

    def __init__(self, target: str | Path, *, read_only: bool) -> None:
        """Use `make` or `find` instead."""
        self.path = None if is_url(target) else Path(target)
        self.is_read_only = read_only
        if self.path:
            self._engine = connect_file(self.path, read_only=read_only)
            self.place, self.name = str(self.path), self.path.stem
        else:
            self._engine = connect_url(str(target))
            self.place, self.name = name_url(str(target)), self._engine.url.database or ""

    @classmethod
    def make(cls, target: str | Path) -> Database:
        """A new database with its tables and nothing in them.

        Raises:
            AlreadyThereError: something is there. NoFolderError, ReadOnlyError, DiskFullError: it cannot be made.
        """
        if not is_url(target):
            claim(Path(target))
        database = cls(target, read_only=False)
        with database.guarding_new_file():
            if is_url(target) and cls.is_there(target):
                raise AlreadyThereError(database.place)
            with database.writing("making") as connection:
                TABLES.create_all(connection)
                connection.execute(insert(META), [{"name": name, "value": value} for name, value in _META.items()])
            with database._bare() as connection:
                for statement in MARK_BY_DIALECT[database._engine.dialect.name]:
                    connection.exec_driver_sql(statement)
        return database

    @classmethod
    def is_there(cls, target: str | Path) -> bool:
        """Whether a file, or the tables of a record, stand at a place already."""
        if not is_url(target):
            return Path(target).exists()
        database = cls(target, read_only=True)
        try:
            with database.reading() as connection:
                return inspect(connection).has_table(META.name)
        finally:
            database.close()

    @classmethod
    def find(cls, target: str | Path, *, read_only: bool) -> Database:
        """A database that exists; for reading only where its file or folder may not be written to.

        Raises:
            NoRecordError: nothing is there. NotARecordError: it is something else. NewerFormatError: a newer program
            wrote it.
        """
        if not is_url(target):
            path = Path(target)
            if not path.exists():
                raise NoRecordError(str(path))
            if path.is_dir():
                raise NotARecordError(str(path), "it is a folder")
            read_only = read_only or not may_write(path)
        database = cls(target, read_only=read_only)
        try:
            database._check_format()
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    @contextmanager
    def guarding_new_file(self, *, is_new: bool = True) -> Iterator[None]:
        """Close where filling fails, and leave no half-made file behind where it is new."""
        try:
            yield
        except BaseException:
            self.close()
            if self.path and is_new:
                self.path.unlink(missing_ok=True)
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state of the record."""
        with self._explaining(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, intent: str = "writing") -> Iterator[Session]:
        """A transaction that no other writer can come between; rolled back where anything fails.

        Args:
            intent: writing, or making the tables, which nobody else can know yet.

        Raises:
            ReadOnlyError: the record is open for reading. LockedError: another writer did not finish in time.
        """
        if self.is_read_only:
            raise ReadOnlyError(self.place)
        with self._explaining(), self._engine.execution_options(intent=intent).begin() as connection:
            yield connection

    @contextmanager
    def _bare(self) -> Iterator[Session]:
        """A connection outside any transaction."""
        options = BARE_BY_DIALECT[self._engine.dialect.name]
        with self._explaining(), self._engine.connect() as connection:
            yield connection.execution_options(**options)

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise explain(self.place, error.orig) from error
        except sqlite3.Error as error:
            raise explain(self.place, error) from error

    def _check_format(self) -> None:
        with self.reading() as connection:
            found: Mapping[str, str] = {}
            tables = inspect(connection)
            if tables.has_table(META.name):
                columns = {column["name"] for column in tables.get_columns(META.name)}
                if columns == set(META.c.keys()):
                    found = {row.name: row.value for row in connection.execute(select(META))}
        if found.get("application") != _META["application"]:
            is_empty = self.path is not None and not self.path.stat().st_size
            raise NotARecordError(
                self.place,
                "it is empty; delete it where an interrupted init left it"
                if is_empty
                else "it is a database of something else",
            )
        if int(found["format"]) > FORMAT:
            raise NewerFormatError(self.place, int(found["format"]), FORMAT)

    def find_standing(self, connection: Session, before: str | None) -> list[RecordRow]:
        """(word, id, payload) of each entry that stands, by type, then id.

        Args:
            connection: of this database. before: as of the transactions recorded before this moment; None means all.
        """
        query = select(VERSIONS.c.word, VERSIONS.c.entry, VERSIONS.c.payload).where(VERSIONS.c.withdrawn.is_(False))
        until = VERSIONS.c.until
        if before is None:
            query = query.where(until.is_(None))
        else:
            newest = select(func.max(TRANSACTIONS.c.id)).where(TRANSACTIONS.c.recorded_at < before)
            last = connection.scalar(newest) or 0
            query = query.where(VERSIONS.c.transaction <= last, until.is_(None) | (until > last))
        return sorted(connection.execute(query), key=_by_type_and_id)

    def find_held(self, connection: Session, ids: Sequence[EntryId]) -> dict[EntryId, Held]:
        """The newest version of each of these entries that there is."""
        columns = [VERSIONS.c[name] for name in ("entry", "number", "word", "payload", "withdrawn")]
        is_asked = VERSIONS.c.entry.in_(bindparam("ids", expanding=True))
        query = select(*columns).where(VERSIONS.c.until.is_(None), is_asked)
        return {
            id_: Held(number, State(word, payload, withdrawn))
            for batch in _batches(ids)
            for id_, number, word, payload, withdrawn in connection.execute(query, {"ids": batch})
        }

    def find_history(self, connection: Session, id_: EntryId) -> Sequence[RecordRow]:
        """Each version of an entry with what its transaction says, oldest first."""
        query = (
            select(VERSIONS, TRANSACTIONS.c.recorded_at, TRANSACTIONS.c.by, TRANSACTIONS.c.action)
            .join_from(VERSIONS, TRANSACTIONS, VERSIONS.c.transaction == TRANSACTIONS.c.id)
            .where(VERSIONS.c.entry == id_)
            .order_by(VERSIONS.c.number)
        )
        return connection.execute(query).all()

    def find_versions(self, connection: Session) -> list[RecordRow]:
        """(word, id, number, transaction, withdrawn, payload) of every version, by type, id and number."""
        columns = [VERSIONS.c[name] for name in ("word", "entry", "number", "transaction", "withdrawn", "payload")]
        return sorted(connection.execute(select(*columns)), key=_by_type_and_id)

    def find_transactions(self, connection: Session) -> list[dict[str, Any]]:
        """Every transaction, oldest first, with counts of the versions it wrote."""

        def count(condition: Any) -> Any:  # noqa: ANN401 - parts of a query
            return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

        gone = VERSIONS.c.withdrawn.is_(True)
        query = (
            select(
                TRANSACTIONS,
                count((VERSIONS.c.number == 1) & ~gone).label("created"),
                count((VERSIONS.c.number > 1) & ~gone).label("updated"),
                count(gone).label("withdrawn"),
            )
            .join_from(TRANSACTIONS, VERSIONS, VERSIONS.c.transaction == TRANSACTIONS.c.id, isouter=True)
            .group_by(*TRANSACTIONS.c)
            .order_by(TRANSACTIONS.c.id)
        )
        return [dict(row) for row in connection.execute(query).mappings()]

    def find_states(self, connection: Session, transaction: int, *, steps_back: int = 0) -> dict[EntryId, State]:
        """The states a transaction wrote or, one step back, those its entries were in before it; by id."""
        mine, wanted = VERSIONS.alias("mine"), VERSIONS.alias("wanted")
        is_wanted = (wanted.c.entry == mine.c.entry) & (wanted.c.number == mine.c.number - steps_back)
        query = (
            select(wanted.c.entry, wanted.c.word, wanted.c.payload, wanted.c.withdrawn)
            .join_from(mine, wanted, is_wanted)
            .where(mine.c.transaction == transaction)
            .order_by(wanted.c.entry)
        )
        return {id_: State(word, payload, gone) for id_, word, payload, gone in connection.execute(query)}

    def find_changed_since(self, connection: Session, transaction: int) -> set[EntryId]:
        """The entries of a transaction that a later one changed, which itself stands and is no undo."""
        mine, later = VERSIONS.alias("mine"), VERSIONS.alias("later")
        query = (
            select(later.c.entry)
            .join_from(mine, later, (later.c.entry == mine.c.entry) & (later.c.number > mine.c.number))
            .join(TRANSACTIONS, TRANSACTIONS.c.id == later.c.transaction)
            .where(mine.c.transaction == transaction)
            .where(TRANSACTIONS.c.action != "undo", TRANSACTIONS.c.undone_by.is_(None))
        )
        return set(connection.scalars(query))

    def find_changed_by(self, connection: Session, actions: Sequence[str]) -> frozenset[EntryId]:
        """The entries with a later version than their first that transactions of these actions wrote."""
        query = (
            select(VERSIONS.c.entry)
            .join(TRANSACTIONS, TRANSACTIONS.c.id == VERSIONS.c.transaction)
            .where(VERSIONS.c.number > 1, TRANSACTIONS.c.action.in_(actions))
        )
        return frozenset(connection.scalars(query))

    def find_last_transaction(self, connection: Session) -> tuple[int, str]:
        """Number and moment of the newest transaction; (0, "") where there is none."""
        query = select(func.max(TRANSACTIONS.c.id), func.max(TRANSACTIONS.c.recorded_at))
        number, moment = connection.execute(query).one()
        return number or 0, moment or ""

    def count_versions(self, connection: Session) -> int:
        """How many versions there are."""
        return connection.scalar(select(func.count()).select_from(VERSIONS)) or 0

    def add_transaction(self, connection: Session, row: Mapping[str, Any]) -> None:
        """Write one transaction."""
        connection.execute(insert(TRANSACTIONS), row)

    def add_versions(
        self, connection: Session, transaction: int, states: Mapping[EntryId, State], held: Mapping[EntryId, Held]
    ) -> None:
        """Write states as the newest versions of their entries.

        Args:
            connection: of this database. transaction: its number. states: by id. held: the versions they follow.
        """
        newest = (VERSIONS.c.entry == bindparam("id"), VERSIONS.c.number == bindparam("nth"))
        ended = [{"id": id_, "nth": held[id_].number} for id_ in states if id_ in held]
        for batch in _batches(ended):
            connection.execute(update(VERSIONS).where(*newest).values(until=transaction), batch)
        rows = [
            {
                "entry": id_,
                "number": held[id_].number + 1 if id_ in held else 1,
                "word": state.word,
                "transaction": transaction,
                "withdrawn": state.withdrawn,
                "payload": state.payload,
            }
            for id_, state in states.items()
        ]
        for batch in _batches(rows):
            connection.execute(insert(VERSIONS), batch)

    def mark_undone(self, connection: Session, transaction: int, by: int) -> None:
        """Say that one transaction undid another; what the undone one had undone itself stands again."""
        undone_by = TRANSACTIONS.c.undone_by
        connection.execute(update(TRANSACTIONS).where(undone_by == transaction).values(undone_by=None))
        connection.execute(update(TRANSACTIONS).where(TRANSACTIONS.c.id == transaction).values(undone_by=by))

    def rewrite_versions(self, connection: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put another id and payload in the place of versions: rows of (old, nth, new, text)."""
        by_key = (VERSIONS.c.entry == bindparam("old"), VERSIONS.c.number == bindparam("nth"))
        rewrite = update(VERSIONS).where(*by_key).values(entry=bindparam("new"), payload=bindparam("text"))
        for batch in _batches(rows):
            connection.execute(rewrite, batch)

    def rewrite_transactions(self, connection: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put other words in the place of what transactions say: rows of (nth, by, summary, source)."""
        told: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("by", "summary", "source")}
        rewrite = update(TRANSACTIONS).where(TRANSACTIONS.c.id == bindparam("nth")).values(**told)
        for batch in _batches(rows):
            connection.execute(rewrite, batch)

    def replace_all(
        self, connection: Session, transactions: Sequence[Mapping[str, Any]], versions: Sequence[Mapping[str, Any]]
    ) -> None:
        """Put whole rows in the place of all that the record holds."""
        connection.execute(VERSIONS.delete())
        connection.execute(TRANSACTIONS.delete())
        for table, rows in ((TRANSACTIONS, transactions), (VERSIONS, versions)):
            for batch in _batches(rows):
                connection.execute(insert(table), batch)

    def purge(self) -> bool:
        """Make the database forget overwritten bytes; whether no other process and no full disk kept it from it."""
        is_done = True
        try:
            with self._bare() as connection:
                for statement in PURGE_BY_DIALECT[self._engine.dialect.name]:
                    result = connection.exec_driver_sql(statement)
                    # a checkpoint answers with (busy, ...); the last one decides
                    is_done = not (result.returns_rows and result.one()[0])
        except (LockedError, DiskFullError):
            return False
        return is_done

    def copy_file(self, path: Path) -> None:
        """A consistent copy of a SQLite file, while it is in use; the path is claimed already."""
        with self.reading() as connection, closing(sqlite3.connect(path)) as copy:
            driver: Any = connection.connection.driver_connection
            driver.backup(copy)


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


def _by_type_and_id(row: RecordRow) -> tuple[Any, ...]:
    return (_RANK[row[0]], row[1], row[2])
