"""What a store refuses, each refusal with its sentence, and the reading of a database's own errors."""

from __future__ import annotations

from pathlib import Path

from bridgehead.errors import (
    BridgeheadError,
    MissingExtraError,
    MisuseError,
    NotFoundError,
    RefusedError,
    UnreadableError,
)
from bridgehead.record.findings import Finding


class NoRecordError(NotFoundError):
    """There is no record at this place."""

    def __init__(self, place: str) -> None:
        """Args: place: path or database asked for."""
        self.place = place
        super().__init__(f"No record at {place}. Make one with 'bridgehead init {place}', or name another with -r.")


class NoFolderError(NotFoundError):
    """The folder a file should go to is not there."""

    def __init__(self, folder: Path) -> None:
        """Args: folder that is missing."""
        self.folder = folder
        super().__init__(f"There is no folder {folder}. Make it first, or choose another place.")


class AlreadyThereError(RefusedError):
    """A file or record is already at the place where a new one should go."""

    def __init__(self, place: str) -> None:
        """Args: place: path or database."""
        self.place = place
        super().__init__(f"{place} is already there and is never overwritten. Choose another name, or move it away.")


class NotARecordError(UnreadableError):
    """A file is something else than a record."""

    def __init__(self, place: str, why: str) -> None:
        """Args: place: path or database. why: what it is instead, as a clause."""
        self.place, self.why = place, why
        super().__init__(
            f"{place} is not a Bridgehead record: {why}. Name a record with -r, make one with 'bridgehead init', or "
            "read this file into one with 'bridgehead import'."
        )


class NewerFormatError(UnreadableError):
    """A record or export was written by a newer version of the program."""

    def __init__(self, place: str, found: int, known: int) -> None:
        """Args: place: file or database. found: its format number. known: the newest this program reads."""
        self.place, self.found, self.known = place, found, known
        super().__init__(
            f"{place} is in record format {found}; this version of Bridgehead reads formats up to {known}. Install a "
            "newer version of Bridgehead ('pip install --upgrade bridgehead') and open it again; nothing was changed."
        )


class ReadOnlyError(RefusedError):
    """A record cannot be written to."""

    def __init__(self, place: str) -> None:
        """Args: place: file or database."""
        self.place = place
        super().__init__(
            f"{place} is open for reading only, or its file or folder may not be written to. Copy it to a folder of "
            "yours ('bridgehead backup'), or change the permissions, and try again; nothing was changed."
        )


class LockedError(RefusedError):
    """Another process is writing and did not finish in time."""

    def __init__(self, place: str) -> None:
        """Args: place: file or database."""
        self.place = place
        super().__init__(
            f"{place} is being written to by another process and did not become free within 5 seconds. Wait for that "
            "process to finish and try again; nothing was changed."
        )


class DiskFullError(RefusedError):
    """There is no room left for a change."""

    def __init__(self, place: str) -> None:
        """Args: place: file or database."""
        self.place = place
        super().__init__(f"The disk of {place} is full. Free some room and try again; nothing was changed.")


class DamagedError(UnreadableError):
    """A record's file is damaged, or the database behind it fails."""

    def __init__(self, place: str, why: str) -> None:
        """Args: place: file or database. why: the database's own words."""
        self.place, self.why = place, why
        super().__init__(f"{place} cannot be used: {why}. Restore it from a backup or from an export to JSON lines.")


class NoServerError(UnreadableError):
    """A database server does not answer."""

    def __init__(self, place: str, why: str) -> None:
        """Args: place: address without its password. why: the driver's own words."""
        self.place, self.why = place, why
        super().__init__(f"{place} cannot be reached: {why}. Check the address and that the server runs.")


class MissingDriverError(MissingExtraError):
    """The driver of a database is not installed, or there is no such database."""

    def __init__(self, place: str, why: str) -> None:
        """Args: place: address without its password. why: what is missing, in the library's words."""
        self.place, self.why = place, why
        super().__init__(
            f"{place} cannot be opened: {why}. For PostgreSQL write postgresql://... and install its driver with "
            "'pip install \"psycopg[binary]\"'; a record in a file needs neither."
        )


class InvalidEntryError(MisuseError):
    """Entries have faults; nothing was written."""

    def __init__(self, faults: tuple[Finding, ...]) -> None:
        """Args: faults: every fault found, in the order of the entries."""
        self.faults = faults
        shown = " ".join(f"{', '.join(fault.entries)}: {fault.message}" for fault in faults[:3])
        more = f" There are {len(faults) - 3} more faults." if len(faults) > 3 else ""
        super().__init__(f"{shown}{more} Nothing was written.")


