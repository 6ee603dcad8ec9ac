"""Routes of positions turned into routes of people: each step with its tie, strength taken apart, and evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import numpy as np

from bridgehead.answers import Chance, Column, RouteRow, Step, Value
from bridgehead.network.network import Network
from bridgehead.network.passing_on import Chances, band_of
from bridgehead.network.routes import Route
from bridgehead.network.strength import agreement_share, with_lasting
from bridgehead.network.ties import KINDS, Ints
from bridgehead.questions._load import count_asks
from bridgehead.questions._saying import say_actor, say_chance, say_direct, say_words
from bridgehead.record.dates import When
from bridgehead.record.entries import Agreement, Entry, Evidence, Interaction, Tie

#: direct routes looked at beyond those shown, so that the surest of them can come first
SPARE = 4

ROUTE_COLUMNS: tuple[Column, ...] = (
    Column(name="target", label="To", kind="actor", meaning="The actor reached."),
    Column(name="chance", label="Chance", kind="chance", meaning="Chance that everyone asked passes us on."),
    Column(
        name="introductions",
        label="Introductions",
        kind="count",
        meaning="How many people have to introduce us: one fewer than the ties of the route.",
    ),
    Column(
        name="through",
        label="Through",
        kind="actor",
        meaning="Which of our people the route begins with, then who passes us on, in order.",
    ),
    Column(name="kinds", label="Kinds of tie", kind="word", meaning="Kinds of tie along the route."),
    Column(
        name="rests_on",
        label="Rests on",
        kind="word",
        meaning="Whether somebody stated every tie of the route, some are inferred, or some only possibly hold.",
    ),
    Column(
        name="newest",
        label="Newest evidence",
        kind="day",
        meaning="Latest day any evidence along the route speaks for.",
    ),
)


def build_route_row(network: Network, route: Route, *, extra: dict[str, Value] | None = None) -> RouteRow:
    """A route as a row.

    Args:
        network: where it runs. route: positions and pairs, from us to the target.
        extra: values of further columns.
    """
    actors = [int(position) for position in route.actors]
    steps = tuple(_step(network, first, second) for first, second in pairwise(actors))
    asked = _asked(network, actors)
    between = [p for p in actors[:-1] if p != network.firm and (network.actors.is_person[p] or p in asked)]
    values: dict[str, Value] = {
        "target": say_actor(network, actors[-1]),
        "chance": route_chance(network, steps),
        "introductions": max(route.ties - 1, 0),
        "through": tuple(say_actor(network, position) for position in between),
        "kinds": say_words(kind for step in steps if not step.free for kind in step.kinds),
        "rests_on": say_footing(steps),
        "newest": newest_day(network, [id_ for step in steps for id_ in step.evidence]),
    }
    evidence = tuple(dict.fromkeys(id_ for step in steps for id_ in step.evidence))
    return RouteRow(values=values | (extra or {}), evidence=evidence, steps=steps)


def surest_first(rows: Iterable[RouteRow], most: int) -> list[RouteRow]:
    """Rows in their order, but direct routes, which are all equally likely, by how sure their tie is.

    Args:
        rows: routes by falling chance. most: how many to keep.
    """
    kept = list(rows)
    direct = sorted((row for row in kept if row.values["introductions"] == 0), key=_doubt)
    return (direct + [row for row in kept if row.values["introductions"] != 0])[:most]


def _doubt(row: RouteRow) -> tuple[bool, bool, float]:
    """Sort key of a direct route: what certainly holds, what was stated, and what is strong come first."""
    certain = all(step.certain for step in row.steps)
    inferred = any(step.inferred for step in row.steps)
    return not certain, inferred, -max((step.strength or 0.0 for step in row.steps), default=0.0)


def _asked(network: Network, actors: list[int]) -> set[int]:
    """Organisations on a route that are asked themselves: a tie, not an affiliation step, leads on from them."""
    return {
        first for first, second in pairwise(actors) if not network.world.free[network.ties_between(first, second)].any()
    }


def say_footing(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """What the ties of a route rest on, the doubtful first."""
    footing = ["inferred"] if any(step.inferred for step in steps) else []
    footing += ["possibly in force"] if not all(step.certain for step in steps) else []
    return tuple(footing) or ("stated",)


def route_chance(network: Network, steps: tuple[Step, ...]) -> Chance:
    """The product of the steps' chances; one tie alone is a direct tie and needs no introduction."""
    chances = [step.chance for step in steps if step.chance is not None]
    if len(chances) <= 1:
        return say_direct(network)
    value, low, high = (float(np.prod([getattr(c, part) for c in chances])) for part in ("value", "low", "high"))
    strengths = [np.nan if step.strength is None else step.strength for step in steps if step.chance is not None]
    return say_chance(network, value, low, high, bands=_bands_of(strengths))


