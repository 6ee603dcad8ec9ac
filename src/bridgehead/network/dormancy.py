"""Dormant ties: once strong, now silent, never erased.

Axelsson & Agndal call what past business leaves behind relationship sediment: it rests, and can be revived. What a
pair's contacts once showed is worked out on the days of the contacts themselves, for between two contacts all sums only
fade: one pass per pair finds the peak.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bridgehead.network.network import Network
from bridgehead.network.strength import (
    Contact,
    Sums,
    agreement_sums,
    find_contacts,
    mean_known,
    with_lasting,
)
from bridgehead.record.entries import Interaction
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import find_entries

State = Literal["dormant", "going cold", "alive", "never strong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How the observed strength of a pair rose and fell.

    Attributes:
        peak: highest observed strength on the day of a contact, 0..1. peak_day: the first such day.
        at_peak: the newest contact of that day.
        today: observed strength on the day asked about, agreements in force included. time: its time component.
        last: the newest contact. silent_days: from then to the day asked about. contacts: how many there were.
    """

    peak: float
    peak_day: date
    at_peak: Interaction
    today: float
    time: float
    last: Contact
    silent_days: int
    contacts: int

    def state(self, limit_days: float) -> State:
        """Dormant, going cold, alive or never strong.

        Dormant: the peak was strong, no contact for `limit_days`, and today it is not strong any more, in strength or
        in the time component. The time component is asked as well because reciprocity, being a ratio, does not fade:
        two who wrote to each other equally often would never fall silent. Going cold: the peak was strong, today is
        weaker, and more than half of the limit has passed without a contact.

        Args:
            limit_days: days of silence, as `dormant_after_days` of the parameters.
        """
        strong = float(get_parameter("tie_strength", "strong_from"))
        if self.peak < strong:
            return "never strong"
        if self.silent_days >= limit_days and min(self.today, self.time) < strong:
            return "dormant"
        return "going cold" if self.silent_days > limit_days / 2 and self.today < self.peak else "alive"


def trace_courses(
    contacts: Iterable[Contact], day: date, lasting: Mapping[tuple[int, int], float] | None = None
) -> dict[tuple[int, int], Course]:
    """The course of every pair in contact.

    Args:
        contacts: up to the day, in any order. day: the day asked about.
        lasting: undecayed sum of each pair's agreements in force; None where there are none.

    Returns:
        (lower position, higher position) -> Course; pairs whose contacts all weigh nothing are left out.
    """
    by_pair: dict[tuple[int, int], list[Contact]] = {}
    for contact in contacts:
        by_pair.setdefault((contact.first, contact.second), []).append(contact)
    courses: dict[tuple[int, int], Course] = {}
    for pair, held in by_pair.items():
        course = _trace(sorted(held, key=lambda contact: contact.day), day, (lasting or {}).get(pair, 0.0))
        if course is not None:
            courses[pair] = course
    return courses


def _trace(contacts: list[Contact], day: date, lasting: float) -> Course | None:
    """The course of one pair from its contacts in the order of their days."""
    sums = Sums(newest=contacts[0])
    peak, at_peak = 0.0, contacts[0]
    for place, contact in enumerate(contacts):
        if place:
            sums.fade((contact.day - contacts[place - 1].day).days)
        sums.add(contact)
        is_last_of_day = place + 1 == len(contacts) or contacts[place + 1].day > contact.day
        if is_last_of_day and sums.time > 0 and (strength := mean_known(sums.components())) > peak:
            peak, at_peak = strength, contact
    if sums.time == 0:
        return None
    last = contacts[-1]
    silent_days = (day - last.day).days
    sums.fade(silent_days)
    time, reciprocity, intimacy = sums.components()
    time = with_lasting(time, lasting) or 0.0
    return Course(
        peak=peak,
        peak_day=at_peak.day,
        at_peak=at_peak.entry,
        today=mean_known((time, reciprocity, intimacy)),
        time=time,
        last=last,
        silent_days=silent_days,
        contacts=len(contacts),
    )


def find_courses(network: Network) -> dict[tuple[int, int], Course]:
    """The course of every pair of a network that was ever in contact.

    Args:
        network: as it is seen on its day; contacts of actors imagined away do not count.
    """
    world, size = network.world, len(network.actors)
    positions = {
        id_: None if id_ in world.gone else position for id_, position in network.actors.position_by_id.items()
    }
    keys, sums = agreement_sums(world.ties, world.sources, size)
    lasting = {divmod(key, size): value for key, value in zip(keys.tolist(), sums.tolist(), strict=True)}
    contacts = find_contacts(find_entries(world.held, Interaction), positions, network.day)
    return trace_courses(contacts, network.day, lasting)