class DuplicateIdError(MisuseError):
    """Two different entries carry the same id."""

    def __init__(self, id_: str, word: str, first: str, other_word: str, second: str) -> None:
        """Args: the id; type word and payload of the first entry and of the other."""
        self.id, self.first, self.second = id_, first, second
        super().__init__(
            f"Two different entries have the id {id_!r}: {word} {_shorten(first)} and {other_word} "
            f"{_shorten(second)}. Give one of them another id. Nothing was written."
        )


class IdTakenError(RefusedError):
    """An id is held by an entry of another type."""

    def __init__(self, id_: str, held: str, given: str) -> None:
        """Args: the id; type word of the entry held and of the one given."""
        self.id, self.held, self.given = id_, held, given
        super().__init__(
            f"The id {id_!r} belongs to {_article(held)} already and cannot become {_article(given)}. Give the new "
            "entry another id. Nothing was written."
        )


class UnknownEntryError(NotFoundError):
    """No entry has this id."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        """Args: ids asked for that are not there."""
        self.ids = ids
        super().__init__(
            f"No entry with the id {' or '.join(repr(id_) for id_ in ids[:5])} in the record. "
            "'bridgehead show' lists what there is."
        )


class ConflictError(RefusedError):
    """Somebody else changed an entry since it was read."""

    def __init__(self, id_: str, expected: int, found: int) -> None:
        """Args: the id; the version the writer had read; the version held now (0: not there)."""
        self.id, self.expected, self.found = id_, expected, found
        super().__init__(
            f"{id_!r} was changed by somebody else: you read version {expected}, it is now at version {found}. Read it "
            "again and repeat your change. Nothing was written."
        )


class UndoRefusedError(RefusedError):
    """A transaction cannot be undone as it stands."""

    def __init__(self, transaction: int, why: str, ids: tuple[str, ...] = ()) -> None:
        """Args: transaction number; why, as a sentence; ids of the entries in the way."""
        self.transaction, self.ids = transaction, ids
        super().__init__(f"Transaction {transaction} cannot be undone. {why}")


class NothingToUndoError(NotFoundError):
    """No transaction is left to be undone."""

    def __init__(self, transaction: int | None = None) -> None:
        """Args: transaction asked for; None where the newest was meant."""
        self.transaction = transaction
        which = "Nothing is left to be undone." if transaction is None else f"There is no transaction {transaction}."
        super().__init__(f"{which} 'bridgehead show transactions' lists them.")


class NotAPersonError(RefusedError):
    """Only persons are erased."""

    def __init__(self, id_: str, kind: str) -> None:
        """Args: id of the entry; what it is."""
        self.id, self.kind = id_, kind
        super().__init__(
            f"{id_!r} is {_article(kind)}; only a person can be erased. Use 'bridgehead withdraw' instead."
        )


class NotEmptyError(RefusedError):
    """An export can be restored only where nothing is lost by it."""

    def __init__(self, place: str, entries: int) -> None:
        """Args: place: file or database. entries: how many it holds."""
        self.place, self.entries = place, entries
        super().__init__(
            f"{place} holds {entries} entries already; a whole record is restored only into an empty one. Choose a new "
            "file name."
        )


def explain(place: str, error: BaseException | None) -> BridgeheadError:
    """Our own error for one of a database driver's, told by its code and never by its words.

    Args:
        place: file or database. error: what the driver raised.
    """
    code = getattr(error, "sqlite_errorcode", None)
    key = code & 0xFF if isinstance(code, int) else getattr(error, "sqlstate", None)
    if key in _ERROR_BY_CODE:
        return _ERROR_BY_CODE[key](place)
    if key == 26:
        return NotARecordError(place, "it is no database at all")
    why = " ".join(str(error).split()).rstrip(".")
    return NoServerError(place, why) if key is None or str(key).startswith("08") else DamagedError(place, why)


# SQLite: 5 busy, 6 locked, 8 read-only, 13 full. PostgreSQL: SQLSTATE, appendix A of its manual.
_ERROR_BY_CODE: dict[object, type[LockedError | ReadOnlyError | DiskFullError]] = {
    5: LockedError,
    6: LockedError,
    8: ReadOnlyError,
    13: DiskFullError,
    "55P03": LockedError,
    "25006": ReadOnlyError,
    "42501": ReadOnlyError,
    "53100": DiskFullError,
}


def _shorten(text: str, *, most: int = 120) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _article(word: str) -> str:
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"
