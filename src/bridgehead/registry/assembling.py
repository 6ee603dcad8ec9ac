"""A registry's arrays, from the tables that an engine works out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _
from ibis.expr.types import Table
from numpy.typing import NDArray

from bridgehead.errors import MisuseError
from bridgehead.record.parameters import get_parameter
from bridgehead.registry import expressions
from bridgehead.registry.arrays import Events, Organisations, Registry, Ties
from bridgehead.registry.engines import Engine
from bridgehead.registry.labels import Labels
from bridgehead.registry.projecting import project

_ARCS = {"other": np.int32, "strength": np.float64, "shared": np.int32, "first": np.int32, "last": np.int32}


class TooManyKindsError(MisuseError):
    """The column said to hold the kinds of organisations holds something else."""

    def __init__(self, found: int) -> None:
        """Args: found: how many different values it holds."""
        self.found = found
        super().__init__(
            f"There are {found:,} kinds of organisation, more than {np.iinfo(np.int16).max:,}. Name the column that "
            "holds the kind with --kind COLUMN."
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """A registry without its ties: what is common to all ways of making them.

    Attributes:
        placed: the participations as `expressions.place` gives them, where the engine holds them.
    """

    organisations: Organisations
    events: Events
    event_ptr: NDArray[np.int64]
    event_actor: NDArray[np.int32]
    is_lead: NDArray[np.bool_]
    placed: Table | None = None

    def with_ties(self, ties: Ties, largest: int) -> Registry:
        """The registry with its ties."""
        return Registry(
            organisations=self.organisations,
            events=self.events,
            event_ptr=self.event_ptr,
            event_actor=self.event_actor,
            is_lead=self.is_lead,
            ties=ties,
            largest=largest,
        )


def assemble(engine: Engine, rows: Table) -> Parts:
    """Organisations, events and participations from rows as they were read.

    Raises:
        TooManyKindsError: the rows hold more kinds of organisation than there can be.
    """
    organisations = engine.keep("organisations", expressions.number_organisations(rows))
    events = engine.keep("events", expressions.number_events(rows))
    placed = engine.keep("placed", expressions.place(rows, organisations, events))
    found = placed.select("event", "actor", "is_lead").order_by(["event", "actor"]).to_pyarrow()
    numbered = events.order_by("number").to_pyarrow()
    fields = expressions.find_fields(rows).join(events.select("event", "number"), "event")
    return Parts(
        organisations=read_organisations(organisations.order_by("number").to_pyarrow()),
        events=read_events(numbered, fields.select("number", "field").order_by(["number", "field"]).to_pyarrow()),
        event_ptr=find_offsets(as_numpy(found["event"]), numbered.num_rows),
        event_actor=as_numpy(found["actor"]).astype(np.int32),
        is_lead=as_numpy(found["is_lead"]).astype(np.bool_),
        placed=placed,
    )


def count_pairs(event_ptr: NDArray[np.int64], largest: int) -> int:
    """How many pairs take part in the same events, each event counting its own: more than there are ties."""
    size = np.diff(event_ptr)
    size = size[size <= largest]
    return int((size * (size - 1) // 2).sum())


def fits(event_ptr: NDArray[np.int64], largest: int, memory_bytes: int) -> bool:
    """Whether ties can be made in memory."""
    return count_pairs(event_ptr, largest) * int(get_parameter("registry", "bytes_per_pair")) <= memory_bytes


def tie_in_memory(parts: Parts, largest: int) -> Ties:
    """The ties, made here."""
    return project(
        parts.event_ptr,
        parts.event_actor,
        parts.events.begin,
        n_organisations=len(parts.organisations),
        largest=largest,
    )


def tie_by_engine(engine: Engine, parts: Parts, largest: int, folder: Path) -> Ties:
    """The ties, made by the engine and written to files as they come, so that they need not fit in memory.

    Args:
        parts: as assembled by the engine. folder: for the files, which must stay while the ties are used.
    """
    placed = _place(parts) if parts.placed is None else parts.placed
    ties = engine.keep("ties", expressions.tie_up(placed, largest))
    back = ties.mutate(one=ties.other, other=ties.one)
    arcs = ibis.union(ties, back.select(*ties.columns))
    n = len(parts.organisations)
    degree = arcs.group_by("one").aggregate(n=_.count()).order_by("one").to_pyarrow()
    counts = np.zeros(n, dtype=np.int64)
    counts[as_numpy(degree["one"])] = as_numpy(degree["n"])
    ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    files = (
        {
            name: np.lib.format.open_memmap(folder / f"{name}.npy", mode="w+", dtype=kind, shape=(int(ptr[-1]),))
            for name, kind in _ARCS.items()
        }
        if ptr[-1]
        else {name: np.zeros(0, dtype=kind) for name, kind in _ARCS.items()}
    )
    done = 0
    for batch in arcs.order_by(["one", "other"]).to_pyarrow_batches():
        for name, file in files.items():
            file[done : done + batch.num_rows] = as_numpy(batch.column(name))
        done += batch.num_rows
    return Ties(ptr=ptr, **files)


def _place(parts: Parts) -> Table:
    """The participations as `expressions.place` gives them, from arrays."""
    size = np.diff(parts.event_ptr)
    event = np.repeat(np.arange(len(size)), size)
    columns = {"event": event, "actor": parts.event_actor, "begin": parts.events.begin[event], "size": size[event]}
    return ibis.memtable(pa.table(columns))


def read_organisations(table: pa.Table) -> Organisations:
    """Organisations from their table, by number.

    Raises:
        TooManyKindsError: there are more kinds than there can be.
    """
    market, markets = _code(table["market"])
    kind, kinds = _code(table["kind"])
    if len(kinds) > np.iinfo(np.int16).max:
        raise TooManyKindsError(len(kinds))
    return Organisations(
        ids=_label(table["actor"]),
        names=_label(table["name"]),
        market=market.astype(np.int16),
        markets=markets,
        kind=kind.astype(np.int16),
        kinds=kinds,
        sme=as_numpy(pc.fill_null(table["sme"].cast(pa.int8()), -1)).astype(np.int8),
    )


def read_events(table: pa.Table, fields: pa.Table) -> Events:
    """Events from their table, by number, and from that of their fields, by number and field."""
    field, names = _code(fields["field"])
    return Events(
        ids=_label(table["event"]),
        begin=as_numpy(table["begin"]).astype(np.int32),
        end=as_numpy(table["end"]).astype(np.int32),
        field_ptr=find_offsets(as_numpy(fields["number"]), table.num_rows),
        field=field,
        fields=names,
    )


def _label(column: pa.ChunkedArray) -> Labels:
    """A column of texts without a Python object for each."""
    array = pc.fill_null(column.cast(pa.large_string()), "").combine_chunks()
    _valid, offsets, text = array.buffers()
    ptr = (
        np.frombuffer(offsets, dtype=np.int64)[array.offset : array.offset + len(array) + 1]
        if offsets
        else np.zeros(1, np.int64)
    )
    coded = np.frombuffer(text, dtype=np.uint8) if text else np.zeros(0, dtype=np.uint8)
    return Labels(coded[ptr[0] : ptr[-1]], ptr - ptr[0])


def _code(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """The place of each text among the texts there are, ascending; -1 for none."""
    names = tuple(sorted(each for each in pc.unique(column).to_pylist() if each is not None))
    places = pc.index_in(column, pa.array(names, pa.string()).cast(column.type))
    return as_numpy(pc.fill_null(places, -1)).astype(np.int32), names


def as_numpy(column: Any) -> NDArray[Any]:  # noqa: ANN401 - Arrow's arrays, of a library without types
    """A column of numbers without unknown ones."""
    array: NDArray[Any] = (
        column.to_numpy() if isinstance(column, pa.ChunkedArray) else column.to_numpy(zero_copy_only=False)
    )
    return array


def find_offsets(numbers: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Where each of n numbers begins among ascending ones."""
    return np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=n))]).astype(np.int64)