def _step(network: Network, first: int, second: int) -> Step:
    """One step: the strongest tie of the relationship decides, all its ties are shown."""
    ties = _passable(network, first, second)
    free = bool(network.world.free[ties].any())
    best = ties if free else ties[[int(np.argmax(network.chances.value[ties]))]]
    sources = [entry for tie in ties if (entry := network.source(int(tie))) is not None]
    strength = float(network.world.used[best[0]])
    return Step(
        sender=say_actor(network, first),
        receiver=say_actor(network, second),
        free=free,
        kinds=say_words(dict.fromkeys(KINDS[int(kind)] for kind in network.ties.kind[ties])),
        roles=say_words(_roles(network, sources, second)),
        strength=None if np.isnan(strength) else strength,
        explanation=() if free else explain_strength(network, int(best[0]), first, second),
        chance=None if free else _tie_chance(network, network.chances, int(best[0])),
        certain=bool(network.ties.certain[ties].any()),
        inferred=bool(sources) and all(network.is_inferred(entry) for entry in sources),
        asked_lately=None if network.is_own[first] else count_asks(network, first),
        ask=_ask_text(network, first, second, free=free),
        evidence=tuple(dict.fromkeys(entry.id for entry in sources)),
    )


def _passable(network: Network, first: int, second: int) -> Ints:
    """Ties between two that can be walked in this direction."""
    ties = network.ties_between(first, second)
    one_way = network.ties.one_way[ties] & (network.ties.sender[ties] != first)
    passable: Ints = ties[~one_way]
    return passable


def _tie_chance(network: Network, chances: Chances, tie: int) -> Chance:
    value, low, high = (float(part[tie]) for part in (chances.value, chances.low, chances.high))
    return say_chance(network, value, low, high, bands=_bands_of([float(network.world.used[tie])]))


def _bands_of(strengths: Iterable[float]) -> set[int]:
    """Bands of strengths, NaN being unknown."""
    return set(band_of(np.array(list(strengths))).tolist())


def _roles(network: Network, sources: list[Entry], second: int) -> list[str]:
    """What the receiver is to the sender, where a tie told from the sender says so."""
    position_of = network.actors.position_by_id
    return [
        entry.role
        for entry in sources
        if isinstance(entry, Tie) and entry.role and position_of.get(entry.receiver) == second
    ]


def _ask_text(network: Network, first: int, second: int, *, free: bool) -> str:
    """What to do at this step, in a sentence."""
    sender, receiver = network.actor(first).name, network.actor(second).name
    if free:
        return f"{sender} and {receiver} belong together: nobody needs to be asked."
    if network.is_own[first]:
        return f"{sender} turns to {receiver}."
    return f"Ask {sender} to introduce us to {receiver}."


def explain_strength(network: Network, tie: int, first: int, second: int) -> tuple[str, ...]:
    """The strength of a tie taken apart, a sentence a line: what was stated, and what was observed from what.

    Args:
        network: where the tie is. tie: its position. first: one end. second: the other.
    """
    stated, observed = float(network.ties.stated[tie]), float(network.world.observed[tie])
    line = "Nobody stated a strength." if np.isnan(stated) else f"Stated strength {stated:.2f}."
    if np.isnan(observed):
        return line, "Nothing was observed."
    pair = network.observed_between(first, second)
    agreements = _agreements_between(network, first, second)
    lasting = sum(agreement_share(agreement) for agreement in agreements)
    components = {
        "time": with_lasting(None if pair is None else pair.time, lasting),
        "reciprocity": None if pair is None else pair.reciprocity,
        "intimacy": None if pair is None else pair.intimacy,
    }
    known = [f"{name} {value:.2f}" for name, value in components.items() if value is not None]
    seen = Counter(entry.kind.replace("_", " ") for entry in (() if pair is None else pair.entries))
    rests_on = [f"{count} x {kind}" for kind, count in seen.items()]
    rests_on += [f"{len(agreements)} x agreement in force"] if agreements else []
    said = f"Observed strength {observed:.2f} on {network.day}"
    if not known:
        return line, f"{said}, from the people folded into the two organisations."
    partial = " Partial: fewer than two of the four components are known." if len(known) < 2 else ""
    return line, f"{said}: {', '.join(known)}, from {', '.join(rests_on)}.{partial}"


def _agreements_between(network: Network, first: int, second: int) -> list[Agreement]:
    """Agreements in force that bind both."""
    sources = [network.source(int(tie)) for tie in network.ties_between(first, second)]
    return [entry for entry in sources if isinstance(entry, Agreement)]


def newest_day(network: Network, ids: list[str]) -> str | None:
    """The latest day, up to the network's, that the evidence of some entries speaks for; None where none has a day."""
    days: list[date] = []
    for id_ in ids:
        entry = network.get_entry(id_)
        if entry is None:
            continue
        if isinstance(entry, Interaction):
            days += _days_of(entry.begin, network.day)
        for other in entry.evidence:
            found = network.get_entry(other)
            if isinstance(found, Evidence):
                days += _days_of(found.on, network.day)
    return max(days).isoformat() if days else None


def _days_of(when: When, most: date) -> list[date]:
    """The latest day a date can mean, no later than `most`; none where it is unknown or wholly later."""
    begins_later = when.earliest is not None and when.earliest > most
    return [] if when.latest is None or begins_later else [min(when.latest, most)]
