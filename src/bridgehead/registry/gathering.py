"""A registry from participations that fit in memory as objects: for small ones, made by hand or by simulation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bridgehead.record.parameters import get_parameter
from bridgehead.registry.arrays import Events, Organisations, Registry, count_days
from bridgehead.registry.labels import Labels
from bridgehead.registry.projecting import project


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One organisation's part in one event, as a row of a file has it.

    Attributes:
        event, actor: ids. name, market, kind: of the organisation, "" where the row does not say. sme: whether it is a
            small or medium-sized firm. is_lead: whether it coordinates the event.
        begin: first day of the event, end: the day after its last; None where the row does not say.
    """

    event: str
    actor: str
    name: str = ""
    market: str = ""
    kind: str = ""
    sme: bool | None = None
    is_lead: bool = False
    begin: date | None = None
    end: date | None = None


def build_registry(
    participations: Iterable[Participation],
    *,
    fields: Mapping[str, Sequence[str]] | None = None,
    largest: int | None = None,
) -> Registry:
    """The registry of some participations.

    What the rows say of an organisation or an event may differ: the commonest value is kept, of equally common ones the
    first in alphabetical order; an event begins on its earliest first day and ends on its latest last one.

    Args:
        participations: in any order; repeats count once.
        fields: of events, by id.
        largest: events of more participants make no tie; by default as the parameters say.

    >>> registry = build_registry([Participation(event="fair", actor=each) for each in ("Acme", "Zenith")])
    >>> registry.ties.n_ties, list(registry.organisations.ids)
    (1, ['Acme', 'Zenith'])
    """
    rows = list(participations)
    actors, events = sorted({row.actor for row in rows}), sorted({row.event for row in rows})
    number_by_actor = {actor: number for number, actor in enumerate(actors)}
    number_by_event = {event: number for number, event in enumerate(events)}
    leads: dict[tuple[int, int], bool] = defaultdict(bool)
    for row in rows:
        leads[number_by_event[row.event], number_by_actor[row.actor]] |= row.is_lead
    placed = sorted(leads)
    ptr = _offsets([place[0] for place in placed], len(events))
    actor = np.array([place[1] for place in placed], dtype=np.int32)
    gathered = _gather_events(events, rows, fields or {})
    largest = get_parameter("registry", "event_most_participants") if largest is None else largest
    ties = project(ptr, actor, gathered.begin, n_organisations=len(actors), largest=largest)
    return Registry(
        organisations=_gather_organisations(actors, rows),
        events=gathered,
        event_ptr=ptr,
        event_actor=actor,
        is_lead=np.array([leads[place] for place in placed], dtype=np.bool_),
        ties=ties,
        largest=largest,
    )


def _gather_organisations(ids: Sequence[str], rows: Sequence[Participation]) -> Organisations:
    said = {attribute: _commonest(rows, attribute) for attribute in ("name", "market", "kind", "sme")}
    market, markets = _code([said["market"].get(each, "") for each in ids])
    kind, kinds = _code([said["kind"].get(each, "") for each in ids])
    return Organisations(
        ids=Labels.of(ids),
        names=Labels.of(str(said["name"].get(each, "")) for each in ids),
        market=market,
        markets=markets,
        kind=kind,
        kinds=kinds,
        sme=np.array([int(said["sme"].get(each, -1)) for each in ids], dtype=np.int8),
    )


def _gather_events(ids: Sequence[str], rows: Sequence[Participation], fields: Mapping[str, Sequence[str]]) -> Events:
    begins: dict[str, list[int]] = defaultdict(list)
    ends: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        begins[row.event].append(count_days(row.begin))
        ends[row.event].append(count_days(row.end))
    pairs = [(event, field) for event, each in enumerate(ids) for field in sorted(set(fields.get(each, ())))]
    field, names = _code([pair[1] for pair in pairs])
    unknown = count_days(None)
    return Events(
        ids=Labels.of(ids),
        begin=np.array(
            [min((day for day in begins[each] if day != unknown), default=unknown) for each in ids], dtype=np.int32
        ),
        end=np.array([max(ends[each]) for each in ids], dtype=np.int32),
        field_ptr=_offsets([pair[0] for pair in pairs], len(ids)),
        field=field.astype(np.int32),
        fields=names,
    )


def _commonest(rows: Sequence[Participation], attribute: str) -> dict[str, str | bool]:
    """What is said most often of each organisation, of those that anything is said of."""
    counts: dict[str, Counter[str | bool]] = defaultdict(Counter)
    for row in rows:
        value = getattr(row, attribute)
        if value not in {"", None}:
            counts[row.actor][value] += 1
    return {actor: min(count, key=lambda value: (-count[value], value)) for actor, count in counts.items()}


def _code(texts: Sequence[str | bool]) -> tuple[NDArray[np.int16], tuple[str, ...]]:
    names = tuple(sorted({str(text) for text in texts if text}))
    number_by_name = {name: number for number, name in enumerate(names)}
    return np.array([number_by_name.get(str(text), -1) for text in texts], dtype=np.int16), names


def _offsets(numbers: Sequence[int], n: int) -> NDArray[np.int64]:
    """Where each of n numbers begins among ascending ones."""
    return np.searchsorted(np.asarray(numbers, dtype=np.int64), np.arange(n + 1)).astype(np.int64)
