"""BibTeX and BibLaTeX: who wrote with whom, and when.

A work with authors is one publication of all of them, never pairs. A person is known by their name alone, put as "Last,
First": one who signs now with a first name and now with an initial is two people until somebody judges them the same,
and two namesakes are one. The precision of dates is kept: a year stays a year. LaTeX's accents become letters. A name
in braces is kept as written, since nobody can tell there which part is which.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from bridgehead.record.dates import UNKNOWN, DateError, When, read_when
from bridgehead.record.entries import Actor, Entry, Evidence, Interaction
from bridgehead.record.findings import Finding, Level
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._bibtex import Block, find_blocks
from bridgehead.sources._findings import Tally
from bridgehead.sources._names import find_names, is_literal, normalise, plain_text
from bridgehead.sources._rows import slug
from bridgehead.sources._text import find_encoding, open_text

_LARGEST = 128 * 2**20
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FINDINGS: dict[str, tuple[Level, str]] = {
    "no-authors": ("note", "Works without authors, which give nothing: {count} ({examples})."),
    "more-authors": ("note", "Works with authors the file does not name ('and others'): {count} ({examples})."),
    "literal-name": ("note", "Names in braces, kept as written and taken for people: {count} ({examples})."),
    "duplicate-work": ("note", "Works that stand there already, by key or DOI, left out: {count} ({examples})."),
    "bad-date": ("warning", "Dates that cannot be read, left unknown: {count} ({examples})."),
    "no-date": ("note", "Works without a year: {count} ({examples})."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibtex:
    """Reads BibTeX files.

    Attributes:
        namespace: first part of the ids of works without a DOI; "" is the file's name.
    """

    name: ClassVar[str] = "bibtex"
    summary: ClassVar[str] = "BibTeX and BibLaTeX bibliographies: authors and publications"
    ignored: ClassVar[Mapping[str, str]] = {
        "title, abstract, keywords, note, annote": "a publication is known by its authors, its day and its DOI",
        "journal, booktitle, publisher, volume, pages": "about the text, not about its authors",
        "editor, translator": "not authors of the work",
        "file, url, urldate": "where somebody keeps it",
        "@comment, @preamble": "not works",
    }

    namespace: str = ""

    def recognises(self, path: Path) -> bool:
        """Whether an entry with a key begins near its beginning."""
        if path.is_dir():
            return False
        try:
            with open_text(path, find_encoding(path).name) as text:
                start = text.read(2**14)
        except SourceFileError:
            return False
        first = next(find_blocks(start), None)
        return first is not None and bool(first.key) and not start.lstrip().startswith(("{", "<"))

    def read(self, path: Path) -> Iterator[ReadRow]:
        """One row per work, numbered by the line it begins on, then one with findings on the file as a whole.

        Raises:
            SourceFileError: the file cannot be read, or holds no work.
        """
        reading = _Reading(file=path.name, namespace=self.namespace or slug(path.name.partition(".")[0]))
        is_empty = True
        for block in find_blocks(_load(path)):
            is_empty = False
            yield reading.read(block)
        if is_empty:
            raise SourceFileError(path, "it holds no work", "A work begins with '@article{key,' or another type.")
        yield ReadRow(findings=tuple(reading.find_findings()))


def _load(path: Path) -> str:
    with open_text(path, find_encoding(path).name) as file:
        text = file.read(_LARGEST + 1)
    if len(text) > _LARGEST:
        raise SourceFileError(path, "it holds more than 128 MB", "Split it.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What has been met so far: people by id, works by id."""

    file: str
    namespace: str
    people: set[str] = field(default_factory=set)
    works: set[str] = field(default_factory=set)
    tallies: Mapping[str, Tally] = field(
        default_factory=lambda: {code: Tally(level, code, message) for code, (level, message) in _FINDINGS.items()}
    )

    def read(self, block: Block) -> ReadRow:
        """One work: its evidence, the people not met before, and the publication."""
        if block.fault:
            message = f"The entry {block.key or block.kind!r} cannot be read: {block.fault}. The row is skipped."
            finding = Finding(level="error", code="bad-entry", message=message, file=self.file, row=block.line)
            return ReadRow(number=block.line, findings=(finding,))
        people = dict(self._find_people(block))
        if not people:
            self.tallies["no-authors"].add(block.key)
            return ReadRow(number=block.line)
        doi = _find_doi(block.fields.get("doi", ""))
        id_ = f"bibtex:doi:{doi}" if doi else f"{self.namespace}:{slug(block.key)}"
        if id_ in self.works:
            self.tallies["duplicate-work"].add(block.key)
            return ReadRow(number=block.line)
        self.works.add(id_)
        return ReadRow(number=block.line, entries=tuple(self._build(block, id_, doi, people)))

    def find_findings(self) -> Iterator[Finding]:
        """What was odd, one finding a kind."""
        for tally in self.tallies.values():
            yield from tally.findings(self.file)

    def _build(self, block: Block, id_: str, doi: str, people: Mapping[str, str]) -> Iterator[Entry]:
        begin = self._read_date(block)
        told = Evidence(
            id=f"{id_}:evidence", reference=self.file, kind="dataset", on=begin,
            locator=f"{block.key}, doi {doi}" if doi else block.key,
        )  # fmt: skip
        yield told
        for person, name in people.items():
            if person not in self.people:
                self.people.add(person)
                last, comma, first = name.partition(", ")
                aliases = (f"{first} {last}",) if comma else ()
                yield Actor(id=person, evidence=(told.id,), kind="person", name=name, aliases=aliases)
        yield Interaction(
            id=id_, evidence=(told.id,), begin=begin, kind="publication",
            participants=tuple((person, "author") for person in people),
        )  # fmt: skip

    def _find_people(self, block: Block) -> Iterator[tuple[str, str]]:
        """Id and name of each author, in order."""
        for written in find_names(block.fields.get("author", "")):
            if written.lower() == "others":
                self.tallies["more-authors"].add(block.key)
                continue
            literal = is_literal(written)
            name = plain_text(written) if literal else normalise(written)
            if not any(char.isalnum() for char in name):
                continue
            if literal:
                self.tallies["literal-name"].add(name)
            yield _identify(name), name

    def _read_date(self, block: Block) -> When:
        """Year, month and day as far as they are told."""
        year = plain_text(block.fields.get("date", "") or block.fields.get("year", ""))
        month = plain_text(block.fields.get("month", "")).lower()
        if not year:
            self.tallies["no-date"].add(block.key)
            return UNKNOWN
        number = next((place for place, word in enumerate(_MONTHS, start=1) if month.startswith(word)), 0)
        number = int(month) if month.isdecimal() and len(month) < 3 else number
        try:
            # BibLaTeX writes a range with a slash
            first, slash, last = year.partition("/")
            if slash and last:
                return read_when(f"{first}..{last}")
            return read_when(f"{first}-{number:02}" if number and first.isdecimal() else first)
        except DateError:
            self.tallies["bad-date"].add(f"{year} {month}".strip())
            return UNKNOWN


def _identify(name: str) -> str:
    """An id made of a name; names that differ in accents or script alone get ids that differ."""
    short = slug(name)
    is_plain = name.isascii() and len(short) < 60
    return f"bibtex:{short}" if is_plain else f"bibtex:{short[:60]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _find_doi(text: str) -> str:
    """A DOI in small letters, without an address in front; "" for what is none."""
    bare = plain_text(text).lower().rpartition("doi.org/")[2].removeprefix("doi:").strip()
    return bare if bare.startswith("10.") and "/" in bare and bare.isprintable() and " " not in bare else ""
