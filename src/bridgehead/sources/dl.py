"""UCINET DL: full matrices, edge lists and node lists, with or without labels, one or several relations.

DL was never written down as a format for exchange; what is read here is what UCINET's guide and its users' files hold:
`n=`, `nr=` and `nc=`, `nm=`, `format=` (fullmatrix, edgelist1, edgelist2, nodelist1, nodelist2), `labels:`,
`row labels:`, `column labels:`, `matrix labels:`, `labels embedded` and `data:`. The name of a matrix is read as the
kind of its ties, or as their role. A value is a weight: it is read as strength only where the user says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._dl import DlFile
from bridgehead.sources._graphs import GraphOptions, read_graph
from bridgehead.sources._text import find_encoding, open_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Dl(GraphOptions):
    """Reads UCINET's DL files.

    Attributes:
        namespace: first part of ids; "" is the file's name.
        on: the day the file speaks for, as in 2024-05-31.
        actor_kind: what actors are: person, organisation or community.
        tie_kind: what ties of a matrix without a name are: business, social, scientific ...
        weight_is_strength: read a tie's value, where it lies between 0 and 1, as the strength of the tie.
    """

    name: ClassVar[str] = "dl"
    summary: ClassVar[str] = "UCINET DL: matrices, edge lists and node lists"
    ignored: ClassVar[Mapping[str, str]] = {
        "values of 0": "no tie was recorded",
        "the diagonal": "nobody has a tie with themselves",
        "title, comments": "about the file",
    }

    def recognises(self, path: Path) -> bool:
        """Whether its first word is dl."""
        if path.is_dir():
            return False
        try:
            with open_text(path, find_encoding(path).name) as text:
                first = next((line for line in text if line.strip()), "")
        except SourceFileError:
            return False
        return first.split()[:1] in (["dl"], ["DL"], ["Dl"])

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The actors, then the ties; rows are lines of the file.

        Raises:
            SourceFileError: it cannot be read, or its header and data do not fit. UnknownWordError: an option names no
                kind.
        """
        with open_text(path, find_encoding(path).name) as text:
            file = DlFile(path)
            for number, line in enumerate(text, start=1):
                file.take(number, line)
        nodes, edges = file.finish()
        yield from read_graph(path, self, nodes, edges)
