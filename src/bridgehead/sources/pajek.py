"""Pajek networks (.net and .paj): vertices with names, arcs and edges in lists or matrices, relations and years.

An interval of time, `[1996-2000]`, is read as years where its numbers are years: what began in 1996 and ended in 2000.
A relation's name (`*Arcs :1 "friend"`) is read as the kind of the tie, or as its role. Every line is one tie. A value
is a weight: it is read as strength only where the user says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from bridgehead.record.findings import Finding
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._graphs import GraphEdge, GraphNode, GraphOptions, read_graph
from bridgehead.sources._text import find_encoding, open_text

_TOKEN = re.compile(r'"([^"]*)"|\[([^\]]*)\]|(\S+)')
_SECTION = re.compile(r"\*\s*([a-z]+)", re.IGNORECASE)
_SPAN = re.compile(r"\s*(\d{4})(?:\.0*)?(?:\s*-\s*(\d{4}|\*)(?:\.0*)?)?\s*")
_MOST_VERTICES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pajek(GraphOptions):
    """Reads Pajek networks, gzipped or not.

    Attributes:
        namespace: first part of ids; "" is the file's name.
        on: the day the file speaks for, as in 2024-05-31.
        actor_kind: what vertices are: person, organisation or community.
        tie_kind: what lines without a relation are: business, social, scientific ...
        weight_is_strength: read a line's value, where it lies between 0 and 1, as the strength of the tie.
    """

    name: ClassVar[str] = "pajek"
    summary: ClassVar[str] = "Pajek networks: .net and .paj"
    ignored: ClassVar[Mapping[str, str]] = {
        "coordinates, shapes, colours and other parameters": "how it was drawn",
        "partitions, vectors, permutations, clusters": "their numbers have no names; they are told",
        "second and later networks of a project": "one network is read",
    }

    def recognises(self, path: Path) -> bool:
        """Whether its first line that says anything begins vertices, or a network with them."""
        if path.is_dir():
            return False
        try:
            first = next((tokens for _, line in _find_lines(path) if (tokens := line.split())), [])
        except SourceFileError:
            return False
        return bool(first) and first[0].lower() in {"*vertices", "*network", "*partition", "*vector"}

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The vertices, then the lines between them; rows are lines of the file.

        Raises:
            SourceFileError: it cannot be read, or holds no vertices. UnknownWordError: an option names no kind.
        """
        reading = _Reading(path)
        for number, line in _find_lines(path):
            reading.take(number, line)
        if not reading.nodes:
            raise SourceFileError(path, "it holds no vertices", "A network begins with '*Vertices' and their number.")
        yield from read_graph(path, self, reading.nodes.values(), reading.edges)
        yield ReadRow(findings=tuple(reading.findings))


