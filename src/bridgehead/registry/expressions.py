"""What follows from participations, as expressions that run on DuckDB and on Spark alike.

Every expression takes and gives tables; nothing is read or computed here. Rows are as `participations.SCHEMA`.
"""

from __future__ import annotations

import ibis
from ibis import _
from ibis.expr.types import Table

from bridgehead.registry.arrays import UNKNOWN_DAY

_UNITS = 2.0**40


def take_part(rows: Table) -> Table:
    """Who took part in what, each once: event, actor, is_lead."""
    found = rows.filter(_.actor.notnull())
    return found.group_by("event", "actor").aggregate(is_lead=_.is_lead.fill_null(False).cast("int8").max())


def number_organisations(rows: Table) -> Table:
    """Organisations by id, numbered from 0: number, actor, name, market, kind, sme; what is said most often counts."""
    found = rows.filter(_.actor.notnull())
    numbered = _number(found.select("actor").distinct(), "actor")
    for column in ("name", "market", "kind", "sme"):
        said = _find_commonest(found, column)
        numbered = numbered.left_join(said, "actor").drop("actor_right")
    return numbered


def number_events(rows: Table) -> Table:
    """Events that somebody took part in by id, numbered from 0: number, event, begin, end, size."""
    sizes = take_part(rows).group_by("event").aggregate(size=_.count())
    days = rows.group_by("event").aggregate(begin=_.begin.min(), end=_.end.max())
    found = sizes.left_join(days, "event").drop("event_right")
    return _number(found, "event").mutate(
        begin=_.begin.fill_null(UNKNOWN_DAY).cast("int32"), end=_.end.fill_null(UNKNOWN_DAY).cast("int32")
    )


def find_fields(rows: Table) -> Table:
    """The fields of events, each once: event, field."""
    return rows.filter(_.field.notnull()).select("event", "field").distinct()


def place(rows: Table, organisations: Table, events: Table) -> Table:
    """Participations by number, with what their event gives to ties: event, actor, is_lead, begin, size.

    Args:
        rows: as read. organisations, events: as numbered here.
    """
    actors = organisations.select("actor", actor_number="number")
    numbers = events.select("event", "begin", "size", event_number="number")
    found = take_part(rows).join(actors, "actor").join(numbers, "event")
    return found.select("begin", "size", "is_lead", event=_.event_number, actor=_.actor_number)


def tie_up(placed: Table, largest: int) -> Table:
    """Ties, each once: one, other, strength, shared, first, last; one is the lower number.

    Args:
        placed: participations with begin and size of their event. largest: events of more participants make no tie.

    References:
        Newman 2001, doi:10.1103/PhysRevE.64.016132; rounded as in `projecting`.
    """
    given = placed.filter(_.size.between(2, largest))
    others = (given.size - 1).cast("float64")
    given = given.mutate(
        day=_.begin.nullif(UNKNOWN_DAY),
        # Spark takes a bare 1.0 for a decimal
        strength=(ibis.literal(_UNITS, "float64") / others + 0.5).floor().cast("float64") / _UNITS,
    )
    other = given.select("event", higher="actor")
    pairs = given.join(other, "event").filter(_.actor < _.higher)
    return (
        pairs.group_by(one=_.actor, other=_.higher)
        .aggregate(strength=_.strength.sum(), shared=_.count(), first=_.day.min(), last=_.day.max())
        .mutate(
            shared=_.shared.cast("int32"),
            first=_.first.fill_null(UNKNOWN_DAY).cast("int32"),
            last=_.last.fill_null(UNKNOWN_DAY).cast("int32"),
        )
    )


def _number(table: Table, key: str) -> Table:
    """The rows numbered from 0 by the order of a key."""
    return table.mutate(number=ibis.row_number().over(order_by=key).cast("int32"))


def _find_commonest(rows: Table, column: str) -> Table:
    """What is said most often of each organisation; of equally common values the first in order."""
    said = rows.filter(rows[column].notnull()).group_by("actor", column).aggregate(count=_.count())
    ranked = said.mutate(rank=ibis.row_number().over(group_by="actor", order_by=[ibis.desc("count"), ibis.asc(column)]))
    return ranked.filter(_.rank == 0).select("actor", column)
