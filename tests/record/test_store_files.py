"""What a store does where files, disks, other processes and power fail."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from bridgehead.record.database import Database
from bridgehead.record.entries import Actor
from bridgehead.record.store import Store
from bridgehead.record.store_errors import (
    AlreadyThereError,
    DamagedError,
    DiskFullError,
    LockedError,
    MissingDriverError,
    NewerFormatError,
    NoFolderError,
    NoRecordError,
    NoServerError,
    NotARecordError,
    ReadOnlyError,
    explain,
)

ADA = Actor(id="ada", kind="person", name="Ada")


def people(count, prefix="p"):
    return [Actor(id=f"{prefix}{number}", kind="person", name=f"Person {number}") for number in range(count)]


@pytest.fixture
def path(tmp_path):
    """A record of one actor, closed."""
    place = tmp_path / "firm.bridgehead"
    with Store.create(place, by="Ada") as store:
        store.put([ADA], action="add", by="Ada")
    return place


def test_a_record_is_named_for_its_file(path):
    """Its name is the file's without ending; its place is the path."""
    with Store.open(path) as store:
        assert ("firm", str(path), False) == (store.name, store.place, store.is_read_only)


def test_a_file_is_marked_as_ours(path):
    """The file tells other programs what it is, and one file holds it all once it is closed."""
    assert b"Brdg" == path.read_bytes()[68:72]
    assert ["firm.bridgehead"] == [file.name for file in path.parent.iterdir()]


def test_any_file_name_will_do(tmp_path):
    """Signs that mean something in addresses mean nothing in a file's name."""
    place = tmp_path / "a?b#c%20 d\N{LATIN SMALL LETTER U WITH DIAERESIS}.bridgehead"

    with Store.create(place, by="Ada") as store:
        store.put([ADA], action="add", by="Ada")

    with Store.open(place) as store:
        assert (ADA,) == store.entries()
    assert [place.name] == [file.name for file in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "it is empty"), (b"name,market\nAcme,DE\n" * 99, "it is no database at all")],
)
def test_another_file_is_no_record(tmp_path, content, why):
    """An empty file and a text file are refused with what they are, and stay as they were."""
    other = tmp_path / "contacts.csv"
    other.write_bytes(content)

    with pytest.raises(NotARecordError, match=why):
        Store.open(other)

    assert content == other.read_bytes()


@pytest.mark.parametrize("table", ["CREATE TABLE notes (text)", "CREATE TABLE meta (key, value, more)"])
def test_another_database_is_no_record(tmp_path, table):
    """Another program's database is refused and not touched."""
    other = tmp_path / "notes.db"
    connection = sqlite3.connect(other)
    connection.execute(table)
    connection.close()
    before = other.read_bytes()

    with pytest.raises(NotARecordError, match="a database of something else"):
        Store.open(other)

    assert before == other.read_bytes()


def test_a_missing_file_or_folder_is_named(tmp_path):
    """The message says what is missing and how to make it."""
    with pytest.raises(NoRecordError, match="bridgehead init"):
        Store.open(tmp_path / "none.bridgehead")
    with pytest.raises(NoFolderError, match="no folder"):
        Store.create(tmp_path / "none" / "firm.bridgehead", by="Ada")
    with pytest.raises(NotARecordError, match="it is a folder"):
        Store.open(tmp_path)


def test_a_newer_format_says_what_to_install(path):
    """A record of a later version of the program is refused with what to do, and nothing is changed."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = '99' WHERE name = 'format'")
    connection.commit()
    connection.close()

    with pytest.raises(NewerFormatError, match=r"format 99; .* up to 1\. Install a newer version") as caught:
        Store.open(path)

    assert (99, 1) == (caught.value.found, caught.value.known)


def test_reading_only_refuses_every_write(path):
    """A record opened for reading is read like any other and never written."""
    with Store.open(path, read_only=True) as store:
        assert (ADA,) == store.entries()
        with pytest.raises(ReadOnlyError, match="for reading only"):
            store.put(people(1), action="add", by="Ada")


READ_ONLY_SCRIPT = """
import os, sys
from bridgehead.record.entries import Actor
from bridgehead.record.store import Store
from bridgehead.record.store_errors import ReadOnlyError

