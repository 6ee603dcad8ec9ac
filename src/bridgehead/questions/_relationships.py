"""Our relationships: the firm with its people on the day, and another organisation with its people, taken as one.

A professor's friendship with one of us and the department's contract with the firm are two spells of one relationship.
Whoever belongs to no organisation, and every community, is the other side of a relationship alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bridgehead.network.assembly import fold_people
from bridgehead.network.network import Network
from bridgehead.network.ties import Ints, stated_strength_of
from bridgehead.questions._presences import find_so_far, order_by_begin
from bridgehead.questions._spans import Span, find_begin, find_end
from bridgehead.record.dates import When
from bridgehead.record.entries import Agreement, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import get_form


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One tie or agreement of a relationship: what it was like, and when.

    Attributes:
        id: of the entry. words: the begin as it was said.
        kind: kind of tie. side: social or organisational.
        formality: informal or formal, "" where nobody said. strength: weak or strong as stated, "" where nobody did.
        begin: when it can have begun. end: until when it can have held, the network's day at most.
    """

    id: str
    words: When
    kind: str
    side: str
    formality: str
    strength: str
    begin: Span
    end: Span


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
    spells: dict[int, list[Spell]] = {}
    entries: list[Tie | Agreement] = [*find_so_far(whole, Tie), *find_so_far(whole, Agreement)]
    for entry in sorted(entries, key=order_by_begin):
        sides = {int(fold[position]) for position in _find_ends(whole, entry)}
        if firm in sides and len(sides) > 1:
            spell = _tell(whole, entry)
            for other in sorted(sides - {firm}) if _is_asked_for(network, entry, spell) else ():
                spells.setdefault(other, []).append(spell)
    return tuple(Relationship(other=other, spells=tuple(held)) for other, held in sorted(spells.items()))


def find_sides(network: Network) -> Ints:
    """The position each actor's side of a relationship stands at, shape (n_actors,): their organisation's or their own.

    Args:
        network: the network asked, at any level.
    """
    return fold_people(_see_both_levels(network).world)


def _see_both_levels(network: Network) -> Network:
    return network if network.lens.level == "both" else network.through(level="both")


def _find_ends(network: Network, entry: Tie | Agreement) -> Iterator[int]:
    """Positions of those a tie or agreement binds; nobody where it is a person's place or mere co-presence."""
    position_of: Mapping[str, int] = network.actors.position_by_id
    if isinstance(entry, Agreement):
        if len(entry.parties) <= int(get_parameter("tie_strength", "agreement_most_parties")):
            yield from (position_of[party] for party, _ in entry.parties if party in position_of)
        return
    ends = [position_of[id_] for id_ in (entry.sender, entry.receiver) if id_ in position_of]
    if entry.kind != "affiliation" or not network.actors.is_person[ends].any():
        yield from ends


def _tell(network: Network, entry: Tie | Agreement) -> Spell:
    is_tie = isinstance(entry, Tie)
    kind = entry.kind if isinstance(entry, Tie) else get_form(entry.form).tie_kind
    return Spell(
        id=entry.id,
        words=entry.begin,
        kind=kind,
        side=_sides()[kind] if is_tie else "organisational",
        formality=entry.formality if isinstance(entry, Tie) else "formal",
        strength=_say_strength(network, entry) if isinstance(entry, Tie) else "",
        begin=find_begin(network, entry),
        end=find_end(network, entry),
    )


def _say_strength(network: Network, tie: Tie) -> str:
    """The stated strength in a word; "" where nobody stated one, or the lens wants only what was observed."""
    strength = stated_strength_of(tie)
    if math.isnan(strength) or network.lens.strength == "observed":
        return ""
    return "strong" if strength >= float(get_parameter("tie_strength", "strong_from")) else "weak"


def _is_asked_for(network: Network, entry: Tie | Agreement, spell: Spell) -> bool:
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
