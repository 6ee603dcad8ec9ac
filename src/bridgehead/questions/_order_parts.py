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
_SIDES = (
    ("carries", "What the firm's part of the cheapest plan costs."),
    ("receives", "Its costs back, and its share of the surplus."),
)


def build_plan(network: Network, joint: ReadOrder, plan: Plan | None, name: str, title: str, goal: str) -> Part:
    """A plan as a choice of firms; those left idle are rejected."""
    columns, shape = _PLAN_COLUMNS, Choice
    if plan is None:
        empty = shape(columns=columns, objective=(goal, None), empty=NO_PLAN if joint.phases else NO_ORDER)
        return Part(name=name, title=title, shape=empty)
    order = np.argsort(-plan.cost_by_firm, kind="stable")
    rows = [_plan_row(network, joint, plan, firm) for firm in order.tolist()]
    made = plan.made.sum(axis=(0, 2))
    constraints = [
        (f"{phase.deliverable} by {phase.due}", float(wanted), float(given), float(given - wanted), True)
        for phase, wanted, given in zip(joint.phases, joint.order.volume, made, strict=True)
    ]
    proof = (
        f"No plan costs less than {plan.bound:,.2f}"
        if name == "plan"
        else "Of the most even plans this is the cheapest"
    )
    return Part(
        name=name,
        title=title,
        shape=Choice(
            columns=columns,
            rows=tuple(rows),
            objective=(goal, float(plan.load.max()) if name == "even" else plan.cost),
            constraints=tuple(constraints),
            proof=f"{proof} ({plan.gap:.1%} at most is left to gain)."
            if name == "plan"
            else f"{proof}: {plan.cost:,.2f}.",
        ),
    )


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
        rows.append(Row(values=values, evidence=_cite(joint, firm, [phase.deliverable for phase in joint.phases])))
    table = Table(columns=columns, rows=tuple(rows), empty=NO_PLAN if joint.phases else NO_ORDER, reading="matrix")
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
    table = Table(columns=columns, rows=tuple(rows), empty=NO_PLAN if joint.phases else NO_ORDER, reading="matrix")
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
    empty = "Nothing: the order can be delivered in time." if joint.phases else NO_ORDER
    return Part(name="short", title="What is short", shape=Table(columns=columns, rows=tuple(rows), empty=empty))


def build_bottlenecks(network: Network, joint: ReadOrder, found: Sequence[Bottleneck]) -> Part:
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
    empty = "Nothing holds the cheapest plan back." if joint.phases else NO_ORDER
    return Part(
        name="bottlenecks",
        title="What one more would be worth",
        shape=Table(columns=columns, rows=tuple(rows), empty=empty),
    )


def build_shares(network: Network, joint: ReadOrder, plan: Plan | None, sharing: Sharing) -> Part:
    """What each firm's part costs, and what it receives: its costs and its Shapley share of the surplus."""
    columns = (
        Column(name="side", label="Side", kind="word", meaning="What the firm carries, or what it receives."),
        _FIRM,
        Column(name="amount", label="Amount", kind="money", unit=joint.currency),
        Column(name="surplus", label="Of it surplus", kind="money", unit=joint.currency, meaning="Shapley value."),
        Column(
            name="error", label="Standard error", kind="money", meaning="Of the sampled share; none where it is exact."
        ),
    )
    players, shares = sharing.players, sharing.shares
    rows: list[Row] = []
    totals: dict[str, dict[str, float | None]] = {}
    if plan is not None and shares is not None:
        carried = plan.cost_by_firm[players]
        for place, firm in enumerate(players.tolist()):
            who = say_actor_id(network, joint.firms[firm])
            evidence = _cite(joint, firm, [phase.deliverable for phase in joint.phases])
            share, error = (
                _round(shares.share[place]),
                None if shares.is_exact else _round(shares.standard_error[place]),
            )
            rows.append(
                Row(values={"side": "carries", "firm": who, "amount": _round(carried[place])}, evidence=evidence)
            )
            values: dict[str, Value] = {"side": "receives", "firm": who, "amount": _round(carried[place] + share)}
            rows.append(Row(values=values | {"surplus": share, "error": error}, evidence=evidence))
        totals = {
            "carries": {"amount": _round(carried.sum())},
            "receives": {"amount": _round((carried + shares.share).sum()), "surplus": _round(shares.share.sum())},
        }
        rows.sort(key=lambda row: row.values["side"] != "carries")
    missing = NO_PLAN if plan is None and joint.phases else NO_SURPLUS
    empty = missing if joint.phases else NO_ORDER
    shape = Balance(columns=columns, rows=tuple(rows), sides=_SIDES, totals=totals, empty=empty)
    return Part(name="shares", title="Who carries what, and who receives what", shape=shape)


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
