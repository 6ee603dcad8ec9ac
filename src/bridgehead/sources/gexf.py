"""GEXF 1.1 to 1.3, as Gephi writes it: nodes and edges with attributes and the days they hold.

GEXF counts the last day in, while our end is the first day a thing no longer holds: `end="2000-12-31"` is read as
2001-01-01, and a year, `end="2000"`, as 2001-01-01 likewise. Of several spells a node or edge is read from the first
start to the last end. Times that are numbers are read where they are years. What our own export says of a date in words
(`begin`, `end`) counts before `start` and `end`. Several edges of one pair stay several ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from bridgehead.record.dates import DateError, on_day, read_when
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._graphs import GraphEdge, GraphNode, GraphOptions, read_graph
from bridgehead.sources._xml import XmlEvent, find_events, find_root


@dataclass(frozen=True, slots=True, kw_only=True)
class Gexf(GraphOptions):
    """Reads GEXF files, gzipped or not.

    Attributes:
        namespace: first part of ids; "" is the file's name.
        on: the day the file speaks for, as in 2024-05-31.
        actor_kind: what nodes without a kind are: person, organisation or community.
        tie_kind: what edges without a kind are: business, social, scientific ...
        weight_is_strength: read an edge's weight, where it lies between 0 and 1, as the strength of the tie.
    """

    name: ClassVar[str] = "gexf"
    summary: ClassVar[str] = "GEXF graphs, as Gephi writes them: nodes and edges with attributes and days"
    ignored: ClassVar[Mapping[str, str]] = {
        "viz: color, size, position, shape, thickness": "how it was drawn",
        "attributes that change over time": "the last value is read",
        "hierarchy, parents": "nodes are read flat",
        "meta": "about the file",
    }

    def recognises(self, path: Path) -> bool:
        """Whether it is XML whose outermost element is gexf."""
        return find_root(path) == "gexf"

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The nodes, then the edges, in the order of the file; rows are lines.

        Raises:
            SourceFileError: it cannot be read, or holds no node. UnknownWordError: an option names no kind.
        """
        reading = _Reading()
        for event in find_events(path):
            reading.take(event)
        if not reading.nodes:
            raise SourceFileError(path, "it holds no node", "Check that it is a GEXF graph, and save it again.")
        yield from read_graph(path, self, reading.nodes, reading.edges)


@dataclass(slots=True)
class _Item:
    """A node or edge that has begun."""

    tag: str
    row: int
    places: Mapping[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    starts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    nodes: list[GraphNode] = field(default_factory=list)
    edges: list[GraphEdge] = field(default_factory=list)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    declaring: str = ""
    items: list[_Item] = field(default_factory=list)

    def take(self, event: XmlEvent) -> None:
        """One element more."""
        if event.tag in {"node", "edge"}:
            if event.is_start:
                self.items.append(_Item(event.tag, event.line, event.attributes))
                self._add_spell(event.attributes)
            else:
                self._finish(self.items.pop())
        elif event.is_start and event.tag == "attributes":
            self.declaring = event.attributes.get("class", "")
        elif event.is_start and event.tag == "attribute":
            id_ = event.attributes.get("id", "")
            self.titles[self.declaring, id_] = event.attributes.get("title", id_)
        elif event.is_start and self.items and event.tag == "attvalue":
            self._add_value(event.attributes)
        elif event.is_start and self.items and event.tag == "spell":
            self._add_spell(event.attributes)

    def _add_value(self, attributes: Mapping[str, str]) -> None:
        item = self.items[-1]
        # `id` instead of `for` is GEXF 1.0
        id_ = attributes.get("for", attributes.get("id", ""))
        item.texts[self.titles.get((item.tag, id_), id_)] = attributes.get("value", "")

    def _add_spell(self, attributes: Mapping[str, str]) -> None:
        start = attributes.get("start", attributes.get("startopen", ""))
        end = attributes.get("end", attributes.get("endopen", ""))
        if start or end:
            self.items[-1].starts.append(_plain(start))
            self.items[-1].ends.append(_plain(end))

    def _finish(self, item: _Item) -> None:
        texts = dict(_describe_spell(item)) | item.texts
        if item.tag == "node":
            label = {"name": item.places.get("label", "")}
            self.nodes.append(GraphNode(key=item.places.get("id", ""), row=item.row, texts=label | texts))
            return
        told = {name: item.places[name] for name in ("kind", "weight", "label") if item.places.get(name)}
        if told.get("label") == texts.get("role"):
            told.pop("label", None)
        ends = {"sender": item.places.get("source", ""), "receiver": item.places.get("target", "")}
        self.edges.append(GraphEdge(**ends, key=item.places.get("id", ""), row=item.row, texts=told | texts))


def _describe_spell(item: _Item) -> Iterator[tuple[str, str]]:
    """Begin and end in our way, from the first start to the last end; a side that any spell leaves open is none."""
    if item.starts and all(item.starts):
        yield "begin", min(item.starts)
    if item.ends and all(item.ends):
        yield "end", _after(max(item.ends))


def _plain(text: str) -> str:
    """A time without hours, and a year without decimals; "" for one without bound."""
    day = text.strip().partition("T")[0].removesuffix(".0")
    return "" if day.lower().lstrip("+-") in {"inf", "infinity"} else day


def _after(text: str) -> str:
    """The first day after a time that GEXF counts in; the text itself where it is no date."""
    try:
        last = read_when(text).latest
        return on_day(last + timedelta(days=1)).text if last else text
    except DateError:
        return text
