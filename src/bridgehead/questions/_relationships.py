"""Our relationships: the firm with its people on the day, and another organisation with its people, taken as one.

A professor's friendship with one of us and the department's contract with the firm are two spells of one relationship.
Whoever belongs to no organisation, and every community, is the other side of a relationship alone. Work done together
is a spell too, business, where it is the first on record or is said to have led to another spell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bridgehead.network.assembly import fold_people
from bridgehead.network.network import Network
from bridgehead.network.ties import Ints, stated_strength_of
from bridgehead.questions._once import once
from bridgehead.questions._owed import find_own_ids
from bridgehead.questions._presences import find_so_far, order_by_begin
from bridgehead.questions._spans import Span, find_begin, find_end
from bridgehead.record.dates import When
from bridgehead.record.entries import Agreement, Interaction, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import get_form

_Told = Tie | Agreement | Interaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One tie or agreement of a relationship, or work done together: what it was like, and when.

    Attributes:
        id: of the entry. words: the begin as it was said.
        kind: kind of tie. side: social or organisational.
        formality: informal or formal, "" where nobody said. strength: weak or strong as stated, "" where nobody did.
        begin: when it can have begun. end: until when it can have held, the network's day at most.
        came_of: ids of the spells that are said to have led to it.
    """

    id: str
    words: When
    kind: str
    side: str
    formality: str
    strength: str
    begin: Span
    end: Span
    came_of: frozenset[str] = frozenset()

    @property
    def likeness(self) -> tuple[str, ...]:
        """What it was like, whenever that was."""
        return self.kind, self.formality, self.strength

    def is_before(self, other: Spell) -> bool:
        """Whether it came before another: the dates prove it, or it is said to have led there."""
        return self.begin.is_before(other.begin) or self.id in other.came_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """Everything between us and one other side by the day, ended spells included.

    Attributes:
        other: position of their organisation; of the person or community where there is none.
        spells: by begin, those of unknown begin last.
    """

    other: int
    spells: tuple[Spell, ...]

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of the entries of its spells."""
        return tuple(spell.id for spell in self.spells)


@once
def find_relationships(network: Network) -> tuple[Relationship, ...]:
    """Our relationships by the day, by position of the other side.

    The lens's kinds of tie, formality and strength decide which spells are told; a relationship is between
    organisations with their people at whatever level the lens looks. Imagined ties have no date and are no spells.

    Args:
        network: the network asked.

    Raises:
        NoFirmError: no firm is named.
    """
    whole = _see_both_levels(network)
    firm, fold = whole.get_firm(), fold_people(whole.world)
    held: dict[int, list[_Told]] = {}
    own = find_own_ids(whole)
    work = [entry for entry in _find_work(whole) if not own.isdisjoint(_name_ends(entry))]
    told: list[_Told] = [*find_our_ties_so_far(whole), *find_our_agreements_so_far(whole), *work]
    for entry in sorted(told, key=order_by_begin):
        sides = {int(fold[position]) for position in _find_ends(whole, entry)}
        if firm in sides and len(sides) > 1 and _is_asked_for(network, entry, _tell(whole, entry)):
            for other in sides - {firm}:
                held.setdefault(other, []).append(entry)
    return tuple(Relationship(other=other, spells=_tell_all(whole, entries)) for other, entries in sorted(held.items()))


@once
def find_our_ties_so_far(network: Network) -> tuple[Tie, ...]:
    """The ties of the firm and its people that had begun, or may have, by the day, ended ones included."""
    own = find_own_ids(network)
    return tuple(tie for tie in find_so_far(network, Tie) if tie.sender in own or tie.receiver in own)


@once
def find_our_agreements_so_far(network: Network) -> tuple[Agreement, ...]:
    """The agreements of the firm and its people that had begun, or may have, by the day, ended ones included."""
    own = find_own_ids(network)
    return tuple(held for held in find_so_far(network, Agreement) if any(party in own for party, _ in held.parties))


def _tell_all(network: Network, entries: Sequence[_Told]) -> tuple[Spell, ...]:
    """The spells of one relationship, each with those that are said to have led to it."""
    told = {entry.id: _tell(network, entry) for entry in entries}
    # later work shows nothing that the first did not, unless something is said to have come of it
    work = [entry for entry in entries if isinstance(entry, Interaction)]
    first = min(work, key=lambda entry: told[entry.id].begin.latest or date.max, default=None)
    spare = {entry.id for entry in work if entry is not first and told.keys().isdisjoint(entry.led_to)}
    kept = [entry for entry in entries if entry.id not in spare]
    return tuple(
        replace(
            told[entry.id],
            came_of=frozenset(
                other.id
                for other in kept
                if _led_to(other, entry) and not told[entry.id].begin.is_before(told[other.id].begin)
            ),
        )
        for entry in kept
    )


def _led_to(first: _Told, second: _Told) -> bool:
    """Whether the record says that one spell led to another: work that led to it, or a tie of whoever introduced us."""
    if isinstance(first, Interaction):
        return second.id in first.led_to
    introducer = second.introduced_by if isinstance(second, Tie) else None
    return isinstance(first, Tie) and first is not second and introducer in {first.sender, first.receiver}


def _find_work(network: Network) -> Iterator[Interaction]:
    """Work done together by few enough to have met, by the day."""
    kinds, most = _work_kinds(), int(get_parameter("tie_strength", "meeting_most_participants"))
    for interaction in network.entries(Interaction):
        if interaction.kind in kinds and len(interaction.participants) <= most:
            yield interaction


@once
def find_sides(network: Network) -> Ints:
    """The position each actor's side of a relationship stands at, shape (n_actors,): their organisation's or their own.

    Args:
        network: the network asked, at any level.
    """
    return fold_people(_see_both_levels(network).world)


@once
def _see_both_levels(network: Network) -> Network:
    return network if network.lens.level == "both" else network.through(level="both")


def _find_ends(network: Network, entry: _Told) -> Iterator[int]:
    """Positions of those an entry is between; nobody where it is a person's place or mere co-presence."""
    position_of: Mapping[str, int] = network.actors.position_by_id
    ends = [position_of[id_] for id_ in _name_ends(entry) if id_ in position_of]
    is_place = isinstance(entry, Tie) and entry.kind == "affiliation" and network.actors.is_person[ends].any()
    most = int(get_parameter("tie_strength", "agreement_most_parties"))
    if not is_place and not (isinstance(entry, Agreement) and len(entry.parties) > most):
        yield from ends


