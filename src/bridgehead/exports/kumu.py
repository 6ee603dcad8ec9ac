"""Kumu's JSON blueprint: elements and connections with every field. The source `kumu` reads it back.

A name is Kumu's label, a kind its type, a note its description; other fields keep their names. Lists of plain texts are
arrays, which Kumu shows as several values. Connections name elements by id. Kumu takes elements of one label and type
for one element where it does not keep ids; such namesakes are counted in a finding. Evidence is not written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from bridgehead.exports import write_text
from bridgehead.exports._graphs import NUMBERS, RecordGraph, build_graph
from bridgehead.exports._losses import Losses
from bridgehead.network.lens import Lens
from bridgehead.record.entries import Actor, Tie
from bridgehead.record.findings import Finding
from bridgehead.record.record import Record

_NAMES = {"name": "label", "kind": "type", "note": "description", "sender": "from", "receiver": "to"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kumu:
    """Actors and ties as elements and connections."""

    name: ClassVar[str] = "kumu"
    summary: ClassVar[str] = "Actors and ties as a Kumu blueprint (JSON)."
    suffix: ClassVar[str] = ".json"

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:
        """Write a new file; findings count namesakes, and whatever is no actor or tie.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
        """
        losses = Losses("Kumu")
        graph = build_graph(record, lens, losses)
        write_text(_find_lines(graph, losses), path)
        return (*losses.findings(path), *_find_namesakes(graph, path))


def _find_lines(graph: RecordGraph, losses: Losses) -> Iterator[str]:
    yield "{"
    yield '"elements": ['
    yield ",\n".join(_write(actor, losses) for actor in graph.actors)
    yield "],"
    yield '"connections": ['
    yield ",\n".join(_write(tie, losses) for tie in graph.ties)
    yield "]"
    yield "}"


def _write(entry: Actor | Tie, losses: Losses) -> str:
    texts = losses.write(entry, ("evidence",), lambda text: text.encode("utf-8", "ignore").decode("utf-8"))
    plain = {_NAMES.get(name, name): _shape(entry, name, text) for name, text in texts.items()}
    if isinstance(entry, Tie):
        plain["direction"] = "directed"
    return json.dumps(plain, ensure_ascii=False)


def _shape(entry: Actor | Tie, name: str, text: str) -> Any:  # noqa: ANN401 - what JSON holds
    """A list of texts as an array and a number as a number; anything else as its text."""
    value = getattr(entry, name)
    is_texts = isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    return list(value) if is_texts else value if name in NUMBERS else text


def _find_namesakes(graph: RecordGraph, path: Path) -> Iterator[Finding]:
    counts: Mapping[tuple[str, str], int] = Counter((actor.name, actor.kind) for actor in graph.actors)
    shared = [f"{name} ({count})" for (name, _), count in counts.items() if count > 1]
    if shared:
        message = (
            f"Kumu may take actors of one name and kind for one: {', '.join(shared[:5])}"
            f"{', ...' if len(shared) > 5 else ''}. Tell them apart by name if Kumu merges them."
        )
        yield Finding(level="warning", code="namesakes", message=message, file=path.name)
