"""Who hems one actor in: Burt's constraint and redundancy taken apart by contact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from bridgehead.network.ties import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalConstraint:
    """One actor's constraint and redundancy by contact; every array of shape (n_contacts,), contacts ascending.

    Attributes:
        contacts: positions of the actors ego is tied to.
        investment: p_ij, the share of ego's ties invested in each; sums to 1.
        constraint: c_ij, what each contributes to ego's constraint, which is their sum; at most 1 each.
        redundancy: how far ego's other contacts lead to this one as well; the number of contacts less their sum is
            ego's effective size.
    """

    contacts: Ints
    investment: Floats
    constraint: Floats
    redundancy: Floats


def local_constraint(n_actors: int, first: Ints, second: Ints, strength: Floats, ego: int) -> LocalConstraint:
    """Burt's dyadic constraint and redundancy of one actor's contacts, in the whole network, ties undirected.

    c_ij = (p_ij + sum_q p_iq p_qj)^2 and redundancy_j = sum_q p_iq m_jq, q other than i and j, where p_ij is the
    strength of i with j over the sum of i's strengths, and m_jq the strength of j with q over j's largest. The sums of
    strengths run over all ties of an actor, not over those within ego's own network. An isolate has no contacts and so
    no terms.

    Args:
        n_actors: number of actors.
        first: actor, shape (n_dyads,). second: actor, shape (n_dyads,). Each dyad stands once.
        strength: positive, shape (n_dyads,); 1 for all gives the binary variant.
        ego: the actor asked about.

    Source: Burt (1992), Structural holes, ch. 2; redundancy as unpacked by Borgatti (1997).

    >>> found = local_constraint(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.ones(3), 0)
    >>> found.constraint.tolist(), found.redundancy.tolist()
    ([0.5625, 0.5625], [0.5, 0.5])
    """
    senders, receivers = np.concatenate([first, second]), np.concatenate([second, first])
    matrix = csr_array((np.concatenate([strength, strength]), (senders, receivers)), shape=(n_actors, n_actors))
    matrix.sort_indices()
    own = slice(matrix.indptr[ego], matrix.indptr[ego + 1])
    contacts = matrix.indices[own].astype(np.int64)
    investment = matrix.data[own] / matrix.data[own].sum()
    rows = matrix[contacts, :]
    among = rows[:, contacts]
    indirect = np.asarray((investment / rows.sum(axis=1)) @ among)
    redundancy = np.asarray(among @ investment) / (rows.max(axis=1).toarray().ravel() if len(contacts) else 1.0)
    return LocalConstraint(
        contacts=contacts,
        investment=investment,
        constraint=(investment + indirect) ** 2,
        redundancy=redundancy,
    )
