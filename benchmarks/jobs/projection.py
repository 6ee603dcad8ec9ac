"""From participations to ties."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array, triu

from bridgehead.network.projection import project
from job import Contender, Job, Work
from networks import participations


def prepare_ours(_network: str) -> Work:
    """Strengths and numbers of shared projects."""
    event, actor, _ = participations()
    return lambda: float(project(event, actor).strength.sum())


def prepare_scipy(_network: str) -> Work:
    """Strengths alone, by a product of sparse matrices."""
    event, actor, country = participations()
    taking_part = np.unique(event * len(country) + actor)
    event, actor = taking_part // len(country), taking_part % len(country)

    def work() -> float:
        table = csr_array((np.ones(len(event)), (actor, event)))
        weights = 1 / np.maximum(table.sum(axis=0) - 1, 1)
        return float(triu(table @ diags_array(weights) @ table.T, k=1).sum())

    return work


JOB = Job(
    title="Participations to ties, with Newman's weights",
    networks=("registry",),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="from unsorted rows; strengths and counts"),
        Contender(name="scipy product", prepare=prepare_scipy, does="from rows without repeats; strengths only"),
    ),
    same_answer=True,
    note="83,400 participations. The sum of strengths agrees to nine digits.",
)
