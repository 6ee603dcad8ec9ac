"""A mailbox of many messages: headers into entries, against the standard library's loop."""

from __future__ import annotations

import mailbox
import tempfile
from email.utils import getaddresses, parsedate_to_datetime
from functools import cache
from pathlib import Path

from bridgehead.record.entries import Interaction
from bridgehead.sources.mail import Mail
from job import Contender, Job, Work

SIZE = 20_000
BODY = "A line of the body, which nobody reads.\n" * 60


@cache
def write_mailbox() -> Path:
    """A made mailbox: 400 people write to us and we answer every other time."""
    path = Path(tempfile.mkdtemp()) / "mail.mbox"
    with path.open("w", encoding="utf-8") as file:
        for number in range(SIZE):
            them, us = f"Person {number % 400} <p{number % 400}@company.example>", "Ada <ada@acme.example>"
            sender, receiver = (them, us) if number % 2 else (us, them)
            day = f"{1 + number % 28} Mar {2010 + number % 14} 10:00:00 +0000"
            file.write(f"From x Mon Mar {1 + number % 28:2d} 10:00:00 {2010 + number % 14}\n")
            file.write(f"From: {sender}\nTo: {receiver}\nDate: {day}\n")
            file.write(f"Message-ID: <{number}@acme.example>\n\n{BODY}\n")
    return path


def prepare_ours(_network: str) -> Work:
    """Every row of the source, counted by the messages kept."""
    path = write_mailbox()
    source = Mail(own="ada@acme.example", firm="acme")
    return lambda: sum(isinstance(entry, Interaction) for row in source.read(path) for entry in row.entries)


def prepare_loop(_network: str) -> Work:
    """`mailbox.mbox`, each message parsed whole, addresses and day taken out."""
    path = write_mailbox()

    def work() -> int:
        found = 0
        for message in mailbox.mbox(path):
            people = getaddresses(message.get_all("from", []) + message.get_all("to", []))
            found += bool(people) and parsedate_to_datetime(message["date"]).year > 0
        return found

    return work


JOB = Job(
    title="20,000 mails are read",
    networks=("made",),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="lists and robots told apart, entries made"),
        Contender(name="mailbox.mbox", prepare=prepare_loop, does="addresses and day of each message, nothing else"),
    ),
)
