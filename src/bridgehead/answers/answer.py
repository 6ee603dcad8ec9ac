"""An answer: its header, from which it can be re-asked, and its named parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bridgehead.answers.shapes import Shape
from bridgehead.answers.values import ActorRef
from bridgehead.record.references import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A named part of an answer.

    Attributes:
        name: key in JSON. title: heading for people. shape: the part itself.
    """

    name: str
    title: str
    shape: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRef:
    """What an evidence id in a row stands for.

    Attributes:
        id: the entry's id. type: its entry type ("tie", "agreement", "evidence" ...).
        text: what it says, in a line. reference: paper, document or data set. locator: where in it.
        basis: stated, inferred or observed. on: the day it speaks for. rests_on: ids of its own evidence.
    """

    id: str
    type: str
    text: str
    reference: str = ""
    locator: str = ""
    basis: str = ""
    on: str = ""
    rests_on: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """As a plain object."""
        return {
            "id": self.id, "type": self.type, "text": self.text, "reference": self.reference, "locator": self.locator,
            "basis": self.basis, "on": self.on, "rests_on": list(self.rests_on),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the record an answer could use.

    Attributes:
        used: entries used. total: entries it could have used. unit: what is counted ("ties", "obligations").
        possible: how many of the used ones only possibly hold on the day.
        remarks: what was left out and why, a sentence each.
    """

    used: int
    total: int
    unit: str
    possible: int = 0
    remarks: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """As a plain object."""
        return {
            "used": self.used, "total": self.total, "unit": self.unit, "possible": self.possible,
            "remarks": list(self.remarks),
        }  # fmt: skip

    def __str__(self) -> str:
        """In a sentence, without its full stop.

        >>> str(Coverage(used=0, total=105, unit="obligations"))
        'none of the 105 obligations used'
        >>> str(Coverage(used=1, total=1, unit="obligations"))
        'obligations used: 1 of 1'
        """
        return self.tell()

    def tell(self, say: Callable[[str], str] = str) -> str:
        """The same in words that a page may say otherwise.

        Args:
            say: a fixed text as it is shown; `str` leaves it as it stands.
        """
        facts = {"unit": say(self.unit), "used": self.used or say("none"), "total": self.total}
        if not self.total:
            return say("no {unit} to use").format(**facts)
        if self.total == 1:
            share = say("{unit} used: {used} of 1").format(**facts)
            return say("{share}, only possibly in force").format(share=share) if self.possible else share
        told = say("{used} of {total} {unit} used") if self.used else say("{used} of the {total} {unit} used")
        share = told.format(**facts)
        if not self.possible:
            return share
        return say("{share}, {possible} of them only possibly in force").format(share=share, possible=self.possible)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that can be re-asked, checked and drawn.

    Attributes:
        question: name of the question. title: the question itself, ending in "?".
        parameters: its fields as asked, plain values. references: the works behind it.
        firm: the firm it was asked for. as_of: the day it is true for. lens: the lens, plain values.
        coverage: how much of the record was usable.
        evidence: what the ids in the rows stand for.
        caveats: what the reader must know before relying on it.
        parts: the answer itself.
    """

    question: str
    title: str
    parameters: Mapping[str, Any]
    references: tuple[Reference, ...]
    firm: ActorRef | None
    as_of: date
    lens: Mapping[str, Any]
    coverage: Coverage
    evidence: tuple[EvidenceRef, ...] = ()
    caveats: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    def part(self, name: str) -> Shape:
        """The shape of a part. Raises KeyError where there is none of this name."""
        for part in self.parts:
            if part.name == name:
                return part.shape
        raise KeyError(name)

    def to_plain(self) -> dict[str, Any]:
        """The whole answer as plain values: what `--json` prints and the API returns."""
        return {
            "question": self.question,
            "title": self.title,
            "firm": self.firm.to_plain() if self.firm else None,
            "parameters": dict(self.parameters),
            "references": [
                {"authors": ref.authors, "year": ref.year or None, "title": ref.title, "doi": ref.doi}
                for ref in self.references
            ],
            "as_of": self.as_of.isoformat(),
            "lens": dict(self.lens),
            "coverage": self.coverage.to_plain(),
            "evidence": [item.to_plain() for item in self.evidence],
            "caveats": list(self.caveats),
            "parts": [
                {
                    "name": part.name,
                    "title": part.title,
                    "shape": part.shape.shape,
                    "columns": [
                        {
                            "name": c.name,
                            "label": c.label,
                            "kind": c.kind,
                            "meaning": c.meaning,
                            "unit": c.unit,
                            "beside": c.beside,
                            "group": c.group,
                        }
                        for c in part.shape.columns
                    ],
                    "rows": part.shape.plain_rows(),
                    **part.shape.extras(),
                }
                for part in self.parts
            ],
        }
