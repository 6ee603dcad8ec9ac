"""Plans of an order: the cheapest, the most even, and what is short where none exists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bridgehead.planning.model import Model
from bridgehead.planning.order import Flags, Floats, Order
from bridgehead.planning.solver import Solution, UnsolvedError, solve

__all__ = ["NOTHING", "Plan", "UnsolvedError", "find_shortage", "plan_cheapest", "plan_most_even"]

#: a plan's pieces below this are rounding of the solver
NOTHING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who makes what when.

    Attributes:
        made: (n_firms, n_phases, n_weeks) pieces. takes_on: (n_firms, n_phases) whether a firm works on a phase.
        cost: money, all in all. making, changing, moving: what of it is for making, taking phases on and transport.
        cost_by_firm: (n_firms,) money each firm's own part costs; transport counts for the firm that sends.
        load: (n_firms,) share of its weeks each firm works, 0..1.
        bound: no plan costs less than this; equal to cost, but for the solver's gap.
    """

    made: Floats
    takes_on: Flags
    cost: float
    making: float
    changing: float
    moving: float
    cost_by_firm: Floats
    load: Floats
    bound: float

    @property
    def gap(self) -> float:
        """How much dearer than the cheapest the plan may be, as a share of its cost."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost > 0 else 0.0


def plan_cheapest(order: Order, *, gap: float = 1e-3, seconds: float = 60.0) -> Plan | None:
    """The plan that costs least; None where the order cannot be delivered.

    Args:
        order: what to plan. gap: the share by which it may be dearer than the best. seconds: for each solve.

    Raises:
        UnsolvedError: the solver found nothing in time.
    """
    return _plan(order, np.inf, gap, seconds)


def plan_most_even(order: Order, *, gap: float = 1e-3, seconds: float = 60.0, slack: float = 1e-6) -> Plan | None:
    """The plan whose busiest firm works the smallest share of its weeks, and of those the cheapest.

    Args:
        order, gap, seconds: as for `plan_cheapest`. slack: by how much the smallest share may be exceeded when cost is
            looked at.

    Raises:
        UnsolvedError: the solver found nothing in time.
    """
    # cost is not looked at here, so neither does it matter who sends to whom nor whether a phase is taken on wholly
    model = Model(order, is_pooled=True)
    load = np.zeros(model.n_columns)
    load[model.blocks["busiest"]] = 1.0
    relaxed = solve(load, model.rows, model.upper, seconds=seconds)
    if relaxed is None:
        return None
    busiest = float(relaxed.columns[model.blocks["busiest"]].item())
    return _plan(order, busiest + slack, gap, seconds)


def find_shortage(order: Order, *, seconds: float = 60.0) -> Floats:
    """What cannot be delivered in time, at least.

    Returns:
        (n_phases,) pieces short in each phase by its due week, zero everywhere where the order can be delivered. Of all
        ways to fall short the one with the smallest sum of shares of the volumes.

    Raises:
        UnsolvedError: the solver found nothing in time.
    """
    model = Model(order, is_pooled=True)
    short = model.blocks["short"]
    cost = np.zeros(model.n_columns)
    cost[short] = 1.0 / order.volume
    upper = model.upper.copy()
    upper[short] = order.volume
    found = solve(cost, model.rows, upper, seconds=seconds)
    assert found is not None, "with every piece short there is always a plan"
    return np.where(found.columns[short] > NOTHING * order.volume, found.columns[short], 0.0)


def _plan(order: Order, busiest: float, gap: float, seconds: float) -> Plan | None:
    """The cheapest plan in which no firm works more than a share of its weeks.

    The pooled model decides who takes what on and bounds the cost; the weekly one, linear once that is decided, tells
    what a plan made of it costs. Only where the two lie further apart than the gap is the weekly model solved whole.
    """
    pooled = Model(order, is_pooled=True)
    rough = solve(pooled.cost, pooled.rows, _limit(pooled, busiest), whole=_whole(pooled), gap=gap / 2, seconds=seconds)
    if rough is None:
        return None
    model = Model(order)
    upper = _limit(model, busiest)
    settled = upper.copy()
    settled[model.blocks["taken"]] = np.round(rough.columns[pooled.blocks["taken"]])
    weekly = solve(model.cost + _prefer_early(model, rough.bound), model.rows, settled, seconds=seconds)
    assert weekly is not None, "what is made in time by all together can be sent on in time, at some cost"
    plan = _read(model, weekly, rough.bound)
    if plan.gap > gap:
        weekly = solve(model.cost, model.rows, upper, whole=_whole(model), gap=gap, seconds=seconds)
        assert weekly is not None, "one was found above"
        plan = _read(model, weekly, max(rough.bound, weekly.bound))
    return plan


def _prefer_early(model: Model, cost: float) -> Floats:
    """What each column costs more the later its week, (n_columns,): of equally cheap plans the earlier is taken.

    A plan whose every piece were made in the last week would cost no more than a millionth more by it.
    """
    order = model.order
    delay = np.zeros(model.n_columns)
    each = 1e-6 * cost / (order.volume.sum() * order.n_weeks)
    delay[model.blocks["made"]] = np.tile(np.arange(order.n_weeks) * each, len(model.able[0]))
    return delay


def _limit(model: Model, busiest: float) -> Floats:
    upper = model.upper.copy()
    upper[model.blocks["busiest"]] = busiest
    return upper


def _whole(model: Model) -> Flags:
    """Whether a phase is taken on is yes or no."""
    whole = np.zeros(model.n_columns, dtype=np.bool_)
    whole[model.blocks["taken"]] = True
    return whole


def _read(model: Model, found: Solution, bound: float) -> Plan:
    """A plan from the columns of the weekly model; what is taken on and not worked on costs nothing."""
    order = model.order
    firm, _ = model.able
    made = np.zeros((order.n_firms, order.n_phases, order.n_weeks))
    made[model.able] = found.columns[model.blocks["made"]].reshape(len(firm), order.n_weeks)
    made[made < NOTHING] = 0.0
    pieces = made.sum(axis=2)
    works = pieces > NOTHING
    making = (pieces * order.unit_cost).sum(axis=1)
    changing = np.where(works, order.changeover_cost, 0.0).sum(axis=1)
    moving = _price_moves(model, found.columns[model.blocks["moved"]])
    weeks = np.divide(pieces, order.capacity, out=np.zeros_like(pieces), where=order.capacity > 0)
    return Plan(
        made=made,
        takes_on=works,
        cost=float(making.sum() + changing.sum() + moving.sum()),
        making=float(making.sum()),
        changing=float(changing.sum()),
        moving=float(moving.sum()),
        cost_by_firm=making + changing + moving,
        load=weeks.sum(axis=1) / order.n_weeks,
        bound=bound,
    )


def _price_moves(model: Model, moved: Floats) -> Floats:
    """What transport costs each firm that sends, (n_firms,)."""
    price = np.zeros(model.order.n_firms)
    if model.order.transport_cost is not None:
        firm, _ = model.able
        sender, receiver = (firm[end] for end in model.moves)
        pieces = moved.reshape(-1, model.move_weeks).sum(axis=1)
        np.add.at(price, sender, pieces * model.order.transport_cost[sender, receiver])
    return price
