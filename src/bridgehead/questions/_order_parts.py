"""What an answer about a joint order is made of: plans, who makes what when, what is short, and who gets what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from bridgehead.answers import ActorRef, Balance, Choice, Column, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.planning.order import Floats, Ints
from bridgehead.planning.plan import NOTHING, Plan
from bridgehead.planning.worth import Bottleneck
from bridgehead.questions._order_sharing import Sharing
from bridgehead.questions._orders import ReadOrder, fold
from bridgehead.questions._saying import say_actor_id

NO_ORDER = (
    "No order in the record: an agreement with a customer whose obligations are phases (deliverable, quantity, due), "
    "and what firms can do of them (assessments of the instrument 'capacity')."
)
NO_PLAN = "The order cannot be delivered in time as it stands: see what is short."
NOT_SHARED = "The surplus was not to be shared (--sharing none)."
NO_SURPLUS = "Nobody says what the order is worth: give its phases a value, and its surplus can be shared."

_FIRM = Column(name="firm", label="Firm", kind="actor", meaning="Who could work on the order.")
_PHASE = Column(name="phase", label="Phase", meaning="What is made, in the order in which it is made.")
_PLAN_COLUMNS = (
    _FIRM,
    Column(name="chosen", label="Takes part", kind="yes_no", meaning="Whether the plan gives the firm anything to do."),
    Column(name="phases", label="Phases", meaning="What it makes."),
    Column(name="pieces", label="Pieces", kind="number", meaning="How many it makes, all phases together."),
    Column(name="load", label="Share of its weeks", kind="share", meaning="Share of its capacity over all weeks."),
    Column(name="cost", label="Cost", kind="money", meaning="Of its own part: making, taking phases on, sending on."),
)
_SHARE_COLUMNS = (
    Column(name="side", label="Side", kind="word", meaning="What the firm carries, or what it receives."),
    _FIRM,
    Column(name="amount", label="Amount", kind="money", meaning="In the order's currency."),
    Column(name="surplus", label="Of it surplus", kind="money", meaning="Its Shapley value: what it adds on average."),
)
_ERROR = Column(name="error", label="Standard error", kind="money", meaning="Of the share, which is sampled.")
_SIDES = (
    ("carries", "What the firm's part of the cheapest plan costs."),
    ("receives", "Its costs back, and its share of the surplus."),
)


def build_plan(network: Network, joint: ReadOrder, plan: Plan | None) -> Part:
    """The cheapest plan as a choice of firms; those left idle are rejected."""
    reached = ("Cost", None if plan is None else _round(plan.cost))
    proof = "" if plan is None else _say_proof(plan)
    return Part(name="plan", title="The cheapest plan", shape=_choose(network, joint, plan, reached, proof))


def build_even(network: Network, joint: ReadOrder, plan: Plan | None) -> Part:
    """The most even plan, likewise."""
    busiest = None if plan is None else round(float(plan.load.max()), 4)
    proof = "" if plan is None else f"The cheapest of the most even plans, it costs {plan.cost:,.2f}."
    reached = ("Share of its weeks the busiest firm works", busiest)
    return Part(name="even", title="The most even plan", shape=_choose(network, joint, plan, reached, proof))


def _choose(
    network: Network, joint: ReadOrder, plan: Plan | None, reached: tuple[str, float | None], proof: str
) -> Choice:
    """A plan as chosen and rejected firms, those whose part costs most first."""
    if plan is None:
        return Choice(columns=_PLAN_COLUMNS, objective=reached, empty=NO_PLAN)
    firms = np.argsort(-plan.cost_by_firm, kind="stable").tolist()
    made = plan.made.sum(axis=(0, 2))
    constraints = [
        (f"{phase.deliverable} by {phase.due}", float(wanted), _round(given), _round(given - wanted), True)
        for phase, wanted, given in zip(joint.phases, joint.order.volume, made, strict=True)
    ]
    return Choice(
        columns=_PLAN_COLUMNS,
        rows=tuple(_plan_row(network, joint, plan, firm) for firm in firms),
        objective=reached,
        constraints=tuple(constraints),
        proof=proof,
    )


def _say_proof(plan: Plan) -> str:
    """How far the plan is proven cheapest."""
    if plan.gap < 1e-5:
        return "Proven: no plan is cheaper."
    return f"Proven: no plan costs less than {plan.bound:,.2f}, {plan.gap:.2%} less than this one."


def _plan_row(network: Network, joint: ReadOrder, plan: Plan, firm: int) -> Row:
    pieces = plan.made[firm].sum(axis=1)
    phases = [phase.deliverable for phase, made in zip(joint.phases, pieces, strict=True) if made > NOTHING]
    values: dict[str, Value] = {
        "firm": say_actor_id(network, joint.firms[firm]),
        "chosen": bool(phases),
        "phases": tuple(phases),
        "pieces": _round(pieces.sum()),
        "load": float(plan.load[firm]),
        "cost": _round(plan.cost_by_firm[firm]),
    }
    return Row(values=values, evidence=_cite(joint, firm, phases))


def _cite(joint: ReadOrder, firm: int, phases: Iterable[str]) -> tuple[str, ...]:
    """What is said of what a firm can do of some phases."""
    return tuple(id_ for phase in phases for id_ in joint.said.get((joint.firms[firm], fold(phase)), ()))


def _cite_all(joint: ReadOrder, firm: int) -> tuple[str, ...]:
    """What is said of what a firm can do of the order."""
    return _cite(joint, firm, [phase.deliverable for phase in joint.phases])


def _round(value: float) -> float:
    """A number without the solver's dust."""
    return round(float(value), 2) + 0.0


