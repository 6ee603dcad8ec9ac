"""Backups: copies of a record in files beside it, looked into, and put back in its place so that nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from bridgehead.errors import BridgeheadError, UnreadableError
from bridgehead.firm.restoring import is_whole_record
from bridgehead.record.codec import decode
from bridgehead.record.entries import Actor
from bridgehead.record.lines import FORMAT, build_transaction
from bridgehead.record.record import find_own_firm
from bridgehead.record.restoring import read_whole_record
from bridgehead.record.schema import is_url
from bridgehead.record.store import Store
from bridgehead.record.store_errors import NotARecordError, ReadOnlyError
from bridgehead.record.versions import Transaction

#: folder beside a record where its copies lie
FOLDER = "backups"
ENDING = ".bridgehead"


class NotABackupError(UnreadableError):
    """A file is no copy of a record."""

    def __init__(self, name: str, why: str) -> None:
        """Args: name of the file. why: what it is instead, as a clause."""
        self.name, self.why = name, why
        super().__init__(
            f"{name} is no backup: {why}. A backup is a copy of a record ({ENDING}) or an export to JSON lines with "
            "its history (.jsonl); tables, contacts and mail are brought in by an import."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFile:
    """A copy that lies beside a record.

    Attributes:
        path: of the file. size: in bytes. changes: those it holds, newest first.
    """

    path: Path
    size: int
    changes: tuple[Transaction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a copy holds, read whole and found sound.

    Attributes:
        firm_name: whose record it is; "" where it does not say. counts: (type word, entries that stand), most first.
        changes: newest first, without what each did.
    """

    firm_name: str
    counts: tuple[tuple[str, int], ...]
    changes: tuple[Transaction, ...]

    @property
    def entries(self) -> int:
        """How many entries stand in it."""
        return sum(number for _, number in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What restoring did.

    Attributes:
        kept: where the record that stood there before is; None where there was none. transaction: its number; None
            likewise.
    """

    kept: Path | None = None
    transaction: int | None = None


def is_same_record(changes: Sequence[Transaction], others: Sequence[Transaction]) -> bool:
    """Whether two histories, newest change first, begin with the same moment: one is a copy of the other's record."""
    return bool(changes and others) and changes[-1].recorded_at == others[-1].recorded_at


def find_later(changes: Iterable[Transaction], others: Iterable[Transaction]) -> tuple[Transaction, ...]:
    """The changes of one history that another does not hold."""
    known = {(change.id, change.recorded_at) for change in others}
    return tuple(change for change in changes if (change.id, change.recorded_at) not in known)


def find_backups(place: str | Path, changes: Sequence[Transaction]) -> tuple[BackupFile, ...]:
    """The copies of a record that lie beside it or in the folder for them, newest first; none where a server keeps it.

    Records of other firms in the same folder are none of them.

    Args:
        place: path or URL of the record. changes: its own, newest first.
    """
    if is_url(place):
        return ()
    own = Path(place)
    paths = [path for folder in (own.parent, own.parent / FOLDER) for path in folder.glob(f"*{ENDING}")]
    found = [(path, _read_changes(path)) for path in paths if path.resolve() != own.resolve()]
    kept = [
        BackupFile(path=path, size=path.stat().st_size, changes=held)
        for path, held in found
        if is_same_record(held, changes)
    ]
    return tuple(sorted(kept, key=lambda file: (file.changes[0].recorded_at, file.path.name), reverse=True))


def make_backup(store: Store) -> Path:
    """Copy a record into the folder for its copies, which is made where it is missing.

    Raises:
        ReadOnlyError, DiskFullError: it cannot be written there.
    """
    path = name_copy(store.place, "backup")
    _make_folder(path.parent)
    store.backup(path)
    return path


def name_copy(place: str | Path, word: str) -> Path:
    """A name for a copy of a record that nothing has yet.

    Args:
        place: path of the record; where a server keeps it, the copy goes below the current folder. word: says why.
    """
    folder, stem = (Path.cwd(), "record") if is_url(place) else (Path(place).parent, Path(place).stem)
    moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    names = (f"{stem}-{word}-{moment}{ending}{ENDING}" for ending in ("", *(f"-{number}" for number in range(2, 100))))
    return next(path for name in names if not (path := folder / FOLDER / name).exists())


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        raise ReadOnlyError(str(folder.parent)) from None


def look_into(path: Path) -> Backup:
    """What a copy holds; all of it is read.

    Args:
        path: of a record, or of an export to JSON lines with its history.

    Raises:
        NotABackupError: it is neither. LineError, EntryError, DamagedError: it is not sound.
        NewerFormatError: a newer version of the program wrote it.
    """
    whole = read_whole_record(read_copy(path), FORMAT)
    standing = [row for row in whole.versions if row["until"] is None and not row["withdrawn"]]
    entries = [decode(row["word"], row["payload"]) for row in standing if row["word"] in {"actor", "assessment"}]
    own = find_own_firm(entries)
    names = [entry.name for entry in entries if isinstance(entry, Actor) and entry.id == own]
    return Backup(
        firm_name=names[0] if names else "",
        counts=tuple(Counter(str(row["word"]) for row in standing).most_common()),
        changes=tuple(build_transaction(row) for row in sorted(whole.transactions, key=itemgetter("id"), reverse=True)),
    )


def read_copy(path: Path) -> Iterator[str]:
    """The lines of a copy of a record.

    Raises:
        NotABackupError: it is none. NewerFormatError: a newer version of the program wrote it.
    """
    if is_whole_record(path):
        with path.open(encoding="utf-8") as lines:
            yield from lines
        return
    try:
        store = Store.open(path)
    except NotARecordError as error:
        raise NotABackupError(path.name, error.why) from None
    with store:
        yield from store.write_lines()


def restore(place: str | Path, copy: Path, *, by: str) -> Restored:
    """Put a copy in the place of a record, which is kept in a file of its own, or where no record is yet.

    Args:
        place: path or URL of the record. copy: as for `look_into`. by: who.

    Raises:
        As `look_into` and `Store.replace_all`; nothing was changed.
    """
    if not Store.is_there(place):
        Store.restore(place, read_copy(copy)).close()
        return Restored()
    kept = name_copy(place, "before-restore")
    _make_folder(kept.parent)
    with Store.open(place) as store:
        number = store.replace_all(
            read_copy(copy), kept=kept, by=by, summary=f"put back {copy.name}; what stood before is in {kept.name}"
        )
    return Restored(kept=kept, transaction=number)


def _read_changes(path: Path) -> tuple[Transaction, ...]:
    """The changes of a record, newest first; none where the file is no record or cannot be read."""
    with suppress(BridgeheadError, OSError):
        state = path.stat()
        return _read_changes_of(path, state.st_mtime_ns, state.st_size)
    return ()


@lru_cache(maxsize=128)
def _read_changes_of(path: Path, moment: int, size: int) -> tuple[Transaction, ...]:  # noqa: ARG001 - of the same file
    # opened for writing, though nothing is written: only so does SQLite take its shared files away again
    with suppress(BridgeheadError), Store.open(path) as store:
        return store.transactions()
    return ()
