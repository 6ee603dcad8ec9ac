"""Where actors stand on a drawing: those tied stand near each other. The same ties always give the same drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from bridgehead.network import kernels
from bridgehead.network.ties import Floats, Ints
from bridgehead.record.parameters import get_parameter

#: a turn of the golden angle after each part lays parts around the middle without gaps
_GOLDEN_ANGLE = np.pi * (3.0 - np.sqrt(5.0))
#: from this distance on actors are brought nearer, into a band of about this width
_RIM, _BAND = 1.1, 0.15
#: steps into which each side of a drawing is cut to put points in order
_GRID_BITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Tied pairs, each once, of actors numbered without gaps; arrays of shape (n_pairs,).

    Attributes:
        n_actors: number of actors. first, second: positions of the ends. strength: of the pull, more than 0.
    """

    n_actors: int
    first: Ints
    second: Ints
    strength: Floats

    @property
    def contacts(self) -> Ints:
        """Number of pairs of each actor, shape (n_actors,)."""
        ends = np.concatenate([self.first, self.second])
        counts: Ints = np.bincount(ends, minlength=self.n_actors).astype(np.int64)
        return counts


def place_actors(pairs: Pairs) -> Floats:
    """A place for each actor: shape (n_actors, 2), the middle at 0, nine of ten within 1 of it.

    Args:
        pairs: who is tied; actors without ties stand around the others.

    Source: a first shape by Brandes & Pich (2007), doi:10.1007/978-3-540-70904-6_6, then the forces and speeds of
    Jacomy et al. (2014), doi:10.1371/journal.pone.0098679, section "Anatomy of ForceAtlas2". Differences: a fixed
    number of rounds; pulls are divided by the number of contacts of both ends, so that hubs do not draw everybody into
    one heap.
    """
    if pairs.n_actors == 0:
        return np.zeros((0, 2))
    places = _relax(pairs, _place_parts(pairs))
    places -= np.median(places, axis=0)
    reach = float(np.quantile(np.hypot(*places.T), 0.9))
    return _keep_apart(_draw_in(places / reach) if reach > 0 else places)


def _place_parts(pairs: Pairs) -> Floats:
    """A first shape: each connected part by its distances, the largest in the middle and the others around it."""
    ends = np.concatenate([pairs.first, pairs.second]), np.concatenate([pairs.second, pairs.first])
    ties = csr_array((np.ones(2 * len(pairs.first)), ends), shape=(pairs.n_actors, pairs.n_actors))
    n_parts, part_of = connected_components(ties, directed=False)
    sizes = np.bincount(part_of, minlength=n_parts)
    order = np.argsort(-sizes, kind="stable")
    members = np.split(np.argsort(part_of, kind="stable"), np.cumsum(sizes)[:-1])
    room = np.sqrt(np.cumsum(sizes[order])) * 10.0
    places = np.zeros((pairs.n_actors, 2))
    for turn, part in enumerate(order.tolist()):
        who = members[part]
        distance = 0.0 if turn == 0 else room[turn]
        angle = turn * _GOLDEN_ANGLE
        middle = distance * np.array([np.cos(angle), np.sin(angle)])
        places[who] = middle + _place_part(ties[who, :][:, who] if len(who) > 2 else None, len(who))
    return places


def _place_part(ties: csr_array | None, size: int) -> Floats:
    """One connected part around 0, shape (size, 2); `ties` is None for one or two actors."""
    if ties is None:
        return np.array([[10.0 * place, 0.0] for place in range(size)])
    distances = _measure_from_pivots(ties)
    squares = distances**2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    places = centred @ vectors[:, -2:] if distances.shape[1] > 1 else np.repeat(centred, 2, axis=1)
    spread = np.sqrt(np.mean(places**2, axis=0))
    turns = np.arange(size) * _GOLDEN_ANGLE
    # actors at equal distances from all pivots would stand on one spot, and no push could part them
    apart = np.column_stack([np.cos(turns), np.sin(turns)]) * np.sqrt(np.arange(1.0, size + 1.0))[:, None]
    placed: Floats = places / np.where(spread > 0, spread, 1.0) * np.sqrt(size) * 5.0 + apart
    return placed


def _measure_from_pivots(ties: csr_array) -> Floats:
    """Ties between each actor and each of some pivots, shape (n_actors, n_pivots); each pivot far from those before."""
    n_pivots = min(int(get_parameter("network_drawing", "pivots")), ties.shape[0])
    distances = np.zeros((ties.shape[0], n_pivots))
    nearest = np.full(ties.shape[0], np.inf)
    pivot = int(np.argmax(np.diff(ties.indptr)))
    for column in range(n_pivots):
        distances[:, column] = dijkstra(ties, directed=False, unweighted=True, indices=[pivot])[0]
        nearest = np.minimum(nearest, distances[:, column])
        pivot = int(np.argmax(nearest))
    return distances


