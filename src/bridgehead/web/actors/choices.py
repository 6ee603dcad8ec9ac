"""Which actors an address asks for, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bridgehead.record.markets import label
from bridgehead.web.actors.rows import ActorRow
from bridgehead.web.words import N_

#: how long ago the last contact was -> (its words, days at least, days at most)
CONTACTS: Mapping[str, tuple[str, int, int | None]] = {
    "month": (N_("within a month"), 0, 31),
    "year": (N_("within a year"), 0, 365),
    "older": (N_("more than a year ago"), 366, None),
}
NO_CONTACT = "none"
UNKNOWN_MARKET = "unknown"
#: the column a list is sorted by where nobody chose
FIRST_SORT = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorChoices:
    """What an address asks for; "" of a filter lets everybody pass.

    Attributes:
        text: in name, aliases or identifiers. kind, market, field, role: of the actor or our ties. tie: kind of tie.
        strength: a key of `STRENGTHS`. contact: a key of `CONTACTS`, or none. sort: a column, "-" before it turns it.
    """

    text: str = ""
    kind: str = ""
    market: str = ""
    field: str = ""
    tie: str = ""
    role: str = ""
    strength: str = ""
    contact: str = ""
    sort: str = FIRST_SORT

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return any((self.text, self.kind, self.market, self.field, self.tie, self.role, self.strength, self.contact))


def read_choices(choices: Mapping[str, str]) -> ActorChoices:
    """The choices of an address; an unknown column to sort by is the first one."""
    names = {"q": "text", "kind": "kind", "market": "market", "field": "field", "tie": "tie", "role": "role"}
    # "strength" is an option of the lens
    names |= {"band": "strength", "contact": "contact"}
    sort = choices.get("sort", FIRST_SORT)
    given = {field: choices.get(name, "").strip() for name, field in names.items()}
    return ActorChoices(**given, sort=sort if sort.removeprefix("-") in SORTS else FIRST_SORT)


def choose(rows: Iterable[ActorRow], choices: ActorChoices, day: date) -> list[ActorRow]:
    """The rows asked for, in the order asked for; what is unknown stands last either way.

    Args:
        rows: all of them. choices: what is asked for. day: from which the last contact is counted.
    """
    tests = list(_build_tests(choices, day))
    found = [row for row in rows if all(test(row) for test in tests)]
    found.sort(key=_by_name)
    get_key, is_backwards = SORTS[choices.sort.removeprefix("-")], choices.sort.startswith("-")
    known = [row for row in found if get_key(row) is not None]
    unknown = [row for row in found if get_key(row) is None]
    return [*sorted(known, key=get_key, reverse=is_backwards), *unknown]


def _build_tests(choices: ActorChoices, day: date) -> Iterable[Callable[[ActorRow], bool]]:
    if choices.text:
        wanted = choices.text.casefold()
        yield lambda row: wanted in _write(row)
    if choices.kind:
        yield lambda row: row.actor.kind == choices.kind
    if choices.market:
        wanted_market = None if choices.market == UNKNOWN_MARKET else choices.market
        yield lambda row: row.actor.market == wanted_market
    if choices.field:
        yield lambda row: row.actor.field == choices.field
    if choices.tie:
        yield lambda row: choices.tie in row.kinds
    if choices.role:
        yield lambda row: choices.role in row.roles
    if choices.strength:
        yield lambda row: not row.is_own and row.band == choices.strength
    if choices.contact:
        yield lambda row: _is_contact(row, choices.contact, day)


def _is_contact(row: ActorRow, contact: str, day: date) -> bool:
    if contact not in CONTACTS:
        return row.last is None and not row.is_own
    _, least, most = CONTACTS[contact]
    if row.last is None:
        return False
    ago = (day - row.last) / timedelta(days=1)
    return ago >= least and (most is None or ago <= most)


def _write(row: ActorRow) -> str:
    actor = row.actor
    return " ".join((actor.name, *actor.aliases, *(value for _, value in actor.identifiers), actor.id)).casefold()


def _by_name(row: ActorRow) -> tuple[str, str]:
    return row.actor.name.casefold(), row.actor.id


#: column -> what it is sorted by; None is unknown
SORTS: Mapping[str, Callable[[ActorRow], Any]] = {
    "name": _by_name,
    "kind": lambda row: row.actor.kind,
    "market": lambda row: label(row.actor.market) if row.actor.market else None,
    "field": lambda row: row.actor.field.casefold() or None,
    "ties": lambda row: row.ties,
    "strength": lambda row: row.strength,
    "contact": lambda row: row.last,
    "evidence": lambda row: row.evidence,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the filters offer: words that occur among the actors, each once and sorted.

    Attributes:
        markets: (code, name). fields, roles: as said.
    """

    markets: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]
    roles: tuple[str, ...]


def list_offered(rows: Sequence[ActorRow]) -> Offered:
    """What there is to choose from."""
    codes = {row.actor.market for row in rows if row.actor.market}
    return Offered(
        markets=tuple(sorted(((code, label(code)) for code in codes), key=lambda pair: pair[1])),
        fields=tuple(sorted({row.actor.field for row in rows if row.actor.field}, key=str.casefold)),
        roles=tuple(sorted({role for row in rows for role in row.roles})),
    )
