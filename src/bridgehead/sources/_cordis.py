"""Participations collected into organisations and projects, and the entries they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from bridgehead.record.dates import UNKNOWN, DateError, When, on_day
from bridgehead.record.entries import Actor, Agreement, Entry, Evidence
from bridgehead.record.findings import Finding, Level
from bridgehead.record.markets import MarketReading, read_market
from bridgehead.sources import ReadRow
from bridgehead.sources._findings import Tally
from bridgehead.sources._values import ValueTextError, read_day

#: CORDIS's activity types in words
SECTOR_BY_TYPE: dict[str, str] = {
    "PRC": "private company",
    "HES": "higher or secondary education",
    "REC": "research organisation",
    "PUB": "public body",
    "OTH": "other organisation",
}


@dataclass(slots=True)
class Organisation:
    """What the rows of one participant code say; each mapping counts how many rows say it."""

    names: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    short_names: dict[str, int] = field(default_factory=dict)
    vat_numbers: dict[str, int] = field(default_factory=dict)
    websites: dict[str, int] = field(default_factory=dict)
    is_sme: bool = False

    def add(self, texts: Mapping[str, str]) -> None:
        """Count what one row says; blanks are not counted.

        Args:
            texts: meaning of the column -> cell.
        """
        for meaning, counts in (
            ("name", self.names),
            ("country", self.countries),
            ("type", self.types),
            ("short_name", self.short_names),
            ("vat", self.vat_numbers),
            ("website", self.websites),
        ):
            text = texts.get(meaning)
            if text:
                counts[text] = counts.get(text, 0) + 1
        self.is_sme = self.is_sme or texts.get("sme", "").lower() == "true"


@dataclass(slots=True)
class Project:
    """What the rows of one project say."""

    first_row: int
    last_row: int
    start: str = ""
    end: str = ""
    title: str = ""
    parties: dict[str, None] = field(default_factory=dict)
    coordinators: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


#: code of a finding -> its level and message
_FINDINGS: dict[str, tuple[Level, str]] = {
    "missing-code": ("error", "Rows without a project or a participant code, skipped: {count} ({examples})."),
    "ragged-row": ("error", "Rows with more or fewer cells than the header, skipped: {count} ({examples})."),
    "repeated-party": ("note", "Rows that name a participant of a project again, merged: {count} ({examples})."),
    "missing-name": ("note", "Organisations without a name, whose code stands for it: {count} ({examples})."),
    "market-read": ("note", "Organisations with a country code that is not in ISO 3166-1: {count} ({examples})."),
    "unknown-market": ("warning", "Organisations with a country we do not know, left unknown: {count} ({examples})."),
    "unknown-type": ("warning", "Organisations of a type that CORDIS does not define: {count} ({examples})."),
    "conflicting-names": (
        "warning",
        "Organisations of several names, the commonest kept, the others made aliases: {count} ({examples}).",
    ),
    "conflicting-markets": ("warning", "Organisations of several countries, commonest kept: {count} ({examples})."),
    "bad-date": ("warning", "Dates that cannot be read, left unknown: {count} ({examples})."),
    "reversed-dates": ("warning", "Projects that end before they begin, dates left unknown: {count} ({examples})."),
    "single-party": (
        "note",
        "Projects of one participant, which are no consortium and give only the participant: {count} ({examples}).",
    ),
}


def _tallies() -> dict[str, Tally]:
    return {code: Tally(level, code, message) for code, (level, message) in _FINDINGS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Participations:
    """All participations of a file, by project and by organisation, in the order first met.

    Attributes:
        file: its name. reference: what evidence is said to rest on.
        project_key: put before a project's number in ids, so that two numberings do not meet.
    """

    file: str
    reference: str
    project_key: str = ""
    projects: dict[str, Project] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=_tallies)

    def find_rows(self) -> Iterator[ReadRow]:
        """One row per project: its evidence, the organisations not met before, and the agreement; then the findings."""
        given: set[str] = set()
        for number, project in self.projects.items():
            begin = self._read_day(project.start, number)
            evidence = self._build_evidence(number, project, begin)
            new = [code for code in project.parties if code not in given]
            given.update(new)
            entries: list[Entry] = [evidence, *(self._build_actor(code, evidence.id) for code in new)]
            if len(project.parties) > 1:
                entries.append(self._build_agreement(number, project, evidence.id, begin))
            else:
                self.tallies["single-party"].add(number)
            yield ReadRow(number=project.first_row, entries=tuple(entries))
        yield ReadRow(findings=self.find_findings())

    def find_findings(self) -> tuple[Finding, ...]:
        """What was odd, one finding a kind."""
        return tuple(finding for tally in self.tallies.values() for finding in tally.findings(self.file))

    def _build_evidence(self, number: str, project: Project, begin: When) -> Evidence:
        first, last = project.first_row, project.last_row
        rows = f"row {first}" if first == last else f"rows {first}-{last}"
        return Evidence(
            id=f"cordis:evidence:{self.project_key}{number}",
            reference=self.reference,
            locator=f"project {number}, {rows}",
            kind="dataset",
            on=begin,
        )

    def _build_agreement(self, number: str, project: Project, evidence: str, begin: When) -> Agreement:
        last_day = self._read_day(project.end, number)
        # the end CORDIS gives is the last day of the project; an entry's end is the first day after
        end = on_day(last_day.latest + timedelta(days=1)) if last_day.latest else UNKNOWN
        if begin.earliest and end.latest and end.latest < begin.earliest:
            self.tallies["reversed-dates"].add(number)
            begin = end = UNKNOWN
        return Agreement(
            id=f"cordis:project:{self.project_key}{number}",
            evidence=(evidence,),
            begin=begin,
            end=end,
            note=self._describe(project),
            parties=tuple((f"cordis:pic:{code}", None) for code in project.parties),
            form="consortium",
            scope=project.title,
        )

    def _describe(self, project: Project) -> str:
        """Who coordinates, and who is said to have left."""
        notes = [
            f"{label}: {', '.join(f'{self._name(code)} ({code})' for code in codes)}."
            for label, codes in (("Coordinator", project.coordinators), ("No longer taking part", project.left))
            if codes
        ]
        return " ".join(notes)

    def _name(self, code: str) -> str:
        names = self.organisations[code].names
        return _commonest(names) if names else f"PIC {code}"

    def _build_actor(self, code: str, evidence: str) -> Actor:
        held = self.organisations[code]
        name = self._name(code)
        if not held.names:
            self.tallies["missing-name"].add(code)
        if len(held.names) > 1:
            self.tallies["conflicting-names"].add(f"{name} ({code})")
        others = [other for other in (*sorted(held.names), *held.short_names) if other != name]
        kind = _commonest(held.types)
        if kind and kind not in SECTOR_BY_TYPE:
            self.tallies["unknown-type"].add(f"{kind} ({code})")
        schemes = (("vat", held.vat_numbers), ("website", held.websites))
        return Actor(
            id=f"cordis:pic:{code}",
            evidence=(evidence,),
            kind="organisation",
            name=name,
            aliases=tuple(dict.fromkeys(others)),
            market=self._read_market(code, held.countries),
            sector=SECTOR_BY_TYPE.get(kind, ""),
            size="SME" if held.is_sme else "",
            identifiers=(("pic", code), *((scheme, _commonest(texts)) for scheme, texts in schemes if texts)),
        )

    def _read_market(self, code: str, countries: Mapping[str, int]) -> str | None:
        if len(countries) > 1:
            self.tallies["conflicting-markets"].add(f"{', '.join(countries)} ({code})")
        country = _commonest(countries)
        reading = read_market(country) if country else MarketReading(None)
        if reading.code is None and country:
            self.tallies["unknown-market"].add(f"{country} ({code})")
        elif reading.note and reading.code != country:
            self.tallies["market-read"].add(f"{country} read as {reading.code}")
        return reading.code

    def _read_day(self, text: str, number: str) -> When:
        day = _read_day(text)
        if day is None:
            self.tallies["bad-date"].add(f"{text} (project {number})")
        return day or UNKNOWN


def _commonest(counts: Mapping[str, int]) -> str:
    """The text most rows say, the first of several; "" where none says anything."""
    return max(counts, key=lambda text: counts[text], default="")


@lru_cache(maxsize=50_000)
def _read_day(text: str) -> When | None:
    """A day as CORDIS writes it; None where it is none."""
    if not text:
        return UNKNOWN
    try:
        return read_day(text)
    except (DateError, ValueTextError):
        return None