def _find_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that are no comments, with their numbers."""
    with open_text(path, find_encoding(path).name) as text:
        for number, line in enumerate(text, start=1):
            bare = line.strip()
            if bare and not bare.startswith(("%", "/*")):
                yield number, bare


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    path: Path
    nodes: dict[str, GraphNode] = field(default_factory=dict)
    edges: list[GraphEdge] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    section: str = ""
    relation: str = ""
    matrix_row: int = 0
    networks: int = 0

    def take(self, number: int, line: str) -> None:
        """One line more."""
        if line.startswith("*"):
            self._begin(number, line)
        elif self.networks <= 1:
            readers: dict[str, Callable[[int, list[tuple[str, str]]], None]] = {
                "vertices": self._add_vertex, "arcs": self._add_line, "edges": self._add_line,
                "arcslist": self._add_list, "edgeslist": self._add_list, "matrix": self._add_matrix_row,
            }  # fmt: skip
            reader = readers.get(self.section)
            if reader:
                reader(number, _split(line))

    def _begin(self, number: int, line: str) -> None:
        match = _SECTION.match(line)
        self.section, self.matrix_row = (match[1].lower() if match else ""), 0
        names = [text for kind, text in _split(line)[1:] if kind == "quoted"]
        self.relation = names[0] if names else ""
        if self.section == "vertices":
            self.networks += 1
            if self.networks == 1:
                self._declare(number, line)
            else:
                self._say("warning", "second-network", "The file holds a further network, which is not read.", number)
        elif self.section in {"partition", "vector", "permutation", "cluster", "hierarchy"}:
            self._say("note", "section-not-read", f"The section {line.split(maxsplit=1)[0]} is not read.", number)

    def _declare(self, number: int, line: str) -> None:
        """Vertices that no line names are called by their number."""
        words = line.split()
        count = int(words[1]) if len(words) > 1 and words[1].isdecimal() and len(words[1]) < 10 else 0
        if count > _MOST_VERTICES:
            why = f"line {number} declares {count:,} vertices, more than {_MOST_VERTICES:,}"
            raise SourceFileError(self.path, why, "Check the number, or split the network.")
        self.nodes = {str(place): GraphNode(key=str(place), row=number) for place in range(1, count + 1)}

    def _add_vertex(self, number: int, tokens: list[tuple[str, str]]) -> None:
        key = tokens[0][1]
        if self.nodes and key not in self.nodes:
            self._say("error", "unknown-node", f"The vertex {key!r} lies outside the declared ones.", number)
            return
        label = tokens[1][1] if len(tokens) > 1 and tokens[1][0] != "span" else ""
        self.nodes[key] = GraphNode(
            key=key, row=number, texts={"name": label or key} | self._find_years(number, tokens)
        )

    def _add_line(self, number: int, tokens: list[tuple[str, str]]) -> None:
        if len(tokens) < 2:
            self._say("error", "bad-line", "A line between vertices needs two of them.", number)
            return
        value = tokens[2][1] if len(tokens) > 2 and tokens[2][0] == "word" else ""
        self._add(number, tokens[0][1], tokens[1][1], value, self._find_years(number, tokens))

    def _add_list(self, number: int, tokens: list[tuple[str, str]]) -> None:
        for _, receiver in tokens[1:]:
            self._add(number, tokens[0][1], receiver, "", {})

    def _add_matrix_row(self, number: int, tokens: list[tuple[str, str]]) -> None:
        self.matrix_row += 1
        for place, (_, value) in enumerate(tokens, start=1):
            if value not in {"0", "0.0", "0.00"}:
                self._add(number, str(self.matrix_row), str(place), value, {})

    def _add(self, number: int, sender: str, receiver: str, value: str, years: Mapping[str, str]) -> None:
        texts = {"kind": self.relation, **years} | ({"weight": value} if value not in {"", "1"} else {})
        # a negative number marks a line in some lists
        ends = {"sender": sender.lstrip("-"), "receiver": receiver.lstrip("-")}
        self.edges.append(GraphEdge(**ends, row=number, texts=texts))

    def _find_years(self, number: int, tokens: list[tuple[str, str]]) -> dict[str, str]:
        """Begin and end from an interval; several intervals are read as one."""
        spans = [part for kind, text in tokens if kind == "span" for part in text.split(",")]
        matches = [match for part in spans if (match := _SPAN.fullmatch(part))]
        if len(matches) < len(spans):
            self._say("warning", "bad-date", f"The times [{', '.join(spans)}] are no years and were not read.", number)
        if not matches:
            return {}
        end = matches[-1][2] or matches[-1][1]
        return {"begin": matches[0][1]} | ({"end": end} if end != "*" else {})

    def _say(self, level: str, code: str, message: str, number: int) -> None:
        found = Finding(level=level, code=code, message=message, file=self.path.name, row=number)  # type: ignore[arg-type]
        self.findings.append(found)


def _split(line: str) -> list[tuple[str, str]]:
    """The words of a line, each with what it is: quoted, span (in brackets) or word."""
    return [
        ("quoted", match[1])
        if match[1] is not None
        else ("span", match[2])
        if match[2] is not None
        else ("word", match[3])
        for match in _TOKEN.finditer(line)
    ]
