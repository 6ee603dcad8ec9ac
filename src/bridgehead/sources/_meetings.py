"""Events of a calendar put together: revisions, exceptions of recurring ones, who took part, and on which days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from icalendar import Event

from bridgehead.record.dates import on_day
from bridgehead.record.entries import EntryId, Interaction
from bridgehead.record.findings import Finding, Level
from bridgehead.record.parameters import get_parameter
from bridgehead.sources import ReadRow
from bridgehead.sources._addresses import AddressBook, read_address
from bridgehead.sources._content_lines import Component, ComponentFile
from bridgehead.sources._findings import Tally
from bridgehead.sources._owners import tidy
from bridgehead.sources._recurrence import MOST_OCCURRENCES, OddRecurrenceError, find_days, local_day

#: properties that are read
NAMES = frozenset(b"UID DTSTART RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE STATUS ORGANIZER ATTENDEE".split())
#: the property that is read where titles are asked for
TITLE = b"SUMMARY"
_NOT_PEOPLE = frozenset({"ROOM", "RESOURCE", "GROUP"})

#: code of a finding -> its level and message
_FINDINGS: dict[str, tuple[Level, str]] = {
    "bad-event": ("error", "Events that cannot be read, left out: {count} ({examples})."),
    "bad-line": ("warning", "Events with lines that cannot be read, read without them: {count} ({examples})."),
    "no-date": ("error", "Events without a day they begin on, left out: {count} ({examples})."),
    "odd-recurrence": ("warning", "Rules of recurrence not followed, first day alone taken: {count} ({examples})."),
    "many-occurrences": (
        "warning", f"Events of more than {MOST_OCCURRENCES:,} days, the first ones taken: {{count}} ({{examples}})."
    ),
    "cancelled": ("note", "Cancelled events, left out: {count} ({examples})."),
    "to-come": ("note", "Events with days after the last that is read, which are left out: {count} ({examples})."),
    "declined": ("note", "People who declined, left out: {count} ({examples})."),
    "no-person": ("note", "Rooms, resources and groups invited, left out: {count} ({examples})."),
    "bad-address": ("note", "People without a mail address, left out: {count} ({examples})."),
    "alone": ("note", "Events of fewer than two people, which are no meetings: {count} ({examples})."),
    "co-presence": (
        "note", "Meetings of so many that they are kept but make no tie by themselves: {count} ({examples})."
    ),
}  # fmt: skip


def _tallies() -> dict[str, Tally]:
    return {code: Tally(level, code, message) for code, (level, message) in _FINDINGS.items()}


@dataclass(slots=True, kw_only=True)
class _Happening:
    """What is kept of one event.

    Attributes:
        number: line it begins on. uid: its identifier. start: when it begins. instead_of: the day of the series it
            stands for. sequence: of its revision. is_cancelled: it was called off. days: it was held on.
        people: (address, name, part) of who took part. title: "" where titles are not read.
    """

    number: int
    uid: str
    start: date
    instead_of: date | None = None
    sequence: int = 0
    is_cancelled: bool = False
    days: tuple[date, ...] = ()
    people: tuple[tuple[str, str, str], ...] = ()
    title: str = ""


@dataclass(slots=True, kw_only=True)
class MeetingsReading:
    """Reads the meetings of a file.

    Attributes:
        file: with its events. book: of everybody met. evidence: what meetings rest on.
        until: last day that is read; None reads all. events: found so far. count: meetings given so far.
    """

    file: ComponentFile
    book: AddressBook
    evidence: EntryId
    until: date | None
    events: int = 0
    count: int = 0
    tallies: dict[str, Tally] = field(default_factory=_tallies)

    def read(self) -> Iterator[ReadRow]:
        """One row per event that stands, in the order of the file."""
        standing: dict[tuple[str, date | None], _Happening] = {}
        for component in self.file.find():
            self.events += 1
            happening = self._read_event(component)
            if happening is not None:
                key = (happening.uid, happening.instead_of)
                held = standing.get(key)
                if held is None or held.sequence <= happening.sequence:
                    standing[key] = happening
        replaced: dict[str, set[date]] = {}
        for uid, day in standing:
            if day is not None:
                replaced.setdefault(uid, set()).add(day)
        for happening in standing.values():
            others = replaced.get(happening.uid, set()) if happening.instead_of is None else set()
            yield ReadRow(number=happening.number, entries=tuple(self._build(happening, others)))

    def find_findings(self) -> tuple[Finding, ...]:
        """What was odd or left out, one finding a kind."""
        return tuple(finding for tally in self.tallies.values() for finding in tally.findings(self.file.path.name))

    def _read_event(self, component: Component) -> _Happening | None:
        place = f"line {component.number}"
        lines = [self.file.decode(line) for line in component.lines]
        try:
            event: Any = Event.from_ical("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""]))
            # whether titles are read must not change what an event without identifier is known by
            untitled = (line for line in lines if not line.upper().startswith(TITLE.decode()))
            happening = self._keep(component.number, event, "|".join(untitled))
        # the library raises whatever its parsers raise on damaged text; a time zone that is a folder gives an OSError
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError):
            self.tallies["bad-event"].add(place)
            return None
        if event.errors or component.dropped or not component.is_whole:
            self.tallies["bad-line"].add(place)
        return happening

    def _keep(self, number: int, event: Any, words: str) -> _Happening | None:  # noqa: ANN401 - the library's event
        start = getattr(event.get("DTSTART"), "dt", None)
        if not isinstance(start, date):
            self.tallies["no-date"].add(f"line {number}")
            return None
        instead_of = getattr(event.get("RECURRENCE-ID"), "dt", None)
        happening = _Happening(
            number=number,
            # an event without identifier is known by all it says
            uid=str(event.get("UID", "")).strip() or words,
            start=start,
            instead_of=local_day(instead_of, start) if isinstance(instead_of, date) else None,
            sequence=_read_sequence(event),
            is_cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
            title=tidy(_read_title(event)),
        )
        if happening.is_cancelled:
            self.tallies["cancelled"].add(f"line {number}")
            return happening
        happening.people = tuple(self._find_people(event))
        happening.days = self._find_days(happening, event)
        return happening

    def _find_days(self, happening: _Happening, event: Any) -> tuple[date, ...]:  # noqa: ANN401 - as above
        first = (local_day(happening.start, happening.start),)
        if happening.instead_of is not None:
            return first
        try:
            days = find_days(event, happening.start, self.until)
        except OddRecurrenceError:
            self.tallies["odd-recurrence"].add(f"line {happening.number}")
            return first
        if len(days) > MOST_OCCURRENCES:
            self.tallies["many-occurrences"].add(f"line {happening.number}")
        return days[:MOST_OCCURRENCES]

    def _find_people(self, event: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - as above
        """(address, name, part) of the organiser and of everybody who did not decline."""
        for name, part in (("ORGANIZER", "organiser"), ("ATTENDEE", "attendee")):
            value = event.get(name, [])
            for person in value if isinstance(value, list) else [value]:
                parameters = {key.upper(): str(word) for key, word in getattr(person, "params", {}).items()}
                text, shown = str(person), tidy(parameters.get("CN", ""))
                scheme, _, rest = text.partition(":")
                mailbox = rest if scheme.lower() == "mailto" else parameters.get("EMAIL", "") or text
                address = read_address(mailbox.removeprefix("mailto:"))
                if parameters.get("CUTYPE", "").upper() in _NOT_PEOPLE:
                    self.tallies["no-person"].add(shown or address or tidy(text))
                elif parameters.get("PARTSTAT", "").upper() == "DECLINED":
                    self.tallies["declined"].add(shown or address or tidy(text))
                elif not address:
                    self.tallies["bad-address"].add(shown or tidy(text))
                else:
                    yield address, shown, part

    def _build(self, happening: _Happening, replaced: set[date]) -> Iterator[Interaction]:
        """One meeting a day; the days other events of the series stand for are left to them."""
        if happening.is_cancelled:
            return
        days = [day for day in happening.days if day not in replaced and 1 <= day.year <= 9998]
        held = [day for day in days if self.until is None or day <= self.until]
        if len(held) < len(days):
            self.tallies["to-come"].add(f"line {happening.number}")
        participants = self.book.find_participants(happening.people) if held else {}
        if held and not participants:
            self.tallies["alone"].add(f"line {happening.number}")
            return
        if len(participants) > get_parameter("tie_strength", "meeting_most_participants"):
            self.tallies["co-presence"].add(f"{len(participants)} people, line {happening.number}")
        key = hashlib.sha256(happening.uid.encode()).hexdigest()[:16]
        for day in held:
            self.count += 1
            yield Interaction(
                id=f"ical:{key}:{(happening.instead_of or day).isoformat()}", evidence=(self.evidence,),
                begin=on_day(day), kind="meeting", participants=tuple(participants.items()), topic=happening.title,
            )  # fmt: skip


def _read_sequence(event: Any) -> int:  # noqa: ANN401 - as above
    """The number of an event's revision; 0 where it has none that can be read."""
    try:
        return int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _read_title(event: Any) -> str:  # noqa: ANN401 - the library's event
    """The title of an event, the first of several; "" where there is none."""
    titles = event.get("SUMMARY", "")
    return str(titles[0] if isinstance(titles, list) else titles)
