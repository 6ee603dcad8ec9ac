"""Networks small enough to look at every route, every world and every set of routes, one after the other."""

import itertools
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies

from bridgehead.network.graph import build_graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A network as rows (sender, receiver, chance, free, one_way), a start set, targets and a limit on ties."""

    n_actors: int
    rows: tuple[tuple[int, int, float, bool, bool], ...]
    starts: tuple[int, ...]
    targets: tuple[int, ...]
    max_ties: int

    @property
    def graph(self):
        """As arrays."""
        columns = [np.array([row[place] for row in self.rows]) for place in range(5)]
        return build_graph(self.n_actors, *columns[:3], free=columns[3], one_way=columns[4])


@strategies.composite
def cases(draw, *, free=True, one_way=True, most_actors=7, most_rows=10):
    """Small networks with everything that can go wrong: parallel, own, free, one-way, dead and certain ties."""
    n_actors = draw(strategies.integers(1, most_actors))
    actor = strategies.integers(0, n_actors - 1)
    row = strategies.tuples(
        actor,
        actor,
        strategies.sampled_from((0.0, 0.25, 0.5, 0.75, 1.0)),
        strategies.sampled_from((False, False, True)) if free else strategies.just(False),
        strategies.booleans() if one_way else strategies.just(False),
    )
    return Case(
        n_actors=n_actors,
        rows=tuple(draw(strategies.lists(row, max_size=most_rows))),
        starts=tuple(sorted(draw(strategies.sets(actor, max_size=2)))),
        targets=tuple(sorted(draw(strategies.sets(actor, max_size=4)))),
        max_ties=draw(strategies.integers(0, 4)),
    )


def best_steps(case):
    """(sender, receiver) -> (free, chance) of the tie that counts in that direction."""
    steps = {}
    for sender, receiver, chance, free, one_way in case.rows:
        ends = [(sender, receiver)] if one_way else [(sender, receiver), (receiver, sender)]
        for end in ends:
            steps[end] = max(steps.get(end, (False, -1.0)), (free, 1.0 if free else chance))
    return {end: step for end, step in steps.items() if end[0] != end[1]}


def all_routes(case, targets=None):
    """Every route as (actors, ties, chance), by walking every simple chain."""
    goals = set(case.targets if targets is None else targets) - set(case.starts)
    steps = best_steps(case)
    routes = []

    def walk(actors, ties, chance):
        if actors[-1] in goals:
            routes.append((actors, ties, chance if ties > 1 else 1.0))
            return
        for (sender, receiver), (free, passing) in steps.items():
            if sender != actors[-1] or receiver in actors or receiver in case.starts:
                continue
            if ties + (not free) <= case.max_ties:
                walk((*actors, receiver), ties + (not free), chance * passing)

    for start in case.starts:
        walk((start,), 0, 1.0)
    return routes


def chance_of_any(case, targets):
    """The chance that at least one route works, by living through every world."""
    graph = case.graph
    routes = all_routes(case, targets)
    if any(ties <= 1 for _, ties, _ in routes):
        return 1.0
    pair_of = {
        (sender, int(graph.indices[arc])): int(graph.pairs[arc])
        for sender in range(case.n_actors)
        for arc in range(graph.indptr[sender], graph.indptr[sender + 1])
    }
    needs = [{pair_of[step] for step in itertools.pairwise(actors)} for actors, _, _ in routes]
    pairs = sorted(set().union(*needs)) if needs else []
    total = 0.0
    for world in itertools.product((False, True), repeat=len(pairs)):
        live = {pair for pair, is_live in zip(pairs, world, strict=True) if is_live}
        if any(need <= live for need in needs):
            total += np.prod([graph.chance[pair] if pair in live else 1 - graph.chance[pair] for pair in pairs])
    return float(total)


def most_disjoint(routes):
    """The largest number of routes that share nobody in between, by trying every choice."""
    between = {frozenset(actors[1:-1]) or frozenset({("direct", actors[-1])}) for actors, _, _ in routes}
    smallest = [one for one in between if not any(other < one for other in between)]

    def choose(place, used):
        if place == len(smallest):
            return 0
        without = choose(place + 1, used)
        return without if smallest[place] & used else max(without, 1 + choose(place + 1, used | smallest[place]))

    return choose(0, frozenset())
