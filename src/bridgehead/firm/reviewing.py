"""Reviewing: what a person is asked about a record, and what becomes of the answer.

Who may be one (a judgement), in which market the employers are that would place most contacts (a stated market), and
whom the strongest contacts know (second-hand ties). Each answer is one transaction and can be undone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from bridgehead.firm.concluding import conclude, leave_out_withdrawn
from bridgehead.firm.telling import start_adding
from bridgehead.matching.candidates import Candidate, find_candidates
from bridgehead.network.network import Network
from bridgehead.record.dates import InForce, in_force, on_day
from bridgehead.record.entries import Actor, Assessment, Entry, EntryId, Evidence, Judgement, Tie
from bridgehead.record.markets import get_market
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import INFERRED_MARKET, find_entries
from bridgehead.record.store import Store
from bridgehead.record.versions import Change

_MOST_TIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person needs to tell one actor from another.

    Attributes:
        actor: the actor. sources: what it is known from. n_ties: how many ties name it. ties: some of them, in words.
    """

    actor: Actor
    sources: tuple[str, ...]
    n_ties: int
    ties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """An organisation without a market.

    Attributes:
        actor: the organisation. contacts: people who belong to it and have no market, itself not counted.
    """

    actor: Actor
    contacts: int


def find_open_candidates(entries: Sequence[Entry], *, least: float | None = None) -> tuple[Candidate, ...]:
    """Pairs of a record's actors that may be one and that nobody has judged, the likeliest first.

    Args:
        entries: the record's. least: smallest confidence; None takes the parameter.
    """
    return find_candidates(find_entries(entries, Actor), find_entries(entries, Judgement), least=least)


def judge(store: Store, candidate: Candidate, verdict: str, *, by: str, on: date) -> Change:
    """Write a person's judgement on two actors, and infer again what follows from it.

    Args:
        store: the record. candidate: the pair. verdict: same, different or unsure; it replaces one on the same pair.
        by: who judges. on: when.

    Raises:
        InvalidEntryError: the verdict is no such word.
    """
    judged = Judgement(
        id=f"judged:{candidate.left}={candidate.right}",
        left=candidate.left,
        right=candidate.right,
        verdict=verdict,
        by=by,
        on=on_day(on),
        reason="; ".join(candidate.reasons),
    )
    follows = leave_out_withdrawn(store, conclude(store.entries(), (judged,), on=on))
    left, right = (getattr(store.get(id_), "name", id_) for id_ in (candidate.left, candidate.right))
    summary = f"{left} and {right}: {verdict}"
    return store.put([judged, *follows], action="add", by=by, summary=summary[:200])


def describe_actors(entries: Sequence[Entry], ids: Iterable[EntryId]) -> dict[EntryId, Profile]:
    """What tells each of some actors from others.

    Args:
        entries: the record's. ids: of the actors wanted.
    """
    wanted = set(ids)
    names = {actor.id: actor.name for actor in find_entries(entries, Actor)}
    evidence = {item.id: item for item in find_entries(entries, Evidence)}
    told: dict[EntryId, list[str]] = {id_: [] for id_ in wanted}
    for tie in find_entries(entries, Tie):
        for mine, theirs in ((tie.sender, tie.receiver), (tie.receiver, tie.sender)):
            if mine in wanted:
                told[mine].append(f"{(tie.role or tie.kind).replace('_', ' ')}: {names.get(theirs, theirs)}")
    return {
        actor.id: Profile(
            actor=actor,
            sources=tuple(dict.fromkeys(evidence[id_].reference for id_ in actor.evidence if id_ in evidence)),
            n_ties=len(told[actor.id]),
            ties=tuple(dict.fromkeys(told[actor.id]))[:_MOST_TIES],
        )
        for actor in find_entries(entries, Actor)
        if actor.id in wanted
    }


