"""Checks of agreements and of what is owed under them.

What an obligation or agreement shows by itself (that it owes itself, that it ends before it begins) is refused when it
is written. What shows only between entries is found here and nothing is refused: which of the two is wrong nobody can
say, and the one that would put it right may come later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from bridgehead.record.check_facts import Check, Facts, find, is_before, overlap
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Agreement, Assessment, EntryId, Interaction, Obligation
from bridgehead.record.exclusivity import meets_in_field, meets_in_market
from bridgehead.record.findings import Finding, Level
from bridgehead.record.ledger import ObligationState, build_ledger
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import find_entries
from bridgehead.record.versions import name_few

#: the assessment by which a user says how many obligations are open, to be compared with the ledger
ASSERTION = ("record", "asserts_open_obligations")


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
        yield find(level, "overdue", message, owed, found=str(owed.due))


def check_ended_agreements(facts: Facts) -> Iterator[Finding]:
    """Agreements that ended while something under them is still owed."""
    for state in facts.ledger:
        agreement = facts.by_id.get(state.obligation.agreement)
        if not isinstance(agreement, Agreement) or not state.open:
            continue
        if agreement.end.latest is not None and agreement.end.latest <= facts.on:
            message = (
                f"{agreement.id} ended ({agreement.end}), yet {facts.name(state.obligation.debtor)} still owes "
                f"{state.obligation.deliverable!r} ({state.open:.15g} open). Settle it, or log what was delivered."
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
            yield find("note", "renewal", message, agreement, found=str(agreement.renewal))


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


def check_soon_ended(facts: Facts) -> Iterator[Finding]:
    """Agreements that end soon, and those whose renewal lies after their end."""
    last = facts.on + timedelta(days=get_parameter("checks", "renewal_days"))
    for agreement in find_entries(facts.entries, Agreement):
        first_day, last_day = agreement.end.earliest, agreement.end.latest
        if is_before(agreement.end, agreement.renewal):
            message = (
                f"{agreement.id} ends ({agreement.end}) before the day by which it is renewed or given notice "
                f"({agreement.renewal}). Correct one of the two dates."
            )
            yield find("warning", "renewal-after-end", message, agreement, column="renewal")
        if first_day is not None and last_day is not None and first_day <= last and last_day > facts.on:
            parties = ", ".join(facts.name(actor) for actor, _ in agreement.parties)
            message = f"{agreement.id} ({parties}) ends {agreement.end}. Renew it, or settle what is owed until then."
            yield find("note", "ends-soon", message, agreement, found=str(agreement.end))


def check_surplus(facts: Facts) -> Iterator[Finding]:
    """Obligations of which more was delivered than is owed."""
    for state in facts.ledger:
        if state.surplus:
            owed = state.obligation
            message = (
                f"{facts.name(owed.debtor)} delivered {state.surplus:.15g} more of {owed.deliverable!r} than it owed "
                f"{facts.name(owed.creditor)} by {facts.on}. It is noted and counts for what falls due next; correct "
                "the quantities where it was not so."
            )
            ids = (owed.id, *(delivery.id for delivery in state.deliveries))
            yield Finding(level="note", code="more-than-owed", message=message, entries=ids)


def check_early_fulfilments(facts: Facts) -> Iterator[Finding]:
    """What fulfils an obligation and certainly happened before the obligation, or its agreement, began."""
    for delivery in find_entries(facts.entries, Interaction):
        owed = facts.by_id.get(delivery.fulfils or "")
        if not isinstance(owed, Obligation):
            continue
        agreement = facts.by_id.get(owed.agreement)
        begun = [entry for entry in (agreement, owed) if isinstance(entry, Agreement | Obligation)]
        late = [entry for entry in begun if is_before(delivery.begin, entry.begin)]
        if late:
            message = (
                f"{delivery.id} ({delivery.begin}) fulfils {owed.id}, yet {late[0].id} began later ({late[0].begin}). "
                "It counts all the same; correct one of the two dates, or name the obligation it fulfilled then."
            )
            ids = (delivery.id, owed.id)
            yield Finding(level="warning", code="fulfilled-before-begin", message=message, entries=ids)


def check_circles(facts: Facts) -> Iterator[Finding]:
    """Agreements, obligations and deliveries that came of each other in a circle, so that none could come first.

    An obligation comes of its agreement, a delivery of the obligation it fulfils, and whatever an interaction led to
    comes of the interaction.
    """
    for circle in _find_circles(_find_origins(facts)):
        message = (
            f"{name_few(sorted(circle))} come of each other in a circle: none of them could come first. Take one link "
            "out ('fulfils', 'led_to' or 'agreement')."
        )
        yield Finding(level="warning", code="circular", message=message, entries=tuple(sorted(circle)))


def check_exclusivity(facts: Facts) -> Iterator[Finding]:
    """Agreements with somebody else in a field and market in which another agreement of a party is exclusive."""
    held = find_entries(facts.entries, Agreement)
    by_party: dict[EntryId, list[Agreement]] = {}
    for agreement in held:
        for actor in dict.fromkeys(actor for actor, _ in agreement.parties):
            by_party.setdefault(actor, []).append(agreement)
    for exclusive in held:
        parties = {actor for actor, _ in exclusive.parties} if exclusive.exclusivity else set()
        others = {other.id: other for actor in sorted(parties) for other in by_party[actor]}
        for other in others.values():
            outside = [actor for actor, _ in other.parties if actor not in parties]
            meets = (meets_in_field(exclusive, other), meets_in_market(exclusive, other))
            if other.id != exclusive.id and outside and meets == (True, True) and overlap(exclusive, other):
                message = (
                    f"{exclusive.id} is exclusive in {exclusive.exclusivity}, and {other.id} with "
                    f"{', '.join(facts.name(actor) for actor in outside)} touches the same field and market at the "
                    "same time. Say until when the one held, or correct what it covers."
                )
                ids = (exclusive.id, other.id)
                yield Finding(level="warning", code="exclusivity-broken", message=message, entries=ids)


#: every check of this module, in the order in which findings of one level are shown
LEDGER_CHECKS: tuple[Check, ...] = (
    check_assertions,
    check_overdue,
    check_ended_agreements,
    check_exclusivity,
    check_early_fulfilments,
    check_circles,
    check_surplus,
    check_renewals,
    check_soon_ended,
)


def _find_origins(facts: Facts) -> dict[EntryId, set[EntryId]]:
    """What each entry came of, among entries of the record."""
    origins: dict[EntryId, set[EntryId]] = {}
    for entry in facts.entries:
        if isinstance(entry, Obligation):
            origins.setdefault(entry.id, set()).add(entry.agreement)
        elif isinstance(entry, Interaction):
            if entry.fulfils:
                origins.setdefault(entry.id, set()).add(entry.fulfils)
            for target in entry.led_to:
                origins.setdefault(target, set()).add(entry.id)
    return {id_: {one for one in found if one in facts.by_id} for id_, found in origins.items() if id_ in facts.by_id}


def _find_circles(origins: Mapping[EntryId, set[EntryId]]) -> Iterator[set[EntryId]]:
    """Entries that lie on a circle, those of circles that hang together at once."""
    kept = _peel(_turn(_peel(dict(origins))))
    near: dict[EntryId, set[EntryId]] = {id_: set(found) for id_, found in kept.items()}
    for id_, found in kept.items():
        for one in found:
            near[one].add(id_)
    seen: set[EntryId] = set()
    for id_ in sorted(near):
        if id_ not in seen:
            circle, waiting = set(), [id_]
            while waiting:
                here = waiting.pop()
                if here not in circle:
                    circle.add(here)
                    waiting += near[here]
            seen |= circle
            yield circle


def _peel(links: Mapping[EntryId, Iterable[EntryId]]) -> dict[EntryId, set[EntryId]]:
    """Links without the entries that lead, step by step, to an entry without links: no circle passes there."""
    kept = {id_: set(found) for id_, found in links.items()}
    while True:
        left = {id_: {one for one in found if one in kept} for id_, found in kept.items()}
        left = {id_: found for id_, found in left.items() if found}
        if left == kept:
            return kept
        kept = left


def _turn(links: Mapping[EntryId, Iterable[EntryId]]) -> dict[EntryId, set[EntryId]]:
    """The same links the other way round."""
    turned: dict[EntryId, set[EntryId]] = {}
    for id_, found in links.items():
        for one in found:
            turned.setdefault(one, set()).add(id_)
    return turned


def _concerns(state: ObligationState, subject: EntryId, day: date) -> bool:
    """Whether an obligation is open on a day and belongs to an agreement, or binds an actor on either side."""
    owed = state.obligation
    has_begun = owed.begin.earliest is None or owed.begin.earliest <= day
    is_finite = owed.recurrence != "continuous"
    return (
        subject in {owed.agreement, owed.debtor, owed.creditor} and has_begun and is_finite and not state.is_fulfilled
    )
