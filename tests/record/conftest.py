"""Stores to test against: a SQLite file always, PostgreSQL where there is a server."""

import os
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from bridgehead.record.store import Store
from postgresql import find_programs, run_server


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = datetime(2024, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.now

    def move(self, days):
        self.now += timedelta(days=days)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def postgresql():
    """The URL of a PostgreSQL server, one for each process of the suite."""
    programs = find_programs()
    if programs is None and os.environ.get("CI"):
        pytest.fail("PostgreSQL is missing, and the checks of every change need it")
    if programs is None:
        pytest.skip("PostgreSQL is missing (on Debian: apt-get install postgresql)")
    with run_server(programs) as url:
        yield url


def make_empty_database(server, name):
    """The URL of a new database of a server."""
    address = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_target(request, tmp_path):
    """A function that names places for new records: paths or URLs."""
    if request.param == "sqlite":
        return lambda: tmp_path / f"record-{uuid4().hex}.bridgehead"
    server = request.getfixturevalue("postgresql")
    return lambda: make_empty_database(server, f"record-{uuid4().hex}")


@pytest.fixture
def target(new_target):
    return new_target()


@pytest.fixture
def store(target, clock):
    """A new record, open for writing."""
    with Store.create(target, by="Ada", clock=clock) as made:
        yield made
