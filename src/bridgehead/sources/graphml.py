"""GraphML, as igraph, NetworkX, yEd, visone and Network Canvas write it: nodes and edges with keys.

Keys are read by their `attr.name`. Nested graphs are read flat; a hyperedge binds many nodes at once and no pairs are
made of it, so it is left out and told. GraphML knows no time beyond what its keys say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from bridgehead.record.findings import Finding
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._graphs import GraphEdge, GraphNode, GraphOptions, read_graph
from bridgehead.sources._xml import XmlEvent, find_events, find_root


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphml(GraphOptions):
    """Reads GraphML files, gzipped or not.

    Attributes:
        namespace: first part of ids; "" is the file's name.
        on: the day the file speaks for, as in 2024-05-31.
        actor_kind: what nodes without a kind are: person, organisation or community.
        tie_kind: what edges without a kind are: business, social, scientific ...
        weight_is_strength: read an edge's weight, where it lies between 0 and 1, as the strength of the tie.
    """

    name: ClassVar[str] = "graphml"
    summary: ClassVar[str] = "GraphML graphs, as igraph, NetworkX, yEd and others write them"
    ignored: ClassVar[Mapping[str, str]] = {
        "keys of the graph as a whole": "about the file",
        "ports, locators, yfiles graphics": "how it was drawn",
        "hyperedges": "no pairs are made of what binds many at once; their number is told",
    }

    def recognises(self, path: Path) -> bool:
        """Whether it is XML whose outermost element is graphml."""
        return find_root(path) == "graphml"

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The nodes, then the edges, in the order of the file; rows are lines.

        Raises:
            SourceFileError: it cannot be read, or holds no node. UnknownWordError: an option names no kind.
        """
        reading = _Reading()
        for event in find_events(path):
            reading.take(event)
        if not reading.nodes:
            raise SourceFileError(path, "it holds no node", "Check that it is a GraphML graph, and save it again.")
        yield from read_graph(path, self, reading.nodes, reading.edges)
        if reading.hyperedges:
            message = f"Hyperedges, of which no pairs are made, left out: {reading.hyperedges:,}."
            finding = Finding(level="warning", code="hyperedges", message=message, file=path.name)
            yield ReadRow(findings=(finding,))


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    nodes: list[GraphNode] = field(default_factory=list)
    edges: list[GraphEdge] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    defaults: dict[tuple[str, str], str] = field(default_factory=dict)
    items: list[tuple[XmlEvent, dict[str, str]]] = field(default_factory=list)
    key: Mapping[str, str] = field(default_factory=dict)
    data: str = ""
    hyperedges: int = 0

    def take(self, event: XmlEvent) -> None:
        """One element more."""
        if event.tag in {"node", "edge"}:
            if event.is_start:
                self.items.append((event, {}))
            else:
                self._finish(*self.items.pop())
        elif event.tag == "hyperedge":
            self.hyperedges += event.is_start
        elif event.tag == "key" and event.is_start:
            self.key = event.attributes
            id_ = event.attributes.get("id", "")
            self.names[id_] = event.attributes.get("attr.name", id_)
        elif event.tag == "default" and not event.is_start and event.parent == "key":
            domain = self.key.get("for", "all")
            for tag in ("node", "edge") if domain == "all" else (domain,):
                self.defaults[tag, self.key.get("id", "")] = event.text
        elif event.tag == "data":
            self._take_data(event)
        elif event.tag == "NodeLabel" and not event.is_start and self.items and event.text.strip():
            # yEd keeps the name inside its drawing
            self.items[-1][1].setdefault("label", event.text.strip())

    def _take_data(self, event: XmlEvent) -> None:
        if event.is_start:
            self.data = event.attributes.get("key", "")
        elif self.items and event.parent in {"node", "edge"}:
            self.items[-1][1][self.data] = event.text

    def _finish(self, start: XmlEvent, told: dict[str, str]) -> None:
        """A node or edge that has ended, with the defaults of keys it says nothing under."""
        by_key = {key: text for (tag, key), text in self.defaults.items() if tag == start.tag} | told
        texts = {self.names.get(key, key): text for key, text in by_key.items()}
        id_ = start.attributes.get("id", "")
        if start.tag == "node":
            self.nodes.append(GraphNode(key=id_, row=start.line, texts=texts))
        else:
            ends = {"sender": start.attributes.get("source", ""), "receiver": start.attributes.get("target", "")}
            self.edges.append(GraphEdge(**ends, key=id_, row=start.line, texts=texts))
