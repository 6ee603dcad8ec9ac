"""Adding what was typed in: a line becomes an actor, a tie, and the statement they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from anyascii import anyascii

from bridgehead.errors import NotFoundError, RefusedError
from bridgehead.firm.terse import TerseLine, TerseLineError, read_terse_line
from bridgehead.network.network import NoFirmError
from bridgehead.record.dates import OPEN, on_day
from bridgehead.record.entries import Actor, Assessment, Entry, EntryId, Evidence, Tie
from bridgehead.record.record import OWN_FIRM, find_entries, find_own_firm

#: the assessment by which a record made here names its own firm
OWN_FIRM_ID = "record:focal_firm"
_FROM_MEMBER = frozenset({"employee", "founder"})


class NobodyError(NotFoundError):
    """No actor of the record answers to a name or id."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        """Args: name as given; near: names or ids that are close."""
        self.name = name
        hint = f" Did you mean {' or '.join(repr(word) for word in near)}?" if near else ""
        super().__init__(
            f"Nobody in the record is called {name!r}.{hint} 'bridgehead show actors' lists all; 'bridgehead add' adds "
            "one."
        )


class SeveralError(RefusedError):
    """Several actors of the record answer to a name."""

    def __init__(self, name: str, ids: Sequence[EntryId]) -> None:
        """Args: name as given; ids of those who answer to it."""
        self.name, self.ids = name, tuple(ids)
        super().__init__(f"{len(ids)} actors are called {name!r}: {', '.join(ids)}. Name one by its id.")


def get_actor(entries: Iterable[Entry], name: str) -> Actor:
    """The one actor of an id, name or alias; case is ignored.

    Raises:
        NobodyError: there is none. SeveralError: there are several.
    """
    actors = find_entries(entries, Actor)
    found = [actor for actor in actors if actor.id == name] or _find_named(actors, name)
    if len(found) > 1:
        raise SeveralError(name, [actor.id for actor in found])
    if not found:
        raise NobodyError(name, _find_near(name, actors))
    return found[0]


def _find_named(actors: Iterable[Actor], name: str) -> list[Actor]:
    wanted = fold_name(name)
    return [actor for actor in actors if wanted in {fold_name(actor.name), *map(fold_name, actor.aliases)}]


def _find_near(name: str, actors: Iterable[Actor]) -> list[str]:
    """The closest names: those that hold the word, then those spelled nearly so."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where a name is wrong

    names = [actor.name for actor in actors]
    holding = [other for other in names if fold_name(name) in fold_name(other)]
    return list(dict.fromkeys([*holding, *get_close_matches(name, names, n=3, cutoff=0.6)]))[:3]


def fold_name(name: str) -> str:
    """A name as names are compared: case and spaces do not count.

    >>> fold_name("Anna  BERG ")
    'anna berg'
    """
    return " ".join(name.casefold().split())


