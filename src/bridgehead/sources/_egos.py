"""Egos, their alters and the ties among these: what interviews about personal networks give, whichever tool took them.

Each ego is an actor who is asked; each alter is an actor of one ego alone, since two egos' "Anna" need not be one
person: the key of an alter is the ego's and its own. Every alter is tied to the ego, because the ego named them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bridgehead.record.findings import Finding
from bridgehead.sources import SourceFileError
from bridgehead.sources._graphs import GraphEdge, GraphNode
from bridgehead.sources._mapping import fold
from bridgehead.sources._sheets import Sheet, open_sheet

#: what an empty cell is written as by statistics programs
_MISSING = frozenset({"", "na", "nan", "null"})


@dataclass(slots=True)
class EgoNetworks:
    """Nodes and edges of all egos so far.

    Attributes:
        file: the one being read. nodes, edges: for `read_graph`. findings: rows that were left out.
        egos, alters: keys given.
    """

    file: str = ""
    nodes: list[GraphNode] = field(default_factory=list)
    edges: list[GraphEdge] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    egos: set[str] = field(default_factory=set)
    alters: set[tuple[str, str]] = field(default_factory=set)

    def add_ego(self, ego: str, row: int, texts: Mapping[str, str]) -> None:
        """One person who was asked.

        Args:
            ego: their key. row: of the file. texts: attribute -> text.
        """
        self.egos.add(ego)
        self.nodes.append(
            GraphNode(key=f"ego {ego}", row=row, file=self.file, texts={"name": f"Ego {ego}"} | dict(texts))
        )

    def add_alter(self, ego: str, alter: str, row: int, texts: Mapping[str, str], tie: Mapping[str, str]) -> None:
        """One person an ego named, and the tie between the two.

        Args:
            ego, alter: their keys. row: of the file. texts: of the alter. tie: attributes of the tie to the ego.
        """
        key = f"ego {ego} alter {alter}"
        self.alters.add((ego, alter))
        self.nodes.append(
            GraphNode(key=key, row=row, file=self.file, texts={"name": f"Alter {alter} of ego {ego}"} | dict(texts))
        )
        self.edges.append(GraphEdge(sender=f"ego {ego}", receiver=key, row=row, file=self.file, texts=tie))

    def add_tie(self, ego: str, ends: tuple[str, str], row: int, texts: Mapping[str, str]) -> None:
        """One tie between two alters of an ego.

        Args:
            ego: key. ends: keys of the alters. row: of the file. texts: attribute -> text.
        """
        sender, receiver = (f"ego {ego} alter {alter}" for alter in ends)
        self.edges.append(GraphEdge(sender=sender, receiver=receiver, row=row, file=self.file, texts=texts))

    def skip(self, row: int, why: str) -> None:
        """Say that a row was left out.

        Args:
            row: of the file. why: as a sentence.
        """
        message = f"{why} The row is skipped."
        finding = Finding(level="error", code="unknown-ego", message=message, file=self.file, row=row)
        self.findings.append(finding)


def find_sheets(path: Path) -> Iterator[Sheet]:
    """The CSV tables of a folder, or those beside a file and the file itself, in order of their names.

    Args:
        path: a folder, or one of its files.
    """
    folder = path if path.is_dir() else path.parent
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.suffix.lower() == ".csv" and not file.name.startswith("."):
            try:
                yield open_sheet(file)
            except SourceFileError:
                continue


def find_texts(sheet: Sheet, known: Callable[[str], bool]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table as attribute -> text, without the cells that say nothing.

    Args:
        sheet: the table. known: which columns are keys and no attributes; they are given, too.
    """
    for row, cells in sheet.rows():
        pairs = zip(sheet.header, cells, strict=False)
        yield row, {name: cell.strip() for name, cell in pairs if known(name) or cell.strip().lower() not in _MISSING}


def find_column(header: Sequence[str], names: Sequence[str]) -> str:
    """The first column of a header that is called by one of some names; "" where none is.

    Args:
        header: of a table. names: folded.
    """
    return next((column for name in names for column in header if fold(column) == name), "")
