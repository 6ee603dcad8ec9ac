"""OpenAlex: works and authors as its interface serves them, or as its snapshot holds them, one object a line.

A work is one publication of all its authors, never pairs, however many they are. An author's institutions become
affiliations: the work says that the author was there in the year of publication, so the tie's begin and end are unknown
and its evidence speaks for that year (years of affiliation are not dates of employment). OpenAlex gives the first of
January to works of which it knows no more than the year; such a date is read as the year.

A person's market is the one country that all works of the file name for them, else unknown; an institution's is its
own. Titles are not read: a publication's topic is OpenAlex's own word for what the work is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import msgspec

from bridgehead.record.findings import Finding
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._documents import find_objects, glance
from bridgehead.sources._openalex import Document, Publications, get_key

_DECODER = msgspec.json.Decoder(Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Openalex:
    """Reads OpenAlex's JSON: a page of results, a list, one object, or one object a line, gzipped or not."""

    name: ClassVar[str] = "openalex"
    summary: ClassVar[str] = "OpenAlex works and authors as JSON or JSON lines, gzipped or not"
    ignored: ClassVar[Mapping[str, str]] = {
        "title, abstract_inverted_index, keywords, concepts, mesh, topics but the first": "one topic is enough",
        "raw_affiliation_strings": "the institutions OpenAlex read in them are taken",
        "author_position, is_corresponding": "authors are taken in their order, all alike",
        "locations, biblio, open_access, ids, apc_list": "about the text, not about its authors",
        "referenced_works, related_works, counts_by_year": "works cited are not in the file",
        "last_known_institution, x_concepts": "deprecated by OpenAlex",
    }

    def recognises(self, path: Path) -> bool:
        """Whether it is JSON that names OpenAlex's works or authors."""
        start = glance(path)
        names_works = b"openalex.org/" in start and (b'"authorships"' in start or b'"publication_year"' in start)
        names_authors = b"openalex.org/A" in start and (b'"works_count"' in start or b'"affiliations"' in start)
        return start[:1] in {b"{", b"["} and (names_works or names_authors)

    def read(self, path: Path) -> Iterator[ReadRow]:
        """One row per work or author, then one with all people and institutions and one with all findings.

        Raises:
            SourceFileError: the file cannot be read, or holds no work and no author.
        """
        held = Publications(file=path.name)
        has_entries = False
        for number, content in find_objects(path, "results"):
            row = _read_object(held, path, number, content)
            has_entries = has_entries or bool(row.entries)
            yield row
        if not has_entries:
            raise SourceFileError(
                path, "it holds no work with authors and no author", "Fetch works or authors from OpenAlex as JSON."
            )
        yield ReadRow(entries=tuple(held.find_actors()))
        yield ReadRow(findings=held.find_findings())


def _read_object(held: Publications, path: Path, number: int, content: bytes | msgspec.Raw) -> ReadRow:
    try:
        document = _DECODER.decode(content)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return _skip(path, number, f"It is no work and no author ({error}). The row is skipped.")
    key = get_key(document)
    if not key:
        return _skip(path, number, f"Its id {document.id[:80]!r} is no work's and no author's. The row is skipped.")
    return ReadRow(number=number, entries=held.take(document, key))


def _skip(path: Path, number: int, message: str) -> ReadRow:
    finding = Finding(level="error", code="bad-object", message=message, file=path.name, row=number)
    return ReadRow(number=number, findings=(finding,))
