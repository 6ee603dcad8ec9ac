"""A joint order: phases with volumes and due weeks, firms with capacities and costs, as arrays.

A piece passes every phase in order. What a phase's volume is over that of the phase before says how many pieces of the
one are made of a piece of the other. A firm's week is one: whoever can do two phases shares the week between them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bridgehead.errors import MisuseError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class BadOrderError(MisuseError):
    """The arrays of an order do not describe one."""

    def __init__(self, fault: str) -> None:
        """Args: fault: what is wrong, as a sentence."""
        super().__init__(f"This is no order that can be planned: {fault}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order and the firms that may carry it out.

    Attributes:
        volume: (n_phases,) pieces, above 0. due: (n_phases,) weeks there are until the phase must be done, 1..n_weeks.
        capacity: (n_firms, n_phases) pieces a week if the firm did nothing else; 0 where it cannot do the phase.
        unit_cost: (n_firms, n_phases) money a piece; read only where there is capacity.
        changeover_cost: (n_firms, n_phases) money, once, for a firm to take a phase on.
        transport_cost: (n_firms, n_firms) money a piece from row to column between phases; None where it is not priced.
        lead: weeks after which a piece made in one phase can be used in the next; 0 means the same week.
        value: what the customer pays for the whole; None where nobody said.
    """

    volume: Floats
    due: Ints
    capacity: Floats
    unit_cost: Floats
    changeover_cost: Floats
    transport_cost: Floats | None = None
    lead: int = 1
    value: float | None = None

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit each other.

        Raises:
            BadOrderError: shapes differ, a number is negative or not finite, or a phase is due before the first week.
        """
        shape = (len(self.capacity), len(self.volume))
        for name in ("capacity", "unit_cost", "changeover_cost"):
            held: Floats = getattr(self, name)
            if held.shape != shape:
                raise BadOrderError(f"{name} has the shape {held.shape}, and firms x phases is {shape}.")
            if not np.all(np.isfinite(held)) or (held < 0).any():
                raise BadOrderError(f"{name} holds a number that is negative or not finite.")
        if self.due.shape != self.volume.shape or (self.due < 1).any():
            raise BadOrderError("every phase needs a due week, the first being 1.")
        if not np.all(np.isfinite(self.volume)) or (self.volume <= 0).any():
            raise BadOrderError("every phase needs a volume above 0.")
        if self.transport_cost is not None and self.transport_cost.shape != (shape[0], shape[0]):
            raise BadOrderError(f"transport_cost has the shape {self.transport_cost.shape}, not firms x firms.")
        if self.lead < 0:
            raise BadOrderError(f"lead is {self.lead}; a piece cannot be used before it is made.")

    @property
    def n_firms(self) -> int:
        """How many firms may take part."""
        return len(self.capacity)

    @property
    def n_phases(self) -> int:
        """How many phases there are."""
        return len(self.volume)

    @property
    def n_weeks(self) -> int:
        """How many weeks there are until the last phase must be done."""
        return int(self.due.max(initial=0))

    def among(self, firms: Flags) -> Self:
        """The same order with only some firms able to work on it.

        Args:
            firms: (n_firms,) who takes part.
        """
        return replace(self, capacity=np.where(firms[:, None], self.capacity, 0.0))

    def with_capacity(self, firm: int, phase: int, extra: float) -> Self:
        """The same order with more weekly capacity of one firm in one phase."""
        capacity = self.capacity.copy()
        capacity[firm, phase] += extra
        return replace(self, capacity=capacity)
