"""The registry's file into a new record, against the obvious loops over its rows."""

from __future__ import annotations

import csv
import gzip
import itertools
import sqlite3
from contextlib import closing

import networkx as nx

from bridgehead.firm import init
from job import Contender, Job, Work
from networks import REGISTRY
from records import consortia, new_path, read_rows

ROWS = 83_400


def prepare_ours(_network: str) -> Work:
    """Into a new record each time."""

    def work() -> int:
        with init(new_path(), by="benchmark") as firm:
            return len(firm.import_(REGISTRY).created)

    return work


def prepare_pairs(_network: str) -> Work:
    """Every pair of participants of a project is an edge; nothing is written."""

    def work() -> int:
        ties = nx.Graph()
        for parties in consortia(read_rows()):
            ties.add_edges_from(itertools.combinations(parties, 2))
        return ties.number_of_edges()

    return work


def prepare_table(_network: str) -> Work:
    """Rows as they are into one table of a file, in one transaction."""

    def work() -> int:
        with (
            gzip.open(REGISTRY, "rt", encoding="utf-8", newline="") as lines,
            closing(sqlite3.connect(new_path())) as connection,
        ):
            rows = csv.reader(lines)
            names = next(rows)
            connection.execute(f"create table participations ({', '.join(names)})")
            marks = ", ".join("?" * len(names))
            connection.executemany(f"insert into participations values ({marks})", rows)  # noqa: S608 - question marks
            connection.commit()
            return int(connection.execute("select count(*) from participations").fetchone()[0])

    return work


JOB = Job(
    title=f"Import of {ROWS:,} participations",
    networks=("registry",),
    contenders=(
        Contender(
            name="bridgehead",
            prepare=prepare_ours,
            does="checked, joined by identifiers, dated, with evidence, written to disk",
            goal=ROWS / 10_000,
        ),
        Contender(name="csv and networkx", prepare=prepare_pairs, does="undated pairs in memory, nothing written"),
        Contender(name="csv and sqlite3", prepare=prepare_table, does="raw rows written unread: the floor"),
    ),
    note="The goal is 10,000 participations a second in less than 1,500 MB.",
    returns="entries, pairs or rows",
)
