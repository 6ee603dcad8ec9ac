"""The two tables of LinkedIn's data export that are read, row by row."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from bridgehead.record.dates import UNKNOWN, DateError, When
from bridgehead.record.entries import Actor, Entry, EntryId, Interaction
from bridgehead.record.findings import Finding, Level
from bridgehead.sources import ReadRow
from bridgehead.sources._addresses import read_address
from bridgehead.sources._findings import Tally
from bridgehead.sources._mapping import fold
from bridgehead.sources._owners import ContactList, Owner, tidy
from bridgehead.sources._rows import slug
from bridgehead.sources._sheets import Sheet
from bridgehead.sources._text import find_encoding, open_text
from bridgehead.sources._values import ValueTextError, read_day

#: kind of table -> columns it cannot be without, as folded
_NEEDED = {
    "connections": frozenset({"first name", "last name", "connected on"}),
    "messages": frozenset({"from", "to", "date", "conversation id"}),
}
#: columns with a use or a reason to be left alone, as folded
_KNOWN = {
    "connections": _NEEDED["connections"] | {"url", "email address", "company", "position"},
    "messages": _NEEDED["messages"]
    | {"sender profile url", "recipient profile urls", "folder", "is message draft", "is conversation draft"}
    | {"conversation title", "subject", "content", "attachments"},
}
_DEEPEST_HEADER = 60
_SHORT_YEAR = re.compile(r"(\d{1,2}-[A-Za-z]{3})-(\d{2})")
_PROFILE = re.compile(r"linkedin\.[a-z.]+/(?:in|pub)/([^/?#\s]+)", re.IGNORECASE)
_HIDDEN_NAMES = frozenset({"linkedin member", "linkedin user"})

#: code of a finding -> its level and message
_FINDINGS: dict[str, tuple[Level, str]] = {
    "ragged-row": ("error", "Rows with more cells than columns, so that they may be shifted: {count} ({examples})."),
    "no-name": ("warning", "Rows that name nobody, as of closed accounts, left out: {count} ({examples})."),
    "duplicate-row": ("warning", "Connections that stand in an earlier row, left out: {count} ({examples})."),
    "bad-date": ("warning", "Dates that cannot be read, left unknown: {count} ({examples})."),
    "bad-address": ("warning", "E-mail addresses that are none, left out: {count} ({examples})."),
    "unknown-profile": (
        "note",
        "Connections without a profile's address, known by name and day: {count} ({examples}).",
    ),
    "draft": ("note", "Drafts, never sent, left out: {count} ({examples})."),
    "no-recipient": ("note", "Messages that name nobody to whom they went, left out: {count} ({examples})."),
    "unused-column": ("warning", "Columns we do not know, not read: {count} ({examples})."),
}


def _tallies() -> dict[str, Tally]:
    return {code: Tally(level, code, message) for code, (level, message) in _FINDINGS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTable:
    """A table of the export.

    Attributes:
        kind: connections or messages. sheet: the table. places: folded name of a column -> its place.
    """

    kind: str
    sheet: Sheet
    places: Mapping[str, int]

    def find_rows(self, ragged: Tally) -> Iterator[tuple[int, dict[str, str]]]:
        """The number of each row and its cells by the column's folded name.

        Args:
            ragged: counts rows with more cells than columns, which are left out since they may be shifted.
        """
        width = len(self.sheet.header)
        for number, cells in self.sheet.rows():
            if any(cell.strip() for cell in cells[width:]):
                ragged.add(f"row {number}")
            else:
                yield (
                    number,
                    {name: cells[place].strip() if place < len(cells) else "" for name, place in self.places.items()},
                )


def find_table(path: Path) -> ExportTable | None:
    """The table of the export a file holds, below whatever notes; None where it holds none.

    Args:
        path: of a CSV file.

    Raises:
        SourceFileError: it is no text that can be read.
    """
    encoding = find_encoding(path)
    for delimiter in (",", ";", "\t"):
        for number, header in _find_first_rows(path, encoding.name, delimiter):
            folded = [fold(name) for name in header]
            for kind, needed in _NEEDED.items():
                if needed <= set(folded):
                    places = {name: folded.index(name) for name in folded if name}
                    sheet = Sheet(
                        path=path, header=tuple(header), header_row=number, delimiter=delimiter, encoding=encoding.name
                    )
                    return ExportTable(kind=kind, sheet=sheet, places=places)
    return None


def _find_first_rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The first rows of a file, each with the number of the line it begins on."""
    with open_text(path, encoding) as text:
        reader = csv.reader((line for _, line in zip(range(_DEEPEST_HEADER), text, strict=False)), delimiter=delimiter)
        start = 1
        try:
            for cells in reader:
                yield start, cells
                start = reader.line_num + 1
        except csv.Error:
            return


