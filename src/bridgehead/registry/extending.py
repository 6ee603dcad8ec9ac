"""New rows in a registry known before: only organisations and events that they speak of are worked out again."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _
from ibis.expr.types import Table
from numpy.typing import NDArray

from bridgehead.registry import expressions
from bridgehead.registry.arrays import Events, Organisations, Registry
from bridgehead.registry.assembling import Parts, as_numpy, find_offsets, read_events, read_organisations
from bridgehead.registry.engines import Engine
from bridgehead.registry.labels import Labels
from bridgehead.registry.merging import as_arrow, find_places


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Union:
    """Ascending ids and more ascending ids, together in order; what is in both is taken from the second.

    Attributes:
        taken: (n_together,) place in the first and the second, one after the other. ids: of all.
        first: (n_first,) where each of the first stands among all. second: (n_second,) likewise.
        replaced: (n_first,) whether it is in the second too.
    """

    taken: NDArray[np.int64]
    ids: Labels
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    replaced: NDArray[np.bool_]

    def take(self, first: NDArray[Any], second: NDArray[Any]) -> NDArray[Any]:
        """A column of all, from that of the first and that of the second."""
        return np.concatenate([first, second])[self.taken]


def extend(engine: Engine, known: Registry, rows: Table, fresh: Table) -> Parts:
    """What is known now, from what was known before and rows that were added.

    Args:
        engine: where the rows are. known: made of the rows before. rows: all there are now. fresh: those added.

    Raises:
        TooManyKindsError: as `assemble`.
    """
    said = rows.semi_join(fresh.filter(_.actor.notnull()).select("actor").distinct(), "actor")
    happened = engine.keep("happened", rows.semi_join(fresh.select("event").distinct(), "event"))
    numbered = engine.keep("events", expressions.number_events(happened))
    fields = expressions.find_fields(happened).join(numbered.select("event", "number"), "event")
    actors = read_organisations(expressions.number_organisations(said).order_by("number").to_pyarrow())
    events = read_events(
        numbered.order_by("number").to_pyarrow(),
        fields.select("number", "field").order_by(["number", "field"]).to_pyarrow(),
    )
    who, what = _unite(known.organisations.ids, actors.ids), _unite(known.events.ids, events.ids)
    ptr, actor, is_lead = _place(known, who, what, expressions.take_part(happened).to_pyarrow())
    return Parts(
        organisations=_join_organisations(known.organisations, actors, who),
        events=_join_events(known.events, events, what),
        event_ptr=ptr,
        event_actor=actor,
        is_lead=is_lead,
    )


def _unite(first: Labels, second: Labels) -> _Union:
    at = find_places(second, first)
    added = np.flatnonzero(at < 0)
    before = np.array([bisect_left(first, second[int(place)]) for place in added], dtype=np.int64)
    taken = np.arange(len(first))
    taken[at[at >= 0]] = len(first) + np.flatnonzero(at >= 0)
    taken = np.insert(taken, before, len(first) + added)
    moved = np.arange(len(first)) + np.searchsorted(before, np.arange(len(first)), side="right")
    places = np.where(at >= 0, moved[at] if len(moved) else 0, 0)
    places[added] = before + np.arange(len(added))
    replaced = np.zeros(len(first), dtype=np.bool_)
    replaced[at[at >= 0]] = True
    ids = _append(first, second).take(taken)
    return _Union(taken=taken, ids=ids, first=moved, second=places, replaced=replaced)


def _append(first: Labels, second: Labels) -> Labels:
    return Labels(
        np.concatenate([first.text, second.text]), np.concatenate([first.ptr, second.ptr[1:] + first.ptr[-1]])
    )


def _place(
    known: Registry, who: _Union, what: _Union, taken: pa.Table
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_]]:
    """Participations of events that no new row speaks of, as before, and of the others, by event and organisation."""
    size = known.event_size
    kept = np.repeat(~what.replaced, size)
    event = np.concatenate([np.repeat(what.first, size)[kept], _find(taken["event"], what.ids)])
    actor = np.concatenate([who.first[known.event_actor[kept]], _find(taken["actor"], who.ids)])
    lead = np.concatenate([known.is_lead[kept], as_numpy(taken["is_lead"]).astype(np.bool_)])
    # mostly in order already, which a stable sort makes use of
    order = np.argsort(event * len(who.ids) + actor, kind="stable")
    return find_offsets(event, len(what.ids)), actor[order].astype(np.int32), lead[order]


def _find(column: pa.ChunkedArray, ids: Labels) -> NDArray[np.int64]:
    return as_numpy(pc.index_in(column.cast(pa.large_string()), as_arrow(ids))).astype(np.int64)


def _join_organisations(known: Organisations, fresh: Organisations, who: _Union) -> Organisations:
    market, markets = _join_codes((known.market, known.markets), (fresh.market, fresh.markets), who)
    kind, kinds = _join_codes((known.kind, known.kinds), (fresh.kind, fresh.kinds), who)
    return Organisations(
        ids=who.ids,
        names=_append(known.names, fresh.names).take(who.taken),
        market=market.astype(np.int16),
        markets=markets,
        kind=kind.astype(np.int16),
        kinds=kinds,
        sme=who.take(known.sme, fresh.sme),
    )


def _join_events(known: Events, fresh: Events, what: _Union) -> Events:
    count, fresh_count = np.diff(known.field_ptr), np.diff(fresh.field_ptr)
    kept = np.repeat(~what.replaced, count)
    event = np.concatenate([np.repeat(what.first, count)[kept], np.repeat(what.second, fresh_count)])
    field, fields = _code_anew((known.field[kept], known.fields), (fresh.field, fresh.fields))
    order = np.lexsort((field, event))
    return Events(
        ids=what.ids,
        begin=what.take(known.begin, fresh.begin),
        end=what.take(known.end, fresh.end),
        field_ptr=find_offsets(event, len(what.ids)),
        field=field[order],
        fields=fields,
    )


_Coded = tuple[NDArray[Any], tuple[str, ...]]


def _join_codes(known: _Coded, fresh: _Coded, union: _Union) -> _Coded:
    n = len(known[0])
    first, second = union.taken[union.taken < n], union.taken[union.taken >= n] - n
    code, names = _code_anew((known[0][first], known[1]), (fresh[0][second], fresh[1]))
    found = np.empty(len(union.taken), dtype=np.int32)
    found[union.taken < n], found[union.taken >= n] = code[: len(first)], code[len(first) :]
    return found, names


def _code_anew(known: _Coded, fresh: _Coded) -> _Coded:
    """Codes of two lists of names as codes of one, one after the other; names that nothing has are left out."""
    used = {names[place] for codes, names in (known, fresh) for place in np.unique(codes).tolist() if place >= 0}
    names = tuple(sorted(used))
    place_by_name = {name: place for place, name in enumerate(names)}
    coded = []
    for codes, old in (known, fresh):
        # what is unknown, -1, is the last of the table
        table = np.array([*(place_by_name.get(name, -1) for name in old), -1], dtype=np.int32)
        coded.append(table[codes])
    return np.concatenate(coded), names
