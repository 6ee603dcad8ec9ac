"""Participations to ties, beside table engines that work out the same columns."""

from __future__ import annotations

import os
from functools import cache

import numpy as np

from job import Contender, Job, Work

LARGEST = 60
#: teams that make about a hundred thousand, one, three and ten million ties
SIZES = {"registry": 0, "teams-25k": 25_000, "teams-250k": 250_000, "teams-750k": 750_000, "teams-2550k": 2_550_000}
_ONCE = """
    with sized as (select *, count(*) over (partition by event) as n from placed),
    given as (select event, actor, begin, 1.0::double / (n - 1) as strength from sized where n between 2 and ?)
    select a.actor as one, b.actor as other, sum(a.strength) as strength, count(*) as shared, min(a.begin) as first,
        max(a.begin) as last
    from given a join given b on a.event = b.event and a.actor < b.actor group by a.actor, b.actor
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
    return event.astype(np.int32), actor, (event * 7_000 // (int(event.max()) + 1)).astype(np.int32)


def prepare_ours(network: str, *, once: bool, threads: int = 0) -> Work:
    """The kernel: strengths, counts, first and last days."""
    from bridgehead.registry.projecting import pair_up, project  # noqa: PLC0415 - compiles loops

    event, actor, day = take_part(network)
    ptr = np.concatenate([[0], np.cumsum(np.bincount(event))]).astype(np.int64)
    begin = day[ptr[:-1].clip(max=len(day) - 1)]
    n, ends = int(actor.max()) + 1, 1 if once else 2
    tie = pair_up if once else project
    return lambda: float(
        tie(ptr, actor, begin, n_organisations=n, largest=LARGEST, threads=threads).strength.sum() / ends
    )


def prepare_ibis(network: str) -> Work:
    """The expression, on DuckDB."""
    import ibis  # noqa: PLC0415 - heavy

    from bridgehead.registry import expressions  # noqa: PLC0415 - as above

    event, actor, day = take_part(network)
    size = np.bincount(event)[event]
    backend = ibis.duckdb.connect()
    placed = backend.create_table("placed", ibis.memtable(_arrow(event=event, actor=actor, begin=day, size=size)))
    return lambda: float(expressions.tie_up(placed, LARGEST).strength.sum().execute())


def prepare_sql(network: str, *, once: bool) -> Work:
    """The same by hand, on the same engine."""
    import duckdb  # noqa: PLC0415 - heavy

    event, actor, day = take_part(network)
    given = _arrow(event=event, actor=actor, begin=day)
    backend = duckdb.connect()
    backend.register("given", given)
    backend.execute("create table placed as select * from given")
    if once:
        return lambda: float(backend.execute(f"select sum(strength) from ({_ONCE})", [LARGEST]).fetchall()[0][0])  # noqa: S608 - our own text
    both = f"""
        create or replace table ties as with ties as materialized ({_ONCE})
        select * from (select * from ties union all select other, one, * exclude (one, other) from ties) order by 1, 2
    """  # noqa: S608 - our own text

    def work() -> float:
        backend.execute(both, [LARGEST])
        return float(backend.execute("select sum(strength) / 2 from ties").fetchall()[0][0])

    return work


def prepare_polars(network: str, *, once: bool, threads: int = 0) -> Work:
    """The same on Polars, in memory."""
    if threads:
        os.environ["POLARS_MAX_THREADS"] = str(threads)
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
        pairs = given.join(given.select("event", other="actor"), on="event").filter(pl.col("actor") < pl.col("other"))
        ties = pairs.group_by("actor", "other").agg(
            pl.col("strength").sum(), pl.len(), pl.col("begin").min(), pl.col("begin").max().alias("last")
        )
        if once:
            return float(ties.select(pl.col("strength").sum()).collect().item())
        turned = ties.rename({"actor": "other", "other": "actor"})
        both = pl.concat([ties, turned.select(ties.collect_schema().names())]).sort("actor", "other").collect()
        return float(both["strength"].sum() / 2)

    return work


def _arrow(**columns: np.ndarray) -> object:
    import pyarrow as pa  # noqa: PLC0415 - heavy

    return pa.table(columns)


ONCE, BOTH = "each tie once", "both directions, in order"
JOB = Job(
    title="Participations to ties of a registry, with days",
    networks=tuple(SIZES),
    contenders=(
        Contender(name="bridgehead", prepare=lambda name: prepare_ours(name, once=True), does=f"{ONCE}, in order"),
        Contender(name="bridgehead on DuckDB", prepare=prepare_ibis, does=f"the Ibis expression, {ONCE}"),
        Contender(name="SQL on DuckDB", prepare=lambda name: prepare_sql(name, once=True), does=f"by hand, {ONCE}"),
        Contender(name="Polars", prepare=lambda name: prepare_polars(name, once=True), does=ONCE),
        *(
            Contender(name=f"{name}, one thread", prepare=prepare, beside="bridgehead, one thread", does=ONCE)
            for name, prepare in (
                ("bridgehead", lambda name: prepare_ours(name, once=True, threads=1)),
                ("Polars", lambda name: prepare_polars(name, once=True, threads=1)),
            )
        ),
        *(
            Contender(name=f"{name}, both", prepare=prepare, beside="bridgehead, both", does=BOTH)
            for name, prepare in (
                ("bridgehead", lambda name: prepare_ours(name, once=False)),
                ("SQL on DuckDB", lambda name: prepare_sql(name, once=False)),
                ("Polars", lambda name: prepare_polars(name, once=False)),
            )
        ),
    ),
    note="Events of at most 60; made teams of 25,000 to 2,550,000, which make 11.2 million ties of 7.4 million rows\n"
    "and 14.1 million pairs. Everybody may use both cores but where it says one thread, and works out strength,\n"
    "count, first and last day of each tie; where each tie is asked for once, table engines add strengths up\n"
    "and hand no tie over.",
    same_answer=True,
)
