"""Stores to test against: a SQLite file always, PostgreSQL where the environment names one."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from bridgehead.record.store import Store

PG_URL = os.environ.get("BRIDGEHEAD_TEST_PG_URL", "")


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


def make_empty_database(name):
    """The URL of a new database of the server under test."""
    from sqlalchemy import create_engine, make_url, text  # noqa: PLC0415 - only where a server is named

    engine = create_engine(PG_URL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(PG_URL).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_target(request, tmp_path):
    """A function that names places for new records: paths or URLs."""
    if request.param == "postgresql" and not PG_URL:
        pytest.skip("BRIDGEHEAD_TEST_PG_URL names no PostgreSQL server")
    names = iter(range(1000))

    def new():
        number = next(names)
        if request.param == "postgresql":
            return make_empty_database(f"bridgehead_test_{os.getpid()}_{number}")
        return tmp_path / f"record-{number}.bridgehead"

    return new


@pytest.fixture
def target(new_target):
    return new_target()


@pytest.fixture
def store(target, clock):
    """A new record, open for writing."""
    with Store.create(target, by="Ada", clock=clock) as made:
        yield made
