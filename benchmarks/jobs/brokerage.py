"""Gould and Fernandez's roles of all actors."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from bridgehead.network.brokerage import ROLE_NAMES, brokerage
from job import Contender, Job, Work
from networks import load


def prepare_ours(network: str) -> Work:
    """All five roles."""
    one = load(network)
    sender, receiver = np.concatenate([one.first, one.second]), np.concatenate([one.second, one.first])

    def work() -> int:
        found = brokerage(one.n_actors, sender, receiver, one.group)
        return int(sum(getattr(found, role).sum() for role in ROLE_NAMES))

    return work


def prepare_scipy(network: str) -> Work:
    """The number of open chains by a sparse matrix product."""
    one = load(network)
    ones, shape = np.ones(2 * len(one.first), dtype=np.int64), (one.n_actors, one.n_actors)
    ends = np.concatenate([one.first, one.second]), np.concatenate([one.second, one.first])
    ties = csr_array((ones, ends), shape=shape)
    return lambda: int((ties @ ties).sum() - ties.sum() - (ties @ ties).multiply(ties).sum())


JOB = Job(
    title="Brokerage roles of all actors",
    networks=("registry", "registry-part", "made"),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="six counts for each actor"),
        Contender(
            name="scipy product",
            prepare=prepare_scipy,
            networks=("registry-part", "made"),
            does="the total of open chains only",
        ),
    ),
    same_answer=True,
    note="No Python package gives the roles; the product of matrices is the shortest way to their total.",
)
