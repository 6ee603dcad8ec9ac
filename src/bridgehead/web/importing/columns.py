"""Columns: what each column of a table is taken for, and why, as a form a person corrects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bridgehead.errors import MisuseError
from bridgehead.record.entries import TYPE_BY_WORD
from bridgehead.sources.table import ColumnMapping, Glimpse, Table

_SAMPLED = 40
_SHOWN = 3
#: what a row of a table can be, the likeliest first
ROWS = ("contact", "candidate", *TYPE_BY_WORD)
_BUILT_IN = {"contact": "contacts", "candidate": "candidates"}
_LEFT_OUT = "left out by hand"


class ColumnsError(MisuseError):
    """The columns chosen for a table do not make sense together."""

    def __init__(self, why: str) -> None:
        """Args: why, as a sentence with what to do."""
        super().__init__(why)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """One column of a table.

    Attributes:
        position: its place, from 0. name: its header. samples: what stands in it. meaning: what it is taken for; ""
            leaves it out. why: the reason.
    """

    position: int
    name: str
    samples: tuple[str, ...]
    meaning: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsForm:
    """The columns of a table and what they can mean.

    Attributes:
        rows: what a row is. columns: in the order of the table. meanings: (word, in words).
    """

    rows: str
    columns: tuple[ColumnChoice, ...]
    meanings: tuple[tuple[str, str], ...]


def build_columns_form(path: Path, table: Table, rows: str = "") -> ColumnsForm:
    """The form of a table.

    Args:
        path: of the table. table: how it is opened. rows: what a row is; "" takes what the header fits.

    Raises:
        SourceFileError: it is no table that can be read. ColumnsError: a row cannot be that.
    """
    mapping = _start_mapping(path, table, rows)
    meaning_by_header = {name: meaning for meaning, names in mapping.columns.items() for name in names}
    glimpse = table.glimpse(path, most=_SAMPLED)
    columns = tuple(
        ColumnChoice(
            position=position,
            name=name,
            samples=_sample(glimpse, position),
            meaning=meaning_by_header.get(name, ""),
            why=mapping.reasons.get(name, ""),
        )
        for position, name in enumerate(glimpse.header)
        if name
    )
    meanings = tuple((word, _say(word, words)) for word, words in mapping.words_by_meaning.items())
    return ColumnsForm(rows=mapping.rows, columns=columns, meanings=meanings)


def _start_mapping(path: Path, table: Table, rows: str) -> ColumnMapping:
    if rows and rows not in ROWS:
        raise ColumnsError(f"A row cannot be {rows!r}. Choose one of: {', '.join(ROWS)}.")
    if rows:
        table = replace(table, mapping=_BUILT_IN.get(rows, rows))
    return table.describe_mapping(path)


def _say(word: str, words: str) -> str:
    name = word.replace("_", " ")
    return f"{name} - {words}" if words else name


def _sample(glimpse: Glimpse, position: int) -> tuple[str, ...]:
    texts = dict.fromkeys(row[position].strip() for row in glimpse.rows)
    return tuple(text[:40] for text in texts if text)[:_SHOWN]


def choose_columns(path: Path, table: Table, rows: str, meanings: Sequence[str]) -> ColumnMapping:
    """The mapping a filled-in form says.

    Args:
        path, table, rows: as for the form. meanings: of each named column, in the table's order; "" leaves it out.

    Raises:
        ColumnsError: a meaning is given twice, or is none, or what every row needs is missing.
    """
    mapping = _start_mapping(path, table, rows)
    names = [name for name in table.glimpse(path, most=0).header if name]
    if len(meanings) != len(names):
        raise ColumnsError(f"The table has {len(names)} columns and the form {len(meanings)}. Open the form again.")
    chosen = {name: meaning for name, meaning in zip(names, meanings, strict=True) if meaning}
    _check(mapping, chosen)
    return replace(
        mapping,
        columns={meaning: (name,) for name, meaning in chosen.items()},
        ignored={name: _LEFT_OUT for name in names if name not in chosen},
        reasons={},
        recognised_by=(),
    )


def _check(mapping: ColumnMapping, chosen: Mapping[str, str]) -> None:
    for meaning, count in Counter(chosen.values()).items():
        if meaning not in mapping.meanings:
            raise ColumnsError(f"No column of such a table can mean {meaning!r}. Choose from the list.")
        if count > 1:
            names = " and ".join(repr(name) for name, held in chosen.items() if held == meaning)
            raise ColumnsError(f"{names} are both taken for {meaning.replace('_', ' ')}. Leave one of them out.")
    for group in mapping.needed:
        if not {*group} & {*chosen.values()}:
            words = " or ".join(meaning.replace("_", " ") for meaning in group)
            raise ColumnsError(f"Every row needs a column for {words}. Choose the column that holds it.")
