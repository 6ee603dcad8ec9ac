"""Routes in words: the chain, and each step taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bridgehead.answers import ActorRef, Chance, Column, MarketRef, RouteRow, Row, Step, Value
from bridgehead.present.links import Say

#: a step nobody is asked for, and one that is
FREE, ASKED = "\N{EM DASH}", "\N{RIGHTWARDS ARROW}"


def get_chain(row: RouteRow) -> tuple[ActorRef, ...]:
    """The actors of a route from the firm to the target; () where it has no steps."""
    return (row.steps[0].sender, *(step.receiver for step in row.steps)) if row.steps else ()


def write_chain(row: RouteRow) -> str:
    """A route on one line: free steps as a dash, asked ones as an arrow, the target's market behind it.

    >>> kasemo, stanford = ActorRef("k", "Kasemo"), ActorRef("s", "Stanford", "US")
    >>> write_chain(RouteRow(values={}, steps=(Step(sender=kasemo, receiver=stanford),)))
    'Kasemo \N{RIGHTWARDS ARROW} Stanford (US)'
    """
    if not row.steps:
        return "no steps"
    words = [row.steps[0].sender.name]
    for step in row.steps:
        words += [FREE if step.free else ASKED, step.receiver.name]
    market = row.steps[-1].receiver.market
    return " ".join(words) + (f" ({market})" if market else "")


def find_facts(columns: Iterable[Column], row: RouteRow) -> Iterator[tuple[Column, Value]]:
    """A route's own columns that its chain does not show already; the unknown and the target itself are left out."""
    target = row.steps[-1].receiver if row.steps else None
    for column in columns:
        value = row.values.get(column.name)
        is_its_market = isinstance(value, MarketRef) and target is not None and value.code == target.market
        if value is not None and not is_target(value, row) and not is_its_market:
            yield column, value


def is_target(value: Value, row: RouteRow) -> bool:
    """Whether a value is the actor a route leads to."""
    return bool(row.steps) and isinstance(value, ActorRef) and value == row.steps[-1].receiver


def find_chance(row: Row) -> Chance | None:
    """The first chance among a row's values."""
    return next((value for value in row.values.values() if isinstance(value, Chance)), None)


def describe_step(step: Step, row: RouteRow, say: Say = str) -> str:
    """What is known of a step, in one line: kinds, roles, strength, chance, and how sure we are that it holds.

    Args:
        step: of the route. row: the route; on a direct one nobody is asked to pass us on, so no chance is told.
        say: how a page says controlled words.
    """
    return "; ".join(_describe(step, say, is_direct=sum(not other.free for other in row.steps) == 1))


def _describe(step: Step, say: Say, *, is_direct: bool) -> Iterator[str]:
    if step.kinds:
        yield ", ".join(say(kind.replace("_", " ")) for kind in step.kinds)
    if step.roles:
        yield ", ".join(say(role.replace("_", " ")) for role in step.roles)
    if step.free:
        yield say("nobody is asked")
    else:
        yield from _describe_passing(step, say, is_direct=is_direct)
    if not step.certain:
        yield say("only possibly in force")
    if step.inferred:
        yield say("inferred, not stated")
    if step.asked_lately is not None:
        told = say("asked {number} time lately") if step.asked_lately == 1 else say("asked {number} times lately")
        yield told.format(number=step.asked_lately)


def _describe_passing(step: Step, say: Say, *, is_direct: bool) -> Iterator[str]:
    if step.strength is None:
        yield say("strength unknown")
    else:
        yield say("strength {strength}").format(strength=f"{step.strength:.2f}")
    if not is_direct:
        told = say("passes us on: {chance}") if step.chance else say("chance of passing us on unknown")
        yield told.format(chance=step.chance.tell(say) if step.chance else "")
