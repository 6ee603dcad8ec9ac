"""What one more unit of capacity is worth: by the prices of a plan, then by planning again.

With the phases taken on as they are the model is linear, and its dual values price a firm's weeks. A dual value holds
for a small change only, and knows nothing of change-overs that would no longer be needed. So the dearest, and after
them those that work to the full, are tried out: capacity raised by a piece a week, the order planned anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bridgehead.planning.model import Model
from bridgehead.planning.order import Floats, Ints, Order
from bridgehead.planning.plan import NOTHING, Plan, plan_cheapest
from bridgehead.planning.solver import solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """One firm's capacity in one phase, as far as it holds the plan back.

    Attributes:
        firm, phase: positions. full_weeks: weeks in which the firm works all it can and does this phase.
        price: money the plan would save for each further piece a week, by the dual values.
        saved: money it does save with one piece a week more, planned anew; None where that was not tried.
    """

    firm: int
    phase: int
    full_weeks: int
    price: float
    saved: float | None = None


def find_bottlenecks(
    order: Order, plan: Plan, *, tried: int = 3, gap: float = 1e-4, seconds: float = 60.0
) -> tuple[Bottleneck, ...]:
    """The capacities that hold a plan back, the dearest first.

    Args:
        order: what was planned. plan: its cheapest plan.
        tried: how many are planned anew: the dearest, then those that work to the full.
        gap, seconds: as for `plan_cheapest`.
    """
    price, full_weeks = price_capacity(order, plan), count_full_weeks(order, plan)
    ranked = np.lexsort((-full_weeks.ravel(), -price.ravel()))
    found: list[Bottleneck] = []
    for flat in ranked.tolist():
        firm, phase = divmod(flat, order.n_phases)
        is_priced = price[firm, phase] > NOTHING
        if not is_priced and (not full_weeks[firm, phase] or not tried):
            continue
        saved = None
        if tried:
            tried -= 1
            better = plan_cheapest(order.with_capacity(firm, phase, 1.0), gap=gap, seconds=seconds)
            saved = None if better is None else max(0.0, plan.cost - better.cost)
        if not is_priced and not saved:
            continue
        found.append(
            Bottleneck(
                firm=firm,
                phase=phase,
                full_weeks=int(full_weeks[firm, phase]),
                price=float(price[firm, phase]),
                saved=saved,
            )
        )
    return tuple(found)


def count_full_weeks(order: Order, plan: Plan) -> Ints:
    """In how many weeks each firm does a phase and can do no more of anything, (n_firms, n_phases)."""
    capacity = order.capacity[:, :, None]
    share = np.divide(plan.made, capacity, out=np.zeros_like(plan.made), where=capacity > 0)
    is_full = share.sum(axis=1) > 1 - NOTHING
    full: Ints = ((plan.made > NOTHING) & is_full[:, None, :]).sum(axis=2)
    return full


def price_capacity(order: Order, plan: Plan) -> Floats:
    """What a further piece a week would save, by the dual values of the plan with its phases taken on as they are.

    Returns:
        (n_firms, n_phases) money for each further piece a week; 0 where capacity does not hold the plan back.
    """
    model = Model(order)
    firm, _ = model.able
    lower, upper = np.zeros(model.n_columns), model.upper.copy()
    taken = model.blocks["taken"]
    lower[taken] = upper[taken] = plan.takes_on[model.able][model.taken]
    solved = solve(model.cost, model.rows, upper, lower=lower)
    assert solved is not None, "the plan itself fits"
    week = -solved.price[: order.n_firms * order.n_weeks].reshape(order.n_firms, order.n_weeks)
    made = np.zeros((order.n_firms, order.n_phases, order.n_weeks))
    made[model.able] = solved.columns[model.blocks["made"]].reshape(len(firm), order.n_weeks)
    # a piece takes 1 / capacity of a week; one piece a week more makes that smaller by made / capacity ** 2 in all
    squared = np.where(order.capacity > 0, order.capacity, np.inf) ** 2
    price: Floats = np.maximum((made * week[:, None, :]).sum(axis=2) / squared, 0.0)
    return price
