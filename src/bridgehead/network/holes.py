"""What third actors add to every tie and every actor: one pass over all triangles, on which Burt's measures rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bridgehead.network import kernels
from bridgehead.network.graph import Floats, Indices, Offsets, TieArrayError
from bridgehead.network.in_parts import Arrays, add_in_parts
from bridgehead.network.ties import Ints

#: what the kernel can count
_MOST_CONTACTS = 2**21 - 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RisingTies:
    """Each pair of tied actors once, in the row of its end of lower rank; ranks rise with the number of contacts.

    Attributes:
        indptr: (n_actors + 1,) where each actor's ties begin. indices: (n_pairs,) rank of the higher end.
        strength: (n_pairs,) above 0. total: (n_actors,) strength of all ties of an actor. largest: of its strongest.
        contacts: (n_actors,) number of pairs of each. group: (n_actors,) from 0; the last number is that of unknown.
    """

    indptr: Offsets
    indices: Indices
    strength: Floats
    total: Floats
    largest: Floats
    contacts: Offsets
    group: np.ndarray[tuple[int], np.dtype[np.int16]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Closure:
    """How far an actor's contacts are tied with each other; every array by rank.

    Attributes:
        constraint: (n_actors,) Burt's. disorder: (n_actors,) sum of c ln c over its parts c, one a contact.
        redundancy: (n_actors,) contacts that others stand for. local_bridges: (n_actors,) ties without common contact.
        closed: (n_actors, 6) sums over the actor's ties. Common contacts, over all ties; those of the group, over ties
            within it; those of one's own group, and those of the other's, over ties to another known group; common
            contacts, and those of unknown group among them, over ties to the unknown group.
    """

    constraint: Floats
    disorder: Floats
    redundancy: Floats
    local_bridges: Ints
    closed: Ints


def close_triangles(ties: RisingTies, unknown: int, *, threads: int = 0) -> Closure:
    """Meet every triangle once and sum up what it means for its ties and actors.

    Args:
        ties: to look at. unknown: the group that stands for not known.
        threads: how many work at once; as many as there are processors by default. No digit depends on it.

    Raises:
        TieArrayError: an actor has more than 2,097,151 contacts.
    """
    most = int(ties.contacts.max(initial=0))
    if most > _MOST_CONTACTS:
        raise TieArrayError("sender", f"an actor of {most} contacts", f"at most {_MOST_CONTACTS} of each actor")
    n_actors, n_pairs = len(ties.contacts), len(ties.indices)
    indptr, indices = ties.indptr.view(np.uint64), ties.indices.view(np.uint32)
    row = np.diff(ties.indptr)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_actor = np.column_stack([1 / ties.total, -np.log(ties.total), 1 / ties.largest])
    share = of_actor[:, 0].copy()
    indirect, joint, counts = np.zeros(n_pairs), np.zeros(n_pairs), np.zeros(n_pairs, dtype=np.int64)

    def meet(begin: int, end: int, sums: Arrays) -> None:
        kernels.triangles.add_common_contacts(indptr, indices, ties.strength, share, ties.group, begin, end, *sums)

    # a triangle touches no tie of a row before its lowest actor's, and a tie no actor before its lower end
    add_in_parts(meet, row**2, (indirect, joint, counts), threads, lambda actor: int(ties.indptr[actor]))
    reached = np.add(indirect, ties.strength, out=indirect)
    log_reached = np.log(reached)

    def add_up(begin: int, end: int, sums: Arrays) -> None:
        kernels.rows.add_ends(
            indptr, indices, reached, log_reached, joint, counts, of_actor, ties.group, unknown, begin, end, *sums
        )

    sums, closed = np.zeros((n_actors, 3)), np.zeros((n_actors, 7), dtype=np.int64)
    add_in_parts(add_up, row, (sums, closed), threads, lambda actor: actor)
    return Closure(
        constraint=sums[:, 0],
        disorder=sums[:, 1],
        redundancy=np.divide(sums[:, 2], ties.total, out=np.zeros(n_actors), where=ties.total > 0),
        local_bridges=closed[:, 0],
        closed=closed[:, 1:],
    )
