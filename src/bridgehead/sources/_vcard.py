"""The cards of an address book, put together: who is in it, who works where, and who is related to whom."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bridgehead.record.dates import OPEN, DateError, When, read_when
from bridgehead.record.entries import Actor, Entry, EntryId, Evidence, Tie
from bridgehead.record.findings import Finding, Level
from bridgehead.record.markets import read_market
from bridgehead.record.parameters import get_parameter
from bridgehead.sources import ReadRow
from bridgehead.sources._addresses import read_address
from bridgehead.sources._cards import Card, Property
from bridgehead.sources._findings import Tally
from bridgehead.sources._mapping import fold
from bridgehead.sources._owners import ContactList, Owner, build_affiliation, find_owner, tidy
from bridgehead.sources._rows import slug

_REVISION = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T|$)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FAX = frozenset({"fax", "pager"})

#: code of a finding -> its level and message
_FINDINGS: dict[str, tuple[Level, str]] = {
    "no-name": ("error", "Cards that name nobody, left out: {count} ({examples})."),
    "bad-line": ("warning", "Cards with lines that cannot be read or are too long: {count} ({examples})."),
    "unfinished-card": ("warning", "Cards that never end, read as far as they go: {count} ({examples})."),
    "duplicate-card": ("note", "Cards of somebody in an earlier card, left out: {count} ({examples})."),
    "no-actor": ("note", "Cards of groups, places and devices, which are no actors: {count} ({examples})."),
    "unknown-market": ("warning", "Addresses with a country we do not know, left out: {count} ({examples})."),
    "bad-address": ("warning", "E-mail addresses that are none, left out: {count} ({examples})."),
    "unknown-relation": ("warning", "Related people of a sort we do not know, left out: {count} ({examples})."),
    "relation-left-out": ("note", "Related people of a sort that makes no tie, left out: {count} ({examples})."),
    "unknown-related": ("note", "Related people who have no card here, or several, left out: {count} ({examples})."),
}


def _tallies() -> dict[str, Tally]:
    return {code: Tally(level, code, message) for code, (level, message) in _FINDINGS.items()}


@dataclass(slots=True, kw_only=True)
class CardsReading:
    """Reads all cards of a file.

    Attributes:
        file: its name. owner, firm: as in the source's options. on: the day the file speaks for.
    """

    file: str
    owner: str
    firm: str
    on: When
    contacts: ContactList = field(default_factory=lambda: ContactList(namespace="vcard", owner=Owner()))
    tallies: dict[str, Tally] = field(default_factory=_tallies)
    id_by_sign: dict[str, EntryId] = field(default_factory=dict)

    def read(self, cards: Sequence[Card]) -> Iterator[ReadRow]:
        """A row on the file as a whole, then one per card of a person or an organisation."""
        kept = self._find_actors(cards)
        evidence = Evidence(id=f"vcard:evidence:{slug(self.file)}", reference=self.file, kind="dataset", on=self.on)
        owner = self._find_owner(evidence.id)
        self.contacts = ContactList(namespace="vcard", owner=owner)
        findings = owner.find_findings(self.file) if kept else ()
        yield ReadRow(entries=(evidence, *owner.entries), findings=findings)
        for key, card in kept.items():
            yield ReadRow(number=card.number, entries=tuple(self._build(key, card, evidence.id)))

    def find_findings(self) -> tuple[Finding, ...]:
        """What was odd, one finding a kind."""
        return tuple(finding for tally in self.tallies.values() for finding in tally.findings(self.file))

    def _find_actors(self, cards: Sequence[Card]) -> dict[str, Card]:
        """Key -> card of everybody who is an actor, each once; and by which signs others refer to them."""
        kept: dict[str, Card] = {}
        for card in cards:
            name, place = card.full_name or card.company, f"line {card.number}"
            if card.faults:
                self.tallies["bad-line"].add(f"{name or '?'}, {place}")
            if card.kind not in {"person", "organisation"}:
                self.tallies["no-actor"].add(f"{name or card.kind}, {place}")
            elif not name:
                self.tallies["no-name"].add(place)
            elif (key := _find_key(card, name)) in kept:
                self.tallies["duplicate-card"].add(f"{name}, {place}")
            else:
                kept[key] = card
                for sign in _find_signs(card, name):
                    # a sign that two cards have refers to neither
                    self.id_by_sign[sign] = "" if sign in self.id_by_sign else f"vcard:{key}"
        return kept

    def _find_owner(self, evidence: EntryId) -> Owner:
        """The owner of the address book; one whose own card is in it is that card's actor."""
        card = self.id_by_sign.get(f"name:{fold(self.owner)}", "") if self.owner else ""
        if not card:
            return find_owner(self.owner, self.firm, namespace="vcard", evidence=evidence)
        key = card.removeprefix("vcard:")
        place = build_affiliation(f"vcard:affiliation:owner:{key}", card, self.firm, evidence) if self.firm else None
        return Owner(id=card, name=tidy(self.owner), entries=(place,) if place else ())

    def _build(self, key: str, card: Card, common: EntryId) -> Iterator[Entry]:
        evidence, identity = common, f"vcard:{key}"
        if revised := _read_revision(card.get("REV")):
            evidence = f"vcard:evidence:card:{key}"
            yield Evidence(id=evidence, reference=self.file, locator="revision", kind="dataset", on=revised)
        name = card.full_name or card.company
        yield Actor(
            id=identity, evidence=(evidence,), kind=card.kind, name=name,
            aliases=tuple(alias for alias in (card.get("NICKNAME"),) if alias and alias != name),
            market=self._read_market(card), languages=_find_languages(card),
            identifiers=tuple(dict.fromkeys(self._find_identifiers(card))),
        )  # fmt: skip
        is_person = card.kind == "person"
        if is_person:
            yield from self.contacts.find_place(key, identity, card.company, card.position, evidence)
        kind = "social" if is_person else "business"
        yield from self.contacts.find_tie(key, identity, evidence, kind=kind)
        yield from self._find_relations(key, card, evidence)

    def _read_market(self, card: Card) -> str | None:
        """The country of the address at work, else of the first that names one."""
        for address in sorted(card.find("ADR"), key=lambda each: "work" not in each.types):
            country = address.parts[6] if len(address.parts) > 6 else ""
            if country:
                code = read_market(country).code
                if code is None:
                    self.tallies["unknown-market"].add(country)
                else:
                    return code
        return None

    def _find_identifiers(self, card: Card) -> Iterator[tuple[str, str]]:
        for each in card.find("EMAIL"):
            address = read_address(each.value.removeprefix("mailto:"))
            if address:
                yield "email", address
            elif each.value:
                self.tallies["bad-address"].add(each.value)
        for each in card.find("TEL"):
            number = each.value.removeprefix("tel:")
            if number and not _FAX & each.types:
                yield "phone", number
        for each in (*card.find("URL"), *card.find("X-SOCIALPROFILE")):
            if "linkedin." in each.value:
                yield "linkedin", each.value
            elif each.value and each.name == "URL":
                yield "website", each.value

    def _find_relations(self, key: str, card: Card, evidence: EntryId) -> Iterator[Entry]:
        """Ties from a contact to other contacts in the file."""
        given: set[EntryId] = set()
        for each, word in _find_related(card):
            known: Mapping[str, tuple[str, str]] = get_parameter("vcard", "relations")
            target = self._find_related_id(each)
            if word in get_parameter("vcard", "not_ties"):
                self.tallies["relation-left-out"].add(word)
            elif word not in known:
                self.tallies["unknown-relation"].add(word or "without a type")
            elif not target or target == f"vcard:{key}":
                self.tallies["unknown-related"].add(f"{word} of {card.full_name or card.company}")
            elif (identity := f"vcard:related:{key}:{slug(word)}:{target.removeprefix('vcard:')}") not in given:
                given.add(identity)
                kind, role = known[word]
                yield Tie(
                    id=identity, evidence=(evidence,), end=OPEN, sender=f"vcard:{key}", receiver=target,
                    kind=kind, role=role,
                )  # fmt: skip

    def _find_related_id(self, related: Property) -> EntryId:
        value = related.value
        signs = (
            f"uid:{_bare_uid(related.text)}",
            f"email:{read_address(value.removeprefix('mailto:'))}",
            f"name:{fold(value)}",
        )
        return next((self.id_by_sign[sign] for sign in signs if self.id_by_sign.get(sign)), "")


