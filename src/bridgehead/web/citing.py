"""Parts of answers narrowed to the rows that rest on one entry."""

from __future__ import annotations

from dataclasses import replace

from bridgehead.answers import Answer


def keep_rows_citing(answer: Answer, part: str, id_: str) -> Answer:
    """An answer with one part, of it only the rows that rest on an entry.

    Args:
        answer: any. part: its name. id_: of the entry.
    """
    shape = answer.part(part)
    cited = replace(shape, rows=tuple(row for row in shape.rows if id_ in row.evidence))
    return replace(answer, parts=tuple(replace(one, shape=cited) for one in answer.parts if one.name == part))
