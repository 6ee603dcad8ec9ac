"""Pages of a long list: which lines an address asks for, and the addresses of the pages beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which lines of a list are shown.

    Attributes:
        page: counted from 1. most: lines on a page. total: lines there are; None before they were counted.
    """

    page: int
    most: int
    total: int | None = None

    def of(self, total: int) -> Paging:
        """The same of a list of so many lines; a page beyond its end is its last one."""
        last = max(-(-total // self.most), 1)
        return replace(self, total=total, page=min(self.page, last))

    @property
    def skip(self) -> int:
        """Lines before the first shown."""
        return (self.page - 1) * self.most

    @property
    def first(self) -> int:
        """Number of the first line shown, from 1."""
        return self.skip + 1

    @property
    def last(self) -> int:
        """Number of the last line shown."""
        return min(self.skip + self.most, self.total or 0)

    @property
    def is_needed(self) -> bool:
        """Whether there is more than one page."""
        return (self.total or 0) > self.most

    @property
    def previous(self) -> str | None:
        """The page before, as an address holds it; None where there is none."""
        return str(self.page - 1) if self.page > 1 else None

    @property
    def next(self) -> str | None:
        """The page after; None where there is none."""
        return str(self.page + 1) if self.last < (self.total or 0) else None


def read_paging(choices: Mapping[str, str], most: int) -> Paging:
    """The page an address asks for; what is no number asks for the first.

    Args:
        choices: of the address. most: lines on a page.

    >>> read_paging({"page": "3"}, 50).of(120).skip
    100
    """
    text = choices.get("page", "")
    return Paging(page=max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1, most=most)
