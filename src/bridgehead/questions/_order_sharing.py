"""How the surplus of a joint order is shared, and whether any group of firms would rather go its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bridgehead.planning.order import Ints, Order
from bridgehead.planning.plan import Plan
from bridgehead.planning.sharing import (
    Leaving,
    Shares,
    Worths,
    find_all_worths,
    find_least_core,
    find_leaving,
    share_by_sampling,
    share_exactly,
)
from bridgehead.planning.surplus import build_worths, find_players
from bridgehead.record.parameters import get_parameter

How = Literal["auto", "exact", "sampled", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How a surplus is shared.

    Attributes:
        players: positions of the firms that may be in a group, (n_players,).
        shares: None where there is no surplus, or nobody asked.
        leaving: groups that would gain by leaving, the first few. empty: what to say where there are none.
        caveats: what must be known of the shares.
    """

    players: Ints
    shares: Shares | None = None
    leaving: tuple[Leaving, ...] = ()
    empty: str = "Nothing is shared here, so nobody can tell."
    caveats: tuple[str, ...] = ()


def share_surplus(order: Order, plan: Plan | None, how: How, gap: float, seconds: float) -> Sharing:
    """Shares of what an order leaves after its costs.

    Args:
        order: with its value, if anybody said. plan: its cheapest plan.
        how: exact, sampled, none, or auto: exact for few firms. gap, seconds: of each plan made for a group.
    """
    players = find_players(order)
    if plan is None or order.value is None or how == "none":
        return Sharing(players=players)
    if plan.cost >= order.value:
        loss = f"The order pays {order.value:,.2f} and costs {plan.cost:,.2f}: there is no surplus to share."
        return Sharing(players=players, empty=loss, caveats=(loss,))
    worths = build_worths(order, players, gap=gap, seconds=seconds)
    few = len(players) <= int(get_parameter("joint_order", "exact_firms"))
    if how == "exact" or (how == "auto" and few):
        # a gain as small as the plans' own inaccuracy is none
        return _share_exactly(players, worths, tolerance=gap * plan.cost)
    return _share_by_sampling(players, worths)


def _share_exactly(players: Ints, worths: Worths, tolerance: float) -> Sharing:
    worth = find_all_worths(len(players), worths)
    shares = share_exactly(worth)
    leaving = find_leaving(shares.share, worth, tolerance=tolerance)
    _, gain = find_least_core(worth)
    return Sharing(
        players=players,
        shares=shares,
        leaving=leaving[: int(get_parameter("joint_order", "shown_groups"))],
        empty="Nobody: no group would gain by doing the order alone.",
        caveats=(_say_core(gain if gain > tolerance else 0.0, len(leaving)),),
    )


def _share_by_sampling(players: Ints, worths: Worths) -> Sharing:
    rng = np.random.default_rng(int(get_parameter("joint_order", "seed")))
    shares = share_by_sampling(len(players), worths, int(get_parameter("joint_order", "sampled_pairs")), rng)
    return Sharing(
        players=players,
        shares=shares,
        empty=f"Not looked at: {len(players)} firms make too many groups. Ask with --sharing exact and wait for it.",
        caveats=(
            f"Shares are sampled from {shares.orders} orders in which firms could come; see the standard errors.",
        ),
    )


def _say_core(gain: float, leaving: int) -> str:
    """Whether these shares, or any, keep everybody."""
    if not leaving:
        return "With these shares no group would gain by leaving: they lie in the core."
    groups = "1 group" if leaving == 1 else f"{leaving} groups"
    if gain <= 0:
        return f"With these shares {groups} would gain by leaving; others would keep everybody: the core is not empty."
    return (
        f"With these shares {groups} would gain by leaving, and no way of sharing keeps everybody: some group would "
        f"always gain {gain:,.2f} or more, so the core is empty."
    )
