"""iCalendar (RFC 5545): what falls due, what is overdue and which agreements are to be renewed, as all-day events.

Each occurrence is an event of its own, since rules of recurrence know neither an end nobody said nor what was delivered
in advance. An event stands on the last day it can be: what is due "some time in 2003" is late only after that. What is
overdue stands on the day of the lens. The same occurrence has the same UID in every export, so that a calendar that
reads a newer file moves its events instead of doubling them. What is owed at any time, or on no day, has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import ClassVar

from icalendar import Alarm, Calendar, Event

from bridgehead.errors import MisuseError
from bridgehead.exports import new_place
from bridgehead.exports._characters import clean_xml
from bridgehead.exports._losses import Losses
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.record.entries import Actor, Agreement, Entry, Interaction, Obligation
from bridgehead.record.findings import Finding
from bridgehead.record.ledger import ObligationState, build_ledger
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import Record
from bridgehead.record.schedule import add_days
from bridgehead.record.upcoming import Upcoming, find_upcoming

_ONE_DAY = timedelta(days=1)
#: a century: no contract looks further ahead
_MOST_DAYS = 36_525


class CalendarOptionError(MisuseError):
    """A number of days is none a calendar can be made with."""

    def __init__(self, option: str, found: int) -> None:
        """Args: option by name; found: its value."""
        self.option, self.found = option, found
        super().__init__(f"{option} cannot be {found} days. It lies between 0 and {_MOST_DAYS}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Icalendar:
    """What falls due, as events.

    Attributes:
        ahead: days ahead of the lens's day that are written; 0 takes a year.
        alarm: days before each event on which the calendar reminds; 0 sets no alarm.
    """

    name: ClassVar[str] = "icalendar"
    summary: ClassVar[str] = (
        "What falls due on either side and which agreements are to be renewed, for calendars (.ics)."
    )
    suffix: ClassVar[str] = ".ics"

    ahead: int = 0
    alarm: int = 0

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:
        """Write a new file; findings count whatever has no day.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
            CalendarOptionError: a number of days makes no sense.
        """
        for option, days in (("ahead", self.ahead), ("alarm", self.alarm)):
            if not 0 <= days <= _MOST_DAYS:
                raise CalendarOptionError(option, days)
        network = Network.of(record, lens)
        days = self.ahead or int(get_parameter("reciprocity", "horizon_days"))
        seen = (*network.entries(Agreement), *network.entries(Obligation), *network.entries(Interaction))
        bounds = {one.agreement for one in network.entries(Obligation)}
        held = {entry.id: entry for entry in (*(network.get_entry(id_) for id_ in sorted(bounds)), *seen) if entry}
        calendar = _Calendar(
            names={actor.id: actor.name for actor in network.entries(Actor)},
            name=record.name,
            day=network.day,
            alarm=self.alarm,
        )
        shown = {entry.id for entry in seen}
        found = find_upcoming(held.values(), network.day, add_days(network.day, days))
        events = [calendar.build_due(one) for one in found if one.entry.id in shown and one.last is not None]
        late = (state for state in build_ledger(held.values(), network.day) if state.overdue != "no")
        events += [calendar.build_overdue(state) for state in late]
        with new_place(path) as part:
            part.write_bytes(calendar.build(events).to_ical())
        return _find_losses(record, lens, (one.entry for one in found if one.last is not None)).findings(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Calendar:
    """Makes events of one record.

    Attributes:
        names: of actors by id. name: of the record. day: of the lens. alarm: days before an event; 0 for none.
    """

    names: dict[str, str]
    name: str
    day: date
    alarm: int

    def build(self, events: Iterable[Event]) -> Calendar:
        """The calendar with its events."""
        calendar = Calendar()
        calendar.add("prodid", "-//Bridgehead//due obligations//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("name", _clean(self.name))
        for event in events:
            calendar.add_component(event)
        return calendar

    def build_due(self, upcoming: Upcoming) -> Event:
        """The event of something that comes up."""
        entry, last = upcoming.entry, upcoming.last
        assert last is not None
        if isinstance(entry, Agreement):
            verb = "must be renewed or given notice" if upcoming.kind == "renewal" else "ends"
            summary, lines = f"{self._name_agreement(entry)} {verb}", self._describe_agreement(entry)
        else:
            summary, lines = self._say_owed(entry), [*self._describe_owed(entry, upcoming.left)]
        if upcoming.first != last:
            lines.append(f"Some time from {upcoming.first} to {last}.")
        if not upcoming.is_certain:
            lines.append("It recurs, and nobody said until when.")
        uid = f"{entry.id}/{upcoming.kind}-{upcoming.first}"
        return self._build(uid, last, summary, lines, upcoming.kind, is_certain=upcoming.is_certain)

    def build_overdue(self, state: ObligationState) -> Event:
        """The event of something overdue, on the day of the lens."""
        owed = state.obligation
        lines = [f"Overdue since {state.since}.", *self._describe_owed(owed, state.open)]
        summary = f"Overdue: {self._say_owed(owed)}"
        is_certain = state.overdue == "certain"
        return self._build(f"{owed.id}/overdue", self.day, summary, lines, "overdue", is_certain=is_certain)

    def _build(self, uid: str, day: date, summary: str, lines: list[str], kind: str, *, is_certain: bool) -> Event:
        event = Event()
        event.add("uid", _clean(f"{uid}@{self.name}"))
        event.add("dtstamp", datetime.combine(self.day, time(), UTC))
        event.add("dtstart", day)
        event.add("dtend", day + _ONE_DAY)
        event.add("summary", _clean(summary))
        event.add("description", _clean("\n".join(lines)))
        event.add("categories", [kind])
        event.add("transp", "TRANSPARENT")
        event.add("status", "CONFIRMED" if is_certain else "TENTATIVE")
        if self.alarm:
            event.add_component(_build_alarm(_clean(summary), self.alarm))
        return event

    def _say_owed(self, owed: Obligation) -> str:
        much = f"{owed.quantity:.15g} {owed.unit}".strip() if owed.quantity is not None else ""
        said = f"{owed.deliverable} ({much})" if much else owed.deliverable
        return f"{self._name(owed.debtor)} owes {self._name(owed.creditor)}: {said}"

    def _describe_owed(self, owed: Obligation, left: float | None) -> Iterator[str]:
        if left is not None and left != (owed.quantity or 1.0):
            yield f"Still open: {left:.15g} {owed.unit}".strip()
        if owed.value is not None:
            yield f"Value of one delivery: {owed.value:,.2f} {owed.currency}".strip()
        yield f"Agreement {owed.agreement}, obligation {owed.id}"

    def _describe_agreement(self, agreement: Agreement) -> list[str]:
        days = (("Begins", agreement.begin), ("ends", agreement.end), ("renewal", agreement.renewal))
        return [f"Agreement {agreement.id}", ", ".join(f"{word} {when}" for word, when in days)]

    def _name_agreement(self, agreement: Agreement) -> str:
        form = agreement.form.replace("_", " ").capitalize()
        return f"{form} of {' and '.join(self._name(actor) for actor, _ in agreement.parties)}"

    def _name(self, id_: str) -> str:
        return self.names.get(id_, id_)


def _clean(text: str) -> str:
    """A text without control characters, each line break as one."""
    return clean_xml(text.replace("\r\n", "\n").replace("\r", "\n")).replace("\x7f", "")


def _build_alarm(summary: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -timedelta(days=days))
    return alarm


def _find_losses(record: Record, lens: Lens, written: Iterable[Entry]) -> Losses:
    """Obligations that have no day to stand on: they are counted; nothing else is expected in a calendar."""
    losses = Losses("A calendar")
    shown = {entry.id for entry in written}
    for entry in record.entries(known_on=lens.as_known_on):
        if isinstance(entry, Obligation) and entry.id not in shown:
            if entry.recurrence == "continuous":
                losses.leave_out(entry, "they are owed at any time")
            elif not entry.due.is_known:
                losses.leave_out(entry, "they name no day")
            elif entry.due.latest is None:
                losses.leave_out(entry, "they name no last day")
    return losses