def read_linkedin_day(text: str) -> When:
    """A day as LinkedIn writes it: 12 Mar 2024, or 7-Feb-22 as spreadsheets make of it; "" is unknown.

    Raises:
        DateError, ValueTextError: it is no date.

    >>> read_linkedin_day("7-Feb-22").text
    '2022-02-07'
    """
    if not text:
        return UNKNOWN
    # LinkedIn opened in 2003, so two digits are of this century
    short = _SHORT_YEAR.fullmatch(text)
    return read_day(f"{short[1]}-20{short[2]}" if short else text)


def read_profile(url: str) -> str:
    """The name of a profile in its address, in small letters; "" where the address is of no profile.

    >>> read_profile("https://www.linkedin.com/in/Ada-Byron/")
    'ada-byron'
    """
    found = _PROFILE.search(url)
    return unquote(found[1]).lower() if found else ""


@dataclass(slots=True, kw_only=True)
class ConnectionsReading:
    """Reads the table of connections.

    Attributes:
        contacts: makes what lists of contacts share. evidence: what entries rest on.
        name_by_id: persons given. id_by_name: folded name -> person, "" where several have it.
    """

    contacts: ContactList
    evidence: EntryId
    name_by_id: dict[EntryId, str] = field(default_factory=dict)
    id_by_name: dict[str, EntryId] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=_tallies)
    findings: tuple[Finding, ...] = ()

    def read(self, table: ExportTable) -> Iterator[ReadRow]:
        """One row per connection, then one with what was odd."""
        file = table.sheet.path.name
        _count_unknown_columns(table, self.tallies)
        for number, texts in table.find_rows(self.tallies["ragged-row"]):
            yield ReadRow(number=number, file=file, entries=self._read_row(number, texts))
        self.findings = _gather(self.tallies, file)
        yield ReadRow(file=file, findings=self.findings)

    def _read_row(self, number: int, texts: Mapping[str, str]) -> tuple[Entry, ...]:
        name = tidy(f"{texts.get('first name', '')} {texts.get('last name', '')}")
        if not name:
            self.tallies["no-name"].add(f"row {number}")
            return ()
        begin = self._read_day(number, texts.get("connected on", ""))
        url = texts.get("url", "")
        profile = read_profile(url)
        if not profile:
            self.tallies["unknown-profile"].add(f"{name}, row {number}")
        key = slug(profile) if profile else f"name:{slug(name)}{f'-{begin}' if begin.is_known else ''}"
        identity = f"linkedin:{key}"
        if identity in self.name_by_id:
            self.tallies["duplicate-row"].add(f"{name}, row {number}")
            return ()
        self._remember(identity, name)
        company, position = tidy(texts.get("company", "")), tidy(texts.get("position", ""))
        person = Actor(
            id=identity, evidence=(self.evidence,), kind="person", name=name,
            identifiers=self._read_identifiers(number, tidy(url), texts.get("email address", "")),
        )  # fmt: skip
        place = self.contacts.find_place(key, identity, company, position, self.evidence)
        return (person, *place, *self.contacts.find_tie(key, identity, self.evidence, begin=begin))

    def _remember(self, identity: EntryId, name: str) -> None:
        self.name_by_id[identity] = name
        folded = fold(name)
        self.id_by_name[folded] = "" if folded in self.id_by_name else identity

    def _read_day(self, number: int, text: str) -> When:
        try:
            return read_linkedin_day(text)
        except (DateError, ValueTextError):
            self.tallies["bad-date"].add(f"{text!r}, row {number}")
            return UNKNOWN

    def _read_identifiers(self, number: int, url: str, email: str) -> tuple[tuple[str, str], ...]:
        address = read_address(email)
        if email and not address:
            self.tallies["bad-address"].add(f"{tidy(email)!r}, row {number}")
        return tuple(pair for pair in (("linkedin", url), ("email", address)) if pair[1])


