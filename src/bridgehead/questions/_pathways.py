"""Which pathways into a market and which entry modes its facts support, by the tables in `parameters/entry_modes.yaml`.

Sources: pathways from Castiglioni, Castro & Galán (the case of Aertec) and Lew, Khan, Rao-Nicholson & He (2016); modes
row by row as the table cites.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bridgehead.questions._entry_markets import Found
from bridgehead.record.entries import EntryId
from bridgehead.record.parameters import get_parameter

SUPPORTED = "supported"
POSSIBLY = "possibly supported"
NEARLY = "nearly"
#: standings in order, with what each means
STANDINGS: Mapping[str, str] = {
    SUPPORTED: "The record supports it: all facts it asks for certainly hold.",
    POSSIBLY: "The record supports it if what only possibly holds on the day does.",
    NEARLY: "Some of the facts it asks for are on record, others are not.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How far the record supports a pathway or a mode.

    Attributes:
        word: the pathway or mode. standing: one of `STANDINGS`.
        reasons: why, in sentences. references: keys of the works they come from, in the same order.
        facts: names of the facts on record. missing: names of those that are not.
        evidence: ids of the entries that show the facts.
    """

    word: str
    standing: str
    reasons: tuple[str, ...]
    references: tuple[str, ...]
    facts: tuple[str, ...]
    missing: tuple[str, ...] = ()
    evidence: tuple[EntryId, ...] = ()


def read_pathways(facts: Mapping[str, Found]) -> tuple[Support, ...]:
    """The pathways that are open or nearly open by the facts of a market, in the table's order."""
    found = (_read_pathway(row, facts) for row in get_parameter("entry_modes", "pathways"))
    return tuple(support for support in found if support is not None)


def read_modes(facts: Mapping[str, Found]) -> tuple[Support, ...]:
    """The entry modes that the facts of a market support, in the table's order: those that commit least come first."""
    by_mode: dict[str, list[Mapping[str, Any]]] = {}
    for row in find_mode_rows(facts):
        by_mode.setdefault(row["mode"], []).append(row)
    return tuple(_join_rows(mode, rows, facts) for mode, rows in by_mode.items())


def find_mode_rows(facts: Collection[str]) -> Iterator[Mapping[str, Any]]:
    """The rows of the table of modes all of whose facts are there.

    >>> [row["mode"] for row in find_mode_rows({"customer_there"})]
    ['direct_export']
    """
    rows: list[Mapping[str, Any]] = get_parameter("entry_modes", "modes")
    return (row for row in rows if all(fact in facts for fact in row["facts"]))


def _read_pathway(row: Mapping[str, Any], facts: Mapping[str, Found]) -> Support | None:
    """One pathway: open by all lists of facts that are complete, else nearly by one whose first fact is there."""
    lists: list[list[str]] = row["any_of"]
    complete = [names for names in lists if all(name in facts for name in names)]
    begun = [names for names in lists if names[0] in facts]
    if not begun:
        return None
    shown = tuple(dict.fromkeys(name for names in complete or begun[:1] for name in names if name in facts))
    standings = [_tell_standing(names, facts) for names in complete]
    return Support(
        word=row["word"],
        standing=NEARLY if not complete else SUPPORTED if SUPPORTED in standings else POSSIBLY,
        reasons=(row["meaning"],),
        references=(row["reference"],),
        facts=shown,
        missing=() if complete else tuple(name for name in begun[0] if name not in facts),
        evidence=_cite(shown, facts),
    )


def _join_rows(mode: str, rows: list[Mapping[str, Any]], facts: Mapping[str, Found]) -> Support:
    """The rows that support one mode as one, those whose facts certainly hold deciding its standing."""
    standings = [_tell_standing(row["facts"], facts) for row in rows]
    shown = tuple(dict.fromkeys(name for row in rows for name in row["facts"]))
    return Support(
        word=mode,
        standing=SUPPORTED if SUPPORTED in standings else POSSIBLY,
        reasons=tuple(row["reason"] for row in rows),
        references=tuple(row["reference"] for row in rows),
        facts=shown,
        evidence=_cite(shown, facts),
    )


def _tell_standing(names: Iterable[str], facts: Mapping[str, Found]) -> str:
    return SUPPORTED if all(facts[name].certain for name in names) else POSSIBLY


def _cite(names: Iterable[str], facts: Mapping[str, Found]) -> tuple[EntryId, ...]:
    return tuple(dict.fromkeys(id_ for name in names for id_ in facts[name].evidence))
