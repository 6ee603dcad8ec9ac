"""The chance that at least one route works, to all markets, against living through one world after the other."""

from __future__ import annotations

from job import Contender, Job
from networks import load
from plain import PLAIN_WORLDS, ReachQuestion

WORLDS = 10_000


def question(network: str) -> ReachQuestion:
    """Every market, three ties."""
    one = load(network)
    return ReachQuestion(network=one, group=one.group, n_groups=one.n_groups, max_ties=3, worlds=WORLDS)


JOB = Job(
    title=f"Chance to reach every market in 3 ties, {WORLDS:,} worlds",
    networks=("registry", "made"),
    contenders=(
        Contender(
            name="bridgehead",
            prepare=lambda name: question(name).ours(),
            does="64 worlds a word, eight words at once, pruned",
        ),
        Contender(
            name="plain Monte Carlo",
            prepare=lambda name: question(name).plain(prunes=False),
            scale=WORLDS / PLAIN_WORLDS,
            does=f"compiled; {PLAIN_WORLDS} worlds run, time scaled",
        ),
        Contender(
            name="plain, pruned",
            prepare=lambda name: question(name).plain(prunes=True),
            scale=WORLDS / PLAIN_WORLDS,
            does="the same, given our pruning, which is not timed",
        ),
    ),
    note="One firm, all markets at once. The plain loops are compiled as ours are, so the ratio is that of the method.",
)
