"""Gates: the actors whose loss would cut somebody off, for everybody in one pass.

A gate of an actor stands on every short enough route to it. Routes run through neighbours, so the gates of an actor
are what the gates of all its neighbours, each with the neighbour itself, have in common: one pass per tie of the
longest route finds them all, instead of one search for each actor imagined away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bridgehead.network.graph import Graph, check_actors
from bridgehead.network.kernels import gates as kernel

#: a route of six ties with affiliation steps between them passes no more actors than this
_MOST = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """Who stands on every route to whom.

    Attributes:
        gates: (n_actors, 32) the gates of each actor, -1 beyond their number. counts: (n_actors,) how many there are.
        reached: (n_actors,) whether any route leads there; those of the start set are.
    """

    gates: NDArray[np.int32]
    counts: NDArray[np.int64]
    reached: NDArray[np.bool_]

    def of(self, actor: int) -> frozenset[int]:
        """The gates of one actor."""
        return frozenset(self.gates[actor, : self.counts[actor]].tolist())

    def common(self, actors: ArrayLike) -> frozenset[int]:
        """Those whose loss cuts off all of some actors, an actor's own loss included; () where none is reached.

        Args:
            actors: (n,) actors; those that no route reaches are passed over.
        """
        asked = np.asarray(actors, dtype=np.int64)
        asked = asked[self.reached[asked]]
        held = self.gates[asked]
        times = np.bincount(np.concatenate([held[held >= 0], asked]))
        return frozenset(np.flatnonzero(times == len(asked)).tolist()) if len(asked) else frozenset()

    def cut_off(self, counted: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many others each actor's loss would cut off.

        Args:
            counted: (n_actors,) who counts.

        Returns:
            Shape (n_actors,).
        """
        held = self.gates[counted]
        return np.bincount(held[held >= 0], minlength=len(self.counts)).astype(np.int64)


def find_gates(graph: Graph, starts: ArrayLike, firm: int, max_ties: int) -> Gates:
    """The gates of every actor.

    Args:
        graph: the network. starts: the firm and its own people. firm: the one of them that cannot be lost.
        max_ties: ties a route may have, introductions plus one.

    Raises:
        TieArrayError: a start is not an actor of the graph.

    >>> from bridgehead.network.graph import build_graph
    >>> chain = build_graph(4, [0, 1, 2], [1, 2, 3], [0.5, 0.5, 0.5])
    >>> sorted(find_gates(chain, [0], 0, 3).of(3))
    [1, 2]
    """
    sources = check_actors("starts", starts, graph.n_actors)
    gates, counts, reached = kernel.find_gates(
        graph.indptr, graph.indices, graph.pairs, graph.free, sources, firm, max_ties, _MOST
    )
    return Gates(gates=gates, counts=counts, reached=reached)
