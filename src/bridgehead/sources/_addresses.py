"""Mail addresses and who is behind them: a person, an organisation's shared mailbox, a list, a program, or nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from bridgehead.record.entries import Actor, EntryId
from bridgehead.record.findings import Finding, Level
from bridgehead.record.parameters import get_parameter
from bridgehead.sources import ReadRow
from bridgehead.sources._findings import Tally
from bridgehead.sources._owners import build_affiliation, tidy

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@[^\s@<>()\[\],;:\"\\]+\.[^\s@<>()\[\],;:\"\\.]{2,}")
_LONGEST_ADDRESS = 254
_LIST_DOMAIN = re.compile(r"lists?\.")
_MARK = re.compile(r"[-+._]")

Behind = Literal["person", "shared", "list", "automatic", "resource"]

#: code of a finding -> its level and message
_FINDINGS: dict[str, tuple[Level, str]] = {
    "shared-mailbox": (
        "note",
        "Mailboxes that several people read, taken for their organisation: {count} ({examples}).",
    ),
    "list-address": ("note", "Addresses of mailing lists, left out: {count} ({examples})."),
    "automatic-address": ("note", "Addresses that programs write from, left out: {count} ({examples})."),
    "resource-address": ("note", "Rooms and calendars, left out: {count} ({examples})."),
}


def read_address(text: str) -> str:
    """A mail address in small letters; "" where the text is none.

    >>> read_address(" Anna@Nordlicht.Example "), read_address("anna at home")
    ('anna@nordlicht.example', '')
    """
    address = text.strip().strip("'").removeprefix("<").removesuffix(">").lower()
    is_one = len(address) <= _LONGEST_ADDRESS and address.isprintable() and _ADDRESS.fullmatch(address)
    return address if is_one else ""


@lru_cache(maxsize=10_000)
def find_behind(address: str) -> Behind:
    """What is behind an address, by the words and domains of parameters/mail.yaml.

    Args:
        address: from `read_address`.

    >>> find_behind("info@nordlicht.example"), find_behind("no-reply+7@nordlicht.example")
    ('shared', 'automatic')
    """
    local, _, domain = address.partition("@")
    automatic = _words("automatic_mailboxes")
    if local in automatic or any(local[: mark.start()] in automatic for mark in _MARK.finditer(local)):
        return "automatic"
    if domain in get_parameter("mail", "resource_domains"):
        return "resource"
    if domain in get_parameter("mail", "list_domains") or _LIST_DOMAIN.match(domain):
        return "list"
    return "shared" if local.partition("+")[0] in _words("shared_mailboxes") else "person"


@lru_cache(maxsize=4)
def _words(name: str) -> frozenset[str]:
    return frozenset(get_parameter("mail", name).split())


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """Which addresses are the firm's own.

    Attributes:
        addresses: whole ones. domains: whose every address is ours, those below them included.
    """

    addresses: frozenset[str] = frozenset()
    domains: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> OwnAddresses:
        """From addresses and domains divided by commas.

        >>> own = OwnAddresses.read("ada@mail.example, loom.example")
        >>> "ben@office.loom.example" in own, "ben@mail.example" in own
        (True, False)
        """
        words = [word.strip().lower().removeprefix("@") for word in text.split(",") if word.strip()]
        return cls(frozenset(word for word in words if "@" in word), tuple(word for word in words if "@" not in word))

    def __contains__(self, address: str) -> bool:
        """Whether an address is ours."""
        domain = address.partition("@")[2]
        return address in self.addresses or any(domain == own or domain.endswith(f".{own}") for own in self.domains)

    def __bool__(self) -> bool:
        """Whether any was named."""
        return bool(self.addresses or self.domains)


@dataclass(slots=True, kw_only=True)
class AddressBook:
    """Everybody behind the addresses of a mailbox or calendar, each once, by the name most often given.

    Attributes:
        namespace: first part of ids. own: which addresses are the firm's. firm: its id, "" where unknown.
        names: address -> how often each name was given with it, nameless counted as "".
        left_out: address -> what is behind it, where that is nobody.
    """

    namespace: str
    own: OwnAddresses
    firm: EntryId
    names: dict[str, dict[str, int]] = field(default_factory=dict)
    left_out: dict[str, Behind] = field(default_factory=dict)

    def find_participants(self, people: Iterable[tuple[str, str, str]]) -> dict[EntryId, str]:
        """Actor -> part of everybody who took part in something; {} where they are fewer than two.

        Somebody named twice keeps the first part.

        Args:
            people: (address from `read_address`, name given with it or "", part).
        """
        named = [(self._find_actor(address), address, name, part) for address, name, part in people]
        participants: dict[EntryId, str] = {}
        for actor, _, _, part in named:
            if actor:
                participants.setdefault(actor, part)
        if len(participants) < 2:
            return {}
        for actor, address, name, _ in named:
            if actor and actor != self.firm:
                counts = self.names.setdefault(address, {})
                shown = "" if "@" in name else name
                counts[shown] = counts.get(shown, 0) + 1
        return participants

    def _find_actor(self, address: str) -> EntryId:
        """The id of whoever is behind an address, "" where it is nobody; our own shared mailbox is the firm."""
        behind = find_behind(address)
        if behind not in {"person", "shared"}:
            self.left_out[address] = behind
            return ""
        is_firm = behind == "shared" and self.firm and address in self.own
        return self.firm if is_firm else f"{self.namespace}:{address}"

    def find_rows(self, evidence: EntryId) -> Iterator[ReadRow]:
        """One row per actor: the actor and, for people of the firm, their place in it.

        Args:
            evidence: what they rest on.
        """
        for address in sorted(self.names):
            identity = f"{self.namespace}:{address}"
            is_shared = find_behind(address) == "shared"
            actor = Actor(
                id=identity, evidence=(evidence,), kind="organisation" if is_shared else "person",
                name=self._find_name(address), identifiers=(("email", address),),
            )  # fmt: skip
            if self.firm and address in self.own:
                place = build_affiliation(f"{self.namespace}:affiliation:{address}", identity, self.firm, evidence)
                yield ReadRow(entries=(actor, place))
            else:
                yield ReadRow(entries=(actor,))

    def find_findings(self, file: str) -> tuple[Finding, ...]:
        """Who was left out or taken for an organisation, and whether it was said whose file it is.

        Args:
            file: its name.
        """
        tallies = {code: Tally(level, code, message) for code, (level, message) in _FINDINGS.items()}
        for address in self.names:
            if find_behind(address) == "shared":
                tallies["shared-mailbox"].add(address)
        for address, behind in self.left_out.items():
            tallies[f"{behind}-address"].add(address)
        found = [finding for tally in tallies.values() for finding in tally.findings(file)]
        if not self.own or not self.firm:
            message = (
                "Nobody here is known to be of the firm, so it is not tied to them. Name your own addresses or domains "
                "(own) and the firm."
            )
            found.append(Finding(level="warning", code="no-own-address", message=message, file=file))
        return tuple(found)

    def _find_name(self, address: str) -> str:
        """The name most often given, the first of several; the address where none was."""
        named = {name: count for name, count in self.names[address].items() if name}
        return tidy(max(named, key=lambda name: named[name])) if named else address