def _relax(pairs: Pairs, places: Floats) -> Floats:
    """Let ties pull and actors push until little moves."""
    openness, gravity, rounds = (get_parameter("network_drawing", name) for name in ("openness", "gravity", "rounds"))
    mass: Floats = pairs.contacts.astype(np.float64) + 1.0
    pull = pairs.strength / np.sqrt(mass[pairs.first] * mass[pairs.second])
    before: Floats = np.zeros_like(places)
    speed = 1.0
    for _ in range(int(rounds)):
        force = _push(places, mass, openness) + _pull(pairs, places, pull) - gravity * mass[:, None] * places
        swing = np.hypot(*(force - before).T)
        traction = np.hypot(*(force + before).T) / 2
        total_swing = float(mass @ swing)
        wanted = float(mass @ traction) / total_swing if total_swing > 0 else speed
        speed = min(wanted, speed * 1.5)
        step = speed / (1.0 + speed * np.sqrt(swing))
        size = np.hypot(*force.T)
        step = np.minimum(step, 10.0 / np.where(size > 0, size, 1.0))
        places = places + force * step[:, None]
        before = force
    return places


def _draw_in(places: Floats) -> Floats:
    """Bring those far outside nearer, in the same direction and order, so that they do not make all others small."""
    distance = np.hypot(*places.T)
    beyond = np.maximum(distance - _RIM, 0.0)
    wanted = np.minimum(distance, _RIM) + _BAND * np.log1p(beyond / _BAND)
    drawn_in: Floats = places * (wanted / np.where(distance > 0, distance, 1.0))[:, None]
    return drawn_in


def _keep_apart(places: Floats) -> Floats:
    """Move those who stand upon each other apart, as far as all have room on the drawing."""
    crowd = len(places) / float(get_parameter("network_drawing", "elbow_most"))
    room = float(get_parameter("network_drawing", "elbow_room")) * np.sqrt(np.pi / len(places)) / max(crowd, 1.0)
    for _ in range(int(get_parameter("network_drawing", "elbow_rounds"))):
        pairs = cKDTree(places).query_pairs(room, output_type="ndarray")
        if not len(pairs):
            break
        apart = places[pairs[:, 0]] - places[pairs[:, 1]]
        distance = np.maximum(np.hypot(*apart.T), 1e-9)
        step = apart * ((room - distance) / distance * 0.4)[:, None]
        moved = [
            np.bincount(pairs[:, 0], weights=along, minlength=len(places))
            - np.bincount(pairs[:, 1], weights=along, minlength=len(places))
            for along in step.T
        ]
        near = np.bincount(pairs.ravel(), minlength=len(places))
        places = places + np.column_stack(moved) / np.maximum(near, 1)[:, None] * 1.5
    return places


def _push(places: Floats, mass: Floats, openness: float) -> Floats:
    """What all others do to each actor, shape (n_actors, 2)."""
    order = np.argsort(_number_along_curve(places), kind="stable")
    x, y = np.ascontiguousarray(places[order, 0]), np.ascontiguousarray(places[order, 1])
    pushed = np.empty_like(places)
    pushed[order] = np.column_stack(kernels.repulsion.push_apart(x, y, mass[order], float(openness)))
    return pushed


def _number_along_curve(places: Floats) -> Ints:
    """A number for each place, near for near places: the bits of both sides by turns (Morton's order), (n_actors,)."""
    low, high = places.min(axis=0), places.max(axis=0)
    cells = ((places - low) / np.where(high > low, high - low, 1.0) * (2**_GRID_BITS - 1)).astype(np.int64)
    number = np.zeros(len(places), dtype=np.int64)
    for bit in range(_GRID_BITS):
        number |= ((cells[:, 0] >> bit) & 1) << (2 * bit)
        number |= ((cells[:, 1] >> bit) & 1) << (2 * bit + 1)
    return number


def _pull(pairs: Pairs, places: Floats, strength: Floats) -> Floats:
    """What its contacts do to each actor, shape (n_actors, 2)."""
    towards = (places[pairs.second] - places[pairs.first]) * strength[:, None]
    sides = [
        np.bincount(pairs.first, weights=along, minlength=pairs.n_actors)
        - np.bincount(pairs.second, weights=along, minlength=pairs.n_actors)
        for along in towards.T
    ]
    return np.column_stack(sides)
