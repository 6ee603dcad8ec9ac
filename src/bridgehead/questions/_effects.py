"""What may have come of a programme: each foothold, lead, publication ... with how it is linked to the programme.

Nothing here says that the programme caused anything: an entry names the programme, came about through a member, or only
came later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bridgehead.network.network import Network
from bridgehead.questions._owed import find_own_ids
from bridgehead.questions._presences import find_presences_so_far
from bridgehead.questions._programme_seats import Seat, is_coded
from bridgehead.questions._relationships import find_our_ties_so_far, find_relationships, find_sides
from bridgehead.questions._spans import ANY_TIME, Span, find_begin, find_first
from bridgehead.record.entries import Agreement, Entry, Evidence, Interaction, Obligation, Programme, Tie, referred_ids
from bridgehead.record.parameters import get_parameter

NAMES, THROUGH, AFTER, UNORDERED, BEFORE = (
    "names the programme",
    "through a member",
    "only came after",
    "order unknown",
    "came before",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One entry that tells of something a programme may have brought.

    Attributes:
        word: which effect. entry: what tells of it. begin: when it can have come about.
        link: how it is linked to the programme. members: positions of the members it came through.
        certain: it has certainly come about by the day.
        named_others: actors it names who are not ours.
    """

    word: str
    entry: Entry
    begin: Span
    link: str
    members: tuple[int, ...]
    certain: bool
    named_others: int

    @property
    def is_linked(self) -> bool:
        """Whether the record ties it to the programme or a member, and not time alone."""
        return self.link in {NAMES, THROUGH}

    @property
    def is_unnumbered(self) -> bool:
        """Whether it gives no number and names nobody but us, so that one entry may stand for many."""
        entry = self.entry
        return isinstance(entry, Interaction) and entry.amount is None and self.named_others == 0


