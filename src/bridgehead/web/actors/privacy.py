"""What is kept of a person, why it may be kept, and what erasing them would take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from bridgehead.record.codec import encode
from bridgehead.record.entries import Actor, Assessment, Entry, EntryId, get_type_word
from bridgehead.record.store import Store
from bridgehead.web.actors.profile import Profile
from bridgehead.web.snapshot import Snapshot

#: the assessment that says on which ground a person's data are kept
LAWFUL_BASIS = ("privacy", "lawful_basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasing:
    """What erasing a person would do.

    Attributes:
        ids: every id the person stands under. rewrites: stored versions that lose something.
        renamed: other entries whose id names the person. mentions: entries of others that still hold the name.
        stays: entries that name the person and stay, without the name; by type word and how many.
    """

    ids: tuple[EntryId, ...]
    rewrites: int
    renamed: int
    mentions: tuple[EntryId, ...]
    stays: tuple[tuple[str, int], ...]


def foresee_erasure(store: Store, profile: Profile) -> Erasing:
    """What erasing a person would do, under every id judged to be the same; nothing is changed.

    Raises:
        NotAPersonError: it is no person.
    """
    plans = [store.plan_erasure(id_) for id_ in profile.ids]
    mentions = dict.fromkeys(id_ for plan in plans for id_ in plan.mentions)
    words = [get_type_word(entry) for entry in find_about(profile.known, profile.ids) if not isinstance(entry, Actor)]
    return Erasing(
        ids=profile.ids,
        rewrites=len({(row["old"], row["nth"]) for plan in plans for row in plan.rewrites}),
        renamed=sum(plan.renamed for plan in plans),
        mentions=tuple(id_ for id_ in mentions if id_ not in profile.ids),
        stays=tuple((word, words.count(word)) for word in dict.fromkeys(words)),
    )


def find_about(known: Snapshot, ids: Sequence[EntryId]) -> tuple[Entry, ...]:
    """Everything a record holds of an actor: its own entries, all that name it, and the evidence behind either."""
    found: dict[EntryId, Entry] = {id_: known.by_id[id_] for id_ in ids if id_ in known.by_id}
    for id_ in ids:
        found |= {entry.id: entry for entry in known.find_naming(id_)}
    found |= {entry.id: entry for entry in known.find(Assessment) if {entry.subject, entry.about} & set(ids)}
    for entry in tuple(found.values()):
        found |= {id_: known.by_id[id_] for id_ in entry.evidence if id_ in known.by_id}
    return tuple(found.values())


def export_person(known: Snapshot, ids: Sequence[EntryId]) -> bytes:
    """All that is held of a person as JSON, for the person to have: their entries first, then what names them.

    Args:
        known: the record as it stands. ids: every id of the person.
    """
    entries: list[dict[str, Any]] = [
        {"type": get_type_word(entry), **msgspec.json.decode(encode(entry))} for entry in find_about(known, ids)
    ]
    whole = {"format": "bridgehead person", "record": known.name, "ids": list(ids), "entries": entries}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2)


def get_lawful_basis(profile: Profile) -> Assessment | None:
    """The ground on which a person's data are kept, as somebody said it last; None where nobody did."""
    said = [one for one in profile.assessments if (one.instrument, one.item) == LAWFUL_BASIS]
    return max(said, key=lambda one: (one.begin.latest is not None, one.begin.latest, one.id), default=None)