place, folder_mode = sys.argv[1], int(sys.argv[2], 8)
bo = Actor(id="bo", kind="person", name="Bo")
with Store.open(place) as store:
    store.compare([bo])
os.chmod(os.path.dirname(place), folder_mode)
if os.geteuid() == 0:
    # permissions do not bind the superuser, so become nobody once everything is loaded
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
with Store.open(place) as store:
    print(store.is_read_only, [entry.id for entry in store.entries()])
    try:
        store.put([bo], action="add", by="Bo")
    except ReadOnlyError:
        print("refused")
try:
    Store.create(place + ".new", by="Bo")
except ReadOnlyError:
    print("refused")
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of this kind are POSIX's")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, "555"), (0o666, "555")])
def test_a_record_that_may_not_be_written_is_opened_for_reading(file_mode, folder_mode):
    """A read-only file or folder, as on a mounted disc, does not keep anybody from reading."""
    # pytest's own folders are closed to other users
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "firm.bridgehead"
        with Store.create(place, by="Ada") as store:
            store.put([ADA], action="add", by="Ada")
        place.chmod(file_mode)

        ran = subprocess.run(
            [sys.executable, "-c", READ_ONLY_SCRIPT, str(place), folder_mode],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        Path(folder).chmod(0o755)

    assert ["True ['ada']", "refused", "refused"] == ran.stdout.splitlines(), ran.stderr


def test_what_may_not_be_written_is_opened_for_reading_on_any_system(path, monkeypatch):
    """As above, where the system only says that it may not be written."""
    monkeypatch.setattr("os.access", lambda *_: False)

    with Store.open(path) as store:
        assert store.is_read_only
        assert (ADA,) == store.entries()
    assert ["firm.bridgehead"] == [file.name for file in path.parent.iterdir()]


def test_a_folder_that_takes_no_file_is_named(tmp_path, monkeypatch):
    """A record cannot be made where no file may be made."""

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.touch", refuse)

    with pytest.raises(ReadOnlyError, match="change the permissions"):
        Store.create(tmp_path / "firm.bridgehead", by="Ada")


def test_a_full_disk_loses_nothing(path, monkeypatch):
    """Where there is no room the batch is refused whole, and the record works as before."""
    with Store.open(path) as store:
        with store._database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 5}")

        with pytest.raises(DiskFullError, match="is full"):
            store.put(people(5_000), action="import", by="Ada")

        assert (ADA,) == store.entries()
        assert 2 == len(store.transactions())
        assert ("p0",) == store.put(people(1), action="add", by="Ada").created


def test_a_record_that_cannot_be_made_leaves_no_file(tmp_path, monkeypatch):
    """Where making a record fails half-way nothing is left that would be in the way."""
    place = tmp_path / "firm.bridgehead"
    monkeypatch.setattr(Database, "add_transaction", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))

    with pytest.raises(KeyboardInterrupt):
        Store.create(place, by="Ada")

    assert [] == list(tmp_path.iterdir())


def test_another_writer_is_waited_for_and_then_named(path, monkeypatch):
    """A writer that does not finish in time is reported; nothing was written, and readers are not kept out."""
    monkeypatch.setattr("bridgehead.record.schema.BUSY_SECONDS", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(path) as store:
        with pytest.raises(LockedError, match="another process"):
            store.put(people(1), action="add", by="Ada")

        assert (ADA,) == store.entries()
        other.execute("ROLLBACK")
        other.close()
        assert ("p0",) == store.put(people(1), action="add", by="Ada").created


def test_a_reader_sees_one_state_while_another_writes(path):
    """What is read inside one transaction does not change under the reader's eyes."""
    with Store.open(path) as reader, Store.open(path) as writer:
        lines = reader.write_lines()
        header = next(lines)
        writer.put(people(10), action="add", by="Bo")

        rest = list(lines)

    assert "bridgehead" in header
    assert 3 == len(rest)


WRITER = """
import sys
from bridgehead.record.entries import Actor
from bridgehead.record.store import Store
place, prefix, count, batches = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with Store.open(place) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for batch in range(batches):
        many = [Actor(id=f"{prefix}{batch}-{n}", kind="person", name=f"Person {n}") for n in range(count)]
        store.put(many, action="import", by=prefix)
        print("acknowledged", flush=True)
"""


def start_writer(path, prefix, count, batches=1):
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), prefix, str(count), str(batches)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    return process


