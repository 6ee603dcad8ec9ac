"""iCalendar: who met whom on which day, from calendars as they are exported.

A meeting is one interaction of all who took part, never pairs; a recurring one is one a day it was held on, up to the
day the calendar speaks for. Its day is the day on the calendar where it was held. What it was about, where, and what
was written into the invitation is not read. Whoever declined, rooms and lists are left out; so are meetings that were
cancelled, are still to come, or had nobody but one. Its title alone is kept where that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from bridgehead.record.dates import UNKNOWN, DateError, read_when
from bridgehead.record.entries import Evidence
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._addresses import AddressBook, OwnAddresses
from bridgehead.sources._content_lines import ComponentFile, holds_component
from bridgehead.sources._meetings import NAMES, TITLE, MeetingsReading
from bridgehead.sources._rows import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class ICalendar:
    """Reads meetings in iCalendar files.

    Attributes:
        own: your own mail addresses and domains, divided by commas.
        firm: id of the firm whose contacts the rows are.
        on: the day the file speaks for, as in 2024-05-31.
        until: the last day of meetings to read; "" takes the day the file speaks for.
        titles: keep the titles of meetings as their topic, so that a review can propose mechanisms from them.
    """

    name: ClassVar[str] = "ical"
    summary: ClassVar[str] = "iCalendar (.ics): meetings with their organiser and attendees, recurring ones day by day"
    ignored: ClassVar[Mapping[str, str]] = {
        "DESCRIPTION, LOCATION, COMMENT, ATTACH, URL, CATEGORIES": "what a meeting is about is nobody's business here; "
        "never stored",
        "SUMMARY": "the title of a meeting is stored with --titles, never without",
        "VALARM, VTODO, VJOURNAL, VFREEBUSY": "they are no meetings",
        "VTIMEZONE": "the day is taken as the calendar shows it",
        "DTEND, DURATION": "a meeting counts by its day",
        "other properties, X- among them": "about the entry in the calendar, not about who met",
    }

    own: str = ""
    firm: str = ""
    on: str = ""
    until: str = ""
    titles: bool = False

    def recognises(self, path: Path) -> bool:
        """Whether it begins as a calendar or an event."""
        return holds_component(path, b"VCALENDAR") or holds_component(path, b"VEVENT")

    def read(self, path: Path) -> Iterator[ReadRow]:
        """One row per event, numbered by the line it begins on, then one per person, then one with all findings.

        Raises:
            SourceFileError: it cannot be read as text, or holds no meeting of two or more. DateError: `on` or `until`
                is no date.
        """
        on = read_when(self.on) if self.on else UNKNOWN
        evidence = Evidence(
            id=f"ical:evidence:{slug(path.name)}", reference=path.name, kind="dataset", basis="observed", on=on
        )
        book = AddressBook(namespace="ical", own=OwnAddresses.read(self.own), firm=self.firm)
        file = ComponentFile(path=path, word=b"VEVENT", names=NAMES | {TITLE} if self.titles else NAMES)
        reading = MeetingsReading(file=file, book=book, evidence=evidence.id, until=self._find_last_day())
        yield ReadRow(entries=(evidence,))
        yield from reading.read()
        if not reading.count:
            seen = "; ".join(finding.message.rstrip(".") for finding in reading.find_findings())
            why = f"none of its events ({reading.events:,}) is a meeting that was held ({seen})"
            why = why if reading.events else "it holds no event (BEGIN:VEVENT)"
            raise SourceFileError(path, why, "Export a calendar whose events name their attendees.")
        yield from book.find_rows(evidence.id)
        findings = (*reading.find_findings(), *book.find_findings(path.name), *file.find_findings())
        yield ReadRow(findings=findings)

    def _find_last_day(self) -> date | None:
        """The last day of meetings to read; None takes all single ones and a bounded number of recurring ones."""
        for text in (self.until, self.on):
            if text:
                when = read_when(text)
                if when.latest is None:
                    raise DateError(text, "it names no last day")
                return when.latest
        return None