def find_employers_to_place(entries: Sequence[Entry], on: date) -> tuple[Employer, ...]:
    """The organisations without a market whose market would place most people, those of most people first.

    Args:
        entries: the record's. on: the day on which people belong to them.
    """
    actors = {actor.id: actor for actor in find_entries(entries, Actor)}
    placed = {id_ for id_, actor in actors.items() if actor.market} | {
        entry.subject
        for entry in find_entries(entries, Assessment)
        if (entry.instrument, entry.item) == INFERRED_MARKET
    }
    bare = actors.keys() - placed
    pairs = {
        (person, organisation)
        for tie in find_entries(entries, Tie)
        if tie.kind == "affiliation" and in_force(on, tie.begin, tie.end) is not InForce.NOT
        for person, organisation in ((tie.sender, tie.receiver), (tie.receiver, tie.sender))
        if {person, organisation} <= bare
        and (actors[person].kind, actors[organisation].kind) == ("person", "organisation")
    }
    counts = Counter(organisation for _, organisation in pairs)
    ordered = sorted(counts, key=lambda id_: (-counts[id_], actors[id_].name, id_))
    most: int = get_parameter("matching", "employers_asked")
    return tuple(Employer(actor=actors[id_], contacts=counts[id_]) for id_ in ordered[:most])


def place_actor(store: Store, id_: EntryId, market: str, *, by: str, on: date) -> Change:
    """State an actor's market, and infer again what follows from it.

    Args:
        store: the record. id_: the actor's. market: by code or name. by: who says so. on: when.

    Raises:
        UnknownMarketError: there is no such market. UnknownEntryError: there is no such actor.
    """
    code, actor = get_market(market), store.get(id_)
    assert isinstance(actor, Actor), "only actors are asked about"
    statement = Evidence(
        id=f"placed:{id_}:evidence",
        reference=f"typed in by {by}",
        kind="statement",
        paraphrase=f"{actor.name} is in {code}.",
        by=by,
        on=on_day(on),
    )
    evidence = tuple(dict.fromkeys((*actor.evidence, statement.id)))
    told = (statement, replace(actor, market=code, evidence=evidence))
    follows = leave_out_withdrawn(store, conclude(store.entries(), told, on=on))
    return store.put([*told, *follows], action="edit", by=by, summary=f"{actor.name} is in {code}")


def find_strongest_contacts(network: Network) -> tuple[Actor, ...]:
    """Whom the firm and its people are tied to most strongly, contacts of unknown strength last.

    Args:
        network: the record on a day; it names its firm.

    Raises:
        NoFirmError: nobody said whose record it is.
    """
    best: dict[int, float] = {}
    is_own = network.is_own
    ties, used = network.ties, np.nan_to_num(network.world.used, nan=-1.0)
    for sender, receiver, strength in zip(ties.sender.tolist(), ties.receiver.tolist(), used.tolist(), strict=True):
        for mine, other in ((sender, receiver), (receiver, sender)):
            if is_own[mine] and not is_own[other]:
                best[other] = max(best.get(other, -1.0), strength)
    ordered = sorted(best, key=lambda position: (-best[position], network.actor(position).name, position))
    most: int = get_parameter("matching", "contacts_asked")
    return tuple(network.actor(position) for position in ordered[:most])


def add_second_hand(store: Store, contact: EntryId, *lines: str, by: str, on: date) -> Change:
    """Add whom a contact knows, as the firm tells it: with less confidence than what is known at first hand.

    Args:
        store: the record. contact: the contact's id. lines: such as "Maria Rossi, IT"; all are added, or none.
        by: who tells. on: when.

    Raises:
        TerseLineError: a line cannot be understood. SeveralError: several are called so.
    """
    entries = store.entries()
    adding = start_adding(tuple(entries), by=by, on=on, record=store.name, whose=contact)
    for line in lines:
        adding.read(line)
    told = tuple(adding.made.values())
    follows = leave_out_withdrawn(store, conclude(entries, told, on=on))
    return store.put([*told, *follows], action="add", by=by, summary=f"second hand: {'; '.join(lines)}"[:200])
