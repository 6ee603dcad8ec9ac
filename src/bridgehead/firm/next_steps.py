"""What to do next: whom to ask, what is overdue, what to add, each with the command that shows more."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bridgehead.answers import ActorRef, RouteRow, Routes
from bridgehead.network.network import Network
from bridgehead.questions import ask
from bridgehead.questions.reach import Reach
from bridgehead.record.entries import Actor, Entry, Tie
from bridgehead.record.ledger import ObligationState, build_ledger
from bridgehead.record.record import find_entries


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do.

    Attributes:
        name: ask, overdue or add. sentence: what and why. command: what shows more, or does it.
    """

    name: str
    sentence: str
    command: str


def find_next_steps(network: Network, entries: Sequence[Entry]) -> tuple[NextStep, ...]:
    """Whom to ask, what is overdue, and what to add next, in this order.

    Args:
        network: the record as of the day. entries: all of the record's.
    """
    names = {actor.id: actor.name for actor in find_entries(entries, Actor)}
    return (
        _find_whom_to_ask(network),
        _find_overdue(build_ledger(entries, network.day), names, network.day),
        _find_what_to_add(network, entries, names),
    )


def _find_whom_to_ask(network: Network) -> NextStep:
    """Who stands first on the best route through somebody outside, else through one of our own people."""
    command = "bridgehead ask reach"
    if network.firm is None:
        return NextStep("ask", "Whom to ask: the record does not say whose it is.", "bridgehead edit --firm NAME")
    own = _find_own_ids(network)
    best: tuple[ActorRef, ActorRef] | None = None
    for row in _find_routes(network):
        through = [row.steps[0].sender, *(step.receiver for step in row.steps[:-1])]
        outside = [actor for actor in through if actor.id not in own]
        inside = [actor for actor in through if actor.id in own and actor.id != network.actor(network.firm).id]
        if outside:
            best = outside[0], row.steps[-1].receiver
            break
        if inside and best is None:
            best = inside[0], row.steps[-1].receiver
    if best is None:
        return NextStep("ask", "Whom to ask: nobody; no route in the record goes through somebody else.", command)
    asked, target = best
    where = f" ({target.market})" if target.market else ""
    sentence = f"Whom to ask: {asked.name}, who can lead you to {target.name}{where}."
    return NextStep("ask", sentence, f"bridgehead ask introductions --to {shlex.quote(target.name)}")


def _find_own_ids(network: Network) -> frozenset[str]:
    """Ids of the firm and its own people; none where no firm is named."""
    if network.firm is None:
        return frozenset()
    return frozenset(network.actor(int(position)).id for position in network.starts)


def _find_routes(network: Network) -> list[RouteRow]:
    shapes = [part.shape for part in ask(network, Reach()).parts if isinstance(part.shape, Routes)]
    return [row for shape in shapes for row in shape.rows if isinstance(row, RouteRow)]


def _find_overdue(states: Sequence[ObligationState], names: dict[str, str], day: date) -> NextStep:
    """What has been owed longest, ours before theirs on the same day."""
    late = sorted((state for state in states if state.overdue != "no"), key=lambda state: state.since or day)
    command = "bridgehead ask reciprocity"
    if not late:
        return NextStep("overdue", "What is overdue: nothing, as far as the record says.", command)
    first = late[0]
    owed = first.obligation
    debtor, creditor = (names.get(id_, id_) for id_ in (owed.debtor, owed.creditor))
    others = f"; {len(late) - 1} more" if len(late) > 1 else ""
    perhaps = "perhaps " if first.overdue == "possible" else ""
    since = f" since {first.since.isoformat()}" if first.since else ""
    sentence = f"What is overdue: {debtor} owes {creditor} {owed.deliverable}, {perhaps}overdue{since}{others}."
    return NextStep("overdue", sentence, command)


def _find_what_to_add(network: Network, entries: Sequence[Entry], names: dict[str, str]) -> NextStep:
    """The gap that costs most: no contacts at all, contacts whose contacts are unknown, contacts without a market."""
    ties = find_entries(entries, Tie)
    if not ties:
        line = '"Anna Berg, distributor, DE, strong, since 2021"'
        return NextStep("add", "What to add next: whom you know.", f"bridgehead add {line}")
    alone = [id_ for id_ in _find_alone(ties, _find_own_ids(network)) if id_ in names]
    if alone:
        strong = {tie.receiver for tie in ties if tie.strength == "strong"} | {
            tie.sender for tie in ties if tie.strength == "strong"
        }
        first = min(alone, key=lambda id_: (id_ not in strong, names[id_]))
        sentence = f"What to add next: whom {names[first]} knows; {len(alone)} of your contacts stand alone."
        return NextStep("add", sentence, "bridgehead review --second-hand")
    homeless = [actor for actor in network.actors.held if actor.market is None and actor.kind != "community"]
    if homeless:
        sentence = f"What to add next: the market of {homeless[0].name}; {len(homeless)} actors have none."
        return NextStep("add", sentence, f"bridgehead edit {shlex.quote(homeless[0].id)} market=CC")
    return NextStep("add", "What to add next: nothing is plainly missing.", "bridgehead check")


def _find_alone(ties: Sequence[Tie], own: frozenset[str]) -> list[str]:
    """Our contacts of whom we know nobody they know; where somebody works is no acquaintance of theirs."""
    ends = [
        (tie, one, other) for tie in ties for one, other in ((tie.sender, tie.receiver), (tie.receiver, tie.sender))
    ]
    contacts = dict.fromkeys(other for _, one, other in ends if one in own and other not in own)
    knowing = {one for tie, one, other in ends if other not in own and (tie.kind, one) != ("affiliation", tie.sender)}
    return [id_ for id_ in contacts if id_ not in knowing]
