"""Whose contacts a file holds, and the entries that lists of contacts share: organisations, affiliations and ties.

A list of contacts is one person's. Where that person is named, ties run from them; where not, from the firm. A contact
is tied to whom they know, never to that person's employer by itself: ties belong to people, and move with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bridgehead.record.dates import OPEN, UNKNOWN, When
from bridgehead.record.entries import Actor, Entry, EntryId, Tie
from bridgehead.record.findings import Finding
from bridgehead.sources._rows import slug

#: longest name or position kept; longer ones are no names
_LONGEST = 200


def tidy(text: str) -> str:
    r"""A text on one line, without unprintable characters, and no longer than a name can be.

    >>> tidy("Ada \n  Byron\x00")
    'Ada Byron'
    """
    cut = text[: 4 * _LONGEST]
    if not cut.isprintable():
        cut = "".join(char if char.isprintable() else " " for char in cut)
    return " ".join(cut.split())[:_LONGEST].rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose contacts a file holds.

    Attributes:
        id: of the actor the ties run from; "" where nobody was named. name: as given, where a name was given.
        entries: the owner as an actor and their place in the firm, where the file is the first to speak of them.
    """

    id: EntryId = ""
    name: str = ""
    entries: tuple[Entry, ...] = ()

    def find_findings(self, file: str) -> tuple[Finding, ...]:
        """What to say where nobody was named.

        Args:
            file: the file's name.
        """
        if self.id:
            return ()
        message = "Whose contacts these are was not said, so no ties were made. Name the owner, or the firm."
        return (Finding(level="error", code="no-owner", message=message, file=file),)


def find_owner(owner: str, firm: str, *, namespace: str, evidence: EntryId) -> Owner:
    """The owner from the options of a source.

    Args:
        owner: id of an actor (it holds a colon) or name of a person; "" takes the firm.
        firm: id of the firm. namespace: first part of ids. evidence: what new entries rest on.

    >>> find_owner("", "own:firm", namespace="linkedin", evidence="e").id
    'own:firm'
    >>> find_owner("Ada Byron", "own:firm", namespace="linkedin", evidence="e").id
    'linkedin:owner:ada-byron'
    """
    name = tidy(owner)
    if not name or ":" in name:
        return Owner(id=name or firm)
    actor = Actor(id=f"{namespace}:owner:{slug(name)}", evidence=(evidence,), kind="person", name=name)
    entries: list[Entry] = [actor]
    if firm:
        entries.append(build_affiliation(f"{namespace}:affiliation:owner:{slug(name)}", actor.id, firm, evidence))
    return Owner(id=actor.id, name=name, entries=tuple(entries))


def build_affiliation(id_: EntryId, person: EntryId, organisation: EntryId, evidence: EntryId, note: str = "") -> Tie:
    """A person's present place in an organisation: since when is unknown, and it still holds.

    Args:
        id_: of the entry. person, organisation: the two. evidence: what it rests on. note: the position.
    """
    return Tie(
        id=id_, evidence=(evidence,), end=OPEN, note=note, sender=person, receiver=organisation, kind="affiliation"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactList:
    """Makes the entries of a list of contacts.

    Attributes:
        namespace: first part of ids. owner: whose list it is. given: organisations given so far.
    """

    namespace: str
    owner: Owner
    given: set[EntryId] = field(default_factory=set)

    def organisation_id(self, name: str) -> EntryId:
        """The id of an organisation by its name as typed; the same name is one organisation in this source only."""
        return f"{self.namespace}:organisation:{slug(name)}"

    def find_organisation(self, name: str, evidence: EntryId) -> tuple[Entry, ...]:
        """The organisation of this name, the first time it is asked for.

        Args:
            name: as typed. evidence: what it rests on.
        """
        identity = self.organisation_id(name)
        if identity in self.given:
            return ()
        self.given.add(identity)
        return (Actor(id=identity, evidence=(evidence,), kind="organisation", name=name),)

    def find_place(
        self, key: str, person: EntryId, company: str, position: str, evidence: EntryId
    ) -> tuple[Entry, ...]:
        """The organisation a person works at and their affiliation with it; () where none is named.

        A person has one entry of this sort: a new employer in a newer file is a new version of it.

        Args:
            key: the person's, within this source. person: their id. company: name as typed. position: there.
            evidence: what it rests on.
        """
        if not company:
            return ()
        affiliation = build_affiliation(
            f"{self.namespace}:affiliation:{key}", person, self.organisation_id(company), evidence, position
        )
        return (*self.find_organisation(company, evidence), affiliation)

    def find_tie(
        self, key: str, actor: EntryId, evidence: EntryId, *, kind: str = "social", begin: When = UNKNOWN
    ) -> tuple[Entry, ...]:
        """The owner's tie to a contact; () where nobody owns the list, or the contact is the owner.

        Args:
            key: the contact's, within this source. actor: its id. evidence: what it rests on.
            kind: of tie. begin: the day by which it existed.
        """
        if not self.owner.id or self.owner.id == actor:
            return ()
        tie = Tie(
            id=f"{self.namespace}:tie:{slug(self.owner.id)}:{key}", evidence=(evidence,), begin=begin, end=OPEN,
            sender=self.owner.id, receiver=actor, kind=kind,
        )  # fmt: skip
        return (tie,)
