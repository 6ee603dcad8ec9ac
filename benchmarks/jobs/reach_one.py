"""The chance that at least one route to one actor works, within three and four ties."""

from __future__ import annotations

import numpy as np

from bridgehead.network.graph import build_graph
from bridgehead.network.routes import count_ties
from job import Contender, Job, Work
from networks import load
from plain import PLAIN_WORLDS, WORLDS, ReachQuestion


def question(network: str, max_ties: int) -> ReachQuestion:
    """To the best connected actor three ties away."""
    one = load(network)
    ties = count_ties(build_graph(one.n_actors, one.first, one.second, one.chance), [one.firm], 3)
    target = int(np.argmax(np.where(ties == 3, one.degree, -1)))
    group = np.full(one.n_actors, -1, dtype=np.int32)
    group[target] = 0
    return ReachQuestion(network=one, group=group, n_groups=1, max_ties=max_ties)


def contenders(max_ties: int) -> tuple[Contender, ...]:
    """Ours and the plain ones."""

    def plain(network: str, *, prunes: bool) -> Work:
        return question(network, max_ties).plain(prunes=prunes)

    scale = WORLDS / PLAIN_WORLDS
    name = f"{max_ties} ties"
    return (
        Contender(
            name=f"bridgehead, {name}",
            prepare=lambda network: question(network, max_ties).ours(),
            beside=f"bridgehead, {name}",
        ),
        Contender(
            name=f"plain, {name}",
            prepare=lambda network: plain(network, prunes=False),
            scale=scale,
            beside=f"bridgehead, {name}",
            does=f"compiled; {PLAIN_WORLDS} worlds run, time scaled",
        ),
        Contender(
            name=f"plain, pruned, {name}",
            prepare=lambda network: plain(network, prunes=True),
            scale=scale,
            beside=f"bridgehead, {name}",
            does="the same, given our pruning, which is not timed",
        ),
    )


JOB = Job(
    title=f"Chance to reach one actor, {WORLDS:,} worlds",
    networks=("registry",),
    contenders=(*contenders(3), *contenders(4)),
    note="With few uncertain ties on the routes ours enumerates worlds and is exact.",
)
