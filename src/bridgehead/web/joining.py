"""Answers to several questions as one, so that a page numbers their sources together."""

from __future__ import annotations

from dataclasses import replace

from bridgehead.answers import Answer, Row


def join_answers(first: Answer, *others: Answer) -> Answer:
    """The first answer with the parts, evidence, references and caveats of the others behind its own, each once.

    Args:
        first: gives the header. others: of the same record, through the same lens.
    """
    answers = (first, *others)
    return replace(
        first,
        references=tuple(dict.fromkeys(reference for answer in answers for reference in answer.references)),
        evidence=tuple({item.id: item for answer in answers for item in answer.evidence}.values()),
        caveats=tuple(dict.fromkeys(caveat for answer in answers for caveat in answer.caveats)),
        parts=tuple(part for answer in answers for part in answer.parts),
    )


def find_rows(answer: Answer, name: str) -> tuple[Row, ...]:
    """The rows of a part; () where the answer has none of that name."""
    return next((part.shape.rows for part in answer.parts if part.name == name), ())
