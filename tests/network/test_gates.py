"""Gates: found in one pass, the same as imagining each actor away."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgehead.network.gates import find_gates
from bridgehead.network.graph import build_graph


def reached_without(ties, starts, max_ties, lost):
    """Actors a walk of few enough ties reaches from the start set when one actor is lost: layers, the slow way."""
    kept = [(a, b, free) for a, b, free in ties if lost not in (a, b)]
    level = {start for start in starts if start != lost}

    def widen(actors):
        while True:
            more = {b for a, b, free in both if free and a in actors} - actors
            if not more:
                return actors
            actors = actors | more

    both = [(a, b, free) for a, b, free in kept] + [(b, a, free) for a, b, free in kept]
    level = widen(level)
    for _ in range(max_ties):
        level = widen(level | {b for a, b, free in both if not free and a in level})
    return level


@st.composite
def networks(draw):
    n_actors = draw(st.integers(2, 8))
    pairs = [(a, b) for a, b in product(range(n_actors), repeat=2) if a < b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=14))
    free = draw(st.lists(st.booleans(), min_size=len(chosen), max_size=len(chosen)))
    n_starts = draw(st.integers(1, min(3, n_actors)))
    return n_actors, [(a, b, f) for (a, b), f in zip(chosen, free, strict=True)], list(range(n_starts))


@settings(max_examples=300)
@given(networks(), st.integers(1, 4))
def test_gates_are_those_whose_loss_cuts_an_actor_off(network, max_ties):
    """Against brute force: lose each actor in turn and see who is still reached."""
    n_actors, ties, starts = network
    arrays = [np.array([tie[part] for tie in ties], dtype=kind) for part, kind in enumerate((int, int, bool))]
    graph = build_graph(n_actors, arrays[0], arrays[1], np.full(len(ties), 0.5), free=arrays[2])

    found = find_gates(graph, starts, 0, max_ties)

    before = reached_without(ties, starts, max_ties, lost=-1)
    assert set(np.flatnonzero(found.reached)) == before
    for actor in before - set(starts):
        expected = {
            lost
            for lost in range(1, n_actors)
            if lost != actor and actor not in reached_without(ties, starts, max_ties, lost)
        }
        assert found.of(actor) == expected


def test_what_a_loss_cuts_off_is_counted_and_common_gates_are_found():
    """A star behind a bridge: losing the bridge cuts off all behind it."""
    graph = build_graph(5, [0, 1, 1, 0], [1, 2, 3, 4], [0.5] * 4)
    found = find_gates(graph, [0], 0, 2)

    assert found.cut_off(np.ones(5, dtype=np.bool_)).tolist() == [0, 2, 0, 0, 0]
    assert found.common([2, 3]) == {1}
    assert found.common([2, 4]) == frozenset()
    assert found.common([2]) == {1, 2}
    assert find_gates(graph, [0], 0, 1).common([2, 3]) == frozenset()
