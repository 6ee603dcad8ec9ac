"""GEXF 1.3, dynamic: for Gephi and what reads its files. The source `gexf` reads it back.

Every field of an actor or tie that says anything is an attribute named as the field, `begin` and `end` in our own words
among them. Beside it stand `start` and `end`, the first and the last day the thing may have held on: GEXF counts the
last day in, while our end is the first day it no longer holds; a side that nothing bounds is left out. Several ties of
one pair stay several edges. Evidence is not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bridgehead.exports import write_text
from bridgehead.exports._characters import clean_xml, escape_xml
from bridgehead.exports._graphs import NUMBERS, RecordGraph, build_graph, find_spell
from bridgehead.exports._losses import Losses, find_columns
from bridgehead.network.lens import Lens
from bridgehead.record.entries import Entry
from bridgehead.record.findings import Finding
from bridgehead.record.record import Record

_NODE_PLACES = ("id", "name")
_EDGE_PLACES = ("id", "sender", "receiver")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gexf:
    """Actors and ties with their days."""

    name: ClassVar[str] = "gexf"
    summary: ClassVar[str] = "Actors and ties with their days for Gephi: GEXF 1.3, dynamic."
    suffix: ClassVar[str] = ".gexf"

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:
        """Write a new file; findings count interactions, agreements and whatever else is no actor or tie.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
        """
        losses = Losses("GEXF")
        write_text(_find_lines(build_graph(record, lens, losses), losses), path)
        return losses.findings(path)


def _find_lines(graph: RecordGraph, losses: Losses) -> Iterator[str]:
    nodes = [losses.write(actor, ("evidence",), clean_xml) for actor in graph.actors]
    edges = [losses.write(tie, ("evidence",), clean_xml) for tie in graph.ties]
    node_columns, edge_columns = (
        find_columns("actor", nodes, _NODE_PLACES),
        find_columns("tie", edges, _EDGE_PLACES),
    )
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield "<meta><creator>Bridgehead</creator></meta>"
    yield '<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">'
    yield from _declare("node", node_columns)
    yield from _declare("edge", edge_columns)
    yield "<nodes>"
    for actor, texts in zip(graph.actors, nodes, strict=True):
        places = {"id": texts["id"], "label": texts.get("name", ""), **dict(find_spell(actor))}
        yield from _write_item("node", places, texts, node_columns)
    yield "</nodes>"
    yield "<edges>"
    for tie, texts in zip(graph.ties, edges, strict=True):
        yield from _write_item("edge", _find_edge_places(tie, texts), texts, edge_columns)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _find_edge_places(tie: Entry, texts: Mapping[str, str]) -> dict[str, str]:
    """What an edge holds besides its attributes; `kind` is what tells edges of one pair apart in GEXF."""
    ends = {"id": texts["id"], "source": texts["sender"], "target": texts["receiver"]}
    return {**ends, "kind": texts.get("kind", ""), "label": texts.get("role", ""), **dict(find_spell(tie))}


def _declare(kind: str, columns: Sequence[str]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    for column in columns:
        type_ = "double" if column in NUMBERS else "string"
        yield f'<attribute id="{column}" title="{column}" type="{type_}"/>'
    yield "</attributes>"


def _write_item(tag: str, places: Mapping[str, str], texts: Mapping[str, str], columns: Sequence[str]) -> Iterator[str]:
    written = " ".join(f'{name}="{escape_xml(text)}"' for name, text in places.items() if text or name == "label")
    values = "".join(
        f'<attvalue for="{column}" value="{escape_xml(texts[column])}"/>' for column in columns if column in texts
    )
    yield f"<{tag} {written}><attvalues>{values}</attvalues></{tag}>" if values else f"<{tag} {written}/>"
