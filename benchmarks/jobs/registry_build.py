"""Participations to ties, beside table engines, and a whole registry from its file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from job import Contender, Job, Work

LARGEST = 60
#: teams that make about a hundred thousand, one, three and ten million ties
SIZES = {"registry": 0, "teams-25k": 25_000, "teams-250k": 250_000, "teams-750k": 750_000, "teams-2550k": 2_550_000}
_SQL = """
    with sized as (select *, count(*) over (partition by event) as n from placed),
    given as (select event, actor, begin, 1.0::double / (n - 1) as strength from sized where n between 2 and ?)
    select sum(strength) from (
        select a.actor, b.actor, sum(a.strength) as strength, count(*) as shared, min(a.begin), max(a.begin)
        from given a join given b on a.event = b.event and a.actor < b.actor group by a.actor, b.actor)
"""


@cache
def take_part(network: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Event, actor and first day of each participation, by event and actor."""
    if network == "registry":
        from networks import participations  # noqa: PLC0415 - the real file is not everywhere

        event, actor, _ = participations()
    else:
        from teams import make_teams  # noqa: PLC0415 - compiles loops

        event, actor = make_teams(SIZES[network])
    order = np.lexsort((actor, event))
    event, actor = event[order], actor[order].astype(np.int32)
    return event, actor, (event * 7_000 // (int(event.max()) + 1)).astype(np.int32)


def prepare_ours(network: str) -> Work:
    """The kernel: strengths, counts, first and last days, in rows of either end."""
    from bridgehead.registry.projecting import project  # noqa: PLC0415 - compiles loops

    event, actor, day = take_part(network)
    ptr = np.concatenate([[0], np.cumsum(np.bincount(event))]).astype(np.int64)
    begin = day[ptr[:-1].clip(max=len(day) - 1)]
    n = int(actor.max()) + 1
    return lambda: float(project(ptr, actor, begin, n_organisations=n, largest=LARGEST).strength.sum() / 2)


def prepare_ibis(network: str) -> Work:
    """The expression, on DuckDB."""
    import ibis  # noqa: PLC0415 - heavy

    from bridgehead.registry import expressions  # noqa: PLC0415 - as above

    event, actor, day = take_part(network)
    size = np.bincount(event)[event]
    backend = ibis.duckdb.connect()
    placed = backend.create_table("placed", ibis.memtable(_arrow(event=event, actor=actor, begin=day, size=size)))
    return lambda: float(expressions.tie_up(placed, LARGEST).strength.sum().execute())


def prepare_sql(network: str) -> Work:
    """The same by hand, on the same engine."""
    import duckdb  # noqa: PLC0415 - heavy

    event, actor, day = take_part(network)
    given = _arrow(event=event, actor=actor, begin=day)
    backend = duckdb.connect()
    backend.register("given", given)
    backend.execute("create table placed as select * from given")
    return lambda: float(backend.execute(_SQL, [LARGEST]).fetchall()[0][0])


def prepare_polars(network: str) -> Work:
    """The same on Polars, in memory."""
    import polars as pl  # noqa: PLC0415 - heavy

    event, actor, day = take_part(network)
    placed = pl.DataFrame({"event": event, "actor": actor, "begin": day})

    def work() -> float:
        given = (
            placed.lazy()
            .with_columns(n=pl.len().over("event"))
            .filter(pl.col("n").is_between(2, LARGEST))
            .with_columns(strength=1.0 / (pl.col("n") - 1))
        )
        pairs = given.join(given.select("event", "actor"), on="event", suffix="_b").filter(
            pl.col("actor") < pl.col("actor_b")
        )
        ties = pairs.group_by("actor", "actor_b").agg(
            pl.col("strength").sum(), pl.len(), pl.col("begin").min(), pl.col("begin").max().alias("last")
        )
        return float(ties.select(pl.col("strength").sum()).collect().item())

    return work


def prepare_whole(network: str) -> Work:
    """The command, from a file of text to a registry on disk, in a process of its own."""
    from bridgehead.registry import open_registry  # noqa: PLC0415 - not needed by the peers

    folder = Path(tempfile.mkdtemp())
    if network == "registry":
        from networks import REGISTRY  # noqa: PLC0415 - the real file is not everywhere

        path = REGISTRY
    else:
        from participations import write_participations  # noqa: PLC0415 - compiles loops

        path = folder / "participations.csv"
        write_participations(path, SIZES[network])
    program = str(Path(sys.executable).with_name("bridgehead"))

    def work() -> float:
        shutil.rmtree(folder / "registry", ignore_errors=True)
        command = [program, "registry", "build", str(path), "--to", str(folder / "registry")]
        subprocess.run(command, check=True, capture_output=True)
        return float(open_registry(folder / "registry").ties.strength.sum() / 2)

    return work


def _arrow(**columns: np.ndarray) -> object:
    import pyarrow as pa  # noqa: PLC0415 - heavy

    return pa.table(columns)


WHOLE = "bridgehead, from file to registry"
JOB = Job(
    title="Participations to ties of a registry, with days",
    networks=tuple(SIZES),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="both directions, sorted"),
        Contender(name="bridgehead on DuckDB", prepare=prepare_ibis, does="the Ibis expression, each tie once"),
        Contender(name="SQL on DuckDB", prepare=prepare_sql, does="by hand, each tie once"),
        Contender(name="Polars", prepare=prepare_polars, does="each tie once"),
        Contender(
            name=WHOLE, prepare=prepare_whole, beside=WHOLE, goal=300.0, does="reads text, numbers, ties, writes arrays"
        ),
    ),
    note="Events of at most 60; made teams of 25,000 to 2,550,000, which make 11.2 million ties of 7.4 million rows.\n"
    "The table engines add the ties' strengths up and hand none over. The command runs in a process of its own, whose\n"
    "peak is not in the table: 2.4 GB at the largest (/usr/bin/time).",
    calls=1,
    same_answer=True,
)
