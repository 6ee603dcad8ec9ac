"""What several questions read of one network is worked out once and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from bridgehead.network.network import Network

R = TypeVar("R")


def once(work_out: Callable[[Network], R]) -> Callable[[Network], R]:
    """A function of a network that is called once for each: its result stays with the network and goes with it.

    Args:
        work_out: gives the same for the same network; nobody changes what it gave, unless to keep more of the same.
    """

    @wraps(work_out)
    def recall(network: Network) -> R:
        if recall not in network.worked_out:
            network.worked_out[recall] = work_out(network)
        return cast("R", network.worked_out[recall])

    return recall
