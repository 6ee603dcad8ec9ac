"""The terse line by which a relationship is typed in: "Anna Berg, distributor, DE, strong, since 2021".

A line is a name, then words divided by commas, in any order:

- what the other is to us (`distributor`, `friend` ...), the kind of tie (`business`, `social` ...), `formal` or
  `informal`, and what the other is (`person`, `organisation`, `community`);
- the market, by code or name; an e-mail address;
- the strength: `weak`, `strong` or a number between 0 and 1;
- `since 2021`, `until 2024-06`; left open, the tie still holds;
- `at Siemens`: the organisation the person belongs to; `through Bengt Kasemo`: who brought us together, and no more
  than that;
  `met at Hannover Messe`: the occasion.

A word with no meaning is refused, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bridgehead.errors import MisuseError, suggest
from bridgehead.record.dates import OPEN, UNKNOWN, When, read_when
from bridgehead.record.markets import find_markets, label, read_market
from bridgehead.record.organisations import is_organisation
from bridgehead.record.terms import ACTOR_KINDS, FORMALITIES, ROLES, TIE_KINDS
from bridgehead.record.vocabulary import UnknownWordError, Vocabulary

_EXAMPLE = "Write it like 'Anna Berg, distributor, DE, strong, since 2021'."
_NUMBER = re.compile(r"[01](?:[.]\d+)?|[.]\d+")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_KIND_BY_ROLE = {
    "friend": "social",
    "former_colleague": "social",
    "opinion_leader": "scientific",
    "research_partner": "scientific",
    "relative": "family",
    "diaspora_contact": "ethnic",
    "government_agency": "institutional",
    "association": "institutional",
    "standards_body": "institutional",
    "employee": "affiliation",
    "founder": "affiliation",
    "group_company": "affiliation",
}


class TerseLineError(MisuseError):
    """A line typed in cannot be understood."""

    def __init__(self, line: str, why: str) -> None:
        """Args: the line; why it cannot be understood and what would do, as a sentence or two."""
        self.line, self.why = line, why
        super().__init__(f"Cannot understand {line!r}: {why}")


@dataclass(slots=True, kw_only=True)
class TerseLine:
    """What a line said.

    Attributes:
        name: of the other. kind: of actor. market, email: where given.
        role, tie_kind, formality, strength, begin, end: of the tie.
        at: organisation the person belongs to. through: who brought us together. met_at: the occasion.
    """

    name: str
    kind: str = ""
    market: str | None = None
    email: str = ""
    role: str = ""
    tie_kind: str = ""
    formality: str = ""
    strength: Any = None
    begin: When = UNKNOWN
    end: When = OPEN
    at: str = ""
    through: str = ""
    met_at: str = ""
    _said: dict[str, str] = field(default_factory=dict)

    def say(self, attribute: str, value: object, words: str) -> None:
        """Note one thing; the same thing said twice differently is refused by the caller."""
        self._said[attribute] = words
        setattr(self, attribute, value)

    def said(self, attribute: str) -> str:
        """The words in which an attribute was given; "" where it was not."""
        return self._said.get(attribute, "")


def read_terse_line(line: str) -> TerseLine:
    """Read one line.

    Raises:
        TerseLineError: it has no name, a word without meaning, or the same thing twice. DateError: a bad date.

    >>> read = read_terse_line("Anna Berg, distributor, Germany, strong, since 2021")
    >>> read.kind, read.role, read.tie_kind, read.market, read.begin.text
    ('person', 'distributor', 'business', 'DE', '2021')
    """
    name, *words = [" ".join(part.split()) for part in line.split(",")]
    if not name:
        raise TerseLineError(line, f"it begins with no name. {_EXAMPLE}")
    read = TerseLine(name=name)
    for word in words:
        if not word:
            continue
        attribute, value = _read_word(word, line)
        if read.said(attribute):
            raise TerseLineError(line, f"{read.said(attribute)!r} and {word!r} say the same thing twice. Keep one.")
        read.say(attribute, value, word)
    read.tie_kind = read.tie_kind or _KIND_BY_ROLE.get(read.role, "business")
    read.kind = read.kind or _guess_kind(read)
    return read


def _guess_kind(read: TerseLine) -> str:
    """A person unless something says otherwise: most lines name people."""
    return "organisation" if not read.at and is_organisation(read.name, read.role) else "person"


def describe_line(read: TerseLine) -> str:
    """What a line was understood to say, in a few words.

    >>> describe_line(read_terse_line("Anna Berg, DE, distributor, strong, since 2021"))
    'Anna Berg, distributor in Germany, strong, since 2021'
    """
    word = (read.role or read.tie_kind).replace("_", " ")
    where = f" in {label(read.market)}" if read.market else ""
    parts = [
        f"{word}{where}",
        read.formality,
        str(read.strength) if read.strength is not None else "",
        f"since {read.begin}" if read.begin.is_known else "",
        f"until {read.end}" if read.end.is_known else "",
        f"at {read.at}" if read.at else "",
        f"through {read.through}" if read.through else "",
        f"met at {read.met_at}" if read.met_at else "",
        read.email,
    ]
    return ", ".join([read.name, *filter(None, parts)])


def split_contacts(text: str) -> tuple[str, ...]:
    """The lines of several contacts given in one: names with a market behind each, divided by semicolons.

    >>> split_contacts("Kenji Tanaka JP; Maria Rossi, IT, friend; Mitsui Japan; Ek")
    ('Kenji Tanaka, JP', 'Maria Rossi, IT, friend', 'Mitsui, Japan', 'Ek')
    """
    return tuple(_part_market(" ".join(part.split())) for part in text.split(";") if part.strip())


def _part_market(line: str) -> str:
    """A line with a comma before a market that ends it; small letters may be a name's own, as in "Carlos de"."""
    name, _, last = line.rpartition(" ")
    is_market = name and "," not in line and last[:1].isupper() and read_market(last).code is not None
    return f"{name}, {last}" if is_market else line


