"""How each of our relationships came about, as far as somebody said so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bridgehead.network.network import Network
from bridgehead.network.ties import Ints
from bridgehead.questions._presences import find_so_far
from bridgehead.questions._relationships import Spell, find_relationships, find_sides
from bridgehead.questions._spans import Span, find_first
from bridgehead.record.entries import Agreement, Interaction, Tie
from bridgehead.record.parameters import get_parameter

_ONE_DAY = timedelta(days=1)
#: met is decided by structure: searched unless somebody we knew stood between
Class = Literal["embedded", "searched", "met", "unknown"]


#: sorts of statement, the plainest first
_PLAINEST = ("stated_origin", "introduced_by", "role", "led_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTie:
    """A relationship with a partner from the day it began; one taken up again after it had ended is another.

    Attributes:
        other: position of the partner. spells: its ties and agreements, by begin. begin: when it can have begun.
        earlier: spells with the same partner that had certainly ended before.
    """

    other: int
    spells: tuple[Spell, ...]
    begin: Span
    earlier: tuple[Spell, ...] = ()

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of the entries of its spells."""
        return tuple(spell.id for spell in self.spells)

    @property
    def day_before(self) -> date | None:
        """The last day on which it had certainly not begun; None where that is not known to the year."""
        first, last = self.begin.earliest, self.begin.latest
        if first is None or last is None or first == date.min:
            return None
        is_close = (last - first).days < int(get_parameter("path_dependence", "longest_begin"))
        return first - _ONE_DAY if is_close else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How one relationship came about, and what says so.

    Attributes:
        of: the class. decided_by: which evidence decided. detail: what it says, in words.
        certain: what decided certainly held; what was stated is taken as said. evidence: ids it rests on.
    """

    of: Class
    decided_by: str
    detail: str
    certain: bool = True
    evidence: tuple[str, ...] = ()


def find_new_ties(network: Network) -> tuple[NewTie, ...]:
    """Our relationships by the day they began, those of unknown begin last.

    Args:
        network: the network asked.

    Raises:
        NoFirmError: no firm is named.
    """
    found = [
        new
        for relationship in find_relationships(network)
        for new in _split(relationship.other, [spell for spell in relationship.spells if _is_counted(network, spell)])
    ]
    return tuple(sorted(found, key=_order))


def _is_counted(network: Network, spell: Spell) -> bool:
    """Whether it is a tie or an agreement with a partner; a group of employees, told as a tie, is ours."""
    entry = network.get_entry(spell.id)
    staff = get_parameter("path_dependence", "staff_roles")
    is_staff = isinstance(entry, Tie) and entry.kind == "affiliation" and entry.role in staff
    return isinstance(entry, Tie | Agreement) and not is_staff


def _order(new: NewTie) -> tuple[bool, str, int]:
    day = new.begin.earliest or new.begin.latest
    return day is None, "" if day is None else day.isoformat(), new.other


def _split(other: int, spells: Iterable[Spell]) -> Iterator[NewTie]:
    """A relationship as one new tie, and another for each time it was taken up after it had certainly ended."""
    runs: list[list[Spell]] = []
    for spell in spells:
        if runs and not all(_has_ended_before(earlier, spell) for earlier in runs[-1]):
            runs[-1].append(spell)
        else:
            runs.append([spell])
    for number, run in enumerate(runs):
        yield NewTie(
            other=other,
            spells=tuple(run),
            begin=find_first(spell.begin for spell in run),
            earlier=tuple(spell for earlier in runs[:number] for spell in earlier),
        )


def _has_ended_before(earlier: Spell, later: Spell) -> bool:
    """Whether there was certainly a day between them on which neither held."""
    return earlier.end.is_before(later.begin)


class Statements:
    """What was said of how ties came about: their origin, who introduced them, their role, what led to them."""

    def __init__(self, network: Network) -> None:
        """Args: network: the network asked."""
        self._network = network
        self._fold: Ints = find_sides(network)
        self._led_to: dict[str, list[Interaction]] = {}
        for contact in find_so_far(network, Interaction):
            for target in contact.led_to:
                self._led_to.setdefault(target, []).append(contact)

    def judge(self, new: NewTie) -> Origin | None:
        """What was said of a relationship's origin; None where nobody said anything.

        Where its ties were said to come about in different ways, the one that certainly began first stands.
        """
        told = [(spell, origin) for spell in new.spells for origin in self._of_spell(new, spell)]
        if not told:
            return None
        if len({origin.of for _, origin in told}) > 1:
            first = [
                (s, o) for s, o in told if all(s is t or s.begin.is_before(t.begin) for t, p in told if p.of != o.of)
            ]
            if not first:
                cited = tuple(dict.fromkeys(id_ for _, origin in told for id_ in origin.evidence))
                said = "; ".join(dict.fromkeys(origin.detail for _, origin in told))
                return Origin(of="unknown", decided_by="statements_disagree", detail=said, evidence=cited)
            told = first
        return min((origin for _, origin in told), key=lambda origin: _PLAINEST.index(origin.decided_by))

    def _of_spell(self, new: NewTie, spell: Spell) -> Iterator[Origin]:
        """What is said of one tie or agreement, the plainest statement alone."""
        tie = self._network.get_entry(spell.id)
        classes: Mapping[str, Class] = get_parameter("path_dependence", "class_of_origin")
        roles: Mapping[str, Class] = get_parameter("path_dependence", "class_of_role")
        if isinstance(tie, Tie) and tie.origin:
            yield Origin(
                of=classes[tie.origin], decided_by="stated_origin", detail=_say(tie.origin), evidence=(tie.id,)
            )
        elif isinstance(tie, Tie) and tie.introduced_by:
            name = self._name(tie.introduced_by)
            yield Origin(of="embedded", decided_by="introduced_by", detail=f"introduced by {name}", evidence=(tie.id,))
        elif isinstance(tie, Tie) and tie.role in roles:
            yield Origin(of=roles[tie.role], decided_by="role", detail=_say(tie.role), evidence=(tie.id,))
        else:
            yield from self._of_contacts(new, spell)

    def _of_contacts(self, new: NewTie, spell: Spell) -> Iterator[Origin]:
        """A contact that led to it, in which somebody else took part."""
        kinds = get_parameter("path_dependence", "kinds_through_others")
        for contact in self._led_to.get(spell.id, ()):
            third = list(self._find_third_parties(new, contact)) if contact.kind in kinds else []
            if third:
                detail = f"{_say(contact.kind)} with {', '.join(third)} led to it"
                yield Origin(of="embedded", decided_by="led_to", detail=detail, evidence=(contact.id,))
                return

    def _find_third_parties(self, new: NewTie, contact: Interaction) -> Iterator[str]:
        """Names of those who took part and are neither we nor the partner."""
        ours = {self._network.get_firm(), new.other}
        for id_, _ in contact.participants:
            position = self._network.actors.position_by_id.get(id_)
            if position is not None and int(self._fold[position]) not in ours:
                yield self._network.actor(position).name

    def _name(self, id_: str) -> str:
        position = self._network.actors.position_by_id.get(id_)
        return id_ if position is None else self._network.actor(position).name


def _say(word: str) -> str:
    return word.replace("_", " ")


def count_classes(origins: Iterable[Origin]) -> dict[str, int]:
    """How many relationships are of each class."""
    counts = {"embedded": 0, "searched": 0, "unknown": 0}
    for origin in origins:
        counts[origin.of] += 1
    return counts
