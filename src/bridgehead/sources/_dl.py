"""The lines of a DL file: a header of settings, labels, then data in one of five layouts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bridgehead.sources import SourceFileError
from bridgehead.sources._graphs import GraphEdge, GraphNode

_TOKEN = re.compile(r'"([^"]*)"|([^\s,"]+)')
_SETTING = re.compile(r"\b(nr|nc|nm|n|format)\s*=\s*([a-z0-9]+)", re.IGNORECASE)
_HEADING = re.compile(
    r"\s*(?:(row|column|col|matrix|level)\s+)?(labels|data)\s*(embedded)?\s*:?\s*(.*)", re.IGNORECASE | re.DOTALL
)
_FORMATS = frozenset({"fullmatrix", "fm", "edgelist1", "el1", "edgelist2", "el2", "nodelist1", "nl1", "nodelist2",
                      "nl2", "nodelist1b"})  # fmt: skip
_EMBEDDED = re.compile(r"\blabels\s+embedded\b", re.IGNORECASE)
_MOST = 1_000_000


@dataclass(slots=True)
class DlFile:
    """A DL file as it is read, line by line.

    Attributes:
        path: the file. settings: of the header. labels: by what they label. is_embedded: labels stand in the data.
        place: what the next line belongs to. matrix: number of the matrix read, from 0. row: of a full matrix.
        cells: of a full matrix, put by until a row is full.
    """

    path: Path
    settings: dict[str, str] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    is_embedded: bool = False
    place: str = "header"
    matrix: int = 0
    row: int = 0
    cells: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    nodes: dict[str, GraphNode] = field(default_factory=dict)
    edges: list[GraphEdge] = field(default_factory=list)

    def take(self, number: int, line: str) -> None:
        """One line more.

        Args:
            number: of the line. line: its text.

        Raises:
            SourceFileError: the line contradicts the header.
        """
        match = _HEADING.fullmatch(line.strip()) if self.place != "data" else None
        if match:
            self._begin(number, match)
        elif self.place == "header":
            self._set(number, line)
        elif self.place == "data":
            self._add_data(number, line)
        else:
            self.labels.setdefault(self.place, []).extend(_split(line))

    def finish(self) -> tuple[list[GraphNode], list[GraphEdge]]:
        """The nodes and edges of the whole file.

        Raises:
            SourceFileError: there are none, or the last row of a matrix breaks off.
        """
        if self.cells:
            raise SourceFileError(self.path, f"row {self.row + 1} of its matrix breaks off", "Add the missing values.")
        self._name_rest()
        if not self.nodes:
            raise SourceFileError(self.path, "it holds no actor", "Begin with 'dl n=5 format=edgelist1' and labels.")
        return list(self.nodes.values()), self.edges

    def _set(self, number: int, line: str) -> None:
        self.is_embedded = self.is_embedded or bool(_EMBEDDED.search(line))
        self.settings |= {name.lower(): value.lower() for name, value in _SETTING.findall(line)}
        layout = self.settings.get("format", "fullmatrix")
        if layout not in _FORMATS:
            why = f"line {number} names the format {layout!r}, which is not read"
            raise SourceFileError(self.path, why, "Save it as fullmatrix, edgelist1 or nodelist1.")
        for name in ("n", "nr", "nc", "nm"):
            value = self.settings.get(name, "1")
            if not value.isdecimal() or len(value) > 9 or int(value) > _MOST:
                raise SourceFileError(self.path, f"line {number} says {name}={value}", "Write a number of actors.")

    def _begin(self, number: int, match: re.Match[str]) -> None:
        """A heading, and what stands behind it on its line."""
        what, kind, embedded, rest = match.groups()
        if kind.lower() == "labels" and embedded:
            self.is_embedded = True
            return
        self.place = (
            "data" if kind.lower() == "data" else {"col": "column", None: "all"}.get(what, (what or "").lower())
        )
        if rest.strip():
            self.take(number, rest)

    @property
    def _is_two_mode(self) -> bool:
        return "nr" in self.settings or self.settings.get("format", "") in {"edgelist2", "el2", "nodelist2", "nl2"}

    def _add_data(self, number: int, line: str) -> None:
        if line.strip() == "!":
            self.matrix += 1
            return
        words = _split(line)
        layout = self.settings.get("format", "fullmatrix")
        if not words:
            return
        if layout.startswith(("edgelist", "el")):
            if len(words) < 2:
                raise SourceFileError(self.path, f"line {number} names one actor alone", "An edge needs two.")
            self._add(number, words[0], words[1], words[2] if len(words) > 2 else "1")
        elif layout.startswith(("nodelist", "nl")):
            for receiver in words[1:]:
                self._add(number, words[0], receiver, "1")
        else:
            self._add_cells(number, words)

    def _add_cells(self, number: int, words: list[str]) -> None:
        """Cells of a full matrix, which may break its rows anywhere."""
        width = self._count("column")
        if self.is_embedded and not self.columns:
            self.columns = words
            for word in words:
                self._name(number, word, "column")
            return
        width = len(self.columns) or width
        if not width:
            raise SourceFileError(self.path, "its header says no number of actors", "Write it as 'dl n=5'.")
        self.cells += words
        full = width + self.is_embedded
        while len(self.cells) >= full:
            row, self.cells = self.cells[:full], self.cells[full:]
            sender = row.pop(0) if self.is_embedded else str(self.row + 1)
            for place, value in enumerate(row, start=1):
                receiver = self.columns[place - 1] if self.columns else str(place)
                if _is_tie(value) and (self._is_two_mode or sender != receiver):
                    self._add(number, sender, receiver, value)
            if self.columns:
                self._name(number, sender, "row")
            self.row += 1
            if self.row == self._count("row") and self._count("row"):
                self.row, self.matrix = 0, self.matrix + 1
                self.columns = []

    def _add(self, number: int, sender: str, receiver: str, value: str) -> None:
        if not _is_tie(value):
            return
        names = self.labels.get("matrix", [])
        kind = names[self.matrix] if self.matrix < len(names) else ""
        texts = {"kind": kind} | ({"weight": value} if value not in {"1", "1.0"} else {})
        ends = {"sender": self._name(number, sender, "row"), "receiver": self._name(number, receiver, "column")}
        self.edges.append(GraphEdge(**ends, row=number, texts=texts))

    def _name(self, number: int, word: str, side: str) -> str:
        """The key of an actor, who is now a node: a label where labels stand in the data, else a number."""
        if not self.is_embedded and not (word.isdecimal() and 1 <= int(word) <= self._count(side)):
            why = f"line {number} names the actor {word[:40]!r}, and there are {self._count(side)}"
            raise SourceFileError(self.path, why, "Correct the number, or write 'labels embedded'.")
        label = word if self.is_embedded else self._label(int(word), side)
        key = f"{side} {word}" if self._is_two_mode else word
        if key not in self.nodes:
            self.nodes[key] = GraphNode(key=key, row=number, texts={"name": label})
        return key

    def _name_rest(self) -> None:
        """Actors without any tie, who stand in the labels or in the number of actors alone."""
        if self.is_embedded:
            return
        for side in ("row", "column") if self._is_two_mode else ("row",):
            for place in range(1, self._count(side) + 1):
                self._name(1, str(place), side)
        # the order of the labels, whoever is tied first
        self.nodes = dict(sorted(self.nodes.items(), key=lambda item: _order(item[0])))

    def _count(self, side: str) -> int:
        own = self.settings.get("nr" if side == "row" else "nc") if self._is_two_mode else None
        return int(own or self.settings.get("n", "0"))

    def _label(self, place: int, side: str) -> str:
        names: Mapping[str, list[str]] = self.labels
        labels = names.get(side) or names.get("all", [])
        return labels[place - 1] if place <= len(labels) else str(place)


def _split(line: str) -> list[str]:
    return [match[1] if match[1] is not None else match[2] for match in _TOKEN.finditer(line)]


def _is_tie(value: str) -> bool:
    """Whether a value says that there is a tie; nought and a missing value do not."""
    return value.strip("0.-") != "" and value.lower() not in {"na", "."}


def _order(key: str) -> tuple[str, int]:
    side, _, number = key.rpartition(" ")
    return ("" if side == "row" else side), int(number)