def build_who(network: Network, joint: ReadOrder, plan: Plan | None) -> Part:
    """Pieces by firm and phase."""
    columns = (
        _FIRM,
        *(
            Column(name=f"phase_{number}", label=phase.deliverable, kind="number", unit=phase.unit)
            for number, phase in enumerate(joint.phases, start=1)
        ),
    )
    rows = []
    made = np.zeros(joint.order.capacity.shape) if plan is None else plan.made.sum(axis=2)
    for firm in np.flatnonzero(made.any(axis=1)).tolist():
        values: dict[str, Value] = {"firm": say_actor_id(network, joint.firms[firm])}
        values |= {f"phase_{n}": _round(each) if each > NOTHING else () for n, each in enumerate(made[firm], start=1)}
        rows.append(Row(values=values, evidence=_cite_all(joint, firm)))
    table = Table(columns=columns, rows=tuple(rows), empty=NO_PLAN, reading="matrix")
    return Part(name="who", title="Who makes what, in the cheapest plan", shape=table)


def build_weeks(joint: ReadOrder, plan: Plan | None) -> Part:
    """Pieces by week and phase, all firms together."""
    columns = (
        Column(name="week", label="Week of", kind="day", meaning="First day of the week."),
        *(
            Column(name=f"phase_{number}", label=phase.deliverable, kind="number", unit=phase.unit)
            for number, phase in enumerate(joint.phases, start=1)
        ),
    )
    rows = []
    if plan is not None:
        made = plan.made.sum(axis=0)
        for week in np.flatnonzero(made.sum(axis=0) > NOTHING).tolist():
            values: dict[str, Value] = {"week": joint.week(week).isoformat()}
            values |= {f"phase_{n}": _round(each) if each > NOTHING else () for n, each in enumerate(made[:, week], 1)}
            rows.append(Row(values=values))
    table = Table(columns=columns, rows=tuple(rows), empty=NO_PLAN, reading="matrix")
    return Part(name="weeks", title="When it is made", shape=table)


def build_short(joint: ReadOrder, short: Floats) -> Part:
    """What cannot be delivered in time; no rows where everything can."""
    columns = (
        _PHASE,
        Column(name="wanted", label="Wanted", kind="number", meaning="Pieces ordered."),
        Column(
            name="short", label="Short", kind="number", meaning="Pieces that cannot be made by the due day, at least."
        ),
        Column(name="due", label="Due", kind="day", meaning="Last day of the phase."),
        Column(name="able", label="Firms that can", kind="count", meaning="Firms with a capacity for the phase."),
        Column(
            name="weekly",
            label="Together a week",
            kind="number",
            meaning="What they make a week if they do nothing else.",
        ),
    )
    able = (joint.order.capacity > 0).sum(axis=0)
    rows = [
        Row(
            values={
                "phase": phase.deliverable,
                "wanted": phase.quantity,
                "short": _round(short[number]),
                "due": phase.due,
                "able": int(able[number]),
                "weekly": _round(joint.order.capacity[:, number].sum()),
            },
            evidence=(phase.id,),
        )
        for number, phase in enumerate(joint.phases)
        if short[number] > 0
    ]
    empty = "Nothing: the order can be delivered in time."
    return Part(name="short", title="What is short", shape=Table(columns=columns, rows=tuple(rows), empty=empty))


