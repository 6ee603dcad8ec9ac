"""Links from rows to numbered sources, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from bridgehead.answers import EvidenceRef
from bridgehead.present.sources import SourceList
from bridgehead.present.svg import join

#: a row shows this many source numbers; the others unfold
_SHOWN = 6
#: a source names this many of the rows that cite it, and says how many more there are
_BACK_LINKS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One entry of the list of sources.

    Attributes:
        number: from 1. item: what it stands for. rests_on: links to its own sources.
        back: (anchor, words) of rows that cite it. more: how many further rows do.
    """

    number: int
    item: EvidenceRef
    rests_on: Markup
    back: tuple[tuple[str, str], ...]
    more: int


@dataclass(slots=True)
class Citations:
    """Writes source numbers as links and remembers which row cited what.

    Attributes:
        sources: all sources of the report, numbered.
    """

    sources: SourceList
    _cited: dict[int, dict[str, str]] = field(default_factory=dict)

    def cite(self, ids: Iterable[str], anchor: str, words: str) -> Markup:
        """Links to the sources of a row.

        Args:
            ids: of its evidence. anchor: id of the row on the page. words: what a back link to it says.
        """
        numbers = self.sources.number(ids)
        for number in numbers:
            self._cited.setdefault(number, {}).setdefault(anchor, words)
        links = [_link(number) for number in numbers]
        if len(links) <= _SHOWN + 1:
            return _join_links(links)
        more = Markup('<details class="more"><summary>{} more</summary>{}</details>')
        hidden = more.format(len(links) - _SHOWN, _join_links(links[_SHOWN:]))
        return _join_links(links[:_SHOWN]) + Markup(" ") + hidden

    def list_entries(self) -> Iterator[SourceEntry]:
        """Every source with its links, in the order of the numbers."""
        for source in self.sources:
            back = tuple(self._cited.get(source.number, {}).items())
            yield SourceEntry(
                number=source.number,
                item=source.item,
                rests_on=_join_links([_link(number) for number in self.sources.number(source.item.rests_on)]),
                back=back[:_BACK_LINKS],
                more=max(len(back) - _BACK_LINKS, 0),
            )


def _link(number: int) -> Markup:
    return Markup('<a class="cite" href="#source-{0}">{0}</a>').format(number)


def _join_links(links: Iterable[Markup]) -> Markup:
    return Markup(" ").join(join([link]) for link in links)
