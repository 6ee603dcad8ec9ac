"""The firms a comparison looks at, each in its own network on the same day, and what is told of them there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bridgehead.answers import ActorRef, Scalar
from bridgehead.network.network import Network
from bridgehead.questions._presences import find_in_force, is_certain
from bridgehead.questions._saying import say_actor
from bridgehead.record.entries import Actor, Assessment, Entry, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One value told of a firm.

    Attributes:
        value: as a cell shows it. cited: ids of the entries that say it.
        certain: at least one of them certainly holds on the day; what has no dates of its own, as a name, does.
    """

    value: Scalar
    cited: tuple[str, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFirm:
    """A firm in its own network.

    Attributes:
        network: on the day of the comparison. said_in: words in the locator of what counts; "" where all counts.
    """

    network: Network
    said_in: str = ""

    @property
    def actor(self) -> Actor:
        """The firm itself."""
        return self.network.actor(self.network.get_firm())

    @property
    def shown(self) -> ActorRef:
        """The firm as a row shows it."""
        return say_actor(self.network, self.network.get_firm())

    @property
    def is_founded(self) -> bool:
        """Whether it may have been founded by the day."""
        first = self.actor.founded.earliest
        return first is None or first <= self.network.day

    def find_evidence(self, entry: Entry) -> tuple[Evidence, ...]:
        """The evidence an entry rests on."""
        found = (self.network.get_entry(id_) for id_ in entry.evidence)
        return tuple(item for item in found if isinstance(item, Evidence))

    def counts(self, entry: Entry) -> bool:
        """Whether an entry stands, by the locator of its evidence, where the comparison looks."""
        wanted = self.said_in.casefold()
        return not wanted or any(wanted in item.locator.casefold() for item in self.find_evidence(entry))

    def find_assessments(self, item: str) -> tuple[Assessment, ...]:
        """What is assessed of one item of the firm as a whole, on the day; nothing before it was founded.

        An assessment without a day is none of the time before the days its evidence speaks for.
        """
        if not self.is_founded:
            return ()
        return tuple(
            held
            for held in find_in_force(self.network, Assessment)
            if (held.instrument, held.item, held.about) == ("firm", item, "")
            if self.network.actors.position_by_id.get(held.subject) == self.network.firm
            if self.counts(held) and self._is_told(held)
        )

    def _is_told(self, entry: Entry) -> bool:
        """Whether it has a day of its own, or some of its evidence may speak for a day up to the network's."""
        days = [item.on.earliest for item in self.find_evidence(entry)]
        return entry.begin.is_known or not days or any(day is None or day <= self.network.day for day in days)

    def is_certain(self, entry: Entry) -> bool:
        """Whether an entry certainly holds on the day."""
        return is_certain(self.network, entry)


def find_firms(network: Network, said_in: str = "") -> tuple[ComparedFirm, ...]:
    """The firm asked, then the library firms asked with it that may have been founded by the day.

    Args:
        network: the network asked. said_in: words in the locator of what counts; "" where all counts.

    Raises:
        NoFirmError: no firm is named.
    """
    own = ComparedFirm(network=network, said_in=said_in)
    return (own, *_find_others(own))


def _find_others(own: ComparedFirm) -> Iterator[ComparedFirm]:
    """Library firms; a copy of the firm asked, as a record made from a case is, is no other firm."""
    seen = {own.actor.id}
    for network in own.network.beside.values():
        if network.firm is None:
            continue
        other = ComparedFirm(network=network, said_in=own.said_in)
        if other.actor.id not in seen and other.is_founded:
            seen.add(other.actor.id)
            yield other
