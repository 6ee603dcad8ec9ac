"""LinkedIn's table of messages: who wrote to whom on which day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bridgehead.record.dates import UNKNOWN, DateError, When
from bridgehead.record.entries import Actor, Entry, EntryId, Interaction
from bridgehead.record.findings import Finding
from bridgehead.sources import ReadRow
from bridgehead.sources._connections import ConnectionsReading
from bridgehead.sources._findings import Tally
from bridgehead.sources._linkedin import ExportTable, count_unknown_columns, gather, read_profile, start_tallies
from bridgehead.sources._mapping import fold
from bridgehead.sources._owners import Owner, tidy
from bridgehead.sources._rows import slug
from bridgehead.sources._values import ValueTextError, read_day

_HIDDEN_NAMES = frozenset({"linkedin member", "linkedin user"})


@dataclass(slots=True, kw_only=True)
class MessagesReading:
    """Reads who wrote to whom on which day from the table of messages.

    Attributes:
        owner: whose export it is. evidence: what entries rest on. known: the connections read before.
    """

    owner: Owner
    evidence: EntryId
    known: ConnectionsReading
    tallies: dict[str, Tally] = field(default_factory=start_tallies)
    findings: tuple[Finding, ...] = ()

    def read(self, table: ExportTable) -> Iterator[ReadRow]:
        """One row per message, then one with what was odd."""
        file = table.sheet.path.name
        count_unknown_columns(table, self.tallies)
        own = self._find_own_key(table)
        for number, texts in table.find_rows(self.tallies["ragged-row"]):
            yield ReadRow(number=number, file=file, entries=self._read_row(number, texts, own))
        self.findings = gather(self.tallies, file)
        yield ReadRow(file=file, findings=self.findings)

    def _find_own_key(self, table: ExportTable) -> str:
        """The member whose export it is: of the owner's name, else who sent what was sent, else who is in every row."""
        shared: set[str] | None = None
        sent = ""
        for _, texts in table.find_rows(start_tallies()["ragged-row"]):
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
        drafts = {texts.get(f"is {sort} draft", "").casefold() for sort in ("message", "conversation")}
        if drafts & {"yes", "true"}:
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
