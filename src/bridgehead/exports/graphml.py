"""GraphML: for yEd, igraph, NetworkX, visone and others. The source `graphml` reads it back.

Every field of an actor or tie that says anything is a key named as the field; dates stand in our own words, since
GraphML knows no time. Lists are texts parted by ";". What nobody said is left out. Evidence is not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bridgehead.exports import write_text
from bridgehead.exports._characters import clean_xml, escape_xml
from bridgehead.exports._graphs import NUMBERS, RecordGraph, build_graph
from bridgehead.exports._losses import Losses, find_columns
from bridgehead.network.lens import Lens
from bridgehead.record.findings import Finding
from bridgehead.record.record import Record

_EDGE_PLACES = ("id", "sender", "receiver")


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphml:
    """Actors and ties with all their fields."""

    name: ClassVar[str] = "graphml"
    summary: ClassVar[str] = "Actors and ties as GraphML, for yEd, igraph, NetworkX and others."
    suffix: ClassVar[str] = ".graphml"

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:
        """Write a new file; findings count interactions, agreements and whatever else is no actor or tie.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
        """
        losses = Losses("GraphML")
        write_text(_find_lines(build_graph(record, lens, losses), losses), path)
        return losses.findings(path)


def _find_lines(graph: RecordGraph, losses: Losses) -> Iterator[str]:
    nodes = [losses.write(actor, ("evidence",), clean_xml) for actor in graph.actors]
    edges = [losses.write(tie, ("evidence",), clean_xml) for tie in graph.ties]
    node_columns, edge_columns = find_columns("actor", nodes, ("id",)), find_columns("tie", edges, _EDGE_PLACES)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    yield from _declare("node", node_columns)
    yield from _declare("edge", edge_columns)
    yield '<graph id="record" edgedefault="directed">'
    for texts in nodes:
        yield _write_item("node", {"id": texts["id"]}, texts, node_columns)
    for texts in edges:
        ends = {"id": texts["id"], "source": texts["sender"], "target": texts["receiver"]}
        yield _write_item("edge", ends, texts, edge_columns)
    yield "</graph>"
    yield "</graphml>"


def _declare(kind: str, columns: Sequence[str]) -> Iterator[str]:
    for column in columns:
        type_ = "double" if column in NUMBERS else "string"
        yield f'<key id="{kind}-{column}" for="{kind}" attr.name="{column}" attr.type="{type_}"/>'


def _write_item(tag: str, places: Mapping[str, str], texts: Mapping[str, str], columns: Sequence[str]) -> str:
    written = " ".join(f'{name}="{escape_xml(text)}"' for name, text in places.items())
    values = "".join(
        f'<data key="{tag}-{column}">{escape_xml(texts[column])}</data>' for column in columns if column in texts
    )
    return f"<{tag} {written}>{values}</{tag}>"