def go(process):
    process.stdin.write("go\n")
    process.stdin.flush()


def test_two_processes_write_at_once_and_nothing_is_lost(path):
    """Both wait for their turn; every batch of both is there whole."""
    writers = [start_writer(path, prefix, 200, batches=10) for prefix in ("x", "y")]
    for writer in writers:
        go(writer)
    for writer in writers:
        writer.communicate()

    with Store.open(path) as store:
        held = {entry.id for entry in store.entries()}
        transactions = store.transactions()

    assert [0, 0] == [writer.returncode for writer in writers]
    assert 2 * 10 * 200 + 1 == len(held)
    assert list(range(len(transactions), 0, -1)) == [transaction.id for transaction in transactions]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("delay", [0.05, 0.3, 0.5, 0.7, 0.9])
def test_a_process_killed_while_importing_leaves_all_or_nothing(path, delay):
    """Killed at any moment, the record opens and holds the whole batch, or none of it; what was acknowledged stays."""
    writer = start_writer(path, "x", 20_000)
    go(writer)
    time.sleep(delay)
    writer.send_signal(signal.SIGKILL)
    told, _ = writer.communicate()

    with Store.open(path) as store:
        held = len(store.entries())
        again = store.put(people(3), action="import", by="Ada")

    assert held in ({20_001} if "acknowledged" in told else {1, 20_001})
    assert 3 == len(again.created)


def test_a_backup_is_the_same_record(path, tmp_path):
    """A copy made while the record is in use holds the same lines, and is never made over anything."""
    with Store.open(path) as store:
        store.put(people(100), action="add", by="Ada")
        store.backup(tmp_path / "copy.bridgehead")
        with pytest.raises(AlreadyThereError, match="never overwritten"):
            store.backup(tmp_path / "copy.bridgehead")
        with pytest.raises(NoFolderError):
            store.backup(tmp_path / "none" / "copy.bridgehead")
        lines = list(store.write_lines())

    with Store.open(tmp_path / "copy.bridgehead") as copy:
        assert lines == list(copy.write_lines())
        assert ("new",) == copy.put([Actor(id="new", kind="person", name="N")], action="add", by="Ada").created


def test_a_failed_backup_leaves_no_file(path, tmp_path, monkeypatch):
    """Half a copy would look like a backup."""
    with Store.open(path) as store:
        monkeypatch.setattr(store._database, "copy_file", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))

        with pytest.raises(KeyboardInterrupt):
            store.backup(tmp_path / "copy.bridgehead")

    assert not (tmp_path / "copy.bridgehead").exists()


def test_a_damaged_file_says_so(path):
    """A file whose pages were overwritten is reported as damaged, with where to go from there."""
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)

    with pytest.raises(DamagedError, match="Restore it from a backup"), Store.open(path) as store:
        store.entries()


@pytest.mark.parametrize(
    ("state", "family"),
    [
        ("55P03", LockedError),
        ("25006", ReadOnlyError),
        ("53100", DiskFullError),
        ("08006", NoServerError),
        ("XX001", DamagedError),
    ],
)
def test_a_server_s_errors_are_told_by_their_code(state, family):
    """PostgreSQL's conditions become the same refusals as SQLite's."""
    error = Exception("the server's words.")
    error.sqlstate = state

    assert family is type(explain("teams", error))


@pytest.mark.parametrize("url", ["postgresql+nodriver://ada:secret@localhost/firm", "ftp://ada:secret@localhost/firm"])
def test_a_database_we_cannot_speak_to_is_named_without_its_password(url):
    """The message says what to install and never shows the password."""
    with pytest.raises(MissingDriverError, match="psycopg") as caught:
        Store.open(url)

    assert "secret" not in str(caught.value)
