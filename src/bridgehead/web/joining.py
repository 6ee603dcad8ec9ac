"""Answers to several questions as one, so that a page numbers their sources together; and what a page takes of them."""

from __future__ import annotations

from dataclasses import replace

from bridgehead.answers import Answer, Groups, Part, Row


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


def keep_filled_groups(answer: Answer) -> Answer:
    """An answer without the groups that no row is in: of one market only its own is of interest."""
    return replace(answer, parts=tuple(_keep_filled(part) for part in answer.parts))


def _keep_filled(part: Part) -> Part:
    shape = part.shape
    if not isinstance(shape, Groups):
        return part
    return replace(part, shape=replace(shape, groups=tuple(one for one in shape.groups if shape.members(one[0]))))
