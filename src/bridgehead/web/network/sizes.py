"""What the size of an actor on the drawing may stand for; every measure is one that answers use as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from bridgehead.network.measures import betweenness, burt
from bridgehead.network.network import Network
from bridgehead.network.ties import Floats, Ints
from bridgehead.record.parameters import get_parameter
from bridgehead.web.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of actors.

    Attributes:
        label: its name. meaning: what more of it means, in a sentence.
        work_out: its value for every actor on the network's day, shape (n_actors,); NaN where nobody can tell.
    """

    label: str
    meaning: str
    work_out: Callable[[Network], Floats]


def _count_contacts(network: Network) -> Floats:
    first, second = _find_pairs(network)
    counts: Floats = np.bincount(np.concatenate([first, second]), minlength=len(network.actors)).astype(np.float64)
    return counts


def _sum_strengths(network: Network) -> Floats:
    """Sum of the known strengths; NaN for who has ties of unknown strength only."""
    used = network.world.used
    known = ~np.isnan(used)
    ends = np.concatenate([network.ties.sender[known], network.ties.receiver[known]])
    sums = np.bincount(ends, weights=np.tile(used[known], 2), minlength=len(network.actors))
    found: Floats = np.where(np.bincount(ends, minlength=len(network.actors)) > 0, sums, np.nan)
    return found


def _constraint(network: Network) -> Floats:
    return burt(len(network.actors), *_find_pairs(network)).constraint


def _effective_size(network: Network) -> Floats:
    return burt(len(network.actors), *_find_pairs(network)).effective_size


def _betweenness(network: Network) -> Floats:
    """Between others, ourselves left out: our own is trivially large in a record of our contacts."""
    first, second = _find_pairs(network)
    is_own = np.zeros(len(network.actors), dtype=np.bool_) if network.firm is None else network.is_own
    others = ~is_own[first] & ~is_own[second]
    steps, seed = (int(get_parameter("structural_holes", name)) for name in ("betweenness_steps", "seed"))
    found = betweenness(
        len(network.actors),
        first[others],
        second[others],
        sources=max(steps // max(2 * int(others.sum()), 1), 2),
        rng=np.random.default_rng(seed),
    )
    return np.where(is_own, np.nan, found.score)


def _find_pairs(network: Network) -> tuple[Ints, Ints]:
    """Tied pairs on the network's day, each once."""
    ties, n_actors = network.ties, max(len(network.actors), 1)
    keys = np.unique(np.minimum(ties.sender, ties.receiver) * n_actors + np.maximum(ties.sender, ties.receiver))
    return keys // n_actors, keys % n_actors


MEASURES: Mapping[str, Measure] = {
    "contacts": Measure(
        label=N_("Contacts"), meaning=N_("How many others an actor is tied to."), work_out=_count_contacts
    ),
    "strength": Measure(
        label=N_("Strength"),
        meaning=N_("Known strengths of an actor's ties, added up."),
        work_out=_sum_strengths,
    ),
    "effective_size": Measure(
        label=N_("Effective size"),
        meaning=N_("Contacts less their redundancy (Burt 1992), ties counted alike. More: more open."),
        work_out=_effective_size,
    ),
    "constraint": Measure(
        label=N_("Constraint"),
        meaning=N_("How far contacts close in on an actor (Burt 1992), ties counted alike. More: less free."),
        work_out=_constraint,
    ),
    "betweenness": Measure(
        label=N_("Betweenness"),
        meaning=N_("Pairs of others whose shortest routes pass here, our own firm left out; sampled where large."),
        work_out=_betweenness,
    ),
}
