"""What is agreed with somebody, what either side owes, who brought whom together, and everything in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bridgehead.record.dates import UNKNOWN, InForce, When
from bridgehead.record.entries import Agreement, Assessment, Entry, Evidence, Interaction, Obligation, Tie
from bridgehead.record.ledger import ObligationState, get_state
from bridgehead.web.actors.profile import Profile
from bridgehead.web.words import N_

#: kinds of interaction in which somebody is asked for, or gives, a way to others
_OPENING = frozenset({"ask", "introduction", "lead"})
#: what a moment is
MOMENTS = {"begin": "", "end": N_("ended"), "renewal": N_("renewal or notice due")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing in the course of things.

    Attributes:
        when: as it was said. entry: what tells it. what: a key of `MOMENTS`.
        is_possible: by its date it need not have happened by the day.
    """

    when: When
    entry: Entry
    what: str
    is_possible: bool


def find_agreements(profile: Profile) -> tuple[tuple[Agreement, InForce], ...]:
    """The agreements that bind an actor, by the day, with whether each holds; those in force first."""
    held = [
        (entry, profile.network.status(entry))
        for entry in profile.naming
        if isinstance(entry, Agreement) and any(party in profile.ids for party, _ in entry.parties)
    ]
    order = [InForce.CERTAIN, InForce.POSSIBLE, InForce.NOT]
    return tuple(sorted(held, key=lambda pair: (order.index(pair[1]), pair[0].id)))


def find_owed(profile: Profile) -> tuple[ObligationState, ...]:
    """How each obligation that an actor owes or is owed stands on the day, by id."""
    states = []
    for entry in sorted(profile.naming, key=lambda one: one.id):
        if isinstance(entry, Obligation):
            naming = profile.known.find_naming(entry.id)
            deliveries = [one for one in naming if isinstance(one, Interaction) and one.fulfils == entry.id]
            agreement = profile.known.by_id.get(entry.agreement)
            bound = agreement if isinstance(agreement, Agreement) else None
            states.append(get_state(entry, deliveries, profile.network.day, bound))
    return tuple(states)


def find_introductions(profile: Profile) -> tuple[Entry, ...]:
    """Asks, introductions and leads an actor took part in or was the aim of, ties made through it; newest first."""
    found: dict[str, Entry] = {}
    for entry in profile.naming:
        is_opening = isinstance(entry, Interaction) and entry.kind in _OPENING
        if is_opening or (isinstance(entry, Tie) and entry.introduced_by in profile.ids):
            found[entry.id] = entry
    for entry in profile.network.entries_so_far(Interaction):
        if entry.about in profile.ids and entry.kind in _OPENING:
            found[entry.id] = entry
    return tuple(sorted(found.values(), key=lambda entry: (_get_moment(entry.begin), entry.id), reverse=True))


def build_timeline(profile: Profile) -> tuple[Moment, ...]:
    """Everything dated that names an actor, newest first; what has no date stands last."""
    moments = [moment for entry in (*profile.naming, *profile.assessments) for moment in _find_moments(profile, entry)]
    return tuple(sorted(moments, key=lambda one: (_get_moment(one.when), one.entry.id), reverse=True))


def _find_moments(profile: Profile, entry: Entry) -> Iterator[Moment]:
    if isinstance(entry, Evidence):
        return
    dates = [("begin", entry.begin)]
    if not isinstance(entry, Interaction | Assessment):
        dates += [("end", entry.end)] if entry.end.is_known else []
    if isinstance(entry, Agreement) and entry.renewal.is_known:
        dates.append(("renewal", entry.renewal))
    day = profile.network.day
    for what, when in dates:
        if when.earliest is not None and when.earliest > day:
            continue
        is_possible = when == UNKNOWN or when.latest is None or when.latest > day
        yield Moment(when=when, entry=entry, what=what, is_possible=is_possible)


def _get_moment(when: When) -> date:
    return when.latest or when.earliest or date.min
