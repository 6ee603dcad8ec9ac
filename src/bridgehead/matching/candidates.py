"""Candidates: pairs of actors that may be one, for a person to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel, JaroWinkler
from rapidfuzz.process import cpdist

from bridgehead.matching.blocking import Pairs, count_words, find_pairs
from bridgehead.matching.exact import ONE_EACH
from bridgehead.matching.identifiers import find_identifiers, find_own_domains
from bridgehead.matching.likeness import Likeness, Rarity, compare_names, log_odds, to_confidence
from bridgehead.matching.names import Name, read_organisation, read_person
from bridgehead.matching.reasons import explain_markets, explain_names, say_scheme
from bridgehead.record.entries import Actor, EntryId, Judgement
from bridgehead.record.identity import find_standing_judgements, resolve
from bridgehead.record.parameters import get_parameter

#: names less alike than this, whole and in their beginnings, are not looked at closely
_WHOLE_FROM, _JOINED_FROM = 0.5, 0.86
_AT_ONCE = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two actors that may be one.

    Attributes:
        left: the smaller id. right: the other. confidence: chance that they are one, 0..1. reasons: in words.
    """

    left: EntryId
    right: EntryId
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor under one of its names, with its identifiers and domains."""

    actor: Actor
    text: str
    name: Name
    marks: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Settled:
    """What has been judged: who stands under which id, and which pairs need not be asked."""

    canonical: Mapping[EntryId, EntryId]
    judged: frozenset[tuple[EntryId, EntryId]]

    @classmethod
    def of(cls, ids: Iterable[EntryId], judgements: Iterable[Judgement]) -> _Settled:
        asked, held = tuple(ids), tuple(judgements)
        canonical = resolve(asked, held).canonical_by_id
        pairs = find_standing_judgements(held)
        # what was judged of one who stands no longer holds for those judged the same
        everybody = resolve((*asked, *(id_ for pair in pairs for id_ in pair)), held).canonical_by_id
        name = {everybody[id_]: group for id_, group in canonical.items()}
        grouped = {_order(name.get(everybody[left], left), name.get(everybody[right], right)) for left, right in pairs}
        return cls(canonical, frozenset(grouped | set(pairs)))

    def group(self, left: EntryId, right: EntryId) -> tuple[EntryId, EntryId] | None:
        """The pair under the ids its actors go by; None where it is judged already or one actor."""
        pair = _order(self.canonical[left], self.canonical[right])
        is_settled = pair[0] == pair[1] or pair in self.judged or _order(left, right) in self.judged
        return None if is_settled else pair


def _order(left: EntryId, right: EntryId) -> tuple[EntryId, EntryId]:
    return (left, right) if left <= right else (right, left)


def find_candidates(
    actors: Iterable[Actor], judgements: Iterable[Judgement] = (), *, least: float | None = None
) -> tuple[Candidate, ...]:
    """Pairs of people, of organisations or of communities that may be one, the likeliest first.

    Pairs judged same, different or unsure are not asked again; of actors judged the same, one stands for all.

    Args:
        actors: in any order. judgements: what has been judged, withdrawn judgements included.
        least: smallest confidence to be a candidate; None takes `candidate_from` of `parameters/matching.yaml`.

    >>> firms = [Actor(id=id_, kind="organisation", name=name) for id_, name in (("a", "Acme AB"), ("b", "ACME"))]
    >>> find_candidates(firms)[0].reasons
    ('same name but for legal form',)
    """
    held = sorted({actor.id: actor for actor in actors}.values(), key=lambda actor: actor.id)
    settled = _Settled.of([actor.id for actor in held], judgements)
    floor = get_parameter("matching", "candidate_from") if least is None else least
    best: dict[tuple[EntryId, EntryId], Candidate] = {}
    for kind in ("person", "organisation", "community"):
        named = list(_name_actors([actor for actor in held if actor.kind == kind]))
        for candidate in _compare_all(named, settled, floor, kind):
            pair = settled.group(candidate.left, candidate.right)
            if pair is not None and (pair not in best or candidate.confidence > best[pair].confidence):
                best[pair] = candidate
    return tuple(sorted(best.values(), key=lambda found: (-found.confidence, found.left, found.right)))


def keep_open(candidates: Iterable[Candidate], judgements: Iterable[Judgement]) -> tuple[Candidate, ...]:
    """The candidates that judgements leave open: those judged since, or joined by way of others, are dropped."""
    held = tuple(candidates)
    ids = sorted({id_ for found in held for id_ in (found.left, found.right)})
    settled = _Settled.of(ids, judgements)
    return tuple(found for found in held if settled.group(found.left, found.right) is not None)


def _name_actors(actors: Iterable[Actor]) -> Iterator[_Named]:
    """Every actor under each of its names that has a word in it."""
    for actor in actors:
        read = read_person if actor.kind == "person" else read_organisation
        marks = {*find_identifiers(actor)}
        if actor.kind != "person":
            marks |= {("domain", domain) for domain in find_own_domains(actor)}
        for text in dict.fromkeys((actor.name, *actor.aliases)):
            name = read(text)
            if name.words:
                yield _Named(actor, text, name, frozenset(marks))


def _compare_all(named: Sequence[_Named], settled: _Settled, floor: float, kind: str) -> Iterator[Candidate]:
    names = [one.name for one in named]
    counts = count_words(names)
    rarity = Rarity(counts, len(names))
    weights = get_parameter("matching", "person_weights" if kind == "person" else "organisation_weights")
    context: Mapping[str, float] = get_parameter("matching", "context_weights")
    for first, second in _keep_alike(named, find_pairs(names, [one.marks for one in named], counts)):
        left, right = sorted((named[first], named[second]), key=lambda one: one.actor.id)
        if settled.group(left.actor.id, right.actor.id) is None:
            continue
        likeness = compare_names(left.name, right.name, rarity)
        odds = log_odds(likeness, weights) + _weigh_context(left, right, context)
        confidence = to_confidence(odds)
        if confidence >= floor:
            reasons = tuple(_explain(left, right, likeness))
            yield Candidate(left=left.actor.id, right=right.actor.id, confidence=confidence, reasons=reasons)


def _keep_alike(named: Sequence[_Named], pairs: Pairs) -> Iterator[tuple[int, int]]:
    """Of the pairs worth comparing those whose names are alike at first sight, or that share something else."""
    keys = [one.name.key for one in named]
    joined = ["".join(one.name.words) for one in named]
    for begin in range(0, len(pairs), _AT_ONCE):
        part = pairs[begin : begin + _AT_ONCE]
        rough = _score(Indel.normalized_similarity, keys, part) >= _WHOLE_FROM
        rough |= _score(JaroWinkler.normalized_similarity, joined, part) >= _JOINED_FROM
        for (first, second), is_alike in zip(part.tolist(), rough.tolist(), strict=True):
            left, right = named[first], named[second]
            if is_alike or left.marks & right.marks or _are_initials(left.name, right.name):
                yield first, second


def _are_initials(left: Name, right: Name) -> bool:
    return (left.initials,) == right.words or (right.initials,) == left.words


def _score(
    scorer: Callable[..., float], texts: Sequence[str], pairs: Pairs
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The similarity of each pair of texts, shape (n_pairs,)."""
    left, right = ([texts[place] for place in pairs[:, side].tolist()] for side in (0, 1))
    scores: np.ndarray[tuple[int], np.dtype[np.float32]] = cpdist(left, right, scorer=scorer, dtype=np.float32)
    return scores


