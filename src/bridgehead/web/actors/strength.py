"""The strength of our tie with somebody taken apart: who of us, what was stated, which contacts weigh how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bridgehead.network.network import Network
from bridgehead.network.passing_on import BANDS, band_of
from bridgehead.network.strength import fading_of
from bridgehead.questions._routes import explain_strength
from bridgehead.record.entries import Actor, Interaction
from bridgehead.record.parameters import get_parameter

#: contacts listed, the weightiest first
MOST_CONTACTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A contact and what it adds to the sum behind the time component.

    Attributes:
        contact: the contact. weight: of its kind. share: 1/(n-1) of n participants. fading: what is left of it, 0..1.
    """

    contact: Interaction
    weight: float
    share: float
    fading: float

    @property
    def part(self) -> float:
        """What it adds."""
        return self.weight * self.share * self.fading


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """How strongly one of us is tied to somebody.

    Attributes:
        ours: who of us. strength: that counts, 0..1; None where it is unknown. band: weak, strong or unknown.
        lines: it taken apart, a sentence a line. contacts: the weightiest behind it. total: how many there are.
        half_life: days after which a contact counts half.
    """

    ours: Actor
    strength: float | None
    band: str
    lines: tuple[str, ...]
    contacts: tuple[Weighed, ...]
    total: int
    half_life: int


def take_apart(network: Network, position: int) -> tuple[Bond, ...]:
    """The bonds of our people and the firm with an actor, the strongest first.

    Args:
        network: the network asked. position: of the actor.

    Raises:
        NoFirmError: no firm is named.
    """
    bonds = list(_find_bonds(network, position))
    return tuple(
        sorted(bonds, key=lambda bond: (-(bond.strength if bond.strength is not None else -1), bond.ours.name))
    )


def _find_bonds(network: Network, position: int) -> Iterator[Bond]:
    for own in network.starts.tolist():
        ties = network.ties_between(own, position)
        if own == position or not len(ties):
            continue
        used = network.world.used[ties]
        known = ~np.isnan(used)
        best = int(ties[int(np.nanargmax(used))]) if known.any() else int(ties[0])
        pair = network.observed_between(own, position)
        weighed = [] if pair is None else [_weigh(network, contact) for contact in pair.entries]
        weighed.sort(key=lambda one: -one.part)
        yield Bond(
            ours=network.actor(own),
            strength=float(network.world.used[best]) if known.any() else None,
            band=BANDS[int(band_of(network.world.used[[best]])[0])],
            lines=explain_strength(network, best, own, position),
            contacts=tuple(weighed[:MOST_CONTACTS]),
            total=len(weighed),
            half_life=int(get_parameter("tie_strength", "half_life_days")),
        )


def _weigh(network: Network, contact: Interaction) -> Weighed:
    day = contact.begin.latest
    assert day is not None
    return Weighed(
        contact=contact,
        weight=float(get_parameter("tie_strength", "contact_weights")[contact.kind]),
        share=1.0 / (len(contact.participants) - 1),
        fading=fading_of((network.day - day).days),
    )
