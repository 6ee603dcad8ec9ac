"""Findings a page at a time: those of a level, with how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from bridgehead.record.findings import Finding, Level

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """Findings on one page.

    Attributes:
        shown: those of the page. level: the level kept; "" keeps all. counts: (level, how many) of those there are.
        total: how many of the level. number: of the page, from 1. pages: how many.
    """

    shown: tuple[Finding, ...]
    level: str
    counts: tuple[tuple[str, int], ...]
    total: int
    number: int
    pages: int

    @property
    def first(self) -> int:
        """Position of the first one shown, from 1."""
        return (self.number - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        """Position of the last one shown."""
        return self.first + len(self.shown) - 1


def page_findings(findings: Sequence[Finding], level: str = "", number: str = "") -> FoundPage:
    """One page of findings.

    Args:
        findings: in their order. level: keep this one; what is no level keeps all.
        number: of the page as an address holds it; what is no page there is gives the nearest.
    """
    counts = Counter(finding.level for finding in findings)
    kept = [finding for finding in findings if finding.level == level] if level in get_args(Level) else list(findings)
    pages = max(1, -(-len(kept) // PER_PAGE))
    at = min(max(int(number) if number.isdecimal() else 1, 1), pages)
    return FoundPage(
        shown=tuple(kept[(at - 1) * PER_PAGE : at * PER_PAGE]),
        level=level if level in get_args(Level) else "",
        counts=tuple((word, counts[word]) for word in get_args(Level) if counts[word]),
        total=len(kept),
        number=at,
        pages=pages,
    )
