"""The store: a record kept in a database, with its history.

Entries are append-only versions inside transactions, so history, undo and "as known then" need nothing of their own.
A change is made whole or not at all, and once a call has returned it survives a power cut. Nothing is ever deleted,
except by `erase`. Days are UTC days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Self

from bridgehead.record.codec import decode
from bridgehead.record.collecting import collecting_paused
from bridgehead.record.database import Database, Session
from bridgehead.record.entries import Entry, EntryId
from bridgehead.record.erasure import ErasurePlan, plan_erasure
from bridgehead.record.files import claim
from bridgehead.record.lines import FORMAT, build_transaction, read_moment, write_moment, write_whole_record
from bridgehead.record.restoring import read_whole_record
from bridgehead.record.store_errors import NotEmptyError, UndoRefusedError, UnknownEntryError
from bridgehead.record.undoing import explain_refusal, find_undoable
from bridgehead.record.versions import (
    Action,
    Altered,
    Change,
    Erasure,
    Transaction,
    Version,
    compare_drafts,
    describe_states,
    draft,
    read_standing,
)

Clock = Callable[[], datetime]
_Moment = tuple[int, str]


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """A record kept in a database; satisfies `record.Record`.

    Made by `create`, `open` or `restore`; a context manager that closes it.
    """

    def __init__(self, database: Database, *, clock: Clock = _now) -> None:
        """Args: database: its tables. clock: what time it is, in UTC."""
        self._database, self._clock = database, clock

    @property
    def name(self) -> str:
        """What the record is called on screen: its file's or database's name."""
        return self._database.name

    @property
    def place(self) -> str:
        """Its path or address, for messages; without a password."""
        return self._database.place

    @property
    def is_read_only(self) -> bool:
        """It was opened for reading, or its file or folder may not be written to."""
        return self._database.is_read_only

    @classmethod
    def create(cls, target: str | Path, *, by: str, clock: Clock = _now) -> Store:
        """A new record, open for writing.

        Args:
            target: path of the file, or URL of an empty database. by: who makes it. clock: what time it is, in UTC.

        Raises:
            AlreadyThereError: something is there already. NoFolderError: the folder is not.
            ReadOnlyError, DiskFullError: the file cannot be made.
        """
        store = cls(Database.make(target), clock=clock)
        with store._database.guarding_new_file(), store._database.writing() as connection:
            store._begin(connection, "init", by, "made the record")
        return store

    @classmethod
    def open(cls, target: str | Path, *, read_only: bool = False, clock: Clock = _now) -> Store:
        """A record that exists; for reading only where asked, or where its file or folder may not be written to.

        Args:
            target: path or URL. read_only: never write. clock: what time it is, in UTC.

        Raises:
            NoRecordError: nothing is there. NotARecordError: it is something else. NewerFormatError: a newer version
            of the program wrote it.
        """
        return cls(Database.find(target, read_only=read_only), clock=clock)

    @staticmethod
    def is_there(target: str | Path) -> bool:
        """Whether something stands at a place already: a file, or the tables of a record."""
        return Database.is_there(target)

    @classmethod
    def restore(cls, target: str | Path, lines: Iterable[str]) -> Store:
        """A record made again, exactly, from the lines that `write_lines` gave.

        Args:
            target: path or URL of a new record, or of one that holds no entries yet. lines: all of them, header first.

        Raises:
            NotEmptyError: the record there holds entries. LineError, EntryError: the lines are no whole record.
            NewerFormatError: a newer version of the program wrote them. Nothing was written.
        """
        whole = read_whole_record(lines, FORMAT)
        exists = Database.is_there(target)
        database = Database.find(target, read_only=False) if exists else Database.make(target)
        with database.guarding_new_file(is_new=not exists), database.writing() as connection:
            held = database.count_versions(connection)
            if held:
                raise NotEmptyError(database.place, held)
            database.replace_all(connection, whole.transactions, whole.versions)
        return cls(database)

    def replace_all(self, lines: Iterable[str], *, kept: str | Path, by: str, summary: str = "") -> int:
        """Put a whole record in the place of this one, in one transaction that its history tells of.

        Its number, which is returned, follows those of both records: numbers grow with every change still.

        Args:
            lines: all of them, header first, as `write_lines` gave them. kept: where this record as it stands is copied
                to before. by, summary: what the transaction says of itself.

        Raises:
            LineError, EntryError, NewerFormatError: as `restore`. AlreadyThereError, NoFolderError: as `backup`.
            ReadOnlyError, LockedError, DiskFullError: it cannot be written. In each case nothing was changed.
        """
        whole = read_whole_record(lines, FORMAT)
        with self._database.writing() as connection:
            # other writers wait, so that the copy misses nothing
            self.backup(kept)
            before = self._database.find_last_transaction(connection)
            self._database.replace_all(connection, whole.transactions, whole.versions)
            return self._begin(connection, "restore", by, summary, after=before)

    def close(self) -> None:
        """Give the file back; what was acknowledged is in it."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def last_transaction(self) -> int:
        """Number of the newest transaction: it grows with every change, whoever made it."""
        with self._database.reading() as connection:
            return self._database.find_last_transaction(connection)[0]

    def entries(self, *, known_on: date | None = None) -> Sequence[Entry]:
        """The standing entries by type, then id.

        Args:
            known_on: leave out what was recorded after this day, corrections included; None means all.
        """
        before = None
        if known_on is not None:
            before = write_moment(datetime.combine(known_on + timedelta(days=1), time(), UTC))
        with collecting_paused():
            with self._database.reading() as connection:
                rows = self._database.find_standing(connection, before)
            return tuple(decode(word, payload) for word, _, payload in rows)

    def get(self, id_: EntryId) -> Entry:
        """The standing entry of an id.

        Raises:
            UnknownEntryError: there is none, or it was withdrawn.
        """
        with self._database.reading() as connection:
            held = self._database.find_held(connection, [id_]).get(id_)
        if held is None or held.state.withdrawn:
            raise UnknownEntryError((id_,))
        return decode(held.state.word, held.state.payload)

    def history(self, id_: EntryId) -> tuple[Version, ...]:
        """Every version of an entry, oldest first.

        Raises:
            UnknownEntryError: there never was one of this id.
        """
        with self._database.reading() as connection:
            rows = self._database.find_history(connection, id_)
        if not rows:
            raise UnknownEntryError((id_,))
        return tuple(
            Version(
                number=row.number,
                recorded_at=read_moment(row.recorded_at),
                by=row.by,
                action=row.action,
                transaction=row.transaction,
                withdrawn=row.withdrawn,
                entry=decode(row.word, row.payload),
            )
            for row in rows
        )

    def find_changed_by_hand(self) -> frozenset[EntryId]:
        """The entries that have a version written by an edit or an addition after their first."""
        with self._database.reading() as connection:
            return self._database.find_changed_by(connection, ("edit", "add"))

    def transactions(self) -> tuple[Transaction, ...]:
        """Every transaction, newest first, with counts of what it did."""
        with self._database.reading() as connection:
            rows = self._database.find_transactions(connection)
        return tuple(build_transaction(row) for row in reversed(rows))

    def find_altered(self, transaction: int, *, skip: int = 0, most: int | None = None) -> tuple[Altered, ...]:
        """What a transaction did to each entry it touched, by id; () where there is no such transaction.

        Args:
            transaction: its number. skip: entries left out at the beginning. most: how many; None means all.
        """
        with self._database.reading() as connection:
            after = self._database.find_states(connection, transaction)
            before = self._database.find_states(connection, transaction, steps_back=1)
        return tuple(
            Altered(id=id_, before=read_standing(before.get(id_)), after=read_standing(state))
            for id_, state in islice(after.items(), skip, None if most is None else skip + most)
        )

    def compare(self, entries: Iterable[Entry]) -> Change:
        """What `put` would do, without writing.

        Raises:
            InvalidEntryError, DuplicateIdError, IdTakenError: `put` would refuse.
        """
        drafts = draft(entries)
        with self._database.reading() as connection:
            return compare_drafts(drafts, self._database.find_held(connection, list(drafts)))

    def put(
        self,
        entries: Iterable[Entry],
        *,
        action: Action,
        by: str,
        summary: str = "",
        source: str = "",
        expected: Mapping[EntryId, int] | None = None,
    ) -> Change:
        """Write entries in one transaction: new ones are created, changed ones get a new version, the rest stays.

        An entry that was withdrawn stands again. Where nothing changes, no transaction is written.

        Args:
            entries: any. action, by, summary, source: what the transaction says of itself.
            expected: the version each entry had when it was read, 0 where it was not there.

        Raises:
            InvalidEntryError: an entry has faults. DuplicateIdError: two different entries under one id.
            IdTakenError: an id belongs to another type. ConflictError: an entry is no longer as expected.
            ReadOnlyError, LockedError, DiskFullError: it cannot be written. In each case nothing was written.
        """
        drafts = draft(entries)
        with self._database.writing() as connection:
            held = self._database.find_held(connection, list(dict.fromkeys((*drafts, *(expected or {})))))
            change = compare_drafts(drafts, held, expected)
            states = {id_: drafts[id_] for id_ in (*change.created, *change.updated)}
            if not states:
                return change
            number = self._begin(connection, action, by, summary, source)
            self._database.add_versions(connection, number, states, held)
        return replace(change, transaction=number)

    def withdraw(self, ids: Iterable[EntryId], *, by: str, reason: str = "") -> Change:
        """Let entries stand no longer; they stay in the history and can come back.

        Raises:
            UnknownEntryError: an id was never there. Nothing was written.
        """
        asked = list(dict.fromkeys(ids))
        with self._database.writing() as connection:
            held = self._database.find_held(connection, asked)
            missing = tuple(id_ for id_ in asked if id_ not in held)
            if missing:
                raise UnknownEntryError(missing)
            states = {id_: replace(held[id_].state, withdrawn=True) for id_ in asked if not held[id_].state.withdrawn}
            if not states:
                return Change(unchanged=tuple(asked))
            number = self._begin(connection, "withdraw", by, reason)
            self._database.add_versions(connection, number, states, held)
        unchanged = tuple(id_ for id_ in asked if id_ not in states)
        return Change(withdrawn=tuple(states), unchanged=unchanged, transaction=number)

    def undo(self, transaction: int | None = None, *, by: str) -> Change:
        """Take a whole transaction back by writing what stood before it; an undo can itself be undone.

        Args:
            transaction: its number; None takes the newest that stands and is no undo. by: who.

        Raises:
            NothingToUndoError: there is no such transaction. UndoRefusedError: it was undone already, changed
            nothing, or entries it changed were changed again since.
        """
        with self._database.writing() as connection:
            target = find_undoable(self._database.find_transactions(connection), transaction)
            mine = self._database.find_states(connection, target)
            held = self._database.find_held(connection, list(mine))
            changed = self._database.find_changed_since(connection, target)
            changed |= {id_ for id_, state in mine.items() if held[id_].state != state}
            if changed or not mine:
                raise UndoRefusedError(target, explain_refusal(sorted(changed)), tuple(sorted(changed)))
            before = self._database.find_states(connection, target, steps_back=1)
            states = {id_: before.get(id_, replace(state, withdrawn=True)) for id_, state in mine.items()}
            number = self._begin(connection, "undo", by, f"undid transaction {target}")
            self._database.add_versions(connection, number, states, held)
            self._database.mark_undone(connection, target, number)
        return replace(describe_states(states, held), transaction=number)

    def erase(self, id_: EntryId, *, by: str) -> Erasure:
        """Remove a person's personal fields from every version, and the person's name from ids and remarks.

        Dates, obligations and the entries themselves stay, so that ledgers and counts stay true (`record.erasure`
        says what goes). Backups and exports made before still hold the person, and importing the same source again
        brings the person back.

        Raises:
            UnknownEntryError: no such entry. NotAPersonError: it is no person.
        """
        with self._database.writing() as connection:
            plan = self._plan_erasure(connection, id_)
            self._database.rewrite_versions(connection, plan.rewrites)
            told = self._database.find_transactions(connection)
            self._database.rewrite_transactions(connection, [plan.clean_transaction(row) for row in told])
            number = self._begin(connection, "erase", plan.clean(by), f"erased the person now called {plan.id}")
        return Erasure(
            id=plan.id,
            transaction=number,
            versions=len(plan.rewrites),
            renamed=plan.renamed,
            mentions=plan.mentions,
            is_purged=self._database.purge(),
        )

    def plan_erasure(self, id_: EntryId) -> ErasurePlan:
        """What `erase` would change, without changing it.

        Raises:
            As `erase`.
        """
        with self._database.reading() as connection:
            return self._plan_erasure(connection, id_)

    def _plan_erasure(self, connection: Session, id_: EntryId) -> ErasurePlan:
        rows = self._database.find_versions(connection)
        return plan_erasure(id_, [(word, entry, number, text) for word, entry, number, _, _, text in rows])

    def backup(self, path: str | Path) -> None:
        """A consistent copy in a new SQLite file, while the record is in use.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
        """
        path = Path(path)
        claim(path)
        try:
            if self._database.path is None:
                path.unlink()
                Store.restore(path, self.write_lines()).close()
            else:
                self._database.copy_file(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def write_lines(self) -> Iterator[str]:
        """The whole record as lines without line breaks: header, transactions, every version of every entry."""
        with self._database.reading() as connection:
            transactions = self._database.find_transactions(connection)
            rows = self._database.find_versions(connection)
        yield from write_whole_record(transactions, rows)

    def _begin(
        self, connection: Session, action: Action, by: str, summary: str, source: str = "", after: _Moment = (0, "")
    ) -> int:
        """A new transaction, never recorded before those it follows, even where a clock was set back."""
        newest = self._database.find_last_transaction(connection)
        last, recorded_at = max(newest[0], after[0]), max(newest[1], after[1])
        moment = max(write_moment(self._clock()), recorded_at)
        row = {"recorded_at": moment, "by": by, "action": action, "summary": summary, "source": source}
        self._database.add_transaction(connection, row | {"id": last + 1})
        return last + 1
