"""Network Canvas: the CSV files an export of interviews holds, read together from their folder.

An interview's person is an ego; nodes (`..._attributeList_Person.csv`) are its alters, edges
(`..._edgeList_Friend.csv`) ties among them. The type of node or edge in a file's name is read as the kind, or as the
role, where it is one of ours. `from` and `to` are the nodeIDs of one interview. A networkCanvasUUID may come back in
several interviews where a roster was used; nobody says that it is then one person, so an alter belongs to its
interview. Categorical answers stand as one column for each option (`Var_Option`) and are reported as not read, unless
they bear the name of a field. What is read speaks for the days of the sessions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._egos import EgoNetworks, find_sheets, find_texts
from bridgehead.sources._graphs import GraphOptions, read_graph
from bridgehead.sources._sheets import Sheet, open_sheet

_EGO = "networkCanvasEgoUUID"
_TYPE = re.compile(r"_(?:attributeList|edgeList)_(.+)\.csv$", re.IGNORECASE)
_ABOUT = frozenset({
    "networkCanvasCaseID", "networkCanvasSessionID", "networkCanvasProtocolName", "networkCanvasUUID",
    "networkCanvasSourceUUID", "networkCanvasTargetUUID", "sessionStart", "sessionFinish", "sessionExported",
    "edgeID", "null",
})  # fmt: skip
_LAYOUT = re.compile(r"_[xy]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCanvas(GraphOptions):
    """Reads a folder of Network Canvas's CSV files; one of them may be named for all.

    Attributes:
        namespace: first part of ids; "" is the folder's name.
        on: the day of the interviews, as in 2024-05-31, where no session tells its own.
        actor_kind: what nodes without a kind are: person, organisation or community.
        tie_kind: what edges without a kind are: business, social, scientific ...
        weight_is_strength: read an edge's weight, where it lies between 0 and 1, as the strength of the tie.
    """

    name: ClassVar[str] = "network_canvas"
    summary: ClassVar[str] = "Network Canvas interviews: the folder of its exported CSV files"
    ignored: ClassVar[Mapping[str, str]] = {
        "networkCanvasUUID, networkCanvasSourceUUID, networkCanvasTargetUUID": "nodeID is the key in an interview",
        "networkCanvasProtocolName, sessionExported": "about the study",
        "Var_x, Var_y": "where a node was put on the screen",
        "null": "a stray column of the export",
    }

    def recognises(self, path: Path) -> bool:
        """Whether it is a folder, or a file, with Network Canvas's own columns."""
        if path.is_dir():
            return any(_EGO in sheet.header for sheet in find_sheets(path))
        try:
            return path.suffix.lower() == ".csv" and _EGO in open_sheet(path).header
        except SourceFileError:
            return False

    def read(self, path: Path) -> Iterator[ReadRow]:
        """Egos, then nodes, then edges; rows are those of the file they stand in.

        Raises:
            SourceFileError: no file of nodes is there, or it holds none. UnknownWordError: an option names no kind.
        """
        sheets = [sheet for sheet in find_sheets(path) if _EGO in sheet.header]
        networks, days = EgoNetworks(), list[str]()
        for sheet in sheets:
            if "nodeID" not in sheet.header and "from" not in sheet.header:
                days += _read_egos(sheet, networks)
        for sheet in sheets:
            if "nodeID" in sheet.header:
                _read_nodes(sheet, networks)
        for sheet in sheets:
            if {"from", "to"} <= set(sheet.header):
                _read_edges(sheet, networks)
        if not networks.alters:
            why = "it holds no node" if sheets else "it holds no table of Network Canvas"
            raise SourceFileError(path, why, "Export the interviews as CSV again and name their folder.")
        place = path if path.is_dir() else path.parent
        told = replace(self, on=f"{min(days)}..{max(days)}") if days else self
        yield from read_graph(place, told, networks.nodes, networks.edges)
        yield ReadRow(findings=tuple(networks.findings))


def _read_egos(sheet: Sheet, networks: EgoNetworks) -> Iterator[str]:
    """Take the egos of a file; the days of their sessions."""
    networks.file = sheet.path.name
    for row, texts in find_texts(sheet, _EGO.__eq__):
        ego = texts.pop(_EGO, "")
        if not ego or ego in networks.egos:
            networks.skip(row, "It names no ego." if not ego else f"The ego {ego!r} stands there already.")
            continue
        case, day = texts.get("networkCanvasCaseID", ""), texts.get("sessionStart", "")[:10]
        networks.add_ego(ego, row, ({"name": f"Ego {case}"} if case else {}) | _keep(texts))
        with suppress(ValueError):
            yield date.fromisoformat(day).isoformat()


def _read_nodes(sheet: Sheet, networks: EgoNetworks) -> None:
    kind, networks.file = _read_type(sheet), sheet.path.name
    for row, texts in find_texts(sheet, lambda name: name in {_EGO, "nodeID"}):
        ego, node = texts.pop(_EGO, ""), texts.pop("nodeID", "")
        if not ego or not node:
            networks.skip(row, "It lacks the ego or the nodeID.")
        elif (ego, node) in networks.alters:
            networks.skip(row, f"The node {node!r} of its ego stands there already.")
        else:
            if ego not in networks.egos:
                networks.add_ego(ego, row, {})
            networks.add_alter(ego, node, row, {"kind": kind} | _keep(texts), {})


def _read_edges(sheet: Sheet, networks: EgoNetworks) -> None:
    kind, networks.file = _read_type(sheet), sheet.path.name
    for row, texts in find_texts(sheet, lambda name: name in {_EGO, "from", "to"}):
        ego, ends = texts.pop(_EGO, ""), (texts.pop("from", ""), texts.pop("to", ""))
        missing = [node for node in ends if (ego, node) not in networks.alters]
        if missing:
            networks.skip(row, f"Its interview has no node {missing[0]!r}.")
        else:
            networks.add_tie(ego, ends, row, {"kind": kind} | _keep(texts))


def _read_type(sheet: Sheet) -> str:
    """The type of node or edge that the file's name tells; "" where it tells none."""
    match = _TYPE.search(sheet.path.name)
    return match[1] if match else ""


def _keep(texts: Mapping[str, str]) -> dict[str, str]:
    """What is said of a node or edge, without what is about the study or the screen."""
    return {name: text for name, text in texts.items() if name not in _ABOUT and not _LAYOUT.search(name)}
