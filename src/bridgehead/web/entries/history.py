"""How an entry came to be what it is: each version, who made it and when, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from bridgehead.record.entries import Entry, get_type_word
from bridgehead.record.versions import Version
from bridgehead.web.entries.facts import Teller
from bridgehead.web.entries.words import get_label
from bridgehead.web.words import N_

ACTIONS = {
    "init": N_("began the record"),
    "import": N_("imported it"),
    "add": N_("added it"),
    "edit": N_("edited it"),
    "withdraw": N_("withdrew it"),
    "undo": N_("undid a change"),
    "erase": N_("erased a person"),
    "restore": N_("put back a backup"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that two versions fill differently: its name, its label, to be translated, and both in words."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One version of an entry.

    Attributes:
        number: counted from 1. at: when, in UTC. by: who. action: what was done, to be translated.
        transaction: in which. is_withdrawn: the entry does not stand in it. changes: what it changed; () of the first.
    """

    number: int
    at: datetime
    by: str
    action: str
    transaction: int
    is_withdrawn: bool
    changes: tuple[Difference, ...]


def build_history(versions: Sequence[Version], teller: Teller) -> tuple[Step, ...]:
    """The versions of an entry, newest first."""
    before: list[Version | None] = [None, *versions]
    # one more before than versions: nothing follows the newest
    steps = [_build_step(version, last, teller) for last, version in zip(before, versions, strict=False)]
    return tuple(reversed(steps))


def _build_step(version: Version, last: Version | None, teller: Teller) -> Step:
    return Step(
        number=version.number,
        at=version.recorded_at,
        by=version.by,
        action=ACTIONS[version.action],
        transaction=version.transaction,
        is_withdrawn=version.withdrawn,
        changes=() if last is None else tuple(find_differences(last.entry, version.entry, teller)),
    )


def find_differences(before: Entry, after: Entry, teller: Teller) -> Iterator[Difference]:
    """The fields that two states of an entry fill differently, in field order."""
    word = get_type_word(after)
    for item in fields(after):
        old, new = getattr(before, item.name), getattr(after, item.name)
        if old != new:
            yield Difference(
                name=item.name,
                label=get_label(word, item.name),
                before=teller.write_field(word, item.name, old),
                after=teller.write_field(word, item.name, new),
            )


def find_version(versions: Sequence[Version], number: int) -> Version | None:
    """The version of a number; None where there is none."""
    return next((version for version in versions if version.number == number), None)


def say_changes(changes: Sequence[Difference]) -> str:
    """What an edit says of itself in the history of the record.

    >>> say_changes([Difference(name="role", label="Role", before="agent", after="customer")])
    'role: agent → customer'
    """
    return ", ".join(f"{change.name}: {change.before} → {change.after}" for change in changes)