def _name_ends(entry: _Told) -> tuple[str, ...]:
    """Ids of those an entry is between."""
    if isinstance(entry, Tie):
        return entry.sender, entry.receiver
    return tuple(actor for actor, _ in (entry.parties if isinstance(entry, Agreement) else entry.participants))


def _tell(network: Network, entry: _Told) -> Spell:
    begin, formality, strength = find_begin(network, entry), "", ""
    if isinstance(entry, Tie):
        kind, formality, strength = entry.kind, entry.formality, _say_strength(network, entry)
    elif isinstance(entry, Agreement):
        kind, formality = get_form(entry.form).tie_kind, "formal"
    else:
        kind = "business"
    return Spell(
        id=entry.id,
        words=entry.begin,
        kind=kind,
        side=_sides()[kind] if isinstance(entry, Tie) else "organisational",
        formality=formality,
        strength=strength,
        begin=begin,
        # work shows that the business was there, not until when
        end=Span(earliest=begin.earliest, latest=network.day)
        if isinstance(entry, Interaction)
        else find_end(network, entry),
    )


def _say_strength(network: Network, tie: Tie) -> str:
    """The stated strength in a word; "" where nobody stated one, or the lens wants only what was observed."""
    strength = stated_strength_of(tie)
    if math.isnan(strength) or network.lens.strength == "observed":
        return ""
    return "strong" if strength >= float(get_parameter("tie_strength", "strong_from")) else "weak"


def _is_asked_for(network: Network, entry: _Told, spell: Spell) -> bool:
    """Whether the lens lets a spell count."""
    lens = network.lens
    if lens.kinds and spell.kind not in lens.kinds:
        return False
    if lens.formal_only and spell.formality != "formal":
        return False
    if lens.minimum_strength is None:
        return True
    # a comparison with NaN is false, so an unknown strength does not count, as the lens has it
    return isinstance(entry, Tie) and stated_strength_of(entry) >= lens.minimum_strength


@cache
def _sides() -> Mapping[str, str]:
    return dict(get_parameter("conversion", "side_of_kind"))


@cache
def _work_kinds() -> frozenset[str]:
    return frozenset(get_parameter("conversion", "work_kinds"))
