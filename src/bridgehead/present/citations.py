"""Links from rows to numbered sources, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from bridgehead.answers import EvidenceRef
from bridgehead.present.links import Say
from bridgehead.present.sources import SourceList

#: a row shows this many source numbers; the others unfold
_SHOWN = 6
#: a source links to this many of the rows that cite it, and says how many more there are
_BACK_LINKS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row stands: its id on the page, the title of its part, and its number there."""

    anchor: str
    part: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One entry of the list of sources.

    Attributes:
        number: from 1. item: what it stands for. rests_on: links to its own sources. places: the rows that cite it.
    """

    number: int
    item: EvidenceRef
    rests_on: Markup
    places: tuple[Place, ...]

    @property
    def back(self) -> tuple[tuple[str, Markup], ...]:
        """Links to the first rows that cite it, behind the title of their part."""
        return tuple(_link_back(self.places[:_BACK_LINKS]))

    @property
    def more(self) -> int:
        """How many further rows cite it."""
        return max(len(self.places) - _BACK_LINKS, 0)


@dataclass(slots=True)
class Citations:
    """Writes source numbers as links and remembers which row cited what.

    Attributes:
        sources: all sources of the report, numbered. say: how a page says the words between links.
    """

    sources: SourceList
    say: Say = str
    _cited: dict[int, dict[str, Place]] = field(default_factory=dict)

    def cite(self, ids: Iterable[str], place: Place) -> Markup:
        """Links to the sources of a row.

        Args:
            ids: of its evidence. place: where the row stands.
        """
        numbers = self.sources.number(ids)
        for number in numbers:
            self._cited.setdefault(number, {}).setdefault(place.anchor, place)
        links = [_link(number) for number in numbers]
        if len(links) <= _SHOWN + 1:
            return _join_links(links)
        told = self.say("{number} more").format(number=len(links) - _SHOWN)
        more = Markup('<details class="more"><summary>{}</summary>{}</details>')
        hidden = more.format(told, _join_links(links[_SHOWN:]))
        return _join_links(links[:_SHOWN]) + Markup(" ") + hidden

    def list_entries(self) -> Iterator[SourceEntry]:
        """Every source with its links, in the order of the numbers."""
        for source in self.sources:
            yield SourceEntry(
                number=source.number,
                item=source.item,
                rests_on=_join_links([_link(number) for number in self.sources.number(source.item.rests_on)]),
                places=tuple(self._cited.get(source.number, {}).values()),
            )


def _link_back(places: Iterable[Place]) -> Iterator[tuple[str, Markup]]:
    """Links to rows, part by part."""
    for part, rows in groupby(places, key=lambda place: place.part):
        links = (Markup('<a href="#{}">{}</a>').format(row.anchor, row.number) for row in rows)
        yield part, Markup(", ").join(links)


def _link(number: int) -> Markup:
    return Markup('<a class="cite" href="#source-%d">%d</a>') % (number, number)


def _join_links(links: Iterable[Markup]) -> Markup:
    return Markup(" ").join(links)