def build_bottlenecks(network: Network, joint: ReadOrder, found: Sequence[Bottleneck], *, has_plan: bool) -> Part:
    """Capacities that hold the plan back, with what more of them would be worth."""
    columns = (
        _FIRM,
        _PHASE,
        Column(name="full_weeks", label="Full weeks", kind="count", meaning="Weeks in which the firm can do no more."),
        Column(
            name="price",
            label="Worth of a piece a week",
            kind="money",
            meaning="What one further piece a week would save, by the plan's dual values; good for a small change.",
        ),
        Column(
            name="saved",
            label="Saved when tried",
            kind="money",
            meaning="What it saves when the order is planned anew.",
        ),
    )
    rows = [
        Row(
            values={
                "firm": say_actor_id(network, joint.firms[one.firm]),
                "phase": joint.phases[one.phase].deliverable,
                "full_weeks": one.full_weeks,
                "price": _round(one.price),
                "saved": None if one.saved is None else _round(one.saved),
            },
            evidence=_cite(joint, one.firm, [joint.phases[one.phase].deliverable]),
        )
        for one in found
    ]
    empty = "Nothing holds the cheapest plan back." if has_plan else NO_PLAN
    return Part(
        name="bottlenecks",
        title="What one more would be worth",
        shape=Table(columns=columns, rows=tuple(rows), empty=empty),
    )


def build_shares(network: Network, joint: ReadOrder, plan: Plan | None, sharing: Sharing) -> Part:
    """What each firm's part costs, and what it receives: its costs and its Shapley share of the surplus."""
    rows: list[Row] = []
    totals: dict[str, dict[str, float | None]] = {}
    is_sampled = sharing.shares is not None and not sharing.shares.is_exact
    if plan is not None and sharing.shares is not None:
        carried, share = plan.cost_by_firm[sharing.players], sharing.shares.share
        rows = [_share_row(network, joint, sharing, place, carried[place]) for place in range(len(share))]
        rows = [_carry_row(network, joint, sharing, place, carried[place]) for place in range(len(share))] + rows
        totals = {
            "carries": {"amount": _round(carried.sum())},
            "receives": {"amount": _round((carried + share).sum()), "surplus": _round(share.sum())},
        }
    empty = NO_PLAN if plan is None else NO_SURPLUS if joint.order.value is None else NOT_SHARED
    columns = (*_SHARE_COLUMNS, _ERROR) if is_sampled else _SHARE_COLUMNS
    shape = Balance(columns=columns, rows=tuple(rows), sides=_SIDES, totals=totals, empty=empty)
    title = "Who carries what, and who receives what"
    return Part(name="shares", title=f"{title} ({joint.currency})" if joint.currency else title, shape=shape)


def _carry_row(network: Network, joint: ReadOrder, sharing: Sharing, place: int, cost: float) -> Row:
    firm = int(sharing.players[place])
    values: dict[str, Value] = {"side": "carries", "firm": say_actor_id(network, joint.firms[firm])}
    return Row(values=values | {"amount": _round(cost), "surplus": (), "error": ()}, evidence=_cite_all(joint, firm))


def _share_row(network: Network, joint: ReadOrder, sharing: Sharing, place: int, cost: float) -> Row:
    assert sharing.shares is not None, "only shares are told"
    firm, share = int(sharing.players[place]), float(sharing.shares.share[place])
    values: dict[str, Value] = {
        "side": "receives",
        "firm": say_actor_id(network, joint.firms[firm]),
        "amount": _round(cost + share),
        "surplus": _round(share),
        "error": _round(sharing.shares.standard_error[place]),
    }
    return Row(values=values, evidence=_cite_all(joint, firm))


def build_leaving(network: Network, joint: ReadOrder, sharing: Sharing) -> Part:
    """Groups that would gain by leaving."""
    columns = (
        Column(name="group", label="Group", kind="actor", meaning="Firms that would do the order among themselves."),
        Column(
            name="worth", label="Alone", kind="money", meaning="What the order would leave them if they did it alone."
        ),
        Column(name="share", label="Share", kind="money", meaning="What their shares add up to."),
        Column(name="gain", label="Gain", kind="money", meaning="What they would gain by leaving."),
    )
    rows = [
        Row(
            values={
                "group": _name(network, joint, sharing.players[one.group]),
                "worth": _round(one.worth),
                "share": _round(one.share),
                "gain": _round(one.gain),
            }
        )
        for one in sharing.leaving
    ]
    table = Table(columns=columns, rows=tuple(rows), empty=sharing.empty)
    return Part(name="leaving", title="Who would gain by leaving", shape=table)


def _name(network: Network, joint: ReadOrder, firms: Ints) -> tuple[ActorRef, ...]:
    return tuple(say_actor_id(network, joint.firms[firm]) for firm in firms.tolist())


def build_left_out(network: Network, joint: ReadOrder) -> Part:
    """Firms that say something of the order and cannot be planned with it."""
    columns = (_FIRM, Column(name="why", label="Why", meaning="What is missing or cannot be."))
    rows = [Row(values={"firm": say_actor_id(network, firm), "why": why}) for firm, why in joint.left_out]
    empty = "Nobody: whoever says what they can do could be planned with."
    return Part(
        name="left_out",
        title="Who could not be planned with",
        shape=Table(columns=columns, rows=tuple(rows), empty=empty),
    )
