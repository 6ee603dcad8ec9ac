"""Whom an organisation goes with: the markets and kinds of its partners, beside those of everybody's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridgehead.record.parameters import get_parameter
from bridgehead.registry.past import Floats, Past


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tastes:
    """What each organisation has with each group (a market, or a kind); the last group is unknown.

    Attributes:
        group: (n,) of each organisation. strength: (n, n_groups + 1) of recent ties with the group.
        leaning: (n, n_groups + 1) log of the group's share in its ties over that in everybody's; 0 as everybody.
    """

    group: NDArray[np.int64]
    strength: Floats
    leaning: Floats


def find_tastes(past: Past, group: NDArray[np.int16], n_groups: int) -> Tastes:
    """The tastes of everybody, from recent ties; who has few is held to be as everybody.

    Args:
        past: what is known. group: (n,) of each organisation, -1 unknown. n_groups: how many there are.
    """
    prior = float(get_parameter("next_partner", "taste_prior"))
    number, n, width = np.where(group < 0, n_groups, group).astype(np.int64), len(group), n_groups + 1
    rows = np.repeat(np.arange(n), past.degree)
    place = rows * width + number[past.registry.ties.other]
    strength = np.bincount(place, weights=past.recent, minlength=n * width).astype(np.float64).reshape(n, width)
    everybody = strength.sum(axis=0)
    # a group nobody is tied to is met by none, and no share of it can be told
    common = np.maximum(everybody / max(float(everybody.sum()), 1e-12), 1e-12)
    share = (strength + prior * common) / (past.total_recent[:, None] + prior)
    return Tastes(group=number, strength=strength, leaning=np.log(share / common))