@dataclass(frozen=True)
class Brought:
    """Finds what programmes may have brought us by the day.

    Attributes:
        network: the network asked. programmes: those asked about. seats: the seats in them.
    """

    network: Network
    programmes: tuple[Programme, ...]
    seats: tuple[Seat, ...]

    @cached_property
    def start(self) -> Span:
        """When the first seat can have been taken; with no seats, when the first programme began."""
        begins = [seat.begin for seat in self.seats] or [find_begin(self.network, one) for one in self.programmes]
        return find_first(begins) if begins else ANY_TIME

    @cached_property
    def since(self) -> Mapping[int, Span]:
        """Member -> when they can have joined first."""
        begins: dict[int, list[Span]] = {}
        for seat in self.seats:
            for member in seat.members:
                begins.setdefault(member, []).append(seat.begin)
        return {member: find_first(spans) for member, spans in begins.items()}

    @cached_property
    def owed(self) -> Mapping[str, Obligation]:
        """Obligations under the seats, by id."""
        agreements = {seat.agreement.id for seat in self.seats}
        held = self.network.entries(Obligation)
        return {entry.id: entry for entry in held if entry.agreement in agreements}

    @cached_property
    def own(self) -> frozenset[str]:
        """Ids of the firm and its people."""
        return find_own_ids(self.network)

    @cached_property
    def _members_named(self) -> Mapping[str, tuple[int, ...]]:
        """Id of a programme, seat or obligation under one -> the members it speaks of."""
        by_agreement = {seat.agreement.id: seat.members for seat in self.seats}
        named: dict[str, tuple[int, ...]] = {programme.id: () for programme in self.programmes}
        return named | by_agreement | {id_: by_agreement[entry.agreement] for id_, entry in self.owed.items()}

    @cached_property
    def _led_from(self) -> Mapping[str, tuple[Interaction, ...]]:
        """Entry -> the interactions it came of."""
        found: dict[str, tuple[Interaction, ...]] = {}
        for interaction in self.network.entries(Interaction):
            for target in interaction.led_to:
                found[target] = (*found.get(target, ()), interaction)
        return found

    def find(self) -> Iterator[Effect]:
        """Every effect by the day, by effect in the order of the parameter."""
        if not self.programmes:
            return
        found = [self._judge(*told) for told in (*self._find_contacts(), *self._find_entries())]
        for word in get_parameter("programme_effects", "effects"):
            yield from (effect for effect in found if effect.word == word)

    def _find_entries(self) -> Iterator[tuple[str, Entry, Span]]:
        """Entries with the effect they tell of; milestones only where they name the programme."""
        for word, entry in self._find_told():
            yield word, entry, find_begin(self.network, entry)

    def _find_told(self) -> Iterator[tuple[str, Entry]]:
        yield from (("footholds", entry) for entry in find_presences_so_far(self.network))
        yield from (("customers", tie) for tie in self._find_our_ties() if tie.role == "customer")
        words = {kind: word for word, kinds in get_parameter("programme_effects", "effects").items() for kind in kinds}
        for interaction in self.network.entries(Interaction):
            if self._is_reference(interaction):
                yield "references", interaction
            elif words.get(interaction.kind) == "other":
                if self._names_programme(interaction):
                    yield "other", interaction
            elif interaction.kind in words and self._is_ours(interaction):
                yield words[interaction.kind], interaction

    def _is_ours(self, interaction: Interaction) -> bool:
        return any(actor in self.own for actor, _ in interaction.participants)

    def _find_our_ties(self) -> Iterator[Tie]:
        """Ties told from our side with somebody else."""
        for tie in find_our_ties_so_far(self.network):
            if tie.sender in self.own and self._is_other(tie.receiver):
                yield tie

    def _find_contacts(self) -> Iterator[tuple[str, Entry, Span]]:
        """What each relationship that is not with a member began with: a contact is as new as all of it is."""
        sides = set(find_sides(self.network)[list(self.since)].tolist()) if self.since else set()
        for relationship in find_relationships(self.network):
            first = self.network.get_entry(relationship.spells[0].id)
            if first is not None and relationship.other not in sides:
                yield "contacts", first, find_first(spell.begin for spell in relationship.spells)

    def _is_reference(self, interaction: Interaction) -> bool:
        """Whether a member acted as a reference in it."""
        owed = self.owed.get(interaction.fulfils or "")
        if owed is not None and is_owed_as_reference(owed):
            return True
        parts = set(get_parameter("programme_effects", "reference_parts"))
        return any(part in parts and self._position(actor) in self.since for actor, part in interaction.participants)

    def _position(self, id_: str) -> int:
        return self.network.actors.position_by_id.get(id_, -1)

    def _names_programme(self, entry: Entry) -> bool:
        found = [self.network.get_entry(id_) for id_ in entry.evidence]
        evidence = [item for item in found if isinstance(item, Evidence) and self._is_written(item)]
        return any(is_coded(item.codes, self.programmes) for item in evidence) or any(
            target in self._members_named for _, target in referred_ids(entry)
        )

    def _is_written(self, evidence: Evidence) -> bool:
        """Whether evidence may speak for a day up to the network's."""
        return evidence.on.earliest is None or evidence.on.earliest <= self.network.day

    def _judge(self, word: str, entry: Entry, begin: Span) -> Effect:
        led_from = self._led_from.get(entry.id, ())
        members = dict.fromkeys(member for one in (entry, *led_from) for member in self._find_members(one))
        if any(self._names_programme(one) for one in (entry, *led_from)):
            link = NAMES
        elif members:
            link = THROUGH
        elif self.start.is_before(begin):
            link = AFTER
        else:
            link = BEFORE if begin.is_before(self.start) else UNORDERED
        return Effect(
            word=word,
            entry=entry,
            begin=begin,
            link=link,
            members=tuple(members),
            certain=begin.has_come(self.network.day),
            named_others=sum(1 for _, target in referred_ids(entry) if self._is_other(target)),
        )

    def _is_other(self, id_: str) -> bool:
        """Whether an id is an actor's who is not ours."""
        return id_ in self.network.actors.position_by_id and id_ not in self.own

    def _find_members(self, entry: Entry) -> Iterator[int]:
        """Members an entry speaks of: by their seat, or taking part or introducing when they may have been members."""
        begin = find_begin(self.network, entry)
        for field, target in referred_ids(entry):
            yield from self._members_named.get(target, ())
            position = self._position(target)
            is_part = field in {"participants", "introduced_by"} or (
                isinstance(entry, Tie | Agreement) and field != "programme"
            )
            if is_part and position in self.since and not begin.is_before(self.since[position]):
                yield position


def is_owed_as_reference(obligation: Obligation) -> bool:
    """Whether what is owed is to act as a reference, by the words of the deliverable."""
    words = set(obligation.deliverable.casefold().replace(",", " ").split())
    return not words.isdisjoint(get_parameter("programme_effects", "reference_words"))
