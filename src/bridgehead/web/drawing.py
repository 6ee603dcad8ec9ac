"""An answer drawn for a page: the views of `present`, with names that lead on and sources that open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bridgehead.answers import Answer, Part, Row
from bridgehead.present.answer_view import AnswerView, build_answer_view
from bridgehead.present.citations import Citations, SourceEntry
from bridgehead.present.glossary import Glossary
from bridgehead.present.links import Links, Say
from bridgehead.present.sources import get_cited, list_sources
from bridgehead.present.tables import TableBuilder
from bridgehead.web.translating import translate_answer

#: rows of a part that a page draws before it offers the others; sources it lists of one row
ROWS, CITED = 100, 12
#: sources from which on a page makes their list only when it is opened
_MANY_SOURCES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnAnswer:
    """An answer ready for the templates.

    Attributes:
        view: header, map, parts. links: where its names lead. sources: numbered. terms: words used, explained.
        more: (title of a part, rows drawn, rows there are) of each part that was cut.
    """

    view: AnswerView
    links: Links
    sources: tuple[SourceEntry, ...]
    terms: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]
    more: tuple[tuple[str, int, int], ...]

    @property
    def has_many_sources(self) -> bool:
        """Whether the list of sources is too long to be made before anybody opens it."""
        return len(self.sources) >= _MANY_SOURCES

    @property
    def answer(self) -> Answer:
        """What it draws."""
        return self.view.answer


def draw_answer(answer: Answer, links: Links, *, rows: int = ROWS, parts: tuple[str, ...] = ()) -> DrawnAnswer:
    """An answer ready for a page.

    Args:
        answer: any. links: where names lead. rows: of each part at most; 0 draws all of them, and lists every source.
        parts: names of those to draw; () means all.
    """
    kept = tuple(part for part in answer.parts if not parts or part.name in parts)
    cut = tuple(
        (links.say(part.title), rows, len(part.shape.rows)) for part in kept if rows and len(part.shape.rows) > rows
    )
    if rows:
        kept = tuple(_cut(part, rows, links.say) for part in kept)
    shown = translate_answer(replace(answer, parts=kept), links.say)
    citations, glossary = Citations(list_sources([_keep_cited(shown)]), links.say), Glossary(links)
    view = build_answer_view(shown, "answer", TableBuilder(citations, glossary))
    return DrawnAnswer(view=view, links=links, sources=tuple(citations.list_entries()), terms=tuple(glossary), more=cut)


def _cut(part: Part, rows: int, say: Say) -> Part:
    """A part with its first rows, each listing no more sources than a page can hold."""
    return replace(part, shape=replace(part.shape, rows=tuple(_cut_cited(row, say) for row in part.shape.rows[:rows])))


def _cut_cited(row: Row, say: Say) -> Row:
    """A row that lists no more sources than a page can hold, and says so."""
    total = len(row.evidence)
    if total <= CITED:
        return row
    told = say("Rests on {total} entries; {some} of them are listed as sources.").format(total=total, some=CITED)
    return replace(row, evidence=row.evidence[:CITED], note=f"{say(row.note)} {told}".strip())


def _keep_cited(answer: Answer) -> Answer:
    """The answer with the evidence that its rows rest on, directly or not; what cut rows cite is left out."""
    described = {item.id: item for item in answer.evidence}
    waiting = [id_ for part in answer.parts for row in part.shape.rows for id_ in get_cited(row)]
    kept: dict[str, None] = {}
    while waiting:
        id_ = waiting.pop()
        if id_ not in kept and id_ in described:
            kept[id_] = None
            waiting.extend(described[id_].rests_on)
    return replace(answer, evidence=tuple(item for item in answer.evidence if item.id in kept))
