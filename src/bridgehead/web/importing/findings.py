"""Findings a page at a time: those of a level, with how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from bridgehead.record.findings import Finding, Level
from bridgehead.web.paging import Paging, read_paging

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """Findings on one page.

    Attributes:
        shown: those of the page. level: the level kept; "" keeps all. counts: (level, how many) of those there are.
        paging: which page of those kept.
    """

    shown: tuple[Finding, ...]
    level: str
    counts: tuple[tuple[str, int], ...]
    paging: Paging


def page_findings(findings: Sequence[Finding], choices: Mapping[str, str]) -> FoundPage:
    """One page of findings.

    Args:
        findings: in their order. choices: `only` keeps one level, what is none keeps all; `page` its number.
    """
    counts = Counter(finding.level for finding in findings)
    level = choices.get("only", "") if choices.get("only") in get_args(Level) else ""
    kept = [finding for finding in findings if level in {"", finding.level}]
    paging = read_paging(choices, PER_PAGE).of(len(kept))
    return FoundPage(
        shown=tuple(kept[paging.skip : paging.last]),
        level=level,
        counts=tuple((word, counts[word]) for word in get_args(Level) if counts[word]),
        paging=paging,
    )
