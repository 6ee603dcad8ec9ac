"""Who might be recruited, what is known of each and from where, and who cannot be, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bridgehead.network.network import Network
from bridgehead.network.ties import Bools, Ints
from bridgehead.questions._owed import find_own_ids
from bridgehead.questions._presences import find_in_force, is_certain
from bridgehead.record.entries import Actor, Agreement, Assessment, EntryId, Evidence, Interaction
from bridgehead.record.exclusivity import meets_in_field, meets_in_market

_INSTRUMENT = "candidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One who might be recruited; None where the record does not say.

    Attributes:
        position: in the network. actor: as the record has it.
        cost: of recruiting and keeping. prominence: standing as stated, 1 the highest known.
        publications, citations: as stated, else publications counted. leading_roles: in the field's bodies.
        successors: young researchers or staff. verified_by: who vouched.
        sources: where the standing is from, in words. contacts: actors tied, ours not counted.
        certain: what makes it a candidate certainly holds on the day.
        barred: why it cannot be recruited; "" where it can. evidence: ids of the entries read.
    """

    position: int
    actor: Actor
    cost: float | None = None
    prominence: float | None = None
    publications: float | None = None
    citations: float | None = None
    leading_roles: tuple[str, ...] = ()
    successors: float | None = None
    verified_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    contacts: int = 0
    certain: bool = True
    barred: str = ""
    evidence: tuple[EntryId, ...] = ()

    @property
    def standing(self) -> tuple[float, float, float]:
        """Prominence, citations and publications, for putting candidates in order; unknown comes last."""
        return self.prominence or 0.0, self.citations or 0.0, self.publications or 0.0


def find_assessed(network: Network) -> Bools:
    """Whether each actor is assessed as a candidate by the day, shape (n_actors,)."""
    assessed = np.zeros(len(network.actors), dtype=np.bool_)
    assessed[list(_read_assessments(network))] = True
    return assessed


def find_candidates(network: Network, pool: Bools) -> tuple[Candidate, ...]:
    """What is known of actors who might be recruited, by standing, then position.

    Args:
        network: the network asked. pool: (n_actors,) who might be; the firm and its people never are.

    Raises:
        NoFirmError: no firm is named.
    """
    assessed, papers, contacts = _read_assessments(network), _find_publications(network), count_contacts(network)
    barriers = _find_barriers(network)
    found = [
        _build(
            network, position, assessed.get(position, ()), papers.get(position, ()), int(contacts[position]), barriers
        )
        for position in np.flatnonzero(pool & ~network.is_own).tolist()
    ]
    return tuple(sorted(found, key=lambda one: (*(-value for value in one.standing), one.position)))


def count_contacts(network: Network) -> Ints:
    """How many actors outside the firm each is tied to, shape (n_actors,)."""
    graph = network.graph()
    outside = ~network.is_own[graph.first] & ~network.is_own[graph.second]
    ends = np.unique(
        np.stack([np.minimum(graph.first, graph.second), np.maximum(graph.first, graph.second)])[:, outside], axis=1
    )
    return np.bincount(ends.ravel(), minlength=len(network.actors)).astype(np.int64)


def _build(
    network: Network,
    position: int,
    assessed: Sequence[Assessment],
    papers: Sequence[Interaction],
    contacts: int,
    barriers: Sequence[tuple[Agreement, bool]],
) -> Candidate:
    """One candidate from its assessments and publications."""
    newest = {entry.item: entry for entry in assessed}
    publications = _read_number(newest, "publications")
    read = [newest[item] for item in ("prominence", "citations", "publications") if item in newest]
    sources = [f"{entry.item} {_say_source(network, entry)}" for entry in read]
    if publications is None and papers:
        publications = float(len(papers))
        sources.append("publications counted from those on record")
    barred, barring = _find_barrier(network, position, barriers)
    counted = papers if newest.get("publications") is None else ()
    return Candidate(
        position=position,
        actor=network.actor(position),
        cost=_read_number(newest, "cost"),
        prominence=_read_number(newest, "prominence"),
        publications=publications,
        citations=_read_number(newest, "citations"),
        leading_roles=tuple(dict.fromkeys(str(entry.value) for entry in assessed if entry.item == "leading_role")),
        successors=_read_number(newest, "successors"),
        verified_by=tuple(dict.fromkeys(str(entry.value) for entry in assessed if entry.item == "verified_by")),
        sources=tuple(sources),
        contacts=contacts,
        certain=not assessed or any(is_certain(network, entry) for entry in assessed),
        barred=barred,
        evidence=tuple(entry.id for entry in (*assessed, *counted, *barring)),
    )


def _read_assessments(network: Network) -> Mapping[int, Sequence[Assessment]]:
    """The candidate assessments of each actor by the day, the newest of an item last; figures yet to come are none."""
    found: dict[int, list[Assessment]] = defaultdict(list)
    for entry in network.entries(Assessment):
        position = network.actors.position_by_id.get(entry.subject)
        if entry.instrument == _INSTRUMENT and position is not None:
            found[position].append(entry)
    return {
        position: sorted(
            held, key=lambda entry: (entry.begin.earliest is not None, str(entry.begin.earliest), entry.id)
        )
        for position, held in found.items()
    }


def _read_number(newest: Mapping[str, Assessment], item: str) -> float | None:
    value = newest[item].value if item in newest else None
    return float(value) if isinstance(value, int | float) else None


def _say_source(network: Network, entry: Assessment) -> str:
    """Who says so: as the assessment names it, else the reference of its evidence."""
    told = [network.get_entry(id_) for id_ in entry.evidence]
    references = [item.reference for item in told if isinstance(item, Evidence)]
    source = entry.by or next(iter(references), "")
    return f"as stated by {source}" if source else "as stated"


def _find_publications(network: Network) -> Mapping[int, Sequence[Interaction]]:
    """The publications each actor certainly had a part in by the day."""
    found: dict[int, list[Interaction]] = defaultdict(list)
    for entry in network.entries(Interaction):
        if entry.kind != "publication" or entry.begin.latest is None or entry.begin.latest > network.day:
            continue
        positions = {network.actors.position_by_id.get(actor) for actor, _ in entry.participants}
        for position in positions:
            if position is not None:
                found[position].append(entry)
    return {position: sorted(held, key=lambda entry: entry.id) for position, held in found.items()}


def _find_barriers(network: Network) -> tuple[tuple[Agreement, bool], ...]:
    """Exclusive agreements that certainly hold on the day, and whether they are ours."""
    own = find_own_ids(network)
    return tuple(
        (entry, any(party in own for party, _ in entry.parties))
        for entry in find_in_force(network, Agreement)
        if entry.exclusivity and is_certain(network, entry)
    )


def _find_barrier(
    network: Network, position: int, barriers: Sequence[tuple[Agreement, bool]]
) -> tuple[str, tuple[Agreement, ...]]:
    """Why an exclusive agreement forbids to recruit an actor, "" where none does, and the agreement."""
    actor, field = network.actor(position), network.actor(network.get_firm()).field
    for entry, is_ours in barriers:
        is_party = any(network.actors.position_by_id.get(party) == position for party, _ in entry.parties)
        if is_ours == is_party:
            continue
        seat = Agreement(
            id="", parties=(), form="membership", scope=actor.field if is_ours else field,
            markets=(actor.market,) if actor.market else (),
        )  # fmt: skip
        if meets_in_field(entry, seat) and meets_in_market(entry, seat):
            whose = "We have promised" if is_ours else "They have promised others"
            return f"{whose} exclusivity in {entry.exclusivity} there.", (entry,)
    return "", ()
