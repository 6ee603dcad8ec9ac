"""Our agreements with others, as the portfolio counts them: in force on the day, and all that have begun by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bridgehead.answers import ActorRef
from bridgehead.network.network import Network
from bridgehead.questions._once import once
from bridgehead.questions._owed import say_agreement
from bridgehead.questions._presences import find_in_force, find_so_far, is_certain
from bridgehead.questions._saying import say_actor
from bridgehead.record.entries import Agreement
from bridgehead.record.terms import get_form


@dataclass(frozen=True, slots=True, kw_only=True)
class OurAgreement:
    """One agreement that binds the firm or its people to others.

    Attributes:
        entry: the agreement. partners: positions of the parties that are not ours, each once, in order.
        certain: it certainly holds on the day.
    """

    entry: Agreement
    partners: tuple[int, ...]
    certain: bool


@once
def count_people_in(network: Network) -> Network:
    """The same network with its people told apart from organisations: whose agreement it is needs them.

    Args:
        network: at any level; one already at both is handed back.
    """
    return network if network.lens.level == "both" else network.through(level="both")


@once
def find_our_agreements(network: Network) -> tuple[OurAgreement, ...]:
    """Our agreements that certainly or possibly hold on the day.

    Args:
        network: the network asked; its lens decides on kinds and on what only possibly holds.

    Raises:
        NoFirmError: no firm is named.
    """
    return tuple(_ours(network, find_in_force(network, Agreement)))


@once
def find_begun_agreements(network: Network) -> tuple[OurAgreement, ...]:
    """Our agreements that had, or may have, begun by the day, those that ended since included.

    Args:
        network: the network asked.

    Raises:
        NoFirmError: no firm is named.
    """
    return tuple(_ours(network, find_so_far(network, Agreement)))


def _ours(network: Network, agreements: Iterable[Agreement]) -> Iterator[OurAgreement]:
    network.get_firm()
    kinds = network.lens.kinds
    for entry in agreements:
        found = (network.actors.position_by_id.get(party) for party, _ in entry.parties)
        parties = dict.fromkeys(position for position in found if position is not None)
        partners = tuple(position for position in parties if not network.is_own[position])
        if partners and len(partners) < len(parties) and (not kinds or get_form(entry.form).tie_kind in kinds):
            yield OurAgreement(entry=entry, partners=partners, certain=is_certain(network, entry))


def say_partners(network: Network, partners: Iterable[int]) -> tuple[ActorRef, ...]:
    """Actors at positions, as a cell shows them."""
    return tuple(say_actor(network, position) for position in partners)


def say_what(agreement: Agreement) -> str:
    """An agreement's form and scope."""
    return say_agreement(agreement) or ""


def cite(agreements: Iterable[OurAgreement]) -> tuple[str, ...]:
    """Ids of agreements, each once."""
    return tuple(dict.fromkeys(ours.entry.id for ours in agreements))
