"""The headings of an HTML table: one row, or two where headings span neighbouring columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The heading of a column.

    Attributes:
        text: its words. is_numeric: its figures are set flush right. meaning: what it holds.
        beside: the column stands beside the answer. group: heading that spans it and its neighbours.
    """

    text: str
    is_numeric: bool = False
    meaning: str = ""
    beside: bool = False
    group: str = ""

    @property
    def full_text(self) -> str:
        """The heading behind the one that spans it."""
        return f"{self.group}: {self.text}" if self.group else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCell:
    """One cell of the rows of headings.

    Attributes:
        text, meaning: as of the head. css: classes. across, down: columns and rows that it spans.
        column: position of its column; None where it spans several.
    """

    text: str
    meaning: str = ""
    css: str = ""
    across: int = 1
    down: int = 1
    column: int | None = None


def build_head_rows(heads: Sequence[Head], *, sources: str) -> tuple[tuple[HeadCell, ...], ...]:
    """The rows of headings; a heading that nothing spans reaches down through both.

    Args:
        heads: of the columns. sources: heading of a last column of sources; "" where there is none.
    """
    all_heads = (*heads, *([Head(text=sources)] if sources else []))
    down = 2 if any(head.group for head in heads) else 1
    upper: list[HeadCell] = []
    lower: list[HeadCell] = []
    for group, kept in groupby(enumerate(all_heads), key=lambda pair: pair[1].group):
        columns = list(kept)
        if group:
            upper.append(HeadCell(text=group, css="span", across=len(columns)))
            lower += [_build_cell(position, head) for position, head in columns]
        else:
            upper += [_build_cell(position, head, down=down) for position, head in columns]
    if sources:
        upper[-1] = HeadCell(text=sources, css="sources", down=down, column=len(heads))
    return (tuple(upper), tuple(lower)) if lower else (tuple(upper),)


def _build_cell(position: int, head: Head, *, down: int = 1) -> HeadCell:
    css = " ".join(word for word, wanted in (("number", head.is_numeric), ("beside", head.beside)) if wanted)
    return HeadCell(text=head.text, meaning=head.meaning, css=css, down=down, column=position)
