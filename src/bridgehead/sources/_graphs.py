"""Nodes and edges with attributes, whatever file they come from, and the actors and ties they give.

Attributes are read by name: those named as the fields of actors and ties (as our own exports write them), and a few
synonyms. Anything else is reported once, by name, and not read. A weight is no strength: files count in it whatever
they count, so it is read as strength only where the user says so. A node without a kind is taken for what the options
say, an edge likewise, and the number of those is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bridgehead.record.dates import UNKNOWN, When, read_when
from bridgehead.record.entries import Entry, Evidence
from bridgehead.record.findings import Finding
from bridgehead.record.terms import ACTOR_KINDS, ROLES, TIE_KINDS
from bridgehead.record.vocabulary import UnknownWordError, Vocabulary
from bridgehead.sources import ReadRow
from bridgehead.sources._fields import FieldReader, field_shapes
from bridgehead.sources._findings import Tally
from bridgehead.sources._mapping import fold
from bridgehead.sources._rows import RowReading, slug

#: other names of attributes -> the field, for actors and for ties
_ACTOR_NAMES = {
    "label": "name", "title": "name", "full name": "name", "type": "kind", "node type": "kind", "entity type": "kind",
    "country": "market", "country code": "market", "nation": "market", "description": "note", "notes": "note",
    "alias": "aliases", "language": "languages", "industry": "sector", "start": "begin", "end": "end",
}  # fmt: skip
_TIE_NAMES = {
    "type": "kind", "relation": "kind", "relationship": "kind", "tie type": "kind", "edge type": "kind",
    "tie strength": "strength", "since": "begin", "start": "begin", "start date": "begin", "from date": "begin",
    "until": "end", "end date": "end", "to date": "end", "description": "note", "notes": "note",
    "closeness": "emotional_intensity",
}  # fmt: skip
_UNREAD = frozenset({"id", "sender", "receiver", "evidence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
    """A node as a file has it.

    Attributes:
        key: what edges name it by. texts: attribute -> text; name and dates under `name`, `begin` and `end`.
        row: its place in the file, as people count it. file: it stands in, where several are read; else "".
    """

    key: str
    row: int
    texts: Mapping[str, str] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """An edge as a file has it.

    Attributes:
        sender, receiver: keys of nodes. key: its own; "" where it has none. texts, row, file: as those of a node.
    """

    sender: str
    receiver: str
    row: int
    key: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphOptions:
    """What a source of graphs is told besides the file; see the sources' own words."""

    namespace: str = ""
    on: str = ""
    actor_kind: str = "person"
    tie_kind: str = "social"
    weight_is_strength: bool = False


