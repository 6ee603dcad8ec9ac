"""Where is who: a market inferred for actors of whom nobody stated one, with its chance and the reason.

An inferred market is never written into an actor: it is an assessment of its own (instrument "inferred", item
"market") that rests on evidence marked as inference. A stated market always wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bridgehead.matching.clues import Clue, combine, find_clues
from bridgehead.record.dates import InForce, in_force
from bridgehead.record.entries import Actor, Assessment, EntryId, Evidence, Judgement, MarketCode, Tie
from bridgehead.record.identity import resolve
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import INFERRED_MARKET


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an actor probably is.

    Attributes:
        actor: its id. market: the likeliest. confidence: its chance, 0..1.
        reason: in words. rule: the rule that says most for it.
    """

    actor: EntryId
    market: MarketCode
    confidence: float
    reason: str
    rule: str


def find_placements(
    actors: Iterable[Actor], ties: Iterable[Tie], day: date, *, judgements: Iterable[Judgement] = ()
) -> tuple[Placement, ...]:
    """A market for people and organisations that state none, where clues make one likelier than not, by id.

    Args:
        actors: all of the record's; those who state a market place those who belong to them.
        ties: of these, affiliations in force on the day count. day: the day asked about.
        judgements: who is one: an employer is placed wherever one of its spellings is.

    >>> firm = Actor(id="a", kind="organisation", name="Acme GmbH", identifiers=(("website", "www.acme.at"),))
    >>> [(one.market, one.reason) for one in find_placements([firm], [], date(2024, 1, 1))]
    [('AT', 'website at acme.at; legal form gmbh')]
    """
    held = {actor.id: actor for actor in actors}
    one_by_id = resolve(held, judgements).canonical_by_id
    known = {one_by_id[id_]: (actor.market, 1.0) for id_, actor in sorted(held.items(), reverse=True) if actor.market}
    bare = sorted(id_ for id_, actor in held.items() if not actor.market)
    found: dict[EntryId, Placement] = {}
    for id_ in bare:
        if held[id_].kind == "organisation":
            placed = _place(held[id_], list(find_clues(held[id_])))
            if placed:
                found[id_] = placed
                if placed.confidence > known.get(one_by_id[id_], ("", 0.0))[1]:
                    known[one_by_id[id_]] = (placed.market, placed.confidence)
    employers = _find_employers(held, ties, day)
    for id_ in bare:
        if held[id_].kind == "person":
            at = {one_by_id[employer]: held[employer] for employer in employers.get(id_, ())}
            placed = _place(held[id_], [*find_clues(held[id_]), *_read_employers(at, known)])
            if placed:
                found[id_] = placed
    return tuple(found[id_] for id_ in sorted(found))


def _place(actor: Actor, clues: Sequence[Clue]) -> Placement | None:
    chances = combine(clues)
    if not chances:
        return None
    market = max(chances, key=lambda code: (chances[code], code))
    if chances[market] < get_parameter("placing", "least_confidence"):
        return None
    best = max(clues, key=lambda clue: clue.shares.get(market, 0.0))
    words = [clue.reason for clue in clues if market in clue.shares]
    against = [clue.reason for clue in clues if market not in clue.shares]
    reason = "; ".join(words) + (f"; although: {', '.join(against)}" if against else "")
    confidence = round(chances[market], 3)
    return Placement(actor=actor.id, market=market, confidence=confidence, reason=reason, rule=best.rule)


def _find_employers(actors: Mapping[EntryId, Actor], ties: Iterable[Tie], day: date) -> dict[EntryId, list[EntryId]]:
    """The organisations each person belongs to on the day, in order of id."""
    found: dict[EntryId, set[EntryId]] = {}
    for tie in ties:
        if tie.kind != "affiliation" or in_force(day, tie.begin, tie.end) is InForce.NOT:
            continue
        for person, organisation in ((tie.sender, tie.receiver), (tie.receiver, tie.sender)):
            kinds = [actors[id_].kind if id_ in actors else "" for id_ in (person, organisation)]
            if kinds == ["person", "organisation"]:
                found.setdefault(person, set()).add(organisation)
    return {person: sorted(organisations) for person, organisations in found.items()}


def _read_employers(
    employers: Mapping[EntryId, Actor], known: Mapping[EntryId, tuple[MarketCode, float]]
) -> Iterator[Clue]:
    share = float(get_parameter("placing", "employer_share"))
    for id_, employer in sorted(employers.items()):
        if id_ in known:
            market, confidence = known[id_]
            yield Clue(rule="employer", reason=f"belongs to {employer.name}", shares={market: share * confidence})


def build_inferred(placement: Placement) -> tuple[Evidence, Assessment]:
    """A placement as entries: the inference, and the market that rests on it."""
    instrument, item = INFERRED_MARKET
    evidence = Evidence(
        id=f"inferred:{placement.actor}:evidence",
        reference="inferred by Bridgehead",
        paraphrase=placement.reason,
        confidence=placement.confidence,
        basis="inferred",
        codes=(placement.rule, placement.market),
    )
    assessment = Assessment(
        id=f"inferred:{placement.actor}:market",
        subject=placement.actor,
        instrument=instrument,
        item=item,
        value=placement.market,
        by=placement.rule,
        evidence=(evidence.id,),
    )
    return evidence, assessment
