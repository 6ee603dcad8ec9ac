"""Who may speak for us: members of our programmes, reference centres, those who publish with us, and customers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bridgehead.network.network import Network
from bridgehead.questions._effects import is_owed_as_reference
from bridgehead.questions._owed import find_own_ids
from bridgehead.questions._presences import find_in_force
from bridgehead.record.entries import Agreement, Assessment, Interaction, Obligation, Programme, Tie
from bridgehead.record.parameters import get_parameter


@dataclass(slots=True)
class Referee:
    """One who may speak for us, with what the record says of it.

    Attributes:
        position: in the network.
        grounds: what makes it a reference. certain: one of the grounds certainly holds on the day.
        publications: with us. owed: what it owes us as a reference. verdicts: how it took what we delivered.
        cited: ids of the entries behind all of these.
    """

    position: int
    grounds: dict[str, None] = field(default_factory=dict)
    certain: bool = False
    publications: list[Interaction] = field(default_factory=list)
    owed: list[Obligation] = field(default_factory=list)
    verdicts: list[str] = field(default_factory=list)
    cited: dict[str, None] = field(default_factory=dict)

    @property
    def is_satisfied(self) -> bool | None:
        """Whether it accepted what we delivered, without exception; None where nobody judged."""
        judged = [verdict for verdict in self.verdicts if verdict not in {"", "not_judged"}]
        return all(verdict == "met" for verdict in judged) if judged else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Something that makes somebody a reference: who, why, whether for certain, and the entry that says so."""

    actor: str
    why: str
    certain: bool
    entry: str


def find_referees(network: Network) -> tuple[Referee, ...]:
    """Everybody outside the firm who may speak for us on the day, by position.

    Raises:
        NoFirmError: no firm is named.
    """
    own = find_own_ids(network)
    found: dict[int, Referee] = {}
    for ground in (*_find_bound(network, own), *_find_customers(network, own), *_find_authors(network, own)):
        position = network.actors.position_by_id.get(ground.actor)
        if position is not None and ground.actor not in own:
            referee = found.setdefault(position, Referee(position))
            referee.grounds[ground.why] = None
            referee.certain = referee.certain or ground.certain
            referee.cited[ground.entry] = None
    _add_owed(network, own, found)
    _add_contacts(network, own, found)
    return tuple(found[position] for position in sorted(found))


def _find_bound(network: Network, own: frozenset[str]) -> Iterator[_Ground]:
    """Parties of agreements that bind them to a programme of ours, or to show our technology."""
    names = {programme.id: programme for programme in network.entries(Programme)}
    forms = set(get_parameter("persuasion", "reference_forms"))
    for agreement in find_in_force(network, Agreement):
        programme = names.get(agreement.programme or "")
        is_ours = any(party in own for party, _ in agreement.parties)
        if not is_ours or (programme is None and agreement.form not in forms):
            continue
        what = agreement.form if programme is None else (agreement.tier or agreement.form)
        why = what.replace("_", " ") + (f" of {programme.name}" if programme is not None else "")
        certain = network.status(agreement) == "certain"
        yield from (
            _Ground(actor=party, why=why, certain=certain, entry=agreement.id) for party, _ in agreement.parties
        )


def _find_customers(network: Network, own: frozenset[str]) -> Iterator[_Ground]:
    """Who is our customer, or bought from us."""
    for tie in find_in_force(network, Tie):
        if tie.role == "customer" and tie.sender in own:
            certain = network.status(tie) == "certain"
            yield _Ground(actor=tie.receiver, why="customer", certain=certain, entry=tie.id)
    for sale in network.entries(Interaction):
        if sale.kind == "sale" and any(actor in own for actor, _ in sale.participants):
            buyers = [actor for actor, part in sale.participants if part == "buyer"]
            certain = _has_come(sale, network.day)
            yield from (_Ground(actor=buyer, why="customer", certain=certain, entry=sale.id) for buyer in buyers)


def _find_authors(network: Network, own: frozenset[str]) -> Iterator[_Ground]:
    """Who published with us or on what we make."""
    for paper in find_publications(network, own):
        certain = _has_come(paper, network.day)
        for actor, _ in paper.participants:
            yield _Ground(actor=actor, why="publishes with us", certain=certain, entry=paper.id)


def find_publications(network: Network, own: frozenset[str]) -> Iterator[Interaction]:
    """Publications by the day in which the firm or one of its people has a part.

    Args:
        network: the network asked. own: ids of the firm and its people.
    """
    for interaction in network.entries(Interaction):
        if interaction.kind == "publication" and any(actor in own for actor, _ in interaction.participants):
            yield interaction


def _has_come(interaction: Interaction, day: date) -> bool:
    return interaction.begin.latest is not None and interaction.begin.latest <= day


def _add_owed(network: Network, own: frozenset[str], found: Mapping[int, Referee]) -> None:
    """What each owes us as a reference, under agreements in force."""
    in_force = {agreement.id for agreement in find_in_force(network, Agreement)}
    for obligation in network.entries(Obligation):
        debtor = found.get(network.actors.position_by_id.get(obligation.debtor, -1))
        if debtor is None or obligation.creditor not in own or obligation.agreement not in in_force:
            continue
        if is_owed_as_reference(obligation):
            debtor.owed.append(obligation)
            debtor.cited[obligation.id] = None


def _add_contacts(network: Network, own: frozenset[str], found: Mapping[int, Referee]) -> None:
    """Publications with us, and how each took what we delivered."""
    for interaction in network.entries(Interaction):
        if not any(actor in own for actor, _ in interaction.participants):
            continue
        owed = network.get_entry(interaction.fulfils or "")
        is_by_us = not isinstance(owed, Obligation) or owed.debtor in own
        for actor, _ in interaction.participants:
            referee = found.get(network.actors.position_by_id.get(actor, -1))
            if referee is None or actor in own:
                continue
            if interaction.kind == "publication":
                referee.publications.append(interaction)
            if interaction.acceptance and is_by_us:
                referee.verdicts.append(interaction.acceptance)
                referee.cited[interaction.id] = None


def find_assessed(network: Network, item: str) -> dict[int, Assessment]:
    """The newest assessment by the day of a candidate's item, by the position of the actor it is of.

    Args:
        network: the network asked. item: of the instrument "candidate".
    """
    newest: dict[int, Assessment] = {}
    for entry in network.entries(Assessment):
        position = network.actors.position_by_id.get(entry.subject)
        if (entry.instrument, entry.item) == ("candidate", item) and position is not None:
            standing = newest.get(position)
            if standing is None or _age(entry) > _age(standing):
                newest[position] = entry
    return newest


def _age(entry: Assessment) -> tuple[date, str]:
    return entry.begin.earliest or date.min, entry.id
