"""What the drawing of a network shows: which ties and actors, where they stand, and who is around whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from bridgehead.network.backbone import find_backbone
from bridgehead.network.growth import Growth, trace_growth
from bridgehead.network.layout import Pairs, place_actors
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.network.ties import Bools, Floats, Ints, pair_key
from bridgehead.record.parameters import get_parameter
from bridgehead.web.workspace import Look, Workspace

#: pull of a tie of unknown strength; unknown is not weak, so it pulls as one of middle strength does
_PULL_OF_UNKNOWN = 0.5
_LEAST_PULL = 0.05
#: a day on which everything that was ever recorded has begun
_LAST_DAY = date(9998, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The ties of a network that are drawn, over all days up to its own.

    Attributes:
        growth: every tie so far. shown: positions of those drawn. actors: positions of the actors they tie, ascending,
            the firm among them.
        is_own: whether each actor of the network is the firm or one of its people, shape (n_actors,).
        days: day numbers on which something begins or ends, ascending. last: the network's day.
    """

    growth: Growth
    shown: Ints
    actors: Ints
    is_own: Bools
    days: Ints
    last: date

    @property
    def first(self) -> date:
        """The first day on which anything is known to begin; the last where nothing is."""
        return date.fromordinal(int(self.days[0])) if len(self.days) else self.last


def build_drawing(network: Network) -> Drawing:
    """The ties to draw, under the lens of a network.

    Args:
        network: its day is the last one drawn.
    """
    growth = trace_growth(network)
    ties, n_actors = growth.ties, len(network.actors)
    is_own = np.zeros(n_actors, dtype=np.bool_) if network.firm is None else network.is_own
    kept = find_backbone(
        n_actors,
        ties.sender,
        ties.receiver,
        growth.used,
        first=is_own[ties.sender] | is_own[ties.receiver],
        most=int(get_parameter("network_drawing", "most_ties")),
    )
    shown = np.flatnonzero(kept)
    firm = [] if network.firm is None else [network.firm]
    actors = np.unique(np.concatenate([ties.sender[shown], ties.receiver[shown], np.array(firm, dtype=np.int64)]))
    days = _find_days(growth, network.day)
    return Drawing(growth=growth, shown=shown, actors=actors, is_own=is_own, days=days, last=network.day)


def _find_days(growth: Growth, last: date) -> Ints:
    bounds = np.concatenate([
        growth.possible_from, growth.certain_from, growth.certain_until, growth.possible_until
    ])  # fmt: skip
    days: Ints = np.unique(bounds[np.isfinite(bounds) & (bounds <= last.toordinal())]).astype(np.int64)
    return days


def place_everybody(network: Network) -> Mapping[str, tuple[float, float]]:
    """A place on the drawing for every actor who ever had a tie, by id: the same whatever day or lens is looked at.

    Args:
        network: the whole record, through no lens.
    """
    growth = trace_growth(network)
    ties, n_actors = growth.ties, len(network.actors)
    none = np.zeros(len(ties), dtype=np.bool_)
    most = int(get_parameter("network_drawing", "most_ties"))
    drawn = find_backbone(n_actors, ties.sender, ties.receiver, growth.used, first=none, most=most)
    keys, pair_of_tie = np.unique(pair_key(ties.sender[drawn], ties.receiver[drawn], n_actors), return_inverse=True)
    pull = np.full(len(keys), _LEAST_PULL)
    np.maximum.at(pull, pair_of_tie, np.nan_to_num(growth.used[drawn], nan=_PULL_OF_UNKNOWN))
    ends = keys // max(n_actors, 1), keys % max(n_actors, 1)
    actors, place = np.unique(np.concatenate(ends), return_inverse=True)
    pairs = Pairs(
        n_actors=len(actors), first=place[: len(keys)], second=place[len(keys) :], strength=pull.astype(np.float64)
    )
    ids = (network.actor(actor).id for actor in actors.tolist())
    return {id_: (x, y) for id_, (x, y) in zip(ids, place_actors(pairs).tolist(), strict=True)}


def get_places(workspace: Workspace, case: str) -> Mapping[str, tuple[float, float]]:
    """Where everybody of a record stands, worked out once for each state of it.

    Args:
        workspace: that holds it. case: of the library, or "" for the record that is served.
    """
    return workspace.derive(place_everybody, Look(case=case, lens=Lens(as_of=_LAST_DAY)))


def find_places(
    network: Network, actors: Ints, ties: tuple[Ints, Ints], known: Mapping[str, tuple[float, float]]
) -> Floats:
    """Where some actors stand, shape (n, 2); who was never tied, but is imagined to be, stands beside a contact.

    Args:
        network: whose actors. actors: positions. ties: both ends of the ties drawn. known: from `place_everybody`.
    """
    places = {actor: known[id_] for actor in actors.tolist() if (id_ := network.actor(actor).id) in known}
    for turn, actor in enumerate(one for one in actors.tolist() if one not in places):
        beside = np.concatenate([ties[1][ties[0] == actor], ties[0][ties[1] == actor]]).tolist()
        x, y = next((places[other] for other in beside if other in places), (0.0, 0.0))
        places[actor] = (x + 0.08 * np.cos(2.4 * turn), y + 0.08 * np.sin(2.4 * turn))
    return np.array([places[actor] for actor in actors.tolist()], dtype=np.float64).reshape(-1, 2)


def look_around(drawing: Drawing, actor: int, steps: int) -> tuple[Ints, int]:
    """The ties around one actor, drawn or not, and how many there are in all.

    Args:
        drawing: of the network. actor: position. steps: 1 for the actor's contacts and the ties among them, 2 for
            their contacts as well.

    Returns:
        Positions in the growth, shape (n,), the actor's own first, at most as many as the parameter says; and the
        number there are.
    """
    sender, receiver = drawing.growth.ties.sender, drawing.growth.ties.receiver
    near = np.zeros(len(drawing.is_own), dtype=np.bool_)
    near[actor] = True
    for _ in range(steps):
        touched = near[sender] | near[receiver]
        near[sender[touched]] = near[receiver[touched]] = True
    among = np.flatnonzero(near[sender] & near[receiver])
    is_own = (sender[among] == actor) | (receiver[among] == actor)
    strength = np.nan_to_num(drawing.growth.used[among], nan=-1.0)
    order = among[np.lexsort((among, -strength, ~is_own))]
    return order[: int(get_parameter("network_drawing", "most_around"))], len(among)
