"""What the network page's address chooses, besides case and lens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bridgehead.errors import MisuseError
from bridgehead.network.network import Network
from bridgehead.network.ties import KINDS
from bridgehead.record.dates import read_day
from bridgehead.web.network.groups import COLOURINGS
from bridgehead.web.network.rows import SORTS_OF_ACTORS, SORTS_OF_TIES, Sight
from bridgehead.web.network.sizes import MEASURES

TABLES = ("ties", "actors", "undated")
STEPS = ("1", "2")


class NetworkChoiceError(MisuseError):
    """The address of the network page chooses what there is not."""

    def __init__(self, option: str, found: str, known: Iterable[str]) -> None:
        """Args: option of the address; found: its value; known: the values there are."""
        self.option, self.found = option, found
        super().__init__(f"The network cannot be shown with {option} {found!r}. It is one of: {', '.join(known)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkChoices:
    """What is on screen.

    Attributes:
        sight: the day, the day it is compared with, and the actor in focus.
        other: position of the actor whose ties with the one in focus are listed. steps: shown around the focus, 1 or 2.
        colour, size: what they stand for. table: which one is shown. sort: its order. number: its page, from 1.
    """

    sight: Sight
    other: int | None
    steps: int
    colour: str
    size: str
    table: str
    sort: str
    number: int


def read_choices(given: Mapping[str, str], network: Network) -> NetworkChoices:
    """What an address chooses; a day after the network's own is its own.

    Raises:
        NetworkChoiceError: a word is none of those there are. DateError: a day is none. ActorNotFoundError: nobody is
            called so.
    """
    table = _read_word(given, "table", TABLES)
    sorts = SORTS_OF_ACTORS if table == "actors" else SORTS_OF_TIES
    sort = given.get("sort", "").strip()
    if sort and sort.removeprefix("-") not in sorts:
        raise NetworkChoiceError("sort", sort, sorts)
    number = given.get("rows_from", "").strip() or "1"
    if not number.isdecimal() or int(number) < 1:
        raise NetworkChoiceError("rows_from", number, ("1", "2", "3 ..."))
    return NetworkChoices(
        sight=Sight(
            day=_read_day(given, "day", network.day) or network.day,
            before=_read_day(given, "compare", network.day),
            actor=_read_actor(given, "focus", network),
            hidden=_read_kinds(given, "hide"),
        ),
        other=_read_actor(given, "with", network),
        steps=int(_read_word(given, "steps", STEPS)),
        colour=_read_word(given, "colour", ("market", *(word for word in COLOURINGS if word != "market"))),
        size=_read_word(given, "size", tuple(MEASURES)),
        table=table,
        sort=sort or ("-contacts" if table == "actors" else "-begin"),
        number=int(number),
    )


def _read_word(given: Mapping[str, str], option: str, known: tuple[str, ...]) -> str:
    """One of the words of an option; the first where the address does not say."""
    found = given.get(option, "").strip() or known[0]
    if found not in known:
        raise NetworkChoiceError(option, found, known)
    return found


def _read_kinds(given: Mapping[str, str], option: str) -> frozenset[str]:
    found = frozenset(word for word in (part.strip() for part in given.get(option, "").split(",")) if word)
    for word in sorted(found - set(KINDS)):
        raise NetworkChoiceError(option, word, KINDS)
    return found


def _read_day(given: Mapping[str, str], option: str, last: date) -> date | None:
    text = given.get(option, "").strip()
    return min(read_day(text), last) if text else None


def _read_actor(given: Mapping[str, str], option: str, network: Network) -> int | None:
    text = given.get(option, "").strip()
    return network.actors.find(text) if text else None
