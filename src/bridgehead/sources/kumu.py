"""Kumu's JSON: elements and connections, as Kumu exports them and reads them.

A connection names its elements by id or by label; a label that no element has makes a new one, as in Kumu. Arrays are
lists. Kumu's own way of drawing is not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._documents import glance, read_start
from bridgehead.sources._graphs import GraphEdge, GraphNode, GraphOptions, read_graph

_LARGEST = 256 * 2**20
_DRAWING = frozenset({"direction", "curvature", "position", "pinned", "image"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kumu(GraphOptions):
    """Reads Kumu's blueprints.

    Attributes:
        namespace: first part of ids; "" is the file's name.
        on: the day the file speaks for, as in 2024-05-31.
        actor_kind: what elements without a kind are: person, organisation or community.
        tie_kind: what connections without a kind are: business, social, scientific ...
        weight_is_strength: read a connection's weight, where it lies between 0 and 1, as the strength of the tie.
    """

    name: ClassVar[str] = "kumu"
    summary: ClassVar[str] = "Kumu blueprints: elements and connections as JSON"
    ignored: ClassVar[Mapping[str, str]] = {
        "maps, perspectives, views, loops": "how it is drawn and told",
        "direction, curvature, position, pinned, image": "how it was drawn; a tie is told from one side either way",
        "created_at, updated_at": "when the map was edited",
    }

    def recognises(self, path: Path) -> bool:
        """Whether it is a JSON object that begins with elements or connections."""
        start = glance(path)
        return start[:1] == b"{" and (b'"elements"' in start or b'"connections"' in start)

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The elements, then the connections; rows are places in their two lists, from 1.

        Raises:
            SourceFileError: it is no such JSON, or holds no element. UnknownWordError: an option names no kind.
        """
        document = _load(path)
        reading = _Reading()
        for row, element in enumerate(document.elements or (), start=1):
            reading.add_element(row, element)
        for row, connection in enumerate(document.connections or (), start=1):
            reading.add_connection(row, connection)
        if not reading.nodes:
            raise SourceFileError(path, "it holds no element", "Export the map from Kumu as JSON again.")
        yield from read_graph(path, self, reading.nodes, reading.edges)


class _Document(msgspec.Struct):
    """What is read of a blueprint."""

    elements: list[dict[str, Any]] | None = None
    connections: list[dict[str, Any]] | None = None


@dataclass(slots=True)
class _Reading:
    """Nodes and edges so far, and the key of each element by its label."""

    nodes: list[GraphNode] = field(default_factory=list)
    edges: list[GraphEdge] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    key_by_label: dict[str, str] = field(default_factory=dict)

    def add_element(self, row: int, element: Mapping[str, Any]) -> None:
        """One element; by its id, else by its label."""
        texts = _describe(element)
        label = texts.get("label", "")
        key = texts.pop("id", "") or texts.pop("_id", "") or label
        texts.pop("_id", None)
        self.keys.add(key)
        self.key_by_label.setdefault(label, key)
        self.nodes.append(GraphNode(key=key, row=row, texts=texts))

    def add_connection(self, row: int, connection: Mapping[str, Any]) -> None:
        """One connection, and its elements where nobody named them before."""
        texts = _describe(connection)
        key = texts.pop("id", "") or texts.pop("_id", "")
        sender, receiver = (self._find(texts.pop(name, ""), row) for name in ("from", "to"))
        texts.pop("_id", None)
        self.edges.append(GraphEdge(sender=sender, receiver=receiver, key=key, row=row, texts=texts))

    def _find(self, text: str, row: int) -> str:
        if text in self.keys:
            return text
        if text and text not in self.key_by_label:
            self.add_element(row, {"label": text})
        return self.key_by_label.get(text, text)


def _load(path: Path) -> _Document:
    content = read_start(path, _LARGEST + 1)
    if len(content) > _LARGEST:
        raise SourceFileError(path, "it holds more than 256 MB", "Split it.")
    try:
        return msgspec.json.decode(content, type=_Document)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise SourceFileError(path, f"it is no Kumu blueprint ({error})", "Export the map as JSON again.") from error


def _describe(item: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an element or connection as texts; drawing and edit times left out, `attributes` unfolded."""
    inner = item.get("attributes")
    fields = {**item, **inner} if isinstance(inner, dict) else dict(item)
    return {
        name: _write(value)
        for name, value in fields.items()
        if name not in _DRAWING and not name.endswith("_at") and value is not None and not isinstance(value, dict)
    }


def _write(value: Any) -> str:  # noqa: ANN401 - what JSON holds
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return json.dumps([item if isinstance(item, str) else str(item) for item in value], ensure_ascii=False)
    return str(value)
