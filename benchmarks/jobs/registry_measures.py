"""All measures of all organisations of a registry, against Burt's constraint alone in other packages."""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.sparse import coo_array

from bridgehead.registry.measuring import measure
from job import Contender, Job, Work
from jobs.structural_holes import prepare_igraph, prepare_networkx
from networks import load
from registries import load_registry


def prepare_ours(network: str, threads: int = 1) -> Work:
    """Sixteen measures."""
    registry = load_registry(network)
    return lambda: float(np.nansum(measure(registry, threads=threads).constraint))


def prepare_scipy(network: str) -> Work:
    """Constraint from the product of the shares with themselves, kept where there is a tie."""
    one = load(network)
    ends = np.concatenate([one.first, one.second]), np.concatenate([one.second, one.first])
    ties = coo_array((np.tile(one.strength, 2), ends), shape=(one.n_actors, one.n_actors)).tocsr()

    def work() -> float:
        total = ties.sum(axis=1)
        shares = ties.multiply(np.divide(1, total, out=np.zeros(len(total)), where=total > 0)[:, None]).tocsr()
        reached = (shares + shares @ shares).multiply(ties > 0)
        return float(reached.multiply(reached).sum())

    return work


#: of this job and of the one of a larger network
OURS = (
    Contender(
        name="bridgehead", prepare=prepare_ours, does="all sixteen measures, one thread, arrays mapped from disk"
    ),
    Contender(name="bridgehead, 2 threads", prepare=partial(prepare_ours, threads=2), does="the same to the last bit"),
)

JOB = Job(
    title="All measures of all organisations",
    networks=("registry", "registry-part"),
    contenders=(
        *OURS,
        Contender(name="igraph", prepare=prepare_igraph, does="constraint only; building its graph not timed"),
        Contender(name="scipy product", prepare=prepare_scipy, does="constraint only; its matrix is at hand"),
        Contender(name="networkx", prepare=prepare_networkx, networks=("registry-part",), does="constraint only"),
    ),
    same_answer=True,
    note=(
        "The sum of constraint agrees to nine digits. Networkit, rustworkx and scikit-network have none of Burt's "
        "measures, and none of these packages Gould and Fernandez's roles."
    ),
)
