"""Works and authors of OpenAlex put together: who wrote with whom, and at which institution in which year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from bridgehead.record.dates import UNKNOWN, DateError, When, read_when
from bridgehead.record.entries import Actor, Assessment, Entry, Evidence, Interaction, Tie
from bridgehead.record.findings import Finding, Level
from bridgehead.record.markets import read_market
from bridgehead.sources._findings import Tally

_ID = re.compile(r"(?:https://openalex\.org/)?([AIW]\d{1,19})")
_REFERENCE = "OpenAlex"


class Institution(msgspec.Struct):
    """An institution, as an authorship or an author names it."""

    id: str | None = None
    display_name: str | None = None
    ror: str | None = None
    country_code: str | None = None
    type: str | None = None


class Author(msgspec.Struct):
    """An author, as an authorship names them."""

    id: str | None = None
    display_name: str | None = None
    orcid: str | None = None


class Authorship(msgspec.Struct):
    """One author of one work."""

    author: Author | None = None
    institutions: list[Institution] | None = None
    countries: list[str] | None = None
    raw_author_name: str | None = None


class Topic(msgspec.Struct):
    """What a work is about."""

    display_name: str | None = None


class Affiliation(msgspec.Struct):
    """An institution an author was at, with the years of the works that say so."""

    institution: Institution | None = None
    years: list[int] | None = None


class Document(msgspec.Struct):
    """A work or an author as served; only what is read stands here."""

    id: str
    display_name: str | None = None
    doi: str | None = None
    publication_date: str | None = None
    publication_year: int | None = None
    cited_by_count: int | None = None
    is_retracted: bool | None = None
    primary_topic: Topic | None = None
    authorships: list[Authorship] | None = None
    orcid: str | None = None
    display_name_alternatives: list[str] | None = None
    works_count: int | None = None
    affiliations: list[Affiliation] | None = None
    last_known_institutions: list[Institution] | None = None
    updated_date: str | None = None


_FINDINGS: dict[str, tuple[Level, str]] = {
    "author-without-id": (
        "note",
        "Authors whom OpenAlex gives no id, kept as a person of that work: {count} ({examples}).",
    ),
    "author-without-name": ("warning", "Authors without id and name, left out: {count} ({examples})."),
    "repeated-author": ("note", "Authors named twice in one work, taken once: {count} ({examples})."),
    "institution-without-id": ("note", "Institutions without id, left out: {count} ({examples})."),
    "several-markets": (
        "note",
        "Actors for whom several countries are named, so that their market is unknown: {count} ({examples}).",
    ),
    "unknown-market": ("warning", "Countries we do not know, left unknown: {count} ({examples})."),
    "bad-date": ("warning", "Dates that cannot be read, left unknown: {count} ({examples})."),
    "work-without-authors": ("warning", "Works that name no author and give nothing: {count} ({examples})."),
    "retracted": ("warning", "Retracted works, marked so in their note: {count} ({examples})."),
}


@dataclass(slots=True)
class _Held:
    """What has been said of one actor so far."""

    name: str
    evidence: str
    aliases: tuple[str, ...] = ()
    sector: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publications:
    """Actors gathered over all works of a file; works and ties are given as they come.

    Attributes:
        file: its name. people, institutions: by id. tallies: findings by code.
    """

    file: str
    people: dict[str, _Held] = field(default_factory=dict)
    institutions: dict[str, _Held] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(
        default_factory=lambda: {code: Tally(level, code, message) for code, (level, message) in _FINDINGS.items()}
    )

    def take(self, document: Document, key: str) -> tuple[Entry, ...]:
        """The entries of a work or an author; the actors they name are kept for `find_actors`.

        Args:
            document: the work or author. key: its id, as in W1 or A1.
        """
        return tuple(self._take_author(document, key) if key[0] == "A" else self._take_work(document, key))

    def find_actors(self) -> Iterator[Actor]:
        """Every person and institution that was named, each once."""
        for held_by_id, kind in ((self.institutions, "organisation"), (self.people, "person")):
            for id_, held in held_by_id.items():
                if len(held.countries) > 1:
                    self.tallies["several-markets"].add(f"{held.name}: {', '.join(held.countries)}")
                yield Actor(
                    id=id_,
                    evidence=(held.evidence,),
                    kind=kind,
                    name=held.name,
                    aliases=held.aliases,
                    market=held.countries[0] if len(held.countries) == 1 else None,
                    sector=held.sector,
                    identifiers=held.identifiers,
                )

    def find_findings(self) -> tuple[Finding, ...]:
        """What was odd, one finding a kind."""
        return tuple(finding for tally in self.tallies.values() for finding in tally.findings(self.file))

    def _take_work(self, work: Document, key: str) -> Iterator[Entry]:
        begin = self._read_date(work, key)
        evidence = f"openalex:evidence:{key}"
        ties: dict[str, Tie] = {}
        participants: dict[str, None] = {}
        for place, authorship in enumerate(work.authorships or (), start=1):
            person = self._take_person(authorship, key, place, evidence)
            if person in participants:
                self.tallies["repeated-author"].add(f"{person} in {key}")
            if person:
                participants[person] = None
                for tie in self._build_ties(person, authorship.institutions or (), evidence):
                    ties[tie.id] = tie
        if not participants:
            self.tallies["work-without-authors"].add(key)
            return
        if work.is_retracted:
            self.tallies["retracted"].add(key)
        yield Evidence(
            id=evidence,
            reference=_REFERENCE,
            locator=f"{key}, doi {_bare(work.doi)}" if work.doi else key,
            kind="dataset",
            on=read_when(begin[:4]) if begin.is_known else UNKNOWN,
            paraphrase="" if work.cited_by_count is None else f"Cited by {work.cited_by_count} works.",
        )
        yield Interaction(
            id=f"openalex:{key}",
            evidence=(evidence,),
            begin=begin,
            note="Retracted." if work.is_retracted else "",
            kind="publication",
            participants=tuple((person, "author") for person in participants),
            topic=(work.primary_topic and work.primary_topic.display_name) or "",
        )
        yield from ties.values()

    def _take_author(self, author: Document, key: str) -> Iterator[Entry]:
        person, evidence = f"openalex:{key}", f"openalex:evidence:{key}"
        last_known = author.last_known_institutions or ()
        countries = dict.fromkeys(institution.country_code or "" for institution in last_known)
        self._hold_person(person, Author(author.id, author.display_name, author.orcid), list(countries), evidence)
        self.people[person].aliases = tuple(
            dict.fromkeys(
                name for name in author.display_name_alternatives or () if name and name != author.display_name
            )
        )
        on = self._read_day(author.updated_date, key)
        yield Evidence(id=evidence, reference=_REFERENCE, locator=key, kind="dataset", on=on)
        for item, number in (("publications", author.works_count), ("citations", author.cited_by_count)):
            if number is not None and number >= 0:
                yield Assessment(
                    id=f"openalex:{key}:{item}", evidence=(evidence,), begin=on, subject=person,
                    instrument="candidate", item=item, value=number,
                )  # fmt: skip
        for affiliation in author.affiliations or ():
            yield from self._take_affiliation(person, key, affiliation)

    def _take_affiliation(self, person: str, key: str, affiliation: Affiliation) -> Iterator[Entry]:
        """The tie to one institution, resting on one piece of evidence for each year."""
        institution = affiliation.institution
        place = _short(institution.id) if institution else ""
        if institution is None or not place:
            self.tallies["institution-without-id"].add(key)
            return
        years = sorted({year for year in affiliation.years or () if 1 <= year <= 9998})
        told = [
            Evidence(
                id=f"openalex:evidence:{key}:{place}:{year}", reference=_REFERENCE, locator=f"{key}, {place}, {year}",
                kind="dataset", on=read_when(f"{year:04}"),
            )
            for year in years
        ]  # fmt: skip
        yield from told
        evidence = tuple(item.id for item in told) or (f"openalex:evidence:{key}",)
        for tie in self._build_ties(person, (institution,), evidence[0]):
            yield Tie(
                id=tie.id, evidence=evidence, sender=tie.sender, receiver=tie.receiver, kind=tie.kind, role=tie.role
            )

    def _take_person(self, authorship: Authorship, work: str, place: int, evidence: str) -> str:
        """The id of the author of an authorship, who is now held; "" where there is neither id nor name."""
        author = authorship.author or Author()
        name = author.display_name or authorship.raw_author_name or ""
        key = _short(author.id)
        if not key and not name:
            self.tallies["author-without-name"].add(f"author {place} of {work}")
            return ""
        if not key:
            self.tallies["author-without-id"].add(f"{name} of {work}")
        person = f"openalex:{key or f'{work}:{place}'}"
        self._hold_person(person, Author(author.id, name or key, author.orcid), authorship.countries or (), evidence)
        return person

    def _hold_person(self, person: str, author: Author, countries: list[str] | tuple[str, ...], evidence: str) -> None:
        held = self.people.get(person)
        if held is None:
            schemes = (("openalex", _short(author.id)), ("orcid", _bare(author.orcid)))
            held = self.people[person] = _Held(
                name=author.display_name or person.removeprefix("openalex:"),
                evidence=evidence,
                identifiers=tuple((scheme, value) for scheme, value in schemes if value),
            )
        for country in countries:
            self._hold_country(held, country)

    def _build_ties(
        self, person: str, institutions: list[Institution] | tuple[Institution, ...], evidence: str
    ) -> Iterator[Tie]:
        for institution in institutions:
            key = _short(institution.id)
            if not key:
                self.tallies["institution-without-id"].add(institution.display_name or "no name")
                continue
            id_ = f"openalex:{key}"
            held = self.institutions.get(id_)
            if held is None:
                schemes = (("openalex", key), ("ror", _bare(institution.ror)))
                held = self.institutions[id_] = _Held(
                    name=institution.display_name or key,
                    evidence=evidence,
                    sector=institution.type or "",
                    identifiers=tuple((scheme, value) for scheme, value in schemes if value),
                )
            self._hold_country(held, institution.country_code or "")
            yield Tie(
                id=f"{person}--{key}", evidence=(evidence,), sender=person, receiver=id_, kind="affiliation",
            )  # fmt: skip

    def _hold_country(self, held: _Held, country: str) -> None:
        if not country or country in held.countries:
            return
        code = read_market(country).code
        if code is None:
            self.tallies["unknown-market"].add(country)
        elif code not in held.countries:
            held.countries = (*held.countries, code)

    def _read_date(self, work: Document, key: str) -> When:
        """The day of publication; the first of January stands for a year of which no more is known."""
        text = work.publication_date or (str(work.publication_year) if work.publication_year else "")
        return self._read_day(text.removesuffix("-01-01"), key)

    def _read_day(self, text: str | None, key: str) -> When:
        day = _read_when(text[:10]) if text else UNKNOWN
        if day is None:
            self.tallies["bad-date"].add(f"{text} ({key})")
        return day or UNKNOWN


@lru_cache(maxsize=50_000)
def _read_when(text: str) -> When | None:
    try:
        return read_when(text)
    except DateError:
        return None


def get_key(document: Document) -> str:
    """W1 or A1 for a work or an author; "" for anything else."""
    key = _short(document.id)
    return key if key[:1] in {"A", "W"} else ""


def _short(url: str | None) -> str:
    """A1 for https://openalex.org/A1; "" for what is no OpenAlex id."""
    match = _ID.fullmatch(url) if url else None
    return match[1] if match else ""


def _bare(url: str | None) -> str:
    """What stands behind the host of an address: a DOI, an ORCID, a ROR."""
    return url.removeprefix("https://").partition("/")[2] if url and url.startswith("https://") else url or ""
