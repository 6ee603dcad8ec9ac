"""Checks: what is odd between the entries of a record, as findings; nothing is ever changed.

Each check is a function from the facts to findings about one subject. Checks do not depend on the order of entries, nor
on each other. To add one, write the function and name it in `CHECKS`. What an entry shows by itself is found by
`record.validation`, which every store asks before it writes; `check_faults` asks it again for records from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, product

from bridgehead.record.dates import InForce, When, in_force
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
from bridgehead.record.findings import Finding, Level
from bridgehead.record.identity import find_standing_judgements, resolve
from bridgehead.record.instruments import load_items
from bridgehead.record.ledger import ObligationState, build_ledger
from bridgehead.record.markets import is_market, label
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import find_entries
from bridgehead.record.validation import find_faults
from bridgehead.record.versions import name_few

#: the assessment by which a user says how many obligations are open, to be compared with the ledger
ASSERTION = ("record", "asserts_open_obligations")


@dataclass(frozen=True)
class Facts:
    """A record on a day, as checks read it.

    Attributes:
        entries: by type, then id. on: the day.
    """

    entries: tuple[Entry, ...]
    on: date

    @cached_property
    def by_id(self) -> Mapping[EntryId, Entry]:
        """Every entry by its id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def ledger(self) -> tuple[ObligationState, ...]:
        """How every obligation stands on the day."""
        return build_ledger(self.entries, self.on)

    def name(self, id_: EntryId) -> str:
        """An actor's name, or the id of anything else."""
        entry = self.by_id.get(id_)
        return entry.name if isinstance(entry, Actor) else id_

    def holds(self, entry: Entry) -> InForce:
        """Whether an entry is in force on the day."""
        return in_force(self.on, entry.begin, entry.end)


Check = Callable[[Facts], Iterator[Finding]]


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
                yield _find("warning", "dangling", message, entry, column=field, found=target)


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


def check_overdue(facts: Facts) -> Iterator[Finding]:
    """Obligations overdue on either side."""
    for state in facts.ledger:
        if state.overdue == "no":
            continue
        owed = state.obligation
        sure = (
            "is overdue" if state.overdue == "certain" else "may be overdue (its day or its end is not known exactly)"
        )
        who = f"{facts.name(owed.debtor)} owes {facts.name(owed.creditor)}"
        message = f"{who} {owed.deliverable!r}; it {sure} since {state.since}. Log the delivery, or correct the day."
        level: Level = "warning" if state.overdue == "certain" else "note"
        yield _find(level, "overdue", message, owed, found=str(owed.due))


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
            if _overlap(weak, strong):
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
                if share is not None and other is not None and share != other and _overlap(left, right):
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
        if isinstance(actor, Actor) and _is_before(presence.begin, actor.founded):
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
            if left.value != right.value and _overlap(left, right):
                message = (
                    f"{instrument}/{item_name} of {facts.name(subject)} is {_say(left.value)} in {left.id} and "
                    f"{_say(right.value)} in {right.id}. Both are kept; answers that rest on one say so."
                )
                ids = tuple(sorted((left.id, right.id)))
                yield Finding(level="note", code="statements-differ", message=message, entries=ids)


def check_ended_agreements(facts: Facts) -> Iterator[Finding]:
    """Agreements that ended while something under them is still owed."""
    for state in facts.ledger:
        agreement = facts.by_id.get(state.obligation.agreement)
        if not isinstance(agreement, Agreement) or not state.open:
            continue
        if agreement.end.latest is not None and agreement.end.latest <= facts.on:
            message = (
                f"{agreement.id} ended ({agreement.end}), yet {facts.name(state.obligation.debtor)} still owes "
                f"{state.obligation.deliverable!r} ({state.open:g} open). Settle it, or log what was delivered."
            )
            ids = (agreement.id, state.obligation.id)
            yield Finding(level="warning", code="open-after-end", message=message, entries=ids)


def check_renewals(facts: Facts) -> Iterator[Finding]:
    """Agreements whose renewal comes up soon."""
    last = facts.on + timedelta(days=get_parameter("checks", "renewal_days"))
    for agreement in find_entries(facts.entries, Agreement):
        first_day, last_day = agreement.renewal.earliest, agreement.renewal.latest
        if first_day is None or last_day is None or facts.holds(agreement) == InForce.NOT:
            continue
        if first_day <= last and last_day >= facts.on:
            parties = ", ".join(facts.name(actor) for actor, _ in agreement.parties)
            message = f"{agreement.id} ({parties}) must be renewed or given notice by {agreement.renewal}."
            yield _find("note", "renewal", message, agreement, found=str(agreement.renewal))


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
            yield _find("note", "presence-without-ties", message, presence, found=presence.market)


def check_assertions(facts: Facts) -> Iterator[Finding]:
    """What the user says about open obligations, against what the ledger says on that day."""
    ledgers = {facts.on: facts.ledger}
    for stated in find_entries(facts.entries, Assessment):
        if (stated.instrument, stated.item) != ASSERTION:
            continue
        day = stated.begin.latest or facts.on
        if day not in ledgers:
            ledgers[day] = build_ledger(facts.entries, day)
        open_ = [state.obligation.id for state in ledgers[day] if _concerns(state, stated.subject, day)]
        if stated.value != len(open_):
            listed = f": {name_few(open_)}" if open_ else ""
            message = (
                f"{stated.value:g} open obligations of {facts.name(stated.subject)} were stated for {day}; the ledger "
                f"has {len(open_)}{listed}. Log what was delivered, or correct the statement."
            )
            ids = (stated.id, *open_)
            yield Finding(level="warning", code="assertion-differs", message=message, entries=ids)


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
    check_assertions,
    check_overdue,
    check_ended_agreements,
    check_renewals,
    check_presences,
    check_markets,
    check_evidence,
)


def _find(level: Level, code: str, message: str, entry: Entry, *, column: str = "", found: str = "") -> Finding:
    return Finding(level=level, code=code, message=message, column=column, found=found, entries=(entry.id,))


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


def _is_before(left: When, right: When) -> bool:
    """Whether one day certainly lies before another."""
    return left.latest is not None and right.earliest is not None and left.latest < right.earliest


def _overlap(left: Entry, right: Entry) -> bool:
    """Whether two entries certainly hold on some common day, or were said to hold for the very same time."""
    if (left.begin, left.end) == (right.begin, right.end):
        return True
    if left.begin.latest is None or right.begin.latest is None:
        return False
    day = max(left.begin.latest, right.begin.latest)
    return all(in_force(day, entry.begin, entry.end) == InForce.CERTAIN for entry in (left, right))


def _concerns(state: ObligationState, subject: EntryId, day: date) -> bool:
    """Whether an obligation is open on a day and belongs to an agreement, or binds an actor on either side."""
    owed = state.obligation
    has_begun = owed.begin.earliest is None or owed.begin.earliest <= day
    is_finite = owed.recurrence != "continuous"
    return (
        subject in {owed.agreement, owed.debtor, owed.creditor} and has_begun and is_finite and not state.is_fulfilled
    )
