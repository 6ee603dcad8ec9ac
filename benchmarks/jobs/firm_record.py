"""Opening one firm's record and building its network, against reading the same rows with the standard library."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import bridgehead
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from job import Contender, Job, Work
from records import DAY, make_record, store_record


def prepare_open(_network: str) -> Work:
    """All entries, checked against their types."""
    path = store_record(make_record())

    def work() -> int:
        with bridgehead.open(path) as firm:
            return len(firm.entries())

    return work


def prepare_both(_network: str) -> Work:
    """From the file to the network."""
    path = store_record(make_record())

    def work() -> int:
        with bridgehead.open(path) as firm:
            return len(firm.network(as_of=DAY).ties)

    return work


def prepare_network(_network: str) -> Work:
    """From entries in memory."""
    record, lens = make_record(), Lens(as_of=DAY)
    return lambda: len(Network.of(record, lens).ties)


def prepare_plain(_network: str) -> Work:
    """Rows as dictionaries."""
    path = store_record(make_record())

    def work() -> int:
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute("select payload from versions where until is null and not withdrawn")
            return len([json.loads(payload) for (payload,) in rows])

    return work


JOB = Job(
    title="Open one firm's record",
    networks=("one firm",),
    contenders=(
        Contender(name="bridgehead, entries", prepare=prepare_open, does="typed, dates read, in order", goal=1.0),
        Contender(name="bridgehead, network of them", prepare=prepare_network, does="from entries in memory", goal=1.0),
        Contender(name="bridgehead, both", prepare=prepare_both, does="from the file to the network"),
        Contender(name="sqlite3 and json", prepare=prepare_plain, does="dictionaries of text and numbers: the floor"),
    ),
    calls=5,
    note="Made: 117,701 entries.",
    returns="entries or ties",
)
