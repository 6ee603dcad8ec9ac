"""Joint order: whether firms can deliver together what none could alone, at what cost, and how it is shared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import numpy as np

from bridgehead.answers import Answer, Choice, Coverage, Part
from bridgehead.network.network import Network
from bridgehead.planning.plan import Plan, find_shortage, plan_cheapest, plan_most_even
from bridgehead.planning.worth import find_bottlenecks
from bridgehead.questions import build_answer, parameter
from bridgehead.questions._order_parts import (
    NO_ORDER,
    build_bottlenecks,
    build_even,
    build_leaving,
    build_left_out,
    build_plan,
    build_shares,
    build_short,
    build_weeks,
    build_who,
)
from bridgehead.questions._order_sharing import How, share_surplus
from bridgehead.questions._orders import ReadOrder, find_agreement, read_order
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class JointOrder:
    """Can this network of firms deliver the order together, and how is it shared fairly?

    The order is an agreement whose obligations are its phases. Every piece passes every phase; a firm shares its week
    among the phases it works on. The plan is the cheapest within a stated gap; beside it stands the most even one,
    whose busiest firm works the smallest share of its weeks. The surplus is what the order pays less what it costs, and
    is shared by the Shapley value: what each firm adds, over all orders in which firms could come together. A capacity
    nobody stated is not planned with.
    """

    plain_name: ClassVar[str] = "Can we deliver this order together?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["iplik"],
        WORKS["mezgar"],
        WORKS["hammami"],
        WORKS["shapley"],
        WORKS["castro"],
    )

    order: str = parameter("", "The order: id or scope of an agreement (default: the only one firms can work on).")
    begins: date | None = parameter(None, "First day anybody may work on it (default: the day asked for).")
    sharing: How = parameter("auto", "How the surplus is shared: exact, sampled, none; auto is exact for few firms.")

    def answer(self, network: Network) -> Answer:
        """The cheapest and the most even plan, what is short or holds it back, and who carries and receives what.

        Raises:
            QuestionValueError: there is no such order, or it lacks a volume or a due day. UnsolvedError: the solver
                found no plan in time.
        """
        agreement = find_agreement(network, self.order)
        if agreement is None:
            empty = Choice(columns=(), objective=("cost", None), empty=NO_ORDER)
            return build_answer(
                self,
                network,
                parts=[Part(name="plan", title="The cheapest plan", shape=empty)],
                coverage=Coverage(used=0, total=0, unit="capacities"),
            )
        joint = read_order(network, agreement, self.begins or network.day)
        gap, seconds = float(get_parameter("joint_order", "gap")), float(get_parameter("joint_order", "seconds"))
        plan = plan_cheapest(joint.order, gap=gap, seconds=seconds)
        even = None if plan is None else plan_most_even(joint.order, gap=gap, seconds=seconds)
        short = find_shortage(joint.order, seconds=seconds) if plan is None else np.zeros(len(joint.phases))
        tried = int(get_parameter("joint_order", "tried_bottlenecks"))
        held_back = () if plan is None else find_bottlenecks(joint.order, plan, tried=tried, gap=gap, seconds=seconds)
        sharing = share_surplus(joint.order, plan, self.sharing, gap, seconds)
        parts = (
            build_plan(network, joint, plan),
            build_who(network, joint, plan),
            build_weeks(joint, plan),
            build_short(joint, short),
            build_bottlenecks(network, joint, held_back, has_plan=plan is not None),
            build_even(network, joint, even),
            build_shares(network, joint, plan, sharing),
            build_leaving(network, joint, sharing),
            build_left_out(network, joint),
        )
        caveats = (*joint.remarks, *_find_caveats(plan), *sharing.caveats)
        return build_answer(self, network, parts=parts, coverage=_cover(joint), caveats=caveats)


def _find_caveats(plan: Plan | None) -> Iterator[str]:
    if plan is None:
        yield "The firms that say what they can do cannot deliver in time; the part 'short' says what is missing."
        return
    yield "Costs are those the firms state; pieces are not rounded to whole ones."


def _cover(joint: ReadOrder) -> Coverage:
    """How many statements of capacity the plan could use."""
    used = int((joint.order.capacity > 0).sum())
    remarks = (f"{len(joint.left_out)} firms could not be planned with for some phase.",) if joint.left_out else ()
    return Coverage(used=used, total=len(joint.said), unit="capacities", remarks=remarks)
