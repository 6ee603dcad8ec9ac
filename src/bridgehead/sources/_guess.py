"""Which mapping fits a header, and a first mapping for a table that none fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bridgehead.record.dates import DateError
from bridgehead.record.markets import read_market
from bridgehead.sources import SourceFileError
from bridgehead.sources._mapping import ColumnMapping, find_mappings, fold, match_columns
from bridgehead.sources._sheets import Sheet
from bridgehead.sources._values import ValueTextError, read_day

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_WEBSITE = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d ()/.-]{7,20}")
_SAMPLE = 200
_ENOUGH = 0.8


class UnmappedTableError(SourceFileError):
    """No mapping says what the columns of a table mean."""

    def __init__(
        self, path: Path, header: Sequence[str], *, mapping: ColumnMapping | None = None, missing: Sequence[str] = ()
    ) -> None:
        """Args: path, header of the table; the mapping tried, if any, and the meanings none of which is there."""
        self.header, self.missing = tuple(header), tuple(missing)
        present = f"The columns are: {', '.join(name or '(no name)' for name in header[:60])}."
        why = (
            f"the mapping {mapping.name!r} needs a column for {' or '.join(missing)}, and there is none"
            if mapping
            else "no built-in mapping fits its columns"
        )
        remedy = f"{present} Rename one, or write a mapping that names them; built in are {', '.join(find_mappings())}."
        super().__init__(path, why, remedy)


def choose_mapping(header: Sequence[str], path: Path) -> ColumnMapping | None:
    """The built-in mapping that uses most of a header; None where none can read it.

    Args:
        header: names of the columns. path: of the table; a file named "ties" is taken for a table of ties.
    """
    stem = path.name.partition(".")[0].lower()
    best, best_score = None, 0.0
    for mapping in find_mappings().values():
        match = match_columns(mapping, header)
        marks = {fold(mark) for mark in mapping.recognised_by} - {fold(name) for name in header}
        if marks or not all(any(meaning in match.places for meaning in group) for group in mapping.needed):
            continue
        used = len(match.places) + len(match.ignored)
        score = used / max(1, len(header)) + (1 if mapping.recognised_by else 0)
        score += 1 if mapping.rows != "contact" and stem in {mapping.rows, f"{mapping.rows}s"} else 0
        # a tie goes to the later mapping: tables of entries come after contacts and ask for more columns
        if used >= 2 and score >= best_score:
            best, best_score = mapping, score
    return best


def guess_mapping(sheet: Sheet, mapping: ColumnMapping | None) -> ColumnMapping:
    """A mapping for a table, with the reason for each column: by its header, else by what stands below it.

    Args:
        sheet: the table. mapping: the one to begin with; None begins with contacts and what their columns look like.
    """
    base = mapping or find_mappings()["contacts"]
    match = match_columns(base, sheet.header)
    columns = {meaning: (name,) for meaning, name in match.headers.items()}
    reasons = {name: f"its header is a name for {meaning!r}" for meaning, name in match.headers.items()}
    reasons |= {name: f"ignored: {why}" for name, why in match.ignored.items()}
    sample = [cells for _, cells in islice(sheet.rows(), _SAMPLE)]
    for place, name in enumerate(sheet.header):
        if name in reasons or not name:
            continue
        texts = [cells[place].strip() for cells in sample if place < len(cells) and cells[place].strip()]
        meaning = next((word for word, fits in _LOOKS.items() if word not in columns and _is_mostly(texts, fits)), "")
        if base.rows == "contact" and meaning:
            columns[meaning] = (name,)
            reasons[name] = f"what stands below it looks like {meaning!r}"
        else:
            reasons[name] = "not mapped: neither its header nor what stands below it says what it means"
    ordered = {name: reasons[name] for name in sheet.header if name in reasons}
    return replace(base, name=sheet.path.name.partition(".")[0], columns=columns, reasons=ordered, recognised_by=())


def _is_mostly(texts: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return bool(texts) and sum(map(fits, texts)) >= _ENOUGH * len(texts)


def _is_day(text: str) -> bool:
    try:
        read_day(text)
    except ValueTextError as error:
        return error.code == "ambiguous-date"
    except DateError:
        return False
    return True


#: what the values of a column look like -> what it then means, the surest first
_LOOKS: dict[str, Callable[[str], bool]] = {
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
    "website": lambda text: bool(_WEBSITE.fullmatch(text)),
    "market": lambda text: read_market(text).code is not None and not text.isdigit(),
    "since": _is_day,
    "phone": lambda text: bool(_PHONE.fullmatch(text)),
}
