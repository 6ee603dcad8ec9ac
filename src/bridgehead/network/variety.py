"""How varied a set of ties is, and how far it looks outward. Ties of unknown category are left out by the caller."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bridgehead.errors import MisuseError
from bridgehead.network.graph import Floats


class CountError(MisuseError):
    """Counts that nothing can have."""

    def __init__(self, found: float) -> None:
        """Args: the offending value."""
        self.found = found
        super().__init__(f"A count cannot be {found:g}. Give how many there are of each category, 0 or more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blau:
    """Blau's index of heterogeneity.

    Attributes:
        index: (...,) chance that two drawn with replacement differ in category: 0 (all alike) to 1 - 1/n_categories;
            NaN where nothing is known.
        normalised: (...,) index over its largest possible value, 0..1; NaN with a single category.
        known: (...,) how many the index rests on.
    """

    index: Floats
    normalised: Floats
    known: Floats


def blau(counts: ArrayLike) -> Blau:
    """Blau's index of counts per category, over the last axis: (..., n_categories).

    Give every category that could occur, also those at 0: their number is what `normalised` compares with. What is of
    unknown category belongs to none and is left out.

    Raises:
        CountError: a count is negative or not a number.

    References:
        Blau 1977, *Inequality and Heterogeneity*; normalised as the index of qualitative variation.

    >>> found = blau([2, 2, 0, 0])
    >>> float(found.index), round(float(found.normalised), 3)
    (0.5, 0.667)
    """
    table = _check_counts(counts)
    known = table.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        index = 1 - ((table / known[..., None]) ** 2).sum(axis=-1)
        normalised = index / (1 - np.divide(1.0, table.shape[-1]))
    return Blau(index=index, normalised=normalised, known=known)


def e_i_index(internal: ArrayLike, external: ArrayLike) -> Floats:
    """Krackhardt and Stern's E-I index: -1 (all ties within) to 1 (all outside); NaN without ties.

    Args:
        internal: (...,) ties within one's own group. external: (...,) ties to other groups.

    Raises:
        CountError: a count is negative or not a number.

    References:
        Krackhardt & Stern 1988, doi:10.2307/2786835.

    >>> e_i_index([1, 0], [3, 2]).tolist()
    [0.5, 1.0]
    """
    within, outside = _check_counts(internal), _check_counts(external)
    with np.errstate(invalid="ignore"):
        found: Floats = (outside - within) / (outside + within)
    return found


def _check_counts(counts: ArrayLike) -> NDArray[np.float64]:
    table = np.asarray(counts, dtype=np.float64)
    is_wrong = ~(table >= 0) | np.isinf(table)
    if is_wrong.any():
        raise CountError(float(table[is_wrong][0]))
    return table
