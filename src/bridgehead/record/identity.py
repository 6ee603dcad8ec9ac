"""Who is who: judgements that two actors are the same, applied on reading, so that each can be taken back.

A judgement is an entry like any other; nothing is ever merged in the record. What counts for a pair is its latest
judgement that still stands. "Same" joins; "different" forbids; "unsure" does neither. Where a chain of "same" would
join two actors judged different, the judgements contradict each other: none of that chain is applied, and a finding
says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bridgehead.record.entries import EntryId, Judgement
from bridgehead.record.findings import Finding

Pair = tuple[EntryId, EntryId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """Who is who.

    Attributes:
        canonical_by_id: every actor's id -> the smallest id among those of them judged to be the same.
        findings: judgements that contradict each other and were therefore not applied.
    """

    canonical_by_id: Mapping[EntryId, EntryId]
    findings: tuple[Finding, ...] = ()

    def canonical(self, id_: EntryId) -> EntryId:
        """The id an actor goes by; its own where nobody judged it."""
        return self.canonical_by_id.get(id_, id_)


def resolve(actors: Iterable[EntryId], judgements: Iterable[Judgement]) -> Identities:
    """Who is who according to the standing judgements; the order of either argument is irrelevant.

    Args:
        actors: ids of the actors to resolve. judgements: any; those on other actors link these all the same.

    >>> judged = [Judgement(id="j", left="b", right="a", verdict="same")]
    >>> resolve(["a", "b", "c"], judged).canonical_by_id
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    standing = find_standing_judgements(judgements)
    same = {pair: judged for pair, judged in standing.items() if judged.verdict == "same"}
    different = {pair: judged for pair, judged in standing.items() if judged.verdict == "different"}
    root_by_id = _join(same)
    contradicted: dict[EntryId, list[Judgement]] = {}
    for (left, right), judged in sorted(different.items()):
        if left in root_by_id and root_by_id[left] == root_by_id.get(right):
            contradicted.setdefault(root_by_id[left], []).append(judged)
    first_by_root: dict[EntryId, EntryId] = {}
    canonical_by_id = {}
    for id_ in sorted(set(actors)):
        root = root_by_id.get(id_, id_)
        # a group goes by the first of those asked about: the others may be withdrawn
        canonical_by_id[id_] = id_ if root in contradicted else first_by_root.setdefault(root, id_)
    findings = tuple(
        _describe(against, [judged for (left, _), judged in sorted(same.items()) if root_by_id[left] == root])
        for root, against in sorted(contradicted.items())
    )
    return Identities(canonical_by_id=canonical_by_id, findings=findings)


def find_standing_judgements(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """The judgement that counts for each pair: the latest by day, then by id, of those not withdrawn.

    A judgement without a day counts as older than any with one.
    """
    latest: dict[Pair, Judgement] = {}
    for judged in judgements:
        if judged.withdrawn.is_known or judged.left == judged.right:
            continue
        pair = (min(judged.left, judged.right), max(judged.left, judged.right))
        if pair not in latest or _moment(judged) > _moment(latest[pair]):
            latest[pair] = judged
    return latest


def _moment(judged: Judgement) -> tuple[date, str]:
    return (judged.on.latest or judged.on.earliest or date.min, judged.id)


def _join(pairs: Iterable[Pair]) -> dict[EntryId, EntryId]:
    """The smallest id of each group that pairs make, for every id in a pair."""
    parent: dict[EntryId, EntryId] = {}

    def find(id_: EntryId) -> EntryId:
        parent.setdefault(id_, id_)
        while parent[id_] != id_:
            parent[id_] = parent[parent[id_]]
            id_ = parent[id_]
        return id_

    for left, right in pairs:
        first, second = sorted((find(left), find(right)))
        parent[second] = first
    return {id_: find(id_) for id_ in parent}


def _describe(against: list[Judgement], same: list[Judgement]) -> Finding:
    apart = ", ".join(f"{judged.id} ({judged.left} and {judged.right})" for judged in against)
    chain = ", ".join(f"{judged.id} ({judged.left} and {judged.right})" for judged in same)
    return Finding(
        level="error",
        code="contradictory-identity",
        message=f"Judged different: {apart}; yet judged the same: {chain}. Until one of them is withdrawn, none of the "
        "latter is applied.",
        entries=tuple(sorted(judged.id for judged in (*against, *same))),
    )