def slug(name: str) -> str:
    """A name as part of an id: small ASCII letters, digits and hyphens.

    >>> slug("Müller & Söhne GmbH")
    'muller-sohne-gmbh'
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-") or "unnamed"


def bare(id_: EntryId) -> str:
    """An id, fit to be part of another, without the name of what it came from."""
    return slug(id_.partition(":")[2] or id_)


@dataclass(slots=True, kw_only=True)
class Adding:
    """The entries that lines typed in would make, over those a record holds.

    Attributes:
        held: the record's entries. by: who typed. on: the day. record: its name, for messages.
        made: what the lines gave so far, by id.
        whose: whose contacts the lines tell; None means the firm's own.
        confidence: in what the lines say, 0..1; None where nobody judged it.
    """

    held: Sequence[Entry]
    by: str
    on: date
    record: str
    made: dict[EntryId, Entry] = field(default_factory=dict)
    whose: EntryId | None = None
    confidence: float | None = None

    def read(self, line: str) -> TerseLine:
        """Take one line in; what it said.

        Raises:
            TerseLineError: it cannot be understood. NoFirmError: the record does not say whose it is.
            NobodyError, SeveralError: 'through' names nobody, or several.
        """
        read = read_terse_line(line)
        firm = self.whose or find_own_firm(self.held)
        if firm is None:
            raise NoFirmError(self.record)
        statement = self.make_statement(line, read.name)
        other = self._meet(read, statement)
        if other.id == firm:
            who = "the firm itself" if self.whose is None else "the contact asked about"
            raise TerseLineError(line, f"{read.name!r} is {who}. Name somebody they know.")
        self._tie(firm, other, read, statement)
        if read.at:
            there = self._name_organisation(read.at, statement)
            self.keep(
                Tie(
                    id=f"typed:{bare(other.id)}--{bare(there.id)}",
                    sender=other.id,
                    receiver=there.id,
                    kind="affiliation",
                    end=OPEN,
                    evidence=(statement,),
                )
            )
        return read

    def entries(self) -> list[Entry]:
        """What the record would hold: each entry as the lines leave it."""
        return [*(entry for entry in self.held if entry.id not in self.made), *self.made.values()]

    def keep(self, entry: Entry) -> None:
        """Take an entry in, in place of one of the same id."""
        self.made[entry.id] = entry

    def make_statement(self, line: str, name: str) -> EntryId:
        """The evidence that a line was typed in; its id.

        Args:
            line: as typed. name: whom or what it is about.
        """
        statement = Evidence(
            id=self._free_id(f"typed:{self.on.isoformat()}-{slug(name)}", line),
            reference=f"typed in by {self.by}",
            kind="statement",
            paraphrase=line,
            by=self.by,
            on=on_day(self.on),
            confidence=self.confidence,
        )
        self.keep(statement)
        return statement.id

    def _free_id(self, wanted: str, paraphrase: str = "") -> EntryId:
        """An id nobody has; that of the same statement typed before."""
        taken = {entry.id: entry for entry in self.entries()}
        number, id_ = 1, wanted
        while id_ in taken:
            held = taken[id_]
            if paraphrase and isinstance(held, Evidence) and held.paraphrase == paraphrase:
                return id_
            number += 1
            id_ = f"{wanted}-{number}"
        return id_

    def _meet(self, read: TerseLine, statement: EntryId) -> Actor:
        """The other of a line: one of this name whom nothing contradicts, filled in, or somebody new."""
        identifiers = (("email", read.email),) if read.email else ()
        known = [
            actor
            for actor in _find_named(find_entries(self.entries(), Actor), read.name)
            if read.market in (None, actor.market) or actor.market is None
        ]
        if len(known) > 1:
            raise SeveralError(read.name, [actor.id for actor in known])
        if known:
            filled = replace(
                known[0],
                market=known[0].market or read.market,
                identifiers=tuple(dict.fromkeys((*known[0].identifiers, *identifiers))),
            )
            if filled != known[0]:
                self.keep(replace(filled, evidence=(*filled.evidence, statement)))
            return filled
        actor = Actor(
            id=self._free_id(f"typed:{slug(read.name)}"),
            kind=read.kind,
            name=read.name,
            market=read.market,
            identifiers=identifiers,
            evidence=(statement,),
        )
        self.keep(actor)
        return actor

    def _name_organisation(self, name: str, statement: EntryId) -> Actor:
        known = _find_named(find_entries(self.entries(), Actor), name)
        if len(known) > 1:
            raise SeveralError(name, [actor.id for actor in known])
        if known:
            return known[0]
        actor = Actor(id=self._free_id(f"typed:{slug(name)}"), kind="organisation", name=name, evidence=(statement,))
        self.keep(actor)
        return actor

    def _tie(self, firm: EntryId, other: Actor, read: TerseLine, statement: EntryId) -> None:
        """The tie of a line; the same two, kind and role make the same tie."""
        sender, receiver = (other.id, firm) if read.role in _FROM_MEMBER else (firm, other.id)
        words = "-".join(word for word in (read.tie_kind, read.role) if word)
        origin: dict[str, Any] = {}
        if read.met_at:
            origin = {"origin": "event", "note": f"met at {read.met_at}"}
        if read.through:
            origin = {**origin, "origin": "introduced", "introduced_by": get_actor(self.entries(), read.through).id}
        self.keep(
            Tie(
                id=f"typed:{bare(firm)}--{bare(other.id)}--{words}".replace("_", "-"),
                sender=sender,
                receiver=receiver,
                kind=read.tie_kind,
                role=read.role,
                formality=read.formality,
                strength=read.strength,
                begin=read.begin,
                end=read.end,
                evidence=(statement,),
                **origin,
            )
        )


def build_own_firm(name: str, market: str | None, *, by: str, on: date) -> tuple[Entry, ...]:
    """The entries by which a record says whose it is.

    Args:
        name: of the firm. market: its home market, a code. by: who says so. on: when.
    """
    statement = Evidence(
        id=f"typed:{on.isoformat()}-{slug(name)}",
        reference=f"typed in by {by}",
        kind="statement",
        paraphrase=f"This is the record of {name}.",
        by=by,
        on=on_day(on),
    )
    firm = Actor(id=f"typed:{slug(name)}", kind="organisation", name=name, market=market, evidence=(statement.id,))
    return statement, firm, point_at(firm.id, evidence=(statement.id,))


def point_at(firm: EntryId, *, evidence: tuple[EntryId, ...] = ()) -> Assessment:
    """The assessment that names a record's own firm."""
    instrument, item = OWN_FIRM
    return Assessment(id=OWN_FIRM_ID, subject=firm, instrument=instrument, item=item, value=True, evidence=evidence)


def change_own_firm(entries: Iterable[Entry], firm: EntryId) -> tuple[Entry, ...]:
    """The entries that make a record the record of another of its actors; no other claim is left standing."""
    claims = [
        replace(entry, value=False)
        for entry in find_entries(entries, Assessment)
        if (entry.instrument, entry.item) == OWN_FIRM and entry.id != OWN_FIRM_ID and entry.value is not False
    ]
    return (*claims, point_at(firm))
