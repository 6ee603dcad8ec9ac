"""Checks: what is odd between the entries of a record, as findings; nothing is ever changed.

Each check is a function from the facts to findings about one subject. Checks do not depend on the order of entries, nor
on each other. To add one, write the function and name it in `CHECKS`; those of agreements and of what is owed stand in
`ledger_checks`. What an entry shows by itself is found by `record.validation`, which every store asks before it writes;
`check_faults` asks it again for records from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, product

from bridgehead.record.check_facts import Check, Facts, find, is_before, overlap
from bridgehead.record.dates import InForce
from bridgehead.record.entries import (
    Actor,
    Agreement,
    Assessment,
    Entry,
    EntryId,
    Evidence,
    Judgement,
    Presence,
    Tie,
    get_type_word,
    referred_ids,
)
from bridgehead.record.findings import Finding
from bridgehead.record.identity import find_standing_judgements, resolve
from bridgehead.record.instruments import load_items
from bridgehead.record.ledger_checks import LEDGER_CHECKS
from bridgehead.record.markets import is_market, label
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import find_entries
from bridgehead.record.validation import find_faults
from bridgehead.record.versions import name_few


def check(entries: Iterable[Entry], on: date) -> tuple[Finding, ...]:
    """Everything odd between the entries of a record on a day: errors first, then warnings, then notes.

    Args:
        entries: all entries of the record, in any order. on: the day.

    >>> [finding.code for finding in check([Actor(id="a", kind="person", name="Ada")], date(2024, 1, 1))]
    ['no-market']
    """
    ordered = tuple(sorted(entries, key=lambda entry: (get_type_word(entry), entry.id)))
    facts = Facts(ordered, on)
    rank = {"error": 0, "warning": 1, "note": 2}
    found = [finding for one in CHECKS for finding in one(facts)]
    return tuple(sorted(found, key=lambda finding: rank[finding.level]))


def check_faults(facts: Facts) -> Iterator[Finding]:
    """Entries unfit by themselves: unknown words and markets, numbers out of range, reversed dates."""
    for entry in facts.entries:
        yield from find_faults(entry)


def check_references(facts: Facts) -> Iterator[Finding]:
    """Entries that name an actor, an agreement or evidence the record does not hold."""
    known = facts.by_id
    for entry in facts.entries:
        named = [*referred_ids(entry), *(("evidence", id_) for id_ in entry.evidence)]
        if isinstance(entry, Assessment) and not is_market(entry.subject):
            named.append(("subject", entry.subject))
        for field, target in named:
            wrong = target in known and field == "evidence" and not isinstance(known[target], Evidence)
            if target not in known or wrong:
                why = "is no evidence" if wrong else "is not in the record"
                message = f"{field} names {target!r}, which {why}. Add it, or correct the reference."
                yield find("warning", "dangling", message, entry, column=field, found=target)


def check_duplicates(facts: Facts) -> Iterator[Finding]:
    """Actors with the same identifier whom nobody has judged yet: possible duplicates."""
    unique = set(get_parameter("checks", "unique_identifiers"))
    holders: dict[tuple[str, str], list[Actor]] = {}
    for actor in find_entries(facts.entries, Actor):
        for scheme, value in set(actor.identifiers):
            if scheme.lower() in unique:
                holders.setdefault((scheme.lower(), value.strip().casefold()), []).append(actor)
    judged = set(find_standing_judgements(find_entries(facts.entries, Judgement)))
    for (scheme, value), actors in sorted(holders.items()):
        open_pairs = [pair for pair in combinations(sorted(actor.id for actor in actors), 2) if pair not in judged]
        if open_pairs:
            ids = sorted({id_ for pair in open_pairs for id_ in pair})
            names = " and ".join(f"{facts.name(id_)} ({id_})" for id_ in ids)
            message = f"{names} have the same {scheme}. Say whether they are the same: 'bridgehead review'."
            yield Finding(level="warning", code="possible-duplicate", message=message, found=value, entries=tuple(ids))


def check_identity(facts: Facts) -> Iterator[Finding]:
    """Judgements on who is who that contradict each other."""
    yield from resolve((), find_entries(facts.entries, Judgement)).findings


def check_evidence(facts: Facts) -> Iterator[Finding]:
    """Ties that rest on nothing, counted."""
    ties = find_entries(facts.entries, Tie)
    bare = [tie.id for tie in ties if not tie.evidence]
    if bare:
        message = f"{len(bare)} of {len(ties)} ties rest on no evidence: {name_few(bare)}. Say where they come from."
        yield Finding(level="note", code="no-evidence", message=message, found=str(len(bare)))


def check_ties(facts: Facts) -> Iterator[Finding]:
    """Two ties of one kind between the same two actors at the same time, one weak, one strong."""
    by_pair: dict[tuple[EntryId, EntryId, str], list[Tie]] = {}
    for tie in find_entries(facts.entries, Tie):
        if tie.strength is not None:
            pair = sorted((tie.sender, tie.receiver))
            by_pair.setdefault((pair[0], pair[1], tie.kind), []).append(tie)
    for ties in by_pair.values():
        strong_ties = [tie for tie in ties if _is_strong(tie)]
        weak_ties = [tie for tie in ties if tie not in strong_ties] if strong_ties else []
        for weak, strong in product(weak_ties, strong_ties):
            if overlap(weak, strong):
                message = (
                    f"{weak.id} says that the {weak.kind} tie of {facts.name(weak.sender)} and "
                    f"{facts.name(weak.receiver)} is weak, {strong.id} that it is strong, at the same time. Correct "
                    "one, or say when the one became the other."
                )
                ids = tuple(sorted((weak.id, strong.id)))
                yield Finding(level="warning", code="contradictory-ties", message=message, entries=ids)


def check_agreements(facts: Facts) -> Iterator[Finding]:
    """Two agreements of one form between the same parties at the same time that give a party different shares."""
    by_parties: dict[tuple[frozenset[EntryId], str], list[Agreement]] = {}
    for agreement in find_entries(facts.entries, Agreement):
        parties = frozenset(actor for actor, _ in agreement.parties)
        by_parties.setdefault((parties, agreement.form), []).append(agreement)
    for agreements in by_parties.values():
        for left, right in combinations(agreements, 2):
            shares = dict(right.parties)
            for actor, share in left.parties:
                other = shares[actor]
                if share is not None and other is not None and share != other and overlap(left, right):
                    message = (
                        f"{left.id} gives {facts.name(actor)} {share:.0%}, {right.id} gives it {other:.0%}, at the "
                        "same time. Correct one, or say when the share changed."
                    )
                    ids = tuple(sorted((left.id, right.id)))
                    yield Finding(level="warning", code="contradictory-agreements", message=message, entries=ids)


def check_founding(facts: Facts) -> Iterator[Finding]:
    """Presences of an actor that certainly began before it was founded."""
    for presence in find_entries(facts.entries, Presence):
        actor = facts.by_id.get(presence.actor)
        if isinstance(actor, Actor) and is_before(presence.begin, actor.founded):
            message = (
                f"{actor.name} was in {label(presence.market)} ({presence.begin}) before it was founded "
                f"({actor.founded}). Correct one of the two dates."
            )
            ids = (actor.id, presence.id)
            yield Finding(level="warning", code="before-founding", message=message, entries=ids)


def check_statements(facts: Facts) -> Iterator[Finding]:
    """Assessments of one item of one subject at the same time that say different things."""
    items = load_items()
    by_item: dict[tuple[str, str, str, str], list[Assessment]] = {}
    for stated in find_entries(facts.entries, Assessment):
        item = items.get((stated.instrument, stated.item))
        # an item may hold for a subject in several ways at once: several endowments of one firm
        if item is not None and item.is_single:
            by_item.setdefault((stated.subject, stated.instrument, stated.item, stated.about), []).append(stated)
    for (subject, instrument, item_name, _), held in by_item.items():
        for left, right in combinations(held, 2):
            if left.value != right.value and overlap(left, right):
                message = (
                    f"{instrument}/{item_name} of {facts.name(subject)} is {_say(left.value)} in {left.id} and "
                    f"{_say(right.value)} in {right.id}. Both are kept; answers that rest on one say so."
                )
                ids = tuple(sorted((left.id, right.id)))
                yield Finding(level="note", code="statements-differ", message=message, entries=ids)


def check_markets(facts: Facts) -> Iterator[Finding]:
    """Actors whose market nobody said, counted."""
    actors = find_entries(facts.entries, Actor)
    bare = [actor.id for actor in actors if actor.market is None]
    if bare:
        message = (
            f"{len(bare)} of {len(actors)} actors have no market and count for none: {name_few(bare)}. "
            "Say where they are at home."
        )
        yield Finding(level="note", code="no-market", message=message, found=str(len(bare)))


def check_presences(facts: Facts) -> Iterator[Finding]:
    """Presences in a market where neither the actor nor its people have a tie or an agreement."""
    presences = find_entries(facts.entries, Presence)
    if not presences:
        return
    markets = {actor.id: {actor.market, *actor.active_markets} for actor in find_entries(facts.entries, Actor)}
    people: dict[EntryId, set[EntryId]] = {}
    reached: dict[EntryId, set[str | None]] = {}
    for sides in _find_sides(facts):
        for side in sides:
            reached.setdefault(side, set()).update(*(markets.get(other, ()) for other in sides if other != side))
    for tie in find_entries(facts.entries, Tie):
        if tie.kind == "affiliation" and facts.holds(tie) != InForce.NOT:
            people.setdefault(tie.receiver, set()).add(tie.sender)
    for presence in presences:
        own = {presence.actor, *people.get(presence.actor, ())}
        is_tied = any(presence.market in reached.get(one, ()) for one in own)
        if not is_tied and not presence.rests_on and facts.holds(presence) != InForce.NOT:
            message = (
                f"{facts.name(presence.actor)} is present in {label(presence.market)}, yet the record holds no tie "
                "there. Add whom it deals with."
            )
            yield find("note", "presence-without-ties", message, presence, found=presence.market)


#: every check, in the order in which findings of one level are shown
CHECKS: tuple[Check, ...] = (
    check_faults,
    check_references,
    check_identity,
    check_duplicates,
    check_ties,
    check_agreements,
    check_founding,
    check_statements,
    *LEDGER_CHECKS,
    check_presences,
    check_markets,
    check_evidence,
)


def _say(value: float | bool | str) -> str:
    """A value for a sentence: thousands divided, no needless decimals."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:,.10g}"


def _find_sides(facts: Facts) -> Iterator[frozenset[EntryId]]:
    """Who is bound to whom by each tie and agreement that may be in force."""
    for tie in find_entries(facts.entries, Tie):
        if facts.holds(tie) != InForce.NOT:
            yield frozenset((tie.sender, tie.receiver))
    for agreement in find_entries(facts.entries, Agreement):
        if facts.holds(agreement) != InForce.NOT:
            yield frozenset(actor for actor, _ in agreement.parties)


def _is_strong(tie: Tie) -> bool:
    if isinstance(tie.strength, str):
        return tie.strength == "strong"
    strong_from: float = get_parameter("tie_strength", "strong_from")
    return (tie.strength or 0.0) >= strong_from
