"""How concentrated a portfolio is on few partners or markets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bridgehead.network.variety import CountError


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """Herfindahl's index.

    Attributes:
        index: sum of squared shares: 1/n for n equal ones, up to 1 where one has all; NaN where there is nothing.
        equivalent: its inverse: the number of equal ones that would give the same index; NaN where there is nothing.
    """

    index: float
    equivalent: float


def herfindahl(amounts: ArrayLike) -> Concentration:
    """Herfindahl's index of concentration and its equivalent number.

    Args:
        amounts: what each has, 0 or more, in any unit, shape (n,).

    Raises:
        CountError: an amount is negative, infinite or not a number.

    References:
        Herfindahl 1950, *Concentration in the steel industry*; not corrected for small numbers.

    >>> found = herfindahl([2, 1, 1])
    >>> found.index, round(found.equivalent, 3)
    (0.375, 2.667)
    """
    held = np.asarray(amounts, dtype=np.float64)
    is_wrong = ~(held >= 0) | np.isinf(held)
    if is_wrong.any():
        raise CountError(float(held[is_wrong][0]))
    largest = float(held.max(initial=0.0))
    if largest == 0:
        return Concentration(index=float("nan"), equivalent=float("nan"))
    # against the largest first, so that very large or small amounts neither overflow nor vanish when squared
    relative = held / largest
    index = float(((relative / relative.sum()) ** 2).sum())
    return Concentration(index=index, equivalent=1 / index)
