"""UCINET DL: names and one matrix of edges for each kind of tie, as `edgelist1`.

UCINET reads no Unicode, so names in other scripts are transliterated unless `unicode` is on; labels stand in quotes,
since they hold spaces and commas. Every edge has the value 1: a strength that nobody stated is no number. DL knows no
time: every tie is written, whenever it held; give a day (a lens) to write the ties of that day. The source `dl` reads
it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from bridgehead.exports import write_text
from bridgehead.exports._graphs import RecordGraph, build_graph
from bridgehead.exports._labels import drop_fields, find_numbered, write_label
from bridgehead.exports._losses import Losses
from bridgehead.network.lens import Lens
from bridgehead.record.findings import Finding
from bridgehead.record.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Dl:
    """Names and ties by kind.

    Attributes:
        unicode: keep names in their own script, for programs other than UCINET.
    """

    name: ClassVar[str] = "dl"
    summary: ClassVar[str] = "Actors' names and ties by kind, for UCINET (DL)."
    suffix: ClassVar[str] = ".dl"

    unicode: bool = False

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:
        """Write a new file; findings count every field that DL has no place for.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
        """
        losses = Losses("DL")
        graph = build_graph(record, lens, losses)
        drop_fields(graph, losses, ("name",), ("sender", "receiver", "kind"))
        write_text(self._find_lines(graph, losses), path)
        return losses.findings(path)

    def _find_lines(self, graph: RecordGraph, losses: Losses) -> Iterator[str]:
        matrices = {kind: list(rows) for kind, rows in groupby(find_numbered(graph), key=lambda row: row[0])}
        yield f"dl n={len(graph.actors)} nm={max(1, len(matrices))} format=edgelist1"
        yield "labels:"
        for actor in graph.actors:
            yield write_label(actor, losses, ascii_only=not self.unicode)
        if matrices:
            yield "matrix labels:"
            yield from (f'"{kind}"' for kind in matrices)
        yield "data:"
        for place, rows in enumerate(matrices.values()):
            if place:
                yield "!"
            for _, _, sender, receiver in rows:
                yield f"{sender} {receiver} 1"
