"""Every organisation's place in the registry's network: contacts, structural holes, brokerage between markets, variety.

All of it comes from two passes: one over each organisation's ties, one over all triangles. Ties count by strength for
Burt's measures and once each for everything else. What is undefined is NaN: holes of an organisation without ties,
variety where no contact's market is known, the E-I index where one's own is not.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bridgehead.network import kernels
from bridgehead.network.graph import Floats, Indices
from bridgehead.network.holes import RisingTies, close_triangles
from bridgehead.network.in_parts import run_in_blocks
from bridgehead.network.measures import score_holes
from bridgehead.network.ties import Ints
from bridgehead.network.variety import e_i_index
from bridgehead.registry.arrays import Registry, Ties


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measures:
    """The measures of all organisations; every array is (n_organisations,).

    Attributes:
        contacts: organisations tied to it. strength: of all its ties together.
        constraint: how far contacts close in on it; more is fewer holes. effective_size: contacts less redundancy.
        efficiency: effective size over contacts. hierarchy: how far constraint comes from one contact.
        local_bridges: ties without a common contact.
        coordinator: pairs of its contacts not tied to each other, all three of one market. itinerant: the pair of one
            market, it of another. gatekeeper, representative: one of the pair of its own market, to come in and to go
            out; ties lead both ways, so the two are equal. liaison: three markets. unknown_role: the market of one of
            the three is not known. Ordered pairs are counted.
        markets: known markets among its contacts. e_i_index: ties abroad less ties at home, over both, -1..1.
        blau_index: chance that two contacts, drawn with replacement, are of different markets.
    """

    contacts: Ints
    strength: Floats
    constraint: Floats
    effective_size: Floats
    efficiency: Floats
    hierarchy: Floats
    local_bridges: Ints
    coordinator: Ints
    itinerant: Ints
    gatekeeper: Ints
    representative: Ints
    liaison: Ints
    unknown_role: Ints
    markets: Ints
    e_i_index: Floats
    blau_index: Floats


#: in the order of the fields, which is that of the columns
MEASURES = tuple(field.name for field in fields(Measures))


def measure(registry: Registry, *, threads: int = 0) -> Measures:
    """All measures of all organisations of a registry.

    Args:
        registry: of which the ties and the markets are read.
        threads: how many work at once; as many as there are processors by default. No digit depends on it.
    """
    organisations = registry.organisations
    return measure_ties(registry.ties, organisations.market, len(organisations.markets), threads=threads)


def measure_ties(ties: Ties, market: NDArray[np.int16], n_markets: int, *, threads: int = 0) -> Measures:
    """All measures of all ends of some ties.

    Args:
        ties: in rows of either end. market: (n_organisations,) from 0, -1 unknown. n_markets: how many there are.
        threads: as `measure`.

    Raises:
        TieArrayError: an organisation has more than 2,097,151 contacts.

    References:
        Burt 1992, *Structural Holes*, chapter 2, as `network.measures.burt`; Granovetter 1973, for
        local bridges; Gould & Fernandez 1989, doi:10.2307/270949; Krackhardt & Stern 1988, doi:10.2307/2786835; Blau
        1977, *Inequality and Heterogeneity*. Differences: chains with an unknown market are counted apart.

    >>> star = Ties(ptr=np.array([0, 2, 3, 4]), other=np.array([1, 2, 0, 0], np.int32), strength=np.ones(4),
    ...             shared=np.ones(4, np.int32), first=np.zeros(4, np.int32), last=np.zeros(4, np.int32))
    >>> found = measure_ties(star, np.array([0, 0, 1], np.int16), 2)
    >>> found.constraint.tolist(), found.gatekeeper.tolist(), found.e_i_index.tolist()
    ([0.5, 1.0, 1.0], [1, 0, 0], [0.0, -1.0, 1.0])
    """
    group = np.where(market < 0, n_markets, market).astype(np.int16)
    contacts = np.diff(ties.ptr).astype(np.int64)
    sums, counts = _profile(ties, group, n_markets, contacts, threads)
    rank = np.empty(len(contacts), dtype=np.int32)
    # in steps of half a doubling: neighbours by number are often neighbours in the network, and stay close in memory
    order = np.argsort((2 * np.log2(np.maximum(contacts, 1))).astype(np.int16), kind="stable")
    rank[order] = np.arange(len(contacts), dtype=np.int32)
    rising = _turn_rising(ties, rank, order, sums, group, threads)
    closure = close_triangles(rising, n_markets, threads=threads)
    holes = score_holes(closure, rising.contacts, rank)
    known, own, squares, markets = counts.T
    is_known = group < n_markets
    at_home = np.where(is_known, own, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        blau_index = 1 - squares / known.astype(np.float64) ** 2
    return Measures(
        contacts=contacts,
        strength=sums[:, 0],
        constraint=holes.constraint,
        effective_size=holes.effective_size,
        efficiency=holes.efficiency,
        hierarchy=holes.hierarchy,
        local_bridges=closure.local_bridges[rank],
        **_find_roles(contacts, counts, closure.closed[rank], is_known),
        markets=markets,
        e_i_index=np.where(is_known, e_i_index(at_home, known - at_home), np.nan),
        blau_index=blau_index,
    )


def _profile(ties: Ties, group: NDArray[np.int16], unknown: int, contacts: Ints, threads: int) -> tuple[Floats, Ints]:
    """What each organisation's ties add up to, as `kernels.rows.profile_rows` says."""
    sums, counts = np.empty((len(contacts), 2)), np.empty((len(contacts), 4), dtype=np.int64)
    ptr, other = ties.ptr.view(np.uint64), ties.other.view(np.uint32)

    def work(begin: int, end: int) -> None:
        kernels.rows.profile_rows(ptr, other, ties.strength, group, unknown, begin, end, sums, counts)

    run_in_blocks(work, contacts, threads)
    return sums, counts


