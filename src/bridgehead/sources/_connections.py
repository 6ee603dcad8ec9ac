"""LinkedIn's table of connections: people, the companies they work for as typed, and ties to the owner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bridgehead.record.dates import UNKNOWN, DateError, When
from bridgehead.record.entries import Actor, Entry, EntryId
from bridgehead.record.findings import Finding
from bridgehead.sources import ReadRow
from bridgehead.sources._addresses import read_address
from bridgehead.sources._findings import Tally
from bridgehead.sources._linkedin import ExportTable, count_unknown_columns, gather, read_profile, start_tallies
from bridgehead.sources._mapping import fold
from bridgehead.sources._owners import ContactList, tidy
from bridgehead.sources._rows import slug
from bridgehead.sources._values import ValueTextError, read_day

_SHORT_YEAR = re.compile(r"(\d{1,2}-[A-Za-z]{3})-(\d{2})")


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
    tallies: dict[str, Tally] = field(default_factory=start_tallies)
    findings: tuple[Finding, ...] = ()

    def read(self, table: ExportTable) -> Iterator[ReadRow]:
        """One row per connection, then one with what was odd."""
        file = table.sheet.path.name
        count_unknown_columns(table, self.tallies)
        for number, texts in table.find_rows(self.tallies["ragged-row"]):
            yield ReadRow(number=number, file=file, entries=self._read_row(number, texts))
        self.findings = gather(self.tallies, file)
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
