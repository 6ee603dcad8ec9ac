"""Which of an adviser's firms has the tie that another of them needs: counts, and names only where both consent.

A firm needs a tie in a market where it has none. Another of the adviser's firms has it that is tied to somebody there,
or at home there. How many have it is told to anybody who may see the list; which they are, only where the two have
consented to be named to each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bridgehead.errors import MisuseError, UnreadableError
from bridgehead.network.ties import Ints
from bridgehead.registry.arrays import Registry
from bridgehead.registry.reaching import ACQUAINTED, HOME, INSIDER, Reach


class ConsentError(MisuseError):
    """A line of a file of consents says neither a firm nor two."""

    def __init__(self, path: Path, row: int) -> None:
        """Args: path of the file; row: number of the line. The line itself is not repeated, for it may hold a name."""
        self.path, self.row = path, row
        super().__init__(
            f"Line {row} of {path} is no consent. Write the id of a firm that may be named to all your firms, or "
            "'FIRM, OTHER' for one that may be named to one other."
        )


class UnreadableConsentsError(UnreadableError):
    """A file of consents cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        """Args: path of the file. why: as the system says."""
        self.path, self.why = path, why
        super().__init__(f"Consents cannot be read from {path}: {why}. Give a text file with a firm, or two, a line.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """Who may be named to whom.

    Attributes:
        to_all: ids of firms that may be named to all of the adviser's firms.
        to_one: pairs of a firm and the one it may be named to.
    """

    to_all: frozenset[str] = frozenset()
    to_one: frozenset[tuple[str, str]] = frozenset()

    def allows(self, one: str, other: str) -> bool:
        """Whether both consented to be named to each other.

        >>> Consents(to_all=frozenset({"a"}), to_one=frozenset({("b", "a")})).allows("a", "b")
        True
        >>> Consents(to_all=frozenset({"a"})).allows("a", "b")
        False
        """
        return all(firm in self.to_all or (firm, to) in self.to_one for firm, to in ((one, other), (other, one)))


def read_consents(path: Path) -> Consents:
    """The consents in a file: a line is a firm's id (to all), or two divided by a comma (the first to the second).

    Raises:
        UnreadableConsentsError: it cannot be read. ConsentError: a line is neither.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableConsentsError(path, str(error)) from error
    to_all, to_one = set(), set()
    for row, line in enumerate(lines, start=1):
        words = [word.strip() for word in line.split(",")]
        if words == [""]:
            continue
        if not all(words) or len(words) > 2:
            raise ConsentError(path, row)
        if len(words) == 1:
            to_all.add(words[0])
        else:
            to_one.add((words[0], words[1]))
    return Consents(to_all=frozenset(to_all), to_one=frozenset(to_one))


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What an adviser's other firms have in a market where one has nothing.

    Attributes:
        firm: number of the one that needs it. market: place of the market.
        have: how many of the others are tied to somebody there. insiders: how many of these are insiders there.
        at_home: how many of the others are of that market. named: numbers of those both consented to name.
    """

    firm: int
    market: int
    have: int
    insiders: int
    at_home: int
    named: tuple[int, ...] = field(default=())

    @property
    def hidden(self) -> int:
        """Those that have it and are not named."""
        return self.have + self.at_home - len(self.named)


def find_matches(
    registry: Registry, reach: Reach, firms: Sequence[int], *, consents: Consents | None = None
) -> Iterator[Match]:
    """Where one of some firms has a tie that another lacks, by firm and then by how many have it.

    Args:
        registry: that all of them are in. reach: of it. firms: numbers of the adviser's firms; repeats count once.
        consents: who may be named to whom; nobody by default.
    """
    mine = np.unique(np.asarray(firms, dtype=np.int64))
    standing = reach.standing[mine]
    is_home, is_insider = standing == HOME, standing == INSIDER
    has = is_insider | (standing == ACQUAINTED)
    lacks = ~(has | is_home)
    have, insiders, at_home = has.sum(axis=0), is_insider.sum(axis=0), is_home.sum(axis=0)
    ids = [registry.organisations.ids[int(firm)] for firm in mine]
    for place, firm in enumerate(mine.tolist()):
        markets = np.flatnonzero(lacks[place] & (have + at_home > 0))
        for market in markets[np.argsort(-(have + at_home)[markets], kind="stable")].tolist():
            helpers = np.flatnonzero(has[:, market] | is_home[:, market])
            yield Match(
                firm=firm,
                market=market,
                have=int(have[market]),
                insiders=int(insiders[market]),
                at_home=int(at_home[market]),
                named=tuple(_name(ids, mine, place, helpers, consents)) if consents else (),
            )


def _name(ids: Sequence[str], mine: Ints, place: int, helpers: Iterable[int], consents: Consents) -> Iterator[int]:
    return (int(mine[helper]) for helper in helpers if consents.allows(ids[place], ids[int(helper)]))
