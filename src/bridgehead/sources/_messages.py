"""One message, read from its header: who wrote to whom on which day, and whether a list or a program sent it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Header
from email.parser import HeaderParser
from email.utils import getaddresses, parsedate_tz
from functools import lru_cache
from typing import Literal

from bridgehead.record.parameters import get_parameter
from bridgehead.sources._addresses import find_behind, read_address
from bridgehead.sources._owners import tidy

_PLAIN_FIELDS = ("from", "to", "cc", "date", "message-id", "auto-submitted", "precedence")
_LONGEST_FIELD = 2**13
_CACHED_FIELD = 500
_LOOSE = re.compile(r"[^\s<>\"',;:]+@[^\s<>\"',;:]+")
_FIRST_YEAR, _LAST_YEAR = 1970, 2100

People = tuple[tuple[str, str], ...]
Sort = Literal["", "list", "automatic"]


def find_fields() -> frozenset[bytes]:
    """The header fields that are read, in small letters."""
    return frozenset(name.encode() for name in (*_PLAIN_FIELDS, *get_parameter("mail", "list_headers")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a header says.

    Attributes:
        key: of the message, the same wherever a copy of it lies. day: on the writer's calendar, None where unreadable.
        sender: (address, name), ("", "") where none can be read. recipients: To and Cc, each address once.
        sort: "list" or "automatic" where no person wrote it to each of them.
        strangers: how many recipients have no address that can be read.
    """

    key: str
    day: date | None
    sender: tuple[str, str]
    recipients: People
    sort: Sort = ""
    strangers: int = 0


def read_message(content: bytes) -> Message:
    """A message from the lines of its header.

    Args:
        content: the lines, folded as they came.
    """
    header = HeaderParser().parsestr(_decode(content))
    written = [(address, name) for address, name in _read_field(header, "from") if address]
    named = (*_read_field(header, "to"), *_read_field(header, "cc"))
    recipients: dict[str, str] = {}
    for address, name in named:
        if address:
            recipients[address] = recipients.get(address) or name
    sender = written[0] if written else ("", "")
    text = str(header.get("message-id", "")).strip()
    words = text or "|".join((str(header.get("date", "")), sender[0], *recipients))
    return Message(
        key=hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16],
        day=_read_day(str(header.get("date", ""))),
        sender=sender,
        recipients=tuple(recipients.items()),
        sort=_find_sort(header, sender[0]),
        strangers=sum(not address for address, _ in named),
    )


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _read_field(header: Header, name: str) -> People:
    found: list[tuple[str, str]] = []
    for value in header.get_all(name, []):
        text = str(value)[:_LONGEST_FIELD]
        # most mail goes between the same few people; a long field is seldom met twice
        found.extend(_read_known_people(text) if len(text) <= _CACHED_FIELD else _read_people(text))
    return tuple(found)


def _read_people(text: str) -> People:
    """(address, name) of everybody a field names; the address is "" where it cannot be read."""
    flat = " ".join(text.split())
    try:
        pairs = getaddresses([flat])
    except (ValueError, LookupError, RecursionError):
        # the library reads comments within comments by calling itself
        pairs = []
    people = [(read_address(address), _read_name(name)) for name, address in pairs if name or address]
    if not any(address for address, _ in people):
        loose = _LOOSE.findall(flat)
        # archives rewrite such fields: a name and an address without brackets
        if len(loose) == 1:
            return ((read_address(loose[0]), _read_name(flat.replace(loose[0], "").strip(' "<>'))),)
    return tuple(people)


_read_known_people = lru_cache(maxsize=4_096)(_read_people)


def _read_name(text: str) -> str:
    """A name as people read it: encoded words decoded (RFC 2047), without quotation marks around it."""
    try:
        shown = str(make_header(decode_header(text))) if "=?" in text else text
    except (MessageError, LookupError, ValueError):
        shown = text
    return tidy(shown.encode("utf-8", "replace").decode()).strip("'\" ")


@lru_cache(maxsize=4_096)
def _read_day_words(text: str) -> date | None:
    try:
        parts = parsedate_tz(text)
        day = date(*parts[:3]) if parts else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _read_day(text: str) -> date | None:
    return _read_day_words(" ".join(text[:200].split()))


def _find_sort(header: Header, sender: str) -> Sort:
    """Whether a list or a program sent it, by the words of parameters/mail.yaml."""
    precedence = str(header.get("precedence", "")).strip().lower()
    if precedence in get_parameter("mail", "list_precedences"):
        return "list"
    if any(name in header for name in get_parameter("mail", "list_headers")):
        return "list"
    submitted = str(header.get("auto-submitted", "no")).partition(";")[0].strip().lower()
    behind = find_behind(sender) if sender else "person"
    if submitted not in {"no", ""} or behind == "automatic":
        return "automatic"
    return "list" if behind == "list" else ""