def find_words() -> tuple[str, ...]:
    """The words a line may hold besides names and dates: roles, kinds, strengths, markets by name."""
    words = [word.replace("_", " ") for _, vocabulary in _VOCABULARIES for word in vocabulary.words]
    return tuple(dict.fromkeys([*words, "weak", "strong", *PREFIXES, *map(label, find_markets())]))


_PREFIXES: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("since ", "begin", read_when),
    ("from ", "begin", read_when),
    ("until ", "end", read_when),
    ("met at ", "met_at", str),
    ("at ", "at", str),
    ("through ", "through", str),
    ("via ", "through", str),
    ("introduced by ", "through", str),
)
#: words that something follows
PREFIXES = tuple(prefix for prefix, _, _ in _PREFIXES)
_VOCABULARIES: tuple[tuple[str, Vocabulary], ...] = (
    ("kind", ACTOR_KINDS),
    ("role", ROLES),
    ("tie_kind", TIE_KINDS),
    ("formality", FORMALITIES),
)


def _read_word(word: str, line: str) -> tuple[str, object]:
    """What one word says, as (attribute, value)."""
    lowered = word.lower()
    for prefix, attribute, read in _PREFIXES:
        if lowered.startswith(prefix) and word[len(prefix) :].strip():
            return attribute, read(word[len(prefix) :].strip())
    if lowered in {"weak", "strong"}:
        return "strength", lowered
    if _NUMBER.fullmatch(word):
        if float(word) > 1:
            raise TerseLineError(line, f"a strength lies between 0 and 1, and {word} does not.")
        return "strength", float(word)
    if _ADDRESS.fullmatch(word):
        return "email", lowered
    for attribute, vocabulary in _VOCABULARIES:
        try:
            return attribute, vocabulary.read(word)
        except UnknownWordError:
            continue
    market = read_market(word)
    if market.code is not None:
        return "market", market.code
    raise TerseLineError(line, _explain(word))


def _explain(word: str) -> str:
    """Why a word means nothing, with the nearest that would."""
    valid = [found.replace("_", " ") for _, vocabulary in _VOCABULARIES for found in vocabulary.words]
    near = suggest(word.lower(), [*valid, "weak", "strong"]) or _suggest_market(word)
    return (
        f"{word!r} means nothing here.{near} After the name come, in any order: a role, a kind of tie, person or "
        "organisation, a market, weak, strong or a number, formal or informal, 'since D', 'until D', "
        f"'at ORGANISATION', 'through NAME', 'met at OCCASION'. {_EXAMPLE}"
    )


def _suggest_market(word: str) -> str:
    _, mark, near = read_market(word).note.partition(" Did you mean")
    return f"{mark}{near}" if mark else ""
