"""A made network of ten million ties: people join teams, most of them again with those they know.

Team assembly after Guimera et al. 2005 (doi:10.1126/science.1106340): a place in a team goes to a newcomer, to somebody
who has worked with its first member, or to anybody; sizes are small with a few large ones.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

N_TEAMS = 2_550_000
NEWCOMER, AGAIN = 0.10, 0.75


@njit
def assemble(sizes: NDArray[np.int64], newcomer: float, again: float) -> NDArray[np.int32]:
    """Who takes each place, team after team; sizes are reduced where somebody was drawn twice."""
    np.random.seed(1)  # noqa: NPY002 - Numba knows this generator only
    total = sizes.sum()
    actor = np.empty(total, np.int32)
    before, newest = np.full(total, -1, np.int64), np.full(total, -1, np.int64)
    team_begin, team_size = np.empty(total, np.int64), np.empty(total, np.int64)
    known, end = 0, 0
    for team in range(len(sizes)):
        begin = end
        for place in range(sizes[team]):
            draw = np.random.random()  # noqa: NPY002 - as above
            if known == 0 or draw < newcomer:
                chosen = known
                known += 1
            elif place > 0 and newest[actor[begin]] >= 0 and draw < newcomer + (1 - newcomer) * again:
                past = newest[actor[begin]]
                while before[past] >= 0 and np.random.random() < 0.7:  # noqa: NPY002 - as above
                    past = before[past]
                chosen = actor[team_begin[past] + np.random.randint(team_size[past])]  # noqa: NPY002 - as above
            elif begin > 0 and np.random.random() < 0.5:  # noqa: NPY002 - as above
                chosen = actor[np.random.randint(begin)]  # noqa: NPY002 - as above
            else:
                chosen = known - 1 - np.int64(known * np.random.random() ** 2)  # noqa: NPY002 - as above
            if not (actor[begin:end] == chosen).any():
                actor[end] = chosen
                end += 1
        for place in range(begin, end):
            team_begin[place], team_size[place] = begin, end - begin
            before[place] = newest[actor[place]]
            newest[actor[place]] = place
        sizes[team] = end - begin
    return actor[:end]


def make_teams(n_teams: int = N_TEAMS) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Team and member of each place."""
    rng = np.random.default_rng(20)
    large = (rng.random(n_teams) < 0.02) * rng.integers(0, 40, n_teams)
    sizes = np.minimum(1 + rng.geometric(0.45, n_teams) + large, 60).astype(np.int64)
    actor = assemble(sizes, NEWCOMER, AGAIN)
    return np.repeat(np.arange(n_teams), sizes), actor
