"""vCard 4.0 (RFC 6350): a card for each person, with the organisation they belong to on the day of the lens.

A tie of two people is written as `RELATED` where the standard has a word for what one is to the other: friend, kin,
colleague. Organisations and communities have no card of their own; all other ties and entries are left out and counted.
An affiliation that only possibly holds is written where none certainly does. The source `vcard` reads the cards back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import ClassVar

from bridgehead.exports import write_text
from bridgehead.exports._losses import Losses
from bridgehead.network.lens import Lens
from bridgehead.record.dates import InForce, in_force
from bridgehead.record.entries import Actor, Evidence, Tie
from bridgehead.record.findings import Finding
from bridgehead.record.markets import label
from bridgehead.record.record import Record, find_entries

_LONGEST_LINE = 75
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})
#: scheme of an identifier -> property
_PROPERTIES = {"email": "EMAIL", "phone": "TEL", "website": "URL", "linkedin": "URL"}
#: role of the other -> word of RFC 6350, section 6.6.6
_RELATIONS = {"friend": "friend", "relative": "kin", "former_colleague": "colleague"}
_HELD = frozenset({"id", "kind", "name", "aliases", "market", "languages", "identifiers", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vcard:
    """People, one card each."""

    name: ClassVar[str] = "vcard"
    summary: ClassVar[str] = "People with their addresses and organisations, for address books (vCard 4.0)."
    suffix: ClassVar[str] = ".vcf"

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:
        """Write a new file; findings count whatever is no person and has no place on a card.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
        """
        losses = Losses("A file of cards")
        day = lens.as_of or date.today()  # noqa: DTZ011 - a user's today is the day on their own wall
        entries = tuple(record.entries(known_on=lens.as_known_on))
        actor_by_id = {actor.id: actor for actor in find_entries(entries, Actor)}
        place_by_person = _find_places(find_entries(entries, Tie), find_entries(entries, Evidence), actor_by_id, day)
        related: dict[str, list[Tie]] = {}
        for entry in entries:
            if isinstance(entry, Actor) and entry.kind == "person":
                _drop_fields(entry, losses)
            elif isinstance(entry, Tie) and _is_related(entry, actor_by_id):
                related.setdefault(entry.sender, []).append(entry)
            elif not isinstance(entry, Tie) or place_by_person.get(entry.sender) != entry:
                losses.leave_out(entry)
        people = [actor for actor in actor_by_id.values() if actor.kind == "person"]
        cards = (
            line
            for actor in people
            for line in _find_lines(actor, place_by_person, related.get(actor.id, []), actor_by_id)
        )
        write_text((f"{part}\r" for line in cards for part in _fold(line)), path)
        return losses.findings(path)


def _find_places(
    ties: tuple[Tie, ...], evidence: tuple[Evidence, ...], actor_by_id: Mapping[str, Actor], day: date
) -> dict[str, Tie]:
    """The affiliation of each person on a day: the first that certainly holds, else the first that may."""
    on = {item.id: item.on for item in evidence}
    found: dict[str, Tie] = {}
    for wanted in (InForce.CERTAIN, InForce.POSSIBLE):
        for tie in ties:
            receiver = actor_by_id.get(tie.receiver)
            if tie.kind == "affiliation" and tie.sender not in found and receiver and receiver.kind == "organisation":
                seen = tuple(on[id_] for id_ in tie.evidence if id_ in on)
                if in_force(day, tie.begin, tie.end, seen) == wanted:
                    found[tie.sender] = tie
    return found


def _is_related(tie: Tie, actor_by_id: Mapping[str, Actor]) -> bool:
    ends = (actor_by_id.get(tie.sender), actor_by_id.get(tie.receiver))
    return tie.role in _RELATIONS and all(actor is not None and actor.kind == "person" for actor in ends)


def _drop_fields(person: Actor, losses: Losses) -> None:
    losses.drop(person, (item.name for item in fields(person) if item.name not in _HELD))
    if any(scheme not in _PROPERTIES for scheme, _ in person.identifiers):
        losses.drop(person, ("identifiers",))


def _find_lines(
    person: Actor, place_by_person: Mapping[str, Tie], related: list[Tie], actor_by_id: Mapping[str, Actor]
) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:individual"
    yield f"UID;VALUE=text:{_escape(person.id)}"
    yield f"FN:{_escape(person.name or person.id)}"
    if person.aliases:
        yield f"NICKNAME:{','.join(_escape(alias) for alias in person.aliases)}"
    if place := place_by_person.get(person.id):
        yield f"ORG:{_escape(actor_by_id[place.receiver].name)}"
    for scheme, value in person.identifiers:
        if scheme in _PROPERTIES:
            yield f"{_PROPERTIES[scheme]}:{_escape(value) if scheme == 'phone' else _write_address(value)}"
    if person.market:
        yield f"ADR:;;;;;;{_escape(label(person.market))}"
    yield from (f"LANG:{_escape(language)}" for language in person.languages)
    if person.note:
        yield f"NOTE:{_escape(person.note)}"
    for tie in related:
        yield f"RELATED;TYPE={_RELATIONS[tie.role]};VALUE=text:{_escape(tie.receiver)}"
    yield "END:VCARD"


def _escape(text: str) -> str:
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.encode("utf-8", "ignore").decode("utf-8").translate(_ESCAPES)


def _write_address(text: str) -> str:
    """A mail or web address, in which commas and semicolons stand for themselves, and which holds no spaces."""
    return "".join(_CONTROL.sub("", text).encode("utf-8", "ignore").decode("utf-8").split())


def _fold(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, broken between characters; all but the first begin with a space."""
    piece, size = "", 0
    for char in line:
        width = len(char.encode("utf-8"))
        if size + width > _LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + width
    yield piece
