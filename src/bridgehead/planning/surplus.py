"""The game behind an order: which firms count, and what each group of them could earn with it alone."""

from __future__ import annotations

import numpy as np

from bridgehead.errors import RefusedError
from bridgehead.planning.order import Flags, Ints, Order
from bridgehead.planning.plan import plan_cheapest
from bridgehead.planning.sharing import Worths


class NoValueError(RefusedError):
    """An order without a value has no surplus."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__("The order has no value, so there is no surplus to share. Say what the customer pays.")


def find_players(order: Order) -> Ints:
    """Firms that can do some phase, (n_players,): all others add nothing to any group."""
    return np.flatnonzero((order.capacity > 0).any(axis=1))


def build_worths(order: Order, players: Ints, *, gap: float = 1e-3, seconds: float = 60.0) -> Worths:
    """What groups of players could earn with the order alone.

    Args:
        order: with its value. players: positions of the firms that may be in a group, (n_players,).
        gap, seconds: as for `plan_cheapest`.

    Raises:
        NoValueError: the order has none.
    """
    value = order.value
    if value is None:
        raise NoValueError
    numbers = np.arange(order.n_firms)

    def evaluate(group: int) -> tuple[float, int]:
        members = [player for place, player in enumerate(players.tolist()) if group >> place & 1]
        inside: Flags = np.asarray(np.isin(numbers, members), dtype=np.bool_)
        # what nobody in the group can do need not be planned to be known
        if not (order.capacity[inside, :] > 0).any(axis=0).all():
            return 0.0, 0
        plan = plan_cheapest(order.among(inside), gap=gap, seconds=seconds)
        if plan is None or plan.cost >= value:
            return 0.0, 0
        works = set(np.flatnonzero(plan.made.sum(axis=(1, 2))).tolist())
        return value - plan.cost, sum(1 << place for place, player in enumerate(players.tolist()) if player in works)

    return Worths(evaluate)
