"""Identifiers as they can be compared: one spelling each; shared mailboxes and placeholders told from one's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from bridgehead.record.entries import Actor
from bridgehead.record.parameters import get_parameter

_SPACES = re.compile(r"\s+")
_NOT_CODE = re.compile(r"[^0-9a-z]")
_WEB = re.compile(r"^(?:[a-z]+://)?(?:[^/@]*@)?(?:www\d?\.)?([^/:?#]+)")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_ADDRESS = re.compile(r"[^@]+@[^@]+\.[^@]+")
_PROFILE = re.compile(r"linkedin\.com/(in|company|school|pub)/([^/?#]+)")
_FEWEST_DIGITS = 5
_FEWEST_PHONE_DIGITS = 8


def find_identifiers(actor: Actor) -> Iterator[tuple[str, str]]:
    """An actor's identifiers as (scheme, value) in one spelling each; those that name nobody are left out."""
    for scheme, value in actor.identifiers:
        spelled = spell(scheme.strip().lower(), value)
        if spelled:
            yield scheme.strip().lower(), spelled


def spell(scheme: str, value: str) -> str:
    """An identifier in one spelling; "" where it is empty, a placeholder or no identifier of its scheme.

    >>> spell("orcid", "https://orcid.org/0000-0002-1825-0097"), spell("vat", "missing")
    ('0000000218250097', '')
    """
    text = _SPACES.sub("", value).lower()
    return _SPELLING.get(scheme, str)(text)


def _spell_email(text: str) -> str:
    address = text.removeprefix("mailto:")
    return address if _ADDRESS.fullmatch(address) else ""


def _spell_profile(text: str) -> str:
    found = _PROFILE.search(text)
    return f"{found[1]}/{found[2]}" if found else ""


def _spell_phone(text: str) -> str:
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    is_international = text.startswith(("+", "00")) and len(digits) >= _FEWEST_PHONE_DIGITS
    return digits.removeprefix("00") if is_international else ""


def _spell_address_code(text: str) -> str:
    """ORCID, ROR and OpenAlex ids are written with or without the address they stand at."""
    code = _NOT_CODE.sub("", text.rstrip("/").rpartition("/")[2])
    return code if any(char.isdigit() for char in code) else ""


def _spell_number(text: str) -> str:
    code = _NOT_CODE.sub("", text)
    return code if sum(char.isdigit() for char in code) >= _FEWEST_DIGITS else ""


def read_host(text: str) -> str:
    """The host of a web address without "www"; "" where there is none.

    >>> read_host("http://www.tu-darmstadt.de/about")
    'tu-darmstadt.de'
    """
    found = _WEB.match(text.strip().lower())
    host = found[1].rstrip(".") if found else ""
    return host if _HOST.fullmatch(host) else ""


_SPELLING: dict[str, Callable[[str], str]] = {
    "email": _spell_email,
    "website": read_host,
    "domain": read_host,
    "linkedin": _spell_profile,
    "phone": _spell_phone,
    **dict.fromkeys(("orcid", "ror", "openalex"), _spell_address_code),
    **dict.fromkeys(("pic", "lei", "vat"), _spell_number),
}


def is_shared_mailbox(address: str) -> bool:
    """Whether an e-mail address is an office's and not a person's, such as info@ or sales@.

    >>> is_shared_mailbox("info@acme.se"), is_shared_mailbox("anna.berg@acme.se")
    (True, False)
    """
    local = address.partition("@")[0].partition("+")[0]
    return bool(set(re.split(r"[._-]", local)) & _words("shared_mailboxes"))


def is_public_host(host: str) -> bool:
    """Whether anybody can have an address or page there, so that sharing it says nothing.

    >>> is_public_host("gmail.com"), is_public_host("acme.se")
    (True, False)
    """
    parts = host.split(".")
    return any(".".join(parts[place:]) in _words("public_hosts") for place in range(len(parts))) or (
        len(parts) > 1 and parts[0] in _words("public_mail_names")
    )


def find_own_domains(actor: Actor) -> Iterator[str]:
    """The domains an actor's website and e-mail addresses are at, public ones left out."""
    for scheme, value in find_identifiers(actor):
        host = value.rpartition("@")[2] if scheme == "email" else value if scheme in {"website", "domain"} else ""
        if host and not is_public_host(host):
            yield _registered(host)


def _registered(host: str) -> str:
    """The part of a host that was registered: its last two labels, three under co.uk and the like."""
    labels = host.split(".")
    is_nested = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _words("second_levels")
    return ".".join(labels[-3:] if is_nested else labels[-2:])


@cache
def _words(parameter: str) -> frozenset[str]:
    return frozenset(get_parameter("matching", parameter).split())
