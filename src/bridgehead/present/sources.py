"""Evidence as numbered sources: numbers by first mention, each number opening to what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bridgehead.answers import Answer, EvidenceRef, RouteRow, Row


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered source.

    Attributes:
        number: from 1. item: what it stands for.
    """

    number: int
    item: EvidenceRef


@dataclass(frozen=True, slots=True)
class SourceList:
    """All sources of one or more answers, by evidence id in the order of their numbers."""

    by_id: Mapping[str, Source]

    def __iter__(self) -> Iterator[Source]:
        """In the order of their numbers."""
        return iter(self.by_id.values())

    def number(self, ids: Iterable[str]) -> list[int]:
        """The numbers of evidence ids, sorted, each once."""
        return sorted({self.by_id[id_].number for id_ in ids if id_ in self.by_id})


def list_sources(answers: Iterable[Answer]) -> SourceList:
    """Number evidence: what rows and steps cite, in reading order, then what that rests on, then the rest.

    An id that an answer cites and does not describe is kept, so that nothing cited goes missing.
    """
    kept = tuple(answers)
    described: dict[str, EvidenceRef] = {}
    for item in (item for answer in kept for item in answer.evidence):
        described.setdefault(item.id, item)
    waiting = [id_ for answer in kept for part in answer.parts for row in part.shape.rows for id_ in get_cited(row)]
    by_id: dict[str, Source] = {}
    while waiting := waiting or [id_ for id_ in described if id_ not in by_id]:
        below: list[str] = []
        for id_ in waiting:
            if id_ not in by_id:
                item = described.get(id_) or EvidenceRef(id=id_, type="", text="not described in this answer")
                by_id[id_] = Source(len(by_id) + 1, item)
                below.extend(item.rests_on)
        waiting = below
    return SourceList(by_id)


def get_cited(row: Row) -> tuple[str, ...]:
    """The evidence ids of a row, its steps included."""
    steps = row.steps if isinstance(row, RouteRow) else ()
    return (*row.evidence, *(id_ for step in steps for id_ in step.evidence))


def describe_source(item: EvidenceRef) -> str:
    """A source in one line: what it says, where it stands, on which basis and for which day."""
    place = ", ".join(part for part in (item.reference, item.locator) if part)
    about = ", ".join(part for part in (item.basis, item.on) if part)
    kind = f"{item.type}: " if item.type else ""
    return f"{kind}{item.text or item.id}" + (f" {_DASH} {place}" if place else "") + (f" ({about})" if about else "")


_DASH = "\N{EM DASH}"


def join_numbers(numbers: Iterable[int]) -> str:
    """Sorted numbers with runs drawn together.

    >>> join_numbers([1, 2, 3, 5, 7, 8])
    '1\N{EN DASH}3, 5, 7, 8'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}\N{EN DASH}{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
