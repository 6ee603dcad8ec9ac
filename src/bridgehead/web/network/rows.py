"""The drawing as a table: the ties and actors of a day, a page of rows at a time, in the order asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bridgehead.network.lens import WithTie
from bridgehead.network.network import Network
from bridgehead.network.ties import KIND_NUMBER, KINDS, Bools, Floats, Ints
from bridgehead.record.dates import OPEN, UNKNOWN, InForce, When
from bridgehead.record.entries import Actor, Agreement, Entry, Tie
from bridgehead.web.network.drawing import Drawing
from bridgehead.web.words import N_

CHANGES = {"gained": N_("gained"), "lost": N_("lost"), "kept": N_("kept")}
STANDINGS = {
    InForce.CERTAIN: N_("in force"),
    InForce.POSSIBLE: N_("possibly in force"),
    InForce.NOT: N_("not in force"),
}
SORTS_OF_TIES = ("sender", "receiver", "kind", "strength", "begin", "end")
SORTS_OF_ACTORS = ("name", "kind", "market", "contacts", "size")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is looked at: a day, perhaps a second one to compare it with, and perhaps one actor.

    Attributes:
        day: the day shown. before: the day it is compared with. actor: position of the one whose ties are listed.
        hidden: kinds of tie that are not shown.
    """

    day: date
    before: date | None = None
    actor: int | None = None
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """One tie as a row.

    Attributes:
        sender, receiver: the actors. kind, role: of the tie. strength: 0..1 or None, unknown. begin, end: as said.
        standing: whether it holds on the day. change: gained, lost or kept; "" without comparison.
        entry: id of the entry it was read from, "" for an imagined one. evidence: ids of what it rests on.
    """

    sender: Actor
    receiver: Actor
    kind: str
    role: str
    strength: float | None
    begin: When
    end: When
    standing: InForce
    change: str
    entry: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """One actor as a row: `contacts` on the day, `size` by the measure chosen or None."""

    actor: Actor
    contacts: int
    size: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Ties of a day, all and those that only possibly hold; and what changed since the other day, where there is one.

    Attributes:
        held: certainly or possibly in force. possible: of them, only possibly. undated: of them, of unknown beginning.
        gained, lost, kept: since the other day, each (all, resting on what only possibly holds on one of the days).
    """

    held: int
    possible: int
    undated: int
    gained: tuple[int, int] | None = None
    lost: tuple[int, int] | None = None
    kept: tuple[int, int] | None = None


def count_ties(drawing: Drawing, sight: Sight) -> Counts:
    """How many ties of the kinds shown a day has, drawn or not."""
    growth, shown = drawing.growth, _is_shown(drawing, sight)
    held, certain = growth.may_hold(sight.day) & shown, growth.certainly_holds(sight.day)
    undated = int((held & _has_no_beginning(drawing)).sum())
    basis = Counts(held=int(held.sum()), possible=int((held & ~certain).sum()), undated=undated)
    if sight.before is None:
        return basis
    was, was_certain = growth.may_hold(sight.before) & shown, growth.certainly_holds(sight.before)
    unsure = (held & ~certain) | (was & ~was_certain)
    return Counts(
        held=basis.held,
        possible=basis.possible,
        undated=basis.undated,
        gained=_count(held & ~was, unsure),
        lost=_count(was & ~held, unsure),
        kept=_count(was & held, unsure),
    )


def _is_shown(drawing: Drawing, sight: Sight) -> Bools:
    """Ties of the kinds that are not hidden."""
    found: Bools = ~np.isin(drawing.growth.ties.kind, [KIND_NUMBER[kind] for kind in sight.hidden])
    return found


def _has_no_beginning(drawing: Drawing) -> Bools:
    """Ties that may always have held, for nobody told since when; an imagined tie holds always."""
    growth = drawing.growth
    found: Bools = np.isneginf(growth.possible_from) & ~np.isneginf(growth.certain_from)
    return found


def _count(found: Bools, unsure: Bools) -> tuple[int, int]:
    return int(found.sum()), int((found & unsure).sum())


def find_ties(drawing: Drawing, sight: Sight, *, undated: bool = False) -> Ints:
    """Positions of the ties to list: those of the day and, in a comparison, those lost since the other one.

    Args:
        drawing: with all ties. sight: what is looked at. undated: only those of which nobody told when they began.
    """
    growth = drawing.growth
    wanted = growth.may_hold(sight.day)
    if sight.before is not None:
        wanted = wanted | growth.may_hold(sight.before)
    wanted = wanted & _is_shown(drawing, sight)
    if sight.actor is not None:
        wanted = wanted & ((growth.ties.sender == sight.actor) | (growth.ties.receiver == sight.actor))
    if undated:
        wanted = wanted & _has_no_beginning(drawing)
    return np.flatnonzero(wanted)


def sort_ties(network: Network, drawing: Drawing, ties: Ints, by: str) -> Ints:
    """Ties in the order asked for; a leading "-" turns it around, unknown values stand last either way.

    Args:
        network: whose names count. drawing: with all ties. ties: positions. by: sender, receiver, kind, strength, begin
            or end.
    """
    growth, ranks = drawing.growth, _rank_names(network)
    columns: Mapping[str, Callable[[], Floats]] = {
        "sender": lambda: ranks[growth.ties.sender[ties]],
        "receiver": lambda: ranks[growth.ties.receiver[ties]],
        "kind": lambda: growth.ties.kind[ties].astype(np.float64),
        "strength": lambda: growth.used[ties],
        "begin": lambda: _known(growth.certain_from[ties], growth.possible_from[ties]),
        "end": lambda: _known(growth.possible_until[ties], growth.certain_until[ties]),
    }
    name = by.lstrip("-")
    values = columns[name if name in columns else "sender"]()
    keyed = -values if by.startswith("-") else values
    return ties[np.lexsort((ties, ranks[growth.ties.receiver[ties]], ranks[growth.ties.sender[ties]], keyed))]


def _known(first: Floats, second: Floats) -> Floats:
    """The first bound where it is one, else the second, else NaN, which sorts last."""
    found: Floats = np.where(np.isfinite(first), first, np.where(np.isfinite(second), second, np.nan))
    return found


def _rank_names(network: Network) -> Floats:
    """The place of each actor in the order of names, shape (n_actors,)."""
    names = [actor.name.casefold() for actor in network.actors.held]
    order = sorted(range(len(names)), key=lambda place: (names[place], place))
    ranks = np.empty(len(names))
    ranks[order] = np.arange(len(names))
    return ranks


def build_tie_rows(network: Network, drawing: Drawing, sight: Sight, ties: Ints) -> list[TieRow]:
    """Rows of some ties."""
    growth = drawing.growth
    held, certain = growth.may_hold(sight.day), growth.certainly_holds(sight.day)
    was = None if sight.before is None else growth.may_hold(sight.before)
    rows = []
    for tie in ties.tolist():
        source = growth.sources[int(growth.ties.source[tie])]
        standing = InForce.CERTAIN if certain[tie] else InForce.POSSIBLE if held[tie] else InForce.NOT
        change = "" if was is None else "kept" if was[tie] and held[tie] else "gained" if held[tie] else "lost"
        rows.append(
            TieRow(
                sender=network.actor(int(growth.ties.sender[tie])),
                receiver=network.actor(int(growth.ties.receiver[tie])),
                kind=KINDS[int(growth.ties.kind[tie])],
                role=_tell_role(source),
                strength=None if np.isnan(growth.used[tie]) else float(growth.used[tie]),
                begin=UNKNOWN if isinstance(source, WithTie) else source.begin,
                end=_tell_end(source),
                standing=standing,
                change=change,
                entry="" if isinstance(source, WithTie) else source.id,
                evidence=() if isinstance(source, WithTie) else source.evidence,
            )
        )
    return rows


def _tell_role(source: Entry | WithTie) -> str:
    if isinstance(source, Tie):
        return source.role.replace("_", " ")
    return source.form.replace("_", " ") if isinstance(source, Agreement) else ""


def _tell_end(source: Entry | WithTie) -> When:
    """The end as it was said; contacts and imagined ties have none."""
    return source.end if isinstance(source, Tie | Agreement) else OPEN if isinstance(source, WithTie) else UNKNOWN


def count_contacts(drawing: Drawing, day: date) -> Ints:
    """Others each actor is tied to on a day, shape (n_actors,)."""
    ties, n_actors = drawing.growth.ties, max(len(drawing.is_own), 1)
    held = drawing.growth.may_hold(day)
    keys = np.unique(
        np.minimum(ties.sender[held], ties.receiver[held]) * n_actors
        + np.maximum(ties.sender[held], ties.receiver[held])
    )
    ends = np.concatenate([keys // n_actors, keys % n_actors])
    counts: Ints = np.bincount(ends, minlength=len(drawing.is_own)).astype(np.int64)
    return counts


def sort_actors(network: Network, contacts: Ints, sizes: Floats, by: str) -> Ints:
    """All actors in the order asked for; as `sort_ties`, by name, kind, market, contacts or size."""
    ranks, held = _rank_names(network), network.actors.held
    name = by.lstrip("-")
    if name in {"kind", "market"}:
        words: Sequence[str] = [getattr(actor, name) or "" for actor in held]
        number = {word: place for place, word in enumerate(sorted(set(words)))}
        values = np.array([number[word] if word else np.nan for word in words], dtype=np.float64)
    else:
        values = {"contacts": contacts.astype(np.float64), "size": sizes}.get(name, ranks)
    keyed = -values if by.startswith("-") else values
    order: Ints = np.lexsort((ranks, keyed)).astype(np.int64)
    return order


def build_actor_rows(network: Network, contacts: Ints, sizes: Floats, actors: Ints) -> list[ActorRow]:
    """Rows of some actors."""
    return [
        ActorRow(
            actor=network.actor(actor),
            contacts=int(contacts[actor]),
            size=None if np.isnan(sizes[actor]) else float(sizes[actor]),
        )
        for actor in actors.tolist()
    ]
