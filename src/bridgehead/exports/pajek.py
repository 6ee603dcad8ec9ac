"""Pajek: vertices with names, one relation of arcs for each kind of tie, and the years both may have held in.

Pajek knows whole numbers of time, so days are told as years: [1996-2000] is what began in 1996 and ended in 2000. A
side that nothing bounds is open (`*`, or the first year told anywhere). Every arc has the value 1: a strength
that nobody stated is no number. The source `pajek` reads it back; roles, days
within the year and all other fields are lost, and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bridgehead.exports import write_text
from bridgehead.exports._graphs import RecordGraph, build_graph, find_spell
from bridgehead.exports._labels import drop_fields, find_numbered, write_label
from bridgehead.exports._losses import Losses
from bridgehead.network.lens import Lens
from bridgehead.record.entries import Entry, get_type_word
from bridgehead.record.findings import Finding
from bridgehead.record.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Pajek:
    """Names, ties by kind, and years."""

    name: ClassVar[str] = "pajek"
    summary: ClassVar[str] = "Actors' names and ties by kind with their years, for Pajek (.net)."
    suffix: ClassVar[str] = ".net"

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:
        """Write a new file; findings count every field that Pajek has no place for.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
        """
        losses = Losses("Pajek")
        graph = build_graph(record, lens, losses)
        drop_fields(graph, losses, ("name", "begin", "end"), ("sender", "receiver", "kind", "begin", "end"))
        for entry in (*graph.actors, *graph.ties):
            losses.fields.update(
                (get_type_word(entry), name) for name in ("begin", "end") if not _is_exact(entry, name)
            )
        write_text(_find_lines(graph, losses), path)
        return losses.findings(path)


def _find_lines(graph: RecordGraph, losses: Losses) -> Iterator[str]:
    entries: tuple[Entry, ...] = (*graph.actors, *graph.ties)
    years = [int(day[:4]) for entry in entries for _, day in find_spell(entry)]
    first = min(years, default=0)
    yield f"*Vertices {len(graph.actors)}"
    for number, actor in enumerate(graph.actors, start=1):
        yield f"{number} {write_label(actor, losses, ascii_only=False)}{_write_years(actor, first)}"
    relation, last = 0, None
    for kind, tie, sender, receiver in find_numbered(graph):
        if kind != last:
            relation, last = relation + 1, kind
            yield f'*Arcs :{relation} "{kind}"'
        yield f"{sender} {receiver} 1{_write_years(tie, first)}"


def _write_years(entry: Entry, first: int) -> str:
    spell = {side: int(day[:4]) for side, day in find_spell(entry)}
    if not spell:
        return ""
    start, end = spell.get("start", min(first, spell.get("end", first))), spell.get("end", "*")
    return f" [{start}]" if start == end else f" [{start}-{end}]"


def _is_exact(entry: Entry, name: str) -> bool:
    """Whether a date is told exactly: as a year, or by leaving it out; an unknown begin before a known end is not."""
    if name == "begin" and not entry.begin.is_known:
        return not entry.end.is_known
    text = (entry.begin if name == "begin" else entry.end).text
    return text.isdigit() or text == "unknown"
