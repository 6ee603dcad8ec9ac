"""Ego networks in three tables, as egor, EgoNet and EgoWeb hand them on: egos, alters, and ties among alters by ids.

The three tables stand in one folder and are known by their columns: one with an ego's id alone is of egos, one with an
alter's id as well of alters, one with two ends of ties among alters. An ego that has no row of its own is made from its
alters. Every alter belongs to one ego: alter 1 of ego 1 and alter 1 of ego 2 are two people. The tie from ego to alter
has what columns of the alters' table say of a tie (`kind`, `role`, `strength`, dates); the alter has the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._egos import EgoNetworks, find_column, find_sheets, find_texts
from bridgehead.sources._graphs import GraphOptions, read_graph
from bridgehead.sources._mapping import fold
from bridgehead.sources._sheets import Sheet

_EGO = ("egoid", "ego id", "ego")
_ALTER = ("alterid", "alter id", "altid", "alt id", "alter")
_FROM = ("srcid", "source", "from", "alter1", "alter 1", "alterid1")
_TO = ("tgtid", "target", "to", "alter2", "alter 2", "alterid2")
_TIE_WORDS = frozenset({
    "role", "strength", "tie strength", "time", "emotional intensity", "closeness", "intimacy", "reciprocity", "since",
    "until", "begin", "relation", "relationship", "tie kind", "formality",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Egonet(GraphOptions):
    """Reads a folder of three CSV tables; one of the three may be named for all.

    Attributes:
        namespace: first part of ids; "" is the folder's name.
        on: the day of the interviews, as in 2024-05-31.
        actor_kind: what alters without a kind are: person, organisation or community.
        tie_kind: what ties without a kind are: business, social, scientific ...
        weight_is_strength: read a tie's weight, where it lies between 0 and 1, as its strength.
    """

    name: ClassVar[str] = "egonet"
    summary: ClassVar[str] = "Ego networks in three CSV tables (egos, alters, ties among alters), as egor reads them"
    ignored: ClassVar[Mapping[str, str]] = {"empty cells, NA": "nobody said"}

    def recognises(self, path: Path) -> bool:
        """Whether it is a folder with a table of alters and one of ties among them."""
        if not path.is_dir():
            return False
        found = _Tables.find(path)
        return found.alters is not None and found.ties is not None

    def read(self, path: Path) -> Iterator[ReadRow]:
        """Egos and alters, then ties; rows are those of the table they stand in.

        Raises:
            SourceFileError: there is no table of alters, or it holds none. UnknownWordError: an option names no kind.
        """
        tables = _Tables.find(path)
        if tables.alters is None:
            raise SourceFileError(
                path, "it holds no table of alters", "Its columns must name an ego and an alter: egoID, alterID."
            )
        networks = EgoNetworks()
        _read_egos(tables.egos, networks)
        _read_alters(tables.alters, networks)
        _read_ties(tables.ties, networks)
        if not networks.alters:
            raise SourceFileError(tables.alters.path, "it names no alter", "Check that the right file was exported.")
        place = path if path.is_dir() else path.parent
        yield from read_graph(place, self, networks.nodes, networks.edges)
        yield ReadRow(findings=tuple(networks.findings))


@dataclass(frozen=True, slots=True)
class _Tables:
    """The three tables, as far as they are there."""

    egos: Sheet | None = None
    alters: Sheet | None = None
    ties: Sheet | None = None

    @classmethod
    def find(cls, path: Path) -> _Tables:
        """The tables of a folder, known by their columns; the first of several of one sort."""
        found: dict[str, Sheet] = {}
        for sheet in find_sheets(path):
            header = sheet.header
            if not find_column(header, _EGO):
                continue
            if find_column(header, _FROM) and find_column(header, _TO):
                found.setdefault("ties", sheet)
            elif find_column(header, _ALTER):
                found.setdefault("alters", sheet)
            else:
                found.setdefault("egos", sheet)
        return cls(**found)


def _read_egos(sheet: Sheet | None, networks: EgoNetworks) -> None:
    for row, (ego,), texts in _find_rows(sheet, networks, (_EGO,)):
        if not ego or ego in networks.egos:
            why = f"The ego {ego!r} stands there already." if ego else "It names no ego."
            networks.skip(row, why)
        else:
            networks.add_ego(ego, row, texts)


def _read_alters(sheet: Sheet, networks: EgoNetworks) -> None:
    for row, (ego, alter), texts in _find_rows(sheet, networks, (_EGO, _ALTER)):
        if not ego or not alter:
            networks.skip(row, "It lacks the ego or the alter.")
        elif (ego, alter) in networks.alters:
            networks.skip(row, f"The alter {alter!r} of ego {ego!r} stands there already.")
        else:
            if ego not in networks.egos:
                networks.add_ego(ego, row, {})
            tie = {name: text for name, text in texts.items() if fold(name) in _TIE_WORDS}
            rest = {name: text for name, text in texts.items() if name not in tie}
            networks.add_alter(ego, alter, row, rest, tie)


def _read_ties(sheet: Sheet | None, networks: EgoNetworks) -> None:
    for row, (ego, sender, receiver), texts in _find_rows(sheet, networks, (_EGO, _FROM, _TO)):
        missing = [alter for alter in (sender, receiver) if (ego, alter) not in networks.alters]
        if missing:
            networks.skip(row, f"The ego {ego!r} has no alter {missing[0]!r}.")
        else:
            networks.add_tie(ego, (sender, receiver), row, texts)


def _find_rows(
    sheet: Sheet | None, networks: EgoNetworks, keys: Sequence[Sequence[str]]
) -> Iterator[tuple[int, tuple[str, ...], dict[str, str]]]:
    """Rows of a table now read: number, keys, and attributes without them; none where the table is not there."""
    if sheet is None:
        return
    networks.file = sheet.path.name
    columns = tuple(find_column(sheet.header, names) for names in keys)
    for row, texts in find_texts(sheet, lambda name: name in columns):
        yield row, tuple(texts.pop(column, "") for column in columns), texts
