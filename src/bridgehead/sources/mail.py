"""Mail: who wrote to whom on which day, from the headers of mailboxes.

Bodies and subjects are never read. A message is one interaction of its writer and all it went to, never pairs; its day
is the writer's. What came through a list, was written by a program, or went to very many is counted and not kept. A
mailbox that several people read stands for its organisation. Somebody's name is the form most often given; whoever
only has an address is named by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

from bridgehead.record.dates import UNKNOWN, on_day
from bridgehead.record.entries import EntryId, Evidence, Interaction
from bridgehead.record.findings import Level
from bridgehead.record.parameters import get_parameter
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._addresses import AddressBook, OwnAddresses
from bridgehead.sources._findings import Tally
from bridgehead.sources._mailboxes import find_headers, find_mail_files, is_mail, is_maildir
from bridgehead.sources._messages import Message, find_fields, read_message
from bridgehead.sources._rows import slug

#: code of a finding -> its level and message
_FINDINGS: dict[str, tuple[Level, str]] = {
    "list-mail": ("note", "Messages of lists and newsletters, not kept: {count} ({examples})."),
    "automatic-mail": ("note", "Messages that programs wrote, not kept: {count} ({examples})."),
    "mass-mail": ("note", "Messages to very many, not kept: {count} ({examples})."),
    "no-sender": ("warning", "Messages without a writer's address, not kept: {count} ({examples})."),
    "no-recipient": ("note", "Messages that went to nobody else we can read, not kept: {count} ({examples})."),
    "bad-address": ("note", "Messages with recipients that are no addresses, kept without them: {count} ({examples})."),
    "bad-date": ("warning", "Messages without a date that can be read, kept without it: {count} ({examples})."),
    "not-mail": ("note", "Files that are no mail, not read: {count} ({examples})."),
}


def _tallies() -> dict[str, Tally]:
    return {code: Tally(level, code, message) for code, (level, message) in _FINDINGS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Reads the headers of mailboxes.

    Attributes:
        own: your own mail addresses and domains, divided by commas.
        firm: id of the firm whose contacts the rows are.
    """

    name: ClassVar[str] = "mail"
    summary: ClassVar[str] = "mail headers: an mbox file, a maildir, an .eml message, or a folder of them"
    ignored: ClassVar[Mapping[str, str]] = {
        "bodies and attachments": "what people write is nobody's business here; never kept, not even in memory",
        "Subject": "as above",
        "Bcc": "whoever is there was not meant to be known",
        "Sender, Reply-To, Received, Resent-* and other fields": "who wrote to whom stands in From, To and Cc",
    }

    own: str = ""
    firm: str = ""

    def recognises(self, path: Path) -> bool:
        """Whether it is a mailbox or a message, or a folder in which half of the first files are."""
        if not path.is_dir():
            return is_mail(path)
        if is_maildir(path):
            return True
        files = [file for _, file in zip(range(20), find_mail_files(path), strict=False)]
        return bool(files) and 2 * sum(is_mail(file) for file in files) >= len(files)

    def read(self, path: Path) -> Iterator[ReadRow]:
        """One row per message, numbered within its file, then one per actor, then one with all findings.

        Raises:
            SourceFileError: it is no mail, or holds no message from somebody to somebody.
        """
        reading = _MailReading(
            book=AddressBook(namespace="mail", own=OwnAddresses.read(self.own), firm=self.firm),
            evidence=f"mail:evidence:{slug(path.name)}",
        )
        messages = 0
        for block in find_headers(path, find_fields(), reading.tallies["not-mail"]):
            messages += 1
            place = f"{block.file}, message {block.number}" if block.file else f"message {block.number}"
            interaction = reading.take(read_message(block.content), place)
            yield ReadRow(number=block.number, file=block.file, entries=(interaction,) if interaction else ())
        findings = [finding for tally in reading.tallies.values() for finding in tally.findings(path.name)]
        if not reading.kept:
            seen = "; ".join(finding.message.rstrip(".") for finding in findings)
            why = f"none of its messages ({messages:,}) is from one person to another ({seen})"
            raise SourceFileError(path, why, "Export a folder of sent or received mail as mbox.")
        yield ReadRow(entries=(reading.build_evidence(path.name),))
        yield from reading.book.find_rows(reading.evidence)
        yield ReadRow(findings=(*findings, *reading.book.find_findings(path.name)))


@dataclass(slots=True, kw_only=True)
class _MailReading:
    """Messages on their way to interactions.

    Attributes:
        book: of everybody behind the addresses. evidence: what interactions rest on.
        kept: how many were. newest: the last day of them.
    """

    book: AddressBook
    evidence: EntryId
    kept: int = 0
    newest: date | None = None
    tallies: dict[str, Tally] = field(default_factory=_tallies)
    most: int = field(default_factory=lambda: int(get_parameter("mail", "most_recipients")))

    def take(self, message: Message, place: str) -> Interaction | None:
        """The interaction a message is; None, and one more counted, where it is none.

        Args:
            message: as read. place: where it stands, in words.
        """
        reason = self._find_reason(message)
        people = ((*message.sender, "sender"), *((address, name, "receiver") for address, name in message.recipients))
        participants = {} if reason else self.book.find_participants(people)
        if not participants:
            self.tallies[reason or "no-recipient"].add(place)
            return None
        if message.strangers:
            self.tallies["bad-address"].add(place)
        if message.day is None:
            self.tallies["bad-date"].add(place)
        elif self.newest is None or message.day > self.newest:
            self.newest = message.day
        self.kept += 1
        return Interaction(
            id=f"mail:message:{message.key}", evidence=(self.evidence,), kind="message",
            begin=on_day(message.day) if message.day else UNKNOWN, participants=tuple(participants.items()),
        )  # fmt: skip

    def _find_reason(self, message: Message) -> str:
        """Why a message is not kept; "" where it is."""
        if message.sort:
            return f"{message.sort}-mail"
        if not message.sender[0]:
            return "no-sender"
        if len(message.recipients) > self.most:
            return "mass-mail"
        has_others = any(address != message.sender[0] for address, _ in message.recipients)
        return "" if has_others else "no-recipient"

    def build_evidence(self, file: str) -> Evidence:
        """The mailbox, which speaks for the day of its newest message.

        Args:
            file: its name.
        """
        on = on_day(self.newest) if self.newest else UNKNOWN
        return Evidence(id=self.evidence, reference=file, kind="dataset", basis="observed", on=on)
