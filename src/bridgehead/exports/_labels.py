"""Formats that know actors by a label and ties by two numbers: which fields they have no place for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from bridgehead.exports._graphs import RecordGraph
from bridgehead.exports._losses import Losses
from bridgehead.record.entries import Actor, Tie


def drop_fields(graph: RecordGraph, losses: Losses, actor_fields: Iterable[str], tie_fields: Iterable[str]) -> None:
    """Count what actors and ties say beyond the fields a format holds.

    Args:
        graph: what is written. losses: takes the counts. actor_fields, tie_fields: what the format holds.
    """
    for entries, kept in ((graph.actors, {*actor_fields}), (graph.ties, {*tie_fields})):
        for entry in entries:
            losses.drop(entry, (item.name for item in fields(entry) if item.name not in kept))


def find_numbered(graph: RecordGraph) -> Iterator[tuple[str, Tie, int, int]]:
    """Each tie under its kind, kinds sorted, with the numbers of its actors from 1.

    Args:
        graph: what is written.
    """
    number_by_id = {actor.id: number for number, actor in enumerate(graph.actors, start=1)}
    for tie in sorted(graph.ties, key=lambda tie: tie.kind):
        yield tie.kind, tie, number_by_id[tie.sender], number_by_id[tie.receiver]


def write_label(actor: Actor, losses: Losses, ascii_only: bool) -> str:
    """A name in double quotes, on one line, without quotes of its own; what that changes is counted.

    Args:
        actor: whose. losses: takes the count. ascii_only: whether other scripts are transliterated.
    """
    import anyascii  # noqa: PLC0415 - its tables are large, and only names in other scripts need them

    text = " ".join(actor.name.replace('"', "'").replace("\0", "").split())
    text = text.encode("utf-8", "ignore").decode("utf-8")
    if ascii_only and not text.isascii():
        text = " ".join(anyascii.anyascii(text).replace('"', "'").split())
    if text != actor.name:
        losses.drop(actor, ("name",))
    return f'"{text}"'
