"""Participations from files: each batch of rows is checked cell by cell, and what cannot be used is kept aside.

A row is kept aside whole where it has more or fewer cells than the header, is not UTF-8, lacks an id, or holds a line
break or a cell so long that a quote is probably not closed. A cell alone is kept aside, and left unknown, where it
holds no date, market or truth that can be read. Nothing is dropped silently.

Of a day given as a month or a year the last possible day is taken as the event's first: what was known before a day
must not depend on a guess.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bridgehead.record.markets import read_market
from bridgehead.record.parameters import get_parameter
from bridgehead.registry.arrays import count_days
from bridgehead.registry.layouts import Layout

#: one row for each that was read; actor is null where a table speaks of events alone
SCHEMA = pa.schema(
    {
        "event": pa.string(),
        "actor": pa.string(),
        "name": pa.string(),
        "market": pa.string(),
        "kind": pa.string(),
        "sme": pa.bool_(),
        "is_lead": pa.bool_(),
        "begin": pa.int32(),
        "end": pa.int32(),
        "field": pa.string(),
    }
)
#: what was kept aside: a whole row, or the cell of a column
REJECTED = pa.schema(
    {"file": pa.string(), "row": pa.int64(), "column": pa.string(), "reason": pa.string(), "text": pa.string()}
)
_NO_DATE = "it is no date such as 2017-07-01, 2017-07 or 2017; left unknown"
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What was kept aside.

    Attributes:
        row: in the file, the header being 1. column: as the file names it; "" for the whole row.
        reason: as a clause. text: what stands there.
    """

    row: int
    column: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some rows of a file.

    Attributes:
        table: what could be used, as `SCHEMA`. rejected: what was kept aside.
    """

    table: pa.Table
    rejected: Sequence[Rejected]


def check_rows(table: pa.Table, rows: np.ndarray[Any, Any], layout: Layout) -> Batch:
    """Rows as a file has them, checked.

    Args:
        table: its columns as the layout names them, of texts in bytes. rows: (n,) the number of each row in the file.
        layout: what the columns mean.
    """
    texts, faults = _decode(table, layout)
    for meaning in ("event", "actor"):
        if meaning in texts:
            _mark(faults, pc.equal(texts[meaning], ""), f"no {layout.columns[meaning]} is given")
    for text in texts.values():
        is_broken = pc.or_(pc.match_substring_regex(text, r"[\r\n]"), _is_too_long(text))
        _mark(faults, is_broken, "a cell runs over several lines or is very long, as if a quote were not closed")
    rejected = [
        Rejected(row=int(rows[place]), column="", reason=reason, text=_write_row(table, place))
        for place, reason in sorted(faults.items())
    ]
    kept = np.ones(len(rows), dtype=np.bool_)
    kept[list(faults)] = False
    texts = {meaning: text.filter(pa.array(kept)) for meaning, text in texts.items()}
    return _read_cells(texts, rows[kept], layout, rejected)


def _decode(table: pa.Table, layout: Layout) -> tuple[dict[str, pa.Array], dict[int, str]]:
    """The texts by meaning, trimmed, and the rows whose bytes are no UTF-8."""
    texts: dict[str, pa.Array] = {}
    faults: dict[int, str] = {}
    for meaning, column in layout.columns.items():
        coded = table.column(column).combine_chunks()
        try:
            text = coded.cast(pa.string())
        except pa.ArrowInvalid:
            text = pa.array(
                [_decode_cell(cell.as_py(), place, faults) for place, cell in enumerate(coded)], pa.string()
            )
        texts[meaning] = pc.utf8_trim_whitespace(pc.fill_null(text, ""))
    return texts, faults


def _decode_cell(cell: bytes | None, place: int, faults: dict[int, str]) -> str:
    try:
        return (cell or b"").decode()
    except UnicodeDecodeError:
        faults[place] = "it is not UTF-8"
        return ""


def _is_too_long(text: pa.Array) -> pa.Array:
    return pc.greater(pc.binary_length(text), get_parameter("registry", "longest_cell"))


def _mark(faults: dict[int, str], is_faulty: pa.Array, reason: str) -> None:
    for place in np.flatnonzero(is_faulty.to_numpy(zero_copy_only=False)).tolist():
        faults.setdefault(place, reason)


def _write_row(table: pa.Table, place: int) -> str:
    """A row as it stands, shortened."""
    cells = [(column[place].as_py() or b"").decode(errors="replace") for column in table.columns]
    return ",".join(cells)[:500]


def _read_cells(
    texts: Mapping[str, pa.Array], rows: np.ndarray[Any, Any], layout: Layout, rejected: list[Rejected]
) -> Batch:
    """The cells of rows that are whole; those that cannot be read are left unknown and kept aside."""

    def read(meaning: str, reader: Callable[[str], tuple[Any, str]], kind: pa.DataType) -> pa.Array:
        return _read_column(texts.get(meaning), reader, kind, rows, layout.columns.get(meaning, ""), rejected)

    columns = {
        meaning: read(meaning, _read_text, pa.string()) for meaning in ("event", "actor", "name", "kind", "field")
    }
    columns["market"] = read("market", _read_market, pa.string())
    columns["sme"] = read("sme", _read_truth, pa.bool_())
    columns["is_lead"] = read("role", _read_lead, pa.bool_())
    columns["begin"] = read("begin", read_day, pa.int32())
    columns["end"] = read("end", _read_last_day if layout.is_end_last else read_day, pa.int32())
    columns = {name: _nulls(name, len(rows)) if column is None else column for name, column in columns.items()}
    _check_order(columns, rows, layout, rejected)
    return Batch(table=pa.table(columns).select(SCHEMA.names).cast(SCHEMA), rejected=rejected)


def _nulls(name: str, length: int) -> pa.Array:
    return pa.nulls(length, SCHEMA.field(name).type)


def _read_column(
    text: pa.Array | None,
    reader: Callable[[str], tuple[Any, str]],
    kind: pa.DataType,
    rows: np.ndarray[Any, Any],
    column: str,
    rejected: list[Rejected],
) -> pa.Array | None:
    """A column read text by text, each different text once."""
    if text is None:
        return None
    if reader is _read_text:
        return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    coded = text.dictionary_encode()
    found = [reader(each) if each else (None, "") for each in coded.dictionary.to_pylist()]
    places = coded.indices.to_numpy(zero_copy_only=False)
    for number, (_, reason) in enumerate(found):
        if reason:
            rejected.extend(
                Rejected(row=int(rows[place]), column=column, reason=reason, text=coded.dictionary[number].as_py())
                for place in np.flatnonzero(places == number).tolist()
            )
    return pa.array([value for value, _ in found], kind).take(coded.indices)


def _check_order(
    columns: dict[str, pa.Array], rows: np.ndarray[Any, Any], layout: Layout, rejected: list[Rejected]
) -> None:
    """An event that ends before it begins has neither day."""
    is_reversed = pc.fill_null(pc.less(columns["end"], columns["begin"]), fill_value=False)
    for place in np.flatnonzero(is_reversed.to_numpy(zero_copy_only=False)).tolist():
        reason = "it ends before it begins; both days are left unknown"
        rejected.append(Rejected(row=int(rows[place]), column=layout.columns["end"], reason=reason, text=""))
    for name in ("begin", "end"):
        columns[name] = pc.if_else(is_reversed, pa.scalar(None, pa.int32()), columns[name])


def _read_text(text: str) -> tuple[str, str]:
    return text, ""


def _read_market(text: str) -> tuple[str | None, str]:
    reading = read_market(text)
    return reading.code, "" if reading.code else "no market is known by it; left unknown"


def _read_truth(text: str) -> tuple[bool | None, str]:
    value = get_parameter("registry", "words_of_truth").get(text.lower())
    return value, "it is neither true nor false; left unknown" if value is None else ""


def _read_lead(text: str) -> tuple[bool, str]:
    return text.lower() in get_parameter("registry", "lead_roles"), ""


@lru_cache(maxsize=50_000)
def read_day(text: str) -> tuple[int | None, str]:
    """Days since 1970-01-01 of a text, and what is wrong with it; of a month or year its last day.

    >>> read_day("1970-01-02"), read_day("1970")
    ((1, ''), (364, ''))
    """
    found = _DAY.fullmatch(text)
    year, month = (int(found[1]), int(found[2] or 12)) if found else (0, 0)
    if not (date.min.year <= year and 1 <= month <= 12):
        return None, _NO_DATE
    length = calendar.monthrange(year, month)[1]
    day = int(found[3] or length) if found else 0
    return (count_days(date(year, month, day)), "") if 1 <= day <= length else (None, _NO_DATE)


def _read_last_day(text: str) -> tuple[int | None, str]:
    day, reason = read_day(text)
    return None if day is None else day + 1, reason


def write_rejected(file: str, rejected: Sequence[Rejected]) -> pa.Table:
    """What was kept aside of a file, as `REJECTED`."""
    return pa.table(
        {
            "file": [file] * len(rejected),
            **{name: [getattr(each, name) for each in rejected] for name in REJECTED.names[1:]},
        },
        schema=REJECTED,
    )