@dataclass(slots=True, kw_only=True)
class MessagesReading:
    """Reads who wrote to whom on which day from the table of messages.

    Attributes:
        owner: whose export it is. evidence: what entries rest on. known: the connections read before.
    """

    owner: Owner
    evidence: EntryId
    known: ConnectionsReading
    tallies: dict[str, Tally] = field(default_factory=_tallies)
    findings: tuple[Finding, ...] = ()

    def read(self, table: ExportTable) -> Iterator[ReadRow]:
        """One row per message, then one with what was odd."""
        file = table.sheet.path.name
        _count_unknown_columns(table, self.tallies)
        own = self._find_own_key(table)
        for number, texts in table.find_rows(self.tallies["ragged-row"]):
            yield ReadRow(number=number, file=file, entries=self._read_row(number, texts, own))
        self.findings = _gather(self.tallies, file)
        yield ReadRow(file=file, findings=self.findings)

    def _find_own_key(self, table: ExportTable) -> str:
        """The member whose export it is: of the owner's name, else who sent what was sent, else who is in every row."""
        shared: set[str] | None = None
        sent = ""
        for _, texts in table.find_rows(_tallies()["ragged-row"]):
            people = _find_people(texts)
            named = next((key for key, name in people if self.owner.name and fold(name) == fold(self.owner.name)), "")
            if named:
                return named
            if people and texts.get("folder", "").casefold() == "sent":
                sent = sent or people[0][0]
            keys = {key for key, _ in people}
            if len(keys) > 1:
                shared = keys if shared is None else shared & keys
        return sent or (next(iter(shared)) if shared and len(shared) == 1 else "")

    def _read_row(self, number: int, texts: Mapping[str, str], own: str) -> tuple[Entry, ...]:
        if texts.get("is message draft", "").casefold() in {"yes", "true"}:
            self.tallies["draft"].add(f"row {number}")
            return ()
        people = _find_people(texts)
        if not people or people[0][0] == "":
            self.tallies["no-name"].add(f"row {number}")
            return ()
        entries: list[Entry] = []
        participants: dict[EntryId, str] = {}
        for place, (key, name) in enumerate(people):
            identity = self.owner.id if key == own and self.owner.id else self._find_person(key, name, entries)
            participants.setdefault(identity, "receiver" if place else "sender")
        if len(participants) < 2:
            self.tallies["no-recipient"].add(f"row {number}")
            return ()
        words = (texts["conversation id"], texts["date"], *participants)
        entries.append(
            Interaction(
                id=f"linkedin:message:{hashlib.sha256('|'.join(words).encode()).hexdigest()[:16]}",
                evidence=(self.evidence,), begin=self._read_day(number, texts["date"]), kind="message",
                participants=tuple(participants.items()),
            )
        )  # fmt: skip
        return tuple(entries)

    def _find_person(self, key: str, name: str, entries: list[Entry]) -> EntryId:
        """The id of somebody in a message; whom no connection names is given as an actor."""
        by_name = self.known.id_by_name.get(fold(name), "") if key.startswith("name:") else ""
        identity = by_name or f"linkedin:{key}"
        if identity not in self.known.name_by_id:
            self.known.name_by_id[identity] = name
            profile = key if not key.startswith("name:") else ""
            url = (("linkedin", f"https://www.linkedin.com/in/{profile}"),) if profile else ()
            entries.append(
                Actor(id=identity, evidence=(self.evidence,), kind="person", name=name or key, identifiers=url)
            )
        return identity

    def _read_day(self, number: int, text: str) -> When:
        try:
            return read_day(text) if text else UNKNOWN
        except (DateError, ValueTextError):
            self.tallies["bad-date"].add(f"{tidy(text)!r}, row {number}")
            return UNKNOWN


def _find_people(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """(key, name) of the sender, ("", "") where hidden, then of the recipients that are named."""
    sender = _find_person_key(texts["from"], texts.get("sender profile url", ""))
    urls = [url for url in texts.get("recipient profile urls", "").split(",") if url.strip()]
    names = [name.strip() for name in texts["to"].split(",")]
    if len(urls) == 1:
        names = [texts["to"]]
    elif urls and len(urls) != len(names):
        # names may hold commas themselves; addresses never do
        names = [read_profile(url) for url in urls]
    receivers = [_find_person_key(name, url) for name, url in zip(names, urls or [""] * len(names), strict=True)]
    return [sender, *(person for person in receivers if person[0])]


def _find_person_key(name: str, url: str) -> tuple[str, str]:
    profile, shown = slug(read_profile(url)) if read_profile(url) else "", tidy(name)
    if shown.casefold() in _HIDDEN_NAMES:
        shown = ""
    if profile:
        return profile, shown or profile
    return (f"name:{slug(shown)}", shown) if shown else ("", "")


def _count_unknown_columns(table: ExportTable, tallies: Mapping[str, Tally]) -> None:
    for name in table.places:
        if name not in _KNOWN[table.kind]:
            tallies["unused-column"].add(name)


def _gather(tallies: Mapping[str, Tally], file: str) -> tuple[Finding, ...]:
    return tuple(finding for tally in tallies.values() for finding in tally.findings(file))