def _weigh_context(left: _Named, right: _Named, weights: Mapping[str, float]) -> float:
    """What markets, identifiers and domains add to the log odds."""
    total = 0.0
    if left.actor.market and right.actor.market:
        other = "other_market_person" if left.actor.kind == "person" else "other_market"
        total += weights["same_market" if left.actor.market == right.actor.market else other]
    shared = {scheme for scheme, _ in left.marks & right.marks}
    if shared - {"domain", "website"}:
        total += weights["same_identifier"]
    elif shared:
        total += weights["same_domain"]
    return total + (weights["other_identifier"] if _find_contradictions(left, right) else 0.0)


def _find_contradictions(left: _Named, right: _Named) -> list[str]:
    """Schemes of which an actor has one only and these two have different ones."""
    mine, theirs = dict(left.marks), dict(right.marks)
    return sorted(
        scheme for scheme in ONE_EACH & mine.keys() & theirs.keys()
        if not {pair for pair in left.marks & right.marks if pair[0] == scheme}
    )  # fmt: skip


def _explain(left: _Named, right: _Named, likeness: Likeness) -> Iterator[str]:
    yield from explain_names(left.name, right.name, likeness, (left.text, right.text))
    yield from (f"same {say_scheme(scheme)} {value}" for scheme, value in sorted(left.marks & right.marks))
    yield from explain_markets(left.actor, right.actor)
    yield from (f"their {say_scheme(scheme)} numbers differ" for scheme in _find_contradictions(left, right))