def _turn_rising(
    ties: Ties, rank: Indices, order: Ints, sums: Floats, group: NDArray[np.int16], threads: int
) -> RisingTies:
    """Each tie once, in the row of its end of fewer contacts."""
    ptr, other = ties.ptr.view(np.uint64), ties.other.view(np.uint32)
    contacts = np.diff(ties.ptr)
    rising = np.zeros(len(contacts), dtype=np.int64)
    run_in_blocks(lambda begin, end: kernels.rows.count_rising(ptr, other, rank, begin, end, rising), contacts, threads)
    indptr = np.concatenate([[0], np.cumsum(rising)]).astype(np.int64)
    indices, strength = np.empty(indptr[-1], dtype=np.int32), np.empty(indptr[-1])

    def keep(begin: int, end: int) -> None:
        kernels.rows.keep_rising(ptr, other, ties.strength, rank, begin, end, indptr, indices, strength)

    run_in_blocks(keep, contacts, threads)
    return RisingTies(
        indptr=indptr,
        indices=indices,
        strength=strength,
        total=sums[order, 0],
        largest=sums[order, 1],
        contacts=contacts[order],
        group=group[order],
    )


def _find_roles(contacts: Ints, counts: Ints, closed: Ints, is_known: NDArray[np.bool_]) -> dict[str, Ints]:
    """Open chains by role: all chains of two contacts, less those whose ends are tied. See `Closure.closed`."""
    known, own, squares, _ = counts.T
    common, own_in_own, own_in_other, other_in_other, common_of_unknown, unknown_in_unknown = closed.T
    # a chain with one unknown end is met from that end, one with two from either
    closed_unknown = 2 * common_of_unknown - unknown_in_unknown
    closed_itinerant = other_in_other
    closed_liaison = common - closed_unknown - own_in_own - 2 * own_in_other - closed_itinerant
    passing = own * (known - own) - own_in_other
    found = {
        "coordinator": own * (own - 1) - own_in_own,
        "itinerant": squares - own**2 - (known - own) - closed_itinerant,
        "gatekeeper": passing,
        "representative": passing,
        "liaison": (known - own) ** 2 - (squares - own**2) - closed_liaison,
    }
    chains = contacts * (contacts - 1) - common
    found = {name: np.where(is_known, count, 0) for name, count in found.items()}
    unknown = contacts * (contacts - 1) - known * (known - 1) - closed_unknown
    return {**found, "unknown_role": np.where(is_known, unknown, chains)}
