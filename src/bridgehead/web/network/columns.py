"""The drawing as columns of plain values, for the script that draws it: small to send, quick to read.

Days are numbers as `date.toordinal` counts them; 0 stands for before all days, null for after the last one drawn.
Actors of ties are named by their place among the actors sent along, ties by their `number`, which is the same in every
part of one drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bridgehead.network.network import Network
from bridgehead.network.ties import KINDS, Floats, Ints
from bridgehead.present.palette import get_tie_style
from bridgehead.record.parameters import get_parameter
from bridgehead.web.network.drawing import Drawing, find_places
from bridgehead.web.network.groups import Colouring, find_groups

Plain = dict[str, Any]
Places = Mapping[str, tuple[float, float]]
_SPELL = ("possible_from", "certain_from", "certain_until", "possible_until")


def write_drawing(network: Network, drawing: Drawing, places: Places) -> Plain:
    """The ties drawn and the actors they tie."""
    part = write_part(network, drawing, drawing.actors, drawing.shown, places)
    return part | {
        "first": drawing.first.toordinal(),
        "last": drawing.last.toordinal(),
        "days": drawing.days.tolist(),
        "totals": {"ties": len(drawing.growth.ties), "actors": len(network.actors)},
        "kinds": [write_style(kind) for kind in KINDS],
        "changes": get_parameter("presentation", "changes"),
    }


def write_part(network: Network, drawing: Drawing, actors: Ints, ties: Ints, places: Places) -> Plain:
    """Some actors and ties of a drawing.

    Args:
        network: whose drawing it is. drawing: with all ties. actors: positions, ascending, with both ends of each tie.
        ties: positions in the drawing's growth. places: where everybody stands.
    """
    growth = drawing.growth
    sender, receiver = growth.ties.sender[ties], growth.ties.receiver[ties]
    held = [network.actor(actor) for actor in actors.tolist()]
    at = find_places(network, actors, (sender, receiver), places)
    own = drawing.is_own[actors].astype(int) + (actors == (-1 if network.firm is None else network.firm))
    return {
        "actors": {
            "id": [actor.id for actor in held],
            "name": [actor.name for actor in held],
            "kind": [actor.kind for actor in held],
            "own": own.tolist(),
            "x": at[:, 0].round(4).tolist(),
            "y": at[:, 1].round(4).tolist(),
        },
        "ties": {
            "number": ties.tolist(),
            "sender": np.searchsorted(actors, sender).tolist(),
            "receiver": np.searchsorted(actors, receiver).tolist(),
            "kind": growth.ties.kind[ties].tolist(),
            "strength": write_numbers(growth.used[ties]),
            **{name: _write_days(getattr(growth, name)[ties], drawing) for name in _SPELL},
        },
    }


def write_look(
    network: Network, actors: Ints, colouring: Colouring, values: Floats, *, unknown: str, others: str
) -> Plain:
    """Colour and size of some actors.

    Args:
        network: whose actors. actors: positions. colouring: what colours stand for. values: what sizes stand for,
            shape (n_actors,). unknown: words for those nobody can sort. others: for groups without their own colour.
    """
    word_of = colouring.sort(network)
    words = [word_of[actor] for actor in actors.tolist()]
    groups = find_groups(words)
    number = {group.word: place for place, group in enumerate(groups)}
    colours: Sequence[Mapping[str, str]] = get_parameter("presentation", "groups")
    sizes = values[actors]
    known = sizes[~np.isnan(sizes)]
    return {
        "id": [network.actor(actor).id for actor in actors.tolist()],
        "group": [number.get(word, number.get("*", 0)) for word in words],
        "groups": [
            {
                "word": group.word,
                "label": {"": unknown, "*": others}.get(group.word) or colouring.name(group.word),
                "count": group.count,
                **colours[group.colour],
            }
            for group in groups
        ],
        "size": write_numbers(sizes),
        "most": float(known.max()) if len(known) else None,
        "unknown": int(len(sizes) - len(known)),
    }


def write_style(kind: str) -> Plain:
    """How a kind of tie is drawn."""
    style = get_tie_style(kind)
    return {"word": kind, "label": kind.replace("_", " "), "light": style.light, "dark": style.dark,
            "dashes": [float(part) for part in style.dashes.split()]}  # fmt: skip


def write_numbers(values: Floats) -> list[float | None]:
    """Numbers to three places; null where nobody can tell."""
    return [None if np.isnan(value) else round(value, 3) for value in values.tolist()]


def _write_days(bounds: Floats, drawing: Drawing) -> list[int | None]:
    """Day numbers; 0 lies before all days, null after the last one of the drawing: on that day it is not yet so."""
    last = drawing.last.toordinal()
    return [None if bound > last else 0 if bound < 1 else int(bound) for bound in bounds.tolist()]