@dataclass(slots=True, kw_only=True)
class GraphReading:
    """Turns nodes and edges into actors and ties.

    Attributes:
        file: its name. options: what the user said. namespace: first part of ids that have none. on: the day it
            speaks for. ids: key of a node -> id of its actor. taken: ids given away. unread: attributes not read.
    """

    file: str
    options: GraphOptions
    namespace: str
    on: When = UNKNOWN
    ids: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    tallies: dict[str, Tally] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)

    @property
    def evidence(self) -> str:
        """Id of the evidence that all entries of the file rest on."""
        return f"{self.namespace}:file"

    def read(self, nodes: Iterable[GraphNode], edges: Iterable[GraphEdge]) -> Iterator[ReadRow]:
        """The evidence, one row per node and per edge, and the findings on the file as a whole.

        Args:
            nodes: all of them. edges: all of them.
        """
        self._check_options()
        yield ReadRow(entries=(Evidence(id=self.evidence, reference=self.file, kind="dataset", on=self.on),))
        for node in nodes:
            yield self._read_node(node)
        for edge in edges:
            yield self._read_edge(edge)
        yield ReadRow(findings=tuple(self._find_findings()))

    def _check_options(self) -> None:
        """Refuse kinds that are none before anything is read.

        Raises:
            UnknownWordError: `actor_kind` or `tie_kind` is no such word.
        """
        ACTOR_KINDS.get(self.options.actor_kind)
        TIE_KINDS.get(self.options.tie_kind)

    def _read_node(self, node: GraphNode) -> ReadRow:
        row = self._start_row(node)
        if node.key in self.ids:
            row.report("error", "duplicate-id", f"The node {node.key!r} stands there already. The row is skipped.")
            return _skip(row)
        id_ = self.ids[node.key] = self._make_id(node.key, self._name_node(node))
        values = self._read_texts(row, "actor", node.texts, _ACTOR_NAMES)
        values |= {"id": id_, "evidence": (self.evidence,)}
        values["name"] = values.get("name") or node.key
        values["kind"] = values.get("kind") or self._assume("actor", self.options.actor_kind, node.key)
        return self._finish(row, "actor", values)

    def _read_edge(self, edge: GraphEdge) -> ReadRow:
        row = self._start_row(edge)
        ends = {"sender": self.ids.get(edge.sender), "receiver": self.ids.get(edge.receiver)}
        for name, id_ in ends.items():
            if id_ is None:
                found = getattr(edge, name)
                message = f"It names the node {found!r}, which the file does not hold. The row is skipped."
                row.report("error", "unknown-node", message, name, found)
                return _skip(row)
        values = self._read_texts(row, "tie", edge.texts, _TIE_NAMES)
        values |= {**ends, "evidence": (self.evidence,)}
        values["kind"] = values.get("kind") or self._assume(
            "tie", self.options.tie_kind, f"{edge.sender} {edge.receiver}"
        )
        pair = " ".join(f"{id_}".rpartition(":")[2] for id_ in (*ends.values(), values["kind"]))
        values["id"] = self._make_id(edge.key, f"tie {edge.key or pair}")
        return self._finish(row, "tie", values)

    def _finish(self, row: RowReading, word: str, values: dict[str, Any]) -> ReadRow:
        entry = row.build(word, values)
        entries: tuple[Entry, ...] = (entry,) if entry else ()
        return ReadRow(number=row.number, file=row.file, entries=entries, findings=tuple(row.findings))

    def _start_row(self, item: GraphNode | GraphEdge) -> RowReading:
        reader = FieldReader(localise=self._localise)
        return RowReading(file=item.file or self.file, number=item.row, reader=reader)

    def _read_texts(
        self, row: RowReading, word: str, texts: Mapping[str, str], synonyms: Mapping[str, str]
    ) -> dict[str, Any]:
        """Field -> value; a field's own name counts before its synonyms."""
        found: dict[str, tuple[str, str]] = {}
        shapes = field_shapes(word)
        for attribute, text in texts.items():
            if not text.strip():
                continue
            bare = fold(attribute)
            name = bare.replace(" ", "_")
            is_own = name in shapes
            target = name if is_own else synonyms.get(bare, "")
            if bare == "weight" and self.options.weight_is_strength and word == "tie":
                target = "strength"
            if not target or target in _UNREAD:
                if target != "id":
                    self.unread[attribute] = self.unread.get(attribute, 0) + 1
            elif is_own or target not in found:
                found[target] = (attribute, text)
        values: dict[str, Any] = {}
        for name, (attribute, text) in found.items():
            if name == "kind":
                values |= self._read_kind(word, text)
            else:
                values[name] = row.read(word, name, text, attribute)
        return values

    def _read_kind(self, word: str, text: str) -> dict[str, str]:
        """A kind; of a tie whose kind is the word for a role, the role."""
        vocabulary = ACTOR_KINDS if word == "actor" else TIE_KINDS
        kind = _try(vocabulary, text)
        if kind:
            return {"kind": kind}
        role = _try(ROLES, text) if word == "tie" else ""
        if role:
            return {"role": role}
        message = f"Kinds of {word} that are none of ours, taken as said in the options: {{count}} ({{examples}})."
        self._tally("unknown-kind", message, word).add(repr(text))
        return {}

    def _assume(self, word: str, kind: str, key: str) -> str:
        noun = "Nodes" if word == "actor" else "Edges"
        message = f"{noun} without a kind, taken for {kind}: {{count}} ({{examples}}). {word}_kind says otherwise."
        self._tally("kind-assumed", message, word).add(key)
        return kind

    def _tally(self, code: str, message: str, word: str) -> Tally:
        return self.tallies.setdefault(f"{code} {word}", Tally("warning", code, message))

    def _find_findings(self) -> Iterator[Finding]:
        for tally in self.tallies.values():
            yield from tally.findings(self.file)
        for name, count in self.unread.items():
            is_weight = fold(name) == "weight"
            hint = "If it is a strength from 0 to 1, say weight_is_strength." if is_weight else "It means nothing here."
            message = f"It was not read ({count:,} {'value' if count == 1 else 'values'}). {hint}"
            yield Finding(level="warning", code="unread-attribute", message=message, file=self.file, column=name)

    def _localise(self, text: str) -> str:
        return text if ":" in text else self.ids.get(text, f"{self.namespace}:{slug(text)}")

    @staticmethod
    def _name_node(node: GraphNode) -> str:
        """What a node's id is made of: its key, or its name where the key is but a number."""
        names = [
            text for attribute, text in node.texts.items() if fold(attribute) in {"name", "label"} and text.strip()
        ]
        return names[0] if names and node.key.isdecimal() else node.key

    def _make_id(self, key: str, words: str) -> str:
        """The key itself where it is an id with a namespace, else an id made of words; none is given twice."""
        is_id = ":" in key and key.isprintable() and key == key.strip()
        made = key if is_id else f"{self.namespace}:{slug(words)}"
        id_, count = made, 1
        while id_ in self.taken:
            count += 1
            id_ = f"{made}-{count}"
        self.taken.add(id_)
        return id_


def _skip(row: RowReading) -> ReadRow:
    return ReadRow(number=row.number, file=row.file, findings=tuple(row.findings))


def _try(vocabulary: Vocabulary, text: str) -> str:
    try:
        return vocabulary.read(text)
    except UnknownWordError:
        return ""


def read_graph(
    path: Path, options: GraphOptions, nodes: Iterable[GraphNode], edges: Iterable[GraphEdge]
) -> Iterator[ReadRow]:
    """The entries of a graph's nodes and edges.

    Args:
        path: the file they come from. options: what the user said. nodes, edges: all of them.

    Raises:
        UnknownWordError: an option names no kind. DateError: `on` is no date.
    """
    namespace = options.namespace or slug(path.name.partition(".")[0])
    on = read_when(options.on) if options.on else UNKNOWN
    yield from GraphReading(file=path.name, options=options, namespace=namespace, on=on).read(nodes, edges)
