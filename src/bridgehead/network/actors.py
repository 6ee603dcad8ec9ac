"""The actors of a network: who stands at which position, merged where judged the same, found by id or name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from bridgehead.errors import MisuseError, NotFoundError, suggest
from bridgehead.network.inferred import InferredMarket
from bridgehead.network.ties import Bools, Ints
from bridgehead.record.entries import Actor, Judgement
from bridgehead.record.findings import Finding
from bridgehead.record.identity import resolve


class ActorNotFoundError(NotFoundError):
    """No actor has this id or name."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        """Args: text as asked; names: the names there are."""
        self.text = text
        super().__init__(f"No actor {text!r} in the record.{suggest(text, names)} 'bridgehead show actors' lists all.")


class AmbiguousActorError(MisuseError):
    """Several actors have this name."""

    def __init__(self, text: str, ids: Sequence[str]) -> None:
        """Args: text as asked; ids of the actors of this name."""
        self.text, self.ids = text, tuple(ids)
        super().__init__(f"{len(ids)} actors are called {text!r}. Name one by its id: {', '.join(ids[:8])}.")


@dataclass(frozen=True)
class Actors:
    """Actors by position; merged ones stand once, under the smallest of their ids.

    Attributes:
        held: the actors in order of id; where no source states a market, with the one inferred.
        canonical: every actor id of the record -> the id it stands under.
        findings: contradictions among identity judgements.
        inferred: id -> the market that was inferred, for those held whose market nobody stated.
    """

    held: tuple[Actor, ...]
    canonical: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    inferred: Mapping[str, InferredMarket] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        actors: Sequence[Actor],
        judgements: Iterable[Judgement],
        inferred: Mapping[str, InferredMarket] | None = None,
    ) -> Actors:
        """Actors with identity judgements applied, and inferred markets where none is stated.

        Args:
            actors: the record's actors. judgements: the record's identity judgements.
            inferred: the market inferred for an actor, by id.
        """
        identities = resolve([actor.id for actor in actors], tuple(judgements))
        groups: dict[str, list[Actor]] = {}
        for actor in sorted(actors, key=lambda actor: actor.id):
            groups.setdefault(identities.canonical_by_id[actor.id], []).append(actor)
        merged = [_merge(group) for _, group in sorted(groups.items())]
        found = {
            actor.id: market
            for actor in merged
            if not actor.market and (market := _infer(groups[actor.id], inferred or {}))
        }
        return cls(
            held=tuple(
                replace(actor, market=found[actor.id].market) if actor.id in found else actor for actor in merged
            ),
            canonical=identities.canonical_by_id,
            findings=tuple(identities.findings),
            inferred=found,
        )

    def __len__(self) -> int:
        """Number of actors."""
        return len(self.held)

    @cached_property
    def position_by_id(self) -> dict[str, int]:
        """Every id, merged ones included -> position."""
        own = {actor.id: position for position, actor in enumerate(self.held)}
        return {id_: own[target] for id_, target in self.canonical.items() if target in own}

    @cached_property
    def _ids_by_name(self) -> dict[str, list[str]]:
        ids: dict[str, list[str]] = {}
        for actor in self.held:
            for name in {actor.name.casefold(), *(alias.casefold() for alias in actor.aliases)}:
                ids.setdefault(name, []).append(actor.id)
        return ids

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """Codes of the markets actors are in, sorted."""
        return tuple(sorted({actor.market for actor in self.held if actor.market}))

    @cached_property
    def market_of(self) -> Ints:
        """Position of each actor's home market in `markets`, shape (n_actors,); -1 where unknown."""
        number = {code: position for position, code in enumerate(self.markets)}
        return np.array([number.get(actor.market or "", -1) for actor in self.held], dtype=np.int64)

    @cached_property
    def is_market_inferred(self) -> Bools:
        """Whether each actor's market was inferred and not stated, shape (n_actors,)."""
        return np.array([actor.id in self.inferred for actor in self.held], dtype=np.bool_)

    @cached_property
    def is_person(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether each actor is a person, shape (n_actors,)."""
        return np.array([actor.kind == "person" for actor in self.held], dtype=np.bool_)

    @cached_property
    def is_organisation(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether each actor is an organisation, shape (n_actors,)."""
        return np.array([actor.kind == "organisation" for actor in self.held], dtype=np.bool_)

    def find(self, text: str) -> int:
        """The position of an actor named by id, name or alias; case does not matter for names.

        Raises:
            ActorNotFoundError: nobody is called so. AmbiguousActorError: several are.
        """
        position = self.position_by_id.get(text)
        if position is not None:
            return position
        ids = self._ids_by_name.get(text.strip().casefold(), [])
        if len(ids) > 1:
            raise AmbiguousActorError(text, ids)
        if not ids:
            raise ActorNotFoundError(text, (actor.name for actor in self.held))
        return self.position_by_id[ids[0]]


def _infer(group: Sequence[Actor], inferred: Mapping[str, InferredMarket]) -> InferredMarket | None:
    """The surest of the markets inferred for one actor under its several ids."""
    found = [inferred[actor.id] for actor in group if actor.id in inferred]
    return max(found, key=lambda one: one.confidence or 0.0, default=None)


def _merge(group: Sequence[Actor]) -> Actor:
    """One actor of several judged the same: the first one's fields, filled from the others where it has none."""
    first = group[0]
    if len(group) == 1:
        return first
    names = dict.fromkeys(name for actor in group for name in (actor.name, *actor.aliases))
    return replace(
        first,
        aliases=tuple(name for name in names if name != first.name),
        market=next((actor.market for actor in group if actor.market), None),
        active_markets=tuple(dict.fromkeys(code for actor in group for code in actor.active_markets)),
        field=next((actor.field for actor in group if actor.field), ""),
        sector=next((actor.sector for actor in group if actor.sector), ""),
        identifiers=tuple(dict.fromkeys(pair for actor in group for pair in actor.identifiers)),
        evidence=tuple(dict.fromkeys(id_ for actor in group for id_ in actor.evidence)),
    )