def _find_related(card: Card) -> Iterator[tuple[Property, str]]:
    """Each related person with the word for the relation; the first of several words that we know."""
    known = {*get_parameter("vcard", "relations"), *get_parameter("vcard", "not_ties")}
    for each in card.find("RELATED"):
        words = sorted(each.types - {"pref", "text", "uri", "work", "home"})
        yield each, next((word for word in words if word in known), words[0] if words else "")
    label_by_group = {each.group: each.value for each in card.find("X-ABLABEL") if each.group}
    for each in card.find("X-ABRELATEDNAMES"):
        yield each, tidy(re.sub(r"[_$!<>]", "", label_by_group.get(each.group, ""))).lower()


def _find_key(card: Card, name: str) -> str:
    """What a card is known by: its unique identifier, else its mail address, else its name and organisation."""
    if uid := _find_uid(card):
        short = slug(uid)
        return short if short == uid else f"{short[:40]}-{hashlib.sha256(uid.encode()).hexdigest()[:8]}"
    address = next((found for each in card.find("EMAIL") if (found := read_address(each.value))), "")
    return f"mail:{address}" if address else f"name:{slug(f'{name} {card.company}' if card.company != name else name)}"


def _bare_uid(text: str) -> str:
    return text.strip().lower().removeprefix("urn:uuid:")


def _find_uid(card: Card) -> str:
    return next((_bare_uid(each.text) for each in card.find("UID")), "")


def _find_signs(card: Card, name: str) -> set[str]:
    """By what other cards may refer to this one."""
    signs = {f"name:{fold(name)}"}
    if uid := _find_uid(card):
        signs.add(f"uid:{uid}")
    return signs | {f"email:{address}" for each in card.find("EMAIL") if (address := read_address(each.value))}


def _read_revision(text: str) -> When | None:
    """The day a card was last changed; None where it does not say."""
    found = _REVISION.match(text)
    try:
        return read_when("-".join(found.groups())) if found else None
    except DateError:
        return None


def _find_languages(card: Card) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.value for each in card.find("LANG") if _LANGUAGE.fullmatch(each.value)))
