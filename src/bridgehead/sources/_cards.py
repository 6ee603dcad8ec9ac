"""One vCard: its properties read from content lines of versions 2.1, 3.0 and 4.0 alike."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bridgehead.sources._content_lines import Component, ComponentFile
from bridgehead.sources._owners import tidy

#: properties that are read
NAMES = frozenset(
    b"FN N NICKNAME ORG TITLE ROLE EMAIL TEL ADR URL KIND UID REV LANG RELATED MEMBER X-ABRELATEDNAMES X-ABLABEL "
    b"X-ABSHOWAS X-SOCIALPROFILE".split()
)
_PARAMETER = re.compile(rb';([^=;:"]+)(?:=((?:"[^"]*"|[^";:])*))?')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
#: a name, then parameters whose values may be quoted, then the first colon outside quotes
_HEAD = re.compile(rb'([^:;"]+)((?:;(?:"[^"]*"|[^":])*)?):')


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property of a card.

    Attributes:
        name: in capitals. group: what ties it to others, as item1, or "". text: the value, still escaped.
        types: its types in small letters, a 2.1 card's bare words among them.
    """

    name: str
    group: str
    text: str
    types: frozenset[str] = frozenset()

    @property
    def value(self) -> str:
        """The value on one line."""
        return tidy(_unescape(self.text))

    @property
    def parts(self) -> tuple[str, ...]:
        """The values between semicolons, each on one line."""
        return tuple(tidy(_unescape(part)) for part in _split(self.text, ";"))

    @property
    def is_preferred(self) -> bool:
        """Whether the card says to take this one first."""
        return "pref" in self.types


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One vCard.

    Attributes:
        number: line it begins on. properties: name -> its properties, the preferred ones first.
        faults: lines that cannot be read.
    """

    number: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    faults: int = 0

    def get(self, name: str) -> str:
        """The value of a property, the preferred one of several; "" where there is none."""
        return next((each.value for each in self.find(name) if each.value), "")

    def find(self, name: str) -> list[Property]:
        """All properties of a name, the preferred ones first."""
        return self.properties.get(name, [])

    @property
    def full_name(self) -> str:
        """The name as shown, else put together from its parts, else the nickname."""
        shown = self.get("FN")
        if not shown and self.find("N"):
            family, given, middle, *_ = (*self.find("N")[0].parts, "", "", "")
            shown = tidy(f"{given} {middle} {family}".replace(",", " "))
        return shown or self.get("NICKNAME")

    @property
    def company(self) -> str:
        """The organisation, without its units."""
        return self.find("ORG")[0].parts[0] if self.find("ORG") else ""

    @property
    def position(self) -> str:
        """Title, else role, and the unit it is in."""
        units = self.find("ORG")[0].parts[1:] if self.find("ORG") else ()
        return tidy(", ".join(part for part in (self.get("TITLE") or self.get("ROLE"), *units) if part))

    @property
    def kind(self) -> str:
        """Kind of actor the card is of: person, organisation, or its own word for anything else."""
        said = self.get("KIND").lower()
        is_company = self.get("X-ABSHOWAS").upper() == "COMPANY" or (self.company and not self.full_name)
        if said in {"org", "organization"} or (not said and is_company):
            return "organisation"
        return "person" if said in {"", "individual"} else said


def read_card(file: ComponentFile, component: Component) -> Card:
    """A card from its lines; lines that cannot be read are counted.

    Args:
        file: it stands in. component: its lines.
    """
    properties: dict[str, list[Property]] = {}
    faults = component.dropped
    for line in component.lines:
        found = _read_property(file, line)
        if found is None:
            faults += 1
        else:
            properties.setdefault(found.name, []).append(found)
    for held in properties.values():
        held.sort(key=lambda each: not each.is_preferred)
    return Card(number=component.number, properties=properties, faults=faults)


def _read_property(file: ComponentFile, line: bytes) -> Property | None:
    match = _HEAD.match(line)
    if match is None:
        return None
    group, _, name = match[1].decode("latin-1").strip().rpartition(".")
    types, charset, encoding = set[str](), "", ""
    for key, value in _find_parameters(match[2]):
        if key == "CHARSET":
            charset = value
        elif key == "ENCODING":
            encoding = value.upper()
        elif key == "PREF" and value in {"1", ""}:
            types.add("pref")
        elif key == "TYPE":
            types.update(word.strip().lower() for word in value.split(","))
        elif not value:
            types.add(key.lower())
            encoding = key if key == "QUOTED-PRINTABLE" else encoding
    content = line[match.end() :]
    if encoding == "QUOTED-PRINTABLE":
        content = quopri.decodestring(content)
    return Property(
        name=name.upper(), group=group.lower(), text=file.decode(content, charset).strip(), types=frozenset(types)
    )


def _find_parameters(text: bytes) -> Iterator[tuple[str, str]]:
    for match in _PARAMETER.finditer(text):
        value = (match[2] or b"").decode("latin-1").replace('"', "").strip()
        yield match[1].decode("latin-1").strip().upper(), value


def _split(text: str, sign: str) -> list[str]:
    """A value at each sign that no backslash stands before."""
    parts, start, place = [], 0, 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] == sign:
            parts.append(text[start:place])
            start = place + 1
        place += 1
    return [*parts, text[start:]]


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], text)
