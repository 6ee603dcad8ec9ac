"""Classifying a firm's own interactions: mechanisms proposed by title, confirmed or refused many at a time.

A proposal is nothing but a proposal: it counts nowhere until a person confirms it. What was confirmed stands in the
interactions; what was refused is remembered beside them, so that it is not proposed again. Either is one change and can
be undone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bridgehead.errors import MisuseError, NotFoundError, suggest
from bridgehead.matching.words import split_words
from bridgehead.network.network import Network
from bridgehead.questions._coordination_log import read_log
from bridgehead.questions._coordination_proposals import find_proposals
from bridgehead.record.entries import Assessment, Entry, Evidence, Interaction
from bridgehead.record.record import REFUSED_MECHANISM
from bridgehead.record.store import Store
from bridgehead.record.versions import Change

_NO_TITLE = "(no title)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedGroup:
    """Interactions for which one rule proposes one mechanism.

    Attributes:
        name: what it is called on the command line, such as "course:training".
        mechanism: what is proposed. because: the words, or the kind of interaction, that propose it.
        proposed: (interaction, proposed forms), in the record's order.
    """

    name: str
    mechanism: str
    because: str
    proposed: tuple[tuple[Interaction, tuple[str, ...]], ...]

    @property
    def titles(self) -> tuple[tuple[str, int], ...]:
        """(title, how many bear it), the most frequent first."""
        counts = Counter(interaction.topic or _NO_TITLE for interaction, _ in self.proposed)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def forms(self) -> tuple[tuple[tuple[str, ...], int], ...]:
        """(forms, for how many they are proposed), the most frequent first."""
        counts = Counter(forms for _, forms in self.proposed)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def split(self) -> Iterator[ProposedGroup]:
        """The same by title, each a group of its own."""
        for title, _ in self.titles:
            held = tuple(pair for pair in self.proposed if (pair[0].topic or _NO_TITLE) == title)
            yield replace(self, proposed=held)


class UnknownGroupError(NotFoundError):
    """No group of proposals has this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Args: name as given; known: the names there are."""
        self.name = name
        listed = f"The groups are: {', '.join(known)}." if known else "Nothing is proposed."
        super().__init__(f"No group of proposals {name!r}.{suggest(name, known)} {listed}")


class TwiceAnsweredError(MisuseError):
    """A group of proposals is both confirmed and refused."""

    def __init__(self, names: Sequence[str]) -> None:
        """Args: names of the groups."""
        self.names = tuple(names)
        super().__init__(f"Both confirmed and refused: {', '.join(names)}. Name each under --yes or --no alone.")


def find_groups(network: Network) -> tuple[ProposedGroup, ...]:
    """What is proposed for interactions without mechanism or form, the groups of most interactions first.

    Args:
        network: the record on a day; it names its firm.

    Raises:
        NoFirmError: nobody said whose record it is.
    """
    found: dict[tuple[str, str], list[tuple[Interaction, tuple[str, ...]]]] = {}
    for interaction, proposal in find_proposals(read_log(network)):
        if proposal is not None:
            found.setdefault((proposal.mechanism, proposal.because), []).append((interaction, proposal.forms))
    groups = (
        ProposedGroup(
            name=f"{mechanism}:{'-'.join(split_words(because.replace('*', '')))}",
            mechanism=mechanism,
            because=because,
            proposed=tuple(proposed),
        )
        for (mechanism, because), proposed in found.items()
    )
    return tuple(sorted(groups, key=lambda group: (-len(group.proposed), group.name)))


def pick_groups(groups: Sequence[ProposedGroup], names: Sequence[str]) -> tuple[ProposedGroup, ...]:
    """The groups of some names, or of a mechanism: "course:training", "course".

    Raises:
        UnknownGroupError: there is none of a name.
    """
    picked: dict[str, ProposedGroup] = {}
    for name in names:
        held = [group for group in groups if name in {group.name, group.mechanism}]
        if not held:
            known = [*(group.name for group in groups), *(group.mechanism for group in groups)]
            raise UnknownGroupError(name, list(dict.fromkeys(known)))
        picked.update({group.name: group for group in held})
    return tuple(picked.values())


def settle_groups(
    store: Store, yes: Iterable[ProposedGroup], no: Iterable[ProposedGroup], *, by: str, on: date
) -> Change:
    """Write what a person confirmed and refused, in one change.

    Args:
        store: the record. yes: groups confirmed: their interactions get mechanism and forms. no: groups refused.
        by: who says so. on: when.

    Raises:
        TwiceAnsweredError: a group is in both.
    """
    confirmed, refused = tuple(yes), tuple(no)
    ids = {interaction.id for group in confirmed for interaction, _ in group.proposed}
    twice = [group.name for group in refused if any(interaction.id in ids for interaction, _ in group.proposed)]
    if twice:
        raise TwiceAnsweredError(twice)
    entries = [entry for group in confirmed for entry in _confirm(group, by, on)]
    entries += [_refuse(group, interaction, by) for group in refused for interaction, _ in group.proposed]
    said = [f"{sum(len(group.proposed) for group in told)} {word}" for told, word in
            ((confirmed, "mechanisms confirmed"), (refused, "refused")) if told]  # fmt: skip
    return store.put(entries, action="edit", by=by, summary=", ".join(said))


def _confirm(group: ProposedGroup, by: str, on: date) -> Iterator[Entry]:
    """The statement, then the interactions with what was proposed for them."""
    statement = Evidence(
        id=f"classified:{group.name}:{on.isoformat()}",
        # the day of the statement is not the day it speaks for, so it stands in the reference
        reference=f"classified by {by} on {on.isoformat()}",
        kind="statement",
        paraphrase=f"What is proposed as {group.mechanism.replace('_', ' ')} because of '{group.because}' is that.",
        by=by,
    )
    yield statement
    for interaction, forms in group.proposed:
        evidence = tuple(dict.fromkeys((*interaction.evidence, statement.id)))
        yield replace(interaction, mechanism=group.mechanism, forms=forms, evidence=evidence)


def _refuse(group: ProposedGroup, interaction: Interaction, by: str) -> Assessment:
    instrument, item = REFUSED_MECHANISM
    return Assessment(
        id=f"refused:{interaction.id}:{group.mechanism}",
        subject=interaction.id,
        instrument=instrument,
        item=item,
        value=group.mechanism,
        by=by,
    )
