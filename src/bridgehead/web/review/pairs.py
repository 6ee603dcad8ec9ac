"""Two actors side by side, so that a person can tell whether they are one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bridgehead.errors import RefusedError
from bridgehead.firm.reviewing import Profile, describe_actors
from bridgehead.matching.candidates import Candidate
from bridgehead.record.markets import label
from bridgehead.web.snapshot import Snapshot
from bridgehead.web.words import N_


class JudgedAlreadyError(RefusedError):
    """A pair is not open any more."""

    def __init__(self, left: str, right: str) -> None:
        """Args: names of the two."""
        self.left, self.right = left, right
        super().__init__(
            f"{left} and {right} are no open pair any more: somebody judged them, or one is gone. Nothing was changed."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFact:
    """A fact about either of two actors; "" where nothing is known. is_same: both are known and alike."""

    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether both are known and alike."""
        return bool(self.left) and {text.casefold() for text in self.left} == {text.casefold() for text in self.right}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPair:
    """A pair with what is known of either. confidence: chance that they are one, 0..1."""

    candidate: Candidate
    left: Profile
    right: Profile
    facts: tuple[ComparedFact, ...]


def compare_pair(snapshot: Snapshot, candidate: Candidate) -> ComparedPair:
    """A pair side by side.

    Args:
        snapshot: of the record. candidate: the pair.
    """
    profiles = describe_actors(snapshot.entries(), (candidate.left, candidate.right))
    left, right = profiles[candidate.left], profiles[candidate.right]
    told = zip(_tell(left), _tell(right), strict=True)
    facts = (ComparedFact(label=name, left=mine, right=theirs) for (name, mine), (_, theirs) in told if mine or theirs)
    return ComparedPair(candidate=candidate, left=left, right=right, facts=tuple(facts))


def _tell(profile: Profile) -> Iterator[tuple[str, tuple[str, ...]]]:
    actor = profile.actor
    yield N_("Kind"), (actor.kind,)
    yield N_("Market"), (label(actor.market),) if actor.market else ()
    yield N_("Also called"), actor.aliases
    yield N_("Known as"), tuple(f"{scheme}: {value}" for scheme, value in actor.identifiers)
    yield N_("Field"), tuple(text for text in (actor.field, actor.sector) if text)
    yield N_("Ties"), profile.ties
    yield N_("Sources"), profile.sources


def get_pair(pairs: tuple[Candidate, ...], left: str, right: str, snapshot: Snapshot) -> Candidate:
    """The open pair of two actors.

    Raises:
        JudgedAlreadyError: there is none.
    """
    for pair in pairs:
        if (pair.left, pair.right) == (left, right):
            return pair
    raise JudgedAlreadyError(snapshot.get_name(left), snapshot.get_name(right))
